"""Cuts text into marked and plain pieces, so that templates escape every piece: a report's words are never HTML."""

from collections.abc import Iterable

Piece = tuple[str, bool]


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


def pieces_of(text: str, marks: Iterable[tuple[int, int]], span: tuple[int, int]) -> list[Piece]:
    """The pieces of a part of the text, such as a cell of a table, with the marks of the whole text."""
    start, end = span
    return pieces(text[start:end], ((max(a, start) - start, b - start) for a, b in marks if a < end and b > start))
