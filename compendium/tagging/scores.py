"""How well tags agree with labels that people gave, how sure that figure is, and how well people agree."""

import math
import random
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from compendium.model.theme import Tag


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement on (passage, theme) pairs: `right` in both, `wrong` in the tags only, `missed` in the gold only."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Self) -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of tags that are right; 1 when there are no tags."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 when there is no gold."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        either = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / either if either else 1.0


@dataclass(frozen=True, slots=True)
class Scores:
    """Agreement for each theme that occurs in tags or gold, and together."""

    themes: dict[str, Score]

    @property
    def micro(self) -> Score:
        """All pairs counted together: frequent themes weigh more."""
        return sum(self.themes.values(), Score())

    @property
    def macro(self) -> tuple[float, float, float]:
        """Precision, recall and F1 averaged over the themes that occur in the gold: each weighs the same."""
        named = [score for score in self.themes.values() if score.right + score.missed]
        if not named:
            return (1.0, 1.0, 1.0)
        sums = (sum(s.precision for s in named), sum(s.recall for s in named), sum(s.f1 for s in named))
        return (sums[0] / len(named), sums[1] / len(named), sums[2] / len(named))


def score(tags: Iterable[Tag], gold: Mapping[str, Iterable[str]]) -> Scores:
    """How the tags agree with `gold` (passage id → themes). Tags on passages that are not in the gold are left out."""
    labelled = {passage: frozenset(themes) for passage, themes in gold.items()}
    said = {(tag.passage, tag.theme) for tag in tags if tag.passage in labelled}
    meant = {(passage, theme) for passage, themes in labelled.items() for theme in themes}
    return Scores(
        {
            theme: Score(
                right=_count(said & meant, theme), wrong=_count(said - meant, theme), missed=_count(meant - said, theme)
            )
            for theme in sorted({theme for _, theme in said | meant})
        }
    )


def _count(pairs: set[tuple[str, str]], theme: str) -> int:
    return sum(1 for _, named in pairs if named == theme)


Interval = tuple[float, float]
"""The ends between which a figure lies, 19 times in 20."""

_Z: Final = 1.959964
_RESAMPLES: Final = 500


def wilson(right: int, n: int) -> Interval:
    """The 95% interval of a share of `right` in `n` (Wilson 1927, score interval): sound for few cases too, and never
    below 0 or above 1. Of no cases at all it says nothing: 0 to 1."""
    if n == 0:
        return (0.0, 1.0)
    share, z2 = right / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return (max(0.0, middle - half), min(1.0, middle + half))


def f1_interval(by_report: Sequence[Score]) -> Interval:
    """The 95% interval of F1, by drawing whole reports again (bootstrap): passages of one report are alike, so they
    are not so many independent cases. The same reports give the same interval."""
    if not by_report:
        return (0.0, 1.0)
    draw = random.Random(len(by_report))  # noqa: S311 - chance here protects nothing
    drawn = sorted(sum(draw.choices(by_report, k=len(by_report)), Score()).f1 for _ in range(_RESAMPLES))
    return (drawn[int(0.025 * _RESAMPLES)], drawn[int(0.975 * _RESAMPLES) - 1])


def kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float | None:
    """How far two people agree beyond chance (Cohen 1960): 1 always, 0 as chance would. `pairs` are what the one and
    what the other said of the same thing. None when nothing was said twice, or when both always said one and the same,
    for then chance explains all."""
    said = Counter(pairs)
    n = sum(said.values())
    if n == 0:
        return None
    first, second = Counter[Hashable](), Counter[Hashable]()
    for (one, other), count in said.items():
        first[one] += count
        second[other] += count
    chance = sum(first[value] * second[value] for value in first) / (n * n)
    if chance >= 1:
        return None
    agreed = sum(count for (one, other), count in said.items() if one == other) / n
    return (agreed - chance) / (1 - chance)
