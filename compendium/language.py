"""The one place where spaCy is loaded: English tokens with dictionary lemmas, and a finder for many phrases at once.

spaCy and the dictionary are loaded at the first use, not when this module is imported.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from compendium import data

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

_SIGNS: Final = str.maketrans("‘’ʼ′“”\u00a0\u2009\u202f\t\r\n", "''''\"\"      ")
_HYPHEN: Final = re.compile(r"(?<=\w)[-‐‑–](?=\w)")
_ACRONYM: Final = re.compile(r"[A-Z]{2}")
_PLURAL: Final = re.compile(r"\w{3,}[^\Wsiu]s")
_LONGEST_TEXT: Final = 50_000_000  # spaCy's own limit guards its statistical models, which are not used here


def normalise(text: str) -> str:
    """The text with straight quotation marks, plain spaces, and a space for each hyphen inside a word.

    Always as long as `text`, so that offsets in one are offsets in the other.
    """
    return _HYPHEN.sub(" ", text.translate(_SIGNS))


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether the dictionary knows the word in this very form or as a form of another. Case does not matter."""
    import simplemma

    return bool(simplemma.is_known(word.lower(), lang="en"))


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The dictionary form of one word, in lower case: `Prisoners` gives `prisoner`. Unknown words lose a plural s."""
    import simplemma

    lower = word.lower()
    if isinstance(exception := data.table("lemmas").get(lower), str):
        return exception
    if _PLURAL.fullmatch(lower) and not simplemma.is_known(lower, lang="en"):
        return lower[:-1]  # keyworkers, nickings
    return str(simplemma.lemmatize(lower, lang="en")).lower()


@cache
def pipeline() -> "Language":
    """English tokens, each with its dictionary lemma. The same object every time."""
    import spacy
    from spacy.language import Language

    nlp = spacy.blank("en")
    # The exceptions cut "id" in two but leave "ID" whole; without them a phrase has the same tokens in any case.
    tokenizer: Any = nlp.tokenizer
    tokenizer.rules = {}
    nlp.max_length = _LONGEST_TEXT
    Language.component("dictionary_lemmas", func=_set_lemmas)
    nlp.add_pipe("dictionary_lemmas")
    return nlp


def _set_lemmas(doc: "Doc") -> "Doc":
    for token in doc:
        token.lemma_ = lemma(token.text)
    return doc


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found in a text, at `text[start:end]`: `form` is its dictionary form, `key` says whose phrase it is."""

    key: str
    form: str
    start: int
    end: int


class Phrases:
    """Finds many phrases at once, whole words only, whatever their inflection, capitals, apostrophes and hyphens.

    "key worker" finds key worker, Key-workers and keyworker. A phrase with an acronym in it (ACCT, IPP licence) is
    found only as it is written. A lemma depends on nothing but the word, so whatever equals a phrase letter by letter
    also equals it in lemmas: one matcher answers for both.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        vocab = pipeline().vocab
        from spacy.matcher import PhraseMatcher

        self._matchers = {attr: PhraseMatcher(vocab, attr=attr) for attr in ("LEMMA", "ORTH")}
        for key, given in phrases.items():
            wanted = list(given)
            self._add(self._matchers["ORTH"], key, (p for p in wanted if _ACRONYM.search(p)))
            self._add(self._matchers["LEMMA"], key, (p for p in wanted if not _ACRONYM.search(p)))

    @staticmethod
    def _add(matcher: "PhraseMatcher", key: str, phrases: Iterable[str]) -> None:
        read = pipeline().make_doc  # not the whole pipeline: its bookkeeping costs more than a phrase does
        docs = [_set_lemmas(read(spelling)) for phrase in phrases for spelling in spellings(phrase)]
        if docs:
            matcher.add(key, docs)

    def find(self, texts: Iterable[str]) -> Iterator[tuple[Found, ...]]:
        """For each text, all phrases in it, in order of their place; found phrases may overlap."""
        for doc in pipeline().pipe(map(normalise, texts)):
            found = (
                Found(span.label_, span.lemma_, span.start_char, span.end_char)
                for matcher in self._matchers.values()
                for span in matcher(doc, as_spans=True)
            )
            yield tuple(sorted(found, key=lambda hit: (hit.start, hit.end, hit.key)))


def spellings(phrase: str) -> tuple[str, ...]:
    """The phrase in plain signs, and with each two neighbouring words written as one: key worker, keyworker."""
    words = normalise(phrase).split()
    joined = (" ".join([*words[:i], a + b, *words[i + 2 :]]) for i, (a, b) in enumerate(pairwise(words)))
    return tuple(dict.fromkeys((" ".join(words), *joined)))
