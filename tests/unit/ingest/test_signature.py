"""The signature of a report's words: alike for texts alike, whatever the type was set in."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.evidence.relations import alike, held
from compendium.ingest.signature import signature
from compendium.model.document import Account, Passage, PassageKind
from compendium.model.relation import NO_SIGNATURE

BEGIN, END = ("pri", "wing", "vis", "let", "ket", "gar"), ("son", "ter", "der", "ing", "tle", "den")
WORDS = [f"{begin}{end}" for begin in BEGIN for end in END]


def passage(text: str, repeats: str = "") -> Passage:
    return Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (1,), (), text, repeats=repeats)


def words(seed: int, n: int) -> list[str]:
    return [random.Random(seed + at).choice(WORDS) + str(at % 97) for at in range(n)]


def test_the_same_words_have_the_same_signature_however_they_are_cut_and_written() -> None:
    text = words(1, 600)
    whole = signature([passage(" ".join(text))])
    parts = signature([passage(" ".join(text[:250]).upper()), passage(" ".join(text[250:]))])
    assert whole == parts
    assert alike(whole, parts) == held(whole, parts) == 1.0


def test_pull_quotes_do_not_count() -> None:
    text = " ".join(words(2, 300))
    assert signature([passage(text), passage("said twice " * 40, repeats="p")]) == signature([passage(text)])


def test_other_words_are_not_alike() -> None:
    assert alike(signature([passage(" ".join(words(1, 900)))]), signature([passage(" ".join(words(7000, 900)))])) < 0.05


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 40))
def test_the_share_is_near_the_true_one(seed: int, changed: int) -> None:
    """128 places: the estimate strays by a tenth at most, but for one in many thousand."""
    text = words(seed, 1500)
    other = [f"other{at}" if at % 100 < changed else word for at, word in enumerate(text)]
    shingles = [{tuple(t[at : at + 5]) for at in range(len(t) - 4)} for t in (text, other)]
    true = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])
    assert abs(alike(signature([passage(" ".join(text))]), signature([passage(" ".join(other))])) - true) < 0.2


def test_a_part_is_held_by_the_whole() -> None:
    text = words(3, 2000)
    whole, part = signature([passage(" ".join(text))]), signature([passage(" ".join(text[:700]))])
    assert held(whole, part) > 0.75
    assert alike(whole, part) < 0.5


def test_a_few_words_have_no_signature() -> None:
    assert signature([passage("A short notice about visits.")]) == NO_SIGNATURE
    assert alike(NO_SIGNATURE, NO_SIGNATURE) == 0.0
