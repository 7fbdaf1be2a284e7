"""The one place where spaCy is loaded: English tokens with dictionary lemmas, and a finder for many phrases at once.

spaCy and the dictionary are loaded at the first use, not when this module is imported.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from compendium import data

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

K = TypeVar("K", bound=Hashable)

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


_READ: Final = "words"
"""Where a text keeps its words as plain lists: to ask spaCy for one token at a time costs more than all the rest."""


def _read(doc: "Doc") -> "_Words":
    words: _Words = doc.user_data[_READ]
    return words


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
    words = doc.user_data[_READ] = _Words()
    for token in doc:
        written = token.text
        token.lemma_ = form = lemma(written)
        words.written.append(written)
        words.forms.append(form)
        words.starts.append(token.idx)
    return doc


@dataclass(frozen=True, slots=True)
class Found(Generic[K]):
    """A phrase found in a text, at `text[start:end]`: `phrase` as it was given, `form` its dictionary form, `key` says
    whose phrase it is."""

    key: K
    phrase: str
    form: str
    start: int
    end: int


class Phrases(Generic[K]):
    """Finds many phrases at once, whole words only, whatever their inflection, capitals, apostrophes and hyphens.

    "key worker" finds key worker, Key-workers and keyworker. A phrase with an acronym in it (ACCT, IPP licence) is
    found only as it is written. A lemma depends on nothing but the word, so whatever equals a phrase letter by letter
    also equals it in lemmas: one matcher answers for both.

    `patterns` are phrases with gaps, choices and negation: see `Pattern`.
    """

    def __init__(
        self,
        phrases: Mapping[K, Iterable[str]],
        patterns: Mapping[K, Iterable[str]] = MappingProxyType({}),
        company: Mapping[K, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        from spacy.matcher import PhraseMatcher

        self._vocab = pipeline().vocab
        self._matchers = {attr: PhraseMatcher(self._vocab, attr=attr) for attr in ("LEMMA", "ORTH")}
        self._named: dict[int, tuple[K, str, str]] = {}
        for number, (key, phrase) in enumerate((key, phrase) for key, given in phrases.items() for phrase in given):
            if form := self._add(f"phrase {number}", phrase):
                self._named[self._vocab.strings[f"phrase {number}"]] = key, phrase, form
        self._company: dict[int, list[K]] = {}
        keys: dict[str, list[K]] = {}
        for key, given in company.items():
            for phrase in given:
                keys.setdefault(phrase, []).append(key)
        for number, (phrase, of) in enumerate(keys.items()):
            if self._add(f"company {number}", phrase):
                self._company[self._vocab.strings[f"company {number}"]] = of
        self._patterns = _Patterns([(key, Pattern(text)) for key, given in patterns.items() for text in given])

    def _add(self, name: str, phrase: str) -> str:
        """Adds a phrase to be found, and returns its dictionary form; empty when there is nothing to find."""
        docs = [doc for spelling in spellings(phrase) if len(doc := _phrase(spelling))]
        if not docs:
            return ""
        self._matchers["ORTH" if _ACRONYM.search(phrase) else "LEMMA"].add(name, docs)
        return " ".join(token.lemma_ for token in docs[0])

    def find(self, texts: Iterable[str]) -> Iterator[tuple[Found[K], ...]]:
        """For each text, all phrases in it, in order of their place; found phrases may overlap."""
        return (found for found, _ in self.read(texts))

    def read(self, texts: Iterable[str]) -> Iterator[tuple[tuple[Found[K], ...], frozenset[K]]]:
        """For each text, all phrases in it as `find` gives them, and the keys of `company` whose phrases stand in it,
        wherever: there are so many of these that to keep the place of each would take most of the time."""
        for doc in pipeline().pipe(map(normalise, texts)):
            words = _read(doc)
            found: list[Found[K]] = []
            around: set[int] = set()
            for matcher in self._matchers.values():
                for name, start, end in matcher(doc):
                    if name in self._named:
                        found.append(Found(*self._named[name], *words.place(start, end)))
                    else:
                        around.add(name)
            found += self._patterns.find(words)
            found.sort(key=lambda hit: (hit.start, hit.end, hit.phrase))
            yield tuple(found), frozenset(key for name in around for key in self._company[name])


def _phrase(spelling: str) -> "Doc":
    """A phrase as tokens with their dictionary forms. One of letters alone needs no tokeniser: there are thousands, and
    each process that tags must read them all before it can begin."""
    from spacy.tokens import Doc

    if not _LETTERS.fullmatch(spelling):
        return _set_lemmas(pipeline().make_doc(spelling))
    words = spelling.split(" ")
    return Doc(pipeline().vocab, words=words, lemmas=[lemma(word) for word in words])


_LETTERS: Final = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_GAP: Final = ".."
_GAP_WORDS: Final = 4
_NOT: Final = "NOT"
_NEGATION: Final = re.compile(r"not|never|no|nobody|none|nothing|neither|nor|cannot|without|hardly|.+n't")
_STOPS: Final = frozenset(".!?;:")
_COMMON: Final = """a an and are as at be been by do for from get go have he her him i in is it me my of on or our she
that the them they this to us was we were what when with you your"""
_NO_ANCHOR: Final = frozenset(_COMMON.split())
_LITTLE: Final = 1
_OWNED: Final = re.compile(r"(?<=\w)'s\b")
"""What a word loses in a pattern: mate and mate's are one there."""
_WORDS: Final = re.compile(r"[\w'|]+")


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of a pattern: any of these, and how many other words may stand before it."""

    words: frozenset[str]
    """Dictionary forms; those in capitals are meant as they are written. None at all: any word that denies."""
    gap: int


class Pattern:
    """Words in order, with gaps and choices: `NOT .. feel safe|safer`.

    A word stands for all its inflections, a word with capitals only (ACCT) for itself. `a|b` is a choice, `..` a gap of
    up to four other words within the sentence, `NOT` any word that denies (not, never, nobody, didn't). Raises
    ValueError that says what is wrong with it.
    """

    def __init__(self, text: str) -> None:
        self.text = " ".join(normalise(text).split())
        parts = _OWNED.sub("", self.text).split(" ") if self.text else []
        words = [part for part in parts if part not in (_GAP, _NOT)]
        if not words:
            raise ValueError("it needs a word that tells something")
        if _GAP in (parts[0], parts[-1]):
            raise ValueError("a gap must stand between words")
        if (_GAP, _GAP) in pairwise(parts):
            raise ValueError("a gap must be followed by a word")
        if any("" in word.split("|") for word in words) or not all(map(_WORDS.fullmatch, words)):
            raise ValueError("it may hold words, | between words, .. and NOT only")
        if all(_NO_ANCHOR.intersection(word.split("|")) for word in words):
            raise ValueError("it needs a word that tells something")
        self._written = tuple(part for part in parts if part != _GAP)
        self._gaps = tuple(before == _GAP for before, part in pairwise(["", *parts]) if part != _GAP)

    def parts(self) -> tuple[_Part, ...]:
        """The words to look for, in order."""
        return tuple(
            _Part(frozenset() if word == _NOT else frozenset(map(_form, word.split("|"))), _GAP_WORDS * gap)
            for word, gap in zip(self._written, self._gaps, strict=True)
        )

    def anchor(self) -> int:
        """The number of the part that must be there before the pattern is tried: that with the fewest choices, then the
        longest words."""
        choices = [word.split("|") for word in self._written]
        telling = [n for n, words in enumerate(choices) if words != [_NOT] and not _NO_ANCHOR.intersection(words)]
        return min(telling, key=lambda n: (len(choices[n]), -min(map(len, choices[n]))))


def _form(word: str) -> str:
    return word if _ACRONYM.match(word) else lemma(word)


class _Patterns(Generic[K]):
    """Finds patterns, each tried only from where its anchor stands.

    spaCy's Matcher finds the same, but with hundreds of patterns it is twenty times slower: see
    docs/decisions/0017-rules-for-themes.md.
    """

    def __init__(self, patterns: Sequence[tuple[K, Pattern]]) -> None:
        self._patterns = [(key, pattern.text, pattern.parts(), pattern.anchor()) for key, pattern in patterns]
        self._anchored: dict[str, list[int]] = {}
        for number, (_, _, parts, anchor) in enumerate(self._patterns):
            for word in parts[anchor].words:
                self._anchored.setdefault(word, []).append(number)

    def find(self, words: "_Words") -> list[Found[K]]:
        """All patterns in a text; where one is found within itself, only the shorter."""
        words = words.without_owners()
        found: dict[int, list[tuple[int, int]]] = {}
        for at, (form, written) in enumerate(zip(words.forms, words.written, strict=True)):
            tried = self._anchored.get(form, ())
            for number in (*tried, *self._anchored.get(written, ())) if written != form else tried:
                _, _, parts, anchor = self._patterns[number]
                if place := words.around(parts, anchor, at):
                    found.setdefault(number, []).append(place)
        return [
            Found(*self._named(number), *words.place(start, end))
            for number, places in sorted(found.items())
            for start, end in _shortest(places)
        ]

    def _named(self, number: int) -> tuple[K, str, str]:
        key, text, _, _ = self._patterns[number]
        return key, text, text


@dataclass(slots=True)
class _Words:
    """The words of a text: their dictionary forms, as they are written, and where each begins."""

    forms: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the words from one number up to another stand in the text."""
        return self.starts[start], self.starts[end - 1] + len(self.written[end - 1])

    def without_owners(self) -> "_Words":
        """The same without what makes a word a possessive, which is a word of its own to the tokeniser."""
        if "'s" not in self.written:
            return self
        kept = [at for at, word in enumerate(self.written) if word != "'s"]
        return _Words(
            [self.forms[at] for at in kept], [self.written[at] for at in kept], [self.starts[at] for at in kept]
        )

    def around(self, parts: Sequence[_Part], anchor: int, at: int) -> tuple[int, int] | None:
        """From where to where the pattern stands if its anchor stands at that word; None if it does not."""
        start = self._before(parts, anchor, at)
        end = None if start is None else self._after(parts, anchor, at)
        return None if start is None or end is None else (start, end)

    def _after(self, parts: Sequence[_Part], number: int, at: int) -> int | None:
        """Where the parts after that one end, which stands at `at`; the nearest place that fits."""
        if number + 1 == len(parts):
            return at + 1
        for next_ in range(at + 1, min(at + 2 + parts[number + 1].gap, len(self.forms))):
            fits = self._is(parts[number + 1], next_)
            if fits and (end := self._after(parts, number + 1, next_)) is not None:
                return end
            if self.forms[next_] in _STOPS:
                return None
        return None

    def _before(self, parts: Sequence[_Part], number: int, at: int) -> int | None:
        """Where the parts before that one begin."""
        if number == 0:
            return at
        for last in range(at - 1, max(at - 2 - parts[number].gap, -1), -1):
            fits = self._is(parts[number - 1], last)
            if fits and (start := self._before(parts, number - 1, last)) is not None:
                return start
            if self.forms[last] in _STOPS:
                return None
        return None

    def _is(self, part: _Part, at: int) -> bool:
        if not part.words:
            return _NEGATION.fullmatch(self.written[at].lower()) is not None
        return self.forms[at] in part.words or self.written[at] in part.words


def _shortest(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(places), key=lambda place: (place[1] - place[0], place)):
        if not any(start <= other and last <= end for other, last in kept):
            kept.append((start, end))
    return sorted(kept)


def spellings(phrase: str) -> tuple[str, ...]:
    """The phrase in plain signs, and with each two neighbouring words written as one: key worker, keyworker. Little
    words are not joined: nobody writes ofthe."""
    words = normalise(phrase).split()
    joined = (
        " ".join([*words[:i], a + b, *words[i + 2 :]])
        for i, (a, b) in enumerate(pairwise(words))
        if min(len(a), len(b)) > _LITTLE and not _NO_ANCHOR.intersection((a.lower(), b.lower()))
    )
    return tuple(dict.fromkeys((" ".join(words), *joined)))
