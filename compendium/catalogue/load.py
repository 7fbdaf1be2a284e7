"""Reading the library as one viewer may see it. A report hidden from a viewer is, in every answer, not there."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Row, Select, Text, bindparam, func, select, type_coerce

from compendium.catalogue import files, schema
from compendium.catalogue.absent import no_passage, no_report
from compendium.catalogue.rows import (
    concern_of,
    group_of,
    heading_of,
    page_of,
    passage_of,
    problem_of,
    source_of,
    tag_of,
)
from compendium.catalogue.settle import claims_of, passed_over, strongest
from compendium.catalogue.studies import speaking_editions, studies_of
from compendium.catalogue.tags import count_tags
from compendium.errors import NotFound
from compendium.model.concern import Concern
from compendium.model.document import Heading, Page, Passage
from compendium.model.people import Exactness, GroupFact, GroupKind, SampleGroup
from compendium.model.report import (
    Form,
    OrganisationRole,
    PartialDate,
    Period,
    Precision,
    Report,
    Reuse,
    Source,
    Status,
)
from compendium.model.search import Viewer
from compendium.model.theme import Tag, TagStatus

T = TypeVar("T")

TaggedPassage = tuple[Passage, tuple[Tag, ...]]

PUBLISHED: Final = (Status.PUBLISHED,)
_ASKED_FOR_ALONE: Final = frozenset({"headings", "concerns", "signature"})
"""Columns of a report that are large, or not for everyone."""

_MANY: Final = 500
"""How many ids one statement asks for."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a viewer may see: published reports only."""

    reports: int
    organisations: int
    studies: int
    passages: int
    tags: int


def visible(connection: Connection, viewer: Viewer, statuses: Collection[str] | None = PUBLISHED) -> frozenset[str]:
    """The ids of the reports of those statuses (None: any) that the viewer may see. Only the owner sees any that are
    not published, for other roles, or not out yet."""
    return seen_among(rights(connection), viewer, statuses)


Rights = tuple[str, str, list[str], date | None]
"""What decides who may see a report: its id, status, audience and the day before which it is not to be shown."""


def rights(connection: Connection) -> list[Rights]:
    """What decides who may see each report."""
    table = schema.report.c
    audience = type_coerce(table.audience, Text)  # nearly always empty, and slow to decode
    rows = connection.execute(select(table.id, table.status, audience, table.not_before))
    return [(id, status, [] if told == "[]" else json.loads(told), not_before) for id, status, told, not_before in rows]


def seen_among(reports: Iterable[Rights], viewer: Viewer, statuses: Collection[str] | None) -> frozenset[str]:
    """The ids of those of the reports that the viewer may see: see `visible`."""
    today = date.today()
    return frozenset(
        id
        for id, status, audience, not_before in reports
        if (statuses is None or status in statuses)
        and (viewer.owner or _open_to(viewer, status, audience, not_before, today))
    )


def load_reports(connection: Connection, ids: Collection[str], *, brief: bool = False) -> tuple[Report, ...]:
    """Those reports, newest publication first. The number of statements does not grow with that of reports. A `brief`
    report comes without its claims, candidates and number of pages, which a list of results does not show."""
    parts = [report for some in in_parts(ids) for report in _load_some(connection, some, brief)]
    return tuple(sorted(parts, key=lambda report: (-(_day(report)), report.title, report.id)))


def load_report(connection: Connection, report: str, viewer: Viewer) -> Report:
    """One report. Raises NotFound in the same words whether it is absent or hidden."""
    check_visible(connection, report, viewer)
    return load_reports(connection, [report])[0]


def check_visible(connection: Connection, report: str, viewer: Viewer) -> None:
    """Raises NotFound when this viewer may not see that report, or there is none."""
    if report not in visible(connection, viewer, None):
        raise no_report(report)


def load_pages(connection: Connection, report: str) -> tuple[Page, ...]:
    """The pages of a report, in order."""
    rows = connection.execute(select(schema.page).where(schema.page.c.report == report).order_by(schema.page.c.number))
    return tuple(page_of(row) for row in rows)


def load_titles(connection: Connection, reports: Collection[str]) -> dict[str, str]:
    """The titles of those reports."""
    rows = connection.execute(select(schema.report.c.id, schema.report.c.title))
    return {row.id: row.title for row in rows if row.id in reports}


def load_pages_named(
    connection: Connection, reports: Collection[str]
) -> tuple[dict[tuple[str, int], str], frozenset[tuple[str, int]]]:
    """The labels printed on the pages of those reports, by report and page number; and the pages whose words were
    recognised in pictures."""
    rows = list(_rows_in(connection, _PAGES_NAMED, reports))
    labels = {(row.report, row.number): row.label for row in rows if row.label is not None}
    return labels, frozenset((row.report, row.number) for row in rows if row.ocr)


def load_headings(connection: Connection, reports: Collection[str]) -> dict[str, tuple[Heading, ...]]:
    """The headings of those reports in order, by report id; reports without any are left out."""
    table = schema.report
    rows = _rows_in(connection, _in_some(select(table.c.id, table.c.headings), table.c.id), reports)
    return {row.id: tuple(heading_of(values) for values in row.headings) for row in rows if row.headings}


def load_passages(connection: Connection, report: str) -> tuple[TaggedPassage, ...]:
    """The passages of a report in reading order, with their tags; rejected tags are left out."""
    table = schema.passage
    rows = connection.execute(select(table).where(table.c.report == report).order_by(table.c.position)).all()
    return tuple((passage, tags) for _, _, passage, tags in _with_tags(connection, rows))


def load_by_key(
    connection: Connection, keys: Collection[int], seen: Collection[str]
) -> dict[int, tuple[str, Passage, tuple[Tag, ...]]]:
    """Passages by their keys, each with its report's id and its tags, and without the boxes of its lines. Keys unknown
    or not of reports in `seen` are left out."""
    rows = [row for row in _rows_in(connection, _BY_KEY, keys) if row.report in seen]
    return {key: (report, passage, tags) for key, report, passage, tags in _with_tags(connection, rows)}


def report_of_passage(connection: Connection, passage: str, viewer: Viewer) -> str:
    """The id of the report that holds that passage. Raises NotFound whether it is absent or hidden."""
    found = connection.execute(select(schema.passage.c.report).where(schema.passage.c.id == passage)).scalar()
    if found is None or found not in visible(connection, viewer, None):
        raise no_passage(passage)
    return str(found)


def file_path(connection: Connection, home: Path, report: str, viewer: Viewer) -> Path:
    """Where the library's copy of a report's file is. Raises NotFound when there is none, or none for this viewer."""
    check_visible(connection, report, viewer)
    table = schema.source
    row = connection.execute(select(table).where(table.c.report == report).limit(1)).one_or_none()
    if row is None:
        raise NotFound(
            f"The report {report} has no file here: it is known from a list alone.", "Add its file: compendium add FILE"
        )
    if not (path := files.place_of(home, row.sha256, row.format)).exists():
        raise NotFound(f"The library holds no file of the report {report}.", "Run: compendium check")
    return path


@dataclass(frozen=True, slots=True)
class Heard:
    """The groups of people of some reports, and which report speaks for which.

    A newer edition corrects the figures of the one it replaces: its groups stand for those of the older one, also where
    only the older one was asked for, so that no selection of reports ever counts more people than all of them. Editions
    are of one study, whether anyone said so or not. An edition that is hidden says nothing, but still joins the others.
    """

    seen: frozenset[str]
    facts: tuple[GroupFact, ...]
    speaking: Mapping[str, str]
    """The report that speaks for another, by the other's id."""

    def speaks_for(self, reports: Collection[str]) -> frozenset[str]:
        """The reports whose groups count for those, as far as they are seen."""
        asked = self.seen.intersection(reports)
        silent = [report for report in self.speaking if report in asked and self.speaking[report] != report]
        return asked.difference(silent).union(self.speaking[report] for report in silent)

    def of(self, reports: Collection[str] | None = None) -> tuple[GroupFact, ...]:
        """The groups that count for those reports, as far as they are seen; without any given, for all."""
        wanted = self.speaks_for(self.seen if reports is None else reports)
        return tuple(fact for fact in self.facts if fact.report in wanted)


def load_heard(connection: Connection, seen: frozenset[str]) -> Heard:
    """The groups of people of the reports in `seen`."""
    groups = schema.sample_group
    columns = select(groups.c.report, groups.c.kind, groups.c.n, groups.c.exactness)
    rows = connection.execute(columns.order_by(groups.c.report, groups.c.position)).all()
    speaking = speaking_editions(connection, seen.intersection(row.report for row in rows))
    studies = studies_of(connection)
    facts = (
        GroupFact(studies[report], report, GroupKind(kind), n, Exactness(exactness))
        for report, kind, n, exactness in rows
        if report in seen
    )
    return Heard(seen, tuple(facts), speaking)


def load_counts(connection: Connection, viewer: Viewer) -> Counts:
    """How much there is for that viewer."""
    seen = visible(connection, viewer)
    links = schema.report_organisation
    published = links.c.role == OrganisationRole.PUBLISHER
    named = connection.execute(select(links.c.report, links.c.organisation).where(published))
    table = schema.passage
    passages = select(table.c.report, func.count()).where(table.c.repeats == "").group_by(table.c.report)
    return Counts(
        reports=len(seen),
        organisations=len({organisation for report, organisation in named if report in seen}),
        studies=len({study for report, study in studies_of(connection).items() if report in seen}),
        passages=sum(count for report, count in connection.execute(passages) if report in seen),
        tags=count_tags(connection, seen),
    )


def organisations_of(
    connection: Connection, reports: Collection[str], role: OrganisationRole = OrganisationRole.PUBLISHER
) -> dict[str, tuple[str, ...]]:
    """The names of the organisations of each of those reports that had that role, in order."""
    links, names = schema.report_organisation, schema.organisation
    wanted = select(links.c.report, names.c.name).join_from(links, names)
    wanted = wanted.where(links.c.report.in_(reports), links.c.role == role)
    return _grouped(connection.execute(wanted.order_by(links.c.report, links.c.position)))


def load_publishers(connection: Connection, seen: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Who published each of those reports, in order."""
    links, names = schema.report_organisation, schema.organisation
    wanted = select(links.c.report, names.c.name).join_from(links, names)
    wanted = wanted.where(links.c.role == OrganisationRole.PUBLISHER)
    rows = connection.execute(wanted.order_by(links.c.report, links.c.position))
    return _grouped((row.report, row.name) for row in rows if row.report in seen)


def passage_words(connection: Connection, passage: str) -> tuple[int, str]:
    """The key of a passage, and its headings and text. Raises NotFound."""
    table = schema.passage.c
    row = connection.execute(select(table.key, table.heading, table.text).where(table.id == passage)).one_or_none()
    if row is None:
        raise no_passage(passage)
    return row.key, "\n".join((*row.heading, row.text))


def load_concerns(connection: Connection, report: str, viewer: Viewer) -> tuple[Concern, ...]:
    """What in a report may point to a person: for the owner only. Raises NotFound for everyone else."""
    check_visible(connection, report, viewer)
    if not viewer.owner:
        raise no_report(report)
    found = connection.execute(select(schema.report.c.concerns).where(schema.report.c.id == report)).scalar_one()
    return tuple(concern_of(values) for values in found)


def _open_to(viewer: Viewer, status: str, audience: list[str], not_before: date | None, today: date) -> bool:
    out = not_before is None or not_before <= today
    return out and status == Status.PUBLISHED and (not audience or not viewer.roles.isdisjoint(audience))


def _load_some(connection: Connection, ids: Sequence[str], brief: bool) -> Iterator[Report]:
    rows = list(_rows_in(connection, _REPORTS, ids))
    claims = dict.fromkeys(ids, ()) if brief else claims_of(connection, ids)
    parts = _grouped(((row.report, row.role), row.name) for row in _rows_in(connection, _ORGANISATIONS, ids))
    names, commissioners, fieldworkers = (
        {report: found for (report, had), found in parts.items() if had == role} for role in OrganisationRole
    )
    sources, groups = _sources(connection, ids), _groups(connection, ids)
    pages: dict[str, int] = {} if brief else dict(map(tuple, _rows_in(connection, _PAGE_COUNTS, ids)))
    for row in rows:
        read = () if brief else tuple(group_of(values) for values in row.read_candidates)
        passed = () if brief else passed_over(row.read_groups, strongest(claims[row.id]))
        yield Report(
            id=row.id,
            title=row.title,
            organisations=names.get(row.id, ()),
            commissioners=commissioners.get(row.id, ()),
            fieldworkers=fieldworkers.get(row.id, ()),
            published=PartialDate(row.published, Precision(row.published_precision)) if row.published else None,
            fieldwork=Period(row.fieldwork_start, row.fieldwork_end) if row.fieldwork_start else None,
            study=row.study,
            replaces=row.replaces,
            form=Form(row.form),
            status=Status(row.status),
            audience=tuple(row.audience),
            not_before=row.not_before,
            reuse=Reuse(row.reuse),
            methods=tuple(row.methods),
            settings=tuple(row.settings),
            populations=tuple(row.populations),
            places=tuple(row.places),
            edition=row.edition,
            series=row.series,
            address=row.address,
            licence=row.licence,
            language=row.language,
            sources=sources.get(row.id, ()),
            sample_groups=groups.get(row.id, ()),
            candidates=passed + read,
            claims=claims[row.id],
            pages=pages.get(row.id, 0),
            problems=tuple(problem_of(values) for values in row.problems),
            revision=row.facts_revision,
            appeared=max(row.appeared.date(), row.not_before or date.min),
        )


def _sources(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Source, ...]]:
    return _grouped((row.report, source_of(row)) for row in _rows_in(connection, _SOURCES, ids))


def _groups(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[SampleGroup, ...]]:
    return _grouped((row.report, group_of(dict(row._mapping))) for row in _rows_in(connection, _GROUPS, ids))


def _with_tags(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[tuple[int, str, Passage, tuple[Tag, ...]]]:
    """Key, report, passage and tags of each of those rows of passages, in their order."""
    ids = {row.key: row.id for row in rows}
    tags = _grouped((row.passage, tag_of(ids[row.passage], row)) for row in _rows_in(connection, _TAGS, ids))
    for row in rows:
        yield row.key, row.report, passage_of(row), tags.get(row.key, ())


def _in_some(wanted: Select[Any], column: Any) -> Select[Any]:
    """The statement for rows of some values of that column. Making a statement takes longer than carrying it out."""
    return wanted.where(column.in_(bindparam("some", expanding=True)))


def _rows_in(connection: Connection, wanted: Select[Any], values: Collection[Any]) -> Iterator[Row[Any]]:
    for some in in_parts(values):
        yield from connection.execute(wanted, {"some": some})


_PAGES_NAMED: Final = _in_some(
    select(schema.page.c.report, schema.page.c.number, schema.page.c.label, schema.page.c.ocr).where(
        schema.page.c.label.is_not(None) | schema.page.c.ocr
    ),
    schema.page.c.report,
)
_BY_KEY: Final = _in_some(
    select(*(column for column in schema.passage.c if column.name != "boxes")), schema.passage.c.key
)
_TAGS: Final = _in_some(
    select(schema.tag).where(schema.tag.c.status != TagStatus.REJECTED).order_by(schema.tag.c.theme),
    schema.tag.c.passage,
)
_ORGANISATIONS: Final = _in_some(
    select(schema.report_organisation.c.report, schema.report_organisation.c.role, schema.organisation.c.name)
    .join_from(schema.report_organisation, schema.organisation)
    .order_by(schema.report_organisation.c.report, schema.report_organisation.c.position),
    schema.report_organisation.c.report,
)
_REPORTS: Final = _in_some(
    select(*(column for column in schema.report.c if column.name not in _ASKED_FOR_ALONE)), schema.report.c.id
)
_PAGE_COUNTS: Final = _in_some(
    select(schema.page.c.report, func.count()).group_by(schema.page.c.report), schema.page.c.report
)
_SOURCES: Final = _in_some(select(schema.source).order_by(schema.source.c.name), schema.source.c.report)
_GROUPS: Final = _in_some(
    select(schema.sample_group).order_by(schema.sample_group.c.report, schema.sample_group.c.position),
    schema.sample_group.c.report,
)


def in_parts(values: Iterable[T]) -> Iterator[list[T]]:
    """The values, as many at a time as one statement takes."""
    rest = iter(values)
    while some := list(islice(rest, _MANY)):
        yield some


def _grouped(pairs: Iterable[tuple[Any, T]]) -> dict[Any, tuple[T, ...]]:
    found: dict[Any, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _day(report: Report) -> int:
    return report.published.date.toordinal() if report.published else 0
