"""Who is speaking: from the words printed beside a quote to a voice. In doubt the answer is `Voice.UNKNOWN`.

The mistake that must not happen is a member of staff's words shown as lived experience. So lived experience is claimed
only where every word is on a list of words that describe such a speaker (`PLAIN`): a word that is not there, such as
the name of a job, a department or a charity, leaves the voice unknown. Staff and family are told by the words that
name them, since a mistake there does less harm.
"""

import re
from functools import lru_cache
from itertools import chain

from compendium.data import table
from compendium.ingest.voice_words import (
    AGE,
    ANOTHER_IN_IT,
    AS,
    ASIDE,
    AT_WORK,
    BETWEEN,
    CHILD_FOUND,
    CHILD_IN_CARE,
    CHILDREN_OF_HERS,
    CHOSEN_NAME,
    CUSTODY_FOUND,
    DEPARTMENT,
    DESCRIBED_AS,
    DETAIL_FOUND,
    FAMILY,
    FAMILY_PERHAPS,
    FROM,
    HE_SAID,
    HEARD_INSIDE,
    HEARSAY,
    HM_PRISON,
    JOB_TITLE,
    LIVED_PERSON,
    LIVED_STRONG,
    NAMED_AFTER_THEM,
    NAMED_AND_HELD,
    OF_PRISON_FOUND,
    OF_WHOM,
    OPENING,
    PARENTHOOD,
    PERSON_FOUND,
    PLACE,
    PLAIN,
    PLAIN_OPENING,
    PLAIN_OR_HOUSE,
    PREPOSITION,
    PRISON_NAMED,
    PRISONER_AT,
    RELATIVE_INSIDE,
    SAY,
    SAYING,
    SAYS_NOTHING,
    SERVED_TOO,
    SERVING_PRISONER,
    SPEAKING_OF,
    STAFF,
    STAFF_COMPOUND,
    STUDIED_FOUND,
    STUDY_PERSON,
    THAT_ONE,
    TOLD_WHOM,
)
from compendium.model.document import Voice

_LAST_CLAUSE = re.compile(
    r"(?:.*[,;] (?:and|but|while|though) |.*; )(?=(?:an?|one|another|several|some|the) )", re.I | re.S
)


@lru_cache(maxsize=1024)
def is_label(text: str) -> bool:
    """Whether a short piece of text looks like the label of a speaker: a role, or a place, age or number of a
    participant.
    """
    return any(
        pattern.search(text)
        for pattern in (
            STAFF,
            BETWEEN,
            LIVED_STRONG,
            LIVED_PERSON,
            STUDY_PERSON,
            FAMILY,
            FAMILY_PERHAPS,
            PLACE,
            AGE,
        )
    ) or bool(re.search(r"\b(?:anonymous|member|student|learner|patient|client|person)\b", text, re.I))


@lru_cache(maxsize=1024)
def voice_of_label(label: str) -> Voice:
    """The voice that a label such as "Male, 43, approved premises" stands for; `UNKNOWN` for none, several or in-
    between ones.
    """
    if BETWEEN.search(label):
        return Voice.UNKNOWN
    if RELATIVE_INSIDE.search(label):
        relative = FAMILY.fullmatch(label.partition(",")[0].strip())
        return (
            Voice.FAMILY
            if relative and _other_than_lived(RELATIVE_INSIDE.sub("", label)) is Voice.FAMILY
            else Voice.UNKNOWN
        )
    label = SPEAKING_OF.sub("", PARENTHOOD.sub("", label))
    others = _other_than_lived(label)
    if others is None:
        return Voice.LIVED_EXPERIENCE if _described_person(label) else Voice.UNKNOWN
    return others


def _other_than_lived(text: str) -> Voice | None:
    """Staff or family where the words name one of them and no other; unknown where they mix; None where neither is
    named.
    """
    text = PRISON_NAMED.sub("HMYOI", text)
    title, comma, more = text.partition(",")
    if comma and JOB_TITLE.fullmatch(title.strip()):
        text = f"{title},{DEPARTMENT.sub(' ', more)}"
    rest = STAFF_COMPOUND.sub(" ", text)
    staff = rest != text or bool(STAFF.search(rest))
    rest = NAMED_AFTER_THEM.sub(" ", rest)
    family = bool(FAMILY.search(rest))
    if not staff and not family:
        return None
    served = staff and SERVED_TOO.search(rest)
    if LIVED_STRONG.search(FAMILY.sub(" ", rest)) or served or (staff and family):
        return Voice.UNKNOWN
    return Voice.STAFF if staff else Voice.FAMILY


def _described_person(label: str) -> bool:
    """Whether every word of the label is plain, and they make a prisoner, a person with an age, prison or sentence, or
    a participant with an age or sentence. "Participant 5, HMP X" may be anyone there, staff too.
    """
    label = PRISON_NAMED.sub("HMYOI", label).strip()
    if CHOSEN_NAME.match(label) or CHILD_IN_CARE.fullmatch(label) or _says_prisoner(label) or _named_and_held(label):
        return True
    source, _, rest = label.partition(",")
    if HEARD_INSIDE.match(source.strip()) and HM_PRISON.search(rest):
        return _is_all(PLAIN, rest)
    if NAMED_AFTER_THEM.search(label):
        return False
    if OF_PRISON_FOUND.search(label):
        return _is_all(PLAIN_OR_HOUSE, label) or _is_all(PLAIN, label)
    held = bool(CUSTODY_FOUND.search(label))
    if not (_is_all(PLAIN, label) or (held and _is_all(PLAIN_OR_HOUSE, label))) or THAT_ONE.search(label):
        return False
    if CHILD_FOUND.search(CHILDREN_OF_HERS.sub("", label)):
        return held or "YOI" in label or "secure " in label
    if PERSON_FOUND.search(label):
        return bool(DETAIL_FOUND.search(label))
    return bool(STUDIED_FOUND.search(label)) and (held or bool(AGE.search(STUDIED_FOUND.sub("", label))))


def _says_prisoner(label: str) -> bool:
    """Whether the label is one prisoner and a place, or a part of it is "serving prisoner" and no other part has
    words that may make it another person's.
    """
    if NAMED_AFTER_THEM.search(label):
        return False
    if PRISONER_AT.fullmatch(label):
        return True
    parts = [part.strip() for part in label.split(",")]
    rest = [part for part in parts if not SERVING_PRISONER.fullmatch(part)]
    return len(rest) < len(parts) and not any(ANOTHER_IN_IT.search(p) and not _is_all(PLAIN, p) for p in rest)


def _named_and_held(words: str) -> bool:
    """Whether the words are a first name and time in prison or on licence. Only a name that is listed: "Teacher, who
    spent two years in prison" is a job."""
    named = NAMED_AND_HELD.fullmatch(words.strip(" ,.:"))
    return named is not None and named["name"] in _first_names()


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    return frozenset(word for words in table("first_names")["first"].values() for word in words.split())


def _is_all(listed: re.Pattern[str], text: str) -> bool:
    """Whether the words of a list are all there is."""
    return listed.fullmatch(text) is not None


def says_no_more(label: str) -> bool:
    """Whether a label has only a participant's number, an age, a place or the like: no role, and no name."""
    return _is_all(SAYS_NOTHING, label)


def says_of_prison(words: str) -> bool:
    """Whether words call somebody a prisoner or say that she is or was in prison, on probation or the like."""
    return bool(OF_PRISON_FOUND.search(words) or CUSTODY_FOUND.search(words) or PLACE.search(words))


@lru_cache(maxsize=1024)
def voice_of_lead_in(clause: str) -> Voice:
    """The voice of the speaker in words like "One woman told us"; `UNKNOWN` when another kind of person, or hearsay,
    is in them too.
    """
    clause = ASIDE.sub("", clause)
    clause = TOLD_WHOM.sub("told us", OF_WHOM.sub(r"\1", clause))
    if BETWEEN.search(clause) or RELATIVE_INSIDE.search(clause):
        return Voice.UNKNOWN
    source = FROM.search(clause)
    if _other_than_lived(clause) is None:
        if _named_and_held(clause):
            return Voice.LIVED_EXPERIENCE
        if told := HE_SAID.search(clause):
            return voice_of_antecedent(clause[: told.start()])
        plain = _is_plain_person(clause[source.end() :]) if source else _plainly_says(clause)
        return Voice.LIVED_EXPERIENCE if plain else Voice.UNKNOWN
    said = voice_of_label(clause[source.end() :] if source else _subject(clause))
    if said is Voice.UNKNOWN and (last := _LAST_CLAUSE.search(clause)):
        said = voice_of_label(_subject(clause[last.end() :]))
    if said is not Voice.STAFF and (HEARSAY.search(clause) or len(SAY.findall(clause)) > 1):
        return Voice.UNKNOWN
    return said if voice_of_label(clause) is said else Voice.UNKNOWN


def voice_of_group(sentence: str) -> Voice:
    """The voice of those a sentence is about ("Prisoners were sceptical"), for "said one" after it. Where it speaks of
    several staff or relatives besides, one of them may be meant: unknown."""
    if BETWEEN.search(sentence):
        return Voice.UNKNOWN
    group = _A_GROUP.match(sentence)
    sentence = sentence[group.end() :] if group else sentence
    named = voice_of_label(_subject(sentence))
    if named in (Voice.STAFF, Voice.FAMILY):
        return named if named is voice_of_label(sentence) else Voice.UNKNOWN
    if _SEVERAL_OTHERS.search(sentence):
        return Voice.UNKNOWN
    subject = PLAIN.match(sentence)
    words = sentence[: subject.end()].strip() if subject else ""
    if not _SEVERAL_PEOPLE.search(words) or not _is_plain_person(words):
        return Voice.UNKNOWN
    held = OF_PRISON_FOUND.search(words) or CUSTODY_FOUND.search(words)
    goes_on = re.match(
        r"(?:(?:also|often|all|both) )?(?:was|were|are|had|did|could|would)\b", sentence[len(words) :].lstrip()
    )
    return Voice.LIVED_EXPERIENCE if SAYING.match(sentence, len(words) + 1) or (held and goes_on) else Voice.UNKNOWN


_A_GROUP = re.compile(r"(?:many|most|some|several|all|both|a few|a number) of the ", re.I)
_SEVERAL_PEOPLE = re.compile(r"\b(?:\w+s|men|women|people|children)\b", re.I)
_SEVERAL_OTHERS = re.compile(
    r"\b(?:staff|police|\w+ teams?|officers|managers|governors|\w*workers|practitioners|nurses|doctors|teachers"
    r"|chaplains"
    r"|tutors|instructors|professionals|psychologists|therapists|inspectors|supervisors|keyworkers|leaders|healthcare"
    r"|security|probation officers|volunteers|solicitors|landlords|employers|the team|students|councillors|neighbours"
    r"|guests|the public"
    r"|by (?:the )?\w+s"
    r"|famil(?:y|ies)|relatives|partners|wives|husbands|parents|mothers|mums|fathers|dads|visitors|sisters|brothers"
    r"|children|sons|daughters|friends|carers)\b",
    re.I,
)


@lru_cache(maxsize=1024)
def voice_of_antecedent(sentence: str) -> Voice:
    """The voice of the person a sentence is about ("One prisoner had been there for years"), for "he said" after it.
    What a mere man or woman did may be a job: unknown.
    """
    if _other_than_lived(sentence) is not None or BETWEEN.search(sentence):
        voice = voice_of_lead_in(sentence)
        return Voice.UNKNOWN if voice is Voice.LIVED_EXPERIENCE else voice
    subject = PLAIN.match(sentence)
    end = subject.end() if subject else 0
    held = OF_PRISON_FOUND.search(sentence[:end]) or CUSTODY_FOUND.search(sentence[:end])
    plain = held and _is_plain_person(sentence[:end])
    goes_on = re.match(r"(?:was|is|had|has|did|could|would)\b", sentence[end:], re.I)
    return Voice.LIVED_EXPERIENCE if plain and goes_on and not HEARSAY.search(sentence) else Voice.UNKNOWN


def _plainly_says(clause: str) -> bool:
    """Whether the clause is a plain person, a verb of saying, and no sign that somebody else's words follow."""
    opening = PLAIN_OPENING.match(clause)
    first = clause[opening.end() :] if opening else clause
    if said := SAY.match(first):
        return _is_plain_person(first[said.end() :])
    subject = PLAIN.match(first)
    end = subject.end() if subject else 0
    said = SAY.search(first, end)
    if said is None:
        return _is_plain_person(first)
    verb, rest = SAYING.match(first, end), first[said.end() :]
    if DESCRIBED_AS.fullmatch(rest):
        rest = ""
    if verb is None or verb.end() != said.start() or not _is_plain_person(first[:end]):
        return False
    if any(pattern.search(rest) for pattern in (SAY, HEARSAY, FAMILY_PERHAPS)):
        return False
    return not AT_WORK.search(rest) or bool(OF_PRISON_FOUND.search(first[:end]))


def _is_plain_person(words: str) -> bool:
    """Whether the words, all plain, name a person, one not yet spoken of; of a child also that it is in custody."""
    if not _is_all(PLAIN, words) or NAMED_AFTER_THEM.search(words):
        return False
    if OF_PRISON_FOUND.search(words):
        return True
    if CHILD_FOUND.search(words) and not CUSTODY_FOUND.search(words):
        return False
    return bool(PERSON_FOUND.search(words)) and not THAT_ONE.search(words)


def _subject(clause: str) -> str:
    """The words of the clause up to its first preposition or verb of saying, introductory parts ("In one prison,")
    left out.
    """
    parts = [part.strip() for part in clause.split(",")]
    while len(parts) > 1 and OPENING.match(parts[0]):
        parts.pop(0)
    first = AS.sub("", parts[0])
    said = SAY.search(first)
    if said and said.start() == 0:
        first, said = first[said.end() :], None
    ends = [m.start() for m in (PREPOSITION.search(first), said) if m and m.start() > 0]
    return first[: _whole_role(first, min(ends))] if ends else first


def _whole_role(text: str, end: int) -> int:
    """Moves `end` to the right where it cuts a role in two ("person on probation", "head of residence")."""
    roles = chain(FAMILY.finditer(text), LIVED_STRONG.finditer(text), STAFF.finditer(text))
    return next((m.end() for m in roles if m.start() < end < m.end()), end)
