"""The write side: what is new is read, what is known is told, and passing faults are tried again."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from compendium import pipeline
from compendium.catalogue.catalogue import Catalogue
from compendium.config import load
from compendium.errors import BadInput, Refused
from compendium.index.memory import MemoryIndex
from compendium.ingest.sheet import read_sheet
from compendium.model.document import Unit
from compendium.model.intake import Outcome, OutcomeKind
from compendium.model.search import OWNER, SearchQuery
from compendium.model.theme import Codebook, Theme
from tests.support.pdfs import paragraph, write_pdf

TEXT = "The man in the next cell told us that the kettle was mended after the council had asked for it twice. " * 4
BOOK = Codebook("1", (Theme("food", "Food", "What people eat and drink.", terms=("kettle",)),))


class Desk:
    """A library whose files are read in this process, and whose reader can be made to fail."""

    def __init__(self, home: Path) -> None:
        self.catalogue = Catalogue.open(home, create=True)
        self.index = MemoryIndex()
        self.config = load(home)
        self.fault: str | None = None
        self.prepared: list[str] = []

    def add(self, *paths: Path, **given: Any) -> list[Outcome]:
        return list(pipeline.add(paths, self.catalogue, self.index, self.config, BOOK, **given))

    def in_attempts(self, work: Any, items: Any, with_limits: Any, **limits: Any) -> Iterator[tuple[Any, Any]]:
        for task in items:
            self.prepared.append(task.path.name)
            try:
                yield task, Refused(self.fault) if self.fault else work(task)
            except Refused as refused:
                yield task, refused


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(tmp_path / "library")
    monkeypatch.setattr(pipeline, "in_attempts", desk.in_attempts)
    with closing(desk.catalogue):
        yield desk


def kinds(outcomes: list[Outcome]) -> list[OutcomeKind]:
    return [outcome.kind for outcome in outcomes]


def test_a_new_file_is_read_described_tagged_saved_and_found(desk: Desk, tmp_path: Path) -> None:
    (outcome,) = desk.add(write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)]))
    assert (outcome.kind, outcome.pages) == (OutcomeKind.ADDED, 1)
    ((passage, tags),) = desk.catalogue.passages(outcome.report or "", OWNER)
    assert passage.text == TEXT.strip()
    assert [tag.theme for tag in tags] == ["food"]
    found = desk.index.search(SearchQuery("kettle"), [outcome.report or ""])
    assert found.total_passages == 1


def test_the_same_bytes_are_read_once_in_one_run_and_never_again(desk: Desk, tmp_path: Path) -> None:
    first = write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)])
    second = write_pdf(tmp_path / "b.pdf", [paragraph(TEXT)])
    assert kinds(desk.add(first, second)) == [OutcomeKind.ADDED, OutcomeKind.UNCHANGED]
    assert kinds(desk.add(second, first)) == [OutcomeKind.UNCHANGED] * 2
    assert len(desk.prepared) == 1


@pytest.mark.parametrize(("code", "read_again"), [("damaged", False), ("timed-out", True), ("out-of-memory", True)])
def test_a_refusal_is_remembered_unless_it_may_have_been_the_day(
    desk: Desk, tmp_path: Path, code: str, read_again: bool
) -> None:
    file = write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)])
    desk.fault = code
    for _ in range(2):
        (outcome,) = desk.add(file)
        assert (outcome.kind, outcome.code) == (OutcomeKind.REFUSED, code)
    desk.fault = None
    (outcome,) = desk.add(file)
    assert (outcome.kind is OutcomeKind.ADDED) == read_again
    assert len(desk.prepared) == (3 if read_again else 1)


def test_a_file_that_changes_while_it_is_read_is_refused_and_taken_the_next_time(desk: Desk, tmp_path: Path) -> None:
    file = write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)])
    stage = pipeline.describe

    def describe_late(reading: Any) -> Any:
        write_pdf(file, [paragraph("Quite another text. " + TEXT)])
        return stage(reading)

    pipeline.describe = describe_late  # type: ignore[assignment]
    try:
        (outcome,) = desk.add(file)
    finally:
        pipeline.describe = stage
    assert outcome.code == "changed-while-reading"
    assert kinds(desk.add(file)) == [OutcomeKind.ADDED]


def test_what_is_saved_is_found_also_when_a_run_is_left_early(desk: Desk, tmp_path: Path) -> None:
    files = [write_pdf(tmp_path / f"{n}.pdf", [paragraph(f"Number {n}. {TEXT}")]) for n in range(3)]
    run = pipeline.add(files, desk.catalogue, desk.index, desk.config, BOOK)
    first = next(run)
    run.close()  # type: ignore[attr-defined]
    assert desk.index.revision == desk.catalogue.revision()
    assert desk.index.search(SearchQuery("kettle"), [first.report or ""]).total_passages == 1
    assert sorted(kinds(desk.add(*files))) == [OutcomeKind.ADDED] * 2 + [OutcomeKind.UNCHANGED]


def test_folders_are_searched_to_the_bottom_and_hidden_files_left_alone(tmp_path: Path) -> None:
    for name in ("b/deep/er.pdf", "a.pdf", ".git/x.pdf", "b/.y.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in pipeline.sources([tmp_path])]
    assert found == ["a.pdf", "b/deep/er.pdf"]
    assert list(pipeline.sources([tmp_path / ".git" / "x.pdf"])) == [tmp_path / ".git" / "x.pdf"]


def test_a_sheet_may_name_an_older_edition_by_its_file(desk: Desk, tmp_path: Path) -> None:
    old = write_pdf(tmp_path / "old.pdf", [paragraph(TEXT)])
    new = write_pdf(tmp_path / "new.pdf", [paragraph("Second edition. " + TEXT)])
    desk.add(old)
    sheet = {"new.pdf": {"replaces": "old", "study": "kettles"}, "old.pdf": {"study": "ignored: it is there already"}}
    with pytest.raises(BadInput, match="study"):
        desk.add(new, old, sheet=sheet)
    del sheet["old.pdf"]
    added, unchanged = sorted(desk.add(new, old, sheet=sheet), key=lambda outcome: outcome.kind)
    assert desk.catalogue.report(added.report or "", OWNER).replaces == unchanged.report


def test_a_sheet_speaks_to_reports_that_were_here_before_and_names_what_was_not_given(
    desk: Desk, tmp_path: Path
) -> None:
    file = write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)])
    report = desk.add(file)[0].report or ""
    sheet = {"a.pdf": {"title": "Kettles", "people": "lived-experience=12"}, "lost.pdf": {"title": "Lost"}}
    unchanged, lost = desk.add(file, sheet=sheet)
    assert (unchanged.kind, lost.kind, lost.path) == (OutcomeKind.UNCHANGED, OutcomeKind.SKIPPED, "lost.pdf")
    shown = desk.catalogue.report(report, OWNER)
    assert (shown.title, [group.n for group in shown.sample_groups]) == ("Kettles", [12])
    revision = desk.catalogue.revision()
    desk.add(file, sheet=sheet)
    assert desk.catalogue.revision() == revision
    desk.catalogue.decide(report, {"title": "A person's title"}, "anna")
    desk.add(file, sheet={"a.pdf": {"title": "The list's title"}})
    assert desk.catalogue.report(report, OWNER).title == "A person's title"


def test_a_sheet_never_speaks_to_the_wrong_file(desk: Desk, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_pdf(tmp_path / name / "report.pdf", [paragraph(f"In folder {name}. {TEXT}")])
    with pytest.raises(BadInput, match="More than one file"):
        desk.add(tmp_path / "a", tmp_path / "b", sheet={"report.pdf": {"status": "draft"}})
    sheet = tmp_path / "list.csv"
    sheet.write_text("file,status\na/report.pdf,draft\nb/report.pdf,published\n", encoding="utf-8")
    with pytest.raises(BadInput, match="more than one row"):
        read_sheet(sheet)
    copy = tmp_path / "zz.pdf"
    copy.write_bytes((tmp_path / "a" / "report.pdf").read_bytes())
    added, _ = desk.add(tmp_path / "a" / "report.pdf", copy, sheet={"zz.pdf": {"status": "draft"}})
    assert desk.catalogue.report(added.report or "", OWNER).status == "draft"


def test_a_stored_file_that_was_lost_is_put_back_by_adding_it_again(desk: Desk, tmp_path: Path) -> None:
    file = write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)])
    stored = desk.catalogue.file_path(desk.add(file)[0].report or "", OWNER)
    stored.chmod(0o600)
    stored.write_bytes(b"%PDF- cut short")
    assert desk.catalogue.check()
    assert kinds(desk.add(file)) == [OutcomeKind.UNCHANGED]
    assert desk.catalogue.check() == []
    stored.unlink()
    desk.add(file)
    assert desk.catalogue.check() == []


def test_a_file_whose_name_is_no_text_is_added_all_the_same(desk: Desk, tmp_path: Path) -> None:
    assert pipeline.readable("caf\udce9.pdf") == "caf?.pdf"
    file = tmp_path / "caf\udce9.pdf"
    try:
        write_pdf(file, [paragraph(TEXT)])
    except (OSError, UnicodeError):
        pytest.skip("this system does not allow such names")
    assert kinds(desk.add(file)) == [OutcomeKind.ADDED]


def test_a_changed_codebook_tags_everything_anew_and_keeps_decisions(desk: Desk, tmp_path: Path) -> None:
    file = write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)])
    report = desk.add(file)[0].report or ""
    ((passage, _),) = desk.catalogue.passages(report, OWNER)
    desk.catalogue.decide_tag(passage.id, "food", True, "anna")
    other = Codebook("2", (Theme("cells", "Cells", "Where people live.", terms=("cell",)),))
    list(pipeline.add([file], desk.catalogue, desk.index, desk.config, other))
    ((_, tags),) = desk.catalogue.passages(report, OWNER)
    assert {(tag.theme, tag.status) for tag in tags} == {("food", "accepted"), ("cells", "suggested")}
    assert desk.index.search(SearchQuery(themes=frozenset({"cells"})), [report]).total_passages == 1


def test_reading_again_keeps_keys_and_decisions(desk: Desk, tmp_path: Path) -> None:
    report = desk.add(write_pdf(tmp_path / "a.pdf", [paragraph(TEXT)]))[0].report or ""
    ((passage, _),) = desk.catalogue.passages(report, OWNER)
    desk.catalogue.decide_tag(passage.id, "food", False, "anna")
    desk.catalogue.decide(report, {"title": "Kettles"}, "anna")
    (outcome,) = pipeline.reread([report], desk.catalogue, desk.index, desk.config, BOOK)
    assert outcome.report == report
    assert desk.catalogue.report(report, OWNER).title == "Kettles"
    assert desk.catalogue.report(report, OWNER).sources[0].name == "a.pdf"
    assert desk.catalogue.passages(report, OWNER) == ((passage, ()),)


REPORT = f"# Kettles\n\n{TEXT}\n\n## What we heard\n\nIt broke again.\n\n## What should change\n\nMend it.\n"


def test_texts_in_folders_are_taken_unless_their_name_says_they_are_no_report(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    names = ("README", "ReadMe.md", "LICENSE.txt", "CHANGELOG.html", "requirements-dev.txt", "requirements.md")
    for name in (*names, "kettles.md"):
        (folder / name).write_text(f"{REPORT}{name}", encoding="utf-8")
    write_pdf(folder / "readme.pdf", [paragraph(TEXT)])
    outcomes = {Path(outcome.path).name: outcome for outcome in desk.add(folder)}
    assert {name for name, outcome in outcomes.items() if outcome.kind is OutcomeKind.ADDED} == {
        "requirements.md",
        "kettles.md",
        "readme.pdf",
    }
    assert outcomes["ReadMe.md"].code == "no-report"
    assert outcomes["README"].code == "unsupported"
    (named,) = desk.add(folder / "ReadMe.md")
    assert named.kind is OutcomeKind.ADDED
    unchanged = next(outcome for outcome in desk.add(folder) if outcome.path.endswith("ReadMe.md"))
    assert unchanged.kind is OutcomeKind.SKIPPED


def test_a_document_of_sections_is_kept_as_what_it_is_and_read_again_as_that(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "Kettles.MARKDOWN"
    file.write_text(REPORT, encoding="utf-8")
    (outcome,) = desk.add(file)
    assert (outcome.kind, outcome.pages, outcome.unit) == (OutcomeKind.ADDED, 3, Unit.SECTION)
    report = outcome.report or ""
    assert desk.catalogue.file_path(report, OWNER).suffix == ".md"
    before = desk.catalogue.passages(report, OWNER)
    (again,) = pipeline.reread([report], desk.catalogue, desk.index, desk.config, BOOK)
    assert again.report == report
    assert desk.catalogue.passages(report, OWNER) == before
    assert desk.catalogue.report(report, OWNER).sources[0].format == "md"
    assert [heading.text for heading in desk.catalogue.headings([report], OWNER)[report]] == [
        "Kettles",
        "What we heard",
        "What should change",
    ]
    assert desk.catalogue.check() == []
