"""What the index folder says of itself: one small file that names all the others, replaced as a whole."""

import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Final

from compendium.index.analysis import ANALYSIS
from compendium.model.document import Account, PassageKind, Voice

SCHEMA: Final = 3
"""Raised whenever what is written to the index folder changes its form."""

FORMAT: Final = ";".join([f"{SCHEMA}.{ANALYSIS}", *(",".join(kind) for kind in (PassageKind, Account, Voice))])
"""An index written under any other format is older (or newer): it is not read but made anew."""

_NAME: Final = "state.json"


@dataclass(frozen=True, slots=True)
class State:
    """The revision reached, and the folder and file (within the index folder) that hold it."""

    revision: int
    folder: str
    columns: str
    format: str = FORMAT
    made: str = field(default_factory=lambda: token_hex(4))
    """Tells two states of one revision apart: an index made anew from one that was given up."""


def stamp(home: Path) -> bytes:
    """The state file as it is now, to tell whether anything changed; empty when there is none."""
    try:
        return (home / _NAME).read_bytes()
    except OSError:
        return b""


def read(stamped: bytes) -> State | None:
    """The state in those bytes; None when they are empty, damaged, or of another format."""
    try:
        state = State(**json.loads(stamped))
    except (ValueError, TypeError):
        return None
    return state if state.format == FORMAT else None


def write(home: Path, state: State) -> None:
    """Makes `state` the state, in one step: readers see the one before or this one, never a part."""
    beside = home / f"{_NAME}.new"
    beside.write_text(json.dumps(asdict(state)), encoding="utf-8")
    _replace(beside, home / _NAME)


def _replace(beside: Path, place: Path) -> None:
    """os.replace, with patience: Windows refuses for as long as a reader has the file open, which is a moment."""
    for attempt in range(50):
        try:
            beside.replace(place)
            return
        except PermissionError:
            if attempt == 49:
                raise
            time.sleep(0.02)
