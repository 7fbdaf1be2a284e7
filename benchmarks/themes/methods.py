"""What is compared: ours, the words of the label names alone, and plain classifiers. Each learns and then answers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from benchmarks.themes.labelled import Labelled, hits, terms
from compendium.tagging.features import Features
from compendium.tagging.validation import fit_both

Bools = NDArray[np.bool_]
Answer = Callable[[Sequence[str]], Bools]

TOO_FEW: Final = 10
"""With fewer texts than that to learn a label from, the rules decide. The program itself asks for more, and for proof,
before a classifier may speak; but its rules are better than the words of a name."""


def ours(given: Labelled) -> Answer:
    """The program's own features and balanced models, with the words of the labels' names as rules."""
    named = terms(given.labels)
    none: list[tuple[str, ...]] = [()] * len(given.texts)
    features = Features.fit(given.texts, none, given.labels)
    rows = features.matrix(given.texts, none, hits(given.texts, named))
    balanced, _ = fit_both(rows, given.said, np.ones_like(given.said))
    few = given.said.sum(axis=0) < TOO_FEW

    def answer(texts: Sequence[str]) -> Bools:
        found = hits(texts, named)
        learnt = balanced.log_odds(features.matrix(texts, [()] * len(texts), found)) > 0
        return np.where(few, _hit(found, given.labels), learnt)

    return answer


def rules(given: Labelled) -> Answer:
    """A text has a label when a word of the label's name stands in it."""
    named = terms(given.labels)
    return lambda texts: _hit(hits(texts, named), given.labels)


def _hit(found: Sequence[Mapping[str, float]], labels: Sequence[str]) -> Bools:
    return np.array([[label in one for label in labels] for one in found], dtype=bool)


def _plain(make: Callable[[], Any]) -> Callable[[Labelled], Answer]:
    """Words and word pairs by TF-IDF, and one classifier a label."""

    def method(given: Labelled) -> Answer:
        vectors = TfidfVectorizer(ngram_range=(1, 2))
        rows = vectors.fit_transform(given.texts)
        fitted = [make().fit(rows, said) if 0 < said.sum() < len(said) else None for said in given.said.T]

        def answer(texts: Sequence[str]) -> Bools:
            asked = vectors.transform(texts)
            none = np.zeros(len(texts), dtype=bool)
            return np.array([none if one is None else one.predict(asked) for one in fitted], dtype=bool).T

        return answer

    return method


BASELINES: Final[dict[str, Callable[[Labelled], Answer]]] = {
    "logistic regression": _plain(lambda: LogisticRegression(max_iter=2000)),
    "logistic regression, balanced": _plain(lambda: LogisticRegression(max_iter=2000, class_weight="balanced")),
    "linear SVC": _plain(lambda: LinearSVC(max_iter=20_000, random_state=0)),
    "linear SVC, balanced": _plain(lambda: LinearSVC(max_iter=20_000, random_state=0, class_weight="balanced")),
}
METHODS: Final = {"ours": ours, "rules": rules, **BASELINES}
