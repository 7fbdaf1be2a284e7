"""How far the lines of text in a picture lean, and whether they run down it instead of across."""

import math
from typing import Any

import numpy as np
from PIL import Image

LEVEL = 0.15
"""Lines that lean by fewer degrees are as good as level: over a page they climb by half a letter."""
_STEEPEST = 6.0
_LONGER_SIDE = 1000
"""Pixels: enough to tell the rows of small print apart."""
_STRIPS = 48
_CLEARER = 1.05
"""So many times sharper must the rows be after turning to be worth it."""
_ON_ITS_SIDE = 1.5

Numbers = np.ndarray[Any, np.dtype[Any]]


def skew(picture: Image.Image) -> float:
    """How many degrees a grey picture must be turned counterclockwise to make its lines level; 0.0 when they are."""
    strips, step = _strips(_ink(picture))
    level = _sharpness(strips, step, 0.0)
    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5), key=lambda angle: _sharpness(strips, step, angle))
    fine = max(np.arange(coarse - 0.5, coarse + 0.51, 0.05), key=lambda angle: _sharpness(strips, step, angle))
    worth_it = _sharpness(strips, step, fine) > _CLEARER * level
    return round(float(fine), 2) if abs(fine) > LEVEL and worth_it else 0.0


def lies_on_its_side(picture: Image.Image) -> bool:
    """Whether the lines of a grey picture run from top to bottom. Lines make sharp rows; words make blurred columns."""
    ink = _ink(picture)
    across, down = _strips(ink), _strips(ink.T)
    angles = np.arange(-3.0, 3.1, 0.5)
    best = [max(_sharpness(strips, step, angle) for angle in angles) for strips, step in (across, down)]
    return best[1] > _ON_ITS_SIDE * best[0]


def _ink(picture: Image.Image) -> Numbers:
    """A small copy of the picture: 0 for paper, up to 255 for ink."""
    factor = max(1, max(picture.size) // _LONGER_SIDE)
    return 255 - np.asarray(picture.reduce(factor), dtype=np.int32)


def _strips(ink: Numbers) -> tuple[Numbers, float]:
    """The ink of upright strips of the picture, row by row, and how wide a strip is."""
    wide = max(1, ink.shape[1] // _STRIPS)
    count = ink.shape[1] // wide
    return ink[:, : count * wide].reshape(ink.shape[0], count, wide).sum(axis=2).T, float(wide)


def _sharpness(strips: Numbers, step: float, angle: float) -> float:
    """How much the ink changes from row to row when the picture is turned counterclockwise by that many degrees."""
    count, height = strips.shape
    lift = np.round((np.arange(count) - count / 2) * step * math.tan(math.radians(angle))).astype(int)
    rows = np.zeros(height, dtype=np.int64)
    for strip, up in zip(strips, lift, strict=True):
        rows += np.roll(strip, -up)
    changes = np.diff(rows)
    return float(changes @ changes)
