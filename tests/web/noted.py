"""A small library whose passages need a note before them, on a made-up codebook with a retired theme and a lens."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from compendium.catalogue.catalogue import Catalogue
from compendium.index.whoosh_engine import WhooshIndex
from compendium.model.document import Passage, PassageKind
from compendium.model.report import Claimant
from compendium.model.theme import Codebook, Match, Tag, Theme
from tests.unit.catalogue.making import prepared

BOOK = Codebook(
    "noted 1",
    (
        Theme("distress", "Distress", "", content_note="describes distress"),
        Theme("low-mood", "Low mood", "", parent="distress"),
        Theme("self-harm", "Self-harm", "", parent="distress", content_note="describes self-harm or suicide"),
        Theme("belongings", "Belongings", "", terms=("kettle",)),
        Theme("old-ways", "Old ways", "", retired=True),
        Theme("new-ways", "New ways", "", parent="old-ways"),
        Theme("standards", "Standards of listening", "", book="standards"),
        Theme("standard-purpose", "Purpose", "", parent="standards", book="standards"),
        Theme("standard-inclusion", "Inclusion", "", parent="standards", book="standards"),
    ),
)
WORST = "“I cut my arms on the wing,” one man told us. Nobody came for hours."
LOW = "On the wing the nights were longest, and some days I could not get up."
CALM = "The kettle on the wing was mended after two letters."
SELF_HARM = "Content note: describes self-harm or suicide."
DISTRESS = "Content note: describes distress."
BOTH = "Content note: describes distress; describes self-harm or suicide."


def make(folder: Path) -> Path:
    """A library of one report in that folder; its place.

    The first passage is on self-harm, says a rule; the second is on low mood, says a classifier, and on self-harm, says
    a person; the third is not on self-harm, says a person. A pull quote repeats the first.
    """
    home = folder / "noted"
    given = prepared(folder, texts=(WORST, LOW, CALM), theme=None)
    worst, low, calm = given.reading.passages
    tags = (
        _tag(worst, "self-harm", "cut my arms", 0.9),
        _tag(worst, "old-ways", "Nobody came", 0.5),
        replace(_tag(low, "low-mood", "nights", 0.5), by=Claimant.CLASSIFIER),
        _tag(calm, "self-harm", "letters", 0.9),
        _tag(calm, "belongings", "kettle", 0.5),
    )
    pulled = replace(worst, id=f"{worst.id}-pulled", kind=PassageKind.PULL_QUOTE, repeats=worst.id)
    reading = replace(given.reading, passages=(worst, low, calm, pulled))
    with closing(Catalogue.open(home, create=True)) as catalogue, closing(WhooshIndex.open(home / "index")) as index:
        with catalogue.writing():
            catalogue.put_codebook(BOOK, own=True)
            catalogue.save(replace(given, reading=reading, tags=tags, codebook=BOOK.version))
            catalogue.decide_tag(low.id, "self-harm", True, "a reader")
            catalogue.decide_tag(calm.id, "self-harm", False, "a reader")
            catalogue.decide_tag(calm.id, "standard-purpose", True, "a reader")
        index.catch_up(catalogue)
    return home


def _tag(passage: Passage, theme: str, words: str, score: float) -> Tag:
    start = passage.text.index(words)
    return Tag(passage.id, theme, Claimant.RULE, matches=(Match(start, start + len(words), words),), score=score)
