"""Decisions on themes that have another id now, because they were renamed or merged: carried over, and logged.

What was said stays as it was said, under the id it was said of: if that theme comes back, it holds for it again.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, RowMapping, delete, insert, select

from compendium.catalogue import journal, schema
from compendium.model.theme import Codebook, TagStatus

FIELD: Final = "theme:"
"""Decisions on tags are kept under the field `theme:<id>`, with the passage's id."""


def carry_over(connection: Connection, codebook: Codebook, before: Codebook, by: str) -> int:
    """Gives what people decided of themes that are part of others now to those. Returns how many decisions.

    What people said of the whole theme itself stands, whatever they said of a part. Else, whoever accepted a part
    accepted the whole. Whoever rejected a part said nothing of the whole where that had been suggested in its own
    right; elsewhere the rejection holds, or a machine would bring back what a person took away. A theme that has its
    former id again is the same theme: of what was said of it under both ids the last word holds.
    """
    former = newly_former(codebook, before)
    table = schema.decision
    fields = [f"{FIELD}{one}" for one in former]
    wanted = select(table).where(table.c.field.in_(fields))
    found = connection.execute(wanted.order_by(table.c.value, table.c.at)).mappings().all()  # accepted ones first
    for row in found:
        theme = former[row["field"].removeprefix(FIELD)]
        _carry(connection, row, theme, by, again=theme in before.now())
    return len(found)


def newly_former(codebook: Codebook, before: Codebook) -> dict[str, str]:
    """The ids that stop being those of themes when `codebook` follows `before`, and the themes they belong to then."""
    known, now = before.now(), codebook.now()
    # what was said under an id that was former already was carried over then: to the theme that goes on, or not
    return {was: theme for was, theme in now.items() if was not in known or now.get(known[was], known[was]) != theme}


def _carry(connection: Connection, row: RowMapping, theme: str, by: str, *, again: bool) -> None:
    table = schema.decision
    field = f"{FIELD}{theme}"
    place = {"report": row["report"], "passage": row["passage"], "field": field}
    same = (table.c.report == row["report"]) & (table.c.passage == row["passage"]) & (table.c.field == field)
    stands = connection.execute(select(table.c.value, table.c.at).where(same)).one_or_none()
    if again and stands is not None and stands.at < row["at"]:
        connection.execute(delete(table).where(same))
        stands = None
    standing: str | None = stands.value if stands else None
    own = standing is None and row["value"] == TagStatus.REJECTED and _stands(connection, row["passage"], theme)
    if standing is None and not own:
        said = {"value": row["value"], "by": row["by"], "at": row["at"]}
        connection.execute(insert(table).values(place | said))
    told = standing or ("suggested in its own right" if own else row["value"])
    action = f"carried a decision over on {row['passage']}"
    journal.record(connection, by, action, row["report"], {row["field"]: row["value"]}, {field: str(told)})


def _stands(connection: Connection, passage: str, theme: str) -> bool:
    """Whether the passage had a tag on that theme in its own right."""
    joined = schema.tag.join(schema.passage, schema.tag.c.passage == schema.passage.c.key)
    wanted = select(schema.tag.c.status).select_from(joined)
    wanted = wanted.where(schema.passage.c.id == passage, schema.tag.c.theme == theme)
    return connection.execute(wanted).scalar() not in (None, TagStatus.REJECTED)


def foreseen(
    decided: Mapping[tuple[str, str], str], suggested: frozenset[tuple[str, str]], former: Mapping[str, str]
) -> frozenset[tuple[str, str]]:
    """What will be decided of a report once the decisions on former themes are carried over: pairs of passage and
    theme. The same rule as `carry_over`, without writing."""
    found = {pair for pair in decided if pair[1] not in former}
    for (passage, theme), value in decided.items():
        whole = (passage, former.get(theme, theme))
        if theme in former and (value == TagStatus.ACCEPTED or whole not in suggested):
            found.add(whole)
    return frozenset(found)
