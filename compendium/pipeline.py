"""The write side, on one screen: prepare each file in a child process, save it in one transaction, let the index
catch up."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from compendium.catalogue.catalogue import Catalogue
from compendium.catalogue.fields import normalised
from compendium.config import Config, Limits
from compendium.errors import BadInput, Refused
from compendium.evidence.relations import relations
from compendium.index.engine import SearchIndex
from compendium.ingest.attempts import in_attempts
from compendium.ingest.describe.describe import describe
from compendium.ingest.privacy import concerns
from compendium.ingest.read import extractor, file_sha256, read_file
from compendium.ingest.signature import signature
from compendium.ingest.sniff import Kind, sniff
from compendium.model.document import report_id
from compendium.model.intake import Outcome, OutcomeKind, Prepared, Refusal
from compendium.model.relation import Relation, Traits
from compendium.model.search import OWNER
from compendium.model.theme import Codebook
from compendium.tagging.rules import Tagger
from compendium.theming import applying
from compendium.theming.suggesting import suggester

_FREE_TEXT = frozenset({Kind.HTML, Kind.TEXT, Kind.MARKDOWN})
_NO_REPORT = re.compile(r"(?:readme|licen[cs]e|changelog).*|requirements.*\.txt", re.IGNORECASE)
"""Names of texts that lie in many folders and are about something else. A person who names such a file means it."""

MetadataSheet = Mapping[str, Mapping[str, str]]
"""What people say of files, by file name: field → value."""

SaidOf = Callable[[Prepared], Mapping[str, str] | None]
"""What a list says of a file just read; None leaves the file out."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be prepared, with all that the child process needs."""

    path: Path
    sha256: str
    bytes: int
    codebook: Codebook
    limits: Limits


def add(
    paths: Iterable[Path],
    catalogue: Catalogue,
    index: SearchIndex,
    config: Config,
    codebook: Codebook | None = None,
    *,
    draft: bool = False,
    sheet: MetadataSheet | None = None,
    said_of: SaidOf | None = None,
    on_total: Callable[[int], None] = lambda files: None,
) -> Iterator[Outcome]:
    """What became of each file, as it is known. One bad file never stops the rest; killed at any moment and run again,
    it goes on where it was. `codebook` is put in force; without it the one that is in force, or shipped, holds."""
    paths = tuple(paths)
    named = frozenset(path for path in paths if not path.is_dir())
    with catalogue.writing():
        before, codebook = catalogue.codebook(), applying.put(catalogue, codebook)
        batch = _Batch(catalogue, codebook, config.limits, sheet or {}, named, said_of)
        catalogue.tidy()
        index.catch_up(catalogue)  # finish what an earlier, killed run left
        files = list(sources(paths))
        batch.check_names(files)
        on_total(len(files))
        try:
            yield from batch.known_already(files)
            for task, prepared in _prepare_all(batch.tasks.values(), config):
                yield from batch.saved(task, prepared, draft)
            batch.supply_the_rest()
            applying.retag_stale(catalogue, codebook, before)
            for name in batch.names_missing():
                said = "The sheet names this file, but it was not among those given."
                yield Outcome(OutcomeKind.SKIPPED, name, code="not-given", message=said)
        finally:
            index.catch_up(catalogue)  # also after an interruption: what is saved can be found


def reread(
    report_ids: Iterable[str],
    catalogue: Catalogue,
    index: SearchIndex,
    config: Config,
    codebook: Codebook | None = None,
) -> Iterator[Outcome]:
    """Reads the stored files of these reports again. People's decisions stay; what machines said is replaced."""
    with catalogue.writing():
        before, codebook = catalogue.codebook(), applying.put(catalogue, codebook)
        batch = _Batch(catalogue, codebook, config.limits, {})
        reports = [catalogue.report(report_id, OWNER) for report_id in report_ids]
        names = {catalogue.file_path(report.id, OWNER): report.sources[0].name for report in reports}
        tasks = [Task(path, path.stem, path.stat().st_size, codebook, config.limits) for path in names]
        try:
            for task, prepared in _prepare_all(tasks, config):
                if isinstance(prepared, Prepared):
                    prepared = replace(prepared, name=names[task.path])
                yield from batch.saved(task, prepared, draft=False)
            applying.retag_stale(catalogue, codebook, before)
        finally:
            index.catch_up(catalogue)


def readable(name: str) -> str:
    """A file's name as text that can be kept and printed: on Linux a name may hold bytes that are no text."""
    return name.encode("utf-8", "replace").decode("utf-8")


def sources(paths: Iterable[Path]) -> Iterator[Path]:
    """The files meant by some paths: each file itself, and of a folder all files in it, hidden ones left out, in
    order of name."""
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file())
            yield from (p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
        else:
            yield path


def prepare(task: Task) -> Prepared:
    """Reads, describes and tags one file. Runs in a child process. Raises Refused."""
    reading = read_file(task.path, task.limits)
    if reading.sha256 != task.sha256:
        raise Refused("changed-while-reading")
    return Prepared(
        path=str(task.path),
        name=readable(task.path.name),
        bytes=task.bytes,
        reading=reading,
        description=describe(reading),
        tags=_tagger(task.codebook).tag(reading.passages),
        codebook=task.codebook.version,
        concerns=concerns(reading),
        signature=signature(reading.passages),
    )


@functools.lru_cache(maxsize=2)
def _tagger(codebook: Codebook) -> Tagger:
    return Tagger(codebook)


def _prepare_all(tasks: Iterable[Task], config: Config) -> Iterator[tuple[Task, Prepared | Refused]]:
    """The tasks in child processes, the largest files first so that none is left to run alone at the end."""
    ordered = sorted(tasks, key=lambda task: (-task.bytes, task.path))
    processes = max(1, min(config.reading_processes, len(ordered)))
    return in_attempts(prepare, ordered, _with_limits, processes=processes, limits=config.limits)


def _with_limits(task: Task, limits: Limits) -> Task:
    return replace(task, limits=limits)


class _Batch:
    """The files of one run: what is new in them, what stands in them twice, and what a sheet says of them."""

    def __init__(
        self,
        catalogue: Catalogue,
        codebook: Codebook,
        limits: Limits,
        sheet: MetadataSheet,
        named: frozenset[Path] = frozenset(),
        said_of: SaidOf | None = None,
    ) -> None:
        self.tasks: dict[str, Task] = {}
        self._named = named
        """The files that were given by their own names, not in a folder."""
        self._said_of = said_of
        self._catalogue = catalogue
        self._codebook = codebook
        self._limits = limits
        self._suggester = suggester(catalogue.home, codebook)
        # looked at before anything is read, so that a slip in the sheet costs nobody an hour
        self._sheet = {name: normalised(values) for name, values in sheet.items()}
        self._again: defaultdict[str, list[Path]] = defaultdict(list)
        self._ids: dict[str, str] = {}
        """The report that each file makes or has made, by its name with and without ending."""
        self._given: set[str] = set()
        self._unchanged: dict[str, str] = {}
        """The reports that were here before, by the name of their file."""

    def check_names(self, files: Iterable[Path]) -> None:
        """Raises BadInput when the sheet speaks of a name that two of the files have: a draft could pass for the
        other."""
        names = Counter(path.name for path in files)
        if twice := sorted(name for name, count in names.items() if count > 1 and name in self._sheet):
            raise BadInput(f"More than one file is named {twice[0]}, which the sheet names.", "Nothing was added.")

    def known_already(self, files: Iterable[Path]) -> Iterator[Outcome]:
        """Gathers what is new into `tasks`; yields the outcomes of all other files."""
        for path in files:
            found = self._triage(path)
            if isinstance(found, Outcome):
                yield found
            elif found.sha256 in self.tasks:
                self._again[found.sha256].append(path)
            else:
                self.tasks[found.sha256] = found

    def saved(self, task: Task, prepared: Prepared | Refused, draft: bool) -> Iterator[Outcome]:
        """Saves what was made of a file, or remembers why nothing was; and says so of its copies in the batch too."""
        outcome = self._save(task, prepared, draft)
        yield outcome
        for path in self._again[task.sha256]:
            if outcome.kind in (OutcomeKind.REFUSED, OutcomeKind.SKIPPED):
                yield replace(outcome, path=str(path))
            else:
                yield Outcome(OutcomeKind.UNCHANGED, str(path), report=outcome.report)

    def supply_the_rest(self) -> None:
        """Gives what the sheet says of files that were here before to their reports."""
        for name, report in self._unchanged.items():
            if supplied := self._supplied(name):
                self._catalogue.supply(report, supplied, by="owner")

    def names_missing(self) -> list[str]:
        """The files that the sheet names and that were not among those given."""
        return sorted(self._sheet.keys() - self._given)

    def _triage(self, path: Path) -> Task | Outcome:
        self._given.add(path.name)
        sha256 = None
        try:
            if skipped := self._passed_over(path, sniff(path)):
                return skipped
            size = path.stat().st_size
            sha256 = file_sha256(path)
            if size > self._limits.file_mb * 2**20:
                raise Refused("too-large")
        except Refused as refused:
            return self._refuse(path, sha256 or _sha256_if_readable(path), refused)
        self._ids[path.name] = self._ids[path.stem] = report_id(sha256)
        known = self._catalogue.known(sha256, extractor())
        if known is None:
            return Task(path, sha256, size, self._codebook, self._limits)
        if known.refusal is not None:
            refusal = known.refusal
            return Outcome(OutcomeKind.REFUSED, str(path), code=refusal.code, message=refusal.message)
        self._catalogue.restore_file(path, sha256)
        self._unchanged[path.name] = known.report or ""
        return Outcome(OutcomeKind.UNCHANGED, str(path), report=known.report)

    def _passed_over(self, path: Path, kind: Kind) -> Outcome | None:
        """What is said of a file that is not even tried."""
        if kind is Kind.OTHER:
            said = "This type of file is not read here."
            return Outcome(OutcomeKind.SKIPPED, str(path), code="unsupported", message=said)
        if kind in _FREE_TEXT and path not in self._named and _NO_REPORT.fullmatch(path.name):
            said = "By its name this is no report. To add it all the same, give the file itself and not its folder."
            return Outcome(OutcomeKind.SKIPPED, str(path), code="no-report", message=said)
        return None

    def _save(self, task: Task, prepared: Prepared | Refused, draft: bool) -> Outcome:
        if isinstance(prepared, Refused):
            return self._refuse(task.path, task.sha256, prepared)
        try:
            # what the sheet says of a copy under another name holds for the report too
            names = [*(path.name for path in self._again[task.sha256]), task.path.name]
            supplied = {field: value for name in names for field, value in self._supplied(name).items()}
            if self._said_of is not None:
                if (said := self._said_of(prepared)) is None:
                    return Outcome(OutcomeKind.SKIPPED, str(task.path), code="not-listed", message=_NOT_LISTED)
                supplied |= said
            beyond = self._suggester.beyond(prepared.reading.passages, prepared.tags)
            prepared = replace(prepared, tags=(*prepared.tags, *beyond))
            outcome = self._catalogue.save(prepared, draft=draft, supplied=supplied)
            return replace(outcome, relations=self._relations(outcome.report or ""))
        except Refused as refused:
            return self._refuse(task.path, task.sha256, refused)

    @functools.cached_property
    def _compared(self) -> dict[str, Traits]:
        """What reports are compared by: loaded once a run, because a library has many and each file is compared."""
        return {traits.report: traits for traits in self._catalogue.traits(OWNER)}

    def _relations(self, report: str) -> tuple[Relation, ...]:
        """Reports in the library that a newly saved one may belong with."""
        self._compared.update((traits.report, traits) for traits in self._catalogue.traits(OWNER, [report]))
        found = [relation.other for relation in relations(self._compared[report], self._compared.values())]
        if not found:
            return ()
        # a sheet may have linked them, or a file replaced one, since they were loaded
        now = {traits.report: traits for traits in self._catalogue.traits(OWNER, [report, *found])}
        return relations(now[report], now.values())

    def _refuse(self, path: Path, sha256: str | None, refused: Refused) -> Outcome:
        self._catalogue.refuse(
            Refusal(readable(str(path)), sha256, refused.code, refused.message, extractor(), readable(refused.detail))
        )
        return Outcome(OutcomeKind.REFUSED, str(path), code=refused.code, message=refused.message)

    def _supplied(self, name: str) -> dict[str, str]:
        """What the sheet says of a file. `replaces` may name the older report by its file: it becomes that report's
        id."""
        values = dict(self._sheet.get(name, {}))
        if older := values.get("replaces"):
            values["replaces"] = self._ids.get(older, older)
        return values


_NOT_LISTED = "No row of the list is certainly about this file. To add it all the same: compendium add FILE."


def _sha256_if_readable(path: Path) -> str | None:
    try:
        return file_sha256(path)
    except Refused:
        return None
