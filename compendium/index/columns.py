"""Facts beside the words: a row a passage, as numpy arrays, and a record a report. Filters and counts use only them."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from compendium.index.ranking import FIELDS
from compendium.index.voices import answering_voices
from compendium.model.document import Account, PassageKind, Voice
from compendium.model.indexing import IndexedReport

KINDS: Final = tuple(PassageKind)
ACCOUNTS: Final = tuple(Account)
VOICES: Final = tuple(Voice)

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What every passage of a report shares."""

    id: str
    organisations: tuple[str, ...]
    year: int | None
    settings: tuple[str, ...]
    populations: tuple[str, ...]
    methods: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows are passages: those of a report stand together and in reading order. `report`, `kind`, `account` are
    positions in `reports`, KINDS, ACCOUNTS. `voices` has one bit for each of VOICES that the passage answers to.

    Themes are one flat list for all rows: row i has `theme_count[i]` of them; `theme` is a position in `themes`, which
    only grows, so that changing one report leaves the rows of the others as they are.
    """

    reports: tuple[ReportFacts, ...]
    themes: tuple[str, ...]
    key: Ints
    report: Ints
    kind: Ints
    account: Ints
    voices: Ints
    length: Ints
    """Words in each of FIELDS: an array of rows by fields."""
    theme_count: Ints
    theme: Ints
    theme_checked: Ints

    @classmethod
    def empty(cls) -> Self:
        none = np.zeros(0, np.int64)
        return cls((), (), none, none, none, none, none, np.zeros((0, len(FIELDS)), np.int64), none, none, none)

    @property
    def rows(self) -> int:
        """How many passages there are."""
        return len(self.key)

    @property
    def theme_row(self) -> Ints:
        """The row that each entry of `theme` belongs to."""
        return np.repeat(np.arange(self.rows), self.theme_count)

    def rows_of(self, keys: Ints) -> Ints:
        """The row of each key; -1 for keys that have none."""
        if not self.rows:
            return np.full(len(keys), -1, np.int64)
        order = np.argsort(self.key)
        places = np.minimum(np.searchsorted(self.key, keys, sorter=order), self.rows - 1)
        rows = order[places]
        return np.where(self.key[rows] == keys, rows, -1)

    def passages_of(self, report: str) -> int:
        """How many passages that report has here."""
        numbers = [number for number, facts in enumerate(self.reports) if facts.id == report]
        return int(np.count_nonzero(np.isin(self.report, numbers)))

    def updated(self, gone: Collection[str], added: "Iterable[Block]") -> "Columns":
        """Without the reports in `gone`, and with `added` at the end; one added again replaces what stood there."""
        added = list(added)
        without = set(gone) | {block.facts.id for block in added}
        kept = self._keeping(np.array([facts.id not in without for facts in self.reports], np.bool_))
        return kept._with(added) if added else kept

    def _keeping(self, kept: Mask) -> "Columns":
        if kept.all():
            return self
        row, entry = kept[self.report], kept[self.report[self.theme_row]]
        passages = {name: getattr(self, name)[row] for name in _PER_PASSAGE}
        passages["report"] = (np.cumsum(kept) - 1)[passages["report"]]
        reports = tuple(facts for facts, keep in zip(self.reports, kept, strict=True) if keep)
        return replace(
            self, reports=reports, theme=self.theme[entry], theme_checked=self.theme_checked[entry], **passages
        )

    def _with(self, blocks: "list[Block]") -> "Columns":
        themes = tuple(dict.fromkeys((*self.themes, *sorted({t for block in blocks for t, _ in block.themes}))))
        code = {theme: number for number, theme in enumerate(themes)}
        first = len(self.reports)
        new: dict[str, list[Any]] = {
            "report": [first + n for n, block in enumerate(blocks) for _ in block.rows],
            "theme": [code[theme] for block in blocks for theme, _ in block.themes],
            "theme_checked": [checked for block in blocks for _, checked in block.themes],
        }
        for place, name in enumerate(_PER_ROW):
            new[name] = [row[place] for block in blocks for row in block.rows]
        joined = {name: _append(getattr(self, name), values) for name, values in new.items()}
        return replace(self, reports=(*self.reports, *(block.facts for block in blocks)), themes=themes, **joined)

    def save(self, path: Path) -> None:
        """Writes everything to `path` (.npz); numbers as arrays, words as JSON, so that loading runs no code."""
        words = json.dumps({"reports": [asdict(facts) for facts in self.reports], "themes": self.themes})
        with path.open("wb") as file:
            np.savez(file, words=np.frombuffer(words.encode(), np.uint8), **{n: getattr(self, n) for n in _ARRAYS})

    @classmethod
    def load(cls, path: Path) -> Self:
        """What `save` wrote. Raises OSError, ValueError, KeyError or BadZipFile for a missing or damaged file."""
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            words = json.loads(file["words"].tobytes())
            arrays = {name: file[name] for name in _ARRAYS}
        reports = tuple(_report_facts(facts) for facts in words["reports"])
        return cls(reports=reports, themes=tuple(words["themes"]), **arrays)


def _report_facts(facts: dict[str, Any]) -> ReportFacts:
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in facts.items()}
    return ReportFacts(**values)


def _append(array: Ints, values: list[Any]) -> Ints:
    return np.concatenate([array, np.array(values, np.int64).reshape(-1, *array.shape[1:])])


_ARRAYS: Final = tuple(f.name for f in fields(Columns) if f.name not in {"reports", "themes"})
_PER_PASSAGE: Final = tuple(name for name in _ARRAYS if name not in {"theme", "theme_checked"})
_PER_ROW: Final = ("key", "kind", "account", "voices", "length", "theme_count")


@dataclass(frozen=True, slots=True)
class Block:
    """One report, ready for the columns: its rows as in _PER_ROW, and its (theme, checked) entries row by row."""

    facts: ReportFacts
    rows: tuple[tuple[Any, ...], ...]
    themes: tuple[tuple[str, bool], ...]


def block(report: IndexedReport, lengths: Iterable[tuple[int, ...]]) -> Block:
    """The columns of one report; `lengths` are the words in each of FIELDS, passage by passage."""
    rows, themes = [], []
    for passage, length in zip(report.passages, lengths, strict=True):
        entries = [
            (theme, theme in passage.checked_themes) for theme in sorted(passage.themes | passage.checked_themes)
        ]
        voices = sum(1 << VOICES.index(voice) for voice in answering_voices(passage.voices))
        kind, account = KINDS.index(passage.kind), ACCOUNTS.index(passage.account)
        rows.append((passage.key, kind, account, voices, length, len(entries)))
        themes += entries
    facts = ReportFacts(
        id=report.id,
        organisations=report.organisations,
        year=report.year,
        settings=report.settings,
        populations=report.populations,
        methods=report.methods,
        status=report.status.value,
    )
    return Block(facts, tuple(rows), tuple(themes))
