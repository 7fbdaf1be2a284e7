"""What people write into the cells of a list: numbers of people, dates, names, addresses. What is not certain is not
taken, and said."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final

from compendium import data
from compendium.ingest.describe.dates import dates_in
from compendium.ingest.describe.numbers import NUMBER, value_of
from compendium.ingest.describe.vocabularies import ids_in
from compendium.ingest.sheets.tables import Cell, text_of
from compendium.model.people import Exactness, GroupKind

_NOTHING: Final = frozenset({"", "-", "–", "—", "n/a", "na", "none", "nil"})
_NOT_STATED: Final = frozenset(
    {"not stated", "not known", "unknown", "not given", "not specified", "not reported", "unclear", "tbc", "?", "n/k"}
    | {"not available", "not clear", "various", "see report", "not recorded"}
)
_KINDS: Final[dict[GroupKind, str]] = {
    GroupKind.STAFF: r"staff|officers?|professionals?|practitioners?|workers?|governors?|employees?|stakeholders?",
    GroupKind.FAMILY: r"famil(?:y|ies)|relatives?|carers?|parents?|partners?",
    GroupKind.LIVED_EXPERIENCE: r"people|persons?|participants?|respondents?|prisoners?|men|women|adults?|children"
    r"|young|service|users?|residents?|probationers?|lived|boys|girls|peers?",
}
"""The words that say who was heard, the surest first: "young adults and staff" are parted before they are read."""
_FILLING: Final = re.compile(
    "in on of the a with and who were from heard consulted experience total took part custody prison probation "
    "interviewed surveyed members member adult young service prisons spoken to family lived experienced men's".replace(
        " ", "|"
    )
)
_AT_LEAST: Final = r"over|more than|at least|minimum(?: of)?|min\.?|above|>=?|≥"
_ABOUT: Final = r"c\.?|ca\.?|circa|about|around|approx\.?|approximately|roughly|nearly|almost|some|est\.?|~|≈"
_PART: Final = re.compile(
    rf"(?:n\s*=\s*)?(?:(?P<least>{_AT_LEAST})|(?P<about>{_ABOUT}))?\s*(?P<n>{NUMBER})(?:\.0+(?!\d))?\s*"
    r"(?P<plus>\+)?(?P<approx>\s*\((?:approx\.?|approximately|est\.?|estimated)\))?(?P<words>[^\d]*)",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\d\s*(?:[-–—]|to|or)\s*\d|between\s+\d", re.IGNORECASE)
_PARTS: Final = re.compile(r"\s*[;\n&/]\s*|\s*\+\s*(?=\S)|,\s+(?:and\s+)?|\s+(?:and|plus)\s+(?=\S*\d)", re.IGNORECASE)
_MOST: Final = 9_999_999


class CellError(ValueError):
    """A cell that cannot be taken, with the reason as a sentence."""


def people(cell: Cell, kind: GroupKind) -> dict[GroupKind, tuple[int | None, Exactness]]:
    """The people of a cell by kind; those of a number without words are of `kind`. Empty for an empty cell. Raises
    CellError for a range, and for words that leave it open who was heard."""
    if isinstance(cell, int | float):
        if cell != int(cell) or not 0 <= cell <= _MOST:
            raise CellError(f"{text_of(cell)} is no number of people.")
        return {kind: (int(cell), Exactness.EXACT)}
    lines = re.sub(r"(?<!\d)(\d{1,3})[\s\u00a0\u202f](?=\d{3}(?!\d))", r"\1", text_of(cell)).strip(" .")
    text = " ".join(lines.split())
    if text.casefold() in _NOTHING:
        return {}
    if text.casefold() in _NOT_STATED:
        return {kind: (None, Exactness.NOT_STATED)}
    if "=" in text and (stated := _plain(text)):
        return stated
    if _RANGE.search(text):
        raise CellError(f"“{text}” is a range: write one number, or “over” with the lower one.")
    found: dict[GroupKind, tuple[int | None, Exactness]] = {}
    for part in filter(None, _PARTS.split(lines)):
        of, n, exactness = _part(part, kind, text)
        before = found.get(of)
        found[of] = (n, exactness) if before is None else ((before[0] or 0) + n, _together(before[1], exactness))
    return found


def _part(part: str, kind: GroupKind, text: str) -> tuple[GroupKind, int, Exactness]:
    match = _PART.fullmatch(part.strip())
    n = value_of(match["n"]) if match else _MOST + 1
    if match is None or n > _MOST:
        raise CellError(f"“{text}” cannot be read as a number of people: write the number alone.")
    least, about = match["least"] or match["plus"], match["about"] or match["approx"]
    exactness = Exactness.AT_LEAST if least else Exactness.ABOUT if about else Exactness.EXACT
    return _kind(match["words"], kind, text), n, exactness


def _kind(words: str, kind: GroupKind, text: str) -> GroupKind:
    left = re.findall(r"[^\W\d]+(?:'s)?", words.casefold().replace("’", "'"))
    if not left:
        return kind
    found = [k for k, pattern in _KINDS.items() if any(re.fullmatch(pattern, word) for word in left)]
    known = "|".join(_KINDS.values())
    if not found or any(not _FILLING.fullmatch(word) and not re.fullmatch(known, word) for word in left):
        raise CellError(f"“{text}” leaves it open how many people were heard: write the number alone.")
    return found[0]


def _together(one: Exactness, other: Exactness) -> Exactness:
    order = (Exactness.ABOUT, Exactness.AT_LEAST, Exactness.EXACT)
    return min(one, other, key=order.index)


def _plain(text: str) -> dict[GroupKind, tuple[int | None, Exactness]]:
    """The people written as the library itself does: lived-experience=84; staff=at-least 19."""
    found: dict[GroupKind, tuple[int | None, Exactness]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _, number = (piece.strip().lower() for piece in part.partition("="))
        match = re.fullmatch(r"(?:(at-least|about)\s+)?(\d{1,7})|(not-stated)", number, re.ASCII)
        if name not in set(GroupKind) or match is None or GroupKind(name) in found:
            return {}
        found[GroupKind(name)] = (int(match[2]) if match[2] else None, Exactness(match[1] or match[3] or "exact"))
    return found


def written(groups: Mapping[GroupKind, tuple[int | None, Exactness]]) -> str:
    """People in the plain form of the field `people`."""
    said = []
    for kind, (n, exactness) in groups.items():
        prefix = "" if exactness is Exactness.EXACT else f"{exactness} "
        said.append(f"{kind}={Exactness.NOT_STATED if n is None else f'{prefix}{n}'}")
    return "; ".join(said)


_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
_SHORT = re.compile(r"(?:(\d{1,2})[\s-])?([A-Za-z]{3,9})[\s\-.,’']+(\d{4}|\d\d)")
_YEARS = re.compile(r"((?:19|20)\d\d)\s?[/–-]\s?(\d\d|(?:19|20)\d\d)")
_YEAR_IN = re.compile(r"(?:c\.?|ca\.?|circa|about|spring|summer|autumn|winter|q[1-4])?\s*((?:19|20)\d\d)\s*\??", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXCEL_DAY_0 = date(1899, 12, 30)


def published(cell: Cell) -> str:
    """The date as YYYY, YYYY-MM or YYYY-MM-DD; empty when none is given. Days stand before months. "2019/20" is the
    later year. Raises CellError."""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    text = " ".join(text_of(cell).split()).strip(" .")
    if text.casefold() in _NOTHING | _NOT_STATED | {"n.d", "nd", "no date", "undated"}:
        return ""
    if text.isdigit():
        return _from_number(int(text), text)
    try:
        if found := _written_date(text):
            return found
    except ValueError as error:
        raise CellError(f"“{text}” is no day of the calendar (the day stands before the month).") from error
    if len(found_in := list(dates_in(text))) == 1:
        return found_in[0].value
    raise CellError(f"“{text}” cannot be read as a date: write 2021, March 2021 or 14/03/2021.")


def _written_date(text: str) -> str:
    """The date; empty for words that are looked at otherwise. Raises ValueError for a 31 February."""
    if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", text) and not (_YEARS.fullmatch(text) and int(text[5:7]) > 12):
        return date.fromisoformat((text + "-01")[:10]).isoformat()[: len(text)]
    if match := _SLASHED.fullmatch(text):
        return date(_year(match[3]), int(match[2]), int(match[1])).isoformat()
    if match := _MONTH_YEAR.fullmatch(text):
        return date(int(match[2]), int(match[1]), 1).isoformat()[:7]
    if (match := _SHORT.fullmatch(text)) and match[2][:3].lower() in _MONTHS:
        month = _MONTHS.index(match[2][:3].lower()) + 1
        day = date(_year(match[3]), month, int(match[1] or 1))
        return day.isoformat() if match[1] else day.isoformat()[:7]
    if match := _YEARS.fullmatch(text):
        last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        return last if 0 <= int(last) - int(match[1]) <= 3 else ""
    match = _YEAR_IN.fullmatch(text)
    return match[1] if match else ""


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 70 else 1900)


def _from_number(n: int, text: str) -> str:
    if 1900 <= n < 2100:
        return str(n)
    if 20_000 <= n < 80_000:  # Excel's count of days, saved without its format
        return (_EXCEL_DAY_0 + timedelta(days=n)).isoformat()
    raise CellError(f"“{text}” is no year.")


def fieldwork(cell: Cell) -> str:
    """When people were heard as FROM/TO; empty when it is not given. Raises CellError."""
    text = " ".join(text_of(cell).split())
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}/\d{4}(?:-\d\d){1,2}", text):
        return text
    first, *others = re.split(
        r"\s+(?:to|until|and|-|–)\s+|\s*–\s*", re.sub(r"^(?:from|between)\s+", "", text, flags=re.I)
    )
    if not others:
        return published(cell)
    last = published(others[-1])
    if not re.search(r"\d{4}|/\d\d$", first) and last:
        first = f"{first} {last[:4]}"
    return f"{published(first)}/{last}"


def organisations(cell: Cell) -> str:
    """Names parted by semicolons. Lines and semicolons part them; "and", "&" and commas only between two that are
    known, since they stand inside many names."""
    names = [" ".join(name.split()) for name in re.split(r"[;\n]", text_of(cell))]
    names = [name for name in names if name.casefold() not in _NOTHING | _NOT_STATED]
    return "; ".join(dict.fromkeys(known for name in names for known in _parted(name)))


def _parted(name: str) -> list[str]:
    if canonical(name) is not None:
        return [name]
    for match in re.finditer(r"\s*,\s+(?:and\s+)?|\s+(?:and|&)\s+|\s*/\s*", name, re.IGNORECASE):
        first, rest = name[: match.start()], name[match.end() :]
        if canonical(first) is not None and all(canonical(other) is not None for other in _parted(rest)):
            return [first, *_parted(rest)]
    return [name]


def canonical(name: str) -> str | None:
    """The present name of an organisation that is known under that name; None for others."""
    return _known().get(_key(name))


def _key(name: str) -> str:
    words = name.casefold().replace("’", "'").replace("&", " and ").split()
    return " ".join(words).removeprefix("the ")


@cache
def _known() -> dict[str, str]:
    return {
        _key(spelling): entry["name"]
        for entry in data.table("organisations")["organisation"]
        for spelling in (entry["name"], entry.get("short", ""), *entry.get("aliases", ()), *entry.get("former", ()))
        if spelling
    }


_ADDRESS = re.compile(r"https?://[^\s<>\"';]+|(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"';]*)?", re.IGNORECASE)


def address(cell: Cell) -> str:
    """The first web address of a cell, with https:// when it says nothing; empty when there is none. Raises
    CellError."""
    text = text_of(cell)
    if text.casefold() in _NOTHING | _NOT_STATED:
        return ""
    match = _ADDRESS.search(text)
    if match is None or "@" in text[: match.end() + 1]:
        raise CellError(f"“{text[:80]}” is no web address.")
    found = match.group().rstrip(".,)")
    return found if "://" in found else f"https://{found}"


def study(cell: Cell) -> str:
    """A code for the study: letters, digits, dots and dashes; the same words give the same code."""
    text = text_of(cell)
    if text.casefold() in _NOTHING | _NOT_STATED:
        return ""
    if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", text):
        return text
    return re.sub(r"[^a-z0-9._]+", "-", text.casefold()).strip("-")[:64]


def file_name(cell: Cell) -> str:
    """The name of a file without the folders it stands in, whichever way they are written."""
    text = text_of(cell)
    return "" if text.casefold() in _NOTHING else text.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def ids(vocabulary: str, cell: Cell) -> str:
    """Ids of a vocabulary (`methods`, `settings`, `populations`) for the words in a cell. Raises CellError."""
    text = text_of(cell)
    if text.casefold() in _NOTHING | _NOT_STATED:
        return ""
    known = data.table("vocabulary")[vocabulary]
    parts = [part.strip() for part in re.split(r"[;,\n]", text) if part.strip()]
    found = [i for p in parts for i in ((p.lower(),) if p.lower() in known else ids_in(vocabulary, p))]
    if not found:
        raise CellError(f"“{text[:80]}” is none of the {vocabulary} known here.")
    return "; ".join(dict.fromkeys(found))
