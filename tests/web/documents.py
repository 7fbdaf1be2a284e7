"""Made-up documents that are more than pages of prose: a scan with a table and a pull quote, a Word file, slides."""

from compendium.library import PassageView, ReportView
from compendium.model.document import Account, Box, Heading, Page, Passage, PassageKind, Problem, Quote, Verdict, Voice
from compendium.model.people import GroupKind, SampleGroup
from compendium.model.report import Claim, Claimant, Report, Source
from compendium.model.theme import Tag

CAPTION = "Table 1: How often people had visits (base: 41)"
ROWS = (("", "Yes", "No | never"), ("Visits each week", "12", ""), ("Letters & calls", "<b>29</b>", "3"))
NOTES = ("describes waiting", "describes silence")
LONG = "I waited for the visits and nobody told me when they would begin again."


def a_table(id: str, page: int, caption: str = CAPTION, rows: tuple[tuple[str, ...], ...] = ROWS) -> Passage:
    """A table as a reader gives it: cells parted by tabs, rows by line ends."""
    text, cells = caption, []
    for row in rows:
        text += "\n" if text else ""
        spans = []
        for number, cell in enumerate(row):
            text += "\t" if number else ""
            spans.append((len(text), len(text) + len(cell)))
            text += cell
        cells.append(tuple(spans))
    heading = ("Visits",)
    return Passage(id, PassageKind.TABLE, Account.SURVEY, (page,), heading, text, cells=tuple(cells))


def a_quote(id: str, page: int, **more: object) -> Passage:
    """A passage of one quote."""
    said = (Quote(0, len(LONG), Voice.LIVED_EXPERIENCE),)
    values = {
        "kind": PassageKind.QUOTE,
        "account": Account.OWN_WORDS,
        "pages": (page,),
        "heading": ("Visits", "Waiting"),
    }
    return Passage(id, text=LONG, quotes=said, **(values | more))  # type: ignore[arg-type]


def scan(report: Report) -> ReportView:
    """Six pages: text, two recognised in pictures, one a picture still, one failed, one read with doubts."""
    pages = (
        Page(1, None, Verdict.TEXT, 400, 600),
        Page(2, "1", Verdict.TEXT, 400, 600, quality=0.7, ocr=True),
        Page(3, "2", Verdict.TEXT, 400, 600, quality=0.9, ocr=True),
        Page(4, None, Verdict.SCANNED, 400, 600),
        Page(5, None, Verdict.EMPTY, 0, 0, quality=0.0),
        Page(6, None, Verdict.TEXT, 400, 600, quality=0.5),
    )
    quote, table = a_quote(f"{report.id}:q", 2), a_table(f"{report.id}:t", 3)
    pulled = a_quote(
        f"{report.id}:pull", 3, kind=PassageKind.PULL_QUOTE, repeats=quote.id, boxes=(Box(3, 9, 9, 99, 30),)
    )
    tags = (Tag(quote.id, "family-contact", Claimant.RULE),)
    views = (PassageView(quote, tags, NOTES), PassageView(pulled, (), NOTES), PassageView(table, ()))
    headings = (Heading(1, "Visits", 2), Heading(2, "Waiting", 2), Heading(1, "Letters", 6))
    return ReportView(report, pages, views, (), None, headings)


SCAN_PROBLEMS = (
    Problem("scanned-page", "Page 4 is a picture of a page: its words were not read.", 4),
    Problem("page-failed", "Page 5 could not be read (x).", 5),
    Problem("pictures", "This document holds 3 pictures. Words inside pictures are not read."),
)


def word_file(report: Report) -> ReportView:
    """Three sections; the last has no words."""
    pages = tuple(Page(n, None, Verdict.TEXT if n < 3 else Verdict.EMPTY, 0, 0) for n in (1, 2, 3))
    first = a_quote(f"{report.id}:w1", 1, heading=("What we did",), pages=(1, 2))
    views = (PassageView(first, ()), PassageView(a_table(f"{report.id}:w2", 2), ()))
    headings = (Heading(1, "What we did", 1), Heading(1, "Visits", 2), Heading(2, "Waiting", 2))
    return ReportView(report, pages, views, (), None, headings)


def slides(report: Report) -> ReportView:
    """Two slides."""
    pages = (Page(1, None, Verdict.TEXT, 0, 0), Page(2, None, Verdict.TEXT, 0, 0))
    views = (PassageView(a_quote(f"{report.id}:s1", 2, heading=("What people said",)), ()),)
    return ReportView(report, pages, views, (), None, (Heading(1, "What people said", 2),))


def without_pages(report_id: str, format: str) -> dict[str, object]:
    """Changes to a report that make it one of sections or slides, with what it says of itself on the second."""
    heard = "We held interviews with 41 people in prison."
    return {
        "sources": (Source("ef" * 32, f"{report_id}.{format}", format, 900),),
        "claims": (Claim("method", "interview", Claimant.RULE, 2, heard),),
        "sample_groups": (SampleGroup(GroupKind.LIVED_EXPERIENCE, 41, page=2, verbatim=heard),),
        "candidates": (),
        "problems": (Problem("pictures", "This document holds 2 pictures. Words inside pictures are not read."),),
    }
