"""A document as plain text."""

from compendium.model.document import Passage, Reading


def plain_text(reading: Reading) -> str:
    """The document in reading order: headings on lines of their own, paragraphs parted by blank lines, tables row by
    row with a tab between cells. Pull quotes that repeat the text are left out."""
    parts: list[str] = []
    path: tuple[str, ...] = ()
    waiting = [heading.text for heading in reading.headings]
    for passage in reading.passages:
        if passage.repeats:
            continue
        if passage.heading and passage.heading != path:
            # up to the heading it stands under, also those with nothing of their own below them
            until = waiting.index(passage.heading[-1]) + 1 if passage.heading[-1] in waiting else 0
            parts += waiting[:until] or passage.heading[-1:]
            del waiting[:until]
        path = passage.heading
        parts.append(_words(passage))
    return "\n\n".join([*parts, *waiting]) + "\n"


def _words(passage: Passage) -> str:
    return passage.text if passage.cells else passage.text.replace("\n", "\n\n")
