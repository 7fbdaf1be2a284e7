"""Files that mean harm, or are broken: small on disk, made in a moment, the same every time (but for the two that are
locked: their keys are random).

Each says which endings are right for it. `READ` is a reading, anything else a code of REFUSALS. Where a bound can be
kept, running out of time or memory is no right ending.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.hostile_other import OTHERS
from tests.support.hostile_pdf import ORDINARY, PDFS, READ

__all__ = ["HOSTILE", "ORDINARY", "READ", "Hostile"]


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file and what may become of it. Called, it gives the bytes of the file."""

    make: Callable[[], bytes]
    endings: frozenset[str]

    def __call__(self) -> bytes:
        return self.make()


HOSTILE: dict[str, Hostile] = {
    name: Hostile(make, frozenset(endings.split()))
    for name, (make, endings) in ({f"{name}.pdf": found for name, found in PDFS.items()} | OTHERS).items()
}
"""File name → the file."""
