"""Passages that answer, by report: best passages first, and reports in the order asked for."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from compendium.index.columns import Columns
from compendium.index.filters import Filters
from compendium.index.ranking import LIFT
from compendium.model.indexing import FoundReport
from compendium.model.search import SearchQuery, Sort

Rows = NDArray[np.int64]
Scores = NDArray[np.float64]


def grouped(
    columns: Columns,
    filters: Filters,
    rows: Rows,
    scores: Scores,
    query: SearchQuery,
    first: Mapping[str, int] | None = None,
) -> tuple[tuple[str, ...], tuple[FoundReport, ...]]:
    """The ids of all reports that answer, in order, and the part of them that is shown, each with its best passages.

    `rows`, in order, are the passages that answer, `scores` theirs. Reports with more in `first` come first; those with
    as much by the order the query asks for; equal ones newest first, then by id.
    """
    if not len(rows):
        return (), ()
    of = columns.report[rows]
    starts = np.flatnonzero(np.diff(of, prepend=-1))
    reports, counts = of[starts], np.diff(starts, append=len(rows))
    score = _report_scores(scores, starts, counts)
    order = _order(columns, filters, reports, score, query, first)
    ids = columns.reports
    shown = []
    for place in order[query.offset : query.offset + query.limit]:
        span = slice(starts[place], starts[place] + counts[place])
        best = np.argsort(-scores[span], kind="stable")[: query.passages]  # stable: equal ones in reading order
        found = tuple((int(columns.key[rows[span][n]]), float(scores[span][n])) for n in best)
        shown.append(FoundReport(ids[reports[place]].id, float(score[place]), int(counts[place]), found))
    return tuple(columns.ids[reports[order]].tolist()), tuple(shown)


def _report_scores(scores: Scores, starts: Rows, counts: Rows) -> Scores:
    """The score of each report from those of its best passages: see `ranking.LIFT`."""
    left = scores.copy()
    total = np.zeros(len(starts))
    group = np.repeat(np.arange(len(starts)), counts)
    for place, weight in enumerate(LIFT):
        best = np.maximum.reduceat(left, starts)
        total += np.where(counts > place, weight * best, 0.0)
        if place + 1 < len(LIFT):
            at = np.flatnonzero(left == best[group])
            left[at[np.diff(group[at], prepend=-1) != 0]] = -np.inf  # the first of the best is taken
    return total.round(6)


def _order(
    columns: Columns,
    filters: Filters,
    reports: NDArray[np.int32],
    score: Scores,
    query: SearchQuery,
    first: Mapping[str, int] | None,
) -> Rows:
    years, appeared, by_id = filters.order
    keys = [by_id[reports], -years[reports], -score]
    if query.sort is Sort.NEWEST:
        keys = [by_id[reports], -score, -years[reports]]
    elif query.sort is Sort.ADDED:
        keys.append(-appeared[reports])
    if first is not None:
        keys.append(np.array([-first.get(columns.reports[report].id, 0) for report in reports]))
    return np.lexsort(keys)
