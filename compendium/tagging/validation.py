"""Whether a classifier may suggest a theme: enough decisions by people, and better than the rules where it never was.

Passages of one report resemble each other, and so do reports of one organisation. A classifier is therefore always
judged on reports of organisations that it was not trained on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from compendium.tagging import linear
from compendium.tagging.examples import Example, grouped, numbered
from compendium.tagging.features import Features, Floats, Matrix
from compendium.tagging.linear import Bools
from compendium.tagging.scores import Score

ENOUGH_POSITIVES: Final = 20
ENOUGH_REPORTS: Final = 5
_FOLDS: Final = 5
_FEWEST_GROUPS: Final = 3
_RIGHT_ENOUGH: Final = 0.6
"""The share of suggestions that must be right, out of fold: fewer would waste the time of those who check them."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What speaks for and against the classifier of one theme.

    `classifier` and `rules` hold the agreement with people, out of fold, of the rules with what it adds to them and of
    the rules alone; None where there was too little to try. `floor` is the probability below which it abstains.
    """

    theme: str
    positives: int
    reports: int
    organisations: int
    active: bool
    why: str
    classifier: Score | None = None
    rules: Score | None = None
    floor: float = 1.0


def enough_positives(examples: Sequence[Example], theme: str) -> bool:
    """Whether people accepted the theme often enough to learn it from them."""
    return sum(theme in one.accepted for one in examples) >= ENOUGH_POSITIVES


def validate(examples: Sequence[Example], themes: Sequence[str]) -> dict[str, Validation]:
    """Every theme's validation. Deterministic."""
    found = {theme: _counted(examples, theme) for theme in themes}
    ready = [theme for theme, one in found.items() if not one.why]
    groups = grouped(examples)
    spread = [theme for theme in ready if _spread(examples, groups, theme) >= _FEWEST_GROUPS]
    found |= _tried(examples, spread, groups, "")
    close = [theme for theme in ready if theme not in spread]
    reports = numbered(one.report for one in examples)
    note = " Tried on other reports, not on other organisations: too few of them have this theme."
    return found | _tried(examples, close, reports, note)


def _counted(examples: Sequence[Example], theme: str) -> Validation:
    having = [one for one in examples if theme in one.accepted]
    lacking = sum(one.says(theme) is False for one in examples)
    reports = len({one.report for one in having})
    organisations = len({name for one in having for name in one.organisations})
    why = ""
    if len(having) < ENOUGH_POSITIVES:
        why = f"Off: people accepted this theme {_times(len(having))}, and {ENOUGH_POSITIVES} times are needed."
    elif reports < ENOUGH_REPORTS:
        why = f"Off: reports that the accepted passages come from: {reports}, and {ENOUGH_REPORTS} are needed."
    elif lacking < ENOUGH_POSITIVES:
        why = f"Off: people rejected this theme {_times(lacking)}, and {ENOUGH_POSITIVES} times are needed."
    return Validation(theme, len(having), reports, organisations, active=False, why=why)


def _times(count: int) -> str:
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def _spread(examples: Sequence[Example], groups: Sequence[int], theme: str) -> int:
    return len({group for one, group in zip(examples, groups, strict=True) if theme in one.accepted})


def _tried(
    examples: Sequence[Example], themes: Sequence[str], groups: Sequence[int], note: str
) -> dict[str, Validation]:
    """The validation of themes that have enough examples; `note` is what to add to why."""
    if not themes:
        return {}
    said, known = said_by_people(examples, themes)
    sure, likely = out_of_fold(examples, themes, said, known, groups)
    return {
        theme: _judged(
            _counted(examples, theme),
            said=said[known[:, i], i],
            hits=np.array([theme in one.hits for one in examples])[known[:, i]],
            sure=sure[known[:, i], i],
            likely=likely[known[:, i], i],
            note=note,
        )
        for i, theme in enumerate(themes)
    }


def said_by_people(examples: Sequence[Example], themes: Sequence[str]) -> tuple[Bools, Bools]:
    """By example and theme: whether people found the theme there, and whether anyone said so or not."""
    said = np.array([[one.says(theme) is True for theme in themes] for one in examples], dtype=bool)
    known = np.array([[one.says(theme) is not None for theme in themes] for one in examples], dtype=bool)
    return said.reshape(len(examples), len(themes)), known.reshape(len(examples), len(themes))


def out_of_fold(
    examples: Sequence[Example], themes: Sequence[str], said: Bools, known: Bools, groups: Sequence[int]
) -> tuple[Bools, Floats]:
    """By example and theme: whether the balanced model says yes, and the probability of its unbalanced twin, both
    trained without the example's group."""
    from sklearn.model_selection import GroupKFold

    sure, likely = np.zeros(said.shape, dtype=bool), np.zeros(said.shape)
    folds = GroupKFold(min(_FOLDS, len(set(groups))))
    for learn, judge in folds.split(np.zeros(len(examples)), groups=np.array(groups)):
        features, rows = _read([examples[i] for i in learn], themes)
        judged = _matrix(features, [examples[i] for i in judge])
        pair = fit_both(rows, said[learn], known[learn])
        sure[judge] = pair[0].log_odds(judged) > 0
        likely[judge] = linear.probability(pair[1].log_odds(judged))
    return sure, likely


def fit_both(rows: Matrix, said: Bools, known: Bools) -> tuple[linear.Linear, linear.Linear]:
    """The balanced model and its unbalanced twin, of each theme (column of `said`) from the rows that are known."""
    columns = [(rows[known[:, i]], said[known[:, i], i]) for i in range(said.shape[1])]
    balanced = linear.Linear.stacked([linear.fit(*column, balanced=True) for column in columns])
    return balanced, linear.Linear.stacked([linear.fit(*column, balanced=False) for column in columns])


def _read(examples: Sequence[Example], themes: Sequence[str]) -> tuple[Features, Matrix]:
    features = Features.fit([one.text for one in examples], [one.heading for one in examples], themes)
    return features, _matrix(features, examples)


def _matrix(features: Features, examples: Sequence[Example]) -> Matrix:
    texts, headings = [one.text for one in examples], [one.heading for one in examples]
    return features.matrix(texts, headings, [one.hits for one in examples])


def _judged(counted: Validation, *, said: Bools, hits: Bools, sure: Bools, likely: Floats, note: str) -> Validation:
    """The classifier adds to what the rules suggest, so both together are held against the rules alone."""
    rules, beyond = agreement(hits, said), sure & ~hits
    floor = abstain_below(said, beyond, likely, _RIGHT_ENOUGH)
    together = agreement(hits | (beyond & (likely >= floor)), said)
    active = together.f1 > rules.f1
    better = f"F1 {together.f1:.2f} with it, {rules.f1:.2f} by rules alone"
    why = f"On: better than the rules alone on reports it had not seen ({better})."
    if not active:
        why = f"Off: not better than the rules alone on reports it had not seen ({better})."
    made = (counted.theme, counted.positives, counted.reports, counted.organisations, active, why + note)
    return Validation(*made, together, rules, floor)


def unseen(examples: Sequence[Example], judged: Sequence[Example], scores: Mapping[str, Validation]) -> Bools:
    """By example judged and theme of `scores`: whether the classifier would suggest it, trained without the reports of
    the same organisation. Examples judged teach nothing."""
    from sklearn.model_selection import GroupKFold

    themes, every = list(scores), [*examples, *judged]
    groups = grouped(every)
    if len(set(groups)) < _FEWEST_GROUPS:
        groups = numbered(one.report for one in every)
    found = np.zeros((len(judged), len(themes)), dtype=bool)
    if len(set(groups)) < 2 or not examples:
        return found  # nothing was learnt elsewhere
    said, known = said_by_people(examples, themes)
    floors = np.array([scores[theme].floor for theme in themes])
    folds = GroupKFold(min(_FOLDS, len(set(groups))))
    for elsewhere, here in folds.split(np.zeros(len(every)), groups=np.array(groups)):
        learn, judge = elsewhere[elsewhere < len(examples)], here[here >= len(examples)] - len(examples)
        if not len(judge) or not len(learn):
            continue
        features, rows = _read([examples[i] for i in learn], themes)
        matrix = _matrix(features, [judged[i] for i in judge])
        balanced, twin = fit_both(rows, said[learn], known[learn])
        found[judge] = (balanced.log_odds(matrix) > 0) & (linear.probability(twin.log_odds(matrix)) >= floors)
    return found


def agreement(found: Bools, said: Bools) -> Score:
    """How what was found agrees with what people said."""
    return Score(int((found & said).sum()), int((found & ~said).sum()), int((said & ~found).sum()))


def abstain_below(said: Bools, sure: Bools, likely: Floats, precision: float) -> float:
    """The lowest probability from which on at least that share of what the classifier is sure of is right: below it,
    it abstains. 0 when all it is sure of is right often enough; above 1, so that it always abstains, when nothing is.
    """
    order = np.argsort(-likely[sure], kind="stable")
    probabilities: NDArray[np.float64] = likely[sure][order]
    share = np.cumsum(said[sure][order]) / np.arange(1, len(order) + 1)
    last = np.append(probabilities[1:] < probabilities[:-1], True)[: len(order)]  # of equal ones, all go or none
    good = np.flatnonzero(last & (share >= precision))
    if not len(good):
        return 2.0
    return 0.0 if good[-1] == len(order) - 1 else float(probabilities[good[-1]])
