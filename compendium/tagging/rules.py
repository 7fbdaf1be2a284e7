"""Tags by rule: a passage that holds words of a theme is suggested for it, with those words as the reason."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from compendium.language import Found, Phrases
from compendium.model.document import Passage
from compendium.model.report import Claimant
from compendium.model.theme import Codebook, Match, Tag

_TERM, _HINT, _NOT_TERM = "+", "?", "-"
_ENOUGH_HINTS = 2


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
        """The suggestions for these passages, in their order and then by theme, each with the words it rests on."""
        read = tuple(passages)
        found = self._phrases.find(passage.text for passage in read)
        return tuple(tag for passage, hits in zip(read, found, strict=True) for tag in _tags(passage, hits))


def _tags(passage: Passage, found: tuple[Found, ...]) -> Iterator[Tag]:
    by_theme = sorted(found, key=lambda hit: hit.key[1:])  # stable: hits stay in order of their place
    for theme, hits in groupby(by_theme, key=lambda hit: hit.key[1:]):
        meant = _meant(list(hits))
        terms, hints = _distinct(meant, _TERM), _distinct(meant, _HINT)
        if terms or len(hints) >= _ENOUGH_HINTS:
            yield Tag(passage.id, theme, Claimant.RULE, matches=_merged(meant), score=_score(len(terms), len(hints)))


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


def _score(terms: int, hints: int) -> float:
    """How much speaks for the theme, below 1: .5 for one distinct term or two hints, .75 for two terms, and so on."""
    return float(1 - 0.5 ** (terms + hints / 2))
