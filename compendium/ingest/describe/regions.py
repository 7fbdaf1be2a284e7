"""Which probation regions a text names. "The North West" alone is a part of the country: a word for probation must
stand beside it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from compendium.data import table

_SERVICE = r"(?:(?:national\s+)?probation\s+service|NPS|PS|HMPPS\s+probation)"
_BEFORE = re.compile(
    rf"\b{_SERVICE}(?:\s*[:(,–—-]\s*|\s+(?:(?:in|for|of|across)\s+)?)(?:the\s+)?$"
    r"|\bprobation\s+(?:regions?|directors?|service\s+regions?)(?:\s+(?:of|for|in|were|are|was"
    r"|is))?\s*[:(–—]?\s*(?:the\s+)?$",
    re.I,
)
_AFTER = re.compile(
    r"\s+(?:Probation\b(?!\s+(?:[Oo]fficers?|Division|Trust))|probation\s+(?:regions?|services?|areas?\b|directors?)"
    r"|[Rr]egional\s+[Pp]robation|[Rr]egions?\s+of\s+(?:the\s+)?(?:[Nn]ational\s+)?[Pp]robation\s+[Ss]ervice)"
)
_DIVISION = re.compile(r"(?:,?\s+(?:(?:and|&)\s+)?[A-Z]\w+){0,3}\s+[Dd]ivision(?:al)?\b")
_COMPANY = r"\s+(?:CRCs?|[Cc]ommunity\s+[Rr]ehabilitation\s+[Cc]ompan(?:y|ies))\b"
_TRUST = r"\s+[Pp]robation\s+(?:[Tt]rusts?|[Aa]rea|[Bb]oard)\b"
_JOINT = re.compile(r"(?:,?\s+(?:and|or)|\s*[,;/&])\s+(?:in\s+)?(?:the\s+)?(?:PS\s+)?")
_CAPITAL_BEFORE = re.compile(
    r"(?<![.!?:;•]\s)\b(?!(?:PS|NPS|Service|Region|Probation|The|In|At|And|For|Across)\b)[A-Z][\w’'-]*,?\s+$"
)
_ABOUT_PROBATION = re.compile(r"probation|\b(?:PS|NPS|CRCs?)\b|community\s+rehabilitation", re.I)
_WHOLE = ("london", "wales")
"""What was a division of its own until 2020, and is a region of the same extent."""


def regions_in(text: str) -> Iterator[tuple[str, int, int]]:
    """The regions named in a text with a word for probation, or by an area that lies in one: (id, start, end)."""
    if not _ABOUT_PROBATION.search(text):
        return
    taken: set[int] = set()
    for pattern, ids in (_areas("crcs", _COMPANY), _areas("trusts", _TRUST)):
        for match in pattern.finditer(text):
            start, end = match.span("area")
            if not _has_capital_before(text, start):
                taken.update(range(start, end))
                yield ids[_key(match["area"])], start, end
    pattern, ids = _areas()
    found = [match for match in pattern.finditer(text) if match.start() not in taken]
    for group in _lists(text, found):
        if _is_about_probation(text, group):
            yield from ((ids[_key(match["area"])], match.start(), match.end()) for match in group)


@cache
def _areas(kind: str = "aliases", ending: str = r"(?![\w-])") -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the names of one kind with what must follow them, and the region of each by its key."""
    ids: dict[str, str] = {}
    for entry in table("regions")["region"]:
        names = (*entry.get(kind, ()), *([entry["name"]] if kind == "aliases" else []))
        ids |= {_key(name): entry["id"] for name in names}
    return re.compile(rf"(?<![\w’'&-])(?=[A-Z])(?P<area>{_any_of(ids)}){ending}"), ids


def _any_of(keys: Iterable[str]) -> str:
    """Any of the names, the longest first, with the commas, hyphens and ampersands that printers put."""
    return "|".join(
        r"(?:,?\s+|-)".join("(?:and|And|AND|&)" if word == "and" else f"(?i:{word})" for word in key.split())
        for key in sorted(keys, key=len, reverse=True)
    )


def _key(name: str) -> str:
    return " ".join(re.sub(r"[,\s-]+", " ", name.replace("&", " and ").lower()).split())


def _lists(text: str, found: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The names, those of one list together. Names side by side are neither: "South West London"."""
    group: list[re.Match[str]] = []
    for match in found:
        if group and not _JOINT.fullmatch(text, group[-1].end(), match.start()):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _is_about_probation(text: str, group: Sequence[re.Match[str]]) -> bool:
    first, last = group[0], group[-1]
    if _DIVISION.match(text, last.end()) and _key(last["area"]) not in _WHOLE:
        return False
    if _has_capital_before(text, first.start()):
        return False
    before = text[max(0, first.start() - 60) : first.start()]
    return bool(_BEFORE.search(before) or _AFTER.match(text, last.end()))


def _has_capital_before(text: str, start: int) -> bool:
    """Whether a longer name begins before: "North Wales", "South West London"."""
    return bool(_CAPITAL_BEFORE.search(text, max(0, start - 40), start))
