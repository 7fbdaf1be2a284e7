"""Sentences of running text, cut without a language model: quick, and never inside an abbreviation or a number."""

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?])(?!(?<=\.\.)\s+\d)[”\"’)\]]*(?:\d{1,3})?\s+(?=[\"“‘(\[]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:approx|e\.g|i\.e|etc|vs|cf|al|no|dr|mr|mrs|ms|st|prof|rev|fig|vol|pp?|c|ca|inc|ltd|dept)|\b[A-Z])\.$",
    re.I,
)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of `text` start and end, without the white space around them."""
    start = 0
    for cut in (*_cuts(text), len(text)):
        sentence = text[start:cut]
        if stripped := sentence.strip():
            first = start + sentence.index(stripped[0])
            yield first, first + len(stripped)
        start = cut


def sentences(text: str) -> list[str]:
    """The sentences of `text`, each exactly as it stands there."""
    return [text[start:end] for start, end in spans(text)]


def _cuts(text: str) -> Iterator[int]:
    for end in _END.finditer(text):
        if "\n" in end.group() or not _ABBREVIATION.search(text, 0, end.start()):
            yield end.end()
