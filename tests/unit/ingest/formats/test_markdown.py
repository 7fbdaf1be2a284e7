"""Markdown is read as the page it stands for."""

import pytest

from compendium.errors import Refused
from compendium.ingest.formats.markdown import read_markdown
from compendium.ingest.paragraphs import Content
from tests.support.documents import LIMITS, cells, told


def read(text: str) -> Content:
    return read_markdown(text.encode(), LIMITS)


def test_headings_lists_quotes_tables_and_links() -> None:
    content = read(
        "# Cold wings\n\nIt was\n*very* [cold](http://a.example) &amp; `damp`.\n\n## Visits\n\n- A lamp\n  - A door\n"
        "1. One\n\n> We never saw the sun.\n>\n> Woman, 34\n\n![plan](a.png)\n\n"
        "| Wing | Hours |\n|---|---|\n| A | 1\\|2 |\n"
    )
    assert told(content)[:7] == [
        ("heading", "Cold wings"),
        ("paragraph", "It was very cold & damp."),
        ("heading", "Visits"),
        ("list", "A lamp"),
        ("list", "A door"),
        ("list", "One"),
        ("quote", "We never saw the sun."),
    ]
    assert cells(content) == [["Wing", "Hours"], ["A", "1|2"]]
    assert [problem.code for problem in content.problems] == ["pictures"]


def test_what_stands_before_the_text_says_what_it_is() -> None:
    content = read(
        '---\ntitle: "Cold wings"\nAuthor: Second Bell\ndate: 2023-05-04\ntags: [a]\n---\nWords.\n\n---\n\nMore.'
    )
    assert told(content) == [("paragraph", "Words."), ("paragraph", "More.")]
    assert content.metadata == {"Title": "Cold wings", "Author": "Second Bell", "CreationDate": "D:20230504"}


@pytest.mark.parametrize("text", [">" * 20_000 + " deep", ">" * 39 + " deep", "- " * 5_000 + "deep"])
def test_nesting_without_end_is_refused_rather_than_lost(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize("text", [">" * 30 + " deep", "- " * 15 + "deep", "[" * 20_000 + "deep", "*" * 20_000 + "deep"])
def test_what_is_only_untidy_is_read(text: str) -> None:
    assert "deep" in "".join(words for _, words in told(read(text)))


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read("---\n\n![](a.png)")
    assert refused.value.code == "no-text"
