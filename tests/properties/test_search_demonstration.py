"""A thousand questions to the demonstration library, each answered again by plain set arithmetic: the same passages,
totals, counts and people. Of the search itself only the tokeniser and the stemmer are shared with this file."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from compendium.index.analysis import STOP_WORDS, forms
from compendium.index.stemming import stem
from compendium.index.synonyms import read
from compendium.library import Library
from compendium.model.document import Account, Passage, PassageKind, Voice
from compendium.model.people import Exactness, GroupKind, People, SampleGroup
from compendium.model.report import Report
from compendium.model.search import READER, Results, SearchQuery, Sort
from compendium.model.theme import Codebook, Tag, TagStatus

QUESTIONS = 1000
Ids = frozenset[str]

FIELDS: dict[str, str] = {
    **{"theme": "themes", "organisation": "organisations", "year": "years", "fieldwork": "fieldwork"},
    **{"setting": "settings", "population": "populations", "method": "methods"},
    **{"kind": "kinds", "account": "accounts", "voice": "voices", "report": "reports", "status": "statuses"},
}
TICKED = ("theme", "organisation", "year", "setting", "voice", "kind", "account", "method", "population")
TYPES: dict[str, Any] = {"year": int, "voice": Voice, "kind": PassageKind, "account": Account}


# ---- what the library holds, as sets ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """A passage: its words in order, with its heading's and its report's title, and its value of every filter."""

    id: str
    report: Report
    text: list[str]
    heading: list[str]
    title: list[str]
    values: dict[str, frozenset[str]]


class World:
    """All passages as `Library.report` shows them, and the sets that questions are made of."""

    def __init__(self, library: Library) -> None:
        book = library.codebook()
        views = [library.report(report.id) for report in library.reports()]
        self.themes = {theme.id: theme.name for theme in book.themes}
        self.kept = [
            Kept(
                item.passage.id,
                view.report,
                forms(item.passage.text),
                forms(" ".join(item.passage.heading)),
                forms(view.report.title),
                values(view.report, item.passage, item.tags, book),
            )
            for view in views
            for item in view.passages
            if item.passage.kind is not PassageKind.PULL_QUOTE
        ]
        self.all = frozenset(kept.id for kept in self.kept)
        self.of = {kept.id: kept for kept in self.kept}
        self.replaced_by = {view.report.replaces: view.report for view in views if view.report.replaces}
        self.having = {name: self._having(name) for name in FIELDS}
        self.holding = {exact: self._holding(exact) for exact in (True, False)}
        self.prefixed = cache(self._prefixed)
        self.phrased = cache(self._phrased)

    def newest(self, report: Report) -> Report:
        """The newest edition of the report."""
        while newer := self.replaced_by.get(report.id):
            report = newer
        return report

    def _having(self, name: str) -> dict[str, Ids]:
        found: dict[str, set[str]] = defaultdict(set)
        for kept in self.kept:
            for value in kept.values[name]:
                found[value].add(kept.id)
        return {value: frozenset(ids) for value, ids in found.items()}

    def _holding(self, exact: bool) -> dict[str, tuple[Ids, Ids]]:
        """By word: the passages that hold it themselves, in text or heading, and those that hold it or whose title
        does. Words that are too common to be asked for are not found by their stem either: "others" is not "other"."""
        own, whole = defaultdict(set), defaultdict(set)
        for kept in self.kept:
            for place, words in ((own, kept.text + kept.heading), (whole, kept.text + kept.heading + kept.title)):
                for word in words if exact else map(stem, set(words) - STOP_WORDS):
                    place[word].add(kept.id)
        return {word: (frozenset(own[word]), frozenset(ids)) for word, ids in whole.items()}

    def _prefixed(self, start: str) -> tuple[Ids, Ids]:
        found = [both for word, both in self.holding[True].items() if word.startswith(start)]
        return frozenset().union(*(own for own, _ in found)), frozenset().union(*(whole for _, whole in found))

    def _phrased(self, words: tuple[str, ...]) -> tuple[Ids, Ids]:
        def holds(place: list[str]) -> bool:
            return any(tuple(place[at : at + len(words)]) == words for at in range(len(place) - len(words) + 1))

        own = frozenset(kept.id for kept in self.kept if holds(kept.text) or holds(kept.heading))
        return own, own | {kept.id for kept in self.kept if holds(kept.title)}


def values(report: Report, passage: Passage, tags: Iterable[Tag], book: Codebook) -> dict[str, frozenset[str]]:
    """The passage's value of every filter."""
    standing = {tag.theme for tag in tags if tag.status is not TagStatus.REJECTED}
    themes = {theme.id for theme in book.themes if standing & book.descendants(theme.id)}
    quoted = {quote.voice for quote in passage.quotes}
    doubtful = quoted & {Voice.STAFF, Voice.UNKNOWN}
    period = report.fieldwork
    found: dict[str, Iterable[object]] = {
        "theme": themes,
        "organisation": report.organisations,
        "year": [report.year] if report.year else [],
        "fieldwork": range(period.start.year, period.end.year + 1) if period else [],
        "setting": report.settings,
        "population": report.populations,
        "method": report.methods,
        "kind": [passage.kind],
        "account": [passage.account],
        "voice": doubtful or quoted,
        "report": [report.id],
        "status": [report.status],
    }
    return {name: frozenset(map(str, some)) for name, some in found.items()}


# ---- a question, as a tree and as typed ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leaf:
    """A word, a beginning, a phrase or a typed filter."""

    kind: str
    typed: str
    words: tuple[str, ...] = ()
    filter: str = ""


@dataclass(frozen=True)
class Node:
    """NOT of one part; AND or OR of several."""

    sign: str
    parts: "tuple[Leaf | Node, ...]"


Part = Leaf | Node


@dataclass(frozen=True)
class Asked:
    """A question as typed, and what it means. A plain one has its parts in a tree of AND."""

    typed: str
    tree: Node
    plain: bool
    exact: bool = False
    ticked: dict[str, frozenset[str]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE

    def query(self) -> SearchQuery:
        filters = {FIELDS[name]: frozenset(map(TYPES.get(name, str), some)) for name, some in self.ticked.items()}
        return SearchQuery(self.typed, exact=self.exact, sort=self.sort, limit=1000, passages=10_000, **filters)


def leaves(part: Part) -> Iterator[Leaf]:
    """What the part looks for: neither filters nor what it shuts out."""
    if isinstance(part, Leaf):
        yield from () if part.kind == "filter" else (part,)
    elif part.sign != "NOT":
        for below in part.parts:
            yield from leaves(below)


def is_filter(part: Part) -> bool:
    """Whether the part is a typed filter, or one shut out."""
    if isinstance(part, Leaf):
        return part.kind == "filter"
    return part.sign == "NOT" and is_filter(part.parts[0])


# ---- making questions ------------------------------------------------------------------------------------------------


class Maker:
    """Makes questions out of the words, phrases and values of the library, the same ones every time."""

    def __init__(self, world: World, seed: int) -> None:
        self.dice = random.Random(seed)
        self.world = world
        self.synonyms = read(None)

    def questions(self, number: int) -> Iterator[Asked]:
        """So many questions: half of them exact, the others without a word that has synonyms."""
        made = 0
        while made < number:
            exact = made % 2 == 0
            tree, typed, plain = self.plain() if self.dice.random() < 0.5 else self.strict()
            if exact or not self.synonyms.found(forms(typed)):
                made += 1
                yield Asked(typed, tree, plain, exact, self.ticked(), self.dice.choice(list(Sort)))

    def plain(self) -> tuple[Node, str, bool]:
        near = self.dice.choice(self.world.kept) if self.dice.random() < 0.6 else None
        many = self.dice.choice([0, 1, 1, 2, 2, 3, 3, 4, 6])
        parts: list[Part] = [self.word(near) for _ in range(many)]
        parts += [self.phrase(near)] if not parts or self.dice.random() < 0.15 else []
        parts += [self.prefix(near)] if self.dice.random() < 0.15 else []
        parts += [self.shut_out()] if self.dice.random() < 0.25 else []
        parts += [self.filter() for _ in range(self.dice.choice([1, 1, 2]))] if self.dice.random() < 0.2 else []
        self.dice.shuffle(parts)
        return Node("AND", tuple(parts)), " ".join(self._with_common(parts)), True

    def _with_common(self, parts: list[Part]) -> Iterator[str]:
        for part in parts:
            if self.dice.random() < 0.1:
                yield self.dice.choice(["the", "of", "and", "or", "their"])
            yield written(part)

    def strict(self) -> tuple[Node, str, bool]:
        near = self.dice.choice(self.world.kept) if self.dice.random() < 0.7 else None
        while True:
            tree = self.ways(near, 0)
            typed = written(tree).removeprefix("(").removesuffix(")") if tree.sign == "OR" else written(tree)
            if " AND " in typed or " OR " in typed:
                return tree, typed, False

    def ways(self, near: Kept | None, depth: int) -> Node:
        ways = tuple(self.way(near, depth) for _ in range(self.dice.choice([1, 2, 2, 3])))
        return ways[0] if len(ways) == 1 else Node("OR", ways)

    def way(self, near: Kept | None, depth: int) -> Node:
        """Parts that must all hold. One in ten ways of a question looks for no word."""
        if depth == 0 and self.dice.random() < 0.1:
            return Node("AND", (self.dice.choice([self.filter, self.shut_out])(),))
        parts: list[Part] = [self.dice.choice([self.word, self.word, self.phrase, self.prefix])(near)]
        for _ in range(self.dice.choice([0, 0, 1, 1, 2])):
            make = self.dice.choice(["word", "word", "shut out", "filter", "bracket"])
            if make == "bracket" and depth < 2:
                parts.append(self.ways(near, depth + 1))
            elif make == "filter":
                parts.append(self.filter())
            else:
                parts.append(self.shut_out() if make == "shut out" else self.word(near))
        self.dice.shuffle(parts)
        return Node("AND", tuple(parts))

    def word(self, near: Kept | None) -> Leaf:
        kept = near or self.dice.choice(self.world.kept)
        words = [word for word in kept.text + kept.heading + kept.title if plain_word(word)]
        if not words:
            return self.word(None)
        word = self.dice.choice(words)
        return Leaf("word", self.dice.choice([word, word, word.upper(), word.title()]), (word,))

    def prefix(self, near: Kept | None) -> Leaf:
        start = self.word(near).words[0][: self.dice.randint(2, 5)]
        return Leaf("prefix", f"{start}*", (start,))

    def phrase(self, near: Kept | None) -> Leaf:
        kept = near or self.dice.choice(self.world.kept)
        length = self.dice.randint(2, 3)
        at = self.dice.randrange(max(1, len(kept.text) - length))
        words = tuple(kept.text[at : at + length])
        return Leaf("phrase", self.dice.choice(['"{}"', "“{}”"]).format(" ".join(words)), words)

    def shut_out(self) -> Node:
        if self.dice.random() < 0.2:
            return Node("NOT", (self.filter(),))
        return Node("NOT", (self.dice.choice([self.word, self.word, self.phrase])(None),))

    def filter(self) -> Leaf:
        name = self.dice.choice(["year", "year", "theme", "theme", "voice"])
        if name == "year":
            first = self.dice.choice([2008, 2009, 2021, 2022, 2023, 2024])
            last = first + self.dice.choice([0, 0, 1, 2])
            typed = f"year:{first}" if first == last else f"year:{first}-{last}"
            return Leaf("filter", typed, tuple(map(str, range(first, last + 1))), name)
        value = self.dice.choice(sorted(self.world.having[name]))
        typed = self.dice.choice([value, f'"{self.world.themes[value]}"']) if name == "theme" else value
        return Leaf("filter", f"{name}:{typed}", (value,), name)

    def ticked(self) -> dict[str, frozenset[str]]:
        names = self.dice.sample(TICKED, self.dice.choice([0, 0, 0, 1, 1, 2]))
        known = {name: sorted(self.world.having[name]) for name in names}
        return {
            name: frozenset(self.dice.sample(some, min(len(some), self.dice.choice([1, 1, 2]))))
            for name, some in known.items()
            if some
        }


def plain_word(word: str) -> bool:
    """Whether it counts when asked for, and is one word however it is typed."""
    return len(word) > 1 and word not in STOP_WORDS and word.isalnum() and forms(word.upper()) == [word]


def written(part: Part) -> str:
    """The part as a person types it. An AND between two words may as well be left out."""
    if isinstance(part, Leaf):
        return part.typed
    if part.sign == "NOT":
        of = written(part.parts[0])
        return f"-{of}" if len(of) % 2 else f"NOT {of}"
    if part.sign == "OR":
        return f"({' OR '.join(map(written, part.parts))})"
    return (" AND " if len(part.parts) % 2 else " ").join(map(written, part.parts))


# ---- answering by set arithmetic -------------------------------------------------------------------------------------


class Arithmetic:
    """The answer to one question."""

    def __init__(self, world: World, asked: Asked) -> None:
        self.world = world
        self.asked = asked
        self.widened, self.matching = self._matching()
        self.found = self._narrowed(self.matching)

    def _both(self, leaf: Leaf) -> tuple[Ids, Ids]:
        """The passages that hold the leaf themselves, and those that hold it or whose title does."""
        if leaf.kind == "phrase":
            return self.world.phrased(leaf.words)
        if leaf.kind == "prefix":
            return self.world.prefixed(leaf.words[0])
        word = leaf.words[0] if self.asked.exact else stem(leaf.words[0])
        return self.world.holding[self.asked.exact].get(word, (frozenset(), frozenset()))

    def _whole(self, part: Part) -> Ids:
        """The passages for which the part holds, their heading and title included."""
        if isinstance(part, Leaf) and part.kind == "filter":
            having = self.world.having[part.filter]
            return frozenset().union(*(having.get(value, frozenset()) for value in part.words))
        if isinstance(part, Leaf):
            return self._both(part)[1]
        sets = [self._whole(below) for below in part.parts]
        if part.sign == "NOT":
            return self.world.all - sets[0]
        return frozenset().union(*sets) if part.sign == "OR" else self.world.all.intersection(*sets)

    def _own(self, part: Part) -> Ids:
        """The passages that hold a word of the part themselves; all when the part looks for no word."""
        sets = [self._both(leaf)[0] for leaf in leaves(part)]
        return frozenset().union(*sets) if sets else self.world.all

    def _matching(self) -> tuple[bool, Ids]:
        """Whether the answer is wider than the question, and all that answers before anything is ticked."""
        aside = [part for part in self.asked.tree.parts if self.asked.plain and is_filter(part)]
        passing = self._passing(aside)
        attempts = list(self._attempts([part for part in self.asked.tree.parts if part not in aside]))
        for wider, part in enumerate(attempts):
            if found := self._answering(part):
                return bool(wider), found & passing
        in_titles = self._whole(attempts[0])
        return bool(in_titles), in_titles & passing

    def _passing(self, filters: list[Part]) -> Ids:
        """The passages that pass typed filters: values of one filter are alternatives, those shut out are not."""
        alike: dict[object, list[Ids]] = defaultdict(list)
        for part in filters:
            alike[part.filter if isinstance(part, Leaf) else part].append(self._whole(part))
        return self.world.all.intersection(*(frozenset().union(*sets) for sets in alike.values()))

    def _answering(self, part: Part) -> Ids:
        """The passages for which the part holds and that hold one of its words themselves; each alternative is taken
        by itself."""
        if isinstance(part, Node) and part.sign == "OR":
            return frozenset().union(*map(self._answering, part.parts))
        return self._whole(part) & self._own(part)

    def _attempts(self, parts: list[Part]) -> Iterator[Part]:
        """The question, and a plain one with any of its words instead of all. Typed filters are not in a plain one."""
        words = [part for part in parts if isinstance(part, Leaf) and part.kind in {"word", "prefix"}]
        different = {(leaf.kind, self._normal(leaf)) for leaf in words}
        if not self.asked.plain:
            yield self.asked.tree
        elif len(different) <= 3:
            yield Node("AND", tuple(parts))
        if self.asked.plain and len(different) > 1:
            yield Node("AND", (Node("OR", tuple(words)), *(part for part in parts if part not in words)))

    def _normal(self, leaf: Leaf) -> str:
        return leaf.words[0] if self.asked.exact or leaf.kind == "prefix" else stem(leaf.words[0])

    def _narrowed(self, ids: Ids, leaving: str = "") -> Ids:
        for name, chosen in self.asked.ticked.items():
            if name != leaving:
                having = self.world.having[name]
                ids = ids & frozenset().union(*(having.get(value, frozenset()) for value in chosen))
        return ids

    def facets(self) -> dict[str, dict[str, int]]:
        """What each value alone would find in place of the chosen values of its filter; nought is not listed."""
        return {
            name: {value: n for value, ids in having.items() if (n := len(ids & self._narrowed(self.matching, name)))}
            for name, having in self.world.having.items()
        }

    def reports(self) -> list[Report]:
        return list({(kept := self.world.of[id]).report.id: kept.report for id in self.found}.values())


SURE = (Exactness.NOT_STATED, Exactness.ABOUT, Exactness.AT_LEAST, Exactness.EXACT)


def heard(world: World, found: Iterable[Report]) -> People:
    """Of every study, and every kind of people, the report that states most; added up over studies. The newest edition
    speaks for the ones before it."""
    stating: dict[tuple[str, GroupKind], list[tuple[int, int]]] = defaultdict(list)
    for report in {(newest := world.newest(one)).id: newest for one in found}.values():
        for kind in GroupKind:
            if groups := [group for group in report.sample_groups if group.kind is kind]:
                stating[report.study, kind].append((sum(group.n or 0 for group in groups), SURE.index(sure(groups))))
    counted = {key: max(stated) for key, stated in stating.items()}
    totals = Counter[GroupKind]()
    for (_, kind), (n, _) in counted.items():
        totals[kind] += n
    return People(
        *(totals[GroupKind(kind)] for kind in ("lived-experience", "staff", "family", "public", "other")),
        exactness=overall([SURE[place] for _, place in counted.values()]),
    )


def sure(groups: list[SampleGroup]) -> Exactness:
    return overall([Exactness.NOT_STATED if group.n is None else group.exactness for group in groups])


def overall(each: list[Exactness]) -> Exactness:
    """An estimate makes an estimate; a lower bound, or a group of unknown number, a lower bound."""
    if not set(each) - {Exactness.NOT_STATED}:
        return Exactness.NOT_STATED
    if Exactness.ABOUT in each:
        return Exactness.ABOUT
    return Exactness.EXACT if set(each) == {Exactness.EXACT} else Exactness.AT_LEAST


# ---- the comparison --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library(demo_home: Path) -> Iterator[Library]:
    with closing(Library.open(demo_home, READER)) as opened:
        yield opened


@pytest.fixture(scope="module")
def world(library: Library) -> World:
    return World(library)


def answer(results: Results) -> dict[str, object]:
    return {
        "passages": {hit.passage.id for group in results.groups for hit in group.hits},
        "total": results.total_passages,
        "totals": {group.report.id: group.total for group in results.groups},
        "reports": results.total_reports,
        "organisations": results.organisations,
        "people": results.people,
        "facets": {facet.name: {value.value: value.count for value in facet.values} for facet in results.facets},
        "widened": any("shown" in told for told in results.told),  # other sentences give hints
    }


def expected(world: World, asked: Asked) -> dict[str, object]:
    sums = Arithmetic(world, asked)
    reports = sums.reports()
    return {
        "passages": set(sums.found),
        "total": len(sums.found),
        "totals": dict(Counter(world.of[id].report.id for id in sums.found)),
        "reports": len(reports),
        "organisations": len({name for report in reports for name in report.organisations}),
        "people": heard(world, reports),
        "facets": sums.facets(),
        "widened": sums.widened,
    }


def test_a_thousand_questions_are_answered_as_set_arithmetic_answers_them(library: Library, world: World) -> None:
    finding = widened = 0
    for asked in Maker(world, seed=20).questions(QUESTIONS):
        found, sums = answer(library.search(asked.query())), expected(world, asked)
        assert found == sums, asked
        finding += bool(sums["total"])
        widened += bool(sums["widened"])
    assert QUESTIONS * 0.6 < finding < QUESTIONS * 0.98
    assert widened > QUESTIONS * 0.03
