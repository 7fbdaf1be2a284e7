"""Whose account a passage gives: participants' own words, what they told, a survey's result, the authors' judgement or
a recommendation.

Each stretch of a passage is weighed for one account: words in quotation by their voice, the rest sentence by sentence
by the words in it. The account that carries most of the passage is the passage's; without a clear one it is unknown.
"""

import re
from collections import Counter
from collections.abc import Iterator
from enum import IntEnum, auto
from functools import lru_cache

from compendium.ingest.account_words import (
    ABOUT_METHOD,
    ASKING,
    ASKS,
    ASKS_UNDER_HEADING,
    COUNTED,
    COUNTS,
    DIGIT,
    FIGURE,
    GOES_ON,
    HEADING_ASKS,
    HEADING_LISTS,
    HEADING_STAFF,
    HEADING_STAFF_TELL,
    HEADING_SUMS_UP,
    HEADING_SURVEY,
    HEADING_TELLS,
    HEADING_WEIGHS,
    HEARD_TELLS,
    LIVES,
    OF_OURS,
    PARTS_OF,
    RATED,
    REST,
    RETURNS,
    SCALE,
    SOME_TELL,
    STAFF_TELLS,
    STAFFED,
    SURVEYED,
    TELLING,
    WEIGHS,
    WORD,
)
from compendium.model.document import Account, PassageKind, Quote, Voice

_IN_FIGURES = re.compile(r"(?:\t\W?\d[\d.,]*%?\W?(?=\t|\n|$)|\d ?%)(?s:.*)(?:\t\W?\d[\d.,]*%?(?=\t|\n|$)|\d ?%)")
_MOST = 0.5
_CLEAR = 0.6
"""The share that an account needs of what says whose account it is."""

_LEAST = {Account.RECOMMENDATION: 0.5, Account.PARAPHRASE: 0.35, Account.JUDGEMENT: 0.35}
"""The share that it needs of the whole passage."""


class _Said(IntEnum):
    """What a stretch of a passage is."""

    OWN = auto()
    TOLD = auto()
    SURVEY = auto()
    ASKS = auto()
    WEIGHS = auto()
    PLAIN = auto()
    """Nothing in it says whose account it is: the authors', where nothing else stands around it."""
    OTHERS = auto()
    """Staff's words, what staff told, or words of nobody knows whom."""


def account_of(kind: PassageKind, heading: tuple[str, ...], text: str, quotes: tuple[Quote, ...]) -> Account:
    """Whose account the passage gives, `UNKNOWN` where it is staff's, mixed or in doubt."""
    return account_and_results(kind, heading, text, quotes)[0]


def account_and_results(
    kind: PassageKind, heading: tuple[str, ...], text: str, quotes: tuple[Quote, ...]
) -> tuple[Account, bool]:
    """Whose account the passage gives, and whether a survey's results or counts of people are among it."""
    title = _title(kind, text) or (heading[-1] if heading else "")
    if kind is PassageKind.RECOMMENDATION or re.match(r"recommendations?\b", title, re.I):
        return Account.RECOMMENDATION, False
    if kind in (PassageKind.TABLE, PassageKind.CAPTION):
        account = _of_table(text)
        return account, account is Account.SURVEY
    weights = _weights(title, text, quotes)
    return _chosen(weights), weights[_Said.SURVEY] > 0


def _title(kind: PassageKind, text: str) -> str:
    """The title of a box: a short first line that is no sentence."""
    first, more, _ = text.partition("\n")
    titled = kind is PassageKind.BOX and more and len(first.split()) <= 10 and first[-1:] not in ".!”"
    return first if titled else ""


def _of_table(text: str) -> Account:
    """A table of answers is a survey's; another table of figures is the authors'; of one in words nobody can tell."""
    if not _IN_FIGURES.search(text):
        return Account.UNKNOWN
    return Account.SURVEY if SCALE.search(text) and not RETURNS.search(text) else Account.JUDGEMENT


def _chosen(weights: Counter[_Said]) -> Account:
    """The account that leads by far among the sentences that say whose they are, and carries enough of the whole."""
    total = weights.total()
    decided = total - weights[_Said.PLAIN]
    if not total:
        return Account.UNKNOWN
    if weights[_Said.OWN] > _MOST * total:
        return Account.OWN_WORDS
    survey, told = weights[_Said.SURVEY], weights[_Said.OWN] + weights[_Said.TOLD]
    if survey >= max(0.48 * total, 1.4 * told):
        return Account.SURVEY
    for account, carried, among in (
        (Account.RECOMMENDATION, weights[_Said.ASKS], decided),
        (Account.PARAPHRASE, told, decided - survey),  # a result or two may stand in what people told
        (Account.JUDGEMENT, weights[_Said.WEIGHS], decided),
    ):
        if carried and carried >= _CLEAR * among and carried >= _LEAST[account] * total:
            return account
    return Account.UNKNOWN


def _weights(heading: str, text: str, quotes: tuple[Quote, ...]) -> Counter[_Said]:
    """How many words each account has in the passage."""
    weights: Counter[_Said] = Counter()
    before = _Said.PLAIN
    for start, end, quote in _stretches(text, quotes):
        if quote is None:
            before = _what(text[start:end], heading, before, text)
            weights[before] += text.count(" ", start, end) + 1
            continue
        said = _quoted(quote, before)
        weights[said] += text.count(" ", start, end) + 1
        before = _Said.TOLD if said is _Said.OWN else said
    return weights


def _quoted(quote: Quote, before: _Said) -> _Said:
    """What words in quotation are: a speaker nobody can tell is one of those whom the sentence is about."""
    if quote.voice in (Voice.LIVED_EXPERIENCE, Voice.FAMILY):
        return _Said.OWN
    return _Said.TOLD if quote.voice is Voice.UNKNOWN and before is _Said.TOLD else _Said.OTHERS


_LETTER = re.compile(r"\w")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’)\]]*\s+(?=[\"“‘(\[•–-]?\s*[A-Z0-9])|\n+")


def _stretches(text: str, quotes: tuple[Quote, ...]) -> Iterator[tuple[int, int, Quote | None]]:
    """The quotes, and the sentences between them; the attributions of quotes belong to none."""
    free = 0
    for quote in (*quotes, None):
        stop = quote.start if quote else len(text)
        for start, end in _sentences(text, free, stop):
            yield start, end, None
        if quote is None:
            return
        yield quote.start, quote.end, quote
        free = quote.end
        label = quote.attribution
        at = text.find(label, free, free + len(label) + 12) if label else -1
        free = at + len(label) if at >= 0 else free


def _sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for cut in (*(m.end() for m in _SENTENCE_END.finditer(text, start, stop)), stop):
        if _LETTER.search(text, start, cut):
            yield start, cut
        start = cut


@lru_cache(maxsize=512)
def _of_heading(heading: str) -> tuple[bool, _Said | None, bool, _Said | None, bool]:
    """What a heading says of the sentences under it: whether it asks, what they are throughout, whether it is of survey
    results, what those are that nothing else decides, and whether staff are named in it."""
    whole = (
        _Said.ASKS
        if HEADING_LISTS.search(heading)
        else _Said.OTHERS
        if HEADING_STAFF_TELL.search(heading)
        else _Said.WEIGHS
        if HEADING_WEIGHS.search(heading)
        else None
    )
    sums_up, tells = HEADING_SUMS_UP.search(heading), HEADING_TELLS.search(heading)
    rest = _Said.WEIGHS if sums_up else _Said.TOLD if tells else None
    asks, results = bool(HEADING_ASKS.search(heading)), bool(HEADING_SURVEY.search(heading))
    return asks, whole, results, rest, bool(HEADING_STAFF.search(heading))


def _what(printed: str, heading: str, before: _Said, passage: str) -> _Said:
    """What a sentence is, by the strongest words in it; `before` is what the sentence before it was."""
    asks, whole, results, rest, of_staff = _of_heading(heading)
    sentence = printed.lower()
    words = set(WORD.findall(sentence))
    if (
        whole is _Said.ASKS
        or (not ASKING.isdisjoint(words) and ASKS.search(sentence))
        or (asks and ASKS_UNDER_HEADING.search(printed))
    ):
        return _Said.ASKS
    if whole:
        return whole
    if _is_result(sentence, words, passage, results) or (before is _Said.SURVEY and REST.search(sentence)):
        return _Said.SURVEY
    if OF_OURS.search(printed):
        return _Said.WEIGHS
    about_method = bool(ABOUT_METHOD.search(sentence))
    if told := _told(sentence, words, before, of_staff, about_method):
        return told
    if about_method or rest is _Said.WEIGHS or WEIGHS.search(sentence):
        return _Said.WEIGHS
    if rest or LIVES.search(sentence):
        return _Said.OTHERS if before is _Said.OTHERS else _Said.TOLD
    if before in (_Said.TOLD, _Said.OTHERS) and GOES_ON.search(sentence):
        return before
    return _Said.PLAIN


def _is_result(sentence: str, words: set[str], passage: str, results: bool) -> bool:
    """Whether a sentence gives a result of a survey or a count of people."""
    if (DIGIT.search(sentence) or not COUNTS.isdisjoint(words)) and not PARTS_OF.isdisjoint(words):
        figure = FIGURE.search(sentence)
        if figure and (results or " of " in figure.group() or not SURVEYED.isdisjoint(WORD.findall(passage.lower()))):
            return True
    return not RATED.isdisjoint(words) and bool(COUNTED.search(sentence))


def _told(sentence: str, words: set[str], before: _Said, of_staff: bool, about_method: bool) -> _Said | None:
    """Whether a sentence retells what participants, or what staff and others said; whoever is named first tells."""
    if TELLING.isdisjoint(words):
        return None
    heard = HEARD_TELLS.search(sentence)
    staff = STAFF_TELLS.search(sentence) if not STAFFED.isdisjoint(words) else None
    if staff and (heard is None or staff.start() < heard.start()):
        return _Said.OTHERS
    if about_method:
        return None
    if heard:
        return _Said.TOLD
    if SOME_TELL.search(sentence):
        return _Said.OTHERS if before is _Said.OTHERS or of_staff else _Said.TOLD
    return None
