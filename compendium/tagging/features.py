"""A passage as numbers: its words and word pairs, the pieces of its words, and what the rules found in it.

Words are dictionary forms, so that visit and visits are one. Pieces of three to five letters join what is spelt
differently. The words of the nearest heading above a passage count as its own; those of chapters only say which report
it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compendium.language import lemma, normalise

Matrix = Any  # a scipy.sparse.csr_array of float64: scipy ships no type hints
Floats = NDArray[np.float64]

_WORD: Final = re.compile(r"\w+")
_EMPTY: Final = re.compile(
    "a|about|after|all|also|an|and|any|as|at|be|because|before|but|by|can|could|do|for|from|get|give|go|have|he|her|him"
    "|his|how|i|if|in|into|it|its|just|like|may|me|much|my|of|on|one|or|other|our|over|out|s|say|she|so|some|such|t"
    "|than|that|the|their|them|then|there|these|they|this|those|to|up|us|very|we|what|when|where|which|while|who|will"
    "|with|would|you|your"
)
"""Words that may speak for a theme in numbers, and tell a reader nothing."""
_PIECE_LENGTHS: Final = (3, 4, 5)
_IN_TEXTS: Final = 2
"""What stands in one text only teaches nothing about others."""
_MOST: Final = 30_000
"""Of words and pairs, and of pieces, so many at most: those that stand in most texts. More gave no better scores."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a pair of words of a text in dictionary form, at `text[start:end]`."""

    form: str
    start: int
    end: int

    @property
    def telling(self) -> bool:
        """Whether it tells a reader something: it neither begins nor ends with a word that says nothing by itself."""
        first, last = self.form.split()[0], self.form.split()[-1]
        return not (_EMPTY.fullmatch(first) or _EMPTY.fullmatch(last))


def words(text: str) -> list[Word]:
    """All words of the text, and then each two that follow one another."""
    single = [Word(lemma(m[0]), m.start(), m.end()) for m in _WORD.finditer(normalise(text))]
    return single + [Word(f"{a.form} {b.form}", a.start, b.end) for a, b in pairwise(single)]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is counted in texts, and what each weighs: the rarer, the more."""

    names: tuple[str, ...]
    weights: Floats

    @classmethod
    def fit(cls, counts: Matrix, names: Sequence[str]) -> Self:
        """The terms worth keeping of those counted (texts by names)."""
        texts = np.bincount(counts.indices, minlength=len(names))
        kept = np.argsort(-texts, kind="stable")[:_MOST]
        kept = np.sort(kept[texts[kept] >= _IN_TEXTS])
        weights = np.log((1 + counts.shape[0]) / (1 + texts[kept])) + 1
        return cls(tuple(names[place] for place in kept), weights)

    def weighed(self, counts: Matrix) -> Matrix:
        """Counts (texts by `names`) as TF-IDF: each row has length 1, or is empty."""
        values = counts.copy()
        values.data = (1 + np.log(values.data)) * self.weights[values.indices]
        lengths = np.sqrt(values.multiply(values).sum(axis=1))
        values.data /= np.repeat(lengths, np.diff(values.indptr))
        return values


@dataclass(frozen=True, slots=True)
class Features:
    """How passages become rows of numbers. Columns: words and pairs, pieces, one of hits for each theme."""

    terms: Terms
    pieces: Terms
    themes: tuple[str, ...]

    @classmethod
    def fit(cls, texts: Sequence[str], headings: Sequence[Sequence[str]], themes: Sequence[str]) -> Self:
        """The features that these passages teach."""
        full = _full(texts, headings)
        names: dict[str, int] = {}
        terms = Terms.fit(_counted(map(_forms, full), names, grow=True), list(names))
        names = {}
        pieces = Terms.fit(_pieces(full, names, grow=True), list(names))
        return cls(terms, pieces, tuple(themes))

    def matrix(
        self, texts: Sequence[str], headings: Sequence[Sequence[str]], hits: Sequence[Mapping[str, float]]
    ) -> Matrix:
        """One row for each passage."""
        full = _full(texts, headings)
        own = self.terms.weighed(_counted(map(_forms, full), _places(self.terms.names)))
        pieces = self.pieces.weighed(_pieces(full, _places(self.pieces.names)))
        found = sparse.csr_array([[one.get(theme, 0.0) for theme in self.themes] for one in hits], dtype=np.float64)
        return sparse.hstack([own, pieces, found.reshape(len(texts), len(self.themes))], format="csr")

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.terms.names) + len(self.pieces.names) + len(self.themes)


def _full(texts: Sequence[str], headings: Sequence[Sequence[str]]) -> list[str]:
    return ["\n".join((*above[-1:], text)) for text, above in zip(texts, headings, strict=True)]


def _forms(text: str) -> list[str]:
    return [word.form for word in words(text)]


def _places(names: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _counted(documents: Iterable[Sequence[str]], places: dict[str, int], *, grow: bool = False) -> Matrix:
    """How often each name stands in each document; `places` gives its column, and learns new names if it may grow."""
    columns: list[int] = []
    ends = [0]
    for names in documents:
        if grow:
            columns.extend([places.setdefault(name, len(places)) for name in names])
        else:
            columns.extend([places[name] for name in names if name in places])
        ends.append(len(columns))
    # scikit-learn takes 32-bit places only; scipy's own choice here would be 64.
    where = np.array(columns, dtype=np.int32), np.array(ends, dtype=np.int32)
    counts = sparse.csr_array((np.ones(len(columns)), *where), shape=(len(ends) - 1, len(places)))
    counts.sum_duplicates()
    return counts


def _pieces(texts: Sequence[str], places: dict[str, int], *, grow: bool = False) -> Matrix:
    """How often each piece of a word stands in each text. Each different word is cut up once, which is much faster."""
    different: dict[str, int] = {}
    standing = _counted((_WORD.findall(text.lower()) for text in texts), different, grow=True)
    cut = _counted(map(_cut, different), places, grow=grow)
    counts = (standing @ cut).tocsr()
    counts.sort_indices()
    return counts


def _cut(word: str) -> list[str]:
    padded = f" {word} "  # a piece knows whether it begins or ends the word
    return [padded[i : i + length] for length in _PIECE_LENGTHS for i in range(len(padded) - length + 1)]
