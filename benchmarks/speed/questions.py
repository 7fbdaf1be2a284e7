"""Mixed questions made of the words of a library: of frequent, middling and rare ones alike."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle
from random import Random

from compendium.index.analysis import STOP_WORDS
from compendium.model.indexing import IndexedReport
from compendium.model.search import SearchQuery

KINDS = {"term": 40, "and": 40, "or": 65, "phrase": 30, "not": 25}
"""How many questions of each kind."""

BANDS = ((0.0, 0.001), (0.001, 0.01), (0.01, 0.05), (0.05, 1.0))
"""Shares of the passages that hold a word: rare, uncommon, common and frequent words."""

FILTERS = ("organisation", "year", "theme")

_WORD = re.compile(r"(?<![\w'’-])[A-Za-z]{3,}(?![\w'’-])")
_RUN = re.compile(r"(?<![\w'’-])[A-Za-z]{3,}(?: [A-Za-z]{2,})?(?: [A-Za-z]{3,})(?![\w'’-])")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every engine: `words` by `kind`, in no passage with `without`, and in those with one value of a
    filter, given as (name, value)."""

    kind: str
    words: tuple[str, ...]
    without: str = ""
    filter: tuple[str, str] | None = None

    @property
    def typed(self) -> str:
        """What a person would type."""
        if self.kind == "phrase":
            return f'"{" ".join(self.words)}"'
        typed = (" OR " if self.kind == "or" else " AND ").join(self.words)
        return f"{typed} NOT {self.without}" if self.without else typed

    @property
    def query(self) -> SearchQuery:
        """The same for `Library.search`."""
        name, value = self.filter or ("", "")
        return SearchQuery(
            text=self.typed,
            organisations=frozenset({value} if name == "organisation" else ()),
            years=frozenset({int(value)} if name == "year" else ()),
            themes=frozenset({value} if name == "theme" else ()),
        )


@dataclass(frozen=True, slots=True)
class _Sample:
    """A passage: its text, its content words by band, and a value for each filter."""

    text: str
    words: tuple[tuple[str, ...], ...]
    values: dict[str, str]


def drawn(reports: Iterable[IndexedReport], seed: int, count: int | None = None) -> list[Question]:
    """Questions of all kinds, mixed; a third with a filter. With `count`, only so many of them."""
    chance, samples = Random(seed), _samples(reports)
    bands, filters = cycle(range(len(BANDS))), cycle((*FILTERS, None, None, None, None, None, None))
    kinds = [kind for kind, times in KINDS.items() for _ in range(times)]
    chance.shuffle(kinds)
    found: list[Question] = []
    while len(found) < len(kinds[:count]):
        sample = chance.choice(samples)
        question = _question(kinds[len(found)], chance, sample, samples, next(bands))
        if question is not None:
            name = next(filters)
            chosen = (name, sample.values[name]) if name else None
            found.append(Question(question.kind, question.words, question.without, chosen))
    return found


def _samples(reports: Iterable[IndexedReport]) -> list[_Sample]:
    found = [
        (passage.text, set(content_words(passage.text)), _values(report, sorted(passage.themes)))
        for report in reports
        for passage in report.passages
        if passage.themes and report.organisations and report.year
    ]
    holding = Counter(word for _, words, _ in found for word in words)

    def within(words: set[str], least: float, most: float) -> tuple[str, ...]:
        return tuple(sorted(word for word in words if least < holding[word] / len(found) <= most))

    return [_Sample(text, tuple(within(words, *band) for band in BANDS), values) for text, words, values in found]


def content_words(text: str) -> list[str]:
    """The plain words of a text in lower case, without the most common ones."""
    return [word for word in (found.lower() for found in _WORD.findall(text)) if word not in STOP_WORDS]


def _values(report: IndexedReport, themes: list[str]) -> dict[str, str]:
    return {"organisation": report.organisations[0], "year": str(report.year), "theme": themes[0]}


def _question(kind: str, chance: Random, sample: _Sample, samples: list[_Sample], band: int) -> Question | None:
    """A question of that kind from that passage; None when it has no words for one."""
    if kind == "phrase":
        runs = [found.group().lower().split() for found in _RUN.finditer(sample.text)]
        runs = [run for run in runs if run[0] not in STOP_WORDS and run[-1] not in STOP_WORDS]
        return Question(kind, tuple(chance.choice(runs))) if runs else None
    if kind == "or":
        chosen = [sample, *chance.sample(samples, chance.randint(1, 3))]
        places = [(band + n) % len(BANDS) for n in range(len(chosen))]
        words = [one for other, place in zip(chosen, places, strict=True) if (one := _word(chance, other, place))]
        return Question(kind, tuple(words)) if len(set(words)) == len(words) > 1 else None
    if not (first := _word(chance, sample, band)):
        return None
    if kind == "term":
        return Question(kind, (first,))
    second = _word(chance, sample, chance.randrange(1, len(BANDS)))
    if second in ("", first):
        return None
    if kind == "and":
        return Question(kind, (first, second))
    without = _word(chance, chance.choice(samples), chance.randrange(2, len(BANDS)))
    return Question(kind, (first, second), without) if without not in ("", first, second) else None


def _word(chance: Random, sample: _Sample, band: int) -> str:
    return chance.choice(sample.words[band]) if sample.words[band] else ""
