"""What titles tell of two reports: one name, one a summary of the other, editions."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_SUMMARY: Final = re.compile(
    r"\b(?:(?:executive|short|research|practice|plain english|one[- ]page) )?"
    r"(?:summary|summaries|briefing|easy[- ]read|at a glance|key findings|in brief"
    r"|(?:young people's|young person's|children's|accessible|plain english|short) (?:version|edition|guide))"
    r"(?: for [\w' ]+)?\b|\bfor (?:young people|children)\b",
    re.I,
)
_EDITION: Final = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|new|revised|updated|corrected) (?:edition|version)"
    r"|revised|updated|version \d[\d.]*|final|draft)\b",
    re.I,
)
_PARTS: Final = re.compile(r"[:;–—|()]|\s-\s")
_SMALL_WORDS: Final = frozenset({"a", "an", "and", "edition", "for", "of", "report", "the", "to", "version"})
_ANY_REPORTS: Final = frozenset(
    {"annual", "consultation", "evaluation", "findings", "inspection", "interim", "progress", "research", "results"}
    | {"study", "survey", "year", "yearly"}
)
"""A title of such words alone says nothing of which report it is."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title without what tells editions and summaries apart: its name, and what follows the name."""

    name: str
    rest: str
    summary: bool
    """Whether it says that it is a summary, or a version for other readers."""


@lru_cache(maxsize=4096)
def title_of(text: str) -> Title:
    """The parts of a title."""
    plain = text.replace("’", "'")
    bare = _EDITION.sub(" ", _SUMMARY.sub(" ", plain))
    parts = [found for part in _PARTS.split(bare) if (found := _words(part))]
    return Title(parts[0] if parts else "", " ".join(parts[1:]), bool(_SUMMARY.search(plain)))


def same_name(one: Title, other: Title) -> bool:
    """Whether they name one report. Two parts of a series, each with a subtitle of its own, are two reports."""
    telling = any(word not in _ANY_REPORTS and not word.isdigit() for word in one.name.split())
    parted = one.rest and other.rest and one.rest != other.rest
    return telling and one.name == other.name and not parted


def _words(text: str) -> str:
    return " ".join(word for word in re.findall(r"[\w']+", text.lower()) if word not in _SMALL_WORDS)
