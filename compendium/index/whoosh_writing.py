"""Writing postings: segments of Whoosh's, without what its own scoring needs."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader
from whoosh.system import pack_ushort
from whoosh.writing import SegmentWriter

from compendium.index.whoosh_codec import Blocks, schema
from compendium.index.whoosh_files import opened, reading


class _Gathered:
    """The postings of a segment that is being written, by field and word. Whoosh's own pool keeps a tuple for each, and
    sorts them all; passages come in order, so that only the words need sorting."""

    def __init__(self) -> None:
        self.fields: dict[str, dict[bytes, tuple[array[int], array[float], list[bytes]]]] = defaultdict(dict)

    def add(self, item: tuple[str, bytes, int, float, bytes | None]) -> None:
        field, word, number, weight, value = item
        words = self.fields[field]
        if (found := words.get(word)) is None:
            found = words[word] = (array("I"), array("f"), [])
        found[0].append(number)
        found[1].append(weight)
        found[2].append(value or b"")

    def cleanup(self) -> None:
        self.fields.clear()


class _SegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of one segment, without what its own scoring needs."""

    def __init__(self, index: Any, **given: Any) -> None:
        super().__init__(index, codec=Blocks(), **given)
        self.pool = _Gathered()

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        writer = self.fieldwriter
        for field, words in sorted(self.pool.fields.items()):
            writer.start_field(field, self.schema[field])
            for word in sorted(words):
                info = W3TermInfo()
                writer._postwriter.write(self.schema[field].format, info, *words[word])
                writer._tindex.add(pack_ushort(writer._fieldid) + word, info.to_bytes())
            writer.finish_field()
        writer.close()


SMALL: Final = 2_000
"""Passages up to which a segment is joined with others, when there are many such."""
MANY: Final = 24


def _joining(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Joins small segments into the one that is being written when there are many: each makes every search a little
    slower, and joining takes a second. Returns those that stay."""
    small = [segment for segment in segments if segment.doc_count_all() < SMALL]
    if len(small) < MANY:
        return segments
    for segment in small:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in small]


class PostingsWriter:
    """Changes to the postings in `folder`, all or nothing: nobody sees any before `commit` or `join`."""

    def __init__(self, folder: Path, *, new: bool = False) -> None:
        with reading():
            index = FileStorage(str(folder)).create_index(schema()) if new else opened(folder)
            self._writer = _SegmentWriter(index)

    def remove(self, report: str) -> None:
        """Takes out all passages of that report that were there before this writer began."""
        with reading():
            self._writer.delete_by_term("report", report)

    def add(self, report: str, key: int, words: Mapping[str, Sequence[str]]) -> None:
        """Takes in a passage; `words` are the words of every field, plain and exact."""
        _add(self._writer, report, key, words)

    def commit(self) -> None:
        """Makes the changes seen."""
        self._writer.commit(mergetype=_joining)

    def join(self, segments: Sequence[Any]) -> None:
        """Makes segments that others wrote into the folder the whole of the index."""
        self._writer._close_segment()
        self._writer._commit_toc(list(segments))
        self._writer._finish()

    def cancel(self) -> None:
        """Leaves everything as it was."""
        if not self._writer.is_closed:
            self._writer.cancel()


class PartWriter:
    """One segment in `folder`, written while another process holds the index; that one joins it."""

    def __init__(self, folder: Path) -> None:
        with reading():
            self._writer = _SegmentWriter(opened(folder), _lk=False)

    def add(self, report: str, key: int, words: Mapping[str, Sequence[str]]) -> None:
        """As in PostingsWriter."""
        _add(self._writer, report, key, words)

    def finish(self) -> Any:
        """Ends writing; what `join` needs to know."""
        return self._writer._finalize_segment()


def _add(writer: _SegmentWriter, report: str, key: int, words: Mapping[str, Sequence[str]]) -> None:
    given = {name: found for name, found in words.items() if found}
    writer.add_document(report=report, key=key, **given)
