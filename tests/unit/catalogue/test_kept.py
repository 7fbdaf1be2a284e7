"""What reading yields besides words is kept: tables, repeats, words from pictures, problems, headings, formats."""

from dataclasses import replace
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.model.document import Heading, Page, Passage, PassageKind, Problem, Unit, Verdict
from compendium.model.intake import OutcomeKind, Prepared
from compendium.model.search import OWNER, READER
from tests.unit.catalogue.making import prepared

TABLE = "Table 1\nMeals\tWarm\n\t29"
CELLS = (((8, 13), (14, 18)), ((19, 19), (20, 22)))


def of_sections(given: Prepared, format: str) -> Prepared:
    """The same, as a document without pages."""
    pages = tuple(replace(page, label=None, width=0.0, height=0.0, rotation=0) for page in given.reading.pages)
    headings = (Heading(1, "What we did", 1), Heading(1, "Visits", 2), Heading(2, "Waiting", 2))
    return replace(given, reading=replace(given.reading, format=format, pages=pages, headings=headings))


def test_tables_repeats_and_recognised_pages_come_back_as_they_were_read(catalogue: Catalogue, tmp_path: Path) -> None:
    given = prepared(tmp_path)
    first, second, third = given.reading.passages
    table = replace(second, kind=PassageKind.TABLE, text=TABLE, cells=CELLS, quotes=())
    pulled = replace(third, kind=PassageKind.PULL_QUOTE, repeats=first.id)
    pages = (replace(given.reading.pages[0], ocr=True, quality=0.55), given.reading.pages[1])
    problems = (Problem("pictures", "Two pictures.", None), Problem("scanned-page", "Page 2 is a picture.", 2))
    headings = (Heading(1, "Findings", 1), Heading(2, "Keeping in touch", 2))
    reading = replace(given.reading, passages=(first, table, pulled), pages=pages, problems=problems, headings=headings)
    outcome = catalogue.save(replace(given, reading=reading))
    assert (outcome.kind, outcome.to_check, outcome.unit) == (OutcomeKind.ADDED, (1, 2), Unit.PAGE)
    assert outcome.remarks == ("Two pictures.",)
    report = outcome.report or ""
    assert catalogue.pages(report, OWNER) == pages
    assert [passage for passage, _ in catalogue.passages(report, OWNER)] == [first, table, pulled]
    assert catalogue.report(report, OWNER).problems == problems
    assert catalogue.headings([report, "0123456789ab"], READER) == {report: headings}
    assert catalogue.pages_named([report, "0123456789ab"], READER)[1] == {(report, 1)}
    assert catalogue.check() == []
    catalogue.withdraw(report, "Ann")
    assert catalogue.headings([report], READER) == {}
    assert catalogue.pages_named([report], READER)[1] == frozenset()


def test_a_cell_outside_its_text_is_noticed(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.save(prepared(tmp_path))
    with catalogue._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE passage SET cells = '[[[3, 999]]]' WHERE position = 0")
    assert any("A cell of the table" in problem for problem in catalogue.check())


@pytest.mark.parametrize(
    ("format", "unit"),
    [("docx", Unit.SECTION), ("odt", Unit.SECTION), ("html", Unit.SECTION), ("md", Unit.SECTION), ("pptx", Unit.SLIDE)],
)
def test_every_format_is_stored_under_its_own_ending(
    catalogue: Catalogue, tmp_path: Path, format: str, unit: Unit
) -> None:
    given = of_sections(prepared(tmp_path, f"visits.{format}"), format)
    outcome = catalogue.save(given)
    report = catalogue.report(outcome.report or "", OWNER)
    assert (report.unit, outcome.unit) == (unit, unit)
    stored = catalogue.file_path(report.id, OWNER)
    assert stored.name == f"{given.reading.sha256}.{format}"
    assert stored.parent.name == given.reading.sha256[:2]
    stored.unlink()
    catalogue.restore_file(Path(given.path), given.reading.sha256)
    assert stored.exists()
    assert catalogue.check() == []
    assert catalogue.save(given).report == report.id  # read again, it stays where it is
    catalogue.tidy()
    assert [path.name for path in (catalogue.home / "files").glob("*/*")] == [stored.name]


def test_a_report_without_a_file_has_no_unit_of_its_own(catalogue: Catalogue, tmp_path: Path) -> None:
    report = catalogue.report(catalogue.save(prepared(tmp_path)).report or "", OWNER)
    assert replace(report, sources=()).unit is Unit.PAGE


def test_headings_are_not_loaded_with_every_report(catalogue: Catalogue, tmp_path: Path) -> None:
    from sqlalchemy import event

    statements: list[str] = []
    catalogue.save(of_sections(prepared(tmp_path), "docx"))
    event.listen(catalogue._engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    catalogue.reports(OWNER)
    assert statements
    assert not any("headings" in statement for statement in statements)


def test_a_passage_keeps_its_key_when_it_turns_out_to_repeat_another(catalogue: Catalogue, tmp_path: Path) -> None:
    given = prepared(tmp_path)
    report = catalogue.save(given).report or ""
    keys = {passage.id: key for key, (_, passage, _) in catalogue.passages_by_key(range(9), OWNER).items()}
    first, second, third = given.reading.passages
    again: tuple[Passage, ...] = (first, second, replace(third, kind=PassageKind.PULL_QUOTE, repeats=first.id))
    catalogue.save(replace(given, reading=replace(given.reading, passages=again)))
    now = {passage.id: key for key, (_, passage, _) in catalogue.passages_by_key(range(9), OWNER).items()}
    assert now == keys
    assert catalogue.passages(report, OWNER)[2][0].repeats == first.id


def test_pages_that_need_a_look_are_told_when_a_report_is_saved(catalogue: Catalogue, tmp_path: Path) -> None:
    given = prepared(tmp_path, failed=[2])
    pages = (Page(1, None, Verdict.TEXT, 595, 842, quality=0.5), Page(2, None, Verdict.EMPTY, 0, 0, quality=0.0))
    outcome = catalogue.save(replace(given, reading=replace(given.reading, pages=pages)))
    assert (outcome.kind, outcome.failed_pages, outcome.to_check) == (OutcomeKind.PARTIAL, (2,), (1, 2))
