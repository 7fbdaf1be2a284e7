"""What people said who read passages for their themes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, select
from sqlalchemy.dialects.sqlite import insert as upsert

from compendium.catalogue import journal, schema
from compendium.catalogue import tags as tagging
from compendium.catalogue.absent import no_passage
from compendium.catalogue.carried import FIELD
from compendium.catalogue.load import in_parts, load_publishers
from compendium.catalogue.rows import quotes_of, theme_of
from compendium.errors import BadInput
from compendium.model.document import Account, Passage, PassageKind
from compendium.model.report import Claimant, Status
from compendium.model.review import WHOLE, Answer, Review, Reviewed, Stream, Suggested
from compendium.model.theme import Codebook, TagStatus


def keep(
    connection: Connection,
    passage: str,
    answers: Mapping[str, Answer],
    *,
    whole: bool,
    by: str,
    stream: Stream,
    known: bool = True,
) -> None:
    """Keeps a person's answers on the themes of a passage. What they accept or reject is decided; what they are unsure
    of is not. A second reading decides nothing: what the first one said stays. What settles a difference decides, and
    is no reading of its own. Raises NotFound, and BadInput for a pull quote or (if they must be `known`) a theme that
    is not in the codebook in force."""
    report, codebook = report_to_tag(connection, passage), tagging.load_codebook(connection)
    now, decided = codebook.now(), False
    for theme, answer in ((now.get(theme, theme), answer) for theme, answer in answers.items()):
        if known and codebook.get(theme) is None:
            raise BadInput(f"There is no theme {theme!r} any more.", "Nothing was kept. Look at the themes again.")
        if stream is not Stream.SETTLED:
            _note(connection, Review(report, passage, theme, by, answer, stream, datetime.now(UTC)), codebook.version)
        if stream is not Stream.SECOND and answer is not Answer.UNSURE:
            accepted, decided = answer is Answer.ACCEPTED, True
            before = tagging.decide_tag(connection, report, passage, theme, accepted, by)
            journal.record(connection, by, f"decided a tag of {passage}", report, before, {f"{FIELD}{theme}": answer})
    if whole and stream is not Stream.SETTLED:
        read = Review(report, passage, WHOLE, by, Answer.ACCEPTED, stream, datetime.now(UTC))
        _note(connection, read, codebook.version)
    if decided:
        journal.tag_changed(connection, report)


def _note(connection: Connection, review: Review, codebook: str) -> None:
    """Writes one answer down, over an earlier one of the same person on the same thing."""
    said = {"answer": review.answer, "stream": review.stream, "codebook": codebook, "at": review.at}
    place = {"report": review.report, "passage": review.passage, "theme": review.theme, "by": review.by}
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
    """All answers of all people, oldest first; those on former themes as on the themes they are part of now. Of two
    answers of one person that become one, the surest of the parts comes last."""
    rows = list(connection.execute(select(schema.review).order_by(schema.review.c.at)))
    now = tagging.former_themes(connection)
    offered = _offered(connection, {row.codebook for row in rows if row.theme == WHOLE}, now)
    # what was said of parts first, acceptance last of that; what was said of a theme itself, after
    rows.sort(key=lambda row: (row.theme not in now, _SURER.index(row.answer) if row.theme in now else 0))
    return tuple(_review(row, now, offered) for row in rows)


_SURER: Final = (Answer.REJECTED, Answer.UNSURE, Answer.ACCEPTED)


def _review(row: Row[Any], now: Mapping[str, str], offered: Mapping[str, frozenset[str]]) -> Review:
    looked = offered[row.codebook] if row.theme == WHOLE else frozenset[str]()
    theme, answer = now.get(row.theme, row.theme), Answer(row.answer)
    return Review(row.report, row.passage, theme, row.by, answer, Stream(row.stream), row.at, looked)


def _offered(connection: Connection, versions: Collection[str], now: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The themes that there were to look for under each of those versions of the codebook, by their present ids."""
    table = schema.codebook.c
    found: dict[str, frozenset[str]] = dict.fromkeys(versions, frozenset())
    for row in connection.execute(select(table.version, table.themes).where(table.version.in_(versions))):
        book = Codebook(row.version, tuple(theme_of(values) for values in row.themes))
        groups = book.groups()
        themes = (theme.id for theme in book.themes if not theme.retired and theme.id not in groups)
        found[row.version] = frozenset(now.get(theme, theme) for theme in themes)
    return found


def load_reviewed(connection: Connection) -> tuple[Reviewed, ...]:
    """The passages on whose themes people have decided, in order of their ids; those that are not here at present, or
    that repeat another, are left out."""
    decided: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    table = schema.decision.c
    former = tagging.former_themes(connection)
    wanted = select(table.passage, table.field, table.value).where(table.field.startswith(FIELD))
    for row in connection.execute(wanted):
        if (theme := row.field.removeprefix(FIELD)) not in former:
            decided[row.passage][row.value].add(theme)
    looked: dict[str, frozenset[str]] = {}
    drawn: set[str] = set()
    for review in load_reviews(connection):
        if review.theme == WHOLE:
            looked[review.passage] = looked.get(review.passage, frozenset()) | review.looked
            drawn.update([review.passage] if review.stream is Stream.RANDOM else ())
        elif review.answer is Answer.UNSURE and review.stream is not Stream.SECOND:
            decided[review.passage][Answer.UNSURE].add(review.theme)
    found = list(_passages(connection, decided.keys() | looked.keys()))
    publishers = load_publishers(connection, {row.report for row in found}) if found else {}
    reviewed = (_reviewed(row, decided[row.id], publishers.get(row.report, ())) for row in found)
    return tuple(
        replace(one, looked=looked.get(one.passage, one.looked), drawn=one.passage in drawn) for one in reviewed
    )


def load_decided(connection: Connection) -> dict[tuple[str, str], datetime]:
    """When people last decided on each theme of each passage, by passage and theme."""
    table = schema.decision.c
    wanted = select(table.passage, table.field, table.at).where(table.field.startswith(FIELD))
    return {(row.passage, row.field.removeprefix(FIELD)): row.at for row in connection.execute(wanted)}


def _passages(connection: Connection, ids: Collection[str]) -> Iterator[Row[Any]]:
    table = schema.passage.c
    wanted: Select[Any] = select(table.id, table.report, table.heading, table.text, table.quotes)
    for some in in_parts(sorted(ids)):
        yield from connection.execute(wanted.where(table.repeats == "", table.id.in_(some)).order_by(table.id))


def _reviewed(row: Row[Any], said: Mapping[str, set[str]], organisations: tuple[str, ...]) -> Reviewed:
    accepted, rejected = frozenset(said.get(Answer.ACCEPTED, ())), frozenset(said.get(Answer.REJECTED, ()))
    return Reviewed(
        passage=row.id,
        report=row.report,
        organisations=organisations,
        heading=tuple(row.heading),
        text=row.text,
        quotes=quotes_of(row),
        accepted=accepted,
        rejected=rejected,
        unsure=frozenset(said.get(Answer.UNSURE, ())) - accepted - rejected,
        looked=frozenset(),
    )


def load_suggested(connection: Connection) -> tuple[Suggested, ...]:
    """All passages of reports that are not withdrawn, with what machines suggest and nobody has decided on."""
    table, tags = schema.passage.c, schema.tag.c
    here = select(schema.report.c.id).where(schema.report.c.status != Status.WITHDRAWN)
    wanted = select(table.key, table.id, table.report).where(table.report.in_(here), table.repeats == "")
    themes: dict[int, dict[str, float]] = defaultdict(dict)
    ruled: dict[int, dict[str, float]] = defaultdict(dict)
    accepted: dict[int, set[str]] = defaultdict(set)
    standing: Select[Any] = select(tags.passage, tags.theme, tags.score, tags.status, tags.claimant)
    for row in connection.execute(standing.where(tags.status != TagStatus.REJECTED)):
        if row.status == TagStatus.SUGGESTED:
            themes[row.passage][row.theme] = row.score
            if row.claimant == Claimant.RULE:
                ruled[row.passage][row.theme] = row.score
        else:
            accepted[row.passage].add(row.theme)
    return tuple(
        Suggested(
            row.id, row.report, themes.get(row.key, {}), frozenset(accepted.get(row.key, ())), ruled.get(row.key, {})
        )
        for row in connection.execute(wanted.order_by(table.report, table.position))
    )


def load_machine_said(connection: Connection, passages: Collection[str]) -> dict[str, frozenset[str]]:
    """The themes that machines see in those passages, whatever people said of them since."""
    joined = schema.tag.join(schema.passage, schema.tag.c.passage == schema.passage.c.key)
    wanted = select(schema.passage.c.id, schema.tag.c.theme).select_from(joined)
    wanted = wanted.where(schema.tag.c.claimant.in_((Claimant.RULE, Claimant.CLASSIFIER)))
    said: dict[str, set[str]] = defaultdict(set)
    for some in in_parts(sorted(passages)):
        for passage, theme in connection.execute(wanted.where(schema.passage.c.id.in_(some))):
            said[passage].add(theme)
    return {passage: frozenset(themes) for passage, themes in said.items()}


def load_words(connection: Connection, report: str) -> tuple[Passage, ...]:
    """The passages of a report with all that tagging needs, and nothing else: no lines, no cells."""
    rows = connection.execute(_WORDS.where(schema.passage.c.report == report).order_by(schema.passage.c.position))
    return tuple(map(_words, rows))


def load_some_words(connection: Connection, ids: Collection[str]) -> tuple[Passage, ...]:
    """Passages by their ids, in the order of these, with all that tagging needs."""
    return tuple(
        _words(row)
        for some in in_parts(sorted(ids))
        for row in connection.execute(_WORDS.where(schema.passage.c.id.in_(some)).order_by(schema.passage.c.id))
    )


_TABLE: Final = schema.passage.c
_WORDS: Final[Select[Any]] = select(
    _TABLE.id, _TABLE.kind, _TABLE.account, _TABLE.heading, _TABLE.text, _TABLE.quotes, _TABLE.repeats
)


def _words(row: Row[Any]) -> Passage:
    return Passage(
        id=row.id,
        kind=PassageKind(row.kind),
        account=Account(row.account),
        pages=(),
        heading=tuple(row.heading),
        text=row.text,
        quotes=quotes_of(row),
        repeats=row.repeats,
    )
