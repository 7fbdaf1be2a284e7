"""Words in quotation inside a passage, with who is said to have spoken them, as printed."""

import re
from dataclasses import dataclass, replace

from compendium.ingest.marks import ANY_MARK, Span, spans, trimmed
from compendium.ingest.speakers import speaker_of
from compendium.ingest.voice_words import RELATIVE_HELD, SAY
from compendium.ingest.voices import (
    is_label,
    says_no_more,
    says_of_prison,
    voice_of_antecedent,
    voice_of_group,
    voice_of_label,
    voice_of_lead_in,
)
from compendium.model.document import PassageKind, Quote, Voice

_LABEL_WORDS = 16
"""More words between two quotes are text of their own."""
_LEAST_WORDS = 4
_LEAST_WORDS_SAID = 2
"""Where the words beside a quote say plainly that somebody said it."""
_LEAD_REACH = 400
"""How many characters before a quote can name its speaker."""

_SURE_WORDS = 10
"""A span this long is taken for somebody's words even with nothing around it that says so."""

_WORD = re.compile(r"\w[\w’'-]*")
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our|you|your|I[’']\w+|we[’']\w+|you[’']\w+)\b")
_SENTENCE_END = re.compile(r"[.!?…](?:\s+|$)|\n")

_NOTE_MARK = r"(?:\[?\d{1,3}\]?)?"
_BRACKET = re.compile(rf"\s*{_NOTE_MARK}[.,]?\s*[(\[]([^()\[\]\n]{{2,140}}(?:\n[^()\[\]\n]{{2,60}})?)[)\]]")
_NOT_A_SPEAKER = re.compile(
    r"^(?:[\d\s,.;:–-]+|(?-i:pp?)\.? ?\d.*|pages? \d.*|see .*|ibid.*|para\w*\.? ?\d.*|(?:table|figure|chapter|section"
    r"|appendix) .*|sic|emphasis .*)$",
    re.I,
)
_DASH = re.compile(rf"\s*{_NOTE_MARK}\s*[—–―-]{{1,2}}\s*([^\n“”\"]{{2,120}}?)\s*(?=\n|$|[“\"])")
_SAME_LINE = re.compile(rf"{_NOTE_MARK}[ \t]+([A-Z][^\n“”\".!?:]{{2,90}})(?=\n|$)")
"""A label straight after the quote, and nothing more in its paragraph."""
_NEXT_LINE = re.compile(rf"{_NOTE_MARK}[ \t]*\n(?:[ \t]*\n)?[ \t]*([^\n“”\"]{{2,90}})(?=\n|$)")
_LINE_BEFORE = re.compile(r"(?:^|\n)[ \t]*([^\n“”\"]{2,90})\n[ \t]*$")
_GOES_ON = re.compile(
    r"(?:and|but|then|so|or|which|who|this|that|these|as|because|when|while|if|for|in|to|before|after|he|she|they"
    r"|it|there)\b",
    re.I,
)
_VERB = re.compile(r"(?<!who )\b(?:was|were|is|are|had|has|have|did|does|can|could|would|will|should)\b", re.I)
_WHOSE = re.compile(r"\bwhose \w+ (?:is|was|are|were)\b")
_PRONOUN_TAG = re.compile(
    r"\s*(?P<who>he|she) (?:said|told \w+(?: \w+)?|explained|added|wrote|recalled)\b[.,]?(?=\s|$)", re.I
)
_SOMEBODY_ELSE = re.compile(r"\b(?:with|from|by|to|of|and|for|told|asked|saw|met|called) [A-Z][a-z]+")
_WHEN = re.compile(r"^(?:before|after|in|on|at|during|since|until) [^,.]{2,40}, ", re.I)
_ONE_PERSON = re.compile(r"(?:an?|one|another|the) (?!\w+s\b)", re.I)
_OF_WOMEN = re.compile(r"\b(?:wom[ae]n|females?|girls?|she|her)\b", re.I)
_OF_MEN = re.compile(r"\b(?:m[ae]n|males?|boys?|he|his|him)\b", re.I)
_HEADING = re.compile(r"(?:where|what|how|why|when)\b", re.I)
_OF_A_PERSON = re.compile(r"\b(?:m[ae]n|wom[ae]n|person|people|prisoner|resident|girl|boy)s?['’]s? \w", re.I)
"""A person's something: "one woman’s week" is a heading."""

_A_PERSON = re.compile(
    r"[\s,]*(?:an?|one|another) (?:(?:young|former|serving) )?(?:person|man|woman|resident|prisoner)\b", re.I
)
_TAG = re.compile(r"\s*([^\n.;:!?“”\"]{2,120})")


@dataclass(frozen=True, slots=True)
class _Speaker:
    """The attribution as printed and the voice it stands for; `end` is where it ends, if it follows the quote."""

    attribution: str
    voice: Voice
    end: int = -1
    own_line: bool = False
    tag: bool = False

    def quote(self, start: int, end: int) -> Quote:
        """What this speaker says from `start` to `end`."""
        return Quote(start, end, self.voice, self.attribution, speaker_of(self.attribution))


_UNREAD_LABEL = re.compile(
    r"(?:[ \t]*\n(?:[ \t]*\n)?|[ \t]+)[ \t]*[–—-]?[ \t]*[A-Z][\w’'/&-]*(?:,? [\w’'/&-]+){0,5}[ \t]*\.?[ \t]*(?:\n|$)"
)
"""Short words at the end of a line that no rule knows as a label ("Librarian"): they may name another speaker than the
lead-in."""

_LABEL_BELOW = re.compile(
    r"[.,]?[ \t]*(?:\n[ \t]*){0,2}(?:[–—-][ \t]*|[(\[])?([A-Z][^\n“”\"()\[\]]{1,90}?)[)\]]?[.]?[ \t]*(?=\n|$)"
    r"(?!\n[ \t]*[“‘\"])"
)
"""A label after "said one prisoner", unless it may be that of the next quote."""

_NOBODY = _Speaker("", Voice.UNKNOWN)


def find_quotes(text: str, kind: PassageKind) -> tuple[Quote, ...]:
    """The quotes in a passage, in order, never overlapping; `text[q.start:q.end]` are the words without the marks.

    Spans of fewer than four words (of two, where somebody is plainly said to have spoken them), titles and phrases in
    scare quotes are not quotes. A passage of kind QUOTE without any mark is one quote, less the line that says who
    speaks. The voice is unknown unless the words beside it are plain.
    """
    if kind is PassageKind.QUOTE and not ANY_MARK.search(text):
        return _unmarked(text)
    if not ANY_MARK.search(text):
        return ()
    quotes: list[Quote] = []
    speakers: list[_Speaker] = []
    shared, free = _NOBODY, 0
    for span in spans(text):
        after = _said_after(text, span)
        lead = _said_before(text, free, span)
        between = text[free : span.before].strip(" \t\n•·*▪–-")
        if not lead.attribution and not after.attribution and not between:
            lead = shared
        speaker = _agreed(after, lead)
        if _goes_on(text[free : span.before], between, quotes, speakers, text) and not after.attribution:
            speaker = _Speaker(speakers[-1].attribution, speakers[-1].voice)
        elif (one := _ONE_OF_THEM.fullmatch(speaker.attribution)) and speaker.voice is Voice.UNKNOWN:
            speaker = replace(speaker, voice=_group_before(text, free, span, one))
        elif not speaker.attribution and (tag := _PRONOUN_TAG.match(text, span.after)):
            speaker = _antecedent(text[free : span.before], tag["who"].lower())
        if _is_speech(text, span, bool(speaker.attribution)) or _is_short_speech(text, span, after, lead):
            speaker = _checked_against_line_before(text, free, span, speaker)
            if speaker.voice is Voice.LIVED_EXPERIENCE and _relative_may_speak(text, span, speaker):
                speaker = replace(speaker, voice=Voice.UNKNOWN)
            if _somebody_else_named(text, span, after):
                speaker = _Speaker(speaker.attribution, Voice.UNKNOWN, speaker.end)
            quotes.append(speaker.quote(span.start, span.end))
            speakers.append(speaker)
            shared = lead if _carries_on(lead) else _NOBODY
            free = max(span.after, speaker.end)
    return _labels_told_apart(text, quotes, speakers)


# ---- whether the words are speech


def _is_speech(text: str, span: Span, attributed: bool) -> bool:
    """Whether the span is somebody's words rather than a title, a term or scare quotes."""
    words = _WORD.findall(text, span.start, span.end)
    if len(text[span.start : span.end].split()) < _LEAST_WORDS or len(words) < _LEAST_WORDS or _is_title(words):
        return False
    if attributed or len(words) >= _SURE_WORDS:
        return True
    said = text[span.start : span.end]
    if _FIRST_PERSON.search(said):
        return True
    return len(words) >= 6 if said[-1] in ".!?…" and not said[0].isupper() else _is_whole(said, len(words))


def _is_short_speech(text: str, span: Span, after: _Speaker, lead: _Speaker) -> bool:
    """Whether two or three words are a sentence of somebody's: of a known voice named behind them, or after a lead-in
    with a verb of saying and a colon."""
    words = _WORD.findall(text, span.start, span.end)
    said = text[span.start : span.end]
    if not _LEAST_WORDS_SAID <= min(len(words), len(said.split())) < _LEAST_WORDS or _is_title(words):
        return False
    if not said[0].isupper() or said[-1] not in ".!?…":
        return False
    if after.attribution:
        return after.voice is not Voice.UNKNOWN and not after.tag
    colon = text[: span.before].rstrip().endswith(":")
    return colon and lead.voice is not Voice.UNKNOWN and SAY.search(lead.attribution) is not None


def _is_whole(said: str, words: int) -> bool:
    """Whether the words look like a sentence, or a good part of one."""
    return said[0].isupper() and (said[-1] in ".!?…" or words >= 6)


def _is_title(words: list[str]) -> bool:
    """Most Longer Words Begin With a Capital, and nobody says I."""
    if any(_FIRST_PERSON.fullmatch(word) for word in words):
        return False
    long = [word for word in words if len(word) > 3]
    return len(long) >= 2 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


# ---- who speaks


def _said_after(text: str, span: Span) -> _Speaker:
    """The attribution that follows: in brackets, after a dash, as "said one prisoner", or on the next line."""
    for pattern in (_BRACKET, _DASH, _NEXT_LINE, _SAME_LINE):
        match = pattern.match(text, span.after)
        if match and _may_be_speaker(match.group(1), pattern):
            return _with_next_line(text, match, pattern)
    tag = _TAG.match(text, span.after)
    if tag and _is_tag(tag.group(1), after_comma=text[span.end - 1] == ","):
        words = tag.group(1).strip(" ,")
        return _Speaker(words, voice_of_lead_in(words), tag.end(), tag=True)
    return _NOBODY


def _may_be_speaker(words: str, pattern: re.Pattern[str]) -> bool:
    words = words.strip()
    if _NOT_A_SPEAKER.match(words):
        return False
    if pattern is _BRACKET:
        return is_label(words) or words[0].isupper()
    if pattern in (_NEXT_LINE, _SAME_LINE) and _is_heading(words):
        return False
    if len(words.split()) > 12 or words[-1] in ":?!" or (words[-1] == "." and pattern is not _DASH):
        return False
    return is_label(words) and not (_GOES_ON.match(words) or _VERB.search(_WHOSE.sub("", words)) or SAY.search(words))


def _is_heading(words: str) -> bool:
    """Whether a line beside a quote names a box or section about somebody, not a speaker."""
    if _HEADING.match(words):
        return True
    return bool(_OF_A_PERSON.search(words)) and voice_of_label(words) is Voice.UNKNOWN


def _with_next_line(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> _Speaker:
    """The attribution, with a second line of it (a prison under a role) when there is one."""
    start, end = match.span(1)
    if pattern is not _BRACKET:
        more = _NEXT_LINE.match(text, end)
        if more and len(more.group(1).split()) <= 6 and _may_be_speaker(more.group(1), _NEXT_LINE):
            end = more.end(1)
    words = text[start:end].strip(" \t\n,")
    return _Speaker(words, voice_of_label(words), max(end, match.end()), own_line=pattern is _NEXT_LINE)


def _is_tag(words: str, *, after_comma: bool) -> bool:
    """Whether this is like "said one prisoner": a short clause, not a new sentence, with a verb of saying near its
    start.
    """
    if _GOES_ON.match(words) or (words[0].isupper() and not after_comma):
        return False
    said = SAY.search(words)
    reach = 9 if _A_PERSON.match(words) else 6
    return said is not None and len(words[: said.start()].split()) <= reach and len(words.split()) <= 15


def _said_before(text: str, free: int, span: Span) -> _Speaker:
    """The lead-in: the clause straight before the quote, with a verb of saying or a colon at its end."""
    before = text[max(free, span.before - _LEAD_REACH) : span.before].rstrip()
    if not before:
        return _NOBODY
    colon = before[-1] in ":"
    starts = [m.end() for m in _SENTENCE_END.finditer(before, 0, len(before) - 1)]
    clause = before[starts[-1] if starts else 0 :].strip(" \t\n:,•·*▪–-")
    clause = re.sub(r"^[^“”\"]*[”\"]\s*", "", clause)
    if not clause or len(clause.split()) > 40:
        return _NOBODY
    if SAY.search(clause) or re.search(
        r"\b(?:in the words of|according to|quot(?:e|es|ation) (?:from|by))\b", clause, re.I
    ):
        voice = voice_of_lead_in(clause)
        ended = before[-1] in ".!?" and "\n" in text[free + len(before) : span.before]
        return _NOBODY if voice is Voice.UNKNOWN and ended else _Speaker(clause, voice)
    if colon and _may_be_speaker(clause, _DASH):
        return _Speaker(clause, voice_of_lead_in(clause))
    return _NOBODY


def _antecedent(before: str, pronoun: str) -> _Speaker:
    """Who "she said" after a quote means: the one person the sentence before it is about, when no one else is in it."""
    sentence = before.rstrip()
    starts = [m.end() for m in _SENTENCE_END.finditer(sentence, 0, max(0, len(sentence) - 1))]
    sentence = _WHEN.sub("", sentence[starts[-1] if starts else 0 :].strip())
    if not _ONE_PERSON.match(sentence) or len(sentence.split()) > 40 or _SOMEBODY_ELSE.search(sentence):
        return _NOBODY
    if (_OF_WOMEN if pronoun == "he" else _OF_MEN).search(sentence):
        return _NOBODY
    voice = voice_of_antecedent(sentence)
    return _Speaker(sentence, voice) if voice is not Voice.UNKNOWN else _NOBODY


_ONE_OF_THEM = re.compile(
    r"(?:said|added|explained|recalled|remarked) (?:one|another)|(?:as )?(?:one|another)(?: of (?:them"
    r"|these))? (?:said|told us"
    r"|explained|added|recalled|remarked|put it|commented|described it as)",
    re.I,
)
"""A speaker known only from the sentence before: "said one"."""


def _group_before(text: str, free: int, span: Span, one: re.Match[str]) -> Voice:
    """The voice of those of whom "one" is one: those the sentence before the quote, or before its lead-in, is about."""
    before = text[free : span.before].rstrip(" ,:\n")
    before = before[: -len(one.group())].rstrip() if before.endswith(one.group()) else before
    before = before[before.rfind("\n") + 1 :]
    starts = [m.end() for m in _SENTENCE_END.finditer(before, 0, max(0, len(before) - 1))]
    return voice_of_group(before[starts[-1] if starts else 0 :].strip())


def _goes_on(before: str, between: str, quotes: list[Quote], speakers: list[_Speaker], text: str) -> bool:
    """Whether the speaker of the quote before goes on, after "she said" or "one man told us." that broke it off."""
    if not speakers or "\n" in before.rstrip():
        return False
    broken_off = between in ("", ".") and speakers[-1].tag and text[quotes[-1].end - 1] == ","
    return broken_off or bool(_PRONOUN_TAG.fullmatch(between))


def _relative_may_speak(text: str, span: Span, speaker: _Speaker) -> bool:
    """Whether a mere man or woman speaks, and the words around tell of somebody's relative in prison."""
    if says_of_prison(speaker.attribution):
        return False
    around = text[max(0, span.before - 160) : span.before], text[span.after : span.after + 160]
    return any(RELATIVE_HELD.search(words) for words in around)


def _somebody_else_named(text: str, span: Span, after: _Speaker) -> bool:
    """Whether words that follow may name another speaker than the lead-in or the tag."""
    if not after.attribution:
        return bool(_UNREAD_LABEL.match(text, span.after))
    below = _LABEL_BELOW.match(text, after.end) if after.tag else None
    if below is None or not is_label(below.group(1)) or says_no_more(below.group(1)):
        return False
    return voice_of_label(below.group(1)) is not after.voice and not _VERB.search(below.group(1))


def _agreed(after: _Speaker, lead: _Speaker) -> _Speaker:
    """What follows the quote is its attribution; a lead-in helps where that names no voice, and contradicts where it
    names another.
    """
    if not after.attribution:
        return lead
    if lead.voice in (Voice.UNKNOWN, after.voice):
        return after
    if after.voice is Voice.UNKNOWN and says_no_more(after.attribution):
        return replace(after, voice=lead.voice)
    return replace(after, voice=Voice.UNKNOWN)


def _carries_on(lead: _Speaker) -> bool:
    """Whether a lead-in speaks for the quotes that follow it one under the other: "Prisoners told us:"."""
    said = SAY.search(lead.attribution)
    return bool(_SEVERAL.search(lead.attribution[: said.start()] if said and said.start() else lead.attribution))


_SEVERAL = re.compile(
    r"\b(?!(?:was|is|has|his|this|its|us|as)\b)(?:\w+s|men|women|people|children|staff|these|some|many|others)\b", re.I
)


def _checked_against_line_before(text: str, free: int, span: Span, speaker: _Speaker) -> _Speaker:
    """A label on a line of its own before the quote may be the speaker too: when a line follows as well, nobody can
    tell which.
    """
    line = _LINE_BEFORE.search(text[max(free, span.before - _LEAD_REACH) : span.before])
    if not line or not _may_be_speaker(line.group(1), _NEXT_LINE):
        return speaker
    label = line.group(1).strip()
    voice = voice_of_label(label)
    if not speaker.attribution:
        return _Speaker(label, voice)
    if not speaker.own_line:
        return speaker
    # The line that follows is left for the next quote, which it may belong to.
    return _Speaker(speaker.attribution, voice if voice is speaker.voice else Voice.UNKNOWN)


def _labels_told_apart(text: str, quotes: list[Quote], speakers: list[_Speaker]) -> tuple[Quote, ...]:
    """Lines after quotes name their speakers, unless the last quote of such a run has none: then they may stand before
    the next quote instead.
    """
    made: list[Quote] = []
    for run in _runs(text, quotes, speakers):
        own = any(speaker.own_line for _, speaker in run)
        last, speaker = run[-1]
        opening = text[text.rfind("\n", 0, last.start) + 1 : last.start]
        in_doubt = own and not opening.strip(" \t“\"‘'•·") and not speaker.attribution
        made += [replace(q, voice=Voice.UNKNOWN) if in_doubt and by.own_line else q for q, by in run]
    return tuple(made)


def _runs(text: str, quotes: list[Quote], speakers: list[_Speaker]) -> list[list[tuple[Quote, _Speaker]]]:
    """The quotes with nothing but a line or two, such as labels, between them."""
    runs: list[list[tuple[Quote, _Speaker]]] = []
    for quote, speaker in zip(quotes, speakers, strict=True):
        between = text[runs[-1][-1][0].end : quote.start] if runs else ""
        if runs and len(between.split()) <= _LABEL_WORDS:
            runs[-1].append((quote, speaker))
        else:
            runs.append([(quote, speaker)])
    return runs


# ---- set apart without marks


def _unmarked(text: str) -> tuple[Quote, ...]:
    """A block set apart as a quote: all its words, less a first line that ends with a colon or a last line that names
    the speaker.
    """
    start, end = trimmed(text, 0, len(text))
    speaker = _NOBODY
    first, colon, _ = text.partition("\n")
    if colon and first.rstrip().endswith(":") and len(first.split()) <= 15:
        label = first.strip().rstrip(":").strip()
        voice = voice_of_lead_in(label) if SAY.search(label) else voice_of_label(label)
        speaker, start = _Speaker(label, voice), len(first) + 1
    last = re.search(r"\s*\n\s*[—–―-]{0,2}\s*\(?([^\n()]{2,90})\)?\s*$|\s*\(([^()\n]{2,120})\)\s*$", text)
    if last and not speaker.attribution:
        label = (last.group(1) or last.group(2)).strip()
        if _may_be_speaker(label, _NEXT_LINE):
            speaker, end = _Speaker(label, voice_of_label(label)), last.start()
    start, end = trimmed(text, start, end)
    if len(text[start:end].split()) < _LEAST_WORDS:
        return ()
    return (speaker.quote(start, end),)
