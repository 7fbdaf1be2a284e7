"""How right machines are, theme by theme, and how far people agree: on passages drawn by lot, of whole reports held
out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from compendium.catalogue.catalogue import Catalogue
from compendium.model.review import Answer, Reviewed, kept_apart
from compendium.model.theme import Codebook
from compendium.tagging.modelfile import load
from compendium.tagging.rules import may_speak
from compendium.tagging.scores import Interval, Score, f1_interval, kappa, wilson
from compendium.tagging.validation import Validation, unseen
from compendium.theming.learning import examples_of, learnable, passage_of
from compendium.theming.reviewing import readings_of
from compendium.theming.suggesting import MODEL

TOO_FEW: Final = 20
"""Passages on a theme below which a figure says too little to be shown as one."""


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """How right machines are on one theme, on passages drawn by lot and read for all themes."""

    theme: str
    score: Score
    precision: Interval
    recall: Interval
    f1: Interval
    looked: int
    """Suggestions that people looked at anywhere, and how many of them were right."""
    right: int
    pairs: int
    """Passages on which two people said whether they speak to the theme."""
    kappa: float | None
    classifier: str
    """Whether a classifier is at work here, and why or why not."""

    @property
    def n(self) -> int:
        """Passages drawn by lot that speak to the theme."""
        return self.score.right + self.score.missed

    @property
    def too_few(self) -> bool:
        """Whether there are too few passages to tell."""
        return self.n < TOO_FEW


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How right machines are on all themes, and how far people agree."""

    codebook: str
    passages: int
    reports: int
    themes: tuple[ThemeScore, ...]
    people: tuple[str, ...]
    pairs: int
    kappa: float | None
    unreadable: bool
    """Whether there is a classifier's file that cannot be read, or was made for something else."""


def evaluation(catalogue: Catalogue, codebook: Codebook) -> Evaluation:
    """The scores of the rules and of the classifier where it is at work, on the passages kept apart that people read
    whole. The classifier is judged on each of them as trained without its report and without its organisation."""
    everything = catalogue.reviewed()
    judged = [one for one in everything if one.drawn and kept_apart(one.passage)]
    themes = learnable(codebook)
    model = load(catalogue.home / MODEL, codebook=codebook.version)
    why = {theme: one.why for theme, one in model.scores.items()} if model else {}
    active = {theme: model.scores[theme] for theme in sorted(model.active)} if model else {}
    said = _machine(everything, judged, codebook, active)
    looked = _looked_at(everything, catalogue)
    agreed = _agreed(catalogue, themes)
    every = [pair for pairs in agreed.values() for pair in pairs]
    return Evaluation(
        codebook=codebook.version,
        passages=len(judged),
        reports=len({one.report for one in judged}),
        themes=tuple(
            _theme_score(theme, judged, said, looked.get(theme, (0, 0)), agreed[theme], why.get(theme, ""))
            for theme in themes
        ),
        people=tuple(sorted({review.by for review in catalogue.reviews()})),
        pairs=len(every),
        kappa=kappa(every),
        unreadable=model is None and (catalogue.home / MODEL).exists(),
    )


def _machine(
    everything: Sequence[Reviewed], judged: Sequence[Reviewed], codebook: Codebook, active: Mapping[str, Validation]
) -> dict[str, frozenset[str]]:
    """What machines say of each passage judged: the rules, and the classifier as trained on other reports."""
    examples = examples_of(judged, codebook)
    found = {one.passage: frozenset(one.hits) for one in examples}
    if not active or not judged:
        return found
    learnt = examples_of([one for one in everything if not kept_apart(one.passage)], codebook)
    for one, row in zip(judged, unseen(learnt, examples, active), strict=True):
        if may_speak(passage_of(one)):
            found[one.passage] |= {theme for theme, yes in zip(active, row, strict=True) if yes}
    return found


def _theme_score(
    theme: str,
    judged: Sequence[Reviewed],
    said: Mapping[str, frozenset[str]],
    looked: tuple[int, int],
    agreed: Sequence[tuple[bool, bool]],
    why: str,
) -> ThemeScore:
    by_report: dict[str, Score] = defaultdict(Score)
    for one in judged:
        known = theme in one.looked or theme in one.accepted or theme in one.rejected
        if known and theme not in one.unsure:
            by_report[one.report] += _agreement(theme in said.get(one.passage, ()), theme in one.accepted)
    score = sum(by_report.values(), Score())
    return ThemeScore(
        theme=theme,
        score=score,
        precision=wilson(score.right, score.right + score.wrong),
        recall=wilson(score.right, score.right + score.missed),
        f1=f1_interval(list(by_report.values())),
        looked=looked[0],
        right=looked[1],
        pairs=len(agreed),
        kappa=kappa(agreed),
        classifier=why,
    )


def _agreement(machine: bool, person: bool) -> Score:
    return Score(int(machine and person), int(machine and not person), int(person and not machine))


def _looked_at(everything: Sequence[Reviewed], catalogue: Catalogue) -> dict[str, tuple[int, int]]:
    """How many suggestions for each theme people looked at, and how many of them they accepted."""
    machine = catalogue.machine_themes({one.passage for one in everything})
    found: dict[str, tuple[int, int]] = {}
    for one in everything:
        for theme in machine.get(one.passage, frozenset()) & (one.accepted | one.rejected):
            looked, right = found.get(theme, (0, 0))
            found[theme] = (looked + 1, right + (theme in one.accepted))
    return found


def _agreed(catalogue: Catalogue, themes: Sequence[str]) -> dict[str, list[tuple[bool, bool]]]:
    """What each two people said of the same passage, by theme: whether it speaks to it. Only passages that both have
    read for it count: kappa over what nobody looked at means nothing."""
    found: dict[str, list[tuple[bool, bool]]] = {theme: [] for theme in themes}
    for people in readings_of(catalogue.reviews()).values():
        for one, other in combinations(sorted(people), 2):
            for theme in themes:
                first, second = people[one].on(theme), people[other].on(theme)
                if first and second and Answer.UNSURE not in (first, second):
                    found[theme].append((first is Answer.ACCEPTED, second is Answer.ACCEPTED))
    return found
