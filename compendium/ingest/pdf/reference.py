"""The reference reader: words and drawings by pdfplumber, for the same code that makes lines, blocks and passages.

A tenth as fast. It is there to be compared with: what both read alike is hardly wrong.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pdfplumber

from compendium.ingest.pdf.faces import PLAIN, Face
from compendium.ingest.pdf.rulings import Drawn, Rectangle
from compendium.ingest.pdf.words import PageText, Word

_BOLD, _ITALIC = ("bold", "black", "heavy", "semib", "demi"), ("italic", "oblique", "slanted")


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document as pdfplumber opens it."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        yield document


def page_text(page: Any) -> PageText:
    """The words of a page of pdfplumber, in the order of its content stream, upright as it is shown."""
    # spaces are told by the gap in proportion to the type size: the default of 3 points glues words set without them
    found = page.extract_words(x_tolerance_ratio=0.15, use_text_flow=True, extra_attrs=["fontname"])
    faces = [_face(str(word["fontname"]).lower()) for word in found]
    words = [Word(word["text"], *_upright(word, page), at) for at, word in enumerate(found)]
    turn = (page.rotation or 0) % 360
    width, height = float(page.width), float(page.height)
    if turn in (90, 270):
        width, height = height, width
    return PageText(words, width, height, turn, turn, lambda at: faces[at] if 0 <= at < len(faces) else PLAIN)


def drawn(page: Any) -> Drawn:
    """The lines, rectangles and pictures of a page."""
    lines = [_upright(edge, page) for edge in page.edges]
    panels = [
        _upright(rect, page) for rect in page.rects if rect.get("fill") and min(rect["width"], rect["height"]) > 2
    ]
    return Drawn(lines, panels, [_upright(image, page) for image in page.images])


def _face(font: str) -> Face:
    return Face(any(part in font for part in _BOLD), any(part in font for part in _ITALIC))


def _upright(item: Any, page: Any) -> Rectangle:
    left, top, _, bottom = page.bbox
    height = bottom - top
    x0, x1 = float(item["x0"] - left), float(item["x1"] - left)
    return x0, float(height - (item["bottom"] - top)), x1, float(height - (item["top"] - top))
