"""A library in memory, with what pages must show: both voices, all states of a tag, a turned page, a draft."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from compendium.config import Config
from compendium.errors import IndexUnusable, NotFound
from compendium.export.citation import place_name
from compendium.library import PassageView, ReportView
from compendium.model.document import Account, Box, Page, Passage, PassageKind, Problem, Quote, Unit, Verdict, Voice
from compendium.model.indexing import Advice, Tally
from compendium.model.people import Exactness, GroupKind, People, SampleGroup
from compendium.model.report import Claim, Claimant, Form, PartialDate, Period, Precision, Report, Reuse, Source, Status
from compendium.model.search import (
    Expansion,
    Facet,
    FacetValue,
    Hit,
    ReportHits,
    Results,
    SearchQuery,
    Snippet,
    Sort,
    Totals,
)
from compendium.model.theme import Codebook, Tag, TagStatus, Theme
from tests.web import documents
from webui.app import create_app

CODEBOOK = Codebook(
    "1",
    (
        Theme("relationships", "Relationships", "People who matter to a person in custody or on probation."),
        Theme(
            "family-contact",
            "Family contact",
            "Keeping in touch.",
            "relationships",
            "Visits.",
            "Staff.",
            terms=("visit", "phone"),
        ),
        Theme("health", "Health", "Body and mind."),
        Theme("healthcare", "Healthcare", "Seeing a nurse or a doctor.", "health", terms=("nurse",)),
    ),
)
FAMILY = "Family visits mattered most in {}. “I lived for the visits,” one man said. “We see it too,” an officer said."
HOSTILE = 'We waited <script>alert("1")</script> & <b>nobody</b> came to the visits hall.'


def a_report(id: str, title: str, year: int, **changes: object) -> Report:
    """A published report with two sample groups; `changes` overrides fields."""
    claims = (
        Claim("title", title, Claimant.RULE, 1, title, 0.9),
        Claim("organisation", "Open Doors", Claimant.PERSON, 2, "Published by Open Doors", confirmed=True),
        Claim("method", "interview", Claimant.RULE, 2, "We held interviews with 41 people in prison."),
    )
    values = {
        "id": id,
        "title": title,
        "organisations": ("Open Doors",),
        "published": PartialDate(date(year, 3, 1), Precision.MONTH),
        "fieldwork": Period(date(year - 1, 5, 1), date(year - 1, 9, 30)),
        "study": f"study-{id}",
        "replaces": None,
        "form": Form.REPORT,
        "status": Status.PUBLISHED,
        "audience": (),
        "not_before": None,
        "reuse": Reuse.UNKNOWN,
        "methods": ("interview",),
        "settings": ("prison",),
        "populations": ("young-adults",),
        "sources": (
            Source("ab" * 32, f"{id}.pdf", "pdf", 1000),
            Source("cd" * 32, "x", "pdf", 1),
        ),
        "address": f"https://example.org/{id}",
        "sample_groups": (
            SampleGroup(
                GroupKind.LIVED_EXPERIENCE,
                41,
                methods=("interview",),
                page=2,
                verbatim="We held interviews with 41 people in prison.",
            ),
            SampleGroup(GroupKind.STAFF, 12, Exactness.AT_LEAST, page=2, verbatim="At least 12 officers spoke to us."),
        ),
        "candidates": (
            SampleGroup(
                GroupKind.OTHER,
                900,
                page=2,
                verbatim="The prison holds 900 people.",
                why_not="It is the size of the prison.",
            ),
        ),
        "claims": claims,
        "pages": 3,
        "problems": (),
        "revision": 1,
    }
    return Report(**(values | changes))  # type: ignore[arg-type]


def a_view(report: Report) -> ReportView:
    """The report with three pages (the second turned, printed numbers one behind) and two passages."""
    pages = (
        Page(1, None, Verdict.TEXT, 400, 600),
        Page(2, "1", Verdict.TEXT, 400, 600, rotation=90),
        Page(3, "2", Verdict.SCANNED, 400, 600),
    )
    first = Passage(
        f"{report.id}:p1",
        PassageKind.PARAGRAPH,
        Account.PARAPHRASE,
        (1,),
        ("Findings", "Family"),
        FAMILY.format(report.title),
        (Box(1, 50, 500, 350, 515), Box(1, 50, 480, 300, 495)),
        (
            Quote(*_span("I lived for the visits,", report.title), Voice.LIVED_EXPERIENCE, "Man, 34"),
            Quote(*_span("We see it too,", report.title), Voice.STAFF),
        ),
    )
    second = Passage(
        f"{report.id}:p2",
        PassageKind.QUOTE,
        Account.OWN_WORDS,
        (2, 3),
        ("Findings",),
        HOSTILE,
        (Box(2, 100, 200, 300, 220),),
        (Quote(0, 9),),
    )
    tags = (
        Tag(first.id, "family-contact", Claimant.PERSON, TagStatus.ACCEPTED),
        Tag(first.id, "relationships", Claimant.RULE),
        Tag(first.id, "healthcare", Claimant.RULE, TagStatus.REJECTED),
    )
    views = (PassageView(first, tags), PassageView(second, (Tag(second.id, "family-contact", Claimant.RULE),)))
    return ReportView(report, pages, views, (), None)


def _span(words: str, title: str) -> tuple[int, int]:
    start = FAMILY.format(title).index(words)
    return start, start + len(words)


class MemoryLibrary:
    """Has the methods of Library that pages call. Finds a word by its letters: pages can be tested without an index."""

    owner = False

    def __init__(self, reports: tuple[Report, ...], folder: Path) -> None:
        self.views = {report.id: a_view(report) for report in reports}
        self.folder = folder
        self.asked: list[SearchQuery] = []
        self.preparing = False
        self.changes: dict[str, object] = {}
        """Fields of results, by name, that a test wants to be so."""

    def reports(self) -> tuple[Report, ...]:
        return tuple(view.report for view in self.views.values())

    def report(self, report_id: str) -> ReportView:
        if report_id not in self.views:
            raise NotFound("There is no such report.")
        return self.views[report_id]

    def codebook(self) -> Codebook:
        return CODEBOOK

    def totals(self) -> Totals:
        n = len(self.views)
        return Totals(n, min(n, 1), self._people(n), 2 * n, 3 * n, n, revision=1)

    def search(self, query: SearchQuery) -> Results:
        self.asked.append(query)
        if self.preparing:
            raise IndexUnusable("Search is being prepared.")
        if query.like:
            self.passage(query.like)
        groups, found = [], []
        for view in self._in_order(query.sort):
            once = (item for item in view.passages if not item.passage.repeats)
            hits = tuple(hit for item in once if (hit := self._hit(view, item, query)))
            if hits:
                groups.append(ReportHits(view.report, hits[: max(1, query.passages // 3)], len(hits)))
                found += hits
        visits = "visit" in query.text and not query.exact
        results = Results(
            query=query,
            total_passages=len(found),
            total_reports=len(groups),
            organisations=len({name for group in groups for name in group.report.organisations}),
            people=self._people(len(groups)),
            groups=tuple(groups[query.offset : query.offset + query.limit]),
            facets=self._facets(found),
            expanded=(Expansion("visits", ("visiting hours", "visitors")),) if visits else (),
            advice=None if found or not query.text else self._advice(query),
            near_themes=() if found or "nurse" not in query.text else CODEBOOK.themes[3:],
            revision=1,
        )
        return replace(results, **self.changes)

    def _in_order(self, sort: Sort) -> list[ReportView]:
        views = list(self.views.values())
        if sort is Sort.ADDED:
            return sorted(views, key=lambda view: view.report.appeared or date.min, reverse=True)
        return sorted(views, key=lambda view: -(view.report.year or 0)) if sort is Sort.NEWEST else views

    def _advice(self, query: SearchQuery) -> Advice:
        """Each word by itself, and the question without each, as an index would tell."""

        def holding(*words: str) -> int:
            texts = [item.passage.text.lower() for view in self.views.values() for item in view.passages]
            return sum(all(word in text for word in words) for text in texts)

        words = query.text.lower().replace('"', "").split()
        without = [(word, holding(*(other for other in words if other != word))) for word in words]
        return Advice(
            words=tuple(Tally(word, holding(word), ("zebras",) if word == "zebra" else ()) for word in words),
            without=tuple(Tally(*found) for found in without if found[1] and len(words) > 1),
            unfiltered=holding(*words),
            filters=(("year", holding(*words)),) if query.years else (),
        )

    def passage(self, passage_id: str) -> tuple[ReportView, PassageView]:
        for view in self.views.values():
            for item in view.passages:
                if item.passage.id == passage_id:
                    return view, item
        raise NotFound("There is no such passage.")

    def related(self, report_id: str, most: int = 5) -> tuple[Report, ...]:
        self.report(report_id)
        if self.preparing:
            raise IndexUnusable("Search is being prepared.")
        return tuple(report for report in self.reports() if report.id != report_id)[:most]

    def marker(self, query: SearchQuery) -> Callable[[str], tuple[tuple[int, int], ...]]:
        words = "|".join(map(re.escape, re.findall(r"\w+", query.text)))
        return lambda text: tuple(match.span() for match in re.finditer(words, text, re.IGNORECASE)) if words else ()

    def revision(self) -> int:
        return 1

    def theme_counts(self) -> dict[str, int]:
        return {
            theme.id: n
            for theme in CODEBOOK.themes
            if (n := self.search(SearchQuery(themes=frozenset({theme.id}))).total_passages)
        }

    def _hit(self, view: ReportView, item: PassageView, query: SearchQuery) -> Hit | None:
        passage, report = item.passage, view.report
        standing = {tag.theme for tag in item.tags if tag.status is not TagStatus.REJECTED}
        wanted = set().union(*(CODEBOOK.descendants(theme) for theme in query.themes))
        words = query.text.lower().split()
        if not (
            all(word in passage.text.lower() for word in words)
            and (not query.themes or wanted & standing)
            and (not query.reports or report.id in query.reports)
            and (not query.voices or query.voices & passage.voices)
            and (not query.years or report.year in query.years)
            and (not query.fieldwork or (report.fieldwork and report.fieldwork.start.year in query.fieldwork))
            and (not query.statuses or report.status in query.statuses)
            and passage.id != query.like
            and not (query.since and query.since >= "2100")
        ):
            return None
        marks = tuple(
            match.span() for word in words for match in re.finditer(re.escape(word), passage.text, re.IGNORECASE)
        )
        page = view.pages[passage.pages[0] - 1]
        snippet = Snippet(passage.text, marks, cut_after=True)
        place = place_name(report.unit, page.number, page.label, view.headings)
        return Hit(passage, report.id, page.label, 1.0, snippet, item.tags, place, page.ocr, item.notes)

    def _facets(self, hits: list[Hit]) -> tuple[Facet, ...]:
        themes = Counter(tag.theme for hit in hits for tag in hit.tags if tag.status is not TagStatus.REJECTED)
        voices = Counter(voice.value for hit in hits for voice in hit.passage.voices)
        years = Counter(str(self.views[hit.report].report.year) for hit in hits)
        organisations = Counter(name for hit in hits for name in self.views[hit.report].report.organisations)
        for theme in CODEBOOK.themes:  # as in the index, those below count too
            if theme.parent and themes[theme.id]:
                themes[theme.parent] = max(themes[theme.parent], themes[theme.id])
        heard = Counter(
            str(report.fieldwork.start.year)
            for hit in hits
            if (report := self.views[hit.report].report).fieldwork is not None
        )
        statuses = Counter(str(self.views[hit.report].report.status) for hit in hits)
        named = {"theme": themes, "voice": voices, "year": years, "fieldwork": heard, "organisation": organisations}
        named["status"] = statuses
        return tuple(
            Facet(
                name,
                tuple(FacetValue(value, value, n) for value, n in counts.most_common()),
            )
            for name, counts in named.items()
        )

    def _people(self, reports: int) -> People:
        return People(41 * reports, 12 * reports, exactness=Exactness.AT_LEAST) if reports else People()

    def page_image(self, report_id: str, number: int) -> Path:
        page = next((page for page in self.report(report_id).pages if page.number == number), None)
        if page is None or self.report(report_id).report.unit is not Unit.PAGE:
            raise NotFound("There is no such page.")
        size = (600, 400) if page.rotation else (400, 600)
        picture = Image.new("RGB", size, "white")
        ImageDraw.Draw(picture).rectangle((50, 85, 350, 100), fill="grey")
        path = self.folder / f"{report_id}-{number}.png"
        picture.save(path)
        return path

    def file(self, report_id: str) -> Path:
        self.report(report_id)
        path = self.folder / report_id
        path.write_bytes(b"%PDF-1.7 not much of one")
        return path

    def close(self) -> None: ...


REPORTS = (
    a_report("r1", "Doors that open", 2021, appeared=date(2026, 5, 1)),
    a_report(
        "r2",
        "Being heard & seen",
        2023,
        appeared=date(2026, 6, 2),
        problems=(Problem("page-failed", "Page 3 could not be read (x).", 3),),
        address="javascript:alert(1)",
    ),
    a_report("r3", "Long days", 2019, sample_groups=(), status=Status.DRAFT, fieldwork=None, published=None),
)


@pytest.fixture
def library(tmp_path: Path) -> MemoryLibrary:
    """Three reports; the first is on the same study as the second, which replaces it."""
    library = MemoryLibrary(REPORTS, tmp_path)
    library.views["r1"] = replace(library.views["r1"], same_study=(REPORTS[1],), newer=REPORTS[1])
    return library


@pytest.fixture
def make_app(tmp_path: Path) -> Callable[..., Flask]:
    """Makes the site over a library."""

    def make(library: MemoryLibrary, **options: object) -> Flask:
        app = create_app(Config(home=tmp_path, **options), lambda: library)  # type: ignore[arg-type, return-value]
        app.testing = True
        return app

    return make


@pytest.fixture
def client(library: MemoryLibrary, make_app: Callable[..., Flask]) -> FlaskClient:
    """A visitor of the site over the three reports."""
    return make_app(library).test_client()


@pytest.fixture
def empty(tmp_path: Path, make_app: Callable[..., Flask]) -> FlaskClient:
    """A visitor of the site over a library without reports."""
    return make_app(MemoryLibrary((), tmp_path)).test_client()


@pytest.fixture
def mixed(library: MemoryLibrary) -> MemoryLibrary:
    """The three reports, a scan (r4), a Word file (r5) and slides (r6)."""
    scan = a_report("r4", "Waiting for visits", 2020, pages=6, problems=documents.SCAN_PROBLEMS)
    word = a_report("r5", "Visits, in words", 2022, **documents.without_pages("r5", "docx"))
    deck = a_report("r6", "Visits on slides", 2018, pages=2, **documents.without_pages("r6", "pptx"))
    library.views |= {"r4": documents.scan(scan), "r5": documents.word_file(word), "r6": documents.slides(deck)}
    return library
