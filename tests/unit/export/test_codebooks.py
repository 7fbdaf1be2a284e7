"""Codebooks as files for people and for other programs: readable, valid, and harmless in a spreadsheet."""

import csv
import io
import re
import tomllib
from xml.etree import ElementTree

import openpyxl
import pytest

from compendium.errors import BadInput
from compendium.export.codebooks import FORMATS, to_csv, to_qdc, to_toml, to_xlsx
from compendium.model.theme import Codebook, Guarded, Theme
from compendium.tagging.codebook import parse

HOUSING = Theme(
    id="housing",
    name="Housing & homes",
    definition="Where people live.",
    parent="pathways",
    examples=("I had nowhere to go.", "First line.\nSecond line."),
    terms=("night shelter", "rent, arrears"),
    patterns=("NOT .. feel safe|safer",),
    guarded=(Guarded(("deposit",), needs=("rent", "landlord")),),
    version=3,
    machine=False,
)
BOOK = Codebook(
    "v",
    (
        Theme("pathways", "Pathways", "Ways out of crime."),
        HOUSING,
        Theme("food", "Food", "What people eat.", retired=True),
    ),
)
_NS = "{urn:QDA-XML:codebook:1.0}"


def codes_of(codebook: Codebook) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(to_qdc(codebook))  # noqa: S314  # written by ourselves
    return {code.attrib["name"]: code for code in root.iter(f"{_NS}Code")}


def with_definition(text: str) -> Codebook:
    return Codebook("v", (Theme("a", "A", text),))


def test_formats_are_named_by_the_endings_of_files() -> None:
    assert list(FORMATS) == ["toml", "csv", "xlsx", "qdc"]


# ---- TOML ----


def test_toml_leaves_out_what_is_empty_or_as_usual_and_is_a_codebook_again() -> None:
    text = to_toml(BOOK).decode("utf-8")
    pathways, housing, food = tomllib.loads(text)["theme"]
    assert pathways == {"id": "pathways", "name": "Pathways", "definition": "Ways out of crime."}
    assert housing["guarded"] == [{"terms": ["deposit"], "needs": ["rent", "landlord"]}]
    assert food["retired"] is True
    assert parse(text, "x").themes == BOOK.themes


def test_toml_has_one_entry_of_a_list_on_a_line() -> None:
    assert 'terms = [\n    "night shelter",\n    "rent, arrears",\n]' in to_toml(BOOK).decode("utf-8")


# ---- tables ----


def test_csv_has_a_row_for_each_theme_and_a_column_for_each_field() -> None:
    data = to_csv(BOOK)
    assert data.startswith(b"\xef\xbb\xbf")  # how Excel knows UTF-8
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))}
    assert rows["housing"]["parent"] == "pathways"
    assert rows["housing"]["terms"] == "night shelter | rent, arrears"
    assert rows["housing"]["examples"] == "I had nowhere to go.\nFirst line.\\nSecond line."
    assert rows["housing"]["guarded"] == "deposit [needs] rent | landlord"
    assert (rows["housing"]["version"], rows["housing"]["machine"], rows["food"]["machine"]) == ("3", "no", "yes")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\uff1d", "'=", "''@"])
def test_nothing_in_csv_begins_like_a_formula(start: str) -> None:
    (row,) = csv.DictReader(io.StringIO(to_csv(with_definition(f"{start}1+1")).decode("utf-8-sig"), newline=""))
    assert row["definition"] == f"'{start}1+1"


def test_an_apostrophe_before_words_is_only_an_apostrophe() -> None:
    (row,) = csv.DictReader(io.StringIO(to_csv(with_definition("'Twas cold")).decode("utf-8-sig"), newline=""))
    assert row["definition"] == "'Twas cold"


@pytest.mark.parametrize("text", ["=1+1", "https://mast.example/", "1234", "@SUM(A1)", "TRUE"])
def test_everything_in_the_workbook_is_text(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(with_definition(text))))["Themes"]
    cell = sheet["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix, cell.hyperlink) == (text, "s", True, None)


def test_more_than_a_cell_holds_is_not_cut_but_told() -> None:
    with pytest.raises(BadInput, match="'a' has more in definition"):
        to_xlsx(with_definition("x" * 32_768))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(with_definition("x" * 32_767))))["Themes"]
    assert len(str(sheet["C2"].value)) == 32_767


# ---- REFI-QDA ----


def test_a_qdc_file_is_built_as_the_standard_says() -> None:
    root = ElementTree.fromstring(to_qdc(BOOK))  # noqa: S314  # written by ourselves
    assert (root.tag, [child.tag for child in root]) == (f"{_NS}CodeBook", [f"{_NS}Codes"])
    guid = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
    for code in root.iter(f"{_NS}Code"):
        assert set(code.attrib) == {"guid", "name", "isCodable"}
        assert guid.fullmatch(code.attrib["guid"])
        first, *others = [child.tag for child in code]
        assert first == f"{_NS}Description"
        assert set(others) <= {f"{_NS}Code"}


def test_themes_stand_in_their_groups_which_are_no_codes_themselves() -> None:
    codes = codes_of(BOOK)
    assert [child.attrib["name"] for child in codes["Pathways"].findall(f"{_NS}Code")] == ["Housing & homes"]
    assert {name: code.attrib["isCodable"] for name, code in codes.items()} == {
        "Pathways": "false",
        "Housing & homes": "true",
        "Food": "false",  # retired
    }


def test_a_theme_keeps_its_number_whatever_else_changes() -> None:
    before = codes_of(BOOK)["Food"].attrib["guid"]
    after = codes_of(Codebook("w", (Theme("food", "Meals", "Other words."),)))["Meals"].attrib["guid"]
    assert before == after == "c415f0db-67d0-598f-b34d-686e384635c6"


def test_a_description_reads_as_a_text_with_labels() -> None:
    assert codes_of(BOOK)["Housing & homes"].findtext(f"{_NS}Description") == (
        "Where people live.\n\nId: housing\nExamples:\nI had nowhere to go.\nFirst line.\\nSecond line.\n"
        "Terms: night shelter | rent, arrears\nPatterns: NOT .. feel safe|safer\n"
        "Guarded: deposit [needs] rent | landlord\nVersion: 3\nMachine: no"
    )


def test_themes_whose_group_is_not_written_are_not_lost() -> None:
    assert list(codes_of(Codebook("v", (HOUSING,)))) == ["Housing & homes"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "qdc"])
def test_characters_that_no_file_can_hold_are_left_out(form: str) -> None:
    strange = with_definition("a\x00b\x0bc\ufffe\r\nd")
    assert FORMATS[form](strange) and b"\x00b" not in to_csv(strange)
    assert "abc\nd" in to_csv(strange).decode("utf-8")
    assert (codes_of(strange)["A"].findtext(f"{_NS}Description") or "").startswith("abc\nd")
