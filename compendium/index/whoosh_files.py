"""The folder of Whoosh's files: opening it, and the lock on writing. What goes wrong comes out as PostingsDamaged."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import Lock as ThreadLock
from typing import Any, Final
from weakref import WeakValueDictionary

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import EmptyIndexError
from whoosh.util.filelock import FileLock


class PostingsDamaged(Exception):
    """The files are missing, cut short or not what was written."""


@contextmanager
def reading() -> Iterator[None]:
    """Whatever Whoosh raises over a bad file (unpickling, struct, seek, missing files) comes out as PostingsDamaged."""
    try:
        yield
    except PostingsDamaged:
        raise
    except Exception as error:
        raise PostingsDamaged(str(error) or type(error).__name__) from error


IN_MEMORY: Final = 16 * 1024 * 1024
"""Bytes of a segment that is read as a whole; a larger one is mapped. What is mapped cannot be replaced on Windows, and
ends the process on other systems when it is cut short by someone."""


class _Source:
    """The bytes of a segment, once for all threads."""

    def __init__(self, path: Path, size: int) -> None:
        if size <= IN_MEMORY:
            self.bytes = memoryview(path.read_bytes())
        else:
            with path.open("rb") as file:
                self.bytes = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))


_sources: Final = WeakValueDictionary[tuple[Path, int, int], _Source]()
_one_at_a_time: Final = ThreadLock()


def _source(path: Path) -> _Source:
    now = path.stat()
    key = (path, now.st_size, now.st_mtime_ns)
    with _one_at_a_time:
        if (found := _sources.get(key)) is None:
            found = _sources[key] = _Source(path, now.st_size)
        return found


class _Cursor(RawIOBase):
    """Reads bytes from where it stands."""

    def __init__(self, of: memoryview) -> None:
        self._of = of
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self._of)}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        part = self._of[self._at : self._at + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)


class _Shared(BufferFile):  # type: ignore[misc]
    """A segment, or a file in it, over bytes that others read too. Whoosh's own would copy them all."""

    def __init__(self, of: memoryview, source: _Source, name: str | None = None) -> None:
        self._buf = of
        self._source = source  # kept for as long as anyone reads
        self._name = name
        self.file = BufferedReader(_Cursor(of))
        self.onclose = None
        self.is_real = self.is_closed = False

    def subset(self, position: int, length: int, name: str | None = None) -> "_Shared":
        """A file within this one."""
        return _Shared(self._buf[position : position + length], self._source, name)


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
        if name.endswith(".seg"):
            source = _source(Path(self.folder) / name)
            return _Shared(source.bytes, source, name)
        file = super().open_file(name, **given)
        if self._opening is not None:
            self._opening.append(file)
        return file


def opened(folder: Path) -> Any:
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
