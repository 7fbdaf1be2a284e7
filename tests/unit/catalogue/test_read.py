"""Reading: a viewer gets what they may see, and in every answer the rest is not there."""

import threading
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.errors import NotFound
from compendium.model.people import Exactness, GroupFact, GroupKind
from compendium.model.report import Claim, Claimant, Status
from compendium.model.search import OWNER, READER, Viewer
from tests.unit.catalogue.making import group, prepared

POLICY = Viewer("policy", frozenset({"policy"}))
ALL = tuple(Status)


@pytest.fixture
def library(catalogue: Catalogue, tmp_path: Path) -> dict[str, str]:
    """Reports by what keeps them from readers."""
    ids = {name: catalogue.save(prepared(tmp_path, f"{name}.pdf", texts=[name])).report or "" for name in _HELD_BACK}
    for name, changes in _HELD_BACK.items():
        catalogue.decide(ids[name], changes | {"title": name}, "Ann")
    return ids


_HELD_BACK = {
    "open": {"published": "2020"},
    "newest": {"published": "2024"},
    "out": {"not_before": "2001-01-01"},
    "draft": {"status": "draft"},
    "withdrawn": {"status": "withdrawn"},
    "policy": {"audience": "policy"},
    "embargo": {"not_before": "2999-01-01"},
    "draft-policy": {"status": "draft", "audience": "policy"},
}


def _names(library: dict[str, str], ids: frozenset[str]) -> set[str]:
    return {name for name, id_ in library.items() if id_ in ids}


def test_each_viewer_sees_what_they_may(catalogue: Catalogue, library: dict[str, str]) -> None:
    everyone = {"open", "newest", "out"}
    assert _names(library, catalogue.visible(READER)) == everyone
    assert (
        _names(library, catalogue.visible(READER, ALL)) == _names(library, catalogue.visible(READER, None)) == everyone
    )
    assert _names(library, catalogue.visible(POLICY, ALL)) == everyone | {"policy"}
    assert _names(library, catalogue.visible(OWNER)) == everyone | {"policy", "embargo"}
    assert _names(library, catalogue.visible(OWNER, ("draft",))) == {"draft", "draft-policy"}
    assert (
        _names(library, catalogue.visible(OWNER, ALL))
        == _names(library, catalogue.visible(OWNER, None))
        == set(library)
    )
    assert [report.title for report in catalogue.reports(READER)] == ["newest", "open", "out"]
    assert [report.title for report in catalogue.reports(READER, [library["open"], library["draft"]])] == ["open"]


@pytest.mark.parametrize("hidden", ["draft", "withdrawn", "policy", "embargo"])
def test_what_is_hidden_is_told_in_the_words_of_what_is_absent(
    catalogue: Catalogue, library: dict[str, str], hidden: str
) -> None:
    id_ = library[hidden]
    passage = catalogue.passages(id_, OWNER)[0][0].id
    assert catalogue.passage_report(passage, OWNER) == id_
    for read in (catalogue.report, catalogue.pages, catalogue.passages, catalogue.file_path):
        with pytest.raises(NotFound) as hidden_error:
            read(id_, READER)
        with pytest.raises(NotFound) as absent_error:
            read("0123456789ab", READER)
        assert str(hidden_error.value).replace(id_, "") == str(absent_error.value).replace("0123456789ab", "")
    with pytest.raises(NotFound):
        catalogue.passage_report(passage, READER)
    assert catalogue.heard(READER).of([id_]) == ()
    assert catalogue.pages_named([id_], READER) == ({}, frozenset())


def test_passages_by_key_and_counts_leave_out_what_is_hidden(catalogue: Catalogue, library: dict[str, str]) -> None:
    keys = range(0, 100)
    assert {row[0] for row in catalogue.passages_by_key(keys, READER).values()} == catalogue.visible(READER)
    assert len(catalogue.passages_by_key(keys, OWNER)) == len(library)
    counts = catalogue.counts(READER)
    assert (counts.reports, counts.studies, counts.passages, counts.tags, counts.organisations) == (3, 3, 3, 3, 0)
    assert catalogue.counts(OWNER).reports == 5


def test_facts_for_counting_people(catalogue: Catalogue, tmp_path: Path) -> None:
    groups = [
        group(GroupKind.LIVED_EXPERIENCE, 20, Exactness.ABOUT),
        group(GroupKind.STAFF, None, Exactness.NOT_STATED),
    ]
    first = catalogue.save(prepared(tmp_path, groups=groups)).report or ""
    second = catalogue.save(prepared(tmp_path, "summary.pdf")).report or ""
    catalogue.decide(second, {"study": first, "people": "family=3"}, "Ann")
    assert set(catalogue.heard(READER).of()) == {
        GroupFact(first, first, GroupKind.LIVED_EXPERIENCE, 20, Exactness.ABOUT),
        GroupFact(first, first, GroupKind.STAFF, None, Exactness.NOT_STATED),
        GroupFact(first, second, GroupKind.FAMILY, 3, Exactness.EXACT),
    }
    assert {fact.report for fact in catalogue.heard(READER).of([second])} == {second}
    assert catalogue.counts(READER).studies == 1


def test_a_newer_edition_speaks_for_the_one_it_replaces(catalogue: Catalogue, tmp_path: Path) -> None:
    lived = GroupKind.LIVED_EXPERIENCE
    older = catalogue.save(prepared(tmp_path, "a.pdf", groups=[group(lived, 120, Exactness.ABOUT)])).report or ""
    newer = catalogue.save(prepared(tmp_path, "b.pdf", groups=[group(lived, 118)])).report or ""
    catalogue.decide(older, {"study": "councils"}, "anna")
    assert catalogue.counts(READER).studies == 2
    catalogue.decide(newer, {"replaces": older}, "anna")  # nobody needs to say that the study is the same
    assert catalogue.counts(READER).studies == 1
    corrected = (GroupFact("councils", newer, lived, 118, Exactness.EXACT),)
    assert catalogue.heard(READER).of() == corrected
    assert catalogue.heard(READER).of([older]) == corrected  # no part of the library counts more than all of it
    catalogue.decide(older, {"replaces": newer}, "anna")  # a mistake; it must not hang
    assert catalogue.counts(READER).studies == len(catalogue.studies(READER, [older, newer])) == 1


def test_hidden_editions_say_nothing_but_still_join_the_others(catalogue: Catalogue, tmp_path: Path) -> None:
    lived = GroupKind.LIVED_EXPERIENCE
    first, second, third = (
        catalogue.save(prepared(tmp_path, f"{n}.pdf", groups=[group(lived, n)])).report or "" for n in (100, 500, 110)
    )
    catalogue.decide(second, {"replaces": first}, "anna")
    catalogue.decide(third, {"replaces": second}, "anna")

    def counted(*reports: str) -> int:
        return sum(fact.n or 0 for fact in catalogue.heard(OWNER).of(reports or None))

    assert (counted(), counted(first), counted(first, second, third)) == (110, 110, 110)
    catalogue.decide(second, {"status": "withdrawn"}, "anna")
    assert (counted(), counted(first)) == (110, 110)
    catalogue.decide(third, {"status": "draft"}, "anna")
    assert (counted(), counted(first)) == (100, 100)
    companion = catalogue.save(prepared(tmp_path, "7.pdf", groups=[group(lived, 7)])).report or ""
    catalogue.decide(companion, {"study": first}, "anna")
    catalogue.decide(first, {"study": "doors"}, "anna")
    assert {fact.study for fact in catalogue.heard(OWNER).of()} == {"doors"}


def test_an_organisation_counts_once(catalogue: Catalogue, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        catalogue.save(prepared(tmp_path, name, claims=[Claim("organisation", "Prison Voices", Claimant.RULE)] * 2))
    assert catalogue.counts(READER).organisations == 1
    assert [report.organisations for report in catalogue.reports(READER)] == [("Prison Voices",)] * 2


def test_a_file_that_went_missing_or_changed_is_noticed(catalogue: Catalogue, tmp_path: Path) -> None:
    given = prepared(tmp_path)
    report = catalogue.save(given).report or ""
    path = catalogue.file_path(report, OWNER)
    path.write_bytes(b"spoilt")
    assert any("was changed" in problem for problem in catalogue.check())
    path.unlink()
    assert any("is missing" in problem for problem in catalogue.check())
    with pytest.raises(NotFound, match="holds no file"):
        catalogue.file_path(report, OWNER)
    catalogue.save(given)
    assert catalogue.check() == []


def test_a_row_that_points_nowhere_is_noticed(catalogue: Catalogue, tmp_path: Path) -> None:
    given = prepared(tmp_path)
    catalogue.save(given)
    with catalogue._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE passage SET pages = '[9]' WHERE position = 1")
        connection.exec_driver_sql("UPDATE passage SET text = 'short' WHERE position = 0")
        connection.exec_driver_sql("UPDATE tag SET matches = '[[3, 99]]'")
        connection.exec_driver_sql("UPDATE report SET replaces = 'ffffffffffff'")
    problems = " ".join(catalogue.check())
    for told in ("stands on a page", "A quotation of", "The words of a tag", "which is not in the library"):
        assert told in problems


def test_many_read_while_one_writes(catalogue: Catalogue, tmp_path: Path) -> None:
    given = [prepared(tmp_path, f"{at}.pdf") for at in range(8)]
    done, seen, wrong = threading.Event(), [0], list[BaseException]()

    def read() -> None:
        other = Catalogue.open(catalogue.home)
        try:
            while not done.is_set():
                counts = other.counts(READER)
                assert counts.passages == 3 * counts.reports, "a report was seen half"
                seen.append(counts.reports)
        except BaseException as error:
            wrong.append(error)
        finally:
            other.close()

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for one in given:
        catalogue.save(one)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == [] and max(seen) <= 8
