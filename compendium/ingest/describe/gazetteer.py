"""The organisations known by name, and how their names are found in a text however they are printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from compendium.data import table

_SHORT = 6
"""A name of up to so many letters matches only as it is written: PACT is not pact."""

_WORD = re.compile(r"[^\W_]+")
_BEFORE, _AFTER = r"(?<![\w@./-])", r"(?![\w@]|\.\w|-\w)"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The organisations of the data file, ready for matching: for any of their names the name it stands for now."""

    patterns: dict[str, re.Pattern[str]]
    """The names that begin with a word, by that word in small letters."""
    names: dict[str, str]
    addresses: dict[str, str]
    also_words: frozenset[str]

    def named(self, text: str, *, expected: bool = False) -> Iterator[tuple[str, str]]:
        """The known organisations in a text, in order, each as (name, words as printed). "HMI Probation (HMIP)" is one.

        A name that is an ordinary word too (Mind) counts only where an organisation is `expected`.
        """
        end = -3
        for word in _WORD.finditer(text):
            pattern = self.patterns.get(word.group().lower()) if word.start() >= end else None
            match = pattern.match(text, word.start()) if pattern else None
            if not match:
                continue
            in_brackets = match.start() - end <= 2 and text[match.start() - 1] == "("
            name = self.names.get(_key(match.group()))
            if name and not in_brackets and (expected or _key(match.group()) not in self.also_words):
                yield name, match.group()
            end = match.end()

    def canonical(self, text: str) -> str | None:
        """The organisation that this text is the name of, and nothing else."""
        return self.names.get(_key(re.sub(r"^[Tt]he ", "", text.strip(" .,:"))))


@cache
def gazetteer() -> Gazetteer:
    """The organisations of the data file. A name that several bear (HMIP) decides nothing."""
    bearers: dict[str, set[str]] = {}
    spelled: dict[str, str] = {}
    entries = table("organisations")["organisation"]
    for entry in entries:
        known = (entry["name"], entry.get("short", ""), *entry.get("aliases", ()), *entry.get("former", ()))
        for name in filter(None, known):
            bearers.setdefault(_key(name), set()).add(entry["name"])
            spelled.setdefault(_key(name), name)
    names = {key: next(iter(owners)) for key, owners in bearers.items() if len(owners) == 1}
    addresses = {re.sub(r"[^a-z0-9]", "", spelled[key].lower()): name for key, name in names.items()}
    also_words = frozenset(_key(word) for entry in entries for word in _words_of(entry))
    return Gazetteer(_by_first_word(spelled[key] for key in names), names, addresses, also_words)


def _words_of(entry: Mapping[str, Any]) -> Sequence[str]:
    """The names of an organisation that are ordinary words too: its own name, unless others are given."""
    also = entry.get("also_word", False)
    return also if isinstance(also, list) else (entry["name"],) if also else ()


def _by_first_word(names: Iterator[str]) -> dict[str, re.Pattern[str]]:
    """The longest name first, so that it is not taken for the shorter one it begins with."""
    alike: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        for word in ("hm", "his", "her") if _crown(name) else _WORD.findall(name.lower())[:1]:
            alike.setdefault(word, []).append(_spelling(name))
    return {word: re.compile(rf"{_BEFORE}(?:{'|'.join(found)}){_AFTER}") for word, found in alike.items()}


def _crown(name: str) -> bool:
    return bool(len(name) > _SHORT and re.match(r"(?:HM|His Majesty['’]s|Her Majesty['’]s) ", name))


def _key(name: str) -> str:
    """A name without what printers vary: case (but not of short names), apostrophes, "and" or "&", line breaks."""
    plain = re.sub(r"\s+", " ", name.replace("’", "'").replace("&", "and")).strip()
    return plain if len(plain) <= _SHORT else re.sub(r"^(?:his|her) majesty's ", "hm ", plain.lower())


def _spelling(name: str) -> str:
    """A pattern for one name. Long names match in any case; short ones as they are."""
    bare = re.sub(r"^(?:HM|His Majesty['’]s|Her Majesty['’]s) ", "", name) if _crown(name) else name
    plain = re.escape(bare).replace("’", "['’]").replace("'", "['’]").replace("\\&", "(?:&|and)").replace("\\ ", r"\s+")
    if _crown(name):
        plain = rf"(?:HM|His\s+Majesty['’]s|Her\s+Majesty['’]s)\s+{plain}"
    return rf"(?i:{plain})" if len(name) > _SHORT else plain
