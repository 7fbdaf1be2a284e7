"""How well a page was read, in one figure, and in words for the person who should look at it."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from compendium.ingest.pdf.lines import PageLines
from compendium.ingest.pdf.order import Trust
from compendium.ingest.pdf.words import Word

_GLUED_LETTERS = 26
"""Longer words hardly occur: their spaces were not found. (Addresses of web pages are longer; they hold signs.)"""
_GLUED, _SCATTERED, _STRANGE = 0.02, 3, 0.01
_LEAST_ROWS = 15


class Doubt(NamedTuple):
    """Something that makes the reading of a page less sure: how much is left of 1.0, and why."""

    left: float
    why: str


UNSEEN = Doubt(0.75, "its words were put on the picture of the page by a scanning program")
CROWDED = Doubt(0.9, "so much is drawn on it that tables were not looked for")


def doubts(words: Sequence[Word], page: PageLines) -> list[Doubt]:
    """What makes the reading of a page of text less sure."""
    found = []
    if page.trust is Trust.WORDS:
        found.append(Doubt(0.7, "its words are stored in no order"))
    elif page.trust is Trust.COLUMNS:
        found.append(Doubt(0.9, "its columns were put in order by where they stand"))
    said = [word.text for word in words]
    if max(map(len, said), default=0) >= _GLUED_LETTERS and _glued(said) > _GLUED:
        found.append(Doubt(0.6, "spaces between its words were not found"))
    letters = "".join(said)
    if letters.count("\ufffd") > _STRANGE * len(letters):
        found.append(Doubt(0.7, "some of its letters cannot be decoded"))
    texts = [line.words for line in page.lines if not line.cells]
    if len(texts) >= _LEAST_ROWS and median(texts) < _SCATTERED:
        found.append(Doubt(0.75, "most of it is short pieces of text, as in a chart or a form"))
    return found


def _glued(said: list[str]) -> float:
    """The share of words that are too long to be one."""
    plain = [word for word in said if word.isalpha()]
    return sum(len(word) >= _GLUED_LETTERS for word in plain) / max(len(plain), 1)


def quality(found: Sequence[Doubt], sure: float = 1.0) -> float:
    """From 1.0 for a page without doubts down to 0.0; `sure` is how sure a recognition was of its words."""
    for doubt in found:
        sure *= doubt.left
    return round(sure, 2)
