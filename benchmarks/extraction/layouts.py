"""The page plans: which frames a page of each layout has, in the order in which they are read."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.extraction.setting import Frame, Setter

COLUMNS = {"one": 1, "two": 2, "three": 3, "split": 2, "box": 1, "table": 1, "notes": 1, "mixed": 2, "rotated": 1}
"""The layouts, and the columns that their look is drawn for."""


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to do on a page: "flow" text into frames, "close" it there, or set a "pull" quote, "heading", "box",
    "table" or "notes" in a frame of its own. Frames that flow begin below what was set over the full width before."""

    kind: str
    frames: list[Frame]


@dataclass(frozen=True, slots=True)
class Area:
    """What the running lines leave of a page."""

    x: float
    bottom: float
    width: float
    top: float

    def columns(self, count: int, gutter: float) -> list[Frame]:
        """So many columns of one width."""
        width = (self.width - (count - 1) * gutter) / count
        return [Frame(self.x + number * (width + gutter), self.top, self.bottom, width) for number in range(count)]

    def between(self, bottom: float, top: float) -> "Area":
        """A band of it, from one height to another."""
        return Area(self.x, bottom, self.width, top)


def steps(layout: str, setter: Setter, columns: int) -> list[Step]:
    """The steps that make the next page."""
    return _PLANS[layout](setter, _area(setter), columns)


def _area(setter: Setter) -> Area:
    sheet, margin = setter.sheet, setter.look.margin
    return Area(margin, margin + 24, sheet.width - 2 * margin, sheet.height - margin - 24)


def _plain(setter: Setter, area: Area, columns: int) -> list[Step]:
    return [Step("flow", area.columns(columns, setter.look.gutter))]


def _split(setter: Setter, area: Area, columns: int) -> list[Step]:
    """Columns, something over the full width, and columns again: the upper ones are read first."""
    rng, gutter = setter.rng, setter.look.gutter
    lower = Step("flow", area.columns(columns, gutter))
    kind = rng.choice(("pull", "pull", "heading", "table"))
    if kind == "table":
        return [Step("table", area.columns(1, 0)), lower]
    cut = area.bottom + (area.top - area.bottom) * rng.uniform(0.35, 0.65)
    upper = area.between(cut, area.top).columns(columns, gutter)
    return [
        Step("close" if kind == "heading" else "flow", upper),
        Step(kind, area.between(area.bottom, cut).columns(1, 0)),
        lower,
    ]


def _box(setter: Setter, area: Area, columns: int) -> list[Step]:
    """Text with a box beside it, or at the foot of its last column."""
    rng, gutter = setter.rng, max(setter.look.gutter, 16.0)
    if columns > 1 or rng.random() < 0.25:
        frames = area.columns(max(columns, 2), gutter)
        last = frames[-1]
        cut = last.bottom + last.room * rng.uniform(0.35, 0.6)
        box = Frame(last.x, cut, last.bottom, last.width)
        last.bottom = cut + setter.look.body.leading
        return [Step("flow", frames), Step("box", [box])]
    side, left = area.width * rng.uniform(0.3, 0.38), rng.random() < 0.4
    text = Frame(area.x + (side + gutter) * left, area.top, area.bottom, area.width - side - gutter)
    high = area.top - (area.top - area.bottom) * rng.choice((0.0, 0.0, rng.uniform(0.1, 0.4)))
    box = Frame(area.x if left else area.x + area.width - side, high, area.bottom, side)
    return [Step("flow", [text]), Step("box", [box])]


def _notes(setter: Setter, area: Area, columns: int) -> list[Step]:
    """Footnotes below all columns, or below the last one. They are written first, so that the text leaves them room."""
    frames = area.columns(columns, setter.look.gutter)
    below_all = columns == 1 or setter.rng.random() < 0.5
    foot = Frame(area.x, area.top, area.bottom, area.width) if below_all else frames[-1]
    return [Step("notes", [Frame(foot.x, foot.y, foot.bottom, foot.width)]), Step("flow", frames)]


def _mixed(setter: Setter, area: Area, columns: int) -> list[Step]:
    plan = setter.rng.choice((_plain, _plain, _split, _box, _notes))
    return plan(setter, area, setter.rng.choice((columns, columns, 1)) if plan is _plain else columns)


_PLANS: dict[str, Callable[[Setter, Area, int], list[Step]]] = {
    "one": _plain,
    "two": _plain,
    "three": _plain,
    "split": _split,
    "box": _box,
    "table": _plain,
    "notes": _notes,
    "mixed": _mixed,
    "rotated": _plain,
}
