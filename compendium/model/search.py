"""Who asks, what they ask, and what they get."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from compendium.model.document import Account, Passage, PassageKind, Voice
from compendium.model.indexing import Advice
from compendium.model.people import People
from compendium.model.report import Report
from compendium.model.theme import Tag, Theme


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: the roles they hold and, for the owner of the library, everything. The least viewer sees what is
    published for all."""

    name: str = "reader"
    roles: frozenset[str] = frozenset()
    owner: bool = False


OWNER = Viewer(name="owner", owner=True)
READER = Viewer()

FINDABLE = tuple(kind for kind in PassageKind if kind is not PassageKind.PULL_QUOTE)
"""The kinds of passages that can be found. A pull quote repeats words of another passage, which is found instead."""


class Sort(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    ADDED = "added"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question. Values of one filter are alternatives; different filters must all hold. Empty text lists everything
    that passes the filters."""

    text: str = ""
    themes: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    fieldwork: frozenset[int] = frozenset()
    """Years in which people were heard."""
    settings: frozenset[str] = frozenset()
    populations: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    kinds: frozenset[PassageKind] = frozenset()
    accounts: frozenset[Account] = frozenset()
    voices: frozenset[Voice] = frozenset()
    reports: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    since: str = ""
    """Only reports that are new since a day (2026-11-01) or after a revision of the library (412)."""
    like: str = ""
    """The id of a passage: what is like it. Text is not used then."""
    checked: bool = False
    exact: bool = False
    sort: Sort = Sort.RELEVANCE
    limit: int = 10
    """Reports a page of results."""
    offset: int = 0
    passages: int = 3
    """Passages shown of each report."""


_BETWEEN_CELLS = re.compile(r"[\t\n]+")
_BAR = " | "


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words around a match, cut from the passage itself; `marks` are the matched words, as offsets in `text`."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    cut_before: bool = False
    cut_after: bool = False

    def with_bars(self) -> "Snippet":
        """The same words with " | " in the place of tabs and line ends, and the marks moved with them."""
        gaps = [gap.span() for gap in _BETWEEN_CELLS.finditer(self.text)]

        def moved(offset: int) -> int:
            return offset + sum(len(_BAR) - (end - start) for start, end in gaps if end <= offset)

        marks = tuple((moved(start), moved(end)) for start, end in self.marks)
        return replace(self, text=_BETWEEN_CELLS.sub(_BAR, self.text), marks=marks)


def first_page(passage: Passage, words: Snippet) -> int:
    """The page on which the first matched word of a snippet of that passage stands; without one, where it begins."""
    if not words.marks:
        return passage.pages[0]
    start = max(passage.text.find(words.text), 0)
    return passage.page_at(start + words.marks[0][0])


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers, with its place and its tags."""

    passage: Passage
    report: str
    label: str | None
    score: float
    snippet: Snippet
    tags: tuple[Tag, ...] = ()
    place: str = ""
    """Where it stands, in words: page 12 (printed 10); slide 4; section 3, Visits."""
    ocr: bool = False
    """Whether words of the passage were recognised in a picture of their page."""
    notes: tuple[str, ...] = ()
    """What to warn of before its words, as in "describes self-harm"."""

    @property
    def page(self) -> int:
        """The page (or section, or slide) of the file, from 1, on which the first matched word stands; without one,
        where the passage begins."""
        return first_page(self.passage, self.snippet)

    @property
    def shown(self) -> Snippet:
        """The snippet for reading. Cells and rows of a table are parted by a bar: a tab would glue their words
        together."""
        return self.snippet.with_bars() if self.passage.cells else self.snippet


@dataclass(frozen=True, slots=True)
class ReportHits:
    """A report and its best passages. `total` counts all its passages that answer."""

    report: Report
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a filter and how many passages it would find."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter and its values, most frequent first. A value's count is what that value alone would find in place of the
    chosen values of the same filter. `more` counts values that are not named."""

    name: str
    values: tuple[FacetValue, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words of the question, and the other words for the same that were searched for too."""

    asked: str
    also: tuple[str, ...]

    @property
    def named(self) -> str:
        """The other words for people to read: the first of them, and how many more there were."""
        more = len(self.also) - MOST_NAMED
        others = f" and {more} {'other' if more == 1 else 'others'}" if more > 0 else ""
        return ", ".join(self.also[:MOST_NAMED]) + others


MOST_NAMED = 8
"""Other words for the same that are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer. Totals are of everything that answers, whatever part of it is shown."""

    query: SearchQuery
    total_passages: int
    total_reports: int
    organisations: int
    """How many organisations published the reports that answer."""
    people: People
    groups: tuple[ReportHits, ...]
    facets: tuple[Facet, ...]
    expanded: tuple[Expansion, ...] = ()
    told: tuple[str, ...] = ()
    """How the answer is wider than the question."""
    ignored: tuple[str, ...] = ()
    """What of the question could not be used, and why."""
    common: tuple[str, ...] = ()
    """Words left out because they stand everywhere."""
    advice: Advice | None = None
    """Given when nothing was found, or a word of the question stands nowhere."""
    suggestion: str = ""
    """The question in the spelling that was probably meant; empty without a better one."""
    near_themes: tuple[Theme, ...] = ()
    """When nothing was found: themes whose words are nearest."""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation from a report with all that is needed to cite it: the passage, whole and verbatim, and its report."""

    passage: Passage
    report: Report
    label: str | None
    tags: tuple[Tag, ...]
    place: str = ""
    """Where it begins, in words, as in `Hit`."""
    ocr: bool = False
    """Whether words of it were recognised in a picture of their page."""
    notes: tuple[str, ...] = ()
    """What to warn of before its words, as in `Hit`."""


@dataclass(frozen=True, slots=True)
class EvidenceSummary:
    """A set of evidence, with the question and the state of the library that made it."""

    query: SearchQuery
    evidence: tuple[Evidence, ...]
    reports: tuple[Report, ...]
    people: People
    revision: int
    codebook: str
    made: str
    """The day it was made, ISO."""
    studies: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """What the library holds for a viewer."""

    reports: int
    organisations: int
    people: People
    passages: int
    tags: int
    studies: int
    by_year: dict[int, int] = field(default_factory=dict)
    revision: int = 0
