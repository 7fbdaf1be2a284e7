"""Codebooks of other people and other programs: what is understood, what is told, what is refused in plain words."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from compendium.errors import BadInput
from compendium.ingest import codebooks
from compendium.ingest.codebooks import File, read
from compendium.tagging.codebook import checked

HARM = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def written(folder: Path, text: str, name: str = "codebook.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def from_csv(folder: Path, *lines: str) -> File:
    return read(written(folder, "\n".join(lines)))


def from_qdc(folder: Path, codes: str, namespace: str = "urn:QDA-XML:codebook:1.0", more: str = "") -> File:
    xml = f'<?xml version="1.0"?><CodeBook xmlns="{namespace}" origin="x"><Codes>{codes}</Codes>{more}</CodeBook>'
    return read(written(folder, xml.replace(' xmlns=""', ""), "codebook.qdc"))


def parents(file: File) -> dict[str, str | None]:
    return {entry["id"]: entry.get("parent") for entry in file.entries}


def faults_of(folder: Path, *lines: str) -> str:
    with pytest.raises(BadInput) as told:
        from_csv(folder, *lines)
    return str(told.value)


# ---- tables ----


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_in_the_letters_and_with_the_separators_of_spreadsheet_programs(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = "Name|Definition\nCafé|Where people meet – and eat\n".replace("|", separator)
    (entry,) = read(written(tmp_path, text, encoding=encoding)).entries
    assert entry == {"id": "cafe", "name": "Café", "definition": "Where people meet – and eat"}


def test_a_codebook_from_taguette_comes_in_at_one_go(tmp_path: Path) -> None:
    found = from_csv(
        tmp_path,
        "tag,description,number of highlights",
        "housing.rent,What it costs to live somewhere,3",
        "interesting,,12",
        "food,,2",
    )
    assert found.entries == (
        {"id": "housing-rent", "name": "housing.rent", "definition": "What it costs to live somewhere"},
        {"id": "interesting", "name": "interesting", "definition": "interesting"},
        {"id": "food", "name": "food", "definition": "food"},
    )
    unused, undefined = found.remarks
    assert "number of highlights" in unused
    assert "interesting, food" in undefined
    assert len(checked(found.entries, "x").themes) == 3


def test_other_names_for_columns_whatever_their_capitals_and_signs(tmp_path: Path) -> None:
    found = from_csv(
        tmp_path,
        "Code,Description,Inclusion criteria,EXCLUSION_CRITERIA,Keywords,Near-misses,Content warning,Colour",
        "Self-harm,Hurting oneself,Also as a threat,Fights,cut up | ligature,A cut in funding,self-harm,#ff0000",
    )
    assert found.entries == (
        {
            **{"id": "self-harm", "name": "Self-harm", "definition": "Hurting oneself", "include": "Also as a threat"},
            **{"exclude": "Fights", "terms": ["cut up", "ligature"], "near_misses": ["A cut in funding"]},
            "content_note": "self-harm",
        },
    )
    assert found.remarks == ("Columns that were not used: Colour.",)


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Code,Label", "H1,Housing", ("h1", "Housing", None)),
        ("Code,Definition", "Housing,x", ("housing", "Housing", None)),
        ("Theme,Definition", "Housing,x", ("housing", "Housing", None)),
        ("Theme,Code", "Release,Housing", ("housing", "Housing", "release")),
        ("Category,Theme", "Release,Housing", ("housing", "Housing", "release")),
    ],
)
def test_code_and_theme_mean_what_they_can_mean_beside_the_other_columns(
    tmp_path: Path, header: str, row: str, expected: tuple[str, str, str | None]
) -> None:
    entry = from_csv(tmp_path, header, row).entries[-1]
    assert (entry["id"], entry["name"], entry.get("parent")) == expected


def test_a_workbook_with_titles_above_the_header_numbers_and_truth_values(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (
        ("Our codebook",),
        (),
        ("Name", "Definition", "Version", "Machine", "Terms"),
        ("Food", "What people eat", 2.0, False, "dinner\nbaguette | breakfast pack"),
        (1984, "A book", 1, True, None),
    ):
        book.active.append(row)
    book.save(tmp_path / "codebook.xlsx")
    food, year = read(tmp_path / "codebook.xlsx").entries
    assert (food["version"], food["machine"]) == (2, False)
    assert food["terms"] == ["dinner", "baguette", "breakfast pack"]
    assert (year["id"], year["name"], year["machine"]) == ("1984", "1984", True)


def test_a_phrase_may_hold_commas_and_whoever_parts_phrases_by_them_is_told(tmp_path: Path) -> None:
    found = from_csv(tmp_path, "name,terms", 'Rent,"rent, arrears"', 'Food,"bread, water | dinner"')
    assert [entry["terms"] for entry in found.entries] == [["rent, arrears"], ["bread, water", "dinner"]]
    assert any("one phrase: Rent." in remark for remark in found.remarks)


def test_guarded_terms_stand_on_a_line_with_the_company_they_need(tmp_path: Path) -> None:
    found = from_csv(
        tmp_path, "name,guarded", 'Cells,"cell | cells [needs] prison | wing [bars] phone\npad [needs] wing"'
    )
    assert found.entries[0]["guarded"] == [
        {"terms": ["cell", "cells"], "needs": ["prison", "wing"], "bars": ["phone"]},
        {"terms": ["pad"], "needs": ["wing"]},
    ]


# ---- parents and ids ----


@pytest.mark.parametrize("parent", ["pathways", "Pathways", "PATHWAYS", "Life/Pathways", "Life > Pathways"])
def test_a_parent_is_given_by_its_id_its_name_or_its_path(tmp_path: Path, parent: str) -> None:
    found = from_csv(
        tmp_path, "id,name,parent", "life,Life,", "pathways,Pathways,life", f"housing,Housing,{parent}", "x,Other,"
    )
    assert parents(found)["housing"] == "pathways"


def test_a_path_tells_two_themes_of_one_name_apart_and_ids_do_not_depend_on_the_order(tmp_path: Path) -> None:
    rows = ("Prison,", "Probation,", "Staff,Prison", "Staff,Probation", "Trust,Prison/Staff", "Respect,Probation/Staff")
    expected = {
        **{"prison": None, "probation": None, "prison-staff": "prison", "probation-staff": "probation"},
        **{"trust": "prison-staff", "respect": "probation-staff"},
    }
    assert parents(from_csv(tmp_path, "name,parent", *rows)) == expected
    assert parents(from_csv(tmp_path, "name,parent", *reversed(rows))) == expected
    told = faults_of(tmp_path, "name,parent", *rows, "Hope,Staff")
    assert "row 8" in told and "'Staff'" in told and "path" in told


def test_a_parent_that_is_not_there_is_left_for_the_check_of_the_codebook(tmp_path: Path) -> None:
    found = from_csv(tmp_path, "name,parent", "Housing,Pathwys")
    assert parents(found) == {"housing": "Pathwys"}
    with pytest.raises(BadInput, match="'Pathwys', which is not in the codebook"):
        checked(found.entries, "x")


def test_groups_need_no_row_of_their_own(tmp_path: Path) -> None:
    found = from_csv(tmp_path, "category,name", "Health,Health", "Health,Dentist", "Home,Rent", ",Home")
    assert parents(found) == {
        "health": None,
        "health-health": "health",
        "dentist": "health",
        "rent": "home",
        "home": None,
    }
    assert "Groups were made of: Health." in found.remarks


def test_ids_are_made_from_names_and_are_unique_and_not_too_long(tmp_path: Path) -> None:
    names = ("Food", "food", "Prisoners' own café", "A" * 80, "a" * 90, "日本", "…")
    found = from_csv(tmp_path, "name", *names)
    ids = [entry["id"] for entry in found.entries]
    assert ids == ["food", "food-2", "prisoners-own-cafe", "a" * 60, "a" * 58 + "-2", "theme", "theme-2"]
    checked(found.entries, "x")


def test_an_id_that_is_given_goes_before_one_that_is_made(tmp_path: Path) -> None:
    found = from_csv(tmp_path, "id,name", ",Food", "food,Meals", "H_1,Home")
    assert [entry["id"] for entry in found.entries] == ["food-2", "food", "h-1"]
    assert any("H_1 is h-1" in remark for remark in found.remarks)


# ---- faults ----


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    told = faults_of(
        tmp_path,
        "name,definition,version,machine,guarded",
        "A,a,two,,",
        ",no name,,,",
        "C,c,,perhaps,",
        "D,d,,,[needs] x",
    )
    for said in ("row 2: version must be", "row 3 has no name", "row 4: machine must be yes or no", "row 5: guarded"):
        assert said in told
    assert "Nothing was changed" in told


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("codebook.csv", "one,two\n1,2\n", "names its columns"),
        ("codebook.csv", "name,definition\n", "no theme"),
        ("codebook.csv", "", "names its columns"),
        ("codebook.xlsx", "PK\x03\x04 and no more", "damaged"),
        ("codebook.qdc", "<CodeBook><Codes/></CodeBook>", "no theme"),
        ("codebook.qdc", "<Project/>", "no REFI-QDA codebook"),
        ("codebook.qdc", "no XML", "no XML"),
        ("codebook.qdc", f"{HARM}<CodeBook>&a;</CodeBook>", "not safe"),
        ("codebook.qdc", "<Code>" * 200 + "</Code>" * 200, "not safe"),
        ("project.qdpx", "x", "codebook alone"),
        ("codebook.docx", "x", "qdc or .toml"),
    ],
)
def test_files_that_are_no_codebooks_are_refused_in_plain_words(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        read(written(tmp_path, text, name))


@pytest.mark.parametrize("name", ["absent.csv", "absent.xlsx", "absent.qdc"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match=f"{name} cannot be opened"):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["codebook.csv", "codebook.qdc"])
def test_a_file_too_large_to_be_a_codebook_is_not_read(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "x" * (2**20 + 1), name)
    monkeypatch.setattr(codebooks, "_LIMITS", codebooks.Limits(file_mb=1))
    with pytest.raises(BadInput, match="larger than"):
        read(path)


# ---- REFI-QDA ----

CODES = (
    '<Code guid="{1}" name="Release" isCodable="false" color="#ff0000">'
    '<Code guid="{2}" name="Housing" isCodable="true"><Description>Where people live.\nInclude: hostels</Description>'
    '<Code guid="{3}" name="Rent &amp; bills" isCodable="true"/></Code></Code>'
)


@pytest.mark.parametrize(
    "namespace", ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:1:0", "urn:QDA-XML:project:1.0", ""]
)
def test_codes_inside_codes_stand_under_them_in_every_spelling_of_the_standard(tmp_path: Path, namespace: str) -> None:
    found = from_qdc(tmp_path, CODES, namespace)
    assert found.entries == (
        {"id": "release", "name": "Release", "definition": "Release"},
        # a description from elsewhere is not taken apart, however it looks
        {"id": "housing", "name": "Housing", "definition": "Where people live.\nInclude: hostels", "parent": "release"},
        {"id": "rent-bills", "name": "Rent & bills", "definition": "Rent & bills", "parent": "housing"},
    )
    assert len(checked(found.entries, "x").themes) == 3


def test_sets_and_links_to_notes_are_left_out_and_said_to_be(tmp_path: Path) -> None:
    code = '<Code guid="{1}" name="A"><NoteRef targetGUID="{9}"/></Code>'
    sets = '<Sets><Set guid="{2}" name="Mine"><MemberCode guid="{1}"/></Set></Sets>'
    found = from_qdc(tmp_path, code, more=sets)
    assert [entry["name"] for entry in found.entries] == ["A"]
    assert [remark for remark in found.remarks if remark.startswith("Not taken over")] == [
        "Not taken over: sets of codes (1).",
        "Not taken over: links to notes (1).",
    ]


def test_the_codebook_of_a_whole_project_file_is_read(tmp_path: Path) -> None:
    text = f'<Project xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes>{CODES}</Codes></CodeBook></Project>'
    assert len(read(written(tmp_path, text, "codebook.qdc")).entries) == 3


def test_what_was_changed_in_the_other_program_comes_back_and_the_rest_stays(tmp_path: Path) -> None:
    code = (
        '<Code guid="{1}" name="Homes"><Description>Where people live on release, or hope to.\r\n\r\nId: housing\r\n'
        "Include: hostels\r\nExamples:\r\nI had nowhere to go.\r\nA sofa, then the street.\r\n"
        "Terms: rent | night shelter\r\nMachine: no</Description></Code>"
    )
    (entry,) = from_qdc(tmp_path, code).entries
    expected: dict[str, Any] = {"id": "housing", "name": "Homes", "include": "hostels", "machine": False}
    expected |= {"definition": "Where people live on release, or hope to.", "terms": ["rent", "night shelter"]}
    assert entry == expected | {"examples": ["I had nowhere to go.", "A sofa, then the street."]}


def test_a_code_without_a_name_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has no name"):
        from_qdc(tmp_path, '<Code guid="{1}" name=" "/>')
