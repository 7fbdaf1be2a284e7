"""What the index is told: which reports changed since a revision, and how they stand now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, select

from compendium.catalogue import schema
from compendium.catalogue.journal import revision
from compendium.catalogue.load import organisations_of
from compendium.catalogue.rows import quotes_of
from compendium.model.document import Account, PassageKind
from compendium.model.indexing import Changes, IndexedPassage, IndexedReport
from compendium.model.report import Status
from compendium.model.theme import Codebook, TagStatus


def changes(connection: Connection, since: int) -> Changes:
    """All that changed after that revision. An index ahead of the catalogue (an older catalogue was restored) is told
    everything, and a revision below its own, which says that it must be made anew."""
    now = revision(connection)
    since = since if since <= now else 0
    table = schema.report
    stamps = select(table.c.id, table.c.words_revision, table.c.facts_revision)
    rows = connection.execute(stamps.where(table.c.facts_revision > since)).all()  # which new words raise too
    rows = sorted(rows, key=lambda row: row.id)  # not by the database: it would read all reports in that order
    return Changes(
        revision=now,
        words=tuple(row.id for row in rows if row.words_revision > since),
        facts=tuple(row.id for row in rows if row.words_revision <= since),
    )


def themes_above(codebook: Codebook) -> dict[str, frozenset[str]]:
    """Each theme with all themes above it: what speaks to a theme speaks to those."""
    parents = {theme.id: theme.parent for theme in codebook.themes}
    found: dict[str, frozenset[str]] = {}
    for id_ in parents:
        line: list[str] = []
        above: str | None = id_
        while above in parents and above not in line:
            line.append(above)
            above = parents[above]
        found[id_] = frozenset(line)
    return found


def indexed_report(
    connection: Connection, report: str, above: Mapping[str, frozenset[str]] = MappingProxyType({})
) -> IndexedReport | None:
    """A report as it stands now, whatever its status; None when there is none. `above` is as in `themes_above`."""
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
        passages=tuple(_indexed(passage, tags.get(passage.key, ()), above) for passage in passages),
        fieldwork=_years(row.fieldwork_start, row.fieldwork_end),
        appeared=max(row.appeared.date(), row.not_before or date.min).isoformat(),
        appeared_revision=row.appeared_revision,
    )


def _tags(connection: Connection, report: str) -> dict[int, list[Row[Any]]]:
    mine = select(schema.passage.c.key).where(schema.passage.c.report == report)
    wanted = select(schema.tag).where(schema.tag.c.passage.in_(mine), schema.tag.c.status != TagStatus.REJECTED)
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.passage, []).append(row)
    return found


def _years(start: date | None, end: date | None) -> tuple[int, ...]:
    """Every year of fieldwork; a period whose end is not known is that of its start."""
    return () if start is None else tuple(range(start.year, max(start, end or start).year + 1))


def _themes(tags: Iterable[Row[Any]], above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(theme for tag in tags for theme in above.get(tag.theme, {tag.theme}))


def _indexed(row: Any, tags: Sequence[Row[Any]], above: Mapping[str, frozenset[str]]) -> IndexedPassage:
    return IndexedPassage(
        key=row.key,
        text=row.text,
        heading=" / ".join(row.heading),
        kind=PassageKind(row.kind),
        account=Account(row.account),
        voices=frozenset(quote.voice for quote in quotes_of(row)),
        themes=_themes(tags, above),
        checked_themes=_themes((tag for tag in tags if tag.status == TagStatus.ACCEPTED), above),
    )
