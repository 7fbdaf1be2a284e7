"""Slides: each a section, its title first, then its words in the order they are read, notes apart."""

import io
import zipfile
from collections.abc import Callable

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Inches

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats.pptx import read_pptx
from compendium.ingest.paragraphs import Content
from compendium.ingest.passages import passages
from compendium.model.document import Unit, Verdict, unit_of
from tests.support.documents import LIMITS, cells, deck, packed, pptx, told


def read(slides: Slides) -> Content:
    return read_pptx(pptx(slides), LIMITS)


def blank(slides: Slides) -> Slide:
    return slides.slides.add_slide(slides.slide_layouts[6])


def box(shapes: Slide | object, text: str, left: float, top: float) -> None:
    shapes.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1)).text_frame.text = text


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The file with each of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({name: change(name, archive.read(name)) for name in archive.namelist()})


def test_each_slide_is_a_section_with_its_title_as_heading() -> None:
    content = read(deck(("Visits", "It was cold."), ("Food", "Late\nAnd cold")))
    assert unit_of(content.format) is Unit.SLIDE
    assert [(page.number, page.label, page.width) for page in content.pages] == [(1, None, 0.0), (2, None, 0.0)]
    assert [(str(p.role), p.level, p.text, p.places[0].page) for p in content.paragraphs] == [
        ("heading", 1, "Visits", 1),
        ("paragraph", 0, "It was cold.", 1),
        ("heading", 1, "Food", 2),
        ("list", 0, "Late", 2),
        ("list", 0, "And cold", 2),
    ]


def test_the_title_of_the_first_slide_is_that_of_the_document() -> None:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[0])
    slide.shapes.title.text_frame.text = "Cold wings in winter"
    slide.placeholders[1].text_frame.text = "Second Bell, 2024"
    content = read(slides)
    assert [(p.level, p.text) for p in content.paragraphs] == [(0, "Cold wings in winter"), (0, "Second Bell, 2024")]
    assert content.lines[0].size > 1.4 * content.lines[1].size


def test_words_are_read_from_the_top_left_down_and_those_of_groups_together() -> None:
    slides = Presentation()
    slide = blank(slides)
    box(slide, "fourth", 5, 3.1)
    box(slide, "third", 1, 3.2)
    group = slide.shapes.add_group_shape()
    inner = group.shapes.add_group_shape()
    box(inner, "second\u000bline", 6, 1.1)
    box(group, "first", 5, 1)
    box(slide, "zeroth", 0, 1.05)
    assert [text for _, text in told(read(slides))] == ["Slide 1", "zeroth", "first", "second\nline", "third", "fourth"]


def test_tables_have_cells_and_joined_ones_stand_once() -> None:
    slides = Presentation()
    table = blank(slides).shapes.add_table(3, 2, 0, 0, Inches(3), Inches(1)).table
    table.cell(0, 0).merge(table.cell(0, 1))
    for row, column, text in ((0, 0, "Both\nwings"), (1, 0, "A"), (1, 1, "1 hour")):
        table.cell(row, column).text_frame.text = text
    assert cells(read(slides)) == [["Both wings", ""], ["A", "1 hour"]]


def test_what_the_speaker_meant_to_say_stands_under_a_heading_of_its_own() -> None:
    slides = deck(("Visits", "It was cold."), ("Food", "Late."))
    slides.slides[0].notes_slide.notes_text_frame.text = "Ask them to wait.\nThen go on."
    content = read(slides)
    parts = passages("r", content.paragraphs)
    assert [(part.heading, part.text) for part in parts] == [
        (("Visits",), "It was cold."),
        (("Visits", "Speaker notes"), "Ask them to wait.\nThen go on."),
        (("Food",), "Late."),
    ]


def test_a_slide_without_a_title_does_not_stand_under_the_one_before() -> None:
    slides = deck(("Visits", "It was cold."))
    slides.slides[0].notes_slide.notes_text_frame.text = "Wait."
    box(blank(slides), "We never saw the sun.", 1, 1)
    blank(slides)
    content = read(slides)
    assert passages("r", content.paragraphs)[-1].heading == ("Slide 2",)
    assert [page.verdict for page in content.pages] == [Verdict.TEXT, Verdict.TEXT, Verdict.EMPTY]


def test_numbers_of_slides_dates_and_footers_are_no_words() -> None:
    slides = deck(("Visits", "It was cold."))
    slide = slides.slides[0]
    for kind, text in (("dt", "4 May"), ("ftr", "Second Bell"), ("sldNum", "17")):
        box(slide, text, 0, 7)
        shape = slide.shapes[-1]
        shape.element.nvSpPr.nvPr.append(_element(f'<p:ph {_SPACES} type="{kind}" idx="1{len(kind)}"/>'))
    box(slide, "Page ", 0, 6)
    line = slide.shapes[-1].text_frame.paragraphs[0]._p
    line.append(_element(f'<a:fld {_SPACES} id="{{1}}" type="slidenum"><a:t>17</a:t></a:fld>'))
    assert [text for _, text in told(read(slides))] == ["Visits", "It was cold.", "Page"]


def test_hidden_slides_are_named_and_not_read() -> None:
    slides = deck(("Visits", "It was cold."), ("Draft", "Not yet."))
    slides.slides[1].element.set("show", "0")
    content = read(slides)
    assert "Draft" not in [text for _, text in told(content)]
    assert [(p.code, p.message, p.page) for p in content.problems] == [
        ("hidden-slide", "Slide 2 is hidden in the file and was not read.", 2)
    ]
    assert [page.verdict for page in content.pages] == [Verdict.TEXT, Verdict.EMPTY]


def test_of_words_kept_in_two_versions_one_is_read() -> None:
    slides = deck(("Visits", "It was cold."))
    box(slides.slides[0], "Once only.", 1, 6)
    shape = slides.slides[0].shapes[-1].element
    versions = _element(
        f'<mc:AlternateContent {_SPACES}><mc:Choice Requires="a14"/><mc:Fallback/></mc:AlternateContent>'
    )
    shape.getparent().replace(shape, versions)
    versions[0].append(shape)
    versions[1].append(_element(f"<p:sp {_SPACES}><p:nvSpPr/></p:sp>"))
    assert [text for _, text in told(read(slides))] == ["Visits", "It was cold.", "Once only."]


def test_pictures_are_counted_and_never_unpacked() -> None:
    slides = deck(("Visits", "It was cold."))
    slides.slides[0].shapes.add_picture(io.BytesIO(_PNG), 0, 0)
    broken = changed(pptx(slides), lambda name, data: b"no picture" if name.endswith(".png") else data)
    (problem,) = read_pptx(broken, LIMITS).problems
    assert problem.message == "This document holds 1 picture. Words inside pictures are not read."


def test_a_part_that_is_missing_is_passed_over() -> None:
    def lose(name: str, data: bytes) -> bytes:
        rel = b'<Relationship Id="rId99" Type="http://x/image" Target="NULL"/></Relationships>'
        return data.replace(b"</Relationships>", rel) if name.endswith("slide1.xml.rels") else data

    assert told(read_pptx(changed(pptx(deck(("Visits", "Cold."))), lose), LIMITS))[0] == ("heading", "Visits")


def test_shows_are_read_like_presentations() -> None:
    def into_show(name: str, data: bytes) -> bytes:
        return data.replace(b".presentation.main+", b".slideshow.main+") if name == "[Content_Types].xml" else data

    assert told(read_pptx(changed(pptx(deck(("Visits", "Cold."))), into_show), LIMITS))[0] == ("heading", "Visits")


@pytest.mark.parametrize(
    "part", ["ppt/slides/slide1.xml", "ppt/presentation.xml", "[Content_Types].xml", "_rels/.rels"]
)
@pytest.mark.parametrize("how", ["entities", "outside", "deep", "broken", "empty"])
def test_dangerous_xml_is_refused_wherever_it_stands(part: str, how: str) -> None:
    hurt = {
        "entities": lambda data: _declared(data, b'<!ENTITY a "lots "><!ENTITY b "&a;&a;">'),
        "outside": lambda data: _declared(data, b'<!ENTITY a SYSTEM "file:///etc/passwd">'),
        "deep": lambda data: b"<a>" * 200 + b"</a>" * 200,
        "broken": lambda data: data[:-20],
        "empty": lambda data: b"",
    }
    data = changed(pptx(deck(("Visits", "Cold."))), lambda name, data: hurt[how](data) if name == part else data)
    with pytest.raises(Refused) as refused:
        read_pptx(data, LIMITS)
    assert refused.value.code == "damaged"


def test_a_file_without_words_or_with_too_many_slides_is_refused() -> None:
    slides = Presentation()
    for _ in range(3):
        blank(slides)
    for limits, code in ((LIMITS, "no-text"), (Limits(pages=2), "too-many-pages")):
        with pytest.raises(Refused) as refused:
            read_pptx(pptx(slides), limits)
        assert refused.value.code == code


_SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc33"
    "0000000049454e44ae426082"
)


def _element(text: str) -> object:
    from pptx.oxml import parse_xml

    return parse_xml(text)


def _declared(data: bytes, entities: bytes) -> bytes:
    head, mark, rest = data.partition(b"?>")
    return head + mark + b"<!DOCTYPE x [" + entities + b"]>" + rest
