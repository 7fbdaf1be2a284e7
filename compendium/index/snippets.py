"""The words around a match, cut from the passage itself: never a stem, never altered."""

import re
from typing import Final

from compendium.index.analysis import Token, tokens
from compendium.index.query import Phrase, Word, parse
from compendium.index.stemming import stem
from compendium.model.search import Snippet

Span = tuple[int, int]

_SENTENCE: Final = re.compile(r"""[.!?…]["'’”)\]]*\s+|\n+""")
_SPACE: Final = re.compile(r"\s")
_AT_LEAST: Final = 0.6
"""A snippet ends with a sentence where that leaves it at least this part of its width; else with a word."""


def snippet(text: str, query_text: str, width: int = 240, exact: bool = False) -> Snippet:
    """The part of `text`, at most `width` characters, that holds most of the different words asked for.

    Among equal parts the earliest; without any match the beginning. `marks` are the matched words, as offsets into the
    snippet's own text; with `exact`, and in phrases, only words in the form asked for.
    """
    found = _matches(list(tokens(text)), parse(query_text, exact).asked)
    start, end = _window(text, found, width)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    marks = sorted({(s - start, e - start) for s, e, _ in found if start <= s and e <= end})
    return Snippet(text[start:end], tuple(marks), bool(text[:start].strip()), bool(text[end:].strip()))


def marks(text: str, query_text: str, exact: bool = False) -> tuple[Span, ...]:
    """Where the whole text holds what was asked for, in order: the words that a snippet would mark."""
    found = _matches(list(tokens(text)), parse(query_text, exact).asked)
    return tuple(sorted({(start, end) for start, end, _ in found}))


def _matches(words: list[Token], asked: tuple[Word | Phrase, ...]) -> list[tuple[int, int, int]]:
    """Every word that matches, in order, as (start, end, which of the things asked for)."""
    forms = [word.form for word in words]
    found = []
    for which, leaf in enumerate(dict.fromkeys(asked)):
        for place in _places(forms, leaf):
            found.append((words[place].start, words[place].end, which))
    return sorted(found)


def _places(forms: list[str], leaf: Word | Phrase) -> list[int]:
    if isinstance(leaf, Word):
        if leaf.exact:
            return [n for n, form in enumerate(forms) if form == leaf.form]
        # stemming never changes the first letter, and is the slowest part of a snippet
        return [n for n, form in enumerate(forms) if form[0] == leaf.stem[0] and stem(form) == leaf.stem]
    size, wanted = len(leaf.forms), list(leaf.forms)
    begins = [n for n in range(len(forms) - size + 1) if forms[n : n + size] == wanted]
    return [n + offset for n in begins for offset in range(size)]


def _window(text: str, found: list[tuple[int, int, int]], width: int) -> Span:
    if len(text) <= width:
        return 0, len(text)
    first, last = _core(text, found, width)
    start = _start(text, first, width - (last - first))
    return start, _end(text, start, last, width)


def _core(text: str, found: list[tuple[int, int, int]], width: int) -> Span:
    """From the first to the last match of the best window; (0, 0) without any."""
    best, most = (0, 0), (0, 0)
    for n, (start, end, _) in enumerate(found):
        first = _printed(text, start, end, width)[0]
        inside = []
        for s, e, which in found[n:]:
            if _printed(text, s, e, width)[1] - first > width:
                break
            inside.append((s, e, which))
        worth = (len({which for *_, which in inside}), len(inside))
        if worth > most:
            s, e, _ = inside[-1]
            best, most = (first, _printed(text, s, e, width)[1]), worth
    return best


def _printed(text: str, start: int, end: int, width: int) -> Span:
    """From space to space around a match, so that `key-worker` is not cut; the match alone if that is too long."""
    first, last = start, end
    while first > max(0, start - width) and not text[first - 1].isspace():
        first -= 1
    while last < min(len(text), end + width) and not text[last].isspace():
        last += 1
    return (first, last) if last - first <= width else (start, end)


def _start(text: str, first: int, spare: int) -> int:
    """The beginning of the sentence if it is near enough, else a word shortly before the first match."""
    near = max(0, first - spare)
    sentences = [match.end() for match in _SENTENCE.finditer(text, 0, first) if match.end() >= near]
    if near == 0:
        sentences.insert(0, 0)
    if sentences:
        return sentences[0] if sentences[0] >= first - spare // 2 else sentences[-1]
    space = _SPACE.search(text, max(0, first - spare // 2), first)
    return space.end() if space else first


def _end(text: str, start: int, last: int, width: int) -> int:
    """The end of a sentence if that leaves enough, else of a word; never before the last match."""
    limit = start + width
    if limit >= len(text):
        return len(text)
    sentences = [match.end() for match in _SENTENCE.finditer(text, last, limit + 1)]
    if sentences and sentences[-1] >= max(last, start + width * _AT_LEAST):
        return sentences[-1]
    spaces = [match.start() for match in _SPACE.finditer(text, max(last, start), limit + 1)]
    return spaces[-1] if spaces else last or limit
