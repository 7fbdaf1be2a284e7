"""Pours a story into frames: text runs on from column to column, and pull quotes may stand in its way."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from benchmarks.extraction.setting import SUPERSCRIPTS, Frame, Setter, Style
from benchmarks.extraction.story import Item, Table
from benchmarks.extraction.tables import set_table, table_height
from benchmarks.extraction.truth import Role

_UNBROKEN = (Role.HEADING, Role.QUOTE)
_TABLE_WIDTH = 230.0
"""Narrower frames take no table: its words would not fit."""


@dataclass(slots=True)
class _Running:
    """A block that is being set: the words left, and how many lines there have been."""

    item: Item
    block: int
    words: list[str]
    lines: int = 0


@dataclass(slots=True)
class Pourer:
    """Holds what runs on from one frame to the next. `notes` are the numbers of the footnotes on this page that no
    paragraph refers to yet, `pulls` how many pull quotes may still interrupt paragraphs on it."""

    setter: Setter
    story: Iterator[Item | Table]
    notes: list[int] = field(default_factory=list)
    pulls: int = 0
    said: list[str] = field(default_factory=list)
    """Sentences of paragraphs that are already set, to be pulled."""
    _running: _Running | None = None
    _waiting: Item | Table | None = None

    def pour(self, frames: list[Frame], closing: bool = False) -> None:
        """Fills the frames in order. `closing` begins nothing that would not end in them."""
        for number, frame in enumerate(frames):
            while self._placed(frame, frames[number + 1 :], closing):
                pass

    def finish(self) -> None:
        """Ends the document: what could not be set any more is not in the truth either."""
        if self._running:
            blocks, running = self.setter.blocks, self._running
            words = blocks[running.block].text.split()
            kept = " ".join(words[: len(words) - len(running.words)])
            blocks[running.block] = replace(blocks[running.block], text=kept)
            self._running = None

    def _placed(self, frame: Frame, later: list[Frame], closing: bool) -> bool:
        """Sets one block or what is left of it; false when the frame is full."""
        if self._running:
            return self._go_on(frame, self._running)
        item = self._waiting or self._next(frame)
        need = self._height(item, frame)
        room = frame.room + sum(other.room for other in later) - len(later) * 3 * self.setter.look.body.leading
        if closing and need > room:
            return False
        self._waiting = item
        if isinstance(item, Table):
            if need > frame.room:
                return False
            set_table(self.setter, item, frame)
        elif self._whole(item, need, frame):
            self.set_whole(item, frame)
        elif item.role in _UNBROKEN or frame.room < 4 * self.setter.look.body.leading:
            return False
        else:
            self._begin(item, frame)
        self._waiting = None
        return True

    def _next(self, frame: Frame) -> Item | Table:
        item = next(self.story)
        while isinstance(item, Table) and frame.width < _TABLE_WIDTH:
            item = next(self.story)
        if isinstance(item, Item) and item.role is Role.PARAGRAPH and self.notes:
            return self._referring(item, self.notes.pop(0))
        return item

    def _referring(self, item: Item, note: int) -> Item:
        """The paragraph with the mark of a footnote at the end of its first sentence."""
        mark = "." + "".join(SUPERSCRIPTS[int(digit)] for digit in str(note))
        text = item.text.replace(".", mark, 1)
        return replace(item, text=text, parts=(replace(item.parts[0], text=text),))

    def _height(self, item: Item | Table, frame: Frame) -> float:
        if isinstance(item, Table):
            return table_height(self.setter, item, frame.width)
        parts = sum(self.setter.height(part.style, part.text, frame.width) for part in item.parts)
        return parts + item.parts[0].style.above + item.keep

    def _whole(self, item: Item, need: float, frame: Frame) -> bool:
        return item.role is not Role.PARAGRAPH and need <= frame.room

    def set_whole(self, item: Item, frame: Frame) -> None:
        block = self.setter.new_block(item.role, item.text, **item.more)
        self._step_down(item.parts[0].style, frame)
        for part in item.parts:
            if part.label:
                self._hang(block, part.style, part.label, frame)
            self.setter.print_all(block, part.style, part.text, frame)
        frame.y -= item.parts[0].style.below

    def _begin(self, item: Item, frame: Frame) -> None:
        block = self.setter.new_block(item.role, item.text, **item.more)
        part = item.parts[0]
        self._step_down(part.style, frame)
        if part.label:
            self._hang(block, part.style, part.label, frame)
        self._running = _Running(item, block, part.text.split())

    def _step_down(self, style: Style, frame: Frame) -> None:
        frame.y -= 0.0 if frame.fresh else style.above
        frame.fresh = False

    def _hang(self, block: int, style: Style, label: str, frame: Frame) -> None:
        """Prints a bullet or number on the line that comes next, in the room left of it."""
        self.setter.print_line(block, style, [label], frame.x, frame.y - style.face.leading, frame.width)

    def _go_on(self, frame: Frame, running: _Running) -> bool:
        setter, style = self.setter, running.item.parts[0].style
        frame.fresh = False
        while running.words:
            if frame.room < style.face.leading:
                return False
            first = 0.0 if running.lines else style.first
            width = frame.width - style.left - style.right - first
            words, rest = setter.run_in(style, running.words, width)
            frame.y -= style.face.leading
            stretch = setter.stretched(style) and bool(rest)
            setter.print_line(running.block, style, words, frame.x + style.left + first, frame.y, width, stretch)
            running.words, running.lines = rest, running.lines + 1
            if self.pulls and running.lines > 2 and len(rest) > 20:
                self.pulls -= self.pull(frame, frame.room)
        frame.y -= style.below
        if running.item.role is Role.PARAGRAPH:
            sentences = running.item.text.split(". ")
            self.said += [text.rstrip(".") + "." for text in sentences if len(text.split()) > 7]
        self._running = None
        return True

    def pull(self, frame: Frame, room: float) -> bool:
        """Sets a sentence of the text a second time, large, between two rules; false when there is none that fits."""
        setter, look = self.setter, self.setter.look
        style = Style(look.pulled, align=setter.rng.choice(("left", "centre")), grey=setter.rng.choice((0.0, 0.35)))
        said = [text for text in self.said if not set(text) & set(SUPERSCRIPTS)]
        text = setter.rng.choice(said[-12:]) if said else ""
        gap = look.pulled.leading * 0.7
        high = setter.height(style, text, frame.width) + 2 * gap
        if not text or high > room:
            return False
        marked = setter.rng.random() < 0.6
        printed = f"“{text}”" if marked else text
        frame.y -= gap
        if not marked:
            setter.sheet.stroke(frame.x, frame.y, frame.x + frame.width, frame.y, 1.0)
        setter.print_all(setter.new_block(Role.PULL_QUOTE, printed), style, printed, frame)
        frame.y -= gap
        if not marked:
            setter.sheet.stroke(frame.x, frame.y, frame.x + frame.width, frame.y, 1.0)
        self.said.remove(text)
        return True
