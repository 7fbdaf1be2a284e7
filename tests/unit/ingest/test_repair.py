"""Damaged PDFs saved anew: what can be recovered is, rubbish and locked files are left alone, and bombs stay packed."""

import random
import time
import zlib

import pypdfium2 as pdfium
import pytest

from compendium.errors import Refused
from compendium.ingest import repair
from compendium.ingest.children import in_children
from compendium.ingest.repair import repaired
from tests.conftest import CORPUS
from tests.support.hostile import HOSTILE, ORDINARY
from tests.support.hostile_pdf import bomb, page_file, stream

REPORT = (CORPUS / "reports" / "r5-being-heard.pdf").read_bytes()


def words(data: bytes) -> list[str]:
    """The text of each page, as pdfium reads it. Raises PdfiumError when it cannot open the file."""
    document = pdfium.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("whole", [REPORT, ORDINARY], ids=["packed", "plain"])
def test_a_file_without_its_last_300_bytes_is_recovered(whole: bytes) -> None:
    with pytest.raises(pdfium.PdfiumError):
        words(whole[:-300])
    again = repaired(whole[:-300])
    assert again is not None
    assert words(again) == words(whole)
    assert again == repaired(whole[:-300])


def test_what_came_before_the_damage_is_recovered_in_a_file_with_a_trailer() -> None:
    middle = ORDINARY.index(b"8 0 obj")
    damaged = ORDINARY[:middle] + b"\x00\xff" * 40 + ORDINARY[middle + 20 :].replace(b"startxref", b"")
    again = repaired(damaged)
    assert again is not None
    assert words(again)[0] == words(ORDINARY)[0]


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + random.Random(1).randbytes(20_000),
        b"<!DOCTYPE html><title>Sign in</title>",
        HOSTILE["page-tree-loop.pdf"]()[:600],
    ],
    ids=["nothing", "header", "noise", "web page", "half a loop"],
)
def test_of_rubbish_nothing_is_made(rubbish: bytes) -> None:
    assert repaired(rubbish) is None


@pytest.mark.parametrize("name", ["locked.pdf", "locked-for-changes.pdf"])
def test_locked_files_are_left_alone(name: str) -> None:
    whole = HOSTILE[name]()
    assert repaired(whole) is None
    assert repaired(whole[:-300]) is None
    assert repaired(whole[:-20]) is None


def test_a_file_too_large_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair, "_MOST_BYTES", len(REPORT) - 1)
    assert repaired(REPORT) is None


def size_of_repaired(data: bytes) -> int:
    return len(repaired(data) or b"")


def test_bombs_stay_packed_and_every_hostile_file_ends_in_time() -> None:
    """Also those that pdfium opens by itself, and with their tables of objects broken so that all is looked for."""
    files = {name: file() for name, file in HOSTILE.items() if name.endswith(".pdf")}
    noise = stream(bomb(b" " * 2**20, 2048), "/Type /ObjStm /N 100000 /First 900000 /Filter /FlateDecode")
    files["two bombs"] = page_file(noise, noise)
    files["packed twice"] = page_file(
        stream(zlib.compress(bomb(bytes(2**20), 2048)), "/Filter [/FlateDecode /FlateDecode]")
    )
    sizes = {data: len(data) for data in files.values()}
    sizes |= {data.replace(b"startxref", b"startxxxx"): len(data) for data in files.values()}
    began = time.monotonic()
    for data, answer in in_children(size_of_repaired, sizes, processes=2, seconds=10, memory_mb=1024):
        assert not isinstance(answer, Refused), (answer.detail, data[:200])
        assert answer < 3 * sizes[data] + 20_000
    assert time.monotonic() - began < 60
