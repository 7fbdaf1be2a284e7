"""Recognising scanned pages: words, order and places, on straight, turned, leaning and dirty pictures."""

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from compendium.ingest.pdf import ocr, tesseract
from compendium.ingest.pdf.faces import PLAIN
from compendium.ingest.pdf.ocr import Recognised, recognise
from compendium.ingest.pdf.skew import lies_on_its_side, skew
from compendium.ingest.pdf.words import page_text, placer, to_page_space
from tests.support import scans
from tests.support.scans import leaning, overlap, phrases_kept, picture, scan, single_words, spoilt, typeset
from tests.support.scans import whole_words as whole
from tests.support.scans import word_f1 as f1

installed = pytest.mark.skipif(
    not ocr.available(), reason="the extra `ocr` is not installed: see docs/how-to/read-scans.md"
)
PIXELS = 40_000_000


def page_of(pdf: bytes) -> pdfium.PdfPage:
    return pdfium.PdfDocument(pdf)[0]


def recognised(image: Image.Image, *, rotate: int = 0) -> Recognised:
    return recognise(page_of(scan([image], rotate=rotate)), PIXELS)


@pytest.fixture(scope="module")
def plain() -> bytes:
    """One column, as a PDF with text."""
    return typeset(scans.PLAIN_PAGE)


@pytest.fixture
def afresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Whatever is remembered of Tesseract is looked for again, now and afterwards."""
    remembered = (tesseract._library, tesseract._folder, tesseract._loaded, tesseract.engine)
    for function in remembered:
        function.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    for function in remembered:
        function.cache_clear()


# ---- words ----


@installed
@pytest.mark.parametrize("spoil", [lambda image: image, spoilt], ids=["clean", "spoilt"])
def test_the_words_of_a_scan_are_those_printed(plain: bytes, spoil: scans.Spoil) -> None:
    seen = recognised(spoil(picture(plain)))
    printed = whole(page_text(page_of(plain)).words)
    assert f1(whole(seen.text.words), printed) >= 0.97
    assert phrases_kept(whole(seen.text.words), printed) >= 0.9
    assert 0.9 < seen.confidence <= 1.0
    assert seen.text.face_at(seen.text.words[0].at) == PLAIN


@installed
def test_reading_again_gives_the_same_whatever_came_between(plain: bytes) -> None:
    first = recognised(picture(plain))
    recognised(picture(typeset(scans.LISTS)))
    again = recognised(picture(plain))
    assert first.text.words == again.text.words
    assert first.confidence == again.confidence


@installed
@pytest.mark.parametrize("spoil", [lambda image: image, spoilt], ids=["clean", "spoilt"])
def test_columns_come_one_after_the_other_and_divided_words_are_whole(spoil: scans.Spoil) -> None:
    pdf = typeset(scans.TWO_COLUMNS, columns=3, hyphenate=True)
    printed = page_text(page_of(pdf)).words
    words = recognised(spoil(picture(pdf))).text.words
    assert phrases_kept(whole(words), whole(printed)) >= 0.95
    assert sum(word.joined for word in printed) >= 10
    assert {word.text for word in words if word.joined} == {word.text for word in printed if word.joined}


@installed
def test_a_hyphen_inside_a_line_stays() -> None:
    page = typeset("The drug-free wing had a well-known waiting list - and no- body else to ask.")
    words = recognised(picture(page)).text.words
    assert not any(word.joined for word in words)
    assert "drug-free" in [word.text for word in words]


@installed
def test_bullets_are_bullets() -> None:
    words = [word.text for word in recognised(picture(typeset(scans.LISTS))).text.words]
    starts = [words[at - 1] for at, word in enumerate(words) if word in ("kettles", "letters", "somebody")]
    assert starts == ["•", "•", "•"]
    assert words.count("•") == 3


@installed
@pytest.mark.parametrize("dark", [False, True], ids=["dark on light", "light on dark"])
def test_words_on_shaded_paper_are_read(plain: bytes, dark: bool) -> None:
    image = leaning(picture(plain), 2).point(lambda grey: grey * 0.6 + 60)
    seen = recognised(image.point(lambda grey: 255 - grey) if dark else image)
    assert f1(whole(seen.text.words), whole(page_text(page_of(plain)).words)) >= 0.97


@installed
def test_grey_made_of_black_dots_is_paper() -> None:
    """As scanners make it that know only black and white."""
    pdf = typeset(scans.LISTS)
    dotted = picture(pdf).point(lambda grey: grey * 0.7 + 50).convert("1").convert("L")
    seen = recognised(dotted)
    assert f1(whole(seen.text.words), whole(page_text(page_of(pdf)).words)) >= 0.95


@installed
def test_a_page_with_few_words_is_read_in_spite_of_noise() -> None:
    pdf = typeset(scans.LISTS)
    seen = recognised(spoilt(picture(pdf), noise=20))
    assert f1(whole(seen.text.words), whole(page_text(page_of(pdf)).words)) >= 0.95


# ---- places ----


@installed
def test_the_boxes_of_words_are_those_that_other_pages_have(plain: bytes) -> None:
    """A page whose letters cannot be decoded is read from its picture too: here one that can be, to compare with."""
    page = page_of(plain)
    printed = page_text(page)
    seen = recognise(page, PIXELS).text
    assert (seen.width, seen.height, seen.rotation, seen.turn) == printed[1:5]
    places = single_words(seen)
    overlaps = [overlap(box, places[text]) for text, box in single_words(printed).items() if text in places]
    assert len(overlaps) > 60
    assert min(overlaps) > 0.7
    assert sum(overlaps) / len(overlaps) > 0.85
    sizes = {round(word.size, 2) for word in seen.words}
    assert len(sizes) == 1  # one type size: small differences from line to line would look like headings and notes


@installed
@pytest.mark.parametrize(("lies", "rotate"), [(90, 0), (180, 0), (270, 0), (0, 90), (90, 270), (270, 180)])
def test_a_turned_page_is_read_and_boxes_stand_on_its_words(plain: bytes, lies: int, rotate: int) -> None:
    """`lies`: how far the sheet was turned clockwise in the scanner; `rotate`: how far readers turn the page."""
    printed = page_text(page_of(plain))
    seen = recognised(picture(plain).rotate(-lies, expand=True), rotate=rotate).text
    assert (seen.turn + lies) % 360 == 0
    assert seen.rotation == rotate
    assert f1(whole(seen.words), whole(printed.words)) >= 0.97
    turned = placer(lies, printed.width, printed.height)
    places = {text: to_page_space(seen.turn, seen.width, seen.height, box) for text, box in single_words(seen).items()}
    overlaps = [overlap(turned(*box), places[text]) for text, box in single_words(printed).items() if text in places]
    assert len(overlaps) > 60
    assert min(overlaps) > 0.6


@installed
@pytest.mark.parametrize("rotate", [0, 90])
def test_the_ink_of_a_page_is_inside_the_boxes(plain: bytes, rotate: int) -> None:
    """Seen in a picture of the page, in its own space: so nothing is taken from how the boxes were made."""
    pdf = scan([leaning(picture(plain), 1.5).rotate(-90, expand=True)], rotate=rotate)
    page = page_of(pdf)
    seen = recognise(page, PIXELS).text
    page.set_rotation(0)
    ink = 255 - np.asarray(page.render(scale=1, grayscale=True).to_pil(), dtype=np.int64)
    inside = np.zeros(ink.shape, dtype=bool)
    for word in seen.words:
        x0, y0, x1, y1 = to_page_space(seen.turn, seen.width, seen.height, word[1:5])
        inside[round(seen.height - y1) : round(seen.height - y0) + 1, round(x0) : round(x1) + 1] = True
    assert ink[inside].sum() > 0.97 * ink.sum()
    assert inside.mean() < 0.25


@installed
@pytest.mark.parametrize("degrees", [-3.0, 0.7, 3.0])
def test_a_leaning_page_is_read_and_boxes_stand_on_its_words(plain: bytes, degrees: float) -> None:
    printed = page_text(page_of(plain))
    seen = recognised(leaning(picture(plain), degrees)).text
    assert f1(whole(seen.words), whole(printed.words)) >= 0.97
    places, middle = single_words(seen), complex(printed.width / 2, printed.height / 2)
    turn = np.exp(1j * np.radians(degrees))
    for text, box in single_words(printed).items():
        if text in places:
            there = (complex((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) - middle) * turn + middle
            x0, y0, x1, y1 = places[text]
            assert abs(complex((x0 + x1) / 2, (y0 + y1) / 2) - there) < 2.5, text


@installed
def test_places_are_told_from_the_corner_of_the_visible_page(plain: bytes) -> None:
    page = page_of(scan([picture(plain)]))
    whole_page = single_words(recognise(page, PIXELS).text)
    page.set_cropbox(30, 40, 800, 842)  # wider than the page
    seen = recognise(page, PIXELS).text
    assert (round(seen.width), round(seen.height)) == (565, 802)
    places = single_words(seen)
    both = places.keys() & whole_page.keys()
    assert len(both) > 60
    for text in both:
        assert abs(places[text][0] + 30 - whole_page[text][0]) < 1.5
        assert abs(places[text][1] + 40 - whole_page[text][1]) < 1.5


# ---- what is no text, and what goes wrong ----


@installed
def test_dots_and_pictures_are_no_words(plain: bytes) -> None:
    image = Image.new("L", (1654, 2339), 255)
    image.paste(picture(plain).crop((0, 0, 1654, 700)), (0, 0))
    image.paste(Image.effect_mandelbrot((1200, 700), (-2.2, -1.4, 1, 1.4), 60), (200, 800))
    draw = ImageDraw.Draw(image)
    for y in range(1700, 1850, 50):
        for x in range(200, 1400, 9):
            draw.rectangle((x, y, x + 3, y + 3), fill=0)
    seen = recognised(image)
    assert seen.confidence > 0.9
    assert (
        f1(
            [word.text for word in seen.text.words if any(letter.isalnum() for letter in word.text)],
            [word.text for word in page_text(page_of(plain)).words if word.y1 > 842 - 700 * 72 / 200],
        )
        >= 0.95
    )


@installed
@pytest.mark.parametrize("grey", [255, 0, 128])
def test_an_empty_page_gives_no_words_and_no_confidence(grey: int) -> None:
    seen = recognised(Image.new("L", (827, 1169), grey))
    assert seen.text.words == []
    assert seen.confidence == 0.0


@installed
def test_a_page_that_can_hardly_be_read_is_not_trusted(plain: bytes) -> None:
    image = picture(plain, 60)
    out = io.BytesIO()
    image.save(out, "PDF", resolution=60)
    assert recognise(page_of(out.getvalue()), PIXELS).confidence < 0.8


@installed
def test_no_picture_is_larger_than_allowed(plain: bytes) -> None:
    page = page_of(plain)
    wide, high = ocr._picture(page, 900_000).size
    assert 850_000 < wide * high < 910_000
    seen = recognise(page, 900_000).text  # 97 dots per inch
    places = single_words(seen)
    assert (
        min(overlap(box, places[text]) for text, box in single_words(page_text(page)).items() if text in places) > 0.5
    )


@installed
def test_without_data_on_orientation_all_ways_up_are_tried(
    plain: bytes, tmp_path: Path, afresh: pytest.MonkeyPatch
) -> None:
    folder = tesseract._folder()
    assert folder is not None
    shutil.copy(folder / "eng.traineddata", tmp_path)
    tesseract._folder.cache_clear()
    afresh.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tesseract._folder() == tmp_path
    assert not tesseract.knows_orientation()
    seen = recognised(picture(plain).rotate(90, expand=True)).text
    assert seen.turn == 90
    assert f1(whole(seen.words), whole(page_text(page_of(plain)).words)) >= 0.97


@installed
def test_the_engine_is_named_with_versions_and_data(tmp_path: Path, afresh: pytest.MonkeyPatch) -> None:
    name = ocr.engine()
    assert [part.partition("/")[0] for part in name.split()] == ["tesserocr", "tesseract", "eng"]
    (tmp_path / "eng.traineddata").write_bytes(b"other data")
    tesseract._folder.cache_clear()
    tesseract.engine.cache_clear()
    afresh.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert ocr.engine().rpartition("/")[0] == name.rpartition("/")[0]
    assert ocr.engine() != name


@installed
def test_damaged_data_and_lack_of_time_are_told(plain: bytes, tmp_path: Path, afresh: pytest.MonkeyPatch) -> None:
    with afresh.context() as hurry:
        hurry.setattr(tesseract, "SECONDS", 0.001)
        with pytest.raises(ocr.NotRecognised, match="not done"):
            recognise(page_of(plain), PIXELS)
    assert recognise(page_of(plain), PIXELS).text.words  # the next page is not harmed
    (tmp_path / "eng.traineddata").write_bytes(b"rubbish" * 1000)
    tesseract._folder.cache_clear()
    tesseract._loaded.cache_clear()
    afresh.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(ocr.NotRecognised):
        recognise(page_of(plain), PIXELS)


def test_without_the_extra_nothing_is_available_and_no_engine_is_named(afresh: pytest.MonkeyPatch) -> None:
    afresh.setitem(sys.modules, "tesserocr", None)
    assert not ocr.available()
    assert ocr.engine() == ""


def test_without_its_data_nothing_is_available(afresh: pytest.MonkeyPatch) -> None:
    afresh.setattr(tesseract, "_folders", lambda: iter(()))
    assert not ocr.available()
    assert ocr.engine() == ""


# ---- the parts ----


@pytest.mark.parametrize("degrees", [-5.0, -1.5, -0.4, 0.0, 0.4, 1.5, 5.0])
def test_how_far_lines_lean_is_measured(plain: bytes, degrees: float) -> None:
    assert abs(skew(leaning(picture(plain, 100), degrees)) + degrees) <= 0.15


def test_what_has_no_lines_does_not_lean() -> None:
    assert skew(Image.new("L", (600, 800), 255)) == 0.0
    assert skew(Image.new("L", (2, 1), 0)) == 0.0


@pytest.mark.parametrize("columns", [1, 2])
def test_whether_a_page_lies_on_its_side_is_seen(columns: int) -> None:
    upright = picture(typeset(scans.TWO_COLUMNS, columns=columns), 100)
    assert not lies_on_its_side(upright)
    assert not lies_on_its_side(upright.rotate(180))
    assert lies_on_its_side(upright.rotate(90, expand=True))
    assert lies_on_its_side(leaning(upright.rotate(270, expand=True), 2))


def marks(text: str) -> str:
    words = [tesseract.Seen(word, 90, 0, 1, 0, 1, 1, 1, 1) for word in text.split()]
    return " ".join(word.text for word in ocr._with_pairs(words))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("‘I never had a key,” he said.", "“I never had a key,” he said."),
        ("‘She put ‘look at it’ on the door.” And left.", "“She put ‘look at it’ on the door.” And left."),
        ("“It was ‘mended’ twice.” A ‘key’ was lost.", "“It was ‘mended’ twice.” A ‘key’ was lost."),
        ("“It was ‘mended twice.”", "“It was ‘mended twice.”"),
        ("The ‘key’ was lost.” ‘Yes.”", "The ‘key’ was lost.” “Yes.”"),
        ("‘Yes " + "and so on " * 60 + "no.”", "‘Yes " + "and so on " * 60 + "no.”"),
    ],
)
def test_a_quotation_that_is_closed_is_opened(read: str, printed: str) -> None:
    assert marks(read) == printed


def seen(text: str, confidence: float, line: int) -> tesseract.Seen:
    return tesseract.Seen(text, confidence, 0, 1, 0, 1, 1, 1, line)


def test_a_doubtful_word_stays_and_a_run_of_them_goes() -> None:
    words = [seen("not", 5, 1), seen("once", 96, 1), seen("~", 20, 1), seen("—", 60, 1)]
    words += [seen("Visits", 96, 2), *[seen("eee", 12, 2)] * 3, seen("4", 96, 2)]
    words += [seen("cec", 20, 3)] * 3
    kept, confidence = ocr._sifted(words)
    assert [word.text for word in kept] == ["not", "once", "—", "Visits", "4"]
    # the line of which nothing is left lowers the confidence, the dots after “Visits” do not
    assert confidence == pytest.approx((3 * 5 + 4 * 96 + 7 * 96 + 9 * 20) / (100 * 23))
    assert ocr._sifted([]) == ([], 0.0)
