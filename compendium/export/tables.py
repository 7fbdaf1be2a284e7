"""The table in a passage, as spans of its text: for every place that shows it as a table and not as a line of words."""

from dataclasses import dataclass
from itertools import chain, pairwise

from compendium.model.document import Passage

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """Spans of a passage's text: what stands before the cells (the caption), the rows, what stands after them. All rows
    have as many cells; those that the document does not have are empty."""

    before: Span
    rows: tuple[tuple[Span, ...], ...]
    after: Span


def table_of(passage: Passage) -> Table | None:
    """The table in a passage. None when it has none, or when words stand between its cells: shown as a table, they
    would be lost."""
    cells = list(chain.from_iterable(passage.cells))
    if not cells or any(passage.text[a[1] : b[0]].strip() or b[0] < a[1] for a, b in pairwise(cells)):
        return None
    width = max(map(len, passage.cells))
    rows = tuple((*row, *[(0, 0)] * (width - len(row))) for row in passage.cells)
    before, after = passage.text[: cells[0][0]], passage.text[cells[-1][1] :]
    return Table(_stripped(before, 0), rows, _stripped(after, cells[-1][1]))


def _stripped(words: str, start: int) -> Span:
    """The span of these words, which begin at `start`, without the white space at their ends."""
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())
