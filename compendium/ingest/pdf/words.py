"""PDF pages → words with boxes, by pdfium. One call for a page's text, two boxes a word: the cheap way to know where
words stand."""

import ctypes
import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from compendium.ingest.pdf import calls
from compendium.ingest.pdf.faces import NOTHING_TAGGED, Face, Faces

HYPHEN = "\ufffe"
"""What pdfium puts for a hyphen at a line end, swallowing the line break behind it."""
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 65535), "�") | {
    0x02: "\u00ad",
    0x03: " ",
}
"""Control characters say nothing: a font that gives them does not tell its letters."""
_HAS_CONTROL = re.compile(f"[{''.join(map(re.escape, map(chr, _CONTROL)))}]")
_WORD = re.compile(r"[^\s\x00]+")
_NOTE_MARK = re.compile(r"(?:(?<=[^\W\d])|(?<=[.,;:!?”’)]))\d{1,2}(?:[,–-]\d{1,2})*\Z")
_NOTE_NUMBER = re.compile(r"\d{1,3}(?=[A-Z“‘(])")
"""The number in front of a footnote, set close to its first word."""
_UNITS = frozenset(("m", "km", "cm", "mm", "ft", "yd", "mi", "kg", "s"))
_RAISED = 0.4
"""A digit whose ink begins so far up its box stands above the line: an ordinary one begins at about a quarter."""
_DIRECTION_SAMPLES = 24
_BESIDE = 5.0
_SAME_PLACE = 1.2
"""A word again within so many points is the shadow of the first."""
_DIGITS = frozenset("0123456789")


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


_word = partial(tuple.__new__, Word)
Part = tuple[int, int, bool]
"""Start and end of a word in the text of its page, and whether it goes on behind a hyphen."""


class PageText(NamedTuple):
    """The words of a page in the order of its content stream, turned upright by `turn` degrees (clockwise)."""

    words: list[Word]
    width: float
    height: float
    rotation: int
    turn: int
    face_at: Callable[[int], Face]
    """How the letter at that position (see `Word.at`) is set."""

    @property
    def upright(self) -> tuple[float, float]:
        """Width and height as the words stand."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)

    def is_unseen(self) -> bool:
        """Whether most of the words are printed with no ink, as scanning programs put them on the picture of a page."""
        sample = self.words[:: max(1, len(self.words) // 12)]
        return 2 * sum(self.face_at(word.at).unseen for word in sample) > len(sample)


class TooDense(ValueError):
    """The page holds more characters than a page may."""


def page_text(
    page: pdfium.PdfPage, most_characters: int = 200_000, tagged: Mapping[int, int] = NOTHING_TAGGED
) -> PageText:
    """The words of a page; `tagged` tells headings (see `outline.Tags`). The page must stay open while `face_at` is
    used. Raises TooDense."""
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
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    parts = _parts(textpage, text, turn)
    boxes = _boxes(textpage, parts) - np.array((left, bottom, left, bottom), dtype=np.float32)
    boxes = boxes.round(3)
    shown = (width, height)
    if turn:
        boxes = _turned(boxes, turn, width, height)
        shown = (height, width) if turn in (90, 270) else shown
    words = _without_repeats(_words(text, parts, boxes, *shown), boxes)
    return PageText(words, width, height, rotation, turn, Faces(textpage, tagged))


def _words(text: str, parts: list[Part], boxes: Any, width: float, height: float) -> list[Word]:
    """The words, without those that take no room or stand beside the page."""
    columns = ([text[start:end] for start, end, _ in parts], *boxes.T.tolist(), *zip(*parts, strict=True))
    if not parts:
        return []
    said, x0, y0, x1, y1, at, _, joined = columns
    # making named tuples one by one in Python takes a tenth of the whole reading
    words = list(map(_word, zip(said, x0, y0, x1, y1, at, joined, strict=True)))
    kept = ((boxes[:, 2] > boxes[:, 0]) | (boxes[:, 3] > boxes[:, 1])) & _on_page(boxes, width, height)
    return words if kept.all() else [words[n] for n in np.flatnonzero(kept)]


def _on_page(boxes: Any, width: float, height: float) -> Any:
    """Which words can be seen: printers leave notes beside the page."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (x > -_BESIDE) & (x < width + _BESIDE) & (y > -_BESIDE) & (y < height + _BESIDE)


def _turned(boxes: Any, turn: int, width: float, height: float) -> Any:
    place = placer(turn, width, height)
    return np.array([place(*box) for box in boxes.tolist()], dtype=np.float32).reshape(-1, 4)


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
        return text.translate(_CONTROL) if _HAS_CONTROL.search(text) else text
    return "".join(_character(raw.FPDFText_GetUnicode(textpage, i)) for i in range(count))


def _character(code: int) -> str:
    if code == 2:  # what GetUnicode says where GetText says U+FFFE
        return HYPHEN
    return chr(code).translate(_CONTROL) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _parts(textpage: Any, text: str, turn: int) -> list[Part]:
    """Start and end of each word, and whether it goes on behind a hyphen. A word that pdfium joined over a line end
    comes as its parts; each ends before the swallowed hyphen."""
    spans = [match.span() for match in _WORD.finditer(text)]
    hyphens = HYPHEN in text
    parts: list[Part] = []
    for start, end in spans:
        if hyphens and HYPHEN in text[start:end]:
            parts += _line_parts(start, text[start:end])
        elif turn == 0 and (text[end - 1] in _DIGITS or text[start] in _DIGITS):
            parts += _without_note_marks(textpage, text, start, end)
        else:
            parts.append((start, end, False))
    return parts


def _without_note_marks(textpage: Any, text: str, start: int, end: int) -> Iterator[Part]:
    """The word without the raised number of a footnote at its end; the number at its start as a word of its own."""
    if text[end - 1] in _DIGITS and _may_end_in_mark(text, start, end):
        yield start, _without_note_mark(textpage, text, start, end), False
    elif (mark := _NOTE_NUMBER.match(text, start, end)) and _is_raised(textpage, start, end - 1):
        yield start, mark.end(), False
        yield mark.end(), end, False
    else:
        yield start, end, False


def _line_parts(start: int, word: str) -> Iterator[tuple[int, int, bool]]:
    at, pieces = start, word.split(HYPHEN)
    for number, piece in enumerate(pieces):
        if piece:
            yield at, at + len(piece), number < len(pieces) - 1 and bool(pieces[number + 1])
        at += len(piece) + 1


def _boxes(textpage: Any, parts: list[Part]) -> Any:
    """The box of each word: the one around its first and its last character. One row each: x0, y0, x1, y1."""
    rects = np.zeros((len(parts), 2, 4), dtype=np.float32)
    textpage, at = calls.address(textpage.raw), rects.ctypes.data
    for start, end, _ in parts:
        calls.loose_char_box(textpage, start, at)
        calls.loose_char_box(textpage, end - 1, at + 16)
        at += 32
    left, top, right, bottom = rects.transpose(2, 0, 1)
    return np.stack((left.min(1), bottom.min(1), right.max(1), top.max(1)), axis=1)


def _box(textpage: Any, index: int) -> tuple[float, float]:
    """Foot and head of the box of a character."""
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, rect)
    return rect.bottom, rect.top


def _may_end_in_mark(text: str, start: int, end: int) -> bool:
    mark = _NOTE_MARK.search(text, start, end)
    return mark is not None and may_have_note(text[start : mark.start()])


def _without_note_mark(textpage: Any, text: str, start: int, end: int) -> int:
    """Where the word ends without the raised numbers of footnotes, which are no part of what was said."""
    mark = _NOTE_MARK.search(text, start, end)
    raised = mark and all(_is_raised(textpage, at, start) for at in (mark.start(), end - 1))
    return mark.start() if mark and raised else end


def may_have_note(word: str) -> bool:
    """Whether a raised number behind the word marks a note: behind a letter or a unit it is a power (m², x²)."""
    letters = word.strip("“‘(\"'").rsplit("/", 1)[-1]
    return letters not in _UNITS and (len(letters) > 1 or letters in "Ia.,;:!?)”’")


def _is_raised(textpage: Any, index: int, beside: int) -> bool:
    """Whether a character is smaller than the one beside it, or stands above the line."""
    foot, head = _box(textpage, beside)
    mark_foot, mark_head = _box(textpage, index)
    smaller = mark_head - mark_foot < 0.8 * (head - foot) and mark_foot + mark_head > foot + head
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


def _without_repeats(words: list[Word], boxes: Any) -> list[Word]:
    """Without words printed twice in one place, as some programs do for shadows and false bold."""
    if len(words) == len(boxes) and not _may_repeat(words, boxes):
        return words
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


def _may_repeat(words: list[Word], boxes: Any) -> bool:
    """Whether two words may be the same in one place: they are when they share a square of one of two grids."""
    texts = np.array([hash(word[0]) for word in words], dtype=np.int64)
    for shift in (0.0, 2.0):
        squares = ((boxes[:, :2] + shift) // 4).astype(np.int64)
        marks = np.sort(texts ^ (squares[:, 0] * 1_000_003) ^ (squares[:, 1] * 998_244_353))
        if (marks[1:] == marks[:-1]).any():
            return True
    return False
