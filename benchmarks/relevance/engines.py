"""The engines compared. Each is filled with the same documents and answers the same questions.

The product gets each question as it was typed. The others get its words in lower case without punctuation, so that no
sign in a question is taken for an operator of theirs.
"""

import importlib.util
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.relevance.collection import Document
from benchmarks.relevance.measures import DEPTH, ordered

Search = Callable[[str], list[str]]
"""From a question to the ids of documents, best first."""


@dataclass(frozen=True, slots=True)
class Engine:
    """`filled(documents, folder)` makes an index in that empty folder and keeps it open; `ready` says whether it is
    there to be used."""

    filled: Callable[[Sequence[Document], Path], AbstractContextManager[Search]]
    ready: Callable[[], bool] = lambda: True


def words(question: str) -> list[str]:
    """The words of a question in lower case."""
    return re.findall(r"\w+", question.lower())


@contextmanager
def _compendium(documents: Sequence[Document], folder: Path) -> Iterator[Search]:
    from benchmarks.relevance.ours import Shelf, question_of
    from compendium.index.whoosh_engine import WhooshIndex

    shelf = Shelf(documents)
    with closing(WhooshIndex.open(folder)) as index:
        index.rebuild(shelf)
        yield lambda text: [found.report for found in index.search(question_of(text), shelf.visible).shown]


def _whoosh(analyzer: str, group: str) -> Callable[[Sequence[Document], Path], AbstractContextManager[Search]]:
    @contextmanager
    def filled(documents: Sequence[Document], folder: Path) -> Iterator[Search]:
        from whoosh import analysis, fields, index, qparser, scoring

        def text() -> Any:
            return fields.TEXT(analyzer=getattr(analysis, analyzer)())

        with closing(
            index.create_in(folder, fields.Schema(id=fields.ID(stored=True), title=text(), text=text()))
        ) as made:
            with made.writer() as writer:
                for one in documents:
                    writer.add_document(id=one.id, title=one.title, text=one.text)
            with made.searcher(weighting=scoring.BM25F()) as searcher:
                parser = qparser.MultifieldParser(["title", "text"], made.schema, group=getattr(qparser, group))
                yield lambda question: ordered(
                    (hit["id"], hit.score)
                    for hit in searcher.search(parser.parse(" ".join(words(question))), limit=DEPTH)
                )

    return filled


def _tantivy(stop_words: bool) -> Callable[[Sequence[Document], Path], AbstractContextManager[Search]]:
    """Any word answers, in title or text, which weigh the same: a title counting double is worse on Cranfield, where
    the text says the title again."""

    @contextmanager
    def filled(documents: Sequence[Document], folder: Path) -> Iterator[Search]:
        import tantivy

        tokenizer = "stopped" if stop_words else "en_stem"
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", tokenizer_name=tokenizer)
        builder.add_text_field("text", tokenizer_name=tokenizer)
        index = tantivy.Index(builder.build())  # in memory: no open file stands in the way of deleting the folder
        if stop_words:
            index.register_tokenizer(tokenizer, _stopped(tantivy))
        writer = index.writer()
        for one in documents:
            writer.add_document(tantivy.Document(id=one.id, title=one.title, text=one.text))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()

        def search(question: str) -> list[str]:
            query = index.parse_query(" ".join(words(question)), ["title", "text"])
            found = searcher.search(query, DEPTH).hits
            return ordered((searcher.doc(address)["id"][0], score) for score, address in found)

        yield search

    return filled


def _stopped(tantivy: Any) -> Any:
    """What its own `en_stem` does, without stop words."""
    made = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    steps = (tantivy.Filter.lowercase(), tantivy.Filter.stopword("english"), tantivy.Filter.stemmer("english"))
    for step in steps:
        made = made.filter(step)
    return made.build()


@contextmanager
def _sqlite_fts5(documents: Sequence[Document], folder: Path) -> Iterator[Search]:
    """The Porter tokeniser; any word answers; title and text weigh the same, as by default."""
    with closing(sqlite3.connect(folder / "fts.db")) as database:
        database.execute(
            "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, text, tokenize = 'porter unicode61')"
        )
        rows = [(one.id, one.title, one.text) for one in documents]
        database.executemany("INSERT INTO docs VALUES (?, ?, ?)", rows)
        database.commit()
        asking = "SELECT id, -bm25(docs) FROM docs WHERE docs MATCH ? ORDER BY bm25(docs), id LIMIT ?"

        def search(question: str) -> list[str]:
            any_word = " OR ".join(f'"{word}"' for word in words(question))
            return ordered(database.execute(asking, (any_word, DEPTH))) if any_word else []

        yield search


@contextmanager
def _bm25s(documents: Sequence[Document], folder: Path) -> Iterator[Search]:
    """Its English stop words and PyStemmer; it knows no fields, so title and text are one."""
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")

    def split(texts: list[str], **more: Any) -> Any:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False, **more)

    engine = bm25s.BM25()
    engine.index(split([f"{one.title} {one.text}" for one in documents]), show_progress=False)

    def search(question: str) -> list[str]:
        asked = split([question], return_ids=False)
        places, scores = engine.retrieve(asked, k=min(DEPTH, len(documents)), show_progress=False)
        found = zip(places[0].tolist(), scores[0].tolist(), strict=True)
        return ordered((documents[place].id, score) for place, score in found if score > 0)

    yield search


def installed(*modules: str) -> Callable[[], bool]:
    """A check that all these modules can be imported."""
    return lambda: all(importlib.util.find_spec(module) for module in modules)


def _has_fts5() -> bool:
    with closing(sqlite3.connect(":memory:")) as database:
        return ("ENABLE_FTS5",) in database.execute("PRAGMA compile_options").fetchall()


ENGINES = {
    "compendium": Engine(_compendium),
    "whoosh_default": Engine(_whoosh("StandardAnalyzer", "AndGroup"), installed("whoosh")),
    "whoosh_stemming": Engine(_whoosh("StemmingAnalyzer", "OrGroup"), installed("whoosh")),
    "tantivy": Engine(_tantivy(stop_words=False), installed("tantivy")),
    "tantivy_stop": Engine(_tantivy(stop_words=True), installed("tantivy")),
    "sqlite_fts5": Engine(_sqlite_fts5, _has_fts5),
    "bm25s": Engine(_bm25s, installed("bm25s", "Stemmer")),
}
