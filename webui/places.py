"""Where things stand in a report: the names and the addresses of its pages, sections or slides.

A page of results has a hundred links, and asking the router for each would take longer than all the rest of the page.
The few addresses needed so often are put together here; a test holds them against the router.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote, quote_plus

from flask import request

from compendium.export.citation import Places
from compendium.library import ReportView
from compendium.model.report import Report


def namer(view: ReportView) -> Callable[[int], str]:
    """Names the places of that report: page 12 (printed 10); slide 4; section 3, Visits."""
    report = view.report
    labels = {(report.id, page.number): page.label for page in view.pages if page.label}
    places = Places(labels, {report.id: view.headings})
    return lambda number: places.name(report, number)


def path(*parts: str, **more: Any) -> str:
    """The address of that path on this site; of `more`, what is None is left out, and a list is given item by item."""
    asked = "&".join(
        f"{name}={_in_query(str(one))}"
        for name, value in more.items()
        if value is not None
        for one in (value if isinstance(value, list) else (value,))
    )
    return f"{request.script_root}/{'/'.join(map(_in_path, parts))}{'?' if asked else ''}{asked}"


_KEPT: Final = 10_000
"""Quoted values that are kept: the themes, reports and words of one page come again on the next."""


@lru_cache(_KEPT)
def _in_path(part: str) -> str:
    return quote(part, safe="")


@lru_cache(_KEPT)
def _in_query(value: str) -> str:
    return quote_plus(value)


def report_url(report_id: str) -> str:
    """The address of a report."""
    return path("reports", report_id)


def theme_url(theme: str) -> str:
    """The address of all passages on a theme."""
    return path("search", theme=theme)


def like_url(passage: str) -> str:
    """The address of the passages like that one."""
    return path("search", like=passage)


def place_url(report: Report, number: int, **more: Any) -> str:
    """The address of a page, section or slide. Only the address of a page says page: people cite addresses too."""
    return path("reports", report.id, f"{report.unit}s", str(number), **more)
