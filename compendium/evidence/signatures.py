"""How much two reports have in common, by their signatures alone. Estimates: the reports themselves are not read."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compendium.model.relation import NUMBER_PLACES, SIGNATURE_VERSION, WORD_PLACES, Signature

Places = NDArray[np.uint32]

_FEWEST_PLACES: Final = 8
"""Of a short text and one a hundred times as long, one place in common would be most of the short one."""

_NUMBERS_TELL: Final = 12
"""Below so many runs of numbers, dates alone can make two reports alike."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What two reports have in common, each from 0 to 1. Zero as well when one of them has no signature.

    `alike` is the share of runs of words in both, of those in either; `held` the share of the shorter report's runs
    that stand in the longer one too; `numbers` that of runs of numbers. `length` is that of the shorter one, with the
    longer one as 1; None when a signature is missing.
    """

    alike: float = 0.0
    held: float = 0.0
    numbers: float = 0.0
    length: float | None = None


NOTHING: Final = Shares()


def shares(one: Signature, other: Signature) -> Shares:
    """What two reports have in common. Signatures of another version count as none."""
    ours, theirs = _numbers(one), _numbers(other)
    if ours is None or theirs is None:
        return NOTHING
    alike, held = _in_common(ours[1 : 2 + WORD_PLACES], theirs[1 : 2 + WORD_PLACES])
    ours_counted, theirs_counted = ours[2 + WORD_PLACES :], theirs[2 + WORD_PLACES :]
    tell = min(ours_counted[0], theirs_counted[0]) >= _NUMBERS_TELL
    numbers = _in_common(ours_counted, theirs_counted)[0] if tell else 0.0
    shorter, longer = sorted((int(ours[1]), int(theirs[1])))
    return Shares(alike, held, numbers, shorter / longer)


def _in_common(ours: Places, theirs: Places) -> tuple[float, float]:
    """The share of places that agree estimates J, the runs in both of those in either. With the sizes |A| and |B|,
    J(|A| + |B|) / (1 + J) runs are in both."""
    agreeing = int(np.count_nonzero(ours[1:] == theirs[1:]))
    if agreeing < _FEWEST_PLACES:
        return 0.0, 0.0
    share = agreeing / (len(ours) - 1)
    sizes = int(ours[0]), int(theirs[0])
    return share, min(1.0, share * sum(sizes) / (1 + share) / min(sizes))


def _numbers(signature: Signature) -> Places | None:
    if len(signature) != 4 * (3 + WORD_PLACES + NUMBER_PLACES):
        return None
    numbers = np.frombuffer(signature, dtype="<u4")
    return numbers if numbers[0] == SIGNATURE_VERSION else None
