"""The tokeniser and the stems."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.index.analysis import content_stems, forms, tokens
from compendium.index.stemming import KEPT, stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The prisoner’s visits, prisoners' visits", ["the", "prisoner", "visits", "prisoners", "visits"]),
        ("don’t don't DON'T", ["don't"] * 3),
        ("O’Brien it's", ["o'brien", "it"]),
        ("key-worker end.Next 10,000", ["key", "worker", "end", "next", "10", "000"]),
        ("ﬁnal cafe\u0301 café Straße", ["final", "café", "café", "strasse"]),
        ("“quoted” (bracketed) – … ***", ["quoted", "bracketed"]),
        ("", []),
    ],
)
def test_words_in_their_normal_form(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@given(st.text())
def test_offsets_are_into_the_text_as_given_and_no_form_holds_a_space(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= end or text[token.start : token.end] == text[token.start : end]
        assert token.form in forms(text[token.start : token.end])
        assert token.form
        assert not any(sign.isspace() for sign in token.form)
        end = token.end


@given(st.text())
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    assert forms(" ".join(forms(text))) == forms(text)


@pytest.mark.parametrize(
    "apart",
    [
        ("prisoner", "prison", "imprisonment"),
        ("officer", "office", "official"),
        ("offender", "offending", "offence"),
        ("community", "communication", "communal"),
        ("experience", "experiment"),
        ("university", "universal"),
        ("general", "generation"),
        ("relative", "related"),
        ("resident", "residence"),
        ("authority", "author"),
        ("medication", "medical"),
        ("several", "severe"),
    ],
)
def test_words_of_different_meaning_keep_apart(apart: tuple[str, ...]) -> None:
    assert len({stem(word) for word in apart}) == len(apart)


@pytest.mark.parametrize(
    "together",
    [
        ("prisoner", "prisoners"),
        ("prison", "prisons"),
        ("community", "communities"),
        ("experience", "experiences", "experienced"),
        ("visit", "visits", "visiting", "visited"),
        ("woman", "women"),
        ("child", "children"),
    ],
)
def test_forms_of_one_word_meet(together: tuple[str, ...]) -> None:
    assert len({stem(word) for word in together}) == 1


def test_no_form_is_kept_for_two_words() -> None:
    every = [form for word, kept in KEPT.items() for form in (word, *kept)]
    assert len(every) == len(set(every))


def test_stop_words_have_no_stem() -> None:
    assert content_stems(forms("We're waiting for the visits")) == ["wait", "visit"]


def test_only_the_english_stemmer_is_loaded_and_the_package_stays_whole_for_others() -> None:
    code = (
        "import sys, compendium.index.stemming\n"
        "assert not any(name.endswith('french_stemmer') for name in sys.modules)\n"
        "import snowballstemmer\n"
        "assert snowballstemmer.stemmer('english').stemWord('visits') == 'visit'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_threads_do_not_mix_up_each_others_stems() -> None:
    words = [f"{start}{end}ing" for start in ("visit", "meet", "walk", "train") for end in map(str, range(100))]
    expected = [word.removesuffix("ing") for word in words]
    stem.cache_clear()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(
                pool.map(lambda shift: [stem(word) for word in words[shift:] + words[:shift]], range(0, 400, 100))
            )
    finally:
        sys.setswitchinterval(interval)
    assert found == [expected[shift:] + expected[:shift] for shift in range(0, 400, 100)]
