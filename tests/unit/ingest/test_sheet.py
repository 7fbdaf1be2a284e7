"""Lists as people keep them: letters, separators, headings, cells; what is not certain is not taken, and said."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from compendium.config import Limits
from compendium.errors import BadInput
from compendium.ingest.sheet import read_sheet
from compendium.ingest.sheets import cells
from compendium.ingest.sheets.listing import Listing, read_listing
from compendium.ingest.sheets.tables import Cell
from compendium.model.people import GroupKind


def listing(path: Path, **chosen: str) -> Listing:
    return read_listing(path, chosen, Limits())


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def book(path: Path, *rows: tuple[object, ...], before: tuple[tuple[object, ...], ...] = ()) -> Path:
    workbook = Workbook()
    assert workbook.active is not None
    for row in before:
        workbook.active.append(row)
    sheet = workbook.create_sheet("List")
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_letters_and_separators_of_all_spreadsheet_programs(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = ("Report title|Publisher|N", '"Café talk|\nround two"|Ärmel Trust|57')
    text = "\r\n".join(line.replace("|", separator) for line in lines)
    (row,) = listing(written(tmp_path / "list.csv", text, encoding)).rows
    assert row.values["title"] == f"Café talk{separator.strip()} round two".strip()
    assert row.values["organisations"] == "Ärmel Trust"
    assert (row.row, row.values["people"]) == (2, "lived-experience=57")


def test_excel_with_titles_above_the_header_dates_as_cells_and_numbers_with_a_fraction(tmp_path: Path) -> None:
    rows = (
        ("All our reports", None),
        (),
        ("Name of report", "Date published", "No. of participants", "Staff", "Comments"),
        ("Kettles", datetime(2021, 3, 4), 57.0, 19, "good"),
        (None, None, None, None, None),
        ("Total", None, 57, 19, None),
    )
    found = listing(book(tmp_path / "list.xlsx", *rows, before=(("Read me", "Title"), ("Title",))))
    assert dict(found.columns) == {
        "title": "Name of report",
        "published": "Date published",
        "people": "No. of participants",
        "staff": "Staff",
    }
    assert found.unused == ("Comments",)
    assert [(row.row, dict(row.values)) for row in found.rows] == [
        (4, {"title": "Kettles", "published": "2021-03-04", "people": "lived-experience=57; staff=19"})
    ]
    assert found.passed_over == (6,)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Report title", "title"),
        ("Name of report", "title"),
        ("Author org", "organisations"),
        ("Organisation", "organisations"),
        ("Year", "published"),
        ("DATE PUBLISHED", "published"),
        ("Sample size", "people"),
        ("People consulted", "people"),
        ("No. of participants", "people"),
        ("n", "people"),
        ("Number of staff (n)", "staff"),
        ("URL", "address"),
        ("Link", "address"),
        ("Study", "study"),
        ("Filename", "file"),
    ],
)
def test_headings_are_known_by_many_names(tmp_path: Path, heading: str, field: str) -> None:
    found = listing(written(tmp_path / "l.csv", f"{heading},Title,Ref\n1,b,c\n"))
    assert found.columns[field] in (heading, "Title")
    assert "Ref" in found.unused


def test_a_person_may_say_which_column_holds_what(tmp_path: Path) -> None:
    sheet = written(tmp_path / "l.csv", "What,Who,N\nKettles,Us,7\n")
    with pytest.raises(BadInput, match="--column title"):
        listing(sheet)
    (row,) = listing(sheet, title="what", organisations="Who", people="").rows
    assert row.values == {"title": "Kettles", "organisations": "Us"}
    with pytest.raises(BadInput, match="The columns are: What, Who, N"):
        listing(sheet, title="what", study="Nowhere")
    with pytest.raises(BadInput, match="no field called 'colour'"):
        listing(sheet, colour="What")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (57, "lived-experience=57"),
        (57.0, "lived-experience=57"),
        ("c. 120", "lived-experience=about 120"),
        ("over 100", "lived-experience=at-least 100"),
        ("100+", "lived-experience=at-least 100"),
        ("1,250", "lived-experience=1250"),
        ("1 250", "lived-experience=1250"),
        ("84 + 19 staff", "lived-experience=84; staff=19"),
        ("41 men and 16 women", "lived-experience=57"),
        ("45 people in prison\n12 family members", "lived-experience=45; family=12"),
        ("not stated", "lived-experience=not-stated"),
        ("public=9; staff=about 3", "public=9; staff=about 3"),
        ("", ""),
        ("n/a", ""),
    ],
)
def test_numbers_of_people(cell: Cell, expected: str) -> None:
    assert cells.written(cells.people(cell, GroupKind.LIVED_EXPERIENCE)) == expected


@pytest.mark.parametrize("cell", ["30–40", "30 to 40", "57 interviews", "84 (incl. 12 staff)", "5.5", 5.5, -3, "lots"])
def test_numbers_that_leave_it_open_are_not_taken(cell: Cell) -> None:
    with pytest.raises(cells.CellError):
        cells.people(cell, GroupKind.LIVED_EXPERIENCE)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2021, 3, 4), "2021-03-04"),
        (2019.0, "2019"),
        (44256, "2021-03-01"),
        ("03/04/2021", "2021-04-03"),
        ("14.3.21", "2021-03-14"),
        ("March 2021", "2021-03"),
        ("Mar-21", "2021-03"),
        ("12th March 2021", "2021-03-12"),
        ("2019/20", "2020"),
        ("2021-03", "2021-03"),
        ("Spring 2016", "2016"),
        ("n.d.", ""),
    ],
)
def test_dates(cell: Cell, expected: str) -> None:
    assert cells.published(cell) == expected


@pytest.mark.parametrize("cell", ["12/25/2020", "31/02/2020", "soon", 7])
def test_dates_that_are_none_are_told(cell: Cell) -> None:
    with pytest.raises(cells.CellError):
        cells.published(cell)


def test_several_organisations_in_a_cell() -> None:
    assert cells.organisations("Mast; Dell\nMast") == "Mast; Dell"
    assert cells.organisations("Bread and Roses & Co") == "Bread and Roses & Co"
    assert cells.organisations("Ofsted and Estyn") == "Ofsted; Estyn"
    assert cells.organisations("Ofsted & Nobody We Know") == "Ofsted & Nobody We Know"


def test_what_a_row_has_wrong_is_named_and_the_rest_of_it_taken(tmp_path: Path) -> None:
    found = listing(written(tmp_path / "l.csv", "Title,N,Link\nKettles,30-40,here\n,12,\n"))
    assert [(error.row, error.column) for error in found.errors] == [(2, "N"), (2, "Link"), (3, "Title")]
    assert [dict(row.values) for row in found.rows] == [{"title": "Kettles"}]


def test_files_that_are_no_sheets_are_refused_in_plain_words(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 2**24)
    for name, data, said in (
        ("bomb.xlsx", bomb.getvalue(), "unpacks to far more"),
        ("broken.xlsx", b"PK\x03\x04 and no more", "damaged"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel"),
        ("noise.csv", b"a\x00b\x00\x01" * 40, "neither"),
        ("empty.csv", b"", "names its columns"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadInput, match=said):
            listing(tmp_path / name)
    with pytest.raises(BadInput, match="cannot be opened"):
        listing(tmp_path / "absent.csv")


def test_excel_parts_that_declare_entities_are_refused(tmp_path: Path) -> None:
    whole = book(tmp_path / "list.xlsx", ("Title",), ("Kettles",))
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/workbook.xml":
                data = b'<!DOCTYPE a [<!ENTITY b "c">]>' + data.partition(b"?>")[2] if b"?>" in data else data
                data = data if data.startswith(b"<!") else b'<!DOCTYPE a [<!ENTITY b "c">]>' + data
            target.writestr(name, data)
    whole.write_bytes(out.getvalue())
    with pytest.raises(BadInput, match="damaged"):
        listing(whole)


def test_the_metadata_sheet_may_be_excel_or_have_semicolons(tmp_path: Path) -> None:
    expected = {"a.pdf": {"title": "Kettles", "published": "2021-03-04"}}
    assert read_sheet(written(tmp_path / "l.csv", "file;title;published\nx/a.pdf;Kettles;2021-03-04\n")) == expected
    rows = (("file", "title", "published"), ("a.pdf", "Kettles", datetime(2021, 3, 4)))
    assert read_sheet(book(tmp_path / "l.xlsx", *rows)) == expected
