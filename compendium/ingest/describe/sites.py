"""Prisons and probation regions that a report is about, claimed only where it says whom it heard or what it is
about."""

from collections.abc import Iterable, Iterator, Sequence

from compendium.ingest.describe.places import places_in, prefixed_names
from compendium.ingest.describe.sentences import sentences
from compendium.ingest.describe.vocabularies import Ground
from compendium.model.report import Claim, Claimant


def sites_in(text: str, near: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The places a text names, each once: ids of known ones, then the names of unknown establishments as printed.
    `near` is the ids known from the rest of the document."""
    known = (named.id for named in places_in(text, near=near))
    return tuple(dict.fromkeys((*known, *prefixed_names(text))))


def claims(grounds: Sequence[Ground]) -> tuple[Claim, ...]:
    """One claim for each place, on the surest ground it has."""
    near = frozenset(site for ground in grounds for site in sites_in(ground.text))
    best: dict[str, Claim] = {}
    for ground in sorted(grounds, key=lambda g: -g.confidence):
        for claim in _on(ground, near):
            best.setdefault(claim.value, claim)
    return tuple(best.values())


def _on(ground: Ground, near: frozenset[str]) -> Iterator[Claim]:
    for site in sites_in(ground.text, near):
        words = next((s for s in sentences(ground.text) if site in sites_in(s, near)), ground.text)
        yield Claim("place", site, Claimant.RULE, ground.page, words, ground.confidence)


def of_group(sentence: str, paragraph: str, near: Iterable[str]) -> tuple[str, ...]:
    """The places where a group of people was heard: those of its sentence, else those of the paragraph around it."""
    known = frozenset(near)
    return sites_in(sentence, known) or sites_in(paragraph, known)
