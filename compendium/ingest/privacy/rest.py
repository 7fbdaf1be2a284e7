"""What a whole report says of a word that its context makes a name in one place."""

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import islice

from compendium.ingest.privacy import name_words as words
from compendium.ingest.privacy.after_words import HELD_AFTER
from compendium.ingest.privacy.candidates import Name, Sort
from compendium.ingest.privacy.findings import around

_INTERVIEWER = re.compile(
    r"(?:^|\n)(?:interviewer|researcher|facilitator|moderator|int|q|host|teacher|tutor|officer|chair|me)(?: ?\d)? ?:",
    re.I,
)
_TURN = re.compile(r"(?:^|\n)([A-Z][\w’' -]{0,30}):(?= )")
_TURNS = 3
"""A label that begins so many lines is that of a speaker."""
_AT = re.compile(r"\b(?:[Ii]n|[Aa]t|HM ?P|[Nn]ear|[Ww]ithin|[Aa]cross) $")
_LOOKS = 12
"""So many places of a word are looked at."""
_REACH = 90


class Rest:
    """What the whole report says of a word, asked of the few that are taken for names by their context."""

    def __init__(self, texts: Iterable[str], establishments: frozenset[str]) -> None:
        self._texts = tuple(texts)
        self._establishments = establishments

    @cached_property
    def _all(self) -> str:
        return "\n".join(self._texts)

    @cached_property
    def has_turns(self) -> bool:
        """Whether it prints what was said in turns, beginning with who speaks."""
        if any(_INTERVIEWER.search(text) for text in self._texts):
            return True
        labels = _TURN.findall(self._all)
        return any(labels.count(label) >= _TURNS for label in set(labels))

    def denies(self, name: Name) -> bool:
        """Whether what is said elsewhere speaks against a name told by its context: it is a word, a place, or the name
        of an author or of a person of office."""
        if name.sort is not Sort.LISTED and self.is_place(name.words):
            return True
        first, last = name.words.split()[0], name.words.split()[-1]
        return (name.sort is Sort.STRANGE and self._in_small(first)) or self._is_public(last)

    def _in_small(self, word: str) -> bool:
        """Whether the word is printed in small letters too."""
        small = word.lower()
        return small in self._all and bool(re.search(rf"(?<![\w’'-]){re.escape(small)}(?![\w’'-])", self._all))

    def is_place(self, name: str) -> bool:
        """Whether an establishment is called so, or something is said to be in it or at it."""
        if name in self._establishments:
            return True
        return any(_AT.search(self._all, max(0, start - 12), start) for start in self._places(name, "’'"))

    def _is_public(self, surname: str) -> bool:
        """Whether somebody of this name is cited, or holds an office."""
        for start in self._places(surname, ""):
            before, after = around(self._all, start, start + len(surname), _REACH)
            if HELD_AFTER.match(after):
                continue
            if words.CITED_AFTER.match(after) or words.OFFICE_BEFORE.search(before) or words.OFFICE_AFTER.match(after):
                return True
        return False

    def _places(self, name: str, no_mark: str) -> list[int]:
        """Where the words stand, a few times at most, with none of the marks behind them."""
        found = re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?![\w{no_mark}-])", self._all)
        return [place.start() for place in islice(found, _LOOKS)]
