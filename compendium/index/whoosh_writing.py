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

_Words = dict[bytes, tuple["array[int]", "array[float]", list[bytes]]]


class _Gathered:
    """The postings of a segment that is being written, by field and word. Whoosh's own pool keeps a tuple for each, and
    sorts them all; passages come in order, so that only the words need sorting."""

    def __init__(self) -> None:
        self.fields: dict[str, _Words] = defaultdict(dict)

    def add(self, item: tuple[str, bytes, int, float, bytes | None]) -> None:
        """A posting of a segment that is being joined to this one."""
        field, word, number, weight, value = item
        self.take(self.fields[field], word, number, weight, value or b"")

    def take(self, words: "_Words", word: bytes, number: int, weight: float, value: bytes) -> None:
        """A posting of a field, of which `words` are the words so far."""
        if (found := words.get(word)) is None:
            found = words[word] = (array("I"), array("f"), [])
        found[0].append(number)
        found[1].append(weight)
        found[2].append(value)

    def cleanup(self) -> None:
        self.fields.clear()


class _SegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of one segment, without what its own scoring needs."""

    def __init__(self, index: Any, **given: Any) -> None:
        super().__init__(index, codec=Blocks(), **given)
        self.pool = _Gathered()

    def add_passage(self, report: str, key: int, words: Mapping[str, Sequence[str]]) -> None:
        """As `add_document` would, with fewer steps for each word."""
        number, pool, documents = self.docnum, self.pool, self.perdocwriter
        documents.start_doc(number)
        documents.add_column_value("key", self.schema["key"].column_type, key)
        pool.take(pool.fields["report"], report.encode(), number, 1.0, b"")
        for field, found in words.items():
            gathered = pool.fields[field]
            for word, _, weight, value in self.schema[field].format.word_values(found, None):
                pool.take(gathered, word.encode(), number, weight, value)
        documents.finish_doc()
        self._added = True
        self.docnum += 1

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
        self._writer.add_passage(report, key, words)

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
        self._writer.add_passage(report, key, words)

    def finish(self) -> Any:
        """Ends writing; what `join` needs to know."""
        return self._writer._finalize_segment()
