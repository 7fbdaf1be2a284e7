"""Small reports, made up, as reading and describing would hand them over."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from compendium.model.document import (
    Account,
    Box,
    Page,
    Passage,
    PassageKind,
    Problem,
    Quote,
    Reading,
    Verdict,
    Voice,
)
from compendium.model.intake import Prepared
from compendium.model.people import Exactness, GroupKind, SampleGroup
from compendium.model.report import Claim, Claimant, Description
from compendium.model.theme import Match, Tag

TEXTS = (
    "Visits were hard to book. “I waited six weeks,” one man told us.",
    "The food was cold – and late.",
    "Nobody had explained the licence.",
)


def prepared(
    folder: Path,
    name: str = "visits.pdf",
    *,
    texts: Iterable[str] = TEXTS,
    claims: Iterable[Claim] = (Claim("title", "Family visits", Claimant.RULE, page=1, verbatim="Family visits"),),
    groups: Iterable[SampleGroup] = (SampleGroup(GroupKind.LIVED_EXPERIENCE, 57, page=1, methods=("interviews",)),),
    candidates: Iterable[SampleGroup] = (),
    theme: str | None = "family-contact",
    failed: Iterable[int] = (),
    extractor: str = "reader 1",
) -> Prepared:
    """A report read from a file in that folder; the file's bytes are its name."""
    file = folder / name
    file.write_bytes(f"%PDF {name}".encode())
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    passages = tuple(_passage(sha256[:12], text) for text in texts)
    reading = Reading(
        sha256=sha256,
        format="pdf",
        pages=(Page(1, "i", Verdict.TEXT, 595, 842), Page(2, None, Verdict.TEXT, 595, 842, rotation=90)),
        passages=passages,
        problems=tuple(Problem("page-failed", "it failed", page) for page in failed),
        extractor=extractor,
    )
    tags = tuple(Tag(p.id, theme, Claimant.RULE, matches=(Match(0, 5),), score=0.5) for p in passages[:1] if theme)
    description = Description(tuple(claims), tuple(groups), tuple(candidates))
    return Prepared(str(file), name, file.stat().st_size, reading, description, tags, codebook="themes 1")


def group(kind: GroupKind, n: int | None, exactness: Exactness = Exactness.EXACT) -> SampleGroup:
    """A group of people."""
    return SampleGroup(kind, n, exactness)


def _passage(report: str, text: str) -> Passage:
    start, end = text.find("“") + 1, text.find("”")
    quotes = (Quote(start, end, Voice.LIVED_EXPERIENCE, "man, prison"),) if end > 0 else ()
    return Passage(
        id=f"{report}-{hashlib.sha256(text.encode()).hexdigest()[:12]}-1",
        kind=PassageKind.PARAGRAPH,
        account=Account.PARAPHRASE,
        pages=(1, 2),
        heading=("Findings", "Keeping in touch"),
        text=text,
        boxes=(Box(1, 10.5, 20.0, 300.0, 32.25), Box(2, 10.0, 700.0, 300.0, 712.0)),
        quotes=quotes,
    )
