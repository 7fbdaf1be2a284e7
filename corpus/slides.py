"""A slide deck, made with python-pptx: text in the places the layouts keep for it, quotations and tables below."""

from __future__ import annotations

import copy
import datetime
import io
from itertools import groupby

from gold import NOTICE, Record, Source, imprint, marked, paragraphs, plain
from package import packed, unpacked
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

TITLE_SLIDE, TITLE_AND_CONTENT, TITLE_ONLY = 0, 1, 5  # layouts of the default template
LEFT, TOP, WIDTH = Inches(0.6), Inches(1.5), Inches(8.8)
LONG_AGO = datetime.datetime(2025, 1, 1)


def slide_deck(source: Source) -> bytes:
    """The deck as a .pptx file."""
    deck = Presentation()
    title_slide(deck.slides.add_slide(deck.slide_layouts[TITLE_SLIDE]), source)
    shown = [record for record in source.records if record["type"] in ("heading", "passage", "table", "quote")]
    for _, records in groupby(shown, key=lambda record: record["page"]):
        content = list(records)
        listed = any(record.get("kind") in ("list", "recommendation") for record in content)
        layout = deck.slide_layouts[TITLE_AND_CONTENT if listed else TITLE_ONLY]
        content_slide(deck.slides.add_slide(layout), content)
    last = deck.slides[len(deck.slides) - 1]
    text_box(last, Inches(6.2), Inches(0.4), [imprint(source.facts)], Pt(11))
    for slide in deck.slides:
        footer(slide)
    properties = deck.core_properties
    properties.title, properties.author = source.facts["title"], source.facts["author"]
    properties.last_modified_by = source.facts["author"]
    properties.created = properties.modified = properties.last_printed = LONG_AGO
    for rid, related in list(deck.part.package._rels.items()):
        if related.reltype.endswith("/thumbnail"):  # a picture of the empty template
            deck.part.package._rels.pop(rid)
    out = io.BytesIO()
    deck.save(out)
    return packed(unpacked(out.getvalue()))


def title_slide(slide: Slide, source: Source) -> None:
    """Title; below it subtitle, organisations and date."""
    facts = source.facts
    slide.shapes.title.text = facts["title"]
    names = [organisation["name"] for organisation in facts["organisations"]]
    below = slide.placeholders[1]
    below.text_frame.text = "\n".join([facts["subtitle"], *names, facts["published"]["printed"]])
    sized(below.text_frame, Pt(18))


def content_slide(slide: Slide, records: list[Record]) -> None:
    """A slide: its title, lists and recommendations in the body, the rest below one another, and notes."""
    said = [record for record in records if record["type"] == "quote"]
    body = [record for record in records if record.get("kind") in ("list", "recommendation")]
    quotes = iter(said)
    top = TOP
    if body:
        top = fill_body(slide, body, top)
    for record in records:
        if record["type"] == "heading":
            slide.shapes.title.text = plain(record["text"])
        elif record["type"] == "table":
            top = draw_table(slide, record, top)
        elif record.get("kind") == "quote":
            top = quotation(slide, next(quotes), top)
        elif record.get("kind") == "notes":
            slide.notes_slide.notes_text_frame.text = marked(record["text"])


def fill_body(slide: Slide, records: list[Record], top: int) -> int:
    """Lists as bullets; recommendations with their numbers. Returns where the next thing may begin."""
    lines: list[str] = []
    for record in records:
        if record["kind"] == "list":
            lines += paragraphs(record["text"])
        else:
            lines.append(f"Recommendation {record['n']}. {marked(record['text'])}")
    body = slide.placeholders[1]
    height = sum(Inches(0.45) * (1 + len(line) // 60) for line in lines) + Inches(0.2)
    body.left, body.top, body.width, body.height = LEFT, top, WIDTH, height
    body.text_frame.text = "\n".join(lines)
    sized(body.text_frame, Pt(20))
    return top + height + Inches(0.2)


def quotation(slide: Slide, quote: Record, top: int) -> int:
    """Words and who said them, in a box of their own."""
    said, who = f"“{marked(quote['text'])}”", marked(quote["attribution"])
    lines = [f"{said} ({who})"] if quote["style"] == "brackets" else [said, f"— {who}"]
    height = Inches(0.38) * (1 + len(said) // 62 + len(lines))
    text_box(slide, top, height, lines, Pt(20))
    return top + height + Inches(0.2)


def text_box(slide: Slide, top: int, height: int, lines: list[str], size: Pt) -> None:
    """Lines of text in a box."""
    frame = slide.shapes.add_textbox(LEFT, top, WIDTH, height).text_frame
    frame.word_wrap = True
    frame.text = "\n".join(lines)
    sized(frame, size)


def sized(frame: TextFrame, size: Pt) -> None:
    """All text of one size."""
    for paragraph in frame.paragraphs:
        paragraph.font.size = size


def draw_table(slide: Slide, record: Record, top: int) -> int:
    """The caption, and the table below it."""
    text_box(slide, top, Inches(0.4), [plain(record["caption"])], Pt(16))
    rows = record["rows"]
    height = Inches(0.42) * len(rows)
    shape = slide.shapes.add_table(len(rows), len(rows[0]), LEFT, top + Inches(0.5), WIDTH, height)
    for cells, row in zip(shape.table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = plain(text)
            cell.text_frame.paragraphs[0].font.size = Pt(16)
    return top + height + Inches(0.7)


def footer(slide: Slide) -> None:
    """The footer and the slide number, which python-pptx leaves in the layout."""
    for place in slide.slide_layout.placeholders:
        kind = place.placeholder_format.type
        if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            tree = slide.shapes._spTree
            tree.append(copy.deepcopy(place._element))
            made = slide.shapes[len(slide.shapes) - 1]
            made._element.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
            if kind is PP_PLACEHOLDER.FOOTER:
                made.left, made.top, made.width, made.height = LEFT, Inches(6.95), Inches(7), Inches(0.4)
                made.text_frame.text = NOTICE


# ---- reading it back


def slide_texts(data: bytes) -> list[str]:
    """The text of each slide with its notes."""
    texts = []
    for slide in Presentation(io.BytesIO(data)).slides:
        shapes = [*slide.shapes, *(slide.notes_slide.placeholders if slide.has_notes_slide else ())]
        lines = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
        for shape in slide.shapes:
            if shape.has_table:
                lines += [cell.text for row in shape.table.rows for cell in row.cells]
        texts.append("\n".join(lines))
    return texts
