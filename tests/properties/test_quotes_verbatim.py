"""Quotations in every form of marks: verbatim, apart from one another, and without the marks around them."""

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.passages import letters
from compendium.ingest.quotes import find_quotes
from compendium.ingest.read import read_file
from compendium.model.document import PassageKind
from tests.conftest import CORPUS, gold, gold_files

PRINTED = [CORPUS / "reports" / truth["file"] for truth in map(gold, gold_files()) if not truth["scanned"]]
PRINTED = [path for path in PRINTED if path.suffix == ".pdf"]

WORDS = (
    "I",
    "never",
    "knew",
    "why",
    "they",
    "don’t",
    "wing",
    "it’s",
    "letters",
    "waited",
    "six",
    "weeks",
    "nobody",
    "came",
)
sentence = st.lists(st.sampled_from(WORDS), min_size=5, max_size=12).map(" ".join)
ending = st.sampled_from([".", "!", "?", "…", ","])
said = st.builds(lambda words, end: f"I {words}{end}", sentence, ending)
label = st.sampled_from(
    ["", " (Prisoner)", "\n– Resident, HMP Example", " said one officer.", " Male prisoner, 51", "\nNurse"]
)
lead = st.sampled_from(["", "One woman told us: ", "Officers said, ", "It was late. ", "As one put it, ", "•\u00a0"])
ASIDES = ("[the officer]", "…", "[…]", "‘maybe later’", "‘it’s closed’", "– well –", "(twice)")
said_with_asides = st.builds(
    lambda before, aside, after, end: f"I {before} {aside} {after}{end}",
    sentence,
    st.sampled_from(ASIDES),
    sentence,
    ending,
)
"""Editors' brackets, gaps, and words that somebody else said."""
MARKS = (("“", "”"), ('"', '"'), ("‘", "’"))


@st.composite
def quotation(draw: st.DrawFn) -> tuple[str, str]:
    """A quotation in its marks, of one paragraph or several, and the words that stand in it."""
    opens, closes = draw(st.sampled_from(MARKS))
    if opens == "‘":
        words = draw(said)
    elif draw(st.booleans()):
        words = draw(said | said_with_asides)
    else:
        words = f"\n{opens}".join(draw(st.lists(said, min_size=2, max_size=3)))
    return f"{draw(lead)}{opens}{words}{closes}{draw(label)}", words


def slices(text: str, kind: PassageKind) -> list[str]:
    """The quotes of a text, after looking at where they stand."""
    free, found = 0, []
    for quote in find_quotes(text, kind):
        assert free <= quote.start < quote.end <= len(text)
        words = text[quote.start : quote.end]
        assert words == words.strip()
        assert words[0] not in '“”"' and words[-1] not in '“”"'
        assert words[0] != "‘"
        free = quote.end
        found.append(words)
    return found


@given(quotation(), st.sampled_from(PassageKind))
def test_one_quotation_is_found_whole(made: tuple[str, str], kind: PassageKind) -> None:
    text, words = made
    assert slices(text, kind) == [words]


@given(st.lists(quotation(), min_size=1, max_size=4))
def test_several_are_found_in_order_and_apart(made: list[tuple[str, str]]) -> None:
    """Paragraph by paragraph, with words of the authors' own between them, so that none carries on another."""
    text = "\nThe wing was quiet.\n".join(quoted for quoted, _ in made)
    assert slices(text, PassageKind.PARAGRAPH) == [words for _, words in made]


@given(said, st.sampled_from(["", "\n– Prisoner", "\n(Resident, HMP Example)"]))
def test_a_block_set_apart_is_its_words_without_the_speaker(words: str, by: str) -> None:
    assert slices(words + by, PassageKind.QUOTE) == [words]


def printed_pages(path: Path) -> list[str]:
    """The letters of each page as pdfium gives them, before the product cleans anything."""
    with pypdfium2.PdfDocument(path) as document:
        return [letters(page.get_textpage().get_text_bounded().replace("\ufffe", "")) for page in document]


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_every_quote_of_a_report_stands_on_its_pages(path: Path) -> None:
    """A quote that goes on overleaf is looked for page by page."""
    pages = printed_pages(path)
    found = 0
    for passage in read_file(path).passages:
        for quote in passage.quotes:
            cuts = [quote.start, *(at for at in passage.breaks if quote.start < at < quote.end), quote.end]
            for start, end in pairwise(cuts):
                assert letters(passage.text[start:end]) in pages[passage.page_at(start) - 1]
            found += 1
    assert found >= 5
