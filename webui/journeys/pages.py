"""A page of a report: its image with the passage marked, beside its words. Sections and slides: their words."""

from flask import Blueprint, Response, render_template, request, send_file

from compendium.errors import NotFound
from compendium.export.checks import checks
from compendium.library import ReportView
from compendium.model.document import Page
from compendium.model.search import SearchQuery
from webui.overlay import areas, shown_size
from webui.places import namer
from webui.query import TRUE, plain
from webui.reading import the_library

blueprint = Blueprint("pages", __name__)


@blueprint.get("/reports/<report_id>/<any(pages, sections, slides):units>/<int:number>")
def page(report_id: str, units: str, number: int) -> str:
    """The page, section or slide, with the passage and the words that were searched for marked."""
    library = the_library()
    view = library.report(report_id)
    if units != f"{view.report.unit}s":
        raise NotFound(f"The report has no {units}.")
    shown = _page(view, number)
    passages = [item for item in view.passages if number in item.passage.pages]
    sought = request.args.get("passage", "")
    marked = next((item.passage for item in passages if item.passage.id == sought), None)
    text = plain(request.args.get("q", ""))
    asked = SearchQuery(text, exact=request.args.get("exact") == TRUE)
    width, height = shown_size(shown)
    return render_template(
        "page.html",
        view=view,
        report=view.report,
        page=shown,
        place=namer(view),
        doubts=checks(view.report.unit, [shown], [found for found in view.report.problems if found.page == number]),
        passages=passages,
        notes=tuple(dict.fromkeys(note for item in passages for note in item.notes)),
        repeated={item.passage.id: item.passage for item in view.passages},
        marked=marked,
        areas=areas(shown, marked.boxes) if marked else (),
        width=width,
        height=height,
        q=text,
        exact=TRUE if text and asked.exact else None,
        marks=library.marker(asked),
        themes={theme.id: theme.name for theme in library.codebook().themes},
    )


def _page(view: ReportView, number: int) -> Page:
    found = next((page for page in view.pages if page.number == number), None)
    if found is None:
        raise NotFound(f"The report has no page {number}.")
    return found


@blueprint.get("/reports/<report_id>/pages/<int:number>/image.png")
def image(report_id: str, number: int) -> Response:
    """The page as a picture. A browser must ask each time whether it still may show it: reports can be withdrawn."""
    response = send_file(the_library().page_image(report_id, number).absolute(), mimetype="image/png")
    response.headers["Cache-Control"] = "private, no-cache"
    return response
