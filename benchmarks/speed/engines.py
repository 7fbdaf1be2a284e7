"""Three engines that answer the same questions over the same passages. Each gives ten hits with the words around them,
and counts of the values of filters.

The two beside ours are used as their manuals show, and asked for less: they search the text alone (ours also headings
and titles), count three filters (ours ten), and know nothing of readers' rights, of reports or of people heard.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from benchmarks.speed.questions import Question
from benchmarks.speed.saving import Place
from compendium.model.indexing import IndexedReport

HITS = 10


class Engine(Protocol):
    """An engine, open."""

    def ask(self, question: Question) -> int:
        """Answers in full; how many passages answer."""

    def close(self) -> None:
        """Lets go of all files."""


class Compendium:
    """The program's own search, as a reader: groups of passages, all counts, people heard, the words around matches."""

    def __init__(self, place: Place) -> None:
        from compendium.library import Library
        from compendium.model.search import READER

        self._library = Library.open(place.home, READER)

    def ask(self, question: Question) -> int:
        return self._library.search(question.query).total_passages

    def close(self) -> None:
        self._library.close()


class StockWhoosh:
    """Whoosh with its own analysis, query parser, scoring, filters, grouping and highlighting."""

    def __init__(self, place: Place) -> None:
        from whoosh.index import open_dir
        from whoosh.qparser import QueryParser

        self._texts = sqlite3.connect(place.home / "catalogue.db")
        self._index = open_dir(str(self.files(place)))
        self._searcher = self._index.searcher()
        self._parser = QueryParser("text", self._index.schema)

    @staticmethod
    def files(place: Place) -> Path:
        return place.folder / "stock_whoosh"

    @classmethod
    def build(cls, place: Place, reports: Iterable[IndexedReport]) -> None:
        from whoosh.analysis import StemmingAnalyzer
        from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
        from whoosh.index import create_in

        facets = {name: ID(sortable=True) for name in ("first_organisation", "year", "kind")}
        lists = {name: KEYWORD(commas=True) for name in ("organisation", "theme")}
        schema = Schema(key=NUMERIC(stored=True), text=TEXT(analyzer=StemmingAnalyzer()), **facets, **lists)
        cls.files(place).mkdir()
        writer = create_in(str(cls.files(place)), schema).writer(limitmb=256)
        for report in reports:
            for passage in report.passages:
                writer.add_document(
                    key=passage.key,
                    text=passage.text,
                    first_organisation=report.organisations[0],
                    year=str(report.year),
                    kind=str(passage.kind),
                    organisation=",".join(report.organisations),
                    theme=",".join(sorted(passage.themes)),
                )
        writer.commit()

    def ask(self, question: Question) -> int:
        from whoosh.query import Term
        from whoosh.sorting import Count, Facets

        facets = Facets()
        for name in ("first_organisation", "year", "kind"):
            facets.add_field(name, maptype=Count)
        passes = Term(*question.filter) if question.filter else None
        found = self._searcher.search(self._parser.parse(question.typed), limit=HITS, filter=passes, groupedby=facets)
        hits = found[:HITS]  # with groupedby all hits come, whatever the limit
        keys = [hit["key"] for hit in hits]
        asked = f"SELECT key, text FROM passage WHERE key IN ({','.join('?' * len(keys))})"  # noqa: S608 (question marks only)
        texts = dict(self._texts.execute(asked, keys))
        for hit in hits:
            hit.highlights("text", text=texts[hit["key"]])
        for name in facets.names():
            found.groups(name)
        return len(found)

    def close(self) -> None:
        self._searcher.close()
        self._index.close()
        self._texts.close()


class SqliteFts5:
    """The full-text search of SQLite: text in a table beside it, Porter's stems, bm25, snippet(), counts by SQL."""

    def __init__(self, place: Place) -> None:
        self._database = sqlite3.connect(self.files(place))
        self._database.execute("PRAGMA cache_size = -65536")
        self._database.execute("PRAGMA mmap_size = 2147483648")

    @staticmethod
    def files(place: Place) -> Path:
        return place.folder / "fts5.db"

    @classmethod
    def build(cls, place: Place, reports: Iterable[IndexedReport]) -> None:
        with closing(sqlite3.connect(cls.files(place))) as database, database:
            database.executescript(_TABLES)
            for report in reports:
                database.executemany(
                    "INSERT INTO made_by VALUES (?, ?)", [(n, report.id) for n in report.organisations]
                )
                shared = (report.id, report.organisations[0], report.year)
                rows = [(passage.key, *shared, str(passage.kind), passage.text) for passage in report.passages]
                database.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)", rows)
                themes = [(theme, passage.key) for passage in report.passages for theme in sorted(passage.themes)]
                database.executemany("INSERT INTO theme VALUES (?, ?)", themes)
            database.execute("INSERT INTO words (words) VALUES ('rebuild')")
            database.execute("INSERT INTO words (words) VALUES ('optimize')")
            database.execute("ANALYZE")

    def ask(self, question: Question) -> int:
        name, value = question.filter or ("", "")
        passes, match = _FILTERS[name], _match(question)
        given: list[Any] = [match, value] if name else [match]
        best = self._database.execute(_BEST.format(passes=passes), [*given, HITS]).fetchall()
        for (key,) in best:
            self._database.execute(_SNIPPET, (match, key)).fetchone()
        counts = self._database.execute(_COUNTS.format(passes=passes), given).fetchall()
        return sum(count for facet, _, count in counts if facet == "kind")

    def close(self) -> None:
        self._database.close()


_TABLES = """
    CREATE TABLE passage (key INTEGER PRIMARY KEY, report TEXT, organisation TEXT, year INTEGER, kind TEXT, text TEXT);
    CREATE TABLE made_by (organisation TEXT, report TEXT, PRIMARY KEY (organisation, report)) WITHOUT ROWID;
    CREATE TABLE theme (theme TEXT, passage INTEGER, PRIMARY KEY (theme, passage)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5(text, content='passage', content_rowid='key', tokenize='porter unicode61');
"""
_FILTERS = {
    "": "",
    "organisation": "AND report IN (SELECT report FROM made_by WHERE organisation = ?)",
    "year": "AND year = ?",
    "theme": "AND key IN (SELECT passage FROM theme WHERE theme = ?)",
}
_HITS = "FROM words JOIN passage ON key = words.rowid WHERE words MATCH ? {passes}"
_BEST = f"SELECT words.rowid {_HITS} ORDER BY words.rank LIMIT ?"
_SNIPPET = "SELECT snippet(words, 0, '[', ']', '…', 40) FROM words WHERE words MATCH ? AND rowid = ?"
_COUNTS = f"""
    WITH hit AS MATERIALIZED (SELECT organisation, year, kind {_HITS})
    SELECT 'organisation', organisation, count(*) FROM hit GROUP BY 2
    UNION ALL SELECT 'year', year, count(*) FROM hit GROUP BY 2
    UNION ALL SELECT 'kind', kind, count(*) FROM hit GROUP BY 2
"""  # noqa: S608 (of the lines above alone)


def _match(question: Question) -> str:
    if question.kind == "phrase":
        return question.typed
    words = (" OR " if question.kind == "or" else " AND ").join(f'"{word}"' for word in question.words)
    return f'({words}) NOT "{question.without}"' if question.without else words


OURS = "compendium"
PEERS: dict[str, Any] = {"stock_whoosh": StockWhoosh, "sqlite_fts5": SqliteFts5}
ENGINES: dict[str, Any] = {OURS: Compendium, **PEERS}
