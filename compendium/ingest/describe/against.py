"""The words around a number that speak against its being people heard: asked only, another study's, a population …"""

import re

from compendium.ingest.describe.counted import Counted
from compendium.ingest.describe.cues import HEARD_NOUN, TELL_AFTER, directly_before
from compendium.ingest.describe.numbers import Figure, without_exactness
from compendium.model.people import NumberRole

Against = tuple[NumberRole, str]
"""What a number counts instead, and why it is not the number of people heard."""

_COURSE = "people on a course"
_NOT_HEARD, _POPULATION = NumberRole.NOT_HEARD, NumberRole.POPULATION
_ANYWHERE: tuple[tuple[re.Pattern[str], NumberRole, str], ...] = (
    (
        re.compile(
            r"\bet al\b|\band colleagues\b|\bin the (?:19|20)\d0s\b|\([^()]*\b(?:19|20)\d\d[a-z]?\)|\baccording to\b"
            r"|\b(?:previous|earlier|another|separate|similar|published|recent|existing|other) (?:[\w-]+ ){0,3}"
            r"(?:study|studies|survey|research|review|report|poll|evaluation|trial|cohort|interviews)\b"
            r"|^(?!.*\b(?:we|our|us|this (?:report|study|review|inquiry|briefing|paper|project))\b).*\ban? (?:19"
            r"|20)\d\d"
            r" (?:[\w-]+ ){0,2}(?:survey|study|review|poll|report|evaluation)\b"
            r"|^(?!.*\b(?:we|our|us|this (?:report|study|review|inquiry|briefing|paper|project))\b).*"
            r"\b(?:in )?(?:one|an?) (?:[\w-]+ ){0,3}(?:study|survey|poll|review|trial|evaluation) (?:of|by|with"
            r"|in|from)\b"
            r".*\b(?:found|showed|suggested|reported|concluded|three|half|per cent|%)\b"
            r"|\b(?:our|the|its|their) (?:19|20)\d\d (?:[\w-]+ )?(?:study|survey|report|inspection"
            r"|poll)\b.{0,20}(?:by contrast"
            r"|in comparison)|\bby another (?:department|agency|team|university|body|organisation|charity)"
            r"|\bwish(?:ed)? (?:that )?(?:we|they) (?:could|had)\b"
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
            r"|completed|participants)\b)|\bcourse\b(?! of)",
            re.I,
        ),
        NumberRole.EVENT,
        _COURSE,
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
    (re.compile(r"\btrained\s+(?:\w+ ){0,2}$", re.I), NumberRole.EVENT, "people on a course"),
    (
        re.compile(
            r"\b(?:parents|families|relatives|partners|carers|mothers|fathers|friends|wives"
            r"|children) of\s+(?:the )?$",
            re.I,
        ),
        NumberRole.UNCLEAR,
        "those whose relatives were heard",
    ),
    (
        re.compile(r"\b(?:on average|an average of|typically|usually),?\s+(?:\w+ )?$", re.I),
        NumberRole.UNCLEAR,
        "an average",
    ),
    (
        re.compile(
            r"\b(?:ministers?|mps|police|courts?|judges?|the (?:charity|helpline|service|minister|board)) (?:has "
            r"|have |had )?"
            r"(?:met|heard|seen|spoken|interviewed)[^.;]*$",
            re.I,
        ),
        NumberRole.UNCLEAR,
        "people heard by others",
    ),
    (
        re.compile(r"\b(?:(?:places?|room|space|tickets|seats|enough|appointments) for|doors? of)\s+(?:the )?$", re.I),
        _NOT_HEARD,
        "people who were to be heard",
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
            r"\b(?:(?:gave|sent|handed|issued|posted) (?:out )?(?:an? |out |the )?(?:\w+ ){0,3}(?:forms?"
            r"|questionnaires?|surveys?|letters?"
            r"|leaflets?|cop(?:y|ies)|packs?) (?:out )?to(?: every one of| each of| all)?|invited"
            r"|invitations?(?: were)?(?: sent)? to|approached|recruit|eligible|identified|selected"
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
            r"\b(?:(?:audit(?:s|ed)?|files?|records?|cases) (?:of|on|for|about|from|relating to|concerning|covering)\s+"
            r"(?:\w+ ){0,3}|(?<!interview )data (?:on|about|for) [^,;]*)$",
            re.I,
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
            r"[^.;,\d]{0,40} (?:(?:were|was|being) (?:\w+ )?(?:invited|approached|selected|sampled|identified"
            r"|contacted|eligible|sent|offered|given|handed|issued|posted|randomly|told)|(?:was"
            r"|were) (?:\w+ )?drawn (?:at"
            r" random|randomly|from the (?:\w+ ){0,2}(?:roll|population|register|list"
            r"|case)))\b(?![^.;]{0,60}\band (?:all |each )?"
            r"(?:took|agreed|were|spoke|interviewed|completed|responded))",
            re.I,
        ),
        _NOT_HEARD,
        "people asked, not people heard",
    ),
    (
        re.compile(
            r"\)?(?:(?!\band\b)[^.;,]){0,60}?(?<!were )(?<!was )(?<!been )(?<!we )(?<!they )(?<!team )"
            r"(?<!researchers )(?<!inspectors )\b(?:interviewed|surveyed|asked (?:the )?questions|handed out"
            r"|gave out|facilitated|conducted|carried out)\b(?! (?:in|at|by|for|on|from|about|during|between|said"
            r"|told|had"
            r"|were|was)\b)(?!\s*(?:[,.;(•\n]|$))",
            re.I,
        ),
        _NOT_HEARD,
        "those who asked, not those who were heard",
    ),
    (
        re.compile(
            r"[^.;,]{0,60}\b(?:will|would|are to|is to|were to|was to|should|may|might"
            r"|shall) (?:\w+ )?(?:be (?:\w+ )?(?:interviewed"
            r"|surveyed|invited|asked|heard|consulted|approached|recruited)|take part|complete|receive)\b",
            re.I,
        ),
        _NOT_HEARD,
        "people who were to be heard",
    ),
    (re.compile(r"\s+on (?:the )?roll\b", re.I), _POPULATION, "a population, a capacity or a caseload"),
    (
        re.compile(r"[^.;,]{0,30} (?:were|was|been) trained\b|\s+trained (?:in|as|to|by|on)\b", re.I),
        NumberRole.EVENT,
        _COURSE,
    ),
    (
        re.compile(
            r" (?:(?:(?:whom|that|who) )?we (?:wrote to|contacted|approached|invited|asked to take part|sent)"
            r"|(?:invited|approached|contacted|sampled|selected|handed|given|sent|offered|issued|eligible"
            r"|identified|asked to take part))\b",
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
        _COURSE,
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


def against(spoken: str, figure: Figure, what: Counted) -> Against | None:
    """What speaks against the number being people heard; None when nothing does."""
    bare = without_exactness(spoken[: figure.start])
    directly = directly_before(bare)
    for pattern, role, why in _BEFORE:
        if pattern.search(bare) and not (role in (_POPULATION, NumberRole.UNCLEAR, NumberRole.RECORDS) and directly):
            if role is _POPULATION and (what.stated or TELL_AFTER.match(spoken, what.end)):
                continue
            return role, why
    if _ASKERS.search(what.unit) and not _ASKED_TOO.match(spoken, what.end):
        return _NOT_HEARD, "those who asked, not those who were heard"
    for pattern, role, why in _AFTER if what.of is None else ():
        plainly = directly or what.stated or HEARD_NOUN.search(what.unit)
        if (role is NumberRole.EVENT and plainly) or (
            role is _POPULATION and (plainly or TELL_AFTER.match(spoken, what.end))
        ):
            continue
        if pattern.match(spoken, what.end):
            return role, why
    if figure.low is not None or figure.limit:
        return NumberRole.LIMIT, "a range or an upper limit"
    for pattern, role, why in _ANYWHERE:
        if pattern.search(spoken) and not (directly and why == _COURSE):
            return role, why
    return None
