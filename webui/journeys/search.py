"""Search and filter. One address says everything about a search, so it can be kept, sent and gone back to."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from compendium.export.citation import content_note
from compendium.library import Library
from compendium.model.search import Results, SearchQuery
from webui.advice import also_searched, help_with
from webui.feed import FEED_TYPE, atom, feed_query
from webui.filters import has_filters, panel
from webui.hits import facts, shown_reports
from webui.places import path, place_url, report_url
from webui.query import address, arguments, read_query
from webui.reading import kept_page, the_library

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def results() -> str | AnyResponse:
    """The results page. A page number beyond the end leads to the last page."""
    library = the_library()
    query, unusable = read_query(request.args, library.owner)
    found = library.search(query)
    last = max(0, -(-found.total_reports // query.limit) - 1) * query.limit
    if query.offset > last:
        return redirect(address(query, offset=last))
    return kept_page(request.full_path, found, lambda: _page(library, query, unusable, found))


def _page(library: Library, query: SearchQuery, unusable: tuple[str, ...], found: Results) -> str:
    codebook = library.codebook()
    return render_template(
        "search.html",
        query=query,
        found=found,
        reports=shown_reports(found, {theme.id: theme.name for theme in codebook.themes}),
        panel=panel(found, codebook, _titles(library, found), library.owner),
        unusable=unusable,
        filtered=has_filters(query),
        help=help_with(found),
        also_searched=also_searched,
        model=_model(library, query.like) if query.like else None,
        pagination=pagination(query, found),
        address=address,
        feed=path("search", "feed", **arguments(feed_query(query))),
        feed_type=FEED_TYPE,
    )


@blueprint.get("/search/feed")
def feed() -> AnyResponse:
    """The reports that answer as an Atom feed, with the same arguments as the page of results."""
    library = the_library()
    query = feed_query(read_query(request.args, library.owner)[0])
    found = library.search(query)
    chosen = panel(found, library.codebook(), _titles(library, found), library.owner).chosen
    response = Response(atom(found, [f"{item.title}: {item.label}" for item in chosen]), mimetype=FEED_TYPE)
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)


def _titles(library: Library, found: Results) -> dict[str, str]:
    """The titles of the reports that were chosen as a filter."""
    wanted = found.query.reports
    titles = {group.report.id: group.report.title for group in found.groups if group.report.id in wanted}
    if wanted - titles.keys():
        titles |= {report.id: report.title for report in library.reports() if report.id in wanted}
    return titles


def _model(library: Library, passage_id: str) -> dict[str, str]:
    """The passage that others are to be like, with the way back to it."""
    view, item = library.passage(passage_id)
    passage, report = item.passage, view.report
    return {
        "note": content_note(item.notes),
        "words": passage.text,
        "href": place_url(report, passage.pages[0], passage=passage.id),
        "title": report.title,
        "report": report_url(report.id),
        "facts": facts(report),
    }


def pagination(query: SearchQuery, found: Results) -> dict[str, Any] | None:
    """Links to the next, first and last pages of results, as govukPagination takes them; None for a single page."""
    here, pages = query.offset // query.limit + 1, -(-found.total_reports // query.limit)
    if pages < 2:
        return None

    def link(number: int) -> dict[str, Any]:
        return {"number": number, "href": address(query, offset=(number - 1) * query.limit), "current": number == here}

    items: list[dict[str, Any]] = []
    for number in sorted(n for n in {1, here - 1, here, here + 1, pages} if 1 <= n <= pages):
        if items and number > items[-1]["number"] + 1:
            items.append({"ellipsis": True, "number": number - 1})
        items.append(link(number))
    around: dict[str, Any] = {"landmarkLabel": "Pages of results", "items": items}
    around |= {"previous": link(here - 1)} if here > 1 else {}
    return around | ({"next": link(here + 1)} if here < pages else {})
