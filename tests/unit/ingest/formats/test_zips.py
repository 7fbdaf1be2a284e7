"""Packed files are looked at before anything is unpacked, and nothing they say is believed."""

import io
import struct
import zipfile

import pytest

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.formats.zips import Package
from tests.support.documents import LIMITS, packed


def code(data: bytes, limits: Limits = LIMITS, read: str = "") -> str:
    with pytest.raises(Refused) as refused:
        package = Package(data, limits)
        package.read(read)
    return refused.value.code


def test_parts_are_read_as_they_are() -> None:
    package = Package(packed({"a.xml": "<a>ä</a>", "b/c": b"\x00\xff" * 40_000}), LIMITS)
    assert package.names == {"a.xml", "b/c"}
    assert package.read("b/c") == b"\x00\xff" * 40_000
    assert package.xml("a.xml").text == "ä"


def test_what_would_unpack_to_too_much_is_refused_before_it_is_unpacked() -> None:
    three = packed({str(number): bytes(range(256)) * 3000 for number in range(3)})
    assert Package(three, Limits(entries=3, unpacked_mb=3)).names
    assert code(three, Limits(entries=2)) == "too-much-inside"
    assert code(three, Limits(unpacked_mb=2)) == "too-much-inside"
    assert Package(packed({"a": bytes(2**20)}), LIMITS).read("a")
    assert code(packed({"a": bytes(2**20 + 1)})) == "too-much-inside"
    assert Package(packed({"a": bytes(2**20 + 1)}), Limits(ratio=1100)).read("a")


def test_what_is_unpacked_is_counted_however_often() -> None:
    package = Package(packed({"a": bytes(range(256)) * 3000}), Limits(unpacked_mb=1))
    package.read("a")
    with pytest.raises(Refused) as refused:
        package.read("a")
    assert refused.value.code == "too-much-inside"


@pytest.mark.parametrize("said", [0, 10, 4_999])
def test_a_size_that_is_a_lie_is_found_out(said: int) -> None:
    data = bytearray(packed({"a": b"cold " * 1000}))
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 24, said)
    assert code(bytes(data), read="a") == "damaged"


def test_a_part_with_a_password_is_refused() -> None:
    data = bytearray(packed({"a": b"cold"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert code(bytes(data)) == "encrypted"


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_no_office_program_uses_are_refused(way: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", way) as archive:
        archive.writestr("a", b"cold " * 1000)
    assert code(out.getvalue(), read="a") == "damaged"


def test_what_is_broken_is_refused() -> None:
    data = packed({"a": b"cold " * 1000})
    assert code(b"") == "damaged"
    assert code(b"PK\x03\x04") == "damaged"
    assert code(data[:-30]) == "damaged"
    assert code(data, read="gone") == "damaged"
    hurt = bytearray(data)
    hurt[40] ^= 0xFF
    assert code(bytes(hurt), read="a") == "damaged"


def test_whichever_byte_is_wrong_it_ends_in_a_refusal_or_in_the_text() -> None:
    data = packed({"a": b"cold " * 20})
    for at in range(len(data)):
        for change in (0xFF, 0x01, 0x80):
            hurt = bytearray(data)
            hurt[at] ^= change
            try:
                package = Package(bytes(hurt), LIMITS)
                assert all(package.read(name) in (b"cold " * 20, b"") for name in package.names)
            except Refused as refused:
                assert refused.code in ("damaged", "encrypted", "too-much-inside")
