"""The words around a match, cut from the passage itself: never a stem, never altered."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from compendium.index.analysis import WORD, Token, loose, normal_forms, tokens
from compendium.index.query import Leaf, Phrase, Prefix, Word
from compendium.index.stemming import family, stem
from compendium.model.search import Snippet

Span = tuple[int, int]

_SENTENCE: Final = re.compile(r"""[.!?…]["'’”)\]]*\s+|\n+""")
_SPACE: Final = re.compile(r"\s")
_AT_LEAST: Final = 0.6
"""A snippet ends with a sentence where that leaves it at least this part of its width; else with a word."""


class Marker:
    """Finds what was asked for in texts. What it learns of a word in one text serves for the next."""

    def __init__(self, asked: Iterable[Leaf]) -> None:
        self._leaves = tuple(dict.fromkeys(asked))
        self._phrases = [(n, leaf) for n, leaf in enumerate(self._leaves) if isinstance(leaf, Phrase)]
        self._learnt: dict[str, tuple[int, ...]] = {}
        self._by_letter: dict[str, list[tuple[int, Leaf]]] = {}
        for n, leaf in enumerate(self._leaves):
            if not isinstance(leaf, Phrase):
                start = leaf.start if isinstance(leaf, Prefix) else leaf.form
                self._by_letter.setdefault(start[0], []).append((n, leaf))

    def snippet(self, text: str, width: int = 240) -> Snippet:
        """The part of `text`, at most `width` characters, that holds most of the different words asked for.

        Among equal parts the earliest; without any match the beginning. `marks` are the matched words, as offsets into
        the snippet's own text; of phrases and exact words, only those in the form asked for.
        """
        found = self._matches(text)
        start, end = _window(text, found, width)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        marks = sorted({(s - start, e - start) for s, e, _ in found if start <= s and e <= end})
        return Snippet(text[start:end], tuple(marks), bool(text[:start].strip()), bool(text[end:].strip()))

    def marks(self, text: str) -> tuple[Span, ...]:
        """Where the whole text holds what was asked for, in order: the words that a snippet would mark."""
        return tuple(sorted({(start, end) for start, end, _ in self._matches(text)}))

    def _matches(self, text: str) -> list[tuple[int, int, int]]:
        """Every word that matches, in order, as (start, end, which of the things asked for)."""
        if not self._leaves:
            return []
        found, learnt = [], self._learnt
        for match in WORD.finditer(text):
            printed = match.group()
            if (holds := learnt.get(printed)) is None:
                holds = learnt[printed] = self._held(printed)
            for which in holds:
                found.append((match.start(), match.end(), which))
        for which, phrase in self._phrases:
            found += [(word.start, word.end, which) for word in _phrase(list(tokens(text)), phrase)]
        return sorted(found) if self._phrases else found

    def _held(self, printed: str) -> tuple[int, ...]:
        if printed.isascii() and printed[0].lower() not in self._by_letter:  # stemming keeps the first letter
            return ()
        forms = normal_forms(printed)
        return tuple(n for form in forms for n, leaf in self._by_letter.get(form[0], ()) if _is(form, leaf))


def _is(form: str, leaf: Leaf) -> bool:
    match leaf:
        case Word(wanted, exact=True):
            return form == wanted
        case Word():
            return form.startswith(family(leaf.stem)) and stem(form) == leaf.stem  # stemming takes most of the time
        case Prefix(start):
            return form.startswith(start)
        case Phrase():
            return False


def _phrase(words: list[Token], phrase: Phrase) -> Iterator[Token]:
    """The words of every place where the phrase stands."""
    wanted, size = phrase.forms, len(phrase.forms)
    forms = [word.form for word in words]
    if phrase.loose:
        wanted, forms = tuple(map(loose, wanted)), list(map(loose, forms))
    for begin in range(len(forms) - size + 1):
        if forms[begin] == wanted[0] and tuple(forms[begin : begin + size]) == wanted:
            yield from words[begin : begin + size]


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
