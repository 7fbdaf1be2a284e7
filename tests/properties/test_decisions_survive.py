"""A person's decision is never overwritten: not by a new reading, other tags, another codebook, or another reader."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from compendium.catalogue.catalogue import Catalogue
from compendium.model.document import Passage
from compendium.model.report import Claimant
from compendium.model.review import Answer, Stream
from compendium.model.search import OWNER
from compendium.model.theme import Codebook, Tag, Theme
from compendium.tagging import editing
from compendium.tagging.codebook import codebook_of
from compendium.tagging.rules import Tagger
from compendium.theming.applying import apply, preview, retag_stale
from tests.unit.catalogue.making import prepared

TEXTS: Final = (
    "Dinner was cold and the visits hall was full.",
    "The workshop closed, so nobody had wages.",
    "We had lunch in the workshop.",
    "Nothing of the kind was said here.",
)
BOOK: Final = codebook_of(
    (
        Theme("living", "Living", "Daily life."),
        Theme("food", "Food", "What people eat.", "living", terms=("dinner", "lunch")),
        Theme("family", "Family", "Seeing family.", "living", terms=("visits",)),
        Theme("work", "Work", "Jobs.", terms=("workshop",)),
        Theme("pay", "Pay", "Money.", terms=("wages",)),
    )
)
PEOPLE: Final = ("Ann", "Ben")

passages = st.integers(0, 1)
"""Few, so that decisions on several themes meet on one passage."""
picks = st.integers(0, 100)
"""Which theme of those there are: taken round and round."""
decided = st.sampled_from((Answer.ACCEPTED, Answer.REJECTED, Answer.REJECTED, Answer.UNSURE))


_REVIEWS: Final = "SELECT passage, theme, by, answer FROM review"


class Decisions(RuleBasedStateMachine):
    """One report, in a library to which anything may happen; and what people said of it, kept beside."""

    empty: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.catalogue = Catalogue.open(Path(shutil.copytree(self.empty, self.folder / "library")))
        self.decided: dict[tuple[str, str], bool] = {}
        self.said: dict[tuple[str, str, str], Answer] = {}
        self.ever: set[tuple[str, str]] = set()
        self.ids = 0

    def teardown(self) -> None:
        self.catalogue.close()
        shutil.rmtree(self.folder)

    @initialize()
    def made(self) -> None:
        self.catalogue.put_codebook(BOOK, own=True, by="Ann")
        self.given = prepared(self.folder, texts=TEXTS)
        self.report = self.given.reading.sha256[:12]
        self.all = self.given.reading.passages
        self.save(self.all)

    def save(self, found: tuple[Passage, ...], tags: tuple[Tag, ...] | None = None) -> None:
        book = self.catalogue.codebook()
        tags = Tagger(book).tag(found) if tags is None else tags
        reading = replace(self.given.reading, passages=found)
        self.catalogue.save(replace(self.given, reading=reading, tags=tags, codebook=book.version))
        self.here = {passage.id for passage in found}

    def theme(self, pick: int) -> str:
        themes = self.catalogue.codebook().themes
        return themes[pick % len(themes)].id

    def decided_theme(self, pick: int) -> str:
        """One of the themes that people decided on, if there are any: what becomes of the others is of no matter."""
        themes = sorted({theme for _, theme in self.decided})
        return themes[pick % len(themes)] if themes else self.theme(pick)

    def tags(self, picked: list[tuple[int, int]]) -> tuple[Tag, ...]:
        named = ((self.all[which].id, self.theme(pick)) for which, pick in picked)
        return tuple(Tag(passage, theme, Claimant.CLASSIFIER, score=0.5) for passage, theme in named)

    # -- what people do --------------------------------------------------------------------------------------------

    @rule(answers=st.lists(st.tuples(passages, picks, decided), min_size=1, max_size=8), by=st.sampled_from(PEOPLE))
    def read(self, answers: list[tuple[int, int, Answer]], by: str) -> None:
        for which, pick, answer in answers:
            self.review(which, pick, answer, by, whole=pick % 2 == 0, stream=Stream.QUEUE)

    @rule(which=passages, pick=picks, answer=st.sampled_from(Answer), whole=st.booleans())
    def read_a_second_time(self, which: int, pick: int, answer: Answer, whole: bool) -> None:
        self.review(which, pick, answer, "Cas", whole=whole, stream=Stream.SECOND)

    def review(self, which: int, pick: int, answer: Answer, by: str, *, whole: bool, stream: Stream) -> None:
        passage, theme = self.all[which].id, self.theme(pick)
        if passage not in self.here:
            return
        self.catalogue.review(passage, {theme: answer}, whole=whole, by=by, stream=stream)
        self.said[passage, theme, by] = answer
        if whole:
            self.said[passage, "", by] = Answer.ACCEPTED
        if answer is not Answer.UNSURE and stream is not Stream.SECOND:
            self.decided[passage, theme] = answer is Answer.ACCEPTED
            self.ever.add((passage, theme))

    # -- what machines do ------------------------------------------------------------------------------------------

    @rule(order=st.permutations(range(len(TEXTS))), left=st.integers(0, len(TEXTS)))
    def read_again(self, order: list[int], left: int) -> None:
        self.save(tuple(self.all[which] for which in order[left:]))

    @rule(picked=st.lists(st.tuples(passages, picks), max_size=6))
    def read_again_with_other_tags(self, picked: list[tuple[int, int]]) -> None:
        self.save(self.all, self.tags(picked))

    @rule(picked=st.lists(st.tuples(passages, picks), max_size=6), some=st.none() | st.lists(picks, max_size=3))
    def tag_anew(self, picked: list[tuple[int, int]], some: list[int] | None) -> None:
        """As after training: any passage may be suggested for anything, or for nothing any more."""
        only = None if some is None else [self.theme(pick) for pick in some]
        self.catalogue.retag(self.report, self.tags(picked), self.catalogue.codebook().version, only)

    # -- what becomes of the codebook ------------------------------------------------------------------------------

    def put(self, book: Codebook, killed: bool = False) -> None:
        told = preview(self.catalogue, book)
        if killed:
            self.catalogue.put_codebook(told.codebook, own=True, by="Ann")
            retag_stale(self.catalogue, self.catalogue.codebook(), self.catalogue.codebook())
        else:
            apply(self.catalogue, book, by="Ann")

    @rule(pick=picks, other=st.booleans(), killed=st.booleans())
    def rename(self, pick: int, other: bool, killed: bool) -> None:
        theme, self.ids = self.decided_theme(pick), self.ids + 1
        new = f"theme-{self.ids}" if other else theme
        self.put(editing.rename(self.catalogue.codebook(), theme, f"Theme {self.ids}", new), killed)
        self.decided = {(passage, new if t == theme else t): yes for (passage, t), yes in self.decided.items()}

    @rule(pick=picks, parent=st.none() | picks)
    def move(self, pick: int, parent: int | None) -> None:
        book, theme = self.catalogue.codebook(), self.theme(pick)
        under = None if parent is None else self.theme(parent)
        if under not in book.descendants(theme):
            self.put(editing.move(book, theme, under))

    @precondition(lambda self: len(self.catalogue.codebook().themes) > 2)
    @rule(picked=st.lists(picks, min_size=1, max_size=3), into=picks, killed=st.booleans())
    def merge(self, picked: list[int], into: int, killed: bool) -> None:
        book, whole = self.catalogue.codebook(), self.theme(into)
        parts = {self.decided_theme(pick) for pick in picked} - {whole, *(theme.id for theme in book.ancestors(whole))}
        if not parts:
            return
        stands = {passage for passage, tags in self.shown().items() if whole in tags}
        after = {at: yes for at, yes in self.decided.items() if at[1] not in parts}
        for passage in {passage for passage, theme in self.decided if theme in parts}:
            said = {yes for (p, theme), yes in self.decided.items() if p == passage and theme in parts}
            if (passage, whole) in after:
                continue  # what people said of the whole itself stands
            if True in said:
                after[passage, whole] = True  # whoever accepted a part accepted the whole
            elif passage not in stands:
                after[passage, whole] = False  # or a machine would bring back what a person took away
        self.put(editing.merge(book, sorted(parts), whole), killed)
        self.decided = after

    @rule(pick=picks)
    def split(self, pick: int) -> None:
        book, theme = self.catalogue.codebook(), self.theme(pick)
        if len(book.themes) < 12:
            self.ids += 2
            first, second = f"part-{self.ids - 1}", f"part-{self.ids}"
            words = editing.found(book, theme).terms
            self.put(editing.split(book, theme, {first: ("First", words[:1]), second: ("Second", words[1:])}))

    @rule(pick=picks, back=st.booleans())
    def retire(self, pick: int, back: bool) -> None:
        book, theme = self.catalogue.codebook(), self.theme(pick)
        if back or all(one.retired for one in book.themes if one.parent == theme):
            self.put(editing.retire(book, theme, back))

    @rule(picked=st.sets(picks, max_size=3))
    def import_one_without_some_themes(self, picked: set[int]) -> None:
        book = self.catalogue.codebook()
        gone = {self.decided_theme(pick) for pick in picked} - {theme.parent for theme in book.themes}
        if left := [theme for theme in book.themes if theme.id not in gone]:
            self.put(codebook_of(left))

    # -- what must hold --------------------------------------------------------------------------------------------

    def shown(self) -> dict[str, dict[str, str]]:
        """The status of each tag that is shown, by passage and theme."""
        found = self.catalogue.passages(self.report, OWNER)
        return {passage.id: {tag.theme: str(tag.status) for tag in tags} for passage, tags in found}

    @invariant()
    def what_people_said_last_stands(self) -> None:
        shown = self.shown()
        assert shown.keys() == self.here
        for (passage, theme), accepted in self.decided.items():
            if passage in self.here:
                assert shown[passage].get(theme) == ("accepted" if accepted else None)
        decided_here = {at for at in self.decided if at[0] in self.here}
        for passage, tags in shown.items():
            assert all(s == "suggested" for theme, s in tags.items() if (passage, theme) not in decided_here)

    @invariant()
    def nothing_that_people_said_is_lost(self) -> None:
        themes = {theme.id for theme in self.catalogue.codebook().themes}
        with closing(sqlite3.connect(self.catalogue.home / "catalogue.db")) as database:
            said = {(p, t, by): answer for p, t, by, answer in database.execute(_REVIEWS)}
            rows = list(database.execute("SELECT passage, field, value FROM decision WHERE passage != ''"))
        assert said == self.said
        stands = {(p, f.removeprefix("theme:")): v == "accepted" for p, f, v in rows if f.startswith("theme:")}
        assert {at: yes for at, yes in stands.items() if at[1] in themes} == self.decided
        kept = {(passage, field.removeprefix("was-").removeprefix("theme:")) for passage, field, _ in rows}
        assert self.ever <= kept

    @invariant()
    def the_library_stands_on_one_codebook(self) -> None:
        assert set(self.catalogue.tagged_with().values()) == {self.catalogue.codebook().version}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    """The folder of an empty library, to be copied."""
    Catalogue.open(tmp_path / "empty", create=True).close()
    yield tmp_path / "empty"


def test_a_decision_survives_reading_tagging_training_renaming_and_merging(empty: Path) -> None:
    Decisions.empty = empty
    run_state_machine_as_test(
        Decisions,
        settings=settings(
            max_examples=30, stateful_step_count=14, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        ),
    )
