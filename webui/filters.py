"""The filter panel of a search page: every value with its count, and what is chosen with a way to remove it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from compendium.model.report import Report
from compendium.model.search import Facet, Results, SearchQuery
from compendium.model.theme import Codebook
from webui.query import FILTERS, Filter, address
from webui.words import ACCOUNTS, KINDS, VOICES, sentence_case, vocabulary

MOST_VALUES: Final = 40
"""Values shown of one filter; a longer list helps nobody and makes the page slow."""

_VOCABULARY: Final = ("method", "population", "setting")
_ENUMS: Final[dict[str, dict[Any, str]]] = {"account": ACCOUNTS, "kind": KINDS, "voice": VOICES}


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be ticked."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A filter with its options; `chosen` counts the ticked ones."""

    name: str
    title: str
    options: tuple[Option, ...]
    more: int = 0

    @property
    def chosen(self) -> int:
        """How many options are ticked."""
        return sum(option.chosen for option in self.options)


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


def panel(results: Results, codebook: Codebook, reports: tuple[Report, ...]) -> Panel:
    """The filter panel for these results. `reports` gives names to chosen reports."""
    query = results.query
    facets = {facet.name: facet for facet in results.facets}
    titles = {report.id: report.title for report in reports}

    def label(filter: Filter, value: str) -> str:
        if names := _ENUMS.get(filter.name):
            return sentence_case(names[filter.read(value)])
        if filter.name == "theme" and (theme := codebook.get(value)):
            return theme.name
        if filter.name == "report":
            return titles.get(value, "a report that is not in this library")
        return vocabulary(filter.name, value) if filter.name in _VOCABULARY else value

    groups = (_group(filter, query, facets.get(filter.name), label) for filter in FILTERS if filter.name != "report")
    return Panel(
        groups=tuple(group for group in groups if group.options),
        chosen=_chosen(query, label),
        clear=address(SearchQuery(text=query.text, exact=query.exact, sort=query.sort)),
    )


def _group(filter: Filter, query: SearchQuery, facet: Facet | None, label: Callable[[Filter, str], str]) -> Group:
    ticked = {str(value) for value in getattr(query, filter.field)}
    counts = {value.value: value.count for value in facet.values} if facet else {}
    order = sorted(counts, reverse=True) if filter.name == "year" else list(counts)
    # A chosen value stays in sight even when nothing has it any more, or it could not be unticked.
    order = [value for place, value in enumerate(order) if value in ticked or place < MOST_VALUES]
    order += sorted(ticked - counts.keys())
    options = tuple(Option(value, label(filter, value), counts.get(value, 0), value in ticked) for value in order)
    return Group(filter.name, filter.title, options, more=max(0, len(counts | dict.fromkeys(ticked, 0)) - len(options)))


def _chosen(query: SearchQuery, label: Callable[[Filter, str], str]) -> tuple[Chosen, ...]:
    found = []
    for filter in FILTERS:
        values = getattr(query, filter.field)
        for value in sorted(values):
            without = address(query, **{filter.field: values - {value}})
            found.append(Chosen(filter.title, label(filter, str(value)), without))
    if query.checked:
        found.append(Chosen("Themes", "checked by a person only", address(query, checked=False)))
    return tuple(found)


def has_filters(query: SearchQuery) -> bool:
    """Whether anything but words was asked for."""
    return replace(query, text="", exact=False, sort=SearchQuery().sort, offset=0) != SearchQuery()
