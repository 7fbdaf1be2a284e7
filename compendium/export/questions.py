"""A list of questions and what the library answers to each: one table, for spreadsheets and for programs."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from compendium.export.answers import also, nothing, remarks
from compendium.export.citation import (
    RECOGNISED,
    claimed,
    content_note,
    not_for_everyone,
    people_line,
    speakers,
    standing,
)
from compendium.export.formats import safe_cell
from compendium.model.search import Hit, ReportHits, Results

Cell = str | int

COLUMNS: Final = (
    *("question", "rank", "passages_found", "reports_found", "people_heard_in_these_reports", "remarks"),
    *("report_id", "title", "organisations", "year", "place", "printed_page", "kind", "voices", "account"),
    *("content_note", "words", "themes", "warning", "not_for_everyone", "passage_id"),
)
"""What stands in each row. The first six say the same in all rows of one question, but for the rank."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question as its line has it, and the results: with as many reports and passages as rows are wanted."""

    question: str
    results: Results


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to a list of questions, and what made them."""

    name: str
    """What the list is called."""
    answers: Sequence[Answer]
    most: int
    """Passages of each question that are given."""
    narrowed: str
    """Filters that hold for all questions, in words."""
    codebook: str
    """The version of the codebook."""
    made: str
    """The day, ISO."""
    themes: Mapping[str, str]
    """The name of each theme, by id."""

    @property
    def revision(self) -> int:
        """The revision of the library that answered; the last one if it changed meanwhile."""
        return max((answer.results.revision for answer in self.answers), default=0)


def rows(answers: Answers) -> Iterator[tuple[Cell, ...]]:
    """One row a passage, best first; a question without any has one row that says why."""
    for answer in answers.answers:
        best = _best(answer, answers.most)
        for rank, (group, hit) in enumerate(best, 1):
            yield (*_asked(answer, rank), *_passage(group, hit, answers.themes))
        if not best:
            yield (*_asked(answer, ""), *[""] * (len(COLUMNS) - 6))


def notes(answers: Answers) -> tuple[str, ...]:
    """What to warn of before the words in these rows, each once, in alphabetical order."""
    shown = (hit for answer in answers.answers for _, hit in _best(answer, answers.most))
    return tuple(sorted({note for hit in shown for note in hit.notes}))


def to_csv(answers: Answers) -> str:
    """The rows as CSV. Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows(answers):
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def _best(answer: Answer, most: int) -> list[tuple[ReportHits, Hit]]:
    found = [(group, hit) for group in answer.results.groups for hit in group.hits]
    return sorted(found, key=lambda pair: -pair[1].score)[:most]


def _asked(answer: Answer, rank: Cell) -> tuple[Cell, ...]:
    results = answer.results
    said = [f"{words}." for words in [also(results)] if words] + list(remarks(results))
    if not results.total_passages:
        said = ["Nothing found.", *said, *nothing(results)]
    heard = people_line(results.people) if results.total_reports else ""
    return (answer.question, rank, results.total_passages, results.total_reports, heard, " ".join(said))


def _passage(group: ReportHits, hit: Hit, names: Mapping[str, str]) -> tuple[Cell, ...]:
    report, passage = group.report, hit.passage
    return (
        report.id,
        report.title,
        "; ".join(report.organisations),
        report.year or "",
        hit.place,
        hit.label or "",
        passage.kind.value,
        speakers(passage),
        passage.account.value,
        content_note(hit.notes),
        passage.text,
        "; ".join(_themes(hit, names)),
        RECOGNISED if hit.ocr else "",
        not_for_everyone(report),
        passage.id,
    )


def _themes(hit: Hit, names: Mapping[str, str]) -> list[str]:
    """Each theme once, with who says so: what a person checked before what nobody has."""
    said: dict[str, str] = {}
    for tag in standing(hit.tags):
        said.setdefault(tag.theme, f"{names.get(tag.theme, tag.theme)} ({claimed(tag, hit.passage.text)})")
    return sorted(said.values())
