"""From text to words: the one tokeniser for what is indexed, what is asked and what is marked in a snippet."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from compendium.index.stemming import stem

ANALYSIS: Final = 2
"""Raised whenever the same text gives other words or stems than before: the index is then made anew."""

_COMMON: Final = """
    a about after again all also am an and any are aren't as at be because been before being both but by can
    can't could couldn't did didn't do does doesn't doing don't each either else even ever for from further had
    hadn't has hasn't have haven't having he he'd he'll her here hers herself him himself his how i i'd i'll i'm
    i've if in into is isn't it itself just let me more most much my myself no nor not now of on only or other
    our ours ourselves own same she she'd she'll should shouldn't so some such than that the their theirs them
    themselves then there these they they'd they'll they're they've this those through to too upon us very was
    wasn't we we'd we'll we're we've were weren't what when where which while who whom whose why will with won't
    would wouldn't you you'd you'll you're you've your yours yourself yourselves
"""
STOP_WORDS: Final = frozenset(_COMMON.split())
"""Words too common to search for by themselves. A phrase in quotation marks holds them all the same."""

_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTERS: Final = rf"[\w\u0300-\u036f{_UNSEEN}]+"  # with accents that stand as signs of their own, and soft hyphens
_WITHOUT_UNSEEN: Final = str.maketrans("", "", _UNSEEN)
WORD: Final = re.compile(rf"{_LETTERS}(?:['’\uff07]{_LETTERS})*")
_BEGINS: Final = re.compile(rf"(?<!{_LETTERS[:-1]})(?<!{_LETTERS[:-1]}['’\uff07])")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text in its normal form, and where it stands: `text[start:end]` as printed."""

    form: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order, stop words too. Offsets are into `text` as given, whatever normalising does."""
    for match in WORD.finditer(text):
        for form in normal_forms(match.group()):
            yield Token(form, match.start(), match.end())


def forms(text: str) -> list[str]:
    """The normal forms of the words of `text`, in order."""
    return [form for match in WORD.finditer(text) for form in normal_forms(match.group())]


def content_stems(words: list[str]) -> list[str]:
    """The stems of normal forms, without the stop words."""
    return [stem(form) for form in words if form not in STOP_WORDS]


def places_of(printed: str, text: str) -> Iterator[int]:
    """Where that word stands in the text, as `tokens` cuts it: not within a longer one."""
    start = text.find(printed)
    while start >= 0:
        whole = WORD.match(text, start)
        if whole is not None and whole.end() == start + len(printed) and _BEGINS.match(text, start):
            yield start
        start = text.find(printed, start + 1)


def loose(form: str) -> str:
    """What a word in a phrase goes by when its ending does not matter; a stop word goes by itself."""
    return form if form in STOP_WORDS else stem(form)


@lru_cache(maxsize=50_000)
def normal_forms(printed: str) -> tuple[str, ...]:
    """A printed word without what does not matter for finding it: case, kind of apostrophe, ligatures, possessive 's.

    Nearly always one form; a sign that stands for several words gives several, one without any letter gives none.
    """
    seen = printed.translate(_WITHOUT_UNSEEN)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    found = (match.group().replace("’", "'") for match in WORD.finditer(folded))
    return tuple(form.removesuffix("'s") for form in found)
