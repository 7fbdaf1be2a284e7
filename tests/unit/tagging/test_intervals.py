"""How sure a figure is, and how well two people agree: worked numbers from the textbooks, and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.tagging.scores import Score, f1_interval, kappa, wilson


# By hand for 8 of 10: z² = 3.8415; middle = (.8 + .19207) / 1.38415 = .71674;
# half = 1.95996 · √(.016 + .0096036) / 1.38415 = .22658. The other rows are those of Newcombe (1998), Table I.
@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718), (20, 20, 0.8389, 1.0)],
)  # fmt: skip
def test_the_interval_of_a_share_is_that_of_wilson(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=0.00006)


def test_no_case_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_holds_it_and_stays_within_0_and_1(case: tuple[int, int]) -> None:
    right, n = case
    low, high = wilson(right, n)
    assert 0 <= low <= right / n + 1e-12 and right / n - 1e-12 <= high <= 1
    assert high - low > wilson(right * 4, n * 4)[1] - wilson(right * 4, n * 4)[0]


def pairs(yes_yes: int, yes_no: int, no_yes: int, no_no: int) -> list[tuple[bool, bool]]:
    return [(True, True)] * yes_yes + [(True, False)] * yes_no + [(False, True)] * no_yes + [(False, False)] * no_no


# By hand, the first: agreed 35 of 50 = .7; chance .5 · .6 + .5 · .4 = .5; (.7 - .5) / .5 = .4.
# The second: agreed .6; chance .6 · .7 + .4 · .3 = .54; .06 / .46.
# The third: agreed .6; chance .6 · .3 + .4 · .7 = .46; .14 / .54.
@pytest.mark.parametrize(
    ("table", "expected"),
    [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.06 / 0.46), ((25, 35, 5, 35), 0.14 / 0.54),
     ((7, 0, 0, 3), 1.0), ((0, 5, 5, 0), -1.0), ((1, 1, 1, 1), 0.0)],
)  # fmt: skip
def test_agreement_beyond_chance_is_that_of_cohen(table: tuple[int, int, int, int], expected: float) -> None:
    assert kappa(pairs(*table)) == pytest.approx(expected)


def test_agreement_counts_more_than_two_answers() -> None:
    # 10 each: a-a 4, b-b 3, c-c 1, a-b 2. Agreed .8; chance .6 · .4 + .3 · .5 + .1 · .1 = .4
    said = [("a", "a")] * 4 + [("b", "b")] * 3 + [("c", "c")] + [("a", "b")] * 2
    assert kappa(said) == pytest.approx(0.4 / 0.6)


def test_where_chance_explains_all_there_is_no_agreement_to_tell() -> None:
    assert kappa([]) is None
    assert kappa([("yes", "yes")] * 9) is None
    assert kappa([("yes", "no")] * 9) == pytest.approx(0.0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=60))
def test_agreement_is_the_same_either_way_round_and_at_most_1(said: list[tuple[str, str]]) -> None:
    one, other = kappa(said), kappa((second, first) for first, second in said)
    assert (one is None) is (other is None)
    if one is not None and other is not None:
        assert one == pytest.approx(other)
        assert -1 - 1e-9 <= one <= 1 + 1e-9


LIKE = [Score(8, 2, 2), Score(7, 1, 3), Score(9, 3, 1), Score(6, 2, 2), Score(8, 2, 3), Score(7, 3, 2)] * 3


def test_the_interval_of_f1_holds_it_and_is_the_same_each_time() -> None:
    low, high = f1_interval(LIKE)
    assert 0 < low < sum(LIKE, Score()).f1 < high < 1
    assert f1_interval(LIKE) == (low, high)
    assert f1_interval(LIKE)[1] - low < 0.1


def test_reports_that_differ_say_less_than_reports_that_are_alike() -> None:
    unlike = [Score(10, 0, 0), Score(0, 10, 10)] * 9
    narrow, wide = f1_interval(LIKE), f1_interval(unlike)
    assert wide[1] - wide[0] > narrow[1] - narrow[0]


def test_the_interval_of_f1_of_few_reports() -> None:
    assert f1_interval([]) == (0.0, 1.0)
    assert f1_interval([Score(3, 1, 2)]) == pytest.approx((6 / 9, 6 / 9))


@given(st.lists(st.builds(Score, *[st.integers(0, 20)] * 3), min_size=1, max_size=12))
def test_the_interval_of_f1_is_in_order_and_within_0_and_1(scores: list[Score]) -> None:
    low, high = f1_interval(scores)
    assert 0 <= low <= high <= 1
