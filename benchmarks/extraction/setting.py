"""Typesetting: words into lines, lines onto sheets, and the truth about them kept at the same time."""

import random
from dataclasses import dataclass, field, replace

from benchmarks.extraction.look import Look
from benchmarks.extraction.truth import Block, Role, Running, Truth
from benchmarks.extraction.writing import LIGATURES, Face, Line, Sheet, text_width

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
HEADER, FOOTER = -1, -2
"""The blocks of running lines, which are not in the truth's blocks."""
_RAISED = 0.6
"""The size of a raised digit against the words that it stands by."""
_LOOSEST = 0.9
"""How many ems may be put between two words to fill a line: a looser one is left as it is."""


@dataclass(slots=True)
class Frame:
    """A column or part of one: `y` is the top of what is still free, and goes down as lines are set."""

    x: float
    y: float
    bottom: float
    width: float
    fresh: bool = True
    """Nothing is set in it yet, so that no space is left above what comes first."""

    @property
    def room(self) -> float:
        """The height still free, in points."""
        return self.y - self.bottom


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is set: indents left, right and of the first line (before which a label may hang), space above
    and below, and where lines stand: "left", "right", "centre", or "body": as the
    body text of the document does."""

    face: Face
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    above: float = 0.0
    below: float = 0.0
    align: str = "left"
    doubled: float = 0.0
    grey: float = 0.0


@dataclass(slots=True)
class Setter:
    """Sets text on the sheets of one document. `blocks` is the truth in the making, in reading order."""

    rng: random.Random
    look: Look
    sheets: list[Sheet] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    furniture: list[Running] = field(default_factory=list)

    @property
    def sheet(self) -> Sheet:
        """The page that is being set."""
        return self.sheets[-1]

    def new_sheet(self, turned: bool = False) -> None:
        """Begins a page: turned ones are wide, and written sideways into a tall one."""
        width, height = self.look.paper
        self.sheets.append(Sheet(height, width, 90) if turned else Sheet(width, height))

    def new_block(self, role: Role, text: str, **more: object) -> int:
        """Adds a block to the truth; the number by which lines belong to it."""
        self.blocks.append(Block(role, len(self.sheets), text, **more))  # type: ignore[arg-type]
        return len(self.blocks) - 1

    def truth(self) -> Truth:
        """What has been set so far."""
        rows = {(number, line.block, line.row) for number, sheet in enumerate(self.sheets) for line in sheet.lines}
        return Truth(tuple(self.blocks), tuple(self.furniture), sum(block >= 0 for _, block, _ in rows))

    def run_in(self, style: Style, words: list[str], width: float) -> tuple[list[str], list[str]]:
        """The words of the next line, as printed, and the words left over: a divided word is in both. Only body text
        has its words divided."""
        face, divide = style.face, self.look.hyphenated and style.align == "body"
        space, used = text_width(" ", face), -text_width(" ", face)
        for count, word in enumerate(words):
            used += space + self.width(word, face)
            if used > width:
                room = width - used + self.width(word, face)
                head, tail = self._divided(word, face, room) if count and divide else ("", "")
                if head:
                    return [*words[:count], head], [tail, *words[count + 1 :]]
                count = max(count, 1)
                return words[:count], words[count:]
        return words, []

    def _divided(self, word: str, face: Face, room: float) -> tuple[str, str]:
        """The word in two, where it is long enough: at a hyphen of its own, or between a vowel and a consonant."""
        letters = word.rstrip(".,;:”?" + SUPERSCRIPTS)
        own = word.find("-") + 1
        if own and text_width(word[:own], face) <= room:
            return word[:own], word[own:]
        if len(letters) < 7 or not letters.isalpha():
            return "", ""
        places = [at for at in range(3, len(letters) - 2) if letters[at - 1] in "aeiou" and letters[at] not in "aeiou"]
        fitting = [at for at in places if self.width(word[:at] + "-", face) <= room]
        return (word[: fitting[-1]] + "-", word[fitting[-1] :]) if fitting else ("", "")

    def lines_of(self, style: Style, words: list[str], width: float) -> list[list[str]]:
        """All lines that the words make in a frame of that width."""
        lines, first = [], style.first
        while words:
            line, words = self.run_in(style, words, width - style.left - style.right - first)
            lines.append(line)
            first = 0.0
        return lines

    def width(self, word: str, face: Face) -> float:
        """How wide a word is when printed, its raised digits included."""
        plain = word.rstrip(SUPERSCRIPTS)
        raised = text_width("0", face) * _RAISED * (len(word) - len(plain))
        return text_width(self.glyphs(plain), face) + raised

    def glyphs(self, word: str) -> str:
        """The word as printed: with ligatures where this document has them."""
        if self.look.ligatures:
            for letters, ligature in LIGATURES.items():
                word = word.replace(letters, ligature)
        return word

    def print_line(
        self, block: int, style: Style, words: list[str], x: float, y: float, width: float, stretch: bool = False
    ) -> None:
        """Prints words on a baseline between `x` and `x + width`; `stretch` fills the width."""
        face, widths = style.face, [self.width(word, style.face) for word in words]
        space = text_width(" ", face)
        spare = width - sum(widths) - space * (len(words) - 1)
        if stretch and 0 < spare < _LOOSEST * face.size * (len(words) - 1):
            space += spare / (len(words) - 1)
        elif style.align in ("right", "centre"):
            x += spare if style.align == "right" else spare / 2
        starts = [x + sum(widths[:number]) + space * number for number in range(len(words))]
        self._print_runs(block, style, words, starts, y)

    def _print_runs(self, block: int, style: Style, words: list[str], starts: list[float], y: float) -> None:
        """Prints the words, in a run of their own after each raised digit, as any program does that raises digits."""
        begin = 0
        for number, word in enumerate(words, 1):
            plain = word.rstrip(SUPERSCRIPTS)
            if plain == word and number < len(words):
                continue
            run = [self.glyphs(printed) for printed in (*words[begin : number - 1], plain)]
            base = Line(block, tuple(run), tuple(starts[begin:number]), y, y, style.face)
            self._print(base, style)
            if plain != word:
                size = style.face.size
                digits = "".join(str(SUPERSCRIPTS.index(char)) for char in word[len(plain) :])
                raised = Face(style.face.font, round(size * _RAISED, 1), size)
                after = starts[number - 1] + text_width(self.glyphs(plain), style.face)
                self._print(Line(block, (digits,), (after,), y + size * 0.35, y, raised), style)
            begin = number

    def _print(self, line: Line, style: Style) -> None:
        if any(line.words):
            more = {"joining": self.look.joining, "grey": style.grey, "shift": style.doubled}
            self.sheet.lines.append(replace(line, **more))  # type: ignore[arg-type]

    def print_all(self, block: int, style: Style, text: str, frame: Frame) -> None:
        """Prints a whole text at the top of the frame, whether there is room or not."""
        lines = self.lines_of(style, text.split(), frame.width)
        first = style.first
        for number, words in enumerate(lines, 1):
            width = frame.width - style.left - style.right - first
            frame.y -= style.face.leading
            stretch = self.stretched(style) and number < len(lines)
            self.print_line(block, style, words, frame.x + style.left + first, frame.y, width, stretch)
            first = 0.0

    def stretched(self, style: Style) -> bool:
        """Whether lines of that style fill the width, the last one excepted."""
        return self.look.justified and style.align == "body"

    def height(self, style: Style, text: str, width: float) -> float:
        """How high a text is in a frame of that width, in points, without the space above and below."""
        return len(self.lines_of(style, text.split(), width)) * style.face.leading
