"""Who is speaking: from the words printed beside a quote to a voice. In doubt the answer is `Voice.UNKNOWN`.

The mistake that must not happen is a member of staff's words shown as lived experience. So lived experience is claimed
only for a speaker who is plainly named as such, with no staff, family or in-between role (peer worker, volunteer) in
the same words.
"""

import re

from compendium.model.document import Voice

_STAFF_NOUN = (
    r"officers?|managers?|governors?|practitioners?|practioners?|staff|keyworkers?|key[ -]workers?|chaplains?"
    r"|imams?|nurses?"
    r"|doctors?|gp|teachers?|tutors?|instructors?|lecturers?|workers?|caseworkers?|police|constables?|sergeants?"
    r"|inspectors?"
    r"|psychologists?|psychiatrists?|pharmacists?|dentists?|therapists?|counsellors?|clinicians?|professionals?"
    r"|supervisors?"
    r"|directors?|deputy|deputies|superintendents?|coordinators?|co-ordinators?|administrators?|headteachers?"
    r"|employees?"
    r"|sentencers?|magistrates?|judges?|providers?|leads?|heads? of|chief executives?|ceos?|commissioners?"
)
_STAFF = re.compile(
    rf"\b(?:{_STAFF_NOUN}|omu|poms?|coms?|pso|spo|hmpps|pco|social work(?:er)?s?|team leaders?)\b", re.I
)

# "offender manager", "prisoner custody officer", "women's support worker": staff, whatever the first word is.
_STAFF_COMPOUND = re.compile(
    r"\b(?:offender|prisoner|resident|inmate|service[ -]user|women|woman|men|man|male|female|boys?|girls?"
    r"|young (?:people|person|adult)"
    r"|youth|family|child(?:ren)?|victim|visitors?)(?:['’]?s|s['’])?[ -]+(?:(?:custody|escort|liaison|support"
    r"|engagement|involvement|learning|"
    rf"education|welfare|safety|services?|prison|probation|police|health|social|case|senior"
    rf"|supervising)[ -]+){{0,2}}(?:{_STAFF_NOUN})\b",
    re.I,
)

_BETWEEN = re.compile(
    r"\b(?:peer|mentors?|volunteers?|listeners?|lived[ -]experience (?:practitioner|worker|lead|consultant"
    r"|advis[eo]r|officer|manager"
    r"|professional|team|researcher)s?"
    r"|(?<!he )(?<!they )now(?! (?:living|lives|released|out|home|serving|aged|\d"
    r"|on (?:licence|probation|remand|bail|tag)|in (?:the community|prison|custody|approved premises)))"
    r"|turned|employers?|(?:prison|official|health) visitors?|imb"
    r"|independent monitoring|"
    r"advocates?|experts? by|researchers?|interviewers?|facilitators?|consultants?|trustees?"
    r"|partner (?:organisation|agenc)\w*|solicitors?|"
    r"lawyers?|barristers?|mps?|ministers?|stakeholders?|former staff|victims?)\b",
    re.I,
)

_LIVED_STRONG = re.compile(
    r"\b(?:(?:ex|former)[ -])?(?:prisoners?|inmates?|detainees?|service[ -]users?|ex-?offenders?|offenders?|lifers?"
    r"|probationers?"
    r"|prison leavers?|care leavers?|residents?)\b"
    r"|\b(?:people|persons?|man|men|wom[ae]n|adults?|boys?|girls?|individuals?|mothers?|fathers?|someone"
    r"|participants?|respondents?|interviewees?)"
    r" (?:\w+ ){0,3}?(?:(?:in|from|leaving|released from|inside) (?:an? )?(?:\w+ )?(?:prison|custody|jail)"
    r"|on (?:probation|licence|remand|recall|bail|tag)"
    r"|with (?:lived )?experience|(?:with|who ha(?:s|ve)) (?:a )?(?:criminal )?(?:convictions?|records?)"
    r"|under (?:probation )?supervision)\b"
    r"|\blived[ -]experience (?:forum|group|panel|council) members?\b|\bform(?:er|erly) (?:incarcerated"
    r"|imprisoned)\b|\bincarcerated\b",
    re.I,
)
_LIVED_PERSON = re.compile(
    r"\b(?:m[ae]n|wom[ae]n|males?|females?|boys?|girls?|young (?:people|persons?|adults?|m[ae]n|wom[ae]n|males?"
    r"|females?)|child|children)\b",
    re.I,
)
_STUDY_PERSON = re.compile(r"\b(?:participants?|respondents?|interviewees?|p ?\d{1,3})\b", re.I)

_RELATIVE = (
    r"(?:grand)?(?:mother|mum|father|dad|parent)|wife|wives|husband|partner|girlfriend|boyfriend|sister|brother|daughter"
    r"|son|child|carer|relative|family(?: member)?|spouse"
)
_FAMILY = re.compile(
    rf"\b(?:{_RELATIVE})s? of (?:an? |the )?(?:\w+ ){{0,3}}(?:prisoners?|m[ae]n|wom[ae]n|residents?|boys?|girls?)"
    r"(?: (?:in|on) (?:prison|custody|probation|licence|remand))?\b"
    rf"|\b(?:prisoner|inmate|resident)s?['’]s? (?:{_RELATIVE})s?\b|^(?:his|her|their) (?:{_RELATIVE})\b"
    r"|\b(?:family members?|famil(?:y|ies)|relatives?|wife|wives|husbands?|girlfriends?|boyfriends?|sisters?|brothers?"
    r"|daughters?|sons?|grand(?:mother|father|parent|ma|dad)s?|aunts?|uncles?|visitors?|partners?|spouses?"
    r"|next of kin)\b",
    re.I,
)
_PARENTHOOD = re.compile(
    r",\s*(?:mother|mum|father|dad|parent) of (?:\d|one|two|three|four|five|six|seven|eight)"
    r"(?: (?:young |small |grown )?(?:children|kids))?(?=\s*(?:,|$))",
    re.I,
)
"""Said of a person who speaks for herself: "Woman, 39, mother of three"."""

_FAMILY_PERHAPS = re.compile(r"\b(?:mothers?|mums?|mams?|fathers?|dads?|parents?|carers?)\b", re.I)

_PLACE = re.compile(
    r"\b(?:HM ?(?:P|YOI|YOIP|P/YOI|P & YOI)|YOI|prison|approved premises|secure (?:training centre|children’s home"
    r"|children's home)|"
    r"(?:open|local|training|women[’']s) (?:prison|estate)|category [A-D]|cat [A-D]|immigration removal centre)\b"
)
_HM_PRISON = re.compile(r"\bHM ?(?:P|YOI|YOIP)\b")
_HEARD_INSIDE = re.compile(
    r"^(?:(?:prisoner|resident) (?:survey (?:response|answer|respondent|comment)"
    r"|(?:forum|focus group|discussion group)(?: \d+)?|letter)"
    r"|(?:former |ex-)?(?:council|wing|house ?block|unit|landing) rep(?:resentative)?)$",
    re.I,
)
"""What an answer, a forum or a representative is called when the prison is named beside it: of those living there. A
bare "Survey response, HMP X" or "Letter, HMP X" is not among them: staff answer surveys and write letters too."""

_CHOSEN_NAME = re.compile(r"^[‘'“\"][A-Z][\w’'-]+(?: [A-Z][\w’'-]*)?[’'”\"], (?:aged )?(?:1[6-9]|[2-9]\d)$")
"""A name in quotation marks and an age, and nothing else: what a participant chose to be called."""

_AGE = re.compile(
    r"(?:(?:^|[,;(\s])(?:aged? )?(?:1[0-9]|[2-9][0-9])(?:s|\+|[-–]\d\d)?(?:[,;)]|$| years?\b"
    r"| year-old))"
)

_SAY = (
    r"said|says|saying|told|tells|explain(?:ed|s)|comment(?:ed|s)|describ(?:ed|es)|report(?:ed|s)|added|adds"
    r"|not(?:ed|es)|stated|states"
    r"|(?<!been )(?<!was )(?<!were )recall(?:ed|s)|reflect(?:ed|s)"
    r"|shared|shares|wrote|writes|put it|felt|remarked|observed|expressed|argued"
    r"|suggested|summ?aris(?:ed|es)"
    r"|call(?:ed|s) (?:it|this|that|the|them|him|her)|summed it up|responded|replied|asked|thought|remembered"
)
SAY = re.compile(rf"\b(?:{_SAY})\b", re.I)
"""Verbs that bring in somebody's words."""

_PREPOSITION = re.compile(
    r"\b(?:to|from|for|of|by|about|on|with|at|in|against|between|towards?|regarding|that|who|when|because)\b", re.I
)
_OPENING = re.compile(
    r"^(?:in|at|during|when|while|after|before|on|for (?:example|instance)|however|similarly|indeed|also|and|but"
    r"|finally)\b",
    re.I,
)
_AS = re.compile(r"^(?:as|what|so|then|and|but) ", re.I)
_FROM = re.compile(
    r"\b(?:quot(?:e|es|ation)s?|comments?|words?|account|according|response|feedback) (?:from|by|of|to) (?=(?:an?"
    r"|one|another|some|these|two|three)\b)",
    re.I,
)


_ASIDE = re.compile(r",\s+(?:where|which|when)\b[^,]*(?=,)", re.I)
"""A relative clause between commas: not about who speaks."""

_OF_WHOM = re.compile(r"\b(said|says|remarked) (?:of|about) (?:an?|the|one|his|her|their)(?: [\w’'-]+){1,4}$", re.I)
"""Who is spoken of, at the end of a lead-in: "said of a reception officer:"."""

_HEARSAY = re.compile(
    r"\b(?:was|were|been|being|is|are|got) (?:told|asked|informed|advised|warned)\b"
    r"|\b(?:letters?|notices?|e-?mails?|signs?|posters?|polic(?:y|ies)|leaflets?|messages?|texts?|forms?|rules?"
    r"|instructions?)\b",
    re.I,
)


def is_label(text: str) -> bool:
    """Whether a short piece of text looks like the label of a speaker: a role, or a place, age or number of a
    participant.
    """
    return any(
        pattern.search(text)
        for pattern in (
            _STAFF,
            _BETWEEN,
            _LIVED_STRONG,
            _LIVED_PERSON,
            _STUDY_PERSON,
            _FAMILY,
            _FAMILY_PERHAPS,
            _PLACE,
            _AGE,
        )
    ) or bool(re.search(r"\b(?:anonymous|member|student|learner|patient|client|person)\b", text, re.I))


def voice_of_label(label: str) -> Voice:
    """The voice that a label such as "Male, 43, approved premises" stands for; `UNKNOWN` for none, several or in-
    between ones.
    """
    if _BETWEEN.search(label):
        return Voice.UNKNOWN
    label = _PARENTHOOD.sub("", label)
    rest = _STAFF_COMPOUND.sub(" ", label)
    staff = rest != label or bool(_STAFF.search(rest))
    family = bool(_FAMILY.search(rest))
    rest = _FAMILY.sub(" ", rest)
    strong = bool(_LIVED_STRONG.search(rest))
    if staff:
        return Voice.UNKNOWN if strong or family else Voice.STAFF
    if family:
        return Voice.UNKNOWN if strong else Voice.FAMILY
    if strong:
        return Voice.LIVED_EXPERIENCE
    if _FAMILY_PERHAPS.search(rest):
        return Voice.UNKNOWN
    return Voice.LIVED_EXPERIENCE if _described_person(rest) else Voice.UNKNOWN


def _described_person(label: str) -> bool:
    """A man, woman or child; or a participant told by age or place. A bare "Participant 5" may be anyone, staff too."""
    if _LIVED_PERSON.search(label) or _CHOSEN_NAME.match(label.strip()):
        return True
    source, _, rest = label.partition(",")
    if _HEARD_INSIDE.match(source.strip()) and _HM_PRISON.search(rest):
        return True
    place, age = bool(_PLACE.search(label)), bool(_AGE.search(label))
    return (place and age) or (bool(_STUDY_PERSON.search(label)) and (place or age))


def voice_of_lead_in(clause: str) -> Voice:
    """The voice of the speaker in words like "One woman told us"; `UNKNOWN` when another kind of person, or hearsay,
    is in them too.
    """
    clause = _ASIDE.sub("", clause)
    clause = _OF_WHOM.sub(r"\1", clause)
    source = _FROM.search(clause)
    subject = clause[source.end() :] if source else _subject(clause)
    said = voice_of_label(subject)
    if said is not Voice.STAFF and (_HEARSAY.search(clause) or len(SAY.findall(clause)) > 1):
        return Voice.UNKNOWN
    if said is Voice.UNKNOWN or voice_of_label(clause) is said:
        return said
    return Voice.UNKNOWN


def _subject(clause: str) -> str:
    """The words of the clause up to its first preposition or verb of saying, introductory parts ("In one prison,")
    left out.
    """
    parts = [part.strip() for part in clause.split(",")]
    while len(parts) > 1 and _OPENING.match(parts[0]):
        parts.pop(0)
    first = _AS.sub("", parts[0])
    said = SAY.search(first)
    if said and said.start() == 0:
        first, said = first[said.end() :], None
    ends = [m.start() for m in (_PREPOSITION.search(first), said) if m and m.start() > 0]
    return first[: _whole_role(first, min(ends))] if ends else first


def _whole_role(text: str, end: int) -> int:
    """Moves `end` to the right where it cuts a role in two ("person on probation")."""
    return next((m.end() for m in _LIVED_STRONG.finditer(text) if m.start() < end < m.end()), end)
