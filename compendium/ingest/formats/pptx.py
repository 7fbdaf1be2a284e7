"""PowerPoint files: a section for each slide, its title first, then its words from the top left down."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Slides
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.text.text import TextFrame

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats import xml
from compendium.ingest.formats.assemble import content
from compendium.ingest.formats.flow import Block, clean
from compendium.ingest.formats.properties import core_properties
from compendium.ingest.formats.zips import Package
from compendium.ingest.paragraphs import Content, Role
from compendium.model.document import Problem

NOTES = "Speaker notes"
"""The heading over what a speaker meant to say: nobody who saw the slide saw those words."""
_UNTITLED = "Slide {}"
"""The heading of a slide without a title: else its words would stand under the title of the slide before."""
_FURNITURE = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.HEADER)
_BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY, PP_PLACEHOLDER.VERTICAL_OBJECT)
_ROW = 0.04
"""Shapes whose upper edges differ by less than this part of the slide's height stand in one row."""
_PICTURES = ("pic", "chart", "relIds")
_COUNTING_FIELDS = ("slidenum", "datetime")


def read_pptx(data: bytes, limits: Limits) -> Content:
    """The slides of a PowerPoint file. Raises Refused."""
    package = Package(data, limits)
    try:
        file = Presentation(_checked(package))
        if len(file.slides) > limits.pages:
            raise Refused("too-many-pages")
        slides = [_blocks(slide, number, file) for number, slide in enumerate(file.slides, 1)]
        hidden = [number for number, slide in enumerate(file.slides, 1) if _is_hidden(slide)]
        pictures = sum(len(xml.named(slide.element, *_PICTURES)) for slide in file.slides if not _is_hidden(slide))
    except (MemoryError, Refused):
        raise
    except Exception as error:  # whatever a broken file makes a library raise: it has no errors of its own
        raise Refused("damaged", repr(error)) from error
    problems = [Problem("hidden-slide", f"Slide {n} is hidden in the file and was not read.", n) for n in hidden]
    return content("pptx", slides, limits, metadata=core_properties(package), problems=problems, pictures=pictures)


def _checked(package: Package) -> io.BytesIO:
    """The file anew, for python-pptx, which parses by itself: its XML as it was parsed here before; pictures, sounds
    and whatever else is packed are empty in it, and are never unpacked."""
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        for name in sorted(package.names):
            archive.writestr(name, _part(package, name) if name.endswith((".xml", ".rels")) else b"")
    plain.seek(0)
    return plain


def _part(package: Package, name: str) -> bytes:
    root = package.xml(name)
    xml.unwrap_alternatives(root)
    if name == "[Content_Types].xml":
        for kind in root:  # shows and templates are read like other presentations
            said = xml.attribute(kind, "ContentType")
            for other in (".slideshow.main+", ".template.main+"):
                said = said.replace(other, ".presentation.main+")
            kind.set("ContentType", said)
    return xml.written(root)


def _is_hidden(slide: Slide) -> bool:
    return slide.element.get("show") in ("0", "false")


def _blocks(slide: Slide, number: int, file: Slides) -> list[Block]:
    """The words of a slide: its title as a heading, its shapes, and under a heading of their own the notes."""
    if _is_hidden(slide):
        return []
    title = slide.shapes.title
    said = " ".join(block.text for block in _frame(title.text_frame, Role.HEADING)) if title is not None else ""
    height = int(file.slide_height or 0)
    others = (shape for shape in slide.shapes if title is None or shape.element is not title.element)
    blocks = [block for shape in _in_reading_order(others, height) for block in _shape(shape, height)]
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    spoken = _frame(notes, Role.PARAGRAPH) if notes is not None else []
    if spoken:
        spoken = [Block(Role.HEADING, NOTES, 2), *spoken]
    if not (said or blocks or spoken):
        return []
    is_cover = number == 1 and title is not None and title.placeholder_format.type is PP_PLACEHOLDER.CENTER_TITLE
    heading = Block(Role.HEADING, " ".join(said.split()) or _UNTITLED.format(number), 0 if said and is_cover else 1)
    return [heading, *blocks, *spoken]


def _in_reading_order(shapes: Iterable[BaseShape], height: int) -> Iterator[BaseShape]:
    """Row by row from the top, each from the left. One without a place of its own comes first."""
    row: list[BaseShape] = []
    for shape in sorted(shapes, key=lambda shape: shape.top or 0):
        if row and (shape.top or 0) - (row[0].top or 0) > _ROW * height:
            yield from sorted(row, key=lambda shape: shape.left or 0)
            row = []
        row.append(shape)
    yield from sorted(row, key=lambda shape: shape.left or 0)


def _shape(shape: BaseShape, height: int) -> Iterator[Block]:
    """The words of a shape, and of a group all of its shapes'."""
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    if kind in _FURNITURE:
        return
    if isinstance(shape, GroupShape):
        for inner in _in_reading_order(shape.shapes, height):
            yield from _shape(inner, height)
    elif isinstance(shape, GraphicFrame):
        if shape.has_table:
            yield from _table(shape)
    elif shape.has_text_frame:
        paragraphs = _frame(shape.text_frame, Role.PARAGRAPH)  # type: ignore[attr-defined]
        listed = kind in _BODIES and len(paragraphs) > 1
        yield from _frame(shape.text_frame, Role.LIST) if listed else paragraphs  # type: ignore[attr-defined]


def _table(frame: GraphicFrame) -> Iterator[Block]:
    rows = [
        tuple("" if cell.is_spanned else " ".join(b.text for b in _frame(cell.text_frame, Role.TABLE)) for cell in row)
        for row in (row.cells for row in frame.table.rows)
    ]
    if rows := [row for row in rows if any(row)]:
        yield Block(Role.TABLE, "", rows=tuple(rows))


def _frame(frame: TextFrame, role: Role) -> list[Block]:
    """The paragraphs of a text frame."""
    return [Block(role, text) for paragraph in frame.paragraphs if (text := _text(paragraph._p))]


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph as they are shown, without the number of the slide and the day's date."""
    words = ""
    for part in paragraph:
        if xml.local(part) == "br":
            words += "\n"
        elif not (xml.local(part) == "fld" and xml.attribute(part, "type").startswith(_COUNTING_FIELDS)):
            words += "".join(t.text or "" for t in part if xml.local(t) == "t")
    lines = [" ".join(line.split()) for line in clean(words).split("\n")]
    return "\n".join(line for line in lines if line)
