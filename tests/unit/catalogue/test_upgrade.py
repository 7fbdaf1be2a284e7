"""A library made by an older version opens, and keeps its reports and decisions."""

import json
import shutil
from pathlib import Path

import pytest
from alembic import command

from compendium.catalogue.catalogue import Catalogue
from compendium.catalogue.connect import make_engine, reading, writing
from compendium.catalogue.upgrade import config
from compendium.model.document import Problem, Unit
from compendium.model.report import Claim, Claimant
from compendium.model.search import OWNER, READER
from compendium.model.theme import Codebook, Match, Tag, TagStatus, Theme
from tests.unit.catalogue.making import prepared


@pytest.fixture
def first(catalogue: Catalogue, tmp_path: Path) -> Path:
    """A library as version 0001 left it: two reports, decisions, a failed page. Its folder; nothing is open."""
    claims = [Claim("title", "Family visits", Claimant.RULE), Claim("organisation", "Prison Voices", Claimant.RULE)]
    given = prepared(tmp_path, claims=claims, failed=[2])
    report = catalogue.save(given).report or ""
    catalogue.save(prepared(tmp_path, "whole.pdf"))
    catalogue.decide(report, {"title": "As people told us"}, "Ann")
    catalogue.decide_tag(given.reading.passages[0].id, "family-contact", True, "Ann")
    catalogue.close()
    _migrate(catalogue.home, "0001")
    return catalogue.home


def _migrate(home: Path, to: str) -> None:
    engine = make_engine(home / "catalogue.db")
    with writing(engine) as connection:
        command.downgrade(config(connection), to)
    engine.dispose()


def _columns(home: Path, table: str) -> set[str]:
    engine = make_engine(home / "catalogue.db")
    with reading(engine) as connection:
        found = {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")}
    engine.dispose()
    return found


def test_addresses_and_licences_of_older_files_are_their_reports(catalogue: Catalogue, tmp_path: Path) -> None:
    report = catalogue.save(prepared(tmp_path)).report or ""
    catalogue.decide(report, {"address": "https://example.org/x", "licence": "OGL 3"}, "Ann")
    catalogue.close()
    _migrate(catalogue.home, "0002")
    assert {"address", "licence"} <= _columns(catalogue.home, "source")
    assert not {"address", "concerns"} & _columns(catalogue.home, "report")
    opened = Catalogue.open(catalogue.home)
    shown = opened.report(report, OWNER)
    assert (shown.address, shown.licence) == ("https://example.org/x", "OGL 3")
    assert not {"address", "licence"} & _columns(catalogue.home, "source")
    opened.close()


def test_a_library_of_the_first_version_keeps_everything(first: Path) -> None:
    assert "failed_pages" in _columns(first, "report")
    assert not {"problems", "headings"} & _columns(first, "report")
    opened = Catalogue.open(first)
    (report,) = (found for found in opened.reports(READER) if found.title == "As people told us")
    assert (report.organisations, report.pages, report.unit) == (("Prison Voices",), 2, Unit.PAGE)
    assert report.failed_pages == (2,)
    assert report.problems == (Problem("page-failed", "Page 2 could not be read.", 2),)
    passages = opened.passages(report.id, OWNER)
    assert [tag.status for _, tags in passages for tag in tags] == [TagStatus.ACCEPTED]
    assert all(passage.cells == () and passage.repeats == "" for passage, _ in passages)
    assert not any(page.ocr for page in opened.pages(report.id, OWNER))
    assert opened.headings([report.id], OWNER) == {}
    assert [event.action for event in opened.audit(report.id)][:2] == ["added", "edited"]
    assert len(opened.reports(READER)) == 2
    assert opened.check() == []
    opened.close()
    assert "failed_pages" not in _columns(first, "report")


def test_it_can_be_read_again_and_changed_after_the_upgrade(first: Path, tmp_path: Path) -> None:
    opened = Catalogue.open(first)
    again = prepared(tmp_path, extractor="reader 2")
    report = opened.save(again).report or ""
    assert opened.report(report, OWNER).title == "As people told us"
    assert opened.report(report, OWNER).problems == ()
    kept = opened.passages(report, OWNER)[0]
    assert kept[1] == (Tag(kept[0].id, "family-contact", Claimant.RULE, TagStatus.ACCEPTED, kept[1][0].matches, 0.5),)
    opened.decide(report, {"title": "Another"}, "Ann")
    opened.close()


def test_an_upgrade_that_is_killed_leaves_the_library_as_it_was(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shutil.copytree(first, first.with_name("before"))

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("alembic.operations.Operations.get_bind", killed)
    with pytest.raises(KeyboardInterrupt):
        Catalogue.open(first)
    assert _columns(first, "report") == _columns(before, "report")
    monkeypatch.undo()
    opened = Catalogue.open(first)
    assert len(opened.reports(READER)) == 2
    opened.close()


@pytest.fixture
def fourth(catalogue: Catalogue, tmp_path: Path) -> Path:
    """A library as version 0004 left it: with a codebook, decisions on tags, and themes of fewer fields than today.
    Its folder; nothing is open."""
    given = prepared(tmp_path)
    report = catalogue.save(given).report or ""
    one, two, _ = (passage.id for passage in given.reading.passages)
    catalogue.put_codebook(Codebook("themes 1", (Theme("food", "Food", "What people eat.", terms=("dinner",)),)))
    catalogue.decide(report, {"title": "As people told us"}, "Ann")
    catalogue.decide_tag(one, "family-contact", True, "Ann")
    catalogue.decide_tag(two, "food", False, "Ben")
    catalogue.close()
    _migrate(catalogue.home, "0004")
    engine = make_engine(catalogue.home / "catalogue.db")
    then = ["id", "name", "definition", "parent", "include", "exclude", "examples", "terms", "hints", "not_terms"]
    with writing(engine) as connection:
        (themes,) = connection.exec_driver_sql("SELECT themes FROM codebook").one()
        older = [{name: theme[name] for name in then} for theme in json.loads(themes)]
        connection.exec_driver_sql("UPDATE codebook SET themes = ?", (json.dumps(older),))
        connection.exec_driver_sql("UPDATE tag SET matches = '[[0, 5]]'")  # without the rule
    engine.dispose()
    return catalogue.home


@pytest.mark.parametrize("own", [True, False])
def test_a_library_of_its_own_codebook_still_has_it(fourth: Path, own: bool) -> None:
    if own:
        (fourth / "codebook.toml").write_text("# was read by every `add`\n", encoding="utf-8")
    assert "review" not in _tables(fourth)
    assert "own_codebook" not in _columns(fourth, "library")
    opened = Catalogue.open(fourth)
    assert opened.own_codebook() is own
    assert opened.codebook() == Codebook(
        "themes 1", (Theme("food", "Food", "What people eat.", terms=("dinner",)),)
    )  # what older themes do not say is as it is by default
    (report,) = opened.reports(READER)
    tags = {passage.id: tags for passage, tags in opened.passages(report.id, OWNER)}
    assert [(tag.theme, tag.status, tag.matches) for found in tags.values() for tag in found] == [
        ("family-contact", TagStatus.ACCEPTED, (Match(0, 5),))
    ]
    assert report.title == "As people told us"
    assert opened.decided_themes() == {"family-contact", "food"}
    assert opened.reviews() == ()
    assert len(opened.reviewed()) == 2
    assert opened.check() == []
    opened.close()
    assert "review" in _tables(fourth)


def test_without_a_codebook_in_force_no_file_makes_one_its_own(catalogue: Catalogue) -> None:
    catalogue.close()
    _migrate(catalogue.home, "0004")
    (catalogue.home / "codebook.toml").write_text("", encoding="utf-8")
    opened = Catalogue.open(catalogue.home)
    assert not opened.own_codebook()
    opened.close()


def test_decisions_of_an_older_library_outlast_new_tags_and_a_rename(fourth: Path) -> None:
    opened = Catalogue.open(fourth)
    (report,) = opened.reports(READER)
    one, two, _ = (passage.id for passage, _ in opened.passages(report.id, OWNER))
    renamed = Theme("meals", "Meals", "What people eat.", terms=("dinner",), former=("food",))
    assert (
        opened.put_codebook(Codebook("themes 2", (renamed, Theme("family-contact", "Family", "D"))), own=True, by="Ann")
        == 1
    )
    opened.retag(report.id, [Tag(two, "meals", Claimant.RULE)], "themes 2")
    tags = {passage.id: tags for passage, tags in opened.passages(report.id, OWNER)}
    assert [(tag.theme, tag.status) for tag in tags[one]] == [("family-contact", TagStatus.ACCEPTED)]
    assert tags[two] == ()
    opened.close()


def _tables(home: Path) -> set[str]:
    engine = make_engine(home / "catalogue.db")
    with reading(engine) as connection:
        found = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    engine.dispose()
    return found
