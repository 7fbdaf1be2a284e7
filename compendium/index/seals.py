"""Which files belong to the index, and that they are as they were written.

A damaged file may answer wrongly without a word, and Whoosh's files can be made to run code by whoever writes them. So
a digest of every file is kept from when it was written, and looked at before the file is first opened; and the list of
digests is signed with the library's own key, so that an index that came from elsewhere is not opened but made anew.
"""

import json
from hashlib import sha256
from hmac import compare_digest, new
from pathlib import Path
from typing import Final

_NAME: Final = "seals.json"
_SEALED: Final = ("postings/*.toc", "postings/*.seg", "columns-*.npz")
_CHUNK: Final = 1 << 20

Seal = tuple[int, str]
"""Bytes and digest of a file."""


class Seals:
    """The seals on the files of an index. What this process has looked at it does not look at again."""

    def __init__(self, key: bytes = b"") -> None:
        self.key = key
        """Without one, damage is seen, but not whose the files are."""
        self._trusted: dict[Path, tuple[int, int]] = {}

    def put(self, place: Path) -> None:
        """Seals the files in that folder as they are now; for whoever has just written them."""
        before, now = self._read(place), dict[str, Seal]()
        for path in _files(place):
            known = before.get(_name(place, path))
            size = path.stat().st_size
            now[_name(place, path)] = known if known and known[0] == size else (size, _digest(path))
            self._trusted[path] = _look(path)
        beside = place / f"{_NAME}.new"
        # Not flushed to the disk: after a power failure the seals tell what was lost, and the index is made anew.
        beside.write_text(json.dumps({"files": now, "signed": self._signed(now)}), encoding="utf-8")
        beside.replace(place / _NAME)

    def hold(self, place: Path) -> bool:
        """Whether the files in that folder are sealed and as they were then. Raises OSError.

        A segment without a seal is one that is being written, or was when a writer was killed: no sealed table of
        contents names it, so nobody reads it.
        """
        seals = self._read(place)
        sealed = ((path, seals.get(_name(place, path))) for path in _files(place))
        return all(self._holds(path, seal) for path, seal in sealed if seal or path.suffix != ".seg")

    def _holds(self, path: Path, seal: Seal | None) -> bool:
        now = _look(path)
        if self._trusted.get(path) == now:
            return True
        if seal is None or now[0] != seal[0] or _digest(path) != seal[1]:
            return False
        self._trusted[path] = now
        return True

    def _signed(self, seals: dict[str, Seal]) -> str:
        told = json.dumps(seals, sort_keys=True).encode()
        return new(self.key, told, sha256).hexdigest()

    def _read(self, place: Path) -> dict[str, Seal]:
        try:
            found = json.loads((place / _NAME).read_text("utf-8"))
            seals = {str(name): (int(size), str(digest)) for name, (size, digest) in found["files"].items()}
            ours = not self.key or compare_digest(found["signed"], self._signed(seals))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}
        return seals if ours else {}


def _digest(path: Path) -> str:
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _files(place: Path) -> list[Path]:
    return [path for pattern in _SEALED for path in place.glob(pattern)]


def _look(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _name(place: Path, path: Path) -> str:
    return path.relative_to(place).as_posix()
