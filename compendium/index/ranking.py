"""How answers are ordered: the weights of the score, and the order of reports. Both engines use these numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

K1: Final = 1.6
B: Final = 0.6
"""BM25: how soon repeating a word stops helping, and how much long passages are held back. See decision 0002."""

FIELDS: Final = ("text", "heading", "title")
OWN: Final = ("text", "heading")
"""The fields that are a passage's own; its report's title is shared by all passages of the report."""

BOOSTS: Final[dict[str, float]] = {"text": 1.0, "heading": 1.5, "title": 2.0}
"""What a word counts for in a passage's text, in its heading, and in its report's title."""

EXACT_FORM: Final = 0.1
"""What a word in the very form asked for counts on top."""

OTHER_WORD: Final = 0.7
"""What another word for the same (a synonym) counts for, beside the word that was asked for."""

LIFT: Final = (1.0, 0.1, 0.05)
"""What the best passages of a report, in this order, add to the report's score."""

TELLING: Final = 25
"""Words of a text that are looked for in others like it: the most frequent in it that are rare elsewhere."""

CONSIDERED: Final = 150
"""Words of a long text, the most frequent in it, among which the telling ones are sought."""

ALIKE: Final = 0.2
"""How much of the score of a text itself another must reach to be like it."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What the viewer may see, in numbers: passages, and the mean number of words in each field of them.

    Scores are reckoned on this and nothing else, so that no draft can be felt through the scores of other reports.
    """

    passages: int
    mean_length: Mapping[str, float]


def rarity(collection: Collection, holding: int) -> float:
    """The weight of a word that so many visible passages hold: BM25's inverse document frequency, always above 0."""
    return log(1 + (collection.passages - holding + 0.5) / (holding + 0.5))


def report_score(best: Sequence[float]) -> float:
    """The score of a report from the scores of its best passages, best first."""
    return round(sum(weight * score for weight, score in zip(LIFT, best, strict=False)), 6)
