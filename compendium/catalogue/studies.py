"""Which reports stand on one piece of fieldwork, and which edition of a report speaks for the others."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from compendium.catalogue import schema


def speaking_editions(connection: Connection, able: Collection[str]) -> dict[str, str]:
    """For each report that has newer editions, the newest of them that is able to speak, if any is."""
    rows = connection.execute(select(schema.report.c.id, schema.report.c.replaces)).all()
    newer = {row.replaces: row.id for row in rows if row.replaces is not None}
    found = {}
    for older in newer:
        edition, passed = older, {older}
        while (edition := newer.get(edition, older)) not in passed:  # two may replace each other by mistake
            passed.add(edition)
            if edition in able:
                found[older] = edition
    return found


def studies_of(connection: Connection) -> dict[str, str]:
    """The study of each report. The studies of two editions are one, and a study named by a report's id is its
    study."""
    table = schema.report.c
    rows = connection.execute(select(table.id, table.study, table.replaces)).all()
    own = {row.id: row.study for row in rows}
    joined: dict[str, str] = {}

    def whole(study: str) -> str:
        while study in joined:
            study = joined[study]
        return study

    for row in rows:
        for other in (row.replaces, row.study):
            if other in own and (ours := whole(row.study)) != (theirs := whole(own[other])):
                joined[ours] = theirs
    return {report: whole(study) for report, study in own.items()}
