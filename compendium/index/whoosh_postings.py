"""Reading postings: which passages hold a word, how often and where, as arrays.

Postings are read in whole blocks: stepping through them one by one is many times slower. What is not of our codec is
stepped through. Whoosh is known to the modules whoosh_* alone.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from whoosh.matching import FilterMatcher
from whoosh.reading import TermNotFound

from compendium.index.keeping import Kept
from compendium.index.whoosh_codec import PLACE_BITS, BlockMatcher, exact, form
from compendium.index.whoosh_files import opened, reading

Numbers = NDArray[np.int64]
Weights = NDArray[np.float32]


class Found(NamedTuple):
    """The passages that hold something, by their number in the files, and how often each does. Not to be written to."""

    numbers: Numbers
    often: Weights


_KEY_BYTES: Final = 8
_NOWHERE: Final = Found(np.zeros(0, np.int64), np.zeros(0, np.float32))


class Postings:
    """The postings in `folder` as they stood when opened. Not for use by two threads at a time; `kept`, which holds
    what was read for the next time, may be shared by all.

    Passages are called by their number in the files.
    """

    def __init__(self, folder: Path, kept: "Kept | None" = None) -> None:
        self._closed = False
        self._kept = Kept(0) if kept is None else kept
        with reading():
            self._reader = opened(folder).reader()
            leaves = [(leaf, first) for leaf, first in self._reader.leaf_readers() if leaf.doc_count_all()]
            self._parts = [(leaf, first, str(leaf.segment().segment_id())) for leaf, first in leaves]

    def load_keys(self) -> Numbers:
        """The key of every passage number; -1 where it was taken out."""
        with reading():
            keys: Final = np.full(self._reader.doc_count_all(), -1, np.int64)
            for leaf, first, name in self._parts:
                keys[first : first + leaf.doc_count_all()] = self._keys(leaf, name)
                keys[np.array([first + number for number in leaf.segment().deleted_docs()], np.int64)] = -1
        return keys

    def _keys(self, leaf: Any, name: str) -> Numbers:
        """The keys of a segment, whatever was taken out since."""

        def read() -> tuple[NDArray[Any], ...]:
            column = leaf.column_reader("key", translate=False)
            kept = column._dbfile.get(column._basepos, column._count * _KEY_BYTES)
            found = np.full(leaf.doc_count_all(), -1, np.int64)
            found[: column._count] = np.frombuffer(kept, ">i8")
            return (found,)

        return self._kept.get((name, "keys"), read)[0]

    @property
    def generation(self) -> int:
        """Which writing of the files this is: numbers of passages mean the same in postings of one generation."""
        return int(self._reader.generation() or 0)

    @property
    def segments(self) -> int:
        """In how many parts the files are; Whoosh joins small ones as it writes."""
        return len(self._parts)

    def word(self, field: str, word: str) -> Found:
        """The passages that hold the word in that field, in order, and how often each does."""
        with reading():
            parts = [(first, self._found(leaf, name, field, word)) for leaf, first, name in self._parts]
        held = [(first, found) for first, found in parts if len(found.numbers)]
        if not held:
            return _NOWHERE
        if len(held) == 1 and held[0][0] == 0:
            return held[0][1]
        return Found(
            np.concatenate([found.numbers + first for first, found in held]),
            np.concatenate([found.often for _, found in held]),
        )

    def _found(self, leaf: Any, name: str, field: str, word: str) -> Found:
        def read() -> tuple[NDArray[Any], ...]:
            numbers, often, _ = _postings(_matcher(leaf, field, word), with_places=False)
            return numbers, often

        return Found(*self._kept.get((name, field, word), read))

    def phrase(self, field: str, words: Sequence[Sequence[str]]) -> Found:
        """The passages in which words follow each other in that field, in order, and how often they do. For each place
        of the phrase `words` has the forms that may stand there."""
        name = exact(field)
        if len(words) == 1:
            return self._any_word(form(field), words[0])
        with reading():
            starts = self._starts(name, words)
        numbers, often = np.unique(starts >> PLACE_BITS, return_counts=True)
        return Found(numbers, often.astype(np.float32))

    def _any_word(self, name: str, words: Sequence[str]) -> Found:
        found = [self.word(name, word) for word in words]
        if len(found) == 1:
            return found[0]
        numbers, place = np.unique(np.concatenate([one.numbers for one in found] or [_NOWHERE[0]]), return_inverse=True)
        often = np.bincount(place, np.concatenate([one.often for one in found] or [_NOWHERE[1]]), len(numbers))
        return Found(numbers, often.astype(np.float32))

    def _starts(self, field: str, words: Sequence[Sequence[str]]) -> Numbers:
        """Where the phrase begins, as number and place in one; the rarest word goes first, so that least is sought."""
        starts: Numbers | None = None
        frequency = [sum(self._reader.doc_frequency(field, form) for form in forms) for forms in words]
        for offset in sorted(range(len(words)), key=frequency.__getitem__):
            places = self._places(field, words[offset]) - offset
            starts = places if starts is None else starts[_is_in(starts, places)]
            if not len(starts):
                break
        assert starts is not None  # noqa: S101  # a phrase has words
        return starts

    def _places(self, field: str, forms: Sequence[str]) -> Numbers:
        """Every place where one of the forms stands, in order; a place is the passage's number and the place in it."""
        parts = [
            self._places_in(leaf, name, field, form) + (first << PLACE_BITS)
            for form in forms
            for leaf, first, name in self._parts
        ]
        together = np.concatenate([_NOWHERE.numbers, *parts])
        return np.sort(together) if len(forms) > 1 else together

    def _places_in(self, leaf: Any, name: str, field: str, word: str) -> Numbers:
        def read() -> tuple[NDArray[Any], ...]:
            numbers, often, places = _postings(_matcher(leaf, field, word), with_places=True)
            return ((np.repeat(numbers, often.astype(np.int64)) << PLACE_BITS) + places,)

        return self._kept.get((name, field, word, "places"), read)[0]

    def beginning(self, field: str, start: str) -> tuple[str, ...]:
        """The words of that field, in their own form, that begin so."""
        with reading():
            found = {word for leaf, _, _ in self._parts for word in leaf.expand_prefix(exact(field), start)}
        return tuple(sorted(word.decode() for word in found))

    def near(self, field: str, word: str, distance: int) -> tuple[str, ...]:
        """The words of that field that differ from `word` in at most so many letters, with the same first letter."""
        with reading():
            found = {w for leaf, _, _ in self._parts for w in leaf.terms_within(exact(field), word, distance, 1)}
        return tuple(sorted(found))

    def read_all(self) -> int:
        """Reads every posting there is and returns how many; raises PostingsDamaged at the first it cannot."""
        total = 0
        with reading():
            for leaf, _, _ in self._parts:
                for field, word in leaf.all_terms():
                    with_places = field.endswith(exact(""))
                    total += len(_postings(_matcher(leaf, field, word.decode()), with_places=with_places)[0])
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


def _is_in(sought: Numbers, among: Numbers) -> NDArray[np.bool_]:
    """Which of `sought` are in `among`; both are in order."""
    if not len(among):
        return np.zeros(len(sought), np.bool_)
    near: Numbers = among[np.minimum(np.searchsorted(among, sought), len(among) - 1)]
    found: NDArray[np.bool_] = near == sought
    return found


def _matcher(leaf: Any, field: str, word: str) -> Any:
    try:
        matcher = leaf.postings(field, word)
    except TermNotFound:
        return None
    if type(matcher) is FilterMatcher:  # passes over what was taken out, one by one; `keys` does that for all at once
        matcher = matcher.child
        matcher.reset()
    return matcher


def _postings(matcher: Any, *, with_places: bool) -> tuple[Numbers, Weights, Numbers]:
    """All postings of one word in one segment: numbers, how often, and (if wanted) every place, one after the other."""
    blocks = list(_blocks(matcher) if isinstance(matcher, BlockMatcher) else _steps(matcher))
    places = np.frombuffer(b"".join(block[2] for block in blocks) if with_places else b"", "<u4")
    return (
        _joined([block[0] for block in blocks], np.int64),
        _joined([block[1] for block in blocks], np.float32),
        places.astype(np.int64),
    )


def _joined(parts: list[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate(parts).astype(kind, copy=False) if parts else np.zeros(0, kind)


_Block = tuple[NDArray[Any], NDArray[Any], bytes]


def _blocks(matcher: BlockMatcher) -> Iterator[_Block]:
    while matcher.is_active():
        yield matcher.block()
        matcher._next_block()


def _steps(matcher: Any) -> Iterator[_Block]:
    """The postings one by one, by what every matcher of Whoosh can do."""
    while matcher is not None and matcher.is_active():
        yield np.array([matcher.id()]), np.array([matcher.weight()]), matcher.value() or b""
        matcher.next()
