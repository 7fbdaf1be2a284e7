"""The codebook, tags, and decisions on tags: machines suggest; a person's word stays whatever machines say later."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from compendium.catalogue import schema
from compendium.catalogue.rows import Values, tag_values, theme_of
from compendium.model.report import Claimant
from compendium.model.theme import Codebook, Tag, TagStatus

_FIELD: Final = "theme:"
"""Decisions on tags are kept under the field `theme:<id>`, with the passage's id."""


def keys_of(connection: Connection, report: str) -> dict[str, int]:
    """The keys of a report's passages, by passage id."""
    table = schema.passage
    return {
        row.id: row.key for row in connection.execute(select(table.c.id, table.c.key).where(table.c.report == report))
    }


def replace_tags(connection: Connection, report: str, tags: Iterable[Tag]) -> None:
    """Puts these tags in the place of those the machines made before; what people decided holds over both. A pull quote
    that repeats the text has no tags: decisions on it wait, as for a passage that is gone."""
    table = schema.passage
    mine = select(table.c.key).where(table.c.report == report)
    connection.execute(delete(schema.tag).where(schema.tag.c.passage.in_(mine)))
    once = select(table.c.id, table.c.key).where(table.c.report == report, table.c.repeats == "")
    keys = {row.id: row.key for row in connection.execute(once)}
    rows: dict[tuple[int, str], Values] = {}
    for tag in sorted(tags, key=lambda tag: tag.score):  # of two claims on one theme the surer one is kept
        if tag.passage in keys:
            rows[keys[tag.passage], tag.theme] = tag_values(keys[tag.passage], tag)
    for passage, theme, status in _decided(connection, report):
        if passage in keys:
            key = keys[passage]
            by_person = tag_values(key, Tag(passage, theme, Claimant.PERSON))
            rows[key, theme] = rows.get((key, theme), by_person) | {"status": status}
    if rows:
        connection.execute(insert(schema.tag), list(rows.values()))


def waiting_decisions(connection: Connection, report: str) -> int:
    """How many decisions on a report's tags are about passages that it does not have at present."""
    here = keys_of(connection, report)
    return sum(passage not in here for passage, _, _ in _decided(connection, report))


def decide_tag(
    connection: Connection, report: str, passage: str, theme: str, accepted: bool, by: str
) -> Mapping[str, str]:
    """Keeps a person's word on a tag and applies it. Returns what held before: a status, or nothing."""
    status = TagStatus.ACCEPTED if accepted else TagStatus.REJECTED
    key = keys_of(connection, report)[passage]
    here = (schema.tag.c.passage == key) & (schema.tag.c.theme == theme)
    before = connection.execute(select(schema.tag.c.status).where(here)).scalar()
    keep_decision(connection, report, passage, f"{_FIELD}{theme}", status, by)
    row = tag_values(key, Tag(passage, theme, Claimant.PERSON, status))
    statement = upsert(schema.tag).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=["passage", "theme"], set_={"status": status}))
    return {f"{_FIELD}{theme}": before} if before else {}


def keep_decision(connection: Connection, report: str, passage: str, field: str, value: str, by: str) -> None:
    """Writes a person's word down, over an earlier one on the same thing."""
    said = {"value": value, "by": by, "at": datetime.now(UTC)}
    statement = upsert(schema.decision).values(said | {"report": report, "passage": passage, "field": field})
    connection.execute(statement.on_conflict_do_update(index_elements=["report", "passage", "field"], set_=said))


def put_codebook(connection: Connection, codebook: Codebook) -> None:
    """Puts this codebook in force."""
    kept = {"version": codebook.version, "themes": [asdict(theme) for theme in codebook.themes]}
    connection.execute(upsert(schema.codebook).values(kept).on_conflict_do_nothing())
    now = schema.library.c.revision + 1  # what is shown of themes changes
    connection.execute(update(schema.library).values(codebook=codebook.version, revision=now, reports_revision=now))


def load_codebook(connection: Connection) -> Codebook:
    """The codebook in force; one without themes when there is none yet."""
    table = schema.codebook
    in_force = select(table).join_from(schema.library, table, schema.library.c.codebook == table.c.version)
    row = connection.execute(in_force).one_or_none()
    return Codebook(row.version, tuple(theme_of(values) for values in row.themes)) if row else Codebook("", ())


def count_tags(connection: Connection, reports: Collection[str]) -> int:
    """How many tags those reports have, rejected ones left out."""
    joined = schema.tag.join(schema.passage, schema.tag.c.passage == schema.passage.c.key)
    counted = select(schema.passage.c.report, func.count()).select_from(joined)
    counted = counted.where(schema.tag.c.status != TagStatus.REJECTED).group_by(schema.passage.c.report)
    return sum(count for report, count in connection.execute(counted) if report in reports)


def _decided(connection: Connection, report: str) -> list[tuple[str, str, str]]:
    table = schema.decision
    rows = connection.execute(select(table).where(table.c.report == report, table.c.field.startswith(_FIELD)))
    return [(row.passage, row.field.removeprefix(_FIELD), row.value) for row in rows]
