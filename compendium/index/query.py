"""What must match, as a tree, and what a person typed, read. `parsing` makes the one from the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from compendium.index.analysis import STOP_WORDS
from compendium.index.ranking import CONSIDERED, OTHER_WORD
from compendium.index.stemming import stem
from compendium.model.search import Expansion


@dataclass(frozen=True, slots=True)
class Word:
    """A word by its stem or, when `exact`, in this form only. `field` is where it must stand; empty: anywhere."""

    form: str
    exact: bool = False
    field: str = ""

    @property
    def stem(self) -> str:
        """What all forms of the word share."""
        return stem(self.form)

    @property
    def printed(self) -> str:
        """The word for people to read."""
        return _placed(self.field, _cut(self.form))


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words, one after the other, stop words included: in these forms or, when `loose`, by their stems."""

    forms: tuple[str, ...]
    field: str = ""
    loose: bool = False

    @property
    def printed(self) -> str:
        """The phrase for people to read."""
        return _placed(self.field, f"“{_cut(' '.join(self.forms), 80)}”")


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    start: str
    field: str = ""

    @property
    def printed(self) -> str:
        """The beginning for people to read."""
        return _placed(self.field, f"{_cut(self.start)}*")


@dataclass(frozen=True, slots=True)
class Narrow:
    """What passes one filter: a passage or its report has at least one of these values."""

    filter: str
    values: frozenset[str]
    printed: str


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


@dataclass(frozen=True, slots=True)
class Also:
    """What matches what was asked, or one of the other words for the same."""

    asked: "Query"
    others: "tuple[Word | Phrase, ...]"


Leaf = Word | Phrase | Prefix
Term = tuple[tuple[Leaf, float], ...]
"""What is scored as one word: words for the same, each with what it counts for."""
Query = Leaf | Narrow | Not | All | Any | Also


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
    """A question, read. The first attempt that finds anything is the answer; no attempt at all finds nothing.

    `parts` are the top-level parts in order, `alternatives` whether any of them is enough (OR). `common` are words left
    out because they stand everywhere. With `like`, a text, what answers is what shares its telling words; passages
    whose key is in `without` never do.
    """

    attempts: tuple[Attempt, ...] = ()
    within: tuple[Query, ...] = ()
    """Typed filters of a plain question. Like ticked ones they play no part in which attempt is the answer."""
    parts: tuple[Query, ...] = ()
    alternatives: bool = False
    ignored: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    """How the question may have been meant otherwise."""
    expansions: tuple[Expansion, ...] = ()
    common: tuple[str, ...] = ()
    like: str = ""
    without: frozenset[int] = frozenset()

    @property
    def asked(self) -> tuple[Leaf, ...]:
        """All that is looked for, as often as it was given, other words for the same included."""
        return asked(self.attempts[0].query) if self.attempts else ()


def asked(query: Query) -> tuple[Leaf, ...]:
    """The leaves a query looks for (not those it shuts out), in order, as often as they were given."""
    return tuple(leaf for unit in units(query) for leaf in _leaves(unit))


def units(query: Query) -> Iterator[Leaf | Also]:
    """What a query looks for, in order; what was asked for and other words for the same are one."""
    match query:
        case Word() | Phrase() | Prefix() | Also():
            yield query
        case All(parts) | Any(parts):
            for part in parts:
                yield from units(part)
        case Not() | Narrow():
            return


def _leaves(unit: Leaf | Also) -> Iterator[Leaf]:
    if isinstance(unit, Also):
        yield from asked(unit.asked)
        yield from unit.others
    else:
        yield unit


def _placed(field: str, printed: str) -> str:
    return f"{field}:{printed}" if field else printed


def _cut(printed: str, most: int = 40) -> str:
    """Short enough to be said in a sentence."""
    return printed if len(printed) <= most else f"{printed[:most]}…"


def all_of(parts: Sequence[Query]) -> Query:
    """What matches every one of these parts, which are at least one."""
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def any_of(parts: Sequence[Query]) -> Query:
    """What matches at least one of these parts, which are at least one."""
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def terms(question: Question) -> Iterator[Term]:
    """What is scored, as often as it was asked for. Other words for one word are pooled with it; those for several
    words are a term of their own."""
    for unit in units(question.attempts[0].query) if question.attempts else ():
        if not isinstance(unit, Also):
            yield ((unit, 1.0),)
            continue
        others = tuple((leaf, OTHER_WORD) for leaf in unit.others)
        wanted = asked(unit.asked)
        if len(wanted) == 1:
            yield ((wanted[0], 1.0), *others)
        else:
            yield from (((leaf, 1.0),) for leaf in wanted)
            yield others


def asked_words(question: Question) -> Iterator[Leaf]:
    """What was asked for, without other words for it; a phrase, and the words in it that are not everywhere."""
    for unit in units(question.attempts[0].query) if question.attempts else ():
        for leaf in asked(unit.asked) if isinstance(unit, Also) else (unit,):
            yield leaf
            if isinstance(leaf, Phrase):
                yield from (Word(form, True, leaf.field) for form in leaf.forms if form not in STOP_WORDS)


def printed(query: Query) -> str:
    """A part of a question for people to read."""
    match query:
        case Not(part):
            return f"NOT {printed(part)}"
        case All(parts):
            return " ".join(map(printed, parts))
        case Any(parts):
            return " OR ".join(map(printed, parts))
        case Also(wanted, _):
            return printed(wanted)
        case _:
            return query.printed


def typed_filters(question: Question) -> Iterator[Narrow]:
    """The filters that were typed into the question, at the top, and not to shut anything out."""
    yield from (part for part in question.parts if isinstance(part, Narrow))


def most_frequent(often: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent stems of a text with how often they stand in it; equal ones by their letters."""
    return sorted(often.items(), key=lambda item: (-item[1], item[0]))[:CONSIDERED]


LONGEST_SPELT: Final = 30
"""Letters of the longest word that is taken for a misspelling: nobody types a longer one."""


def spelling_steps(word: str) -> tuple[tuple[int, bool], ...]:
    """What another word may differ in and still be meant, the nearest first: in so many letters, or (True) in two
    letters side by side that changed places. Nothing in a number or a very short word; two letters in a long one."""
    if not 3 < len(word) <= LONGEST_SPELT or any(letter.isdigit() for letter in word):
        return ()
    return ((1, False), (2, True), *([(2, False)] if len(word) > 7 else []))


def swapped(one: str, other: str) -> bool:
    """Whether two letters side by side changed places between the words, and nothing else."""
    differ = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return len(one) == len(other) and len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(one) == sorted(other)
