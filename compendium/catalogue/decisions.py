"""What people decide about reports and tags. Decisions are kept apart from what they are about."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select, update

from compendium.catalogue import fields, journal, reviews, schema
from compendium.catalogue import tags as tagging
from compendium.catalogue.absent import no_report
from compendium.catalogue.imported import imported_claims, put_imported
from compendium.catalogue.settle import claims_of, settle, shown_groups, strongest
from compendium.errors import BadInput
from compendium.model.report import Claimant, Status
from compendium.model.review import Answer, Stream
from compendium.model.theme import Tag


def decide(connection: Connection, report: str, changes: Mapping[str, str], by: str, action: str = "edited") -> None:
    """Keeps a person's values for fields of a report and shows them from now on. `changes` are in their plain form.

    Raises NotFound for no such report, BadInput for a report said to replace itself or one that is not there.
    """
    _check_report(connection, report)
    _check_replaced(connection, report, changes.get("replaces", ""))
    before = _as_shown(connection, report, changes)
    for field, value in changes.items():
        tagging.keep_decision(connection, report, "", field, value, by)
    settle(connection, report)
    # The title is searched like the text, so a new one is new words to the index.
    (journal.words_changed if "title" in changes else journal.facts_changed)(connection, report)
    if changes.get("status") == Status.PUBLISHED and before["status"] != Status.PUBLISHED:
        journal.appeared(connection, report)
    journal.record(connection, by, action, report, before, changes)


def supply(connection: Connection, report: str, supplied: Mapping[str, str], by: str) -> None:
    """Takes in what a list says of a report that is here already. Raises NotFound for no such report."""
    _check_report(connection, report)
    said = [claim for claim in claims_of(connection, [report])[report] if claim.by is Claimant.IMPORTED]
    named = {fields.FIELDS[name].claim for name in supplied}
    if {(c.field, c.value) for c in said if c.field in named} == {
        (c.field, c.value) for c in imported_claims(supplied)
    }:
        return  # said before: no change, no new revision
    before = _as_shown(connection, report, supplied)
    put_imported(connection, report, imported_claims(supplied))
    settle(connection, report)
    (journal.words_changed if "title" in supplied else journal.facts_changed)(connection, report)
    journal.record(connection, by, "supplied by a list", report, before, supplied)


def withdraw(connection: Connection, report: str, by: str) -> None:
    """Takes a report out of everyone's sight but the owner's. Nothing is deleted."""
    decide(connection, report, {"status": Status.WITHDRAWN}, by, action="withdrawn")


def decide_tag(connection: Connection, passage: str, theme: str, accepted: bool, by: str) -> None:
    """Keeps a person's word on whether a passage speaks to a theme. Raises NotFound for no such passage, BadInput for a
    pull quote that repeats another."""
    reviews.keep(
        connection,
        passage,
        {theme: Answer.ACCEPTED if accepted else Answer.REJECTED},
        whole=False,
        by=by,
        stream=Stream.QUEUE,
        known=False,
    )


def retag(
    connection: Connection, report: str, tags: Iterable[Tag], codebook: str, themes: Collection[str] | None = None
) -> bool:
    """Puts machines' new tags in the place of their old ones (on those themes, if any are named); people's decisions
    hold. Returns whether anything changed. Raises NotFound."""
    _check_report(connection, report)
    connection.execute(update(schema.report).where(schema.report.c.id == report).values(codebook=codebook))
    if changed := tagging.replace_tags(connection, report, tags, themes):
        journal.tag_changed(connection, report)
    return changed


def _check_report(connection: Connection, report: str) -> None:
    if connection.execute(select(schema.report.c.id).where(schema.report.c.id == report)).scalar() is None:
        raise no_report(report)


def _check_replaced(connection: Connection, report: str, replaced: str) -> None:
    known = select(schema.report.c.id).where(schema.report.c.id == replaced)
    if replaced and (replaced == report or connection.execute(known).scalar() is None):
        why = "a report cannot replace itself" if replaced == report else "there is no such report in this library"
        raise BadInput(
            f"The field replaces cannot be {replaced!r}: {why}.", f"Write {fields.FIELDS['replaces'].allowed}."
        )


def _as_shown(connection: Connection, report: str, changes: Iterable[str]) -> dict[str, str]:
    """The values of those fields before a change, in their plain form."""
    held = strongest(claims_of(connection, [report])[report])
    before = {name: fields.SEPARATOR.join(held.get(fields.FIELDS[name].claim, ())) for name in changes}
    table = schema.report.c
    row = connection.execute(select(table.status, table.title, table.read_groups).where(table.id == report)).one()
    if "status" in before:  # the first status is nobody's claim
        before["status"] = row.status
    if "title" in before:  # without any claim it is the name of the file
        before["title"] = row.title
    if "people" in before:  # what the file says of people is kept apart from its claims
        before["people"] = fields.SEPARATOR.join(map(fields.plain_group, shown_groups(row.read_groups, held)))
    return before
