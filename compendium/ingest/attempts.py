"""A second try for files that the first one could not finish: a plainer reading, or more time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.children import in_children

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_PLAINER = frozenset({"crashed", "timed-out", "out-of-memory"})
"""What may lie in the parts of a file that the words do not need: its drawings, its tags."""
READING_SECONDS = 25.0
"""What a long scan is allowed for everything but recognising its words."""
_MOST_SECONDS = 3600.0


def in_attempts(
    work: Callable[[Item], Answer],
    items: Iterable[Item],
    with_limits: Callable[[Item, Limits], Item],
    *,
    processes: int,
    limits: Limits,
) -> Iterator[tuple[Item, Answer | Refused]]:
    """As `in_children`, but a file that crashed its child, or took too much time or memory, is tried once more without
    looking for tables and tags, and a long scan with the time that recognising its words takes. `with_limits` gives an
    item other limits; what comes back is always the item as it was given."""
    again: list[tuple[Item, Limits]] = []
    for item, answer in _in_children(work, items, processes, limits):
        other = _other_limits(answer, limits) if isinstance(answer, Refused) else None
        if other is None:
            yield item, answer
        else:
            again.append((item, other))
    for other in dict.fromkeys(other for _, other in again):
        given = [item for item, its_limits in again if its_limits == other]
        tried = [with_limits(item, other) for item in given]
        for attempt, answer in _in_children(work, tried, processes, other):
            yield next(item for item, new in zip(given, tried, strict=True) if new is attempt), answer


def _in_children(
    work: Callable[[Item], Answer], items: Iterable[Item], processes: int, limits: Limits
) -> Iterator[tuple[Item, Answer | Refused]]:
    return in_children(work, items, processes=processes, seconds=limits.seconds, memory_mb=limits.memory_mb)


def _other_limits(refused: Refused, limits: Limits) -> Limits | None:
    """The limits to try again with; None when nothing would come of it."""
    if refused.code in _PLAINER and limits.tags:
        return replace(limits, tables=False, tags=False, ocr=False)
    if refused.code == "long-scan":
        needed = float(refused.detail)
        # a scan too long for any patience may have pages of text among its pictures
        longer = replace(limits, seconds=limits.seconds + needed + READING_SECONDS)
        return longer if needed <= _MOST_SECONDS else replace(limits, ocr=False)
    return None
