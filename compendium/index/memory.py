"""The plain search engine: Python sets and dictionaries, nothing stored. The other engine is held against it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from compendium.index.analysis import STOP_WORDS, content_stems, forms, loose
from compendium.index.filters import FACETS, FIELD, chosen
from compendium.index.parsing import parse
from compendium.index.query import (
    All,
    Also,
    Any,
    Attempt,
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
    report_score,
)
from compendium.index.ranking import Collection as Seen
from compendium.index.stemming import stem
from compendium.index.voices import answering_voices
from compendium.model.indexing import Advice, ChangeSource, Found, FoundReport, IndexedPassage, IndexedReport, Tally
from compendium.model.search import SearchQuery, Sort


@dataclass(frozen=True, slots=True)
class _Entry:
    """A passage with its report, and the words of each field."""

    passage: IndexedPassage
    report: IndexedReport
    words: dict[str, list[str]]
    stems: dict[str, list[str]]

    def frequency(self, leaf: Leaf, field: str) -> float:
        words = self.words[field]
        match leaf:
            case Phrase(wanted, _, in_any_form):
                plain = loose if in_any_form else str
                text, sought = tuple(map(plain, words)), tuple(map(plain, wanted))
                return float(sum(text[n : n + len(sought)] == sought for n in range(len(text) - len(sought) + 1)))
            case Word(form, exact=True):
                return float(words.count(form))
            case Word(form):
                return self.stems[field].count(leaf.stem) + EXACT_FORM * words.count(form)
            case Prefix(start):
                return float(sum(word.startswith(start) for word in words))

    def holds(self, leaf: Leaf, fields: Iterable[str] = FIELDS) -> bool:
        return any(self.frequency(leaf, field) for field in ((leaf.field,) if leaf.field else fields))

    def matches(self, query: Query, fields: Iterable[str] = FIELDS) -> bool:
        match query:
            case Word() | Phrase() | Prefix():
                return self.holds(query, fields)
            case Narrow(filter, values):
                return not values.isdisjoint(_values(self, False)[filter])
            case Not(part):
                return not self.matches(part)
            case All(parts):
                return all(self.matches(part, fields) for part in parts)
            case Any(parts):
                return any(self.matches(part, fields) for part in parts)
            case Also(wanted, others):
                return any(self.matches(part, fields) for part in (wanted, *others))

    def answers(self, query: Query) -> bool:
        """Whether it matches and holds something asked for itself; of alternatives each is taken by itself."""
        if isinstance(query, Any):
            return any(map(self.answers, query.parts))
        leaves = [leaf for leaf in asked(query) if leaf.field != "title"]
        return self.matches(query) and (not leaves or any(self.holds(leaf, OWN) for leaf in leaves))

    def tried(self, attempt: Attempt) -> bool:
        """Whether it answers that attempt."""
        return self.matches(attempt.query) if attempt.title_alone else self.answers(attempt.query)


class MemoryIndex:
    """A SearchIndex that holds everything in memory and nothing on disk."""

    def __init__(self) -> None:
        self._reports: dict[str, list[_Entry]] = {}
        self._revision = 0

    @property
    def revision(self) -> int:
        """The catalogue revision reached."""
        return self._revision

    def catch_up(self, source: ChangeSource) -> int:
        """Takes in all that changed; returns the revision reached."""
        changes = source.changes(self._revision)
        for report_id in (*changes.words, *changes.facts, *changes.gone):
            self._reports.pop(report_id, None)
        for report in source.indexed((*changes.words, *changes.facts)):
            self._reports[report.id] = list(_entries(report))
        self._revision = changes.revision
        return self._revision

    def rebuild(self, source: ChangeSource) -> int:
        """Forgets everything and takes in all there is."""
        self._reports, self._revision = {}, 0
        return self.catch_up(source)

    def search(
        self,
        query: SearchQuery,
        visible: Collection[str],
        question: Question | None = None,
        first: Mapping[str, int] | None = None,
    ) -> Found:
        """What answers among the reports in `visible`."""
        every = [entry for report in set(visible) for entry in self._reports.get(report, ())]
        seen = [entry for entry in every if not query.statuses or entry.report.status in query.statuses]
        question = parse(query.text, query.exact) if question is None else question
        listing = not (query.text.strip() or question.like)
        likeness = _Likeness(question, seen) if question.like else None
        found: tuple[_Test, str] = (likeness.answers if likeness else _everything, "")
        answers, told = found if likeness or listing else _best_attempt(question, seen)
        matching = [entry for entry in seen if answers(entry)]
        passing = [entry for entry in matching if _passes(entry, query)]
        scores = likeness.scores if likeness else _scores(question, seen)
        reports = _arranged(
            [_found(group, scores, query.passages) for group in _by_report(passing)], passing, query, first
        )
        unknown = any(not any(entry.holds(leaf) for entry in seen) for leaf in asked_words(question))
        return Found(
            total_passages=len(passing),
            all_reports=tuple(found.report for found in reports),
            shown=tuple(reports[query.offset : query.offset + query.limit]),
            facets=_facets([entry for entry in every if answers(entry)], query),
            told=(told,) if told else (),
            advice=_advice(question, query, matching, seen) if not listing and (unknown or not passing) else None,
            revision=self._revision,
        )

    def check(self) -> list[str]:
        """Nothing on disk, nothing to go wrong."""
        return []

    def close(self) -> None:
        """Nothing to let go of."""


def _entries(report: IndexedReport) -> Iterator[_Entry]:
    for passage in report.passages:
        words = {"text": forms(passage.text), "heading": forms(passage.heading), "title": forms(report.title)}
        yield _Entry(passage, report, words, {name: content_stems(found) for name, found in words.items()})


_Test = Callable[[_Entry], bool]


def _everything(_: _Entry) -> bool:
    return True


def _nothing(_: _Entry) -> bool:
    return False


def _within(entry: _Entry, attempt: Attempt, within: tuple[Query, ...]) -> bool:
    return entry.tried(attempt) and all(map(entry.matches, within))


def _best_attempt(question: Question, seen: list[_Entry]) -> tuple[_Test, str]:
    for attempt in question.attempts:
        if any(entry.tried(attempt) for entry in seen):
            return partial(_within, attempt=attempt, within=question.within), attempt.told
    return _nothing, ""


def _collection(seen: list[_Entry]) -> Seen:
    return Seen(len(seen), {name: sum(len(entry.stems[name]) for entry in seen) / max(len(seen), 1) for name in FIELDS})


def _scores(question: Question, seen: list[_Entry]) -> dict[int, float]:
    """The score of every seen passage by its key."""
    collection = _collection(seen)
    weighed = []
    for term, times in Counter(terms(question)).items():
        weights = {entry.passage.key: _weight(entry, term, collection) for entry in seen}
        factor = times * rarity(collection, sum(weight > 0 for weight in weights.values())) * (K1 + 1)
        weighed.append((factor, weights))
    most = sum(factor for factor, _ in weighed)
    wanted = list(units(question.attempts[0].query)) if question.attempts else []
    scores = {}
    for entry in seen:
        key = entry.passage.key
        score = sum(factor * weights[key] / (weights[key] + K1) for factor, weights in weighed)
        complete = all(entry.matches(unit, OWN) for unit in wanted)
        scores[key] = round(score + complete * sum(LIFT) * most, 6)
    return scores


def _weight(entry: _Entry, term: Term, collection: Seen, fields: Iterable[str] = FIELDS) -> float:
    total = 0.0
    for leaf, counts_for in term:
        for name in (leaf.field,) if leaf.field else fields:
            length = len(entry.stems[name]) / (collection.mean_length[name] or 1.0)
            total += counts_for * BOOSTS[name] * entry.frequency(leaf, name) / (1 - B + B * length)
    return total


class _Likeness:
    """How like a text the seen passages are."""

    def __init__(self, question: Question, seen: list[_Entry]) -> None:
        collection = _collection(seen)
        printed = forms(question.like)
        often = Counter(content_stems(printed))
        form = {stem(word): word for word in reversed(printed)}
        weighed = []
        for stemmed, times in most_frequent(often):
            term = ((Word(form[stemmed]), 1.0),)
            weights = {entry.passage.key: _weight(entry, term, collection, OWN) for entry in seen}
            if held := sum(weight > 0 for weight in weights.values()):
                rare = rarity(collection, held)
                weighed.append((times * rare, rare, stemmed, weights))
        scores = {entry.passage.key: 0.0 for entry in seen}
        length, itself = 1 - B + B * sum(often.values()) / (collection.mean_length["text"] or 1.0), 0.0
        for _, rare, stemmed, weights in sorted(weighed, key=lambda found: (-found[0], found[2]))[:TELLING]:
            for key, weight in weights.items():
                scores[key] += rare * (K1 + 1) * weight / (weight + K1)
            own = often[stemmed] * (1 + EXACT_FORM) / length
            itself += rare * (K1 + 1) * own / (own + K1)
        least = round(itself * ALIKE, 6)
        self.scores = {key: round(score, 6) for key, score in scores.items()}
        self._keys = {key for key, score in self.scores.items() if least and score >= least} - question.without

    def answers(self, entry: _Entry) -> bool:
        return entry.passage.key in self._keys


def _advice(question: Question, query: SearchQuery, matching: list[_Entry], seen: list[_Entry]) -> Advice:
    used = [*chosen(query), *(["since"] if query.since else [])]
    return Advice(
        words=tuple(_tally(part, seen) for part in dict.fromkeys((*asked_words(question), *typed_filters(question)))),
        without=() if matching else tuple(_without(question, seen)),
        unfiltered=len(matching),
        filters=tuple(
            (name, sum(_passes(entry, query, leaving=name) for entry in matching)) for name in used if name != "status"
        ),
    )


def _tally(part: Leaf | Narrow, seen: list[_Entry]) -> Tally:
    holding = sum(entry.matches(part) for entry in seen)
    return Tally(part.printed, holding, _nearest(part.form, seen) if isinstance(part, Word) and not holding else ())


def _without(question: Question, seen: list[_Entry]) -> Iterator[Tally]:
    parts = question.parts
    for n, part in enumerate(parts if not question.alternatives else ()):
        rest = (*parts[:n], *parts[n + 1 :])
        if rest and (left := sum(entry.answers(all_of(rest)) for entry in seen)):
            yield Tally(printed(part), left)


def _nearest(word: str, seen: list[_Entry]) -> tuple[str, ...]:
    holding: Counter[str] = Counter()
    for entry in seen:
        holding.update({form for name in FIELDS for form in entry.words[name] if form[:1] == word[:1]})
    for most, swap in spelling_steps(word):
        near = [
            (-count, other)
            for other, count in holding.items()
            if (swapped(word, other) if swap else _near(word, other, most))
        ]
        if some := sorted(found for found in near if found[1] not in STOP_WORDS and found[1] != word):
            return tuple(other for _, other in some[:3])
    return ()


def _near(one: str, other: str, most: int) -> bool:
    """Whether so many letters put in, left out or changed make one word of the other."""
    if abs(len(one) - len(other)) > most:
        return False
    before = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        row = [n]
        for m, against in enumerate(other, 1):
            row.append(min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != against)))
        before = row
    return before[-1] <= most


def _arranged(
    reports: list[FoundReport], entries: Iterable[_Entry], query: SearchQuery, first: Mapping[str, int] | None
) -> list[FoundReport]:
    of = {entry.report.id: entry.report for entry in entries}

    def order(found: FoundReport) -> tuple[float, float, float]:
        year = -(of[found.report].year or 0)
        by = (year, -found.score) if query.sort is Sort.NEWEST else (-found.score, year)
        return (-first.get(found.report, 0) if first else 0, *by)

    arranged = sorted(reports, key=lambda found: (order(found), found.report))
    if query.sort is Sort.ADDED and first is None:
        arranged.sort(key=lambda one: (of[one.report].appeared, of[one.report].appeared_revision), reverse=True)
    return arranged


def _by_report(entries: Iterable[_Entry]) -> Iterable[list[_Entry]]:
    groups: dict[str, list[_Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.report.id, []).append(entry)
    return groups.values()


def _found(entries: list[_Entry], scores: dict[int, float], most: int) -> FoundReport:
    """The entries of one report, in reading order, as an answer that names at most `most` of them."""
    ranked = sorted(entries, key=lambda entry: -scores[entry.passage.key])  # stable: equal ones in reading order
    best = [(entry.passage.key, scores[entry.passage.key]) for entry in ranked]
    score = report_score([score for _, score in best[: len(LIFT)]])
    return FoundReport(entries[0].report.id, score, len(entries), tuple(best[:most]))


def _values(entry: _Entry, checked: bool) -> dict[str, frozenset[str]]:
    """The values an entry has for every filter."""
    passage, report = entry.passage, entry.report
    return {
        "theme": passage.checked_themes if checked else passage.themes | passage.checked_themes,
        "organisation": frozenset(report.organisations),
        "year": frozenset() if report.year is None else frozenset({str(report.year)}),
        "fieldwork": frozenset(map(str, report.fieldwork)),
        "setting": frozenset(report.settings),
        "population": frozenset(report.populations),
        "method": frozenset(report.methods),
        "report": frozenset({report.id}),
        "kind": frozenset({passage.kind.value}),
        "account": frozenset({passage.account.value}),
        "voice": frozenset(voice.value for voice in answering_voices(passage.voices)),
        "status": frozenset({report.status.value}),
    }


def _passes(entry: _Entry, query: SearchQuery, leaving: str = "") -> bool:
    values = _values(entry, query.checked)
    if query.since and leaving != "since":
        since, report = query.since, entry.report
        new = report.appeared_revision > int(since) if since.isdecimal() else report.appeared >= since
        if not new:
            return False
    return all(values[name] & wanted for name, wanted in chosen(query).items() if name != leaving)


def _facets(entries: list[_Entry], query: SearchQuery) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name in FACETS:
        counts: Counter[str] = Counter()
        among = replace(query, **{FIELD[name]: frozenset()})  # type: ignore[arg-type]
        for entry in entries:
            if _passes(entry, among):
                counts.update(_values(entry, query.checked)[name])
        found[name] = dict(counts)
    return found
