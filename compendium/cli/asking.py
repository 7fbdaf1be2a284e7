"""What all commands share that ask the library: the library opened, the filters, and the question made of both."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import click

from compendium import data
from compendium.cli.main import config_of
from compendium.cli.output import note
from compendium.errors import BadInput
from compendium.index.state import stamp
from compendium.library import Library
from compendium.model.document import Account, PassageKind, Voice
from compendium.model.report import Status
from compendium.model.search import FINDABLE, OWNER, SearchQuery
from compendium.model.theme import Codebook

_FILTERS: Final[dict[str, tuple[str, type]]] = {
    "theme": ("themes", str),
    "organisation": ("organisations", str),
    "year": ("years", int),
    "fieldwork": ("fieldwork", int),
    "setting": ("settings", str),
    "population": ("populations", str),
    "method": ("methods", str),
    "kind": ("kinds", PassageKind),
    "account": ("accounts", Account),
    "voice": ("voices", Voice),
    "report": ("reports", str),
    "status": ("statuses", Status),
}
"""Filters by the name they have everywhere: the field of SearchQuery, and the type of its values."""

_HELP: Final = {
    "year": "Only reports published in this year; may be repeated.",
    "fieldwork": "Only reports that heard people in this year; may be repeated.",
}
_YEARS: Final = range(1800, 2200)


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that narrow a question down. What they were given goes into `query_of` as `given`."""
    for name, (_, kind) in reversed(_FILTERS.items()):
        values: Iterable[str] = FINDABLE if kind is PassageKind else kind if issubclass(kind, StrEnum) else ()
        choice: Any = click.Choice([str(value) for value in values]) if values else kind
        told = _HELP.get(name, f"Only this {name}; may be repeated.")
        command = click.option(f"--{name}", name, multiple=True, type=choice, help=told)(command)
    command = click.option("--checked", is_flag=True, help="Only themes that a person has checked.")(command)
    since = "Only reports that are new since a day (2026-11-01) or after a revision of the library (412)."
    command = click.option("--since", default="", help=since)(command)
    exact = "These very words: no other endings, no other words for the same."
    return click.option("--exact", is_flag=True, help=exact)(command)


@contextmanager
def opened(context: click.Context, home: Path | None) -> Iterator[Library]:
    """The library as its owner sees it. A search index that cannot be used is made anew before it answers, and that is
    told."""
    place = config_of(context, home=home).home
    before = stamp(place / "index")
    with closing(Library.open(place, OWNER, patient=True)) as library:
        yield library
    if stamp(place / "index") != before:
        note("The search index was missing, damaged or behind, and was put in order before this answer.")


def query_of(library: Library, text: str, given: dict[str, Any], **more: Any) -> SearchQuery:
    """The question as the library takes it. Raises BadInput for values that mean nothing here: nothing found for them
    would be taken for no evidence."""
    values = {field: frozenset(map(kind, given[name])) for name, (field, kind) in _FILTERS.items()}
    values |= {field: frozenset(found) for field, found in _spelt(library, given)}
    _check_years(given)
    for report in given["report"]:
        library.report(report)  # says so when there is none
    asked: dict[str, Any] = {**values, **more}
    since = _since(library, given["since"].strip())
    return SearchQuery(text=text, since=since, checked=given["checked"], exact=given["exact"], **asked)


def _spelt(library: Library, given: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The values of the filters whose values the library must know, in its own spelling. Raises BadInput for others."""
    words = data.table("vocabulary")
    known: dict[str, Iterable[str]] = {
        "theme": _theme_ids(library.codebook()) if given["theme"] else (),
        "organisation": {o for r in library.reports() for o in r.organisations} if given["organisation"] else (),
        **{name: words[f"{name}s"] for name in ("setting", "population", "method")},
    }
    for name, values in known.items():
        spelt = {value.casefold(): value for value in values}
        for value in given[name]:
            if value.casefold() not in spelt:
                near = get_close_matches(value.casefold(), spelt, 5, 0.3) or sorted(spelt)[:20]
                raise BadInput(f"There is no {name} {value!r} here.", f"Perhaps: {', '.join(spelt[n] for n in near)}.")
        yield _FILTERS[name][0], [spelt[value.casefold()] for value in given[name]]


def _theme_ids(codebook: Codebook) -> list[str]:
    """The ids of all themes, those that they had before among them."""
    return [id for theme in codebook.themes for id in (theme.id, *theme.former)]


def _check_years(given: dict[str, Any]) -> None:
    for name in ("year", "fieldwork"):
        for year in given[name]:
            if year not in _YEARS:
                raise BadInput(f"--{name} {year} is not a year.", "A year is written with four digits, like 2021.")


def _since(library: Library, typed: str) -> str:
    """What was typed, if it is a day or a revision that the library has reached."""
    if not typed:
        return ""
    now = library.revision()
    if typed.isascii() and typed.isdecimal():
        if int(typed) > now:
            raise BadInput(
                f"--since {typed}: this library has only reached revision {now}.", "A day is written like 2026-11-01."
            )
        return typed
    try:
        day = date.fromisoformat(typed).isoformat()
    except ValueError:
        day = ""
    if day != typed:
        raise BadInput(
            f"--since {typed!r} is neither a day nor a revision of the library.",
            f"A day is written like 2026-11-01, a revision like {now} (that is the present one).",
        )
    return day
