"""Whether the parts of a page were taken for what they are: counts of hits and misses, added up over documents."""

from collections import Counter
from typing import Any

from rapidfuzz.distance import Indel

from benchmarks.extraction.metrics import pieces, plain, words
from benchmarks.extraction.truth import Block, Role, Truth

_SAME = 0.9
"""Texts this similar are the same block: a page number or a mark more does not matter."""
_SAME_WORDS = 0.97
"""Quotations must be verbatim; dashes and the marks around them may differ."""

Found = dict[str, Any]


def tally(truth: Truth, found: Found) -> Counter[str]:
    """The counts for one document: `x of` is how many there are of x, `x` how many of them were found."""
    counts: Counter[str] = Counter()
    passages = [{**passage, "said": _key(passage["text"])} for passage in found["passages"]]
    for measure in (_tables, _captions, _headings, _furniture, _quotes, _pulled, _boxes, _kinds):
        measure(truth, found, passages, counts)
    return counts


def shares(counts: Counter[str]) -> dict[str, float | str]:
    """Each `x` over its `x of`, and how many there were to be had."""
    names = [name.removesuffix(" of") for name in counts if name.endswith(" of")]
    return {name: f"{counts[name] / counts[f'{name} of']:.3f} of {counts[f'{name} of']}" for name in names}


def _key(text: str) -> str:
    return " ".join(words(text))


def _alike(one: str, other: str) -> float:
    return float(Indel.normalized_similarity(one, other))


def _of_kind(passages: list[Found], kind: str) -> list[Found]:
    return [passage for passage in passages if passage["kind"] == kind]


def _grid(cells: Any) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in cells]


def _tables(truth: Truth, found: Found, passages: list[Found], counts: Counter[str]) -> None:
    """Cell by cell against the table found that is most like it; and the tables found that are none."""
    left = [_grid(passage["cells"]) for passage in _of_kind(passages, "table") if passage["cells"]]
    counts["tables found that are tables of"] += len(left)
    for block in truth.of(Role.TABLE):
        wanted = _grid(block.cells)
        best = max(left, key=lambda grid: _alike(str(wanted), str(grid)), default=[])
        counts["tables exact of"] += 1
        counts["tables exact"] += best == wanted
        counts["table cells of"] += sum(map(len, wanted))
        if _alike(str(wanted), str(best)) < 0.5:
            continue
        left.remove(best)
        counts["tables found that are tables"] += 1
        pairs = [pair for rows in zip(wanted, best, strict=False) for pair in zip(*rows, strict=False)]
        counts["table cells"] += sum(one == other for one, other in pairs)


def _captions(truth: Truth, found: Found, passages: list[Found], counts: Counter[str]) -> None:
    """A caption stands in a passage of its own, or first or last in that of a table."""
    own, tables = (Counter(p["said"] for p in _of_kind(passages, kind)) for kind in ("caption", "table"))
    for said in (_key(block.text) for block in truth.of(Role.CAPTION)):
        counts["captions of"] += 1
        counts["captions"] += said in own or any(text.startswith(said) or text.endswith(said) for text in tables)


def _headings(truth: Truth, found: Found, passages: list[Found], counts: Counter[str]) -> None:
    """The title of a box is neither asked for nor counted as wrong."""
    left = [(level, _key(text)) for level, text in found["headings"]]
    titles = {_key(block.text.split("\n")[0]) for block in truth.of(Role.BOX)}
    for block in truth.of(Role.HEADING):
        counts["headings recalled of"] += 1
        hit = next((heading for heading in left if heading[1] == _key(block.text)), None)
        if hit:
            left.remove(hit)
            counts.update(("headings recalled", "headings right", "headings right of", "heading levels of"))
            counts["heading levels"] += hit[0] == block.level
    counts["headings right of"] += sum(text not in titles for _, text in left)


def _furniture(truth: Truth, found: Found, passages: list[Found], counts: Counter[str]) -> None:
    """A running line is out of the way when it was taken for furniture, or is in no passage of its page."""
    taken: dict[int, Counter[str]] = {}
    for page, text in found["furniture"]:
        taken.setdefault(page, Counter()).update(words(text))
    running: dict[int, Counter[str]] = {}
    for line in truth.furniture:
        said = Counter(words(line.text))
        running.setdefault(line.page, Counter()).update(said)
        counts["furniture kept out of passages of"] += 1
        counts["furniture kept out of passages"] += said <= taken.get(line.page, Counter()) or (
            len(said) > 1 and not any(_key(line.text) in p["said"] for p in passages if line.page in p["pages"])
        )
    wrong = sum(not Counter(words(text)) <= running.get(page, Counter()) for page, text in found["furniture"])
    counts["body lines kept of"] += truth.body_lines
    counts["body lines kept"] += truth.body_lines - wrong


def _quotes(truth: Truth, found: Found, passages: list[Found], counts: Counter[str]) -> None:
    """Block quotes: their words as a quotation, the speaker with them, and a passage of that kind."""
    quoting = [passage for passage in passages if passage["kind"] != "pull-quote"]
    left = [(_key(said), _key(by)) for passage in quoting for said, by in passage["quotes"]]
    counts["quotes found that are quotes of"] += len(left)
    for block in truth.of(Role.QUOTE):
        counts.update(("quotes of", "quote speakers of"))
        said = _key(block.said)
        hit = next((quote for quote in left if _alike(quote[0], said) >= _SAME_WORDS), None)
        if hit:
            left.remove(hit)
            counts.update(("quotes", "quotes found that are quotes"))
            counts["quote speakers"] += hit[1] == _key(block.by)


def _pulled(truth: Truth, found: Found, passages: list[Found], counts: Counter[str]) -> None:
    """Pull quotes marked as such, and those that name the passage whose words they repeat."""
    left, text_of = _of_kind(passages, "pull-quote"), {passage["id"]: passage["said"] for passage in passages}
    counts["pull quotes found that are pull quotes of"] += len(left)
    for block in truth.of(Role.PULL_QUOTE):
        counts.update(("pull quotes of", "pull quotes with their source of"))
        said = _key(block.text)
        hit = next((passage for passage in left if _alike(passage["said"], said) >= _SAME), None)
        if hit:
            left.remove(hit)
            counts.update(("pull quotes", "pull quotes found that are pull quotes"))
            counts["pull quotes with their source"] += said in text_of.get(hit["repeats"], "")


def _boxes(truth: Truth, found: Found, passages: list[Found], counts: Counter[str]) -> None:
    """The paragraphs of boxes that stand in a box, its title aside; and the words in boxes that belong there."""
    inside = " ".join(passage["said"] for passage in _of_kind(passages, "box"))
    wanted: Counter[str] = Counter()
    for block in truth.of(Role.BOX):
        wanted.update(words(block.text))
        for line in block.text.split("\n")[1:]:
            counts["box paragraphs of"] += 1
            counts["box paragraphs"] += _key(line) in inside
    said = Counter(inside.split())
    counts["words in boxes that belong there of"] += said.total()
    counts["words in boxes that belong there"] += (said & wanted).total()


_KINDS = {
    Role.FOOTNOTE: ("footnotes as passages", "footnote", True),
    Role.QUOTE: ("quotes as passages", "quote", False),
    Role.LIST: ("list entries in lists", "list", False),
    Role.RECOMMENDATION: ("recommendations marked", "recommendation", False),
    Role.PARAGRAPH: ("paragraphs whole", "", False),
}
"""The name of the measure, the kind of passage, and whether the passage must hold that block and no other."""


def _kinds(truth: Truth, found: Found, passages: list[Found], counts: Counter[str]) -> None:
    for role, (name, kind, alone) in _KINDS.items():
        candidates = [passage["said"] for passage in (_of_kind(passages, kind) if kind else passages)]
        for block in truth.of(role):
            counts[f"{name} of"] += 1
            counts[name] += _among(block, candidates, alone)


def _among(block: Block, candidates: list[str], alone: bool) -> bool:
    if alone:
        return any(_alike(_key(block.text), text) >= _SAME for text in candidates)
    parts = [_key(piece) for piece in pieces(block.text)]
    return any(all(part in text for part in parts) for text in candidates)
