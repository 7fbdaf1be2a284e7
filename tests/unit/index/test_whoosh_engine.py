"""The index on disk: kills, damage, other processes, other threads."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.errors import IndexUnusable, LibraryUnusable
from compendium.index import state as states
from compendium.index import whoosh_engine
from compendium.index.columns import Columns
from compendium.index.memory import MemoryIndex
from compendium.index.seals import Seals
from compendium.index.whoosh_engine import WhooshIndex
from compendium.index.whoosh_files import Lock, PostingsDamaged
from compendium.index.whoosh_writing import PostingsWriter
from compendium.model.indexing import IndexedReport
from compendium.model.search import SearchQuery
from tests.unit.index.made_up import Shelf, passage, report, retagged

EVERYONE = frozenset(f"r{n}" for n in range(50))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library" / "index"


@pytest.fixture
def index(folder: Path) -> Iterator[WhooshIndex]:
    made = WhooshIndex.open(folder)
    yield made
    made.close()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(report("r1", "Food was cold.", "Visits were short."), report("r2", "Food was hot.", title="Meals"))


def same_as_memory(index: WhooshIndex, shelf: Shelf) -> bool:
    plain = MemoryIndex()
    plain.catch_up(shelf)
    questions = [SearchQuery(text) for text in ("food", "visits", "", '"was cold"', "meals")]
    return all(index.search(question, EVERYONE) == plain.search(question, EVERYONE) for question in questions)


def test_before_the_first_catching_up_there_is_nothing_to_search_and_it_is_said(index: WhooshIndex) -> None:
    assert index.revision == 0
    with pytest.raises(LibraryUnusable, match="compendium reindex"):
        index.search(SearchQuery("food"), EVERYONE)
    assert index.check()


def test_looking_writes_nothing(index: WhooshIndex, folder: Path) -> None:
    assert index.revision == 0
    assert not folder.exists()


# ---- kills -----------------------------------------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for the end of the process."""


def killing(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.parametrize("step", ["before words", "after words", "after columns", "after state"])
@pytest.mark.parametrize("first", [True, False])
def test_a_kill_between_any_two_steps_is_mended_by_catching_up_again(
    folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, step: str, first: bool
) -> None:
    if not first:
        before = WhooshIndex.open(folder)
        before.catch_up(Shelf(*shelf.reports.values()))
        before.close()
        shelf.put(report("r3", "Food was late."))
        shelf.put(replace(shelf.reports["r1"], title="Of food"))
        shelf.drop("r2")
    killed = WhooshIndex.open(folder)
    with monkeypatch.context() as patch:
        target = {
            "before words": (PostingsWriter, "commit"),
            "after words": (Columns, "save"),
            "after columns": (states, "write"),
            "after state": (shutil, "rmtree"),
        }[step]
        patch.setattr(*target, killing)
        if step == "after state":
            (folder / "g0").mkdir(parents=True, exist_ok=True)  # something to tidy away
        with pytest.raises(Killed):
            killed.catch_up(shelf)
    killed.close()
    again = WhooshIndex.open(folder)
    assert again.catch_up(shelf) == shelf.revision
    assert same_as_memory(again, shelf)
    assert again.check() == []
    again.close()


def test_a_source_that_fails_half_way_leaves_the_index_as_it_was(index: WhooshIndex, shelf: Shelf) -> None:
    index.catch_up(shelf)
    shelf.put(report("r3", "Food."))
    working, shelf.indexed = shelf.indexed, killing  # type: ignore[method-assign, assignment]
    with pytest.raises(Killed):
        index.catch_up(shelf)
    assert index.search(SearchQuery("food"), EVERYONE).all_reports == ("r1", "r2")
    shelf.indexed = working  # type: ignore[method-assign]
    assert index.catch_up(shelf) == 3
    assert same_as_memory(index, shelf)


# ---- damage ----------------------------------------------------------------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def older(path: Path) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"format": "0"}), encoding="utf-8")


@pytest.mark.parametrize(
    ("pattern", "harm"),
    [
        ("state.json", Path.unlink),
        ("state.json", cut),
        ("state.json", older),
        ("g1/columns-*.npz", Path.unlink),
        ("g1/columns-*.npz", cut),
        ("g1/postings/*.toc", cut),
        ("g1/postings/*.toc", Path.unlink),
        ("g1/postings/*.seg", Path.unlink),
        ("g1", shutil.rmtree),
    ],
)
def test_a_damaged_missing_or_older_index_counts_as_empty_and_is_made_anew(
    folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, pattern: str, harm: Callable[[Path], None]
) -> None:
    monkeypatch.setattr("whoosh.index.sleep", lambda _: None)  # it waits for missing files to come back
    made = WhooshIndex.open(folder)
    made.catch_up(shelf)
    made.close()
    harmed = list(folder.glob(pattern))
    assert harmed
    for path in harmed:
        harm(path)
    index = WhooshIndex.open(folder)
    assert index.revision == 0
    assert index.check()
    with pytest.raises(LibraryUnusable, match="No report is lost"):
        index.search(SearchQuery("food"), EVERYONE)
    assert index.catch_up(shelf) == 2
    assert same_as_memory(index, shelf)
    assert index.check() == []
    index.close()


def flipped(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 4
    path.write_bytes(whole)


@pytest.mark.parametrize("pattern", ["g1/columns-*.npz", "g1/postings/*.toc", "g1/postings/*.seg", "g1/seals.json"])
def test_a_file_that_is_not_what_was_written_is_never_opened(folder: Path, shelf: Shelf, pattern: str) -> None:
    made = WhooshIndex.open(folder)
    made.catch_up(shelf)
    made.close()
    (path,) = folder.glob(pattern)
    flipped(path)
    index = WhooshIndex.open(folder)
    assert index.revision == 0
    assert index.catch_up(shelf) == 2
    assert same_as_memory(index, shelf)
    index.close()


def test_an_index_signed_with_another_key_is_not_opened(folder: Path, shelf: Shelf) -> None:
    other = WhooshIndex.open(folder, key=b"another library")
    other.catch_up(shelf)
    other.close()
    index = WhooshIndex.open(folder, key=b"this library")
    assert index.revision == 0
    with pytest.raises(IndexUnusable):
        index.search(SearchQuery("food"), EVERYONE)
    assert index.catch_up(shelf) == 2
    assert same_as_memory(index, shelf)
    index.close()
    assert WhooshIndex.open(folder, key=b"this library").revision == 2


def test_damage_that_only_reading_finds_is_mended_by_catching_up(
    index: WhooshIndex, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.catch_up(shelf)

    def spoilt(*_: object) -> None:
        raise PostingsDamaged

    with monkeypatch.context() as patched:
        patched.setattr("compendium.index.whoosh_postings.Postings.word", spoilt)
        with pytest.raises(IndexUnusable, match="No report is lost"):
            index.search(SearchQuery("food"), EVERYONE)
    with pytest.raises(IndexUnusable):  # it is not trusted any more
        index.search(SearchQuery("visits"), EVERYONE)
    index.catch_up(shelf)
    assert same_as_memory(index, shelf)


def test_checking_reads_every_posting(folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Seals, "hold", lambda *_: True)
    made = WhooshIndex.open(folder)
    made.catch_up(shelf)
    made.close()
    (segment,) = folder.glob("g1/postings/*.seg")
    segment.write_bytes(segment.read_bytes().replace(b"W3Bl", b"????"))
    index = WhooshIndex.open(folder)
    assert index.check() == ["A file of the search index cannot be read to its end."]
    index.rebuild(shelf)
    assert index.check() == []
    index.close()


def test_words_lost_without_a_trace_are_noticed_at_the_next_change(folder: Path, shelf: Shelf) -> None:
    made = WhooshIndex.open(folder)
    made.catch_up(shelf)
    shutil.copytree(folder / "g1" / "postings", folder / "older")
    shelf.put(report("r3", "Food was late."))
    made.catch_up(shelf)
    made.close()
    shutil.rmtree(folder / "g1" / "postings")
    (folder / "older").rename(folder / "g1" / "postings")
    index = WhooshIndex.open(folder)
    assert index.check()
    shelf.put(report("r4", "Visits."))
    index.catch_up(shelf)
    assert index.check() == []
    assert same_as_memory(index, shelf)
    index.close()


def test_a_catalogue_put_back_to_an_earlier_day_makes_the_index_anew(index: WhooshIndex, shelf: Shelf) -> None:
    index.catch_up(shelf)
    earlier = Shelf(report("r1", "Something else."))
    assert index.catch_up(earlier) == 1
    assert same_as_memory(index, earlier)


# ---- what is written -------------------------------------------------------------------------------------------------


def test_changed_facts_leave_the_postings_alone(index: WhooshIndex, folder: Path, shelf: Shelf) -> None:
    index.catch_up(shelf)
    before = {path: path.stat().st_mtime_ns for path in (folder / "g1" / "postings").iterdir()}
    shelf.retag(replace(retagged(shelf.reports["r1"], themes=["food"]), year=2024))
    index.catch_up(shelf)
    assert {path: path.stat().st_mtime_ns for path in (folder / "g1" / "postings").iterdir()} == before
    assert index.search(SearchQuery(themes=frozenset({"food"}), years=frozenset({2024})), EVERYONE).total_passages == 2


def test_facts_of_a_report_whose_passages_changed_meanwhile_bring_its_words_too(
    index: WhooshIndex, shelf: Shelf
) -> None:
    index.catch_up(shelf)
    shelf.retag(report("r1", "Quite other words."))
    index.catch_up(shelf)
    assert index.check() == []
    assert same_as_memory(index, shelf)


def test_nothing_is_left_behind(index: WhooshIndex, folder: Path, shelf: Shelf) -> None:
    index.catch_up(shelf)
    shelf.put(report("r3", "Food."))
    index.catch_up(shelf)
    index.rebuild(shelf)
    assert sorted(path.name for path in folder.iterdir()) == ["g2", "lock", "state.json"]
    assert sorted(path.name for path in (folder / "g2").iterdir()) == ["columns-3.npz", "postings", "seals.json"]


def test_a_disk_that_cannot_be_written_is_told_plainly(
    index: WhooshIndex, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Columns, "save", full)
    with pytest.raises(LibraryUnusable, match=r"No space left.*reports are kept"):
        index.catch_up(shelf)


# ---- other threads and processes -------------------------------------------------------------------------------------


def many(number: int) -> list[IndexedReport]:
    return [report(f"r{n}", *[passage(f"food visits {word} number{n}") for word in "abcdef"]) for n in range(number)]


def test_many_threads_on_one_index_all_get_the_right_answer(index: WhooshIndex) -> None:
    shelf = Shelf(*many(20))
    index.catch_up(shelf)
    wrong: list[object] = []

    def ask(number: int) -> None:
        for n in range(number, number + 12):
            found = index.search(SearchQuery(f"food number{n}"), EVERYONE)
            if found.all_reports != (f"r{n}",) or found.total_passages != 6:
                wrong.append(found)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_reader_sees_what_another_wrote_without_being_told(index: WhooshIndex, folder: Path, shelf: Shelf) -> None:
    index.catch_up(shelf)
    other = WhooshIndex.open(folder)
    shelf.put(report("r3", "Food was late."))
    other.catch_up(shelf)
    assert index.search(SearchQuery("food"), EVERYONE).revision == 3
    other.rebuild(shelf)
    assert index.search(SearchQuery("food"), EVERYONE).all_reports == ("r1", "r2", "r3")
    other.close()


def test_a_reader_is_never_disturbed_by_a_writer(index: WhooshIndex, folder: Path) -> None:
    shelf = Shelf(*many(4))
    index.catch_up(shelf)
    writer = WhooshIndex.open(folder)
    done = threading.Event()

    def write() -> None:
        for n in range(12):
            shelf.put(report("r0", f"food again {n}")) if n % 4 else shelf.retag(shelf.reports["r0"])
            writer.rebuild(shelf) if n % 5 == 4 else writer.catch_up(shelf)
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    seen = set()
    while not done.is_set():
        found = index.search(SearchQuery("food"), EVERYONE)
        assert {"r1", "r2", "r3"} <= set(found.all_reports) <= {"r0", "r1", "r2", "r3"}
        seen.add(found.revision)
    thread.join()
    assert len(seen) > 1
    assert same_as_memory(index, shelf)
    writer.close()


def test_a_closed_index_can_be_used_again(index: WhooshIndex, shelf: Shelf) -> None:
    index.catch_up(shelf)
    index.close()
    assert index.search(SearchQuery("food"), EVERYONE).total_passages == 2


def test_closing_an_index_whose_older_view_is_still_held_somewhere_does_no_harm(
    index: WhooshIndex, shelf: Shelf
) -> None:
    index.catch_up(shelf)
    held = index._own.view  # as a traceback or the garbage collector may hold it
    shelf.put(report("r9", passage("Another kettle")))
    index.catch_up(shelf)
    assert index._own.view is not held
    index.close()


def test_catching_up_is_left_to_whoever_is_at_it(
    index: WhooshIndex, folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.catch_up(shelf)
    lock = Lock(folder / "lock")
    assert lock.take()
    shelf.put(report("r3", "Food."))
    assert index.catch_up(shelf) == 2
    monkeypatch.setattr(whoosh_engine, "PATIENCE", 0.0)
    with pytest.raises(LibraryUnusable, match="Another process"):
        index.rebuild(shelf)
    lock.let_go()
    assert index.catch_up(shelf) == 3


def test_what_was_saved_while_catching_up_is_taken_in_before_leaving(
    index: WhooshIndex, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = [report("r3", "Food was late.")]
    let_go = Lock.let_go

    def saved_meanwhile(lock: Lock) -> None:
        if late:
            shelf.put(late.pop())
        let_go(lock)

    monkeypatch.setattr(Lock, "let_go", saved_meanwhile)
    assert index.catch_up(shelf) == 3


def test_the_lock_goes_with_the_process_that_held_it(folder: Path, shelf: Shelf) -> None:
    folder.mkdir(parents=True)
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom compendium.index.whoosh_files import Lock\n"
        "lock = Lock(Path(sys.argv[1]))\nassert lock.take()\nos._exit(9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(folder / "lock")], env={**os.environ}, check=False)
    assert ended.returncode == 9
    index = WhooshIndex.open(folder)
    assert index.catch_up(shelf) == 2
    index.close()


def test_searching_loads_no_parser_of_whoosh_and_nothing_heavy_beside_it() -> None:
    code = (
        "import sys, compendium.index.whoosh_engine, compendium.index.snippets\n"
        "names = set(sys.modules)\n"
        "heavy = ('whoosh.qparser', 'whoosh.support.pyparsing', 'whoosh.searching', 'spacy', 'sqlalchemy', 'flask')\n"
        "print(sorted(name for name in names if name.startswith(heavy)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
