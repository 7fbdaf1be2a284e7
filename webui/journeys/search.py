"""Search and filter. One address says everything about a search, so it can be kept, sent and gone back to."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from compendium.model.search import Results, SearchQuery
from webui.codebook import near_themes
from webui.filters import has_filters, panel
from webui.query import address, read_query
from webui.reading import the_library

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def results() -> str | Response:
    """The results page. A page number beyond the end leads to the last page."""
    query, unusable = read_query(request.args)
    library = the_library()
    found = library.search(query)
    last = max(0, -(-found.total_reports // query.limit) - 1) * query.limit
    if query.offset > last:
        return redirect(address(query, offset=last))
    named = library.reports() if query.reports else ()
    return render_template(
        "search.html",
        query=query,
        found=found,
        panel=panel(found, library.codebook(), named),
        themes={theme.id: theme.name for theme in library.codebook().themes},
        organisations=_organisations(found),
        unusable=unusable,
        near=near_themes(library, query.text) if not found.total_passages else (),
        filtered=has_filters(query),
        pagination=pagination(query, found),
        address=address,
    )


def _organisations(found: Results) -> int:
    """How many organisations published what answers."""
    return next((len(facet.values) for facet in found.facets if facet.name == "organisation"), 0)


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
