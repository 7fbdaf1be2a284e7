"""How letters are set: bold, italic, visible, tagged as a heading."""

import ctypes
from collections.abc import Mapping
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from compendium.ingest.pdf import calls

_ITALIC, _FORCE_BOLD = 1 << 6, 1 << 18
"""Flags of a font (ISO 32000-1, table 123)."""


class Face(NamedTuple):
    """How a letter is set."""

    bold: bool = False
    italic: bool = False
    unseen: bool = False
    level: int = 0
    """Of a heading that the document tags as one: 1 for the highest; else 0."""


PLAIN = Face()
NOTHING_TAGGED: Mapping[int, int] = {}


class Faces:
    """How the letters of a page are set: asked once a font."""

    def __init__(self, textpage: Any, tagged: Mapping[int, int]) -> None:
        self._tagged = tagged
        self._textpage = textpage  # kept open as long as it may be asked
        self._address = calls.address(textpage.raw)
        self._known: dict[int, Face] = {}

    def __call__(self, index: int) -> Face:
        item = calls.text_object(self._address, index)
        font = calls.font_of(item) if item else None
        if not font:
            return PLAIN
        if font not in self._known:
            self._known[font] = _face(ctypes.cast(font, raw.FPDF_FONT))
        face, mode = self._known[font], calls.text_mode(item)
        if self._tagged and (level := self._tagged.get(calls.content_number(item), 0)):
            face = face._replace(level=level)
        if mode == raw.FPDF_TEXTRENDERMODE_FILL:
            return face
        return face._replace(
            bold=face.bold or mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
            unseen=mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        )


def _face(font: Any) -> Face:
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    said, flags = name.value.lower(), raw.FPDFFont_GetFlags(font)
    bold = any(part in said for part in (b"bold", b"black", b"heavy", b"semib", b"demi"))
    italic = any(part in said for part in (b"italic", b"oblique", b"slanted"))
    return Face(bold or raw.FPDFFont_GetWeight(font) >= 600 or bool(flags & _FORCE_BOLD), italic or flags & _ITALIC > 0)
