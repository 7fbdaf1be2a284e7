"""What a search engine here must do. Two do: Whoosh with columns, and the plain one in memory, its yardstick."""

from collections.abc import Collection, Mapping
from typing import Protocol

from compendium.index.query import Question
from compendium.model.indexing import ChangeSource, Found
from compendium.model.search import SearchQuery


class SearchIndex(Protocol):
    """An index derived from the catalogue. It holds no truth: it can be thrown away and made again."""

    @property
    def revision(self) -> int:
        """The catalogue revision this index has reached; 0 when it holds nothing."""

    def catch_up(self, source: ChangeSource) -> int:
        """Take in all that changed since `revision`; returns the new one. Safe to repeat after a kill at any moment.

        A title or heading counts as words: a report whose title changed stands in `Changes.words`.
        """

    def rebuild(self, source: ChangeSource) -> int:
        """Make the index anew beside the present one and swap; returns the revision reached."""

    def search(
        self,
        query: SearchQuery,
        visible: Collection[str],
        question: Question | None = None,
        first: Mapping[str, int] | None = None,
    ) -> Found:
        """What answers among the reports in `visible`. Nothing outside `visible` changes any score, count or order.

        `question` is the query's text, read with the names and synonyms of the library; without it the text is read
        without them. With `first`, reports with the higher number there come before others: the index itself does not
        know how many people a report heard.
        """

    def check(self) -> list[str]:
        """What is wrong with the files of the index, in plain sentences; empty when it is sound."""

    def close(self) -> None:
        """Let go of all files (on Windows an open file cannot be replaced)."""
