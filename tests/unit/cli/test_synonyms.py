"""`compendium synonyms`: the list in force, its mistakes, and a copy to edit that a search uses at once."""

from pathlib import Path

import pytest

from compendium import data
from compendium.index import synonyms
from tests.spec.test_command import Command

OWN = '[[same]]\nwords = ["kettle", "urn"]\n\n[[also]]\nasked = ["jail"]\nfinds = ["prison"]\nnote = "one way"\n'


@pytest.fixture
def own(kettles: Command) -> Path:
    file = kettles.home / synonyms.OWN_NAME
    file.write_text(OWN, encoding="utf-8")
    return file


def test_the_shipped_list_is_in_force_without_one_of_its_own(kettles: Command) -> None:
    listed = kettles.json("synonyms", "list")
    assert (listed["file"], listed["version"]) == (None, synonyms.read(None).version)
    assert {group["kind"] for group in listed["groups"]} == {"same", "also"}
    assert kettles.json("synonyms", "check") == {"file": None, "ok": True, "problems": []}
    assert "ships with the program" in kettles("synonyms", "check")


def test_the_library_s_own_list_is_listed_and_used(kettles: Command, own: Path) -> None:
    listed = kettles.json("synonyms", "list")
    assert listed["file"] == str(own)
    assert listed["groups"] == [
        {"kind": "same", "asked": ["kettle", "urn"], "finds": ["kettle", "urn"], "note": ""},
        {"kind": "also", "asked": ["jail"], "finds": ["prison"], "note": "one way"},
    ]
    assert kettles("synonyms", "list").splitlines() == ["kettle = urn", "jail -> prison"]
    found = kettles.json("search", "urn")
    assert found["expanded"] == ["kettle"]
    assert found["total_passages"] == kettles.json("search", "kettle")["total_passages"] > 0
    assert kettles.json("search", "urn", "--exact")["total_passages"] == 0


def test_mistakes_are_named_by_line_and_the_list_is_not_used(kettles: Command, own: Path) -> None:
    own.write_text(OWN + '\n[[same]]\nwords = ["one alone"]\n', encoding="utf-8")
    found = kettles.json("synonyms", "check", code=3)
    assert found["ok"] is False
    (mistake,) = [problem for problem in found["problems"] if problem["kind"] == "mistake"]
    assert mistake["line"] == 9
    assert "Mistake: line 9:" in kettles("synonyms", "check", code=3)
    assert kettles.json("synonyms", "list")["file"] is None
    assert "has mistakes and is not used" in kettles.said
    kettles("search", "kettle")
    assert "compendium synonyms check" in kettles.said


def test_another_file_can_be_checked_before_it_is_used(kettles: Command, tmp_path: Path) -> None:
    file = tmp_path / "draft.toml"
    file.write_text(OWN.replace("]\n\n", ']\nshared = ["pan"]\n\n', 1), encoding="utf-8-sig")
    found = kettles.json("synonyms", "check", file)
    assert (found["file"], found["ok"]) == (str(file), True)
    assert [problem["kind"] for problem in found["problems"]] == ["doubt"]
    assert "1 doubt." in kettles("synonyms", "check", file)
    file.write_bytes("[[same]]\nwords = [“kettle”]\n".encode())
    assert "straight" in kettles("synonyms", "check", file, code=3)
    file.write_bytes('[[same]]\nwords = ["Wärter"]\n'.encode("cp1252"))
    kettles("synonyms", "check", file, code=3)
    assert "UTF-8" in kettles.said
    kettles("synonyms", "check", tmp_path / "absent.toml", code=3)


def test_start_copies_the_shipped_list_and_never_overwrites(kettles: Command) -> None:
    own = kettles.home / synonyms.OWN_NAME
    assert kettles("synonyms", "start").strip() == str(own)
    assert own.read_text(encoding="utf-8") == data.text("synonyms")
    assert kettles.json("synonyms", "list")["file"] == str(own)
    own.write_text(OWN, encoding="utf-8")
    kettles("synonyms", "start", code=3)
    assert own.read_text(encoding="utf-8") == OWN


def test_start_needs_a_library(kettles: Command, tmp_path: Path) -> None:
    kettles.home = tmp_path / "none"
    kettles("synonyms", "start", code=4)
    assert not kettles.home.exists()
