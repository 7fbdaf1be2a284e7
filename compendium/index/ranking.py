"""How answers are ordered: the weights of the score, and the order of reports. Both engines use these numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from compendium.model.indexing import Found, FoundReport
from compendium.model.search import SearchQuery, Sort

FACETS: Final = (
    *("theme", "organisation", "year", "setting", "population", "method"),
    *("kind", "account", "voice", "report"),
)
"""The filters whose values are counted in every answer."""

K1: Final = 1.6
B: Final = 0.6
"""BM25: how soon repeating a word stops helping, and how much long passages are held back. See decision 0002."""

FIELDS: Final = ("text", "heading", "title")
BOOSTS: Final[dict[str, float]] = {"text": 1.0, "heading": 1.5, "title": 1.0}
"""What a word counts for in a passage's text, in its heading, and in its report's title."""

EXACT_FORM: Final = 0.2
"""What a word in the very form asked for counts on top."""

LIFT: Final = (1.0, 0.1, 0.05)
"""What the best passages of a report, in this order, add to the report's score."""


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


def arrange(reports: list[FoundReport], years: Mapping[str, int | None], query: SearchQuery) -> tuple[FoundReport, ...]:
    """The reports in the order asked for; equal ones newest first, then by id. Empty text: newest first."""

    def newest(found: FoundReport) -> int:
        return -(years[found.report] or 0)

    if query.sort is Sort.NEWEST:
        return tuple(sorted(reports, key=lambda found: (newest(found), -found.score, found.report)))
    return tuple(sorted(reports, key=lambda found: (-found.score, newest(found), found.report)))


def answer(
    arranged: tuple[FoundReport, ...],
    query: SearchQuery,
    *,
    facets: dict[str, dict[str, int]],
    ignored: tuple[str, ...],
    told: str,
    revision: int,
) -> Found:
    """The reports in order and the part of them that is shown: all of them for Sort.PEOPLE, which the caller orders."""
    shown = arranged if query.sort is Sort.PEOPLE else arranged[query.offset : query.offset + query.limit]
    return Found(
        total_passages=sum(found.total for found in arranged),
        all_reports=tuple(found.report for found in arranged),
        shown=shown,
        facets=facets,
        ignored=ignored,
        expanded=(told,) if told else (),
        revision=revision,
    )
