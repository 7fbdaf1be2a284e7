"""The words around a number that say whether people were heard, and whether it is the total of them."""

import re

from compendium.ingest.describe.counted import Counted
from compendium.ingest.describe.kinds import NOUN
from compendium.ingest.describe.numbers import Figure, without_exactness

_WE_HEAR = (
    r"(?:re-)?interview(?:s|ed|ing)?|sp(?:oke|oken|eak|eaking) (?:directly |privately |at length |in depth )?(?:to"
    r"|with)"
    r"|talk(?:s|ed|ing)? (?:at length |directly |in depth |privately )?(?:to|with)|met(?: with)?|meet(?:ing)?(?: with)"
    r"|listen(?:s|ed|ing)?|hear(?:d|ing)?(?: (?:directly|first-hand|evidence|oral evidence))? from|heard\b"
    r"|survey(?:s|ed|ing)?"
    r"|poll(?:s|ed|ing)?|consult(?:s|ed|ing|ation|ations)?(?: with)?|engag(?:ed|ing|ement)(?: with)?|canvass(?:ed|ing)"
    r"|asked|questioned|visited|corresponded with|s[ai]t(?:ting)? down with|focus groups?"
    r"|questionnaires?|(?:discussion"
    r"|listening|working) groups?|workshops?|round ?tables?|forums?|panels?|hearings?|drop-ins?|yarn(?:s|ed|ing)?"
    r"|meetings? with|(?:study|research|fieldwork|inquiry|project|time|sessions?) with|circles?|conversations?"
    r"|discussions?|polling|gathered|collected|captured|sought|obtained|elicited|reached out to|worked alongside"
    r"|co-?(?:produc|design|creat|author|writ|develop)\w*|collaborat\w*|in partnership with|shadowed|followed"
    r"|tracked|accompanied|observed and"
)
"""Words of those who hear: "we interviewed", "focus groups with"."""

_THEY_TELL = (
    r"to us|with us|let us|for us|gave us|sent us|helped us|from us|took us|lent us|asked us|us (?:what|how|why"
    r"|about|their)"
    r"|recount\w*|reminisc\w+|petitioned|quizzed|debriefed|unburdened|fed into|narratives?|teachings|questions? to"
    r"|say to"
    r"|pen to paper|question(?:naire)?s?|voice note|postcards?|coupons?|slips?|on tape|filmed|opinions"
    r"|(?:rang|phoned|called) (?:us|our|in)|(?:video |phone |telephone )?calls? (?:with|from)|speak(?:s|ing)?"
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

_HEARD_BY_US = re.compile(rf"\b(?:{_WE_HEAR})\b", re.I)
_DIRECTLY = re.compile(
    rf"\b(?:{_WE_HEAR}|from|by|of|accounts of|views of|thank|thanks to|thanks go to|grateful to)"
    r"(?:\s+(?!(?:that|which|who|where|when|about|after|before|because)\b)[\w’'-]+){0,4}\s*$",
    re.I,
)
TELL_AFTER = re.compile(
    rf"(?:(?!,\s(?:and|but|while)\b|\s(?:when|where|while|because|although|before"
    rf"|since)\b)[^.;:\d]){{0,110}}?\b(?:{_THEY_TELL}|(?:were|was|been|be|being|we|inspectors"
    rf"|researchers|team) (?:then |also |each |all )?"
    r"(?:individually |separately |later |also )?(?:re-)?"
    r"(?:interviewed|surveyed|spoken to|spoke (?:to|with)|consulted|met))\b",
    re.I,
)
HEARD_NOUN = re.compile(r"(?:participants|respondents|interviewees|contributors|informants|panellists)$", re.I)

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

_ECHO = re.compile(r"^(?:so|as) (?:were|was|did|had|have)\b", re.I)
"""What a sentence begins with that goes on the one before it: "So were ten officers"."""

_SUBORDINATE = re.compile(
    r",\s+(?:(?:after|during|in|to|by|from|of|at|for) which|where|when|while|whereas|although|though|because"
    r"|compared (?:with|to)"
    r"|before|after|since|as)\b|\b(?:because|compared with|which (?:holds|held|houses|employs|has))\b|[.;]\s",
    re.I,
)
"""Where words begin that have nothing to do with what was said of hearing people before."""


def is_heard(spoken: str, figure: Figure, what: Counted) -> bool:
    """Whether words of the sentence that go with the number say that people were heard."""
    if what.stated or HEARD_NOUN.search(what.unit) or _ON_THEIR_LIVES.match(spoken, what.end):
        return True
    if _WHAT_THEY.search(without_exactness(spoken[: figure.start])):
        return True
    start = max((m.end() for m in _SUBORDINATE.finditer(spoken, 0, figure.start)), default=0)
    if start == 0:
        return bool(HEARING.search(spoken))
    end = next((m.start() for m in _SUBORDINATE.finditer(spoken, figure.end)), len(spoken))
    return bool(HEARING.search(spoken, start, end))


def is_led_in(spoken: str, before: str) -> bool:
    """Whether the words before a sentence say that people were heard, and it only lists them: "Who took part? 12
    men"."""
    lead = re.split(r"(?<=[.?!])\s+|\n+", before.strip())[-1] if before.strip() else ""
    if _ECHO.match(spoken):
        return bool(HEARING.search(lead))
    return bool(lead.endswith(("?", ":")) or ("\n" in before[-2:] and len(lead) <= 80)) and bool(HEARING.search(lead))


def directly_before(bare: str) -> bool:
    """Whether the words right before a number (without those for exactness) are of hearing people: "we interviewed"."""
    heard = _DIRECTLY.search(bare)
    return bool(heard and _HEARD_BY_US.search(heard.group()))


def is_direct(spoken: str, figure: Figure, what: Counted) -> bool:
    """Whether the words right before or after the number say that these people were heard."""
    bare = without_exactness(spoken[: figure.start])
    heard = _DIRECTLY.search(bare)
    return bool((heard and HEARING.search(heard.group())) or TELL_AFTER.match(spoken, what.end))


def is_total(spoken: str, start: int, end: int) -> bool:
    """Whether the words before or after say that the number is the total."""
    bare = without_exactness(spoken[max(0, start - 80) : start])
    return bool(_TOTAL_BEFORE.search(bare) or _TOTAL_AFTER.match(spoken, end))


def is_what_remains(spoken: str, start: int) -> bool:
    """Whether the number is what is left of a larger one: "leaving a sample of 52"."""
    return bool(_REMAINING.search(without_exactness(spoken[:start])))


def names_people(text: str) -> bool:
    """Whether a text holds a noun for people at all."""
    return bool(re.search(rf"\b{NOUN}\b", text, re.I))
