"""The signature of a report's words: alike for texts alike, whatever the type was set in."""

import random
import struct
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.evidence.signatures import NOTHING, shares
from compendium.ingest.signature import signature
from compendium.model.document import Account, Passage, PassageKind
from compendium.model.relation import NO_SIGNATURE, SIGNATURE_VERSION

BEGIN, END = ("pri", "wing", "vis", "let", "ket", "gar"), ("son", "ter", "der", "ing", "tle", "den")
WORDS = [f"{begin}{end}" for begin in BEGIN for end in END]


def passage(text: str, repeats: str = "") -> Passage:
    return Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (1,), (), text, repeats=repeats)


def words(seed: int, n: int) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) + chance.choice(WORDS) for _ in range(n)]


def signed(text: list[str]) -> bytes:
    return signature([passage(" ".join(text))])


def test_the_same_words_have_the_same_signature_however_they_are_cut_and_written() -> None:
    text = words(1, 600)
    whole = signed(text)
    parts = signature([passage(" ".join(text[:250]).upper() + " –"), passage(", ".join(text[250:]))])
    assert whole == parts
    assert (shares(whole, parts).alike, shares(whole, parts).held, shares(whole, parts).length) == (1.0, 1.0, 1.0)


def test_it_is_the_same_on_every_computer_and_with_every_release() -> None:
    """Kept signatures are compared with new ones. Where this fails, raise SIGNATURE_VERSION and the hash here."""
    made = signed([f"{at} kettles" for at in range(200)])
    assert len(made) == 2316
    assert struct.unpack_from("<2I", made) == (SIGNATURE_VERSION, 396)
    assert (SIGNATURE_VERSION, sha256(made).hexdigest()[:16]) == (2, "e74720b6bc9d22c9")


def test_a_signature_of_another_version_or_length_is_compared_with_nothing() -> None:
    made = signed(words(1, 300))
    older = struct.pack("<I", SIGNATURE_VERSION - 1) + made[4:]
    assert shares(made, made).alike == 1.0
    assert shares(made, older) == shares(older, older) == shares(made, made[:516]) == shares(b"x", made) == NOTHING


def test_pull_quotes_do_not_count() -> None:
    text = " ".join(words(2, 300))
    assert signature([passage(text), passage("said twice " * 40, repeats="p")]) == signature([passage(text)])


def test_other_words_are_not_alike() -> None:
    assert shares(signed(words(1, 900)), signed(words(7000, 900))).alike < 0.02


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 40))
def test_the_share_is_near_the_true_one(seed: int, changed: int) -> None:
    """512 places: the estimate strays by 0.1 at most, but for one in a hundred thousand."""
    text = words(seed, 1500)
    other = [f"other{at}" if at % 100 < changed else word for at, word in enumerate(text)]
    runs = [{tuple(t[at : at + 5]) for at in range(len(t) - 4)} for t in (text, other)]
    found = shares(signed(text), signed(other))
    assert abs(found.alike - len(runs[0] & runs[1]) / len(runs[0] | runs[1])) < 0.1
    assert abs(found.held - len(runs[0] & runs[1]) / len(runs[0])) < 0.12


def test_a_part_is_held_by_the_whole() -> None:
    text = words(3, 2000)
    found = shares(signed(text), signed(text[:400]))
    assert found.held > 0.75
    assert found.alike < 0.3
    assert found.length is not None and 0.18 < found.length < 0.22


def test_of_a_leaflet_and_a_long_report_a_few_runs_in_common_tell_nothing() -> None:
    long = words(4, 20_000)
    assert shares(signed(long), signed([*long[:25], *words(5, 60)])).held == 0.0


def test_the_numbers_of_a_translation_are_the_same_in_the_same_order() -> None:
    figures = [f"{at * 7919 % 1000}" for at in range(60)]
    one, other = ([f"{word} {n}" for word, n in zip(words(seed, 60), figures, strict=True)] for seed in (1, 9))
    found = shares(signed(one), signed(other))
    assert (found.alike, found.numbers) == (0.0, 1.0)
    random.Random(1).shuffle(other)
    assert shares(signed(one), signed(other)).numbers < 0.2


def test_a_few_numbers_such_as_dates_tell_nothing() -> None:
    assert shares(signed([*words(1, 90), "2019 2020 2021"]), signed([*words(9, 90), "2019 2020 2021"])).numbers == 0.0


def test_a_few_words_have_no_signature() -> None:
    assert signature([passage("A short notice about visits.")]) == signature([]) == NO_SIGNATURE
    assert shares(NO_SIGNATURE, NO_SIGNATURE) == NOTHING
