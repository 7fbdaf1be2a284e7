"""Many threads ask one library at once: no error, and each answer is the one that a single thread gets. Also while a
writer changes reports that the questions do not touch."""

import random
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.config import Config
from compendium.index.analysis import STOP_WORDS, forms
from compendium.index.whoosh_engine import WhooshIndex
from compendium.library import Library
from compendium.model.intake import OutcomeKind
from compendium.model.report import Report
from compendium.model.search import OWNER, READER, Results, SearchQuery, Sort
from compendium.pipeline import add
from tests.support.pdfs import paragraph, write_pdf

THREADS = 8
UNTOUCHED = "First nights"
"""The report that every question of the second test is narrowed to."""


@pytest.fixture
def home(demo_home: Path, tmp_path: Path) -> Path:
    """A demonstration library of our own, to be changed."""
    shutil.copytree(demo_home, tmp_path / "demonstration")
    return tmp_path / "demonstration"


def questions(library: Library, number: int) -> list[SearchQuery]:
    """Questions of every kind, made of words of the library; the same ones every time."""
    dice = random.Random(8)
    texts = [item.passage.text for report in library.reports() for item in library.report(report.id).passages]
    themes = sorted(library.theme_counts())

    def word() -> str:
        found = [form for form in forms(dice.choice(texts)) if form not in STOP_WORDS]
        return dice.choice(found or ["visits"])

    def one() -> SearchQuery:
        sort, theme = dice.choice(list(Sort)), frozenset(dice.sample(themes, dice.choice([0, 0, 1, 2])))
        typed = dice.choice(["{}", "{} {}", "{} {}", "{} OR {}", "{} -{}", "{} (NOT {} OR {})", "{} {} {} {} {}"])
        text = typed.format(*(word() for _ in range(5)))
        return SearchQuery(f"{text}{dice.choice(['', '', '*', ' zebraa'])}", themes=theme, sort=sort)

    return [one() for _ in range(number)]


def told(results: Results) -> Results:
    """All of the answer but the revision, which a writer moves on."""
    return replace(results, revision=0)


Answer = tuple[SearchQuery, object]


def ask_at_once(ask: Callable[[SearchQuery], object], asked: list[SearchQuery], each: int) -> Iterator[Answer]:
    """Has every thread ask `each` questions, from a place of its own in the list on; what came back, in no order."""

    def asking(thread: int) -> list[Answer]:
        start = thread * len(asked) // THREADS
        return [(query, ask(query)) for query in (asked[(start + n) % len(asked)] for n in range(each))]

    with ThreadPoolExecutor(THREADS) as threads:
        for answers in threads.map(asking, range(THREADS)):
            yield from answers


def hold_the_same(library: Library, each: int) -> None:
    asked = questions(library, each)
    alone = {query: told(library.search(query)) for query in asked}
    assert len({answer.total_passages for answer in alone.values()}) > 20
    count = 0
    for query, answer in ask_at_once(lambda query: told(library.search(query)), asked, each):
        assert answer == alone[query], query
        count += 1
    assert count == THREADS * each


def test_many_threads_get_the_answers_that_one_gets(demo_home: Path) -> None:
    with closing(Library.open(demo_home, READER)) as library:
        hold_the_same(library, 60)


@pytest.mark.slow
def test_many_threads_get_the_answers_that_one_gets_four_thousand_times(demo_home: Path) -> None:
    with closing(Library.open(demo_home, READER)) as library:
        hold_the_same(library, 500)


def test_threads_that_open_a_library_together_get_the_same_answers(demo_home: Path) -> None:
    with closing(Library.open(demo_home, READER)) as library:
        asked = questions(library, 8)
        alone = {query: told(library.search(query)) for query in asked}
    with closing(Library.open(demo_home, READER)) as library:  # nothing is worked out yet
        for query, answer in ask_at_once(lambda query: told(library.search(query)), asked, 8):
            assert answer == alone[query], query


# ---- while a writer changes other reports ----------------------------------------------------------------------------


WORDS = "Xylophonium xanthippe zyzzogeton xerophagy zymurgical quokkaphile xenolithic zwitterion"
"""What the added file says: words that the questions do not know, so that they widen as before."""


class Writer:
    """Changes reports that no question touches, over and over: a decision on a tag, then a file with other words."""

    def __init__(self, home: Path, untouched: Report, folder: Path) -> None:
        self.home = home
        self.folder = folder
        self.rounds = 0
        with closing(Library.open(home, OWNER)) as library:
            self.codebook = library.codebook()
            others = [library.report(report.id) for report in library.reports() if report.id != untouched.id]
        self.tags = [tag for view in others for item in view.passages for tag in item.tags]

    def until(self, done: Event) -> None:
        """Writes until told to stop, but at least once."""
        with closing(Catalogue.open(self.home)) as catalogue, closing(WhooshIndex.open(self.home / "index")) as index:
            while not self.rounds or not done.is_set():
                self._decide(catalogue, index)
                self._add(catalogue, index)
                self.rounds += 1

    def _decide(self, catalogue: Catalogue, index: WhooshIndex) -> None:
        tag = self.tags[self.rounds % len(self.tags)]
        with catalogue.writing():
            catalogue.decide_tag(tag.passage, tag.theme, self.rounds % 2 == 0, "someone")
            index.catch_up(catalogue)

    def _add(self, catalogue: Catalogue, index: WhooshIndex) -> None:
        write_pdf(self.folder / "again.pdf", [paragraph(f"{WORDS} x{self.rounds}. " * 5)])
        outcomes = list(add([self.folder], catalogue, index, Config(self.home, workers=1), self.codebook))
        assert [outcome.kind for outcome in outcomes] == [OutcomeKind.ADDED]


def totals(library: Library, query: SearchQuery) -> tuple[object, ...]:
    """What must not change for a report that nobody writes to: what is found, how much, and how many people."""
    results = library.search(query)
    found = {hit.passage.id for group in results.groups for hit in group.hits}
    return results.total_passages, results.total_reports, results.organisations, results.people, found


def hold_while_writing(home: Path, folder: Path, each: int) -> None:
    folder.mkdir()
    with closing(Library.open(home, READER)) as library:
        untouched = next(report for report in library.reports() if report.title == UNTOUCHED)
        only = frozenset({untouched.id})
        asked = [replace(query, reports=only, passages=1000) for query in questions(library, each)]
        asked = [query for query in asked if " zebraa" not in query.text]
        alone = {query: totals(library, query) for query in asked}
        before = library.revision()
        writer, done = Writer(home, untouched, folder), Event()
        with ThreadPoolExecutor(1) as beside:
            writing = beside.submit(writer.until, done)
            try:
                for query, answer in ask_at_once(lambda query: totals(library, query), asked, each):
                    assert answer == alone[query], query
            finally:
                done.set()
            writing.result()
        assert library.search(SearchQuery("xylophonium")).total_reports == writer.rounds  # all of it is seen
        assert library.revision() >= before + 2 * writer.rounds


def test_threads_find_the_same_in_a_report_while_others_change(home: Path, tmp_path: Path) -> None:
    hold_while_writing(home, tmp_path / "new", 60)


@pytest.mark.slow
def test_threads_find_the_same_in_a_report_while_others_change_for_long(home: Path, tmp_path: Path) -> None:
    hold_while_writing(home, tmp_path / "new", 500)
