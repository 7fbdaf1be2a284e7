"""The folder of Whoosh's files: opening it, and the lock on writing. What goes wrong comes out as PostingsDamaged."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
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
