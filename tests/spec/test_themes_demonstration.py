"""The rules of the shipped codebook on the demonstration reports, labelled by people who had not seen the rules."""

import pytest

from benchmarks.corpus_themes import read
from compendium.tagging.codebook import seed
from compendium.tagging.rules import Tagger
from compendium.tagging.scores import Scores, score
from tests.conftest import gold_files


@pytest.fixture(scope="module")
def scores() -> Scores:
    """How the rules agree with the gold labels, on the passages that the program reads."""
    passages, gold = read([path.stem for path in gold_files()])
    assert len(passages) > 200
    return score(Tagger(seed()).tag(passages), gold)


def test_most_suggestions_are_right_and_most_themes_are_found(scores: Scores) -> None:
    assert scores.micro.precision >= 0.85
    assert scores.micro.recall >= 0.75


def test_no_theme_that_occurs_often_is_mostly_wrong(scores: Scores) -> None:
    often = {theme: one for theme, one in scores.themes.items() if one.right + one.wrong >= 5}
    assert {theme: one for theme, one in often.items() if one.precision < 0.6} == {}
