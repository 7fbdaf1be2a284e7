"""The queue of a library: who is asked what, who is asked for a second opinion, and where two people differ."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.model.review import Answer, Stream, kept_apart
from compendium.model.search import OWNER
from compendium.model.theme import Codebook, Theme
from compendium.tagging import editing
from compendium.tagging.codebook import codebook_of
from compendium.tagging.queue import Item
from compendium.tagging.rules import Tagger
from compendium.theming import reviewing
from compendium.theming.applying import apply
from tests.unit.catalogue.making import prepared

YES, NO, UNSURE = Answer.ACCEPTED, Answer.REJECTED, Answer.UNSURE

BOOK = codebook_of(
    (
        Theme("food", "Food", "What people eat.", terms=("dinner", "kitchen")),
        Theme("work", "Work", "Jobs.", terms=("workshop",)),
        Theme("hard", "Hard", "Hard reading.", content_note="describes harm"),
        Theme("harm", "Harm", "Self-harm.", "hard", terms=("cuts",)),
    )
)


def made_texts() -> tuple[list[str], list[str]]:
    """Nine texts that are queued and one that is kept apart, which their ids decide."""
    report = hashlib.sha256(b"%PDF one.pdf").hexdigest()[:12]
    queued: list[str] = []
    apart: list[str] = []
    words = ("dinner", "dinner", "dinner", "workshop", "workshop", "cuts", "cuts", "kitchen", "nothing")
    for number in count():
        if len(queued) == len(words) and len(apart) == 2:
            return queued, apart
        text = f"Note {number} speaks of {words[len(queued) % len(words)]}."
        id = f"{report}-{hashlib.sha256(text.encode()).hexdigest()[:12]}-1"
        if kept_apart(id) and len(apart) < 2:
            apart.append(text)
        elif not kept_apart(id) and len(queued) < len(words):
            queued.append(text)
    raise AssertionError


QUEUED, APART = made_texts()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one report, to be copied, not used."""
    folder = tmp_path_factory.mktemp("made")
    with closing(Catalogue.open(folder / "library", create=True)) as opened:
        opened.put_codebook(BOOK, own=True, by="Ann")
        given = prepared(folder, "one.pdf", texts=[*QUEUED, *APART])
        opened.save(replace(given, tags=Tagger(BOOK).tag(given.reading.passages), codebook=BOOK.version))
    return folder / "library"


@pytest.fixture
def catalogue(made: Path, tmp_path: Path) -> Iterator[Catalogue]:
    with closing(Catalogue.open(Path(shutil.copytree(made, tmp_path / "library")))) as opened:
        yield opened


@pytest.fixture
def ids(catalogue: Catalogue) -> dict[str, str]:
    """Passage ids by text."""
    (report,) = catalogue.tagged_with()
    return {passage.text: passage.id for passage, _ in catalogue.passages(report, OWNER)}


def queue(catalogue: Catalogue, by: str = "Ann", **given: list[str]) -> list[Item]:
    return list(reviewing.queue(catalogue, catalogue.codebook(), by, doubt={}, **given))


def themes(items: list[Item]) -> list[str]:
    return [item.themes[0] for item in items if item.themes]


def test_every_passage_with_a_suggestion_comes_and_those_kept_apart_come_by_lot(
    catalogue: Catalogue, ids: dict[str, str]
) -> None:
    items = queue(catalogue)
    by_lot = {item.passage for item in items if item.stream is Stream.RANDOM}
    assert by_lot <= {ids[text] for text in APART} and by_lot
    queued = {item.passage for item in items if item.stream is Stream.QUEUE}
    assert queued <= {ids[text] for text in QUEUED[:8]}
    assert {ids[text] for text in QUEUED if "cuts" not in text and "nothing" not in text} <= queued


def test_what_people_accepted_makes_a_theme_less_rare(catalogue: Catalogue, ids: dict[str, str]) -> None:
    for text in QUEUED[:2]:
        catalogue.review(ids[text], {"food": YES}, whole=True, by="Ben", stream=Stream.QUEUE)
    first = [theme for theme in themes(queue(catalogue)) if theme != "harm"]
    assert first[:2] == ["work", "work"]


def test_what_was_read_whole_comes_to_nobody_and_what_was_answered_in_part_to_others(
    catalogue: Catalogue, ids: dict[str, str]
) -> None:
    catalogue.review(ids[QUEUED[0]], {"work": NO}, whole=True, by="Ann", stream=Stream.QUEUE)
    catalogue.review(ids[QUEUED[1]], {"work": NO}, by="Ann", stream=Stream.QUEUE)
    mine, theirs = ({item.passage: item.themes for item in queue(catalogue, by)} for by in ("Ann", "Ben"))
    assert {ids[QUEUED[0]], ids[QUEUED[1]]} & theirs.keys() == {ids[QUEUED[1]]}
    assert ids[QUEUED[0]] not in mine
    assert "work" not in mine.get(ids[QUEUED[1]], ())  # what she left open may come again, what she said does not


def test_a_group_set_aside_sets_all_below_it_aside(catalogue: Catalogue) -> None:
    assert "harm" in themes(queue(catalogue))
    assert "harm" not in themes(queue(catalogue, aside=["hard"]))
    assert reviewing.noted(catalogue.codebook()) == {"hard", "harm"}


def test_only_the_themes_asked_for_come_hard_or_not(catalogue: Catalogue) -> None:
    items = [item for item in queue(catalogue, only=["hard"]) if item.stream is Stream.QUEUE]
    assert themes(items) == ["harm", "harm"]
    assert set(themes(queue(catalogue, only=["work"]))) == {"work"}


@pytest.fixture
def split(catalogue: Catalogue, ids: dict[str, str]) -> Codebook:
    """The codebook after `food` was split, two passages of which people had accepted."""
    for text in (QUEUED[0], QUEUED[7]):
        catalogue.review(ids[text], {"food": YES}, whole=True, by="Ann", stream=Stream.QUEUE)
    parts = {"meals": ("Meals", ["dinner"]), "kitchens": ("Kitchens", ["kitchen"])}
    apply(catalogue, editing.split(BOOK, "food", parts), by="Ann")
    return catalogue.codebook()


def test_after_a_split_people_are_asked_first_which_part_it_is(
    catalogue: Catalogue, ids: dict[str, str], split: Codebook
) -> None:
    first = queue(catalogue)[:2]
    assert {item.passage for item in first} == {ids[QUEUED[0]], ids[QUEUED[7]]}
    assert all(set(item.themes) == {"meals", "kitchens"} for item in first)
    for passage, part in ((ids[QUEUED[0]], "meals"), (ids[QUEUED[7]], "kitchens")):
        catalogue.review(passage, {part: YES}, by="Ann", stream=Stream.QUEUE)
    assert not {ids[QUEUED[0]], ids[QUEUED[7]]} & {item.passage for item in queue(catalogue)}


def test_who_set_the_theme_aside_is_not_asked_for_its_parts(
    catalogue: Catalogue, ids: dict[str, str], split: Codebook
) -> None:
    asked = {item.passage for item in queue(catalogue, aside=["food"])}
    assert not asked & {ids[QUEUED[0]], ids[QUEUED[7]]}


def test_a_hard_passage_that_people_have_accepted_does_not_come_to_who_set_it_aside(
    catalogue: Catalogue, ids: dict[str, str]
) -> None:
    """Ben accepted it as harm and did not read it whole, so it is still open; but it is what Ann does not want."""
    catalogue.review(ids[QUEUED[0]], {"harm": YES}, by="Ben", stream=Stream.QUEUE)
    assert ids[QUEUED[0]] not in {item.passage for item in queue(catalogue, aside=["hard"])}


def second(catalogue: Catalogue, by: str) -> set[str]:
    return {item.passage for item in reviewing.second_readings(catalogue, by)}


def test_a_second_reading_is_of_what_another_read_whole(
    catalogue: Catalogue, ids: dict[str, str], tmp_path: Path
) -> None:
    one, other, part = (ids[text] for text in QUEUED[:3])
    catalogue.review(one, {"food": NO}, whole=True, by="Ann", stream=Stream.QUEUE)
    catalogue.review(other, {}, whole=True, by="Ben", stream=Stream.QUEUE)
    catalogue.review(part, {"food": YES}, by="Ann", stream=Stream.QUEUE)
    assert (second(catalogue, "Ann"), second(catalogue, "Ben")) == ({other}, {one})
    assert second(catalogue, "Cas") == {one, other}
    found = list(reviewing.second_readings(catalogue, "Cas"))
    assert {item.stream for item in found} == {Stream.SECOND}
    # what the first one said is not told: only what machines see
    assert {item.passage: item.themes for item in found} == {one: ("food",), other: ("food",)}
    catalogue.review(one, {"food": YES}, whole=True, by="Cas", stream=Stream.SECOND)
    assert second(catalogue, "Cas") == {other}


def test_passages_that_are_gone_are_not_read_a_second_time(catalogue: Catalogue, ids: dict[str, str]) -> None:
    catalogue.review(ids[QUEUED[0]], {}, whole=True, by="Ann", stream=Stream.QUEUE)
    (report,) = catalogue.tagged_with()
    catalogue.withdraw(report, "Ann")
    assert second(catalogue, "Ben") == set()


def test_where_two_people_differ_is_told_with_what_each_said(catalogue: Catalogue, ids: dict[str, str]) -> None:
    passage = ids[QUEUED[0]]
    catalogue.review(passage, {"food": YES, "work": UNSURE}, whole=True, by="Ann", stream=Stream.QUEUE)
    catalogue.review(passage, {"food": NO, "work": YES, "harm": YES}, whole=True, by="Ben", stream=Stream.SECOND)
    catalogue.review(ids[QUEUED[1]], {"food": YES}, whole=True, by="Ann", stream=Stream.QUEUE)
    catalogue.review(ids[QUEUED[1]], {"food": YES}, whole=True, by="Ben", stream=Stream.SECOND)
    assert reviewing.disagreements(catalogue) == {
        passage: {
            "food": {"Ann": YES, "Ben": NO},
            "harm": {"Ann": NO, "Ben": YES},  # who read it whole and said nothing did not see it there
        }
    }


def test_who_did_not_read_it_whole_says_nothing_of_other_themes(catalogue: Catalogue, ids: dict[str, str]) -> None:
    catalogue.review(ids[QUEUED[0]], {"food": YES}, by="Ann", stream=Stream.QUEUE)
    catalogue.review(ids[QUEUED[0]], {"work": YES}, by="Ben", stream=Stream.QUEUE)
    assert reviewing.disagreements(catalogue) == {}
    assert reviewing.Reading({"food": YES}).on("work") is None
    assert reviewing.Reading({"food": YES}, frozenset({"work"})).on("work") is NO


@pytest.mark.parametrize("how", ["rename", "merge"])
def test_people_who_agree_still_agree_after_a_theme_has_another_id(
    catalogue: Catalogue, ids: dict[str, str], how: str
) -> None:
    catalogue.review(ids[QUEUED[0]], {"food": YES}, whole=True, by="Ann", stream=Stream.QUEUE)
    other = editing.rename(BOOK, "food", "Meals", "meals") if how == "rename" else editing.merge(BOOK, ["food"], "work")
    apply(catalogue, other, by="Ann")
    now = "meals" if how == "rename" else "work"
    catalogue.review(ids[QUEUED[0]], {now: YES}, whole=True, by="Ben", stream=Stream.SECOND)
    assert reviewing.disagreements(catalogue) == {}


def test_who_was_unsure_is_still_unsure_after_a_theme_has_another_id(catalogue: Catalogue, ids: dict[str, str]) -> None:
    """Else a passage read whole would teach machines that the theme does not hold there."""
    catalogue.review(ids[QUEUED[0]], {"food": UNSURE}, whole=True, by="Ann", stream=Stream.QUEUE)
    apply(catalogue, editing.rename(BOOK, "food", "Meals", "meals"), by="Ann")
    [one] = catalogue.reviewed()
    assert "meals" in one.unsure


def test_a_theme_that_did_not_exist_was_not_looked_for(catalogue: Catalogue, ids: dict[str, str]) -> None:
    """Else whoever read a passage before would have said no to what nobody could name."""
    catalogue.review(ids[QUEUED[0]], {"food": YES}, whole=True, by="Ann", stream=Stream.QUEUE)
    apply(catalogue, editing.create(BOOK, Theme("new", "New", "D", terms=tuple(QUEUED[0].split()[:1]))), by="Ann")
    [one] = catalogue.reviewed()
    assert "work" in one.looked
    assert "new" not in one.looked


def test_what_settles_is_no_reading_of_its_own(catalogue: Catalogue, ids: dict[str, str]) -> None:
    passage = ids[QUEUED[0]]
    catalogue.review(passage, {"food": YES}, whole=True, by="Ann", stream=Stream.QUEUE)
    catalogue.review(passage, {"food": NO}, whole=True, by="Ben", stream=Stream.SECOND)
    assert reviewing.disagreements(catalogue) == {passage: {"food": {"Ann": YES, "Ben": NO}}}
    before = catalogue.reviews()
    [item] = reviewing.to_settle(catalogue)
    catalogue.review(passage, {"food": NO}, by="Ann", stream=item.stream)
    assert catalogue.reviews() == before
    assert reviewing.disagreements(catalogue) == {}
    [one] = catalogue.reviewed()
    assert one.rejected == {"food"}
