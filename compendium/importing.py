"""A list that people keep of reports → the library: every row becomes a report, or is matched to one that is here."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from compendium import pipeline
from compendium.catalogue.catalogue import Catalogue
from compendium.catalogue.fields import FIELDS, normalised, people_groups, values
from compendium.catalogue.listed import key_of, listed_id, of_file, titles_twice
from compendium.catalogue.recognise import Likeness, likeness, match, nearest, plain_address, plain_title
from compendium.config import Config
from compendium.errors import BadInput
from compendium.index.engine import SearchIndex
from compendium.index.memory import MemoryIndex
from compendium.ingest.sheets.listing import ListedRow, Listing, RowError
from compendium.model.intake import Outcome, OutcomeKind, Prepared
from compendium.model.theme import Codebook
from compendium.theming import applying

_BY: Final = "owner"


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row that is about no report known before and about no file, and the report it became. `nearest` is the report
    with the most similar title, if any: a person should look whether it is the same."""

    row: int
    title: str
    report: str
    nearest: Likeness | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The list and the document say different things; the list's is shown until a person decides."""

    report: str
    field: str
    sheet: str
    document: str


@dataclass(slots=True)
class Imported:
    """What became of a list. `added` and `matched` hold report ids, each once."""

    added: list[str] = field(default_factory=list)
    matched: list[str] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    """What became of the files."""


def import_list(
    listing: Listing,
    catalogue: Catalogue,
    index: SearchIndex,
    config: Config,
    codebook: Codebook | None = None,
    *,
    files: Path | None = None,
    on_file: Callable[[Outcome], None] = lambda outcome: None,
) -> Imported:
    """Takes a list in. Run again it changes nothing but what the list now says otherwise; rows that left it stay."""
    with catalogue.writing():
        before, codebook = catalogue.codebook(), applying.put(catalogue, codebook)
        run = _Run(listing, catalogue, codebook)
        applying.retag_stale(catalogue, codebook, before)
        try:
            run.match_reports()
            if files is not None:
                for outcome in pipeline.add([files], catalogue, index, config, codebook, said_of=run.said_of):
                    run.take_outcome(outcome)
                    on_file(outcome)
            run.supply_matched()
            run.add_the_rest()
            run.compare()
        finally:
            index.catch_up(catalogue)
    return run.result


@contextmanager
def rehearsal(catalogue: Catalogue | None) -> Iterator[tuple[Catalogue, SearchIndex]]:
    """A copy of the library to import into, thrown away afterwards: it gives the same answer, and nothing is
    written."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "library"
        with closing(catalogue.copied(home) if catalogue else Catalogue.open(home, create=True)) as copy:
            yield copy, _NoIndex()


class _NoIndex(MemoryIndex):
    """Nobody searches in a rehearsal."""

    def catch_up(self, source: object) -> int:
        """Takes in nothing."""
        return 0


class _Run:
    """One list on its way in: which report each row is about, as far as that is known."""

    def __init__(self, listing: Listing, catalogue: Catalogue, codebook: Codebook) -> None:
        self.result = Imported(errors=list(listing.errors))
        self._catalogue = catalogue
        self._codebook = codebook
        self._headings = listing.columns
        self._values: dict[int, dict[str, str]] = {}
        """What each row says, in the plain form of fields."""
        self._rows = [row for row in listing.rows if self._usable(row)]
        self._keys = self._keyed()
        addresses = Counter(self._values[row.row].get("address", "") for row in self._rows)
        # an address that several rows give tells none of them from the others
        self._shared = frozenset(address for address, count in addresses.items() if count > 1)
        self._wanted = {row.row: self._likeness(row) for row in self._rows}
        self._twice = titles_twice(self._wanted.values())
        self._reports: dict[int, str] = {}
        """The report of each row that has one."""
        self._read: dict[str, int] = {}
        """The row of each file that was read in this run, by its sha256."""

    def match_reports(self) -> None:
        """Finds the rows' reports in the library: first those that the rows made, then those that are surely the same;
        a report that was withdrawn is only found when no other is."""
        known = {found.id: found for found in self._catalogue.likenesses()}
        for row in self._rows:
            own = known.get(listed_id(self._keys[row.row]))
            if own is not None and not own.withdrawn:
                self._reports[row.row] = own.id
        for withdrawn in (False, True):
            self._match([found for found in known.values() if found.withdrawn is withdrawn])

    def said_of(self, prepared: Prepared) -> Mapping[str, str] | None:
        """What the list says of a file just read; None when no row is certainly about it, or the row's report has
        another file."""
        row = self._row_of(prepared)
        if row is None:
            return None
        self._read[prepared.reading.sha256] = row.row
        return self._values[row.row]

    def take_outcome(self, outcome: Outcome) -> None:
        """Notes what became of a file."""
        self.result.outcomes.append(outcome)
        row = next((r for sha256, r in self._read.items() if sha256.startswith(outcome.report or "-")), None)
        if outcome.kind in (OutcomeKind.ADDED, OutcomeKind.PARTIAL) and outcome.report:
            self.result.added.append(outcome.report)
            if row is not None:
                self._reports[row] = outcome.report

    def supply_matched(self) -> None:
        """Gives the reports found what the list says of them now."""
        known = {found.id: found for found in self._catalogue.likenesses()}
        for row in self._rows:
            report = self._reports.get(row.row)
            if report is None:
                continue
            try:
                self._catalogue.supply(report, self._values[row.row], by=_BY)
            except BadInput as error:  # a report that is said to replace itself, say
                self.result.errors.append(RowError(row.row, "", error.message))
            if row.file and not known[report].has_file and not known[report].files & self._wanted[row.row].files:
                self._catalogue.name_file(report, row.file)
            if report not in self.result.added and report not in self.result.matched:
                self.result.matched.append(report)

    def add_the_rest(self) -> None:
        """Makes reports of the rows that are about none."""
        known = [found for found in self._catalogue.likenesses() if not found.withdrawn]
        for row in self._rows:
            if row.row in self._reports:
                continue
            said, wanted = self._values[row.row], self._wanted[row.row]
            report = self._catalogue.add_listed(said, self._keys[row.row], row.file, self._codebook.version, _BY)
            self._reports[row.row] = report
            self.result.added.append(report)
            self.result.unmatched.append(Unmatched(row.row, wanted.title, report, nearest(wanted, known)))

    def compare(self) -> None:
        """Lists where rows and documents say different things."""
        for row in self._rows:
            if report := self._reports.get(row.row):
                said = self._catalogue.machine_said(report)
                self.result.disagreements += _disagreements(report, self._values[row.row], said)

    def _usable(self, row: ListedRow) -> bool:
        """Keeps the row's values that can be used, and says of the others why they cannot."""
        kept: dict[str, str] = {}
        for name, text in row.values.items():
            try:
                kept |= normalised({name: text})
            except BadInput as error:
                column = self._headings.get(name, name)
                self.result.errors.append(RowError(row.row, column, f"{error.message} {error.next_step}"))
        self._values[row.row] = kept
        return bool(kept.get("title") or row.file or kept.get("address"))

    def _keyed(self) -> dict[int, str]:
        """What each row stays known by. Rows that agree in all that matters are one report given twice: the later ones
        are left out."""
        keys = {
            row.row: key_of(self._values[row.row]) if _says(self._values[row.row]) else row.file for row in self._rows
        }
        often = Counter(keys.values())
        first: dict[str, int] = {}
        for row in self._rows:
            if often[key := keys[row.row]] > 1:
                key = f"{key_of(self._values[row.row], alone=False)} {row.file}"
            if key in first:
                said = f"The row says the same as row {first[key]}, so it was left out."
                self.result.errors.append(RowError(row.row, "", said))
                continue
            first[key] = row.row
        self._rows = [row for row in self._rows if row.row in first.values()]
        return {row: key for key, row in first.items()}

    def _likeness(self, row: ListedRow) -> Likeness:
        said = self._values[row.row]
        alone = said.get("address", "") not in self._shared
        return likeness(
            str(row.row),
            [said.get("title", "")],
            organisations=values("organisations", said.get("organisations", "")),
            dates=[said.get("published", "")],
            addresses=[said["address"]] if alone and "address" in said else (),
            files=[row.file],
        )

    def _match(self, among: Iterable[Likeness]) -> None:
        """Pairs rows with reports. A report that two rows could be about is given to neither."""
        taken = set(self._reports.values())
        free = [known for known in among if known.id not in taken]
        open_rows = [row for row in self._rows if row.row not in self._reports]
        found = {row.row: match(self._wanted[row.row], free, titles_twice=self._twice) for row in open_rows}
        often = Counter(known.id for known in found.values() if known)
        self._reports |= {row: known.id for row, known in found.items() if known and often[known.id] == 1}

    def _row_of(self, prepared: Prepared) -> ListedRow | None:
        """The row of a file: one that names it, else one that is certainly about what the file says of itself."""
        filed = {known.id for known in self._catalogue.likenesses() if known.has_file}
        taken = set(self._read.values()) | {row for row, report in self._reports.items() if report in filed}
        open_rows = {str(row.row): row for row in self._rows if row.row not in taken}
        names = {prepared.name.casefold(), Path(prepared.name).stem.casefold()}
        named = [row for row in open_rows.values() if row.file.casefold() in names]
        if len(named) == 1:
            return named[0]
        # a row that names another file is not about this one
        unnamed = [self._wanted[row.row] for row in open_rows.values() if not row.file or row in named]
        found = match(of_file(prepared, {}), unnamed)
        return open_rows[found.id] if found else None


def _says(said: Mapping[str, str]) -> bool:
    return bool(said.get("title") or plain_address(said.get("address", "")))


def _disagreements(
    report: str, sheet: Mapping[str, str], document: Mapping[str, tuple[str, ...]]
) -> list[Disagreement]:
    """Where the list and the document both say something, and not the same."""
    found = []
    for name, differ in _DIFFER.items():
        said = values(name, sheet[name]) if name in sheet else ()
        read = document.get(FIELDS[name].claim, ())
        if said and read and differ(said, read):
            found.append(Disagreement(report, name, sheet[name], "; ".join(read)))
    return found


def _titles_differ(said: tuple[str, ...], read: tuple[str, ...]) -> bool:
    return plain_title(said[0]) != plain_title(read[0])


def _names_differ(said: tuple[str, ...], read: tuple[str, ...]) -> bool:
    return not set(map(plain_title, said)) & set(map(plain_title, read))


def _dates_differ(said: tuple[str, ...], read: tuple[str, ...]) -> bool:
    """2021 and 2021-03 are no contradiction."""
    shorter = min(len(said[0]), len(read[0]))
    return said[0][:shorter] != read[0][:shorter]


def _people_differ(said: tuple[str, ...], read: tuple[str, ...]) -> bool:
    """Only kinds that both count are compared; a number against none stated is no contradiction."""
    counted: list[Counter[str]] = []
    for stated in (said, read):
        total: Counter[str] = Counter()
        for text in stated:
            (group,) = people_groups((text,))
            if group.n is not None:
                total[group.kind] += group.n
        counted.append(total)
    ours, theirs = counted
    return any(ours[kind] != theirs[kind] for kind in ours.keys() & theirs.keys())


_DIFFER: Final[dict[str, Callable[[tuple[str, ...], tuple[str, ...]], bool]]] = {
    "title": _titles_differ,
    "organisations": _names_differ,
    "published": _dates_differ,
    "people": _people_differ,
}
"""The fields that are compared, and whether what the list says contradicts what the document says."""
