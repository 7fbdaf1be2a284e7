"""Filters that can be typed into a question, such as `theme:food` or `year:2019-2022`, and what their values mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from compendium.index.analysis import STOP_WORDS, forms
from compendium.index.stemming import stem

WORD_FIELDS: Final = ("title", "heading", "text")
"""Places that words can be asked for in alone: `title:food`."""

TYPED: Final[dict[str, str]] = {
    **{name: name for name in ("theme", "organisation", "year", "fieldwork", "setting", "population", "method")},
    **{name: name for name in ("kind", "account", "voice", "report", "status")},
    "themes": "theme",
    "organization": "organisation",
    "org": "organisation",
    "by": "organisation",
    "publisher": "organisation",
    "years": "year",
    "date": "year",
    "type": "kind",
    "who": "voice",
}
"""What may stand before the colon, and the filter it means."""

OFFERED: Final = (
    "theme, organisation, year, fieldwork, setting, population, method, kind, account, voice, report, title"
)

_YEAR: Final = r"(?:18|19|20|21)\d\d"
_RANGES: Final = (
    (re.compile(rf"({_YEAR})(?:-|–|—|\.\.\.?|to)({_YEAR})"), lambda a, b: (a, b)),
    (re.compile(rf"({_YEAR})-(\d\d)"), lambda a, b: (a, a // 100 * 100 + b)),
    (re.compile(rf"(?:>=|from|since)?({_YEAR})(?:\+|-|–|\.\.)"), lambda a: (a, 2199)),
    (re.compile(rf"(?:>=|from|since)({_YEAR})"), lambda a: (a, 2199)),
    (re.compile(rf"(?:<=|to|until|-|–|\.\.)({_YEAR})"), lambda a: (1800, a)),
    (re.compile(rf">({_YEAR})"), lambda a: (a + 1, 2199)),
    (re.compile(rf"<({_YEAR})"), lambda a: (1800, a - 1)),
    (re.compile(rf"({_YEAR})"), lambda a: (a, a)),
)


def years(typed: str) -> frozenset[str]:
    """The years that 2019, 2019-2022, 2019-22, 2019.., >=2019, <2015 mean; none when it is no such thing."""
    for pattern, span in _RANGES:
        if found := pattern.fullmatch(typed.strip().casefold()):
            first, last = span(*map(int, found.groups()))
            return frozenset(str(year) for year in range(min(first, last), max(first, last) + 1))
    return frozenset()


@dataclass(frozen=True, slots=True)
class Names:
    """What the values of each filter are called. `known` has for each filter the value by its spelling, in small
    letters; several spellings may mean one value. `shown` has the name of a value for people, where it is another than
    the value, and `about` words that have to do with one. `version` tells one state of it from another.

    A filter that is not in `known` takes any value as typed.
    """

    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    version: str = ""
    shown: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    about: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def values(self, filter: str, typed: str) -> frozenset[str]:
        """The values meant: the one spelt so; else those whose spelling holds all the words typed. Often none."""
        if filter in {"year", "fieldwork"}:
            return years(typed)
        if (spelt := self.known.get(filter)) is None:
            return frozenset({typed})
        wanted = " ".join(typed.casefold().split())
        if wanted in spelt:
            return frozenset({spelt[wanted]})
        parts = _words(wanted)
        return frozenset(value for spelling, value in spelt.items() if parts and parts <= _words(spelling))

    def near(self, filter: str, typed: str) -> tuple[str, ...]:
        """Names of a few values that may have been meant; some of all there are if none is near."""
        spelt, about, shown = (table.get(filter, {}) for table in (self.known, self.about, self.shown))
        parts = _words(typed.casefold())
        values = [value for spelling, value in (*spelt.items(), *about.items()) if parts & _words(spelling)]
        values += [spelt[spelling] for spelling in get_close_matches(typed.casefold(), spelt, 6, 0.5)]
        values = values or sorted(spelt.values(), key=lambda value: shown.get(value, value))
        return tuple(dict.fromkeys(shown.get(value, value) for value in values))[:6]


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(form) for form in forms(text) if form not in STOP_WORDS)


NO_NAMES: Final = Names()
