"""Narrowing and counting on columns: a filter is a mask over rows, a count is a bincount of the rows that answer."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from compendium.index.columns import ACCOUNTS, KINDS, VOICES, Columns, Ints, Mask, ReportFacts
from compendium.model.search import SearchQuery

Values = Callable[[ReportFacts], Collection[str]]

OF_REPORTS: Final[dict[str, Values]] = {
    "organisation": lambda facts: facts.organisations,
    "year": lambda facts: () if facts.year is None else (str(facts.year),),
    "fieldwork": lambda facts: tuple(map(str, facts.fieldwork)),
    "setting": lambda facts: facts.settings,
    "population": lambda facts: facts.populations,
    "method": lambda facts: facts.methods,
    "report": lambda facts: (facts.id,),
    "status": lambda facts: (facts.status,),
}
"""The filters that all passages of a report share, each with the values a report has."""

CODED: Final[dict[str, tuple[str, ...]]] = {"kind": KINDS, "account": ACCOUNTS}
"""The filters of which every passage has exactly one value, with the values in the order of their numbers."""

FACETS: Final = (
    *("theme", "organisation", "year", "fieldwork", "setting", "population", "method"),
    *("kind", "account", "voice", "report", "status"),
)
"""The filters whose values are counted in every answer."""

FIELD: Final[dict[str, str]] = {
    **{"theme": "themes", "organisation": "organisations", "year": "years", "fieldwork": "fieldwork"},
    **{"setting": "settings", "population": "populations", "method": "methods", "kind": "kinds"},
    **{"account": "accounts", "voice": "voices", "report": "reports", "status": "statuses"},
}
"""The field of SearchQuery that holds the chosen values of each filter."""


def chosen(query: SearchQuery) -> dict[str, frozenset[str]]:
    """The values chosen of each filter that is in use."""
    found = {name: frozenset(map(str, getattr(query, field))) for name, field in FIELD.items()}
    return {name: values for name, values in found.items() if values}


@dataclass(frozen=True, slots=True)
class Coded:
    """Values of reports as numbers: entry i says that report `report[i]` has the value `names[value[i]]`."""

    names: tuple[str, ...]
    report: Ints
    value: Ints


class Filters:
    """Masks and counts over the rows of some columns. For all threads; what is asked for again is kept."""

    def __init__(self, columns: Columns, before: "Filters | None" = None) -> None:
        self.columns = columns
        self._coded: dict[str, Coded] = {}
        if (
            before is not None and before.columns.reports == columns.reports
        ):  # only passages changed, such as their tags
            self._coded = before._coded
        self._masks: dict[tuple[str, frozenset[str], bool], Mask] = {}

    def mask(self, name: str, values: frozenset[str], checked: bool = False) -> Mask:
        """The rows that have at least one of the values of that filter; of themes, those a person checked if wanted."""
        key = (name, values, checked and name == "theme")
        if (found := self._masks.get(key)) is None:
            if len(self._masks) >= MOST_MASKS:
                self._masks.clear()
            found = self._masks[key] = self._mask(*key)
            found.flags.writeable = False
        return found

    def since(self, since: str) -> Mask:
        """The rows of reports that appeared on that day or later, or after that revision. Anything else: all rows."""
        if since.isdecimal():
            passes = [facts.appeared_revision > int(since) for facts in self.columns.reports]
        else:
            passes = [facts.appeared >= since for facts in self.columns.reports]
        return self._of_reports(np.array(passes, np.bool_))

    def visible(self, reports: Collection[str]) -> Mask:
        """The rows of those reports."""
        place = self.columns.place
        return self.of_reports(np.array([place[report] for report in reports if report in place], np.int64))

    def counts(self, rows: NDArray[np.int64], names: Iterable[str], checked: bool) -> dict[str, dict[str, int]]:
        """For each of those filters how many of `rows` have each value; values that none has are left out."""
        by_report = np.bincount(self.columns.report[rows], minlength=len(self.columns.reports))
        return {name: self._counts(name, rows, by_report, checked) for name in names}

    def _counts(self, name: str, rows: NDArray[np.int64], by_report: Ints, checked: bool) -> dict[str, int]:
        columns = self.columns
        if name == "theme":
            return _named(columns.themes, self._theme_counts(rows, checked))
        if name == "voice":
            bits = columns.voices[rows]
            return _named(VOICES, np.array([np.count_nonzero(bits & (1 << n)) for n in range(len(VOICES))]))
        if (names := CODED.get(name)) is not None:
            return _named(names, np.bincount(getattr(columns, name)[rows], minlength=len(names)))
        coded = self._codes(name)
        return _named(coded.names, np.bincount(coded.value, by_report[coded.report], len(coded.names)))

    def _theme_counts(self, rows: NDArray[np.int64], checked: bool) -> Ints:
        columns = self.columns
        among = np.zeros(columns.rows, np.bool_)
        among[rows] = True
        entries = among[columns.theme_row]
        if checked:
            entries &= columns.theme_checked
        return np.bincount(columns.theme[entries], minlength=len(columns.themes))

    def _mask(self, name: str, values: frozenset[str], checked: bool) -> Mask:
        columns = self.columns
        if name == "theme":
            wanted = np.array([theme in values for theme in columns.themes], np.bool_)
            entries = wanted[columns.theme] if len(wanted) else np.zeros(0, np.bool_)
            if checked:
                entries = entries & columns.theme_checked
            mask = np.zeros(columns.rows, np.bool_)
            mask[columns.theme_row[entries]] = True
            return mask
        if name == "voice":
            bits = sum(1 << n for n, voice in enumerate(VOICES) if voice in values)
            heard: Mask = (columns.voices & np.uint8(bits)).astype(np.bool_)
            return heard
        if (names := CODED.get(name)) is not None:
            return np.isin(getattr(columns, name), [n for n, value in enumerate(names) if value in values])
        coded = self._codes(name)
        passes = np.zeros(len(columns.reports), np.bool_)
        wanted = np.array([value in values for value in coded.names], np.bool_)
        if len(wanted):
            passes[coded.report[wanted[coded.value]]] = True
        return self._of_reports(passes)

    def of_reports(self, places: NDArray[np.int64]) -> Mask:
        """The rows of the reports at those places."""
        passes = np.zeros(len(self.columns.reports), np.bool_)
        passes[places] = True
        return self._of_reports(passes)

    def _of_reports(self, passes: Mask) -> Mask:
        return np.repeat(passes, self.columns.passages)

    def _codes(self, name: str) -> Coded:
        if (found := self._coded.get(name)) is None:
            found = self._coded[name] = _code(self.columns.reports, OF_REPORTS[name])
        return found

    @cached_property
    def order(self) -> tuple[Ints, Ints, Ints]:
        """For each report its year (0 without one), a number that is higher the later it appeared, and the place of its
        id among all ids."""
        reports = self.columns.reports
        years = np.array([facts.year or 0 for facts in reports], np.int64)
        days = sorted({(facts.appeared, facts.appeared_revision) for facts in reports})
        late = {day: number for number, day in enumerate(days)}
        appeared = np.array([late[facts.appeared, facts.appeared_revision] for facts in reports], np.int64)
        by_id = np.empty(len(reports), np.int64)
        by_id[sorted(range(len(reports)), key=lambda place: reports[place].id)] = np.arange(len(reports))
        return years, appeared, by_id


MOST_MASKS: Final = 100
"""Masks that are kept: at 300,000 passages 30 MB."""


def _code(reports: Iterable[ReportFacts], values: Values) -> Coded:
    number: dict[str, int] = {}
    entries = [
        (place, number.setdefault(value, len(number)))
        for place, facts in enumerate(reports)
        for value in dict.fromkeys(values(facts))
    ]
    table = np.array(entries, np.int64).reshape(-1, 2)
    return Coded(tuple(number), table[:, 0], table[:, 1])


def _named(names: Sequence[str], numbers: NDArray[Any]) -> dict[str, int]:
    return {str(names[place]): int(numbers[place]) for place in np.flatnonzero(numbers).tolist()}


def passing(filters: Filters, query: SearchQuery, leaving: str = "") -> Mask:
    """The rows that pass every filter of the query (but the one named `leaving`): values of one filter are
    alternatives, all filters must hold."""
    mask = np.ones(filters.columns.rows, np.bool_)
    for name, values in chosen(query).items():
        if name != leaving:
            mask &= filters.mask(name, values, query.checked)
    if query.since and leaving != "since":
        mask &= filters.since(query.since)
    return mask
