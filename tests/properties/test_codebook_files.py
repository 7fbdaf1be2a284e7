"""A codebook that goes out into a file and comes back is the same, whatever its texts hold."""

import csv
import io
import tomllib
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.export.codebooks import FORMATS
from compendium.ingest.codebooks import read
from compendium.model.theme import Codebook, Guarded, Theme

# Besides any letters: what the formats themselves use, and what a spreadsheet or a reader of XML would take up.
_SIGNS = st.sampled_from(
    (
        *(" | ", "|", "\\", "\\n", "\n", " ", "[needs]", "[bars]", "Id: x", "\nId: x", "\nInclude: y", "\\Include: y"),
        *("=1+1", "'=1", "'", '"', "+", "-", "@", "\uff1d", ",", ";", "\t", "<b>", "&amp;", "]]>", "é", "..", "#", "a"),
    )
)
_LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff_"), max_size=6)
SOME = st.lists(_SIGNS | _LETTERS, min_size=1, max_size=4).map(lambda parts: "".join(parts).strip() or "some")
TEXTS = st.lists(SOME, max_size=3).map(tuple)
GUARDED = st.builds(Guarded, st.lists(SOME, min_size=1, max_size=2).map(tuple), TEXTS, TEXTS)
_MADE: dict[Any, st.SearchStrategy[Any]] = {
    str: SOME,
    bool: st.booleans(),
    int: st.integers(1, 999),
    tuple[str, ...]: TEXTS,
    tuple[Guarded, ...]: st.lists(GUARDED, max_size=2).map(tuple),
}
_FIELDS = {field.name: _MADE[field.type] for field in fields(Theme) if field.type in _MADE}


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """Themes with something in a few fields, any of them; each may stand in one before it."""
    themes: list[Theme] = []
    for number in range(draw(st.integers(1, 4))):
        chosen = draw(st.lists(st.sampled_from(sorted(_FIELDS)), max_size=4))
        said = {name: draw(_FIELDS[name]) for name in chosen}
        parent = draw(st.none() | st.sampled_from([theme.id for theme in themes])) if themes else None
        name = " ".join(draw(SOME).split())  # a name stands on one line
        said |= {"id": f"theme-{number}", "name": name, "definition": draw(SOME), "parent": parent}
        themes.append(Theme(**said))
    return Codebook("v", tuple(themes))


def themes_of(entries: tuple[dict[str, Any], ...]) -> tuple[Theme, ...]:
    """Entries as whoever checks them makes themes of them."""
    return tuple(Theme(**{name: _value(value) for name, value in entry.items()}) for entry in entries)


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_value(item) for item in value)
    return Guarded(**{name: _value(item) for name, item in value.items()}) if isinstance(value, dict) else value


def back(codebook: Codebook, ending: str) -> tuple[Theme, ...]:
    """The themes that come back out of a file of that format."""
    data = FORMATS[ending](codebook)
    if ending == "toml":
        return themes_of(tuple(tomllib.loads(data.decode("utf-8"))["theme"]))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"codebook.{ending}"
        path.write_bytes(data)
        return themes_of(read(path).entries)


def test_every_field_is_of_a_kind_that_files_can_carry() -> None:
    assert {field.type for field in fields(Theme)} == {*_MADE, str | None}


@pytest.mark.parametrize("ending", ["toml", "csv", "xlsx"])
@settings(max_examples=40, deadline=None)
@given(codebooks())
def test_all_of_a_codebook_comes_back_from_a_file(ending: str, codebook: Codebook) -> None:
    assert back(codebook, ending) == codebook.themes


@settings(max_examples=100, deadline=None)
@given(codebooks())
def test_all_of_a_codebook_comes_back_from_another_program_group_by_group(codebook: Codebook) -> None:
    by_id = {theme.id: theme for theme in back(codebook, "qdc")}
    assert by_id == {theme.id: theme for theme in codebook.themes}
    assert len(by_id) == len(codebook.themes)


@settings(max_examples=100, deadline=None)
@given(codebooks())
def test_no_cell_of_a_csv_file_begins_like_a_formula(codebook: Codebook) -> None:
    rows = csv.reader(io.StringIO(FORMATS["csv"](codebook).decode("utf-8-sig"), newline=""))
    assert not [
        cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"))
    ]
