"""What travels from a file to the catalogue, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum

from compendium.model.concern import Concern
from compendium.model.document import Reading, Unit
from compendium.model.relation import NO_SIGNATURE, Relation, Signature
from compendium.model.report import Description
from compendium.model.theme import Tag


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file read, described and tagged: all that one transaction saves."""

    path: str
    name: str
    bytes: int
    reading: Reading
    description: Description
    tags: tuple[Tag, ...]
    codebook: str
    concerns: tuple[Concern, ...] = ()
    signature: Signature = NO_SIGNATURE


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken in, and why. `sha256` is None when not even its bytes could be read."""

    path: str
    sha256: str | None
    code: str
    message: str
    extractor: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the library already knows of a file: the report that has it, or the refusal it met before. One of the
    two."""

    report: str | None = None
    refusal: Refusal | None = None


class OutcomeKind(StrEnum):
    """What became of a file."""

    ADDED = "added"
    PARTIAL = "partial"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: added, partial (some pages failed), unchanged, refused (with code), or skipped."""

    kind: OutcomeKind
    path: str
    report: str | None = None
    code: str = ""
    message: str = ""
    pages: int = 0
    failed_pages: tuple[int, ...] = ()
    to_check: tuple[int, ...] = ()
    """The pages, sections or slides (`unit` says which) that a person should compare with the original."""
    unit: Unit = Unit.PAGE
    remarks: tuple[str, ...] = ()
    """What is to be known of the whole document, in sentences."""
    concerns: tuple[Concern, ...] = ()
    """What may point to a person."""
    relations: tuple[Relation, ...] = ()
    """Reports here that it may belong with."""
