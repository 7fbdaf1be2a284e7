"""The fields a person may decide, or a sheet may supply: how each is written and what it may hold."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from compendium import data
from compendium.errors import BadInput
from compendium.model.concern import PrivacyCheck
from compendium.model.people import Exactness, GroupKind, SampleGroup
from compendium.model.report import Form, PartialDate, Period, Precision, Reuse, Status


@dataclass(frozen=True, slots=True)
class Field:
    """How a field is written. `parse` gives its values in their plain form; ValueError for what cannot be used."""

    claim: str
    """The field's name in claims: one claim a value."""
    parse: Callable[[str], tuple[str, ...]]
    allowed: str


def normalised(changes: Mapping[str, str]) -> dict[str, str]:
    """The changes in their plain form. Raises BadInput naming the field and what it may hold."""
    result: dict[str, str] = {}
    for name, text in changes.items():
        if (field := FIELDS.get(name)) is None:
            raise BadInput(f"There is no field called {name!r}.", f"The fields are: {', '.join(FIELDS)}.")
        try:
            result[name] = SEPARATOR.join(field.parse(text.strip()))
        except ValueError as error:
            raise BadInput(f"The field {name} cannot be {text!r}.", f"Write {field.allowed}.") from error
    return result


def values(name: str, text: str) -> tuple[str, ...]:
    """The single values of a field's plain form."""
    return FIELDS[name].parse(text)


def partial_date(text: str) -> PartialDate:
    """The date written YYYY, YYYY-MM or YYYY-MM-DD. Raises ValueError for anything else."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII):
        raise ValueError(f"not a date: {text!r}")
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[text.count("-")]
    return PartialDate(date.fromisoformat((text + "-01-01")[:10]), precision)


def period(text: str) -> Period:
    """The time written FROM/TO, or one date for both: from the first day of the one to the last day of the other."""
    first, _, last = text.partition("/")
    start, end = partial_date(first.strip()), partial_date((last or first).strip())
    found = Period(start.date, _last_day(end))
    if found.end < found.start:
        raise ValueError(f"ends before it begins: {text!r}")
    return found


def people_groups(stated: tuple[str, ...]) -> tuple[SampleGroup, ...]:
    """The groups written KIND=NUMBER, KIND=at-least NUMBER, KIND=about NUMBER or KIND=not-stated, one of each kind."""
    groups = tuple(_group(text) for text in stated)
    if len({group.kind for group in groups}) < len(groups):
        raise ValueError("a kind is given twice")
    return groups


def _group(text: str) -> SampleGroup:
    kind, _, number = (part.strip() for part in text.partition("="))
    if number == Exactness.NOT_STATED:
        return SampleGroup(GroupKind(kind), None, Exactness.NOT_STATED)
    found = re.fullmatch(r"(?:(at-least|about)\s+)?(\d{1,7})", number, re.ASCII)
    if found is None:
        raise ValueError(f"not a number of people: {text!r}")
    return SampleGroup(GroupKind(kind), int(found[2]), Exactness(found[1] or Exactness.EXACT))


def _last_day(end: PartialDate) -> date:
    if end.precision is Precision.DAY:
        return end.date
    month = 12 if end.precision is Precision.YEAR else end.date.month
    return date(end.date.year, month, monthrange(end.date.year, month)[1])


SEPARATOR: Final = "; "


def _words(text: str) -> tuple[str, ...]:
    return (" ".join(text.split()),) if text else ()


def _name(text: str) -> tuple[str, ...]:
    if not text:
        raise ValueError("empty")
    return _words(text)


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(part.split()) for part in text.split(";") if part.strip()))


def _ids_of(vocabulary: str) -> Callable[[str], tuple[str, ...]]:
    """Reads ids of that vocabulary; written with capitals and spaces they mean the same."""

    def ids(text: str) -> tuple[str, ...]:
        found = tuple(part.lower().replace(" ", "-") for part in _list(text))
        if strange := set(found) - data.table("vocabulary")[vocabulary].keys():
            raise ValueError(f"not ids: {strange}")
        return tuple(dict.fromkeys(found))

    return ids


def _ids_allowed(vocabulary: str) -> str:
    return f"ids separated by semicolons, of: {', '.join(sorted(data.table('vocabulary')[vocabulary]))} (empty: none)"


def _published(text: str) -> tuple[str, ...]:
    if text:
        partial_date(text)  # raises for what is not a date
    return (text,) if text else ()


def _fieldwork(text: str) -> tuple[str, ...]:
    if text:
        period(text)  # raises for what is not a period
    return (text,) if text else ()


def _day(text: str) -> tuple[str, ...]:
    return (date.fromisoformat(text).isoformat(),) if text else ()


def plain_group(group: SampleGroup) -> str:
    """The group as `people_groups` reads it: lived-experience=at-least 57."""
    prefix = "" if group.exactness is Exactness.EXACT else f"{group.exactness} "
    return f"{group.kind}={Exactness.NOT_STATED if group.n is None else f'{prefix}{group.n}'}"


def _people(text: str) -> tuple[str, ...]:
    return tuple(plain_group(group) for group in people_groups(_list(text)))


def _code(text: str) -> tuple[str, ...]:
    if text and not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", text):
        raise ValueError(f"not a code: {text!r}")
    return (text,) if text else ()


def _one_of(choices: type[StrEnum]) -> Callable[[str], tuple[str, ...]]:
    return lambda text: (str(choices(text.lower())),)


def _choices(choices: type[StrEnum]) -> str:
    return f"one of: {', '.join(choices)}"


_PEOPLE: Final = (
    "kinds and numbers such as lived-experience=84; staff=at-least 19; family=about 5; public=not-stated. "
    f"The kinds are: {', '.join(GroupKind)}"
)

FIELDS: Final[dict[str, Field]] = {
    "title": Field("title", _name, "the title"),
    "organisations": Field("organisation", _list, "names separated by semicolons (empty: not known)"),
    "commissioners": Field("commissioner", _list, "names separated by semicolons (empty: not known)"),
    "fieldworkers": Field("fieldworker", _list, "names separated by semicolons (empty: not known)"),
    "published": Field("published", _published, "a date as YYYY, YYYY-MM or YYYY-MM-DD (empty: not known)"),
    "fieldwork": Field("fieldwork", _fieldwork, "FROM/TO, each as YYYY, YYYY-MM or YYYY-MM-DD (empty: not known)"),
    "people": Field("people", _people, _PEOPLE),
    "methods": Field("method", _ids_of("methods"), _ids_allowed("methods")),
    "settings": Field("setting", _ids_of("settings"), _ids_allowed("settings")),
    "populations": Field("population", _ids_of("populations"), _ids_allowed("populations")),
    "places": Field("place", _list, "names of prisons or ids of regions separated by semicolons (empty: none)"),
    "edition": Field("edition", _words, "the edition, such as: second edition (empty: the first)"),
    "series": Field("series", _words, "the series it belongs to (empty: none)"),
    "isbn": Field("isbn", _words, "the ISBN (empty: not known)"),
    "language": Field("language", _code, "the code of its language, such as cy (empty: English)"),
    "study": Field("study", _code, "the id of the study: letters, digits, dots and dashes (empty: its own)"),
    "replaces": Field("replaces", _code, "the id of the report that this one replaces (empty: none)"),
    "form": Field("form", _one_of(Form), _choices(Form)),
    "status": Field("status", _one_of(Status), _choices(Status)),
    "audience": Field("audience", _list, "names of roles separated by semicolons (empty: everyone here)"),
    "not_before": Field("not_before", _day, "a day as YYYY-MM-DD (empty: at once)"),
    "reuse": Field("reuse", _one_of(Reuse), _choices(Reuse)),
    "licence": Field("licence", _words, "the name of the licence (empty: not known)"),
    "address": Field("address", _words, "the web address of the report (empty: not known)"),
    "privacy": Field("privacy", _one_of(PrivacyCheck), _choices(PrivacyCheck)),
}
"""Every field that can be decided or supplied, by the name people type."""
