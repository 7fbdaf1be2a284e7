"""What a made-up report says: an endless run of headings, paragraphs, lists, quotes, tables and recommendations."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.extraction.look import Look
from benchmarks.extraction.setting import Style
from benchmarks.extraction.truth import Role
from benchmarks.extraction.wording import one, several

_COLUMNS = ("Group", "Number", "Share", "Change", "Heard", "Asked")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text in one style; `label` is a bullet or number that hangs at the left edge before it."""

    style: Style
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One block to be set. `keep` is the room that must stay free below it, in points."""

    role: Role
    parts: tuple[Part, ...]
    text: str
    more: dict[str, object] = field(default_factory=dict)
    keep: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be set. It gets its number when it is, which is part of the caption, above the table or below it."""

    title: str
    cells: tuple[tuple[str, ...], ...]
    ruling: str
    above: bool


@dataclass(slots=True)
class Story:
    """Tells the items one after the other. `tables` and `points` are how often a table or a list is told."""

    rng: random.Random
    look: Look
    tables: float = 0.08
    recommended: int = 0

    def told(self) -> Iterator[Item | Table]:
        """The items, without end."""
        rng = self.rng
        depth = rng.choice((2, 3))
        while True:
            yield self.heading(1)
            yield from self._section()
            for _ in range(rng.randint(1, 3)):
                yield self.heading(2)
                yield from self._section()
                if depth == 3 and rng.random() < 0.6:
                    yield self.heading(3)
                    yield from self._section()

    def _section(self) -> Iterator[Item | Table]:
        rng = self.rng
        for _ in range(rng.randint(1, 4)):
            yield self.paragraph()
            chance = rng.random()
            if chance < 0.18:
                yield self.quote()
            elif chance < 0.28:
                yield from self._points()
            elif chance < 0.36:
                yield from self._recommendations()
            elif chance < 0.36 + self.tables:
                yield self.table()

    def heading(self, level: int) -> Item:
        """A heading, which never stands last in a column."""
        look, text = self.look, one(self.rng, "heading")
        face = look.headings[level - 1]
        gap = look.body.leading
        style = Style(face, above=gap * (1.3 - level * 0.2), below=gap * 0.4, doubled=look.doubled)
        return Item(Role.HEADING, (Part(style, text),), text, {"level": level}, keep=5 * gap)

    def paragraph(self) -> Item:
        """A paragraph of running text."""
        look, text = self.look, several(self.rng, "sentence", self.rng.randint(2, 7))
        first, gap = (look.body.size * 1.5, 0.0) if look.indented else (0.0, look.body.leading * 0.6)
        return Item(Role.PARAGRAPH, (Part(Style(look.body, first=first, below=gap, align="body"), text),), text)

    def quote(self) -> Item:
        """A block quote between quotation marks, its speaker behind it or on a line of its own."""
        rng, look = self.rng, self.look
        said, by = several(rng, "spoken", rng.randint(1, 3)), one(rng, "speaker")
        printed = rng.choice((f"({by})", f"– {by}", f"({by[0].upper()}{by[1:]})"))
        gap, face = look.body.leading * 0.6, rng.choice((look.italic, look.italic, look.body))
        right = rng.choice((0.0, look.body.size * 1.5))
        style = Style(face, look.body.size * 2, right, above=gap, below=gap, align="body")
        if rng.random() < 0.5:
            parts: tuple[Part, ...] = (Part(style, f"“{said}” {printed}"),)
        else:
            below = Style(look.body, left=style.left, right=right, align=rng.choice(("left", "right")))
            parts = (Part(style, f"“{said}”"), Part(below, printed))
        return Item(Role.QUOTE, parts, f"“{said}” {printed}", {"said": said, "by": by})

    def _points(self) -> Iterator[Item]:
        rng, look = self.rng, self.look
        numbered = rng.random() < 0.2
        for number in range(1, rng.randint(3, 5)):
            text = one(rng, "point")
            label = f"{number}." if numbered else look.bullet
            style = Style(look.body, left=look.body.size * 1.5, below=look.body.leading * 0.25, align="body")
            yield Item(Role.LIST, (Part(style, text, label),), f"{label} {text}")

    def _recommendations(self) -> Iterator[Item]:
        rng, look = self.rng, self.look
        hanging = rng.random() < 0.5
        if rng.random() < 0.6:
            text, face = "Recommendations", look.headings[2]
            style = Style(face, above=look.body.leading * 0.6, below=look.body.leading * 0.3, doubled=look.doubled)
            yield Item(Role.HEADING, (Part(style, text),), text, {"level": 3}, keep=5 * look.body.leading)
        for _ in range(rng.randint(1, 3)):
            self.recommended += 1
            text, gap = one(rng, "advice"), look.body.leading * 0.5
            if hanging:
                label = f"{self.recommended}."
                style = Style(look.body, left=look.body.size * 2, below=gap, align="body")
                yield Item(Role.RECOMMENDATION, (Part(style, text, label),), f"{label} {text}")
            else:
                text = f"Recommendation {self.recommended}: {text}"
                yield Item(Role.RECOMMENDATION, (Part(Style(look.body, below=gap, align="body"), text),), text)

    def table(self) -> Table:
        """A table with a header row, some empty cells, and a first column that may need two lines."""
        rng = self.rng
        wordy = rng.random() < 0.5
        header = (rng.choice(("", "Topic", "Who")), *rng.sample(_COLUMNS, rng.randint(2, 3)))
        rows = [header]
        for _ in range(rng.randint(3, 6)):
            figures = [rng.choice(("", str(rng.randint(2, 980)), f"{rng.randint(1, 99)}%")) for _ in header[2:]]
            second = one(rng, "cell") if wordy else str(rng.randint(3, 99))
            rows.append((one(rng, "cell"), second, *figures))
        return Table(one(rng, "heading"), tuple(rows), rng.choice(("strokes", "thin", "cells")), rng.random() < 0.8)
