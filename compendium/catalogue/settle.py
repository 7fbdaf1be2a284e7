"""Which value is shown: a person's before an imported list's, and that before what the file says. All claims stay."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from compendium.catalogue import fields, schema
from compendium.catalogue.rows import Values, claim_of, group_of, group_values
from compendium.model.people import SampleGroup
from compendium.model.report import Claim, Claimant, Form, OrganisationRole, Reuse

T = TypeVar("T")

_NO_PASSAGE: Final = ""


def claims_of(connection: Connection, reports: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
    """All claims of those reports: people's first, then imported ones, then what the files say."""
    decisions, found = schema.decision, schema.claim
    ids = list(reports)
    result: dict[str, list[Claim]] = {report: [] for report in ids}
    decided = select(decisions).where(decisions.c.report.in_(ids), decisions.c.passage == _NO_PASSAGE)
    for row in connection.execute(decided.order_by(decisions.c.at, decisions.c.field)):
        result[row.report].extend(_by_person(row.field, row.value))
    for row in connection.execute(select(found).where(found.c.report.in_(ids)).order_by(found.c.id)):
        result[row.report].append(claim_of(row))
    return {report: tuple(sorted(claims, key=lambda claim: _RANK[claim.by])) for report, claims in result.items()}


def strongest(claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """The values that hold, by field. A person who said "none" is one empty value, and gives no values."""
    by_field: dict[str, list[Claim]] = {}
    for claim in claims:
        by_field.setdefault(claim.field, []).append(claim)
    held: dict[str, tuple[str, ...]] = {}
    for field, found in by_field.items():
        best = min(_RANK[claim.by] for claim in found)
        held[field] = tuple(claim.value for claim in found if _RANK[claim.by] == best and claim.value)
    return held


def settle(connection: Connection, report: str) -> None:
    """Writes the values shown of that report, its organisations and its groups of people, from all claims on it."""
    held = strongest(claims_of(connection, [report])[report])
    row = connection.execute(select(schema.report).where(schema.report.c.id == report)).one()
    shown = _shown(held) | {"title": _first(held, "title") or row.title, "study": _first(held, "study") or report}
    if status := _first(held, "status"):
        shown["status"] = status
    connection.execute(update(schema.report).where(schema.report.c.id == report).values(shown))
    _settle_organisations(connection, report, {role: held.get(field, ()) for role, field in _ROLES.items()})
    _settle_groups(connection, report, shown_groups(row.read_groups, held))


def shown_groups(read: Iterable[Values], held: Mapping[str, tuple[str, ...]]) -> tuple[SampleGroup, ...]:
    """The groups that count: as a person or an imported list says, else as the file says."""
    if "people" in held:
        return fields.people_groups(held["people"])
    return tuple(group_of(values) for values in read)


def passed_over(read: Iterable[Values], held: Mapping[str, tuple[str, ...]]) -> tuple[SampleGroup, ...]:
    """The groups that the file says but that do not count, because someone said otherwise."""
    if "people" not in held:
        return ()
    return tuple(
        replace(group_of(values), why_not="Someone stated the numbers of people otherwise.") for values in read
    )


_RANK: Final = {Claimant.PERSON: 0, Claimant.IMPORTED: 1, Claimant.CLASSIFIER: 2, Claimant.RULE: 2}


def _by_person(name: str, text: str) -> tuple[Claim, ...]:
    values = fields.values(name, text) or ("",)
    return tuple(Claim(fields.FIELDS[name].claim, value, Claimant.PERSON, confirmed=True) for value in values)


def _shown(held: Mapping[str, tuple[str, ...]]) -> Values:
    published = _readable(fields.partial_date, held.get("published", ()))
    fieldwork = _readable(fields.period, held.get("fieldwork", ()))
    not_before = _first(held, "not_before")
    return {
        "published": published.date if published else None,
        "published_precision": published.precision if published else None,
        "fieldwork_start": fieldwork.start if fieldwork else None,
        "fieldwork_end": fieldwork.end if fieldwork else None,
        "replaces": _first(held, "replaces"),
        "form": _first(held, "form") or Form.REPORT,
        "audience": held.get("audience", ()),
        "not_before": date.fromisoformat(not_before) if not_before else None,
        "reuse": _first(held, "reuse") or Reuse.UNKNOWN,
        "methods": held.get("method", ()),
        "settings": held.get("setting", ()),
        "populations": held.get("population", ()),
        "places": held.get("place", ()),
        **{name: _first(held, name) or "" for name in ("edition", "series", "address", "licence", "language")},
    }


def _first(held: Mapping[str, tuple[str, ...]], field: str) -> str | None:
    return next(iter(held.get(field, ())), None)


def _readable(parse: Callable[[str], T], values: Iterable[str]) -> T | None:
    """The first value that makes sense. A machine may have claimed a 31 February: better no date than no report."""
    for value in values:
        try:
            return parse(value)
        except ValueError:
            continue
    return None


_ROLES: Final = {
    OrganisationRole.PUBLISHER: "organisation",
    OrganisationRole.COMMISSIONER: "commissioner",
    OrganisationRole.FIELDWORKER: "fieldworker",
}
"""What an organisation did, and the field that claims it."""


def _settle_organisations(connection: Connection, report: str, named: Mapping[OrganisationRole, Iterable[str]]) -> None:
    links, known = schema.report_organisation, schema.organisation
    connection.execute(delete(links).where(links.c.report == report))
    wanted = list(dict.fromkeys(name for names in named.values() for name in names))
    if not wanted:
        return
    fresh = [{"name": name, "aliases": [], "former_names": []} for name in wanted]
    connection.execute(upsert(known).on_conflict_do_nothing(), fresh)
    ids = {
        row.name: row.id for row in connection.execute(select(known.c.id, known.c.name).where(known.c.name.in_(wanted)))
    }
    roles = [
        {"report": report, "organisation": ids[name], "role": role, "position": position}
        for role, names in named.items()
        for position, name in enumerate(dict.fromkeys(names))
    ]
    connection.execute(insert(links), roles)


def _settle_groups(connection: Connection, report: str, groups: Iterable[SampleGroup]) -> None:
    table = schema.sample_group
    connection.execute(delete(table).where(table.c.report == report))
    rows = [{"report": report, "position": at} | group_values(group) for at, group in enumerate(groups)]
    if rows:
        connection.execute(insert(table), rows)
