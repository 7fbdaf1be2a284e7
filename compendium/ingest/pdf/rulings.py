"""What is drawn on a page: straight lines and rectangles, as far as they may frame tables and boxes."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from compendium.ingest.pdf import calls
from compendium.ingest.pdf.words import PageText, placer

Rectangle = tuple[float, float, float, float]
"""x0, y0, x1, y1 as the words stand: upright, in points."""

_SHOWN = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
_THIN = 2.0
"""A rectangle no thicker than this is a line."""
_SHORTEST = 4.0
_DEPTH = 4
_WHITE = 250
_MOST_SEGMENTS = 4000


class Drawn(NamedTuple):
    """The lines of a page, level or upright, and its panels: rectangles with a border or a tint."""

    lines: list[Rectangle]
    panels: list[Rectangle]
    pictures: list[Rectangle]
    paths: int = 0
    """How much is drawn, whether it was looked at or not."""
    crowded: bool = False
    """Whether there is more than is looked at: then there are neither lines nor panels."""


NOTHING = Drawn([], [], [])


def drawn(page: pdfium.PdfPage, text: PageText, most: int) -> Drawn:
    """What is drawn on the page; of more than `most` paths only the pictures."""
    left, bottom, _, _ = page.get_bbox()
    place = placer(text.turn, text.width, text.height)
    found = Drawn([], [], [])
    paths = segments = 0
    for item, kind, matrix in _objects(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(_placed(_bounds(item), matrix, left, bottom, place))
            continue
        paths += 1
        if paths > most or segments > _MOST_SEGMENTS:
            continue
        if not _shows(item):
            continue
        count = raw.FPDFPath_CountSegments(item)
        if count > 6:
            segments += count
            pieces = list(_straight(item, count))
            found.lines.extend(_placed(piece, matrix, left, bottom, place) for piece in pieces)
            if _is_frame(pieces, bounds := _bounds(item)):
                found.panels.append(_placed(bounds, matrix, left, bottom, place))
        else:
            _put(found, _placed(_bounds(item), matrix, left, bottom, place))
    if paths > most or segments > _MOST_SEGMENTS:
        return Drawn([], [], found.pictures, paths, crowded=True)
    return found._replace(paths=paths)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, int, Any]]:
    """The paths and images of the page, also inside forms, each with the matrix of the form."""
    handle = calls.address(page.raw)
    for number in range(calls.count_objects(handle)):
        item = calls.object_at(handle, number)
        kind = calls.object_kind(item)
        if kind in _SHOWN:
            yield ctypes.cast(item, raw.FPDF_PAGEOBJECT), kind, None
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            form = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
            yield from _inside(form, _matrix(form), 1)


def _inside(form: Any, matrix: Any, depth: int) -> Iterator[tuple[Any, int, Any]]:
    for number in range(raw.FPDFFormObj_CountObjects(form)):
        item = raw.FPDFFormObj_GetObject(form, number)
        kind = raw.FPDFPageObj_GetType(item)
        if kind in _SHOWN:
            yield item, kind, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            yield from _inside(item, _times(_matrix(item), matrix), depth + 1)


def _matrix(item: Any) -> Any:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: Any, outer: Any) -> Any:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _bounds(item: Any) -> Rectangle:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _shows(item: Any) -> bool:
    """Whether a path has a border or a tint that can be seen."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if fill.value and not _is_white(item, raw.FPDFPageObj_GetFillColor):
        return True
    return bool(stroke.value) and not _is_white(item, raw.FPDFPageObj_GetStrokeColor)


def _is_white(item: Any, colour_of: Callable[..., Any]) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    colour_of(item, red, green, blue, alpha)
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0


def _put(found: Drawn, box: Rectangle) -> None:
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    if min(wide, high) <= _THIN:
        if max(wide, high) >= _SHORTEST:
            found.lines.append(box)
    else:
        found.panels.append(box)
        found.lines.extend(((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)))


def _straight(item: Any, count: int) -> Iterator[Rectangle]:
    """The level and upright parts of a path of many segments."""
    a, b, c, d, e, f = _matrix(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    before = start = (0.0, 0.0)
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _if_straight(before, here)
        before = here
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _if_straight(here, start)
            before = start


def _is_frame(pieces: list[Rectangle], bounds: Rectangle) -> bool:
    """Whether straight pieces lie on all four sides of a path: a box with rounded corners."""
    x0, y0, x1, y1 = bounds
    level = [(piece[1], piece[2] - piece[0]) for piece in pieces if piece[2] - piece[0] > piece[3] - piece[1]]
    upright = [(piece[0], piece[3] - piece[1]) for piece in pieces if piece[3] - piece[1] >= piece[2] - piece[0]]
    sides = ((level, y0, x1 - x0), (level, y1, x1 - x0), (upright, x0, y1 - y0), (upright, x1, y1 - y0))
    return all(
        any(abs(at - edge) <= _THIN and reach > 0.5 * whole for at, reach in found) for found, edge, whole in sides
    )


def _if_straight(one: tuple[float, float], two: tuple[float, float]) -> Iterator[Rectangle]:
    x0, x1 = sorted((one[0], two[0]))
    y0, y1 = sorted((one[1], two[1]))
    if min(x1 - x0, y1 - y0) <= 0.5 and max(x1 - x0, y1 - y0) >= _SHORTEST:
        yield x0, y0, x1, y1


def _placed(box: Rectangle, matrix: Any, left: float, bottom: float, place: Callable[..., Rectangle]) -> Rectangle:
    x0, y0, x1, y1 = box
    if matrix is not None:
        a, b, c, d, e, f = matrix
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    return place(x0 - left, y0 - bottom, x1 - left, y1 - bottom)
