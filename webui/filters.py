"""The filter panel of a search page: every value with its count, and what is chosen with a way to remove it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from compendium.model.search import Results, SearchQuery
from compendium.model.theme import THEMES, Codebook, Theme
from webui.query import FILTERS, SINCE, Filter, address, is_revision
from webui.words import ACCOUNTS, KINDS, STATUSES, VOICES, day, sentence_case, vocabulary

MOST_VALUES: Final = 40
"""Values shown of one filter; a longer list helps nobody and makes the page slow."""

_VOCABULARY: Final = ("method", "population", "setting")
_YEARS: Final = ("year", "fieldwork")
_ENUMS: Final[dict[str, dict[str, str]]] = {
    name: {str(value): sentence_case(words) for value, words in table.items()}
    for name, table in (("account", ACCOUNTS), ("kind", KINDS), ("voice", VOICES), ("status", STATUSES))
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be ticked. `under` names the themes above it, `level` counts them."""

    id: str
    value: str
    label: str
    count: str
    chosen: bool
    under: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A filter with its options; `chosen` counts the ticked ones, `more` the values that are not shown. `apart` are
    options on other lists than the usual one: lenses, among the themes."""

    name: str
    title: str
    options: tuple[Option, ...]
    chosen: int
    more: int = 0
    apart: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen value, and the address of the same search without it."""

    title: str
    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Panel:
    """All that the filter panel shows."""

    groups: tuple[Group, ...]
    chosen: tuple[Chosen, ...]
    clear: str
    """The address of the same words without any filter."""
    day: str
    """The day in the field for what is new since; empty without one."""


Label = Callable[[str, str], str]
"""The words for a value of a filter, by the filter's name."""


def panel(results: Results, codebook: Codebook, titles: Mapping[str, str], owner: bool = False) -> Panel:
    """The filter panel for these results. `titles` are those of the chosen reports."""
    query = results.query
    themes = {theme.id: theme for theme in codebook.themes}
    facets = {facet.name: facet for facet in results.facets}

    def label(name: str, value: str) -> str:
        if words := _ENUMS.get(name):
            return words[value]
        if name == "theme" and value in themes:
            return themes[value].name
        if name == "report":
            return titles.get(value, "a report that is not in this library")
        return vocabulary(name, value) if name in _VOCABULARY else value

    shown = (filter for filter in FILTERS if filter.name != "report" and (owner or not filter.for_owner))
    groups = []
    for filter in shown:
        facet = facets.get(filter.name)
        counts = {value.value: value.count for value in facet.values} if facet else {}
        unnamed = facet.more if facet else 0
        groups.append(_group(filter, query, counts, unnamed, label, themes))
    return Panel(
        groups=tuple(group for group in groups if group.options or group.apart),
        chosen=_chosen(query, label),
        clear=address(SearchQuery(text=query.text, like=query.like, exact=query.exact, sort=query.sort)),
        day="" if is_revision(query.since) else query.since,
    )


def _group(
    filter: Filter,
    query: SearchQuery,
    counts: Mapping[str, int],
    unnamed: int,
    label: Label,
    themes: Mapping[str, Theme],
) -> Group:
    ticked = {str(value) for value in getattr(query, filter.field)}
    order = sorted(counts, reverse=True) if filter.name in _YEARS else list(counts)
    if filter.name == "theme":  # equal ones as in the codebook
        place_of = {theme: place for place, theme in enumerate(themes)}
        order.sort(key=lambda theme: (-counts[theme], place_of.get(theme, len(themes))))
    lens = {id for id, theme in themes.items() if theme.book != THEMES} if filter.name == "theme" else set()
    parts = [value for value in order if value not in lens], [value for value in order if value in lens]
    # A chosen value stays in sight even when nothing has it any more, or it could not be unticked.
    order = [value for part in parts for n, value in enumerate(part) if value in ticked or n < MOST_VALUES]
    order += sorted(ticked - counts.keys())
    places = _tree(order, themes) if filter.name == "theme" else ((value, ()) for value in order)
    options = tuple(
        Option(
            id=f"{filter.name}-{number}",
            value=value,
            label=label(filter.name, value),
            count=f"{counts.get(value, 0):,}",
            chosen=value in ticked,
            under="".join(f"{themes[theme].name}: " for theme in above),
            level=len(above),
        )
        for number, (value, above) in enumerate(places, 1)
    )
    more = unnamed + len(counts.keys() | ticked) - len(set(order))
    usual = tuple(option for option in options if option.value not in lens)
    apart = tuple(option for option in options if option.value in lens)
    return Group(filter.name, filter.title, usual, len(ticked), more, apart)


def _tree(order: Collection[str], themes: Mapping[str, Theme]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The themes with those above each, every one after the one it stands under; beside each other, in `order`. A theme
    whose parent is not shown stands at the top."""
    rank = {theme: place for place, theme in enumerate(order)}
    below: dict[str, list[str]] = {}
    for theme in order:
        parent = themes[theme].parent or "" if theme in themes else ""
        below.setdefault(parent if parent in rank else "", []).append(theme)

    def walk(parent: str, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for theme in below.get(parent, ()):
            yield theme, above
            yield from walk(theme, (*above, theme))

    return walk("", ())


def _chosen(query: SearchQuery, label: Label) -> tuple[Chosen, ...]:
    found = []
    for filter in FILTERS:
        values = getattr(query, filter.field)
        for value in sorted(values):
            without = address(query, **{filter.field: values - {value}})
            found.append(Chosen(filter.title, label(filter.name, str(value)), without))
    if query.since:
        found.append(Chosen(SINCE, since(query.since), address(query, since="")))
    if query.checked:
        found.append(Chosen("Themes", "checked by a person only", address(query, checked=False)))
    return tuple(found)


def since(value: str) -> str:
    """The day or revision in words."""
    return f"revision {value} of the library" if is_revision(value) else day(date.fromisoformat(value))


def has_filters(query: SearchQuery) -> bool:
    """Whether anything but words, or a passage to be like, was asked for."""
    plain: dict[str, Any] = {"text": "", "like": "", "exact": False, "sort": SearchQuery().sort, "offset": 0}
    return replace(query, **plain) != SearchQuery()
