"""Words that may be a person's name: capitalised words one after the other, and how sure it is that they name somebody.

The lists of names tell a part of them. What no list holds and no dictionary knows is the name of something: of whom or
what, only the words around it can say (see `strangers`).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import takewhile

from compendium.data import table
from compendium.ingest.privacy.person_words import NAME_WORD, PARTICLE
from compendium.language import is_word

_RUN = re.compile(rf"(?<![\w’'@/.-]){NAME_WORD}(?: {PARTICLE}{{0,2}}{NAME_WORD})*(?![\w@])")
_WORD = re.compile(r"\S+")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:]\s|\n|[“\"‘])$")
_NO_PERSON = re.compile(r"[a-z]{2,}(?:ing|tion|ment|ness|ity|ism|ship)", re.I)
"""Endings of words that a dictionary may lack: Reoffending."""


class Sort(Enum):
    """How sure it is that a capitalised word is a person's name."""

    LISTED = auto()
    DOUBTFUL = auto()
    """A listed name that is a word, a month or a place too."""
    STRANGE = auto()
    """On no list and in no dictionary."""
    WORD = auto()
    """On no list, and a word."""


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate: `full` has more words than one; `opens` begins a sentence."""

    start: int
    end: int
    words: str
    full: bool
    sort: Sort
    opens: bool

    @property
    def firm(self) -> bool:
        """Whether a list holds it, and it is no word besides."""
        return self.sort is Sort.LISTED


@cache
def listed(name: str) -> frozenset[str]:
    """The words of that table of the list of names."""
    return frozenset(word for words in table("first_names")[name].values() for word in words.split())


@cache
def _known_things() -> frozenset[str]:
    """Prisons, regions and organisations by the names that no dictionary knows."""
    prisons = [row["name"] for row in table("prisons")["prison"]]
    bodies = [row.get(key, "") for row in table("organisations")["organisation"] for key in ("name", "short")]
    regions = [name for row in table("regions")["region"] for name in (row["name"], *row.get("trusts", ()))]
    return frozenset((*prisons, *bodies, *regions, *(name.removeprefix("The ") for name in prisons)))


def candidates(text: str, known: list[tuple[int, int]]) -> Iterator[Name]:
    """The candidates in a text, in order. `known` are the places of names known from elsewhere, sorted."""
    for run in _RUN.finditer(text):
        tokens = [(word.group(), run.start() + word.start()) for word in _WORD.finditer(run.group())]
        opens = bool(_SENTENCE_BEFORE.search(text[max(0, run.start() - 2) : run.start()]))
        if name := _name_in(tokens, known, opens=opens):
            yield name


def _name_in(tokens: list[tuple[str, int]], known: list[tuple[int, int]], *, opens: bool) -> Name | None:
    """The first name in a run of capitalised words, with up to three words after it; None where it names a thing."""
    while tokens and tokens[0][0] in _never_first():
        tokens, opens = tokens[1:], False
    if not tokens:
        return None
    token, start = tokens[0]
    following = [word for word, _ in tokens[1:5]]
    sort = _sort(token, start, following, known)
    if following and sort is Sort.WORD and (opens or is_first(following[0])):  # "Yesterday Darren said"
        return _name_in(tokens[1:], known, opens=False)
    if _is_thing([word for word, _ in tokens], sort):
        return None
    kept = list(takewhile(lambda word: word not in listed("no_name"), following))
    while kept and (len(kept[-1].rstrip(".")) == 1 or kept[-1].islower()):
        kept.pop()
    last, at = tokens[len(kept)]
    words = " ".join((token, *kept))
    if sort in (Sort.STRANGE, Sort.WORD) and (words in _known_things() or token in _known_things()):
        return None
    return Name(start, at + len(last), words, bool(kept), sort, opens)


@cache
def _never_first() -> frozenset[str]:
    return listed("no_name") - listed("also_word")


def _is_thing(tokens: list[str], sort: Sort) -> bool:
    """Whether the words name a thing or a place: Shannon Trust. Some such words are surnames too: Darren Wood."""
    things = [token for token in tokens if token in listed("things")]
    return bool(things) and not (
        sort is Sort.LISTED and len(tokens) == 2 and tokens[0] not in things and things[0] in listed("surname_too")
    )


def _sort(token: str, start: int, following: list[str], known: list[tuple[int, int]]) -> Sort:
    if is_first(token) or any(begin <= start < end for begin, end in known):
        return Sort.LISTED
    by_surname = bool(following) and following[0] in listed("surnames")
    if token in listed("also_word"):
        return Sort.LISTED if by_surname and not is_first(following[0]) else Sort.DOUBTFUL
    if by_surname and not is_first(following[0]):
        return Sort.LISTED
    return Sort.WORD if _is_ordinary(token) else Sort.STRANGE


@lru_cache(maxsize=5000)
def _is_ordinary(token: str) -> bool:
    """Whether it is a word, or made of words: Fifteen-year-old, Keyworkers."""
    if _NO_PERSON.fullmatch(token) or all(is_word(part) for part in token.split("-")):
        return True
    return token.endswith("s") and any(
        is_word(token[:cut]) and is_word(token[cut:]) for cut in range(3, len(token) - 3)
    )


def is_first(token: str) -> bool:
    """Whether it is a first name. Siân is listed as Sian."""
    return token in listed("first") or (not token.isascii() and _plain(token) in listed("first"))


def _plain(token: str) -> str:
    """The word without its accents."""
    return unicodedata.normalize("NFD", token).encode("ascii", "ignore").decode()
