"""The benchmark of themes: how labelled texts are read and split, and its figures on a few invented ones."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.themes import __main__ as benchmark
from benchmarks.themes.labelled import Labelled, by_source, by_text, hits, read, same, terms
from benchmarks.themes.methods import BASELINES, METHODS, ours

LABELS = ("Meals & diet", "Visits by family")
SAID = {"The soup was cold": (1, 0), "Soup again, and bread": (1, 0), "My son came": (0, 1), "Fine": (0, 0)}


def write(path: Path, rows: list[list[str]], labels: tuple[str, ...] = LABELS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "source", "text", *labels], *rows])
    return path


def rows(times: int) -> list[list[str]]:
    return [
        [f"{number}{text}", "AB"[number % 2], f"{text} on day {number}", *("1" if one else "" for one in said)]
        for number in range(times)
        for text, said in SAID.items()
    ]


def made(texts: list[str], sources: str = "") -> Labelled:
    said = np.zeros((len(texts), 1), dtype=bool)
    return Labelled(("a",), tuple(texts), tuple(sources or "x" * len(texts)), said)


def test_blank_is_no_and_unusable_rows_are_dropped(tmp_path: Path) -> None:
    labels = ("One", "Labelling not possible", "Two")
    given = [
        ["1", "A", "kept", "1", "", "0"], ["2", "A", "  ", "1", "", "1"], ["3", "B", "gone", "", "1", ""],
        ["4", "B", "kept, too", "", "0", "1.0"],
    ]  # fmt: skip
    found = read(write(tmp_path / "t.csv", given, labels))
    assert (found.labels, found.texts, found.sources) == (("One", "Two"), ("kept", "kept, too"), ("A", "B"))
    assert found.said.tolist() == [[True, False], [False, True]]


def test_labels_scored_are_those_of_the_file_beside(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", rows(1))
    (tmp_path / "labels_scored.json").write_text(json.dumps([LABELS[1]]), encoding="utf-8")
    assert read(path).labels == (LABELS[1],)
    assert read(path, LABELS).labels == LABELS


def test_a_label_that_a_file_lacks_is_never_there(tmp_path: Path) -> None:
    found = read(write(tmp_path / "t.csv", rows(1)), (*LABELS, "New"))
    assert found.said[:, 2].tolist() == [False] * 4


def test_the_same_text_never_stands_on_both_sides() -> None:
    texts = [f"Text {number}{end}" for number in range(50) for end in ("", "!", " ")]
    learn, judge = by_text(made(texts))
    assert not {same(text) for text in learn.texts} & {same(text) for text in judge.texts}
    assert sorted(learn.texts + judge.texts) == sorted(texts)
    assert 0 < len(judge.texts) < len(learn.texts)


def test_each_source_is_judged_by_what_the_others_taught() -> None:
    splits = by_source(made(["1", "2", "3"], "ABA"))
    assert {name: (learn.texts, judge.texts) for name, (learn, judge) in splits.items()} == {
        "unseen source: A": (("2",), ("1", "3")),
        "unseen source: B": (("1", "3"), ("2",)),
    }
    assert by_source(made(["1", "2"], "AA")) == {}


def test_terms_are_the_words_that_tell_names_apart() -> None:
    found = terms(["Staff manner", "Staff numbers", "Staff & visits of the families", "Other"])
    assert list(found.values()) == [["manner"], ["number"], ["visit", "family"], []]


def test_hits_count_different_terms() -> None:
    named = {"a": ["visit", "family"], "b": ["meal"]}
    assert hits(["Families visit families", "A visit, meals", "No"], named) == [{"a": 0.75}, {"a": 0.5, "b": 0.5}, {}]


def test_a_label_with_few_texts_is_left_to_the_rules() -> None:
    said = np.array([[number < 3, number % 2 == 0] for number in range(40)])
    texts = tuple(f"{'soup' if number < 3 else 'rain'} {'son' if number % 2 == 0 else 'dog'}" for number in range(40))
    answer = ours(Labelled(LABELS, texts, ("A",) * 40, said))(["soup and a son", "rain at a meal, a dog"])
    assert answer.tolist() == [[False, True], [True, False]]


def test_figures_of_a_split(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train, test = write(tmp_path / "train.csv", rows(20)), write(tmp_path / "test.csv", rows(2))
    benchmark.main([str(train), str(test)])
    found = json.loads(capsys.readouterr().out)
    assert found["macro_f1"] == found["micro_f1"] == 1.0
    assert found["per_label"] == dict.fromkeys(LABELS, 1.0)
    assert found["texts"] == {"learnt_from": 80, "judged_on": 8}
    assert set(found["methods"]) == {"ours", "rules", *BASELINES} == set(METHODS)
    assert found["methods"]["rules"]["macro_f1"] == 0.0
    assert found["best_baseline"]["name"] in BASELINES
    assert found["best_baseline"]["macro_f1"] == max(found["methods"][name]["macro_f1"] for name in BASELINES)


def test_figures_are_reckoned_by_hand() -> None:
    said = np.array([[True, False, False], [True, True, False], [False, False, False]])
    found = np.array([[True, True, False], [False, True, False], [False, False, False]])
    figures = benchmark.scored(found, Labelled(("a", "b", "c"), ("",) * 3, ("",) * 3, said))
    assert figures["per_label"] == {"a": 0.667, "b": 0.667, "c": None}
    assert (figures["micro_f1"], figures["macro_f1"]) == (0.6667, 0.6667)


def test_without_files_it_splits_what_is_beside_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark, "COMMENTS", write(tmp_path / "comments.csv", rows(20)))
    benchmark.main([])
    found = json.loads(capsys.readouterr().out)
    assert list(found["splits"]) == ["unseen source: A", "unseen source: B", "unseen texts"]


def test_without_data_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark, "COMMENTS", tmp_path / "none.csv")
    benchmark.main([])
    assert json.loads(capsys.readouterr().out) == {
        "skipped": "Nothing measured: there is no none.csv beside the checkout."
    }


def test_one_file_is_not_enough(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        benchmark.main(["train.csv"])
    assert "give both" in capsys.readouterr().err
