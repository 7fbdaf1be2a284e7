"""What a file is goes by its content."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from compendium.errors import Refused
from compendium.ingest.sniff import Kind, sniff
from tests.support.documents import docx, docx_parts, odt, odt_parts, packed, par, pptx

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(entry: str, sector: int = 0) -> bytes:
    """The beginning of an old office file, with one name in its directory."""
    head = bytearray(OLD + bytes(504))
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<L", head, 48, sector)
    return bytes(head) + bytes(512 * sector) + entry.encode("utf-16-le") + bytes(512)


def sniffed(folder: Path, name: str, content: bytes) -> Kind:
    (folder / name).write_bytes(content)
    return sniff(folder / name)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report.pdf", b"%PDF-1.7 ...", Kind.PDF),
        ("report.PDF", b"\xef\xbb\xbf junk in front %PDF-1.4", Kind.PDF),
        ("named-wrongly.txt", b"%PDF-1.7 ...", Kind.PDF),
        ("named-wrongly.docx", b"%PDF-1.7 ...", Kind.PDF),
        ("page.html", b"<!DOCTYPE html><p>", Kind.HTML),
        ("page.htm", b"<p>no more than a part of one", Kind.HTML),
        ("page.txt", b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- a --><!--b--> <HTML lang=en>", Kind.HTML),
        ("page", b"\n<!doctype  HTML>", Kind.HTML),
        ("page.doc", b"<html>", Kind.HTML),
        ("words.txt", b"It was cold.", Kind.TEXT),
        ("words.TXT", "“Café”".encode("cp1252"), Kind.TEXT),
        ("words.txt", "“Café”".encode("utf-16"), Kind.TEXT),
        ("words.txt", b"One\x0c\r\n\tTwo", Kind.TEXT),
        ("words.md", b"# Cold", Kind.MARKDOWN),
        ("words.markdown", b"# Cold", Kind.MARKDOWN),
        ("words", b"It was cold.", Kind.OTHER),
        ("sheet.csv", b"file,title\n", Kind.OTHER),
        ("data.json", b"{}", Kind.OTHER),
        ("binary.txt", b"It was cold.\x00\x01", Kind.OTHER),
        ("binary.md", b"\x89PNG\r\n\x1a\n", Kind.OTHER),
        ("binary.html", b"\x1f\x8b\x08\x00", Kind.OTHER),
        ("old.rtf", b"{\\rtf1 It was cold.}", Kind.OTHER),
        ("old.txt", b"{\\rtf1 It was cold.}", Kind.OTHER),
        ("old.doc", ole("WordDocument"), Kind.OTHER),
        ("old.ppt", ole("PowerPoint Document"), Kind.OTHER),
        ("old.docx", ole("WordDocument"), Kind.OTHER),
        ("locked.xlsx", ole("EncryptedPackage"), Kind.OTHER),
        ("picture.png", b"\x89PNG\r\n", Kind.OTHER),
        ("notes.csv", b"", Kind.OTHER),
        ("table.xlsx", packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}), Kind.OTHER),
        ("archive.zip", packed({"report.docx": docx(par("Words."))}), Kind.OTHER),
        ("cut.zip", packed({"a": b""})[:-5], Kind.OTHER),
    ],
)
def test_content_decides(tmp_path: Path, name: str, content: bytes, kind: Kind) -> None:
    assert sniffed(tmp_path, name, content) is kind


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pptx", "a.zip", "a.bin", "a", "a.txt"])
def test_office_files_are_known_by_what_is_in_them(tmp_path: Path, name: str) -> None:
    assert sniffed(tmp_path, name, docx(par("Words."))) is Kind.DOCX
    assert sniffed(tmp_path, name, odt("<text:p>Words.</text:p>")) is Kind.ODT
    assert sniffed(tmp_path, name, pptx(Presentation())) is Kind.PPTX


def test_a_long_comment_many_pictures_and_other_orders_hide_nothing(tmp_path: Path) -> None:
    out = io.BytesIO(packed({f"word/media/{n}.png": b"" for n in range(3000)} | docx_parts(par("Words."))))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"PK " * 20_000
    assert sniffed(tmp_path, "a.docx", out.getvalue()) is Kind.DOCX
    parts = odt_parts("<text:p>Words.</text:p>")
    assert sniffed(tmp_path, "a.odt", packed(dict(reversed(parts.items())))) is Kind.ODT


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("report.pdf", b"", "empty-file"),
        ("report.docx", b"", "empty-file"),
        ("report.txt", b"", "empty-file"),
        ("report.html", b"", "empty-file"),
        ("report.pdf", b"<!DOCTYPE html>", "not-a-pdf"),
        ("report.pdf", docx(par("Words.")), "not-a-pdf"),
        ("report.docx", ole("EncryptedPackage"), "encrypted"),
        ("report.pptx", ole("EncryptedPackage", sector=40), "encrypted"),
        ("report.docx", packed({"other.txt": "Words."}), "damaged"),
        ("report.docx", docx(par("Words."))[:-100], "damaged"),
        ("report.odt", b"It was cold.", "damaged"),
        ("report.pptx", b"<!DOCTYPE html><p>Log in", "damaged"),
        ("report.odt", b"PK\x03\x04", "damaged"),
        ("report.docx", OLD[:4] + b"x", "damaged"),
    ],
)
def test_a_file_that_is_not_what_it_calls_itself_is_refused(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        sniffed(tmp_path, name, content)
    assert refused.value.code == code


@pytest.mark.parametrize("content", [OLD, OLD + bytes(30), OLD + b"\xff" * 100, b"PK\x05\x06" + b"\xff" * 20])
def test_what_says_nonsense_of_itself_ends_all_the_same(tmp_path: Path, content: bytes) -> None:
    assert sniffed(tmp_path, "a.doc", content) is Kind.OTHER


def test_comments_without_end_take_no_time(tmp_path: Path) -> None:
    assert sniffed(tmp_path, "a.txt", b"<!-- -->" * 2000) is Kind.TEXT


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        sniff(tmp_path / "gone.pdf")
    assert refused.value.code == "cannot-open"
