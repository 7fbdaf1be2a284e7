"""When a theme's classifier is switched on, on what it is judged, and where it abstains."""

from dataclasses import replace

import numpy as np
import pytest

from compendium.tagging.examples import Example, fingerprint, grouped
from compendium.tagging.scores import Score
from compendium.tagging.validation import Validation, abstain_below, unseen, validate
from tests.unit.tagging.decided import THEMES, examples, without


def of(given: list[Example], theme: str = "food") -> Validation:
    return validate(given, [theme])[theme]


def test_clear_words_beat_rules_that_find_nothing() -> None:
    found = of(examples())
    assert (found.active, found.positives, found.reports, found.organisations) == (True, 48, 12, 6)
    assert found.classifier == Score(right=48)
    assert found.rules == Score(missed=48)
    assert found.why.startswith("On: better than the rules alone on reports it had not seen (F1 1.00 with it, 0.00 by")


def test_rules_that_are_as_good_keep_the_theme() -> None:
    found = of(examples(hits=True))
    assert not found.active
    assert found.rules == Score(right=48)
    assert found.why.startswith("Off: not better than the rules alone")
    assert "F1 1.00 with it, 1.00 by rules alone" in found.why


def test_it_is_judged_together_with_the_rules_because_both_are_shown() -> None:
    """Where the rules find half and are wrong elsewhere, their faults stay; what counts is what it adds."""
    given = [
        replace(one, hits={"food": 0.5} if one.passage.endswith(("food-0", "visits-0")) else {}) for one in examples()
    ]
    found = of(given)
    assert found.rules == Score(right=12, wrong=12, missed=36)
    assert found.classifier == Score(right=48, wrong=12)
    assert found.active


def test_what_is_judged_teaches_nothing_and_is_judged_by_other_organisations() -> None:
    given = examples()
    learnt, judged = given[: len(given) // 2], given[len(given) // 2 :]
    scores = {"food": of(given)}
    right = [[theme in one.accepted for theme in scores] for one in judged]
    assert unseen(learnt, judged, scores).tolist() == right
    # the same reports on both sides, and no others: nothing was learnt elsewhere
    one_report = [one for one in given if one.report == "report 0"]
    assert not unseen(one_report, one_report, scores).any()
    assert not unseen([], judged, scores).any()
    # a floor above all probabilities: it abstains
    silent = {"food": replace(scores["food"], floor=2.0)}
    assert not unseen(learnt, judged, silent).any()


@pytest.mark.parametrize(("kept", "active"), [(19, False), (20, True)])
def test_twenty_accepted_passages_are_needed(kept: int, active: bool) -> None:
    found = of(without(examples(), "food", kept))
    assert (found.positives, found.reports, found.active) == (kept, 5, active)
    assert (found.classifier is None) is (not active)
    assert active or found.why == "Off: people accepted this theme 19 times, and 20 times are needed."


@pytest.mark.parametrize(("reports", "active"), [(4, False), (5, True)])
def test_five_reports_are_needed(reports: int, active: bool) -> None:
    found = of(without(examples(each=10), "food", 10 * reports))
    assert (found.reports, found.active) == (reports, active)
    assert active or found.why == "Off: reports that the accepted passages come from: 4, and 5 are needed."


@pytest.mark.parametrize(("rejected", "active"), [(19, False), (20, True)])
def test_twenty_rejected_passages_are_needed(rejected: int, active: bool) -> None:
    having = [one for one in examples() if "food" in one.accepted]
    lacking = [one for one in examples() if "visits" in one.accepted]
    found = of([*having, *lacking[:rejected]])
    assert found.active is active
    assert active or found.why == "Off: people rejected this theme 19 times, and 20 times are needed."


def test_passages_about_which_nobody_said_anything_count_neither_way() -> None:
    decided = examples()
    silent = [
        replace(one, passage=f"silent {one.passage}", accepted=frozenset(), whole=False, hits={"food": 0.5})
        for one in decided
    ]
    found = of([*decided, *silent])
    assert (found.classifier, found.rules, found.positives) == (Score(right=48), Score(missed=48), 48)


def test_rejected_alone_counts_for_its_own_theme_only() -> None:
    one = replace(examples()[0], accepted=frozenset(), rejected=frozenset({"food"}), whole=False)
    assert [one.says(theme) for theme in THEMES] == [False, None, None]
    assert [replace(one, whole=True, accepted=frozenset({"work"})).says(t) for t in THEMES] == [False, False, True]


def test_what_only_one_organisation_says_is_not_learnt_from_itself() -> None:
    # Each organisation has a word of its own for the theme: who saw it finds all, who did not can only guess.
    own = ["zebra", "dog", "wombat", "vole", "pig", "cow"], ["elm", "fir", "ash", "hazel", "juniper", "cedar"]
    given = [
        replace(one, text=f"The {own['food' in one.accepted][int(one.report.split()[1]) // 2]}.") for one in examples()
    ]
    assert not of(given).active
    alone = [replace(one, organisations=(one.report,)) for one in given]
    assert of(alone).active  # the other report of the pair now teaches it


def test_reports_that_share_an_organisation_are_one_group() -> None:
    shared = [("a",), ("a", "b"), ("c",), ("b",), (), ()]
    given = [
        replace(one, report=str(number), organisations=shared[number]) for number, one in enumerate(examples()[:6])
    ]
    assert grouped(given) == (0, 0, 1, 0, 2, 3)
    assert grouped([replace(one, report="same") for one in given]) == (0,) * 6


def test_few_organisations_are_told_and_reports_take_their_place() -> None:
    given = [replace(one, organisations=("the only one",)) for one in examples()]
    found = of(given)
    assert found.active
    assert found.why.endswith("Tried on other reports, not on other organisations: too few of them have this theme.")
    three = [replace(one, organisations=(str(int(one.report.split()[1]) % 3),)) for one in examples()]
    assert "too few" not in of(three).why


SAID = np.array([True, True, False, True, False, False])
LIKELY = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
ALL = np.ones(6, dtype=bool)


@pytest.mark.parametrize(
    ("precision", "floor"), [(0.0, 0.0), (0.5, 0.0), (0.6, 0.5), (0.7, 0.6), (0.8, 0.8), (1.0, 0.8)]
)
def test_it_abstains_below_the_lowest_probability_that_is_right_often_enough(precision: float, floor: float) -> None:
    assert abstain_below(SAID, ALL, LIKELY, precision) == floor


def test_it_abstains_always_when_nothing_is_right_often_enough() -> None:
    assert abstain_below(~SAID, ALL, LIKELY, 0.9) > 1
    assert abstain_below(SAID, ~ALL, LIKELY, 0.0) > 1


def test_of_equal_probabilities_all_are_kept_or_none() -> None:
    said, likely = np.array([True, True, False, False]), np.array([0.9, 0.5, 0.5, 0.5])
    assert abstain_below(said, np.ones(4, dtype=bool), likely, 0.6) == 0.9


def test_only_what_the_balanced_model_is_sure_of_is_looked_at() -> None:
    sure = np.array([True, True, False, True, False, True])
    assert abstain_below(SAID, sure, LIKELY, 1.0) == 0.6


def test_what_the_classifier_keeps_to_itself_is_missed() -> None:
    # For each meal that people found, two in the same words they did not: it can be right in one of three at best.
    given = examples()
    having = [one for one in given if "food" in one.accepted]
    wrong = [
        replace(one, passage=f"{number} {one.passage}", accepted=frozenset(), report=f"{number} {one.report}")
        for one in having
        for number in (1, 2)
    ]
    found = of([*given, *wrong])
    assert found.floor > 1
    assert found.classifier == Score(missed=48)
    assert not found.active


def test_the_fingerprint_knows_decisions_and_not_their_order() -> None:
    given = examples()
    assert fingerprint(given) == fingerprint(given[::-1])
    assert fingerprint(given) != fingerprint(given[1:])
    assert fingerprint(given) != fingerprint([replace(given[0], whole=False), *given[1:]])
