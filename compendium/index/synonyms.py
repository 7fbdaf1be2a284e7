"""The words of the field: which words stand for others, from a TOML file that people edit by hand.

Expansion is one step. Every group of the file is read by itself, and nothing is passed on from one to the next.
"""

import hashlib
import json
import re
import tomllib
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final, Literal

from compendium import data
from compendium.errors import BadInput
from compendium.index.analysis import STOP_WORDS, forms
from compendium.index.stemming import stem

OWN_NAME: Final = "synonyms.toml"
"""The file in a library's folder that holds its own list."""

_LISTS: Final = {"same": ("words",), "also": ("asked", "finds")}
"""The kinds of groups, and the lists of words that each must have."""
_KNOWN: Final = {kind: (*lists, "note", "shared") for kind, lists in _LISTS.items()}
_VERY_SHORT: Final = 2
_VERSION_LENGTH: Final = 12

_HEADER: Final = re.compile(r"[ \t]*\[\[[ \t]*(same|also)[ \t]*\]\]")
_AT_LINE: Final = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")

Stems = tuple[str, ...]
Kind = Literal["mistake", "doubt"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words in order: their normal forms, stop words too; and as the file prints them."""

    words: tuple[str, ...]
    printed: str

    @property
    def stems(self) -> Stems:
        """What the term is known by: terms with the same stems are one."""
        return tuple(map(stem, self.words))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is amiss with a list. A mistake keeps it from being used; a doubt does not, but a person should look."""

    kind: Kind
    line: int | None
    """The line where the group begins, from 1, when it could be told."""
    message: str
    next_step: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.message}. {self.next_step}"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What each term finds too. `version` is a short hash of the groups: notes and comments do not change it."""

    version: str
    also: Mapping[Stems, tuple[Term, ...]]
    """By the stems of a term, what it finds too: in the order of the file, never itself, none twice."""
    longest: int
    """Words in the longest term of `also`; 0 when there is none."""

    def found(self, words: Sequence[str]) -> tuple[tuple[int, int, tuple[Term, ...]], ...]:
        """Where words of a question are terms: (start, end, what they find too), for `words[start:end]`.

        `words` are normal forms, stop words too. It is read from left to right; where several terms begin, the longest
        is taken, so that an offender manager is not looked for as an offender. Places do not overlap.
        """
        stems = tuple(map(stem, words))
        places, start = [], 0
        while start < len(stems):
            end = self._end(stems, start)
            if end > start:
                places.append((start, end, self.also[stems[start:end]]))
            start = max(end, start + 1)
        return tuple(places)

    def _end(self, stems: Stems, start: int) -> int:
        """Where the longest term that begins at `start` ends; `start` itself when none begins there."""
        last = min(len(stems), start + self.longest)
        return next((end for end in range(last, start, -1) if stems[start:end] in self.also), start)


def read(path: Path | None) -> Synonyms:
    """The list in that file, or the one that ships with the program when no path is given or no file is there.

    Raises BadInput that names every mistake found.
    """
    if path is None or not path.exists():
        return parse(data.text("synonyms"))
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"The list of words {path} is not in UTF-8.", "Save it with the encoding UTF-8.") from error
    except OSError as error:
        raise BadInput(f"The list of words {path} cannot be read: {error}.", "Check the file and try again.") from error
    return parse(text, str(path))


def parse(text: str, name: str = OWN_NAME) -> Synonyms:
    """The list in that TOML text; `name` is what messages call it. Raises BadInput that names every mistake found."""
    groups, mistakes = _groups(text)
    if mistakes:
        told = "\n".join(f"  - {mistake}" for mistake in mistakes)
        raise BadInput(
            f"The list of words {name} cannot be used:\n{told}\n",
            "Nothing was changed. Correct the file and try again.",
        )
    return _synonyms(groups)


def problems(text: str) -> list[Problem]:
    """Every mistake and every doubt in that TOML text, by line. A text with mistakes cannot be used."""
    groups, mistakes = _groups(text)
    doubts = [doubt for check in (_doubled, _clashes, _very_short, _shared_for_nothing) for doubt in check(groups)]
    return sorted([*mistakes, *doubts], key=_by_line)


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of the file, by stems. In a two-way group all words are asked and found."""

    number: int
    kind: str
    line: int | None
    asked: Mapping[Stems, Term]
    finds: Mapping[Stems, Term]
    terms: Mapping[Stems, Term]
    shared: frozenset[Stems]

    def place(self) -> str:
        return f"line {self.line}" if self.line else f"group {self.number}"

    def mistake(self, message: str, next_step: str) -> Problem:
        return Problem("mistake", self.line, message, next_step)

    def doubt(self, message: str, next_step: str) -> Problem:
        return Problem("doubt", self.line, message, next_step)


def _synonyms(groups: list[_Group]) -> Synonyms:
    also: dict[Stems, dict[Stems, Term]] = defaultdict(dict)
    for group in groups:
        for asked in group.asked:
            for stems, term in group.finds.items():
                if stems != asked:
                    also[asked].setdefault(stems, term)
    mapping = {asked: tuple(found.values()) for asked, found in also.items()}
    content = [[[term.printed for term in terms.values()] for terms in (group.asked, group.finds)] for group in groups]
    digest = hashlib.sha256(json.dumps(content).encode("ascii")).hexdigest()
    return Synonyms(digest[:_VERSION_LENGTH], mapping, max(map(len, mapping), default=0))


# ---- reading the file ------------------------------------------------------------------------------------------------


def _groups(text: str) -> tuple[list[_Group], list[Problem]]:
    """The groups that can be read, and every mistake."""
    text = text.removeprefix("\ufeff")  # Notepad begins a file with it
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [], [_not_toml(text, str(error))]
    groups: list[_Group] = []
    mistakes: list[Problem] = []
    for kind, entries in tables.items():
        if wrong := _wrong_table(kind, entries):
            mistakes.append(wrong)
            continue
        for number, (line, entry) in enumerate(zip(_lines(kind, len(entries), text), entries, strict=True), 1):
            found = [*_wrong_shape(kind, entry)]
            group = None if found else _group(kind, number, line, entry)
            found += _wrong_terms(group) if group else []
            mistakes += [Problem("mistake", line, f"this [[{kind}]] group {told}", step) for told, step in found]
            groups += [group] if group and not found else []
    groups.sort(key=_by_line)  # TOML keeps the two kinds apart; the order of the file is that of its lines
    for check in (_repeated, _finding_itself, _loops):
        mistakes += check(groups)
    return groups, sorted(mistakes, key=_by_line)


def _by_line(placed: Problem | _Group) -> int:
    return placed.line or 0


def _not_toml(text: str, error: str) -> Problem:
    place = _AT_LINE.search(error)
    line = int(place[1]) if place and place[1] else None
    there = text.split("\n")[line - 1 : line] if line else []
    if there and any(mark in there[0] for mark in "“”‘’"):
        step = 'Curly quotation marks are not understood: type straight ones, as in "key worker".'
    else:
        step = "Each word stands in straight quotation marks, with commas between, and each list in square brackets."
    return Problem("mistake", line, f"this is not valid TOML: {_AT_LINE.sub('', error)}", step)


def _wrong_table(kind: str, entries: object) -> Problem | None:
    if kind not in _LISTS:
        return Problem("mistake", None, f"{kind!r} is not known here", "Write [[same]] or [[also]].")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return Problem("mistake", None, f"{kind!r} is not written as groups", f"Begin each group with [[{kind}]].")
    return None


def _lines(kind: str, groups: int, text: str) -> list[int | None]:
    """The lines on which the groups of that kind begin: the TOML reader does not tell them."""
    headers = (_HEADER.match(line) for line in text.split("\n"))
    found: list[int | None] = [number for number, header in enumerate(headers, 1) if header and header[1] == kind]
    return found if len(found) == groups else [None] * groups


def _group(kind: str, number: int, line: int | None, entry: dict[str, Any]) -> _Group:
    lists = [_terms(entry[name]) for name in _LISTS[kind]]
    shared = frozenset(_terms(entry.get("shared", ())))
    return _Group(number, kind, line, lists[0], lists[-1], {**lists[0], **lists[-1]}, shared)


def _wrong_shape(kind: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in _LISTS[kind]:
        if name not in entry:
            yield f"has no {name!r}", f'Add a line {name} = ["…", "…"].'
    for name, value in entry.items():
        if name not in _KNOWN[kind]:
            yield f"has {name!r}, which is not known here", f"Known: {', '.join(_KNOWN[kind])}."
        elif name == "note":
            if not isinstance(value, str):
                yield "has a 'note' that is no text", 'Write note = "…".'
        elif not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            yield f"has {name!r} that is no list of texts", f'Write {name} = ["…", "…"].'


def _wrong_terms(group: _Group) -> Iterator[tuple[str, str]]:
    for term in group.terms.values():
        if not any(sign.isalpha() for word in term.words for sign in word):
            yield f"has {term.printed!r}, which holds no letter", "Take it out, or write it in words."
        elif STOP_WORDS.issuperset(term.words):
            yield f"has {term.printed!r}, which holds only words too common to search for", "Take it out."
    if group.kind == "same" and len(group.terms) < 2:
        yield "needs two different words", "To the search endings and hyphens make no difference. Add another word."
    elif not group.asked or not group.finds:
        yield f"has nothing in {'finds' if group.asked else 'asked'!r}", "Add a word, or take the group out."


def _terms(printed: Iterable[str]) -> dict[Stems, Term]:
    """By stems, the terms printed; of terms that are one, the first."""
    found: dict[Stems, Term] = {}
    for text in printed:
        term = Term(tuple(forms(text)), " ".join(text.split()))
        found.setdefault(term.stems, term)
    return found


def _of(kind: str, groups: list[_Group]) -> list[_Group]:
    return [group for group in groups if group.kind == kind]


# ---- mistakes --------------------------------------------------------------------------------------------------------


def _repeated(groups: list[_Group]) -> Iterator[Problem]:
    first: dict[frozenset[Stems], _Group] = {}
    for group in _of("same", groups):
        if (other := first.setdefault(frozenset(group.asked), group)) is not group:
            yield group.mistake(f"the same group is there already ({other.place()})", "Take one of the two out.")


def _finding_itself(groups: list[_Group]) -> Iterator[Problem]:
    for group in _of("also", groups):
        for stems, term in group.asked.items():
            if stems in group.finds:
                yield group.mistake(
                    f"{term.printed!r} stands in 'asked' and in 'finds'", "Take it out of one of the two."
                )


def _loops(groups: list[_Group]) -> Iterator[Problem]:
    """One-way rules that lead back to where they began, each loop told at the word where it is met first."""
    rules = _of("also", groups)
    steps: dict[Stems, dict[Stems, _Group]] = defaultdict(dict)
    for rule in rules:
        for start in rule.asked:
            for end in rule.finds:
                if end not in rule.asked:
                    steps[start].setdefault(end, rule)
    printed = {stems: term.printed for rule in reversed(rules) for stems, term in rule.terms.items()}
    told: set[Stems] = set()
    for start in steps:
        if start not in told and (loop := _way_back(start, steps)):
            told.update(loop)
            chain = " → ".join(printed[stems] for stems in (*loop, start))
            yield steps[start][(*loop, start)[1]].mistake(
                f"one-way rules lead back to where they began: {chain}",
                "If they mean the same, make one [[same]] group of them; else take one step out.",
            )


def _way_back(start: Stems, steps: Mapping[Stems, Mapping[Stems, _Group]]) -> tuple[Stems, ...]:
    """The shortest way from `start` to itself, without the return; empty when there is none."""
    ways: deque[tuple[Stems, ...]] = deque([(start,)])
    seen = {start}
    while ways:
        way = ways.popleft()
        for end in steps.get(way[-1], ()):
            if end == start:
                return way
            if end not in seen:
                seen.add(end)
                ways.append((*way, end))
    return ()


# ---- doubts ----------------------------------------------------------------------------------------------------------


def _doubled(groups: list[_Group]) -> Iterator[Problem]:
    """One-way rules for what a two-way group says already."""
    for same, rule in product(_of("same", groups), _of("also", groups)):
        if same.terms.keys().isdisjoint(rule.asked) or same.terms.keys().isdisjoint(rule.finds):
            continue
        asked, found = (next(stems for stems in terms if stems in same.terms) for terms in (rule.asked, rule.finds))
        yield rule.doubt(
            f"{rule.terms[asked].printed!r} and {rule.terms[found].printed!r} find each other already ({same.place()})",
            "Take one of them out here, or there if only this way is meant.",
        )


def _clashes(groups: list[_Group]) -> Iterator[Problem]:
    """Words that stand in several groups beside different words: two meanings, or a group that lacks some."""
    holding: dict[Stems, list[_Group]] = defaultdict(list)
    for group in groups:
        for stems in group.terms:
            holding[stems].append(group)
    for stems, held in holding.items():
        for group in held if len(held) > 1 else ():
            others = [other for other in held if other is not group and _clash(group, other, stems)]
            if others and stems not in group.shared:
                term, places = group.terms[stems], "; ".join(_beside(stems, other) for other in others)
                yield group.doubt(
                    f"{term.printed!r} stands beside other words too ({places})",
                    "Each group is read by itself. If one meaning is meant, bring the words together; if several, add"
                    f' shared = ["{term.printed}"] to this group.',
                )


def _clash(group: _Group, other: _Group, stems: Stems) -> bool:
    """Whether `group` should say that it knows of the word in `other`.

    A word may be found from many groups, but should be asked in one. Where a rule meets a two-way group in one word
    alone, the rule has probably forgotten the rest, or means something else by that word.
    """
    if group.kind == other.kind:
        return stems in group.asked and stems in other.asked
    return other.kind == "same" and group.terms.keys() & other.terms.keys() == {stems}


def _beside(stems: Stems, group: _Group) -> str:
    near = [term.printed for other, term in group.terms.items() if other != stems]
    return f"{group.place()}: {', '.join(near[:3])}{' …' if len(near) > 3 else ''}"


def _very_short(groups: list[_Group]) -> Iterator[Problem]:
    for group in groups:
        for stems, term in group.terms.items():
            if len(term.words) == 1 and len(term.words[0]) <= _VERY_SHORT and stems not in group.shared:
                yield group.doubt(
                    f"{term.printed!r} is very short, and capitals make no difference to the search",
                    f'Write it out; or add shared = ["{term.printed}"] if it can mean nothing else.',
                )


def _shared_for_nothing(groups: list[_Group]) -> Iterator[Problem]:
    for group in groups:
        for stems in sorted(group.shared - group.terms.keys()):
            yield group.doubt(f"'shared' names {' '.join(stems)!r}, which is not in the group", "Correct or remove it.")
