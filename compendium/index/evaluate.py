"""Answers a question from postings and columns: boolean masks and scores over rows, in numpy."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compendium.index.analysis import STOP_WORDS, content_stems, forms
from compendium.index.columns import Columns, Mask
from compendium.index.filters import FACETS, Filters, chosen, passing
from compendium.index.grouping import grouped
from compendium.index.query import (
    All,
    Also,
    Any,
    Leaf,
    Narrow,
    Not,
    Phrase,
    Prefix,
    Query,
    Question,
    Term,
    Word,
    all_of,
    asked,
    asked_words,
    most_frequent,
    printed,
    spelling_steps,
    swapped,
    terms,
    typed_filters,
    units,
)
from compendium.index.ranking import (
    ALIKE,
    BOOSTS,
    EXACT_FORM,
    FIELDS,
    K1,
    LIFT,
    OWN,
    TELLING,
    B,
    rarity,
)
from compendium.index.ranking import Collection as Seen
from compendium.index.stemming import family, stem
from compendium.index.whoosh_codec import form
from compendium.index.whoosh_postings import Found as Held
from compendium.index.whoosh_postings import Postings
from compendium.model.indexing import Advice, Found, Tally
from compendium.model.search import SearchQuery

Rows = NDArray[np.int64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sight:
    """The rows a viewer may see, and what scores are reckoned on: nothing else."""

    mask: Mask
    all: bool
    collection: Seen
    weigh: dict[str, Scores]
    """What one occurrence of a word counts for, by field: in each row, or (title) in each report."""

    @classmethod
    def of(cls, columns: Columns, mask: Mask) -> "Sight":
        rows = int(np.count_nonzero(mask))
        titles = np.array([facts.title_words for facts in columns.reports], np.float64)
        length: dict[str, Scores] = {"title": titles}
        length |= {name: columns.length[:, place].astype(np.float64) for place, name in enumerate(OWN)}
        of = {"title": titles[columns.report[mask]]} | {name: length[name][mask] for name in OWN}
        mean = {name: float(of[name].sum()) / max(rows, 1) for name in FIELDS}
        weigh = {name: BOOSTS[name] / (1 - B + B * length[name] / (mean[name] or 1.0)) for name in FIELDS}
        return cls(mask, rows == columns.rows, Seen(rows, mean), weigh)


class Snapshot:
    """The facts of the index as they stood at one revision, for all threads. What was worked out once is kept."""

    def __init__(self, revision: int, columns: Columns, before: "Snapshot | None" = None) -> None:
        self.revision = revision
        self.columns = columns
        self.filters: Filters = Filters(columns, before.filters if before else None)
        self._sights: dict[tuple[frozenset[str], frozenset[str]], Sight] = {}
        self._rows: dict[int, Rows] = {}
        self._families: dict[tuple[int, str, str], tuple[str, ...]] = {}
        if before is not None and np.array_equal(before.columns.key, columns.key):  # no passage came or went
            self._rows, self._families = before._rows, before._families

    def sight(self, visible: frozenset[str], statuses: frozenset[str]) -> Sight:
        """What is seen of the reports in `visible`, of these statuses if any are given."""
        if (found := self._sights.get((visible, statuses))) is None:
            mask = self.filters.visible(visible)
            if statuses:
                mask = mask & self.filters.mask("status", statuses)
            if len(self._sights) >= MOST_SIGHTS:
                self._sights.clear()
            found = self._sights[(visible, statuses)] = Sight.of(self.columns, mask)
        return found

    def rows(self, postings: Postings) -> Rows:
        """The row of each passage number of those postings; -1 where columns know no such passage. Postings may be
        newer than the columns, when a writer is between the one and the other."""
        if (found := self._rows.get(postings.generation)) is None:
            found = self._rows[postings.generation] = self.columns.rows_of(postings.load_keys())
        return found

    def family(self, postings: Postings, name: str, stemmed: str) -> tuple[str, ...]:
        """The words of that field with that stem."""
        key = (postings.generation, name, stemmed)
        if (found := self._families.get(key)) is None:
            among = {word for start in family(stemmed) for word in postings.beginning(name, start)}
            if len(self._families) >= MOST_FAMILIES:
                self._families.clear()
            found = self._families[key] = tuple(sorted(word for word in among if stem(word) == stemmed))
        return found

    def search(
        self,
        query: SearchQuery,
        question: Question,
        visible: Collection[str],
        postings: Postings,
        first: Mapping[str, int] | None = None,
    ) -> Found:
        """What answers among the reports in `visible`; with `first`, reports with the higher number there come
        first."""
        every, statuses = frozenset(visible), frozenset(map(str, query.statuses))
        sight = self.sight(every, statuses)
        evaluation = Evaluation(self, postings, sight, self.rows(postings))
        listing = not (query.text.strip() or question.like)
        matching, told = (np.ones(self.columns.rows, np.bool_), "") if listing else evaluation.answers(question)
        rows = np.flatnonzero(matching & sight.mask & passing(self.filters, query))
        arranged, shown = grouped(self.columns, self.filters, rows, evaluation.scores(question, rows), query, first)
        everything = self.sight(every, frozenset())
        unknown = any(not evaluation.stands(leaf) for leaf in asked_words(question))
        return Found(
            total_passages=len(rows),
            all_reports=arranged,
            shown=shown,
            facets=_facets(self.filters, query, matching, rows, sight, everything),
            told=(told,) if told else (),
            advice=None if listing or (len(rows) and not unknown) else evaluation.advice(question, query, matching),
            revision=self.revision,
        )


MOST_SIGHTS: Final = 20
"""Viewers with different rights whose sight is kept: at 300,000 passages 5 MB each."""

MOST_FAMILIES: Final = 2000


def _facets(
    filters: Filters, query: SearchQuery, matching: Mask, rows: Rows, sight: Sight, everything: Sight
) -> dict[str, dict[str, int]]:
    """For each filter how many passages each value alone would find, all other filters as they are. `everything` is
    what would be seen whatever the status."""
    used = chosen(query).keys() - ({"status"} if sight.collection.passages == everything.collection.passages else set())

    def among(name: str) -> Rows:
        seen = everything.mask if name == "status" else sight.mask
        return np.flatnonzero(matching & seen & passing(filters, query, leaving=name))

    counts = filters.counts(rows, [name for name in FACETS if name not in used], query.checked)
    for name in used:
        counts |= filters.counts(among(name), [name], query.checked)
    return counts


@dataclass(slots=True)
class Evaluation:
    """One question on one snapshot. Masks are over all rows; what is counted or scored is what is seen."""

    snapshot: Snapshot
    postings: Postings
    sight: Sight
    rows: Rows
    _read: dict[tuple[Leaf, str], list[tuple[Rows, Scores]]] = field(default_factory=dict)
    _masks: dict[tuple[Leaf, tuple[str, ...]], Mask] = field(default_factory=dict)

    # ---- what matches ----

    def answers(self, question: Question) -> tuple[Mask, str]:
        """The rows that answer, and what to tell. Filters play no part, so that adding one never finds more."""
        if question.like:
            return self._alike(question), ""
        for attempt in question.attempts:
            rows = self._matches(attempt.query) if attempt.title_alone else self._answering(attempt.query)
            if (rows & self.sight.mask).any():
                return reduce(np.logical_and, map(self._matches, question.within), rows), attempt.told
        return np.zeros_like(self.sight.mask), ""

    def _answering(self, query: Query) -> Mask:
        """The rows that match, and hold something asked for themselves; of alternatives each is taken by itself."""
        if isinstance(query, Any):
            return reduce(np.logical_or, map(self._answering, query.parts))
        rows = self._matches(query)
        own = [leaf for leaf in asked(query) if leaf.field != "title"]
        return rows & reduce(np.logical_or, (self._holding(leaf, OWN) for leaf in own)) if own else rows

    def _matches(self, query: Query, fields: tuple[str, ...] = FIELDS) -> Mask:
        match query:
            case Word() | Phrase() | Prefix():
                return self._holding(query, fields)
            case Narrow(filter, values):
                return self.snapshot.filters.mask(filter, values)
            case Not(part):
                return ~self._matches(part)
            case All(parts):
                return reduce(np.logical_and, (self._matches(part, fields) for part in parts))
            case Any(parts):
                return reduce(np.logical_or, (self._matches(part, fields) for part in parts))
            case Also(wanted, others):
                return reduce(np.logical_or, (self._matches(part, fields) for part in (wanted, *others)))

    def _holding(self, leaf: Leaf, fields: tuple[str, ...]) -> Mask:
        """The rows that hold the leaf in one of those fields. It is asked for again and again; not to be written to."""
        if (mask := self._masks.get((leaf, fields))) is None:
            mask = self._masks[leaf, fields] = self._held_in(leaf, fields)
            mask.flags.writeable = False
        return mask

    def _held_in(self, leaf: Leaf, fields: tuple[str, ...]) -> Mask:
        mask = np.zeros(len(self.sight.mask), np.bool_)
        for name in (leaf.field,) if leaf.field else fields:
            for rows, _ in self._held(leaf, name):
                if name != "title":
                    mask[rows] = True
                elif len(rows):
                    mask |= self.snapshot.filters.of_reports(rows)
        return mask

    def stands(self, leaf: Leaf) -> bool:
        """Whether any passage that is seen holds it."""
        return bool((self._holding(leaf, FIELDS) & self.sight.mask).any())

    # ---- what the postings say ----

    def _held(self, leaf: Leaf, name: str) -> list[tuple[Rows, Scores]]:
        """The rows (for titles: the reports) that hold the leaf in that field, and how much of it each holds; in parts
        that add up."""
        if (leaf, name) not in self._read:
            found = [self._in_rows(held, factor) for held, factor in self._postings(leaf, name)]
            if name == "title":
                found = [(self.snapshot.columns.report[rows].astype(np.int64), often) for rows, often in found]
            self._read[leaf, name] = found
        return self._read[leaf, name]

    def _in_rows(self, held: Held, factor: float) -> tuple[Rows, Scores]:
        rows, often = self.rows[held.numbers], held.often.astype(np.float64)
        if len(rows) and rows.min() < 0:
            rows, often = rows[known := rows >= 0], often[known]
        return rows, often if factor == 1.0 else often * factor

    def _postings(self, leaf: Leaf, name: str) -> Iterator[tuple[Held, float]]:
        match leaf:
            case Word(word, is_exact):
                if not is_exact:
                    yield self.postings.word(name, leaf.stem), 1.0
                yield self.postings.word(form(name), word), 1.0 if is_exact else EXACT_FORM
            case Phrase(wanted, _, in_any_form):
                words = [self._forms(name, word) if in_any_form else (word,) for word in wanted]
                yield self.postings.phrase(name, words), 1.0
            case Prefix(start):
                yield self.postings.phrase(name, [self.postings.beginning(name, start)]), 1.0

    def _forms(self, name: str, word: str) -> Sequence[str]:
        return (word,) if word in STOP_WORDS else self.snapshot.family(self.postings, name, stem(word))

    # ---- scores ----

    def scores(self, question: Question, rows: Rows) -> Scores:
        """The score of each of `rows`: BM25F over what is seen; those that hold all that is asked stand above the
        rest."""
        if question.like:
            return self._like(question.like)[0][rows]
        scores, most = np.zeros(len(rows)), 0.0
        for term, times in Counter(terms(question)).items():
            weight = self._weight(term, FIELDS)
            factor = times * rarity(self.sight.collection, self._holders(weight)) * (K1 + 1)
            here = weight[rows]
            scores += factor * here / (here + K1)
            most += factor
        if most:
            complete = reduce(np.logical_and, (self._whole(unit)[rows] for unit in units(question.attempts[0].query)))
            scores += sum(LIFT) * most * complete  # more than any number of passages with less can add up to
        return scores.round(6)

    def _whole(self, unit: Leaf | Also) -> Mask:
        return self._matches(unit, OWN)

    def _weight(self, term: Term, fields: Collection[str]) -> Scores:
        """How strongly each row holds the term: how often in each field, by boost and against the field's length."""
        weight = np.zeros(len(self.sight.mask))
        for leaf, counts_for in term:
            for name in (leaf.field,) if leaf.field else fields:
                for rows, often in self._held(leaf, name):
                    added = often * self.sight.weigh[name][rows]
                    if counts_for != 1.0:
                        added = added * counts_for
                    if name == "title":
                        by_report = np.zeros(len(self.snapshot.columns.reports))
                        by_report[rows] = added
                        if len(rows):
                            weight += by_report[self.snapshot.columns.report]
                    else:
                        weight[rows] += added
        return weight

    def _holders(self, weight: Scores) -> int:
        """How many of the rows that are seen have any of that weight."""
        return int(np.count_nonzero(weight if self.sight.all else weight[self.sight.mask]))

    # ---- what is like a text ----

    def _alike(self, question: Question) -> Mask:
        scores, least = self._like(question.like)
        mask = scores >= least if least else np.zeros(len(scores), np.bool_)
        if question.without:
            mask &= ~np.isin(self.snapshot.columns.key, list(question.without))
        return mask

    def _like(self, text: str) -> tuple[Scores, float]:
        """How like the text each row is, and how much it must be to count."""
        printed = forms(text)
        often = Counter(content_stems(printed))
        printed_as = {stem(word): word for word in reversed(printed)}
        weighed = []
        for stemmed, times in most_frequent(often):
            weight = self._weight(((Word(printed_as[stemmed]), 1.0),), OWN)
            if seen := self._holders(weight):
                rare = rarity(self.sight.collection, seen)
                weighed.append((times * rare, rare, stemmed, weight))
        scores, itself = np.zeros(len(self.sight.mask)), 0.0
        length = 1 - B + B * sum(often.values()) / (self.sight.collection.mean_length["text"] or 1.0)
        for _, rare, stemmed, weight in sorted(weighed, key=lambda found: (-found[0], found[2]))[:TELLING]:
            scores += rare * (K1 + 1) * weight / (weight + K1)
            own = often[stemmed] * (1 + EXACT_FORM) / length
            itself += rare * (K1 + 1) * own / (own + K1)
        return scores.round(6), round(itself * ALIKE, 6)

    # ---- why nothing was found ----

    def advice(self, question: Question, query: SearchQuery, matching: Mask) -> Advice:
        """Which words stand nowhere or not together, and which filters leave nothing."""
        seen, filters = self.sight.mask, self.snapshot.filters
        found = matching & seen
        unfiltered = int(np.count_nonzero(found))

        def left(name: str) -> int:
            return int(np.count_nonzero(found & passing(filters, query, leaving=name)))

        used = [*chosen(query), *(["since"] if query.since else [])]
        return Advice(
            words=tuple(
                self._tally(part) for part in dict.fromkeys((*asked_words(question), *typed_filters(question)))
            ),
            without=() if unfiltered else tuple(self._without(question)),
            unfiltered=unfiltered,
            filters=tuple((name, left(name)) for name in used if name != "status"),
        )

    def _tally(self, part: Leaf | Narrow) -> Tally:
        holding = int(np.count_nonzero(self._matches(part) & self.sight.mask))
        nearest = self._nearest(part.form) if isinstance(part, Word) and not holding else ()
        return Tally(part.printed, holding, nearest)

    def _without(self, question: Question) -> Iterator[Tally]:
        parts = question.parts
        for n, part in enumerate(parts if not question.alternatives else ()):
            if rest := (*parts[:n], *parts[n + 1 :]):
                left = int(np.count_nonzero(self._answering(all_of(rest)) & self.sight.mask))
                if left:
                    yield Tally(printed(part), left)

    def _nearest(self, word: str) -> tuple[str, ...]:
        """Words that are seen and nearly spelt so, the likeliest first."""
        for distance, swap in spelling_steps(word):
            near = {w for name in FIELDS for w in self.postings.near(name, word, distance)} - {word}
            near = {other for other in near if swapped(word, other)} if swap else near
            held = [(self._seen(other), other) for other in near if other not in STOP_WORDS]
            if some := sorted((-holding, other) for holding, other in held if holding):
                return tuple(other for _, other in some[:3])
        return ()

    def _seen(self, word: str) -> int:
        return int(np.count_nonzero(self._holding(Word(word, exact=True), FIELDS) & self.sight.mask))
