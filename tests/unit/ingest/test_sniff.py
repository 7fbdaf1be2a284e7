"""What a file is goes by its content."""

from pathlib import Path

import pytest

from compendium.errors import Refused
from compendium.ingest.sniff import Kind, sniff


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report.pdf", b"%PDF-1.7 ...", Kind.PDF),
        ("report.PDF", b"\xef\xbb\xbf junk in front %PDF-1.4", Kind.PDF),
        ("named-wrongly.txt", b"%PDF-1.7 ...", Kind.PDF),
        ("picture.png", b"\x89PNG\r\n", Kind.OTHER),
        ("notes.txt", b"", Kind.OTHER),
    ],
)
def test_content_decides(tmp_path: Path, name: str, content: bytes, kind: Kind) -> None:
    (tmp_path / name).write_bytes(content)
    assert sniff(tmp_path / name) is kind


@pytest.mark.parametrize(("content", "code"), [(b"", "empty-file"), (b"<!DOCTYPE html>", "not-a-pdf")])
def test_a_file_that_calls_itself_a_pdf_and_is_not_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "report.pdf").write_bytes(content)
    with pytest.raises(Refused) as refused:
        sniff(tmp_path / "report.pdf")
    assert refused.value.code == code


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        sniff(tmp_path / "gone.pdf")
    assert refused.value.code == "cannot-open"
