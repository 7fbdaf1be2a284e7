"""The classifier of themes: learns from people's decisions, suggests where it has proved better than the rules.

Each theme has two logistic regressions: a balanced one decides, its unbalanced twin gives the probability shown. A
theme is active when `validation` says so. All others only order the queue of what people review; where people have
decided too little, the order is learnt from what the rules suggest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from compendium.model.document import Passage
from compendium.model.report import Claimant
from compendium.model.theme import Match, Tag
from compendium.tagging import linear
from compendium.tagging.examples import Example, fingerprint
from compendium.tagging.features import Features, Floats, Matrix, words
from compendium.tagging.linear import Bools, Linear
from compendium.tagging.rules import may_speak
from compendium.tagging.validation import Validation, enough_positives, fit_both, said_by_people, validate


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """Of each passage (row) and theme (column): the probability that it speaks to the theme; whether the balanced
    model finds it more likely than not; and whether to suggest it, which a theme that is off never is, nor one
    where the probability is too low for its like to have been right often enough."""

    probability: Floats
    balanced: Bools
    decision: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learnt from people's decisions. `codebook` is the version whose themes and rules it knows; `training`
    is the fingerprint of the examples."""

    themes: tuple[str, ...]
    codebook: str
    training: str
    scores: Mapping[str, Validation]
    weak: frozenset[str]
    """Themes with too few decisions by people: their probability is learnt from the rules, and only orders."""
    features: Features
    balanced: Linear
    twin: Linear

    @property
    def active(self) -> frozenset[str]:
        """The themes that the classifier may suggest."""
        return frozenset(theme for theme in self.themes if self.scores[theme].active)

    def predict(
        self, texts: Sequence[str], headings: Sequence[Sequence[str]], hits: Sequence[Mapping[str, float]]
    ) -> Predictions:
        """What the model says of these passages, given the headings above each and the scores of the rules' hits."""
        rows = self.features.matrix(texts, headings, hits)
        probability = linear.probability(self.twin.log_odds(rows))
        balanced = self.balanced.log_odds(rows) > 0
        on = np.array([self.scores[theme].active for theme in self.themes], dtype=bool)
        floors = np.array([self.scores[theme].floor for theme in self.themes])
        return Predictions(probability, balanced, balanced & on & (probability >= floors))

    def explain(self, text: str, heading: Sequence[str], theme: str, most: int = 5) -> tuple[Match, ...]:
        """The words and word pairs of the text that speak most for the theme, the strongest first; no two overlap.
        `Match.rule` is the dictionary form. Empty when only pieces of words, headings or rules speak for it."""
        terms = self.features.terms.names
        row = self.features.matrix([text], [heading], [{}])
        own = row.indices < len(terms)
        places = row.indices[own]
        weights = row.data[own] * self.balanced.weights[self.themes.index(theme)][places]
        speaking = {terms[place]: float(weight) for place, weight in zip(places, weights, strict=True) if weight > 0}
        standing = [word for word in words(text) if word.telling and word.form in speaking]
        chosen: list[Match] = []
        for word in sorted(standing, key=lambda word: (-speaking[word.form], word.start)):
            apart = all(word.end <= other.start or other.end <= word.start for other in chosen)
            if apart and all(word.form != other.rule for other in chosen):
                chosen.append(Match(word.start, word.end, word.form))
        return tuple(chosen[:most])

    def tags(self, passages: Iterable[Passage], rule_tags: Iterable[Tag]) -> tuple[Tag, ...]:
        """What the classifier suggests beyond the rules, in order of the passages, then of the themes. `rule_tags` is
        what the rules suggest for the same passages. Passages that the rules pass over are passed over."""
        once = [passage for passage in passages if may_speak(passage)]
        hits: dict[str, dict[str, float]] = {passage.id: {} for passage in once}
        for tag in rule_tags:
            if tag.by is Claimant.RULE and tag.passage in hits:
                hits[tag.passage][tag.theme] = tag.score
        if not once or not self.active:
            return ()
        found = self.predict([p.text for p in once], [p.heading for p in once], [hits[p.id] for p in once])
        return tuple(
            self._tag(once[row], self.themes[column], float(found.probability[row, column]))
            for row, column in np.argwhere(found.decision)
            if self.themes[column] not in hits[once[row].id]
        )

    def _tag(self, passage: Passage, theme: str, probability: float) -> Tag:
        matches = self.explain(passage.text, passage.heading, theme)
        return Tag(passage.id, theme, Claimant.CLASSIFIER, matches=matches, score=probability)


def train(
    examples: Sequence[Example], themes: Sequence[str], *, codebook: str, unlabelled: Sequence[Example] = ()
) -> Model:
    """The model that these examples teach; the same examples always give the same. `unlabelled` are passages that
    only the rules have looked at: they teach the order of themes that people have decided too little about."""
    scores = validate(examples, themes)
    weak = frozenset(theme for theme in themes if not enough_positives(examples, theme))
    every = [*examples, *(unlabelled if weak else ())]
    texts, headings = [one.text for one in every], [one.heading for one in every]
    features = Features.fit(texts, headings, themes)
    rows = features.matrix(texts, headings, [one.hits for one in every])
    said, known = said_by_people(examples, themes)
    strong = np.array([theme not in weak for theme in themes], dtype=bool)
    balanced, twin = fit_both(rows[: len(examples)], said, known & strong)
    for place, theme in enumerate(themes):
        if theme in weak:
            twin.weights[place], twin.constants[place] = _from_rules(features, rows, every, theme)
    return Model(tuple(themes), codebook, fingerprint(examples), scores, weak, features, balanced, twin)


def _from_rules(features: Features, rows: Matrix, every: Sequence[Example], theme: str) -> tuple[Floats, float]:
    """The twin of a weak theme, from what people said and, where nobody did, from what the rules suggest. The rules'
    hits are hidden from it: it would learn nothing else."""
    heard = [one.says(theme) for one in every]
    present = np.array([theme in one.hits if said is None else said for one, said in zip(every, heard, strict=True)])
    words_only = features.width - len(features.themes)
    weights, constant = linear.fit(rows[:, :words_only], present.astype(bool), balanced=False)
    return np.append(weights, np.zeros(len(features.themes))), constant
