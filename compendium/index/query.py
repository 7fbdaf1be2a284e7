"""From what a person typed to what must match.

    question    = alternative (OR alternative)*
    alternative = part (AND? part)*
    part        = (NOT | "-")? (word | "words in quotation marks")

Words without AND or OR are a plain question, read kindly: see docs/decisions/0003-how-many-words-must-match.md. Any
text can be read; nothing raises. What could not be used is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from compendium.index.analysis import STOP_WORDS, forms
from compendium.index.stemming import stem

MOST_WORDS: Final = 50
"""Words of a question that are used; the rest of a pasted page adds time, not meaning."""

ALL_UP_TO: Final = 3
"""A plain question of so many different words wants all of them; a longer one is a sentence, and wants any."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word by its stem or, when `exact`, in this form only."""

    form: str
    exact: bool = False

    @property
    def stem(self) -> str:
        return stem(self.form)


@dataclass(frozen=True, slots=True)
class Phrase:
    """These forms, one after the other, stop words included."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever does not match the part."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class All:
    """What matches every part."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """What matches at least one part."""

    parts: "tuple[Query, ...]"


Query = Word | Phrase | Not | All | Any


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to read the question. `told` says in a sentence how it is wider than what was asked; empty if it is not.

    A passage answers when it matches together with its heading and its report's title, and holds at least one of the
    words asked for itself, in text or heading: else a word in a title would make every passage of that report an
    answer. Only an attempt with `title_alone` does without that.
    """

    query: Query
    told: str = ""
    title_alone: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read. The first attempt that finds anything is the answer; no attempt at all finds nothing."""

    attempts: tuple[Attempt, ...]
    ignored: tuple[str, ...] = ()

    @property
    def asked(self) -> "tuple[Word | Phrase, ...]":
        """The words and phrases that are looked for, as often as they were given."""
        return asked(self.attempts[0].query) if self.attempts else ()


def asked(query: Query) -> tuple[Word | Phrase, ...]:
    """The words and phrases a query looks for (not those it shuts out), in order, as often as they were given."""
    match query:
        case Word() | Phrase():
            return (query,)
        case Not():
            return ()
        case All(parts) | Any(parts):
            return tuple(leaf for part in parts for leaf in asked(part))


def parse(text: str, exact: bool = False) -> Question:
    """What `text` asks for. `exact` takes each word in the form given, not by its stem."""
    reading = _Reading(exact)
    for quoted, minus, printed in _split(text, reading.ignored):
        if reading.full:
            break
        reading.take(quoted, minus, printed)
    return reading.question(text)


_SPLIT: Final = re.compile(
    r"""(?<!\S)(?P<minus>[-−])?"(?P<quoted>[^"]*)"|"(?P<inside>[^"]*)"|(?P<chunk>[^\s"]+)|(?P<stray>")"""
)
_ONE_MARK: Final = str.maketrans("“”„‟", '""""')


def _split(text: str, ignored: list[str]) -> Iterator[tuple[bool, bool, str]]:
    """The pieces of a question as (in quotation marks?, with a minus before it?, the words)."""
    for found in _SPLIT.finditer(text.translate(_ONE_MARK)):
        if found["stray"]:
            ignored.append("A quotation mark without its partner was left out.")
        elif (chunk := found["chunk"]) is None:
            quoted = found["quoted"] if found["quoted"] is not None else found["inside"]
            yield True, bool(found["minus"]), quoted
        else:
            yield False, chunk[0] in "-−", chunk


@dataclass(slots=True)
class _Reading:
    """A question while it is being read."""

    exact: bool
    alternatives: list[list[Query]] = field(default_factory=lambda: [[]])
    strict: bool = False  # AND or OR was used: every word counts as written
    negate: bool = False
    waiting: str = ""  # an operator that has nothing after it yet
    full: bool = False
    used: list[str] = field(default_factory=list)
    common: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def take(self, quoted: bool, minus: bool, printed: str) -> None:
        if not quoted and printed in {"AND", "OR", "NOT"}:
            self._operator(printed)
            return
        parts = self._phrase(printed) if quoted else self._words(printed, minus or self.negate)
        if not parts:
            return
        self.alternatives[-1] += [Not(part) for part in parts] if minus or self.negate else parts
        self.negate, self.waiting = False, ""

    def _operator(self, name: str) -> None:
        if name == "NOT":
            self.negate, self.waiting = True, name
        elif not self.alternatives[-1] or self.waiting:
            self.ignored.append(f"{name} has nothing to join here and was left out.")
        else:
            self.strict, self.waiting = True, name
            if name == "OR":
                self.alternatives.append([])

    def _forms(self, printed: str) -> list[str]:
        found, room = forms(printed), MOST_WORDS - len(self.used)
        if len(found) > room:
            self.full = True
            self.ignored.append(f"Only the first {MOST_WORDS} words were used.")
        return found[:room]

    def _phrase(self, printed: str) -> list[Query]:
        words = self._forms(printed)
        self.used += words
        return [Phrase(tuple(words))] if words else []

    def _words(self, printed: str, negative: bool) -> list[Query]:
        words = self._forms(printed)
        if negative and len(words) > 1:  # -key-worker shuts out the two words together, not each of them
            return self._phrase(printed)
        self.common += [form for form in words if form in STOP_WORDS]
        content = [form for form in words if form not in STOP_WORDS]
        self.used += content
        return [Word(form, self.exact) for form in content]

    def question(self, text: str) -> Question:
        if self.waiting:
            self.ignored.append(f"{self.waiting} has nothing after it and was left out.")
        if self.strict and re.search(r"[()]", text):
            self.ignored.append("Brackets are not used: AND joins before OR.")
        alternatives = [parts for parts in self.alternatives if parts]
        if not alternatives:
            self._tell_why_nothing(text)
            return Question((), tuple(dict.fromkeys(self.ignored)))
        attempts = _strict(alternatives) if self.strict else _plain(alternatives[0])
        return Question(attempts, tuple(dict.fromkeys(self.ignored)))

    def _tell_why_nothing(self, text: str) -> None:
        if self.common:
            words = ", ".join(dict.fromkeys(self.common))
            self.ignored.append(
                f"Too common to search for: {words}. In quotation marks they are searched for all the same."
            )
        elif text.strip():
            self.ignored.append(f"There is no word to search for in: {text.strip()[:80]}")


def _plain(parts: list[Query]) -> tuple[Attempt, ...]:
    words = [part for part in parts if isinstance(part, Word)]
    rest = [part for part in parts if not isinstance(part, Word)]
    different = {(word.form if word.exact else word.stem): word.form for word in words}
    any_of = _all([Any(tuple(words)), *rest]) if words else _all(rest)
    if len(different) > ALL_UP_TO:
        return _with_titles([Attempt(any_of)])
    attempts = [Attempt(_all([*words, *rest]))]
    if len(different) > 1:
        named = ", ".join(different.values())
        attempts.append(
            Attempt(any_of, f"No passage holds all of these words: {named}. Passages holding any of them are shown.")
        )
    return _with_titles(attempts)


def _strict(alternatives: list[list[Query]]) -> tuple[Attempt, ...]:
    ways = [_all(parts) for parts in alternatives]
    return _with_titles([Attempt(ways[0] if len(ways) == 1 else Any(tuple(ways)))])


def _with_titles(attempts: list[Attempt]) -> tuple[Attempt, ...]:
    """The attempts, and as a last resort the titles of reports."""
    first = attempts[0].query
    if not asked(first):
        return tuple(attempts)
    told = "No passage holds these words; reports that hold them in their title are shown."
    return (*attempts, Attempt(first, told, title_alone=True))


def _all(parts: Sequence[Query]) -> Query:
    return parts[0] if len(parts) == 1 else All(tuple(parts))
