"""What the index is told by the catalogue, and what it answers: keys and counts, never text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from compendium.model.document import Account, PassageKind, Voice
from compendium.model.report import Status


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage as the index needs it. `key` is the catalogue's number for it, never used twice."""

    key: int
    text: str
    heading: str
    kind: PassageKind
    account: Account
    voices: frozenset[Voice]
    themes: frozenset[str]
    """Themes tagged and not rejected, suggested ones included, and the themes above them."""
    checked_themes: frozenset[str]
    """Themes a person accepted, and the themes above them."""


@dataclass(frozen=True, slots=True)
class IndexedReport:
    """A report as the index needs it, with all its passages in order."""

    id: str
    title: str
    organisations: tuple[str, ...]
    year: int | None
    settings: tuple[str, ...]
    populations: tuple[str, ...]
    methods: tuple[str, ...]
    status: Status
    passages: tuple[IndexedPassage, ...]
    fieldwork: tuple[int, ...] = ()
    """Every year in which people were heard."""
    appeared: str = ""
    """The day it first stood in the library for readers, ISO."""
    appeared_revision: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a revision: up to which revision this tells, which reports' words, whose facts only, which
    are gone."""

    revision: int
    words: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class ChangeSource(Protocol):
    """The side of the catalogue that the index sees."""

    def changes(self, since: int) -> Changes:
        """All that changed after revision `since` (0: everything there is)."""

    def indexed(self, reports: Iterable[str]) -> Iterator[IndexedReport]:
        """Those reports as they stand now, one at a time; unknown ids are passed over."""


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report that answers: its score, how many of its passages answer, and the best of them as (key, score)."""

    report: str
    score: float
    total: int
    best: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many visible passages hold a word or part of the question by itself, whatever else was asked."""

    printed: str
    passages: int
    nearest: tuple[str, ...] = ()
    """Words of the library that it may be a misspelling of; only looked for when no passage holds it."""

    @property
    def quoted(self) -> str:
        """What was asked for in quotation marks, which a phrase has already."""
        return self.printed if "“" in self.printed else f"“{self.printed}”"

    def respelt(self, text: str, word: str) -> str:
        """The question with `word` wherever this stands in it; a field that it was asked for in stays."""
        typed = re.escape(self.printed.rpartition(":")[2])
        return re.sub(rf"(?<!\w){typed}(?!\w)", lambda _: word, text, flags=re.IGNORECASE)


def once(words: Sequence[Tally]) -> list[Tally]:
    """Without a phrase of one word, which stands there as a word too."""
    single = {tally.printed for tally in words}
    return [tally for tally in words if tally.printed.strip("“”") == tally.printed or tally.printed[1:-1] not in single]


@dataclass(frozen=True, slots=True)
class Advice:
    """Why little or nothing was found, and what would find more. All numbers are of passages."""

    words: tuple[Tally, ...] = ()
    without: tuple[Tally, ...] = ()
    """What would be found if this part of the question were left out; only parts that make a difference."""
    unfiltered: int = 0
    """What would be found without any filter."""
    filters: tuple[tuple[str, int], ...] = ()
    """What would be found without this one filter."""


@dataclass(frozen=True, slots=True)
class Found:
    """The index's answer. `all_reports` holds every report that answers, `shown` the asked-for part, both in order."""

    total_passages: int
    all_reports: tuple[str, ...]
    shown: tuple[FoundReport, ...]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    """Passages by filter and value. A value's number is what that value alone would find in place of the values chosen
    of the same filter, with all other filters as they are."""
    told: tuple[str, ...] = ()
    """How the answer is wider than the question."""
    advice: Advice | None = None
    """Given when nothing was found, or a word of the question stands nowhere."""
    revision: int = 0
