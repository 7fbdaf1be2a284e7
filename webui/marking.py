"""Cuts text into marked and plain pieces, so that templates escape every piece: a report's words are never HTML."""

import re
from collections.abc import Iterable

from compendium.model.search import Results

Piece = tuple[str, bool]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OPERATORS = frozenset({"and", "or", "not", "near"})


def pieces(text: str, marks: Iterable[tuple[int, int]]) -> list[Piece]:
    """The text in order as (words, marked?); joined, they are the text. Marks may overlap, and are cut to the text."""
    found: list[Piece] = []
    at = 0
    for start, end in sorted(marks):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            found.append((text[at:start], False))
        found.append((text[start:end], True))
        at = end
    return [*found, (text[at:], False)] if at < len(text) else found


def sought_words(text: str, results: Results | None = None) -> frozenset[str]:
    """The words of a query in lower case, and those that these results marked for it (other endings, other names)."""
    words = {word.lower() for word in _WORD.findall(text)} - _OPERATORS
    for group in results.groups if results else ():
        for hit in group.hits:
            words |= {hit.snippet.text[start:end].lower() for start, end in hit.snippet.marks}
    return frozenset(words)


def word_marks(text: str, words: frozenset[str]) -> list[tuple[int, int]]:
    """Where those words or phrases stand in the text, whole and in any case."""
    if not words:
        return []
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return [match.span() for match in re.finditer(rf"(?<!\w)(?:{alternatives})(?!\w)", text, re.IGNORECASE)]
