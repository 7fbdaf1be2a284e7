"""Names that may be those of participants, victims or members of staff.

A capitalised word is a candidate when a list of first names holds it (or a caller's model of language says so); what is
said around it decides whose name it is. Without such words it is nobody's: authors, ministers, laws and places pass.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from compendium.data import table
from compendium.ingest.privacy import name_words as words
from compendium.ingest.privacy.findings import Finding, Part, around
from compendium.ingest.privacy.name_words import listed
from compendium.ingest.voices import is_label, voice_of_label
from compendium.model.concern import ConcernKind
from compendium.model.document import Passage, PassageKind, Voice

PeopleIn = Callable[[str], Iterable[tuple[int, int]]]
"""Says where in a text a person's name may stand, as (start, end)."""

_WORD = re.compile(r"\S+")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:]\s|\n|[“\"‘])$")
_OPENED = re.compile(r"[‘“\"]([^‘’“”\"]*)$")
_CLOSED = re.compile(r"([^‘’“”\"]*)[’”\"]")
_REACH = 90
_TITLE_WORDS = 5
"""So few words in quotation marks are the title of something."""
_PARTICIPANT, _VICTIM, _STAFF = ConcernKind.PARTICIPANT_NAME, ConcernKind.VICTIM_NAME, ConcernKind.STAFF_NAME
_ATTRIBUTED = "A quotation is attributed to somebody by name."
_TOLD = "Somebody who took part seems to be named."
_CLOSE = "Somebody near to the one who speaks, or held with them, is named."
_DIED = "Somebody who died or came to harm seems to be named."
_WORKS = "A member of staff is named."


@cache
def _well_known() -> frozenset[str]:
    return frozenset(table("first_names")["well_known"]["names"])


@dataclass(frozen=True, slots=True)
class _Name:
    """A candidate: where it stands, and how sure it is a name at all. `full` has a surname; `doubtful` is a word too;
    `listed` is False where only its form speaks for it."""

    start: int
    end: int
    full: bool
    doubtful: bool = False
    listed: bool = True


def find_names(passage: Passage, part: Part, people_in: PeopleIn | None = None) -> Iterator[Finding]:
    """The names in a passage that may be those of participants, victims or staff, at most one finding for a place."""
    if part is not Part.TEXT:
        return
    sure = (*_chosen(passage.text), *_titled(passage))
    yield from sure
    taken = [(finding.start, finding.end) for finding in sure]
    for name in _candidates(passage.text, people_in):
        if not any(start < name.end and name.start < end for start, end in taken):
            yield from _judged(passage, name)


# ---- what may be a name


def _candidates(text: str, people_in: PeopleIn | None) -> Iterator[_Name]:
    known = sorted(people_in(text)) if people_in else []
    for run in words.RUN.finditer(text):
        tokens = [(word.group(), run.start() + word.start()) for word in _WORD.finditer(run.group())]
        if name := _name_in(tokens, known, opens=_opens_sentence(text, run.start())):
            yield name


def _name_in(tokens: list[tuple[str, int]], known: list[tuple[int, int]], *, opens: bool) -> _Name | None:
    """The first name in a run of capitalised words, with up to three words after it; None where it names a thing.
    `known` are the places of names known from elsewhere; `opens` says that the run begins a sentence."""
    while tokens and tokens[0][0] in listed("no_name") - listed("also_word"):
        tokens = tokens[1:]
    if not tokens or any(token in listed("things") for token, _ in tokens):
        return None
    token, start = tokens[0]
    following = [word for word, _ in tokens[1:4]]
    doubtful = token in listed("also_word")
    by_surname = bool(following) and following[0] in listed("surnames")
    sure = _is_first(token) or any(begin <= start < end for begin, end in known) or (by_surname and not doubtful)
    if opens and following and not (sure or doubtful) and _is_first(following[0]) and not by_surname:
        return _name_in(tokens[1:], known, opens=False)
    kept = list(takewhile(lambda word: word not in listed("no_name"), following))
    while kept and len(kept[-1].rstrip(".")) == 1:
        kept.pop()
    last, at = tokens[len(kept)]
    return _Name(start, at + len(last), bool(kept), doubtful and not sure and not by_surname, sure or doubtful)


def _is_first(token: str) -> bool:
    """Whether it is a first name. Siân is listed as Sian."""
    return token in listed("first") or (not token.isascii() and _plain(token) in listed("first"))


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins there: "Yesterday Darren said"."""
    return bool(_SENTENCE_BEFORE.search(text[max(0, start - 2) : start]))


def _plain(token: str) -> str:
    """The word without its accents."""
    return unicodedata.normalize("NFD", token).encode("ascii", "ignore").decode()


# ---- whose name it is


def _judged(passage: Passage, name: _Name) -> Iterator[Finding]:
    """What a candidate is: one finding or none."""
    before, after = around(passage.text, name.start, name.end, _REACH)
    if _may_be_named(passage.text, name, before, after):
        return
    kinds = _kinds(passage, name, before, after) if name.listed else _unlisted(passage.text, name, before, after)
    for kind, why in kinds:
        yield Finding(kind, name.start, name.end, why, _pretended(before, after))
        return


def _may_be_named(text: str, name: _Name, before: str, after: str) -> bool:
    """Whether the words around a name say that it is one of public life, of an author, a law or somebody thanked."""
    words_of = text[name.start : name.end]
    if words_of in _well_known() or words.NOT_BEFORE.search(before) or words.CITED_AFTER.match(after):
        return True
    if words.OF_A_THING_BEFORE.search(before) or words.OF_A_THING_AFTER.match(after):
        return True
    if words.CITED_BEFORE.search(before) and re.match(r",? (?:19|20)\d\d", after):
        return True
    if _is_thanked(before):
        return True
    if re.match(rf"[’']s? {words.NAME_WORD}", after) and not words.STORY_AFTER.match(after):
        return True
    # People of office are named in full; a participant may well be called a poet.
    return name.full and bool(words.OFFICE_BEFORE.search(before) or words.OFFICE_AFTER.match(after))


def _is_thanked(before: str) -> bool:
    """Whether the sentence so far thanks people, or says who wrote or drew something."""
    return bool(words.THANKED.search(re.split(r"[.!?;]\s|\n", before)[-1]))


def _kinds(passage: Passage, name: _Name, before: str, after: str) -> Iterator[tuple[ConcernKind, str]]:
    """The kinds a name may be, the surest first."""
    firm = not name.doubtful
    if firm and (words.VICTIM_BEFORE.search(before) or words.VICTIM_AFTER.match(after)):
        yield _VICTIM, _DIED
    if _is_attribution(passage, name, before, after):
        label = passage.text[name.start :].partition("\n")[0][:_REACH]
        yield (_STAFF, _WORKS) if voice_of_label(label) is Voice.STAFF else (_PARTICIPANT, _ATTRIBUTED)
    if firm and (words.STAFF_BEFORE.search(before) or words.STAFF_AFTER.match(after)):
        yield _STAFF, _WORKS
    if _pretended(before, after):
        yield _PARTICIPANT, _TOLD
    if firm and (words.STORY_BEFORE.search(before) or words.STORY_AFTER.match(after)):
        yield _PARTICIPANT, _TOLD
    if firm and words.CALLED_BEFORE.search(before):
        yield _PARTICIPANT, _CLOSE
    if firm and (words.AGE_AFTER.match(after) or words.LIVED_AFTER.match(after)):
        yield _PARTICIPANT, _TOLD
    if firm and (words.TOLD_US if name.full else words.SAID_AFTER).match(after):
        yield _PARTICIPANT, _TOLD
    if firm and not name.full and words.SAID_BEFORE.search(before):
        yield _PARTICIPANT, _TOLD
    if name.doubtful and not name.full and _of_a_person(after):
        yield _PARTICIPANT, _TOLD
    if not name.full and _in_case_study(passage) and (firm or words.OF_SOMEBODY_AFTER.match(after)):
        yield _PARTICIPANT, "A case study tells of somebody by name."
    if firm and not name.full and _alone(passage, name):
        yield _PARTICIPANT, "A first name stands alone: it may be that of somebody who took part."


def _in_case_study(passage: Passage) -> bool:
    opening = passage.text[:_REACH].partition("\n")[0]
    return any(words.CASE_STUDY.search(line) for line in (*passage.heading[-1:], opening))


def _alone(passage: Passage, name: _Name) -> bool:
    """Whether it is a first name only, and not part of a title in quotation marks."""
    if passage.text[name.start : name.end] in listed("surnames"):
        return False
    before, after = around(passage.text, name.start, name.end, _REACH)
    opened, closed = _OPENED.search(before), _CLOSED.match(after)
    return not (opened and closed and len((opened[1] + closed[1]).split()) < _TITLE_WORDS)


def _of_a_person(after: str) -> bool:
    """Whether what follows is said of a person, and not of a month, a virtue or a place."""
    said = words.SAID_AFTER.match(after) or words.LIVED_AFTER.match(after)
    return bool(said and words.HE_OR_SHE.search(after, said.end()))


def _is_attribution(passage: Passage, name: _Name, before: str, after: str) -> bool:
    """Whether the name stands where a report says who speaks: behind a quotation, or on a line of its own beside it."""
    if not words.ATTRIBUTED_AFTER.match(after) and not words.OPENS_AFTER.match(after):
        return False
    if name.doubtful and not (words.AGE_AFTER.match(after) or words.DESCRIBED_AFTER.match(after)):
        return False
    if words.LABEL_LINE.search(before) and words.OPENS_AFTER.match(after):
        return True
    quotes = passage.quotes
    behind = any(0 <= name.start - quote.end <= 12 for quote in quotes)
    if behind and words.ATTRIBUTED_BEFORE.search(before):
        return True
    set_apart = passage.kind in (PassageKind.QUOTE, PassageKind.PULL_QUOTE)
    return set_apart and bool(words.ATTRIBUTED_BEFORE.search(before) and name.start > len(passage.text) // 2)


def _unlisted(text: str, name: _Name, before: str, after: str) -> Iterator[tuple[ConcernKind, str]]:
    """The kinds of a name that no list holds: only where its place leaves no doubt."""
    if name.full and (words.VICTIM_FIRM.search(before) or words.VICTIM_FIRM_AFTER.match(after)):
        yield _VICTIM, _DIED
    behind = words.ATTRIBUTED_BEFORE.search(before) and after[:1] == "," and words.AGE_AFTER.match(after)
    if behind and not is_label(text[name.start : name.end]):
        yield _PARTICIPANT, _ATTRIBUTED


def _pretended(before: str, after: str) -> str:
    if words.PRETENDED_AFTER.match(after) or words.PRETENDED_BEFORE.search(before):
        return "the text says that it is not the real name"
    return ""


def _chosen(text: str) -> Iterator[Finding]:
    """Names in quotation marks: what participants chose to be called."""
    for match in words.CHOSEN.finditer(text):
        if match["name"].split()[0] not in listed("no_name"):
            yield Finding(_PARTICIPANT, *match.span("name"), _TOLD, "it stands in quotation marks")


# ---- ranks and titles


def _titled(passage: Passage) -> Iterator[Finding]:
    """Names after a rank ("Officer Smith") or a title ("Mr Khan")."""
    for match in words.TITLED.finditer(passage.text):
        parts = match["name"].split()
        if len(parts) == 2 and parts[1] in listed("no_name"):
            parts.pop()
        if parts[0] in listed("no_name") or any(part in listed("things") for part in parts):
            continue
        end = match.start("name") + len(" ".join(parts))
        before, after = around(passage.text, match.start(), end, _REACH)
        if words.OFFICE_AFTER.match(after) or words.CITED_AFTER.match(after) or _is_thanked(before):
            continue
        if kind := _titled_kind(passage, match, before, after):
            yield Finding(kind[0], match.start(), end, kind[1], _pretended(before, after))


def _titled_kind(passage: Passage, match: re.Match[str], before: str, after: str) -> tuple[ConcernKind, str] | None:
    if words.VICTIM_BEFORE.search(before) or words.VICTIM_AFTER.match(after):
        return _VICTIM, _DIED
    quoted = any(quote.start <= match.start() < quote.end for quote in passage.quotes)
    if match["rank"] or quoted or words.STAFF_BEFORE.search(before) or words.STAFF_AFTER.match(after):
        return _STAFF, _WORKS
    doctor = match["title"].startswith("Dr")
    took_part = words.TOLD_US.match(after) or words.LIVED_AFTER.match(after)
    if took_part and not doctor and not words.OFFICE_BEFORE.search(before):
        return _PARTICIPANT, _TOLD
    return None
