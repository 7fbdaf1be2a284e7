"""The language a report is written in, told by its most frequent words. Nothing is claimed of a report in English."""

import re
from collections.abc import Sequence

from compendium.model.document import Passage, PassageKind
from compendium.model.report import Claim, Claimant

_IN_ENGLISH = "the of and to in that was for with had were is on as they by not from are have this be"
_IN_WELSH = "yn yr y mae ar ac gan sydd wedi eu gyda bod hefyd mewn ei oedd nad ond neu fel hyn cael eich ein nid sy"
# French, German, Spanish, Portuguese, Italian, Polish, Romanian, Lithuanian, Dutch, Somali
_IN_OTHERS = (
    "le les des est dans une qui pour der die und das ist nicht ein eine el los las del que una por con não uma dos il"
    " che della sono jest nie się że przez și este pentru din ir kad het een van niet waxaa iyo oo ku ka"
)
_ENGLISH, _WELSH, _OTHER = (frozenset(words.split()) for words in (_IN_ENGLISH, _IN_WELSH, _IN_OTHERS))
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_TEXT = (PassageKind.PARAGRAPH, PassageKind.LIST, PassageKind.BOX, PassageKind.RECOMMENDATION)
_MOST_PASSAGES, _MOST_LETTERS = 40, 10_000
_ENOUGH_WORDS = 120
_SHARE = 0.08
"""Of running text in a language, the words of its list are a fifth at least; of text in another, hardly any."""


def language(passages: Sequence[Passage]) -> Claim | None:
    """`cy` for Welsh, `cy-en` for Welsh and English, `other` for another language than these; None for English and for
    too little text. Looks at passages from all over the report, so that it costs the same however long that is.
    """
    text = [passage for passage in passages if passage.kind in _TEXT]
    chosen = text[:: 1 + len(text) // _MOST_PASSAGES]
    each = _MOST_LETTERS // (len(chosen) or 1)
    words: list[str] = []
    strange: Passage | None = None
    for passage in chosen:
        own = _LETTERS.findall(passage.text[:each].lower())
        words += own
        if strange is None and _share(own, _ENGLISH) < _SHARE and len(own) >= 8:
            strange = passage
    if len(words) < _ENOUGH_WORDS or strange is None:
        return None
    code = _code(words)
    page = strange.pages[0] if strange.pages else None
    first = strange.text.splitlines()[0][:200]
    return Claim("language", code, Claimant.RULE, page, first, 0.8) if code else None


def _code(words: list[str]) -> str:
    english, welsh = _share(words, _ENGLISH), _share(words, _WELSH)
    if welsh > _SHARE:
        return "cy-en" if english > _SHARE / 2 else "cy"
    other_script = sum(not _LATIN.match(word) for word in words) > 0.5 * len(words)
    return "other" if english < _SHARE and (other_script or _share(words, _OTHER) > _SHARE) else ""


def _share(words: list[str], of: frozenset[str]) -> float:
    return sum(word in of for word in words) / len(words) if words else 0.0
