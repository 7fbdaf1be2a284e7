"""Word stems: Porter 2, and the words it must not run together."""

import sys
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from types import ModuleType
from typing import Final

KEPT: Final[dict[str, tuple[str, ...]]] = {
    "authority": ("authorities",),
    "community": ("communities",),
    "experience": ("experiences", "experienced", "experiencing"),
    "experiment": ("experiments", "experimental"),
    "formal": ("formally",),
    "general": ("generally",),
    "humane": ("humanely",),
    "informal": ("informally",),
    "medication": ("medications",),
    "offender": ("offenders",),
    "officer": ("officers",),
    "official": ("officials", "officially"),
    "personal": ("personally",),
    "prisoner": ("prisoners",),
    "relative": ("relatives",),
    "resident": ("residents",),
    "several": (),
    "university": ("universities",),
    "insider": ("insiders",),
    "listener": ("listeners",),
    "manager": ("managers",),
    "child": ("children",),
    "man": ("men",),
    "woman": ("women",),
}
"""A word that Porter 2 would run together with another of different meaning (prisoner and prison, officer and office,
relative and related), or whose plural it does not know; and the forms that are one with it."""

_FORMS: Final[dict[str, str]] = {form: word for word, forms in KEPT.items() for form in (word, *forms)}


def _porter2() -> Callable[[str], str]:
    """The English stemmer alone: importing its package would load thirty other languages at every start."""
    name = "snowballstemmer"
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.submodule_search_locations is None:
        english = import_module(f"{name}.english_stemmer")
    else:
        package = ModuleType(name)
        package.__path__ = list(spec.submodule_search_locations)
        sys.modules[name] = package
        try:
            english = import_module(f"{name}.english_stemmer")
        finally:
            del sys.modules[name]  # so that whoever imports the package later gets it whole
    stem_word: Callable[[str], str] = english.EnglishStemmer().stemWord
    return stem_word


_stem_word: Final = _porter2()
_one_at_a_time: Final = Lock()  # the stemmer keeps the word it works on in itself


@lru_cache(maxsize=50_000)
def stem(form: str) -> str:
    """What all forms of a word share: `visits` and `visiting` give `visit`. `form` is normal (see `analysis`)."""
    if form in _FORMS:
        return _FORMS[form]
    with _one_at_a_time:
        return _stem_word(form)


_SHORT: Final = {"die": ("di", "dy"), "lie": ("li", "ly"), "tie": ("ti", "ty"), "sky": ("sk",)}


def family(stemmed: str) -> tuple[str, ...]:
    """The beginnings that words with that stem have: some words that begin so have another, but none begins otherwise.

    Porter 2 changes no more than the last letter of what it leaves (happy, happi; using, use; possibility, possibl),
    but for a few words.
    """
    if stemmed in KEPT:
        return (stemmed, *KEPT[stemmed])
    if found := _SHORT.get(stemmed):
        return found
    return (stemmed,) if len(stemmed) < 4 and stemmed[-1] not in "ei" else (stemmed[:-1] or stemmed,)
