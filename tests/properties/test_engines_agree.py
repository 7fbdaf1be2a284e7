"""Whatever is asked, both engines find the same passages, count the same and order the same; and sets say so too."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compendium.index.analysis import content_stems, forms
from compendium.index.memory import MemoryIndex
from compendium.index.parsing import parse
from compendium.index.query import Question
from compendium.index.stemming import stem
from compendium.index.synonyms import parse as read_words
from compendium.index.whoosh_engine import WhooshIndex
from compendium.model.document import Account, PassageKind, Voice
from compendium.model.indexing import Found, IndexedPassage, IndexedReport
from compendium.model.report import Status
from compendium.model.search import SearchQuery, Sort
from tests.unit.index.made_up import Shelf, passage, report, retagged

WORDS = ["visit", "visits", "family", "prison", "prisoner", "prisoners", "food", "the", "and", "was", "staff", "don’t"]
THEMES = ["visits", "food", "health"]
Engines = tuple[Shelf, MemoryIndex, WhooshIndex]


def made(dice: random.Random, id: str) -> IndexedReport:
    def words(most: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(dice.randint(0, most)))

    passages = [
        passage(
            words(12),
            heading=words(2),
            kind=dice.choice(list(PassageKind)[:3]),
            account=dice.choice(list(Account)[:3]),
            voices=dice.sample(list(Voice), dice.randint(0, 2)),
            themes=dice.sample(THEMES, dice.randint(0, 2)),
            checked=dice.sample(THEMES, dice.randint(0, 1)),
        )
        for _ in range(dice.randint(0, 5))
    ]
    organisations = dice.sample(["Acorn", "Birch", "Cedar"], dice.randint(0, 2))
    year = dice.choice([None, 2020, 2021])
    made = report(
        id,
        *passages,
        title=words(3),
        organisations=organisations,
        year=year,
        settings=["prison"],
        status=dice.choice([Status.PUBLISHED, Status.PUBLISHED, Status.DRAFT]),
    )
    return replace(
        made,
        fieldwork=dice.choice([(), (2018,), (2018, 2019)]),
        appeared=dice.choice(["2026-01-01", "2026-02-01"]),
        appeared_revision=dice.randint(1, 30),
    )


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """A library with a history: several segments, words changed, facts changed, reports gone."""
    dice = random.Random(7)
    shelf, memory = Shelf(), MemoryIndex()
    whoosh = WhooshIndex.open(tmp_path_factory.mktemp("index"))
    for n in range(30):
        shelf.put(made(dice, f"r{n}"))
        if n % 6 == 0:
            whoosh.catch_up(shelf)
            memory.catch_up(shelf)
        if n % 4 == 3:
            shelf.put(made(dice, f"r{n - 2}"))
            shelf.retag(retagged(shelf.reports[f"r{n - 1}"], themes=["health"]))
        if n % 10 == 9:
            shelf.drop(f"r{n - 5}")
    whoosh.catch_up(shelf)
    memory.catch_up(shelf)
    yield shelf, memory, whoosh
    whoosh.close()


_part = st.one_of(
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.sampled_from(["AND", "OR", "NOT", "zebra", "-visits", '-"the food"', "vis*", "-pri*", "(", ")", "-("]),
    st.sampled_from(["year:2020", "-year:2021", "organisation:Acorn", "theme:food", "title:food", "heading:visit"]),
    st.sampled_from(["inmate", "person in prison", "prisoner", "fodo", "familly"]),
)
SYNONYMS = read_words("""
[[same]]
words = ["prisoner", "person in prison", "inmate"]
[[also]]
asked = ["food"]
finds = ["family visit", "staff"]
""")
_subsets = {
    "themes": st.frozensets(st.sampled_from(THEMES), max_size=2),
    "organisations": st.frozensets(st.sampled_from(["Acorn", "Birch", "Nobody"]), max_size=2),
    "statuses": st.frozensets(st.sampled_from(Status), max_size=2),
    "fieldwork": st.frozensets(st.sampled_from([2018, 2019]), max_size=1),
    "years": st.frozensets(st.sampled_from([2020, 2021]), max_size=1),
    "kinds": st.frozensets(st.sampled_from(PassageKind), max_size=2),
    "voices": st.frozensets(st.sampled_from(Voice), max_size=2),
}
_queries = st.builds(
    SearchQuery,
    text=st.lists(_part, max_size=6).map(" ".join),
    checked=st.booleans(),
    exact=st.booleans(),
    limit=st.just(1000),
    sort=st.sampled_from(Sort),
    since=st.sampled_from(["", "", "", "2026-01-15", "12"]),
    **{name: st.one_of(st.just(frozenset()), values) for name, values in _subsets.items()},
)
_visible = st.one_of(
    st.just(frozenset(f"r{n}" for n in range(30))), st.frozensets(st.sampled_from([f"r{n}" for n in range(31)]))
)


def told(found: Found) -> tuple[object, ...]:
    return found.total_passages, found.facets, found.told, found.advice, found.revision


def hold_together(found: Found, expected: Found) -> None:
    """Whether two answers are the same, but for the last digits of scores and what these may put in another order."""
    assert told(found) == told(expected)
    assert {hit.report: hit.total for hit in found.shown} == {hit.report: hit.total for hit in expected.shown}
    assert set(found.all_reports) == set(expected.all_reports)
    by_report = {hit.report: hit for hit in expected.shown}
    for hit in found.shown:
        assert hit.score == pytest.approx(by_report[hit.report].score, abs=1e-4)
        assert [score for _, score in hit.best] == pytest.approx(
            [score for _, score in by_report[hit.report].best], abs=1e-4
        )


_first = st.one_of(st.none(), st.dictionaries(st.sampled_from([f"r{n}" for n in range(31)]), st.integers(0, 3)))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(query=_queries, visible=_visible, first=_first)
def test_both_engines_give_the_same_answer(
    engines: Engines, query: SearchQuery, visible: frozenset[str], first: dict[str, int] | None
) -> None:
    _, memory, whoosh = engines
    question = parse(query.text, query.exact, synonyms=SYNONYMS)
    found = whoosh.search(query, visible, question, first)
    hold_together(found, memory.search(query, visible, question, first))
    if query.sort is Sort.ADDED and first is None:
        appeared = [engines[0].reports[id].appeared for id in found.all_reports]
        assert appeared == sorted(appeared, reverse=True)
    if query.sort is Sort.RELEVANCE and first is None:
        assert [hit.score for hit in found.shown] == sorted((hit.score for hit in found.shown), reverse=True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=15), visible=_visible)
def test_both_engines_find_the_same_alike(engines: Engines, words: list[str], visible: frozenset[str]) -> None:
    shelf, memory, whoosh = engines
    own = [passage.key for report in shelf.reports.values() for passage in report.passages][:3]
    question = Question(like=" ".join(words), without=frozenset(own))
    query = SearchQuery(like="a passage", limit=1000)
    found = whoosh.search(query, visible, question)
    hold_together(found, memory.search(query, visible, question))
    assert not {key for hit in found.shown for key, _ in hit.best} & set(own)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    every=st.sets(st.sampled_from(["visit", "family", "prison", "prisoner", "food", "staff"]), min_size=1, max_size=3),
    never=st.sets(st.sampled_from(["family", "food"]), max_size=1),
    theme=st.sampled_from(THEMES),
)
def test_the_answer_is_what_set_arithmetic_says(engines: Engines, every: set[str], never: set[str], theme: str) -> None:
    shelf, _, whoosh = engines
    query = SearchQuery(" AND ".join(sorted(every)) + "".join(f" -{word}" for word in never), themes=frozenset({theme}))
    wanted, unwanted = {stem(word) for word in every}, {stem(word) for word in never}
    holders: dict[str, set[int]] = {word: set() for word in wanted | unwanted}
    own: set[int] = set()
    of_key: dict[int, tuple[IndexedReport, IndexedPassage]] = {}
    for one in shelf.reports.values():
        for p in one.passages:
            of_key[p.key] = (one, p)
            stems = set(content_stems(forms(f"{p.text} {p.heading} {one.title}")))
            for word in holders:
                if word in stems:
                    holders[word].add(p.key)
            if wanted & set(content_stems(forms(f"{p.text} {p.heading}"))):
                own.add(p.key)
    keys = own & set.intersection(*(holders[word] for word in wanted)) - set().union(
        *(holders[word] for word in unwanted)
    )
    if not keys:
        return  # then titles answer: the other property holds both engines to the same there
    any_theme = keys
    keys = keys & {key for key, (_, p) in of_key.items() if theme in p.themes}
    found: Found = whoosh.search(query, set(shelf.reports))
    assert found.total_passages == len(keys)
    assert found.facets["theme"] == Counter(t for key in any_theme for t in of_key[key][1].themes)
    assert found.facets["organisation"] == Counter(o for key in keys for o in of_key[key][0].organisations)
    assert found.facets["report"] == Counter(of_key[key][0].id for key in keys)
    assert {key for hit in found.shown for key, _ in hit.best} <= keys


def test_the_library_of_these_tests_has_several_segments_and_removed_passages(engines: Engines) -> None:
    _, _, whoosh = engines
    view = whoosh._view()
    assert view is not None
    assert (view.postings.load_keys() < 0).any()
    assert view.postings.segments > 1
    assert whoosh.check() == []
