"""The folder of Whoosh's files: opening it, and the lock on writing. What goes wrong comes out as PostingsDamaged."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

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
"""Bytes of a segment that is read as a whole, once for all threads; a larger one is mapped. What is mapped cannot be
replaced on Windows, and ends the process on other systems when it is cut short by someone."""


@lru_cache(maxsize=8)
def _bytes(path: Path, changed: int) -> bytes:
    return path.read_bytes()


class _InMemory(BufferFile):  # type: ignore[misc]
    """A file that was read as a whole."""

    def seek(self, position: int, whence: int = os.SEEK_SET) -> None:
        """As for files; Whoosh's own knows only the first way."""
        super().seek(position + {os.SEEK_SET: 0, os.SEEK_CUR: self.tell(), os.SEEK_END: len(self._buf)}[whence])


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
        path = Path(self.folder) / name
        if name.endswith(".seg") and path.stat().st_size <= IN_MEMORY:
            return _InMemory(_bytes(path, path.stat().st_mtime_ns))
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
