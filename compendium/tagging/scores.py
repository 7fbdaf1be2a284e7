"""How well tags agree with labels that people gave: precision, recall and F1, a theme at a time and together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

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
