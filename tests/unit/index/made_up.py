"""Made-up reports, and a catalogue of them that tells an index what changed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from compendium.model.document import Account, PassageKind, Voice
from compendium.model.indexing import Changes, IndexedPassage, IndexedReport
from compendium.model.report import Status

_keys = count(1)


def passage(
    text: str,
    *,
    heading: str = "",
    kind: PassageKind = PassageKind.PARAGRAPH,
    account: Account = Account.UNKNOWN,
    voices: Iterable[Voice] = (),
    themes: Iterable[str] = (),
    checked: Iterable[str] = (),
) -> IndexedPassage:
    """A passage under a key of its own."""
    every = frozenset(themes) | frozenset(checked)
    return IndexedPassage(next(_keys), text, heading, kind, account, frozenset(voices), every, frozenset(checked))


def report(
    id: str,
    *passages: IndexedPassage | str,
    title: str = "A report",
    organisations: Iterable[str] = (),
    year: int | None = None,
    settings: Iterable[str] = (),
    populations: Iterable[str] = (),
    methods: Iterable[str] = (),
    status: Status = Status.PUBLISHED,
) -> IndexedReport:
    """A report of these passages; plain text becomes a passage."""
    made = tuple(passage(given) if isinstance(given, str) else given for given in passages)
    return IndexedReport(
        id, title, tuple(organisations), year, tuple(settings), tuple(populations), tuple(methods), status, made
    )


class Shelf:
    """A ChangeSource over reports in a dictionary."""

    def __init__(self, *reports: IndexedReport) -> None:
        self.reports: dict[str, IndexedReport] = {}
        self._words: dict[str, int] = {}
        self._facts: dict[str, int] = {}
        self._gone: dict[str, int] = {}
        self.revision = 0
        for one in reports:
            self.put(one)

    def put(self, one: IndexedReport) -> None:
        """A report is new or its words changed."""
        self.revision += 1
        self.reports[one.id] = one
        self._words[one.id] = self.revision
        self._gone.pop(one.id, None)

    def retag(self, one: IndexedReport) -> None:
        """Only facts of a report changed."""
        self.revision += 1
        self.reports[one.id] = one
        self._facts[one.id] = self.revision

    def drop(self, report_id: str) -> None:
        """A report is gone."""
        self.revision += 1
        del self.reports[report_id]
        self._gone[report_id] = self.revision

    def changes(self, since: int) -> Changes:
        words = tuple(r for r, at in self._words.items() if at > since and r in self.reports)
        facts = tuple(r for r, at in self._facts.items() if at > since and r in self.reports and r not in words)
        gone = tuple(r for r, at in self._gone.items() if at > since)
        return Changes(self.revision, words, facts, gone)

    def indexed(self, reports: Iterable[str]) -> Iterator[IndexedReport]:
        for report_id in reports:
            if report_id in self.reports:
                yield self.reports[report_id]


def retagged(one: IndexedReport, *, themes: Iterable[str] = (), checked: Iterable[str] = ()) -> IndexedReport:
    """The report with other tags on every passage; keys and words stay."""
    every = frozenset(themes) | frozenset(checked)
    passages = tuple(replace(p, themes=every, checked_themes=frozenset(checked)) for p in one.passages)
    return replace(one, passages=passages)
