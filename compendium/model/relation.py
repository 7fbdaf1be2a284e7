"""How two reports may belong together: suggested by the program, decided by a person."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from compendium.model.report import Period


class RelationKind(StrEnum):
    """How one report may stand to another."""

    NEAR_DUPLICATE = "near-duplicate"
    NEWER_VERSION = "newer-version"
    """The other is an older version of this report."""
    OLDER_VERSION = "older-version"
    TRANSLATION = "translation"
    SUMMARY = "summary"
    """One is a summary of the other."""
    COMPANION = "companion"
    """Two reports on what seems to be one piece of fieldwork."""


Signature = bytes
"""The MinHash of a report's words, in `SIGNATURE_FORMAT`; empty for a report without a file."""

SIGNATURE_PLACES: Final = 128
SIGNATURE_FORMAT: Final = f"<I{SIGNATURE_PLACES}I"
"""As `struct` writes it: how many runs of words there are, then the least hash of each permutation."""

NO_SIGNATURE: Final[Signature] = b""


@dataclass(frozen=True, slots=True)
class Traits:
    """What two reports are compared by. `numbers` are the numbers of people heard; `sites` the places named;
    `length` is in characters, since pages, sections and slides cannot be compared."""

    report: str
    title: str
    organisations: frozenset[str]
    published: date | None
    fieldwork: Period | None
    numbers: frozenset[int]
    sites: frozenset[str]
    language: str
    length: int
    study: str
    replaces: str | None
    signature: Signature = NO_SIGNATURE


@dataclass(frozen=True, slots=True)
class Relation:
    """A suggestion that `report` and `other` belong together, with the reasons in sentences. Nothing is ever merged on
    it. `alike` is the share of words in common (0 to 1) by their signatures."""

    kind: RelationKind
    report: str
    other: str
    why: tuple[str, ...]
    alike: float = 0.0
