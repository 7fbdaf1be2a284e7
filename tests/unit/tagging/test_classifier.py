"""The classifier: what it learns, what it says, where it keeps silent, and on which words it rests."""

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from compendium.model.document import Account, Passage, PassageKind
from compendium.model.report import Claimant
from compendium.model.theme import Match, Tag, TagStatus
from compendium.tagging.classifier import Model, train
from compendium.tagging.features import words
from tests.unit.tagging.decided import THEMES, examples, without

TEXT = "The breakfast came cold, and portions of all meals are small."


@pytest.fixture(scope="module")
def model() -> Model:
    return train(examples(), THEMES, codebook="1")


def passage(text: str, name: str = "p", heading: tuple[str, ...] = (), repeats: str = "") -> Passage:
    return Passage(name, PassageKind.PARAGRAPH, Account.UNKNOWN, (1,), heading, text, repeats=repeats)


def with_floor(model: Model, theme: str, floor: float) -> Model:
    return replace(model, scores={**model.scores, theme: replace(model.scores[theme], floor=floor)})


def test_it_finds_what_people_found(model: Model) -> None:
    found = model.predict([TEXT, "The workshop was shut.", "Rain."], [(), (), ()], [{}, {}, {}])
    assert found.decision.tolist() == [[True, False, False], [False, False, True], [False, False, False]]
    assert found.probability.shape == (3, 3)
    assert found.probability[0].argmax() == 0
    assert ((found.probability > 0) & (found.probability < 1)).all()


def test_the_nearest_heading_speaks_for_the_passages_below(model: Model) -> None:
    headings = [(), ("Cold meals",), ("Cold meals", "2")]
    found = model.predict(["They were small."] * 3, headings, [{}] * 3).probability
    assert found[1, 0] > found[0, 0] == found[2, 0]


def test_hits_of_the_rules_speak_too() -> None:
    given = [replace(one, hits=dict.fromkeys(one.accepted, 0.5) if n % 3 else {}) for n, one in enumerate(examples())]
    found = train(given, THEMES, codebook="1").predict(["Rain."] * 2, [(), ()], [{}, {"visits": 0.5}]).probability
    assert found[1, 1] > found[0, 1]


def test_the_same_examples_give_the_same_model(model: Model) -> None:
    again = train(examples(), THEMES, codebook="1")
    assert np.array_equal(again.balanced.weights, model.balanced.weights)
    assert np.array_equal(again.twin.weights, model.twin.weights)
    assert (again.scores, again.training, again.features.terms.names) == (
        model.scores, model.training, model.features.terms.names,
    )  # fmt: skip


def test_a_theme_that_is_off_is_never_suggested() -> None:
    model = train(examples(hits=True), THEMES, codebook="1")
    assert model.active == frozenset()
    found = model.predict([TEXT], [()], [{"food": 0.5}])
    assert found.balanced.tolist() == [[True, False, False]]
    assert not found.decision.any()
    assert model.tags([passage(TEXT)], []) == ()


def test_it_abstains_where_the_probability_is_too_low(model: Model) -> None:
    sure = model.predict([TEXT], [()], [{}]).probability[0, 0]
    below, above = with_floor(model, "food", sure - 1e-6), with_floor(model, "food", sure + 1e-6)
    assert below.predict([TEXT], [()], [{}]).decision[0, 0]
    assert not above.predict([TEXT], [()], [{}]).decision[0, 0]
    assert above.predict([TEXT], [()], [{}]).balanced[0, 0]
    assert above.tags([passage(TEXT)], []) == ()


def test_unknown_themes_are_left_out_of_training() -> None:
    # Nobody said whether these are about food: were they taken for passages that are not, "oats" would speak against.
    silent = [
        replace(one, passage=f"silent {one.passage}", text="Oats again.", accepted=frozenset(), whole=False)
        for one in examples()
    ]
    lacking = [replace(one, whole=True) for one in silent]
    unknown, absent = (train([*examples(), *more], THEMES, codebook="1") for more in (silent, lacking))
    of_oats = [one.predict(["Oats again."], [()], [{}]).probability[0, 0] for one in (unknown, absent)]
    assert of_oats[0] > 3 * of_oats[1]


def test_an_explanation_names_the_words_in_the_text(model: Model) -> None:
    found = model.explain(TEXT, (), "food")
    assert 2 <= len(found) <= 5
    forms = {(word.start, word.end): word.form for word in words(TEXT)}
    assert all(forms[match.start, match.end] == match.rule for match in found)
    spoken = " ".join(match.rule for match in found)
    assert all(word in spoken for word in ("cold", "breakfast", "portion"))
    assert not [match.rule for match in found if {"and", "the", "of"} & {match.rule.split()[0], match.rule.split()[-1]}]
    ordered = sorted(found, key=lambda match: match.start)
    assert all(a.end <= b.start for a, b in pairwise(ordered))
    assert model.explain(TEXT, (), "food", most=1) == found[:1]


def test_an_explanation_never_points_into_a_heading(model: Model) -> None:
    assert model.explain("Rain.", ("Cold meals",), "food") == ()
    [match] = model.explain("Sisters.", ("Visits hall",), "visits")
    assert match == Match(0, 7, "sister")


def test_a_tag_says_who_how_sure_and_why(model: Model) -> None:
    [tag] = model.tags([passage("Rain.", "o"), passage(TEXT)], [])
    likely = float(model.predict([TEXT], [()], [{}]).probability[0, 0])
    assert tag == Tag(
        "p", "food", Claimant.CLASSIFIER, TagStatus.SUGGESTED, model.explain(TEXT, (), "food"), pytest.approx(likely)
    )


def test_what_the_rules_suggest_is_not_suggested_again(model: Model) -> None:
    given = [passage(TEXT, "p"), passage(TEXT, "q")]
    found = model.tags(given, [Tag("p", "food", Claimant.RULE, score=0.5), Tag("elsewhere", "food", Claimant.RULE)])
    assert [(tag.passage, tag.theme) for tag in found] == [("q", "food")]


def test_a_pull_quote_is_not_tagged(model: Model) -> None:
    assert model.tags([passage(TEXT, repeats="elsewhere")], []) == ()
    assert model.tags([], []) == ()


def test_a_theme_with_few_decisions_learns_its_order_from_the_rules() -> None:
    decided = without(examples(), "food", 3)
    unlabelled = [
        replace(one, passage=f"new {one.passage}", accepted=frozenset(), whole=False) for one in examples(hits=True)
    ]
    model = train(decided, THEMES, codebook="1", unlabelled=unlabelled)
    assert (model.weak, model.active) == ({"food"}, {"visits", "work"})
    found = model.predict([TEXT, "Rain.", "Rain."], [(), (), ()], [{}, {}, {"food": 0.5}])
    assert found.probability[0, 0] > 2 * found.probability[1, 0]
    assert found.probability[1, 0] == found.probability[2, 0]  # the hit itself, which it learnt from, is hidden
    assert not found.decision[:, 0].any()


def test_what_people_said_outweighs_the_rules_in_that_order() -> None:
    rejected = [
        replace(one, accepted=frozenset(), rejected=frozenset({"food"}), whole=False, hits={"food": 0.5})
        for one in examples()
        if "food" in one.accepted
    ]
    others = [replace(one, hits={"food": 0.5}, accepted=frozenset(), whole=False) for one in examples()]
    unlabelled = [one for one in others if "visits" in one.passage]
    found = train(rejected, ["food"], codebook="1", unlabelled=unlabelled).predict(
        [TEXT, "The visits hall closes."], [(), ()], [{}, {}]
    )
    assert found.probability[1, 0] > 0.5 > found.probability[0, 0]


def test_without_decisions_there_is_a_model_that_says_nothing() -> None:
    model = train([], THEMES, codebook="1")
    assert (model.active, model.weak) == (frozenset(), frozenset(THEMES))
    found = model.predict([TEXT], [()], [{"food": 0.5}])
    assert not found.decision.any()
    assert (found.probability < 0.001).all()
    assert model.predict([], [], []).probability.shape == (0, 3)
    assert model.explain(TEXT, (), "food") == ()


def test_texts_without_a_word_do_no_harm(model: Model) -> None:
    found = model.predict(["", "…", "12"], [(), (), ()], [{}, {}, {}])
    assert np.isfinite(found.probability).all()


def test_rules_and_codebook_never_load_what_the_classifier_needs() -> None:
    code = (
        "import sys, compendium.tagging.codebook, compendium.tagging.rules, compendium.tagging.scores\n"
        "print({name.split('.')[0] for name in sys.modules} & {'sklearn', 'skops', 'scipy'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
