"""Labelled texts: a CSV with id, source, text and one 0/1 column a label (blank is 0), and how it is split."""

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compendium.language import Phrases, lemma

_FIXED: Final = ("id", "source", "text")
_UNUSABLE: Final = "Labelling not possible"
_SCORED: Final = "labels_scored.json"
_YES: Final = {"1", "1.0", "true"}
_EMPTY_WORDS: Final = re.compile(
    "a|an|and|any|are|as|at|being|by|during|for|from|in|into|is|it|not|of|on|or|other|per|so|the|their|this|to|use|with"
)
_SHARED_BY: Final = 2
"""A word in the names of more labels than that ("staff", "care") tells none of them apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """Texts with their labels: `said[text, label]`. `sources` says whose texts they are."""

    labels: tuple[str, ...]
    texts: tuple[str, ...]
    sources: tuple[str, ...]
    said: NDArray[np.bool_]

    def only(self, rows: Sequence[int]) -> "Labelled":
        """Those texts of it."""
        texts, sources = tuple(self.texts[i] for i in rows), tuple(self.sources[i] for i in rows)
        return Labelled(self.labels, texts, sources, self.said[list(rows)])


def read(path: Path, labels: Sequence[str] | None = None) -> Labelled:
    """The texts of that file, without empty ones and those marked as impossible to label. Labels: those given, or those
    that `labels_scored.json` beside the file names, or all of its columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = [name for name in reader.fieldnames or () if name not in (*_FIXED, _UNUSABLE)]
        rows = [row for row in reader if row["text"].strip() and not _yes(row.get(_UNUSABLE))]
    beside = path.with_name(_SCORED)
    if labels is None:
        scored = set(json.loads(beside.read_text(encoding="utf-8"))) if beside.exists() else set(columns)
        labels = [name for name in columns if name in scored]
    said = np.array([[_yes(row.get(label)) for label in labels] for row in rows], dtype=bool)
    texts, sources = tuple(row["text"] for row in rows), tuple(row["source"] for row in rows)
    return Labelled(tuple(labels), texts, sources, said.reshape(len(rows), len(labels)))


def _yes(value: str | None) -> bool:
    return (value or "").strip().lower() in _YES


def same(text: str) -> str:
    """What equal texts have in common: their words in lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))


def by_source(given: Labelled) -> dict[str, tuple[Labelled, Labelled]]:
    """Learn from all sources but one and judge on that one, each in turn."""
    names = sorted(set(given.sources))
    return {
        f"unseen source: {name}": (
            given.only([i for i, source in enumerate(given.sources) if source != name]),
            given.only([i for i, source in enumerate(given.sources) if source == name]),
        )
        for name in names
        if len(names) > 1
    }


def by_text(given: Labelled, parts: int = 5) -> tuple[Labelled, Labelled]:
    """A part of the texts to judge on and the rest to learn from; equal texts never stand on both sides.

    The part is chosen by what their hash leaves when divided by `parts`: the smallest remainder that occurs, since a
    file may already have had a part taken out by the same means.
    """
    remainders = [int(hashlib.sha256(same(text).encode("utf-8")).hexdigest(), 16) % parts for text in given.texts]
    judged = min(remainders)
    learn = [i for i, remainder in enumerate(remainders) if remainder != judged]
    return given.only(learn), given.only([i for i, remainder in enumerate(remainders) if remainder == judged])


def terms(labels: Sequence[str]) -> dict[str, list[str]]:
    """For each label the words of its name that tell it from the others, in dictionary form."""
    named = {label: _content(label) for label in labels}
    shared = Counter(word for found in named.values() for word in found)
    return {label: [word for word in found if shared[word] <= _SHARED_BY] for label, found in named.items()}


def _content(name: str) -> list[str]:
    found = [word.lower() for word in re.findall(r"[^\W\d_]{3,}", name)]
    return list(dict.fromkeys(lemma(word) for word in found if not _EMPTY_WORDS.fullmatch(word)))


def hits(texts: Sequence[str], named: dict[str, list[str]]) -> list[dict[str, float]]:
    """For each text the score of every label whose terms are in it: .5 for one term, .75 for two, and so on."""
    found = [{(hit.key, hit.form) for hit in one} for one in Phrases(named).find(texts)]
    return [
        {label: float(1 - 0.5**count) for label, count in Counter(label for label, _ in one).items()} for one in found
    ]
