"""Narrowing and counting on columns: a filter is a mask over rows, a count is a bincount of the rows that answer."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Final

import numpy as np

from compendium.index.columns import ACCOUNTS, KINDS, VOICES, Columns, Ints, Mask, ReportFacts
from compendium.index.ranking import FACETS
from compendium.model.search import SearchQuery

Values = Callable[[ReportFacts], Collection[str]]

OF_REPORTS: Final[dict[str, Values]] = {
    "organisation": lambda facts: facts.organisations,
    "year": lambda facts: () if facts.year is None else (str(facts.year),),
    "setting": lambda facts: facts.settings,
    "population": lambda facts: facts.populations,
    "method": lambda facts: facts.methods,
    "report": lambda facts: (facts.id,),
}
"""The filters that all passages of a report share, each with the values a report has."""


def visible_rows(columns: Columns, visible: Collection[str]) -> Mask:
    """The rows of the reports in `visible`."""
    return _of_reports(columns, lambda facts: (facts.id,), frozenset(visible))


def passing(columns: Columns, query: SearchQuery) -> Mask:
    """The rows that pass every filter of the query: values of one filter are alternatives, all filters must hold."""
    mask = np.ones(columns.rows, np.bool_)
    wanted: dict[str, Collection[str]] = {
        "organisation": query.organisations,
        "year": {str(year) for year in query.years},
        "setting": query.settings,
        "population": query.populations,
        "method": query.methods,
        "report": query.reports,
    }
    for name, values in wanted.items():
        if values:
            mask &= _of_reports(columns, OF_REPORTS[name], values)
    if query.statuses:
        mask &= _of_reports(columns, lambda facts: (facts.status,), query.statuses)
    if query.kinds:
        mask &= np.isin(columns.kind, [KINDS.index(kind) for kind in query.kinds])
    if query.accounts:
        mask &= np.isin(columns.account, [ACCOUNTS.index(account) for account in query.accounts])
    if query.voices:
        mask &= (columns.voices & sum(1 << VOICES.index(voice) for voice in query.voices)) != 0
    if query.themes:
        mask &= _with_themes(columns, query.themes, query.checked)
    return mask


def counts(columns: Columns, rows: Mask, checked: bool) -> dict[str, dict[str, int]]:
    """How many of `rows` have each value of each filter; values that none has are left out."""
    by_report = np.bincount(columns.report[rows], minlength=len(columns.reports))
    found = {name: _shared(columns, by_report, values) for name, values in OF_REPORTS.items()}
    found["kind"] = _named(KINDS, np.bincount(columns.kind[rows], minlength=len(KINDS)))
    found["account"] = _named(ACCOUNTS, np.bincount(columns.account[rows], minlength=len(ACCOUNTS)))
    bits = [int(np.count_nonzero(columns.voices[rows] >> bit & 1)) for bit in range(len(VOICES))]
    found["voice"] = _named(VOICES, bits)
    entries = rows[columns.theme_row]
    if checked:
        entries = entries & (columns.theme_checked != 0)
    found["theme"] = _named(columns.themes, np.bincount(columns.theme[entries], minlength=len(columns.themes)))
    return {name: found[name] for name in FACETS}


def _of_reports(columns: Columns, values: Values, wanted: Collection[str]) -> Mask:
    wanted = frozenset(wanted)
    passes = np.array([not wanted.isdisjoint(values(facts)) for facts in columns.reports], np.bool_)
    return passes[columns.report]


def _with_themes(columns: Columns, wanted: Collection[str], checked: bool) -> Mask:
    entries = np.isin(columns.theme, [n for n, theme in enumerate(columns.themes) if theme in wanted])
    if checked:
        entries &= columns.theme_checked != 0
    mask = np.zeros(columns.rows, np.bool_)
    mask[columns.theme_row[entries]] = True
    return mask


def _shared(columns: Columns, by_report: Ints, values: Values) -> dict[str, int]:
    total: Counter[str] = Counter()
    for number in np.flatnonzero(by_report):
        total.update(dict.fromkeys(values(columns.reports[number]), int(by_report[number])))
    return dict(total)


def _named(names: Iterable[str], numbers: Iterable[int]) -> dict[str, int]:
    return {str(name): int(number) for name, number in zip(names, numbers, strict=True) if number}
