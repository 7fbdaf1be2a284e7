"""What only a browser can tell: contrast, names, overflow, what the policy blocks, life without JavaScript."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from tests.web.documents import a_table

pytestmark = pytest.mark.browser

PLACES = {
    "home": "/",
    "search": "/search?q=visits&theme=family-contact",
    "no results": "/search?q=zebra+nurse&year=2021",
    "like one passage": "/search?like=r1:p1&since=2020-01-01",
    "reports": "/reports",
    "report": "/reports/r1",
    "page": "/reports/r1/pages/1?passage=r1:p1&q=visits",
    "turned page": "/reports/r1/pages/2?passage=r1:p2",
    "themes": "/themes",
    "about": "/about",
    "accessibility": "/accessibility",
    "not found": "/nowhere",
}
OTHERS = {
    "report with doubts": "/reports/r4",
    "scanned page with a table": "/reports/r4/pages/3?passage=r4:t&q=visits+letters",
    "failed page": "/reports/r4/pages/5",
    "report of sections": "/reports/r5",
    "section": "/reports/r5/sections/2?passage=r5:w2&q=letters",
    "empty section": "/reports/r5/sections/3",
    "slide": "/reports/r6/slides/2?passage=r6:s1&q=waited",
    "hits of all kinds": "/search?q=visits",
}
"""Of the reports that `mixed` adds."""
EXPECTED_MESSAGE = "Failed to load resource: the server responded with a status of 404 (NOT FOUND)"


@contextmanager
def opened(browser: Any, address: str, width: int, **options: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page at that width, and what the browser complained about."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.set_default_timeout(5000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address, wait_until="load")
    yield page, said
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_has_an_accessibility_violation_or_a_browser_error(browser: Any, site: str, width: int) -> None:
    assert violations(browser, site, PLACES, width) == {}


@pytest.mark.parametrize("width", [1280, 390])
def test_nor_has_any_page_of_scans_tables_sections_and_slides(browser: Any, mixed_site: str, width: int) -> None:
    assert violations(browser, mixed_site, OTHERS, width) == {}


@pytest.mark.parametrize("width", [1280, 390])
def test_nor_has_any_page_with_content_notes_and_a_lens(browser: Any, noted_site: tuple[str, str], width: int) -> None:
    site, report = noted_site
    places = {"home": "/", "themes": "/themes", "results": "/search?q=wing", "report": f"/reports/{report}"}
    assert violations(browser, site, places, width) == {}


@pytest.mark.parametrize("width", [1280, 390])
def test_a_content_note_is_seen_above_the_words_without_script_and_fits(
    browser: Any, noted_site: tuple[str, str], width: int
) -> None:
    site, report = noted_site
    for place in ("/search?q=wing", f"/reports/{report}"):
        with opened(browser, site + place, width, java_script_enabled=False) as (page, _):
            first = page.get_by_text("Content note: describes").first
            note, words = first.bounding_box(), page.get_by_text("I cut my arms").first.bounding_box()
            assert first.is_visible()
            assert note["y"] + note["height"] <= words["y"]
            assert note["x"] >= 0 and note["x"] + note["width"] <= width


def violations(browser: Any, site: str, places: dict[str, str], width: int) -> dict[str, Any]:
    """What axe and the browser find wrong, by page."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = {}
    for name, path in places.items():
        with opened(browser, site + path, width) as (page, said):
            wrong = [
                (item["id"], [node["html"] for node in item["nodes"]]) for item in axe.run(page).response["violations"]
            ]
            complaints = [text for text in said if not (name == "not found" and text == EXPECTED_MESSAGE)]
            if wrong or complaints:
                found[name] = (wrong, complaints)
    return found


def test_nothing_spills_off_a_narrow_screen(browser: Any, site: str, mixed_site: str) -> None:
    spilling = {}
    for name, address in [(n, site + p) for n, p in PLACES.items()] + [(n, mixed_site + p) for n, p in OTHERS.items()]:
        with opened(browser, address, 320) as (page, _):
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                spilling[name] = width
    assert spilling == {}


def test_a_wide_table_scrolls_by_itself_also_by_keyboard(browser: Any, mixed_site: str, mixed: Any) -> None:
    rows = tuple(tuple(f"Answer {row}.{column} to a longer question" for column in range(9)) for row in range(3))
    view = mixed.views["r5"]
    wide = replace(view.passages[1], passage=a_table("r5:w2", 2, rows=rows))
    mixed.views["r5"] = replace(view, passages=(wide,))
    with opened(browser, f"{mixed_site}/reports/r5/sections/2", 390) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        frame = page.locator(".app-table")
        assert frame.evaluate("it => it.scrollWidth > it.clientWidth")
        frame.focus()
        page.keyboard.press("ArrowRight")
        for _ in range(50):  # it scrolls smoothly; the policy forbids a predicate in the page
            if frame.evaluate("it => it.scrollLeft > 0"):
                return
            page.wait_for_timeout(50)
    pytest.fail("the table did not scroll")


def test_marks_lie_on_the_picture_of_a_turned_page(browser: Any, site: str) -> None:
    with opened(browser, f"{site}{PLACES['turned page']}", 1280) as (page, _):
        picture = page.locator(".app-sheet__frame img").bounding_box()
        mark = page.locator(".app-sheet__marks rect").bounding_box()
    # The box (100, 200)-(300, 220) of a page of 400 by 600, turned clockwise,
    # begins 200 of 600 from the left and 100 of 400 from the top.
    assert (mark["x"] - picture["x"]) / picture["width"] == pytest.approx(200 / 600, abs=0.01)
    assert (mark["y"] - picture["y"]) / picture["height"] == pytest.approx(100 / 400, abs=0.01)
    assert mark["height"] / picture["height"] == pytest.approx(200 / 400, abs=0.02)


def test_a_search_can_be_made_and_narrowed_without_javascript(browser: Any, site: str) -> None:
    with opened(browser, site, 1280, java_script_enabled=False) as (page, _):
        page.get_by_role("searchbox").fill("visits")
        page.get_by_role("button", name="Search").click()
        page.locator("summary", has_text="Year published").click()
        page.get_by_label("2021").check()
        page.get_by_role("button", name="Apply filters").click()
        assert page.url.endswith("/search?q=visits&sort=relevance&year=2021&since=")
        assert page.get_by_role("heading", name="1 report, 1 organisation").is_visible()
        page.get_by_role("link", name=re.compile(r"Remove filter:\s+Year published: 2021")).click()
        assert page.get_by_role("heading", name="3 reports, 1 organisation").is_visible()


def test_filters_fold_away_on_a_narrow_screen(browser: Any, site: str) -> None:
    with opened(browser, f"{site}/search?q=visits", 390) as (page, _):
        apply = page.get_by_role("button", name="Apply filters")
        assert not apply.is_visible()
        page.get_by_role("button", name="Show filters").click()
        assert apply.is_visible()
        assert page.get_by_role("button", name="Hide filters").get_attribute("aria-expanded") == "true"


def test_the_first_tab_stop_skips_to_the_content(browser: Any, site: str) -> None:
    with opened(browser, site, 1280) as (page, _):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main-content"


def test_print_leaves_out_what_paper_cannot_use(browser: Any, site: str) -> None:
    with opened(browser, f"{site}/search?q=visits", 1280) as (page, _):
        page.emulate_media(media="print")
        assert not page.locator(".app-filters").is_visible()
        assert not page.get_by_role("searchbox").is_visible()
        assert page.locator(".app-result").first.is_visible()


def test_search_that_is_being_prepared_comes_by_itself(browser: Any, site: str, library: Any) -> None:
    library.preparing = True
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with opened(browser, f"{site}/search?q=visits", 390) as (page, _):
        assert page.get_by_role("heading", name="Search is being prepared").is_visible()
        assert axe.run(page).response["violations"] == []
        library.preparing = False
        page.get_by_role("heading", name="3 reports, 1 organisation").wait_for(timeout=15000)


def test_a_search_can_be_widened_and_narrowed_without_javascript(browser: Any, site: str) -> None:
    with opened(browser, f"{site}/search?q=visits", 390, java_script_enabled=False) as (page, _):
        page.get_by_role("link", name="Search for these exact words only").click()
        page.get_by_label("New since").fill("2100-01-01")
        page.get_by_role("button", name="Apply filters").click()
        assert "exact=1" in page.url
        page.get_by_role("link", name="without the filter").or_(page.get_by_role("link", name="Clear filters")).click()
        page.get_by_role("link", name=re.compile("More like this")).first.click()
        assert page.get_by_role("heading", name="Passages like this one").is_visible()
        page.get_by_role("link", name="See this passage on its page").click()
        assert page.get_by_text("The passage you chose").first.is_visible()
