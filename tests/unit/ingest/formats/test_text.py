"""Plain text: paragraphs whole, nothing lost, headings only where there can be no doubt."""

import textwrap

import pytest

from compendium.errors import Refused
from compendium.ingest.formats.charset import decoded
from compendium.ingest.formats.text import read_text
from compendium.ingest.paragraphs import Content
from tests.support.documents import LIMITS, told

WORDS = "People told us that the visits hall was cold and that nobody had explained why the heating was off all winter."
MORE = "It took a very long time before anyone on the wing came round to say that the boiler had failed and why it had."


def read(text: str) -> Content:
    return read_text(text.encode(), LIMITS)


@pytest.mark.parametrize("width", [45, 60, 72, 80])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_that_fill_a_width_are_one_paragraph_again(width: int, end: str) -> None:
    wrapped = [textwrap.wrap(text, width, break_on_hyphens=False) for text in (WORDS, MORE, WORDS + " " + MORE)]
    content = read((end * 2).join(end.join(lines) for lines in wrapped))
    assert [text for _, text in told(content)] == [WORDS, MORE, f"{WORDS} {MORE}"]


def test_a_line_that_ends_in_the_middle_of_a_sentence_runs_on_also_where_it_is_shorter_than_others() -> None:
    wide = "\n".join(textwrap.wrap(f"{WORDS} {MORE}", 80))
    content = read(f"{wide}\n\n{wide}\n\nIt took a very long time before anyone on the wing,\nor off it, came round.")
    assert told(content)[-1] == (
        "paragraph",
        "It took a very long time before anyone on the wing, or off it, came round.",
    )
    assert told(read(f"{wide}\n\nIt took long.\nThen it was over."))[-1] == (
        "paragraph",
        "It took long.\nThen it was over.",
    )


def test_short_lines_and_those_of_an_address_stay_apart() -> None:
    address = "Second Bell\n12 Long Lane\nFenmoor"
    assert told(read(f"{address}\n\n{textwrap.fill(WORDS, 60)}")) == [("paragraph", address), ("paragraph", WORDS)]


def test_long_lines_are_paragraphs_without_any_blank_line() -> None:
    assert [text for _, text in told(read(f"{WORDS} {MORE}\n{MORE} {WORDS}\nA short one."))] == [
        f"{WORDS} {MORE}",
        f"{MORE} {WORDS}",
        "A short one.",
    ]


def test_items_quotations_and_recommendations_are_told_apart() -> None:
    content = read(
        "- A lamp\n- A door\n\n(a) one\n(b) two\n\n“We never saw the sun.”\n– Woman, 34\n\n"
        "Recommendation 1: Heat the hall in winter.\n\nRECOMMENDATIONS\n\n* Open the gym\n"
    )
    assert told(content) == [
        ("list", "- A lamp"),
        ("list", "- A door"),
        ("list", "(a) one"),
        ("list", "(b) two"),
        ("quote", "“We never saw the sun.”\n– Woman, 34"),
        ("recommendation", "Recommendation 1: Heat the hall in winter."),
        ("heading", "RECOMMENDATIONS"),
        ("recommendation", "* Open the gym"),
    ]


def test_headings_are_underlined_or_all_in_capitals() -> None:
    content = read(
        "Cold wings\n==========\n\nWHAT WE HEARD\n\nIt was cold.\n\nVisits\n------\nLate.\n\nIntroduction\n\nWords.\n"
        "\n1. Findings\n\n* * *\n\nEND"
    )
    assert [(p.level, p.text) for p in content.paragraphs if p.role == "heading"] == [
        (1, "Cold wings"),
        (3, "WHAT WE HEARD"),
        (2, "Visits"),
    ]
    assert [text for role, text in told(content) if role != "heading"] == [
        *("It was cold.", "Late.", "Introduction", "Words.", "1. Findings", "END"),
    ]


def test_a_text_all_in_capitals_has_no_headings() -> None:
    assert {role for role, _ in told(read("IT WAS COLD THERE\n\nNOBODY CAME BY\n\nNOT ONCE\n\nso it was"))} == {
        "paragraph"
    }


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("“Café” – naïve".encode(), "“Café” – naïve"),
        ("“Café”".encode("utf-8-sig"), "“Café”"),
        ("“Café” 🙂".encode("utf-16"), "“Café” 🙂"),
        (b"\xfe\xff" + "“Café” 🙂".encode("utf-16-be"), "“Café” 🙂"),
        ("“Café” 🙂".encode("utf-32"), "“Café” 🙂"),
        ("“It’s Café–time”, she said… £5 and €3".encode("cp1252"), "“It’s Café–time”, she said… £5 and €3"),
        ("‘Wing’".encode("cp1252"), "‘Wing’"),
        ("Тюрьма была холодной, и никто не пришёл к нам зимой.".encode("cp1251"),
         "Тюрьма была холодной, и никто не пришёл к нам зимой."),
        ("“Café” ".encode() * 9 + b"\xe2\x80", "“Café” " * 9 + "\ufffd"),
        (b"\x81\x8d\x90", None),
    ],
)  # fmt: skip
def test_letters_are_those_that_were_written(data: bytes, text: str | None) -> None:
    assert decoded(data) == text or text is None


def test_a_form_feed_ends_a_paragraph_and_makes_no_page() -> None:
    content = read("It was cold.\fAnd damp.")
    assert told(content) == [("paragraph", "It was cold."), ("paragraph", "And damp.")]
    assert [page.number for page in content.pages] == [1]


@pytest.mark.parametrize("text", ["", " \n\n \t", "\n" * 1000, "-----\n\n* * *"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.code == "no-text"
