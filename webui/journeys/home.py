"""The first page: ask, see what the library holds, browse."""

from typing import Final

from flask import Blueprint, render_template

from webui.codebook import counts_of, lens_groups, theme_groups
from webui.reading import the_library

blueprint = Blueprint("home", __name__)

NEWEST: Final = 5


@blueprint.get("/")
def page() -> str:
    """The home page; for an empty library, how to fill it."""
    library = the_library()
    codebook, counts = library.codebook(), counts_of(library)
    return render_template(
        "home.html",
        totals=library.totals(),
        newest=library.reports()[:NEWEST],
        themes=theme_groups(codebook, counts),
        lenses=lens_groups(codebook, counts),
        counted_themes=counts is not None,
    )
