"""What can be wrong with a codebook: with the shape of an entry, between the themes, and in their words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import combinations
from typing import Any, Final

from compendium.language import Pattern, normalise
from compendium.model.theme import Guarded, Theme

_NEEDED: Final = ("id", "name", "definition")
_LISTS: Final = frozenset({"examples", "near_misses", "terms", "hints", "not_terms", "patterns", "former"})
_FLAGS: Final = frozenset({"machine", "retired"})
_KNOWN: Final = frozenset(field.name for field in fields(Theme))
_GUARD: Final = frozenset(field.name for field in fields(Guarded))
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID: Final = 60


def entry_faults(entry: Mapping[str, Any], number: int) -> Iterator[str]:
    """What is wrong with the shape of one entry, the `number`th."""
    place = f"theme {entry['id']!r}" if isinstance(entry.get("id"), str) else f"theme number {number}"
    for key in _NEEDED:
        if not str(entry.get(key, "")).strip():
            yield f"{place} has no {key}"
    for key, value in entry.items():
        if key not in _KNOWN:
            yield f"{place} has {key!r}, which is not known here (known: {', '.join(sorted(_KNOWN))})"
        elif fault := _wrong(key, value):
            yield f"{place}: {key} must be {fault}"
    if isinstance(id_ := entry.get("id"), str) and id_ and not (_ID.fullmatch(id_) and len(id_) <= _LONGEST_ID):
        yield f"{place}: an id is made of small letters, digits and hyphens, at most {_LONGEST_ID}"


def _wrong(key: str, value: Any) -> str:
    """What the value of that field should be, if it is not."""
    if key == "guarded":
        good = isinstance(value, list) and all(map(_is_guard, value))
        return "" if good else "a list of tables with terms and with needs or bars"
    if key in _LISTS:
        return "" if _are_texts(value) else "a list of texts"
    if key in _FLAGS:
        return "" if isinstance(value, bool) else "true or false"
    if key == "version":
        return "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "a number from 1"
    return "" if isinstance(value, str) else "a text"


def _is_guard(value: Any) -> bool:
    if not (isinstance(value, dict) and value.keys() <= _GUARD and all(map(_are_texts, value.values()))):
        return False
    return bool(value.get("terms")) and bool(value.get("needs") or value.get("bars"))


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def set_faults(themes: Sequence[Theme]) -> Iterator[str]:
    """What is wrong between the themes."""
    parents: dict[str, str | None] = {theme.id: theme.parent for theme in themes}
    for theme_id in _repeated(theme.id for theme in themes):
        yield f"the id {theme_id!r} is used for more than one theme"
    for theme in themes:
        if theme.parent is not None and theme.parent not in parents:
            yield f"theme {theme.id!r} stands under {theme.parent!r}, which is not in the codebook"
        if theme.id in _ancestors(theme.id, parents):
            yield f"theme {theme.id!r} stands under itself"
        for former in theme.former:
            if former in parents:
                yield f"theme {theme.id!r} was {former!r} before, but that is a theme still"
    for former in _repeated(former for theme in themes for former in theme.former):
        yield f"more than one theme was {former!r} before"


def _ancestors(theme_id: str, parents: Mapping[str, str | None]) -> set[str]:
    found: set[str] = set()
    above = parents[theme_id]
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return found


def word_faults(theme: Theme) -> Iterator[str]:
    """What is wrong with the words of one theme."""
    guarded = tuple(term for guard in theme.guarded for term in guard.terms)
    kinds = {"terms": theme.terms, "hints": theme.hints, "not_terms": theme.not_terms, "guarded": guarded}
    for kind, phrases in kinds.items():
        if any(not phrase.strip() for phrase in phrases):
            yield f"theme {theme.id!r} has an empty phrase in {kind}"
        # one term may count in several kinds of company, so guarded ones may stand more than once
        for phrase in _repeated(same_phrase(phrase) for phrase in phrases if phrase.strip() and kind != "guarded"):
            yield f"theme {theme.id!r} has {phrase!r} twice in {kind}"
    for first, second in combinations(kinds, 2):
        for phrase in sorted({same_phrase(p) for p in kinds[first]} & {same_phrase(p) for p in kinds[second]} - {""}):
            yield f"theme {theme.id!r} has {phrase!r} both in {first} and in {second}"
    for pattern in theme.patterns:
        try:
            Pattern(pattern)
        except ValueError as error:
            yield f"theme {theme.id!r} has the pattern {pattern!r}: {error}"


def same_phrase(phrase: str) -> str:
    """The phrase as it is compared: capitals count only where all are capitals, hyphens and spaces are one."""
    plain = " ".join(normalise(phrase).split())
    return plain if plain.isupper() else plain.lower()


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
