"""Scores: known counts give known numbers, and edges have agreed answers."""

import pytest

from compendium.model.report import Claimant
from compendium.model.theme import Tag
from compendium.tagging.scores import Score, score


def tag(passage: str, theme: str) -> Tag:
    return Tag(passage, theme, Claimant.RULE)


def test_right_wrong_and_missed_are_counted_by_theme() -> None:
    found = score([tag("1", "a"), tag("2", "a"), tag("2", "b")], {"1": ["a", "b"], "2": ["a"], "3": ["c"]})
    assert found.themes == {"a": Score(2, 0, 0), "b": Score(0, 1, 1), "c": Score(0, 0, 1)}
    assert found.micro == Score(2, 1, 2)
    assert found.micro.precision == pytest.approx(2 / 3)
    assert found.micro.recall == pytest.approx(0.5)
    assert found.micro.f1 == pytest.approx(4 / 7)


def test_macro_weighs_the_themes_of_the_gold_alike() -> None:
    found = score([tag("1", "a"), tag("1", "x")], {"1": ["a", "b"]})
    assert found.macro == pytest.approx((1.0, 0.5, 0.5))


def test_a_tag_given_twice_counts_once_and_strangers_do_not_count() -> None:
    assert score([tag("1", "a"), tag("1", "a"), tag("9", "a")], {"1": ["a", "a"]}).micro == Score(1, 0, 0)


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    found = score([], {"1": []})
    assert (found.micro.precision, found.micro.recall, found.micro.f1) == (1.0, 1.0, 1.0)
    assert found.macro == (1.0, 1.0, 1.0)
