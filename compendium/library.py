"""The read side: one library as one viewer may see it. The command line and the web both read through this and
nothing else."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from compendium import data
from compendium.catalogue.catalogue import Catalogue
from compendium.errors import CompendiumError, NotFound
from compendium.evidence.relations import relations
from compendium.evidence.totals import people
from compendium.export.citation import Places
from compendium.index.snippets import marks, snippet
from compendium.index.whoosh_engine import WhooshIndex
from compendium.model.document import Heading, Page, Passage, Unit
from compendium.model.indexing import Found, FoundReport
from compendium.model.people import GroupKind, People
from compendium.model.relation import Relation
from compendium.model.report import Report, Status
from compendium.model.search import (
    Evidence,
    EvidenceSummary,
    Facet,
    FacetValue,
    Hit,
    ReportHits,
    Results,
    SearchQuery,
    Sort,
    Totals,
    Viewer,
)
from compendium.model.theme import Codebook, Tag

_RENDER_SECONDS = 30
_ALL = 1_000_000
"""More reports, and passages of a report, than any library has: an export leaves nothing out."""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with its tags, as a page shows it."""

    passage: Passage
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with its pages (or sections, or slides), its passages in reading order, and its headings."""

    report: Report
    pages: tuple[Page, ...]
    passages: tuple[PassageView, ...]
    same_study: tuple[Report, ...]
    """Other visible reports on the same study."""
    newer: Report | None
    """The visible report that replaces this one."""
    headings: tuple[Heading, ...] = ()


class Library:
    """One library as one viewer may see it. Threads may share it."""

    def __init__(self, catalogue: Catalogue, index: WhooshIndex, viewer: Viewer) -> None:
        self._catalogue = catalogue
        self._index = index
        self._viewer = viewer

    @classmethod
    def open(cls, home: Path, viewer: Viewer) -> Self:
        """Opens the library in that folder. Raises LibraryUnusable when there is none or it cannot be used."""
        catalogue = Catalogue.open(home)
        return cls(catalogue, WhooshIndex.open(home / "index"), viewer)

    def close(self) -> None:
        """Lets go of all files."""
        self._index.close()
        self._catalogue.close()

    def search(self, query: SearchQuery) -> Results:
        """What answers. Totals, counts and people are of everything that answers; `groups` is the part asked for."""
        found = self._find(query)
        # only the order by people needs to know all reports that answer; else those shown are enough
        wanted = found.all_reports if query.sort is Sort.PEOPLE else [report.report for report in found.shown]
        reports = {report.id: report for report in self._reports(wanted, query)}
        shown = self._by_people(found, reports, query) if query.sort is Sort.PEOPLE else found.shown
        return Results(
            query=query,
            total_passages=found.total_passages,
            total_reports=len(found.all_reports),
            people=self._people(found.all_reports, query),
            groups=self._groups(shown, reports, query),
            facets=self._facets(found, query),
            expanded=found.expanded,
            ignored=found.ignored,
            revision=found.revision,
        )

    def evidence(self, query: SearchQuery) -> EvidenceSummary:
        """All passages that answer, with what is needed to cite them; best reports first, passages in reading order."""
        found = self._find(replace(query, limit=_ALL, offset=0, passages=_ALL))
        reports = {report.id: report for report in self._reports(found.all_reports, query)}
        keys = [key for report in found.shown for key in sorted(key for key, _ in report.best)]
        passages = self._catalogue.passages_by_key(keys, self._viewer)
        places = self._places(reports.values())
        evidence = [
            _evidence(passage, reports[report], tags, places)
            for report, passage, tags in (passages[key] for key in keys if key in passages)
        ]
        return EvidenceSummary(
            query=query,
            evidence=tuple(evidence),
            reports=tuple(reports[report.report] for report in found.shown if report.report in reports),
            people=self._people(found.all_reports, query),
            revision=found.revision,
            codebook=self.codebook().version,
            made=date.today().isoformat(),
            studies=len(self._catalogue.studies(self._viewer, reports)),
        )

    def totals(self) -> Totals:
        """What the library holds: published reports that this viewer may see."""
        counts = self._catalogue.counts(self._viewer)
        reports = self.reports()
        return Totals(
            reports=counts.reports,
            organisations=counts.organisations,
            people=self._people(None, SearchQuery()),
            passages=counts.passages,
            tags=counts.tags,
            studies=counts.studies,
            by_year=dict(Counter(report.year for report in reports if report.year is not None)),
            revision=self.revision(),
        )

    def revision(self) -> int:
        """The number of saved changes so far."""
        return self._catalogue.revision()

    def reports(self) -> tuple[Report, ...]:
        """The published reports, newest first."""
        return self._catalogue.reports(self._viewer)

    def report(self, report_id: str) -> ReportView:
        """A report with everything in it. Raises NotFound, in the same words whether it is absent or hidden."""
        report = self._catalogue.report(report_id, self._viewer)
        others = [other for other in self.reports() if other.id != report.id]
        return ReportView(
            report=report,
            pages=self._catalogue.pages(report_id, self._viewer),
            passages=tuple(PassageView(*found) for found in self._catalogue.passages(report_id, self._viewer)),
            same_study=tuple(other for other in others if other.study == report.study),
            newer=next((other for other in others if other.replaces == report.id), None),
            headings=self._catalogue.headings([report_id], self._viewer).get(report_id, ()),
        )

    def passage(self, passage_id: str) -> tuple[ReportView, PassageView]:
        """A passage and the report it stands in. Raises NotFound."""
        view = self.report(self._catalogue.passage_report(passage_id, self._viewer))
        return view, next(found for found in view.passages if found.passage.id == passage_id)

    @property
    def owner(self) -> bool:
        """Whether the viewer looks after the library."""
        return self._viewer.owner

    def relations(self, report_id: str) -> tuple[Relation, ...]:
        """Reports that this one may belong with, of those the viewer may see; suggestions only. Raises NotFound."""
        self._catalogue.report(report_id, self._viewer)
        known = {traits.report: traits for traits in self._catalogue.traits(self._viewer)}
        return relations(known[report_id], known.values())

    def file(self, report_id: str) -> Path:
        """The library's copy of the file, to be read and never changed. Raises NotFound."""
        return self._catalogue.file_path(report_id, self._viewer)

    def page_image(self, report_id: str, number: int) -> Path:
        """The picture of a page (PNG), made by another process when it is not there yet. Raises NotFound (also for
        sections and slides, of which no picture is made), CompendiumError."""
        file = self.file(report_id)
        if (unit := self._catalogue.report(report_id, self._viewer).unit) is not Unit.PAGE:
            raise NotFound(f"There are no pictures of {unit}s.", "Read the words, or open the file itself.")
        if number not in {page.number for page in self._catalogue.pages(report_id, self._viewer)}:
            raise NotFound(
                f"This report has no page {number}.", "Go back to the report and choose a page from its list."
            )
        out = self._catalogue.home / "renders" / file.stem / f"{number}.png"
        if not out.exists():
            _render(file, number, out)
        return out

    def marks(self, text: str, query_text: str, exact: bool = False) -> tuple[tuple[int, int], ...]:
        """Where a text of the library holds what was asked for: the words that results mark."""
        return marks(text, query_text, exact)

    def codebook(self) -> Codebook:
        """The codebook that the tags of this library were made with."""
        return self._codebook

    def theme_counts(self) -> dict[str, int]:
        """How many passages speak to each theme, those of the themes below it included."""
        themes = self.codebook().themes
        counts = dict(self._find(SearchQuery()).facets.get("theme", {}))
        for group in {theme.parent for theme in themes if theme.parent is not None}:
            # not the sum: a passage that speaks to two themes of a group counts once
            counts[group] = self._find(SearchQuery(themes=frozenset({group}))).total_passages
        return {theme.id: counts[theme.id] for theme in themes if counts.get(theme.id)}

    @cached_property
    def _codebook(self) -> Codebook:
        return self._catalogue.codebook()

    def _find(self, query: SearchQuery) -> Found:
        return self._index.search(replace(query, themes=self._with_descendants(query.themes)), self._visible(query))

    def _visible(self, query: SearchQuery) -> frozenset[str]:
        """Published reports, unless others are asked for (which only the owner gets)."""
        return self._catalogue.visible(self._viewer, query.statuses or {Status.PUBLISHED})

    def _reports(self, ids: Collection[str], query: SearchQuery) -> tuple[Report, ...]:
        return self._catalogue.reports(self._viewer, ids, query.statuses or {Status.PUBLISHED})

    def _with_descendants(self, themes: Collection[str]) -> frozenset[str]:
        codebook = self.codebook()
        return frozenset(below for theme in themes for below in codebook.descendants(theme))

    def _people(self, reports: Collection[str] | None, query: SearchQuery) -> People:
        return people(self._catalogue.group_facts(self._viewer, reports, query.statuses or {Status.PUBLISHED}))

    def _by_people(self, found: Found, reports: dict[str, Report], query: SearchQuery) -> tuple[FoundReport, ...]:
        """The part asked for, reports that heard most people first; the index does not know people and gives all
        reports."""
        heard = {
            report_id: sum(group.n or 0 for group in report.sample_groups if group.kind is not GroupKind.STAFF)
            for report_id, report in reports.items()
        }
        ordered = sorted(found.shown, key=lambda report: -heard.get(report.report, 0))
        return tuple(ordered[query.offset : query.offset + query.limit])

    def _groups(
        self, shown: tuple[FoundReport, ...], reports: dict[str, Report], query: SearchQuery
    ) -> tuple[ReportHits, ...]:
        keys = [key for report in shown for key, _ in report.best]
        passages = self._catalogue.passages_by_key(keys, self._viewer)
        places = self._places(reports[report.report] for report in shown if report.report in reports)

        def hits(report: FoundReport) -> tuple[Hit, ...]:
            known = [(passages[key], score) for key, score in report.best if key in passages]
            found = [
                Hit(passage, of, None, score, snippet(passage.text, query.text, exact=query.exact), tags)
                for (of, passage, tags), score in known
            ]
            return tuple(_placed(hit, reports[report.report], places) for hit in found)

        return tuple(ReportHits(reports[r.report], hits(r), r.total) for r in shown if r.report in reports)

    def _places(self, reports: Iterable[Report]) -> Places:
        by_id = {report.id: report for report in reports}
        sections = [report.id for report in by_id.values() if report.unit is Unit.SECTION]
        return Places(
            self._catalogue.labels(by_id, self._viewer),
            self._catalogue.headings(sections, self._viewer) if sections else {},
            self._catalogue.recognised(by_id, self._viewer),
        )

    def _facets(self, found: Found, query: SearchQuery) -> tuple[Facet, ...]:
        themes = {theme.id: theme.name for theme in self.codebook().themes}
        titles = self._catalogue.titles(self._viewer, query.statuses or {Status.PUBLISHED})
        vocabulary = data.table("vocabulary")

        def label(facet: str, value: str) -> str:
            words = {"theme": themes, "report": titles}.get(facet)
            if words is not None:
                return words.get(value, value)
            return str(vocabulary.get(f"{facet}s", {}).get(value, {}).get("label", value))

        return tuple(
            Facet(
                name,
                tuple(FacetValue(v, label(name, v), n) for v, n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))),
            )
            for name, counts in found.facets.items()
        )


def _placed(hit: Hit, report: Report, places: Places) -> Hit:
    """The hit with the place that only its first matched word tells."""
    label, name = places.labels.get((report.id, hit.page)), places.name(report, hit.page)
    return replace(hit, label=label, place=name, ocr=places.ocr(report, hit.passage))


def _evidence(passage: Passage, report: Report, tags: tuple[Tag, ...], places: Places) -> Evidence:
    first = passage.pages[0]
    label, name = places.labels.get((report.id, first)), places.name(report, first)
    return Evidence(passage, report, label, tags, name, places.ocr(report, passage))


def _render(file: Path, number: int, out: Path) -> None:
    """Has the picture made by a process of its own: what a file does to the reader of PDFs must not reach this one."""
    command = [sys.executable, "-m", "compendium.ingest.render", str(file), str(number), str(out)]
    utf8 = os.environ | {"PYTHONUTF8": "1"}
    try:  # our own module, on a path of our own making
        done = subprocess.run(command, timeout=_RENDER_SECONDS, capture_output=True, check=False, env=utf8)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_picture(number) from error
    if done.returncode != 0 or not out.exists():
        raise _no_picture(number)


def _no_picture(number: int) -> CompendiumError:
    return CompendiumError(f"No picture of page {number} could be made.", "Its words stand beside it all the same.")
