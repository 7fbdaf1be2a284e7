"""The plain search engine: Python sets and dictionaries, nothing stored. The other engine is held against it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from compendium.index.analysis import content_stems, forms
from compendium.index.query import All, Any, Attempt, Not, Phrase, Query, Question, Word, asked, parse
from compendium.index.ranking import (
    BOOSTS,
    EXACT_FORM,
    FACETS,
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
from compendium.index.voices import answering_voices
from compendium.model.indexing import ChangeSource, Found, FoundReport, IndexedPassage, IndexedReport
from compendium.model.search import SearchQuery


@dataclass(frozen=True, slots=True)
class _Entry:
    """A passage with its report, and the words of each field."""

    passage: IndexedPassage
    report: IndexedReport
    words: dict[str, list[str]]
    stems: dict[str, list[str]]

    def frequency(self, leaf: Word | Phrase, field: str) -> float:
        match leaf:
            case Phrase(wanted):
                words, size = self.words[field], len(wanted)
                return float(sum(tuple(words[n : n + size]) == wanted for n in range(len(words) - size + 1)))
            case Word(form, exact=True):
                return float(self.words[field].count(form))
            case Word(form):
                return self.stems[field].count(leaf.stem) + EXACT_FORM * self.words[field].count(form)

    def holds(self, leaf: Word | Phrase, fields: Iterable[str] = FIELDS) -> bool:
        return any(self.frequency(leaf, field) for field in fields)

    def matches(self, query: Query) -> bool:
        match query:
            case Word() | Phrase():
                return self.holds(query)
            case Not(part):
                return not self.matches(part)
            case All(parts):
                return all(self.matches(part) for part in parts)
            case Any(parts):
                return any(self.matches(part) for part in parts)

    def answers(self, attempt: Attempt) -> bool:
        leaves = asked(attempt.query)
        own = attempt.title_alone or not leaves or any(self.holds(leaf, _OWN) for leaf in leaves)
        return own and self.matches(attempt.query)


_OWN: Final = ("text", "heading")


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

    def search(self, query: SearchQuery, visible: Collection[str]) -> Found:
        """What answers among the reports in `visible`."""
        seen = [entry for report in set(visible) for entry in self._reports.get(report, ())]
        question = parse(query.text, query.exact)
        matching, told = _best_attempt(question, seen) if query.text.strip() else (seen, "")
        passing = [entry for entry in matching if _passes(entry, query)]
        scores = _scores(question, seen)
        reports = [_found(entries, scores, query.passages) for entries in _by_report(passing)]
        return answer(
            arrange(reports, {entry.report.id: entry.report.year for entry in passing}, query),
            query,
            facets=_counts(passing, query.checked),
            ignored=question.ignored,
            told=told,
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


def _best_attempt(question: Question, seen: list[_Entry]) -> tuple[list[_Entry], str]:
    for attempt in question.attempts:
        if found := [entry for entry in seen if entry.answers(attempt)]:
            return found, attempt.told
    return [], ""


def _scores(question: Question, seen: list[_Entry]) -> dict[int, float]:
    """The score of every seen passage by its key."""
    means = {name: sum(len(entry.stems[name]) for entry in seen) / max(len(seen), 1) for name in FIELDS}
    collection = Seen(len(seen), means)
    leaves = Counter(question.asked)
    factors = {
        leaf: times * rarity(collection, sum(entry.holds(leaf) for entry in seen)) * (K1 + 1)
        for leaf, times in leaves.items()
    }
    scores = {}
    for entry in seen:
        weights = {leaf: _weight(entry, leaf, collection) for leaf in leaves}
        score = sum(factors[leaf] * weight / (weight + K1) for leaf, weight in weights.items())
        complete = all(entry.holds(leaf, _OWN) for leaf in leaves)
        scores[entry.passage.key] = round(score + complete * sum(LIFT) * sum(factors.values()), 6)
    return scores


def _weight(entry: _Entry, leaf: Word | Phrase, collection: Seen) -> float:
    total = 0.0
    for name in FIELDS:
        length = len(entry.stems[name]) / (collection.mean_length[name] or 1.0)
        total += BOOSTS[name] * entry.frequency(leaf, name) / (1 - B + B * length)
    return total


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
        "setting": frozenset(report.settings),
        "population": frozenset(report.populations),
        "method": frozenset(report.methods),
        "report": frozenset({report.id}),
        "kind": frozenset({passage.kind.value}),
        "account": frozenset({passage.account.value}),
        "voice": frozenset(voice.value for voice in answering_voices(passage.voices)),
        "status": frozenset({report.status.value}),
    }


def _wanted(query: SearchQuery) -> dict[str, frozenset[str]]:
    return {
        "theme": query.themes,
        "organisation": query.organisations,
        "year": frozenset(str(year) for year in query.years),
        "setting": query.settings,
        "population": query.populations,
        "method": query.methods,
        "report": query.reports,
        "kind": frozenset(kind.value for kind in query.kinds),
        "account": frozenset(account.value for account in query.accounts),
        "voice": frozenset(voice.value for voice in query.voices),
        "status": query.statuses,
    }


def _passes(entry: _Entry, query: SearchQuery) -> bool:
    values = _values(entry, query.checked)
    return all(values[name] & wanted for name, wanted in _wanted(query).items() if wanted)


def _counts(entries: Iterable[_Entry], checked: bool) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for entry in entries:
        for name, values in _values(entry, checked).items():
            counts.setdefault(name, Counter()).update(values)
    return {name: dict(counts.get(name, {})) for name in FACETS}
