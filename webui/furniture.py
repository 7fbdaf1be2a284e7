"""The parts that every page has alike: made once for each place in the menu, not with every page."""

from collections.abc import Callable

from flask import Flask, render_template, request
from markupsafe import Markup


def furniture(app: Flask) -> Callable[[str], Markup]:
    """Gives those parts of that app's pages as templates made them before."""
    made: dict[tuple[str, str, str], Markup] = {}

    def part(template: str) -> Markup:
        here = _here()
        key = (template, here, request.script_root)
        if key not in made:
            made[key] = Markup(render_template(template, here=here))  # noqa: S704  (our own template, escaped already)
        return made[key]

    return part


def _here() -> str:
    """The place in the menu of the page that is asked for; empty for those that are not in it."""
    if request.blueprint in ("reports", "pages"):
        return "reports"
    if request.blueprint == "search":
        return "search"
    return (request.endpoint or "").removeprefix("guide.") if request.blueprint == "guide" else ""
