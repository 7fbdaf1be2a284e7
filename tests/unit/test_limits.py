"""The limits of a file: each can be set in `compendium.toml` and in the environment, and only to what makes sense."""

from dataclasses import fields
from pathlib import Path

import pytest

from compendium.config import Limits, load
from compendium.errors import PASSING, REFUSALS, BadInput


def changed(value: object) -> float:
    return 1 - value if isinstance(value, bool) else value + 300  # type: ignore[operator]


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_each_limit_is_taken_from_the_file_and_the_environment(name: str, tmp_path: Path) -> None:
    usual = getattr(Limits(), name)
    wanted = type(usual)(changed(usual))
    (tmp_path / "compendium.toml").write_text(f"[limits]\n{name} = {str(wanted).lower()}\n", encoding="utf-8")
    for environ in ({}, {f"COMPENDIUM_LIMIT_{name.upper()}": str(usual)}):
        limits = load(tmp_path, environ).limits
        assert getattr(limits, name) == (usual if environ else wanted)
        assert type(getattr(limits, name)) is type(usual)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("true", True), ("True", True), ("1", True), ("yes", True), ("false", False), ("0", False), (" NO ", False)],
)
def test_people_say_yes_and_no_in_several_ways(said: str, meant: bool, tmp_path: Path) -> None:
    assert load(tmp_path, {"COMPENDIUM_LIMIT_TABLES": said}).limits.tables is meant


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tables", "perhaps"),
        ("ocr", "2"),
        ("ocr", ""),
        ("pages", "true"),
        ("ratio", "-1"),
        ("seconds", "0"),
        ("seconds", "nan"),
    ],
)
def test_what_makes_no_sense_is_told(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=f"The option {name} cannot be"):
        load(tmp_path, {f"COMPENDIUM_LIMIT_{name.upper()}": said})


def test_refusals_speak_of_files_of_any_type() -> None:
    for code, sentence in REFUSALS.items():
        assert ("PDF" in sentence) == (code == "not-a-pdf"), code
        assert sentence.endswith(".")
    assert REFUSALS.keys() >= PASSING
