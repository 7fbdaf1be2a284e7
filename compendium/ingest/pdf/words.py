"""PDF pages → words with boxes, by pdfium. One call for a page's text, two boxes a word: the cheap way to know where
words stand."""

import ctypes
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

HYPHEN = "\ufffe"
"""What pdfium puts for a hyphen at a line end, swallowing the line break behind it."""
_WORD = re.compile(r"[^\s\x00]+")
_NOTE_MARK = re.compile(r"(?<=[^\W\d]|[.,;:!?”’)])\d{1,2}\Z")
_NOTE_NUMBER = re.compile(r"\d{1,3}(?=[A-Z“‘(])")
"""The number in front of a footnote, set close to its first word."""
_RAISED = 0.4
"""A digit whose ink begins so far up its box stands above the line: an ordinary one begins at about a quarter."""
_DIRECTION_SAMPLES = 24
_SAME_PLACE = 1.2
"""A word again within so many points is the shadow of the first."""
_DIGITS = frozenset("0123456789")
_ITALIC, _FORCE_BOLD = 1 << 6, 1 << 18
"""Flags of a font (ISO 32000-1, table 123)."""


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


class Face(NamedTuple):
    """How a letter is set."""

    bold: bool = False
    italic: bool = False


PLAIN = Face()


class PageText(NamedTuple):
    """The words of a page in the order of its content stream, turned upright by `turn` degrees (clockwise)."""

    words: list[Word]
    width: float
    height: float
    rotation: int
    turn: int
    face_at: Callable[[int], Face]
    """How the letter at that position (see `Word.at`) is set."""


class TooDense(ValueError):
    """The page holds more characters than a page may."""


def page_text(page: pdfium.PdfPage, most_characters: int = 200_000) -> PageText:
    """The words of a page. The page must stay open while `face_at` is used. Raises TooDense."""
    rotation = page.get_rotation()
    textpage = page.get_textpage()
    text = _text(textpage, most_characters)
    turn = _text_direction(textpage, text)
    if text and turn != rotation:
        # pdfium orders the lines of a page as it is shown; of one that is shown sideways it takes them from the wrong
        # end
        page.set_rotation(turn)
        textpage = page.get_textpage()
        text = _text(textpage, most_characters)
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    parts = _parts(textpage, text, turn)
    boxes = _boxes(textpage, parts) - np.array((left, bottom, left, bottom), dtype=np.float32)
    placed: Iterable[Sequence[float]] = boxes.round(3).tolist()
    if turn:
        place = placer(turn, width, height)
        placed = [place(*box) for box in placed]
    words = [
        Word(text[start:end], x0, y0, x1, y1, start, joined)
        for (start, end, joined), (x0, y0, x1, y1) in zip(parts, placed, strict=True)
        if x1 > x0 or y1 > y0
    ]
    return PageText(_without_repeats(words), width, height, rotation, turn, _Faces(textpage))


def to_page_space(
    turn: int, width: float, height: float, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """The inverse of the turning upright: a box among upright words → the same box in unrotated page space."""
    shown_width, shown_height = (height, width) if turn in (90, 270) else (width, height)
    return placer((360 - turn) % 360, shown_width, shown_height)(*box)


def _text(textpage: Any, most: int) -> str:
    """The page's text with one character for each of pdfium's, so that positions agree."""
    count: int = textpage.count_chars()
    if count <= 0:
        return ""
    if count > most:
        raise TooDense(f"{count} characters on one page")
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


def _parts(textpage: Any, text: str, turn: int) -> list[tuple[int, int, bool]]:
    """Start and end of each word, and whether it goes on behind a hyphen. A word that pdfium joined over a line end
    comes as its parts; each ends before the swallowed hyphen."""
    parts: list[tuple[int, int, bool]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if HYPHEN in text[start:end]:
            parts += _line_parts(start, match.group())
        elif text[end - 1] in _DIGITS and turn == 0 and _NOTE_MARK.search(text, start, end):
            parts.append((start, _without_note_mark(textpage, text, start, end), False))
        elif text[start] in _DIGITS and turn == 0 and (mark := _NOTE_NUMBER.match(text, start, end)):
            cut = mark.end() if _is_raised(textpage, start, end - 1) else start
            parts += [part for part in ((start, cut, False), (cut, end, False)) if part[1] > part[0]]
        else:
            parts.append((start, end, False))
    return parts


def _line_parts(start: int, word: str) -> Iterator[tuple[int, int, bool]]:
    at, pieces = start, word.split(HYPHEN)
    for number, piece in enumerate(pieces):
        if piece:
            yield at, at + len(piece), number < len(pieces) - 1 and bool(pieces[number + 1])
        at += len(piece) + 1


def _boxes(textpage: Any, parts: list[tuple[int, int, bool]]) -> Any:
    """The box of each word: the one around its first and its last character. One row each: x0, y0, x1, y1."""
    rects = (raw.FS_RECTF * (2 * len(parts)))()
    handle, box_of = textpage.raw, raw.FPDFText_GetLooseCharBox
    for number, (start, end, _) in enumerate(parts):
        box_of(handle, start, rects[2 * number])
        box_of(handle, end - 1, rects[2 * number + 1])
    left, top, right, bottom = np.frombuffer(rects, dtype=np.float32).reshape(len(parts), 2, 4).transpose(2, 0, 1)
    return np.stack((left.min(1), bottom.min(1), right.max(1), top.max(1)), axis=1)


def _box(textpage: Any, index: int) -> tuple[float, float]:
    """Foot and head of the box of a character."""
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, rect)
    return rect.bottom, rect.top


def _without_note_mark(textpage: Any, text: str, start: int, end: int) -> int:
    """Where the word ends without the raised number of a footnote, which is no part of what was said."""
    return start + len(text[start:end].rstrip("0123456789")) if _is_raised(textpage, end - 1, start) else end


def _is_raised(textpage: Any, index: int, beside: int) -> bool:
    """Whether a character is smaller than the one beside it, or stands above the line."""
    foot, head = _box(textpage, beside)
    mark_foot, mark_head = _box(textpage, index)
    smaller = mark_head - mark_foot < 0.8 * (head - foot)
    return smaller or _foot_of_ink(textpage, index) - mark_foot > _RAISED * (mark_head - mark_foot)


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


def placer(
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


class _Faces:
    """How the letters of a page are set: asked once a font."""

    def __init__(self, textpage: Any) -> None:
        self._textpage = textpage
        self._known: dict[int, Face] = {}

    def __call__(self, index: int) -> Face:
        item = raw.FPDFText_GetTextObject(self._textpage, index)
        font = raw.FPDFTextObj_GetFont(item) if item else None
        if not font:
            return PLAIN
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._known:
            self._known[key] = _face(font)
        return self._known[key]


def _face(font: Any) -> Face:
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    said, flags = name.value.lower(), raw.FPDFFont_GetFlags(font)
    bold = any(part in said for part in (b"bold", b"black", b"heavy", b"semib", b"demi"))
    italic = any(part in said for part in (b"italic", b"oblique", b"slanted"))
    return Face(bold or raw.FPDFFont_GetWeight(font) >= 600 or bool(flags & _FORCE_BOLD), italic or flags & _ITALIC > 0)


def _without_repeats(words: list[Word]) -> list[Word]:
    """Without words printed twice in one place, as some programs do for shadows and false bold."""
    seen: dict[str, list[Word]] = {}
    kept = []
    for word in words:
        for other in seen.setdefault(word.text, []):
            if abs(other.x0 - word.x0) < _SAME_PLACE and abs(other.y0 - word.y0) < _SAME_PLACE:
                break
        else:
            seen[word.text].append(word)
            kept.append(word)
    return kept
