"""The signature of a report: two reports whose signatures agree in many places share many of their words."""

import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence

from rensa import RMinHash

from compendium.model.document import Passage
from compendium.model.relation import NO_SIGNATURE, NUMBER_PLACES, SIGNATURE_VERSION, WORD_PLACES, Signature

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS_A_RUN = 5
"""How many words in a row are compared: fewer are common to all reports of a series, more break at every change."""

_NUMBERS_A_RUN = 3
"""A translation has the numbers of the original in the same order."""

_FEWEST = 50
"""Below so many runs of words chance decides."""

_SEED = 1


def signature(passages: Iterable[Passage]) -> Signature:
    """The MinHash (Broder 1997) of all runs of five words, and of three numbers, whatever passages they are cut into;
    empty for a text of a few lines. Costs less than half a millisecond a page.

    Pull quotes are left out, since they repeat the text.
    """
    text = unicodedata.normalize("NFKC", " ".join(passage.text for passage in passages if not passage.repeats)).lower()
    words = _runs(_WORD.findall(text), _WORDS_A_RUN)
    if len(words) < _FEWEST:
        return NO_SIGNATURE
    numbers = _runs([found.replace(",", "") for found in _NUMBER.findall(text)], _NUMBERS_A_RUN)
    said = (SIGNATURE_VERSION, *_sketch(words, WORD_PLACES), *_sketch(numbers, NUMBER_PLACES))
    return struct.pack(f"<{len(said)}I", *said)


def _runs(pieces: Sequence[str], size: int) -> set[str]:
    return {" ".join(pieces[at : at + size]) for at in range(len(pieces) - size + 1)}


def _sketch(runs: set[str], places: int) -> list[int]:
    """How many there are, then the least hash of them in each place."""
    minhash = RMinHash(num_perm=places, seed=_SEED)
    minhash.update(list(runs))
    return [len(runs), *minhash.digest()]
