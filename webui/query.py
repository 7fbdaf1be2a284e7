"""Web address ↔ search query. One table of filters serves reading, writing and showing them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from unicodedata import category

from werkzeug.datastructures import MultiDict

from compendium.model.document import Account, PassageKind, Voice
from compendium.model.report import Status
from compendium.model.search import FINDABLE, SearchQuery, Sort
from webui.places import path


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its word in addresses and facets, its field in SearchQuery, its title, how to read a value, and whether
    only the owner of the library has it."""

    name: str
    field: str
    title: str
    read: Callable[[str], Any] = str
    for_owner: bool = False


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
    Filter("fieldwork", "fieldwork", "When people were heard", int),
    Filter("method", "methods", "Method"),
    Filter("kind", "kinds", "Type of passage", _findable),
    Filter("status", "statuses", "Status", Status, for_owner=True),
    Filter("report", "reports", "Report"),
)

SINCE: Final = "New since"
"""The title of the filter by the day, or the revision of the library, after which reports are new."""

TRUE: Final = "1"

PASSAGES_OF_ONE: Final = 50
"""Passages shown when only one report is asked for."""


def plain(typed: str) -> str:
    """Typed words without signs that no page can hold, such as NUL, and with single spaces between them."""
    return " ".join("".join(" " if category(sign) in {"Cc", "Cs"} else sign for sign in typed).split())


def read_query(args: MultiDict[str, str], owner: bool = False) -> tuple[SearchQuery, tuple[str, ...]]:
    """The query in a web address, and what in it could not be used (in words, for the visitor)."""
    unusable: list[str] = []
    values: dict[str, Any] = {}
    for filter in FILTERS:
        usable = []
        for given in args.getlist(filter.name):
            try:
                if filter.for_owner and not owner:
                    raise ValueError(given)
                usable += [filter.read(given)] if given else []
            except ValueError:
                unusable.append(f"{filter.title.lower()} “{given}”")
        values[filter.field] = frozenset(usable)
    query = SearchQuery(text=plain(args.get("q", "")), since=_since(args, unusable), **values)
    query = replace(query, checked=args.get("checked") == TRUE, exact=args.get("exact") == TRUE, sort=_sort(args))
    if not query.text:  # words win: whoever types into the box of a page of like passages asks anew
        query = replace(query, like=args.get("like", "").strip())
    if len(query.reports) == 1:
        query = replace(query, passages=PASSAGES_OF_ONE)
    return replace(query, offset=(_page(args) - 1) * query.limit), tuple(unusable)


def _since(args: MultiDict[str, str], unusable: list[str]) -> str:
    """The last usable day or revision: a form sends the chosen one first, then what was typed into its field."""
    found = ""
    for given in filter(None, map(str.strip, args.getlist("since"))):
        if is_revision(given) or _is_day(given):
            found = given
        else:
            unusable.append(f"{SINCE.lower()} “{given}” (a day is written like 2026-11-01)")
    return found


def is_revision(since: str) -> bool:
    """Whether it is the number of a revision, not a day."""
    return since.isascii() and since.isdecimal() and len(since) < 10


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _sort(args: MultiDict[str, str]) -> Sort:
    return next((sort for sort in Sort if sort.value == args.get("sort")), Sort.RELEVANCE)


def _page(args: MultiDict[str, str]) -> int:
    given = args.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def arguments(query: SearchQuery) -> dict[str, Any]:
    """What to put in a web address to ask this query again; defaults are left out."""
    found: dict[str, Any] = {name: value for name, value in (("q", query.text), ("like", query.like)) if value}
    for filter in FILTERS:
        if chosen := getattr(query, filter.field):
            found[filter.name] = sorted(map(str, chosen))
    if query.since:
        found["since"] = query.since
    found |= {name: TRUE for name in ("checked", "exact") if getattr(query, name)}
    if query.sort is not Sort.RELEVANCE:
        found["sort"] = str(query.sort)
    if page := query.offset // query.limit:
        found["page"] = page + 1
    return found


def address(query: SearchQuery, **changes: Any) -> str:
    """The web address of this query, changed as told. A change goes back to the first page of results."""
    return path("search", **arguments(replace(query, **{"offset": 0} | changes)))
