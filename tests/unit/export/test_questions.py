"""A list of questions as a table: best first, verbatim, and every word of it text, in CSV and in Excel."""

import csv
import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.errors import BadInput
from compendium.export import workbook
from compendium.export.citation import RECOGNISED
from compendium.export.questions import COLUMNS, Answer, Answers, notes, rows, to_csv
from compendium.export.workbook import MEANING, to_xlsx
from compendium.model.people import People
from compendium.model.report import Claimant, Status
from compendium.model.search import Hit, ReportHits, Results, SearchQuery, Snippet
from compendium.model.theme import Tag, TagStatus
from tests.unit.export.test_formats import NAMES, a_report, a_summary


def a_hit(text: str, score: float = 1.0, **more: Any) -> Hit:
    passage = a_summary(text).evidence[0].passage
    return Hit(
        **{"passage": passage, "report": "0123456789ab", "label": "ii", "score": score} | more, snippet=Snippet("")
    )


def some_answers(*groups: tuple[Hit, ...], question: str = "kettle", most: int = 25, **report: Any) -> Answers:
    shown = tuple(ReportHits(a_report(**report), hits, len(hits)) for hits in groups)
    total = sum(map(len, groups))
    people = People(lived_experience=41)
    results = Results(SearchQuery(question), total, len(groups), 1, people, shown, (), revision=7)
    return Answers("november.txt", (Answer(question, results),), most, "everything", "abc", "2026-11-23", NAMES)


def cells_of(answers: Answers) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(answers)))
    return list(book["Answers"].iter_rows(min_row=2, values_only=True))


def row_of(answers: Answers) -> dict[str, Any]:
    (row,) = rows(answers)
    return dict(zip(COLUMNS, row, strict=True))


def test_the_best_passages_come_first_from_whatever_report_and_no_more_than_asked_for() -> None:
    answers = some_answers((a_hit("a", 5), a_hit("d", 1)), (a_hit("b", 4), a_hit("c", 3)), most=3)
    assert [(row[1], row[COLUMNS.index("words")]) for row in rows(answers)] == [(1, "a"), (2, "b"), (3, "c")]


def test_a_row_says_where_the_words_stand_who_speaks_and_what_to_look_out_for() -> None:
    row = row_of(some_answers((a_hit("Words.", place="page 4 (printed ii)", ocr=True),), status=Status.DRAFT))
    assert (row["place"], row["printed_page"], row["year"]) == ("page 4 (printed ii)", "ii", 2023)
    assert (row["voices"], row["kind"], row["account"]) == ("staff", "paragraph", "unknown")
    assert (row["warning"], row["not_for_everyone"]) == (RECOGNISED, "Draft: not published.")
    assert (row["report_id"], row["passage_id"]) == ("0123456789ab", "p-1")


def test_themes_say_who_says_so_and_rejected_ones_are_left_out() -> None:
    tags = (
        Tag("p-1", "food", Claimant.RULE),
        Tag("p-1", "food", Claimant.PERSON, TagStatus.ACCEPTED),
        Tag("p-1", "visits", Claimant.RULE),
        Tag("p-1", "unknown", Claimant.RULE, TagStatus.REJECTED),
    )
    themes = row_of(some_answers((a_hit("Words.", tags=tags),)))["themes"]
    assert themes == "Food (tagged, checked by a person); Visits (suggested by computer, unchecked: likely)"


def test_a_note_stands_in_the_column_before_the_words_and_all_are_told_once() -> None:
    violence, abuse = ("describes violence",), ("describes violence", "describes abuse")
    answers = some_answers(
        (a_hit("a", 2, notes=violence), a_hit("b", 1, notes=abuse), a_hit("c", 0, notes=("x",))), most=2
    )
    words = COLUMNS.index("words")
    said = ["Content note: describes violence.", "Content note: describes violence; describes abuse."]
    assert [row[words - 1] for row in rows(answers)] == said
    assert notes(answers) == ("describes abuse", "describes violence")
    assert row_of(some_answers((a_hit("a"),)))["content_note"] == ""


def test_a_question_without_hits_has_one_row_that_says_why() -> None:
    answers = some_answers()
    (answer,) = answers.answers
    told = replace(answer, results=replace(answer.results, ignored=("No such filter.",)))
    row = row_of(replace(answers, answers=(told,)))
    assert row["remarks"] == "Nothing found. No such filter."
    assert (row["rank"], row["passages_found"], row["people_heard_in_these_reports"], row["words"]) == ("", 0, "", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_nothing_that_begins_like_a_formula_reaches_a_spreadsheet_as_one(start: str) -> None:
    answers = some_answers((a_hit(f"{start}1+1"),))
    (row,) = csv.DictReader(io.StringIO(to_csv(answers), newline=""))
    assert row["words"] == f"'{start}1+1"
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(answers)))["Answers"]
    cell = sheet.cell(2, COLUMNS.index("words") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{start}1+1", "s", True)


PRINTED = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="_"), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None)
@given(st.lists(PRINTED, min_size=1, max_size=5).map("\n".join))
def test_the_workbook_gives_back_the_very_words(text: str) -> None:
    (row,) = cells_of(some_answers((a_hit(text),), question=text))
    assert (row[0], row[COLUMNS.index("words")]) == (text, text)


@pytest.mark.parametrize(
    "text", ["1234", "https://mast.example/", "mailto:a@b.example", "=A1", "TRUE", "{=1}", "  a b "]
)
def test_no_text_becomes_anything_else(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(some_answers((a_hit(text),)))))["Answers"]
    cell = sheet.cell(2, COLUMNS.index("words") + 1)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("letter", ["a", "\N{KEY}"])
def test_what_no_cell_can_hold_is_cut_and_says_so(letter: str) -> None:
    long = letter * 40_000
    (row,) = cells_of(some_answers((a_hit(long),)))
    words = row[COLUMNS.index("words")]
    start, _, end = words.partition(" […] ")
    assert len(words.encode("utf-16-le")) <= 2 * 32_767
    assert len(start) > 15_000 and long.startswith(start)
    assert "CSV" in end
    assert long in to_csv(some_answers((a_hit(long),)))


def test_more_rows_than_a_sheet_has_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    assert len(cells_of(some_answers((a_hit("a"),)))) == 1
    with pytest.raises(BadInput, match="CSV"):
        to_xlsx(some_answers((a_hit("a"), a_hit("b"))))


def test_the_second_sheet_says_what_made_the_list_and_what_the_numbers_mean() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(some_answers((a_hit("a"),)))))
    table = list(book["About"].iter_rows(values_only=True))
    facts = {row[0]: row[1] for row in table}
    assert (facts["Query list"], facts["Date"], facts["Library revision"]) == ("november.txt", "2026-11-23", 7)
    assert (facts["Codebook version"], facts["Narrowed down to"]) == ("abc", "everything")
    assert set(MEANING) <= facts.keys()
    assert ("kettle", 1, 1, 1, "41 people with lived experience") in table
