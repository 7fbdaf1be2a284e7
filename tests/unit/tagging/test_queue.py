"""The queue: what teaches most comes first, a tenth comes by lot, and hard reading is never bunched."""

from collections import Counter
from collections.abc import Collection, Mapping
from hashlib import sha256
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.model.review import Stream, Suggested, kept_apart
from compendium.tagging.queue import ENOUGH, Item, ordered

MANY: Final = [f"passage-{number}" for number in range(10_000)]
APART: Final = [name for name in MANY if kept_apart(name)]
PLAIN: Final = [name for name in MANY if not kept_apart(name)]


def suggested(name: str, **themes: float) -> Suggested:
    return Suggested(name, "report", themes)


def run(
    passages: list[Suggested],
    *,
    accepted: Mapping[str, int] | None = None,
    doubt: Mapping[str, Mapping[str, float]] | None = None,
    parts: Mapping[str, tuple[str, ...]] | None = None,
    noted: Collection[str] = (),
    aside: Collection[str] = (),
    done: Collection[str] = (),
) -> list[Item]:
    found = ordered(
        passages, accepted=accepted or {}, doubt=doubt or {}, parts=parts or {}, noted=noted, aside=aside, done=done
    )
    return list(found)


def names(items: list[Item]) -> list[str]:
    return [item.passage for item in items]


def test_a_tenth_is_kept_apart_and_always_the_same_tenth() -> None:
    # of 10,000 draws of one in ten 1,000 are expected, give or take 30: five times that is never luck
    assert 850 < len(APART) < 1150
    assert [name for name in MANY if kept_apart(name)] == APART
    assert APART[:3] == [n for n in MANY if int(sha256(n.encode()).hexdigest()[:16], 16) % 10 == 0][:3]


def test_the_rarest_theme_comes_first_and_its_surest_passages_first() -> None:
    a, b, c, d = PLAIN[:4]
    passages = [suggested(a, food=0.9), suggested(b, work=0.5), suggested(c, work=0.75), suggested(d, food=0.5)]
    items = run(passages, accepted={"food": 5, "work": 2})
    assert names(items) == [c, b, a, d]
    assert [item.themes for item in items] == [("work",), ("work",), ("food",), ("food",)]
    assert {item.stream for item in items} == {Stream.QUEUE}


def test_what_is_surest_of_the_rare_theme_comes_first_however_sure_another_is() -> None:
    a, b = PLAIN[:2]
    passages = [suggested(a, rare=0.5, common=0.97), suggested(b, rare=0.75)]
    assert names(run(passages, accepted={"common": ENOUGH})) == [b, a]


def test_themes_take_turns_as_they_fill() -> None:
    passages = [suggested(name, food=0.5) for name in PLAIN[:3]] + [suggested(name, work=0.5) for name in PLAIN[3:6]]
    turns = [item.themes[0] for item in run(passages, accepted={"food": 1})]
    assert turns == ["work", "food", "work", "food", "work", "food"]


def test_the_theme_for_whose_sake_it_stands_there_is_asked_first() -> None:
    [item] = run([suggested(PLAIN[0], common=0.9, other=0.6, rare=0.5)], accepted={"common": 3, "other": 3})
    assert item.themes == ("rare", "common", "other")


def test_once_a_theme_has_enough_doubt_says_what_comes_next() -> None:
    a, b, c, d = PLAIN[:4]
    passages = [suggested(a, food=0.97), suggested(b, food=0.5), suggested(c), suggested(d, food=0.75)]
    doubt = {b: {"food": 0.9}, c: {"food": 0.52}, "unknown": {"food": 0.5}}
    items = run(passages, accepted={"food": ENOUGH}, doubt=doubt)
    assert names(items) == [c, b, a, d]  # then what nothing was said of, as it stands
    assert items[0].themes == ("food",)


def test_below_enough_rarity_comes_before_doubt() -> None:
    a, b = PLAIN[:2]
    items = run([suggested(a), suggested(b, food=0.5)], accepted={"food": ENOUGH - 1}, doubt={a: {"food": 0.5}})
    assert names(items) == [b, a]


def test_every_tenth_is_drawn_by_lot_from_those_kept_apart_and_none_of_these_is_queued() -> None:
    passages = [suggested(name, food=0.5) for name in MANY[:400]]
    items = run(passages)
    lots = [number for number, item in enumerate(items, 1) if item.stream is Stream.RANDOM]
    mixed = [number for number in lots if number <= 300]
    assert mixed == list(range(10, 301, 10))
    assert {item.passage for item in items if item.stream is Stream.RANDOM} == {n for n in MANY[:400] if kept_apart(n)}
    assert not any(kept_apart(item.passage) for item in items if item.stream is Stream.QUEUE)
    assert sorted(names(items)) == sorted(MANY[:400])


def test_the_lot_looks_neither_at_suggestions_nor_at_the_order_of_passages() -> None:
    some = APART[:30]
    blind = [item.passage for item in run([suggested(name) for name in some])]
    seen = [item.passage for item in run([suggested(n, food=i / 30) for i, n in enumerate(reversed(some))])]
    assert blind == seen
    assert blind != some


def test_when_one_stream_is_empty_the_other_goes_on() -> None:
    assert len(run([suggested(name, food=0.5) for name in PLAIN[:25]])) == 25
    assert len(run([suggested(name) for name in APART[:25]])) == 25
    assert run([suggested(name) for name in PLAIN[:25]]) == []  # nothing is suggested or doubted: nothing to ask


def test_what_was_read_does_not_come_again() -> None:
    passages = [suggested(name, food=0.5) for name in (*PLAIN[:5], *APART[:5])]
    done = {PLAIN[0], PLAIN[3], APART[2]}
    assert set(names(run(passages, done=done))) == {p.passage for p in passages} - done


def test_a_passage_of_a_theme_split_since_is_asked_first_though_it_was_read() -> None:
    a, b, c = PLAIN[:3]
    passages = [suggested(a, rare=0.9), suggested(b), suggested(c, other=0.5)]
    items = run(passages, parts={b: ("part-1", "part-2"), c: ("part-3",)}, done={b, c})
    assert names(items) == [b, c, a]
    assert [item.themes for item in items] == [("part-1", "part-2"), ("part-3", "other"), ("rare",)]


def test_a_passage_kept_apart_is_asked_of_the_parts_too() -> None:
    [item] = run([suggested(APART[0])], parts={APART[0]: ("part-1", "part-2")}, done={APART[0]})
    assert item.stream is Stream.RANDOM
    assert set(item.themes) == {"part-1", "part-2"}


def test_themes_set_aside_never_come() -> None:
    a, b, c = PLAIN[0], PLAIN[1], APART[0]
    passages = [suggested(a, harm=0.5, food=0.9), suggested(b, food=0.5), suggested(c, harm=0.6)]
    assert names(run(passages, aside={"harm"}, doubt={a: {"food": 0.5}})) == [b]


def test_parts_set_aside_never_come() -> None:
    """Passages that people accepted under a hard theme are not shown for its parts to whoever set it aside."""
    a, b = PLAIN[:2]
    assert run([suggested(a), suggested(b)], parts={a: ("harm-1", "harm-2")}, aside={"harm", "harm-1", "harm-2"}) == []


def test_doubt_about_a_theme_set_aside_puts_no_passage_before_the_reader() -> None:
    assert run([suggested(PLAIN[0])], doubt={PLAIN[0]: {"harm": 0.5}}, aside={"harm"}) == []


def distances(items: list[Item], noted: set[str]) -> list[int]:
    places = [number for number, item in enumerate(items) if noted.intersection(item.themes)]
    return [later - earlier for earlier, later in pairwise(places)]


def test_passages_with_a_content_note_stand_apart() -> None:
    passages = [suggested(name, harm=0.9) for name in PLAIN[:10]] + [suggested(name, food=0.5) for name in PLAIN[10:40]]
    items = run(passages, accepted={"food": 3}, noted={"harm"})
    assert min(distances(items, {"harm"})) >= 4
    assert len(items) == 40 and "harm" in items[0].themes  # each comes, the first at once


def test_where_hard_reading_alone_is_left_it_waits_for_another_day() -> None:
    items = run([suggested(name, harm=0.9) for name in PLAIN[:10]], noted={"harm"})
    assert len(items) == 1


THEMES: Final = ("food", "work", "harm", "home")
SUGGESTIONS = st.dictionaries(st.sampled_from(THEMES), st.floats(0.1, 0.99), max_size=3)
SOME = st.sets(st.sampled_from(THEMES), max_size=2)


@st.composite
def libraries(draw: st.DrawFn) -> list[Suggested]:
    start = draw(st.integers(0, 9_000))
    return [Suggested(name, "r", draw(SUGGESTIONS)) for name in MANY[start : start + draw(st.integers(0, 40))]]


@given(libraries(), SOME, SOME, st.data())
@settings(max_examples=60, deadline=None)
def test_the_queue_ends_and_names_no_passage_twice(
    passages: list[Suggested], noted: set[str], aside: set[str], data: st.DataObject
) -> None:
    known = [p.passage for p in passages]
    some = st.sets(st.sampled_from(known)) if known else st.just(set[str]())
    doubt = {p.passage: dict.fromkeys(p.themes, 0.5) for p in passages}
    done, parts = data.draw(some), dict.fromkeys(data.draw(some), ("part",))
    items = run(passages, noted=noted, aside=aside, done=done, parts=parts, doubt=doubt)
    assert max(Counter(names(items)).values(), default=1) == 1
    assert set(names(items)) <= set(known)
    assert not (set(names(items)) & done) - parts.keys()
    assert not any(aside.intersection(item.themes) for item in items)
    assert all(distance >= 4 for distance in distances(items, noted))
    assert all((item.stream is Stream.RANDOM) is kept_apart(item.passage) for item in items)
    # what is left out was read, set aside, hard reading without enough beside it, or has nothing to ask
    left = {p.passage: p.themes for p in passages if p.passage not in names(items)}
    for name, themes in left.items():
        told = set(themes)
        nothing = not told and not kept_apart(name) and name not in parts
        assert name in done or aside & told or noted & told or nothing


@pytest.mark.parametrize("seed", range(3))
def test_the_same_library_gives_the_same_queue(seed: int) -> None:
    passages = [suggested(name, **{THEMES[(seed + i) % 4]: 0.5}) for i, name in enumerate(MANY[:60])]
    assert run(passages) == run(passages)
