"""The product under measure: a test collection as its index sees a catalogue, and its numbers changed for one run."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import ModuleType
from unittest import mock

import compendium.index
from benchmarks.relevance.collection import Document
from benchmarks.relevance.measures import DEPTH
from compendium.index import ranking
from compendium.model.document import Account, PassageKind
from compendium.model.indexing import Changes, IndexedPassage, IndexedReport
from compendium.model.report import Status
from compendium.model.search import SearchQuery


class Shelf:
    """A ChangeSource over documents: each is a published report with its title and one passage, its text."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._reports = {one.id: _report(one, key) for key, one in enumerate(documents, 1)}
        self.visible = frozenset(self._reports)

    def changes(self, since: int) -> Changes:
        """Everything there is, or nothing: documents never change."""
        return Changes(revision=1, words=() if since else tuple(self._reports))

    def indexed(self, reports: Iterable[str]) -> Iterator[IndexedReport]:
        """Those documents."""
        return (self._reports[report] for report in reports if report in self._reports)


def question_of(text: str) -> SearchQuery:
    """The question as a reader types it, without filters."""
    return SearchQuery(text=text, limit=DEPTH, passages=1)


def _report(one: Document, key: int) -> IndexedReport:
    passage = IndexedPassage(
        key=key,
        text=one.text,
        heading="",
        kind=PassageKind.PARAGRAPH,
        account=Account.UNKNOWN,
        voices=frozenset(),
        themes=frozenset(),
        checked_themes=frozenset(),
    )
    return IndexedReport(
        id=one.id,
        title=one.title,
        organisations=(),
        year=None,
        settings=(),
        populations=(),
        methods=(),
        status=Status.PUBLISHED,
        passages=(passage,),
    )


# ---- other numbers for one run ----


def settings(text: str) -> dict[str, float | tuple[float, ...]]:
    """What `K1=1.2,title=2,LIFT=1:0.1` asks for, by name. Raises ValueError for anything that is no number of ours."""
    asked: dict[str, float | tuple[float, ...]] = {}
    for part in filter(None, text.split(",")):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign or name not in known():
            raise ValueError(f"{part} is not NAME=NUMBER with a name out of {', '.join(known())}.")
        numbers = tuple(float(number) for number in value.split(":"))
        several = name not in ranking.BOOSTS and isinstance(getattr(ranking, name), tuple)
        if not several and len(numbers) > 1:
            raise ValueError(f"{name} is one number.")
        asked[name] = numbers if several else numbers[0]
    return asked


def known() -> list[str]:
    """The names that can be set: the fields with a boost, and the numbers (or rows of them) of `ranking`."""
    return [*ranking.BOOSTS, *(name for name, value in vars(ranking).items() if name.isupper() and _is_number(value))]


@contextmanager
def changed(asked: dict[str, float | tuple[float, ...]]) -> Iterator[None]:
    """Within it, the index ranks by these numbers. Modules take them from `ranking` by name, so each gets its own."""
    with ExitStack() as stack:
        for name, value in asked.items():
            if name in ranking.BOOSTS:
                stack.enter_context(mock.patch.dict(ranking.BOOSTS, {name: value}))
                continue
            for module in _modules():
                if name in vars(module):
                    stack.enter_context(mock.patch.object(module, name, value))
        yield


def _modules() -> list[ModuleType]:
    package = compendium.index
    return [
        importlib.import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    ]


def _is_number(value: object) -> bool:
    values = value if isinstance(value, tuple) else (value,)
    return bool(values) and all(isinstance(one, int | float) and not isinstance(one, bool) for one in values)
