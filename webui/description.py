"""What a report says of itself, each value beside the words it rests on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from compendium import data
from compendium.model.report import Claim, Period, Report
from webui.words import FORMS, STATUSES, claimed_date, period, vocabulary


@dataclass(frozen=True, slots=True)
class Value:
    """A value as shown, and the claim for it; None when nothing tells where it comes from."""

    text: str
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the description with all its values; none when it is not known."""

    title: str
    values: tuple[Value, ...]


_LISTS: Final[tuple[tuple[str, str, Callable[[Report], tuple[str, ...]]], ...]] = (
    ("Published by", "organisation", lambda report: report.organisations),
    ("Commissioned by", "commissioner", lambda report: report.commissioners),
    ("Fieldwork by", "fieldworker", lambda report: report.fieldworkers),
    ("Places", "place", lambda report: report.places),
    ("Methods", "method", lambda report: report.methods),
    ("Settings", "setting", lambda report: report.settings),
    ("People taking part", "population", lambda report: report.populations),
)


_PRINTED: Final[tuple[tuple[str, str, Callable[[Report], str]], ...]] = (
    ("Edition", "edition", lambda report: report.edition),
    ("Series", "series", lambda report: report.series),
    ("Licence", "licence", lambda report: report.licence),
    ("Language", "language", lambda report: report.language),
)
"""What most reports do not print: rows only where they do."""

_SELDOM: Final = frozenset({"commissioner", "fieldworker", "place"})
"""Lists that are left out while they are empty."""


def description(report: Report) -> tuple[Row, ...]:
    """The description of a report, field by field. What few reports state has a row only where it is stated."""
    organisations, *others = (
        Row(title, tuple(Value(_shown(field, value), _claim(report, field, value)) for value in values(report)))
        for title, field, values in _LISTS
        if field not in _SELDOM or values(report)
    )
    printed = tuple(
        Row(title, (Value(_shown(field, value(report)), _claim(report, field, value(report))),))
        for title, field, value in _PRINTED
        if value(report)
    )
    plain_facts = (
        Row("Kind of publication", (Value(FORMS[report.form], None),)),
        Row("Status", (Value(STATUSES[report.status], None),)),
    )
    return (
        Row("Title", (Value(report.title, _claim(report, "title", report.title)),)),
        organisations,
        _published(report),
        _fieldwork(report),
        *others,
        *printed,
        *plain_facts,
    )


def _shown(field: str, value: str) -> str:
    if field == "place":
        return data.place_name(value)
    if field == "language":
        return _LANGUAGES.get(value, value)
    return vocabulary(field, value) if field in ("method", "setting", "population") else value


_LANGUAGES: Final = {"cy": "Welsh", "en": "English", "cy-en": "Welsh and English", "other": "Not English"}


def _published(report: Report) -> Row:
    known = report.published
    return Row("Published", (Value(str(known), _claim(report, "published", claimed_date(known))),) if known else ())


def _fieldwork(report: Report) -> Row:
    known = report.fieldwork
    if known is None:
        return Row("When people were heard", ())
    # A claim may name months or years where the report holds days: 2023-03 stands for 2023-03-01.
    claim = next((c for c in report.claims if c.field == "fieldwork" and _begins(c.value, known)), None)
    return Row("When people were heard", (Value(period(known), claim),))


def _begins(claimed: str, known: Period) -> bool:
    first = claimed.split("/")[0]
    return bool(first) and known.start.isoformat().startswith(first)


def _claim(report: Report, field: str, value: str) -> Claim | None:
    """The claim for that value; a person's before a machine's."""
    claims = [claim for claim in report.claims if claim.field == field and claim.value == value]
    return max(claims, key=lambda claim: (claim.confirmed, claim.confidence), default=None)
