"""What the index is told: which reports changed since a revision, and how they stand now."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from compendium.catalogue import schema
from compendium.catalogue.journal import revision
from compendium.catalogue.load import organisations_of
from compendium.catalogue.rows import quotes_of
from compendium.model.document import Account, PassageKind
from compendium.model.indexing import Changes, IndexedPassage, IndexedReport
from compendium.model.report import Status
from compendium.model.theme import TagStatus


def changes(connection: Connection, since: int) -> Changes:
    """All that changed after that revision. An index ahead of the catalogue (an older catalogue was restored) is told
    everything, and a revision below its own, which says that it must be made anew."""
    now = revision(connection)
    since = since if since <= now else 0
    table = schema.report
    stamps = select(table.c.id, table.c.words_revision, table.c.facts_revision).order_by(table.c.id)
    rows = connection.execute(stamps.where((table.c.words_revision > since) | (table.c.facts_revision > since))).all()
    return Changes(
        revision=now,
        words=tuple(row.id for row in rows if row.words_revision > since),
        facts=tuple(row.id for row in rows if row.words_revision <= since),
    )


def indexed_report(connection: Connection, report: str) -> IndexedReport | None:
    """A report as it stands now, whatever its status; None when there is none."""
    row = connection.execute(select(schema.report).where(schema.report.c.id == report)).one_or_none()
    if row is None:
        return None
    tags = _tags(connection, report)
    table = schema.passage.c
    wanted = select(table.key, table.text, table.heading, table.kind, table.account, table.quotes)
    # a pull quote that repeats the text is no passage to the index: its words are found where they first stand
    wanted = wanted.where(table.report == report, table.repeats == "")
    passages = connection.execute(wanted.order_by(table.position))
    return IndexedReport(
        id=row.id,
        title=row.title,
        organisations=organisations_of(connection, [report]).get(report, ()),
        year=row.published.year if row.published else None,
        settings=tuple(row.settings),
        populations=tuple(row.populations),
        methods=tuple(row.methods),
        status=Status(row.status),
        passages=tuple(_indexed(passage, tags.get(passage.key, ())) for passage in passages),
    )


def _tags(connection: Connection, report: str) -> dict[int, list[Row[Any]]]:
    mine = select(schema.passage.c.key).where(schema.passage.c.report == report)
    wanted = select(schema.tag).where(schema.tag.c.passage.in_(mine), schema.tag.c.status != TagStatus.REJECTED)
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.passage, []).append(row)
    return found


def _indexed(row: Any, tags: Sequence[Row[Any]]) -> IndexedPassage:
    return IndexedPassage(
        key=row.key,
        text=row.text,
        heading=" / ".join(row.heading),
        kind=PassageKind(row.kind),
        account=Account(row.account),
        voices=frozenset(quote.voice for quote in quotes_of(row)),
        themes=frozenset(tag.theme for tag in tags),
        checked_themes=frozenset(tag.theme for tag in tags if tag.status == TagStatus.ACCEPTED),
    )
