"""Where a page gets the library it reads, and where pages of results wait for the next who asks the same."""

from collections.abc import Callable
from threading import Lock
from typing import Final, cast

from flask import Flask, current_app

from compendium.library import Library
from compendium.model.search import Results

_PAGES: Final = "compendium-pages"
MOST_PAGES: Final = 60
_keeping: Final = Lock()

_KEY: Final = "compendium-library"


def keep_library(app: Flask, library: Library) -> None:
    """Remember the library that the pages of this app read."""
    app.extensions[_KEY] = library


def the_library() -> Library:
    """The library of the app that answers now."""
    return cast(Library, current_app.extensions[_KEY])


def kept_page(address: str, found: Results, make: Callable[[], str]) -> str:
    """The page of these results at that address. It is made once: while the library keeps the very same answer, nothing
    that the page tells has changed."""
    pages: dict[str, tuple[Results, str]] = current_app.extensions.setdefault(_PAGES, {})
    kept = pages.get(address)
    if kept is not None and kept[0] is found:
        return kept[1]
    page = make()
    with _keeping:
        while len(pages) >= MOST_PAGES:
            pages.pop(next(iter(pages)))
        pages[address] = (found, page)
    return page
