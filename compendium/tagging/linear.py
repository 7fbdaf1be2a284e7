"""A logistic regression for each theme, and how it is fitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from compendium.tagging.features import Floats, Matrix

Bools = NDArray[np.bool_]

_STRENGTH: Final = 1.0
_EMPHASIS: Final = 0.4
"""How far a feature's scale follows its log-count ratio for the theme; 0 leaves all alike. Measured: .25 to .5 are
equally good and add .02 to .03 to macro F1."""
_SMOOTHING: Final = 0.1
_NEVER: Final = -30.0
"""The log odds of a theme that there is nothing to learn about."""


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Weights by theme and feature, and by theme what is added to every sum."""

    weights: NDArray[np.float32]
    constants: NDArray[np.float32]

    @classmethod
    def stacked(cls, fitted: Sequence[tuple[Floats, float]]) -> Self:
        """One model of many, one row for each."""
        weights = np.array([row for row, _ in fitted], dtype=np.float32)
        return cls(weights, np.array([constant for _, constant in fitted], dtype=np.float32))

    def log_odds(self, rows: Matrix) -> Floats:
        """Of each passage (row) for each theme (column): above 0 is more likely than not."""
        return np.asarray(rows @ self.weights.T.astype(np.float64) + self.constants)


def probability(log_odds: Floats) -> Floats:
    """Log odds as probabilities."""
    return np.asarray(np.exp(-np.logaddexp(0, -log_odds)))


def learnable(present: Bools) -> bool:
    """Whether there are two passages of either kind, at least, to tell apart."""
    return 2 <= int(present.sum()) <= len(present) - 2


def fit(rows: Matrix, present: Bools, *, balanced: bool) -> tuple[Floats, float]:
    """The weights and the constant that tell the passages where the theme is `present` from the others. Balanced: a
    rare theme counts as much as all the rest."""
    from sklearn.linear_model import LogisticRegression

    if not learnable(present):
        return np.zeros(rows.shape[1]), _NEVER
    scale = _emphasis(rows, present)
    scaled = rows.copy()
    scaled.data *= scale[scaled.indices]
    model: Any = LogisticRegression(
        C=_STRENGTH,
        class_weight="balanced" if balanced else None,
        solver="liblinear",
        # Liblinear shrinks the constant too. Where most passages lack a theme, it must be freer to be large.
        intercept_scaling=1 if balanced else 3,
        dual=True,
        tol=0.01,
        max_iter=10_000,
        random_state=0,
    )
    model.fit(scaled, present)
    # The scale goes into the weights: whoever predicts need not know of it.
    return model.coef_[0] * scale, float(model.intercept_[0])


def _emphasis(rows: Matrix, present: Bools) -> Floats:
    """A scale for each feature: large where it is much more, or much less, frequent with the theme than without."""
    having = rows.T @ present.astype(np.float64) + _SMOOTHING
    lacking = rows.T @ (~present).astype(np.float64) + _SMOOTHING
    ratio = np.abs(np.log(having / having.sum()) - np.log(lacking / lacking.sum()))
    mean = ratio.mean()
    return np.asarray(1 - _EMPHASIS + _EMPHASIS * ratio / mean if mean > 0 else np.ones_like(ratio))
