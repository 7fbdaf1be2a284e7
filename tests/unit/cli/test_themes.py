"""`compendium themes`: what the codebook holds, and changes that are told before they are made, or not made at all."""

import csv
import io
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue
from compendium.index.whoosh_engine import WhooshIndex
from compendium.model.search import OWNER
from compendium.model.theme import Theme
from compendium.tagging.codebook import codebook_of
from compendium.tagging.rules import Tagger
from tests.spec.test_command import Command
from tests.unit.catalogue.making import prepared

TEXTS = ("Dinner was cold.", "The visits hall was full, and dinner late.", "The workshop closed.", "Nothing else.")
BOOK = codebook_of(
    (
        Theme("living", "Living", "Daily life."),
        Theme("food", "Food", "What people eat.", "living", terms=("dinner", "lunch"), hints=("tray",), owner="Ann"),
        Theme("days", "Days", "What fills the day."),
        Theme("work", "Work", "Jobs.", "days", terms=("workshop",)),
        Theme("family", "Family", "Seeing family.", terms=("visits",)),
    )
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one report, tagged by BOOK, with one decision. To be copied, not used."""
    folder = tmp_path_factory.mktemp("made")
    with closing(Catalogue.open(folder / "library", create=True)) as catalogue:
        catalogue.put_codebook(BOOK, own=True, by="Ann")
        given = prepared(folder, "one.pdf", texts=TEXTS)
        catalogue.save(replace(given, tags=Tagger(BOOK).tag(given.reading.passages), codebook=BOOK.version))
        catalogue.decide_tag(given.reading.passages[0].id, "food", True, "Ann")
        with closing(WhooshIndex.open(folder / "library" / "index")) as index:
            index.catch_up(catalogue)
    return folder / "library"


@pytest.fixture
def themes(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """The command on a copy of that library."""
    yield Command(capsys, Path(shutil.copytree(made, tmp_path / "library")))


def dump(command: Command) -> list[str]:
    with closing(sqlite3.connect(command.home / "catalogue.db")) as database:
        return list(database.iterdump())


def passages(command: Command) -> dict[str, int]:
    """How many passages speak to each theme, as `list` says."""
    return {row["id"]: row["passages"] for row in command.json("themes", "list", "--all")["themes"]}


def shown(command: Command, theme: str) -> dict[str, str]:
    """The status of the tags on that theme, by text."""
    with closing(Catalogue.open(command.home)) as catalogue:
        (report,) = catalogue.tagged_with()
        found = catalogue.passages(report, OWNER)
    return {passage.text: str(tag.status) for passage, tags in found for tag in tags if tag.theme == theme}


CHANGES: dict[str, list[str]] = {
    "create": ["create", "noise", "--name", "Noise", "--definition", "What people hear.", "--term", "nothing"],
    "edit": ["edit", "food", "terms+=hall", "terms-=dinner"],
    "rename": ["rename", "food", "Meals"],
    "rename with id": ["rename", "food", "Meals", "--id", "meals"],
    "move": ["move", "food", "days"],
    "merge": ["merge", "work", "--into", "family"],
    "split": ["split", "food", "--part", "dinners", "Dinners", "dinner", "--part", "lunches", "Lunches", "lunch; tray"],
    "retire": ["retire", "work"],
}


def test_the_list_names_every_theme_with_its_passages(themes: Command) -> None:
    listed = themes.json("themes", "list")
    assert listed["version"] == BOOK.version
    food = next(row for row in listed["themes"] if row["id"] == "food")
    assert food == {
        "id": "food", "name": "Food", "parent": "living", "definition": "What people eat.",
        "passages": 2, "book": "themes", "retired": False,
    }  # fmt: skip
    assert passages(themes) == {"living": 2, "food": 2, "days": 1, "work": 1, "family": 1}
    assert "  Food (food): 2 passages. What people eat." in themes("themes", "list").splitlines()


def test_one_theme_is_shown_whole(themes: Command) -> None:
    said = themes("themes", "show", "food")
    for words in ("Food", "Living", "What people eat.", "dinner | lunch", "tray", "Ann"):
        assert words in said
    assert themes.json("themes", "show", "food")["terms"] == ["dinner", "lunch"]
    themes("themes", "show", "nobody", code=3)
    assert "nobody" in themes.said


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_then_made_and_is_then_no_change_any_more(themes: Command, name: str) -> None:
    before = dump(themes)
    told = themes.json("themes", *CHANGES[name], "--dry-run")
    assert not told["applied"] and dump(themes) == before
    done = themes.json("themes", *CHANGES[name], "--yes")
    assert done["applied"]
    assert {k: v for k, v in done.items() if k not in ("applied", "seconds")} == {
        k: v for k, v in told.items() if k not in ("applied", "seconds")
    }
    assert told["before"] == BOOK.version != told["version"]
    assert themes.json("themes", "list")["version"] == told["version"]
    with closing(Catalogue.open(themes.home)) as catalogue:
        assert catalogue.own_codebook()
        assert set(catalogue.tagged_with().values()) == {told["version"]}
    assert themes.json("check")["ok"]


@pytest.mark.parametrize("name", CHANGES)
def test_without_a_terminal_and_without_yes_nothing_is_changed_and_it_says_so(themes: Command, name: str) -> None:
    before = dump(themes)
    assert "suggestion" in themes("themes", *CHANGES[name], code=2)
    assert dump(themes) == before
    assert "Nothing was changed." in themes.said and "--yes" in themes.said
    assert not themes.json("themes", *CHANGES[name], code=2)["applied"]
    assert dump(themes) == before


@pytest.mark.parametrize("name", CHANGES)
def test_a_dry_run_changes_nothing_even_with_yes(themes: Command, name: str) -> None:
    before = dump(themes)
    themes("themes", *CHANGES[name], "--dry-run", "--yes")
    assert dump(themes) == before
    assert "Nothing was changed." in themes.said


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "changed"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_a_person_is_asked(
    themes: Command, monkeypatch: pytest.MonkeyPatch, answer: str, changed: bool
) -> None:
    before = dump(themes)
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    themes("themes", "rename", "food", "Meals")
    assert "Make this change?" in themes.said
    assert (dump(themes) != before) is changed


def test_who_ends_the_input_is_taken_to_interrupt(themes: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(themes)
    monkeypatch.setattr("sys.stdin", Terminal(""))
    themes("themes", "rename", "food", "Meals", code=130)
    assert dump(themes) == before


NO_CHANGES = [
    ["edit", "food", "name=Food", "owner=Ann"],
    ["rename", "food", "Food"],
    ["move", "food", "living"],
    ["retire", "food", "--back"],
]


@pytest.mark.parametrize("words", NO_CHANGES)
def test_an_edit_that_changes_nothing_writes_nothing(themes: Command, words: list[str]) -> None:
    before = dump(themes)
    assert themes("themes", *words, "--yes") == "The codebook is the one in force already.\n"
    assert "Nothing was changed." in themes.said
    assert not themes.json("themes", *words, "--yes")["applied"]
    assert dump(themes) == before


REFUSED: list[tuple[list[str], str]] = [
    (["create", "food", "--name", "F", "--definition", "D"], "already"),
    (["create", "new", "--name", "F", "--definition", "D", "--parent", "nowhere"], "'nowhere'"),
    (["create", "new", "--name", "F", "--definition", "D", "--term", "a b", "--term", "A-b"], "twice in terms"),
    (["edit", "nobody", "name=N"], "'nobody'"),
    (["edit", "food", "hints+=dinner"], "both in terms and in hints"),
    (["edit", "food", "terms-=soup"], "'soup'"),
    (["rename", "food", "Food", "--id", "work"], "more than one theme"),
    (["rename", "nobody", "N"], "'nobody'"),
    (["move", "living", "food"], "stands under itself"),
    (["merge", "living", "--into", "food"], "Move it out first"),
    (["merge", "food", "--into", "nobody"], "'nobody'"),
    (["split", "food", "--part", "a", "A", "dinner", "--part", "b", "B", "soup"], "soup"),
    (["retire", "living"], "Food"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED)
def test_what_cannot_be_is_refused_and_the_old_codebook_stays(themes: Command, words: list[str], why: str) -> None:
    before = dump(themes)
    themes("themes", *words, "--yes", code=3)
    assert why in themes.said
    assert dump(themes) == before


WRONG = [
    ["edit", "food", "colour=red"],
    ["edit", "food", "name"],
    ["edit", "food", "name+=x"],
    ["edit", "food", "machine=perhaps"],
    ["edit", "food"],
    ["create", "new"],
    ["split", "food"],
    ["merge", "food"],
    ["export", "codebook"],
    ["bake"],
]


@pytest.mark.parametrize("words", WRONG)
def test_wrong_usage_is_said_to_be(themes: Command, words: list[str]) -> None:
    before = dump(themes)
    themes("themes", *words, code=2)
    assert dump(themes) == before


@pytest.mark.parametrize("words", [["list"], ["show", "food"], ["rename", "food", "F"], ["export", "x.toml"]])
def test_without_a_library_nothing_is_made(themes: Command, tmp_path: Path, words: list[str]) -> None:
    themes.home = tmp_path / "none"
    themes("themes", *words, code=4)
    assert not themes.home.exists()


def test_a_retired_theme_leaves_the_list_and_comes_back(themes: Command) -> None:
    themes("themes", "retire", "food", "--yes")
    assert "food" not in {row["id"] for row in themes.json("themes", "list")["themes"]}
    assert "(food, retired)" in themes("themes", "list", "--all")
    assert "Retired" in themes("themes", "show", "food")
    assert shown(themes, "food") == {TEXTS[0]: "accepted"}
    assert themes.json("themes", "retire", "food", "--back", "--yes")["gained"] == {"food": 1}
    assert shown(themes, "food") == {TEXTS[0]: "accepted", TEXTS[1]: "suggested"}


def test_decisions_follow_a_theme_to_another_id(themes: Command) -> None:
    told = themes.json("themes", "rename", "food", "Meals", "--id", "meals", "--yes")
    assert (told["former"], told["decisions"]) == ({"food": "meals"}, 1)
    assert shown(themes, "meals") == {TEXTS[0]: "accepted", TEXTS[1]: "suggested"}
    assert passages(themes)["meals"] == 2
    assert "food" in themes("themes", "show", "meals")


def test_a_moved_theme_counts_for_its_new_group(themes: Command) -> None:
    themes("themes", "move", "food", "days", "--yes")
    assert passages(themes) == {"living": 0, "food": 2, "days": 3, "work": 1, "family": 1}
    facet = themes.json("search", "dinner")["facets"]["theme"]
    assert facet == {"food": 2, "days": 2, "family": 1}
    themes("themes", "move", "food", "--yes")
    assert passages(themes)["days"] == 1


def test_words_that_no_part_was_given_are_named(themes: Command) -> None:
    parts = ["--part", "dinners", "Dinners", "dinner", "--part", "lunches", "Lunches", "lunch"]
    themes("themes", "split", "food", *parts, "--dry-run")
    assert "tray" in themes.said


def test_the_plan_says_in_words_what_comes_and_goes(themes: Command) -> None:
    said = themes("themes", "merge", "work", "--into", "food", "--dry-run")
    assert "Work (work) is Food (food) from now on." in said
    assert "Food: other terms" in said.replace("Food: other former, terms", "Food: other terms")
    assert "0 suggestions in 0 reports; what people decided stays." in said  # they go on, as Food
    said = themes("themes", "edit", "food", "terms-=dinner", "--dry-run")
    assert "Food: 0 passages suggested anew, 1 no more." in said
    assert "1 suggestion in 1 report; what people decided stays." in said


@pytest.mark.parametrize("form", ["toml", "csv", "xlsx", "qdc"])
def test_what_is_exported_can_be_read_again(themes: Command, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"codebook.{form}"
    themes("themes", "export", out)
    assert f"5 themes written to {out}" in themes.said
    assert themes.json("themes", "check", out)["ok"]
    if form != "qdc":  # that format has no place for all that a theme is
        before = dump(themes)
        assert "already" in themes("themes", "import", out, "--yes")
        assert dump(themes) == before


def test_an_edited_export_is_put_in_force(themes: Command, tmp_path: Path) -> None:
    out = tmp_path / "codebook.csv"
    themes("themes", "export", out)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    edited = [row for row in rows if row["id"] not in ("food", "work")]
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(edited)
    told = themes.json("themes", "import", out, "--yes")
    assert (told["retired"], told["gone"], told["lost"]) == (["food"], ["work"], {"food": 1, "work": 1})
    assert shown(themes, "food") == {TEXTS[0]: "accepted"}


def test_an_export_that_cannot_be_written_is_said_not_to_be(themes: Command, tmp_path: Path) -> None:
    themes("themes", "export", tmp_path / "nowhere" / "codebook.toml", code=3)
    themes("themes", "export", tmp_path / "codebook.toml", "--book", "lens", code=3)
    assert not (tmp_path / "codebook.toml").exists()


FAULTY = """
[[theme]]
id = "a"
name = "A"
definition = "D"
parent = "b"
terms = ["soup", "Soup"]

[[theme]]
id = "b"
name = "B"
definition = "D"
parent = "a"

[[theme]]
id = "c"
name = "C"
definition = "D"
parent = "nowhere"
"""
ALL_FAULTS = ("'a' stands under itself", "'b' stands under itself", "'soup' twice in terms", "under 'nowhere'")


def test_a_faulty_codebook_is_refused_with_every_fault_and_the_old_one_stays(themes: Command, tmp_path: Path) -> None:
    file, before = tmp_path / "faulty.toml", dump(themes)
    file.write_text(FAULTY, encoding="utf-8")
    themes("themes", "import", file, "--yes", code=3)
    assert all(fault in themes.said for fault in ALL_FAULTS)
    checked = themes.json("themes", "check", file, code=3)
    faults = "\n".join(checked["faults"])
    assert not checked["ok"] and all(fault in faults for fault in ALL_FAULTS)
    assert "cannot be used" in themes("themes", "check", file, code=3)
    file.write_text("[[theme", encoding="utf-8")
    themes("themes", "import", file, "--yes", code=3)
    assert "not valid TOML" in themes.said
    themes("themes", "import", tmp_path / "absent.toml", "--yes", code=3)
    themes("themes", "import", tmp_path / "absent.csv", "--yes", code=3)
    assert dump(themes) == before


def test_the_codebook_in_force_is_checked_without_a_file(themes: Command) -> None:
    assert themes.json("themes", "check")["ok"]
    assert "It can be used" in themes("themes", "check")


def test_every_subcommand_says_what_it_does(themes: Command) -> None:
    listed = themes("themes", "--help")
    for name in ("list", "show", "check", "import", "export", *(words[0] for words in CHANGES.values())):
        assert f"  {name} " in listed
        assert themes("themes", name, "--help").startswith("Usage:")
