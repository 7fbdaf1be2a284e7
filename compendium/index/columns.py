"""Facts beside the words: a row a passage, as numpy arrays, and a record a report. Filters and counts use only them."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from compendium.index.voices import answering_voices
from compendium.model.document import Account, PassageKind, Voice
from compendium.model.indexing import IndexedReport

KINDS: Final = tuple(PassageKind)
ACCOUNTS: Final = tuple(Account)
VOICES: Final = tuple(Voice)

Ints = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What every passage of a report shares. `title_words` counts the words of the title that are searched for."""

    id: str
    organisations: tuple[str, ...]
    year: int | None
    fieldwork: tuple[int, ...]
    settings: tuple[str, ...]
    populations: tuple[str, ...]
    methods: tuple[str, ...]
    status: str
    appeared: str
    appeared_revision: int
    title_words: int


@dataclass(frozen=True)
class Columns:
    """Rows are passages: those of a report stand together, in the order of `reports`, and in reading order. `kind` and
    `account` are positions in KINDS and ACCOUNTS; `voices` has one bit for each of VOICES that the passage answers to;
    `length` has the words of its text and of its heading.

    Themes are one flat list for all rows: row i has `theme_count[i]` of them; `theme` is a position in `themes`, which
    only grows, so that changing one report leaves the rows of the others as they are.
    """

    reports: tuple[ReportFacts, ...]
    themes: tuple[str, ...]
    passages: Ints
    """How many rows each of `reports` has."""
    key: NDArray[np.int64]
    kind: Ints
    account: Ints
    voices: Ints
    length: Ints
    theme_count: Ints
    theme: Ints
    theme_checked: Mask

    @classmethod
    def empty(cls) -> Self:
        """Columns without any row."""
        made = {name: np.zeros((0, 2) if name == "length" else 0, kind) for name, kind in _ARRAYS.items()}
        return cls((), (), **made)

    @property
    def rows(self) -> int:
        """How many passages there are."""
        return len(self.key)

    @cached_property
    def report(self) -> NDArray[np.int32]:
        """The report of each row, as its place in `reports`."""
        return np.repeat(np.arange(len(self.reports), dtype=np.int32), self.passages)

    @cached_property
    def start(self) -> NDArray[np.int64]:
        """The first row of each report, and at the end the number of rows."""
        return np.concatenate([[0], np.cumsum(self.passages, dtype=np.int64)])

    @cached_property
    def theme_row(self) -> NDArray[np.int64]:
        """The row that each entry of `theme` belongs to."""
        return np.repeat(np.arange(self.rows), self.theme_count)

    @cached_property
    def ids(self) -> NDArray[np.object_]:
        """The id of each report, in order."""
        return np.array([facts.id for facts in self.reports], np.object_)

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each report stands in `reports`, by its id."""
        return {facts.id: place for place, facts in enumerate(self.reports)}

    def rows_of(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of each key; -1 for keys that have none."""
        if not self.rows:
            return np.full(len(keys), -1, np.int64)
        last = int(self.key.max())
        if last < _SPARSE * self.rows + 1000 and int(self.key.min()) >= 0:
            table = np.full(last + 1, -1, np.int32)
            table[self.key] = np.arange(self.rows, dtype=np.int32)
            known = (keys >= 0) & (keys <= last)
            return np.where(known, table[np.where(known, keys, 0)], -1).astype(np.int64)
        order = np.argsort(self.key, kind="stable")
        places = np.minimum(np.searchsorted(self.key, keys, sorter=order), self.rows - 1)
        rows = order[places]
        return np.where(self.key[rows] == keys, rows, -1)

    def keys_of(self, report: str) -> NDArray[np.int64]:
        """The keys of that report's passages, in order; empty when there is no such report."""
        place = self.place.get(report)
        return self.key[:0] if place is None else self.key[self.start[place] : self.start[place + 1]]

    def updated(self, gone: Collection[str], added: "Iterable[Block]") -> "Columns":
        """Without the reports in `gone`, and with `added`: in the place of the report of that id, else at the end.

        A report whose passages stay the same keeps its rows where they are, and so does every other.
        """
        blocks = {block.facts.id: block for block in added}
        themes = tuple(dict.fromkeys((*self.themes, *sorted({t for b in blocks.values() for t, _ in b.themes}))))
        code = {theme: number for number, theme in enumerate(themes)}
        pieces: list[_Piece] = []
        for facts, first, last in self._stretches({*gone, *blocks}):
            pieces.append(self._piece(first, last))
            if facts is not None and (block := blocks.pop(facts.id, None)) is not None:
                pieces.append(_made(block, code))
        pieces += [_made(block, code) for block in blocks.values()]
        reports = tuple(chain.from_iterable(piece.reports for piece in pieces))
        joined = {name: np.concatenate([piece.arrays[name] for piece in pieces]) for name in _ARRAYS}
        return replace(self, reports=reports, themes=themes, **joined)

    def _stretches(self, changed: Collection[str]) -> Iterable[tuple[ReportFacts | None, int, int]]:
        """The places of reports that stay, as (the changed report that comes after, first, end)."""
        first = 0
        for place in sorted(self.place[report] for report in changed if report in self.place):
            yield self.reports[place], first, place
            first = place + 1
        yield None, first, len(self.reports)

    def _piece(self, first: int, last: int) -> "_Piece":
        """The reports from place `first` up to `last`, with their rows."""
        rows = slice(int(self.start[first]), int(self.start[last]))
        entries = slice(*np.searchsorted(self.theme_row, [rows.start, rows.stop]))
        cut = {"passages": slice(first, last), "theme": entries, "theme_checked": entries}
        return _Piece(self.reports[first:last], {name: getattr(self, name)[cut.get(name, rows)] for name in _ARRAYS})

    def save(self, path: Path) -> None:
        """Writes everything to `path` (.npz); numbers as arrays, words as JSON, so that loading runs no code."""
        reports = ",".join(map(_as_json, self.reports))
        words = f'{{"themes": {json.dumps(self.themes)}, "reports": [{reports}]}}'
        with path.open("wb") as file:
            np.savez(file, words=np.frombuffer(words.encode(), np.uint8), **{n: getattr(self, n) for n in _ARRAYS})

    @classmethod
    def load(cls, path: Path) -> Self:
        """What `save` wrote. Raises OSError, ValueError, KeyError, TypeError, EOFError or BadZipFile for a missing or
        damaged file."""
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            words = json.loads(file["words"].tobytes())
            arrays = {name: file[name] for name in _ARRAYS}
        reports = tuple(ReportFacts(*map(_tupled, facts)) for facts in words["reports"])
        found = cls(reports=reports, themes=tuple(words["themes"]), **arrays)
        found._check()
        return found

    def _check(self) -> None:
        """Raises ValueError where the arrays do not belong together: what is read is not trusted to be what was
        written."""
        sound = (
            all(getattr(self, name).dtype == kind for name, kind in _ARRAYS.items())
            and len(self.passages) == len(self.reports)
            and int(self.passages.sum()) == self.rows
            and self.length.shape == (self.rows, 2)
            and all(len(getattr(self, name)) == self.rows for name in ("kind", "account", "voices", "theme_count"))
            and len(self.theme) == len(self.theme_checked) == int(self.theme_count.sum())
            and (not len(self.theme) or int(self.theme.max()) < len(self.themes))
        )
        if not sound:
            raise ValueError("the columns do not belong together")


@lru_cache(maxsize=20_000)
def _as_json(facts: ReportFacts) -> str:
    return json.dumps(_AS_TUPLE(facts))


_AS_TUPLE: Final = attrgetter(*(field.name for field in fields(ReportFacts)))
_SPARSE: Final = 20
"""Keys a row up to which a table of all keys is made: four bytes a key."""

_ARRAYS: Final[dict[str, Any]] = {
    "passages": np.int32,
    "key": np.int64,
    "kind": np.uint8,
    "account": np.uint8,
    "voices": np.uint8,
    "length": np.int32,
    "theme_count": np.int32,
    "theme": np.int32,
    "theme_checked": np.bool_,
}
"""The arrays of Columns and the type of their numbers."""


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some reports, one after the other, with their part of every array."""

    reports: tuple[ReportFacts, ...]
    arrays: dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Block:
    """One report, ready for the columns: its rows as in _ROW, and its (theme, checked) entries row by row."""

    facts: ReportFacts
    rows: tuple[tuple[Any, ...], ...]
    themes: tuple[tuple[str, bool], ...]


_ROW: Final = ("key", "kind", "account", "voices", "length", "theme_count")


def _made(block: Block, code: dict[str, int]) -> _Piece:
    values: dict[str, list[Any]] = {name: [row[place] for row in block.rows] for place, name in enumerate(_ROW)}
    values["passages"] = [len(block.rows)]
    values["theme"] = [code[theme] for theme, _ in block.themes]
    values["theme_checked"] = [checked for _, checked in block.themes]
    arrays = {name: np.array(values[name], kind) for name, kind in _ARRAYS.items()}
    arrays["length"] = arrays["length"].reshape(-1, 2)
    return _Piece((block.facts,), arrays)


def block(report: IndexedReport, lengths: Iterable[tuple[int, int]], title_words: int) -> Block:
    """The columns of one report; `lengths` are the words in text and heading, passage by passage."""
    rows, themes = [], []
    for passage, length in zip(report.passages, lengths, strict=True):
        every = sorted(passage.themes | passage.checked_themes)
        voices = sum(1 << VOICES.index(voice) for voice in answering_voices(passage.voices))
        kind, account = KINDS.index(passage.kind), ACCOUNTS.index(passage.account)
        rows.append((passage.key, kind, account, voices, length, len(every)))
        themes += [(theme, theme in passage.checked_themes) for theme in every]
    given = {f.name: getattr(report, f.name) for f in fields(ReportFacts) if f.name != "title_words"}
    facts = ReportFacts(**{**given, "status": report.status.value}, title_words=title_words)
    return Block(facts, tuple(rows), tuple(themes))
