"""Words around a match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.index.analysis import forms
from compendium.index.parsing import parse
from compendium.index.query import Phrase, Word
from compendium.index.snippets import Marker
from compendium.index.stemming import stem
from compendium.index.synonyms import parse as read_words
from compendium.model.document import Account, Passage, PassageKind
from compendium.model.search import Hit, Snippet

FILLER = "Nothing of note happened on that day. " * 8


def snippet(text: str, query: str, width: int = 240, exact: bool = False) -> Snippet:
    return Marker(parse(query, exact).asked).snippet(text, width)


def marked(text: str, query: str, **given: object) -> list[str]:
    found = snippet(text, query, **given)  # type: ignore[arg-type]
    return [found.text[start:end] for start, end in found.marks]


def test_a_short_text_is_shown_whole_with_its_words_marked_as_printed() -> None:
    found = snippet("Prisoners’ VISITS were short.", "prisoner visit")
    assert (found.text, found.cut_before, found.cut_after) == ("Prisoners’ VISITS were short.", False, False)
    assert found.marks == ((0, 9), (11, 17))


def test_the_window_holds_most_of_the_different_words() -> None:
    text = FILLER + "Visits visits visits. " + FILLER + "Family visits were cancelled. " + FILLER
    found = snippet(text, "family visits cancelled", width=120)
    assert "Family visits were cancelled." in found.text
    assert found.cut_before
    assert found.cut_after
    assert len(found.text) <= 120


def test_a_window_begins_and_ends_with_a_sentence_where_it_can() -> None:
    found = snippet(FILLER + "“Family visits were cancelled.” " + FILLER, "visits", width=120)
    assert found.text.startswith(("Nothing of", "“Family"))
    assert found.text.endswith((".", ".”"))


def test_words_are_not_cut() -> None:
    text = "abcdefghij " * 50 + "key-worker " + "klmnopqrst " * 50
    found = snippet(text, "worker", width=60)
    assert set(found.text.split()) <= {"abcdefghij", "key-worker", "klmnopqrst"}
    assert "key-worker" in found.text


def test_without_a_match_it_is_the_beginning() -> None:
    found = snippet(FILLER, "zebra", width=80)
    assert FILLER.startswith(found.text)
    assert found.marks == ()
    assert (found.cut_before, found.cut_after) == (False, True)


@pytest.mark.parametrize(
    ("query", "exact", "words"),
    [
        ("visits", False, ["visits", "visiting", "visits"]),
        ("visits", True, ["visits", "visits"]),
        ('"family visits"', False, ["Family", "visits"]),
        ("family -visits", False, ["Family"]),
        ("prison", False, []),
        ("vis*", False, ["visits", "visiting", "visits"]),
        ('"families visit"', False, []),
    ],
)
def test_only_what_was_asked_for_is_marked(query: str, exact: bool, words: list[str]) -> None:
    assert marked("Family visits. A prisoner visiting. More visits.", query, exact=exact) == words


_words = st.sampled_from(
    ["visit", "visits", "family", "prisoner’s", "key-worker", "“No.”", "the", "x" * 90, "Word,", "."]
)
_texts = st.lists(st.tuples(_words, st.sampled_from([" ", "\n", "  ", ""]))).map(lambda p: "".join(a + b for a, b in p))


@given(
    st.one_of(_texts, st.text()),
    st.one_of(st.lists(_words, max_size=4).map(" ".join), st.just('"family visits"'), st.text(max_size=20)),
    st.integers(20, 300),
    st.booleans(),
)
def test_a_snippet_is_words_of_the_text_and_marks_are_words_of_the_query(
    text: str, query: str, width: int, exact: bool
) -> None:
    found = snippet(text, query, width, exact)
    assert found.text in text
    assert len(found.text) <= width
    assert found.text == found.text.strip()
    asked = parse(query, exact).asked
    allowed = {form for leaf in asked if isinstance(leaf, Phrase) for form in leaf.forms}
    allowed |= {leaf.form if leaf.exact else leaf.stem for leaf in asked if isinstance(leaf, Word)}
    for start, end in found.marks:
        printed = forms(found.text[start:end])
        assert any(form in allowed or stem(form) in allowed for form in printed)


def test_another_word_for_the_same_is_marked_as_it_stands() -> None:
    words = read_words('[[same]]\nwords = ["key worker", "keyworker"]')
    text = "My keyworker left. Key workers are few. The key is lost."
    found = Marker(parse("keyworker", synonyms=words).asked).snippet(text)
    assert [found.text[start:end] for start, end in found.marks] == ["keyworker", "Key", "workers"]


TABLE = "Table 1: Visits\nEach week\t\tvisits: 12\nNever\t3"


def test_cells_of_a_table_are_parted_by_bars_and_the_marks_stay_on_their_words() -> None:
    found = snippet(TABLE, "visits never").with_bars()
    assert found.text == "Table 1: Visits | Each week | visits: 12 | Never | 3"
    assert [found.text[start:end] for start, end in found.marks] == ["Visits", "visits", "Never"]


@given(_texts.map(lambda text: text.replace("  ", "\t")), st.just("visit family word"))
def test_bars_change_nothing_but_tabs_and_line_ends(text: str, query: str) -> None:
    found = snippet(text, query)
    barred = found.with_bars()
    assert "".join(barred.text.split(" | ")) == "".join(found.text.replace("\n", "\t").split("\t"))
    assert [barred.text[a:b] for a, b in barred.marks] == [found.text[a:b] for a, b in found.marks]
    assert (barred.cut_before, barred.cut_after) == (found.cut_before, found.cut_after)


def test_only_tables_are_shown_with_bars() -> None:
    plain = Passage("p", PassageKind.LIST, Account.UNKNOWN, (1,), (), TABLE)
    table = Passage("p", PassageKind.TABLE, Account.UNKNOWN, (1,), (), TABLE, cells=(((0, 5), (6, 7)),))
    assert Hit(plain, "r", None, 1.0, Snippet(TABLE)).shown.text == TABLE
    assert "\t" not in Hit(table, "r", None, 1.0, Snippet(TABLE)).shown.text
