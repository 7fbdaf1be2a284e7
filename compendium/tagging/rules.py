"""Tags by rule: a passage that holds words of a theme is suggested for it, with those words as the reason."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from compendium.language import Found, Phrases
from compendium.model.document import Passage
from compendium.model.report import Claimant
from compendium.model.theme import Codebook, Match, Tag, Theme


class _Kind(StrEnum):
    """What a phrase of a theme says when it is found."""

    TERM = "term"
    HINT = "hint"
    NOT_TERM = "not-term"
    GUARDED = "guarded"
    """A term, if the company is right."""
    NEED = "need"
    BAR = "bar"


class _Key(NamedTuple):
    """Whose phrase it is. `group` numbers the guarded terms of a theme that share needs and bars."""

    kind: _Kind
    theme: str
    group: int = 0


_Hit = Found[_Key]

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
      | (?:the|our|survey|interview|study|research)?\ ?(?:sample|participants|respondents|interviewees|sampling)
      | (?:profile|characteristics|demographics)\ of\ (?:the\ |our\ )? \w+ (?:\ \w+)?
      | who\ (?:took\ part|we\ (?:spoke|talked)\ (?:to|with)|we\ (?:met|heard|asked|interviewed)(?:\ from)?)
      | (?:research\ )?(?:ethics|ethical\ approval) | (?:consent|confidentiality)\ and\ (?:ethics|consent)
      | foreword | preface | contents | (?:table|list)\ of\ (?:contents|tables|figures|abbreviations)
      | (?:structure|outline|layout)\ of\ (?:this|the)\ report | (?:how\ to\ read|reading)\ this\ report
      | contact(?:\ us|\ details)? | (?:further|contact)\ information | (?:the\ )?(?:research|project|inspection)\ team
    ) \W*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Headings of sections that tell how people were asked, or what the report is: they name themes without anyone speaking
to them."""

_Hits = Mapping[str, Sequence[_Hit]]
"""What was found, by theme, in order of its place."""


class Tagger:
    """Suggests the themes of a codebook by its words. Groups, retired themes and those that people alone may set are
    never suggested. `only` keeps it to some themes: what is suggested for a theme depends on no other."""

    def __init__(self, codebook: Codebook, only: Collection[str] | None = None) -> None:
        groups = codebook.groups()
        themes = [
            theme
            for theme in codebook.themes
            if theme.machine and not theme.retired and theme.id not in groups and (only is None or theme.id in only)
        ]
        self.themes: Final = frozenset(theme.id for theme in themes)
        self._guards = {(theme.id, number): guard for theme in themes for number, guard in enumerate(theme.guarded)}
        self._phrases = Phrases(
            {key: words for theme in themes for key, words in _phrases(theme).items()},
            {_Key(_Kind.TERM, theme.id): theme.patterns for theme in themes},
            {key: words for theme in themes for key, words in _company(theme).items()},
        )

    def tag(self, passages: Iterable[Passage]) -> tuple[Tag, ...]:
        """The suggestions for these passages, in their order and then by theme, each with the words it rests on.

        Words of the headings above a passage speak for it too, but never alone. Who is named as the speaker of a
        quotation does not, nor does a section on how the study was made, nor a pull quote: the passage that it repeats
        has its tags.
        """
        read = tuple(filter(may_speak, passages))
        headings = list(dict.fromkeys(heading for passage in read for heading in passage.heading))
        above = dict(zip(headings, map(_heard, self._phrases.read(headings)), strict=True))
        found = self._phrases.read(passage.text for passage in read)
        return tuple(
            tag
            for passage, (hits, company) in zip(read, found, strict=True)
            for tag in self._tags(
                passage.id,
                _Heard(_by_theme(_said(passage, hits)), company),
                [above[heading] for heading in passage.heading],
            )
        )

    def _tags(self, passage: str, own: "_Heard", above: Sequence["_Heard"]) -> Iterator[Tag]:
        company = own.company.union(*(one.company for one in above))
        for theme, hits in own.hits.items():
            told = self._counted(theme, hits, company)
            heading = self._counted(theme, [hit for one in above for hit in one.hits.get(theme, ())], company)
            hints = _distinct(told, _Kind.HINT) | _distinct(heading, _Kind.HINT)
            weight = _TERM_COUNTS * len(_distinct(told, _Kind.TERM)) + len(hints)
            weight += _TERM_IN_HEADING if _distinct(heading, _Kind.TERM) else 0
            if told and weight >= _ENOUGH:
                yield Tag(passage, theme, Claimant.RULE, matches=_merged(told), score=_score(weight))

    def _counted(self, theme: str, hits: Sequence[_Hit], company: frozenset[_Key]) -> list[_Hit]:
        """The terms and hints among these hits; guarded terms are terms where the company is right."""
        counted = []
        for hit in hits:
            if hit.key.kind is not _Kind.GUARDED:
                counted.append(hit)
            elif self._is_right(theme, hit.key.group, company):
                counted.append(replace(hit, key=_Key(_Kind.TERM, theme)))
        return counted

    def _is_right(self, theme: str, number: int, company: frozenset[_Key]) -> bool:
        needed = not self._guards[theme, number].needs or _Key(_Kind.NEED, theme, number) in company
        return needed and _Key(_Kind.BAR, theme, number) not in company


def may_speak(passage: Passage) -> bool:
    """Whether a machine may suggest themes for the passage: it repeats no other and does not tell of the study."""
    return not passage.repeats and not any(map(_ABOUT_THE_STUDY.fullmatch, passage.heading))


class _Heard(NamedTuple):
    """What was found in a passage or a heading: phrases by theme, and the company they are in."""

    hits: _Hits
    company: frozenset[_Key]


def _heard(found: tuple[tuple[_Hit, ...], frozenset[_Key]]) -> _Heard:
    return _Heard(_by_theme(found[0]), found[1])


def _phrases(theme: Theme) -> dict[_Key, tuple[str, ...]]:
    plain = {_Kind.TERM: theme.terms, _Kind.HINT: theme.hints, _Kind.NOT_TERM: theme.not_terms}
    return {_Key(kind, theme.id): words for kind, words in plain.items()} | {
        _Key(_Kind.GUARDED, theme.id, number): guard.terms for number, guard in enumerate(theme.guarded)
    }


def _company(theme: Theme) -> dict[_Key, tuple[str, ...]]:
    return {
        _Key(kind, theme.id, number): words
        for number, guard in enumerate(theme.guarded)
        for kind, words in ((_Kind.NEED, guard.needs), (_Kind.BAR, guard.bars))
    }


def _said(passage: Passage, found: tuple[_Hit, ...]) -> list[_Hit]:
    """The hits in what is said, not in who says it."""
    names = [
        (start, start + len(quote.attribution))
        for quote in passage.quotes
        if quote.attribution and (start := passage.text.find(quote.attribution, quote.end)) >= 0
    ]
    return [hit for hit in found if not any(start <= hit.start and hit.end <= end for start, end in names)]


def _by_theme(found: Iterable[_Hit]) -> dict[str, list[_Hit]]:
    """The hits that are meant, by theme in order of its id; themes without any are left out."""
    by_theme = sorted(found, key=lambda hit: hit.key.theme)  # stable: hits stay in order of their place
    grouped = ((theme, _meant(list(hits))) for theme, hits in groupby(by_theme, key=lambda hit: hit.key.theme))
    return {theme: hits for theme, hits in grouped if hits}


def _meant(hits: list[_Hit]) -> list[_Hit]:
    """The hits that are not part of a longer one: not of one of the theme's not_terms, nor of a longer term."""
    told = (hit for hit in hits if hit.key.kind is not _Kind.NOT_TERM)
    return [hit for hit in told if not any(_inside(hit, other) for other in hits)]


def _inside(hit: _Hit, other: _Hit) -> bool:
    longer = other.end - other.start > hit.end - hit.start
    return other.start <= hit.start and hit.end <= other.end and (longer or other.key.kind is _Kind.NOT_TERM)


def _distinct(hits: Sequence[_Hit], kind: _Kind) -> set[str]:
    return {hit.form.replace(" ", "") for hit in hits if hit.key.kind is kind}


def _merged(hits: Sequence[_Hit]) -> tuple[Match, ...]:
    """The places of the hits, in order; overlapping ones become one, which names the longest."""
    merged: list[Match] = []
    for hit in hits:
        if merged and hit.start < (last := merged[-1]).end:
            rule = hit.phrase if hit.end - hit.start > last.end - last.start else last.rule
            merged[-1] = Match(last.start, max(last.end, hit.end), rule)
        else:
            merged.append(Match(hit.start, hit.end, hit.phrase))
    return tuple(merged)


def _score(weight: int) -> float:
    """How much speaks for the theme, below 1: .5 for one distinct term or three hints, .75 for two terms, and so on."""
    return float(1 - 0.5 ** (weight / _TERM_COUNTS))
