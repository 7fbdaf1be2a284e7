"""Nobody's words are altered: whatever is written comes out as it was, up to white space, in every format."""

import re
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compendium.ingest.formats.docx import read_docx
from compendium.ingest.formats.html import read_html
from compendium.ingest.formats.markdown import read_markdown
from compendium.ingest.formats.odt import read_odt
from compendium.ingest.formats.pptx import read_pptx
from compendium.ingest.formats.text import read_text
from compendium.ingest.paragraphs import Content
from compendium.ingest.passages import passages
from tests.support.documents import LIMITS, deck, docx, odt, par, pptx, run, word_table

TELLING = st.sampled_from(
    [
        *(
            "“",
            "”",
            "‘",
            "’",
            '"',
            "'",
            "«",
            "»",
            "–",
            "—",
            "-",
            "…",
            "¶",
            "§",
            "£",
            "€",
            "%s",
            "I’m",
            "isn't",
            "no-one",
        ),
        *("&", "<", ">", "&amp;", "&#65;", "]]>", "\\", "/", "*", "_", "`", "#", "|", "~", "é", "ß", "ﬁ", "x\u0301"),
        *(
            "🙂",
            "👩🏽\u200d🦱",
            "שלום",
            "مرحبا",
            "नमस्ते",
            "監獄",
            "co-\u2011op",
            "\u2066a\u2069",
            "\u200f",
            "\xa0",
            "\u200b",
        ),
    ]
)
LETTERS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\u00ad\ufffe\uffff"),
    max_size=6,
)
WORDS = st.lists(st.one_of(TELLING, LETTERS, st.just("cold")), min_size=1, max_size=12).map(" ".join)
TEXTS = st.lists(WORDS.filter(lambda text: bool(re.search(r"[a-zé]", text))), min_size=1, max_size=5)


def _odt(texts: list[str]) -> Content:
    spaced = [re.sub(r" (?= )", "<text:s/>", escape(text)) for text in texts]
    return read_odt(odt("".join(f"<text:p>{text}</text:p>" for text in spaced)), LIMITS)


def _markdown(texts: list[str]) -> Content:
    signs = r"([!-/:-@\[-`{-~])"
    return read_markdown("\n\n".join(re.sub(signs, r"\\\1", " ".join(t.split())) for t in texts).encode(), LIMITS)


FORMATS: dict[str, Callable[[list[str]], Content]] = {
    "docx": lambda texts: read_docx(docx("".join(par(text) for text in texts)), LIMITS),
    "docx in a table": lambda texts: read_docx(docx(word_table([par("x"), "".join(map(par, texts))])), LIMITS),
    "docx in pieces": lambda texts: read_docx(
        docx("".join(par(inside="".join(run(letter) for letter in text)) for text in texts)), LIMITS
    ),
    "odt": _odt,
    "html": lambda texts: read_html("".join(f"<p>{escape(text)}</p>" for text in texts).encode(), LIMITS),
    "html, utf-16": lambda texts: read_html("".join(f"<li>{escape(t)}" for t in texts).encode("utf-16"), LIMITS),
    "markdown": _markdown,
    "pptx": lambda texts: read_pptx(pptx(deck(("Title", "\n".join(texts)))), LIMITS),
    "text": lambda texts: read_text("\n\n".join(texts).encode(), LIMITS),
}


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", FORMATS)
@given(texts=TEXTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_all_words_come_out_in_order_and_as_they_were(name: str, texts: list[str]) -> None:
    content = FORMATS[name](texts)
    said = words(" ".join(paragraph.text for paragraph in content.paragraphs))
    assert said.removeprefix("Title ").removeprefix("x ") == words(" ".join(texts))
    kept = words(" ".join(part.text for part in passages("r", content.paragraphs)))
    assert kept.removeprefix("x ") == words(" ".join(texts))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_file_gives_the_same_content(name: str) -> None:
    texts = ["“It was cold,” she said.", "Nobody came – not once.", "שלום 🙂"]
    assert FORMATS[name](texts) == FORMATS[name](texts)
