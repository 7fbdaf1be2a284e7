"""What a page of results says besides results: what else was searched for, and what to try when nothing was found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from compendium.model.indexing import Advice, Tally, once
from compendium.model.search import Expansion, Results, SearchQuery
from webui.filters import has_filters
from webui.query import FILTERS, SINCE, address
from webui.words import counted


@dataclass(frozen=True, slots=True)
class Way:
    """Another search: what it does, how many passages it finds, and its address; empty where none can be given."""

    said: str
    count: str
    href: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that no report holds, and words nearly spelt so, each with the address of the search with it."""

    word: str
    near: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Help:
    """What is said when nothing was found, or a word stands nowhere."""

    unknown: tuple[Unknown, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    """When nothing was found: every part asked for, and how many passages hold it."""
    ways: tuple[Way, ...] = ()
    common: str = ""


def help_with(found: Results) -> Help:
    """What to say of these results."""
    advice = found.advice
    if advice is None:
        return Help()
    words = once(advice.words)
    unknown = tuple(_unknown(tally, found.query) for tally in words if not tally.passages)
    if found.total_passages:
        return Help(unknown)
    held = tuple((tally.quoted, _passages(tally.passages)) for tally in words if tally.passages)
    common = ", ".join(found.common) if words else ""  # when nothing else was typed it is said already
    return Help(unknown, held, tuple(_ways(advice, found.query)), common)


def also_searched(expansion: Expansion) -> str:
    """A sentence on other words that were searched for."""
    return f"Also searched for: {expansion.named} (for {expansion.asked})."


def _passages(number: int) -> str:
    return counted(number, "passage", "passages")


def _unknown(tally: Tally, query: SearchQuery) -> Unknown:
    def with_word(word: str) -> str:
        changed = tally.respelt(query.text, word)
        return address(query, text=changed if changed != query.text else word)

    return Unknown(tally.quoted, tuple((with_word(word), word) for word in tally.nearest))


_LEFT: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    **{filter.name: (filter.title, {filter.field: frozenset()}) for filter in FILTERS if filter.name != "status"},
    "since": (SINCE, {"since": ""}),
}
"""The title of each filter, and the change to a query that leaves it out."""

_UNFILTERED: Final = {field: value for _, change in _LEFT.values() for field, value in change.items()} | {
    "checked": False
}


def _ways(advice: Advice, query: SearchQuery) -> Iterator[Way]:
    # The numbers without a part are counted without filters too, so that is what is offered.
    filtered = " and without any filter" if has_filters(query) else ""
    for tally in advice.without:
        rest = left_out(query.text, tally.printed)
        href = address(query, text=rest, **_UNFILTERED) if rest else ""
        yield Way(f"without {tally.quoted}{filtered}", _passages(tally.passages), href)
    for name, count in advice.filters:
        title, change = _LEFT[name]
        if count:
            yield Way(f"without the filter {title}", _passages(count), address(query, **change))
    if advice.unfiltered and len(advice.filters) > 1:
        yield Way("without any filter", _passages(advice.unfiltered), address(query, **_UNFILTERED))


_PLAIN: Final = re.compile(r'"[^"]*"|“[^”]*”|[^\s"“”]+')
_WORDS: Final = re.compile(r"\w+(?:['’]\w+)*")
_SIGNS: Final = frozenset(":*()")
_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})


def left_out(text: str, part: str) -> str:
    """The question without that part, as far as it is words and phrases with spaces between; else empty, as leaving
    something out of brackets or between operators may change what the rest means."""
    pieces = _PLAIN.findall(text)
    if " ".join(pieces) != text or any(_has_sign(piece) for piece in pieces):
        return ""
    wanted = _normal(part)
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            if _normal(" ".join(pieces[start:end])) == wanted and _is_phrase(part) == _is_phrase(pieces[start]):
                return " ".join(pieces[:start] + pieces[end:])
    return ""


def _has_sign(piece: str) -> bool:
    return piece in _OPERATORS or piece.startswith(("-", "−")) or not _SIGNS.isdisjoint(piece)


def _is_phrase(piece: str) -> bool:
    return piece.startswith(('"', "“"))


def _normal(text: str) -> list[str]:
    return [word.casefold().replace("’", "'").removesuffix("'s") for word in _WORDS.findall(text)]
