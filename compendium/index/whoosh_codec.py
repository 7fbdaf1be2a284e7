"""How postings stand in Whoosh's files: in blocks of numbers as bytes, which numpy reads in one go.

Each field is kept twice: `text` holds the stems of its content words and how often they stand there, `text_exact` the
places of every word in its normal form. Texts are kept a third time: `text_form` tells how often each form stands
there, without the places, which only phrases need. The classes are named in the files themselves, so their places in
the program are part of the format.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from pickle import dumps, loads
from struct import pack, unpack_from
from typing import Any, Final
from zlib import compress

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3LeafMatcher, W3PostingsWriter, W3TermInfo
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Existence, Format

from compendium.index.ranking import FIELDS

BLOCK: Final = 1024
"""Postings in a block. Whoosh's own 128 suit reading a few at a time; we read them all."""

PLACE_BITS: Final = 20
_LAST_PLACE: Final = (1 << PLACE_BITS) - 1
"""Places in a passage that are told apart; a passage of more than a million words has its end at this place."""

_PLACE_BYTES: Final = 4
_HEAD: Final = 100
"""Bytes that hold what is told of a block before its data, and more."""
_COMPRESSION: Final = 1
_FEW: Final = 8
"""Postings up to which compressing them takes longer than it saves."""


def exact(field: str) -> str:
    """The name of the field that holds the words of `field` in their own form, with their places."""
    return f"{field}_exact"


def form(field: str) -> str:
    """The name of the field that tells how often words stand in `field` in their own form. Only texts are long enough
    for a field without places to pay."""
    return "text_form" if field == "text" else exact(field)


class Often(Existence):  # type: ignore[misc]
    """How often each word of a list stands in it."""

    def word_values(self, value: Sequence[str], analyzer: object, **kwargs: object) -> Iterator[tuple[Any, ...]]:
        """Word, frequency, weight and nothing more, for each different word."""
        count: dict[str, int] = defaultdict(int)
        for word in value:
            count[word] += 1
        return ((word, often, float(often), b"") for word, often in count.items())


class Places(Format):  # type: ignore[misc]
    """Where each word of a list stands in it: its places, from 0, as little-endian numbers of four bytes."""

    posting_size = -1

    def word_values(self, value: Sequence[str], analyzer: object, **kwargs: object) -> Iterator[tuple[Any, ...]]:
        """Word, frequency, weight and places, for each different word."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(value):
            found[word].append(min(place, _LAST_PLACE))
        return (
            (word, len(places), float(len(places)), pack(f"<{len(places)}I", *places)) for word, places in found.items()
        )


def schema() -> Schema:
    """The fields of the index, as Whoosh keeps them."""
    made = Schema(key=COLUMN(NumericColumn("q", default=-1)), report=ID())
    for field in FIELDS:
        made.add(field, _field(Often()))
        made.add(exact(field), _field(Places()))
    made.add(form("text"), _field(Often()))
    return made


def _field(kept: Format) -> FieldType:
    made = FieldType(kept, None)
    made.scorable = made.stored = made.unique = False
    return made


class BlockWriter(W3PostingsWriter):  # type: ignore[misc]
    """Writes blocks of postings whose numbers are bytes, which numpy reads in one go: Whoosh's own are tuples of Python
    numbers, ten times slower to read."""

    def _mini_ids(self) -> bytes:
        if len(self._ids) <= _FEW:  # as for most words
            before = chain((0,), self._ids)
            return pack(f"<{len(self._ids)}I", *(id - last for last, id in zip(before, self._ids, strict=False)))
        ids = np.array(self._ids, "<u4")
        return np.diff(ids, prepend=ids[:1] * 0).astype("<u4").tobytes()

    def _mini_weights(self) -> bytes | None:
        if self._weights.count(1.0) == len(self._weights):
            return None
        return pack(f"<{len(self._weights)}f", *self._weights)

    def _mini_values(self) -> bytes:
        return b"".join(self._values)

    def write(
        self, kept: Format, info: W3TermInfo, numbers: "array[int]", often: "array[float]", values: list[bytes]
    ) -> None:
        """All postings of one word."""
        if len(numbers) <= BLOCK:
            self._write_one(info, numbers, often, values)
            return
        self.start_postings(kept, info)
        for start in range(0, len(numbers), BLOCK):
            if start:
                self._write_block()
            part = slice(start, start + BLOCK)
            self._ids, self._weights, self._values = numbers[part], often[part], values[part]
            self._maxweight = max(self._weights)
        self.finish_postings()

    def _write_one(self, info: W3TermInfo, numbers: "array[int]", often: "array[float]", values: list[bytes]) -> None:
        """A list of a single block, as nearly all are: what `_write_block` writes, in fewer steps."""
        self._ids, self._weights, self._values = numbers, often, values
        data = dumps((self._mini_ids(), self._mini_weights(), self._mini_values()), 2)
        compression = self._compression if len(numbers) > _FEW else 0
        if compression:
            data = compress(data, compression)
        most, file = max(often), self._postfile
        about = dumps((len(numbers), numbers[-1], most, compression, 0, 0), 2)
        start, length = file.tell(), len(about) + len(data)
        file.write(WHOOSH3_HEADER_MAGIC + pack(">i", -length) + about + data)  # below 0: it is the last block
        info._weight, info._df, info._maxweight = sum(often), len(numbers), most
        info._minid, info._maxid = numbers[0], numbers[-1]
        info.set_extent(start, file.tell() - start)


class BlockMatcher(W3LeafMatcher):  # type: ignore[misc]
    """Reads such blocks, at once (`block`) or, for Whoosh where it joins segments, posting by posting."""

    def block(self) -> tuple[NDArray[Any], NDArray[Any], bytes]:
        """The numbers, frequencies and places of the present block."""
        if self._data is None:
            self._read_data()
        ids, weights, places = self._data
        numbers = np.cumsum(np.frombuffer(ids, "<u4"), dtype=np.int64)
        often = np.ones(len(numbers), np.float32) if weights is None else np.frombuffer(weights, "<f4")
        return numbers, often, places

    def _read_header(self) -> None:
        # Whoosh goes to a place and reads on from there; to take what stands at a place is quicker over shared bytes.
        if self._postfile.get(self._startoffset, len(WHOOSH3_HEADER_MAGIC)) != WHOOSH3_HEADER_MAGIC:
            raise ValueError("no postings stand here")
        self._baseoffset = self._startoffset + len(WHOOSH3_HEADER_MAGIC)

    def _goto(self, position: int) -> None:
        for read in ("_data", "_ids", "_weights", "_values"):
            setattr(self, read, None)
        self._i = 0
        head = self._postfile.get(position, _HEAD)
        (length,) = unpack_from(">i", head)
        self._lastblock = length < 0
        about = loads(head[4:])  # noqa: S301  # a file that was sealed when it was written: see `seals`
        self._blocklength, self._maxid, self._maxweight, self._compression, _, _ = about
        self._minlength = self._maxlength = 0
        self._dataoffset = position + 4 + len(dumps(about, 2))
        self._nextoffset = position + 4 + abs(length)

    def _read_ids(self) -> None:
        self._ids = self.block()[0].tolist()

    def _read_weights(self) -> None:
        self._weights = self.block()[1].tolist()

    def _read_values(self) -> None:
        _, often, places = self.block()
        ends = (np.cumsum(often, dtype=np.int64) * _PLACE_BYTES).tolist()
        begins = [0, *ends]
        self._values = [places[begin:end] for begin, end in zip(begins, ends, strict=False)]


class Blocks(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with the numbers of postings as bytes, and without the lengths that only its own scoring needs."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=_COMPRESSION)

    def postings_writer(self, file: Any, byteids: bool = False) -> BlockWriter:
        """As in W3Codec."""
        return BlockWriter(file, self._blocklimit, byteids, self._compression, self._inlinelimit)

    def postings_reader(self, file: Any, info: W3TermInfo, kept: Format, term: Any = None, scorer: Any = None) -> Any:
        """As in W3Codec."""
        return BlockMatcher(file, *info.extent(), kept, term, scorer=scorer)
