"""Answers a question from postings and columns: boolean masks and scores over rows, in numpy."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import reduce
from typing import Self

import numpy as np
from numpy.typing import NDArray

from compendium.index import filters
from compendium.index.columns import Columns, Ints, Mask
from compendium.index.query import All, Any, Attempt, Not, Phrase, Query, Question, Word, asked, parse
from compendium.index.ranking import (
    BOOSTS,
    EXACT_FORM,
    FIELDS,
    K1,
    LIFT,
    B,
    answer,
    arrange,
    rarity,
    report_score,
)
from compendium.index.ranking import Collection as Seen
from compendium.index.whoosh_postings import Numbers, Postings, Weights, exact
from compendium.model.indexing import Found, FoundReport
from compendium.model.search import SearchQuery

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index as it stood at one revision. Not for use by two threads at a time (its postings are not)."""

    revision: int
    columns: Columns
    postings: Postings
    row_of: Ints
    """The row of each passage number in the postings; -1 where columns know no such passage."""

    @classmethod
    def of(cls, revision: int, columns: Columns, postings: Postings) -> Self:
        return cls(revision, columns, postings, columns.rows_of(postings.keys))

    def search(self, query: SearchQuery, visible: Collection[str]) -> Found:
        """What answers among the reports in `visible`."""
        columns = self.columns
        seen = filters.visible_rows(columns, visible)
        question = parse(query.text, query.exact)
        evaluation = _Evaluation(self, seen)
        matching, told = evaluation.best_attempt(question) if query.text.strip() else (seen, "")
        rows = matching & filters.passing(columns, query)
        reports = _grouped(columns, np.flatnonzero(rows), evaluation.scores(question), query.passages)
        return answer(
            arrange(reports, {facts.id: facts.year for facts in columns.reports}, query),
            query,
            facets=filters.counts(columns, rows, query.checked),
            ignored=question.ignored,
            told=told,
            revision=self.revision,
        )


def _grouped(columns: Columns, rows: Ints, scores: Scores, most: int) -> list[FoundReport]:
    """The rows by report, at most `most` of each: the best first, equal ones in reading order."""
    if not len(rows):
        return []
    ranked = rows[np.lexsort((rows, -scores[rows], columns.report[rows]))]
    reports = columns.report[ranked]
    starts = np.flatnonzero(np.diff(reports, prepend=-1))
    found = []
    for start, end in zip(starts, [*starts[1:], len(ranked)], strict=True):
        ranked_here = ranked[start:end]
        best = tuple((int(columns.key[row]), float(scores[row])) for row in ranked_here[:most])
        score = report_score(scores[ranked_here[: len(LIFT)]].tolist())
        found.append(FoundReport(columns.reports[reports[start]].id, score, int(end - start), best))
    return found


@dataclass(slots=True)
class _Evaluation:
    """One question on one snapshot, on the rows that are seen: no other row is ever counted."""

    snapshot: Snapshot
    seen: Mask
    _read: dict[Word | Phrase, dict[str, tuple[Ints, Weights]]] = field(default_factory=dict)

    def best_attempt(self, question: Question) -> tuple[Mask, str]:
        """The rows that answer, and what to tell. Filters play no part, so that adding one never finds more."""
        for attempt in question.attempts:
            rows = self._answers(attempt)
            if rows.any():
                return rows, attempt.told
        return np.zeros_like(self.seen), ""

    def scores(self, question: Question) -> Scores:
        """The score of every row: BM25F over the seen rows; those that hold all that is asked stand above the rest."""
        scores: Scores = np.zeros(len(self.seen))
        most, complete = 0.0, self.seen.copy()
        collection = self._collection()
        for leaf, times in Counter(question.asked).items():
            weight = self._weight(leaf, collection)
            factor = times * rarity(collection, int(np.count_nonzero(weight))) * (K1 + 1)
            scores += factor * weight / (weight + K1)
            complete &= self._own(leaf)
            most += factor
        scores += sum(LIFT) * most * complete  # more than any number of passages with less can add up to
        return scores.round(6)

    def _answers(self, attempt: Attempt) -> Mask:
        rows = self._matches(attempt.query)
        leaves = asked(attempt.query)
        if attempt.title_alone or not leaves:
            return rows
        return rows & reduce(np.logical_or, (self._own(leaf) for leaf in leaves))

    def _matches(self, query: Query) -> Mask:
        match query:
            case Word() | Phrase():
                return self._holding(query, FIELDS)
            case Not(part):
                return self.seen & ~self._matches(part)
            case All(parts):
                return reduce(np.logical_and, (self._matches(part) for part in parts))
            case Any(parts):
                return reduce(np.logical_or, (self._matches(part) for part in parts))

    def _own(self, leaf: Word | Phrase) -> Mask:
        return self._holding(leaf, ("text", "heading"))

    def _holding(self, leaf: Word | Phrase, fields: Collection[str]) -> Mask:
        mask = np.zeros(len(self.seen), np.bool_)
        for name in fields:
            mask[self._postings(leaf)[name][0]] = True
        return mask

    def _weight(self, leaf: Word | Phrase, collection: Seen) -> Scores:
        """How strongly each row holds the leaf: how often in each field, by boost and against the field's length."""
        weight = np.zeros(len(self.seen))
        for name, (rows, frequency) in self._postings(leaf).items():
            place = FIELDS.index(name)
            length = self.snapshot.columns.length[rows, place] / (collection.mean_length[name] or 1.0)
            weight[rows] += BOOSTS[name] * frequency / (1 - B + B * length)
        return weight

    def _postings(self, leaf: Word | Phrase) -> dict[str, tuple[Ints, Weights]]:
        """The seen rows that hold the leaf in each field, and how often; the form asked for counts a little more."""
        if leaf not in self._read:
            self._read[leaf] = {name: self._in_rows(self._frequencies(leaf, name)) for name in FIELDS}
        return self._read[leaf]

    def _frequencies(self, leaf: Word | Phrase, name: str) -> tuple[Numbers, Weights]:
        postings = self.snapshot.postings
        if isinstance(leaf, Phrase):
            return postings.phrase(name, leaf.forms)
        forms, often = postings.word(exact(name), leaf.form)
        if leaf.exact:
            return forms, often
        numbers, frequency = postings.word(name, leaf.stem)
        frequency[np.searchsorted(numbers, forms)] += EXACT_FORM * often  # what holds the form holds its stem
        return numbers, frequency

    def _in_rows(self, found: tuple[Numbers, Weights]) -> tuple[Ints, Weights]:
        rows = self.snapshot.row_of[found[0]]
        kept = (rows >= 0) & self.seen[rows]
        return rows[kept], found[1][kept]

    def _collection(self) -> Seen:
        passages = int(np.count_nonzero(self.seen))
        totals = self.snapshot.columns.length[self.seen].sum(axis=0)
        means = {name: float(total) / max(passages, 1) for name, total in zip(FIELDS, totals, strict=True)}
        return Seen(passages, means)
