"""A thousand damaged copies of whole reports: each ends in a reading or in a refusal, and none stops the others."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from compendium.config import Limits
from compendium.errors import REFUSALS
from tests.conftest import CORPUS
from tests.faults.test_hostile import code, faults, read_all
from tests.support.hostile import ORDINARY
from tests.support.pdfs import paragraph, pdf_bytes

COPIES = 1000
LIMITS = Limits(seconds=15, memory_mb=1024)
_NUMBER = re.compile(rb"(?<![\w.])\d{1,10}(?![\w.])")
_KEY = re.compile(rb"/[A-Z]\w{2,14}")
_ODD_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"7",
    b"255",
    b"65536",
    b"2147483647",
    b"4294967296",
    b"99999999999999999999",
    b"1e99",
)


def flip(data: bytearray, luck: random.Random) -> None:
    """Some bytes become others."""
    for _ in range(luck.choice((1, 3, 10, 100))):
        data[luck.randrange(len(data))] = luck.randrange(256)


def flip_bits(data: bytearray, luck: random.Random) -> None:
    """Some bits are turned over."""
    for _ in range(luck.choice((1, 8, 64))):
        data[luck.randrange(len(data))] ^= 1 << luck.randrange(8)


def cut(data: bytearray, luck: random.Random) -> None:
    """A piece is missing: at the end, or somewhere inside."""
    start = luck.randrange(len(data))
    del data[start : luck.choice((len(data), start + luck.randrange(1, 2000)))]


def swap(data: bytearray, luck: random.Random) -> None:
    """Two pieces have changed places."""
    size = luck.randrange(1, 500)
    one, other = (luck.randrange(max(1, len(data) - size)) for _ in range(2))
    data[one : one + size], data[other : other + size] = data[other : other + size], data[one : one + size]


def repeat(data: bytearray, luck: random.Random) -> None:
    """A piece stands there many times."""
    start = luck.randrange(len(data))
    piece = bytes(data[start : start + luck.randrange(1, 200)])
    data[start:start] = piece * luck.randrange(1, 50)


def change_numbers(data: bytearray, luck: random.Random) -> None:
    """Lengths, counts, places and sizes say what is not so."""
    _replace(data, luck, _NUMBER, lambda: luck.choice((*_ODD_NUMBERS, b"%d" % luck.randrange(10_000))))


def change_keys(data: bytearray, luck: random.Random) -> None:
    """Entries of dictionaries have other names: those of others, or none that there is."""
    keys = _KEY.findall(bytes(data)) or [b"/None"]
    _replace(data, luck, _KEY, lambda: luck.choice((*luck.sample(keys, min(3, len(keys))), b"/Xyz", b"/")))


def _replace(data: bytearray, luck: random.Random, what: re.Pattern[bytes], by: Callable[[], bytes]) -> None:
    places = [found.span() for found in what.finditer(bytes(data))]
    chosen = luck.sample(places, min(len(places), luck.choice((1, 2, 5, 20))))
    for start, end in sorted(chosen, reverse=True):
        data[start:end] = by()


WAYS = (flip, flip_bits, cut, swap, repeat, change_numbers, change_keys)


def originals() -> list[bytes]:
    """Whole files: the demonstration reports, and small ones whose numbers and keys lie open."""
    corpus = [path.read_bytes() for path in sorted((CORPUS / "reports").glob("*.pdf"))]
    turned = pdf_bytes([paragraph("People said that it was cold in the hall. " * 20)] * 2, rotate=90)
    return [*corpus, *[ORDINARY, turned] * (len(corpus) // 2)]


def copies(folder: Path) -> Iterator[Path]:
    """The damaged files, each written when its turn comes. The same ones every time."""
    whole = originals()
    for number in range(COPIES):
        luck = random.Random(number)
        data = bytearray(luck.choice(whole))
        way = WAYS[number % len(WAYS)]
        way(data, luck)
        path = folder / f"{number}-{way.__name__}.pdf"
        path.write_bytes(data)
        yield path


@pytest.mark.slow
def test_every_damaged_copy_ends_in_a_reading_or_a_refusal(tmp_path: Path) -> None:
    endings = read_all(copies(tmp_path), LIMITS)
    assert len(endings) == COPIES
    said = Counter(code(ending) for ending in endings.values())
    print(dict(said))
    assert said.keys() <= REFUSALS.keys() | {"read"}
    assert said["read"] > COPIES / 4, "hardly any copy could be read: the damage is too plain to try much"
    assert sum(said.values()) - said["read"] > COPIES / 20, "nearly every copy could be read: the damage is too small"
    # the copies stay in the folder of the test
    assert {name: wrong for name, ending in endings.items() if (wrong := faults(ending))} == {}


def test_the_damage_is_the_same_every_time() -> None:
    for way in WAYS:
        one, other = bytearray(ORDINARY), bytearray(ORDINARY)
        way(one, random.Random(5))
        way(other, random.Random(5))
        assert one == other != ORDINARY, way.__name__
