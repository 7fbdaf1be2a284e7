"""What a library looks after while it is read: its index, and the list of words that staff may edit."""

import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from compendium.catalogue.catalogue import Catalogue
from compendium.errors import BadInput, CompendiumError
from compendium.index.synonyms import Synonyms, read
from compendium.index.whoosh_engine import WhooshIndex

_PAUSE: Final = 5.0
"""Seconds between two tries: whoever writes the index now may need a while."""


class Mending:
    """Brings the search index up to the catalogue: beside the answers or, when one may `wait`, before them."""

    def __init__(self, catalogue: Catalogue, index: WhooshIndex, *, wait: bool) -> None:
        self._catalogue = catalogue
        self._index = index
        self.waits = wait
        self._lock = threading.Lock()
        self._running: threading.Thread | None = None
        self._last = -_PAUSE

    def begin(self) -> None:
        """Sees to it that the index is caught up, or made anew if it cannot be used. Another process that is at it is
        left to it."""
        if self.waits:
            self._mend()
            return
        with self._lock:
            if (self._running is not None and self._running.is_alive()) or time.monotonic() - self._last < _PAUSE:
                return
            self._last = time.monotonic()
            self._running = threading.Thread(target=self._mend, name="mending the index", daemon=True)
            self._running.start()

    def _mend(self) -> None:
        with suppress(CompendiumError):  # whoever asks next is told that search is not to be had, and what to do
            self._index.catch_up(self._catalogue)

    def finish(self) -> None:
        """Waits for what is being mended."""
        if self._running is not None:
            self._running.join()


class Wordbook:
    """The words for the same: the library's own list if it has one, else the one that ships with the program. An edit
    is seen at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state: tuple[int, int] | None = None
        self._known: tuple[Synonyms, str] | None = None

    def now(self) -> tuple[Synonyms, str]:
        """The list, and what to tell when the library's own has a mistake: then the last good one is used."""
        try:
            found = self._path.stat()
            state: tuple[int, int] | None = (found.st_mtime_ns, found.st_size)
        except OSError:
            state = None
        if self._known is None or state != self._state:
            self._known = self._read(self._known)
            self._state = state
        return self._known

    def _read(self, before: tuple[Synonyms, str] | None) -> tuple[Synonyms, str]:
        try:
            return read(self._path), ""
        except BadInput:
            told = (
                f"The list of words {self._path.name} has a mistake, so the one before it is used. "
                "To see what is wrong, run: compendium synonyms check"
            )
            return before[0] if before else read(None), told
