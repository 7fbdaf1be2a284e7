"""Our reading against the named reference reader: pdfplumber finds the same words on every page of the corpus, and the
same passages, headings and tables come of them."""

import re
from collections import Counter
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest

from compendium.ingest.pdf.words import page_text
from compendium.ingest.read import read_file
from compendium.model.document import Reading
from tests.conftest import CORPUS, gold, gold_files


def letters(words: list[str]) -> Counter[str]:
    """Runs of letters and digits: how words are cut at hyphens and signs differs between readers."""
    return Counter(part for word in words for part in re.findall(r"[^\W_]+", word))


PRINTED = [
    CORPUS / "reports" / truth["file"]
    for truth in map(gold, gold_files())
    if truth["file"].endswith(".pdf") and not truth["scanned"]
]


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: file.stem)
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


def phrases(reading: Reading) -> Counter[tuple[str, ...]]:
    """All runs of five words inside passages, as letters and digits."""
    found: Counter[tuple[str, ...]] = Counter()
    for passage in reading.passages:
        words = re.findall(r"[^\W_]+", passage.text.casefold())
        found += Counter(tuple(words[n : n + 5]) for n in range(len(words) - 4))
    return found


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: file.stem)
def test_both_readers_make_the_same_of_a_report(file: Path) -> None:
    ours, theirs = read_file(file), read_file(file, reference=True)
    mine, other = phrases(ours), phrases(theirs)
    # what differs are the numbers of footnotes, which the reference reader leaves glued to their words
    assert (mine & other).total() >= 0.97 * max(mine.total(), other.total())
    same = {heading.text for heading in ours.headings} & {heading.text for heading in theirs.headings}
    assert len(same) >= 0.9 * len(ours.headings)
    assert tables(ours) == tables(theirs)


def tables(reading: Reading) -> list[list[str]]:
    """The cells of each table, in order."""
    return [[p.text[start:end] for row in p.cells for start, end in row] for p in reading.passages if p.cells]
