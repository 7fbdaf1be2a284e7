"""What speed is measured on: the made-up library, the questions, and engines that do what they are asked."""

import json
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.speed import engines, search, site, steps
from benchmarks.speed.figures import percentile, spread
from benchmarks.speed.made_up import Maker, codebook
from benchmarks.speed.passages import FEWEST, MOST
from benchmarks.speed.questions import KINDS, Question, content_words, drawn
from benchmarks.speed.rare_words import RareWords, word
from benchmarks.speed.saving import Place, library, place_for
from benchmarks.speed.sentences import Sentences, split
from compendium.catalogue.catalogue import Catalogue
from compendium.index.whoosh_engine import WhooshIndex
from compendium.model.document import Passage
from compendium.model.indexing import IndexedReport
from compendium.model.search import OWNER

# no two of these words, nor any of the invented ones, share a stem: set arithmetic says what must be found
_PLAIN = (
    *("cat", "hen", "fox", "elk", "owl", "ant", "bat", "cow", "dog", "pig", "rat", "yak", "jay", "emu"),
    *("cod", "eel", "koi", "bug", "hog", "ram", "kid", "cub", "pup", "sow", "nit", "ape", "gnu", "asp"),
)
SENTENCES = Sentences(tuple(" ".join(Random(n).sample(_PLAIN, 8)) + "." for n in range(60)), {"made for tests": 60})
PASSAGES = 720


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A small made-up library with the indexes of all engines."""
    made = place_for(tmp_path_factory.mktemp("speed"), SENTENCES, PASSAGES)
    library(made, SENTENCES, PASSAGES)
    reports = indexed(made)
    for engine in engines.PEERS.values():
        engine.build(made, reports)
    catalogue = Catalogue.open(made.home)
    index = WhooshIndex.open(made.home / "index")
    index.rebuild(catalogue)
    index.close()
    catalogue.close()
    return made


def indexed(place: Place) -> list[IndexedReport]:
    catalogue = Catalogue.open(place.home)
    reports = list(catalogue.indexed(sorted(catalogue.visible(OWNER, None))))
    catalogue.close()
    return reports


def written(count: int = 120, seed: int = 1) -> tuple[Passage, ...]:
    return Maker(SENTENCES, seed).report(count).prepared.reading.passages


def test_percentiles_are_values_that_occurred() -> None:
    values = list(range(1, 101))
    assert (percentile(values, 0.5), percentile(values, 0.95), percentile([7], 0.95)) == (50, 95, 7)
    assert spread([3.0, 1.0, 2.0]) == {"p50": 2.0, "p95": 3.0, "max": 3.0}


def test_rare_words_all_differ_and_grow_in_number_as_words_of_a_language_do() -> None:
    assert len({word(number).lower() for number in range(100_000)}) == 100_000
    rare, different = RareWords(Random(1)), []
    for _ in range(3):
        for _ in range(5_000):
            rare.draw()
        different.append(rare.different)
    first, second, third = different[0], different[1] - different[0], different[2] - different[1]
    assert first > second > third > first / 4


def test_passages_have_the_length_and_the_parts_of_real_ones() -> None:
    passages = written()
    assert all(FEWEST <= len(passage.text.split()) <= MOST for passage in passages)
    assert len({passage.id for passage in passages}) == len(passages)
    assert {len(passage.heading) for passage in passages} == {0, 2}
    quotes = [(passage.text, quote) for passage in passages for quote in passage.quotes]
    assert len(quotes) > 20
    assert all(
        text[q.start - 1] == "“" and text[q.end] == "”" and "“" not in text[q.start : q.end] for text, q in quotes
    )


def test_the_same_seed_makes_the_same_reports() -> None:
    assert written(seed=1) == written(seed=1) != written(seed=2)


def test_a_library_is_whole_sound_and_made_once(place: Place) -> None:
    before = place.facts.stat().st_mtime_ns
    facts = library(place, SENTENCES, PASSAGES)
    assert place.facts.stat().st_mtime_ns == before
    assert (facts["reports"], facts["distinct_words"] > len(_PLAIN)) == (12, True)
    assert place_for(place.folder.parent, SENTENCES, PASSAGES + 1) != place
    assert place_for(place.folder.parent, Sentences(("another",)), PASSAGES) != place
    catalogue = Catalogue.open(place.home)
    assert catalogue.check() == []
    assert catalogue.counts(OWNER).passages == PASSAGES
    assert catalogue.counts(OWNER).studies == facts["reports"] - 1  # the tenth shares the study of the ninth
    catalogue.close()
    passages = [passage for report in indexed(place) for passage in report.passages]
    assert 0 < sum(bool(passage.checked_themes) for passage in passages) < len(passages) / 2
    assert {theme for passage in passages for theme in passage.themes} < {theme.id for theme in codebook().themes}


def test_questions_are_of_all_kinds_and_a_third_has_a_filter(place: Place) -> None:
    asked = drawn(indexed(place), seed=1)
    assert Counter(question.kind for question in asked) == KINDS
    assert 0.3 < sum(question.filter is not None for question in asked) / len(asked) < 0.37
    assert asked == drawn(indexed(place), seed=1) != drawn(indexed(place), seed=2)
    assert len(drawn(indexed(place), seed=2, count=20)) == 20
    assert [question.typed for question in _all_kinds()] == [
        "cat",
        "cat AND hen",
        "cat OR hen OR fox",
        '"cat hen"',
        "cat AND hen NOT fox",
    ]


def _all_kinds() -> list[Question]:
    return [
        Question("term", ("cat",)),
        Question("and", ("cat", "hen")),
        Question("or", ("cat", "hen", "fox")),
        Question("phrase", ("cat", "hen")),
        Question("not", ("cat", "hen"), "fox"),
    ]


def _holds(question: Question, words: list[str]) -> bool:
    if question.kind == "phrase":
        return " ".join(question.words) in " ".join(words)
    held = [word in words for word in question.words]
    return (any(held) if question.kind == "or" else all(held)) and question.without not in words


def _passes(question: Question, report: IndexedReport, themes: frozenset[str]) -> bool:
    values = {"organisation": report.organisations, "year": (str(report.year),), "theme": themes}
    return question.filter is None or question.filter[1] in values[question.filter[0]]


@pytest.mark.parametrize("name", engines.PEERS)
def test_engines_beside_ours_find_exactly_the_passages_that_hold_the_words(place: Place, name: str) -> None:
    reports, engine = indexed(place), engines.PEERS[name](place)
    passages = [(report, p.themes, content_words(p.text)) for report in reports for p in report.passages]
    for question in drawn(reports, seed=1):
        right = sum(_holds(question, words) and _passes(question, report, themes) for report, themes, words in passages)
        assert engine.ask(question) == right, question
    engine.close()


def test_all_engines_are_timed_on_the_same_questions(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    assert steps.draw(str(place.folder)) == {"asked": sum(KINDS.values()), "warming": 20}
    asked = steps.questions(place, "asked")
    assert asked == drawn(indexed(place), seed=1)
    monkeypatch.setattr(steps, "questions", lambda place, name: asked[:50])
    found = steps.ask(str(place.folder), *engines.ENGINES)
    assert found["questions"] == 50
    assert set(found["p95_by_kind_ms"]["compendium"]) == set(KINDS)
    assert set(found["engines"]) == set(engines.ENGINES)
    assert set(found["times_faster_than"]) == set(engines.PEERS)
    times = found["engines"]["compendium"]["wall_ms"]
    assert 0 < times["p50"] <= times["p95"] <= times["max"]


@pytest.mark.slow
def test_a_whole_measurement_leaves_the_kept_library_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "gathered", lambda place: SENTENCES)
    first = search.measured(PASSAGES, tmp_path, list(engines.ENGINES))
    again = search.measured(PASSAGES, tmp_path, ["compendium"])
    for found in (first, again):
        json.dumps(found)
        assert found["reports"] == 12
        assert found["index"]["compendium"]["mb"] > 0
        assert found["open_to_first_answer_ms"]["first"] > 0
        assert set(found["add_a_report_ms"]) == {"save", "index", "next_search"}
        assert found["decide_a_tag_ms"]["all"]["max"] >= found["decide_a_tag_ms"]["all"]["p50"] > 0
    assert list(again["engines"]) == ["compendium"]
    kept = place_for(tmp_path, SENTENCES, PASSAGES)
    assert sum(len(report.passages) for report in indexed(kept)) == PASSAGES
    assert [path for path in kept.folder.iterdir() if path.name.startswith("tmp")] == []
    assert first["index"]["stock_whoosh"]["seconds"] > 0


@pytest.mark.slow
def test_the_site_is_measured_through_its_real_server(demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "library_of", lambda folder, place: demo_home)
    monkeypatch.setattr(site, "PAGES", 3)
    found: dict[str, Any] = site.measured(None)
    assert (found["one_reader"]["pages"], found["8_readers"]["pages"]) == (3, 24)
    assert found["8_readers"]["page_ms"]["p50"] > 0
    assert found["with_filter"] >= 5


def test_sentences_are_cut_at_their_ends() -> None:
    text = "One two three four five. Short one.\nsix seven eight nine ten eleven . A last one of five words?"
    assert list(split([text])) == [
        "One two three four five.",
        "six seven eight nine ten eleven.",
        "A last one of five words?",
    ]
