"""The words around a number that say whether people were heard, and what speaks against it."""

import re

from compendium.ingest.describe.counted import Counted
from compendium.ingest.describe.kinds import NOUN
from compendium.ingest.describe.numbers import Figure, without_exactness
from compendium.model.people import NumberRole

_WE_HEAR = (
    r"(?:re-)?interview(?:s|ed|ing)?|sp(?:oke|oken|eak|eaking) (?:directly |privately |at length |in depth )?(?:to"
    r"|with)"
    r"|talk(?:s|ed|ing)? (?:at length |directly |in depth |privately )?(?:to|with)|met(?: with)?|meet(?:ing)?(?: with)"
    r"|listen(?:s|ed|ing)? to|hear(?:d|ing)?(?: (?:directly|first-hand|evidence|oral evidence))? from|heard\b"
    r"|survey(?:s|ed|ing)?"
    r"|poll(?:s|ed|ing)?|consult(?:s|ed|ing|ation|ations)?(?: with)?|engag(?:ed|ing|ement)(?: with)?|canvass(?:ed|ing)"
    r"|asked|questioned|visited and spoke|corresponded with|s[ai]t(?:ting)? down with|focus groups?"
    r"|questionnaires?|(?:discussion"
    r"|listening|working) groups?|workshops?|round ?tables?|forums?|panels?|hearings?|drop-ins?|yarn(?:s|ed|ing)?"
    r"|meetings? with|(?:study|research|fieldwork|inquiry|project|time|sessions?) with|circles?|conversations?"
    r"|discussions?|polling|gathered|collected|captured|sought|obtained|elicited|reached out to|worked alongside"
    r"|co-?(?:produc|design|creat|author|writ|develop)\w*|collaborat\w*|in partnership with|shadowed|followed"
    r"|tracked|accompanied|observed and"
)
"""Words of those who hear: "we interviewed", "focus groups with"."""

_THEY_TELL = (
    r"(?:rang|phoned|called) (?:us|our|in)|(?:video |phone |telephone )?calls? (?:with|from)|speak(?:s|ing)?"
    r"|talk(?:ing)?"
    r"|t(?:oo|a)k(?:e|en|ing|es)? part|participa\w+|respon(?:d|ded|ding|dents?|ses?)|repl(?:y|ied|ies)|answer(?:s"
    r"|ed|ing)?"
    r"|complet(?:ed|ing|e|ion)|return(?:ed|s|ing)|fill(?:ed|ing)? (?:it |them |one |this )?(?:in|out)|contribut\w+"
    r"|shar(?:e|ed|es|ing) (?:their|his|her"
    r"|our|what|views|experiences|stories|insights|with|its)|told (?:us|inspectors|researchers|the|our|me|their)"
    r"|tell(?:ing)? us|wrote (?:to|in|back|down|letters|about|poems|for|their)|written (?:by|evidence)"
    r"|writing (?:to|from)"
    r"|gave (?:us|evidence|their|oral|written|views|feedback|accounts|permission|up|consent|testimony|interviews"
    r"|answers)"
    r"|given by|submitted|submissions?|testi(?:fied|mon\w+)|came (?:forward|to (?:our|one|a|the|two|three|these"
    r"|speak|talk))"
    r"|joined|attended|sat in|kept|recorded|spoke(?: (?:at|in|about|of|out))?|volunteered|agreed to (?:be|take"
    r"|speak|talk|give"
    r"|share|meet|an)|consented|opted in|engaged|were (?:heard|seen|asked|consulted|reached|involved|recruited|included"
    r"|polled|questioned)|was (?:heard|asked|consulted)|laid bare|let us|had their say|voiced|put forward"
    r"|helped (?:us )?(?:to )?"
    r"(?:shape|write|design|develop|with this)|shaped|informed|behind this report|sent (?:us|one|in|back|theirs"
    r"|in their)"
    r"|provided|talked|described|reflected on|discussed|made their views|views|experiences (?:of|from|shared)"
    r"|testimon\w+"
    r"|accounts?|stories|voices|insights?|feedback|opinions|perspectives|evidence (?:from|given|of|base|was|is|comes)"
    r"|thoughts|words|letters? from|correspondence|received|attendances?|sessions|quotations|interviewees"
    r"|respondents|participants|contributors|informants|sample\b|cohort\b"
    r"|informed by|based (?:up)?on|draws? (?:up)?on|drawn (?:up)?on|findings|thank(?:s| the| you| all)?\b|grateful"
    r"|indebted"
    r"|would not (?:exist|have been possible)|(?:this|our|the) report\b|who we (?:listened|spoke|heard)|laid bare"
)
"""Words of those who are heard: "took part", "answered", "their accounts"."""

HEARING = re.compile(rf"\b(?:{_WE_HEAR}|{_THEY_TELL})\b", re.I)
"""Words for being heard: without one of them a number of people is not looked at."""

PLAINLY = re.compile(
    r"\b(?:interview|t(?:oo|a)k(?:e|en|ing) part|participat|sp(?:oke|oken|eaking) (?:to|with)|talk(?:ed|ing) (?:to"
    r"|with)"
    r"|listen(?:ed|ing) to|hear[d]? from|met with|heard\b|respon(?:ded|dents)|focus group|survey|questionnaire"
    r"|consult(?:ed|ation|ing)|engag(?:ed|ing)|views\b|contribut|shar(?:ed|ing) (?:their|experiences)|told us|workshop"
    r"|discussion group|forum|sample\b|evidence from|conversation|collaborat|co-?(?:produced|designed)|panel\b|testimon"
    r"|informed by|based on|insights? from|polled|reached\b.*\bparticipants|experiences of)",
    re.I,
)
"""Words that in a whole document, too, hardly stand for anything but people being heard for it."""

_DIRECTLY = re.compile(
    rf"\b(?:{_WE_HEAR}|from|by|of|accounts of|views of|thank|thanks to|thanks go to|grateful to)"
    r"(?:\s+(?!(?:that|which|who|where|when|about|after|before|because)\b)[\w’'-]+){0,4}\s*$",
    re.I,
)
_TELL_AFTER = re.compile(
    rf"(?:(?!,\s(?:and|but|while)\b)[^.;:\d]){{0,110}}?\b(?:{_THEY_TELL}|(?:were|was|been|be|being|we|inspectors"
    rf"|researchers|team) (?:then |also |each |all )?"
    r"(?:individually |separately |later |also )?(?:re-)?"
    r"(?:interviewed|surveyed|spoken to|spoke (?:to|with)|consulted|met))\b",
    re.I,
)
_HEARD_NOUN = re.compile(r"(?:participants|respondents|interviewees|contributors|informants|panellists)$", re.I)

_ON_THEIR_LIVES = re.compile(r",? (?:on (?:what|how|why|when|life|being|living|their)|in their own words)\b", re.I)
_WHAT_THEY = re.compile(r"\bwhat (?:the |these |our )?$", re.I)

AUTHORS = re.compile(
    r"\b(?:we|our|us|researchers?|inspectors?|(?:research|inspection|review|inquiry|project) team|(?:this"
    r"|the) (?:report"
    r"|research|study|inquiry|review|briefing|consultation|submission|project|evaluation|paper))\b",
    re.I,
)
INCIDENTAL = re.compile(
    r"\bwho (?:spoke|met|talked)|spoken (?:to|with) by|none of whom|spoken to\b|\bwho (?:responded|told)", re.I
)
UNCOUNTED = re.compile(
    r"\bnot (?:been )?(?:counted|included|count|include) (?:them|these people|those people)\b"
    r"|\b(?:they|these|those) [^.]{0,30}\bnot (?:been )?(?:counted|included)\b",
    re.I,
)
"""The report's own word that people just mentioned are not among those it heard."""

PARTS_SENTENCE = re.compile(
    r"^(?:of|among) (?:these|those|them|whom|which|the)\b|^(?:these|they|this|participants|respondents) (?:included"
    r"|comprised|consisted)",
    re.I,
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:(?:a|in|grand) total(?: of|:)?|totall?(?:ing|ed)|making|in all|altogether|overall|all|(?:final "
    r"|achieved |overall )?"
    r"sample(?: size)?(?: (?:was|of|totall?ed|comprised|consisted of|included|stood at))?"
    r"|leaving(?: a (?:final )?sample of)?"
    r"|the remaining|the final|total|response from),?\s+(?:\w+ ){0,2}$",
    re.I,
)
_TOTAL_AFTER = re.compile(r"[^.;]{0,60}?\b(?:in total|altogether|in all|overall)\b", re.I)
_REMAINING = re.compile(
    r"\b(?:leaving|the remaining|the final|final sample|achieved sample|analytic(?:al)? sample"
    r"|final dataset)\b[^.;]{0,40}$",
    re.I,
)

_SUBORDINATE = re.compile(
    r",\s+(?:(?:after|during|in|to|by|from|of|at|for) which|where|when|while|whereas|although|though|because"
    r"|compared (?:with|to)"
    r"|before|after|since|as)\b|\b(?:because|compared with|which (?:holds|held|houses|employs|has))\b|[.;]\s",
    re.I,
)
"""Where words begin that have nothing to do with what was said of hearing people before."""

Against = tuple[NumberRole, str]
"""What a number counts instead, and why it is not the number of people heard."""

_NOT_HEARD, _POPULATION = NumberRole.NOT_HEARD, NumberRole.POPULATION
_ANYWHERE: tuple[tuple[re.Pattern[str], NumberRole, str], ...] = (
    (
        re.compile(
            r"\bet al\b|\([^()]*\b(?:19|20)\d\d[a-z]?\)|\baccording to\b"
            r"|\b(?:previous|earlier|another|separate|similar|published|recent|existing|other) (?:[\w-]+ ){0,3}"
            r"(?:study|studies|survey|research|review|report|poll|evaluation|trial|cohort|interviews)\b"
            r"|\b(?:in )?(?:one|an?) (?:[\w-]+ ){0,3}(?:study|survey|poll|review|trial|evaluation) (?:of|by|with"
            r"|in|from)\b"
            r".*\b(?:found|showed|suggested|reported|concluded|three|half|per cent|%)\b"
            r"|\b(?:our|the|its|their) (?:19|20)\d\d (?:[\w-]+ )?(?:study|survey|report|inspection"
            r"|poll)\b.{0,20}(?:by contrast"
            r"|in comparison)|\b(?:conducted|carried out|done|undertaken|run|led) by another"
            r"|\b(?:secondary analysis|re-?analysis)\b"
            r"|\b(?:studies|papers|articles|trials) (?:included|reviewed|identified|in (?:the|this|our) review)\b"
            r"|\b(?:meta-analysis|systematic review|scoping review|literature review)\b",
            re.I,
        ),
        NumberRole.EARLIER_STUDY,
        "may be another study's people",
    ),
    (
        re.compile(
            r"\b(?:launch|conference|audience|the room was|inquest|jury|webinar|award|ceremony|petition"
            r"|mailing list|followers)\b",
            re.I,
        ),
        NumberRole.EVENT,
        "people at an event",
    ),
    (
        re.compile(
            r"\breceived [^.;]{0,40}training\b|\b(?:training|courses?)\b(?=.*\b(?:reached|attended|trained"
            r"|completed|participants)\b)|\btrained\b|\bcourse\b(?! of)",
            re.I,
        ),
        NumberRole.EVENT,
        "people on a course",
    ),
    (
        re.compile(
            r"\b(?:administrative|linked|matched|extracted|case management"
            r"|police national computer)\b[^.;]*\b(?:data|records?"
            r"|system)\b|\b(?:data|records?) (?:on|for|of|about) (?!the experiences)[^.;]*\b(?:extracted|matched"
            r"|linked|obtained)\b"
            r"|\bwas extracted\b|\bwere matched\b",
            re.I,
        ),
        NumberRole.RECORDS,
        "records looked at, not people heard",
    ),
)
"""Said anywhere in the sentence."""

_PLANNED = (
    r"\b(?:will|shall|would(?! not)|(?:hope[ds]?|plan(?:s|ned)?|aim(?:s|ed)?|intend(?:s|ed)?|want(?:s|ed)?"
    r"|expect(?:s|ed)?"
    r"|attempt(?:s|ed)?|due|hoping|aiming|planning|seek(?:ing|s)?|sought|wish(?:ed)?) to"
    r"|target(?: sample)?(?: (?:of|was))?"
    r"|need(?:s|ed)? to|propos\w+|designed to|scheduled)\b"
)
_PERIOD = "a number for a period, not people heard for this report"
_BEFORE: tuple[tuple[re.Pattern[str], NumberRole, str], ...] = (
    (
        re.compile(
            r"\b(?:told (?:us|inspectors|researchers|the \w+)|said|say|reported|explained|complained|felt|heard"
            r"|noted|recalled"
            r"|remembered|estimated|claimed|thought|believed|understood)(?: to us)?,? (?:that|how|there|up to"
            r"|about)\b[^.;]*$",
            re.I,
        ),
        NumberRole.UNCLEAR,
        "told by those who were heard, not a number of them",
    ),
    (
        re.compile(r"(?:^|\b)(?:each|every|per) (?:year|month|week|day)\b[^.;]*$|\bannually\b[^.;]*$", re.I),
        NumberRole.SERVICE_USE,
        _PERIOD,
    ),
    (
        re.compile(
            rf"{_PLANNED}(?! (?:like to )?thank)(?!\w*[^.;,]*\band (?:reached|spoke|interviewed))[^.;,]*$", re.I
        ),
        _NOT_HEARD,
        "people who were to be heard",
    ),
    (
        re.compile(r"\b(?:none|not one|nobody|no one) (?:of|from|among)(?: \w+){0,2}\s*$", re.I),
        _NOT_HEARD,
        "people who were not heard",
    ),
    (
        re.compile(
            r"\b(?:invited|invitations?(?: were)?(?: sent)? to|approached|recruit|eligible|identified|selected"
            r"|contacted"
            r"|wr(?:ote|itten) to|(?:sent|distributed|handed|given|issued|posted|mailed|emailed|e-mailed|offered"
            r"|available|circulated)"
            r"(?: out)? to|aimed to \w+|planned to \w+|target of|leaflets?|told)\s+(?:\w+ ){0,3}$",
            re.I,
        ),
        _NOT_HEARD,
        "people asked, not people heard",
    ),
    (
        re.compile(
            r"\b(?:(?:audit(?:s|ed)?|files?|records?|cases) [^,;]*|(?<!interview )data (?:on|about|for) [^,;]*)$", re.I
        ),
        NumberRole.RECORDS,
        "records looked at, not people heard",
    ),
    (
        re.compile(
            r"\b(?:population of|population(?: was| is|:)|capacity (?:of|for)|roll (?:of|was)|holds|held|can hold"
            r"|holding"
            r"|home to|accommodat(?:es?|ing|ion for)|houses|housing|caseload of|employs|employing|supports"
            r"|supported|supporting"
            r"|helps|helped|helping|contacts?|reaches|reached|works with|(?:has|have) worked with|working with|serves"
            r"|trains|on behalf of|represent(?:s|ing)|membership of|there (?:are|were|is|was|have been)(?: only"
            r"| now| just)?"
            r"|(?:rose|risen|fell|fallen|increased|grew|grown|dropped|up|down) (?:by|from|to)|(?:only|just"
            r"|than) the)\s+(?:\w+ ){0,2}$",
            re.I,
        ),
        _POPULATION,
        "a population, a capacity or a caseload",
    ),
)
"""Said before the number (less the words for exactness)."""

_ASKERS = re.compile(
    r"\b(?:researchers?|interviewers?|inspectors?|facilitators?|moderators?|assessors?|fieldworkers?)$", re.I
)
_ASKED_TOO = re.compile(r"[^.;,]{0,40} (?:were|was) (?:also |then )?(?:interviewed|consulted|asked)\b", re.I)
_AFTER: tuple[tuple[re.Pattern[str], NumberRole, str], ...] = (
    (
        re.compile(
            r"(?: (?:who|that|then|later|had|have|also|either|of them|of these))* (?:declined|refused|withdrew"
            r"|dropped out|could not be (?:traced|reached|contacted)"
            r"|did not (?:respond|reply|take part|complete|consent|attend|wish|want)|(?:were unable|could not) "
            r"|chose not|opted out|were excluded|was excluded)",
            re.I,
        ),
        _NOT_HEARD,
        "people who were not heard",
    ),
    (
        re.compile(
            r"[^.;,]{0,40} (?:(?:were|was|being) (?:\w+ )?(?:invited|approached|selected|sampled|identified"
            r"|contacted|eligible|sent|offered|given|randomly|told)|(?:was|were) (?:\w+ )?drawn (?:at random"
            r"|randomly|from the"
            r" (?:roll|population|register|list|case)))\b(?![^.;]{0,60}\band (?:all |each )?"
            r"(?:took|agreed|were|spoke|interviewed|completed|responded))",
            re.I,
        ),
        _NOT_HEARD,
        "people asked, not people heard",
    ),
    (
        re.compile(
            r"\)?(?:(?!\band\b)[^.;,]){0,60}?(?<!were )(?<!was )(?<!been )(?<!we )(?<!they )(?<!team )(?<!researchers )(?<!inspectors )\b(?:interviewed"
            r"|surveyed"
            r"|facilitated|conducted|carried out)\b(?! (?:in|at|by|for|on|from|about|during|between|said|told|had"
            r"|were|was)\b)(?!\s*(?:[,.;(•\n]|$))",
            re.I,
        ),
        _NOT_HEARD,
        "those who asked, not those who were heard",
    ),
    (
        re.compile(
            r" (?:invited|approached|contacted|sampled|selected|handed|given|sent|offered|issued|eligible"
            r"|identified|asked to take part)\b",
            re.I,
        ),
        _NOT_HEARD,
        "people asked, not people heard",
    ),
    (
        re.compile(
            r"[^.;]{0,40}? (?:completed|attended|received|started|finished|graduated from|passed|undert(?:ook"
            r"|aken)|enrolled on) "
            r"(?:(?:the|a|an|our|their|this|that) )?(?:[\w-]+ ){0,4}(?:programmes?|courses?|training"
            r"|qualifications?|class(?:es)?"
            r"|apprenticeships?|interventions?|modules?|degrees?|certificates?)\b(?![^.;]{0,80}\b(?:interviewed"
            r"|took part|spoke))",
            re.I,
        ),
        NumberRole.EVENT,
        "people on a course",
    ),
    (
        re.compile(
            r"[^.;,]{0,60}? (?:were|was|are|is|had been|have been|live|lived) (?:still |now |being |currently "
            r"|then )*(?:held(?! with| by| in person| over| on)|housed"
            r"|accommodated|in (?:prison|custody|post)|in the prison|behind bars|on the (?:\w+ ){0,2}waiting list"
            r"|waiting|attending"
            r"|released|moved|recalled to|transferred|convicted|sentenced|employed|watched|on (?:remand|licence"
            r"|probation|acct))\b"
            r"(?![^.;]{0,60}\b(?:interviewed|took part|spoke|answered|completed|responded|told us))",
            re.I,
        ),
        _POPULATION,
        "a population, a capacity or a caseload",
    ),
    (
        re.compile(
            r"[^.;,]{0,70}(?:\b(?:each|every|per) (?:year|month|week|day)\b"
            r"|(?<!for )(?<!of )(?<!over )(?<!after )(?<!times )"
            r"(?<!once )(?<!twice )(?<!than )(?<!within )(?<!about )(?<!nearly )(?<!in )\ba (?:year|month"
            r"|week)\b(?! (?:after|later|on))"
            r"|\bannually\b|\bat any (?:one|given) time|\bon any (?:given|one) day)",
            re.I,
        ),
        NumberRole.SERVICE_USE,
        _PERIOD,
    ),
    (
        re.compile(
            r"[^.;]{0,60}\b(?:contact(?:s|ed)?|use[sd]?|call(?:s|ed)?) (?:our|its|the) (?:\w+ ){0,3}(?:service"
            r"|helpline|line|advice)",
            re.I,
        ),
        NumberRole.SERVICE_USE,
        "users of a service",
    ),
    (
        re.compile(r"[^.;,]{0,60}\b(?:in|at|from|on|for) each\b(?! other)|[^.;,]{0,40}\beach of (?!the \d)", re.I),
        NumberRole.UNCLEAR,
        "a number for each place, not a total",
    ),
)
"""Said after the noun."""


def is_heard(spoken: str, figure: Figure, what: Counted) -> bool:
    """Whether words of the sentence that go with the number say that people were heard."""
    if what.stated or _HEARD_NOUN.search(what.unit) or _ON_THEIR_LIVES.match(spoken, what.end):
        return True
    if _WHAT_THEY.search(without_exactness(spoken[: figure.start])):
        return True
    start = max((m.end() for m in _SUBORDINATE.finditer(spoken, 0, figure.start)), default=0)
    if start == 0:
        return bool(HEARING.search(spoken))
    end = next((m.start() for m in _SUBORDINATE.finditer(spoken, figure.end)), len(spoken))
    return bool(HEARING.search(spoken, start, end))


def is_direct(spoken: str, figure: Figure, what: Counted) -> bool:
    """Whether the words right before or after the number say that these people were heard."""
    bare = without_exactness(spoken[: figure.start])
    heard = _DIRECTLY.search(bare)
    return bool((heard and HEARING.search(heard.group())) or _TELL_AFTER.match(spoken, what.end))


def against(spoken: str, figure: Figure, what: Counted) -> Against | None:
    """What speaks against the number being people heard; None when nothing does."""
    bare = without_exactness(spoken[: figure.start])
    heard = _DIRECTLY.search(bare)
    directly = bool(heard and re.search(rf"\b(?:{_WE_HEAR})\b", heard.group(), re.I))
    for pattern, role, why in _BEFORE:
        if pattern.search(bare) and not (role in (_POPULATION, NumberRole.UNCLEAR, NumberRole.RECORDS) and directly):
            if role is _POPULATION and (what.stated or _TELL_AFTER.match(spoken, what.end)):
                continue
            return role, why
    if _ASKERS.search(what.unit) and not _ASKED_TOO.match(spoken, what.end):
        return _NOT_HEARD, "those who asked, not those who were heard"
    for pattern, role, why in _AFTER if what.of is None else ():
        if role is _POPULATION and (
            directly or _TELL_AFTER.match(spoken, what.end) or what.stated or _HEARD_NOUN.search(what.unit)
        ):
            continue
        if pattern.match(spoken, what.end):
            return role, why
    if figure.low is not None or figure.limit:
        return NumberRole.LIMIT, "a range or an upper limit"
    for pattern, role, why in _ANYWHERE:
        if pattern.search(spoken):
            return role, why
    return None


def is_total(spoken: str, start: int, end: int) -> bool:
    """Whether the words before or after say that the number is the total."""
    bare = without_exactness(spoken[max(0, start - 80) : start])
    return bool(_TOTAL_BEFORE.search(bare) or _TOTAL_AFTER.match(spoken, end))


def is_what_remains(spoken: str, start: int) -> bool:
    """Whether the number is what is left of a larger one: "leaving a sample of 52"."""
    return bool(_REMAINING.search(without_exactness(spoken[:start])))


def is_heard_people(unit: str) -> bool:
    """Whether the noun itself says that they were heard."""
    return bool(_HEARD_NOUN.search(unit))


def names_people(text: str) -> bool:
    """Whether a text holds a noun for people at all."""
    return bool(re.search(rf"\b{NOUN}\b", text, re.I))
