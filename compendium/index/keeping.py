"""Keeps arrays that were costly to make, up to so many bytes; what was not asked for longest goes first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final

from numpy.typing import NDArray

Arrays = tuple[NDArray[Any], ...]

_OWN: Final = 300
"""Bytes that an entry takes beside its arrays."""


class Kept:
    """Arrays by a key, for all threads. They are handed out to several at once, and cannot be written to."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._arrays: OrderedDict[Hashable, Arrays] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Arrays]) -> Arrays:
        """The arrays under that key, made now if they are not kept. Two threads may make the same at once: no harm."""
        with self._lock:
            if (found := self._arrays.get(key)) is not None:
                self._arrays.move_to_end(key)
                return found
        made = make()
        for array in made:
            array.flags.writeable = False
        self._keep(key, made)
        return made

    def _keep(self, key: Hashable, made: Arrays) -> None:
        size = _size(made)
        if size > self.most // 4:  # one giant must not push out all the rest
            return
        with self._lock:
            if key in self._arrays:
                return
            self._arrays[key] = made
            self.bytes += size
            while self.bytes > self.most:
                _, gone = self._arrays.popitem(last=False)
                self.bytes -= _size(gone)


def _size(arrays: Arrays) -> int:
    return _OWN + sum(array.nbytes for array in arrays)
