"""Stems, and the beginnings that words with a stem have."""

import re
from pathlib import Path

import pytest

from compendium.index.stemming import family, stem

ROOT = Path(__file__).parents[3]
WORDS = sorted(
    set(re.findall(r"[a-z]{2,}", " ".join(p.read_text("utf-8") for p in ROOT.rglob("docs/**/*.md")).lower()))
)


def test_every_word_begins_as_its_family_does() -> None:
    assert len(WORDS) > 1000
    assert [word for word in WORDS if not word.startswith(family(stem(word)))] == []


ODD = """
dying lies tied skies flies using children women possibility hoping happier emergencies relational generalisation
ladies bullying taxes agreed ugly only
"""


@pytest.mark.parametrize("word", ODD.split())
def test_words_whose_stem_is_not_how_they_begin(word: str) -> None:
    assert word.startswith(family(stem(word)))
