"""How soon a change is found: a report added, a tag decided."""

import json
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.speed.made_up import Maker, write_file
from benchmarks.speed.questions import Question
from benchmarks.speed.saving import Place
from benchmarks.speed.sentences import Sentences
from compendium.catalogue.catalogue import Catalogue
from compendium.index.whoosh_engine import WhooshIndex
from compendium.library import Library
from compendium.model.search import READER, SearchQuery
from compendium.model.theme import TagStatus

ROUNDS = 10


class Watch:
    """Times of steps that are taken again and again, in milliseconds, by the name of the step."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}
        self._last = 0.0

    def start(self) -> None:
        """Begins a round."""
        self._last = time.perf_counter()

    def took(self, name: str) -> None:
        """Ends a step; the next one begins."""
        now = time.perf_counter()
        self.times.setdefault(name, []).append(1000 * (now - self._last))
        self._last = now


def added(place: Place, question: Question) -> dict[str, list[float]]:
    """Times of adding reports of 60 passages one by one: to save each, to index it, and to search after that."""
    catalogue, index = Catalogue.open(place.home), WhooshIndex.open(place.home / "index")
    sentences = Sentences(tuple(json.loads(place.sentences.read_text(encoding="utf-8"))))
    library, maker, watch = Library.open(place.home, READER), Maker(sentences, seed=2), Watch()
    library.search(question.query)
    before = library.search(SearchQuery()).total_passages
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            made = write_file(Path(folder), maker.report())
            watch.start()
            catalogue.save(made.prepared, supplied=made.supplied)
            watch.took("save")
            index.catch_up(catalogue)
            watch.took("index")
            library.search(question.query)
            watch.took("next_search")
            before += len(made.prepared.reading.passages)
    assert library.search(SearchQuery()).total_passages == before, "what was added is not found"
    for opened in (library, index, catalogue):
        opened.close()
    return watch.times


def decided(place: Place) -> dict[str, list[float]]:
    """Times of accepting tags one by one: to keep the decision, to index it, and to have it in the next counts."""
    catalogue, index = Catalogue.open(place.home), WhooshIndex.open(place.home / "index")
    library, watch = Library.open(place.home, READER), Watch()
    suggested = [
        tag
        for group in library.search(SearchQuery(limit=4 * ROUNDS)).groups
        for tag in islice((t for hit in group.hits for t in hit.tags if t.status is TagStatus.SUGGESTED), 1)
    ]
    assert len(suggested) >= ROUNDS, "too few reports to decide on"
    for tag in suggested[:ROUNDS]:
        checked = SearchQuery(themes=frozenset({tag.theme}), checked=True)
        before = library.search(checked).total_passages
        watch.start()
        catalogue.decide_tag(tag.passage, tag.theme, True, "owner")
        watch.took("keep")
        index.catch_up(catalogue)
        watch.took("index")
        after = library.search(checked).total_passages
        watch.took("next_counts")
        assert after == before + 1, "what was decided is not counted"
    for opened in (library, index, catalogue):
        opened.close()
    names = list(watch.times)
    watch.times["all"] = [sum(watch.times[name][n] for name in names) for n in range(ROUNDS)]
    return watch.times
