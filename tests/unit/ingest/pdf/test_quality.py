"""How well a page was read, and why a person should look."""

import pytest

from compendium.ingest.pdf.lines import PageLines
from compendium.ingest.pdf.order import Trust
from compendium.ingest.pdf.quality import CROWDED, UNSEEN, Doubt, doubts, quality
from compendium.model.document import NEEDS_A_LOOK
from tests.unit.ingest.pdf.making import line, page, prose, row

TEXT = page(1, *(line(text, 780 - 14 * n) for n, text in enumerate(prose(20, 1))))
COLD = "It was cold in the hall"


def why(said: str, lines: PageLines = TEXT) -> str:
    return "; ".join(doubt.why for doubt in doubts(row(said, 72, 700), lines))


def test_of_ordinary_text_there_are_no_doubts() -> None:
    assert why(f"{COLD}, 29% said. See https://www.example.org/what-we-found-in-the-visits-hall-of-the-prison") == ""
    assert doubts([], page(1)) == []
    assert quality([]) == 1.0


@pytest.mark.parametrize(
    ("trust", "said"),
    [
        (Trust.STREAM, ""),
        (Trust.COLUMNS, "its columns were put in order by where they stand"),
        (Trust.WORDS, "its words are stored in no order"),
    ],
)
def test_how_the_order_was_told_is_a_doubt(trust: Trust, said: str) -> None:
    assert why(COLD, PageLines(1, 595, 842, TEXT.lines, trust)) == said


def test_words_without_spaces_between_them_are_a_doubt() -> None:
    assert why(f"{COLD} nobodyexplainedwhytheheatingwasoff") == "spaces between its words were not found"
    assert why("cold " * 60 + "nobodyexplainedwhytheheatingwasoff") == ""


def test_letters_that_cannot_be_decoded_are_a_doubt() -> None:
    assert why(COLD + " \ufffd\ufffd") == "some of its letters cannot be decoded"
    assert why("cold " * 60 + "\ufffd") == ""


def test_many_short_pieces_are_a_doubt_and_the_cells_of_a_table_are_not() -> None:
    short = [line(f"{n} %", 780 - 14 * n) for n in range(15)]
    assert "short pieces" in why(COLD, page(1, *short))
    assert why(COLD, page(1, *short[:14])) == ""
    assert why(COLD, page(1, *short[:8], *TEXT.lines[:8])) == ""


def test_every_doubt_lowers_the_quality_and_so_does_an_unsure_recognition() -> None:
    assert quality([Doubt(0.9, ""), Doubt(0.5, "")]) == 0.45
    assert quality([Doubt(0.9, "")], 0.5) == 0.45
    assert quality([], 0.938) == 0.94


def test_only_graver_doubts_call_for_a_look() -> None:
    assert quality([CROWDED]) >= NEEDS_A_LOOK > quality([UNSEEN])
    assert quality([CROWDED, Doubt(0.9, "its columns …")]) >= NEEDS_A_LOOK
