"""A codebook put in force: told before, done exactly so, as far as needed and no further, and finished when killed."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.index.memory import MemoryIndex
from compendium.model.report import Claimant
from compendium.model.search import OWNER, SearchQuery
from compendium.model.theme import Codebook, Tag, TagStatus, Theme
from compendium.tagging import editing
from compendium.tagging.codebook import codebook_of
from compendium.tagging.rules import Tagger
from compendium.theming.applying import Plan, apply, in_force, preview, put, retag_stale
from tests.unit.catalogue.making import prepared

FIRST = (
    "Dinner was cold and the visits hall was full.",
    "The workshop closed, so nobody had wages.",
    "We had dinner at four o'clock.",
)
SECOND = ("The visits were short.", "Nothing of the kind was said here.", "A workshop a week, and dinner after it.")

BOOK = codebook_of(
    (
        Theme("living", "Living", "Daily life."),
        Theme("food", "Food", "What people eat.", "living", terms=("dinner",)),
        Theme("family", "Family", "Seeing family.", terms=("visits", "phone calls")),
        Theme("days", "Days", "What fills the day."),
        Theme("work", "Work", "Jobs.", "days", terms=("workshop",)),
        Theme("pay", "Pay", "Money.", "days", terms=("wages",)),
    )
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two reports, tagged by BOOK, which is in force as people's own. To be copied, not used."""
    folder = tmp_path_factory.mktemp("made")
    with closing(Catalogue.open(folder / "library", create=True)) as opened:
        opened.put_codebook(BOOK, own=True, by="Ann")
        for name, texts in (("one.pdf", FIRST), ("two.pdf", SECOND)):
            given = prepared(folder, name, texts=texts)
            opened.save(replace(given, tags=Tagger(BOOK).tag(given.reading.passages), codebook=BOOK.version))
    return folder / "library"


@pytest.fixture
def catalogue(made: Path, tmp_path: Path) -> Iterator[Catalogue]:
    """A copy of that library, open."""
    with closing(Catalogue.open(Path(shutil.copytree(made, tmp_path / "library")))) as opened:
        yield opened


def dump(catalogue: Catalogue) -> list[str]:
    """All that the library holds."""
    with closing(sqlite3.connect(catalogue.home / "catalogue.db")) as database:
        return list(database.iterdump())


def files(catalogue: Catalogue) -> set[str]:
    found = (path for path in catalogue.home.rglob("*") if path.is_file())
    return {str(path.relative_to(catalogue.home)) for path in found if ".db-" not in path.name}


def shown(catalogue: Catalogue) -> set[tuple[str, str, str]]:
    """Text, theme and status of every tag that is shown."""
    passages = [one for report in catalogue.tagged_with() for one in catalogue.passages(report, OWNER)]
    return {(passage.text, tag.theme, str(tag.status)) for passage, tags in passages for tag in tags}


def by_rule(book: Codebook) -> set[tuple[str, str, str]]:
    """What the codebook suggests for all passages, when nobody decided anything."""
    passages = [Tag(text, "", Claimant.RULE) for text in (*FIRST, *SECOND)]
    found: set[tuple[str, str, str]] = set()
    for theme in book.themes:
        if theme.id not in book.groups() and not theme.retired:
            found |= {
                (one.passage, theme.id, "suggested")
                for one in passages
                if any(term in one.passage.lower() for term in theme.terms)
            }
    return found


def passage_of(catalogue: Catalogue, text: str) -> str:
    passages = [one for report in catalogue.tagged_with() for one, _ in catalogue.passages(report, OWNER)]
    return next(one.id for one in passages if one.text == text)


def told(plan: Plan) -> tuple[dict[str, int], dict[str, int], int]:
    return dict(plan.gained), dict(plan.lost), plan.reports


EDITS: dict[str, Codebook] = {
    "nothing": BOOK,
    "create": editing.create(BOOK, Theme("time", "Time", "Hours.", "days", terms=("o'clock", "a week"))),
    "terms": editing.change(BOOK, "food", terms=("cold",)),
    "words alone": editing.change(BOOK, "food", definition="Food and drink."),
    "rename": editing.rename(BOOK, "food", "Meals"),
    "rename with id": editing.rename(BOOK, "food", "Meals", "meals"),
    "move": editing.move(BOOK, "food", "days"),
    "move below a leaf": editing.move(BOOK, "pay", "work"),
    "merge": editing.merge(BOOK, ["work", "pay"], "family"),
    "split": editing.split(BOOK, "family", {"seen": ("Seen", ["visits"]), "heard": ("Heard", ["phone calls"])}),
    "retire": editing.retire(BOOK, "food"),
    "people only": editing.change(BOOK, "work", machine=False),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_is_told_before_is_what_is_done(catalogue: Catalogue, name: str) -> None:
    before, held, standing = dump(catalogue), files(catalogue), shown(catalogue)
    plan = preview(catalogue, EDITS[name])
    assert (dump(catalogue), files(catalogue)) == (before, held)
    done = apply(catalogue, EDITS[name], by="Ann")
    assert told(done) == told(plan)
    assert replace(done, seconds=0) == replace(plan, seconds=0)
    now, follows = shown(catalogue), plan.codebook.now()
    # a suggestion that goes on under another id neither comes nor goes
    standing = {(text, follows.get(theme, theme), status) for text, theme, status in standing}
    assert sum(plan.gained.values()) == len(now - standing)
    assert sum(plan.lost.values()) == len(standing - now)
    assert set(catalogue.tagged_with().values()) == {plan.codebook.version}
    assert (catalogue.codebook(), catalogue.own_codebook()) == (plan.codebook, True)


@pytest.mark.parametrize("name", [name for name in EDITS if name != "people only"])
def test_afterwards_the_library_stands_as_if_it_had_been_tagged_anew(catalogue: Catalogue, name: str) -> None:
    apply(catalogue, EDITS[name], by="Ann")
    assert shown(catalogue) == by_rule(EDITS[name])


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("accepted", [True, False])
def test_it_is_told_rightly_where_people_decided_too(catalogue: Catalogue, name: str, accepted: bool) -> None:
    for text, theme in ((FIRST[0], "food"), (FIRST[1], "pay"), (FIRST[2], "family"), (SECOND[2], "work")):
        catalogue.decide_tag(passage_of(catalogue, text), theme, accepted, "Ann")
    plan = preview(catalogue, EDITS[name])
    done = apply(catalogue, EDITS[name], by="Ben")
    assert (told(done), done.decisions) == (told(plan), plan.decisions)


def test_the_numbers_are_those_of_the_passages(catalogue: Catalogue) -> None:
    plan = preview(catalogue, editing.change(BOOK, "family", terms=("phone calls", "wages")))
    assert told(plan) == ({"family": 1}, {"family": 2}, 2)
    assert plan.changed == {"family": ("terms",)}
    assert plan.words == sum(len(text.split()) for text in (*FIRST, *SECOND))


def test_what_people_decided_is_neither_gained_nor_lost(catalogue: Catalogue) -> None:
    catalogue.decide_tag(passage_of(catalogue, FIRST[0]), "food", True, "Ann")
    catalogue.decide_tag(passage_of(catalogue, FIRST[1]), "food", False, "Ann")
    plan = apply(catalogue, editing.change(BOOK, "food", terms=("closed", "four")), by="Ann")
    assert told(plan) == ({}, {"food": 1}, 1)  # the second has `closed`, and was rejected; the third keeps its tag
    assert (FIRST[0], "food", "accepted") in shown(catalogue)
    assert not any(text == FIRST[1] and theme == "food" for text, theme, _ in shown(catalogue))


def test_a_plan_names_what_comes_goes_and_has_another_id(catalogue: Catalogue) -> None:
    catalogue.decide_tag(passage_of(catalogue, FIRST[1]), "pay", True, "Ann")
    catalogue.decide_tag(passage_of(catalogue, FIRST[0]), "food", True, "Ann")
    book = editing.rename(BOOK, "food", "Meals", "meals")
    other = codebook_of((*(one for one in book.themes if one.id not in ("pay", "work")), Theme("new", "New", "D")))
    plan = preview(catalogue, other)
    assert [theme.id for theme in plan.added] == ["new"]
    assert [theme.id for theme in plan.retired] == ["pay"]  # somebody decided on it
    assert [theme.id for theme in plan.gone] == ["work"]
    assert plan.former == {"food": "meals"}
    assert plan.decisions == 1
    assert not plan.empty


def test_an_edit_that_changes_nothing_writes_nothing(catalogue: Catalogue) -> None:
    before, revision = dump(catalogue), catalogue.revision()
    plan = apply(catalogue, editing.change(BOOK, "food", name="Food"), by="Ben")
    assert plan.empty and told(plan) == ({}, {}, 0)
    assert (dump(catalogue), catalogue.revision()) == (before, revision)


def test_only_affected_themes_are_touched(catalogue: Catalogue) -> None:
    """A suggestion on another theme, which no rule would make, still stands after a theme was changed."""
    report, passage = next(iter(catalogue.tagged_with())), passage_of(catalogue, FIRST[0])
    odd = Tag(passage, "work", Claimant.CLASSIFIER, score=0.6)
    catalogue.retag(catalogue.passage_report(passage, OWNER), [odd], BOOK.version, ["work"])
    apply(catalogue, editing.change(BOOK, "food", terms=("cold",)), by="Ann")
    assert (FIRST[0], "work", "suggested") in shown(catalogue)
    assert (FIRST[0], "food", "suggested") in shown(catalogue)
    assert report in catalogue.tagged_with()


def test_reports_in_which_nothing_changes_keep_their_stamp(catalogue: Catalogue) -> None:
    since = catalogue.revision()
    apply(catalogue, editing.change(BOOK, "pay", terms=("wages", "four")), by="Ann")
    changes = catalogue.changes(since)
    assert len(changes.facts) == 1 and not changes.words
    assert set(catalogue.tagged_with().values()) == {catalogue.codebook().version}


def test_words_that_find_nothing_otherwise_are_not_read_again(catalogue: Catalogue) -> None:
    plan = apply(catalogue, editing.change(BOOK, "pay", definition="All about money.", owner="Ben"), by="Ann")
    assert plan.words == 0
    assert set(catalogue.tagged_with().values()) == {plan.codebook.version}


class Killed(Exception):
    """The process ends here."""


@pytest.mark.parametrize("name", ["terms", "rename with id", "merge", "split", "retire"])
@pytest.mark.parametrize("done", [0, 1])
def test_a_run_that_is_killed_is_finished_by_the_next(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, name: str, done: int
) -> None:
    catalogue.decide_tag(passage_of(catalogue, FIRST[0]), "food", True, "Ann")
    catalogue.decide_tag(passage_of(catalogue, SECOND[2]), "work", False, "Ann")
    whole, retag = Catalogue.copied(catalogue, catalogue.home.with_name("whole")), Catalogue.retag
    with closing(whole):
        apply(whole, EDITS[name], by="Ann")
        expected = shown(whole)
    calls = 0

    def killed(self: Catalogue, *given: object) -> bool:
        nonlocal calls
        calls += 1
        if calls > done:
            raise Killed
        return retag(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Catalogue, "retag", killed)
    with pytest.raises(Killed):
        apply(catalogue, EDITS[name], by="Ann")
    monkeypatch.undo()
    assert len(set(catalogue.tagged_with().values())) == 2 - (done == 0)
    retag_stale(catalogue, catalogue.codebook(), catalogue.codebook())
    assert shown(catalogue) == expected
    assert set(catalogue.tagged_with().values()) == {catalogue.codebook().version}


def test_what_a_killed_run_left_is_finished_by_the_next_edit_too(catalogue: Catalogue) -> None:
    catalogue.put_codebook(EDITS["terms"], own=True, by="Ann")  # and killed here
    book = editing.change(EDITS["terms"], "pay", terms=("four",))
    plan = preview(catalogue, book)
    assert told(apply(catalogue, book, by="Ann")) == told(plan)
    assert shown(catalogue) == by_rule(book)


def facet(index: MemoryIndex, catalogue: Catalogue) -> dict[str, int]:
    reports = list(catalogue.tagged_with())
    return dict(index.search(SearchQuery(), reports).facets["theme"])


def test_a_moved_theme_counts_for_its_new_group_at_once(catalogue: Catalogue) -> None:
    index = MemoryIndex()
    index.catch_up(catalogue)
    assert facet(index, catalogue) == {"living": 3, "food": 3, "family": 2, "days": 2, "work": 2, "pay": 1}
    plan = apply(catalogue, editing.move(BOOK, "food", "days"), by="Ann")
    assert told(plan) == ({}, {}, 0)
    index.catch_up(catalogue)
    assert facet(index, catalogue) == {"food": 3, "family": 2, "days": 4, "work": 2, "pay": 1}


def test_a_retired_theme_keeps_what_people_accepted_and_is_suggested_again_when_it_is_back(
    catalogue: Catalogue,
) -> None:
    catalogue.decide_tag(passage_of(catalogue, FIRST[0]), "food", True, "Ann")
    apply(catalogue, editing.retire(BOOK, "food"), by="Ann")
    assert {one for one in shown(catalogue) if one[1] == "food"} == {(FIRST[0], "food", "accepted")}
    apply(catalogue, editing.retire(catalogue.codebook(), "food", back=True), by="Ann")
    assert {text for text, theme, _ in shown(catalogue) if theme == "food"} == {FIRST[0], FIRST[2], SECOND[2]}


def test_accepting_a_theme_outlasts_that_it_leaves_the_codebook(catalogue: Catalogue) -> None:
    catalogue.decide_tag(passage_of(catalogue, FIRST[0]), "food", True, "Ann")
    apply(catalogue, codebook_of(one for one in BOOK.themes if one.id != "food"), by="Ann")
    left = catalogue.codebook().get("food")
    assert left is not None and left.retired
    assert (FIRST[0], "food", TagStatus.ACCEPTED) in shown(catalogue)


def test_the_codebook_of_the_program_follows_the_program_and_a_chosen_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compendium.theming.applying.seed", lambda: BOOK)
    with closing(Catalogue.open(tmp_path / "library", create=True)) as fresh:
        assert in_force(fresh) == BOOK
        assert put(fresh, BOOK) == BOOK
        assert not fresh.own_codebook()
        revision = fresh.revision()
        assert put(fresh, in_force(fresh)) == BOOK
        assert fresh.revision() == revision
        newer = editing.change(BOOK, "pay", terms=("wages", "canteen"))
        monkeypatch.setattr("compendium.theming.applying.seed", lambda: newer)
        assert in_force(fresh) == newer
        apply(fresh, editing.rename(BOOK, "food", "Meals"), by="Ann")
        assert fresh.own_codebook()
        assert in_force(fresh) == fresh.codebook() != newer


def test_a_theme_that_the_program_drops_is_kept_when_people_decided_on_it(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.put_codebook(BOOK, own=False)
    catalogue.decide_tag(passage_of(catalogue, FIRST[1]), "pay", True, "Ann")
    newer = codebook_of(one for one in BOOK.themes if one.id != "pay")
    monkeypatch.setattr("compendium.theming.applying.seed", lambda: newer)
    follows = put(catalogue, in_force(catalogue))
    kept = follows.get("pay")
    assert kept is not None and kept.retired
    revision = catalogue.revision()
    assert put(catalogue, in_force(catalogue)) == follows  # the second time nothing changes
    assert catalogue.revision() == revision
