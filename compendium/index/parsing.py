"""From what a person typed to what must match.

    question    = alternative (OR alternative)*
    alternative = part (AND? part)*
    part        = (NOT | "-")? ( "(" question ")" | filter:value | word | begin* | "words in quotation marks" )

Words without AND or OR are a plain question, read kindly: see docs/decisions/0003-how-many-words-must-match.md. Any
text can be read; nothing raises. What could not be used is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from compendium.index.analysis import STOP_WORDS, forms
from compendium.index.names import NO_NAMES, OFFERED, TYPED, WORD_FIELDS, Names
from compendium.index.query import (
    All,
    Also,
    Any,
    Attempt,
    Leaf,
    Narrow,
    Not,
    Phrase,
    Prefix,
    Query,
    Question,
    Word,
    all_of,
    any_of,
    asked,
)
from compendium.index.synonyms import Synonyms, Term
from compendium.model.search import Expansion

NO_SYNONYMS: Final = Synonyms("", {}, 0)

MOST_WORDS: Final = 50
"""Words of a question that are used; the rest of a pasted page adds time, not meaning."""

ALL_UP_TO: Final = 3
"""A plain question of so many different words wants all of them; a longer one is a sentence, and wants any."""

SHORTEST_PREFIX: Final = 2
"""Letters needed before a star: fewer would mean half of all words."""

_YEAR_HINT: Final = "For reports published in {0}, type year:{0}."

DEEPEST: Final = 20
"""Brackets within brackets that are read."""


def parse(text: str, exact: bool = False, names: Names = NO_NAMES, synonyms: Synonyms = NO_SYNONYMS) -> Question:
    """What `text` asks for. `exact` takes each word in the form given: not by its stem, and without other words for it.

    `names` says what the values of typed filters mean.
    """
    return _Reading(exact, names, NO_SYNONYMS if exact else synonyms).question(text)


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a question: a sign or operator ("(", ")", AND, OR, NOT), or words."""

    sign: str
    text: str = ""
    quoted: bool = False
    field: str = ""
    """For words: the filter or field they were typed with."""


_NO_WORD: Final = "There is no word to search for in this question."
_SPLIT: Final = re.compile(
    r"""(?:(?<=\s)|(?<![^\s(\-−]))(?:(?P<name>[^\W\d_]{2,20}):)?"(?P<quoted>[^"]*)"
        |"(?P<inside>[^"]*)"|(?P<chunk>[^\s"]+)|(?P<stray>")""",
    re.VERBOSE,
)
_ONE_MARK: Final = str.maketrans("“”„‟", '""""', "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\0")
_FIELD: Final = re.compile(r"(?P<name>[^\W\d_]{2,20}):(?P<value>.*)", re.DOTALL)
_SIGNS: Final = re.compile(r"[-−(]*")
_SIGNS_FOR: Final = {"|": "OR", "||": "OR", "&&": "AND"}
_BETWEEN: Final = re.compile(r"(?<=\w)(\|\|?|&&)(?=\s*\w)")  # food|gym
_PLURAL: Final = re.compile(r"(?<=\w)\((?:e?s)\)")  # visit(s): endings are found anyway
_WEIGHT: Final = re.compile(r"(?<=\w)[~^]\d*(?:\.\d+)?$")  # other search boxes take visits~2 and visits^2
_NUMBER: Final = re.compile(r"\W?\d+(?:[-–.,:/]\d+)+\W?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})


def _tokens(text: str, told: list[str]) -> Iterator[_Token]:
    text = _BETWEEN.sub(r" \1 ", text.translate(_ONE_MARK))
    for found in _SPLIT.finditer(text):
        if found["stray"]:
            told.append("A quotation mark without its partner was left out.")
        elif (chunk := found["chunk"]) is not None:
            yield from _chunk(chunk, text[found.end() : found.end() + 1] == '"')
        else:
            words = found["quoted"] if found["quoted"] is not None else found["inside"]
            yield _Token("", words, quoted=True, field=found["name"] or "")


def _chunk(chunk: str, before_quote: bool) -> Iterator[_Token]:
    """The pieces of what stands between two spaces; `before_quote` says that a quotation mark follows at once."""
    if chunk in _SIGNS_FOR:
        yield _Token(_SIGNS_FOR[chunk])
        return
    chunk = _PLURAL.sub("", chunk)
    signs = _SIGNS.match(chunk)
    start = signs.end() if signs else 0
    words, closing = _closed(chunk[start:])
    for place, sign in enumerate(chunk[:start]):
        if sign == "(":
            yield _Token("(")
        elif words or before_quote or "(" in chunk[place:start]:  # else a dash between words
            yield _Token("NOT")
    if words in _OPERATORS:
        yield _Token(words)
    elif words:
        typed = _FIELD.fullmatch(words)
        yield _Token("", typed["value"], field=typed["name"]) if typed else _Token("", words)
    for _ in range(closing):
        yield _Token(")")


def _closed(words: str) -> tuple[str, int]:
    """Words without the closing brackets at their end that close nothing within them, and how many these are."""
    bare = words.rstrip(").,;:!?+")
    end = words[len(bare) :]
    if ")" not in end:
        return words, 0
    own = max(0, bare.count("(") - bare.count(")"))  # (men)tal is a word
    return (words if own else bare), max(0, end.count(")") - own)


@dataclass(slots=True)
class _Reading:
    """A question while it is being read: a descent through brackets, lenient at every step."""

    exact: bool
    names: Names
    synonyms: Synonyms
    tokens: list[_Token] = field(default_factory=list)
    at: int = 0
    used: int = 0
    strict: bool = False  # AND or OR was used: every word counts as written
    full: bool = False
    common: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    expansions: list[Expansion] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def question(self, text: str) -> Question:
        """The question as a whole."""
        self.tokens = list(_tokens(text, self.ignored))
        ways = self._alternatives(0)
        small_or = not self.strict and any(token.text == "or" and not token.quoted for token in self.tokens)
        if small_or and ways and len(ways[0]) <= ALL_UP_TO:  # of a longer question any word is enough
            self.hints.append("To find either of two words, type OR in capitals between them.")
        if text.lstrip()[:2] in {"- ", "− "}:
            self.hints.append("A minus shuts out a word only when it stands right before it: -visits.")
        if self.full:
            self.ignored.append(f"Only the first {MOST_WORDS} words were used.")
        common = tuple(dict.fromkeys(self.common))
        if not ways:
            self._tell_why_nothing(text)
            return Question(ignored=self._told(), common=common)
        parts = tuple(all_of(way) for way in ways) if len(ways) > 1 else tuple(ways[0])
        parts = parts if self.strict else tuple(_joined(parts))
        written = any_of([all_of(way) for way in ways])
        within = () if self.strict else tuple(part for part in parts if _is_filter(part))
        return Question(
            attempts=_with_titles([Attempt(written)]) if self.strict else _plain(parts),
            within=within,
            parts=parts,
            alternatives=len(ways) > 1,
            ignored=self._told(),
            hints=tuple(dict.fromkeys(self.hints)),
            expansions=tuple(dict.fromkeys(self.expansions)),
            common=common,
        )

    def _told(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.ignored))

    def _alternatives(self, depth: int) -> list[list[Query]]:
        """What stands up to the closing bracket, as parts joined by AND, by alternatives joined by OR."""
        ways: list[list[Query]] = [[]]
        run: list[str] = []
        negate, waiting = False, ""

        def take(parts: list[Query]) -> None:
            nonlocal negate, waiting
            if parts:
                ways[-1] += [Not(all_of(parts))] if negate else parts
                negate, waiting = False, ""

        def end_run() -> None:
            nonlocal run
            parts, run = self._run(run), []
            take(parts)

        while self.at < len(self.tokens):
            token = self._next()
            if not (token.sign or token.quoted or token.field or negate or _is_one_thing(token.text)):
                run += self._forms(_WEIGHT.sub("", token.text))
                continue
            end_run()
            if token.sign == ")":
                if depth:
                    break
                self.ignored.append("A bracket without its partner was left out.")
            elif token.sign == "(":
                take(self._bracket(depth, negate))
            elif token.sign == "NOT":
                negate, waiting = True, "NOT"
            elif token.sign:
                if not ways[-1] or waiting:
                    self.ignored.append(f"{token.sign} has nothing to join here and was left out.")
                    continue
                self.strict, waiting = True, token.sign
                if token.sign == "OR":
                    ways.append([])
            else:
                take(self._words(token, negate))
        else:
            end_run()
            if depth:
                self.ignored.append("A bracket without its partner was left out.")
        if waiting and not self.ignored:  # else what stood there was told of already
            self.ignored.append(f"{waiting} has nothing after it and was left out.")
        return [way for way in ways if way]

    def _next(self) -> _Token:
        """The next piece; a filter with a space after its colon has the words after that."""
        token = self.tokens[self.at]
        self.at += 1
        known = token.field.casefold() in (TYPED.keys() | set(WORD_FIELDS))
        if known and not token.text and not token.quoted and self.at < len(self.tokens):
            after = self.tokens[self.at]
            if not after.sign and not after.field:
                self.at += 1
                return replace(after, field=token.field)
        return token

    def _bracket(self, depth: int, negative: bool) -> list[Query]:
        if negative:  # what is to be shut out is only what was typed
            outside, self.synonyms = self.synonyms, NO_SYNONYMS
            found = self._bracket(depth, False)
            self.synonyms = outside
            return found
        if depth >= DEEPEST:
            self.ignored.append(f"Only {DEEPEST} brackets within brackets are read.")
            return []
        ways = self._alternatives(depth + 1)
        return [any_of([all_of(way) for way in ways])] if len(ways) > 1 else list(ways[0]) if ways else []

    def _forms(self, printed: str) -> list[str]:
        found, room = forms(printed), MOST_WORDS - self.used
        self.full = self.full or len(found) > room
        self.used += len(found[:room])
        return found[:room]

    def _run(self, words: list[str]) -> list[Query]:
        """Words that stand side by side, with other words for the same where the list of synonyms has any."""
        parts: list[Query] = []
        place = 0
        for start, end, terms in self.synonyms.found(words):
            parts += self._content(words[place:start])
            asked_for = self._content(words[start:end])
            place = end
            if not asked_for:
                continue
            parts.append(Also(all_of(asked_for), tuple(_other(term) for term in terms)))
            printed = " ".join(words[start:end])
            self.expansions.append(Expansion(printed, tuple(term.printed for term in terms)))
        return parts + self._content(words[place:])

    def _content(self, words: list[str], field: str = "") -> list[Query]:
        self.common += [form for form in words if form in STOP_WORDS]
        self.hints += [_YEAR_HINT.format(form) for form in words if _YEAR.fullmatch(form) and not field]
        return [Word(form, self.exact, field) for form in words if form not in STOP_WORDS]

    def _words(self, token: _Token, negative: bool) -> list[Query]:
        """What was typed in quotation marks, with a star, with a filter, or to be shut out."""
        name = token.field.casefold()
        if name in TYPED:
            return self._narrow(TYPED[name], token.field, token.text.strip(" ()"))
        place = name if name in WORD_FIELDS else ""
        if token.field and not place:
            self.ignored.append(
                f"“{token.field}:” is no filter here, so its words were searched for. Filters are: {OFFERED}."
            )
            found = self._forms(token.field)
            return [*self._content(found), *self._plain_words(token, "", negative)]
        return self._plain_words(token, place, negative)

    def _plain_words(self, token: _Token, place: str, negative: bool) -> list[Query]:
        if "*" in token.text and not token.quoted:
            return self._prefix(token.text, place)
        words = self._forms(token.text)
        # -key-worker shuts out the two words together, not each of them
        if words and (token.quoted or (len(words) > 1 and (negative or _is_one_thing(token.text)))):
            return [Phrase(tuple(words), place)]
        return self._content(words, place)

    def _prefix(self, printed: str, place: str) -> list[Query]:
        words = self._forms(printed.replace("*", " "))
        begins = printed.endswith("*") and printed.count("*") == 1
        if begins and words and len(words[-1]) >= SHORTEST_PREFIX:
            return [*self._content(words[:-1], place), Prefix(words[-1], place)]
        if words and begins:
            self.ignored.append(f"Type at least {SHORTEST_PREFIX} letters before a star: {printed} was left out.")
            return self._content(words[:-1], place)
        if words:
            self.ignored.append(f"A star works at the end of a word only; {printed[:40]} was searched for without it.")
        return self._content(words, place)

    def _narrow(self, filter: str, typed: str, value: str) -> list[Query]:
        if not value:
            self.ignored.append(f"“{typed}:” has nothing after it and was left out.")
            return []
        if values := self.names.values(filter, value):
            return [Narrow(filter, values, f"{filter}: {value}")]
        if filter in {"year", "fieldwork"}:
            hint = f"A year is typed like {filter}:2021, a span of years like {filter}:2019-2022."
        else:
            near = self.names.near(filter, value)
            hint = f"Perhaps: {', '.join(near)}." if near else f"This library has no values of {filter} yet."
        self.ignored.append(f"There is no {filter} “{value[:80]}” here, so it was left out. {hint}")
        return []

    def _tell_why_nothing(self, text: str) -> None:
        if self.common:
            words = ", ".join(dict.fromkeys(self.common))
            self.ignored.append(
                f"Too common to search for: {words}. In quotation marks they are searched for all the same."
            )
        elif text.strip() and not self.ignored:
            shown = "".join(sign for sign in text.strip() if (sign.isprintable() and sign.isascii()) or sign.isalnum())
            self.ignored.append(f"There is no word to search for in: {shown[:80]}" if shown else _NO_WORD)


def _is_one_thing(printed: str) -> bool:
    """Whether words without a space are not to be taken apart: a number, a time, a day; or the beginning of a word."""
    return "*" in printed or _NUMBER.fullmatch(printed) is not None


def _other(term: Term) -> Word | Phrase:
    return Word(term.words[0]) if len(term.words) == 1 else Phrase(term.words, loose=True)


def _joined(parts: tuple[Query, ...]) -> Iterator[Query]:
    """The parts with values of one filter as alternatives, as they are when ticked: year:2022 year:2023."""
    narrows: dict[str, list[Narrow]] = {}
    for part in parts:
        if isinstance(part, Narrow):
            narrows.setdefault(part.filter, []).append(part)
    for part in parts:
        if not isinstance(part, Narrow):
            yield part
        elif same := narrows.pop(part.filter, None):
            values = frozenset().union(*(narrow.values for narrow in same))
            yield Narrow(part.filter, values, " or ".join(dict.fromkeys(narrow.printed for narrow in same)))


def _is_filter(part: Query) -> bool:
    return isinstance(part.part if isinstance(part, Not) else part, Narrow)


def _plain(given: tuple[Query, ...]) -> tuple[Attempt, ...]:
    parts = [part for part in given if not _is_filter(part)]
    if not parts:
        return (Attempt(all_of(given)),)
    wanted = [part for part in parts if isinstance(part, Word | Prefix | Also) and not _placed(part)]
    rest = [part for part in parts if part not in wanted]
    some = all_of([any_of([_loosened(part) for part in wanted]), *rest]) if wanted else all_of(rest)
    if len({_same(part) for part in wanted}) > ALL_UP_TO:
        return _with_titles([Attempt(some)])
    attempts = [Attempt(all_of(parts))]
    words = {_same(leaf): leaf.printed for part in wanted for leaf in _typed(part)}
    if len(words) > 1:
        named = ", ".join(words.values()) + (", with the rest of the question" if rest else "")
        attempts.append(
            Attempt(some, f"No passage holds all of these words: {named}. Passages holding any of them are shown.")
        )
    return _with_titles(attempts)


def _loosened(part: Query) -> Query:
    """The same, with any of its words enough where a term of several was typed."""
    if isinstance(part, Also) and isinstance(part.asked, All):
        return Also(Any(part.asked.parts), part.others)
    return part


def _typed(part: Query) -> tuple[Leaf, ...]:
    return asked(part.asked if isinstance(part, Also) else part)


def _placed(part: Query) -> bool:
    """Whether the part was typed for one field; such a part is never widened."""
    return isinstance(part, Word | Prefix) and bool(part.field)


def _same(part: Query) -> object:
    return (part.form if part.exact else part.stem) if isinstance(part, Word) else part


def _with_titles(attempts: list[Attempt]) -> tuple[Attempt, ...]:
    """The attempts, and as a last resort the titles of reports."""
    first = attempts[0].query
    if not asked(first):
        return tuple(attempts)
    told = "No passage holds these words; reports that hold them in their title are shown."
    return (*attempts, Attempt(first, told, title_alone=True))
