"""Web address ↔ search query. One table of filters serves reading, writing and showing them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import url_for
from werkzeug.datastructures import MultiDict

from compendium.model.document import Account, PassageKind, Voice
from compendium.model.search import FINDABLE, SearchQuery, Sort


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its word in addresses and facets, its field in SearchQuery, its title, and how to read a value."""

    name: str
    field: str
    title: str
    read: Callable[[str], Any] = str


def _findable(value: str) -> PassageKind:
    """The kind of passage of that name. Raises ValueError also for kinds that are never found."""
    return FINDABLE[FINDABLE.index(PassageKind(value))]


FILTERS: Final = (
    Filter("theme", "themes", "Theme"),
    Filter("voice", "voices", "Who is quoted", Voice),
    Filter("account", "accounts", "Whose account", Account),
    Filter("setting", "settings", "Setting"),
    Filter("population", "populations", "People taking part"),
    Filter("organisation", "organisations", "Organisation"),
    Filter("year", "years", "Year published", int),
    Filter("method", "methods", "Method"),
    Filter("kind", "kinds", "Type of passage", _findable),
    Filter("report", "reports", "Report"),
)

TRUE: Final = "1"

PASSAGES_OF_ONE: Final = 50
"""Passages shown when only one report is asked for."""


def read_query(args: MultiDict[str, str]) -> tuple[SearchQuery, tuple[str, ...]]:
    """The query in a web address, and what in it could not be used (in words, for the visitor)."""
    unusable: list[str] = []
    values: dict[str, Any] = {}
    for filter in FILTERS:
        usable = []
        for given in args.getlist(filter.name):
            try:
                usable += [filter.read(given)] if given else []
            except ValueError:
                unusable.append(f"{filter.title.lower()} “{given}”")
        values[filter.field] = frozenset(usable)
    query = SearchQuery(text=" ".join(args.get("q", "").split()), **values)
    query = replace(query, checked=args.get("checked") == TRUE, exact=args.get("exact") == TRUE, sort=_sort(args))
    if len(query.reports) == 1:
        query = replace(query, passages=PASSAGES_OF_ONE)
    return replace(query, offset=(_page(args) - 1) * query.limit), tuple(unusable)


def _sort(args: MultiDict[str, str]) -> Sort:
    return next((sort for sort in Sort if sort.value == args.get("sort")), Sort.RELEVANCE)


def _page(args: MultiDict[str, str]) -> int:
    given = args.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def arguments(query: SearchQuery) -> dict[str, Any]:
    """What to put in a web address to ask this query again; defaults are left out."""
    found: dict[str, Any] = {"q": query.text} if query.text else {}
    for filter in FILTERS:
        if chosen := sorted(getattr(query, filter.field)):
            found[filter.name] = [str(value) for value in chosen]
    found |= {name: TRUE for name in ("checked", "exact") if getattr(query, name)}
    if query.sort is not Sort.RELEVANCE:
        found["sort"] = str(query.sort)
    if page := query.offset // query.limit:
        found["page"] = page + 1
    return found


def address(query: SearchQuery, **changes: Any) -> str:
    """The web address of this query, changed as told. A change goes back to the first page of results."""
    return url_for("search.results", **arguments(replace(query, **{"offset": 0} | changes)))
