"""What a designer decides once for a document: page, fonts, sizes, gaps, and how the setting program writes text."""

import random
from dataclasses import dataclass

from benchmarks.extraction.writing import Face

_FAMILIES = {
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "Courier": ("Courier", "Courier-Bold", "Courier-Oblique"),
}
_PAPERS = {"A4": (595.3, 841.9), "US Letter": (612.0, 792.0), "wide A5": (480.0, 680.0)}


@dataclass(frozen=True, slots=True)
class Look:
    """The drawn choices; lengths in points."""

    paper: tuple[float, float]
    margin: float
    gutter: float
    body: Face
    small: Face
    italic: Face
    strong: Face
    headings: tuple[Face, Face, Face]
    pulled: Face
    justified: bool
    indented: bool
    """New paragraphs begin with an indent instead of a gap."""
    hyphenated: bool
    ligatures: bool
    joining: str
    doubled: float
    """How far the second print of a heading is shifted; 0 where headings use a bold font."""
    bullet: str
    header: str
    footer: str
    furniture_first: bool
    title: str
    publisher: str


def drawn(rng: random.Random, columns: int, title: str, publisher: str) -> Look:
    """A look for pages of so many columns: the more there are, the larger the paper and the smaller the print."""
    family = rng.choice(("Helvetica", "Times") * 3 + ("Courier",) * (columns == 1))
    display = rng.choice(("Helvetica", "Times"))
    plain, bold, italic = _FAMILIES[family]
    size = round(rng.uniform(9.5, 12) if columns < 3 else rng.uniform(8, 9.5), 1)
    leading = round(size * rng.uniform(1.15, 1.45), 1)
    doubled = rng.choice((0.0, 0.0, 0.0, 0.3))
    heavy = _FAMILIES[display][0 if doubled else 1]
    steps = rng.choice(((1.9, 1.4, 1.15), (1.7, 1.3, 1.1), (1.6, 1.25, 1.0), (2.2, 1.5, 1.2)))
    pulled = size * rng.uniform(1.35, 1.8)
    justified = family != "Courier" and rng.random() < 0.6
    return Look(
        paper=_PAPERS[rng.choice(tuple(_PAPERS) if columns == 1 else ("A4", "US Letter"))],
        margin=rng.uniform(42, 72) if columns < 3 else rng.uniform(34, 48),
        gutter=rng.uniform(10, 30),
        body=Face(plain, size, leading),
        small=Face(plain, round(size * 0.8, 1), round(leading * 0.8, 1)),
        italic=Face(italic, size, leading),
        strong=Face(bold, size, leading),
        headings=tuple(Face(heavy, round(size * step, 1), round(size * step * 1.2, 1)) for step in steps),  # type: ignore[arg-type]
        pulled=Face(rng.choice(_FAMILIES[display]), round(pulled, 1), round(pulled * 1.25, 1)),
        justified=justified,
        indented=rng.random() < 0.35,
        hyphenated=rng.random() < 0.6,
        ligatures=family != "Courier" and rng.random() < 0.5,
        joining=rng.choice(("spaces", "offsets", "placed")) if justified else "spaces",
        doubled=doubled,
        bullet=rng.choice(("•", "•", "–", "·")),
        header=rng.choice(("title", "publisher", "both", "alternating", "ruled")),
        footer=rng.choice(("number", "page of", "publisher and number", "outer number", "number and title")),
        furniture_first=rng.random() < 0.5,
        title=title,
        publisher=publisher,
    )
