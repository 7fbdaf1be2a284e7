"""How good a ranked list is, against what people judged.

`gains` says what each judged document of one question is worth: its judgement. What nobody judged, or judged 0 or
less, is not relevant and gains nothing. A document that stands in a list twice counts at its first place only.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log2

MEASURED = ("ndcg10", "map", "recall100")
DEPTH = 1000
"""Documents of a list that are looked at."""


def ordered(scored: Iterable[tuple[str, float]]) -> list[str]:
    """Documents by score, best first; equal ones by id, so that no engine gains from the order it was filled in."""
    return [document for document, _ in sorted(scored, key=lambda pair: (-pair[1], pair[0]))]


def ndcg(ranked: Sequence[str], gains: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain, 0 to 1: the sum of gain / log2(place + 1) over the first places, divided
    by the same sum for the best order there could be.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20 (2002); with the judgement
    itself as gain and a discount from the second place on, as trec_eval reckons `ndcg_cut`.
    """
    best = sorted((gain for gain in gains.values() if gain > 0), reverse=True)
    ideal = _discounted(best[:depth])
    return _discounted([_gain(gains, document) for document in _once(ranked)[:depth]]) / ideal if ideal else 0.0


def average_precision(ranked: Sequence[str], gains: Mapping[str, int], depth: int = DEPTH) -> float:
    """Average precision, 0 to 1: the precision at the place of each relevant document found, summed, divided by the
    number of relevant documents there are. Its mean over questions is MAP.

    Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), section 8.4; trec_eval's `map`.
    """
    hits, total = 0, 0.0
    for place, document in enumerate(_once(ranked)[:depth], 1):
        if _gain(gains, document):
            hits += 1
            total += hits / place
    relevant = _relevant(gains)
    return total / relevant if relevant else 0.0


def recall(ranked: Sequence[str], gains: Mapping[str, int], depth: int = 100) -> float:
    """The share of the relevant documents that stand in the first places, 0 to 1.

    Manning, Raghavan and Schütze (2008), section 8.3; trec_eval's `recall`.
    """
    relevant = _relevant(gains)
    return sum(_gain(gains, document) > 0 for document in _once(ranked)[:depth]) / relevant if relevant else 0.0


def judged(qrels: Mapping[str, Mapping[str, int]], questions: Iterable[str]) -> list[str]:
    """The questions that can be measured: those for which somebody judged a document relevant."""
    return [question for question in questions if _relevant(qrels.get(question, {}))]


def means(lists: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """Each measure's mean over the questions of `lists`, to four places. Questions without relevant documents are left
    out: no order could be right or wrong for them. A question with an empty list counts, as 0."""
    questions = judged(qrels, lists)
    each = [
        (
            ndcg(lists[question], qrels[question]),
            average_precision(lists[question], qrels[question]),
            recall(lists[question], qrels[question]),
        )
        for question in questions
    ]
    if not each:
        return dict.fromkeys(MEASURED, 0.0)
    return {
        name: round(sum(column) / len(each), 4) for name, column in zip(MEASURED, zip(*each, strict=True), strict=True)
    }


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(place + 1) for place, gain in enumerate(gains, 1))


def _gain(gains: Mapping[str, int], document: str) -> int:
    return max(gains.get(document, 0), 0)


def _relevant(gains: Mapping[str, int]) -> int:
    return sum(gain > 0 for gain in gains.values())


def _once(ranked: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(ranked))
