"""The read side: one library as one viewer may see it. The command line and the web both read through this and
nothing else."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Final, Self

from compendium import data
from compendium.answering.advice import near_themes, respelt
from compendium.answering.rendering import render
from compendium.answering.shelf import Shelf
from compendium.answering.upkeep import Mending, Wordbook
from compendium.catalogue.catalogue import Catalogue
from compendium.errors import IndexUnusable, NotFound
from compendium.evidence.relations import relations
from compendium.export.citation import Places
from compendium.index.names import NO_NAMES
from compendium.index.parsing import parse
from compendium.index.query import Question
from compendium.index.snippets import Marker
from compendium.index.synonyms import OWN_NAME
from compendium.index.whoosh_engine import WhooshIndex
from compendium.model.document import Heading, Page, Passage, Unit
from compendium.model.indexing import Advice, Found, FoundReport
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
    Snippet,
    Sort,
    Totals,
    Viewer,
    first_page,
)
from compendium.model.theme import Codebook, Tag, TagStatus

_ALL = 1_000_000
"""More reports, and passages of a report, than any library has: an export leaves nothing out."""

_EDITIONS = 3
"""Editions of one report that may stand among those found and are left out."""

MOST_KEPT: Final = 100
"""Reports of an answer that is kept for the next time."""

MOST_VALUES: Final = 200
"""Values of a filter that are named with an answer, most frequent first; the rest is counted."""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with its tags, as a page shows it. `notes` say what to warn of before its words."""

    passage: Passage
    tags: tuple[Tag, ...]
    notes: tuple[str, ...] = ()


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

    def __init__(self, catalogue: Catalogue, index: WhooshIndex, viewer: Viewer, *, patient: bool = False) -> None:
        self._catalogue = catalogue
        self._index = index
        self._viewer = viewer
        self._shelves: dict[frozenset[str], Shelf] = {}
        self._revision = 0  # as it was when last looked at
        self._words = Wordbook(catalogue.home / OWN_NAME)
        self._mending = Mending(catalogue, index, wait=patient)

    @classmethod
    def open(cls, home: Path, viewer: Viewer, *, patient: bool = False) -> Self:
        """Opens the library in that folder. Raises LibraryUnusable when there is none or it cannot be used.

        Where the search index is missing, damaged or behind, a `patient` library makes it anew before it answers; else
        that is done beside, and until then a search raises IndexUnusable.
        """
        catalogue = Catalogue.open(home)
        return cls(catalogue, WhooshIndex.open(home / "index", catalogue.index_key()), viewer, patient=patient)

    def close(self) -> None:
        """Lets go of all files."""
        self._mending.finish()
        self._index.close()
        self._catalogue.close()

    def search(self, query: SearchQuery) -> Results:
        """What answers. Totals, counts and people are of everything that answers; `groups` is the part asked for.

        An answer is kept until anything is saved, the day changes, or the list of words does.
        """
        shelf = self._shelf(query)
        query = _present(query, shelf.codebook)
        question = self._question(query, shelf)
        key = (query, question, self._revision)
        if (kept := shelf.answers.get(key)) is not None:
            return kept
        results = self._answer(query, question, shelf)
        if results.revision == key[-1] and len(results.groups) <= MOST_KEPT:
            shelf.keep(key, results)
        return results

    def _answer(self, query: SearchQuery, question: Question, shelf: Shelf) -> Results:
        found = self._find(query, question, shelf)
        reports = shelf.reports([report.report for report in found.shown])
        advice = found.advice
        return Results(
            query=query,
            total_passages=found.total_passages,
            total_reports=len(found.all_reports),
            organisations=self._organisations(query, found, shelf),
            people=shelf.people(found.all_reports),
            groups=self._groups(found.shown, reports, question, shelf),
            facets=self._facets(query, found, shelf),
            expanded=question.expansions,
            told=(*found.told, *question.hints),
            ignored=question.ignored,
            common=question.common,
            advice=advice,
            suggestion=self._suggestion(query, advice, shelf) if advice else "",
            near_themes=() if found.total_passages else near_themes(_in_use(shelf.codebook), query.text),
            revision=found.revision,
        )

    def _organisations(self, query: SearchQuery, found: Found, shelf: Shelf) -> int:
        """How many organisations published what answers."""
        if query.organisations:  # then the facet counts what others would find
            return len(shelf.publishers(found.all_reports))
        return len(found.facets.get("organisation", {}))

    def evidence(self, query: SearchQuery) -> EvidenceSummary:
        """All passages that answer, with what is needed to cite them; best reports first, passages in reading order."""
        shelf = self._shelf(query)
        query = _present(query, shelf.codebook)
        found = self._find(replace(query, limit=_ALL, offset=0, passages=_ALL), self._question(query, shelf), shelf)
        reports = shelf.reports(found.all_reports)
        keys = [key for report in found.shown for key in sorted(key for key, _ in report.best)]
        passages = self._catalogue.passages_by_key(keys, self._viewer)
        places, notes = shelf.places(reports.values()), _notes_by(shelf.codebook)
        evidence = [
            _evidence(passage, reports[report], tags, places, notes(tags))
            for report, passage, tags in (passages[key] for key in keys if key in passages)
        ]
        return EvidenceSummary(
            query=query,
            evidence=tuple(evidence),
            reports=tuple(reports[report.report] for report in found.shown if report.report in reports),
            people=shelf.people(found.all_reports),
            revision=found.revision,
            codebook=self.codebook().version,
            made=date.today().isoformat(),
            studies=len(self._catalogue.studies(self._viewer, reports)),
        )

    def related(self, report_id: str, most: int = 5) -> tuple[Report, ...]:
        """Other reports that speak most of what this one speaks of. Raises NotFound."""
        shelf = self._shelf(SearchQuery())
        key = (report_id, most)
        if key not in shelf.related:
            shelf.related[key] = self._related(report_id, most, shelf)
        return shelf.related[key]

    def _related(self, report_id: str, most: int, shelf: Shelf) -> tuple[Report, ...]:
        view = self._catalogue.passages(report_id, self._viewer)
        query = SearchQuery(limit=most + _EDITIONS, passages=1)
        keys = self._catalogue.keys(report_id, self._viewer)
        question = Question(like="\n".join(passage.text for passage, _ in view), without=keys)
        if not question.like.strip():
            return ()
        found = self._find(query, question, shelf)
        this = self._catalogue.report(report_id, self._viewer)
        reports = shelf.reports([report.report for report in found.shown]).values()
        return tuple(one for one in reports if one.id != this.replaces and one.replaces != this.id)[:most]

    def totals(self) -> Totals:
        """What the library holds: published reports that this viewer may see."""
        shelf = self._shelf(SearchQuery())
        counts = self._catalogue.counts(self._viewer)
        return Totals(
            reports=counts.reports,
            organisations=counts.organisations,
            people=shelf.people(),
            passages=counts.passages,
            tags=counts.tags,
            studies=counts.studies,
            by_year=dict(Counter(report.year for report in shelf.all if report.year is not None)),
            revision=self._revision,
        )

    def revision(self) -> int:
        """The number of saved changes so far."""
        return self._catalogue.revision()

    def reports(self) -> tuple[Report, ...]:
        """The published reports, newest first, without what only their own pages show."""
        return self._shelf(SearchQuery()).all

    def report(self, report_id: str) -> ReportView:
        """A report with everything in it. Raises NotFound, in the same words whether it is absent or hidden."""
        report = self._catalogue.report(report_id, self._viewer)
        others = [other for other in self.reports() if other.id != report.id]
        return ReportView(
            report=report,
            pages=self._catalogue.pages(report_id, self._viewer),
            passages=self._passages(report_id),
            same_study=tuple(other for other in others if other.study == report.study),
            newer=next((other for other in others if other.replaces == report.id), None),
            headings=self._catalogue.headings([report_id], self._viewer).get(report_id, ()),
        )

    def _passages(self, report_id: str) -> tuple[PassageView, ...]:
        """Its passages with their notes; what repeats words of another passage has that one's."""
        found, notes_of = self._catalogue.passages(report_id, self._viewer), _notes_by(self.codebook())
        notes = {passage.id: notes_of(tags) for passage, tags in found}
        return tuple(
            PassageView(passage, tags, notes.get(passage.repeats) or notes[passage.id]) for passage, tags in found
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
            render(file, number, out)
        return out

    def marker(self, query: SearchQuery) -> Callable[[str], tuple[tuple[int, int], ...]]:
        """Tells where a text of the library holds what was asked for: the words that results mark."""
        return Marker(self._question(query, self._shelf(query)).asked).marks

    def codebook(self) -> Codebook:
        """The codebook that the tags of this library were made with."""
        return self._shelf(SearchQuery()).codebook

    def theme_counts(self) -> dict[str, int]:
        """How many passages speak to each theme, those of the themes below it included."""
        counts = self._find(SearchQuery(), Question(), self._shelf(SearchQuery())).facets.get("theme", {})
        return {theme.id: counts[theme.id] for theme in self.codebook().themes if counts.get(theme.id)}

    def _shelf(self, query: SearchQuery) -> Shelf:
        """What this viewer may see now: published reports, unless others are asked for (which only the owner gets)."""
        statuses = frozenset(map(str, query.statuses or {Status.PUBLISHED}))
        kept = self._shelves.get(statuses)
        self._revision, reports = self._catalogue.revisions()
        if kept is None or (kept.revision, kept.day) != (reports, date.today()):
            kept = self._shelves[statuses] = Shelf(self._catalogue, self._viewer, statuses, reports)
        return kept

    def _question(self, query: SearchQuery, shelf: Shelf) -> Question:
        if query.like:
            key, words = self._catalogue.passage_words(query.like, self._viewer)
            return Question(like=words, without=frozenset({key}))
        synonyms, amiss = self._words.now()
        names = shelf.names if ":" in query.text else NO_NAMES
        question = parse(query.text, query.exact, names, synonyms)
        return replace(question, ignored=(*question.ignored, amiss)) if amiss else question

    def _suggestion(self, query: SearchQuery, advice: Advice, shelf: Shelf) -> str:
        """The question as it was probably meant, if that finds anything."""
        other = replace(query, text=respelt(query.text, advice), limit=1, offset=0)
        if other.text == query.text:
            return ""
        return other.text if self._find(other, self._question(other, shelf), shelf).total_passages else ""

    def _find(self, query: SearchQuery, question: Question, shelf: Shelf) -> Found:
        asked = replace(query, statuses=query.statuses or frozenset({Status.PUBLISHED}))
        first = shelf.heard if query.sort is Sort.PEOPLE else None
        try:
            found = self._index.search(asked, shelf.everything, question, first)
        except IndexUnusable:
            self._mending.begin()
            found = self._index.search(asked, shelf.everything, question, first)
        if found.revision < self._revision:
            self._mending.begin()
            if self._mending.waits:
                found = self._index.search(asked, shelf.everything, question, first)
        return found

    def _groups(
        self, shown: tuple[FoundReport, ...], reports: dict[str, Report], question: Question, shelf: Shelf
    ) -> tuple[ReportHits, ...]:
        keys = [key for report in shown for key, _ in report.best]
        passages = self._catalogue.passages_by_key(keys, self._viewer)
        places, notes = shelf.places(reports.values()), _notes_by(shelf.codebook)
        marker = Marker(question.asked)

        def hits(report: FoundReport) -> tuple[Hit, ...]:
            known = [(passages[key], score) for key, score in report.best if key in passages]
            return tuple(
                _hit(passage, reports[of], score, marker.snippet(passage.text), tags, places, notes(tags))
                for (of, passage, tags), score in known
            )

        return tuple(ReportHits(reports[r.report], hits(r), r.total) for r in shown if r.report in reports)

    def _facets(self, query: SearchQuery, found: Found, shelf: Shelf) -> tuple[Facet, ...]:
        themes = {theme.id: theme.name for theme in shelf.codebook.themes}
        # a theme that is not used any more is not offered; who asks for it by its id is told its count
        hidden = themes.keys() - {theme.id for theme in _in_use(shelf.codebook).themes} - query.themes
        vocabulary = data.table("vocabulary")

        labels = {"theme": themes, "report": shelf.titles}
        for name in ("setting", "population", "method"):
            words = vocabulary.get(f"{name}s", {})
            labels[name] = {value: str(facts.get("label", value)) for value, facts in words.items()}

        def facet(name: str, counts: dict[str, int]) -> Facet:
            offered = [item for item in sorted(counts.items()) if name != "theme" or item[0] not in hidden]
            listed = sorted(offered, key=itemgetter(1), reverse=True)
            called = labels.get(name, {}).get
            values = tuple(FacetValue(value, called(value, value), n) for value, n in listed[:MOST_VALUES])
            return Facet(name, values, more=len(listed) - len(values))

        return tuple(facet(name, counts) for name, counts in found.facets.items())


def _notes_by(codebook: Codebook) -> Callable[[Iterable[Tag]], tuple[str, ...]]:
    """Tells what to warn of before the words of a passage with those tags. What a person rejected does not count."""
    notes = cache(codebook.content_notes)
    return lambda tags: notes(frozenset(tag.theme for tag in tags if tag.status is not TagStatus.REJECTED))


def _present(query: SearchQuery, codebook: Codebook) -> SearchQuery:
    """The question with the ids that themes have now: a link outlives the renaming of what it asks for."""
    now = codebook.now()
    if now.keys().isdisjoint(query.themes):
        return query
    return replace(query, themes=frozenset(now.get(theme, theme) for theme in query.themes))


def _in_use(codebook: Codebook) -> Codebook:
    """The codebook without the themes that are not used any more."""
    return replace(codebook, themes=tuple(theme for theme in codebook.themes if not theme.retired))


def _hit(
    passage: Passage,
    report: Report,
    score: float,
    words: Snippet,
    tags: tuple[Tag, ...],
    places: Places,
    notes: tuple[str, ...],
) -> Hit:
    """A hit at its place, which is where its first matched word stands."""
    page = first_page(passage, words)
    label, name = places.labels.get((report.id, page)), places.name(report, page)
    return Hit(passage, report.id, label, score, words, tags, name, places.ocr(report, passage), notes)


def _evidence(
    passage: Passage, report: Report, tags: tuple[Tag, ...], places: Places, notes: tuple[str, ...]
) -> Evidence:
    first = passage.pages[0]
    label, name = places.labels.get((report.id, first)), places.name(report, first)
    return Evidence(passage, report, label, tags, name, places.ocr(report, passage), notes)
