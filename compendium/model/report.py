"""Reports, who made them, and the people heard in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from compendium.model.document import Page, Problem, Unit, Verdict, unit_of
from compendium.model.people import SampleGroup


class Form(StrEnum):
    """What sort of publication this is."""

    REPORT = "report"
    TOOLKIT_ITEM = "toolkit-item"
    EVENT = "event"
    GOOD_PRACTICE = "good-practice"


class Status(StrEnum):
    """Where a report stands. Only published reports are found by readers."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Reuse(StrEnum):
    """What may be done with the words of a report."""

    OPEN_LICENCE = "open-licence"
    PERMISSION_GIVEN = "permission-given"
    LINK_ONLY = "link-only"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


class Claimant(StrEnum):
    """Who says so."""

    RULE = "rule"
    CLASSIFIER = "classifier"
    PERSON = "person"
    IMPORTED = "imported"


class OrganisationRole(StrEnum):
    """What an organisation did for a report."""

    PUBLISHER = "publisher"
    COMMISSIONER = "commissioner"
    FIELDWORKER = "fieldworker"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date and how exactly it is known: 2023-03-01 with precision month means March 2023."""

    date: date
    precision: Precision

    def __str__(self) -> str:
        if self.precision is Precision.DAY:
            return f"{self.date.day} {self.date:%B %Y}"
        return f"{self.date:%B %Y}" if self.precision is Precision.MONTH else str(self.date.year)


@dataclass(frozen=True, slots=True)
class Period:
    """When people were heard, first and last day known."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Claim:
    """A value and where it comes from: who claims it, on which words and page, how sure, and whether a person
    confirmed it.

    `value` is text; what it means depends on `field` (see `Description`). `page` counts the file's pages, sections or
    slides from 1.
    """

    field: str
    value: str
    by: Claimant
    page: int | None = None
    verbatim: str = ""
    confidence: float = 1.0
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Who changed what, when, with the values before and after."""

    at: datetime
    by: str
    action: str
    report: str | None
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that publishes, commissions or does fieldwork; known by other names too."""

    name: str
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a report, kept by its sha256."""

    sha256: str
    name: str
    format: str
    bytes: int
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """What a report says of itself: claims with page, words and confidence, and sample groups chosen and not chosen.

    Fields of claims: `title`; `organisation` (who published it; one claim each; value is the name), `commissioner` and
    `fieldworker` (likewise); `published` (value YYYY-MM-DD, YYYY-MM or YYYY); `fieldwork` (value FROM/TO, same forms);
    `method`, `setting`, `population` (value is the vocabulary's id); `place` (the id of a prison or region, or the
    name of an establishment as printed); `edition`, `series`, `isbn`, `address`, `licence`, `reuse` (see `Reuse`) and
    `language` (a code, only when it is not English).
    """

    claims: tuple[Claim, ...] = ()
    sample_groups: tuple[SampleGroup, ...] = ()
    candidates: tuple[SampleGroup, ...] = ()

    def first(self, field: str) -> Claim | None:
        """The first claim of that field, or None."""
        return next((claim for claim in self.claims if claim.field == field), None)

    def values(self, field: str) -> tuple[str, ...]:
        """All values claimed for that field, in order."""
        return tuple(claim.value for claim in self.claims if claim.field == field)


@dataclass(frozen=True, slots=True)
class Report:
    """One published document as the library shows it: decided values, with the claims they rest on."""

    id: str
    title: str
    organisations: tuple[str, ...]
    """Who published it."""
    published: PartialDate | None
    fieldwork: Period | None
    study: str
    replaces: str | None
    form: Form
    status: Status
    audience: tuple[str, ...]
    """Names of the roles that may read it; empty means everyone here."""
    not_before: date | None
    reuse: Reuse
    methods: tuple[str, ...]
    settings: tuple[str, ...]
    populations: tuple[str, ...]
    sources: tuple[Source, ...]
    sample_groups: tuple[SampleGroup, ...]
    candidates: tuple[SampleGroup, ...]
    claims: tuple[Claim, ...]
    pages: int
    """How many pages, sections or slides it has: `unit` says which."""
    problems: tuple[Problem, ...]
    """What a person should know about how its file was read."""
    revision: int
    appeared: date | None = None
    """The day it first stood in the library for readers."""
    commissioners: tuple[str, ...] = ()
    fieldworkers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Ids of prisons and regions, or names of establishments as printed."""
    edition: str = ""
    series: str = ""
    address: str = ""
    licence: str = ""
    language: str = ""
    """A code such as "cy"; empty for English."""

    @property
    def unit(self) -> Unit:
        """What its places are counted in. A report without a file has none, and is taken to have pages."""
        return unit_of(self.sources[0].format) if self.sources else Unit.PAGE

    @property
    def failed_pages(self) -> tuple[int, ...]:
        """The pages that could not be read, in order."""
        return tuple(sorted({p.page for p in self.problems if p.code == "page-failed" and p.page is not None}))

    @property
    def year(self) -> int | None:
        """The publication year, if known."""
        return self.published.date.year if self.published else None


_WITHOUT_WORDS = (Verdict.SCANNED, Verdict.GARBLED)


def to_check(pages: Iterable[Page], problems: Iterable[Problem]) -> tuple[int, ...]:
    """The pages (sections, slides) that a person should compare with the original, in order: those read with doubts or
    not at all, those whose words were recognised in a picture, and those of which a problem is told."""
    doubtful = {page.number for page in pages if page.needs_a_look or page.ocr or page.verdict in _WITHOUT_WORDS}
    return tuple(sorted(doubtful | {problem.page for problem in problems if problem.page is not None}))
