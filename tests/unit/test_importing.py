"""A list becomes reports once, is matched the next time, and gives way to files and to people."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from compendium import pipeline
from compendium.catalogue.catalogue import Catalogue
from compendium.catalogue.recognise import likeness, match
from compendium.config import Limits, load
from compendium.errors import NotFound, Refused
from compendium.evidence.totals import people
from compendium.importing import Imported, import_list, rehearsal
from compendium.index.memory import MemoryIndex
from compendium.ingest.sheets.listing import read_listing
from compendium.model.report import Reuse, Status
from compendium.model.search import OWNER, SearchQuery
from compendium.model.theme import Codebook, Theme
from tests.conftest import ROOT
from tests.support.pdfs import paragraph, write_pdf

FIXTURES = ROOT / "tests" / "fixtures"
TEXT = "The man in the next cell told us that the kettle was mended after the council had asked for it twice. " * 4
BOOK = Codebook("1", (Theme("food", "Food", "What people eat and drink.", terms=("kettle",)),))
HEADER = "Title,Organisation,Year,N,File,Link\n"


class Desk:
    """A library to import into; files are read in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = Catalogue.open(folder / "library", create=True)
        self.index = MemoryIndex()
        self.config = load(folder / "library")

    def listed(self, text: str, files: Path | None = None) -> Imported:
        sheet = self.folder / "list.csv"
        sheet.write_text(HEADER + text, encoding="utf-8")
        return self.take_in(sheet, files)

    def take_in(self, sheet: Path, files: Path | None = None) -> Imported:
        listing = read_listing(sheet, {}, Limits())
        return import_list(listing, self.catalogue, self.index, self.config, BOOK, files=files)

    def add(self, *paths: Path, **given: Any) -> list[Any]:
        return list(pipeline.add(paths, self.catalogue, self.index, self.config, BOOK, **given))

    def lived(self) -> int:
        return people(self.catalogue.heard(OWNER).of()).lived_experience


def in_this_process(work: Any, items: Any, with_limits: Any, **limits: Any) -> Iterator[tuple[Any, Any]]:
    for task in items:
        try:
            yield task, work(task)
        except Refused as refused:
            yield task, refused


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    monkeypatch.setattr(pipeline, "in_attempts", in_this_process)
    with closing(desk.catalogue):
        yield desk


@pytest.mark.parametrize("name", ["list-39.csv", "list-39.xlsx"])
def test_the_list_gives_its_totals_and_a_second_time_changes_nothing(desk: Desk, name: str) -> None:
    first = desk.take_in(FIXTURES / name)
    assert (len(first.added), len(first.matched), first.errors) == (39, 0, [])
    revision = desk.catalogue.revision()
    for _ in range(2):
        counts, heard = desk.catalogue.counts(OWNER), people(desk.catalogue.heard(OWNER).of())
        assert (counts.reports, counts.organisations) == (39, 16)
        assert (heard.lived_experience, heard.staff) == (6732, 225)
        again = desk.take_in(FIXTURES / name)
        assert (again.added, sorted(again.matched), again.unmatched) == ([], sorted(first.added), [])
    assert desk.catalogue.revision() == revision


def test_both_forms_of_the_list_are_one_list(desk: Desk) -> None:
    first, second = (desk.take_in(FIXTURES / name) for name in ("list-39.csv", "list-39.xlsx"))
    assert sorted(first.added) == sorted(second.matched)
    assert second.added == []


def test_a_row_without_a_file_is_a_report_that_works_everywhere(desk: Desk) -> None:
    (report_id,) = desk.listed("Two towels,Mast,2020,12,,https://mast.example/two\n").added
    report = desk.catalogue.report(report_id, OWNER)
    assert (report.status, report.reuse, report.sources, report.pages) == (Status.PUBLISHED, Reuse.LINK_ONLY, (), 0)
    assert report.address == "https://mast.example/two"
    assert desk.catalogue.check() == []
    assert desk.catalogue.passages(report_id, OWNER) == ()
    assert desk.index.search(SearchQuery(reports=frozenset({report_id})), [report_id]).total_passages == 0
    with pytest.raises(NotFound, match="known from a list alone"):
        list(pipeline.reread([report_id], desk.catalogue, desk.index, desk.config, BOOK))


def test_a_changed_row_changes_what_the_list_said_and_never_what_a_person_said(desk: Desk) -> None:
    (report,) = desk.listed("Two towels,Mast,2020,12,,https://mast.example/two\n").added
    desk.catalogue.decide(report, {"title": "Two wet towels"}, by="ann")
    assert desk.listed("Three towels,Mast,2020,15,,https://mast.example/two\n").matched == [report]
    shown = desk.catalogue.report(report, OWNER)
    assert (shown.title, shown.sample_groups[0].n) == ("Two wet towels", 15)
    assert desk.listed("Another thing,Dell,2020,1,,\n").matched == []
    assert desk.catalogue.report(report, OWNER).status is Status.PUBLISHED  # it left the list, not the library


def test_a_withdrawn_report_is_not_brought_back(desk: Desk) -> None:
    (report,) = desk.listed("Two towels,Mast,2020,12,,\n").added
    desk.catalogue.withdraw(report, by="ann")
    assert desk.listed("Two towels,Mast,2020,12,,\n").matched == [report]
    assert desk.catalogue.visible(OWNER) == frozenset()


@pytest.mark.parametrize("way", ["add", "import"])
def test_the_file_takes_the_place_of_its_row(desk: Desk, tmp_path: Path, way: str) -> None:
    row = "Two towels in the yard,Mast,2020,12,two-towels.pdf,\n"
    (listed,) = desk.listed(row).added
    desk.catalogue.decide(listed, {"series": "Towels"}, by="ann")
    (tmp_path / "in").mkdir()
    write_pdf(tmp_path / "in" / "two-towels.pdf", [paragraph(TEXT)])
    if way == "add":
        (outcome,) = desk.add(tmp_path / "in")
        report = outcome.report
    else:
        (report,) = desk.listed(row, tmp_path / "in").added
    shown = desk.catalogue.report(report, OWNER)
    assert (shown.title, shown.series, shown.organisations) == ("Two towels in the yard", "Towels", ("Mast",))
    assert shown.reuse is Reuse.UNKNOWN
    assert desk.catalogue.visible(OWNER) == {report}
    assert desk.lived() == 12
    assert desk.catalogue.audit(listed)[-1].action == f"withdrawn for its file, the report {report}"
    revision = desk.catalogue.revision()
    assert desk.listed(row, tmp_path / "in").matched == [report]
    assert desk.catalogue.revision() == revision


def test_reports_tied_to_a_row_stay_tied_to_its_file(desk: Desk, tmp_path: Path) -> None:
    listed, summary = desk.listed("Two towels,Mast,2020,12,two-towels.pdf,\nIn short,Mast,2020,12,,\n").added
    desk.catalogue.decide(summary, {"study": listed}, by="ann")
    assert desk.lived() == 12
    desk.add(write_pdf(tmp_path / "two-towels.pdf", [paragraph(TEXT)]))
    assert desk.lived() == 12


def test_files_go_to_their_rows_and_others_are_left_out(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write_pdf(tmp_path / "in" / "towels.pdf", [paragraph(TEXT)])
    write_pdf(tmp_path / "in" / "stranger.pdf", [paragraph("Quite another matter, told at length. " + TEXT)])
    result = desk.listed("Two towels,Mast,2020,12,towels.pdf,\n", tmp_path / "in")
    (report,) = result.added
    assert desk.catalogue.report(report, OWNER).sources[0].name == "towels.pdf"
    assert sorted(outcome.code for outcome in result.outcomes) == ["", "not-listed"]
    assert desk.catalogue.visible(OWNER) == {report}


def test_where_list_and_document_differ_is_told(desk: Desk, tmp_path: Path) -> None:
    said = "We held interviews with 41 people in prison between May and July 2019."
    write_pdf(tmp_path / "towels.pdf", [paragraph(said + " " + TEXT)])
    (outcome,) = desk.add(tmp_path / "towels.pdf")
    for _ in range(2):
        result = desk.listed("Two towels,Mast,2020,12,towels.pdf,\n")
        assert result.matched == [outcome.report]
        found = {d.field: (d.sheet, d.document) for d in result.disagreements}
        assert found["people"] == ("lived-experience=12", "lived-experience=41")


def test_a_rehearsal_gives_the_same_answer_and_writes_nothing(desk: Desk) -> None:
    desk.listed("Two towels,Mast,2020,12,,\n")
    revision = desk.catalogue.revision()
    listing = read_listing(FIXTURES / "list-39.csv", {}, Limits())
    with rehearsal(desk.catalogue) as (copy, index):
        tried = import_list(listing, copy, index, desk.config, BOOK)
    assert desk.catalogue.revision() == revision
    assert desk.take_in(FIXTURES / "list-39.csv") == tried


def test_a_row_given_twice_is_one_report_and_a_shared_address_is_nobodys(desk: Desk) -> None:
    twice = desk.listed("Two towels,Mast,2020,12,,\nTwo Towels,Mast,2020,12,,\n")
    assert len(twice.added) == 1
    assert [error.row for error in twice.errors] == [3]
    shared = "https://mast.example/reports"
    many = desk.listed(f"Red door,Mast,2020,1,,{shared}\nBlue door,Mast,2021,2,,{shared}\n")
    assert len(many.added) == 2
    assert len(desk.listed(f"Red door,Mast,2020,1,,{shared}\nBlue door,Mast,2021,2,,{shared}\n").matched) == 2


def test_the_same_survey_of_another_year_is_another_report(desk: Desk) -> None:
    result = desk.listed("Annual survey,Mast,2020,12,,\nAnnual survey,Mast,2021,14,,\n")
    assert len(result.added) == 2
    assert desk.lived() == 26
    assert len(desk.listed("Annual survey,Mast,2020,12,,\nAnnual survey,Mast,2021,14,,\n").matched) == 2


def test_in_doubt_a_row_is_matched_to_nothing_and_the_nearest_is_named(desk: Desk) -> None:
    (first,) = desk.listed("Waiting at the gate in winter,Mast,2020,12,,\n").added
    (doubt,) = desk.listed("Waiting at the gate in summer,Dell,2015,12,,\n").unmatched
    assert doubt.nearest is not None
    assert doubt.nearest.id == first


@pytest.mark.parametrize(
    ("title", "organisation", "date", "same"),
    [
        ("WAITING – at the Gate", "", "", True),
        ("Waiting at the gate", "Dell", "2015", False),
        ("Waiting at the gates", "Mast", "", True),
        ("Waiting at the gates", "", "", False),
        ("Waiting at the gate 2", "Mast", "2020", False),
        ("Waiting at the gate: what families said", "Mast", "2020", True),
        ("Something else", "Mast", "2020", False),
    ],
)
def test_titles_that_are_surely_the_same(title: str, organisation: str, date: str, same: bool) -> None:
    known = likeness("a", ["Waiting at the gate"], organisations=["Mast"], dates=["2020-05"])
    assert (match(likeness("", [title], organisations=[organisation], dates=[date]), [known]) is known) == same
