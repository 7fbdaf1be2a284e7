"""What kind of people a number is of: people with lived experience, staff, family, the public, or it is not said."""

import re

from compendium.ingest.describe.numbers import NUMBER
from compendium.model.people import GroupKind

_LIVED = (
    r"(?:ex-|former )?(?:prisoners?|offenders|inmates|detainees|internees|residents|service[ -]users|lifers)"
    r"|ex-prisoners|probationers|parolees|licensees|convicts|returnees|ipps|juveniles"
    r"|(?:prison |care )?leavers|looked[ -]after children|children looked after"
    r"|people with lived experience|(?:people|women|men|adults|young people) (?:in|leaving) (?:prison|custody"
    r"|contact with)|people on (?:probation|licence|remand)"
    r"|patients|clients|learners|beneficiaries|survivors"
)
_LIVED_LIKELY = (
    r"women|men|males|females|boys|girls|young (?:people|adults|persons|men|women|males|females)|youths|teenagers"
    r"|children(?: and young people)?|veterans"
)
_STAFF = (
    r"staff(?: members)?|members of (?:\w+ ){0,3}(?:staff|team)|(?:team|staff) members|employees|governor grades"
    r"|heads of [a-z]+(?: [a-z]+)?"
    r"|support grades"
    r"|(?:(?:prison|probation|police|custody|support|health|healthcare|social|criminal justice|community|residential"
    r"|care|case|key|youth|outreach|frontline|peer support|resettlement|drug|family|project|senior|custodial|education"
    r"|housing|mental health|offender) )*"
    r"(?:officers|practitioners|workers|managers|keyworkers|caseworkers|supervisors|instructors|staff)"
    r"|professionals|providers|governors|nurses|doctors|gps|psychologists|psychiatrists|pharmacists|counsellors"
    r"|therapists|chaplains|imams|teachers|tutors|trainers|educators|clinicians|directors|officials|wardens|guards"
    r"|superintendents|inspectors|commissioners"
)
_FAMILY = (
    r"(?:close |other )?family members|relatives|families|parents(?: and carers)?|carers|mothers|fathers|mums"
    r"|dads|partners|wives|husbands|spouses|girlfriends|siblings|sisters|brothers|sons|daughters|loved ones"
    r"|visitors|grandparents|grandmothers|grandfathers|grandchildren"
)
_PUBLIC = (
    r"members of the (?:general )?public|voters|households|citizens|neighbours|townspeople|local (?:people|residents)"
)
_ANYONE = (
    r"people|individuals|persons|participants|respondents|interviewees|contributors|informants|subjects|readers"
    r"|writers|adults|volunteers|stakeholders|representatives|reps|members|attendees|panellists|victims|students"
    r"|mentors"
    r"|experts|witnesses|callers|academics|researchers|lawyers|solicitors|sheriffs|judges|magistrates|sentencers"
    r"|employers|councillors"
    r"|trustees|advocates|users|applicants|speakers|peers|others|signatories|delegates|correspondents|faith leaders"
    r"|mob|travellers|gypsies|muslims|refugees|migrants|(?:asylum[ -]seekers|foreign nationals)|mentees|graduates"
    r"|subscribers"
    r"|advisers|advisors|interpreters|barristers|leaders"
)
NOUN = rf"(?:{_LIVED}|{_STAFF}|{_FAMILY}|{_PUBLIC}|{_LIVED_LIKELY}|{_ANYONE})"
"""A noun for people, in the plural, as part of a pattern."""

ANYONE = re.compile(rf"\b(?:{_ANYONE})$", re.I)
"""A noun that says nothing of the kind of people."""

_KINDS = (
    (GroupKind.STAFF, re.compile(rf"\b(?:{_STAFF})$", re.I)),
    (GroupKind.FAMILY, re.compile(rf"\b(?:{_FAMILY})$", re.I)),
    (GroupKind.PUBLIC, re.compile(rf"\b(?:{_PUBLIC})$", re.I)),
    (GroupKind.LIVED_EXPERIENCE, re.compile(rf"\b(?:{_LIVED}|{_LIVED_LIKELY})$", re.I)),
)
_LIKELY = re.compile(rf"\b(?:{_LIVED_LIKELY})$", re.I)
_BETWEEN = re.compile(
    r"lived[ -]experience (?:practitioner|worker)|elders|\bpeer\b|volunteer|mentor|stakeholder|representative"
    r"|\breps\b|victim"
    r"|witness|academic|research|employer|sheriff|judge|magistrate|sentencer|lawyer|solicitor|barrister|councillor"
    r"|trustee|leader|advis[eo]r"
    r"|interpreter|expert|advocate(?!s with)|delegate",
    re.I,
)
_ELSE = re.compile(
    r"\b(?:academics|employers|sheriffs|judges|magistrates|sentencers|lawyers|solicitors|barristers|councillors"
    r"|trustees|victims"
    r"|interpreters|experts|(?:faith|community) leaders)$",
    re.I,
)
_REPRESENTING = re.compile(r"\b(?:representatives|members|leaders|delegates|stakeholders)$", re.I)
_A_BODY = re.compile(
    r"\s+(?:of|from|representing)\s+(?:[\w’'-]+\s+){0,4}?(?:firms|organisations|employers|charities|agencies"
    r"|councils|services"
    r"|companies|businesses|police|unions|authorities|departments|bodies|partners|churches)\b",
    re.I,
)
_BESIDE = re.compile(
    rf"(?:,\s+(?:[a-z-]+\s+)?{NOUN})*,?\s+(?:and|or)\s+(?:(?:their|other"
    rf"|some)\s+)?(?:(?!{NUMBER}\b)[a-z-]+\s+)??({NOUN})\b",
    re.I,
)
"""People of another noun under the same number: "prisoners, ex-prisoners and their families"."""

_LIVED_AROUND = re.compile(
    r"\blived experience|\bexperiences? of (?:the )?(?:[\w-]+ ){0,3}(?:prisons?|probation|custody|supervision"
    r"|imprisonment"
    r"|jail|justice|care)\b|\b(?:ex-)?prisoners?\b(?! (?:officer|escort))|\binmates?\b|\bservice[ -]users?\b"
    r"|\b(?:in|leaving|left|from|released from|behind) (?:[\w-]+ ){0,2}(?:prisons?|custody|jail|detention|bars|care)\b"
    r"(?<!social care)(?<!health care)(?<!in child care)|\bon (?:\w+ )?(?:probation|licence|remand|tag|parole|bail"
    r"|recall)\b"
    r"|\b(?:under|on) (?:\w+ )?supervision\b|\bsupervised\b(?! by volunteers)|\b(?:serving|served)\b(?! in the| as )"
    r"|\bconvict|\bincarcerated|\bimprison|\bdetained\b|\bdeprived of their liberty|\bsentenced\b|\brecalled\b"
    r"|\bprison sentences?\b|\bcommunity (?:corrections )?(?:orders?|sentences?|payback)\b|\bheld (?:at|in|on)\b"
    r"|\bapproved premises\b|\bprobation supervision\b|\bsubject to (?:\w+ )?supervision\b|\bunpaid work\b"
    r"|\bin (?:\w+ )?secure "
    r"(?:settings|homes|units|centres|care)|\bprison leavers|\boffenders?\b(?! manage)|\bparole"
    r"|\b(?:living|lived|detained|held|locked up|serving|inside|residents?) (?:in|at|on) (?:\w+ ){0,3}"
    r"(?:prisons?|HM ?(?:P|YOI)|wings?|hostels?|approved premises|units?|jails?|cells?)\b"
    r"|\bin (?:(?:the|these|both|all|our|two|three|four|five|six|several|\d+) ){1,2}prisons?\b"
    r"|\b(?:looked[ -]after|care[- ](?:experienced|leavers?)|justice[- ](?:experienced|involved))\b"
    r"|\bthe care system\b|\bbeen (?:to|in|through) (?:the )?(?:prison|jail|custody|care)\b"
    r"|\bon the \w+ (?:wing|unit)\b|\b(?:wing|house ?block|landing|segregation|remand) (?:forum|prisoners)"
    r"|\b(?:been|back|time|life) inside\b|\bd(?:one|oing) time\b|\bon release\b|\breleased (?:in|from|on|within"
    r"|after)\b|\bat HM ?(?:P|YOI)\b",
    re.I,
)
_ABOUT_LIVED = re.compile(
    r"\b(?:people|men|women|adults|children|young (?:people|adults|men|women))(?:['’]s)? (?:[\w’'-]+ ){0,3}"
    r"(?:prisons?|custody|probation|licence|remand)\b|\bprisoners?\b|\bservice[ -]users?\b|\blived experience"
    r"|\bprisons? for (?:men|women|young)\b",
    re.I,
)
"""A title or heading that names people in prison or on probation."""

_ABOUT_OTHERS = re.compile(
    r"volunteer|mentor|employer|victim|workforce|visitor|teach|profession|bereave|recruit|\btraining\b", re.I
)
"""A title that may be about people around them."""

SOME_OF_THEM = re.compile(
    r",? (?:including|some of whom|most of whom|among them|with some|as well as)\b"
    r"|(?<!every)(?<!each)(?<!all)(?<!both)(?<!one),? \(?(?!(?:all|each|both|every one"
    r"|none) )(?:\w+ )?(?<!all )(?<!each )(?<!both )of (?:whom|them)\b",
    re.I,
)
"""Where words begin that tell of a part of the people only."""

_OTHER_WORDS = re.compile(
    r"[,;.:•]|\d|\b(?:and|plus|about|by|took|told|said|spoke|were|completed|filled|answered|responded|replied|shared)\b"
    r"(?<!who were)(?<!that were)(?<!supervised by)"
)
"""Where the words that say more of a noun end."""

_STAFF_AROUND = re.compile(
    rf"\b(?:{_STAFF}|staff|workforce|hmpps|employed|working (?:in|at|with)"
    r"|who (?:work|teach|deliver|provide|run|manage|visit))\b",
    re.I,
)
STAFF_OR_FAMILY = re.compile(rf"\b(?:{_STAFF}|{_FAMILY})\b", re.I)
"""A noun for staff or family."""

_FAMILY_AROUND = re.compile(
    r"\b(?:family members|families|relatives?|partners? of|mothers? of|parents? of|wives|loved ones"
    r"|(?:son|daughter|husband|wife|partner|brother|sister|father|mother|parent|relative|loved one|someone|dad"
    r"|mum)s? (?:\w+ )?"
    r"(?:in (?:prison|custody|jail)|inside|behind bars))\b",
    re.I,
)
_PUBLIC_AROUND = re.compile(
    r"\b(?:nationally representative|general public|members of the public|public opinion|opinion poll|polling|poll"
    r"|british adults|adults (?:\w+ )?in (?:england|great britain|gb|the uk|scotland|wales))\b",
    re.I,
)
_INSIDE_OF_THEM = re.compile(
    r"\s*(?:currently |now |held |living )?(?:(?:in|leaving) (?:prison|custody|jail)|on (?:(?:the"
    r"|a) (?:\w+ ){0,2}(?:wing|unit|landing)|licence|probation|remand)"
    r"|serving (?:time|sentences?|a sentence))\b(?! visit)",
    re.I,
)
_HELD = re.compile(
    r"\b(?:imprisoned|incarcerated|detained|sentenced|convicted|jailed|serving|formerly imprisoned)\b", re.I
)
_OF_A_PRISONER = re.compile(
    r"\s*(?:of|with (?:a|an|their|someone)|who (?:had (?:a|an)|loves?)|whose (?:partner|husband|wife|son|daughter"
    r"|father"
    r"|mother|parent|relative|brother|sister|child)|supporting|visiting)\b[^.;]{0,40}?\b(?:prison\w*|custody|jail"
    r"|inside"
    r"|inmates?|sentence)\b",
    re.I,
)


def kind_of(unit: str, spoken: str, end: int, paragraph: str, about: str) -> GroupKind:
    """What kind of people `unit` is, standing in the sentence `spoken` up to `end`.

    Its own noun decides, and what says more of it ("people living in the prison"). For "people" alone the sentence,
    the paragraph, then the headings and the cover (`about`) may say that they have lived experience, never that they
    are staff or family: other nouns there are of other people. OTHER when none says, or one says several.
    """
    own = kind_of_noun(unit)
    beside = _BESIDE.match(spoken, end)
    if beside and own is not None and kind_of_noun(beside.group(1)) not in (None, own):
        theirs = own is GroupKind.FAMILY and _OF_A_PRISONER.match(spoken, beside.end())
        return own if theirs else GroupKind.OTHER
    if _BETWEEN.search(unit):
        return GroupKind.OTHER
    following = _OTHER_WORDS.split(spoken[end : end + 90])[0]
    if own is GroupKind.LIVED_EXPERIENCE and _LIKELY.search(unit):
        if _FAMILY_AROUND.search(following):
            return GroupKind.FAMILY
        return GroupKind.STAFF if _STAFF_AROUND.search(following) else own
    if own in (GroupKind.FAMILY, GroupKind.PUBLIC) and _HELD.search(unit):
        return GroupKind.LIVED_EXPERIENCE
    if own is GroupKind.FAMILY and _INSIDE_OF_THEM.match(following) and not _OF_A_PRISONER.match(following):
        return GroupKind.LIVED_EXPERIENCE
    if own is not None:
        return own
    return _kind_of_anyone(unit, spoken, end, paragraph, about)


def _kind_of_anyone(unit: str, spoken: str, end: int, paragraph: str, about: str) -> GroupKind:
    following = _OTHER_WORDS.split(spoken[end : end + 90])[0]
    if some := SOME_OF_THEM.search(spoken):
        paragraph = spoken = spoken[: some.start()]
    theirs = _OF_A_PRISONER.match(spoken, end)
    if theirs and (_FAMILY_AROUND.search(theirs.group()) or "whose" in theirs.group() or "love" in theirs.group()):
        return GroupKind.FAMILY
    if (kind := _kind_around(f"{unit} {following}")) is not None:
        return kind
    if _PUBLIC_AROUND.search(spoken) and not _LIVED_AROUND.search(spoken.split(unit)[0]):
        return GroupKind.PUBLIC
    for words in (spoken, paragraph):
        if (kind := _kind_around(words)) is not None:
            return kind if kind is GroupKind.LIVED_EXPERIENCE else GroupKind.OTHER
    if _ABOUT_OTHERS.search(about) or _kind_around(about) not in (None, GroupKind.LIVED_EXPERIENCE):
        return GroupKind.OTHER
    return GroupKind.LIVED_EXPERIENCE if _ABOUT_LIVED.search(about) else GroupKind.OTHER


def is_of_lived(words: str) -> bool:
    """Whether the words speak of people in prison, on probation and the like, in whatever nouns."""
    return bool(_LIVED_AROUND.search(words))


def is_someone_else(unit: str, following: str) -> bool:
    """Whether the noun names people who can be neither participants nor their families nor staff ("employers")."""
    return bool(_ELSE.search(unit) or (_REPRESENTING.search(unit) and _A_BODY.match(following)))


def kind_of_noun(unit: str) -> GroupKind | None:
    """The kind that a noun for people stands for by itself; None for "people" and the like."""
    return next((kind for kind, nouns in _KINDS if nouns.search(unit)), None)


def _kind_around(words: str) -> GroupKind | None:
    """The one kind that the words speak of; OTHER for several; None for none."""
    around = (
        (GroupKind.LIVED_EXPERIENCE, _LIVED_AROUND),
        (GroupKind.STAFF, _STAFF_AROUND),
        (GroupKind.FAMILY, _FAMILY_AROUND),
    )
    kinds = [kind for kind, pattern in around if pattern.search(words)]
    return kinds[0] if len(kinds) == 1 else GroupKind.OTHER if kinds else None
