"""Saving what was read from a file: one transaction, so that a report is there whole or not at all."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from compendium.catalogue import journal, listed, schema
from compendium.catalogue.imported import imported_claims, put_imported
from compendium.catalogue.rows import (
    Values,
    claim_values,
    concern_values,
    group_values,
    heading_values,
    page_values,
    passage_values,
    problem_values,
)
from compendium.catalogue.settle import settle
from compendium.catalogue.tags import keys_of, replace_tags
from compendium.errors import PASSING, BadInput
from compendium.model.document import Passage, Reading, report_id
from compendium.model.intake import Known, Prepared, Refusal
from compendium.model.report import Claimant, Description, Form, Reuse, Status


def save_report(
    connection: Connection, prepared: Prepared, *, draft: bool, by: str, supplied: Mapping[str, str]
) -> None:
    """Writes a report, or reads it again into its place: passages that are still there keep their keys, and what people
    decided or a list supplied stays. `supplied` is in the plain form of `fields.normalised`. A report that was known
    from a list alone until now gives way to its file."""
    reading, report = prepared.reading, report_id(prepared.reading.sha256)
    known = connection.execute(select(schema.report.c.id).where(schema.report.c.id == report)).scalar() is not None
    if known:
        _check_same_file(connection, report, reading.sha256)
    waiting = None if known else listed.waiting_for(connection, prepared, supplied)
    if waiting:
        tied = listed.study_to_keep(connection, waiting)
        supplied = {**tied, **listed.said_of(connection, waiting), **supplied}
    _put_report(connection, report, prepared, Status.DRAFT if draft else Status.PUBLISHED)
    _put_source(connection, report, prepared)
    _put_pages(connection, report, reading)
    _put_passages(connection, report, reading.passages)
    _put_claims(connection, report, prepared.description, supplied)
    if waiting:
        listed.hand_over(connection, waiting, report, by)
    settle(connection, report)
    replace_tags(connection, report, prepared.tags)
    connection.execute(delete(schema.refusal).where(schema.refusal.c.sha256 == reading.sha256))
    journal.words_changed(connection, report)
    after = {"file": prepared.name, "sha256": reading.sha256, "extractor": reading.extractor, **supplied}
    journal.record(connection, by, "read again" if known else "added", report, {}, after)


def known_file(connection: Connection, sha256: str, extractor: str) -> Known | None:
    """What is known of that file: its report, or why this extractor refused it (if a lasting reason)."""
    report = connection.execute(select(schema.source.c.report).where(schema.source.c.sha256 == sha256)).scalar()
    if report is not None:
        return Known(report=report)
    table = schema.refusal
    row = connection.execute(
        select(table).where(table.c.sha256 == sha256, table.c.extractor == extractor)
    ).one_or_none()
    if row is None or row.code in PASSING:
        return None
    return Known(refusal=Refusal(row.path, sha256, row.code, row.message, row.extractor, row.detail))


def remember_refusal(connection: Connection, refusal: Refusal) -> None:
    """Remembers why a file was not taken in. A file without a hash cannot be known again, so nothing is kept of it."""
    if refusal.sha256 is None:
        return
    said = {
        "path": refusal.path,
        "code": refusal.code,
        "message": refusal.message,
        "extractor": refusal.extractor,
        "detail": refusal.detail,
        "at": datetime.now(UTC),
    }
    statement = upsert(schema.refusal).values(said | {"sha256": refusal.sha256})
    connection.execute(statement.on_conflict_do_update(index_elements=["sha256"], set_=said))


def _check_same_file(connection: Connection, report: str, sha256: str) -> None:
    if connection.execute(select(schema.source.c.sha256).where(schema.source.c.sha256 == sha256)).scalar() is None:
        raise BadInput(f"Another file already has the id {report} in this library.", "The file was not added.")


def _put_report(connection: Connection, report: str, prepared: Prepared, status: Status) -> None:
    read = {
        "title": Path(prepared.name).stem,  # until a claim says better: see settle
        "problems": [problem_values(problem) for problem in prepared.reading.problems],
        "headings": [heading_values(heading) for heading in prepared.reading.headings],
        "read_groups": [group_values(group) for group in prepared.description.sample_groups],
        "read_candidates": [group_values(group) for group in prepared.description.candidates],
        "concerns": [concern_values(concern) for concern in prepared.concerns],
        "signature": prepared.signature,
        "codebook": prepared.codebook,
    }
    first = {"id": report, "study": report, "form": Form.REPORT, "status": status, "reuse": Reuse.UNKNOWN}
    none = dict.fromkeys(("audience", "methods", "settings", "populations"), ())
    statement = upsert(schema.report).values(read | first | none | journal.unstamped())
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=read))


def _put_source(connection: Connection, report: str, prepared: Prepared) -> None:
    reading = prepared.reading
    read = {"name": prepared.name, "format": reading.format, "bytes": prepared.bytes, "extractor": reading.extractor}
    stated = {"sha256": reading.sha256, "report": report}
    statement = upsert(schema.source).values(read | stated)
    connection.execute(statement.on_conflict_do_update(index_elements=["sha256"], set_=read))


def _put_pages(connection: Connection, report: str, reading: Reading) -> None:
    connection.execute(delete(schema.page).where(schema.page.c.report == report))
    if reading.pages:
        connection.execute(insert(schema.page), [page_values(report, page) for page in reading.pages])


def _put_passages(connection: Connection, report: str, passages: tuple[Passage, ...]) -> None:
    table, keys = schema.passage, keys_of(connection, report)
    rows = [passage_values(report, position, passage) for position, passage in enumerate(passages)]
    if fresh := [row for row in rows if row["id"] not in keys]:
        connection.execute(insert(table), fresh)
    if again := [row | {"of_key": keys[row["id"]]} for row in rows if row["id"] in keys]:
        changed: Values = {name: bindparam(name) for name in again[0] if name not in ("of_key", "id", "report")}
        connection.execute(update(table).where(table.c.key == bindparam("of_key")).values(changed), again)
    if gone := [{"of_key": key} for id_, key in keys.items() if id_ not in {passage.id for passage in passages}]:
        connection.execute(delete(table).where(table.c.key == bindparam("of_key")), gone)


def _put_claims(connection: Connection, report: str, described: Description, supplied: Mapping[str, str]) -> None:
    table = schema.claim
    connection.execute(delete(table).where(table.c.report == report, table.c.claimant != Claimant.IMPORTED))
    if described.claims:
        connection.execute(insert(table), [claim_values(report, claim) for claim in described.claims])
    put_imported(connection, report, imported_claims(supplied))
