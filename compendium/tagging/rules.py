"""Tags by rule: a passage that holds words of a theme is suggested for it, with those words as the reason."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from compendium.language import Found, Phrases
from compendium.model.document import Passage
from compendium.model.report import Claimant
from compendium.model.theme import Codebook, Match, Tag

_TERM, _HINT, _NOT_TERM = "+", "?", "-"
_TERM_COUNTS: Final = 3
"""What a distinct term weighs, in distinct hints: one term is enough, and so are three hints."""
_ENOUGH: Final = _TERM_COUNTS
_TERM_IN_HEADING: Final = _ENOUGH - 1
"""A heading that names the theme is one hint short of enough: some words of the passage itself must speak for it."""

_ABOUT_THE_STUDY: Final = re.compile(
    r"""[\W\d]* (?: (?:our\ )? (?:methods?|methodology|research\ methods?|approach|limits|limitations|thanks|references)
      | .* \b (?:methodology|acknowledge?ments?|bibliography|glossary)
      | .* \b about\ (?:this|the)\ (?:study|research|report|survey|inspection)
      | (?:limits|limitations)\ (?:of|to)\ (?:this|the|our)\ \w+
      | what\ (?:this|the)\ (?:study|research|report|survey)\ (?:cannot|does\ not|did\ not)\b .*
      | how\ we\ (?:did|heard|listened|carried|conducted|collected|gathered|went\ about)\b .*
      | how\ (?:this|the|our)\ [\w ]+\ (?:was|were)\ (?:done|made|carried\ out|conducted|collected)
    ) \W*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Headings of sections that tell how people were asked: they name themes without anyone speaking to them."""

_Hits = Mapping[str, list[Found]]
"""What was found, by theme, in order of its place."""


class Tagger:
    """Suggests the themes of a codebook by its words. Groups have none and are never tagged: that is derived."""

    def __init__(self, codebook: Codebook) -> None:
        self._phrases = Phrases(
            {
                kind + theme.id: phrases
                for theme in codebook.themes
                for kind, phrases in ((_TERM, theme.terms), (_HINT, theme.hints), (_NOT_TERM, theme.not_terms))
            }
        )

    def tag(self, passages: Iterable[Passage]) -> tuple[Tag, ...]:
        """The suggestions for these passages, in their order and then by theme, each with the words it rests on.

        Words of the headings above a passage speak for it too, but never alone. Who is named as the speaker of a
        quotation does not, nor does a section on how the study was made, nor a pull quote: the passage that it repeats
        has its tags.
        """
        once = (passage for passage in passages if not passage.repeats)
        read = tuple(passage for passage in once if not any(map(_ABOUT_THE_STUDY.fullmatch, passage.heading)))
        headings = list(dict.fromkeys(heading for passage in read for heading in passage.heading))
        above = dict(zip(headings, map(_by_theme, self._phrases.find(headings)), strict=True))
        found = self._phrases.find(passage.text for passage in read)
        return tuple(
            tag
            for passage, hits in zip(read, found, strict=True)
            for tag in _tags(passage, _by_theme(_said(passage, hits)), [above[heading] for heading in passage.heading])
        )


def _tags(passage: Passage, hits: _Hits, above: list[_Hits]) -> Iterator[Tag]:
    for theme, own in hits.items():
        heading = [hit for one in above for hit in one.get(theme, ())]
        hints = _distinct(own, _HINT) | _distinct(heading, _HINT)
        weight = _TERM_COUNTS * len(_distinct(own, _TERM)) + len(hints)
        weight += _TERM_IN_HEADING if _distinct(heading, _TERM) else 0
        if weight >= _ENOUGH:
            yield Tag(passage.id, theme, Claimant.RULE, matches=_merged(own), score=_score(weight))


def _said(passage: Passage, found: tuple[Found, ...]) -> list[Found]:
    """The hits in what is said, not in who says it."""
    names = [
        (start, start + len(quote.attribution))
        for quote in passage.quotes
        if quote.attribution and (start := passage.text.find(quote.attribution, quote.end)) >= 0
    ]
    return [hit for hit in found if not any(start <= hit.start and hit.end <= end for start, end in names)]


def _by_theme(found: Iterable[Found]) -> dict[str, list[Found]]:
    """The hits that are meant, by theme; themes without any are left out."""
    by_theme = sorted(found, key=lambda hit: hit.key[1:])  # stable: hits stay in order of their place
    grouped = ((theme, _meant(list(hits))) for theme, hits in groupby(by_theme, key=lambda hit: hit.key[1:]))
    return {theme: hits for theme, hits in grouped if hits}


def _meant(hits: list[Found]) -> list[Found]:
    """The hits that are not part of a longer one: not of one of the theme's not_terms, nor of a longer term."""
    return [hit for hit in hits if hit.key[0] != _NOT_TERM and not any(_inside(hit, other) for other in hits)]


def _inside(hit: Found, other: Found) -> bool:
    longer = other.end - other.start > hit.end - hit.start
    return other.start <= hit.start and hit.end <= other.end and (longer or other.key[0] == _NOT_TERM)


def _distinct(hits: list[Found], kind: str) -> set[str]:
    return {hit.form.replace(" ", "") for hit in hits if hit.key[0] == kind}


def _merged(hits: list[Found]) -> tuple[Match, ...]:
    """The places of the hits, in order; overlapping ones become one."""
    merged: list[Match] = []
    for hit in hits:
        if merged and hit.start < merged[-1].end:
            merged[-1] = Match(merged[-1].start, max(merged[-1].end, hit.end))
        else:
            merged.append(Match(hit.start, hit.end))
    return tuple(merged)


def _score(weight: int) -> float:
    """How much speaks for the theme, below 1: .5 for one distinct term or three hints, .75 for two terms, and so on."""
    return float(1 - 0.5 ** (weight / _TERM_COUNTS))
