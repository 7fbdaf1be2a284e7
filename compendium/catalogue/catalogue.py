"""The catalogue: the truth of a library, in one folder. Everything it does is one transaction, whole or not at all."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from datetime import date, datetime
from pathlib import Path
from secrets import token_bytes
from typing import Self

from sqlalchemy import Connection, Engine, select, update

from compendium.catalogue import (
    changes,
    checkup,
    decisions,
    fields,
    files,
    journal,
    listed,
    load,
    reviews,
    save,
    schema,
    studies,
    tags,
    traits,
)
from compendium.catalogue.connect import create_file, make_engine, reading, version, writing
from compendium.catalogue.lock import WriterLock
from compendium.catalogue.recognise import Likeness
from compendium.errors import LibraryUnusable
from compendium.model.concern import Concern
from compendium.model.document import Heading, Page, Passage, report_id, unit_of
from compendium.model.indexing import Changes, IndexedReport
from compendium.model.intake import Known, Outcome, OutcomeKind, Prepared, Refusal
from compendium.model.relation import Traits
from compendium.model.report import AuditEvent, Report, to_check
from compendium.model.review import Answer, Review, Reviewed, Stream, Suggested
from compendium.model.search import Viewer
from compendium.model.theme import Codebook, Tag

LOCK_WAIT_SECONDS = 3.0
"""How long a second writer waits before it says that another is adding."""

_MOST_SIGHTS = 50


class Catalogue:
    """The reports of one library. Threads may share it; processes each open their own. The index's `ChangeSource`."""

    def __init__(self, home: Path, engine: Engine, lock: WriterLock) -> None:
        self.home = home
        self._engine = engine
        self._lock = lock
        self._rights: tuple[int, list[load.Rights]] = (-1, [])
        self._sights: dict[tuple[int, date, Viewer, frozenset[str] | None], frozenset[str]] = {}

    @classmethod
    def open(cls, home: Path, *, create: bool = False) -> Self:
        """Opens the library in that folder, upgrading an older one. Raises LibraryUnusable when there is none (unless
        it is to be created), or when it is damaged, locked, or made by a newer version."""
        file, lock = home / "catalogue.db", WriterLock(home / "writer.lock", LOCK_WAIT_SECONDS)
        if create:
            _create(file)
        elif not file.is_file():
            raise _missing(home)
        engine = make_engine(file)
        try:
            _make_ready(engine, home, lock, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(home, engine, lock)

    def close(self) -> None:
        """Lets go of all files (on Windows an open file cannot be moved)."""
        self._engine.dispose()

    def revision(self) -> int:
        """The number of saved changes so far; every one raises it."""
        with reading(self._engine) as connection:
            return journal.revision(connection)

    def revisions(self) -> tuple[int, int]:
        """The number of saved changes so far, and that of the last one that was more than a decision about a tag."""
        with reading(self._engine) as connection:
            return journal.revisions(connection)

    # -- writing ---------------------------------------------------------------------------------------------------

    def writing(self) -> AbstractContextManager[None]:
        """Holds the library's writer lock: one process adds at a time. Raises LibraryUnusable when another one does."""
        return self._lock.held()

    def known(self, sha256: str, extractor: str) -> Known | None:
        """The report that has this file, or the refusal this extractor met before; None when it is worth reading."""
        with reading(self._engine) as connection:
            return save.known_file(connection, sha256, extractor)

    def save(
        self, prepared: Prepared, *, draft: bool = False, by: str = "owner", supplied: Mapping[str, str] | None = None
    ) -> Outcome:
        """Saves a report with its file, or reads it again into its place. `supplied` are values of a list, by the names
        of `fields.FIELDS`; empty ones say nothing. `draft` is for a report not here yet.

        Raises Refused when the file changed since it was read, BadInput for a value that cannot be used; then nothing
        is saved.
        """
        given = fields.normalised({name: text for name, text in (supplied or {}).items() if text.strip()})
        content = prepared.reading
        target = files.place_of(self.home, content.sha256, content.format)
        with self.writing():
            marker = files.copy_in(Path(prepared.path), target, content.sha256)
            with writing(self._engine) as connection:
                save.save_report(connection, prepared, draft=draft, by=by, supplied=given)
                waiting = tags.waiting_decisions(connection, report_id(content.sha256))
            if marker:
                files.remove(marker)
        return Outcome(
            kind=OutcomeKind.PARTIAL if content.failed_pages else OutcomeKind.ADDED,
            path=prepared.path,
            report=report_id(content.sha256),
            pages=len(content.pages),
            failed_pages=content.failed_pages,
            to_check=to_check(content.pages, content.problems),
            unit=unit_of(content.format),
            remarks=(*(problem.message for problem in content.problems if problem.page is None), *_waiting(waiting)),
            concerns=prepared.concerns,
        )

    def restore_file(self, path: Path, sha256: str) -> None:
        """Puts the library's copy of that file back when it is missing or cut short. `path` holds the same bytes."""
        with reading(self._engine) as connection:
            row = connection.execute(select(schema.source).where(schema.source.c.sha256 == sha256)).one_or_none()
        if row is None:
            return
        target = files.place_of(self.home, sha256, row.format)
        if target.exists() and target.stat().st_size == row.bytes:
            return
        with self.writing():
            if marker := files.copy_in(path, target, sha256):
                marker.unlink()

    def supply(self, report_id: str, supplied: Mapping[str, str], by: str) -> None:
        """The values of a list for a report that is here already; they stand below people's decisions. Changes nothing
        when the list says what it said before. Raises NotFound, or BadInput for a value that cannot be used."""
        given = fields.normalised({name: text for name, text in supplied.items() if text.strip()})
        with writing(self._engine) as connection:
            decisions.supply(connection, report_id, given, by)

    def add_listed(self, supplied: Mapping[str, str], key: str, file: str, codebook: str, by: str) -> str:
        """Makes a report of what a list says of one without a file; its id. `key` is what the row stays known by, and
        `file` the name of its file, if the list says so. BadInput for a value that cannot be used."""
        given = fields.normalised({name: text for name, text in supplied.items() if text.strip()})
        report = listed.listed_id(key)
        with writing(self._engine) as connection:
            listed.add_listed(connection, report, given, file, codebook, by)
        return report

    def name_file(self, report_id: str, file: str) -> None:
        """Keeps which file a list names for a report without one, so that it is known when it comes."""
        with writing(self._engine) as connection:
            listed.name_file(connection, report_id, file)

    def refuse(self, refusal: Refusal) -> None:
        """Remembers that a file was not taken in, and why."""
        with writing(self._engine) as connection:
            save.remember_refusal(connection, refusal)

    def decide(self, report_id: str, changes: Mapping[str, str], by: str) -> None:
        """A person's values for fields of a report, by the names of `fields.FIELDS`: shown from now on, whatever a
        machine reads later. BadInput names the field and what it may hold; NotFound. Nothing changes then."""
        given = fields.normalised(changes)
        with writing(self._engine) as connection:
            decisions.decide(connection, report_id, given, by)

    def decide_tag(self, passage_id: str, theme: str, accepted: bool, by: str) -> None:
        """A person's word on whether a passage speaks to a theme. Raises NotFound."""
        with writing(self._engine) as connection:
            decisions.decide_tag(connection, passage_id, theme, accepted, by)

    def withdraw(self, report_id: str, by: str) -> None:
        """Hides a report from everyone but the owner; nothing is deleted. Raises NotFound."""
        with writing(self._engine) as connection:
            decisions.withdraw(connection, report_id, by)

    def review(
        self, passage_id: str, answers: Mapping[str, Answer], *, whole: bool = False, by: str, stream: Stream
    ) -> None:
        """What a person says of the themes of a passage they read; `whole`: they read it for all themes. Raises
        NotFound."""
        with writing(self._engine) as connection:
            reviews.keep(connection, passage_id, answers, whole=whole, by=by, stream=stream)

    def retag(self, report_id: str, found: Iterable[Tag], codebook: str, themes: Collection[str] | None = None) -> bool:
        """Replaces the tags that machines made (on those themes, if any are named); people's decisions hold. Returns
        whether anything changed. Raises NotFound."""
        with writing(self._engine) as connection:
            return decisions.retag(connection, report_id, found, codebook, themes)

    def restamp(self, report_ids: Iterable[str], codebook: str) -> None:
        """Keeps that the tags of these reports are as that version of the codebook makes them."""
        with writing(self._engine) as connection:
            table = schema.report
            for some in load.in_parts(report_ids):
                connection.execute(update(table).where(table.c.id.in_(some)).values(codebook=codebook))

    def put_codebook(self, codebook: Codebook, *, own: bool = False, by: str = "compendium") -> int:
        """Puts this codebook in force: the one that new tags are made with. `own` says that people here chose it.
        Returns how many decisions on former themes were carried over to those they are now."""
        if self.codebook() == codebook and self.own_codebook() == own:
            return 0
        with writing(self._engine) as connection:
            return tags.put_codebook(connection, codebook, own=own, by=by)

    # -- reading ---------------------------------------------------------------------------------------------------

    def visible(self, viewer: Viewer, statuses: Collection[str] | None = load.PUBLISHED) -> frozenset[str]:
        """The ids of the reports of those statuses that the viewer may see; None means any status."""
        with reading(self._engine) as connection:
            return self._seen(connection, viewer, statuses)

    def _seen(self, connection: Connection, viewer: Viewer, statuses: Collection[str] | None = None) -> frozenset[str]:
        """What `load.visible` says, kept for as long as nothing is saved and the day is the same. Only for reading:
        within a transaction that writes, the revision may yet be taken back."""
        wanted = None if statuses is None else frozenset(map(str, statuses))
        _, revision = journal.revisions(connection)
        key = (revision, date.today(), viewer, wanted)
        if (found := self._sights.get(key)) is None:
            if len(self._sights) >= _MOST_SIGHTS:
                self._sights.clear()
            kept = self._rights
            if kept[0] != revision:
                kept = self._rights = (revision, load.rights(connection))
            found = self._sights[key] = load.seen_among(kept[1], viewer, wanted)
        return found

    def reports(
        self,
        viewer: Viewer,
        ids: Iterable[str] | None = None,
        statuses: Collection[str] | None = load.PUBLISHED,
        *,
        brief: bool = False,
    ) -> tuple[Report, ...]:
        """The visible reports, newest first: all of them, or those of `ids`. `statuses` of None means any; `brief` is
        as in `load_reports`."""
        with reading(self._engine) as connection:
            seen = self._seen(connection, viewer, statuses)
            return load.load_reports(connection, seen if ids is None else seen.intersection(ids), brief=brief)

    def report(self, report_id: str, viewer: Viewer) -> Report:
        """One report, of any status for the owner. Raises NotFound in the same words whether it is absent or hidden."""
        with reading(self._engine) as connection:
            return load.load_report(connection, report_id, viewer)

    def pages(self, report_id: str, viewer: Viewer) -> tuple[Page, ...]:
        """The pages of a report, in order. Raises NotFound."""
        with reading(self._engine) as connection:
            load.check_visible(connection, report_id, viewer)
            return load.load_pages(connection, report_id)

    def titles(self, viewer: Viewer, statuses: Collection[str] | None = load.PUBLISHED) -> dict[str, str]:
        """The titles of all visible reports, by report id: all that a list of choices needs."""
        with reading(self._engine) as connection:
            return load.load_titles(connection, self._seen(connection, viewer, statuses))

    def pages_named(
        self, report_ids: Collection[str], viewer: Viewer
    ) -> tuple[dict[tuple[str, int], str], frozenset[tuple[str, int]]]:
        """The labels printed on pages, by report id and page number; and the pages whose words were recognised in
        pictures of them."""
        with reading(self._engine) as connection:
            seen = self._seen(connection, viewer)
            return load.load_pages_named(connection, seen.intersection(report_ids))

    def headings(self, report_ids: Collection[str], viewer: Viewer) -> dict[str, tuple[Heading, ...]]:
        """The headings of reports in order, by report id; reports without any are left out."""
        with reading(self._engine) as connection:
            seen = self._seen(connection, viewer)
            return load.load_headings(connection, seen.intersection(report_ids))

    def passages(self, report_id: str, viewer: Viewer) -> tuple[load.TaggedPassage, ...]:
        """The passages of a report in reading order, each with its tags that nobody rejected. Raises NotFound."""
        with reading(self._engine) as connection:
            load.check_visible(connection, report_id, viewer)
            return load.load_passages(connection, report_id)

    def passages_by_key(self, keys: Collection[int], viewer: Viewer) -> dict[int, tuple[str, Passage, tuple[Tag, ...]]]:
        """Report id, passage and tags by the index's keys; keys unknown or hidden are left out."""
        with reading(self._engine) as connection:
            return load.load_by_key(connection, keys, self._seen(connection, viewer))

    def passage_report(self, passage_id: str, viewer: Viewer) -> str:
        """The id of the report that holds a passage. Raises NotFound."""
        with reading(self._engine) as connection:
            return load.report_of_passage(connection, passage_id, viewer)

    def file_path(self, report_id: str, viewer: Viewer) -> Path:
        """The library's copy of a report's file, to be read and never changed. Raises NotFound."""
        with reading(self._engine) as connection:
            return load.file_path(connection, self.home, report_id, viewer)

    def heard(self, viewer: Viewer, statuses: Collection[str] | None = load.PUBLISHED) -> load.Heard:
        """The groups of people of all reports, of those statuses, that the viewer may see."""
        with reading(self._engine) as connection:
            return load.load_heard(connection, self._seen(connection, viewer, statuses))

    def publishers(
        self, viewer: Viewer, statuses: Collection[str] | None = load.PUBLISHED
    ) -> dict[str, tuple[str, ...]]:
        """Who published each report, of those statuses, that the viewer may see."""
        with reading(self._engine) as connection:
            return load.load_publishers(connection, self._seen(connection, viewer, statuses))

    def keys(self, report_id: str, viewer: Viewer) -> frozenset[int]:
        """The index's keys of a report's passages. Raises NotFound."""
        with reading(self._engine) as connection:
            load.check_visible(connection, report_id, viewer)
            return frozenset(tags.keys_of(connection, report_id).values())

    def passage_words(self, passage_id: str, viewer: Viewer) -> tuple[int, str]:
        """The index's key of a passage, and its headings and text. Raises NotFound."""
        with reading(self._engine) as connection:
            load.report_of_passage(connection, passage_id, viewer)
            return load.passage_words(connection, passage_id)

    def studies(self, viewer: Viewer, reports: Collection[str]) -> frozenset[str]:
        """The studies that those reports stand on, as far as the viewer may see them; editions of one report share
        one."""
        with reading(self._engine) as connection:
            seen = self._seen(connection, viewer)
            return frozenset(s for r, s in studies.studies_of(connection).items() if r in seen and r in reports)

    def counts(self, viewer: Viewer) -> load.Counts:
        """How many published reports, organisations, studies, passages and tags the viewer may see."""
        with reading(self._engine) as connection:
            return load.load_counts(connection, viewer)

    def codebook(self) -> Codebook:
        """The codebook in force; one without themes in a library that never had any."""
        with reading(self._engine) as connection:
            return tags.load_codebook(connection)

    def tagged_with(self) -> dict[str, str]:
        """The version of the codebook that each report was tagged with, by report id, reports of any status."""
        with reading(self._engine) as connection:
            return {
                row.id: row.codebook for row in connection.execute(select(schema.report.c.id, schema.report.c.codebook))
            }

    def decided_themes(self) -> frozenset[str]:
        """The themes that people have decided on, on any passage."""
        with reading(self._engine) as connection:
            return tags.decided_themes(connection)

    def count_decided(self, themes: Collection[str]) -> int:
        """How many decisions people took on those themes."""
        with reading(self._engine) as connection:
            return tags.count_decided(connection, themes)

    def suggestions(
        self, report_id: str, *, by_rule: bool = False
    ) -> tuple[frozenset[tuple[str, str]], dict[tuple[str, str], str]]:
        """What machines suggest for the passages of a report and nobody decided on, as pairs of passage and theme; and
        the status that people decided on, by such pairs. `by_rule`: only what rules suggest. For the owner only."""
        with reading(self._engine) as connection:
            return tags.machine_tags(connection, report_id, by_rule=by_rule), tags.decided_tags(connection, report_id)

    def own_codebook(self) -> bool:
        """Whether people here chose the codebook in force; otherwise it is one that shipped with the program."""
        with reading(self._engine) as connection:
            return bool(connection.execute(select(schema.library.c.own_codebook)).scalar())

    def reviews(self) -> tuple[Review, ...]:
        """All answers that people gave on themes, oldest first. For the owner only."""
        with reading(self._engine) as connection:
            return reviews.load_reviews(connection)

    def some_words(self, passages: Collection[str]) -> tuple[Passage, ...]:
        """Passages by their ids with all that tagging needs, in order of the ids. For the owner only."""
        with reading(self._engine) as connection:
            return reviews.load_some_words(connection, passages)

    def classifier_themes(self) -> frozenset[str]:
        """The themes that a classifier suggests for any passage at present."""
        with reading(self._engine) as connection:
            return tags.classifier_themes(connection)

    def decided_at(self) -> dict[tuple[str, str], datetime]:
        """When people last decided on each theme of each passage, by passage and theme. For the owner only."""
        with reading(self._engine) as connection:
            return reviews.load_decided(connection)

    def reviewed(self) -> tuple[Reviewed, ...]:
        """The passages on whose themes people have decided, of reports of any status. For the owner only."""
        with reading(self._engine) as connection:
            return reviews.load_reviewed(connection)

    def suggested(self) -> tuple[Suggested, ...]:
        """All passages with what machines suggest for them and nobody decided on, of reports that are not withdrawn.
        For the owner only."""
        with reading(self._engine) as connection:
            return reviews.load_suggested(connection)

    def machine_themes(self, passages: Collection[str]) -> dict[str, frozenset[str]]:
        """What machines see in those passages, whatever people said since. For the owner only."""
        with reading(self._engine) as connection:
            return reviews.load_machine_said(connection, passages)

    def words(self, report_id: str) -> tuple[Passage, ...]:
        """The passages of a report with all that tagging needs. For the owner only."""
        with reading(self._engine) as connection:
            return reviews.load_words(connection, report_id)

    def audit(self, report_id: str) -> tuple[AuditEvent, ...]:
        """Who changed what in a report, oldest first. For the owner only: it tells values since changed."""
        with reading(self._engine) as connection:
            return journal.events(connection, report_id)

    def traits(self, viewer: Viewer, reports: Collection[str] | None = None) -> tuple[Traits, ...]:
        """What those reports that the viewer may see are compared by; None: all of them."""
        with reading(self._engine) as connection:
            return traits.load_traits(connection, viewer, reports)

    def concerns(self, report_id: str, viewer: Viewer) -> tuple[Concern, ...]:
        """What in a report may point to a person. For the owner only: everyone else gets NotFound."""
        with reading(self._engine) as connection:
            return load.load_concerns(connection, report_id, viewer)

    def likenesses(self) -> tuple[Likeness, ...]:
        """What every report is recognised by, of any status. For the owner only."""
        with reading(self._engine) as connection:
            return listed.known(connection)

    def machine_said(self, report_id: str) -> dict[str, tuple[str, ...]]:
        """What a report's file says of itself, by claim, whatever people or lists say. For the owner only."""
        with reading(self._engine) as connection:
            return listed.machine_said(connection, report_id)

    # -- for the index ---------------------------------------------------------------------------------------------

    def index_key(self) -> bytes:
        """The library's own key, which its search index is sealed with; made when it is first asked for."""
        table = schema.library
        with reading(self._engine) as connection:
            found = connection.execute(select(table.c.index_key)).scalar()
        if found is None:
            with writing(self._engine) as connection:
                connection.execute(update(table).where(table.c.index_key.is_(None)).values(index_key=token_bytes(32)))
                found = connection.execute(select(table.c.index_key)).scalar_one()
        return bytes(found)

    def changes(self, since: int) -> Changes:
        """All that changed after revision `since`; a revision below `since` in the answer says: make the index anew."""
        with reading(self._engine) as connection:
            return changes.changes(connection, since)

    def indexed(self, reports: Iterable[str]) -> Iterator[IndexedReport]:
        """Those reports as they stand now, of any status, one at a time; unknown ids are passed over."""
        above = changes.themes_above(self.codebook())
        for wanted in reports:
            with reading(self._engine) as connection:
                found = changes.indexed_report(connection, wanted, above)
            if found is not None:
                yield found

    # -- upkeep ----------------------------------------------------------------------------------------------------

    def check(self) -> list[str]:
        """What is wrong with the library, in plain sentences; empty when it is sound. Reads every file."""
        with reading(self._engine) as connection:
            return checkup.check(connection, self.home)

    def copied(self, home: Path) -> "Catalogue":
        """The same catalogue in another folder, without files: to try something out."""
        create_file(home / "catalogue.db")
        with reading(self._engine) as connection, closing(sqlite3.connect(home / "catalogue.db")) as copy:
            connection.connection.driver_connection.backup(copy)  # type: ignore[union-attr]
        return Catalogue.open(home)

    def tidy(self) -> None:
        """Removes what a killed run left: unfinished copies, and copies whose report was never saved. Nothing else."""
        with self.writing(), reading(self._engine) as connection:
            files.remove(*files.leftovers(self.home, checkup.owned(connection)))


def _make_ready(engine: Engine, home: Path, lock: WriterLock, *, create: bool) -> None:
    """Leaves the database with the present schema, or raises LibraryUnusable."""
    found = version(engine)
    if found == schema.VERSION:
        return
    if found is None and not create:
        raise _missing(home)
    if found is not None and found > schema.VERSION:
        raise LibraryUnusable(
            f"The library in {home} was made by a newer version of compendium. Nothing was changed.",
            "Install that version, or choose another folder with --home.",
        )
    from compendium.catalogue.upgrade import upgrade  # slow to load, and hardly ever needed

    with lock.held():
        upgrade(engine)


def _create(file: Path) -> None:
    try:
        create_file(file)
    except OSError as error:
        raise LibraryUnusable(
            f"The library {file.parent} could not be made: {error.strerror or error}.",
            "Choose a folder that you may write to, with --home.",
        ) from error


def _missing(home: Path) -> LibraryUnusable:
    return LibraryUnusable(f"There is no library in {home}.", "Make one with: compendium add FILE")


def _waiting(decisions: int) -> tuple[str, ...]:
    """What is said of decisions about passages that a new reading cut otherwise."""
    if not decisions:
        return ()
    one = "decision is" if decisions == 1 else "decisions are"
    return (f"{decisions} {one} kept about words that were read in other passages this time. Look at the tags again.",)
