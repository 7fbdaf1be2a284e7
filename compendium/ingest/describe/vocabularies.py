"""Methods, settings and populations: known phrases, claimed only where a report says what it is about or how it was
made.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from compendium.data import table
from compendium.ingest.describe.sentences import sentences
from compendium.model.report import Claim, Claimant

FIELDS = {"methods": "method", "settings": "setting", "populations": "population"}
"""Lists of the vocabulary, and the field of the claims made from each."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Words that a claim can stand on: the title, a methods passage, a sentence that says who was heard."""

    text: str
    page: int | None
    confidence: float
    lists: tuple[str, ...] = ("methods", "settings", "populations")


@cache
def _phrases(name: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for all phrases of a list, and the id each belongs to."""
    entries = table("vocabulary")[name].items()
    ids = {_plain(phrase): key for key, entry in entries for phrase in (entry["label"], *entry["phrases"])}
    spellings = sorted(
        {r"[\s-]?".join(map(re.escape, phrase.split())) for phrase in map(_spaced, _all(name))}, key=len, reverse=True
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(spellings)})(?:s\b|(?![\w-]))", re.I), ids


def _all(name: str) -> list[str]:
    return [phrase for entry in table("vocabulary")[name].values() for phrase in (entry["label"], *entry["phrases"])]


def _spaced(phrase: str) -> str:
    return phrase.replace("-", " ").replace("’", "'")


def _plain(phrase: str) -> str:
    """A phrase without what does not count: capitals, hyphens, spaces, the plural's s."""
    return re.sub(r"[\s-]+", "", phrase.lower().replace("’", "'")).removesuffix("s")


def ids_in(name: str, text: str) -> tuple[str, ...]:
    """The ids of a list (`methods`, `settings`, `populations`) whose phrases stand in the text, in order, each once."""
    pattern, ids = _phrases(name)
    found = (ids.get(_plain(match.group())) for match in pattern.finditer(text.replace("’", "'")))
    return tuple(dict.fromkeys(key for key in found if key))


def claims(grounds: Iterable[Ground]) -> tuple[Claim, ...]:
    """One claim for each id, on the surest ground it has."""
    best: dict[tuple[str, str], Claim] = {}
    for ground in sorted(grounds, key=lambda g: -g.confidence):
        for claim in _on(ground):
            best.setdefault((claim.field, claim.value), claim)
    return tuple(best.values())


def _on(ground: Ground) -> Iterator[Claim]:
    for name in ground.lists:
        for key in ids_in(name, ground.text):
            words = next((s for s in sentences(ground.text) if key in ids_in(name, s)), ground.text)
            yield Claim(FIELDS[name], key, Claimant.RULE, ground.page, words, ground.confidence)
