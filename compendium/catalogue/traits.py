"""What reports are compared by, as one viewer may see it."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Column, Connection, Select, select

from compendium.catalogue import schema
from compendium.catalogue.load import visible
from compendium.catalogue.studies import studies_of
from compendium.model.relation import NO_SIGNATURE, Traits
from compendium.model.report import Period
from compendium.model.search import Viewer


def load_traits(connection: Connection, viewer: Viewer, reports: Collection[str] | None = None) -> tuple[Traits, ...]:
    """The traits of those reports that the viewer may see, drafts and withdrawn ones too where they may; None: of all.
    The number of statements does not grow with that of reports."""
    seen = visible(connection, viewer, None)
    wanted = seen if reports is None else seen.intersection(reports)
    organisations, numbers = _organisations(connection, reports), _numbers(connection, reports)
    studies = studies_of(connection)
    return tuple(
        Traits(
            report=row.id,
            title=row.title,
            organisations=frozenset(organisations.get(row.id, ())),
            published=row.published,
            fieldwork=Period(row.fieldwork_start, row.fieldwork_end) if row.fieldwork_start else None,
            numbers=frozenset(numbers.get(row.id, ())),
            sites=frozenset(row.places),
            language=row.language,
            study=studies[row.id],
            replaces=row.replaces,
            signature=bytes(row.signature or NO_SIGNATURE),
        )
        for row in connection.execute(_of(select(*_COLUMNS), _TABLE.id, reports))
        if row.id in wanted
    )


_TABLE: Final = schema.report.c
_COLUMNS: Final = (
    _TABLE.id,
    _TABLE.title,
    _TABLE.published,
    _TABLE.fieldwork_start,
    _TABLE.fieldwork_end,
    _TABLE.places,
    _TABLE.language,
    _TABLE.replaces,
    _TABLE.signature,
)
_FEW: Final = 500
"""How many ids one statement can ask for; of more reports, all rows are read."""


def _of(wanted: Select[Any], column: Column[str], reports: Collection[str] | None) -> Select[Any]:
    return wanted if reports is None or len(reports) > _FEW else wanted.where(column.in_(reports))


def _organisations(connection: Connection, reports: Collection[str] | None) -> dict[str, set[str]]:
    links, names = schema.report_organisation, schema.organisation
    wanted = _of(select(links.c.report, names.c.name).join_from(links, names), links.c.report, reports)
    found: dict[str, set[str]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.report, set()).add(row.name)
    return found


def _numbers(connection: Connection, reports: Collection[str] | None) -> dict[str, set[int]]:
    groups = schema.sample_group.c
    found: dict[str, set[int]] = {}
    for row in connection.execute(
        _of(select(groups.report, groups.n).where(groups.n.is_not(None)), groups.report, reports)
    ):
        found.setdefault(row.report, set()).add(row.n)
    return found
