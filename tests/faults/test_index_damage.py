"""Whatever happens to a file of the search index, a library answers rightly again by itself, and nothing is lost."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.errors import IndexUnusable
from compendium.index.whoosh_engine import WhooshIndex
from compendium.library import Library
from compendium.model.search import OWNER, READER, Results, SearchQuery
from tests.unit.catalogue.making import prepared

QUESTION = SearchQuery("waited")
SOON = 20.0
"""Seconds within which a search must answer again."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three reports with its index."""
    home, given = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("given")
    with closing(Catalogue.open(home, create=True)) as catalogue, closing(WhooshIndex.open(home / "index")) as index:
        for name in ("one.pdf", "two.pdf", "three.pdf"):
            catalogue.save(prepared(given, name))
        index.catch_up(catalogue)
    return home


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    """A copy of it to harm."""
    return Path(shutil.copytree(whole, tmp_path / "home"))


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with closing(Library.open(home, READER)) as opened:
        yield opened


def answer(library: Library) -> Results:
    """The answer, as soon as there is one; meanwhile only a plain sentence."""
    until = time.monotonic() + SOON
    while True:
        try:
            return library.search(QUESTION)
        except IndexUnusable as error:
            assert "No report is lost" in error.message
            assert time.monotonic() < until, "search did not come back"
            time.sleep(0.05)


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(b"\x00\xff garbage" * 50)


def flipped(path: Path) -> None:
    """One bit in the middle."""
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 4
    path.write_bytes(whole)


HARMS = (
    *(pytest.param(harm, id=harm.__name__) for harm in (half, flipped)),
    *(pytest.param(harm, id=harm.__name__, marks=pytest.mark.slow) for harm in (Path.unlink, empty, garbage)),
)
FILES = ("state.json", "g1/seals.json", "g1/columns-*.npz", "g1/postings/*.toc", "g1/postings/*.seg")


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("pattern", FILES)
def test_a_library_opened_on_a_damaged_index_answers_again_by_itself(
    home: Path, pattern: str, harm: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whoosh.index.sleep", lambda _: None)
    (path,) = (home / "index").glob(pattern)
    harm(path)
    with closing(Library.open(home, READER)) as library:
        found = answer(library)
        assert (found.total_passages, found.total_reports) == (3, 3)
        assert len(library.reports()) == 3


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("pattern", FILES)
def test_a_library_that_is_open_goes_on_answering(
    home: Path, library: Library, pattern: str, harm: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whoosh.index.sleep", lambda _: None)
    before = library.search(QUESTION)
    (path,) = (home / "index").glob(pattern)
    harm(path)
    assert answer(library).groups == before.groups


def test_the_whole_index_may_go_while_the_library_is_open(home: Path, library: Library) -> None:
    before = library.search(QUESTION)
    shutil.rmtree(home / "index")
    assert answer(library).groups == before.groups


def test_the_command_makes_it_anew_before_it_answers(home: Path) -> None:
    shutil.rmtree(home / "index")
    with closing(Library.open(home, OWNER, patient=True)) as library:
        assert library.search(QUESTION).total_reports == 3


def test_an_index_that_is_behind_catches_up_by_itself(home: Path, library: Library, tmp_path: Path) -> None:
    assert library.search(QUESTION).total_reports == 3
    with closing(Catalogue.open(home)) as catalogue:  # as when `add` was killed before it came to the index
        catalogue.save(prepared(tmp_path, "four.pdf"))
    until = time.monotonic() + SOON
    while library.search(QUESTION).total_reports < 4 and time.monotonic() < until:
        time.sleep(0.05)
    assert library.search(QUESTION).total_reports == 4
