"""Machines learn from what people decided, on a whole library: a classifier comes on, suggests, is judged, and
overwrites nothing."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.model.report import Claim, Claimant
from compendium.model.review import Answer, Stream, kept_apart
from compendium.model.search import OWNER
from compendium.model.theme import Theme
from compendium.tagging import editing
from compendium.tagging.codebook import codebook_of
from compendium.tagging.modelfile import load
from compendium.tagging.rules import Tagger
from compendium.theming import applying, learning
from compendium.theming.evaluating import evaluation
from compendium.theming.reviewing import noted, queue
from compendium.theming.suggesting import MODEL
from tests.unit.catalogue.making import prepared

BOOK = codebook_of(
    (
        Theme("food", "Food", "What people eat.", terms=("dinner",)),
        Theme("work", "Work", "Jobs.", terms=("workshop",)),
    )
)
FED = ("The meals were cold and the portions small.", "Breakfast comes in a bag the night before.")
OTHER = ("My sister travels four hours by train.", "The library opens on Tuesdays only.")
REPORTS, EACH = 12, 6


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve reports of six organisations, read by Ann for all themes: the rules find none of what speaks of food."""
    folder = tmp_path_factory.mktemp("made")
    with closing(Catalogue.open(folder / "library", create=True)) as opened:
        opened.put_codebook(BOOK, own=True, by="Ann")
        for number in range(REPORTS):
            texts = [
                f"{kind[n % 2]} So it was in week {n} of year {number}." for kind in (FED, OTHER) for n in range(EACH)
            ]
            said = [Claim("organisation", f"Voices {number // 2}", Claimant.RULE)]
            given = prepared(folder, f"{number}.pdf", texts=texts, claims=said, theme=None)
            report = opened.save(replace(given, codebook=BOOK.version)).report or ""
            for passage, _ in opened.passages(report, OWNER):
                if number == REPORTS - 1:
                    continue  # nobody has read the last one
                answers = {"food": Answer.ACCEPTED} if passage.text.startswith(FED) else {}
                stream = Stream.RANDOM if kept_apart(passage.id) else Stream.QUEUE
                opened.review(passage.id, answers, whole=True, by="Ann", stream=stream)
    return folder / "library"


@pytest.fixture
def catalogue(made: Path, tmp_path: Path) -> Iterator[Catalogue]:
    """A copy of that library, open."""
    with closing(Catalogue.open(Path(shutil.copytree(made, tmp_path / "library")))) as opened:
        yield opened


def statuses(catalogue: Catalogue) -> dict[tuple[str, str], tuple[str, str]]:
    passages = [one for report in catalogue.tagged_with() for one in catalogue.passages(report, OWNER)]
    return {(tag.passage, tag.theme): (tag.by, tag.status) for _, tags in passages for tag in tags}


def test_it_comes_on_where_the_rules_find_nothing_and_suggests_what_nobody_read(catalogue: Catalogue) -> None:
    before = statuses(catalogue)
    model = learning.trained(catalogue, BOOK)
    assert model.active == {"food"}
    assert applying.retag_all(catalogue, BOOK) == 1  # the report that nobody has read
    now = statuses(catalogue)
    assert all(now[place][1] == status for place, (_, status) in before.items())
    assert len(now.keys() - before.keys()) == EACH
    assert {now[new] for new in now.keys() - before.keys()} == {(Claimant.CLASSIFIER, "suggested")}
    assert applying.retag_all(catalogue, BOOK) == 0


def test_what_people_decided_stands_after_training_and_retagging(catalogue: Catalogue) -> None:
    [passage, *_] = (
        p for p, _ in catalogue.passages(list(catalogue.tagged_with())[-1], OWNER) if p.text.startswith(FED)
    )
    catalogue.decide_tag(passage.id, "food", False, "Ben")
    accepted = {place for place, (_, status) in statuses(catalogue).items() if status == "accepted"}
    for _ in range(2):
        learning.trained(catalogue, BOOK)
        applying.retag_all(catalogue, BOOK)
    now = statuses(catalogue)
    assert (passage.id, "food") not in now
    assert accepted == {place for place, (_, status) in now.items() if status == "accepted"}


def test_passages_kept_apart_teach_nothing(catalogue: Catalogue) -> None:
    learnt = learning.trained(catalogue, BOOK).training
    apart = next(one for one in catalogue.reviewed() if kept_apart(one.passage))
    catalogue.review(apart.passage, {"work": Answer.ACCEPTED}, by="Ann", stream=Stream.RANDOM)
    assert learning.trained(catalogue, BOOK).training == learnt


def test_it_is_brought_along_by_a_change_of_names_and_learns_again_by_one_of_words(catalogue: Catalogue) -> None:
    learnt = learning.trained(catalogue, BOOK).training
    applying.retag_all(catalogue, BOOK)
    before = statuses(catalogue)
    named = applying.apply(catalogue, editing.rename(BOOK, "food", "Meals"), by="Ann")
    assert not named.learns
    model = load(catalogue.home / MODEL, codebook=named.codebook.version)
    assert model is not None and model.training == learnt
    assert statuses(catalogue) == before
    words = editing.change(named.codebook, "work", terms=("workshop", "library"))
    assert applying.preview(catalogue, words).learns
    changed = applying.apply(catalogue, words, by="Ann")
    model = load(catalogue.home / MODEL, codebook=changed.codebook.version)
    assert model is not None and model.training != learnt
    assert before.items() <= statuses(catalogue).items()


def test_a_damaged_file_is_told_and_made_anew(catalogue: Catalogue) -> None:
    learning.trained(catalogue, BOOK)
    (catalogue.home / MODEL).write_bytes(b"no model")
    assert evaluation(catalogue, BOOK).unreadable
    applying.put(catalogue, None)
    assert not evaluation(catalogue, BOOK).unreadable


def test_it_is_judged_on_what_was_drawn_by_lot_as_taught_by_others(catalogue: Catalogue) -> None:
    rules_alone = {one.theme: one for one in evaluation(catalogue, BOOK).themes}["food"]
    assert rules_alone.score.right == 0
    assert rules_alone.n > 0
    learning.trained(catalogue, BOOK)
    found = evaluation(catalogue, BOOK)
    food = {one.theme: one for one in found.themes}["food"]
    assert (food.score.right, food.score.missed, food.score.wrong) == (rules_alone.n, 0, 0)
    assert found.passages == sum(one.drawn for one in catalogue.reviewed())
    assert food.classifier.startswith("On:")


def test_doubt_is_about_passages_that_nobody_has_read(catalogue: Catalogue) -> None:
    assert learning.doubt(catalogue, BOOK) == {}
    learning.trained(catalogue, BOOK)
    read = {one.passage for one in catalogue.reviewed()}
    for passage, chances in learning.doubt(catalogue, BOOK).items():
        assert passage not in read and not kept_apart(passage)
        assert all(0.1 <= chance <= 0.9 for chance in chances.values())


def test_without_any_decision_it_is_trained_to_order_only(tmp_path: Path) -> None:
    with closing(Catalogue.open(tmp_path / "library", create=True)) as opened:
        opened.put_codebook(BOOK, own=True, by="Ann")
        given = prepared(tmp_path, texts=("Dinner was late.", "The workshop closed.", *FED, *OTHER), theme=None)
        opened.save(replace(given, tags=Tagger(BOOK).tag(given.reading.passages), codebook=BOOK.version))
        model = learning.trained(opened, BOOK)
        assert (model.active, model.weak) == (frozenset(), {"food", "work"})
        items = list(queue(opened, BOOK, "Ann", doubt=learning.doubt(opened, BOOK)))
        assert items and not noted(BOOK)
