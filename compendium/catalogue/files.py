"""The files of the library: `files/ab/<sha256>.pdf`, each whole and under its own hash, or not there at all.

The ending says the format (`.docx`, `.odt` …): a file can be opened where it lies, and read again as what it is.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from compendium.errors import LibraryUnusable, Refused

PART: Final = ".part"
"""A copy that is not finished."""
ADDING: Final = ".adding"
"""Stands beside a file that was copied for a report not saved yet. A file without it is never removed."""

_CHUNK: Final = 1 << 20


def place_of(home: Path, sha256: str, kind: str) -> Path:
    """Where the file of that hash and format stands, or would stand."""
    return home / "files" / sha256[:2] / f"{sha256}.{kind}"


def copy_in(origin: Path, target: Path, sha256: str) -> Path | None:
    """Copies a file into the library, checking that it is the one that was read. Returns its marker, to be removed
    when its report is saved; None when the file was there already. Raises Refused when it changed or cannot be read."""
    part, marker = _beside(target, PART), _beside(target, ADDING)
    try:
        if target.exists() and hash_of(target) == sha256:
            return None
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(_create(marker))
        if _copy(origin, part) != sha256:
            raise Refused("changed-while-reading", f"{origin} no longer has the hash {sha256}")
        os.replace(part, target)
        _settle_folder(target.parent)
    except Refused:
        remove(part, marker)
        raise
    except OSError as error:
        remove(part, marker)
        raise LibraryUnusable(
            f"{origin.name} could not be copied into the library: {error.strerror or error}. It was not added.",
            "Check that the disk has room and that you may write to the library folder.",
        ) from error
    return marker


def remove(*paths: Path) -> None:
    """Removes files that are of no use. One that cannot go now (a virus scanner holds it) goes at the next tidying."""
    for path in paths:
        with suppress(OSError):
            path.unlink()


def hash_of(path: Path) -> str:
    """The sha256 of a file, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kept(home: Path) -> Iterator[Path]:
    """Every file below `files/`, finished or not."""
    yield from sorted(path for path in (home / "files").glob("*/*") if path.is_file())


def leftovers(home: Path, owned: frozenset[str]) -> tuple[Path, ...]:
    """What a killed run left: unfinished copies, markers, and the files beside markers whose report was never saved."""
    found: list[Path] = []
    for path in kept(home):
        never_saved = path.stem not in owned and _beside(path, ADDING).exists()
        if never_saved or path.suffix in (PART, ADDING):
            found.append(path)
    # A marker goes last: without it the file beside it would stay for ever.
    return tuple(sorted(found, key=lambda path: path.suffix == ADDING))


def _copy(origin: Path, part: Path) -> str:
    """Returns the hash of what was copied. Failing to read is a refusal; failing to write, an OSError."""
    digest = hashlib.sha256()
    with os.fdopen(_create(part), "wb") as copy:
        for chunk in _chunks(origin):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise Refused("cannot-open", str(error)) from error


def _create(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _settle_folder(folder: Path) -> None:
    """Makes the new name itself safe against a loss of power. Windows does this by itself and cannot open folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
