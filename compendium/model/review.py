"""What people say who read passages for their themes, and which passages are kept apart to judge machines by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from compendium.model.document import Quote

WHOLE: Final = ""
"""In the place of a theme: the passage was read for all themes that there were; those not accepted do not hold."""

_ONE_IN: Final = 10


class Answer(StrEnum):
    """What a person says of a passage and a theme."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"


class Stream(StrEnum):
    """Why a passage was put before a person."""

    QUEUE = "queue"
    """Because the answer teaches most."""
    RANDOM = "random"
    """By lot: machines are judged by these, and never learn from them."""
    SECOND = "second"
    """To see whether two people agree. What the first one decided stays."""
    SETTLED = "settled"
    """Because two people differ. What is said decides, and is no answer of its own: it would pass for agreement."""


@dataclass(frozen=True, slots=True)
class Review:
    """One answer of one person, as it was given. `theme` may be WHOLE."""

    report: str
    passage: str
    theme: str
    by: str
    answer: Answer
    stream: Stream
    at: datetime
    looked: frozenset[str] = frozenset()
    """Of WHOLE: the themes that there were to look for."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A passage on whose themes people have decided: what stands now, and what a machine says by itself."""

    passage: str
    report: str
    organisations: tuple[str, ...]
    heading: tuple[str, ...]
    text: str
    quotes: tuple[Quote, ...]
    accepted: frozenset[str]
    rejected: frozenset[str]
    unsure: frozenset[str]
    """Themes that somebody was unsure of and nobody decided on."""
    looked: frozenset[str]
    """The themes that it was read for: those of them neither accepted nor unsure do not hold. Empty: nobody looked for
    more than they were asked. A theme made later was not looked for."""
    drawn: bool = False
    """Whether somebody read it because the lot fell on it."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A passage that may be put before a person, and the themes that machines suggest for it, each with its score."""

    passage: str
    report: str
    themes: Mapping[str, float]
    accepted: frozenset[str] = frozenset()
    """Themes that people have found in it already."""
    ruled: Mapping[str, float] = field(default_factory=dict)
    """Those of `themes` that rules suggest."""


def kept_apart(passage_id: str) -> bool:
    """Whether a passage is one of the tenth, drawn by lot, that machines are judged by and never learn from. The lot
    is in its id, so it falls the same way on every computer and after every new reading."""
    return int.from_bytes(sha256(passage_id.encode()).digest()[:8], "big") % _ONE_IN == 0
