"""The answers to a list of questions as an Excel workbook: the table, and a sheet that says what it is."""

import io
from collections.abc import Iterator
from typing import Any, Final

import xlsxwriter

from compendium.errors import BadInput
from compendium.export.citation import people_line
from compendium.export.formats import LIMITS
from compendium.export.questions import COLUMNS, Answers, Cell, rows

_WIDTHS: Final = {
    **{"question": 30, "people_heard_in_these_reports": 30, "remarks": 40, "title": 30, "organisations": 24},
    **{"place": 20, "voices": 22, "content_note": 24, "words": 80, "themes": 36, "warning": 24},
    **{"not_for_everyone": 20, "passage_id": 26},
}
_USUAL_WIDTH: Final = 12

MOST_LETTERS: Final = 32_000
"""Letters of a cell: Excel takes 32,767 and would refuse the file for one more."""

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet that Excel can open."""

_CUT: Final = " […] (Cut here: a cell of Excel holds no more. A CSV file has all of it.)"

MEANING: Final = (
    *LIMITS,
    "“Passages found” and “reports found” count all that answer the question, also those not listed here.",
    "“Rank” is the order of the list: what fits the question best comes first. It is no measure of how true or how"
    " common something is.",
    "“Words” are the passage exactly as the report has it. Look at the report before you quote it.",
    "“Unknown” voices and accounts are those that the printed words do not plainly tell.",
)
"""What the numbers and columns mean, for whoever gets the file."""


def to_xlsx(answers: Answers) -> bytes:
    """The workbook as a file. All text is written as text: no word of a report becomes a formula, a link or a number.

    Raises BadInput when there are more rows than a sheet can have.
    """
    out = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {"in_memory": True, **as_text}) as book:
        # a quote prefix keeps text that begins like a formula text, also when somebody edits the cell
        text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _fill_table(book.add_worksheet("Answers"), answers, text, bold)
        _fill_about(book.add_worksheet("About"), answers, text, bold)
    return out.getvalue()


def _fill_table(sheet: Any, answers: Answers, text: Any, bold: Any) -> None:
    last = _write(sheet, 0, [COLUMNS], bold) - 1
    for last, row in enumerate(rows(answers), 1):
        if last >= MOST_ROWS:
            raise BadInput(
                f"That is more than the {MOST_ROWS:,} rows of an Excel sheet.", "Ask for fewer passages, or write CSV."
            )
        _write(sheet, last, [row], text)
    for place, name in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(name, _USUAL_WIDTH))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)


def _fill_about(sheet: Any, answers: Answers, text: Any, bold: Any) -> None:
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 4, 24)
    place = _write(sheet, 0, _facts(answers), text)
    place = _write(sheet, place + 1, [("What the numbers mean",)], bold)
    for sentence in MEANING:
        sheet.merge_range(place, 0, place, 4, "", text)
        sheet.set_row(place, 34)
        place = _write(sheet, place, [(sentence,)], text)
    place = _write(sheet, place + 1, [_OVERVIEW], bold)
    _write(sheet, place, _overview(answers), text)


_OVERVIEW: Final = ("question", "passages_found", "reports_found", "organisations", "people_heard_in_these_reports")


def _facts(answers: Answers) -> list[tuple[Cell, ...]]:
    return [
        ("Query list", answers.name),
        ("Questions", len(answers.answers)),
        ("Date", answers.made),
        ("Library revision", answers.revision),
        ("Codebook version", answers.codebook),
        ("Narrowed down to", answers.narrowed),
        ("Passages listed of each question, at most", answers.most),
    ]


def _overview(answers: Answers) -> Iterator[tuple[Cell, ...]]:
    for answer in answers.answers:
        found = answer.results
        heard = people_line(found.people) if found.total_reports else ""
        yield (answer.question, found.total_passages, found.total_reports, found.organisations, heard)


def _write(sheet: Any, first: int, table: Any, style: Any) -> int:
    """Writes rows from `first` on; returns the row after them."""
    place = first
    for row in table:
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(place, column, cell, style)
            elif cell:
                sheet.write_string(place, column, _fitting(cell), style)
        place += 1
    return place


def _fitting(text: str) -> str:
    """The text as far as a cell can hold it; Excel counts in units of UTF-16."""
    if len(text.encode("utf-16-le")) <= 2 * MOST_LETTERS:
        return text
    whole = text.encode("utf-16-le")[: 2 * (MOST_LETTERS - len(_CUT))]
    return whole.decode("utf-16-le", errors="ignore") + _CUT
