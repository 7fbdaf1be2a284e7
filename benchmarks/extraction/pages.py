"""Reads the made-up documents with all engines and measures what came of it."""

import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.extraction.engines import OURS, Engine, Read
from benchmarks.extraction.layouts import COLUMNS
from benchmarks.extraction.making import ORDERS, Made, made
from benchmarks.extraction.metrics import best_order, phrase_recall, truth_phrases, word_f1
from benchmarks.extraction.roles import shares, tally
from benchmarks.extraction.truth import as_json

HARD = "words"
"""The stream order that no program writes on purpose: reported apart, and in no total."""
WORST = 3
Scores = tuple[float, float, float]


@dataclass(slots=True)
class Cost:
    """What the reading of many files took."""

    pages: int = 0
    cpu: float = 0.0
    peak_mib: int = 0
    failed: list[str] = field(default_factory=list)

    def add(self, name: str, read: Read) -> None:
        """Adds the reading of one file."""
        self.pages, self.cpu = self.pages + read.pages, self.cpu + read.cpu
        self.peak_mib = max(self.peak_mib, read.peak_mib)
        if read.error:
            self.failed.append(f"{name}: {read.error}")

    def figures(self) -> dict[str, Any]:
        """The same, to be printed."""
        speed = round(self.pages / self.cpu, 1) if self.cpu else 0.0
        return {"pages_per_cpu_second": speed, "peak_mib": self.peak_mib, "failed": self.failed}


def measured(engines: list[Engine], seeds: list[int], orders: list[str], keep: Path | None) -> dict[str, Any]:
    """All figures on the made-up pages. The documents and their truth are written to `keep`, to be looked at."""
    scores: dict[tuple[str, str], list[Scores]] = defaultdict(list)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    costs: dict[str, Cost] = defaultdict(Cost)
    ours: list[tuple[float, float, str]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for document in (made(seed, layout, order) for seed in seeds for layout in COLUMNS for order in orders):
            path = _written(document, keep or Path(scratch))
            groups = [document.order] if document.order == HARD else [document.order, document.layout, "overall"]
            truth = document.truth
            wanted, text = truth_phrases(truth), truth.text()
            for engine in engines:
                read = engine.read(path)
                score = (phrase_recall(wanted, read.text), best_order(truth, read.text), word_f1(text, read.text))
                for group in groups:
                    scores[group, engine.name].append(score)
                if document.order != HARD:
                    costs[engine.name].add(document.name, read)
                if engine.name == OURS:
                    found = tally(truth, read.found) if read.found else Counter()
                    for group in groups:
                        counts[group] += found
                    ours.append((score[0], score[1], document.name))
    names = [engine.name for engine in engines]
    return {
        "documents": len(ours),
        "seeds": seeds,
        "speed": {name: costs[name].figures() for name in names},
        "scores": {
            group: {name: _means(scores[group, name]) for name in names}
            for group in ("overall", *ORDERS, *COLUMNS)
            if (group, names[0]) in scores
        },
        "roles": {group: shares(counts[group]) for group in ("overall", *orders, *COLUMNS) if counts[group]},
        "worst": _worst([row for row in ours if f"-{HARD}-" not in row[2]]),
    }


def _written(document: Made, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{document.name}.pdf"
    path.write_bytes(document.data)
    path.with_suffix(".json").write_text(as_json(document.truth), encoding="utf-8")
    return path


def _means(scores: list[Scores]) -> dict[str, float]:
    names = ("phrases", "order", "words")
    return {name: round(fmean(column), 4) for name, column in zip(names, zip(*scores, strict=True), strict=True)}


def _worst(ours: list[tuple[float, float, str]]) -> dict[str, list[str]]:
    """The documents in which ours keeps fewest phrases, and those in which the order is worst."""
    phrases = sorted((phrases, name) for phrases, _, name in ours)[:WORST]
    order = sorted((order, name) for _, order, name in ours)[:WORST]
    return {
        "phrases": [f"{name} {score:.3f}" for score, name in phrases],
        "order": [f"{name} {score:.3f}" for score, name in order],
    }
