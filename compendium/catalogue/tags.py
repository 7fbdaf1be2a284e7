"""The codebook, tags, and decisions on tags: machines suggest; a person's word stays whatever machines say later."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from compendium.catalogue import carried, schema
from compendium.catalogue.carried import FIELD
from compendium.catalogue.rows import Values, tag_values, theme_of
from compendium.model.report import Claimant
from compendium.model.theme import Codebook, Tag, TagStatus


def keys_of(connection: Connection, report: str) -> dict[str, int]:
    """The keys of a report's passages, by passage id."""
    table = schema.passage
    return {
        row.id: row.key for row in connection.execute(select(table.c.id, table.c.key).where(table.c.report == report))
    }


def replace_tags(
    connection: Connection, report: str, tags: Iterable[Tag], themes: Collection[str] | None = None
) -> bool:
    """Puts these tags in the place of those the machines made before; what people decided holds over both. Returns
    whether anything changed: what stays as it was is not written again.

    With `themes` only the tags on those are replaced. A pull quote that repeats the text has no tags: decisions on it
    wait, as for a passage that is gone.
    """
    table = schema.passage
    once = select(table.c.id, table.c.key).where(table.c.report == report, table.c.repeats == "")
    keys = {row.id: row.key for row in connection.execute(once)}
    before = _rows_of(connection, report)
    rows = {} if themes is None else {at: row for at, row in before.items() if at[1] not in themes}
    for tag in sorted(tags, key=lambda tag: tag.score):  # of two claims on one theme the surer one is kept
        if tag.passage in keys and (themes is None or tag.theme in themes):
            rows[keys[tag.passage], tag.theme] = tag_values(keys[tag.passage], tag)
    for passage, theme, status in _decided(connection, report):
        if passage in keys:
            key = keys[passage]
            by_person = tag_values(key, Tag(passage, theme, Claimant.PERSON))
            rows[key, theme] = rows.get((key, theme), by_person) | {"status": status}
    changed = [row for at, row in rows.items() if before.get(at) != row]
    if gone := [{"of": key, "on": theme} for key, theme in before.keys() - rows.keys()]:
        where = (schema.tag.c.passage == bindparam("of")) & (schema.tag.c.theme == bindparam("on"))
        connection.execute(delete(schema.tag).where(where), gone)
    if changed:
        statement = upsert(schema.tag)
        told = {name: statement.excluded[name] for name in ("claimant", "status", "score", "matches")}
        connection.execute(statement.on_conflict_do_update(index_elements=["passage", "theme"], set_=told), changed)
    return bool(gone or changed)


def _rows_of(connection: Connection, report: str) -> dict[tuple[int, str], Values]:
    """The tags of a report as they stand, by passage key and theme."""
    mine = select(schema.passage.c.key).where(schema.passage.c.report == report)
    rows = connection.execute(select(schema.tag).where(schema.tag.c.passage.in_(mine))).mappings()
    return {(row["passage"], row["theme"]): dict(row) for row in rows}


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
    keep_decision(connection, report, passage, f"{FIELD}{theme}", status, by)
    row = tag_values(key, Tag(passage, theme, Claimant.PERSON, status))
    statement = upsert(schema.tag).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=["passage", "theme"], set_={"status": status}))
    return {f"{FIELD}{theme}": before} if before else {}


def keep_decision(connection: Connection, report: str, passage: str, field: str, value: str, by: str) -> None:
    """Writes a person's word down, over an earlier one on the same thing."""
    said = {"value": value, "by": by, "at": datetime.now(UTC)}
    statement = upsert(schema.decision).values(said | {"report": report, "passage": passage, "field": field})
    connection.execute(statement.on_conflict_do_update(index_elements=["report", "passage", "field"], set_=said))


def put_codebook(connection: Connection, codebook: Codebook, *, own: bool, by: str) -> int:
    """Puts this codebook in force. What people decided of a theme that has another id now is carried over to that one:
    returns how many decisions were. `own` says that people here chose it."""
    before = load_codebook(connection)
    above = {theme.id: theme.parent for theme in before.themes}
    kept = {"version": codebook.version, "themes": [asdict(theme) for theme in codebook.themes]}
    first = {"at": datetime.now(UTC), "by": by}
    connection.execute(upsert(schema.codebook).values(kept | first).on_conflict_do_nothing())
    now = schema.library.c.revision + 1  # what is shown of themes changes
    values = {"codebook": codebook.version, "own_codebook": own, "revision": now, "reports_revision": now}
    connection.execute(update(schema.library).values(values))
    if above != {theme.id: theme.parent for theme in codebook.themes}:
        # what speaks to a theme is counted for those above it, so every report counts otherwise now
        connection.execute(
            update(schema.report).values(facts_revision=select(schema.library.c.revision).scalar_subquery())
        )
    return carried.carry_over(connection, codebook, before, by)


def decided_themes(connection: Connection) -> frozenset[str]:
    """The themes that people have decided on, on any passage."""
    fields = connection.execute(
        select(schema.decision.c.field).distinct().where(schema.decision.c.field.startswith(FIELD))
    )
    return frozenset(field.removeprefix(FIELD) for field in fields.scalars())


def classifier_themes(connection: Connection) -> frozenset[str]:
    """The themes that a classifier suggests for any passage at present."""
    themes = select(schema.tag.c.theme).distinct().where(schema.tag.c.claimant == Claimant.CLASSIFIER)
    return frozenset(connection.execute(themes).scalars())


def count_decided(connection: Connection, theme_ids: Collection[str]) -> int:
    """How many decisions people took on those themes."""
    fields = [f"{FIELD}{theme}" for theme in theme_ids]
    wanted = select(func.count()).select_from(schema.decision).where(schema.decision.c.field.in_(fields))
    return int(connection.execute(wanted).scalar_one())


def machine_tags(connection: Connection, report: str, *, by_rule: bool = False) -> frozenset[tuple[str, str]]:
    """What machines (or rules alone) suggest for the passages of a report and nobody decided on: pairs of passage and
    theme."""
    joined = schema.tag.join(schema.passage, schema.tag.c.passage == schema.passage.c.key)
    wanted = select(schema.passage.c.id, schema.tag.c.theme).select_from(joined)
    wanted = wanted.where(schema.passage.c.report == report, schema.tag.c.status == TagStatus.SUGGESTED)
    if by_rule:
        wanted = wanted.where(schema.tag.c.claimant == Claimant.RULE)
    return frozenset((passage, theme) for passage, theme in connection.execute(wanted))


def decided_tags(connection: Connection, report: str) -> dict[tuple[str, str], str]:
    """What people decided in a report: a status by passage and theme."""
    return {(passage, theme): status for passage, theme, status in _decided(connection, report)}


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
    """What people decided of the themes of the codebook in force; what they said of former ones was carried over."""
    table = schema.decision
    rows = connection.execute(select(table).where(table.c.report == report, table.c.field.startswith(FIELD)))
    said = [(row.passage, row.field.removeprefix(FIELD), row.value) for row in rows]
    known = {theme.id for theme in load_codebook(connection).themes} if said else set()
    return [one for one in said if one[1] in known or not known]


def former_themes(connection: Connection) -> dict[str, str]:
    """The ids that themes had before, and the ids that stand for them in the codebook in force."""
    return load_codebook(connection).now()
