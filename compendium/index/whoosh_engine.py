"""The search engine: Whoosh postings and numpy columns in one folder, caught up with the catalogue.

    index/state.json             names the folder and file in use, and the revision reached
    index/g3/postings/           Whoosh's files
    index/g3/columns-17.npz      the columns at revision 17
    index/lock                   held by whoever writes

A change is written in the order postings, columns, state. A kill in between leaves the old state, so the same change is
taken in again; taking it in twice makes nothing double. A rebuild writes into a new folder and then changes the state:
nothing that a reader has open is renamed or overwritten.
"""

import os
import re
import shutil
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, cast
from weakref import WeakSet
from zipfile import BadZipFile

import numpy as np

from compendium.errors import IndexUnusable, LibraryUnusable
from compendium.index import state as states
from compendium.index.columns import Block, Columns, block
from compendium.index.evaluate import Snapshot
from compendium.index.keeping import Kept
from compendium.index.parsing import parse
from compendium.index.query import Question
from compendium.index.seals import Seals
from compendium.index.state import State
from compendium.index.whoosh_building import build, index_report
from compendium.index.whoosh_files import Lock, PostingsDamaged
from compendium.index.whoosh_postings import Postings
from compendium.index.whoosh_writing import PostingsWriter
from compendium.model.indexing import Changes, ChangeSource, Found, IndexedReport
from compendium.model.search import SearchQuery

PATIENCE: Final = 60.0
"""Seconds that a rebuild waits for another process that is writing."""


MOST_WORKERS: Final = 4
"""Processes that make an index anew together."""

MEMORY: Final = 96 * 1024 * 1024
"""Bytes for postings of words that are asked for often, so that they need not be read again."""


@dataclass(frozen=True, slots=True)
class View:
    """What one thread reads: facts that all threads share, and postings of its own."""

    snapshot: Snapshot
    postings: Postings


class WhooshIndex:
    """A SearchIndex in a folder, for several threads and processes: each thread reads by itself, one process writes."""

    def __init__(self, folder: Path, workers: int | None = None, key: bytes = b"") -> None:
        self._folder = folder
        self._workers = min(os.cpu_count() or 1, MOST_WORKERS) if workers is None else workers
        self._own = threading.local()
        self._open: WeakSet[Postings] = WeakSet()
        self._kept = Kept(MEMORY)
        self._seals = Seals(key)
        self._spoilt = b""
        self._latest: tuple[bytes, Snapshot, str] | None = None
        self._reading = threading.Lock()

    @classmethod
    def open(cls, folder: Path, key: bytes = b"") -> Self:
        """The index in that folder, which need not exist yet. Nothing is read or written before it is needed. `key` is
        the library's own: an index that was signed with another is not opened. A source that has an `index_key` tells
        it too."""
        return cls(folder, key=key)

    @property
    def revision(self) -> int:
        """The revision reached; 0 when there is no index, or none that can be used."""
        view = self._view()
        return view.snapshot.revision if view else 0

    def search(
        self,
        query: SearchQuery,
        visible: Collection[str],
        question: Question | None = None,
        first: Mapping[str, int] | None = None,
    ) -> Found:
        """What answers among the reports in `visible`. Raises IndexUnusable while no index can be used."""
        view = self._view()
        if view is None:
            raise _unusable()
        read = parse(query.text, query.exact) if question is None else question
        try:
            return view.snapshot.search(query, read, visible, view.postings, first)
        except PostingsDamaged as error:
            self._spoilt = self._own.stamped  # whoever catches up makes it anew
            raise _unusable() from error

    def catch_up(self, source: ChangeSource) -> int:
        """Takes in all that changed; returns the revision reached. Leaves it to another process that is at it already.

        Whoever does it looks again after letting go of the lock, so that what was saved meanwhile by someone who left
        it to them is taken in too. Raises LibraryUnusable if the disk cannot be written.
        """
        self._take_key(source)
        while not self._is_current(source):
            lock = self._lock()
            if not lock.take():
                break
            try:
                self._own.writes = True
                self._catch_up(source)
            finally:
                self._own.writes = False
                lock.let_go()
        return self.revision

    def rebuild(self, source: ChangeSource) -> int:
        """Makes the index anew beside the present one and swaps. Raises LibraryUnusable if another keeps writing."""
        self._take_key(source)
        lock = self._lock()
        until = time.monotonic() + PATIENCE
        while not lock.take():
            if time.monotonic() > until:
                raise LibraryUnusable(
                    "Another process is writing the search index.", "Wait until it has ended, then try again."
                )
            time.sleep(0.1)
        try:
            self._own.writes = True
            self._build(source)
        finally:
            self._own.writes = False
            lock.let_go()
        return self.revision

    def check(self) -> list[str]:
        """What is wrong with the files of the index, in plain sentences; empty when it is sound. Reads all of them."""
        view = self._view()
        if view is None:
            return ["The search index is missing, damaged, or was written by another version."]
        problems = []
        keys, rows = view.postings.load_keys(), view.snapshot.rows(view.postings)
        if unknown := int(np.count_nonzero((rows < 0) & (keys >= 0))):
            problems.append(f"The search index holds the words of {unknown} passages that it knows no facts of.")
        if wordless := view.snapshot.columns.rows - len(np.unique(rows[rows >= 0])):
            problems.append(f"The search index holds facts of {wordless} passages that it knows no words of.")
        try:
            view.postings.read_all()
        except PostingsDamaged:
            problems.append("A file of the search index cannot be read to its end.")
        return problems

    def close(self) -> None:
        """Lets go of all files. The index can be used again afterwards; it opens them anew."""
        for postings in list(self._open):
            postings.close()
        self._open.clear()
        self._own = threading.local()

    def _view(self) -> View | None:
        """This thread's view of the index, opened anew when the state has changed; None if there is nothing to open."""
        stamped = states.stamp(self._folder)
        if stamped and stamped == self._spoilt:
            return None
        if getattr(self._own, "stamped", None) == stamped:
            return cast(View, self._own.view)
        if (before := getattr(self._own, "view", None)) is not None:
            before.postings.close()
            del self._own.stamped, self._own.view
        until = time.monotonic() + _PATIENCE
        while (state := states.read(stamped)) is not None:
            if (view := self._opened(state, stamped)) is not None:
                self._own.stamped, self._own.view = stamped, view
                return view
            if (now := states.stamp(self._folder)) != stamped:
                stamped = now  # a writer tidied up between our reading of the state and of what it names
            elif time.monotonic() > until or getattr(self._own, "writes", False):
                self._spoilt = stamped
                break
            else:
                time.sleep(_PAUSE)  # perhaps a writer is between writing a file and sealing it
        return None

    def _opened(self, state: State, stamped: bytes) -> View | None:
        place = self._folder / state.folder
        try:
            if not self._seals.hold(place):
                return None
            postings = Postings(place / _POSTINGS, self._kept)
        except (OSError, PostingsDamaged):
            return None
        try:
            view = View(self._snapshot(state, stamped, place), postings)
            view.snapshot.rows(postings)
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, PostingsDamaged):
            postings.close()
            return None
        self._open.add(postings)
        return view

    def _snapshot(self, state: State, stamped: bytes, place: Path) -> Snapshot:
        """The facts in that state, read once for all threads."""
        with self._reading:
            if self._latest is None or self._latest[0] != stamped:
                before = self._latest[1] if self._latest and self._latest[2] == state.folder else None
                snapshot = Snapshot(state.revision, Columns.load(place / state.columns), before)
                self._latest = (stamped, snapshot, state.folder)
            return self._latest[1]

    def _take_key(self, source: ChangeSource) -> None:
        self._seals.key = self._seals.key or getattr(source, "index_key", bytes)()

    def _lock(self) -> Lock:
        with _writing():
            self._folder.mkdir(parents=True, exist_ok=True)
        return Lock(self._folder / "lock")

    def _is_current(self, source: ChangeSource) -> bool:
        view = self._view()
        return view is not None and source.changes(view.snapshot.revision).revision == view.snapshot.revision

    def _catch_up(self, source: ChangeSource) -> None:
        view = self._view()
        if view is not None:
            snapshot = view.snapshot
            changes = source.changes(snapshot.revision)
            if changes.revision == snapshot.revision:
                return
            ahead = changes.revision < snapshot.revision  # the catalogue was put back to an earlier day
            if not ahead and self._changed(snapshot, changes, source):
                return
        self._build(source)

    def _changed(self, snapshot: Snapshot, changes: Changes, source: ChangeSource) -> bool:
        """Takes the changes into the present folder. Whether that gave a sound index; if not, it must be built anew."""
        state = states.read(states.stamp(self._folder))
        if state is None:
            return False
        columns, words = _facts(snapshot.columns, source.indexed(changes.facts))
        words = [*changes.words, *words]
        try:
            blocks = _index(self._folder / state.folder / _POSTINGS, source, words, (*words, *changes.gone))
            with _writing():
                self._seals.put(self._folder / state.folder)  # at once: a kill before that costs making it all anew
        except PostingsDamaged:
            return False
        self._publish(state.folder, columns.updated((*words, *changes.gone), blocks), changes.revision)
        after = self._view()
        return after is not None and bool(
            (after.snapshot.rows(after.postings) >= 0).sum() == after.snapshot.columns.rows
        )

    def _build(self, source: ChangeSource) -> None:
        changes = source.changes(0)
        numbers = [int(place.name[1:]) for place in self._generations()]
        name = f"g{max(numbers, default=0) + 1}"
        with _writing():
            (self._folder / name / _POSTINGS).mkdir(parents=True)
        with _writing():
            reports = source.indexed((*changes.words, *changes.facts))
            blocks = build(self._folder / name / _POSTINGS, reports, self._workers)
        self._publish(name, Columns.empty().updated((), blocks), changes.revision)
        if self._view() is None:
            raise _unusable()

    def _publish(self, folder: str, columns: Columns, revision: int) -> None:
        """Writes the columns, then the state that names them, then tidies away what no state names any more."""
        state = State(revision, folder, f"columns-{revision}.npz")
        with _writing():
            columns.save(self._folder / folder / state.columns)
            self._seals.put(self._folder / folder)
            states.write(self._folder, state)
        with self._reading:  # what was just written need not be read
            before = self._latest[1] if self._latest and self._latest[2] == folder else None
            self._latest = (states.stamp(self._folder), Snapshot(revision, columns, before), folder)
        self._view()  # lets go of what this thread had open
        for place in self._generations():
            if place.name != folder:
                shutil.rmtree(place, ignore_errors=True)  # what a reader still has open on Windows goes next time
        for file in (self._folder / folder).glob("columns-*.npz"):
            if file.name != state.columns:
                with suppress(OSError):
                    file.unlink()

    def _generations(self) -> list[Path]:
        return [place for place in self._folder.iterdir() if re.fullmatch(r"g\d+", place.name)]


_POSTINGS: Final = "postings"
_PATIENCE: Final = 0.5
_PAUSE: Final = 0.02
"""Seconds for which, and between which, opening is tried again."""


def _unusable() -> IndexUnusable:
    return IndexUnusable(
        "Search is being prepared, or its index is missing or damaged. No report is lost.",
        "Try again in a moment; if it stays so, run `compendium reindex`.",
    )


@contextmanager
def _writing() -> Iterator[None]:
    """Trouble with the disk, said plainly."""
    try:
        yield
    except OSError as error:
        raise LibraryUnusable(
            f"The search index could not be written ({error}). The reports are kept.",
            "Make room on the disk or correct its permissions, then run `compendium reindex`.",
        ) from error


def _facts(columns: Columns, reports: Iterable[IndexedReport]) -> tuple[Columns, list[str]]:
    """The columns with the facts of those reports as they are now, and the reports whose words differ too."""
    blocks, words = [], []
    for report in reports:
        keys = columns.keys_of(report.id)
        if report.id not in columns.place or keys.tolist() != [passage.key for passage in report.passages]:
            words.append(report.id)
            continue
        place = columns.place[report.id]
        lengths = columns.length[columns.start[place] : columns.start[place + 1]].tolist()
        blocks.append(block(report, [(text, heading) for text, heading in lengths], columns.reports[place].title_words))
    return columns.updated((), blocks), words


def _index(folder: Path, source: ChangeSource, words: Iterable[str], gone: Collection[str]) -> list[Block]:
    """Writes the words of those reports to the postings, all or nothing, and returns their columns."""
    words = tuple(dict.fromkeys(words))
    if not (words or gone):
        return []
    with _writing():
        writer = PostingsWriter(folder)
        try:
            for report in gone:
                writer.remove(report)
            blocks = [index_report(writer, report) for report in source.indexed(words)]
            writer.commit()
        except BaseException:
            writer.cancel()
            raise
    return blocks
