"""From what was typed to what must match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.index.query import MOST_WORDS, All, Any, Attempt, Not, Phrase, Question, Word, asked, parse

A, B, C, D = Word("apple"), Word("bread"), Word("cheese"), Word("dates")


def first(text: str, exact: bool = False) -> object:
    return parse(text, exact).attempts[0].query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("apple", A),
        ("apple bread", All((A, B))),
        ("the apple and the bread", All((A, B))),
        ("apple bread cheese", All((A, B, C))),
        ("apple bread cheese dates", Any((A, B, C, D))),
        ("apple apple apple apple", All((A, A, A, A))),
        ("apple -bread", All((A, Not(B)))),
        ("apple NOT bread", All((A, Not(B)))),
        ("-bread", Not(B)),
        ("apple-bread", All((A, B))),
        ("apple -bread-cheese", All((A, Not(Phrase(("bread", "cheese")))))),
        ('"apple of bread"', Phrase(("apple", "of", "bread"))),
        ("“apple bread” cheese", All((C, Phrase(("apple", "bread"))))),
        ('apple -"bread cheese"', All((A, Not(Phrase(("bread", "cheese")))))),
        ('"the"', Phrase(("the",))),
        ("apple OR bread", Any((A, B))),
        ("apple bread OR cheese AND dates", Any((All((A, B)), All((C, D))))),
        ("apple AND NOT bread", All((A, Not(B)))),
        ("apple or bread", All((A, B))),
        ("bread OR the", B),
    ],
)
def test_what_must_match(text: str, query: object) -> None:
    assert first(text) == query


def test_exact_words_go_by_their_form() -> None:
    assert first("apples", exact=True) == Word("apples", exact=True)


def test_a_short_question_is_widened_step_by_step() -> None:
    every, any_of, titles = parse("apple bread -dates").attempts
    assert every == Attempt(All((A, B, Not(D))))
    assert any_of.query == All((Any((A, B)), Not(D)))
    assert "apple, bread" in any_of.told
    assert titles.query == every.query
    assert titles.title_alone
    assert "title" in titles.told


def test_a_question_with_operators_is_taken_as_written() -> None:
    assert [attempt.query for attempt in parse("apple AND bread").attempts] == [All((A, B))] * 2


def test_what_is_shut_out_is_not_looked_for() -> None:
    assert asked(All((A, Not(B), Any((C, A))))) == (A, C, A)
    assert parse("-apple").attempts == (Attempt(Not(A)),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ()),
        ("  ", ()),
        ("of the", ("Too common to search for: of, the. In quotation marks they are searched for all the same.",)),
        ("*** !", ("There is no word to search for in: *** !",)),
        ('apple "bread', ("A quotation mark without its partner was left out.",)),
        ("apple OR", ("OR has nothing after it and was left out.",)),
        ("apple NOT", ("NOT has nothing after it and was left out.",)),
        ("AND apple", ("AND has nothing to join here and was left out.",)),
        ("apple AND (bread OR cheese)", ("Brackets are not used: AND joins before OR.",)),
        ("apple (bread)", ()),
        (" ".join(f"w{n}" for n in range(80)), (f"Only the first {MOST_WORDS} words were used.",)),
        ('"' + " ".join(f"w{n}" for n in range(80)) + '"', (f"Only the first {MOST_WORDS} words were used.",)),
    ],
)
def test_what_could_not_be_used_is_told(text: str, told: tuple[str, ...]) -> None:
    assert parse(text).ignored == told


def test_an_unbalanced_quotation_mark_leaves_the_words_after_it() -> None:
    assert first('apple "bread') == All((A, B))


_pieces = st.sampled_from(
    ["AND", "OR", "NOT", "-", '"', "“", "”", "(", ")", "the", "apple", "-bread", "’", "\n", "\U0001d504"]
)


@given(st.one_of(st.text(), st.lists(_pieces).map(" ".join), st.lists(_pieces).map("".join)), st.booleans())
def test_any_text_can_be_read_and_nothing_is_dropped_silently(text: str, exact: bool) -> None:
    question = parse(text, exact)
    assert isinstance(question, Question)
    assert question.attempts or question.ignored or not text.strip()
    assert len(question.asked) <= MOST_WORDS
