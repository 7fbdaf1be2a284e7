"""Normal forms, lemmas and the phrase finder: exact places, whatever the spelling."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.language import Phrases, lemma, normalise, pipeline, spellings

PROSE = st.text(alphabet=st.sampled_from("ab -‐–’'“”\u00a0\n.,ACkéİß/()"), max_size=60)


@given(st.text(max_size=200))
def test_normalise_keeps_the_length(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(PROSE)
def test_normalise_is_done_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_normalise_straightens_signs_and_opens_hyphens_inside_words_only() -> None:
    assert normalise("the women’s key-worker – “self‐harm”") == 'the women\'s key worker – "self harm"'


@pytest.mark.parametrize(
    ("word", "form"),
    [("Prisoners", "prisoner"), ("women", "woman"), ("PRISONS", "prison"), ("being", "being"), ("xyzzy", "xyzzy")],
)
def test_lemma(word: str, form: str) -> None:
    assert lemma(word) == form


def test_exceptions_keep_subjects_apart_from_verbs() -> None:
    assert lemma("parenting") != lemma("parents")
    assert lemma("sectioned") != lemma("sections")


def test_pipeline_is_loaded_once_and_sets_lemmas() -> None:
    assert pipeline() is pipeline()
    assert [token.lemma_ for token in pipeline()("Women were moved")] == ["woman", "be", "move"]


def test_importing_the_module_loads_neither_spacy_nor_the_dictionary() -> None:
    code = "import sys, compendium.language; print({'spacy', 'simplemma'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_the_first_use_is_silent() -> None:
    code = "from compendium.language import pipeline; pipeline()"
    ran = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("", "")


def found(phrases: list[str], text: str) -> list[str]:
    [hits] = Phrases({"key": phrases}).find([text])
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    "written", ["key worker", "key-worker", "keyworker", "Key‐Workers", "KEYWORKERS", "key\u00a0worker"]
)
def test_one_phrase_finds_all_its_spellings(written: str) -> None:
    assert found(["key worker"], f"My {written} left.") == [written]


def test_apostrophes_of_either_shape_are_one() -> None:
    assert found(["can't afford", "women’s prison"], "They can’t afford it in a women's prison") == [
        "can’t afford", "women's prison",
    ]  # fmt: skip


def test_whole_words_only() -> None:
    assert found(["cell", "art"], "cellular parts start") == []


def test_a_phrase_with_an_acronym_is_found_only_as_written() -> None:
    assert found(["SEND", "IPP licence"], "I send it. SEND pupils on an IPP licence, an ipp licence.") == [
        "SEND",
        "IPP licence",
    ]


def test_words_that_a_tokeniser_would_cut_are_found() -> None:
    assert found(["photo Id"], "No photo id and no photo Id") == ["photo id", "photo Id"]


def test_finder_keeps_texts_apart_and_in_order() -> None:
    hits = list(Phrases({"a": ["gym"], "b": ["food", "gym"]}).find(["gym", "", "no food in the gym"]))
    assert [sorted((hit.key, hit.start) for hit in one) for one in hits] == [
        [("a", 0), ("b", 0)], [], [("a", 15), ("b", 3), ("b", 15)],
    ]  # fmt: skip


def test_no_phrases_find_nothing() -> None:
    assert list(Phrases({"a": []}).find(["anything"])) == [()]


def test_spellings_join_each_pair_once() -> None:
    assert spellings("time out-of cell") == (
        "time out of cell",
        "timeout of cell",
    )


WORDS = st.sampled_from(["visit", "Prisoners", "women’s", "self-harm", "café", "£46", "24/7", "id", "can't", "keys."])


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_a_phrase_is_found_wherever_it_stands(phrase: list[str], before: list[str], after: list[str]) -> None:
    term = " ".join(phrase).rstrip(".")
    text = " ".join([*before, term.upper() if "£" in term else term, *after])
    assert any(normalise(words).lower() == normalise(term).lower() for words in found([term], text))


def test_company_is_told_without_places() -> None:
    phrases = Phrases({"a": ["flat"]}, company={"rent": ["rent", "landlord"], "screen": ["flat screen", "rent"]})
    read = list(phrases.read(["The flats and the landlords", "a flat, flat screens", "nothing"]))
    assert [(len(found), sorted(company)) for found, company in read] == [(1, ["rent"]), (2, ["screen"]), (0, [])]
