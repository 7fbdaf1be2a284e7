"""The search engine: Whoosh postings and numpy columns in one folder, caught up with the catalogue.

    index/state.json             names the folder and file in use, and the revision reached
    index/g3/postings/           Whoosh's files
    index/g3/columns-17.npz      the columns at revision 17
    index/lock                   held by whoever writes

A change is written in the order postings, columns, state. A kill in between leaves the old state, so the same change is
taken in again; taking it in twice makes nothing double. A rebuild writes into a new folder and then changes the state:
nothing that a reader has open is renamed or overwritten.
"""

import re
import shutil
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self, cast
from weakref import WeakSet
from zipfile import BadZipFile

import numpy as np

from compendium.errors import LibraryUnusable
from compendium.index import state as states
from compendium.index.analysis import content_stems, forms
from compendium.index.columns import Block, Columns, block
from compendium.index.evaluate import Snapshot
from compendium.index.ranking import FIELDS
from compendium.index.state import State
from compendium.index.whoosh_postings import Lock, Postings, PostingsDamaged, PostingsWriter, exact
from compendium.model.indexing import Changes, ChangeSource, Found, IndexedReport
from compendium.model.search import SearchQuery

PATIENCE: Final = 60.0
"""Seconds that a rebuild waits for another process that is writing."""


class WhooshIndex:
    """A SearchIndex in a folder, for several threads and processes: each thread reads by itself, one process writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = threading.local()
        self._open: WeakSet[Postings] = WeakSet()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in that folder, which need not exist yet. Nothing is read or written before it is needed."""
        return cls(folder)

    @property
    def revision(self) -> int:
        """The revision reached; 0 when there is no index, or none that can be used."""
        snapshot = self._snapshot()
        return snapshot.revision if snapshot else 0

    def search(self, query: SearchQuery, visible: Collection[str]) -> Found:
        """What answers among the reports in `visible`. Raises LibraryUnusable while no index can be used."""
        snapshot = self._snapshot()
        if snapshot is None:
            raise _unusable()
        try:
            return snapshot.search(query, visible)
        except PostingsDamaged as error:
            raise _unusable() from error

    def catch_up(self, source: ChangeSource) -> int:
        """Takes in all that changed; returns the revision reached. Leaves it to another process that is at it already.

        Whoever does it looks again after letting go of the lock, so that what was saved meanwhile by someone who left
        it to them is taken in too. Raises LibraryUnusable if the disk cannot be written.
        """
        while not self._is_current(source):
            lock = self._lock()
            if not lock.take():
                break
            try:
                self._catch_up(source)
            finally:
                lock.let_go()
        return self.revision

    def rebuild(self, source: ChangeSource) -> int:
        """Makes the index anew beside the present one and swaps. Raises LibraryUnusable if another keeps writing."""
        lock = self._lock()
        until = time.monotonic() + PATIENCE
        while not lock.take():
            if time.monotonic() > until:
                raise LibraryUnusable(
                    "Another process is writing the search index.", "Wait until it has ended, then try again."
                )
            time.sleep(0.1)
        try:
            self._build(source)
        finally:
            lock.let_go()
        return self.revision

    def check(self) -> list[str]:
        """What is wrong with the files of the index, in plain sentences; empty when it is sound. Reads all of them."""
        snapshot = self._snapshot()
        if snapshot is None:
            return ["The search index is missing, damaged, or was written by another version."]
        problems = []
        if unknown := int(np.count_nonzero((snapshot.row_of < 0) & (snapshot.postings.keys >= 0))):
            problems.append(f"The search index holds the words of {unknown} passages that it knows no facts of.")
        if wordless := snapshot.columns.rows - len(np.unique(snapshot.row_of[snapshot.row_of >= 0])):
            problems.append(f"The search index holds facts of {wordless} passages that it knows no words of.")
        try:
            snapshot.postings.read_all()
        except PostingsDamaged:
            problems.append("A file of the search index cannot be read to its end.")
        return problems

    def close(self) -> None:
        """Lets go of all files. The index can be used again afterwards; it opens them anew."""
        for postings in list(self._open):
            postings.close()
        self._open.clear()
        self._own = threading.local()

    def _snapshot(self) -> Snapshot | None:
        """This thread's view of the index, opened anew when the state has changed; None if there is nothing to open."""
        stamped = states.stamp(self._folder)
        if getattr(self._own, "stamped", None) == stamped:
            return cast(Snapshot, self._own.snapshot)
        if (before := getattr(self._own, "snapshot", None)) is not None:
            before.postings.close()
            del self._own.stamped, self._own.snapshot
        while (state := states.read(stamped)) is not None:
            if (snapshot := self._opened(state)) is not None:
                self._own.stamped, self._own.snapshot = stamped, snapshot
                return snapshot
            if (now := states.stamp(self._folder)) == stamped:
                break
            stamped = now  # a writer tidied up between our reading of the state and of what it names
        return None

    def _opened(self, state: State) -> Snapshot | None:
        place = self._folder / state.folder
        try:
            postings = Postings(place / _POSTINGS)
        except PostingsDamaged:
            return None
        try:
            columns = Columns.load(place / state.columns)
        except (OSError, ValueError, KeyError, TypeError, BadZipFile):
            postings.close()
            return None
        self._open.add(postings)
        return Snapshot.of(state.revision, columns, postings)

    def _lock(self) -> Lock:
        with _writing():
            self._folder.mkdir(parents=True, exist_ok=True)
        return Lock(self._folder / "lock")

    def _is_current(self, source: ChangeSource) -> bool:
        snapshot = self._snapshot()
        return snapshot is not None and source.changes(snapshot.revision).revision == snapshot.revision

    def _catch_up(self, source: ChangeSource) -> None:
        snapshot = self._snapshot()
        if snapshot is not None:
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
        except PostingsDamaged:
            return False
        self._publish(state.folder, columns.updated((*words, *changes.gone), blocks), changes.revision)
        after = self._snapshot()
        return after is not None and np.count_nonzero(after.postings.keys >= 0) == after.columns.rows

    def _build(self, source: ChangeSource) -> None:
        changes = source.changes(0)
        numbers = [int(place.name[1:]) for place in self._generations()]
        name = f"g{max(numbers, default=0) + 1}"
        with _writing():
            (self._folder / name / _POSTINGS).mkdir(parents=True)
        blocks = _index(self._folder / name / _POSTINGS, source, (*changes.words, *changes.facts), new=True)
        self._publish(name, Columns.empty().updated((), blocks), changes.revision)
        if self._snapshot() is None:
            raise _unusable()

    def _publish(self, folder: str, columns: Columns, revision: int) -> None:
        """Writes the columns, then the state that names them, then tidies away what no state names any more."""
        state = State(revision, folder, f"columns-{revision}.npz")
        with _writing():
            columns.save(self._folder / folder / state.columns)
            states.write(self._folder, state)
        self._snapshot()  # lets go of what this thread had open
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


def _unusable() -> LibraryUnusable:
    return LibraryUnusable(
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
        keys = np.array([passage.key for passage in report.passages], np.int64)
        rows = columns.rows_of(keys)
        if (rows < 0).any() or len(rows) != columns.passages_of(report.id):
            words.append(report.id)
        else:
            blocks.append(block(report, [tuple(length) for length in columns.length[rows].tolist()]))
    return columns.updated((), blocks), words


def _index(
    folder: Path, source: ChangeSource, words: Iterable[str], gone: Collection[str] = (), *, new: bool = False
) -> list[Block]:
    """Writes the words of those reports to the postings, all or nothing, and returns their columns."""
    words = tuple(dict.fromkeys(words))
    if not (words or gone or new):
        return []
    with _writing():
        writer = PostingsWriter(folder, new=new)
        try:
            for report in gone:
                writer.remove(report)
            blocks = [_index_report(writer, report) for report in source.indexed(words)]
            writer.commit()
        except BaseException:
            writer.cancel()
            raise
    return blocks


def _index_report(writer: PostingsWriter, report: IndexedReport) -> Block:
    lengths = []
    title = forms(report.title)
    for passage in report.passages:
        printed = {"text": forms(passage.text), "heading": forms(passage.heading), "title": title}
        stems = {name: content_stems(found) for name, found in printed.items()}
        writer.add(report.id, passage.key, stems | {exact(name): found for name, found in printed.items()})
        lengths.append(tuple(len(stems[name]) for name in FIELDS))
    return block(report, lengths)
