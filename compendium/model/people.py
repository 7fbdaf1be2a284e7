"""People heard: the numbers that reports state, which of them count, and their totals."""

from dataclasses import dataclass
from enum import StrEnum


class GroupKind(StrEnum):
    """What kind of people a sample group is. Staff are always counted apart from lived experience."""

    LIVED_EXPERIENCE = "lived-experience"
    STAFF = "staff"
    FAMILY = "family"
    PUBLIC = "public"
    OTHER = "other"


class Exactness(StrEnum):
    """How the number was stated: 57; over 57; about 57; or not at all."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    ABOUT = "about"
    NOT_STATED = "not-stated"


class NumberRole(StrEnum):
    """What a number in a text counts. Only a total can be the people heard; the rest says why a candidate is none."""

    TOTAL = "total"
    SUB_GROUP = "sub-group"
    ANSWERS = "answers"
    """Interviews, responses, attendances: one person may have given several."""
    LIMIT = "limit"
    """A range or an upper limit."""
    NOT_HEARD = "not-heard"
    """People asked, invited or left out."""
    EARLIER_STUDY = "earlier-study"
    POPULATION = "population"
    """A population, a capacity or a caseload."""
    SERVICE_USE = "service-use"
    """People a service reaches in a year or at any one time."""
    EVENT = "event"
    """An audience, a course."""
    RECORDS = "records"
    SITES = "sites"
    """Prisons, areas, groups, sessions."""
    PERCENTAGE = "percentage"
    AGE = "age"
    MONEY = "money"
    YEAR = "year"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class SampleGroup:
    """People heard, as the report says it. `n` is None when the number is not stated. Never a count of answers or
    visits."""

    kind: GroupKind
    n: int | None
    exactness: Exactness = Exactness.EXACT
    unit: str = "people"
    methods: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    period: str = ""
    page: int | None = None
    verbatim: str = ""
    confidence: float = 1.0
    why_not: str = ""
    """For a candidate that was not chosen: why not. Empty for a chosen group."""
    role: NumberRole = NumberRole.TOTAL
    of: int | None = None
    """For a sub-group: the number of people it is a part of."""


@dataclass(frozen=True, slots=True)
class GroupFact:
    """One group of people as one report of a study states it: all that counting needs."""

    study: str
    report: str
    kind: GroupKind
    n: int | None
    exactness: Exactness


@dataclass(frozen=True, slots=True)
class People:
    """How many people were heard, by kind. A total of what reports state: never "people who said so"."""

    lived_experience: int = 0
    staff: int = 0
    family: int = 0
    public: int = 0
    other: int = 0
    exactness: Exactness = Exactness.NOT_STATED
