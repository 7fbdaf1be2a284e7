"""The library's revision and the record of who changed what."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from compendium.catalogue.schema import audit, library, report
from compendium.model.report import AuditEvent


def revision(connection: Connection) -> int:
    """The number of saved changes so far."""
    return revisions(connection)[0]


def revisions(connection: Connection) -> tuple[int, int]:
    """The number of saved changes so far, and that of the last one that was more than a decision about a tag."""
    # in plain SQL, because it is asked before every answer: to make and compile a statement takes longer
    now, reports = connection.exec_driver_sql("SELECT revision, reports_revision FROM library").one()
    return int(now), int(reports)


def unstamped() -> dict[str, Any]:
    """The stamps of a report that is not saved yet."""
    return {"words_revision": 0, "facts_revision": 0, "appeared_revision": 0, "appeared": datetime.now(UTC)}


def appeared(connection: Connection, report_id: str) -> None:
    """Keeps that the report stands here for readers from now on. Follows a stamp."""
    values = {"appeared": datetime.now(UTC), "appeared_revision": revision(connection)}
    connection.execute(update(report).where(report.c.id == report_id).values(values))


def words_changed(connection: Connection, report_id: str) -> None:
    """Raises the revision, and stamps the report: its passages or its title changed, and its facts with them."""
    _stamp(connection, report_id, words=True)


def facts_changed(connection: Connection, report_id: str) -> None:
    """Raises the revision, and stamps the report: what is known of it changed, not its words."""
    _stamp(connection, report_id, words=False)


def tag_changed(connection: Connection, report_id: str) -> None:
    """Raises the revision, and stamps the report: what its passages are tagged with changed, and nothing else."""
    _stamp(connection, report_id, words=False, tags_only=True)


def record(
    connection: Connection, by: str, action: str, report_id: str, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Writes down a change."""
    event = {"at": datetime.now(UTC), "by": by, "action": action, "report": report_id}
    connection.execute(insert(audit).values(event | {"before": dict(before), "after": dict(after)}))


def events(connection: Connection, report_id: str) -> tuple[AuditEvent, ...]:
    """What was done to a report, oldest first."""
    rows = connection.execute(select(audit).where(audit.c.report == report_id).order_by(audit.c.id))
    return tuple(AuditEvent(row.at, row.by, row.action, row.report, row.before, row.after) for row in rows)


def _stamp(connection: Connection, report_id: str, *, words: bool, tags_only: bool = False) -> None:
    raised = {"revision": library.c.revision + 1}
    connection.execute(update(library).values(raised | ({} if tags_only else {"reports_revision": raised["revision"]})))
    now = revision(connection)
    stamps = {"facts_revision": now} | ({"words_revision": now} if words else {})
    connection.execute(update(report).where(report.c.id == report_id).values(stamps))
    first = (report.c.id == report_id) & (report.c.appeared_revision == 0)
    connection.execute(update(report).where(first).values(appeared_revision=now))
