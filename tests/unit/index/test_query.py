"""From what was typed to what must match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.index.names import Names
from compendium.index.parsing import DEEPEST, MOST_WORDS, parse
from compendium.index.query import All, Also, Any, Attempt, Narrow, Not, Phrase, Prefix, Question, Word, asked
from compendium.index.synonyms import parse as read_words
from compendium.model.search import Expansion

A, B, C, D = Word("apple"), Word("bread"), Word("cheese"), Word("dates")


DEEP = f"Only {DEEPEST} brackets within brackets are read."
SOON = (
    "There is no year “soon” here, so it was left out. "
    "A year is typed like year:2021, a span of years like year:2019-2022."
)


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
        ("“apple bread” cheese", All((Phrase(("apple", "bread")), C))),
        ('apple -"bread cheese"', All((A, Not(Phrase(("bread", "cheese")))))),
        ('"the"', Phrase(("the",))),
        ("apple OR bread", Any((A, B))),
        ("apple bread OR cheese AND dates", Any((All((A, B)), All((C, D))))),
        ("apple AND NOT bread", All((A, Not(B)))),
        ("apple or bread", All((A, B))),
        ("bread OR the", B),
        ("apple AND (bread OR cheese)", All((A, Any((B, C))))),
        ("(apple OR bread) AND (cheese OR dates)", All((Any((A, B)), Any((C, D))))),
        ("apple -(bread cheese)", All((A, Not(All((B, C)))))),
        ("apple NOT (bread OR cheese)", All((A, Not(Any((B, C)))))),
        ("apple (bread)", All((A, B))),
        ("apple(s) bread", All((A, B))),
        ("apple | bread", Any((A, B))),
        ("apple~2 bread^3", All((A, B))),
        ("(apple, bread).", All((A, B))),
        ("NOT (prisoner OR apple)", Not(Any((Word("prisoner"), A)))),
        ("year:2019 year:2021", Narrow("year", frozenset({"2019", "2021"}), "year: 2019 or year: 2021")),
        ("apple - bread", All((A, B))),
        ("app* bread", All((Prefix("app"), B))),
        ("-app*", Not(Prefix("app"))),
        ("title:apple bread", All((Word("apple", field="title"), B))),
        ('heading:"apple bread"', Phrase(("apple", "bread"), "heading")),
        ("apple OR year:2019", Any((A, Narrow("year", frozenset({"2019"}), "year: 2019")))),
        ("year:2019", Narrow("year", frozenset({"2019"}), "year: 2019")),
        ("year: 2019", Narrow("year", frozenset({"2019"}), "year: 2019")),
        ("10:30 apple", All((Phrase(("10", "30")), A))),
        ("£1,200 apple", All((Phrase(("1", "200")), A))),
        ("(-apple OR bread)", Any((Not(A), B))),
        ('bread (-"apple of" cheese)', All((B, Not(Phrase(("apple", "of"))), C))),
        ('bread -"apple', All((B, Not(A)))),
        ("app\u00adle \ufeffbread", All((A, B))),
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
        ("apple AND (bread OR cheese)", ()),
        ("apple AND (bread OR cheese", ("A bracket without its partner was left out.",)),
        ("apple) bread", ("A bracket without its partner was left out.",)),
        ("(" * 60 + "apple", (DEEP, "A bracket without its partner was left out.")),
        ("a* apple", ("Type at least 2 letters before a star: a* was left out.",)),
        ("*pple", ("A star works at the end of a word only; *pple was searched for without it.",)),
        ("year:soon", (SOON,)),
        ("apple theme:", ("“theme:” has nothing after it and was left out.",)),
        ("--", ("There is no word to search for in: --",)),
        (" ".join(f"w{n}" for n in range(80)), (f"Only the first {MOST_WORDS} words were used.",)),
        ('"' + " ".join(f"w{n}" for n in range(80)) + '"', (f"Only the first {MOST_WORDS} words were used.",)),
    ],
)
def test_what_could_not_be_used_is_told(text: str, told: tuple[str, ...]) -> None:
    assert parse(text).ignored == told


def test_an_unbalanced_quotation_mark_leaves_the_words_after_it() -> None:
    assert first('apple "bread') == All((A, B))


def test_typed_filters_stand_beside_the_words_of_a_plain_question() -> None:
    years = Narrow("year", frozenset({"2019", "2020", "2021"}), "year: 2019-2021")
    question = parse("apple year:2019-2021 -setting:prison")
    assert [attempt.query for attempt in question.attempts] == [A, A]
    assert question.within == (years, Not(Narrow("setting", frozenset({"prison"}), "setting: prison")))


def test_what_may_have_been_meant_otherwise_is_told() -> None:
    assert parse("apple or bread").hints == ("To find either of two words, type OR in capitals between them.",)
    assert parse("apple 2019").hints == ("For reports published in 2019, type year:2019.",)


NAMES = Names({"theme": {"food": "food", "food and drink": "food", "family visits": "family-contact"}}, "1")


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("theme:food", {"food"}),
        ('theme:"Food and drink"', {"food"}),
        ("theme:visits", {"family-contact"}),
        ("THEME:Family", {"family-contact"}),
    ],
)
def test_a_typed_filter_means_the_value_that_is_called_so(typed: str, values: set[str]) -> None:
    query = parse(typed, names=NAMES).attempts[0].query
    assert isinstance(query, Narrow)
    assert query.values == values


def test_a_value_that_is_not_known_is_left_out_and_near_ones_are_told() -> None:
    question = parse("apple theme:fod", names=NAMES)
    assert question.attempts[0].query == A
    assert question.ignored == ("There is no theme “fod” here, so it was left out. Perhaps: food.",)


WORDS = read_words("""
[[same]]
words = ["prisoner", "person in prison", "inmate"]
[[also]]
asked = ["apple"]
finds = ["fruit"]
""")


def test_other_words_for_the_same_are_looked_for_too_and_told() -> None:
    question = parse("prisoners bread", synonyms=WORDS)
    other = (Phrase(("person", "in", "prison"), loose=True), Word("inmate"))
    assert question.attempts[0].query == All((Also(Word("prisoners"), other), B))
    assert question.expansions == (Expansion("prisoners", ("person in prison", "inmate")),)


def test_a_term_of_several_words_is_taken_apart_when_no_passage_holds_it() -> None:
    every, some, _ = parse("person in prison", synonyms=WORDS).attempts
    assert isinstance(every.query, Also) and isinstance(some.query, Also)
    assert (every.query.asked, some.query.asked) == (
        All((Word("person"), Word("prison"))),
        Any((Word("person"), Word("prison"))),
    )


def test_words_side_by_side_that_are_one_term_are_widened_together() -> None:
    question = parse("the person in prison", synonyms=WORDS)
    both = All((Word("person"), Word("prison")))
    assert question.attempts[0].query == Also(both, (Word("prisoner"), Word("inmate")))


def test_what_is_shut_out_is_only_what_was_typed() -> None:
    query = parse("bread NOT (prisoner OR apple)", synonyms=WORDS).attempts[0].query
    assert query == All((B, Not(Any((Word("prisoner"), A)))))


def test_a_one_way_rule_is_not_read_backwards() -> None:
    assert parse("fruit", synonyms=WORDS).attempts[0].query == Word("fruit")
    assert parse("apple", synonyms=WORDS).attempts[0].query == Also(A, (Word("fruit"),))


@pytest.mark.parametrize("text", ['"prisoner"', "-prisoner", "title:prisoner", "prison AND er"])
def test_what_was_asked_for_as_it_stands_is_not_widened(text: str) -> None:
    assert parse(text, synonyms=WORDS).expansions == ()
    assert parse("prisoner", exact=True, synonyms=WORDS).expansions == ()


def test_brackets_within_brackets_are_read_to_a_depth() -> None:
    assert first("(" * DEEPEST + "apple" + ")" * DEEPEST) == A


_pieces = st.sampled_from(
    [
        "AND",
        "OR",
        "NOT",
        "-",
        '"',
        "“",
        "”",
        "(",
        ")",
        "the",
        "apple",
        "-bread",
        "’",
        "\n",
        "\U0001d504",
        "app*",
        "*",
        "year:2020",
        "theme:x",
        "a:b:c",
        "person in prison",
        "-(",
        "\0",
    ]
)


@given(st.one_of(st.text(), st.lists(_pieces).map(" ".join), st.lists(_pieces).map("".join)), st.booleans())
def test_any_text_can_be_read_and_nothing_is_dropped_silently(text: str, exact: bool) -> None:
    question = parse(text, exact, NAMES, WORDS)
    assert isinstance(question, Question)
    assert question.attempts or question.ignored or not text.strip("\0 \n\t\u200e\u200f")
    assert len(parse(text, exact).asked) <= MOST_WORDS
