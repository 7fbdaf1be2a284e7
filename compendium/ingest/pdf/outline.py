"""What a PDF itself says of its headings: its bookmarks, and the tags of its structure tree."""

import ctypes
import logging
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from compendium.ingest.passages import letters
from compendium.ingest.pdf import calls

_MOST_ENTRIES = 2000
_MOST_ELEMENTS = 5000
_DEPTH = 30
_PAGES = 12
"""Tags are looked at on so many pages: by then each style of heading has been met, and finding them takes a tenth of
the reading."""
_TITLE_BYTES = 32
_LEVELS = {"H": 1, "Title": 1, **{f"H{level}": level for level in range(1, 7)}}
_NO_HEADINGS_INSIDE = frozenset(("P", "L", "Table", "Figure", "TOC", "Link", "Note"))
_QUIET = logging.getLogger("pypdfium2")

Outline = dict[tuple[int, str], int]
"""The level of each entry, by its page (from 1) and the letters of its title."""


def outline(document: pdfium.PdfDocument) -> Outline:
    """The bookmarks of a document; empty when it has none or they cannot be followed."""
    found: Outline = {}
    _QUIET.setLevel(logging.ERROR)  # it warns of bookmarks that go round in circles
    try:
        for entry in islice(document.get_toc(max_depth=6), _MOST_ENTRIES):
            place = entry.get_dest()
            index = place.get_index() if place is not None else None
            if index is not None:
                found.setdefault((index + 1, letters(entry.get_title())), entry.level + 1)
    except (pdfium.PdfiumError, UnicodeDecodeError, ValueError):
        return found
    return found


class Tags:
    """The headings that the structure tree of a document names, page by page."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._tagged = bool(raw.FPDFCatalog_IsTagged(document.raw))
        self._pages = 0

    def headings(self, page: pdfium.PdfPage) -> dict[int, int]:
        """The level of each piece of marked content of the page that belongs to a heading, by its number."""
        if not self._tagged or self._pages >= _PAGES:
            return {}
        self._pages += 1
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        if not tree:
            return {}
        try:
            return _headings(tree)
        finally:
            raw.FPDF_StructTree_Close(tree)


def _headings(tree: Any) -> dict[int, int]:
    found: dict[int, int] = {}
    name = ctypes.create_string_buffer(_TITLE_BYTES)
    waiting = []
    for number in range(raw.FPDF_StructTree_CountChildren(tree)):
        if child := raw.FPDF_StructTree_GetChildAtIndex(tree, number):
            waiting.append((calls.address(child), 0, 0))
    looked_at = 0
    while waiting and looked_at < _MOST_ELEMENTS:
        element, level, depth = waiting.pop()
        looked_at += 1
        kind = _kind(element, name)
        level = level or _LEVELS.get(kind, 0)
        if (kind in _NO_HEADINGS_INSIDE and not level) or depth > _DEPTH:
            continue
        for number in range(calls.count_children(element)):
            if level and (content := calls.child_content(element, number)) >= 0:
                found[content] = level
            elif child := calls.child_at(element, number):
                waiting.append((child, level, depth + 1))
    return found


def _kind(element: int, name: Any) -> str:
    size = calls.element_kind(element, ctypes.addressof(name), _TITLE_BYTES)
    kind: str = name.raw[: max(min(size, _TITLE_BYTES) - 2, 0)].decode("utf-16-le", "replace")
    return kind
