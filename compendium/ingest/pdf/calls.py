"""The calls to pdfium that are made for every word, line and drawing of a page.

pypdfium2 declares typed pointers, and ctypes makes and checks an object for each of them; told plain addresses it takes
half the time. These calls are most of the reading.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


def address(handle: Any) -> int:
    """The address that a handle of pypdfium2 stands for."""
    return ctypes.addressof(handle.contents)


loose_char_box = _plain(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
"""(textpage, character, where four floats go: left, top, right, bottom) → whether there is such a character."""
text_object = _plain(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
"""(textpage, character) → the object that prints it, or None."""
font_of = _plain(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
"""(text object) → its font, or None."""
text_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
"""(text object) → filled, outlined, invisible …"""
count_objects = _plain(raw.FPDFPage_CountObjects, _INT, _ADDRESS)
object_at = _plain(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
object_kind = _plain(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
content_number = _plain(raw.FPDFPageObj_GetMarkedContentID, _INT, _ADDRESS)
"""(object) → the number of the marked content it belongs to, or -1."""
count_children = _plain(raw.FPDF_StructElement_CountChildren, _INT, _ADDRESS)
child_at = _plain(raw.FPDF_StructElement_GetChildAtIndex, _ADDRESS, _ADDRESS, _INT)
child_content = _plain(raw.FPDF_StructElement_GetChildMarkedContentID, _INT, _ADDRESS, _INT)
element_kind = _plain(raw.FPDF_StructElement_GetType, ctypes.c_ulong, _ADDRESS, _ADDRESS, ctypes.c_ulong)
"""(element, where the name goes in UTF-16, how many bytes there is room for) → how many it takes."""
