"""The words around a match, cut from the passage itself: never a stem, never altered."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from compendium.index.analysis import WORD, loose, normal_forms, places_of
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
        self._words = [(n, leaf) for n, leaf in enumerate(self._leaves) if not isinstance(leaf, Phrase)]
        beginnings = {re.escape(start) for _, leaf in self._words for start in _beginnings(leaf)}
        self._begins = re.compile("|".join(sorted(beginnings)) or "(?!)", re.IGNORECASE).match
        self._met: set[str] = set()
        self._learnt: dict[str, tuple[int, ...]] = {}

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
        found = []
        for printed in self._learn(set(WORD.findall(text))):
            for start in places_of(printed, text):
                found += [(start, start + len(printed), which) for which in self._learnt[printed]]
        if self._phrases:
            found += _phrases(text, self._phrases)
        return sorted(found)

    def _learn(self, printed: set[str]) -> set[str]:
        """Those of the words that match anything."""
        for word in printed - self._met:
            # Most words begin otherwise than any that is looked for; to fold and stem them would take most of the time.
            if self._begins(word) or not word.isascii():
                forms = normal_forms(word)
                if holds := tuple(n for form in forms for n, leaf in self._words if _is(form, leaf)):
                    self._learnt[word] = holds
        self._met |= printed
        return printed & self._learnt.keys()


def _beginnings(leaf: Leaf) -> tuple[str, ...]:
    """How every word begins that may be the one looked for."""
    match leaf:
        case Word(form, exact=True):
            return (form,)
        case Word():
            return family(leaf.stem)
        case Prefix(start):
            return (start,)
        case Phrase():
            return ()


def _is(form: str, leaf: Leaf) -> bool:
    match leaf:
        case Word(wanted, exact=True):
            return form == wanted
        case Word():
            return form.startswith(family(leaf.stem)) and stem(form) == leaf.stem
        case Prefix(start):
            return form.startswith(start)
        case Phrase():
            return False


def _phrases(text: str, phrases: Iterable[tuple[int, Phrase]]) -> Iterator[tuple[int, int, int]]:
    """The words of every place where a phrase stands, as (start, end, which phrase)."""
    spans = [(form, *match.span()) for match in WORD.finditer(text) for form in normal_forms(match.group())]
    forms = [form for form, _, _ in spans]
    for which, phrase in phrases:
        size = len(phrase.forms)
        for begin in _begins(forms, phrase):
            for _, start, end in spans[begin : begin + size]:
                yield start, end, which


def _begins(forms: list[str], phrase: Phrase) -> Iterator[int]:
    """Where the phrase begins among these words."""
    wanted, size = phrase.forms, len(phrase.forms)
    if phrase.loose:
        first, goal = family(stem(wanted[0])), tuple(map(loose, wanted))
        for begin, form in enumerate(forms):
            if form.startswith(first) and tuple(map(loose, forms[begin : begin + size])) == goal:
                yield begin
        return
    begin = -1
    for _ in range(forms.count(wanted[0])):
        begin = forms.index(wanted[0], begin + 1)
        if tuple(forms[begin : begin + size]) == wanted:
            yield begin


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
