"""What people said who read passages for their themes."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select
from sqlalchemy.dialects.sqlite import insert as upsert

from compendium.catalogue import journal, schema
from compendium.catalogue import tags as tagging
from compendium.catalogue.absent import no_passage
from compendium.catalogue.carried import FIELD
from compendium.catalogue.load import load_publishers
from compendium.catalogue.rows import quotes_of
from compendium.errors import BadInput
from compendium.model.document import Account, Passage, PassageKind
from compendium.model.report import Claimant, Status
from compendium.model.review import WHOLE, Answer, Review, Reviewed, Stream, Suggested
from compendium.model.theme import TagStatus


def keep(
    connection: Connection, passage: str, answers: Mapping[str, Answer], *, whole: bool, by: str, stream: Stream
) -> None:
    """Keeps a person's answers on the themes of a passage. What they accept or reject is decided; what they are unsure
    of is not. A second reading decides nothing: what the first one said stays. What settles a difference decides, and
    is no reading of its own. Raises NotFound, and BadInput for a pull quote."""
    report = report_to_tag(connection, passage)
    now = tagging.former_themes(connection)
    for theme, answer in ((now.get(theme, theme), answer) for theme, answer in answers.items()):
        if stream is not Stream.SETTLED:
            note(connection, report, passage, theme, by, answer, stream)
        if stream is not Stream.SECOND and answer is not Answer.UNSURE:
            accepted = answer is Answer.ACCEPTED
            before = tagging.decide_tag(connection, report, passage, theme, accepted, by)
            journal.record(connection, by, f"decided a tag of {passage}", report, before, {f"{FIELD}{theme}": answer})
    if whole and stream is not Stream.SETTLED:
        note(connection, report, passage, WHOLE, by, Answer.ACCEPTED, stream)
    journal.tag_changed(connection, report)


def note(
    connection: Connection, report: str, passage: str, theme: str, by: str, answer: Answer, stream: Stream
) -> None:
    """Writes one answer down, over an earlier one of the same person on the same thing."""
    said = {"answer": answer, "stream": stream, "at": datetime.now(UTC)}
    place = {"report": report, "passage": passage, "theme": theme, "by": by}
    statement = upsert(schema.review).values(place | said)
    connection.execute(statement.on_conflict_do_update(index_elements=["report", "passage", "theme", "by"], set_=said))


def report_to_tag(connection: Connection, passage: str) -> str:
    """The report of a passage that may be tagged. Raises NotFound, or BadInput for a pull quote that repeats another
    passage."""
    table = schema.passage
    row = connection.execute(select(table.c.report, table.c.repeats).where(table.c.id == passage)).one_or_none()
    if row is None:
        raise no_passage(passage)
    if row.repeats:
        raise BadInput(f"The passage {passage} only repeats words of {row.repeats}.", "Decide on that one.")
    return str(row.report)


def load_reviews(connection: Connection) -> tuple[Review, ...]:
    """All answers of all people, oldest first; those on former themes as on the themes they are part of now, before
    what was said of these themselves."""
    rows = connection.execute(select(schema.review).order_by(schema.review.c.at)).all()
    now = tagging.former_themes(connection)
    return tuple(
        Review(
            row.report,
            row.passage,
            now.get(row.theme, row.theme),
            row.by,
            Answer(row.answer),
            Stream(row.stream),
            row.at,
        )
        for row in sorted(rows, key=lambda row: row.theme not in now)
    )


def load_reviewed(connection: Connection) -> tuple[Reviewed, ...]:
    """The passages on whose themes people have decided, in order of their ids; those that are not here at present, or
    that repeat another, are left out."""
    decided: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    table = schema.decision.c
    for row in connection.execute(select(table.passage, table.field, table.value).where(table.field.startswith(FIELD))):
        decided[row.passage][row.value].add(row.field.removeprefix(FIELD))
    whole = set()
    for review in load_reviews(connection):
        if review.theme == WHOLE:
            whole.add(review.passage)
        elif review.answer is Answer.UNSURE:
            decided[review.passage][Answer.UNSURE].add(review.theme)
    found = _passages(connection, decided.keys() | whole)
    publishers = load_publishers(connection, {row.report for row in found})
    return tuple(_reviewed(row, decided[row.id], row.id in whole, publishers.get(row.report, ())) for row in found)


def load_decided(connection: Connection) -> dict[tuple[str, str], datetime]:
    """When people last decided on each theme of each passage, by passage and theme."""
    table = schema.decision.c
    wanted = select(table.passage, table.field, table.at).where(table.field.startswith(FIELD))
    return {(row.passage, row.field.removeprefix(FIELD)): row.at for row in connection.execute(wanted)}


def _passages(connection: Connection, ids: Collection[str]) -> list[Row[Any]]:
    table = schema.passage.c
    wanted: Select[Any] = select(table.id, table.report, table.heading, table.text)
    wanted = wanted.where(table.repeats == "").order_by(table.id)
    return [row for row in connection.execute(wanted) if row.id in ids]


def _reviewed(row: Row[Any], said: Mapping[str, set[str]], whole: bool, organisations: tuple[str, ...]) -> Reviewed:
    accepted, rejected = frozenset(said.get(Answer.ACCEPTED, ())), frozenset(said.get(Answer.REJECTED, ()))
    unsure = frozenset(said.get(Answer.UNSURE, ())) - accepted - rejected
    return Reviewed(row.id, row.report, organisations, tuple(row.heading), row.text, accepted, rejected, unsure, whole)


def load_suggested(connection: Connection) -> tuple[Suggested, ...]:
    """All passages of reports that are not withdrawn, with what machines suggest and nobody has decided on."""
    table, tags = schema.passage.c, schema.tag.c
    here = select(schema.report.c.id).where(schema.report.c.status != Status.WITHDRAWN)
    wanted = select(table.key, table.id, table.report).where(table.report.in_(here), table.repeats == "")
    themes: dict[int, dict[str, float]] = defaultdict(dict)
    accepted: dict[int, set[str]] = defaultdict(set)
    standing = select(tags.passage, tags.theme, tags.score, tags.status).where(tags.status != TagStatus.REJECTED)
    for row in connection.execute(standing):
        if row.status == TagStatus.SUGGESTED:
            themes[row.passage][row.theme] = row.score
        else:
            accepted[row.passage].add(row.theme)
    return tuple(
        Suggested(row.id, row.report, themes.get(row.key, {}), frozenset(accepted.get(row.key, ())))
        for row in connection.execute(wanted.order_by(table.report, table.position))
    )


def load_machine_said(connection: Connection, passages: Collection[str]) -> dict[str, frozenset[str]]:
    """The themes that machines see in those passages, whatever people said of them since."""
    joined = schema.tag.join(schema.passage, schema.tag.c.passage == schema.passage.c.key)
    wanted = select(schema.passage.c.id, schema.tag.c.theme).select_from(joined)
    wanted = wanted.where(schema.tag.c.claimant.in_((Claimant.RULE, Claimant.CLASSIFIER)))
    said: dict[str, set[str]] = defaultdict(set)
    for passage, theme in connection.execute(wanted):
        if passage in passages:
            said[passage].add(theme)
    return {passage: frozenset(themes) for passage, themes in said.items()}


def load_words(connection: Connection, report: str) -> tuple[Passage, ...]:
    """The passages of a report with all that tagging needs, and nothing else: no lines, no cells."""
    table = schema.passage.c
    wanted: Select[Any] = select(
        table.id, table.kind, table.account, table.heading, table.text, table.quotes, table.repeats
    )
    rows = connection.execute(wanted.where(table.report == report).order_by(table.position))
    return tuple(
        Passage(
            id=row.id,
            kind=PassageKind(row.kind),
            account=Account(row.account),
            pages=(),
            heading=tuple(row.heading),
            text=row.text,
            quotes=quotes_of(row),
            repeats=row.repeats,
        )
        for row in rows
    )
