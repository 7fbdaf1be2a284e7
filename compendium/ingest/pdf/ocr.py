"""Scanned or garbled pages → words with boxes, recognised in a picture of the page: the extra `ocr`.

The words come back as `words.page_text` gives those of other pages, so that all that follows is the same for both.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from compendium.ingest.pdf.faces import PLAIN
from compendium.ingest.pdf.skew import lies_on_its_side, skew
from compendium.ingest.pdf.tesseract import (
    DOTS_PER_INCH,
    NotRecognised,
    Seen,
    available,
    engine,
    knows_orientation,
    turned,
    words_in,
)
from compendium.ingest.pdf.words import PageText, Word

__all__ = ["POOR", "NotRecognised", "Recognised", "available", "engine", "recognise"]

POOR = 0.7
"""A page read with less confidence may stand on its head, or hold hardly any text: well read ones have 0.9 and more."""
_ABOVE, _BELOW = 1.05, 0.35
"""How far the full box of a letter goes above and below the line it stands on, as shares of the height of capitals."""
_SAME_SIZE = 0.08
"""Lines that differ by less are of one size: a pixel is 4 % of a letter."""
_RUBBISH = 30.0
_RUBBISH_RUN, _RUN = 40.0, 3
_HYPHEN_END = re.compile(r"[^\W\d_][-‐\u00ad¬]\Z")
_LONGEST_QUOTATION = 150
_GRAINY, _MOST_BLUR = 6.0, 3
_SPOT, _SPOTS = 16, 4000
_LIGHT, _CONTRAST = 128, 48
_INK = 0.0005
"""The share of a page that one short line covers with ink."""


class Recognised(NamedTuple):
    """The words of a page as they were recognised, and how sure the recognition is of them: 0.0 to 1.0."""

    text: PageText
    confidence: float


class _View(NamedTuple):
    """What was read in a picture after turning it clockwise by `quarters` degrees, and the size it has then."""

    words: list[Seen]
    confidence: float
    quarters: int
    size: tuple[int, int]

    @property
    def worth(self) -> float:
        """How much was read, and how surely."""
        return self.confidence * sum(word.letters for word in self.words)


def recognise(page: pdfium.PdfPage, pixels: int) -> Recognised:
    """The words in the picture of a page, which is made with at most so many pixels. Only for English.

    Left out are words without a letter or digit that were recognised with less than 30 % confidence, and three words or
    more in a row with less than 40 %, which are dots, frames or pictures taken for letters. A single doubtful word
    stays: without it a sentence could say the opposite.

    The rotation of the result is the one `page` has now: `page_text` may have turned it. To be called only when
    `available()`. Raises NotRecognised.
    """
    view = _upright_view(_picture(page, pixels))
    return Recognised(_page_text(page, view), view.confidence)


# ---- the picture ----


def _picture(page: pdfium.PdfPage, pixels: int) -> Image.Image:
    """The page as it is shown, in grey."""
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, math.sqrt(pixels / max(width * height, 1.0)))
    return _clean(page.render(scale=scale, grayscale=True).to_pil().convert("L"))


def _clean(picture: Image.Image) -> Image.Image:
    """The picture with white paper and black ink; unchanged when the paper is dark or there is hardly any ink.

    Tesseract parts ink from paper by one threshold, which on pages with few words falls into the grain of the paper.
    """
    grain = _grain(picture)
    for _ in range(_MOST_BLUR):
        if grain > _GRAINY:
            picture = picture.filter(ImageFilter.GaussianBlur(0.8))
            grain = _grain(picture)
    paper, black = _greys(picture)
    white = paper - 0.7 * grain
    if paper < _LIGHT or white - black < _CONTRAST:
        return picture
    stretched = (np.arange(256) - black) * 255 / (white - black)
    return picture.point(stretched.clip(0, 255).astype(int).tolist())


def _greys(picture: Image.Image) -> tuple[int, int]:
    """The grey of the paper and that of the ink."""
    counts = np.cumsum(picture.histogram())
    paper, ink = (int(np.searchsorted(counts, share * counts[-1])) for share in (0.5, _INK))
    return paper, ink


def _grain(picture: Image.Image) -> float:
    """How much the grey varies from pixel to pixel on the emptiest quarter of the page, where no print is."""
    high, wide = picture.height // _SPOT, picture.width // _SPOT
    if not high or not wide:
        return 0.0
    greys = np.asarray(picture)[: high * _SPOT, : wide * _SPOT].reshape(high, _SPOT, wide, _SPOT)
    step = math.ceil(math.sqrt(high * wide / _SPOTS))
    varies = greys[::step, :, ::step].std(axis=(1, 3), dtype=np.float32)
    return float(np.percentile(varies, 25))


# ---- reading it ----


def _upright_view(picture: Image.Image) -> _View:
    """The picture read the way up that makes most sense of it."""
    if lies_on_its_side(picture):
        best = _View([], 0.0, 0, picture.size)
    else:
        best = _view(picture, 0)
        if best.confidence >= POOR:
            return best
    quarters = _likely_quarters(picture)
    if quarters == 0 and best.words:
        return best
    return max(best, _view(picture, quarters), key=lambda view: view.worth)


def _likely_quarters(picture: Image.Image) -> int:
    """How far to turn the picture clockwise so that its letters stand upright."""
    if knows_orientation():
        return (360 - turned(picture)) % 360
    small = picture.reduce(2)
    return max((_view(small, quarters) for quarters in (0, 90, 180, 270)), key=lambda view: view.worth).quarters


def _view(picture: Image.Image, quarters: int) -> _View:
    if quarters:
        picture = picture.rotate(-quarters, expand=True)
    lean = skew(picture)
    level = picture
    if lean:
        paper, _ = _greys(picture)
        level = picture.rotate(lean, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)
    kept, confidence = _sifted(words_in(level))
    words = [_leaning(word, lean, level.size, picture.size) for word in _of_one_size(_with_bullets(_with_pairs(kept)))]
    return _View(words, confidence, quarters, picture.size)


def _sifted(words: Sequence[Seen]) -> tuple[list[Seen], float]:
    """The words without rubbish, and the confidence of all letters; lines of nothing but rubbish count with theirs."""
    kept: list[Seen] = []
    sure = letters = 0.0
    for _, in_line in groupby(words, key=lambda word: word.line):
        line = list(in_line)
        left = [word for word in _without_runs(line) if word.letters or word.confidence >= _RUBBISH]
        kept += left
        counted = left if any(word.letters for word in left) else line
        letters += sum(word.letters for word in counted)
        sure += sum(word.letters * word.confidence / 100 for word in counted)
    return kept, sure / letters if letters else 0.0


def _without_runs(line: list[Seen]) -> list[Seen]:
    kept: list[Seen] = []
    for doubtful, run in groupby(line, key=lambda word: word.confidence < _RUBBISH_RUN):
        words = list(run)
        kept += [] if doubtful and len(words) >= _RUN else words
    return kept


def _with_pairs(words: list[Seen]) -> list[Seen]:
    """The words with “ where ‘ was recognised and ” closes: at small sizes the two look alike, and a quotation that
    never opens would be lost."""
    made = list(words)
    inside, singles = False, list[int]()
    for at, word in enumerate(words):
        if word.text[0] == "“":
            inside, singles = True, []
        elif word.text[0] == "‘":
            singles.append(at)
        if "”" in word.text:
            if singles and not inside and at - singles[0] < _LONGEST_QUOTATION:
                made[singles[0]] = replace(words[singles[0]], text=f"“{words[singles[0]].text[1:]}")
            inside, singles = False, []
        elif singles and word.text.rstrip(".,;:!?)")[-1:] == "’":
            singles.pop()
    return made


def _with_bullets(words: list[Seen]) -> list[Seen]:
    """Bullets read as bullets: the data has none, and takes the dot at the start of a line for «, +, ¢ or e."""
    firsts = {word.line: word for word in reversed(words)}
    return [replace(word, text="•") if firsts[word.line] is word and _is_dot(word) else word for word in words]


def _is_dot(word: Seen) -> bool:
    """Whether the ink is one small thing, about as wide as high, half way up the capitals."""
    high, wide = word.bottom - word.top, word.right - word.left
    middle = (word.foot - (word.top + word.bottom) / 2) / word.capital
    return len(word.text) == 1 and high < 0.62 * word.capital and 0.5 < wide / max(high, 1) < 2 and 0.3 < middle < 0.7


def _of_one_size(words: list[Seen]) -> list[Seen]:
    """The words with small differences between the sizes of their lines taken out."""
    made: dict[float, float] = {}
    for size, _ in Counter(word.capital for word in words).most_common():
        made[size] = next((usual for usual in made.values() if abs(usual - size) <= _SAME_SIZE * usual), size)
    return [replace(word, capital=made[word.capital]) for word in words]


def _leaning(word: Seen, lean: float, level: tuple[int, int], size: tuple[int, int]) -> Seen:
    """The word where it stands in the picture before that was made level by turning it about its middle."""
    x, y = (word.left + word.right - level[0]) / 2, word.foot - (word.capital + level[1]) / 2
    sine, cosine = math.sin(math.radians(lean)), math.cos(math.radians(lean))
    right, down = x * cosine - y * sine + size[0] / 2, x * sine + y * cosine + size[1] / 2
    half = (word.right - word.left) / 2
    return replace(word, left=right - half, right=right + half, foot=down + word.capital / 2)


# ---- as words of a page ----


def _page_text(page: pdfium.PdfPage, view: _View) -> PageText:
    """The words with their places on the page."""
    rotation = page.get_rotation()
    turn = (rotation + view.quarters) % 360
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    across, up = (height, width) if turn in (90, 270) else (width, height)
    x_scale, y_scale = across / view.size[0], up / view.size[1]
    words, at = [], 0
    for word, text, joined in _joined(view.words):
        foot, high = up - word.foot * y_scale, word.capital * y_scale
        box = (word.left * x_scale, foot - _BELOW * high, word.right * x_scale, foot + _ABOVE * high)
        words.append(Word(text, *box, at, joined))
        at += len(text) + 1
    return PageText(words, width, height, rotation, turn, lambda at: PLAIN)


def _joined(words: list[Seen]) -> Iterator[tuple[Seen, str, bool]]:
    """Each word with its text, and whether the next goes on with it: then without the hyphen at the end of its line."""
    for word, following in zip(words, [*words[1:], None], strict=False):
        runs_on = following is not None and following.line != word.line and following.text[0].isalpha()
        divided = runs_on and _HYPHEN_END.search(word.text) is not None
        yield word, word.text[:-1] if divided else word.text, divided
