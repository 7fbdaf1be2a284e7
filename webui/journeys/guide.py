"""Pages that explain: the themes, what the counts mean, accessibility, cookies."""

from flask import Blueprint, render_template

from webui.codebook import counts_of, lens_groups, theme_groups
from webui.reading import the_library

blueprint = Blueprint("guide", __name__)


@blueprint.get("/themes")
def themes() -> str:
    """The codebook with its definitions."""
    library = the_library()
    codebook, counts = library.codebook(), counts_of(library)
    return render_template(
        "themes.html",
        codebook=codebook,
        groups=theme_groups(codebook, counts),
        lenses=lens_groups(codebook, counts),
    )


@blueprint.get("/about")
def about() -> str:
    """What the library is, what its numbers mean and where its limits are."""
    return render_template("about.html", totals=the_library().totals())


@blueprint.get("/accessibility")
def accessibility() -> str:
    """The accessibility statement."""
    return render_template("accessibility.html")


@blueprint.get("/cookies")
def cookies() -> str:
    """Which cookies are set: none."""
    return render_template("cookies.html")
