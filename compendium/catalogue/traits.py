"""What reports are compared by, as one viewer may see it."""

from sqlalchemy import Connection, func, select

from compendium.catalogue import schema
from compendium.catalogue.load import visible
from compendium.catalogue.studies import studies_of
from compendium.model.relation import Traits
from compendium.model.report import Period
from compendium.model.search import Viewer


def load_traits(connection: Connection, viewer: Viewer) -> tuple[Traits, ...]:
    """The traits of every report that the viewer may see, drafts and withdrawn ones too where they may. The number of
    statements does not grow with that of reports."""
    seen = visible(connection, viewer, None)
    table = schema.report.c
    wanted = (
        table.id,
        table.title,
        table.published,
        table.fieldwork_start,
        table.fieldwork_end,
        table.places,
        table.language,
        table.replaces,
        table.signature,
    )
    organisations, numbers, lengths = _organisations(connection), _numbers(connection), _lengths(connection)
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
            length=lengths.get(row.id, 0),
            study=studies[row.id],
            replaces=row.replaces,
            signature=bytes(row.signature or b""),
        )
        for row in connection.execute(select(*wanted))
        if row.id in seen
    )


def _organisations(connection: Connection) -> dict[str, set[str]]:
    links, names = schema.report_organisation, schema.organisation
    found: dict[str, set[str]] = {}
    for row in connection.execute(select(links.c.report, names.c.name).join_from(links, names)):
        found.setdefault(row.report, set()).add(row.name)
    return found


def _numbers(connection: Connection) -> dict[str, set[int]]:
    groups = schema.sample_group.c
    found: dict[str, set[int]] = {}
    for row in connection.execute(select(groups.report, groups.n).where(groups.n.is_not(None))):
        found.setdefault(row.report, set()).add(row.n)
    return found


def _lengths(connection: Connection) -> dict[str, int]:
    table = schema.passage.c
    counted = select(table.report, func.sum(func.length(table.text))).where(table.repeats == "").group_by(table.report)
    return {report: int(length) for report, length in connection.execute(counted)}
