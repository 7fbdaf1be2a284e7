"""Our reading against the named reference reader: pdfplumber finds the same words on every page of the corpus."""

import re
from collections import Counter
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest

from compendium.ingest.pdf.words import page_text
from tests.conftest import CORPUS


def letters(words: list[str]) -> Counter[str]:
    """Runs of letters and digits: how words are cut at hyphens and signs differs between readers."""
    return Counter(part for word in words for part in re.findall(r"[^\W_]+", word))


@pytest.mark.parametrize("file", sorted((CORPUS / "reports").glob("*.pdf")), ids=lambda file: file.stem)
def test_the_reference_reader_finds_the_same_words(file: Path) -> None:
    with pdfium.PdfDocument(file) as document, pdfplumber.open(file) as reference:
        for ours, theirs in zip(document, reference.pages, strict=True):
            # words set without space glyphs are cut by the gap in proportion to their size, not by a fixed one
            expected = letters([word["text"] for word in theirs.extract_words(x_tolerance_ratio=0.15)])
            found = letters([word.text for word in page_text(ours).words])
            same = (expected & found).total()
            # differences are raised footnote digits, which we leave out, and the dots of contents lists
            assert same >= 0.97 * max(expected.total(), found.total()), (file.name, theirs.page_number)
            theirs.close()
