"""What is on the made-up pages: blocks in reading order with their roles, and the running lines."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a block is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    QUOTE = "quote"
    PULL_QUOTE = "pull-quote"
    TABLE = "table"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    BOX = "box"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text, as a person would type it: no line ends, hyphens joined, ligatures as letters.

    `page` counts from 1 and is where the block begins. A line feed parts what is not one run of text: the cells of a
    table, the paragraphs of a box. A superscript digit is the mark of a footnote. `said` are the words inside the
    quotation marks of a quote, `by` is whose they are.
    """

    role: Role
    page: int
    text: str
    level: int = 0
    cells: tuple[tuple[str, ...], ...] = ()
    said: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """A running header, footer or page number: one line as printed."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Truth:
    """All that a document says, and how many lines of body text it is printed on."""

    blocks: tuple[Block, ...]
    furniture: tuple[Running, ...]
    body_lines: int

    def of(self, role: Role) -> list[Block]:
        """The blocks of one role, in reading order."""
        return [block for block in self.blocks if block.role is role]

    def text(self) -> str:
        """The blocks in reading order, one a line, without the furniture."""
        return self.arranged(set())

    def arranged(self, early: set[int]) -> str:
        """The same with some boxes, named by their place among the blocks, before the text of their page instead of
        after it: a box beside the text may be read either way."""
        first = {block.page: place for place, block in reversed(list(enumerate(self.blocks)))}
        places = [(first[block.page] - 0.5 if place in early else place) for place, block in enumerate(self.blocks)]
        return "\n".join(self.blocks[place].text for place in sorted(range(len(places)), key=places.__getitem__))


def as_json(truth: Truth) -> str:
    """The truth, to be looked at beside the PDF."""
    return json.dumps(asdict(truth), indent=1, ensure_ascii=False)


def from_json(text: str) -> Truth:
    """The truth that `as_json` wrote."""
    data = json.loads(text)
    return Truth(
        blocks=tuple(_block(block) for block in data["blocks"]),
        furniture=tuple(Running(**line) for line in data["furniture"]),
        body_lines=data["body_lines"],
    )


def _block(data: dict[str, Any]) -> Block:
    cells = tuple(tuple(row) for row in data.pop("cells"))
    return Block(role=Role(data.pop("role")), cells=cells, **data)
