"""What people say who read passages for their themes, and which passages are kept apart to judge machines by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

WHOLE: Final = ""
"""In the place of a theme: the passage was read for all themes, and every theme not accepted does not hold."""

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


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A passage on whose themes people have decided: what stands now, and what a machine says by itself."""

    passage: str
    report: str
    organisations: tuple[str, ...]
    heading: tuple[str, ...]
    text: str
    accepted: frozenset[str]
    rejected: frozenset[str]
    unsure: frozenset[str]
    """Themes that somebody was unsure of and nobody decided on."""
    whole: bool
    """Whether it was read for all themes: then every theme neither accepted nor unsure does not hold."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A passage that may be put before a person, and the themes that machines suggest for it, each with its score."""

    passage: str
    report: str
    themes: dict[str, float]
    accepted: frozenset[str] = frozenset()
    """Themes that people have found in it already."""


def kept_apart(passage_id: str) -> bool:
    """Whether a passage is one of the tenth, drawn by lot, that machines are judged by and never learn from. The lot
    is in its id, so it falls the same way on every computer and after every new reading."""
    return int.from_bytes(sha256(passage_id.encode()).digest()[:8], "big") % _ONE_IN == 0
