"""What one viewer may see of a library, worked out once and kept until a report changes. Decisions about tags change
nothing of it."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Final

from compendium import data
from compendium.catalogue.catalogue import Catalogue
from compendium.catalogue.load import Heard
from compendium.evidence.totals import Ledger
from compendium.export.citation import Places
from compendium.index.names import Names
from compendium.model.document import Account, PassageKind, Unit, Voice
from compendium.model.people import GroupKind, People
from compendium.model.report import Report, Status
from compendium.model.search import Results, Viewer
from compendium.model.theme import Codebook

MOST_ANSWERS: Final = 20
"""Answers that are kept: several readers ask the same, and go from page to page and back."""


class Shelf:
    """The reports of some statuses that a viewer may see. For all threads; two may work out the same, to no harm."""

    def __init__(self, catalogue: Catalogue, viewer: Viewer, statuses: frozenset[str], revision: int) -> None:
        self.revision = revision
        """Of the last change that was more than a decision about a tag."""
        self.day = date.today()
        self.visible = catalogue.visible(viewer, statuses)
        self.everything = catalogue.visible(viewer, None)
        """Whatever their status: what facets of status are counted on."""
        self._catalogue = catalogue
        self._viewer = viewer
        self._statuses = statuses
        self.related: dict[tuple[str, int], tuple[Report, ...]] = {}
        """Reports related to one, as far as they were asked for: `Library.related` fills it."""
        self.answers: dict[Hashable, Results] = {}
        self._keeping = Lock()
        self._reports: dict[str, Report] = {}
        self._places: dict[str, Places] = {}

    def keep(self, key: Hashable, results: Results) -> None:
        """Keeps an answer for the next who asks the same; those asked for longest ago go."""
        with self._keeping:
            while len(self.answers) >= MOST_ANSWERS:
                self.answers.pop(next(iter(self.answers)))
            self.answers[key] = results

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook in force."""
        return self._catalogue.codebook()

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of every report."""
        return self._catalogue.titles(self._viewer, self._statuses)

    @cached_property
    def all(self) -> tuple[Report, ...]:
        """Every report, newest first, without what only its own page shows."""
        return self._catalogue.reports(self._viewer, None, self._statuses, brief=True)

    def reports(self, ids: Collection[str]) -> dict[str, Report]:
        """Those of the reports that are here, by id, without what only their own pages show."""
        if missing := [report for report in ids if report not in self._reports]:
            found = self._catalogue.reports(self._viewer, missing, self._statuses, brief=True)
            self._reports.update((report.id, report) for report in found)
        return {report: self._reports[report] for report in ids if report in self._reports}

    def places(self, reports: Iterable[Report]) -> Places:
        """What the pages of those reports are called."""
        wanted = list(reports)
        if missing := [report for report in wanted if report.id not in self._places]:
            self._read_places(missing)
        parts = [self._places[report.id] for report in wanted]
        return Places(
            {page: label for part in parts for page, label in part.labels.items()},
            {report: names for part in parts for report, names in part.headings.items()},
            frozenset(page for part in parts for page in part.recognised),
        )

    def _read_places(self, reports: list[Report]) -> None:
        ids = [report.id for report in reports]
        sections = [report.id for report in reports if report.unit is Unit.SECTION]
        labels, recognised = self._catalogue.pages_named(ids, self._viewer)
        headings = self._catalogue.headings(sections, self._viewer) if sections else {}
        for report in ids:
            self._places[report] = Places(
                {page: label for page, label in labels.items() if page[0] == report},
                {report: headings[report]} if report in headings else {},
                frozenset(page for page in recognised if page[0] == report),
            )

    def people(self, reports: Collection[str] | None = None) -> People:
        """How many people were heard in those reports, or in all."""
        return self._ledger.total(self._heard.speaks_for(self.visible if reports is None else reports))

    @cached_property
    def _ledger(self) -> Ledger:
        return Ledger(self._heard.facts)

    @cached_property
    def heard(self) -> Mapping[str, int]:
        """For every report the people it heard who are not staff."""
        found: dict[str, int] = {}
        for fact in self._heard.facts:
            if fact.kind is not GroupKind.STAFF:
                found[fact.report] = found.get(fact.report, 0) + (fact.n or 0)
        return found

    @cached_property
    def _heard(self) -> Heard:
        return self._catalogue.heard(self._viewer, self._statuses)

    @cached_property
    def names(self) -> Names:
        """What the values of filters are called, in a question that names them."""
        words = data.table("vocabulary")
        known = {
            "theme": _spelt((theme.id, (theme.id, theme.name, *theme.former)) for theme in self.codebook.themes),
            "organisation": _spelt((name, (name,)) for name in self.publishers(self.visible)),
            "report": _spelt((id, (id, title)) for id, title in self.titles.items()),
            "kind": _spelt((str(kind), (str(kind),)) for kind in PassageKind),
            "account": _spelt((str(account), (str(account),)) for account in Account),
            "voice": _spelt((str(voice), (str(voice),)) for voice in Voice),
            "status": _spelt((str(status), (str(status),)) for status in Status),
        }
        for name in ("setting", "population", "method"):
            values = words.get(f"{name}s", {})
            known[name] = _spelt((value, (value, str(facts.get("label", "")))) for value, facts in values.items())
        shown = {
            "theme": {theme.id: theme.name for theme in self.codebook.themes},
            "report": self.titles,
            **{
                name: {value: str(facts.get("label", value)) for value, facts in words.get(f"{name}s", {}).items()}
                for name in ("setting", "population", "method")
            },
        }
        about = {"theme": {term: theme.id for theme in self.codebook.themes for term in theme.terms}}
        return Names(known, str(self.revision), shown, about)

    @cached_property
    def published_by(self) -> Mapping[str, tuple[str, ...]]:
        """Who published each report."""
        return self._catalogue.publishers(self._viewer, self._statuses)

    def publishers(self, reports: Collection[str]) -> frozenset[str]:
        """Everyone who published one of those reports."""
        return frozenset(name for report in reports for name in self.published_by.get(report, ()))


def _spelt(values: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Values by every spelling, in small letters; hyphens may be typed as spaces."""
    found: dict[str, str] = {}
    for value, spellings in values:
        for spelling in spellings:
            plain = " ".join(spelling.casefold().split())
            for form in filter(None, (plain, plain.replace("-", " "))):
                found.setdefault(form, value)
    return found
