"""The writer lock: one process adds to a library at a time. The system releases it when the process dies."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from compendium.errors import LibraryUnusable

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


class WriterLock:
    """Held by one process and one thread of it; whoever holds it may take it again inside."""

    def __init__(self, path: Path, wait: float) -> None:
        self._path = path
        self._wait = wait
        self._mine = threading.RLock()
        self._depth = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the lock. Raises LibraryUnusable when another holder does not let go in time."""
        until = time.monotonic() + self._wait
        if not self._mine.acquire(timeout=self._wait):
            raise self._busy()
        try:
            if self._depth:
                yield from self._again()
                return
            with self._open() as file:
                self._take(file, until)
                try:
                    yield from self._again()
                finally:
                    _unlock(file)
        finally:
            self._mine.release()

    def _again(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def _open(self) -> IO[bytes]:
        try:
            return open(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600), "r+b")
        except OSError as error:
            raise LibraryUnusable(
                f"The library in {self._path.parent} may not be written to: {error.strerror or error}.",
                "Nothing was changed. Check the rights of the library folder.",
            ) from error

    def _take(self, file: IO[bytes], until: float) -> None:
        while True:
            try:
                return _try_lock(file)
            except OSError as error:
                if time.monotonic() >= until:
                    raise self._busy() from error
                time.sleep(0.05)

    def _busy(self) -> LibraryUnusable:
        return LibraryUnusable(
            f"Another compendium is adding to the library in {self._path.parent}. Nothing was changed.",
            "Wait until it has finished, then try again.",
        )
