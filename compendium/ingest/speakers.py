"""What the words beside a quote say of the one who speaks: role, sex, age, setting and place; never a name.

Only words on the lists below are taken, as printed. A name is on none of them, so none can get through.
"""

import functools
import re

from compendium.ingest.voice_words import SAY
from compendium.model.document import Speaker

_STAFF_OF = (
    r"prison|probation|senior|custodial|visits?|gate|wing|landing|unit|workshop|kitchen|deputy|assistant|principal"
    r"|chief"
    r"|supervising|operational|residential|community|safer|custody|safety|night|reception|healthcare|health|mental"
    r"|drugs?|alcohol|substance|misuse|recovery|resettlement|education|offender|prisoner|support|family|key|case|social"
    r"|youth|duty|complaints|security|equality|housing|employment|library|gym|catering|pharmacy|dental|pe|omu"
    r"|women[’']s"
    r"|head|team|line|area|regional|staff|liaison|engagement|escort|court|police|general|clinical|lead|trainee|newly"
    r"|qualified|retired"
)
_OF_PEOPLE = (
    r"(?:former|ex|young|younger|older|adult|remand|convicted|sentenced|unsentenced|life-sentenced|ipp|serving|recalled"
    r"|long-term|vulnerable|foreign national|detained|formerly|category [a-d]|cat [a-d])"
)
_STAFF_IS = (
    r"officers?|managers?|governors?|practitioners?|keyworkers?|chaplains?|imams?|nurses?|doctors?|gp|teachers?|tutors?"
    r"|instructors?|lecturers?|workers?|caseworkers?|psychologists?|psychiatrists?|pharmacists?|dentists?|therapists?"
    r"|counsellors?|supervisors?|directors?|inspectors?|coordinators?|co-ordinators?|administrators?|technicians?"
    r"|librarians?|sergeants?|constables?|magistrates?|judges?|employers?|solicitors?|staff members?|members? of staff"
    r"|clerks?|grades?|staff"
)
_BETWEEN_IS = (
    r"(?:peer|wing|council|former council|lived[- ]experience) (?:mentors?|supporters?|listeners?|workers?"
    r"|interviewers?"
    r"|researchers?|rep(?:resentative)?s?|practitioners?|leads?|consultants?)|volunteers?|listeners?|mentors?"
    r"|(?:kitchen|laundry|servery|gym|library|wing) (?:workers?|orderl(?:y|ies)|cleaners?)|health champions?"
    r"|(?:resettlement|induction) helpers?|(?:lived[- ]experience )?(?:forum|council|focus group|panel) members?"
)
_HEARD_IS = (
    r"(?:ex-?)?(?:prisoners?|inmates?|detainees?|residents?|offenders?|lifers?|probationers?|service users?)"
    r"|(?:prison|care) leavers?|participants?|respondents?|interviewees?|learners?|patients?|veterans?"
    r"|(?:person|people) (?:on probation|in prison|in custody|on licence|with lived experience(?: of prison)?)"
)
_RELATIVE = (
    r"(?:(?:grand|step)-?)?(?:mothers?|mum|fathers?|dad|parents?|sons?|daughters?)(?:-in-law)?|wife|wives|husbands?"
    r"|partners?|girlfriends?|boyfriends?|sisters?|brothers?|family members?|relatives?|carers?|cousins?|nieces?"
    r"|nephews?|aunt(?:ie)?s?|uncles?|nan|visitors?"
)
_OF_WHOM = (
    r"(?: of (?:an? |the |one )?(?:young |serving |former )?(?:prisoner|resident|man|woman|boy|girl|person|lifer)s?)?"
)
_ROLE = re.compile(
    rf"(?<![\w’'-])(?:heads? of [a-z]+(?: [a-z]+)?|{_BETWEEN_IS}|(?:(?:{_STAFF_OF})[ -](?:and )?){{0,4}}(?:{_STAFF_IS})"
    rf"|(?:{_OF_PEOPLE}[ -]){{0,3}}(?:{_HEARD_IS})|(?:{_RELATIVE}){_OF_WHOM})(?![\w-])(?!['’]s)",
    re.I,
)
_OTHER_SEX = re.compile(r"\b(?:non-?binary|trans(?:gender)? (?:wom[ae]n|m[ae]n)|transgender|intersex)\b", re.I)
_FEMALE = re.compile(
    r"\b(?:wom[ae]n|females?|girls?|she|(?:grand|step)?mothers?|mum|wife|wives|sister|daughter|aunt(?:ie)?|niece|nan"
    r"|girlfriend)\b(?!['’]s)",
    re.I,
)
_MALE = re.compile(
    r"\b(?:m[ae]n|males?|boys?|lads?|he|(?:grand|step)?fathers?|dad|husband|brother|son|uncle|nephew"
    r"|boyfriend)\b(?!['’]s)",
    re.I,
)
_AGE = re.compile(
    r"(?:(?:^|[,;(])\s*|\baged? )(?P<age>(?:early |mid[- ]|late )?[1-9]0s|[1-9]\d ?(?:[-–]|to) ?[1-9]\d|[1-9]\d\+?)"
    r"(?= *(?:$|[,;)]|years? old|[a-z]+ and over))"
    r"|(?P<old>\b\d{1,2})[- ]year[- ]olds?\b|\bin (?:his|her|their) (?P<in>(?:early |mid[- ]|late )?"
    r"(?:teens|twenties|thirties|forties|fifties|sixties|seventies|[1-9]0s))\b",
    re.I,
)
_YOUNG = re.compile(r"\b(?:boy|girl|child|son|daughter)(?:, (?:aged )?| of | aged )(?P<age>[5-9])\b", re.I)
_WORD = r"[A-Z][a-z’'-]+(?:-[a-z]+)*"
_HM = r"HM ?(?:P/YOI|P ?(?:&|and) ?YOI|P|YOIP|YOI)|YOI|IRC"
_LAST = (
    r"(?: (?:Vale|Marsh|Hall|Park|Hill|House|Camp|Bay|Grange|Heath|Wood|Cross|Scrubs|Newton|Sutton|Lartin|Down|Way"
    r"|Wells"
    r"|Bank|Moss|Green|Moor|Bridge|Mount|Verne|of Wight|Sea Camp))?"
)
_PLACE = re.compile(
    rf"\b(?:(?:{_HM}) (?:The )?{_WORD}{_LAST}|{_WORD}(?: {_WORD})? (?:approved premises|secure training centre"
    rf"|secure children[’']s home|secure school|immigration removal centre|House))(?![\w’-])"
)
_SETTINGS = (
    ("approved-premises", r"approved premises|probation hostel|bail hostel"),
    ("youth-custody", r"secure training centre|secure children[’']s home|secure school|youth custody|juvenile unit"),
    ("immigration-detention", r"immigration (?:removal centre|detention)|IRC"),
    ("police-custody", r"police (?:custody|station|cell)|custody suite|custody sergeant"),
    ("secure-hospital", r"secure (?:hospital|unit)|forensic ward"),
    ("prison", rf"{_HM}|in (?:prison|custody)|(?<!former )(?<!ex-)prisoners?|prison officer|wing"
     r"|category [a-d]|on remand|lifer|serving (?:life|\w+ (?:years|months)|an? [\w ]*sentence)|prison"),
    ("probation", r"probation|on licence|community order|suspended sentence|unpaid work|post-sentence supervision"),
    ("courts", r"magistrates?|judges?|court"),
    ("community", r"in the community|(?:now )?living in|supported housing|after release|women[’']s centre"),
)  # fmt: skip
_SETTING_OF = tuple((name, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I)) for name, words in _SETTINGS)
_LEFT = re.compile(
    r"\b(?:former|ex-?) ?(?:prisoners?|inmates?|offenders?)|\b(?:released|back|home) from (?:prison|HM\w*)"
    r"|prison leavers?"
    r"|(?:after|since) (?:leaving )?prison|prison sentence",
    re.I,
)
"""Who has left is in no prison."""

_VERB = re.compile(r"\b(?:who|whose|which|was|were|is|are|had|has|have|did)\b", re.I)
_NOT_HERS = re.compile(
    r"(?<=[\w,]) (?:of|to|for|with|visiting|speaking of|about) (?:an? |the |his |her |their |my |one ).*", re.I | re.S
)
_NOTHING = Speaker()


@functools.lru_cache(maxsize=4096)
def speaker_of(attribution: str) -> Speaker:
    """What an attribution says of the speaker, in the report's own words; empty where it says nothing."""
    if not attribution:
        return _NOTHING
    said = _named(attribution)
    herself = _NOT_HERS.sub("", said)
    role = _ROLE.search(said)
    place = _PLACE.search(said)
    return Speaker(
        role=" ".join(role.group().split()) if role and role.start() <= len(herself) else "",
        sex=_sex(herself),
        age=_age(said),
        setting=_setting(said),
        place=" ".join(place.group().split()) if place else "",
    )


def _named(attribution: str) -> str:
    """The part of an attribution that names the speaker: all of a label; of a clause no verb of saying, nor what
    follows it."""
    said = SAY.search(attribution)
    if said and said.start() == 0:
        attribution = attribution[said.end() :]
    elif said:
        attribution = attribution[: said.start()]
    verb = _VERB.search(attribution)
    return attribution[: verb.start()] if verb and verb.start() else attribution


def _sex(words: str) -> str:
    if other := _OTHER_SEX.search(words):
        return other.group().lower()
    female, male = bool(_FEMALE.search(words)), bool(_MALE.search(words))
    if female == male:
        return ""
    return "female" if female else "male"


def _age(words: str) -> str:
    found = _YOUNG.search(words) or _AGE.search(words)
    return next((age for age in found.groups() if age), "").strip() if found else ""


def _setting(words: str) -> str:
    """The id of the first setting named; of somebody who has left prison only one named besides."""
    words = _LEFT.sub(" ", words)
    return next((name for name, found in _SETTING_OF if found.search(words)), "")
