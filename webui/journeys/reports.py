"""A report: what it is, who was heard, what it says, and the file itself."""

from contextlib import suppress
from itertools import groupby
from typing import Final

from flask import Blueprint, Response, render_template, request, send_file

from compendium.errors import IndexUnusable, NotFound
from compendium.export.checks import checks
from compendium.library import Library, PassageView, ReportView
from compendium.model.relation import MAY_BE, Relation
from compendium.model.report import Report, Source
from webui.description import description
from webui.places import namer
from webui.reading import the_library

blueprint = Blueprint("reports", __name__)

PAGES_SHOWN: Final = 20
"""Pages, sections or slides whose passages are shown at a time: a long report as one page takes seconds to open."""

RELATED: Final = 5
"""Reports named as related to one."""

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
TYPES: Final = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain",
    "md": "text/plain",
}
"""Types of files by format. A saved web page is left out: no browser is told that it could show one from here."""


@blueprint.get("/reports")
def all_reports() -> str:
    """Every report the visitor may see, newest first."""
    return render_template("reports.html", reports=the_library().reports())


@blueprint.get("/reports/<report_id>")
def report(report_id: str) -> str:
    """The page of one report."""
    library = the_library()
    view = library.report(report_id)
    start = request.args.get("from", default=1, type=int)
    start = max(1, start) if start <= len(view.pages) else 1
    end = start + PAGES_SHOWN - 1
    return render_template(
        "report.html",
        view=view,
        report=view.report,
        rows=description(view.report),
        place=namer(view),
        checks=checks(view.report.unit, view.pages, view.report.problems),
        recognised_pages={page.number for page in view.pages if page.ocr},
        by_page=[(number, passages) for number, passages in by_first_page(view) if start <= number <= end],
        themes={theme.id: theme.name for theme in library.codebook().themes},
        addresses=[view.report.address] if is_web_address(view.report.address) else [],
        start=start,
        end=min(end, len(view.pages)),
        earlier=max(1, start - PAGES_SHOWN) if start > 1 else None,
        later=end + 1 if end < len(view.pages) else None,
        related=related(library, report_id),
        may_belong=may_belong(library, report_id) if library.owner else [],
    )


def related(library: Library, report_id: str) -> tuple[Report, ...]:
    """Reports that speak of the same; none while search is being prepared."""
    with suppress(IndexUnusable):
        return library.related(report_id, RELATED)
    return ()


def may_belong(library: Library, report_id: str) -> list[tuple[Relation, str, Report]]:
    """Reports that one may belong with, for those who look after it: why, what it may be to each, and the other."""
    found = library.relations(report_id)
    return [(relation, MAY_BE[relation.kind], library.report(relation.other).report) for relation in found]


def by_first_page(view: ReportView) -> list[tuple[int, list[PassageView]]]:
    """The passages under the page they begin on, in reading order; without pull quotes, whose words come anyway."""
    once = (item for item in view.passages if not item.passage.repeats)
    return [(number, list(found)) for number, found in groupby(once, key=lambda item: item.passage.pages[0])]


def is_web_address(address: str) -> bool:
    """Whether it can be offered as a link: an address from a document or a list may be anything, such as a script."""
    return address.lower().startswith(("https://", "http://"))


@blueprint.get("/reports/<report_id>/file")
def file(report_id: str) -> Response:
    """The report as it was added, to save. It is never shown inside the site, and could do nothing there."""
    library = the_library()
    path = library.file(report_id)
    sources = library.report(report_id).report.sources
    if not sources or not path.is_file():
        raise NotFound("The file of this report is not in the library.")
    response = send_file(
        path.absolute(),
        mimetype=TYPES.get(sources[0].format, "application/octet-stream"),
        as_attachment=True,
        download_name=_file_name(sources[0]),
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _file_name(source: Source) -> str:
    """The last part of the name, whichever way its folders are written."""
    return source.name.replace("\\", "/").rsplit("/", 1)[-1] or "report"
