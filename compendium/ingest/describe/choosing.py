"""Which of the numbers found are the people heard for the report. Never a sum of numbers that may overlap; in doubt
none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from compendium.ingest.describe.found import PART, Found
from compendium.ingest.describe.kinds import ANYONE
from compendium.model.people import GroupKind, NumberRole

_PARTS = re.compile(
    r"\bof (?:whom|which|these|those|them)\b|\binclud(?:ing|ed|es)\b|\bcompris\w+|\bmade up of|\bconsist\w+ of"
    r"|\bamong them|\bsplit\b|\bin which\b|:|[–—]|\([^)]*$",
    re.I,
)
_ENOUGH = 3
"""How plainly a number must be stated to be chosen in a whole document; a short text on its own needs nothing more."""

_SEVERAL = "several numbers are stated, and none is plainly the total"
_FAINT = "not plainly the number of people heard for this report"
_OVERLAP = "these people may be counted in a chosen number already"
_BY_KIND = "told apart by kind of people in the same sentence"
_DROPPED = "before some dropped out"


@dataclass(frozen=True, slots=True)
class Choice:
    """The numbers chosen, and all others with why they were not."""

    chosen: tuple[Found, ...]
    others: tuple[Found, ...]


def choose(found: Iterable[Sequence[Found]], *, short: bool) -> Choice:
    """The people heard: for each kind the one stated total, or numbers side by side in one sentence.

    `found` holds the numbers of one sentence each. `short` is for a text without a document around it.
    """
    told = _mixed_if_a_sum(
        _without_repeats(_without_dropouts([f for sentence in found for f in _with_parts(sentence)]))
    )
    open_ = [f for f in told if not f.why_not and (short or f.strength >= _ENOUGH)]
    chosen = [f for kind in GroupKind for f in _total_of([o for o in open_ if o.kind is kind], told)]
    chosen = _either_mixed_or_apart(chosen, told)
    others = [_explained(f, open_, chosen) for f in told if f not in chosen]
    return Choice(tuple(chosen), tuple(others))


def _with_parts(sentence: Sequence[Found]) -> list[Found]:
    """The numbers of a sentence, the parts of another marked as such; parts told apart by kind stand instead of their
    total.
    """
    heads = [f for f in sentence if not f.why_not]
    if heads:  # parts of it that were told as such already
        heads += [f for f in sentence if f.role is NumberRole.SUB_GROUP and f.of == heads[0].n and f.at > heads[0].at]
    if len(heads) < 2:
        return list(sentence)
    head, parts = _whole_and_parts(heads)
    if head is None:
        return list(sentence)
    kinds = {f.kind for f in parts}
    if len(kinds) > 1 and sum(f.n for f in parts) == head.n:
        stronger = {f: _for_itself(f, head) for f in parts}
        whole = replace(head, why_not=_BY_KIND)
        return [whole if f is head else stronger.get(f, f) for f in sentence]
    mixed = bool(kinds - {head.kind, GroupKind.OTHER})
    told = _kind_of_parts(head, parts) if sum(f.n for f in parts) == head.n else head.kind
    whole = replace(head, strength=head.strength + 2, kind=GroupKind.OTHER if mixed else told)
    return [whole if f is head else _part_of(f, head) if f in parts else f for f in sentence]


def _for_itself(f: Found, head: Found) -> Found:
    return replace(f, strength=max(f.strength, head.strength + 2), role=NumberRole.TOTAL, of=None, why_not="")


def _whole_and_parts(heads: list[Found]) -> tuple[Found | None, list[Found]]:
    """The number that the others of a sentence are parts of: stated before them, or after them as their sum."""
    first, rest = heads[0], heads[1:]
    for at, last in enumerate(heads):
        before = heads[:at]
        if len(before) > 1 and sum(f.n for f in before) == last.n and (last.total or last.left_out or last.remains):
            return last, before
    if len(rest) > 1 and sum(f.n for f in rest) == first.n:
        return first, rest
    words = first.sentence
    cued = [f for f in rest if f.n < first.n and not f.beside and _PARTS.search(words[first.end : f.at])]
    return (first, cued) if cued else (None, [])


def _kind_of_parts(head: Found, parts: list[Found]) -> GroupKind:
    """The kind of a total that says none itself: that of all its parts."""
    kinds = {f.kind for f in parts}
    return next(iter(kinds)) if head.kind is GroupKind.OTHER and len(kinds) == 1 else head.kind


def _part_of(f: Found, whole: Found) -> Found:
    return replace(f, why_not=PART, role=NumberRole.SUB_GROUP, of=whole.n)


def _without_dropouts(found: list[Found]) -> list[Found]:
    """Where a number is what remains of larger ones ("leaving a sample of 52"), those were not all heard."""
    left = [f for f in found if f.remains and not f.why_not]

    def dropped(f: Found) -> bool:
        return any(f.n > r.n and f.place is r.place and not f.why_not for r in left)

    return [replace(f, role=NumberRole.NOT_HEARD, why_not=_DROPPED) if dropped(f) else f for f in found]


def _mixed_if_a_sum(found: list[Found]) -> list[Found]:
    """Numbers of "people" that are exactly some with lived experience and some others together are of both."""
    open_ = [f for f in found if not f.why_not]
    lived = {f.n for f in open_ if f.kind is GroupKind.LIVED_EXPERIENCE}
    staff, family = ({f.n for f in open_ if f.kind is kind} for kind in (GroupKind.STAFF, GroupKind.FAMILY))
    others = staff | family | {s + f for s in staff for f in family}
    sums = {one + other for one in lived for other in others}
    return [replace(f, kind=GroupKind.OTHER) if f.n in sums and ANYONE.search(f.unit) else f for f in found]


def _without_repeats(found: list[Found]) -> list[Found]:
    """Each number of each kind once: the plainest statement of it, the first of equals. Numbers side by side stay."""
    best: dict[tuple[int, GroupKind], Found] = {}
    for f in found:
        known = best.get((f.n, f.kind))
        if known is None or (not f.why_not, f.strength) > (not known.why_not, known.strength):
            best[f.n, f.kind] = f
    return [
        f
        for f in found
        if best[f.n, f.kind] is f or (f.beside and not f.why_not and f.sentence == best[f.n, f.kind].sentence)
    ]


def _total_of(found: list[Found], told: list[Found]) -> list[Found]:
    """Of numbers of one kind, the plainest if it is also the largest, or far plainer than a larger one; else none."""
    if not found:
        return []
    groups = _side_by_side(found, told)
    plainest = max(groups, key=lambda group: (max(f.strength for f in group), sum(f.n for f in group)))
    strength, n = max(f.strength for f in plainest), sum(f.n for f in plainest)
    larger = [group for group in groups if sum(f.n for f in group) > n]
    sure = all(strength >= max(f.strength for f in group) + 2 for group in larger)
    return plainest + [f for f in found if _come_on_top(f, plainest)] if sure else []


def _come_on_top(f: Found, chosen: list[Found]) -> bool:
    """Whether these are "other" people than those chosen, named in the same section on methods, and no total."""
    return (
        f.further
        and f not in chosen
        and (f.place.methods or f.place.page is None)
        and not any(c.total or c.further or c.place.heading != f.place.heading for c in chosen)
    )


def _side_by_side(found: list[Found], told: list[Found]) -> list[list[Found]]:
    """Numbers of different people named in one breath ("12 men and 8 women") go together; all others stand alone."""
    groups: list[list[Found]] = []
    for f in found:
        if groups and _same_breath(groups[-1][-1], f, told):
            groups[-1].append(f)
        else:
            groups.append([f])
    return groups


def _same_breath(one: Found, other: Found, told: list[Found]) -> bool:
    """Whether `other` goes on the list that `one` stands in, with nothing but numbers of that list between them."""
    between = told[told.index(one) + 1 : told.index(other) + 1]
    return bool(between) and all(f.beside for f in between) and not any(f.total for f in (one, other) if not f.stated)


def _either_mixed_or_apart(chosen: list[Found], told: list[Found]) -> list[Found]:
    """People of mixed or unknown kind may be the same as those told by kind, unless one sentence sets them side by
    side.
    """
    mixed = [f for f in chosen if f.kind is GroupKind.OTHER and not f.apart]
    apart = [f for f in chosen if f not in mixed]
    if not mixed or not apart:
        return chosen
    ordered = sorted(chosen, key=told.index)
    if all(_same_breath(one, other, told) for one, other in pairwise(ordered)):
        return chosen
    if {f.sentence for f in mixed} == {f.sentence for f in apart}:
        return chosen
    return mixed if max(f.strength for f in mixed) > max(f.strength for f in apart) else apart


def _explained(f: Found, open_: list[Found], chosen: list[Found]) -> Found:
    """The number with the reason it was not chosen."""
    if f.why_not:
        return f
    if f not in open_:
        return replace(f, why_not=_FAINT)
    return replace(f, why_not=_OVERLAP if chosen else _SEVERAL)
