"""Which passages are put before a person next: those whose answers teach most, and some by lot."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from heapq import heappop, heappush
from typing import Final

from compendium.model.review import Stream, Suggested, kept_apart

ENOUGH: Final = 20
"""Reviewed positives of a theme from which on doubt, and no longer rarity, says what to ask next: below it no
classifier is trusted with the theme."""

_BY_LOT: Final = 10
"""Every tenth passage is one of those that machines are judged by."""

_APART: Final = 4
"""Of so many passages in a row at most one carries a content note."""


@dataclass(frozen=True, slots=True)
class Item:
    """A passage to be read, why, and the themes to ask of first."""

    passage: str
    report: str
    stream: Stream
    themes: tuple[str, ...]
    """What machines suggest, the theme for whose sake it stands here first."""


def ordered(
    passages: Sequence[Suggested],
    *,
    accepted: Mapping[str, int],
    doubt: Mapping[str, Mapping[str, float]],
    parts: Mapping[str, tuple[str, ...]],
    noted: Collection[str],
    aside: Collection[str],
    done: Collection[str],
    lots: bool = True,
) -> Iterator[Item]:
    """The passages in the order in which to put them before a person.

    First those that people accepted under a theme since split (`parts`: the new themes to ask of, by passage). Then,
    for the theme with the fewest accepted passages (`accepted`) each time, what the rules are surest of, until it has
    enough. Then what machines are least sure of: `doubt` gives probabilities by passage and theme. Every tenth passage
    is drawn by lot from those kept apart. `noted` are themes with a content note: their passages never come one after
    another. `aside` are themes that the reader has set aside: no passage with one of them comes. `done` are passages
    read before. Without `lots` none of those kept apart comes: whoever chooses what to read would choose what machines
    are judged by.
    """
    set_aside, read = frozenset(aside), frozenset(done)
    asked = [p for p in passages if p.passage not in read or p.passage in parts]
    open_ = [p for p in asked if not set_aside.intersection((*p.themes, *p.accepted, *parts.get(p.passage, ())))]
    with_note = frozenset(noted)
    hard = frozenset(p.passage for p in open_ if with_note.intersection((*p.themes, *p.accepted)))
    doubt = {id: {theme: p for theme, p in said.items() if theme not in set_aside} for id, said in doubt.items()}
    queue = _by_value([p for p in open_ if not kept_apart(p.passage)], accepted, doubt, parts)
    apart = sorted((p for p in open_ if kept_apart(p.passage)), key=lambda p: sha256(p.passage.encode()).digest())
    drawn = apart if lots else []
    by_lot = (Item(p.passage, p.report, Stream.RANDOM, _first(parts.get(p.passage, ()), p)) for p in drawn)
    yield from _spread(_mixed(queue, by_lot), with_note, hard)


def _by_value(
    passages: Sequence[Suggested],
    accepted: Mapping[str, int],
    doubt: Mapping[str, Mapping[str, float]],
    parts: Mapping[str, tuple[str, ...]],
) -> Iterator[Item]:
    known = {p.passage: p for p in passages}
    taken: set[str] = set()

    def item(p: Suggested, first: Iterable[str]) -> Item:
        taken.add(p.passage)
        return Item(p.passage, p.report, Stream.QUEUE, _first(first, p))

    for passage, themes in parts.items():
        if passage in known:
            yield item(known[passage], themes)
    for theme, p in _rarest_first(passages, accepted):
        if p.passage not in taken:
            yield item(p, (theme,))
    uncertain = (
        (abs(chance - 0.5), passage, theme) for passage, said in doubt.items() for theme, chance in said.items()
    )
    for _, passage, theme in sorted(uncertain):
        if passage in known and passage not in taken:
            yield item(known[passage], (theme,))
    for p in passages:  # what nothing was said of yet, those with suggestions first
        if p.passage not in taken and p.themes:
            yield item(p, ())


def _rarest_first(passages: Sequence[Suggested], accepted: Mapping[str, int]) -> Iterator[tuple[str, Suggested]]:
    """The surest suggestion for the theme with the fewest passages so far, counting those that went before."""
    having: dict[str, list[Suggested]] = {}
    for p in passages:
        for theme in p.themes:
            having.setdefault(theme, []).append(p)
    hits = {theme: deque(sorted(some, key=lambda p: (-p.themes[theme], p.passage))) for theme, some in having.items()}
    heap: list[tuple[int, str]] = [(accepted.get(theme, 0), theme) for theme in sorted(hits)]
    heap.sort()
    while heap:
        count, theme = heappop(heap)
        if count >= ENOUGH or not hits[theme]:
            continue
        yield theme, hits[theme].popleft()
        heappush(heap, (count + 1, theme))


def _first(themes: Iterable[str], p: Suggested) -> tuple[str, ...]:
    """The themes to ask of: these first, then what machines suggest, the surest first."""
    surest = sorted(p.themes, key=lambda theme: (-p.themes[theme], theme))
    return tuple(dict.fromkeys((*themes, *surest)))


def _mixed(queue: Iterator[Item], by_lot: Iterator[Item]) -> Iterator[Item]:
    """Nine from the queue, then one by lot; when one of them is empty, the rest of the other."""
    number = 0
    while True:
        number += 1
        first, second = (by_lot, queue) if number % _BY_LOT == 0 else (queue, by_lot)
        found = next(first, None) or next(second, None)
        if found is None:
            return
        yield found


def _spread(items: Iterator[Item], noted: frozenset[str], hard: frozenset[str]) -> Iterator[Item]:
    """The same passages, with those that carry a content note held back until others stand between them. When nothing
    else is left they wait for another day: hard reading is never bunched."""
    waiting: deque[Item] = deque()
    since = _APART
    for item in items:
        if item.passage in hard or noted.intersection(item.themes):
            waiting.append(item)
            if since >= _APART - 1:
                since = 0
                yield waiting.popleft()
            continue
        since += 1
        yield item
        if waiting and since >= _APART - 1:
            since = 0
            yield waiting.popleft()
