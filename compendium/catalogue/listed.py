"""Reports known from a list alone: without a file, until the file comes and takes their place."""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import Final

from sqlalchemy import Connection, delete, insert, literal, select

from compendium.catalogue import decisions, fields, journal, schema
from compendium.catalogue.imported import imported_claims, put_imported
from compendium.catalogue.recognise import Likeness, likeness, match, plain_address, plain_title
from compendium.catalogue.rows import claim_values, group_of
from compendium.catalogue.settle import settle
from compendium.model.document import report_id
from compendium.model.intake import Prepared
from compendium.model.report import Claim, Claimant, Form, Reuse, Status

_FILE: Final = "file"
"""The claim that says which file a list names for a report: nothing shown rests on it."""

_TOLD: Final = ("title", "organisation", "published", "address", _FILE)
_NO_PASSAGE: Final = ""


def key_of(values: Mapping[str, str], *, alone: bool = True) -> str:
    """What a row of a list stays known by: its address, else title and organisations; with the date too when the row
    is not `alone` in having these."""
    if address := plain_address(values.get("address", "")):
        return f"address {address}" if alone else f"address {address} {plain_title(values.get('title', ''))}"
    said = sorted(map(plain_title, values.get("organisations", "").split(fields.SEPARATOR)))
    key = f"title {plain_title(values.get('title', ''))} {said}"
    return key if alone else f"{key} {values.get('published', '')}"


def listed_id(key: str) -> str:
    """The id of the report that a row makes."""
    return report_id(sha256(key.encode()).hexdigest())


def known(connection: Connection, among: Collection[str] | None = None) -> tuple[Likeness, ...]:
    """What the reports of the library (or some of them) are recognised by, whatever their status."""
    table, found = schema.report.c, schema.claim.c
    links, names, sources = schema.report_organisation, schema.organisation, schema.source.c
    told: dict[str, dict[str, list[str]]] = {}
    for statement in (
        select(found.report, found.field, found.value).where(found.field.in_(_TOLD)),
        select(links.c.report, literal("organisation"), names.c.name).join_from(links, names),
        select(sources.report, literal("source"), sources.name),
    ):
        for report, field, value in connection.execute(statement):
            told.setdefault(report, {}).setdefault(field, []).append(value)
    rows = connection.execute(select(table.id, table.title, table.published, table.address, table.status)).all()
    return tuple(
        likeness(
            row.id,
            [row.title, *(of := told.get(row.id, {})).get("title", ())],
            organisations=of.get("organisation", ()),
            dates=[row.published.isoformat()] if row.published else of.get("published", ()),
            addresses=[row.address, *of.get("address", ())],
            files=[*of.get("source", ()), *of.get(_FILE, ())],
            has_file="source" in of,
            withdrawn=row.status == Status.WITHDRAWN,
        )
        for row in rows
        if among is None or row.id in among
    )


def add_listed(
    connection: Connection, report: str, supplied: Mapping[str, str], file: str, codebook: str, by: str
) -> None:
    """Makes a report of what a list says, for readers to see. `supplied` is in the form of `fields.normalised`."""
    title = supplied.get("title") or PurePath(file).stem or supplied.get("address", "")
    lists = ("audience", "methods", "settings", "populations", "problems", "read_groups", "read_candidates")
    values = dict.fromkeys(lists, ()) | journal.unstamped()
    first = {"id": report, "title": title, "study": report, "form": Form.REPORT, "status": Status.PUBLISHED}
    said = {"reuse": str(Reuse.LINK_ONLY), **supplied}
    connection.execute(insert(schema.report).values(values | first | {"reuse": Reuse.LINK_ONLY, "codebook": codebook}))
    put_imported(connection, report, imported_claims(said) + _file_claims(file))
    settle(connection, report)
    journal.words_changed(connection, report)
    journal.record(connection, by, "added from a list", report, {}, said | ({_FILE: file} if file else {}))


def name_file(connection: Connection, report: str, file: str) -> None:
    """Keeps the file that a list names for a report without one. Nothing shown changes."""
    here = select(schema.source.c.report).where(schema.source.c.report == report)
    if file and connection.execute(here).first() is None:
        table = schema.claim
        connection.execute(delete(table).where(table.c.report == report, table.c.field == _FILE))
        connection.execute(insert(table), [claim_values(report, claim) for claim in _file_claims(file)])


def waiting_for(connection: Connection, prepared: Prepared, supplied: Mapping[str, str]) -> str | None:
    """The report known from a list alone that this file is of; None when there is none, or it is not certain."""
    without = select(schema.report.c.id).where(schema.report.c.id.not_in(select(schema.source.c.report)))
    ids = set(connection.execute(without.where(schema.report.c.status != Status.WITHDRAWN)).scalars())
    if not ids:
        return None
    found = match(of_file(prepared, supplied), known(connection, ids))
    return found.id if found else None


def of_file(prepared: Prepared, supplied: Mapping[str, str]) -> Likeness:
    """What a file just read is recognised by."""
    described = prepared.description
    return likeness(
        "",
        [supplied.get("title", ""), *described.values("title"), PurePath(prepared.name).stem],
        organisations=supplied.get("organisations", "").split(fields.SEPARATOR)
        + list(described.values("organisation")),
        dates=[supplied.get("published", "") or next(iter(described.values("published")), "")],
        addresses=[supplied.get("address", ""), *described.values("address")],
        files=[prepared.name],
    )


def said_of(connection: Connection, report: str) -> dict[str, str]:
    """What a list said of a report, by the fields people type; that it is only a link is left out."""
    table = schema.claim.c
    rows = connection.execute(
        select(table.field, table.value)
        .where(table.report == report, table.claimant == Claimant.IMPORTED, table.field.not_in((_FILE, "reuse")))
        .order_by(table.id)
    ).all()
    names = {field.claim: name for name, field in fields.FIELDS.items()}
    said: dict[str, list[str]] = {}
    for field, value in rows:
        said.setdefault(names[field], []).append(value)
    return {name: fields.SEPARATOR.join(values) for name, values in said.items()}


def study_to_keep(connection: Connection, report: str) -> dict[str, str]:
    """The study that ties other reports to this one, as a value to supply; empty when none is tied to it."""
    table = schema.report.c
    tied = select(table.id).where(table.id != report, (table.study == report) | (table.replaces == report))
    if connection.execute(tied).first() is None:
        return {}
    return {"study": str(connection.execute(select(table.study).where(table.id == report)).scalar_one())}


def hand_over(connection: Connection, listed: str, report: str, by: str) -> None:
    """Gives what people decided of a listed report to the report its file made, and withdraws the listed one."""
    table = schema.decision
    mine = (table.c.report == listed) & (table.c.passage == _NO_PASSAGE)
    for row in connection.execute(select(table).where(mine)).mappings().all():
        connection.execute(insert(table).values(dict(row) | {"report": report}))
    withdrawn = {"status": str(Status.WITHDRAWN)}
    decisions.decide(connection, listed, withdrawn, by, action=f"withdrawn for its file, the report {report}")


def machine_said(connection: Connection, report: str) -> dict[str, tuple[str, ...]]:
    """What the file of a report says of itself, by claim; its groups of people as `people`."""
    table = schema.claim.c
    wanted = select(table.field, table.value).where(table.report == report, table.claimant != Claimant.IMPORTED)
    said: dict[str, tuple[str, ...]] = {}
    for field, value in connection.execute(wanted.order_by(table.id)):
        said[field] = (*said.get(field, ()), value)
    read = connection.execute(select(schema.report.c.read_groups).where(schema.report.c.id == report)).scalar_one()
    return said | {"people": tuple(fields.plain_group(group_of(values)) for values in read)}


def _file_claims(file: str) -> list[Claim]:
    return [Claim(_FILE, file, Claimant.IMPORTED)] if file else []


def titles_twice(rows: Iterable[Likeness]) -> frozenset[str]:
    """The titles that more than one of these have."""
    seen: set[str] = set()
    again: set[str] = set()
    for row in rows:
        again |= row.titles & seen
        seen |= row.titles
    return frozenset(again)
