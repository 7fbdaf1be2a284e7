"""What is drawn on a page, as far as it may frame a table or a box."""

import pypdfium2 as pdfium
import pytest

from compendium.ingest.pdf.rulings import Drawn, Rectangle, drawn
from compendium.ingest.pdf.words import page_text
from tests.support.hostile_pdf import WORDS, page_file, stream
from tests.unit.ingest.pdf.making import edges

FORM = "/Type /XObject /Subtype /Form /BBox [0 0 1000 1000]"
IMAGE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"


def on_page(drawing: bytes, *more: bytes, most: int = 100, rotate: int = 0, box: str = "") -> Drawn:
    """What is found of a drawing. The form or picture /X, if any, comes in `more`."""
    boxes = f"/MediaBox [0 0 595 842] {box}"
    resources = "/XObject << /X 6 0 R >>" if more else ""
    content = stream(WORDS + drawing)
    with pdfium.PdfDocument(
        page_file(content, *more, page=f"/Rotate {rotate}", box=boxes, resources=resources)
    ) as document:
        page = document[0]
        return drawn(page, page_text(page), most)


def rounded(boxes: list[Rectangle]) -> list[tuple[int, ...]]:
    return [tuple(round(side) for side in box) for box in boxes]


def test_a_rectangle_with_a_border_is_a_panel_with_four_lines() -> None:
    found = on_page(b"0.1 w 72 500 200 100 re S")
    assert rounded(found.panels) == [(72, 500, 272, 600)]
    assert rounded(found.lines) == edges((72, 500, 272, 600))


def test_a_tint_is_a_panel_too() -> None:
    assert rounded(on_page(b"0.9 g 72 500 200 100 re f").panels) == [(72, 500, 272, 600)]


@pytest.mark.parametrize("drawing", [b"72 500 200 1 re f", b"72 500 m 272 500 l S", b"272 500 m 72 500 l S"])
def test_a_thin_rectangle_and_a_stroke_are_one_line(drawing: bytes) -> None:
    found = on_page(drawing)
    assert found.panels == []
    ((x0, y0, x1, y1),) = found.lines
    assert (round(x0 / 2), round(x1 / 2), round(y0 / 2), round(y1 / 2)) == (36, 136, 250, 250)


@pytest.mark.parametrize(
    "drawing",
    [b"1 g 72 500 200 100 re f", b"1 G 72 500 200 100 re S", b"72 500 200 100 re n", b"72 500 m 73 500 l S"],
    ids=["white tint", "white border", "neither", "a dot"],
)
def test_what_cannot_be_seen_is_not_there(drawing: bytes) -> None:
    seen = on_page(drawing)
    assert (seen.lines, seen.panels, seen.pictures) == ([], [], [])


def test_a_path_of_many_parts_gives_its_level_and_upright_ones() -> None:
    """A whole grid is often one path; slanting lines frame nothing."""
    cells = b"".join(b"%d 500 m %d 600 l " % (x, x) for x in (72, 172, 272))
    slanting = b"72 500 m 272 600 l 300 300 m 350 400 400 400 450 300 c "
    found = on_page(cells + slanting + b"S")
    assert rounded(found.lines) == [(x, 500, x, 600) for x in (72, 172, 272)]
    assert found.panels == []


def test_a_closed_path_has_its_last_side() -> None:
    open_sides = b"72 500 m 172 500 l 272 500 l 272 550 l 272 600 l 172 600 l 72 600 l "
    assert (72, 500, 72, 600) not in rounded(on_page(open_sides + b"S").lines)
    assert (72, 500, 72, 600) in rounded(on_page(open_sides + b"h S").lines)


def test_what_stands_in_a_form_stands_where_the_form_puts_it() -> None:
    form = stream(b"0.9 g 0 0 100 50 re f", FORM)
    assert rounded(on_page(b"q 2 0 0 2 72 500 cm /X Do Q", form).panels) == [(72, 500, 272, 600)]
    moved = stream(b"0.9 g 0 0 100 50 re f", FORM + " /Matrix [1 0 0 1 10 10]")
    assert rounded(on_page(b"q 2 0 0 2 72 500 cm /X Do Q", moved).panels) == [(92, 520, 292, 620)]


def test_forms_may_stand_in_forms() -> None:
    outer = stream(b"1 0 0 1 10 10 cm /X Do", FORM + " /Resources << /XObject << /X 7 0 R >> >>")
    inner = stream(b"0.9 g 0 0 100 50 re f", FORM)
    assert rounded(on_page(b"q 2 0 0 2 72 500 cm /X Do Q", outer, inner).panels) == [(92, 520, 292, 620)]


def test_pictures_are_told_with_their_place() -> None:
    picture = stream(b"\x80", IMAGE)
    assert rounded(on_page(b"q 200 0 0 100 72 500 cm /X Do Q", picture).pictures) == [(72, 500, 272, 600)]


def test_places_count_from_the_corner_that_is_shown() -> None:
    assert rounded(on_page(b"0.9 g 72 500 200 100 re f", box="/CropBox [20 30 575 812]").panels) == [
        (52, 470, 252, 570)
    ]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_drawings_are_turned_with_the_words(rotate: int) -> None:
    """The words stand upright on the page, however it is shown: so does what is drawn."""
    assert rounded(on_page(b"0.9 g 72 500 200 100 re f", rotate=rotate).panels) == [(72, 500, 272, 600)]


def test_a_page_with_too_many_paths_is_not_looked_at() -> None:
    line = b"72 500 m 272 500 l S "
    assert len(on_page(line * 5, most=5).lines) == 5
    crowded = on_page(line * 6, most=5)
    assert (crowded.lines, crowded.crowded) == ([], True)
