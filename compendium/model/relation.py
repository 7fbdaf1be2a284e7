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


MAY_BE: Final = {
    RelationKind.NEAR_DUPLICATE: "nearly the same as",
    RelationKind.NEWER_VERSION: "a newer version of",
    RelationKind.OLDER_VERSION: "an older version of",
    RelationKind.TRANSLATION: "a translation of",
    RelationKind.SUMMARY: "a summary of, or summed up in,",
    RelationKind.COMPANION: "on the same fieldwork as",
}
"""What one report may be to another, in words."""

Signature = bytes
"""What the words of two reports are compared by, made in `ingest` and read in `evidence`; empty for a report without
(many) words. Little-endian numbers of 32 bits: `SIGNATURE_VERSION`; how many runs of words there are, then the least
hash of them in each of `WORD_PLACES` places; the same for runs of numbers, with `NUMBER_PLACES`."""

SIGNATURE_VERSION: Final = 2
"""Raised when words are cut or hashed in another way: signatures of two versions are never compared."""

WORD_PLACES: Final = 512
NUMBER_PLACES: Final = 64

NO_SIGNATURE: Final[Signature] = b""


@dataclass(frozen=True, slots=True)
class Traits:
    """What two reports are compared by. `organisations` have any role; `numbers` are the numbers of people heard;
    `sites` the places named. How long a report is, its signature tells."""

    report: str
    title: str
    organisations: frozenset[str]
    published: date | None
    fieldwork: Period | None
    numbers: frozenset[int]
    sites: frozenset[str]
    language: str
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

    @property
    def decision(self) -> tuple[str, str]:
        """What a person decides if it is so: the report to edit, and the field and value it is given."""
        if self.kind is RelationKind.OLDER_VERSION:
            return self.other, f"replaces={self.report}"
        field = "replaces" if self.kind is RelationKind.NEWER_VERSION else "study"
        return self.report, f"{field}={self.other}"
