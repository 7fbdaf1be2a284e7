"""Makes a document: lays out its pages, writes the running lines, and puts the text into one of four stream orders."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from benchmarks.extraction.fixtures import PUBLISHERS, Notes, print_notes, running_lines, set_box, write_notes
from benchmarks.extraction.layouts import COLUMNS, Step, steps
from benchmarks.extraction.look import drawn
from benchmarks.extraction.pouring import Pourer
from benchmarks.extraction.setting import Frame, Setter
from benchmarks.extraction.story import Story
from benchmarks.extraction.tables import set_table
from benchmarks.extraction.truth import Truth
from benchmarks.extraction.wording import one
from benchmarks.extraction.writing import Line, pdf

PAGES = 6
ORDERS = ("logical", "rows", "shuffled", "words")
"""As it is read; line by line across the columns; blocks at random; all words of a page at random."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document with the truth about it."""

    name: str
    layout: str
    order: str
    data: bytes
    truth: Truth


def made(seed: int, layout: str, order: str, pages: int = PAGES) -> Made:
    """The document for a seed. Orders differ in nothing but the order of the text in the file."""
    setter, truth = _set(random.Random(f"{seed} {layout}"), layout, pages)
    rng = random.Random(f"{seed} {layout} {order}")
    sheets = [replace(sheet, lines=_ORDERED[order](rng, sheet.lines)) for sheet in setter.sheets]
    return Made(f"{layout}-{order}-{seed}", layout, order, pdf(sheets), truth)


def _set(rng: random.Random, layout: str, pages: int) -> tuple[Setter, Truth]:
    """The pages of a document as they look, in logical order, and the truth about them."""
    columns = rng.choice((2, 2, 3)) if layout == "split" else COLUMNS[layout]
    columns = rng.choice((columns, columns, 2)) if columns == 1 and layout != "one" else columns
    look = drawn(rng, columns, one(rng, "heading"), rng.choice(PUBLISHERS))
    setter = Setter(rng, look)
    story = Story(rng, look, 0.5 if layout in ("table", "rotated") else 0.06)
    pourer = Pourer(setter, story.told())
    maker = _Maker(setter, pourer, story)
    for number in range(1, pages + 1):
        setter.new_sheet(turned=layout == "rotated" and number % 2 == 1)
        pourer.pulls = rng.choice((0, 0, 1)) if layout not in ("one", "table") else 0
        maker.page(steps(layout, setter, columns), number == pages)
        running_lines(setter, number, pages)
    pourer.finish()
    return setter, setter.truth()


@dataclass(slots=True)
class _Maker:
    """Does the steps of a page. `ceiling` is the height below which text begins."""

    setter: Setter
    pourer: Pourer
    story: Story
    noted: int = 0
    ceiling: float = 0.0

    def page(self, plan: list[Step], last: bool) -> None:
        """Sets the next page; on the last one, nothing is begun that would not end there."""
        self.ceiling = self.setter.sheet.height
        notes = self._notes(plan)
        for step in plan:
            for frame in step.frames:
                frame.y = min(frame.y, self.ceiling)
            if step.kind in ("flow", "close"):
                self.pourer.pour(step.frames, closing=step.kind == "close" or last)
            elif step.kind != "notes":
                self._fixture(step.kind, step.frames[0])
        if notes:
            print_notes(self.setter, notes)
        self.pourer.notes = []

    def _fixture(self, kind: str, frame: Frame) -> None:
        if kind == "box":
            set_box(self.setter, frame)
            return
        if kind == "table":
            set_table(self.setter, self.story.table(), frame)
        elif kind == "heading" or not self.pourer.pull(frame, frame.room):
            self.pourer.set_whole(self.story.heading(1), frame)
        self.ceiling = frame.y - self.setter.look.body.leading * 0.5

    def _notes(self, plan: list[Step]) -> Notes | None:
        """The footnotes of a page, written before its text, which is told to leave them room and to refer to them."""
        feet = [step.frames[0] for step in plan if step.kind == "notes"]
        if not feet:
            return None
        notes = write_notes(self.setter, self.noted, feet[0])
        self.noted += len(notes.texts)
        self.pourer.notes = list(notes.texts)
        for frame in (frame for step in plan if step.kind == "flow" for frame in step.frames):
            if feet[0].x < frame.x + frame.width and frame.x < feet[0].x + feet[0].width:
                frame.bottom = feet[0].y + 1.2 * self.setter.look.body.leading
        return notes


def _rows(rng: random.Random, lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-round(line.row), line.starts[0]))


def _shuffled(rng: random.Random, lines: list[Line]) -> list[Line]:
    blocks = [list(group) for _, group in groupby(lines, key=lambda line: line.block)]
    rng.shuffle(blocks)
    return [line for block in blocks for line in block]


def _words(rng: random.Random, lines: list[Line]) -> list[Line]:
    words = [word for line in lines for word in line.apart()]
    rng.shuffle(words)
    return words


_ORDERED: dict[str, Callable[[random.Random, list[Line]], list[Line]]] = {
    "logical": lambda rng, lines: lines,
    "rows": _rows,
    "shuffled": _shuffled,
    "words": _words,
}
