"""What reading a file yields: pages, passages, quotes, and where each stands."""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

NEEDS_A_LOOK = 0.8
"""A page of lower quality than this should be looked at by a person."""


def report_id(sha256: str) -> str:
    """The id of the report that a file makes: the first twelve digits of its hash."""
    return sha256[:12]


class Unit(StrEnum):
    """What the numbers in a document count. Only pages are ever cited as pages: a section or slide has a number of its
    own, and no page number is made up for it."""

    PAGE = "page"
    SLIDE = "slide"
    SECTION = "section"


def unit_of(format: str) -> Unit:
    """What `Page.number` counts in documents of that format."""
    return {"pdf": Unit.PAGE, "pptx": Unit.SLIDE}.get(format, Unit.SECTION)


class Verdict(StrEnum):
    """What a page turned out to be."""

    TEXT = "text"
    SCANNED = "scanned"
    GARBLED = "garbled"
    EMPTY = "empty"


class PassageKind(StrEnum):
    """What a passage is on its page."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    QUOTE = "quote"
    PULL_QUOTE = "pull-quote"
    """Words of the text set large a second time: kept, and never counted, tagged or found (see `Passage.repeats`)."""
    BOX = "box"
    RECOMMENDATION = "recommendation"
    FOOTNOTE = "footnote"
    CAPTION = "caption"


class Account(StrEnum):
    """Whose account a passage gives. `UNKNOWN` when in doubt."""

    OWN_WORDS = "own-words"
    PARAPHRASE = "paraphrase"
    SURVEY = "survey"
    JUDGEMENT = "judgement"
    RECOMMENDATION = "recommendation"
    UNKNOWN = "unknown"


class Voice(StrEnum):
    """Who is speaking in a quote. `UNKNOWN` when in doubt: staff words must never pass as lived experience."""

    LIVED_EXPERIENCE = "lived-experience"
    STAFF = "staff"
    FAMILY = "family"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, one a line of text: PDF points, unrotated page space, origin at the bottom left corner
    of the
    visible page (its crop box)."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a document, or a section or slide of one without pages (see `Unit`). `number` counts from 1 in the
    file; `label` is what is printed on the page, if anything.

    `width` and `height` are in points, before turning, and 0 where there is no page to look at; `rotation` is how far
    the page is turned clockwise when shown (0, 90, 180 or 270). `quality` is 1.0 for a page read without doubts, less
    the more there are. `ocr` says its words were recognised in a picture of the page.
    """

    number: int
    label: str | None
    verdict: Verdict
    width: float
    height: float
    rotation: int = 0
    quality: float = 1.0
    ocr: bool = False

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should compare what was read with the page before relying on it."""
        return self.quality < NEEDS_A_LOOK


@dataclass(frozen=True, slots=True)
class Speaker:
    """What an attribution says of the one who speaks, in the report's own words; empty where it says nothing. Never a
    name. `age` is an age or a span of ages ("43", "18–25"); `setting` an id of the vocabulary."""

    role: str = ""
    sex: str = ""
    age: str = ""
    setting: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What is printed beside a survey's figures: what was asked, who answered, and how many they were."""

    question: str = ""
    group: str = ""
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation inside a passage: `text[start:end]`, without the quotation marks, never altered."""

    start: int
    end: int
    voice: Voice = Voice.UNKNOWN
    attribution: str = ""
    speaker: Speaker = Speaker()


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is tagged, searched and cited: 60 to 200 words inside one heading, where the document allows."""

    id: str
    kind: PassageKind
    account: Account
    pages: tuple[int, ...]
    heading: tuple[str, ...]
    text: str
    boxes: tuple[Box, ...] = ()
    quotes: tuple[Quote, ...] = ()
    breaks: tuple[int, ...] = ()
    """Where in `text` each page after the first begins."""
    cells: tuple[tuple[tuple[int, int], ...], ...] = ()
    """Of a table: its rows, each cell as `text[start:end]`; an empty cell has `start == end`."""
    repeats: str = ""
    """Of a pull quote: the id of the passage whose words it repeats."""
    survey: SurveyResult | None = None
    """Of a survey result: what is printed of question, group and base."""

    def page_at(self, offset: int) -> int:
        """The page on which the character `text[offset]` stands."""
        return self.pages[min(bisect_right(self.breaks, offset), len(self.pages) - 1)]

    @property
    def voices(self) -> frozenset[Voice]:
        """The voices quoted in this passage; empty when nobody is quoted."""
        return frozenset(quote.voice for quote in self.quotes)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know about the reading: a page that failed, a page without text."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as printed, with its size and weight: what describing a cover needs."""

    text: str
    page: int
    box: Box
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document: level 1 for the highest, and the page it stands on."""

    level: int
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A file, read. `lines` are the lines of the opening pages and the last one, for describing; `furniture` are
    running headers, footers and page numbers; the rest is in passages."""

    sha256: str
    format: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...] = ()
    lines: tuple[Line, ...] = ()
    headings: tuple[Heading, ...] = ()
    furniture: tuple[Line, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    extractor: str = ""

    @property
    def verdict(self) -> Verdict:
        """TEXT when any page has text, recognised or not; else what most pages are."""
        verdicts = [Verdict.TEXT if page.ocr else page.verdict for page in self.pages]
        if Verdict.TEXT in verdicts or not verdicts:
            return Verdict.TEXT if verdicts else Verdict.EMPTY
        return max(set(verdicts), key=lambda verdict: (verdicts.count(verdict), verdict.value))

    @property
    def failed_pages(self) -> tuple[int, ...]:
        """The pages that could not be read, in order."""
        return tuple(sorted({p.page for p in self.problems if p.code == "page-failed" and p.page is not None}))
