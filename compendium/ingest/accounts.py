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
from typing import NamedTuple, Self

from compendium.ingest.account_words import (
    ABOUT_METHOD,
    ANSWERED,
    ASKING,
    ASKS,
    ASKS_UNDER_HEADING,
    AUXILIARIES,
    COUNTED,
    COUNTS,
    DIGIT,
    FIGURE,
    GOES_ON,
    HEADING_ASKS,
    HEADING_IMPROVES,
    HEADING_LISTS,
    HEADING_STAFF,
    HEADING_STAFF_TELL,
    HEADING_SUMS_UP,
    HEADING_SURVEY,
    HEADING_TELLS,
    HEADING_WEIGHS,
    HEARD_TELLS,
    IMPERATIVE,
    LIVES,
    LIVES_TOO,
    OF_METHOD,
    OF_OFFICES,
    OF_OURS,
    OF_RECORDS,
    OF_SO_MANY,
    PARTS_OF,
    PAST,
    PEOPLE,
    PRESENT,
    RATED,
    REST,
    RETURNS,
    SCALE,
    SIGNS,
    SOME_TELL,
    STAFF_TELLS,
    STAFFED,
    SURVEYED,
    TELLING,
    VOICED,
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
        account = _of_table(text) if kind is PassageKind.TABLE else _of_caption(text)
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


def _of_caption(text: str) -> Account:
    """The caption of a figure: of answers where it says so."""
    return Account.SURVEY if SCALE.search(text) else Account.JUDGEMENT


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
    passage = _Passage.of(text, heading, quotes)
    for start, end, quote in _stretches(text, quotes):
        if quote is None:
            said = _what(text[start:end], before, passage)
            if said is _Said.PLAIN and before is _Said.WEIGHS and not (weights[_Said.TOLD] or weights[_Said.OWN]):
                said = before  # what follows the authors' own words is theirs too
            before = said
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
_SENTENCE_END = re.compile(r"[.!?…][”\"’)\]]*\s+(?=[\"“‘(\[•–-]?\s*[A-Z0-9])|\n+")


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


class _Heading(NamedTuple):
    """What a heading says of the sentences under it."""

    asks: re.Pattern[str] | None
    """How those begin that ask for something."""
    whole: _Said | None
    """What they are throughout."""
    results: bool
    """Whether they give the results of a survey."""
    rest: _Said | None
    """What those are that nothing else decides."""
    of_staff: bool


@lru_cache(maxsize=512)
def _of_heading(heading: str) -> _Heading:
    whole = next((said for said, pattern in _THROUGHOUT if pattern.search(heading)), None)
    sums_up, tells = HEADING_SUMS_UP.search(heading), HEADING_TELLS.search(heading)
    asks = next((how for pattern, how in _ASKING_SO if pattern.search(heading)), None)
    return _Heading(
        asks=asks,
        whole=whole,
        results=bool(HEADING_SURVEY.search(heading)),
        rest=_Said.WEIGHS if sums_up else _Said.TOLD if tells else None,
        of_staff=bool(HEADING_STAFF.search(heading)),
    )


_THROUGHOUT = (
    (_Said.ASKS, HEADING_LISTS),
    (_Said.OTHERS, HEADING_STAFF_TELL),
    (_Said.WEIGHS, HEADING_WEIGHS),
)
_ASKING_SO = ((HEADING_IMPROVES, IMPERATIVE), (HEADING_ASKS, ASKS_UNDER_HEADING))


class _Passage(NamedTuple):
    """What is worth looking for in the sentences of a passage, by the words in it and its heading."""

    heading: _Heading
    asks: tuple[str, ...]
    counts: bool
    rates: tuple[str, ...]
    surveyed: bool
    answered: tuple[str, ...]
    tells: tuple[str, ...]
    staffed: bool
    of_method: tuple[str, ...]
    voiced: bool

    @classmethod
    def of(cls, text: str, heading: str, quotes: tuple[Quote, ...]) -> Self:
        words = set(WORD.findall(text.lower()))
        return cls(
            heading=_of_heading(heading),
            asks=(*ASKING & words, *(("to ",) if text.startswith("To ") else ())),
            counts=not PARTS_OF.isdisjoint(words) and (not COUNTS.isdisjoint(words) or bool(DIGIT.search(text))),
            rates=tuple(RATED & words),
            surveyed=not SURVEYED.isdisjoint(words),
            answered=tuple(ANSWERED & words),
            tells=tuple(TELLING & words),
            staffed=not STAFFED.isdisjoint(words),
            of_method=tuple(OF_METHOD & words),
            voiced=bool(quotes) or not VOICED.isdisjoint(words),
        )


def _what(printed: str, before: _Said, passage: _Passage) -> _Said:
    """What a sentence is, by the strongest words in it; `before` is what the sentence before it was."""
    heading, sentence = passage.heading, printed.lower()
    if (
        heading.whole is _Said.ASKS
        or (_has(sentence, passage.asks) and ASKS.search(sentence))
        or (heading.asks and heading.asks.search(printed))
    ):
        return _Said.ASKS
    if heading.whole:
        return heading.whole
    if _is_result(sentence, passage) or (before is _Said.SURVEY and REST.search(sentence)):
        return _Said.SURVEY
    if OF_OURS.search(printed):
        return _Said.WEIGHS
    if _has(sentence, passage.tells) and (told := _told(sentence, before, passage)):
        return told
    if heading.rest is _Said.WEIGHS or _is_the_authors(sentence, passage):
        return _Said.WEIGHS
    if heading.rest or LIVES.search(sentence) or (passage.voiced and LIVES_TOO.search(sentence)):
        return _Said.OTHERS if before is _Said.OTHERS else _Said.TOLD
    if before in (_Said.TOLD, _Said.OTHERS) and GOES_ON.search(sentence):
        return before
    return _Said.PLAIN


def _has(sentence: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words may stand in the sentence: quicker than to look for what it is part of."""
    return bool(words) and any(word in sentence for word in words)


def _may_count(sentence: str) -> bool:
    return _has(sentence, SIGNS) or sentence.startswith("of ") or OF_SO_MANY.search(sentence) is not None


def _is_result(sentence: str, passage: _Passage) -> bool:
    """Whether a sentence gives a result of a survey or a count of people."""
    surveyed = passage.heading.results or passage.surveyed
    if passage.counts and _may_count(sentence) and (figure := FIGURE.search(sentence)):
        of_people = (" of " in figure.group() or " out of " in sentence) and PEOPLE.search(sentence)
        said = _has(sentence, passage.answered) and (" of " in figure.group() or HEARD_TELLS.search(sentence))
        if surveyed or of_people or said:
            return not OF_RECORDS.search(sentence)
    rated = _has(sentence, passage.rates) and COUNTED.search(sentence)
    return bool(rated) and not OF_RECORDS.search(sentence)


def _is_of_method(sentence: str, passage: _Passage) -> bool:
    return _has(sentence, passage.of_method) and bool(ABOUT_METHOD.search(sentence))


def _is_the_authors(sentence: str, passage: _Passage) -> bool:
    """Whether a sentence is of those inspected, of the method, weighs something, or states it in the present."""
    return bool(
        OF_OFFICES.search(sentence)
        or WEIGHS.search(sentence)
        or _is_of_method(sentence, passage)
        or (PRESENT.search(sentence) and not _is_past(sentence))
    )


def _is_past(sentence: str) -> bool:
    """Whether a verb stands in the past: "held", but not "is held"."""
    return any(not sentence.endswith(AUXILIARIES, 0, verb.start()) for verb in PAST.finditer(sentence))


_OF_THEM = re.compile(r"\W*(?:he|she|they)\b")


def _told(sentence: str, before: _Said, passage: _Passage) -> _Said | None:
    """Whether a sentence retells what participants, or what staff and others said; whoever is named first tells."""
    if before is _Said.OTHERS and _OF_THEM.match(sentence) and SOME_TELL.search(sentence):
        return before
    heard = HEARD_TELLS.search(sentence)
    staff = STAFF_TELLS.search(sentence) if passage.staffed else None
    if staff and (heard is None or staff.start() < heard.start()):
        return _Said.OTHERS
    some = heard is None and SOME_TELL.search(sentence)
    if (not heard and not some) or _is_of_method(sentence, passage):
        return None
    return _Said.OTHERS if some and (before is _Said.OTHERS or passage.heading.of_staff) else _Said.TOLD
