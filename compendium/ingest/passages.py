"""Blocks → passages: 60 to 200 words inside one heading, each line with its place."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from compendium.ingest.blocks import Block, Role
from compendium.ingest.lines import TextLine
from compendium.ingest.quotes import account_of, find_quotes
from compendium.language import is_word
from compendium.model.document import Box, Passage, PassageKind

LEAST, MOST = 60, 200
"""Words in a passage, where the document allows."""
_KINDS = {
    Role.PARAGRAPH: PassageKind.PARAGRAPH,
    Role.HEADING: PassageKind.PARAGRAPH,
    Role.LIST: PassageKind.LIST,
    Role.QUOTE: PassageKind.QUOTE,
    Role.RECOMMENDATION: PassageKind.RECOMMENDATION,
    Role.FOOTNOTE: PassageKind.FOOTNOTE,
}
_ALONE = frozenset({Role.FOOTNOTE, Role.RECOMMENDATION})
"""Roles that are never gathered with their neighbours."""
_SENTENCE_BREAK = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-Z])")
_ATTRIBUTION_WORDS = 14
_KEPT_HYPHEN = frozenset(("self", "non", "well"))
"""First parts of words that dictionaries hold joined and reports mostly print with a hyphen: non-verbal, well-being."""
_SUSPENDED = frozenset(("and", "or", "to", "nor"))
"""Words before which a hyphen at a line end stands alone: "two- and three-bed rooms"."""

Place = tuple[int, int, Box]
"""Where characters start to end of a text stand."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph under its headings, to be gathered with its neighbours into a passage."""

    role: Role
    heading: tuple[str, ...]
    text: str
    places: tuple[Place, ...]

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def passages(report: str, blocks: list[Block]) -> tuple[Passage, ...]:
    """The passages of a document in reading order. Ids are the same however often it is read: report, hash of the
    words, and
    a count for words that occur again."""
    spelling = frozenset(
        word.strip(".,;:!?()“”‘’\"'").casefold() for b in blocks for ln in b.lines for word in ln.text.split()
    )
    pieces = list(_pieces(blocks, spelling)) or [_piece(block.role, (), block.lines, spelling) for block in blocks]
    seen: Counter[str] = Counter()
    made = []
    for group in _gathered([part for piece in pieces for part in _split(piece)]):
        text, places = _together(group)
        digest = hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()[:10]
        seen[digest] += 1
        made.append(_passage(f"{report}-{digest}-{seen[digest]}", group, text, places))
    return tuple(made)


def _passage(passage_id: str, group: list[Piece], text: str, places: list[Place]) -> Passage:
    roles = {piece.role for piece in group}
    kind = _KINDS[roles.pop()] if len(roles) == 1 else PassageKind.PARAGRAPH
    quotes = find_quotes(text, kind)
    boxes = tuple(dict.fromkeys(box for _, _, box in places))
    return Passage(
        id=passage_id,
        kind=kind,
        account=account_of(kind, group[0].heading, text, quotes),
        pages=tuple(sorted({box.page for box in boxes})),
        heading=group[0].heading,
        text=text,
        boxes=boxes,
        quotes=quotes,
        breaks=tuple(max(b[0], 0) for a, b in pairwise(places) if b[2].page != a[2].page),
    )


def _pieces(blocks: list[Block], spelling: frozenset[str]) -> Iterator[Piece]:
    """The paragraphs under their headings; one broken by the end of a column or page is whole again."""
    levels = _heading_levels(blocks)
    path: list[tuple[int, str]] = []
    open_block: Block | None = None
    asides: list[Block] = []

    def close() -> Iterator[Piece]:
        heading = tuple(text for _, text in path)
        for block in ([open_block] if open_block else []) + asides:
            yield _piece(block.role, heading, block.lines, spelling)

    for block in blocks:
        if block.role is Role.FOOTNOTE:
            asides.append(block)
        elif open_block and block.role is not Role.HEADING and _runs_on(open_block, block):
            open_block = Block(open_block.role, open_block.lines + block.lines)
        else:
            yield from close()
            open_block, asides = None, []
            if block.role is not Role.HEADING:
                open_block = block
            elif _is_contents(block):
                path = []
            elif level := levels.get(_style(block)):
                path = [*(entry for entry in path if entry[0] < level), (level, _joined(block.lines, spelling)[0])]
    yield from close()


def _style(block: Block) -> tuple[float, bool]:
    return (-block.size, not block.lines[0].bold)


def _is_contents(block: Block) -> bool:
    return block.lines[0].text.strip().casefold() in ("contents", "table of contents")


def _heading_levels(blocks: list[Block]) -> dict[tuple[float, bool], int]:
    """The level of each heading style, 1 for the largest. Styles used on the cover only (the title) have none."""
    headings = [block for block in blocks if block.role is Role.HEADING and not _is_contents(block)]
    inside = {_style(block) for block in headings if block.lines[0].page > 1}
    styles = sorted(inside or {_style(block) for block in headings})
    return {style: level for level, style in enumerate(styles, 1)}


def _runs_on(block: Block, following: Block) -> bool:
    """Whether a paragraph goes on in another column or on the next page."""
    above, below = block.lines[-1], following.lines[0]
    if below.page == above.page and below.y0 < above.y0 and min(above.x1, below.x1) > max(above.x0, below.x0):
        return False  # simply the next block further down the same column
    if (
        below.page - above.page not in (0, 1)
        or abs(block.size - following.size) > 0.5
        or above.ends_bold != below.starts_bold
    ):
        return False
    return above.joined or (not block.ends_a_sentence and following.role is Role.PARAGRAPH)


def _piece(role: Role, heading: tuple[str, ...], lines: tuple[TextLine, ...], spelling: frozenset[str]) -> Piece:
    text, places = _joined(lines, spelling)
    return Piece(role, heading, text, tuple(places))


def _joined(lines: tuple[TextLine, ...], spelling: frozenset[str]) -> tuple[str, list[Place]]:
    """The text of some lines and where it stands. A word divided at a line end is whole again."""
    text = lines[0].text
    places = [(0, len(text), lines[0].box)]
    for above, line in pairwise(lines):
        text += _gap(above, line, spelling)
        places.append((len(text), len(text) + len(line.text), line.box))
        text += line.text
    return text, places


def _seam(above: str, below: str, spelling: frozenset[str]) -> str:
    """What stands between the halves of a word that pdfium found divided at a line end: nothing, or its own hyphen.

    Nothing where the document or the dictionary knows the word in one piece (informa|tion); the hyphen where only the
    halves are words (drug|free): nobody's words may be run together.
    """
    first, second = above.split()[-1].strip("“‘(\"'").casefold(), below.split()[0].strip(".,;:!?)”’\"'").casefold()
    if f"{first}-{second}" in spelling:
        return "-"
    if first + second in spelling:
        return ""
    if first in _KEPT_HYPHEN and len(second) > 3 and is_word(second):
        return "-"
    if is_word(first + second):
        return ""
    halves = (first.rsplit("-", 1)[-1], second.split("-", 1)[0].split("’")[0])
    return "-" if all(len(half) > 1 and (is_word(half) or half.isdigit()) for half in halves) else ""


def _gap(above: TextLine, line: TextLine, spelling: frozenset[str]) -> str:
    """What stands between two lines: a space, unless a word goes on."""
    if above.joined:
        return _seam(above.text, line.text, spelling)
    divided = re.search(r"\w-$", above.text) and re.match(r"\w", line.text)
    return "" if divided and line.text.split()[0].casefold() not in _SUSPENDED else " "


def _split(piece: Piece) -> Iterator[Piece]:
    """A paragraph longer than a passage may be, cut into parts of about equal length, between sentences where that
    serves."""
    if piece.words <= MOST:
        yield piece
        return
    parts = -(-piece.words // MOST)
    cuts = _between_sentences(piece.text, parts)
    if max(len(piece.text[a:b].split()) for a, b in pairwise([*cuts, len(piece.text)])) > MOST:
        starts = [match.start() for match in re.finditer(r"\S+", piece.text)]
        cuts = starts[:: -(-len(starts) // parts)]  # no usable sentence ends: a table read row by row, a long list
    for start, end in pairwise([*cuts, len(piece.text)]):
        places = tuple((a - start, b - start, box) for a, b, box in piece.places if a < end and b > start)
        yield Piece(piece.role, piece.heading, piece.text[start:end].rstrip(), places)


def _between_sentences(text: str, parts: int) -> list[int]:
    cuts = [0]
    for match in _SENTENCE_BREAK.finditer(text):
        if match.end() - cuts[-1] >= 0.9 * len(text) / parts and len(cuts) < parts:
            cuts.append(match.end())
    return cuts


def _gathered(pieces: list[Piece]) -> list[list[Piece]]:
    """Neighbouring pieces under one heading, together until there are enough words; a short rest joins what it
    follows."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and _fits(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    joined: list[list[Piece]] = []
    for group in groups:
        short = _words(group) < LEAST and joined and _may_join(joined[-1], group[0])
        if short and _words(joined[-1]) + _words(group) <= MOST:
            joined[-1] += group
        else:
            joined.append(group)
    return joined


def _words(group: list[Piece]) -> int:
    return sum(piece.words for piece in group)


def _may_join(group: list[Piece], piece: Piece) -> bool:
    return group[0].heading == piece.heading and not ({group[0].role, piece.role} & _ALONE)


def _fits(group: list[Piece], piece: Piece) -> bool:
    if not _may_join(group, piece) or _words(group) + piece.words > MOST:
        return False
    return _words(group) < LEAST or _clings(group, piece)


def _clings(group: list[Piece], below: Piece) -> bool:
    """Whether they must not be parted: a quote and who said it, paragraphs of one quote, an announcement and what
    follows."""
    above = group[-1]
    if above.text.endswith(":") or below.text[0] in "—–-":
        return True
    said = "".join(piece.text for piece in group)
    if said.count("“") > said.count("”"):
        return True
    return above.role is Role.QUOTE and below.words <= _ATTRIBUTION_WORDS


def _together(group: list[Piece]) -> tuple[str, list[Place]]:
    text, places = "", []
    for piece in group:
        text += "\n" if text else ""
        places += [(a + len(text), b + len(text), box) for a, b, box in piece.places]
        text += piece.text
    return text, places
