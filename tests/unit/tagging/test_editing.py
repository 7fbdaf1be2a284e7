"""Changes to a codebook: each gives a sound codebook or is refused whole, and nothing said of a theme is orphaned."""

from collections.abc import Callable

import pytest

from compendium.errors import BadInput, NotFound
from compendium.model.theme import Codebook, Guarded, Theme
from compendium.tagging import editing
from compendium.tagging.codebook import codebook_of

BOOK = codebook_of(
    (
        Theme("living", "Living", "Daily life."),
        Theme(
            "food", "Food", "What people eat.", "living",
            terms=("dinner", "the kitchen"), hints=("tray", "spoon"), not_terms=("dinner lady",),
            patterns=("NOT .. eat",), owner="Ann", former=("meals",),
        ),
        Theme("cells", "Cells", "Where people sleep.", "living", terms=("bunk",), hints=("door",)),
        Theme("work", "Work", "Jobs and training.", terms=("workshop", "spoon"), hints=("wage",)),
        Theme("pay", "Pay", "What a job pays.", "work", terms=("wages",)),
    )
)  # fmt: skip


def ids(book: Codebook) -> list[str]:
    return [theme.id for theme in book.themes]


def theme(book: Codebook, theme_id: str) -> Theme:
    found = book.get(theme_id)
    assert found is not None
    return found


def test_a_new_theme_stands_last_in_its_group() -> None:
    book = editing.create(BOOK, Theme("noise", "Noise", "What people hear.", "living"))
    assert ids(book) == ["living", "food", "cells", "noise", "work", "pay"]
    assert theme(book, "noise").version == 1
    assert book.version != BOOK.version
    assert ids(editing.create(BOOK, Theme("noise", "Noise", "D")))[-1] == "noise"


def test_a_change_raises_the_version_of_that_theme_and_no_other() -> None:
    book = editing.change(BOOK, "food", definition="All that people eat.")
    assert [(one.id, one.version) for one in book.themes if one.version > 1] == [("food", 2)]
    again = editing.change(book, "food", definition="Eating.")
    assert theme(again, "food").version == 3


NO_OPS: list[Callable[[Codebook], Codebook]] = [
    lambda book: editing.change(book, "food", name="Food", terms=("dinner", "the kitchen")),
    lambda book: editing.rename(book, "food", "Food"),
    lambda book: editing.rename(book, "food", "Food", "food"),
    lambda book: editing.move(book, "pay", "work"),
    lambda book: editing.retire(book, "pay", back=True),
    lambda book: editing.succeeding(book, book, ["food", "pay"]),
]


@pytest.mark.parametrize("edit", NO_OPS)
def test_an_edit_that_changes_nothing_gives_the_same_codebook(edit: Callable[[Codebook], Codebook]) -> None:
    assert edit(BOOK) == BOOK


def test_a_theme_of_another_id_remembers_its_old_ones_and_keeps_those_below_it() -> None:
    book = editing.rename(BOOK, "living", "Daily life", "daily-life")
    assert (theme(book, "daily-life").name, theme(book, "daily-life").former) == ("Daily life", ("living",))
    assert {one.id for one in book.themes if one.parent == "daily-life"} == {"food", "cells"}
    book = editing.rename(book, "food", "Eating", "eating")
    assert theme(book, "eating").former == ("meals", "food")
    assert theme(book, "eating").version == 2


def test_another_name_alone_keeps_the_id() -> None:
    book = editing.rename(BOOK, "food", "Eating")
    assert (theme(book, "food").name, theme(book, "food").former) == ("Eating", ("meals",))


def test_a_rename_can_be_taken_back() -> None:
    there = editing.rename(BOOK, "cells", "Rooms", "rooms")
    back = theme(editing.rename(there, "rooms", "Cells", "cells"), "cells")
    assert (back.name, back.former) == ("Cells", ("rooms",))


def test_a_moved_theme_stands_under_the_other_one_or_at_the_top() -> None:
    book = editing.move(BOOK, "cells", "work")
    assert theme(book, "cells").parent == "work"
    assert ids(book) == ["living", "food", "work", "pay", "cells"]
    assert theme(editing.move(BOOK, "cells", None), "cells").parent is None
    assert set(ids(editing.move(BOOK, "work", "living"))) == set(ids(BOOK))


def test_a_merged_theme_has_the_words_and_the_ids_of_its_parts() -> None:
    book = editing.merge(BOOK, ["food"], "work")
    work = theme(book, "work")
    assert book.get("food") is None
    assert work.terms == ("workshop", "spoon", "dinner", "the kitchen")
    assert work.hints == ("wage", "tray")  # the hint `spoon` of the one is a term of the other
    assert (work.not_terms, work.patterns, work.former) == (("dinner lady",), ("NOT .. eat",), ("food", "meals"))
    assert (work.name, work.definition, work.version) == ("Work", "Jobs and training.", 2)


def test_what_stood_below_a_merged_theme_stands_below_the_whole() -> None:
    book = editing.merge(BOOK, ["work", "work"], "cells")
    assert theme(book, "pay").parent == "cells"
    assert theme(book, "cells").former == ("work",)


def test_several_themes_become_one_and_later_that_one_part_of_another() -> None:
    first = editing.merge(BOOK, ["food", "pay"], "cells")
    second = editing.merge(first, ["cells"], "work")
    assert set(theme(second, "work").former) == {"cells", "food", "pay", "meals"}


def test_phrases_that_differ_in_a_hyphen_are_one_phrase_in_a_merge() -> None:
    book = codebook_of((Theme("a", "A", "D", terms=("key worker",)), Theme("b", "B", "D", terms=("key-worker",))))
    assert len(theme(editing.merge(book, ["a"], "b"), "b").terms) == 1


def test_a_hint_that_the_other_theme_sets_apart_does_not_stop_a_merge() -> None:
    one = Theme("a", "A", "D", terms=("officer",), not_terms=("post office",))
    other = Theme("b", "B", "D", terms=("letters",), hints=("post office",))
    merged = theme(editing.merge(codebook_of((one, other)), ["b"], "a"), "a")
    assert {"officer", "letters"} <= set(merged.terms)


def test_a_split_theme_becomes_the_group_of_its_parts() -> None:
    parts = {
        "meals-in": ("Meals in cells", ["Dinner", "tray"]),
        "kitchens": ("Kitchens", ["the kitchen", "NOT .. eat"]),
    }
    book = editing.split(BOOK, "food", parts)
    group, one, other = theme(book, "food"), theme(book, "meals-in"), theme(book, "kitchens")
    assert ids(book) == ["living", "food", "meals-in", "kitchens", "cells", "work", "pay"]
    assert (group.terms, group.hints, group.patterns, group.not_terms) == ((), (), (), ())
    assert (group.former, group.version) == (("meals",), 2)
    assert (one.parent, one.terms, one.hints, one.not_terms) == ("food", ("dinner",), ("tray",), ("dinner lady",))
    assert (other.terms, other.patterns, other.owner) == (("the kitchen",), ("NOT .. eat",), "Ann")
    assert "food" in book.groups()


def test_the_parts_of_a_theme_for_people_alone_are_for_people_alone() -> None:
    book = codebook_of((Theme("faith", "Faith", "D", terms=("chapel", "imam"), machine=False),))
    parted = editing.split(book, "faith", {"a": ("A", ["chapel"]), "b": ("B", ["imam"])})
    assert not any(one.machine for one in parted.themes)


def test_guarded_terms_are_not_lost_in_a_split() -> None:
    """They can be given to a part like all other words, and whoever names none is told."""
    guard = Guarded(("the block",), needs=("segregation",))
    book = codebook_of((Theme("care", "Care", "D", terms=("welfare", "wing"), guarded=(guard,)),))
    parted = editing.split(book, "care", {"a": ("A", ["welfare", "the block"]), "b": ("B", ["wing"])})
    assert theme(parted, "a").guarded == (guard,)


def test_a_retired_theme_stays_and_comes_back() -> None:
    book = editing.retire(BOOK, "pay")
    assert theme(book, "pay").retired and ids(book) == ids(BOOK)
    again = editing.retire(book, "pay", back=True)
    assert not theme(again, "pay").retired
    assert theme(again, "pay").version == 3
    gone = editing.retire(editing.retire(BOOK, "pay"), "work")
    assert theme(gone, "work").retired


REFUSED: list[tuple[Callable[[Codebook], Codebook], str]] = [
    (lambda book: editing.create(book, Theme("food", "Food", "D")), "already"),
    (lambda book: editing.create(book, Theme("meals", "Meals", "D")), "'meals' is a former id of the theme 'food'"),
    (lambda book: editing.create(book, Theme("new", "New", "D", "nowhere")), "'nowhere', which is not in the codebook"),
    (lambda book: editing.create(book, Theme("Not An Id", "New", "D")), "small letters"),
    (lambda book: editing.change(book, "food", name=""), "has no name"),
    (lambda book: editing.change(book, "food", terms=("soup", "Soup")), "'soup' twice in terms"),
    (lambda book: editing.change(book, "food", hints=("dinner",)), "both in terms and in hints"),
    (lambda book: editing.rename(book, "food", "Food", "cells"), "more than one theme"),
    (lambda book: editing.rename(book, "cells", "Meals", "meals"), "'food' was 'meals' before"),
    (lambda book: editing.move(book, "work", "pay"), "stands under itself"),
    (lambda book: editing.move(book, "work", "work"), "stands under itself"),
    (lambda book: editing.move(book, "work", "nowhere"), "'nowhere', which is not in the codebook"),
    (lambda book: editing.merge(book, ["work"], "work"), "nothing to merge"),
    (lambda book: editing.merge(book, [], "work"), "nothing to merge"),
    (lambda book: editing.merge(book, ["work"], "pay"), "stands below"),
    (lambda book: editing.split(book, "food", {"one": ("One", ["dinner"])}), "at least two"),
    (lambda book: editing.split(book, "food", {"a": ("A", ["dinner"]), "pay": ("B", [])}), "already"),
    (lambda book: editing.split(book, "food", {"a": ("A", ["soup"]), "b": ("B", ["dinner"])}), "no such words: soup"),
    (lambda book: editing.split(book, "food", {"a": ("A", []), "meals": ("B", [])}), "'food' was 'meals' before"),
    (lambda book: editing.retire(book, "work"), "stand under Work: Pay"),
]


@pytest.mark.parametrize(("edit", "why"), REFUSED)
def test_what_cannot_be_is_refused_with_the_reason(edit: Callable[[Codebook], Codebook], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        edit(BOOK)


def test_all_faults_of_an_edit_are_told_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        editing.change(BOOK, "food", name="", terms=("x", "x"), hints=("x",), parent="nowhere")
    for fault in ("has no name",):
        assert fault in str(caught.value)
    with pytest.raises(BadInput) as caught:
        editing.change(BOOK, "living", terms=("x", "x"), hints=("x",), parent="food")
    for fault in ("'x' twice in terms", "both in terms and in hints", "'living' stands under itself", "'food' stands"):
        assert fault in str(caught.value)


UNKNOWN: list[Callable[[Codebook], Codebook]] = [
    lambda book: editing.change(book, "nobody", name="N"),
    lambda book: editing.rename(book, "nobody", "N"),
    lambda book: editing.move(book, "nobody", None),
    lambda book: editing.merge(book, ["nobody"], "work"),
    lambda book: editing.merge(book, ["work"], "nobody"),
    lambda book: editing.split(book, "nobody", {}),
    lambda book: editing.retire(book, "nobody"),
]


@pytest.mark.parametrize("edit", UNKNOWN)
def test_a_theme_that_is_not_there_is_said_not_to_be(edit: Callable[[Codebook], Codebook]) -> None:
    with pytest.raises(NotFound, match="'nobody'"):
        edit(BOOK)


def without(book: Codebook, *theme_ids: str) -> Codebook:
    return codebook_of(one for one in book.themes if one.id not in theme_ids)


def test_a_missing_theme_that_people_decided_on_is_kept_as_retired() -> None:
    follows = editing.succeeding(without(BOOK, "cells", "pay"), BOOK, ["cells"])
    assert ids(follows) == ["living", "food", "work", "cells"]
    kept = theme(follows, "cells")
    assert (kept.retired, kept.parent, kept.version) == (True, "living", 2)
    assert editing.succeeding(without(BOOK, "cells", "pay"), follows, ["cells"]) == follows  # and again, the same


def test_a_missing_theme_whose_group_is_gone_too_stands_at_the_top() -> None:
    follows = editing.succeeding(without(BOOK, "work", "pay"), BOOK, ["pay"])
    assert (theme(follows, "pay").retired, theme(follows, "pay").parent) == (True, None)


def test_a_missing_theme_whose_group_has_another_id_now_is_kept() -> None:
    other = editing.rename(without(BOOK, "pay"), "work", "Working", "working")
    follows = editing.succeeding(other, BOOK, ["pay"])
    assert theme(follows, "pay").retired
    assert theme(follows, "pay").parent in (None, "working")


def test_a_theme_that_left_its_id_to_another_is_not_missing() -> None:
    follows = editing.succeeding(editing.merge(BOOK, ["food"], "work"), BOOK, ["food"])
    assert follows.get("food") is None


def test_an_older_codebook_can_be_put_in_force_again_after_a_rename() -> None:
    """Whoever exported the codebook before a rename must be able to go back to it, decisions or none."""
    renamed = editing.rename(BOOK, "cells", "Rooms", "rooms")
    follows = editing.succeeding(BOOK, renamed, ["rooms"])
    assert follows.get("cells") is not None
    assert follows.get("rooms") or "rooms" in theme(follows, "cells").former


def test_a_theme_that_changed_gets_a_higher_version_whatever_its_file_says() -> None:
    before = editing.change(editing.change(BOOK, "pay", name="Money"), "pay", name="Cash")
    follows = editing.succeeding(BOOK, before, [])
    assert theme(follows, "pay").version == 4
    assert [one.version for one in follows.themes if one.id != "pay"] == [1, 1, 1, 1]


def test_only_themes_that_are_found_otherwise_are_affected() -> None:
    assert editing.affected(BOOK, BOOK) == frozenset()
    assert editing.affected(editing.change(BOOK, "food", name="F", definition="E", owner="Ben"), BOOK) == frozenset()
    assert editing.affected(editing.move(BOOK, "cells", "work"), BOOK) == frozenset()
    assert editing.affected(editing.change(BOOK, "food", hints=()), BOOK) == {"food"}
    assert editing.affected(editing.change(BOOK, "food", machine=False), BOOK) == {"food"}
    assert editing.affected(editing.rename(BOOK, "food", "F", "eating"), BOOK) == {"food", "eating"}
    assert editing.affected(editing.merge(BOOK, ["food"], "work"), BOOK) == {"food", "work"}
    assert editing.affected(editing.retire(BOOK, "pay"), BOOK) == {"pay", "work"}  # a group of nothing is none
    # a theme that becomes a group, or is one no more, is found no more, or again
    assert editing.affected(editing.move(BOOK, "pay", "cells"), BOOK) == {"work", "cells"}


def test_what_differs_is_named_by_field() -> None:
    after = editing.change(BOOK, "food", name="Eating", terms=("supper",))
    assert editing.differences(theme(after, "food"), theme(BOOK, "food")) == ("name", "terms")


def test_a_theme_is_meant_by_a_former_id_too_and_nothing_else_is_lost() -> None:
    """Else merging by the old name would take the theme itself for one of its parts."""
    renamed = editing.rename(BOOK, "food", "Meals", "dishes")
    merged = editing.merge(renamed, ["pay"], "food")
    assert {theme.id for theme in merged.themes} == {theme.id for theme in renamed.themes} - {"pay"}
    assert merged.get("dishes") and "pay" in merged.get("dishes").former  # type: ignore[union-attr]
    with pytest.raises(BadInput, match="nothing to merge"):
        editing.merge(renamed, ["food"], "dishes")
    assert editing.retire(renamed, "food").get("dishes").retired  # type: ignore[union-attr]
