"""The measures of relevance against figures reckoned by hand, and the benchmark on a collection of four documents."""

import json
import sys
from math import log2
from pathlib import Path

import pytest

from benchmarks.relevance import __main__ as benchmark
from benchmarks.relevance import engines
from benchmarks.relevance.collection import Document
from benchmarks.relevance.engines import ENGINES, Engine
from benchmarks.relevance.measures import average_precision, judged, means, ndcg, ordered, recall
from benchmarks.relevance.ours import Shelf, changed, settings
from compendium.index import ranking

RANKED = ["a", "b", "c", "d"]
GAINS = {"b": 1, "d": 1, "e": 1, "a": 0}  # c was never judged; e is relevant and not found


def test_equal_scores_are_ordered_by_id() -> None:
    assert ordered([("b", 1.0), ("c", 2.0), ("a", 1.0)]) == ["c", "a", "b"]


def test_ndcg_of_a_list() -> None:
    ideal = 1 + 1 / log2(3) + 1 / log2(4)
    assert ndcg(RANKED, GAINS) == pytest.approx((1 / log2(3) + 1 / log2(5)) / ideal)
    assert ndcg(RANKED, GAINS) == pytest.approx(0.49818925)


def test_ndcg_takes_the_judgement_as_gain_and_less_than_none_as_none() -> None:
    graded = {"a": 1, "b": 3, "c": -1}
    assert ndcg(["a", "c", "b"], graded) == pytest.approx((1 + 3 / 2) / (3 + 1 / log2(3)))
    assert ndcg(["b", "a", "c"], graded) == 1


def test_ndcg_looks_at_ten_places_and_asks_no_more_than_ten() -> None:
    many = {str(number): 1 for number in range(15)}
    assert ndcg([str(number) for number in range(10)], many) == 1
    assert ndcg([*"abcdefghij", "0"], {"0": 1}) == 0


def test_average_precision_of_a_list() -> None:
    assert average_precision(RANKED, GAINS) == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert average_precision(["b", "d", "e"], GAINS) == 1
    assert average_precision(RANKED, GAINS, depth=3) == pytest.approx(1 / 6)


def test_recall_of_a_list() -> None:
    assert recall(RANKED, GAINS) == pytest.approx(2 / 3)
    assert recall(RANKED, GAINS, depth=3) == pytest.approx(1 / 3)


def test_a_document_given_twice_counts_once() -> None:
    twice = ["b", "b", "d", "b"]
    assert (ndcg(twice, GAINS), average_precision(twice, GAINS), recall(twice, GAINS)) == (
        ndcg(["b", "d"], GAINS),
        average_precision(["b", "d"], GAINS),
        pytest.approx(2 / 3),
    )


def test_nothing_relevant_measures_nothing() -> None:
    assert ndcg(RANKED, {}) == average_precision(RANKED, {"a": 0}) == recall(RANKED, {"a": -1}) == 0


def test_only_questions_with_relevant_documents_are_measured_and_an_empty_list_counts() -> None:
    qrels = {"1": {"a": 1}, "2": {"a": 0}, "3": {"b": 1}}
    assert judged(qrels, ["1", "2", "3", "4"]) == ["1", "3"]
    lists = {"1": ["a"], "2": ["a"], "3": [], "4": ["a"]}
    assert means(lists, qrels) == {"ndcg10": 0.5, "map": 0.5, "recall100": 0.5}
    assert means({"2": ["a"]}, qrels) == {"ndcg10": 0, "map": 0, "recall100": 0}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = [
        {"id": "d1", "title": "Visits", "text": "Visits. Families wait long for visits."},
        {"id": "d2", "title": "Food", "text": "Food. Portions are small and cold."},
        {"id": "d3", "title": "Work", "text": "Work. Families hope for work, and the prisoner too."},
        {"id": "d4", "title": "", "text": ""},
    ]
    questions = [
        {"id": "q1", "text": 'How long do "families wait", AND for what?'},
        {"id": "q2", "text": "cold portions"},
        {"id": "q3", "text": "nobody judged this"},
    ]
    for name, rows in (("docs", documents), ("queries", questions)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("qid\tdocid\trel\nq1\td1\t1\nq2\td2\t1\nq3\td1\t0\n", encoding="utf-8")
    return tmp_path


def test_the_product_is_measured(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    benchmark.main([str(folder), "--only", "compendium"])
    figures = json.loads(capsys.readouterr().out)
    ours = figures["engines"]["compendium"]
    assert (figures["folder"], figures["documents"], figures["queries"]) == (folder.name, 4, 2)
    assert (ours["ndcg10"], ours["map"], ours["recall100"]) == (1, 1, 1)
    assert {"build_seconds", "query_seconds"} < set(ours)


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_finds_by_a_word(name: str, tmp_path: Path) -> None:
    if not ENGINES[name].ready():
        pytest.skip(f"{name} is not installed")
    shelf = [Document("1", "Visits", "Families wait."), Document("2", "Food", "Small portions."), Document("3", "", "")]
    with ENGINES[name].filled(shelf, tmp_path) as search:
        assert search("portions") == ["2"]
        assert search("VISITS!") == ["1"]
        assert search("zebra") == search("?") == []


def test_engines_that_are_not_there_are_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = Engine(ENGINES["tantivy"].filled, engines.installed("no_such_module_anywhere"))
    monkeypatch.setitem(ENGINES, "tantivy", absent)
    benchmark.main([str(folder), "--only", "tantivy", "--only", "compendium"])
    figures = json.loads(capsys.readouterr().out)["engines"]
    assert figures["tantivy"] == {"skipped": "not installed"}
    assert figures["compendium"]["ndcg10"] == 1


def test_without_data_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    benchmark.main([str(tmp_path)])
    figures = json.loads(capsys.readouterr().out)
    assert "docs.jsonl, queries.jsonl, qrels.tsv" in figures["skipped"]


def test_other_numbers_reach_every_module_and_are_taken_back() -> None:
    before = (ranking.K1, ranking.LIFT, ranking.BOOSTS["title"])
    with changed(settings("K1=0.7,title=4,LIFT=1:0.5")):
        holding = [module for name, module in sys.modules.items() if name.startswith("compendium.index")]
        assert {vars(module)["K1"] for module in holding if "K1" in vars(module)} == {0.7}
        assert {vars(module)["LIFT"] for module in holding if "LIFT" in vars(module)} == {(1.0, 0.5)}
        assert ranking.BOOSTS["title"] == 4.0
    assert (ranking.K1, ranking.LIFT, ranking.BOOSTS["title"]) == before


TITLED = [Document("1", "Visits", "Visits are short."), Document("2", "Cells", "Visits, visits, visits, visits.")]
LONG = [Document("1", "", "Visits, visits, meals, cells, staff, letters, showers."), Document("2", "", "Visits.")]


@pytest.mark.parametrize(("shelf", "two_first", "one_first"), [(TITLED, "title=0", "title=50"), (LONG, "B=0.9", "B=0")])
def test_other_numbers_change_the_order(shelf: list[Document], two_first: str, one_first: str, tmp_path: Path) -> None:
    found = []
    for asked in (two_first, one_first):
        (tmp_path / asked).mkdir()
        with changed(settings(asked)), ENGINES["compendium"].filled(shelf, tmp_path / asked) as search:
            found.append(search("visits"))
    assert found == [["2", "1"], ["1", "2"]]


@pytest.mark.parametrize("asked", ["nonsense=1", "K1", "K1=much", "K1=1:2", "FACETS=1"])
def test_settings_that_are_none_are_refused(asked: str) -> None:
    with pytest.raises(ValueError):
        settings(asked)


def test_the_shelf_tells_everything_once() -> None:
    shelf = Shelf([Document("1", "T", "text"), Document("2", "U", "more")])
    assert (shelf.changes(0).words, shelf.changes(1).words) == (("1", "2"), ())
    [only] = shelf.indexed(["2", "absent"])
    assert (only.title, only.passages[0].text) == ("U", "more")
