"""Where the lines of a passage stand on the image of their page."""

from collections.abc import Iterable
from dataclasses import dataclass

from compendium.model.document import Box, Page


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the page as shown, in points from its top left corner."""

    x: float
    y: float
    width: float
    height: float


def shown_size(page: Page) -> tuple[float, float]:
    """Width and height of the page as shown, in points: turned pages lie on their side."""
    return (page.height, page.width) if page.rotation % 180 else (page.width, page.height)


def areas(page: Page, boxes: Iterable[Box], margin: float = 1.5) -> tuple[Area, ...]:
    """The boxes of that page as areas of the page as shown, wider than the letters by `margin` points each side."""
    return tuple(_area(page, box, margin) for box in boxes if box.page == page.number)


def _area(page: Page, box: Box, margin: float) -> Area:
    """Rotation is clockwise: boxes count from the bottom left before it, areas from the top left after it."""
    left, top = {
        0: (box.x0, page.height - box.y1),
        90: (box.y0, box.x0),
        180: (page.width - box.x1, box.y0),
        270: (page.height - box.y1, page.width - box.x1),
    }[page.rotation % 360]
    width, height = box.x1 - box.x0, box.y1 - box.y0
    if page.rotation % 180:
        width, height = height, width
    return Area(
        round(left - margin, 2), round(top - margin, 2), round(width + 2 * margin, 2), round(height + 2 * margin, 2)
    )
