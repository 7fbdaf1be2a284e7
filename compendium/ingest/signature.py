"""The signature of a report's words: two reports whose signatures agree in most places share most of their words."""

import re
import struct
import unicodedata
from collections.abc import Iterable

from compendium.model.document import Passage
from compendium.model.relation import NO_SIGNATURE, SIGNATURE_FORMAT, SIGNATURE_PLACES, Signature

_WORD = re.compile(r"\w+")
_SHINGLE = 5
"""How many words in a row are compared: fewer are common to all reports of a series, more break at every change."""

_FEWEST = 50
"""Below so many shingles chance decides."""


def signature(passages: Iterable[Passage]) -> Signature:
    """The MinHash (Broder 1997) of all runs of five words, whatever their case; empty for a text of a few lines.

    Pull quotes are left out, since they repeat the text. Costs about two milliseconds a page.
    """
    text = " ".join(passage.text for passage in passages if not passage.repeats)
    words = _WORD.findall(unicodedata.normalize("NFKC", text).lower())
    shingles = {" ".join(words[at : at + _SHINGLE]).encode() for at in range(len(words) - _SHINGLE + 1)}
    if len(shingles) < _FEWEST:
        return NO_SIGNATURE
    from datasketch.minhash import MinHash  # brings scipy: only a child that signs a report pays for it

    minhash = MinHash(num_perm=SIGNATURE_PLACES, seed=1)
    minhash.update_batch(shingles)
    return struct.pack(SIGNATURE_FORMAT, len(shingles), *(int(value) for value in minhash.hashvalues))
