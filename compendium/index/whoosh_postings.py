"""Postings: which passages hold a word, how often and where. The only place that knows Whoosh.

Whoosh is given words that are ready (see `analysis`) and splits them at spaces, no more. Each field is kept twice:
`text` holds the stems of its content words, `text_exact` every word in its normal form, with positions, for phrases.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError
from whoosh.reading import TermNotFound
from whoosh.util.filelock import FileLock

from compendium.index.ranking import FIELDS

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]


class PostingsDamaged(Exception):
    """The files are missing, cut short or not what was written."""


def exact(field: str) -> str:
    """The name of the field that holds the words of `field` in their own form."""
    return f"{field}_exact"


def _schema() -> Schema:
    words = SpaceSeparatedTokenizer()
    schema = Schema(key=COLUMN(NumericColumn("q", default=-1)), report=ID())
    for field in FIELDS:
        schema.add(field, TEXT(analyzer=words, phrase=False))
        schema.add(exact(field), TEXT(analyzer=words, phrase=True))
    return schema


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever Whoosh raises over a bad file (unpickling, struct, seek, missing files) comes out as PostingsDamaged."""
    try:
        yield
    except PostingsDamaged:
        raise
    except Exception as error:
        raise PostingsDamaged(str(error) or type(error).__name__) from error


class _Files(FileStorage):  # type: ignore[misc]
    """A folder of Whoosh's that lets go of what it opened when opening fails (Whoosh leaves a bad file open)."""

    _opening: list[Any] | None = None

    def open_index(self, *args: Any, **given: Any) -> Any:
        self._opening = []
        try:
            return super().open_index(*args, **given)
        except BaseException:
            for file in self._opening:
                file.close()
            raise
        finally:
            self._opening = None

    def open_file(self, name: str, **given: Any) -> Any:
        file = super().open_file(name, **given)
        if self._opening is not None:
            self._opening.append(file)
        return file


def _opened(folder: Path) -> Any:
    """Whoosh's index in that folder. Files may go while they are being opened, when a writer tidies up: then again."""
    for pause in (0.02, 0.1):
        try:
            return _Files(str(folder)).open_index()
        except (OSError, EmptyIndexError):
            time.sleep(pause)
    return _Files(str(folder)).open_index()


class Lock:
    """A lock between processes on one file; the system lets go of it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(str(path))

    def take(self) -> bool:
        """Whether it could be taken now. Never waits."""
        return bool(self._lock.acquire(blocking=False))

    def let_go(self) -> None:
        self._lock.release()


class PostingsWriter:
    """Changes to the postings in `folder`, all or nothing: nobody sees any before `commit`."""

    def __init__(self, folder: Path, *, new: bool = False) -> None:
        with _reading():
            index = FileStorage(str(folder)).create_index(_schema()) if new else _opened(folder)
            self._writer = index.writer(limitmb=256)

    def remove(self, report: str) -> None:
        """Takes out all passages of that report that were there before this writer began."""
        with _reading():
            self._writer.delete_by_term("report", report)

    def add(self, report: str, key: int, words: Mapping[str, Iterable[str]]) -> None:
        """Takes in a passage; `words` are the words of every field, plain and exact."""
        self._writer.add_document(report=report, key=key, **{name: " ".join(found) for name, found in words.items()})

    def commit(self) -> None:
        self._writer.commit()

    def cancel(self) -> None:
        self._writer.cancel()


class Postings:
    """The postings in `folder` as they stood when opened. Not for use by two threads at a time.

    Passages are called by their number in the files; `keys[number]` is the passage's key, -1 where it was taken out.
    """

    keys: Numbers

    def __init__(self, folder: Path) -> None:
        self._closed = False
        with _reading():
            self._reader = _opened(folder).reader()
            self.keys = self._load_keys()

    def _load_keys(self) -> Numbers:
        keys: Final = np.full(self._reader.doc_count_all(), -1, np.int64)
        for leaf, first in self._reader.leaf_readers():
            if leaf.doc_count_all():
                keys[first : first + leaf.doc_count_all()] = leaf.column_reader("key").load()
        alive = np.zeros(len(keys), np.bool_)
        alive[list(self._reader.all_doc_ids())] = True
        return np.where(alive, keys, -1)

    @property
    def segments(self) -> int:
        """In how many parts the files are; Whoosh joins small ones as it writes."""
        return len(self._reader.leaf_readers())

    def word(self, field: str, word: str) -> tuple[Numbers, Weights]:
        """The passages that hold the word in that field, in order, and how often each does."""
        numbers: list[int] = []
        weights: list[float] = []
        with _reading():
            matcher = self._matcher(field, word)
            while matcher is not None and matcher.is_active():
                numbers.append(matcher.id())
                weights.append(matcher.weight())
                matcher.next()
        return np.array(numbers, np.int64), np.array(weights, np.float64)

    def phrase(self, field: str, words: tuple[str, ...]) -> tuple[Numbers, Weights]:
        """The passages in which the words follow each other in that field, in order, and how often they do."""
        if len(words) == 1:
            return self.word(exact(field), words[0])
        with _reading():
            starts = self._starts(exact(field), words)
        numbers = sorted(starts)
        return np.array(numbers, np.int64), np.array([len(starts[number]) for number in numbers], np.float64)

    def _starts(self, field: str, words: tuple[str, ...]) -> dict[int, set[int]]:
        """Where the phrase begins, by passage. The rarest word goes first, so that little is read of the others."""
        starts: dict[int, set[int]] | None = None
        for offset, word in sorted(enumerate(words), key=lambda item: self._reader.doc_frequency(field, item[1])):
            found = self._positions(field, word, None if starts is None else sorted(starts))
            shifted = {number: {place - offset for place in places} for number, places in found.items()}
            if starts is not None:
                shifted = {number: places & starts[number] for number, places in shifted.items()}
            starts = {number: places for number, places in shifted.items() if places}
            if not starts:
                break
        return starts or {}

    def _positions(self, field: str, word: str, wanted: list[int] | None) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        matcher = self._matcher(field, word)
        if matcher is None:
            return found
        if wanted is None:
            while matcher.is_active():
                found[matcher.id()] = matcher.value_as("positions")
                matcher.next()
            return found
        for number in wanted:
            if matcher.is_active() and matcher.id() < number:
                matcher.skip_to(number)
            if not matcher.is_active():
                break
            if matcher.id() == number:
                found[number] = matcher.value_as("positions")
        return found

    def _matcher(self, field: str, word: str) -> Any:
        try:
            return self._reader.postings(field, word)
        except TermNotFound:
            return None

    def read_all(self) -> int:
        """Reads every posting there is and returns how many; raises PostingsDamaged at the first it cannot."""
        total = 0
        with _reading():
            terms = list(self._reader.all_terms())
        for field, word in terms:
            numbers, _ = self.word(field, word.decode())
            total += len(numbers)
        return total

    def close(self) -> None:
        """Lets go of all files. Closing twice does no harm: Whoosh would raise."""
        if not self._closed:
            self._closed = True
            self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
