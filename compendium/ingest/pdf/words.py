"""PDF pages → words with boxes, by pdfium. One call for a page's text, two boxes a word: the cheap way to know where
words stand."""

import ctypes
import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

HYPHEN = "\ufffe"
"""What pdfium puts for a hyphen at a line end, swallowing the line break behind it."""
_WORD = re.compile(r"[^\s\x00]+")
_NOTE_MARK = re.compile(r"(?<=[^\W\d]|[.,;:!?”’)])\d{1,2}\Z")
_RAISED = 0.4
"""A digit whose ink begins so far up its box stands above the line: an ordinary one begins at about a quarter."""
_DIRECTION_SAMPLES = 24


class Word(NamedTuple):
    """A word as it stands upright: x to the right, y up, in points. `joined` says the next word continues it after a
    hyphen."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    at: int
    joined: bool = False

    @property
    def size(self) -> float:
        """Height of the letters' full box: the type size times a factor that depends on the font only."""
        return self.y1 - self.y0


class PageText(NamedTuple):
    """The words of a page in the order of its content stream, turned upright by `turn` degrees (clockwise)."""

    words: list[Word]
    width: float
    height: float
    rotation: int
    turn: int
    bold_at: Callable[[int], bool]


def page_text(page: pdfium.PdfPage) -> PageText:
    """The words of a page. The page must stay open while `bold_at` is used."""
    rotation = page.get_rotation()
    textpage = page.get_textpage()
    text = _text(textpage)
    turn = _text_direction(textpage, text)
    if text and turn != rotation:
        # pdfium orders the lines of a page as it is shown; of one that is shown sideways it takes them from the wrong
        # end
        page.set_rotation(turn)
        textpage = page.get_textpage()
        text = _text(textpage)
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    place = _placer(turn, width, height)
    words: list[Word] = []
    rect = raw.FS_RECTF()
    for match in _WORD.finditer(text):
        for start, end, joined in _line_parts(match.start(), match.group()):
            if turn == 0 and _NOTE_MARK.search(text, start, end):
                end = _without_note_mark(textpage, text, start, end, rect)
            x0, y0, x1, y1 = _box(textpage, start, end - 1, rect)
            if x1 > x0 or y1 > y0:
                words.append(
                    Word(text[start:end], *place(x0 - left, y0 - bottom, x1 - left, y1 - bottom), start, joined)
                )
    bold: dict[int, bool] = {}

    def bold_at(index: int) -> bool:
        if index not in bold:
            bold[index] = _is_bold(textpage, index)
        return bold[index]

    return PageText(_without_repeats(words), width, height, rotation, turn, bold_at)


def to_page_space(
    turn: int, width: float, height: float, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """The inverse of the turning upright: a box among upright words → the same box in unrotated page space."""
    shown_width, shown_height = (height, width) if turn in (90, 270) else (width, height)
    return _placer((360 - turn) % 360, shown_width, shown_height)(*box)


def _text(textpage: Any) -> str:
    """The page's text with one character for each of pdfium's, so that positions agree."""
    count: int = textpage.count_chars()
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    return "".join(_character(raw.FPDFText_GetUnicode(textpage, i)) for i in range(count))


def _character(code: int) -> str:
    if code == 2:  # what GetUnicode says where GetText says U+FFFE
        return HYPHEN
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _line_parts(start: int, word: str) -> list[tuple[int, int, bool]]:
    """A word that pdfium joined over a line end, as its parts; each ends before the swallowed hyphen."""
    if HYPHEN not in word:
        return [(start, start + len(word), False)]
    parts, at = [], start
    pieces = word.split(HYPHEN)
    for number, piece in enumerate(pieces):
        if piece:
            parts.append((at, at + len(piece), number < len(pieces) - 1 and bool(pieces[number + 1])))
        at += len(piece) + 1
    return parts


def _box(textpage: Any, first: int, last: int, rect: Any) -> tuple[float, float, float, float]:
    """The box around two characters of a word, which is the box of the word."""
    raw.FPDFText_GetLooseCharBox(textpage, first, rect)
    x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
    if last != first:
        raw.FPDFText_GetLooseCharBox(textpage, last, rect)
        x0, y0, x1, y1 = min(x0, rect.left), min(y0, rect.bottom), max(x1, rect.right), max(y1, rect.top)
    return x0, y0, x1, y1


def _without_note_mark(textpage: Any, text: str, start: int, end: int, rect: Any) -> int:
    """Where the word ends without the raised number of a footnote, which is no part of what was said."""
    _, foot, _, head = _box(textpage, start, start, rect)
    _, mark_foot, _, mark_head = _box(textpage, end - 1, end - 1, rect)
    smaller = mark_head - mark_foot < 0.8 * (head - foot)
    if smaller or _foot_of_ink(textpage, end - 1) - mark_foot > _RAISED * (mark_head - mark_foot):
        return start + len(text[start:end].rstrip("0123456789"))
    return end


def _foot_of_ink(textpage: Any, index: int) -> float:
    """Where the drawn shape of a character begins; a font may hold raised digits that count as full-sized."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    return bottom.value


def _text_direction(textpage: Any, text: str) -> int:
    """How far most of the text is turned in page space, in degrees clockwise to turn it upright: 0, 90, 180 or 270."""
    step = max(1, len(text) // _DIRECTION_SAMPLES)
    votes: dict[int, int] = {}
    for index in range(0, len(text), step):
        if not text[index].isspace() and (angle := raw.FPDFText_GetCharAngle(textpage, index)) >= 0:
            quarter = round(-math.degrees(angle) / 90) * 90 % 360
            votes[quarter] = votes.get(quarter, 0) + 1
    return max(votes, key=lambda quarter: (votes[quarter], -quarter)) if votes else 0


def _placer(
    turn: int, width: float, height: float
) -> Callable[[float, float, float, float], tuple[float, float, float, float]]:
    """Turns a box of a page of that size by `turn` degrees clockwise."""
    if turn == 90:
        return lambda x0, y0, x1, y1: (y0, width - x1, y1, width - x0)
    if turn == 180:
        return lambda x0, y0, x1, y1: (width - x1, height - y1, width - x0, height - y0)
    if turn == 270:
        return lambda x0, y0, x1, y1: (height - y1, x0, height - y0, x1)
    return lambda x0, y0, x1, y1: (x0, y0, x1, y1)


def _is_bold(textpage: Any, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(textpage, index) >= 600:
        return True
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(96)
    raw.FPDFText_GetFontInfo(textpage, index, name, 96, flags)
    return any(part in name.value.lower() for part in (b"bold", b"black", b"heavy", b"semib"))


def _without_repeats(words: list[Word]) -> list[Word]:
    """Without words printed twice in one place, as some programs do for shadows and false bold."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for word in words:
        mark = (word.text, round(word.x0), round(word.y0))
        if mark not in seen:
            seen.add(mark)
            kept.append(word)
    return kept
