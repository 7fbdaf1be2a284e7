"""Steps that run in a process of their own, so that its memory and its start can be measured: each prints one JSON
object. `python -m benchmarks.speed.steps NAME ARGUMENT ...` is for `figures.step`, not for people.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.speed import site
from benchmarks.speed.adding import added, decided
from benchmarks.speed.engines import ENGINES, OURS, PEERS, Compendium
from benchmarks.speed.figures import megabytes, memory, middle_and_most, peak_mib, percentile, spread
from benchmarks.speed.questions import KINDS, Question, drawn
from benchmarks.speed.saving import Place
from compendium.catalogue.catalogue import Catalogue
from compendium.index.whoosh_engine import WhooshIndex
from compendium.model.search import OWNER

_SAMPLED = 200
"""Reports from which questions are drawn: enough to know frequent words from rare ones."""

ASKED, WARMING = "asked", "warming"
_WARMING = 20
_OPENED = 5


def draw(folder: str) -> dict[str, Any]:
    """Draws the questions of the library and writes them down, so that no other step needs memory for that."""
    place = Place(Path(folder))
    catalogue = Catalogue.open(place.home)
    ids = sorted(catalogue.visible(OWNER, None))
    sampled = list(catalogue.indexed(ids[:: -(-len(ids) // _SAMPLED)]))
    catalogue.close()
    sets = {ASKED: drawn(sampled, seed=1), WARMING: drawn(sampled, seed=2, count=_WARMING)}
    told = {name: [asdict(question) for question in asked] for name, asked in sets.items()}
    place.questions.write_text(json.dumps(told), encoding="utf-8")
    return {name: len(asked) for name, asked in sets.items()}


def questions(place: Place, name: str) -> list[Question]:
    """One of the sets of questions that were drawn."""
    told = json.loads(place.questions.read_text(encoding="utf-8"))[name]
    lists = ("words", "filter")
    return [Question(**one | {field: tuple(one[field]) for field in lists if one[field]}) for one in told]


def build(folder: str) -> dict[str, Any]:
    """Makes the index of the library anew."""
    place = Place(Path(folder))
    catalogue, index = Catalogue.open(place.home), WhooshIndex.open(place.home / "index")
    began = time.perf_counter()
    index.rebuild(catalogue)
    seconds = time.perf_counter() - began
    index.close()
    return _built(seconds, _passages(catalogue), place.home / "index")


def build_peer(folder: str, name: str) -> dict[str, Any]:
    """Makes the index of another engine from what our index is told."""
    place = Place(Path(folder))
    catalogue = Catalogue.open(place.home)
    began = time.perf_counter()
    PEERS[name].build(place, catalogue.indexed(sorted(catalogue.visible(OWNER, None))))
    return _built(time.perf_counter() - began, _passages(catalogue), PEERS[name].files(place))


def _passages(catalogue: Catalogue) -> int:
    count = catalogue.counts(OWNER).passages
    catalogue.close()
    return count


def _built(seconds: float, passages: int, files: Path) -> dict[str, Any]:
    return {
        "seconds": round(seconds, 1),
        "passages_per_second": round(passages / seconds),
        "mb": megabytes(files),
        "peak_mib": peak_mib(),
    }


def ask(folder: str, *names: str) -> dict[str, Any]:
    """Asks all engines the same questions, each in its turn: who is first changes from question to question."""
    place = Place(Path(folder))
    engines = {name: ENGINES[name](place) for name in names}
    asked = questions(place, ASKED)
    for question in questions(place, WARMING):
        for engine in engines.values():
            engine.ask(question)
    wall: dict[str, list[float]] = {name: [] for name in names}
    cpu: dict[str, list[float]] = {name: [] for name in names}
    totals: dict[str, list[int]] = {name: [] for name in names}
    for number, question in enumerate(asked):
        for turn in range(len(names)):
            name = names[(number + turn) % len(names)]
            began, used = time.perf_counter(), time.process_time()
            totals[name].append(engines[name].ask(question))
            cpu[name].append(1000 * (time.process_time() - used))
            wall[name].append(1000 * (time.perf_counter() - began))
    for engine in engines.values():
        engine.close()
    return {
        "questions": len(asked),
        "with_filter": sum(question.filter is not None for question in asked),
        "engines": {name: _times(wall[name], cpu[name], totals[name]) for name in names},
        "times_faster_than": {name: _ratios(wall, cpu, name) for name in names if name != OURS and OURS in names},
        "p95_by_kind_ms": {name: _by_kind(asked, wall[name]) for name in names},
        "alike_totals": {name: _alike(totals, name) for name in names if name != OURS and OURS in names},
    }


def _times(wall: list[float], cpu: list[float], totals: list[int]) -> dict[str, Any]:
    return {"wall_ms": spread(wall), "cpu_ms": spread(cpu), "passages_found": spread(totals)}


def _ratios(wall: dict[str, list[float]], cpu: dict[str, list[float]], name: str) -> dict[str, float]:
    return {
        f"{clock}_{label}": round(percentile(times[name], share) / percentile(times[OURS], share), 2)
        for clock, times in (("wall", wall), ("cpu", cpu))
        for label, share in (("p50", 0.5), ("p95", 0.95))
    }


def _alike(totals: dict[str, list[int]], name: str) -> float:
    """The share of questions in which an engine finds as many passages as ours, give or take a tenth. Stems and stop
    words differ, and ours also searches headings and titles."""
    pairs = list(zip(totals[name], totals[OURS], strict=True))
    return round(sum(abs(theirs - ours) <= ours / 10 for theirs, ours in pairs) / len(pairs), 2)


def _by_kind(asked: list[Question], times: list[float]) -> dict[str, float]:
    return {
        kind: round(percentile([t for q, t in zip(asked, times, strict=True) if q.kind == kind], 0.95), 2)
        for kind in KINDS
    }


def alone(folder: str) -> dict[str, Any]:
    """Our library by itself: how long it takes to open and answer, and the memory after all questions."""
    place = Place(Path(folder))
    asked = questions(place, ASKED)
    before = memory()
    opened = [_open_and_ask(place, question) for question in islice(asked, _OPENED)]
    engine = Compendium(place)
    for question in asked:
        engine.ask(question)
    after = memory()
    engine.close()
    return {
        "open_to_first_answer_ms": {"first": round(opened[0], 1), "again": round(percentile(opened[1:], 0.5), 1)},
        "memory_mib": {"before": before, "after_all_questions": after},
    }


def _open_and_ask(place: Place, question: Question) -> float:
    began = time.perf_counter()
    engine = Compendium(place)
    engine.ask(question)
    taken = 1000 * (time.perf_counter() - began)
    engine.close()
    return taken


def change(folder: str) -> dict[str, Any]:
    """Adds reports to a library, then decides on tags. The library is not the same afterwards."""
    place = Place(Path(folder))
    question = questions(place, WARMING)[0]
    adding, deciding = added(place, question), decided(place)
    return {
        "add_a_report_ms": {name: middle_and_most(times) for name, times in adding.items()},
        "decide_a_tag_ms": {name: middle_and_most(times) for name, times in deciding.items()},
    }


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "draw": draw,
    "build": build,
    "build_peer": build_peer,
    "ask": ask,
    "alone": alone,
    "change": change,
    "serve": site.serve,
}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))
