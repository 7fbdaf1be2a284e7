"""Pages for when something is wrong, in GOV.UK wording. No internal detail reaches a visitor."""

from typing import Final

from flask import Flask, render_template, request
from werkzeug.exceptions import BadRequest, HTTPException

from compendium.errors import BadInput, CompendiumError, IndexUnusable, LibraryUnusable, NotFound

Page = tuple[str, int] | tuple[str, int, dict[str, str]]

TRY_AGAIN: Final = 5
"""Seconds after which search may be there again, while its index is made."""

PROBLEM: Final = "Sorry, there is a problem with the service"

WORDING: Final[dict[int, tuple[str, tuple[str, ...]]]] = {
    400: ("There is a problem with what you asked for", ("Check the web address, or start again from the home page.",)),
    403: (
        "You do not have permission to see this page",
        ("Ask the people who run this library if you think you should.",),
    ),
    404: (
        "Page not found",
        (
            "If you typed the web address, check it is correct.",
            "If you pasted the web address, check you copied the entire address.",
            "The report may have been withdrawn, or may not be for everyone to see.",
        ),
    ),
    413: ("That is too large", ("Ask for less in one go.",)),
    503: ("Sorry, the service is unavailable", ("The library cannot be read at the moment. Try again later.",)),
    500: (PROBLEM, ("Try again later.", "The reports in the library are not affected.")),
}


def register(app: Flask) -> None:
    """Make the app answer every error with a page of its own."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CompendiumError, _ours)


def _http(error: HTTPException) -> Page:
    code = error.code or 500
    said = (error.description,) if isinstance(error, BadRequest) and error.description != BadRequest.description else ()
    return _page(code, said)


def _ours(error: CompendiumError) -> Page:
    if isinstance(error, NotFound):
        return _page(404)
    if isinstance(error, IndexUnusable):
        again = request.full_path.rstrip("?") if request.query_string else request.path
        page = render_template("preparing.html", again=f"{request.script_root}{again}")
        return page, 503, {"Retry-After": str(TRY_AGAIN), "Cache-Control": "no-store"}
    if isinstance(error, BadInput):
        return _page(400, (error.message, error.next_step))
    return _page(503 if isinstance(error, LibraryUnusable) else 500)


def _page(code: int, said: tuple[str | None, ...] = ()) -> Page:
    heading, advice = WORDING.get(code, WORDING[500 if code >= 500 else 400])
    return render_template("error.html", heading=heading, advice=[text for text in said if text] or advice), code
