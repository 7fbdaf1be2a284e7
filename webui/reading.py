"""Where a page gets the library it reads."""

from typing import Final, cast

from flask import Flask, current_app

from compendium.library import Library

_KEY: Final = "compendium-library"


def keep_library(app: Flask, library: Library) -> None:
    """Remember the library that the pages of this app read."""
    app.extensions[_KEY] = library


def the_library() -> Library:
    """The library of the app that answers now."""
    return cast(Library, current_app.extensions[_KEY])
