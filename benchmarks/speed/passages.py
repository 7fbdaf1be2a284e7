"""The passages of a made-up report: sentences in a row from one place, and others from anywhere."""

import hashlib
import re
from random import Random
from typing import TypeVar

from benchmarks.speed.rare_words import RareWords
from benchmarks.speed.sentences import Sentences
from compendium.model.document import Account, Box, Passage, PassageKind, Quote, Speaker, Voice

T = TypeVar("T")

PASSAGES = 60
"""Passages of a report."""

FEWEST, MOST = 95, 145
"""Words of a passage."""

_NEAR = 150
"""Half of the sentences of a report stand within so many of each other in their source: a report has a subject."""
_A_PAGE = 2
_WORDS_A_LINE = 12
_WORD = re.compile(r"[^\W\d_]+")

_KINDS = {
    PassageKind.PARAGRAPH: 45,
    PassageKind.LIST: 40,
    PassageKind.RECOMMENDATION: 5,
    PassageKind.QUOTE: 4,
    PassageKind.BOX: 3,
    PassageKind.FOOTNOTE: 3,
}
_ACCOUNTS = {
    Account.JUDGEMENT: 40,
    Account.PARAPHRASE: 25,
    Account.OWN_WORDS: 15,
    Account.UNKNOWN: 12,
    Account.RECOMMENDATION: 5,
    Account.SURVEY: 3,
}
_VOICES = {Voice.LIVED_EXPERIENCE: 70, Voice.STAFF: 12, Voice.UNKNOWN: 10, Voice.FAMILY: 8}
_QUOTED = 0.3
"""The share of passages in which someone is quoted."""


class Writer:
    """Writes passages, and remembers which words it used."""

    def __init__(self, sentences: Sentences, rare: RareWords) -> None:
        self._texts = sentences.texts
        self._rare = rare
        self.words: set[str] = set()

    def title(self, chance: Random) -> str:
        """The first words of a sentence."""
        return self._beginning(chance, 4, 8)

    def passages(self, chance: Random, report: str, count: int) -> tuple[Passage, ...]:
        """So many passages of the report of that id, half of them under headings."""
        subject = chance.randrange(len(self._texts))
        heading: tuple[str, ...] = ()
        found = []
        for number in range(count):
            if number % 6 == 0:
                heading = (self._beginning(chance, 1, 4), self._beginning(chance, 2, 5))
            found.append(self._passage(chance, report, number, heading if chance.random() < 0.5 else (), subject))
        return tuple(found)

    def _passage(self, chance: Random, report: str, number: int, heading: tuple[str, ...], subject: int) -> Passage:
        text, quotes = self._text(chance, subject)
        self.words.update(_WORD.findall(text.lower()))
        page = number // _A_PAGE + 1
        lines = len(text.split()) // _WORDS_A_LINE + 1
        return Passage(
            id=f"{report}-{hashlib.sha256(f'{number} {text}'.encode()).hexdigest()[:12]}-1",
            kind=_one(chance, _KINDS),
            account=_one(chance, _ACCOUNTS),
            pages=(page,),
            heading=heading,
            text=text,
            boxes=tuple(Box(page, 72.0, 700.0 - 14 * line, 523.25, 712.0 - 14 * line) for line in range(lines)),
            quotes=quotes,
        )

    def _text(self, chance: Random, subject: int) -> tuple[str, tuple[Quote, ...]]:
        """Sentences of the length of a passage with two rare words in them, and in some one sentence quoted."""
        length, sentences, words = chance.randint(FEWEST, MOST), [], 0
        while words < length:
            sentence = self._sentence(chance, subject).split()[: MOST - words]
            words += len(sentence)
            sentences.append(sentence)
        for _ in range(2):
            changed = chance.choice(sentences)
            changed[chance.randrange(len(changed))] = self._rare.draw()
        texts = [" ".join(sentence) for sentence in sentences]
        if chance.random() >= _QUOTED:
            return " ".join(texts), ()
        which = chance.randrange(len(texts))
        start = sum(len(text) + 1 for text in texts[:which]) + 1
        quote = Quote(start, start + len(texts[which]), _one(chance, _VOICES), "man, prison", Speaker(sex="man"))
        texts[which] = f"“{texts[which]}”"
        return " ".join(texts), (quote,)

    def _sentence(self, chance: Random, subject: int) -> str:
        near = chance.random() < 0.5
        place = subject + chance.randrange(_NEAR) if near else chance.randrange(len(self._texts))
        return self._texts[place % len(self._texts)]

    def _beginning(self, chance: Random, fewest: int, most: int) -> str:
        words = _WORD.findall(chance.choice(self._texts))[: chance.randint(fewest, most)]
        return " ".join(words).capitalize() or "Findings"


def _one(chance: Random, weights: dict[T, int]) -> T:
    return chance.choices(list(weights), list(weights.values()))[0]
