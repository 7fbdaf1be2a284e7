"""The wordings that the rules are measured on stay understood, those of every author."""

import json
from pathlib import Path

import pytest

from benchmarks.description import wordings
from benchmarks.description.counting import Tally

SETS = sorted(wordings.HERE.glob("people*.jsonl"))


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_people_heard_are_told_from_other_numbers(path: Path) -> None:
    figures = wordings.people(path, show=True)
    assert figures["numbers_right"] >= 0.9, figures["wrong"]
    assert figures["taken"] <= 0.05, figures["wrong"]
    assert figures["groups"]["precision"] >= 0.9


@pytest.mark.parametrize("path", sorted(wordings.HERE.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_wording_is_an_object_with_text(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert isinstance(json.loads(line), dict)


def test_precision_and_recall_are_counted_value_by_value() -> None:
    tally = Tally()
    tally.add({"a", "b"}, {"a", "c"})
    tally.add({"d"}, {"d"})
    figures = tally.figures(show=False)
    assert (figures["precision"], figures["recall"], figures["stated"]) == (0.667, 0.667, 3)
    assert Tally().figures(show=False)["precision"] is None
