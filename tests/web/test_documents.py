"""Scans, tables, pull quotes, sections and slides: shown as what they are, and never called what they are not."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from compendium.export.citation import RECOGNISED
from compendium.model.document import Page, Problem, Verdict
from tests.web.documents import CAPTION, LONG, ROWS
from tests.web.test_pages import text_of


@pytest.fixture
def visitor(mixed: Any, make_app: Callable[..., Any]) -> FlaskClient:
    """A visitor of the site over reports of all kinds."""
    client: FlaskClient = make_app(mixed).test_client()
    return client


def said(client: FlaskClient, address: str) -> str:
    """What a person reads there."""
    return unescape(text_of(client, address))


# -- pages to check ----------------------------------------------------------------------------------------------------


def test_a_report_lists_the_pages_to_check_with_the_reason_and_a_link(visitor: FlaskClient) -> None:
    page = visitor.get("/reports/r4").text
    listed = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.split('id="check"')[1].split("</section>")[0])))
    for line in (
        "This document holds 3 pictures. Words inside pictures are not read.",
        f"Page 2 (printed 1), page 3 (printed 2): {RECOGNISED}",
        "Page 4: This page is a picture of a page: its words were not read.",
        "Page 5: This page could not be read (x).",
        "Page 6: This was read with doubts, for example about its order. Compare it with the page.",
    ):
        assert line in listed
    assert "age 1:" not in listed
    for number in range(2, 7):
        assert f'href="/reports/r4/pages/{number}"' in page.split('id="check"')[1].split("</section>")[0]


def test_a_report_without_doubts_lists_none(mixed: Any, visitor: FlaskClient) -> None:
    slides = visitor.get("/reports/r6").text
    assert "How this report was read" in slides
    assert "Check these" not in slides
    view = mixed.views["r1"]
    mixed.views["r1"] = replace(view, pages=view.pages[:2])
    assert 'id="check"' not in visitor.get("/reports/r1").text


def test_many_pages_are_listed_in_few_words(mixed: Any, visitor: FlaskClient) -> None:
    view = mixed.views["r4"]
    pages = tuple(Page(n, None, Verdict.TEXT, 400, 600, ocr=True) for n in range(1, 301))
    mixed.views["r4"] = replace(view, pages=pages, report=replace(view.report, problems=()))
    page = visitor.get("/reports/r4").text.split('id="check"')[1].split("</section>")[0]
    assert page.count("<a ") == 2
    assert f"Page 1 to page 300: {RECOGNISED}" in re.sub(r"<[^>]+>", "", page)


@pytest.mark.parametrize(
    ("number", "warning"),
    [
        (2, RECOGNISED),
        (4, "This page is a picture of a page"),
        (5, "This page could not be read"),
        (6, "This was read with doubts"),
    ],
)
def test_the_page_itself_says_so_too(visitor: FlaskClient, number: int, warning: str) -> None:
    page = said(visitor, f"/reports/r4/pages/{number}")
    assert f"Warning {warning}" in page
    assert page.count("Warning") == 1


def test_a_page_read_well_carries_no_warning(visitor: FlaskClient) -> None:
    assert "Warning" not in said(visitor, "/reports/r4/pages/1")


def test_other_problems_are_told_once_for_all_their_pages(mixed: Any, visitor: FlaskClient) -> None:
    view = mixed.views["r1"]
    problems = tuple(Problem("many-lines", f"Page {n} holds too many lines to look for tables.", n) for n in (1, 2))
    mixed.views["r1"] = replace(view, report=replace(view.report, problems=problems))
    assert "Page 1, page 2 (printed 1): This page holds too many lines to look for tables." in said(
        visitor, "/reports/r1"
    )
    assert "Warning This page holds too many lines to look for tables." in said(visitor, "/reports/r1/pages/2")


def test_a_hit_from_a_scanned_page_says_so(visitor: FlaskClient) -> None:
    page = visitor.get("/search?q=waited&report=r4").text
    assert page.count(RECOGNISED) == 1
    assert RECOGNISED not in visitor.get("/search?q=waited&report=r5").text


# -- tables ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/reports/r4", "/reports/r4/pages/3", "/reports/r5", "/reports/r5/sections/2"])
def test_a_table_is_a_table(visitor: FlaskClient, address: str) -> None:
    table = re.search(r"<table.*?</table>", visitor.get(address).text, re.DOTALL)
    assert table is not None
    rows = re.findall(r"<tr.*?</tr>", table[0], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    assert tuple(tuple(map(unescape, row)) for row in cells) == ROWS
    assert unescape(re.search(r"<caption[^>]*>(.*?)</caption>", table[0])[1]) == CAPTION  # type: ignore[index]
    assert re.findall(r'<th scope="col"[^>]*>', rows[0]) and "<th" not in "".join(rows[1:])
    assert "<b>29" not in table[0]


def test_words_are_marked_inside_cells_and_caption(visitor: FlaskClient) -> None:
    page = visitor.get("/reports/r4/pages/3?passage=r4:t&q=visits+letters+never").text
    table = re.search(r"<table.*?</table>", page, re.DOTALL)[0]  # type: ignore[index]
    assert re.findall(r"<mark>(.*?)</mark>", table) == ["visits", "never", "Visits", "Letters"]
    assert '<td class="govuk-table__cell"><mark>Letters</mark> &amp; calls</td>' in table


def test_a_snippet_parts_the_cells_of_a_table(visitor: FlaskClient) -> None:
    shown = said(visitor, "/search?q=letters&report=r4")
    assert "(base: 41) | Yes | No | never | Visits each week | 12 | Letters & calls | <b>29</b> | 3" in shown
    assert "<mark>Letters</mark> &amp; calls | " in visitor.get("/search?q=letters&report=r4").text


def test_words_between_cells_are_never_lost(mixed: Any, visitor: FlaskClient) -> None:
    view = mixed.views["r4"]
    table = view.passages[2].passage
    odd = replace(table, cells=(table.cells[0], table.cells[2]))  # what stands in the second row is in no cell
    mixed.views["r4"] = replace(view, passages=(replace(view.passages[2], passage=odd),))
    page = visitor.get("/reports/r4/pages/3").text
    assert "<table" not in page
    assert "Visits each week" in page


# -- pull quotes -------------------------------------------------------------------------------------------------------


def test_a_pull_quote_is_shown_on_its_page_with_a_link_to_the_words_it_repeats(visitor: FlaskClient) -> None:
    page = visitor.get("/reports/r4/pages/3").text
    assert "Pull quote: repeats words on page 2 (printed 1)" in said(visitor, "/reports/r4/pages/3")
    assert 'href="/reports/r4/pages/2?passage=r4:q"' in page.replace("%3A", ":")
    assert page.count(LONG) == 1
    assert "Suggested by computer" not in page


def test_a_pull_quote_comes_once_in_the_text_and_never_in_results(visitor: FlaskClient) -> None:
    assert visitor.get("/reports/r4").text.count(LONG) == 1
    assert visitor.get("/search?q=waited&report=r4").text.count('class="app-hit"') == 1


# -- sections and slides -----------------------------------------------------------------------------------------------

WITHOUT_PAGES = [
    "/reports/r5",
    "/reports/r5/sections/1?passage=r5:w1&q=visits",
    "/reports/r5/sections/2",
    "/reports/r5/sections/3",
    "/reports/r6",
    "/reports/r6/slides/2",
    "/search?q=visits&report=r5",
    "/search?q=visits&report=r6",
]


@pytest.mark.parametrize("address", WITHOUT_PAGES)
def test_what_has_no_pages_is_never_said_to_have_any(visitor: FlaskClient, address: str) -> None:
    answer = visitor.get(address)
    main = answer.text.split("<main", 1)[1].split("</main>")[0]
    words = re.sub(r"<[^>]+>", " ", main) + " ".join(re.findall(r'(?:alt|aria-label|title)="([^"]*)"', main))
    title = re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)
    assert title is not None
    assert not re.search(r"\bpages?\b", words + title[1], re.IGNORECASE)
    assert not re.search(r'href="/reports/r[56]/pages/', main)


def test_sections_are_named_by_number_and_heading(visitor: FlaskClient) -> None:
    assert "Section 2, Visits" in said(visitor, "/search?q=letters&report=r5")
    first = said(visitor, "/reports/r5/sections/1")
    assert "Section 1 of 3 What we did" in first
    assert "Goes on to section 2" in first
    assert "Next section : section 2, Visits" in first
    assert "No words were read in this section." in said(visitor, "/reports/r5/sections/3")
    report = said(visitor, "/reports/r5")
    assert "In section 2, Visits: read by computer, not checked" in report
    assert "Save the report (Word, 3 sections)" in report


def test_slides_are_named_by_number(visitor: FlaskClient) -> None:
    assert "Slide 2 " in said(visitor, "/search?q=visits&report=r6")
    assert "Slide 2 of 2" in said(visitor, "/reports/r6/slides/2")
    assert "Save the report (PowerPoint, 2 slides)" in said(visitor, "/reports/r6")


def test_without_a_picture_it_says_why_and_offers_the_file(visitor: FlaskClient) -> None:
    for address, why in (
        ("/reports/r5/sections/1", "because a Word document looks different in every program that opens it."),
        ("/reports/r6/slides/2", "because slides are not drawn here."),
    ):
        page = visitor.get(address).text
        assert why in page
        assert f'href="{address.rsplit("/", 2)[0]}/file"' in page
        assert "<img" not in page
    assert visitor.get("/reports/r5/pages/1/image.png").status_code == 404


@pytest.mark.parametrize(
    "wrong", ["/reports/r5/pages/1", "/reports/r5/slides/1", "/reports/r1/sections/1", "/reports/r6/chapters/1"]
)
def test_an_address_names_the_right_unit_or_leads_nowhere(visitor: FlaskClient, wrong: str) -> None:
    assert visitor.get(wrong).status_code == 404


def test_files_are_saved_under_their_own_type(visitor: FlaskClient) -> None:
    for report, kind in (("r5", "wordprocessingml.document"), ("r6", "presentationml.presentation")):
        with visitor.get(f"/reports/{report}/file") as answer:
            assert answer.mimetype.endswith(kind)
            assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_saved_web_page_is_never_called_one(mixed: Any, visitor: FlaskClient) -> None:
    view = mixed.views["r5"]
    source = replace(view.report.sources[0], format="html", name="r5.html")
    mixed.views["r5"] = replace(view, report=replace(view.report, sources=(source,)))
    with visitor.get("/reports/r5/file") as answer:
        assert answer.mimetype == "application/octet-stream"
        assert "attachment" in answer.headers["Content-Disposition"]


# -- contents ----------------------------------------------------------------------------------------------------------


def test_the_contents_lead_to_each_heading(visitor: FlaskClient) -> None:
    page = visitor.get("/reports/r5").text
    contents = page.split("app-contents", 1)[1].split("</ol>")[0]
    assert re.findall(r'href="([^"]+)">([^<]+)</a>', contents) == [
        ("/reports/r5/sections/1", "What we did"),
        ("/reports/r5/sections/2", "Visits"),
        ("/reports/r5/sections/2", "Waiting"),
    ]
    assert "Contents" not in visitor.get("/reports/r1").text
