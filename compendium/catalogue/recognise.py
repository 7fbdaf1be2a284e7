"""Is this report that one? By the name of its file, by its address, by its title. Pure; when in doubt, no."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_VERY_LIKE: Final = 0.9
_NEAR: Final = 0.6
_ANY_NAME: Final = re.compile(r"(?:final|full|the|web|print|draft|annual|research|report|document|untitled|[\W\d_])*")
"""Names of files that many reports have."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a report, or a row of a list, is recognised by. Titles are by their plain form (see `plain_title`)."""

    id: str
    title: str
    titles: frozenset[str]
    main_titles: frozenset[str]
    organisations: frozenset[str]
    years: frozenset[int]
    addresses: frozenset[str]
    files: frozenset[str]
    has_file: bool = False
    withdrawn: bool = False


def likeness(
    id: str,
    titles: Iterable[str],
    *,
    organisations: Iterable[str] = (),
    dates: Iterable[str] = (),
    addresses: Iterable[str] = (),
    files: Iterable[str] = (),
    has_file: bool = False,
    withdrawn: bool = False,
) -> Likeness:
    """The likeness of values as people write them; the first title is the one shown."""
    written = [title for title in titles if title]
    return Likeness(
        id,
        next(iter(written), ""),
        frozenset(filter(None, map(plain_title, written))),
        frozenset(filter(None, map(_main_title, written))),
        frozenset(filter(None, map(plain_title, organisations))),
        frozenset(int(text[:4]) for text in dates if text[:4].isdigit()),
        frozenset(filter(None, map(plain_address, addresses))),
        frozenset(filter(None, map(plain_file, files))),
        has_file,
        withdrawn,
    )


def match(wanted: Likeness, among: Collection[Likeness], *, titles_twice: Collection[str] = ()) -> Likeness | None:
    """The one that is certainly the same report; None when none is, or when several could be. `titles_twice` are titles
    that more than one wanted report has, which therefore do not tell them apart."""
    for same in (
        [known for known in among if known.files & wanted.files],
        [known for known in among if known.addresses & wanted.addresses],
    ):
        if len(same) == 1:
            return same[0]
    equal = [known for known in among if known.titles & wanted.titles]
    if equal:
        alone = len(equal) == 1 and not wanted.titles & set(titles_twice)
        sure = [known for known in equal if (_likely if alone else _agreed)(wanted, known)]
        return sure[0] if len(sure) == 1 else None
    alike = [known for known in among if _very_like(wanted, known)]
    return alike[0] if len(alike) == 1 else None


def nearest(wanted: Likeness, among: Iterable[Likeness]) -> Likeness | None:
    """The one with the most similar title; None when none is similar."""
    ranked = [(ratio, known.id, known) for known in among if (ratio := _ratio(wanted, known)) >= _NEAR]
    return max(ranked, key=lambda found: found[:2])[2] if ranked else None


def plain_title(title: str) -> str:
    """A title without what does not count: capitals, accents, signs, "the" before it."""
    text = unicodedata.normalize("NFKD", title.casefold().replace("&", " and "))
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("’", "").replace("'", "")
    return re.sub(r"[\W_]+", " ", text).strip().removeprefix("the ")


def plain_address(address: str) -> str:
    """An address without https:// and www.; empty for that of a whole site, which tells no report from another."""
    found = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip(), flags=re.IGNORECASE).partition("#")[0]
    host, _, path = found.rstrip("/").partition("/")
    return f"{host.lower()}/{path}" if path else ""


def plain_file(name: str) -> str:
    """The name of a file without capitals; empty for names that many reports have, such as report.pdf."""
    plain = unicodedata.normalize("NFC", name).casefold()
    return "" if _ANY_NAME.fullmatch(plain.rsplit(".", 1)[0]) else plain


def _main_title(title: str) -> str:
    """The title before its subtitle, when it says enough."""
    main = plain_title(re.split(r"[:–—|]|\s-\s", title)[0])
    return main if len(main.split()) > 1 else ""


def _likely(wanted: Likeness, known: Likeness) -> bool:
    """The same title, and nothing against it; a title of one word needs something for it."""
    same = _same(wanted.organisations, known.organisations), _same(wanted.years, known.years)
    if all(len(title.split()) < 2 for title in wanted.titles & known.titles):
        return True in same and False not in same
    return same[0] is not False or same[1] is True


def _agreed(wanted: Likeness, known: Likeness) -> bool:
    return _same(wanted.years, known.years) is True and _same(wanted.organisations, known.organisations) is not False


def _same(one: frozenset[object], other: frozenset[object]) -> bool | None:
    """Whether they have a value in common; None when either has none."""
    return bool(one & other) if one and other else None


def _very_like(wanted: Likeness, known: Likeness) -> bool:
    same = _same(wanted.organisations, known.organisations), _same(wanted.years, known.years)
    if False in same or True not in same:
        return False
    if wanted.main_titles & (known.main_titles | known.titles) or known.main_titles & wanted.titles:
        return same == (True, True)
    return _ratio(wanted, known) >= _VERY_LIKE and any(
        _numbers(one) == _numbers(other) for one in wanted.titles for other in known.titles
    )


def _numbers(title: str) -> list[str]:
    return re.findall(r"\d+|\b[ivx]+\b|\bpart \w+", title)


def _ratio(wanted: Likeness, known: Likeness) -> float:
    return max((_alike(one, other) for one in wanted.titles for other in known.titles), default=0.0)


def _alike(one: str, other: str) -> float:
    first, second = set(one.split()), set(other.split())
    if len(first & second) * 3 < min(len(first), len(second)):
        return 0.0  # too few words in common to be worth a closer look
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
