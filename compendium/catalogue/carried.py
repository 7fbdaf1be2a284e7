"""Decisions on themes that have another id now, because they were renamed or merged: carried over, and logged."""

from typing import Final

from sqlalchemy import Connection, RowMapping, insert, select, update

from compendium.catalogue import journal, schema
from compendium.model.theme import Codebook, TagStatus

FIELD: Final = "theme:"
"""Decisions on tags are kept under the field `theme:<id>`, with the passage's id."""

_BEFORE: Final = "was-theme:"
"""What was decided under an id that is no theme any more stays under this field, as it was said."""


def carry_over(connection: Connection, codebook: Codebook, by: str) -> int:
    """Gives what people decided of former themes to the themes they are part of now. Returns how many decisions.

    Whoever accepted a part accepted the whole. Whoever rejected a part said nothing of the whole where that had been
    suggested or decided in its own right; elsewhere the rejection holds, or a machine would bring back what a person
    took away.
    """
    now = {former: theme.id for theme in codebook.themes for former in theme.former}
    if not now:
        return 0
    table = schema.decision
    fields = [f"{FIELD}{former}" for former in now]
    found = connection.execute(select(table).where(table.c.field.in_(fields)).order_by(table.c.at)).mappings().all()
    for row in found:
        former = row["field"].removeprefix(FIELD)
        _carry(connection, row, now[former], by)
        same = (table.c.report == row["report"]) & (table.c.passage == row["passage"])
        connection.execute(update(table).where(same, table.c.field == row["field"]).values(field=f"{_BEFORE}{former}"))
    return len(found)


def _carry(connection: Connection, row: RowMapping, theme: str, by: str) -> None:
    table = schema.decision
    field = f"{FIELD}{theme}"
    place = {"report": row["report"], "passage": row["passage"], "field": field}
    same = (table.c.report == row["report"]) & (table.c.passage == row["passage"]) & (table.c.field == field)
    standing = connection.execute(select(table.c.value).where(same)).scalar()
    said = {"value": row["value"], "by": row["by"], "at": row["at"]}
    if row["value"] == TagStatus.ACCEPTED and standing is not None:
        connection.execute(update(table).where(same).values(said))
    elif standing is None and (row["value"] == TagStatus.ACCEPTED or not _stands(connection, row["passage"], theme)):
        connection.execute(insert(table).values(place | said))
    else:
        said = {"value": standing or "suggested"}
    action = f"carried a decision over on {row['passage']}"
    journal.record(connection, by, action, row["report"], {row["field"]: row["value"]}, {field: said["value"]})


def _stands(connection: Connection, passage: str, theme: str) -> bool:
    """Whether the passage had a tag on that theme in its own right."""
    joined = schema.tag.join(schema.passage, schema.tag.c.passage == schema.passage.c.key)
    wanted = select(schema.tag.c.status).select_from(joined)
    wanted = wanted.where(schema.passage.c.id == passage, schema.tag.c.theme == theme)
    return connection.execute(wanted).scalar() not in (None, TagStatus.REJECTED)
