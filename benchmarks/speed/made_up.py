"""Reports in the shape of real ones, made of real sentences, as reading and describing would hand them over."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks.speed.passages import PASSAGES, Writer
from benchmarks.speed.rare_words import RareWords
from benchmarks.speed.sentences import Sentences
from compendium import data
from compendium.ingest.signature import signature
from compendium.model.document import Heading, Page, Passage, Reading, Verdict, report_id
from compendium.model.intake import Prepared
from compendium.model.people import Exactness, GroupKind, NumberRole, SampleGroup
from compendium.model.report import Claim, Claimant, Description
from compendium.model.theme import Codebook, Match, Tag, Theme
from compendium.tagging.codebook import seed

THEMES = 40
YEARS = range(2005, 2027)
SHARING = 10
"""Every so manieth report shares a study with the one before it."""

_FIRST = (
    *("Alder", "Beacon", "Bramble", "Calder", "Dovetail", "Elmstead", "Fenmoor"),
    *("Garnet", "Harbour", "Inkwell", "Juniper", "Kestrel", "Larkfield", "Millrace"),
)
_LAST = ("Trust", "Inquiry", "Voices")
ORGANISATIONS = tuple(f"{first} {last}" for first in _FIRST for last in _LAST)
_ACCEPTED = 0.1
"""The share of tags that a person accepted."""


def codebook() -> Codebook:
    """The codebook that ships with the program, and more themes to make so many that passages are tagged with."""
    themes = seed().themes
    own = len(_leaves(themes))
    more = tuple(Theme(f"made-up-{n}", f"Made-up theme {n}", "Made up to measure speed.") for n in range(own, THEMES))
    return Codebook(f"speed-{seed().version}", (*themes, *more))


def _leaves(themes: tuple[Theme, ...]) -> list[str]:
    groups = {theme.parent for theme in themes}
    return [theme.id for theme in themes if theme.id not in groups]


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A report to save: what was read, and what a list and a person say of it."""

    prepared: Prepared
    supplied: dict[str, str]
    accepted: tuple[Tag, ...]
    """Tags that a person is to accept once the report is saved."""


class Maker:
    """Makes one report after the other. The same sentences and the same seed give the same reports."""

    def __init__(self, sentences: Sentences, seed: int = 1) -> None:
        self._seed = seed
        self._made = 0
        self._before = ""
        self._codebook = codebook()
        self._themes = _leaves(self._codebook.themes)
        self._writer = Writer(sentences, RareWords(Random(f"rare words {seed}")))

    @property
    def words(self) -> set[str]:
        """The different words written so far, in lower case."""
        return self._writer.words

    def report(self, passages: int = PASSAGES) -> MadeUp:
        """The next report, with so many passages. Its file has its name for content."""
        chance = Random(f"{self._seed} {self._made}")
        name = f"made-up-{self._seed}-{self._made}.pdf"
        sha256 = hashlib.sha256(content(name)).hexdigest()
        written = self._writer.passages(chance, report_id(sha256), passages)
        last = max(passage.pages[-1] for passage in written)
        reading = Reading(
            sha256=sha256,
            format="pdf",
            pages=tuple(Page(n, str(n + 2), Verdict.TEXT, 595, 842) for n in range(1, last + 1)),
            passages=written,
            headings=_headings(written),
            extractor="made up",
        )
        described = _description(chance, self._writer.title(chance))
        tags = self._tags(chance, written)
        prepared = Prepared(
            path=name,
            name=name,
            bytes=len(content(name)),
            reading=reading,
            description=described,
            tags=tags,
            codebook=self._codebook.version,
            signature=signature(written),
        )
        shared = self._made % SHARING == SHARING - 1
        supplied = {"study": self._before} if shared else {}
        self._made, self._before = self._made + 1, report_id(sha256)
        return MadeUp(prepared, supplied, tuple(tag for tag in tags if chance.random() < _ACCEPTED))

    def _tags(self, chance: Random, passages: tuple[Passage, ...]) -> tuple[Tag, ...]:
        """One to three tags a passage, of the themes that the report is about."""
        about = chance.sample(self._themes, 10)
        tags = []
        for passage in passages:
            for theme in sorted(set(chance.choices(about, weights=range(10, 0, -1), k=chance.choice((1, 1, 2, 3))))):
                start = passage.text.index(" ") + 1
                match = Match(start, passage.text.index(" ", start))
                score = round(chance.uniform(0.4, 1), 2)
                tags.append(Tag(passage.id, theme, Claimant.RULE, matches=(match,), score=score))
        return tuple(tags)


def content(name: str) -> bytes:
    """What stands in the file of a made-up report."""
    return f"%PDF {name}".encode()


def write_file(folder: Path, made: MadeUp) -> MadeUp:
    """The same report with its file in that folder."""
    path = folder / made.prepared.name
    path.write_bytes(content(made.prepared.name))
    return replace(made, prepared=replace(made.prepared, path=str(path)))


def _headings(passages: tuple[Passage, ...]) -> tuple[Heading, ...]:
    found: dict[str, Heading] = {}
    for passage in passages:
        for level, text in enumerate(passage.heading, 1):
            found.setdefault(text, Heading(level, text, passage.pages[0]))
    return tuple(found.values())


def _description(chance: Random, title: str) -> Description:
    weights = [1 / (place + 1) for place in range(len(ORGANISATIONS))]
    organisations = dict.fromkeys(chance.choices(ORGANISATIONS, weights, k=chance.choice((1, 1, 1, 2))))
    published = f"{chance.choice(YEARS)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    values = [("title", title), ("published", published), *(("organisation", name) for name in organisations)]
    for field, counts in {"setting": (1, 1, 1, 2), "population": (0, 0, 1, 2), "method": (1, 2, 3)}.items():
        known = sorted(data.table("vocabulary")[f"{field}s"])
        values += [(field, value) for value in chance.sample(known, chance.choice(counts))]
    claims = tuple(Claim(field, value, Claimant.RULE, page=1, verbatim=value) for field, value in values)
    groups = [_group(chance, GroupKind.LIVED_EXPERIENCE, 900)] if chance.random() < 0.9 else []
    groups += [_group(chance, GroupKind.STAFF, 80)] if chance.random() < 0.4 else []
    not_chosen = replace(_group(chance, GroupKind.OTHER, 50), why_not="It counts records.", role=NumberRole.RECORDS)
    return Description(claims, tuple(groups), (not_chosen,))


def _group(chance: Random, kind: GroupKind, most: int) -> SampleGroup:
    n = chance.randint(5, most)
    exactness = chance.choice((Exactness.EXACT, Exactness.EXACT, Exactness.ABOUT, Exactness.AT_LEAST))
    said = f"We spoke to {n} people in all."
    return SampleGroup(kind, n, exactness, methods=("interview",), page=3, verbatim=said)
