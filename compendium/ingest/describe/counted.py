"""What a number counts: people, by a noun beside it or one it leaves out, or something else."""

import re
from dataclasses import dataclass

from compendium.ingest.describe.kinds import NOUN, is_of_lived
from compendium.ingest.describe.numbers import NUMBER, Figure, value_of, without_exactness
from compendium.model.people import NumberRole

_NOT_BETWEEN = (
    r"of|to|in|into|from|for|and|or|the|a|an|by|on|at|with|per|cent|percent|who|whom|were|was|had|have|has|is|are"
    r"|be|been"
    r"|that|which|when|if|as|but|said|told|than|out|we|they|them|these|those|our|their|each|between|during|after|before"
    r"|years?|months?|weeks?|days?|hours?|minutes?|times?|prisons|sites|areas|groups?|reports?|cases?|responses"
    r"|interviews?|surveys?|visits?|questions?|sessions?|workshops?|panels?"
    r"|pages?|places?|points?|courses|services|organisations|departments|authorities|homes|schools|studies|settings"
    r"|about|becoming|being|getting|having|its|his|her|enquiries|notifications|orders|took|met|spoke|came|gave"
    r"|answered|replied|wrote|did|do|could|would|will|said|felt|asked"
)
_ADJECTIVES = (
    rf"(?:(?:(?:black|white),? (?:asian,? )?(?:and|or) minority ethnic|(?:and\s+)?(?!(?:{_NOT_BETWEEN}"
    rf"|{NUMBER})\b)[a-z][\w’'-]*),?\s+){{0,6}}?"
)
_THINGS = (
    r"surveys?|responses?|interviews?|groups?|services?|homes?|councils?|cases?|places?|centres?|deaths?|visits?|years?"
    r"|posts?|letters?|questionnaires?|files?|records?|complaints?|reports?|sessions?|meetings?|events?|courses?|teams?"
    r"|organisations?|agencies|charities|units?|beds|vacancies|days|hours|wings?|focus|stories|accounts|comments|quotes"
    r"|prisons?|sentences?|submissions?|forms?|returns?|movements|journeys|escorts|suicides|assaults|incidents"
    r"|conversations|discussions|workshops|movers|seats|networks?|helplines?|newspapers?|panels?|forums?|hubs?"
)
_PEOPLE = re.compile(
    rf"\s+(?:of (?:our |the |their |its )?(?!(?:these|those"
    rf"|them)\b))?(?P<adjectives>{_ADJECTIVES})(?P<noun>(?:{NOUN}[’']s?\s+)?{NOUN}(?:\s+{NOUN}){{0,2}})"
    rf"(?![\w’'-])(?!\s+(?:{_THINGS})\b)",
    re.I,
)
_PART_OF = re.compile(
    rf"\s+(?:out )?of (?:(?:the|these|those|our|all|its|their|a) )*(?P<of>{NUMBER})\b"
    rf"(?:\s+(?P<unit>{_ADJECTIVES}{NOUN})(?![\w’'-]*\w))?",
    re.I,
)
_OF_THEM = re.compile(
    r"\s+of (?:them|these|those|whom|which)\b(?! (?:who|held|in|on|at|with|living|leaving|we|she|he)\b)", re.I
)
_OF_THOSE = re.compile(
    r"\s+of (?:those|the people|the men|the women) (?=who|held|in|on|at|with|living|leaving|we\b)", re.I
)
_OF_US = re.compile(r"\s+of us\b", re.I)
_ANSWERS = re.compile(
    r"\s+(?P<unit>(?:(?!(?:of|to|in|from|for|and|the|per|who|with|by|on|at)\b)[a-z][\w’'-]*\s+){0,4}?(?:interviews"
    r"|surveys"
    r"|questionnaires|responses|submissions|letters|replies|returns|forms|attendances|conversations|comments|calls"
    r"|testimonies|discussions|accounts|stories|diaries|statements|answers|contacts|entries|emails|e-mails"
    r"|messages|transcripts"
    r"|recordings|consultations|visits))\b",
    re.I,
)
_SITES = re.compile(
    r"\s+(?P<unit>(?:(?!(?:of|to|in|from|for|and|the|per|who|with|by|on|at)\b)[a-z][\w’'-]*\s+){0,4}?(?:prisons"
    r"|sites|areas"
    r"|groups|sessions|workshops|panels|forums|wings|regions|organisations|charities|agencies|services|councils"
    r"|departments"
    r"|teams|establishments|schools|courts|forces|meetings|events|settings|centres|homes|premises|units|hostels"
    r"|prison establishments|institutions|jails|trusts|locations|countries|cities|towns|hospitals|roundtables|days"
    r"|evenings"
    r"|providers|companies|firms|employers’ groups|libraries|families of courts|seats|visits))\b",
    re.I,
)
_RECORDS = re.compile(
    r"\s+(?P<unit>(?:(?!(?:of|to|in|from|for|and|the|per|who|with|by|on|at)\b)[a-z][\w’'-]*\s+){0,3}?(?:cases"
    r"|(?:case )?files"
    r"|records|complaints|reports|documents|deaths|inspections|applications|incidents|referrals|posts|places|beds|cells"
    r"|signatures|followers|copies|assessments|plans|studies|papers|articles|recommendations|questions|assaults|books"
    r"|vacancies|calls|sentences|recalls|releases|interventions))\b",
    re.I,
)
_N_IS = re.compile(r"\b(?:n|base(?: size)?|sample(?: size)?|respondents|participants)\s?(?:[=≈:~]|was|of)\s?$", re.I)
_SAMPLE = re.compile(
    r"\b(?:sample(?: size)?|total(?: number)?(?: of (?:participants|respondents|interviewees))?|cohort|sub-sample)"
    r"(?:\s(?:was|is|of|totall?ed|comprised|numbered|stood at|came to)|:)?(?: then| therefore)?(?: of)?\s+$",
    re.I,
)
_LABEL = re.compile(rf"\b(?P<unit>{NOUN})(?P<between>(?:\s+(?!\d)[\w’'-]+){{0,5}})\s*(?P<mark>\(|[:–—-]|,)\s*$", re.I)
_ITEM = re.compile(
    rf"(?:^|[;:•|\n(]|, |\band )\s*(?P<unit>(?:(?!\d)[\w’'&-]+\s+){{0,4}}?{NOUN})(?:\s+in (?:prison|custody)"
    rf"|\s+released)?"
    r"\s*(?:\.{2,}|[×x=])?\s*$",
    re.I,
)
"""An item of a list with its number after it: "prison officers 11; ex-prisoners × 4"."""

_NUMBERED_NOUN = re.compile(rf"\b(?P<unit>{NOUN}) (?:numbered|totall?ed|amounted to|came to)\s+$", re.I)
_BARE_END = re.compile(r"\s*(?:\)|[,;.•]|$|in (?:all|total)\b|altogether\b|(?:were|was|in) (?:all|number)\b|\()", re.I)
_LEFT_OUT = re.compile(
    r"\s+(?:(?:also|then|later|all|each|both|now) )?(?:who|whom|who[’']d|were|was|had|have|took|said|told|answered"
    r"|replied|responded"
    r"|agreed|came|went|gave|wrote|returned|completed|participated|attended|described|did|in (?:all|total|number"
    r"|prison|custody|jail|the community)\b"
    r"|altogether|sent|joined|spoke|volunteered|filled|kept|shared|contributed|from|at|on|with|by|male|female)\b",
    re.I,
)
_IN_ALL = re.compile(r"\s+(?:in (?:all|total|number)|altogether)\b", re.I)
_ITEM_END = re.compile(r"\s*(?:[,;.•|)\n]|$|and\b)", re.I)
_GOES_ON = re.compile(
    r"\s+(?:who|whom|who[’']d|at|on|under|from|in|with|by|male|female|living|held|serving|aged)\b", re.I
)
_ALSO = re.compile(r"(?:\band|\bplus|\bfurther|\banother|\badditional|,)\s*$", re.I)
_THING_BEFORE = re.compile(
    r"\b(?:(?P<answers>interviews|surveys|questionnaires|responses|submissions|letters|replies|returns|forms"
    r"|attendances|diaries)"
    r"|(?P<sites>prisons|sites|groups|sessions|workshops|organisations|services|teams|establishments|departments"
    r"|meetings)"
    r"|(?P<records>cases|files|records|reports|documents|deaths|studies|papers|complaints|inspections|articles"
    r"|incidents"
    r"|qualitative data|data))\s*\((?:n|N)\s?[=≈:]\s?$"
)
_HEARD_AFTER = re.compile(r"[^.]{0,20}\b(?:interviewees|participants|respondents)\b", re.I)
_GIVEN = re.compile(r"\b(?:interviews|surveys|questionnaires|responses|submissions|replies|returns)\b", re.I)
_THING_ROLES = {"answers": NumberRole.ANSWERS, "sites": NumberRole.SITES, "records": NumberRole.RECORDS}
_ANY_PEOPLE = re.compile(rf"(?<![\w-]){NOUN}(?![\w-])(?!\s+(?:{_THINGS})\b)(?!['’]s?\s)", re.I)

_PERCENT = re.compile(r"\s?(?:%|per ?cent\b|percentage)", re.I)
_MONEY = re.compile(r"[£$€]\s?$")
_MONEY_AFTER = re.compile(r"\s+(?:pounds?|pence|dollars|euros?)\b", re.I)
_AGE = re.compile(
    r"(?:\baged?(?: (?:between|from|over|under|of))?|\bover the age of|\bage(?:d|s)? (?:range )?(?:from|of)?"
    r"|mean age(?: was| of)?)"
    r"[\s:]*$",
    re.I,
)
_OLDER = re.compile(rf"\b{NOUN} (?:over|under|above|older than|younger than)\s$", re.I)
_AGE_AFTER = re.compile(r"(?:-?\s?years?[- ]olds?\b|s\b|\s+years? of age)", re.I)
_AGES = re.compile(r"\b(?:mean|median|average) of\s$|\b(?:aged?|ages)\b[^.;:,]{0,40}\b(?:and|to|or)\s$", re.I)
_DURATION = re.compile(
    r"[\s-]+(?:(?:more|further|whole|full|long|consecutive|calendar|working) )?(?:years?|months?|weeks?|days"
    r"|hours?|minutes?"
    r"|nights|times|pages|words|miles|metres|points|degrees|o’clock|am|pm|lots)\b",
    re.I,
)
_RATIO_BEFORE = re.compile(rf"\b{NUMBER} (?:in|out of)(?: every)?\s+$", re.I)
_RATIO_AFTER = re.compile(
    rf"\s+(?:in|out of)(?: every)?\s+{NUMBER}\b(?!\s+(?:prisons|sites|areas|groups|sessions|establishments|of)\b)", re.I
)
_A_RATIO = re.compile(rf"\s+(?:to|for every|for each|per)\s+(?:every |each )?(?:{NUMBER}|an?)\s+[a-z]", re.I)
_OF_A_RATIO = re.compile(
    rf"\b(?:{NUMBER}|for (?:every|each)) (?:[\w’'-]+ )?(?:to|for every|for each|per)\s+(?:every |each )?$"
    rf"|\bfor every\s+$",
    re.I,
)
_PER = re.compile(r"\b(?:per|for every)\s+$", re.I)
_FRACTION = re.compile(r"[- ](?:thirds?|quarters?|fifths?|tenths?|halves)\b", re.I)
_NUMBERED = re.compile(
    r"\b(?:year|grade|band|category|chapter|table|figure|fig\.?|section|page|pages|pp?\.|part|level|stage|wave"
    r"|phase|wing"
    r"|group|cohort|recommendation|paragraph|appendix|annex|volume|vol\.?|no\.?|number|participant|interview"
    r"|respondent|question"
    r"|q|day|week|step|room|cell|unit|tier|version|edition|objective|article|rule|note|prison|officer|theme|strand"
    r"|case)"
    r"(?:\s[a-z])?\s?$",
    re.I,
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun"
    r"|jul|aug"
    r"|sept?|oct|nov|dec)"
)
_DATE = re.compile(rf"\b{_MONTH}\.?,?\s$", re.I)
_DATE_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s+{_MONTH}\b", re.I)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_YEAR_BEFORE = re.compile(r"(?:^|\b)(?:in|since|by|until|during|of|the|our|and|to|from|early|late)\s$", re.I)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts. `role` TOTAL stands for people, who may be the total; any other is no total.

    `unit` is the noun as printed; `end` where the noun ends; `of` the number it is a part of. `left_out` tells of a
    noun that stands elsewhere; `stated` of words such as "n =" or "sample of" before it; `does` of a verb right after
    it ("three agreed"); `of_them` of "of them".
    """

    role: NumberRole
    unit: str
    end: int
    of: int | None = None
    left_out: bool = False
    stated: bool = False
    of_them: bool = False
    does: bool = False


def counted(spoken: str, figure: Figure, before_it: str) -> Counted | None:
    """What the number counts in the sentence `spoken`; None for what counts nothing (dates, durations, "table 3").

    `before_it` is the text of the passage before the sentence: a noun that is left out is looked for there.
    """
    before = spoken[: figure.start]
    bare = without_exactness(before)
    if (no_count := _no_people(spoken, figure, bare)) is not None:
        return no_count[0] if no_count else None
    if part := _PART_OF.match(spoken, figure.end):
        of = value_of(part["of"])
        if not part["unit"] and (other := _thing_at(spoken, part.end())):
            return Counted(other[0], "", other[1].end())
        if of > figure.n:
            unit = part["unit"] or _last(before_it + before) or _following(spoken, part.end())
            return Counted(NumberRole.SUB_GROUP, unit or "people", part.end(), of=of, left_out=not part["unit"])
    if _OF_US.match(spoken, figure.end):
        return Counted(NumberRole.TOTAL, "people", figure.end + 6, left_out=True, stated=True)
    if of_those := _OF_THOSE.match(spoken, figure.end):
        return Counted(NumberRole.TOTAL, "people", of_those.end())
    role, thing = _thing_at(spoken, figure.end) or (NumberRole.UNCLEAR, None)
    people = _PEOPLE.match(spoken, figure.end)
    if people and (thing is None or people.end() <= thing.end() or thing.end() >= people.start("noun") - 1):
        if _A_RATIO.match(spoken, people.end()) or _OF_A_RATIO.search(bare[-60:]):
            return Counted(NumberRole.UNCLEAR, people["noun"], people.end())
        unit = " ".join((people["adjectives"] + people["noun"]).split())
        return Counted(NumberRole.TOTAL, unit, people.end())
    if thing is not None:
        return Counted(role, " ".join(thing["unit"].split()), thing.end())
    return _without_noun(spoken, figure, bare, before_it)


_UNITS = {
    NumberRole.PERCENTAGE: "per cent",
    NumberRole.MONEY: "pounds",
    NumberRole.AGE: "years of age",
    NumberRole.YEAR: "years",
}


def _thing_at(spoken: str, at: int) -> tuple[NumberRole, re.Match[str]] | None:
    """The nearest noun after a place that is not for people, and what its number counts."""
    tables = ((NumberRole.ANSWERS, _ANSWERS), (NumberRole.SITES, _SITES), (NumberRole.RECORDS, _RECORDS))
    found = [(role, match) for role, nouns in tables if (match := nouns.match(spoken, at))]
    return min(found, key=lambda thing: thing[1].end(), default=None)


def _no_people(spoken: str, figure: Figure, bare: str) -> tuple[Counted, ...] | None:
    """None when the number may count people; else what it counts, which may be nothing."""
    n, end = figure.n, figure.end

    def of(role: NumberRole) -> tuple[Counted, ...]:
        return (Counted(role, _UNITS[role], end),)

    if _PERCENT.match(spoken, end):
        return of(NumberRole.PERCENTAGE)
    if _MONEY.search(bare) or _MONEY_AFTER.match(spoken, end):
        return of(NumberRole.MONEY)
    if n <= 100 and (_AGE.search(bare) or (_OLDER.search(spoken[: figure.start]) and not _PEOPLE.match(spoken, end))):
        return of(NumberRole.AGE)
    if n <= 100 and (_AGE.search(bare) or _AGES.search(bare[-60:]) or _AGE_AFTER.match(spoken, end)):
        return of(NumberRole.AGE)
    is_year = _YEAR.fullmatch(spoken[figure.start : end]) or (figure.low and _YEAR.fullmatch(str(figure.low)))
    if is_year and (_YEAR_BEFORE.search(bare) or not _PEOPLE.match(spoken, end)):
        return of(NumberRole.YEAR)
    if (
        _RATIO_BEFORE.search(bare[-60:])
        or _PER.search(bare)
        or _RATIO_AFTER.match(spoken, end)
        or _FRACTION.match(spoken, end)
    ):
        return ()
    numbered = n < 1000 and _NUMBERED.search(bare[-30:])
    if numbered and not _PEOPLE.match(spoken, end):
        return ()
    if n <= 31 and (_DATE.search(bare[-14:]) or _DATE_AFTER.match(spoken, end)):
        return ()
    if _DURATION.match(spoken, end):
        return ()
    return None


def _without_noun(spoken: str, figure: Figure, bare: str, before_it: str) -> Counted | None:
    """A number whose noun stands before it, or is left out."""
    end = figure.end
    stated = bool(_N_IS.search(spoken[: figure.start]) or _SAMPLE.search(bare))
    if stated and (thing := _THING_BEFORE.search(spoken[: figure.start])):
        return Counted(_THING_ROLES[thing.lastgroup or ""], thing.group().strip(" ("), end)
    label = _LABEL.search(bare)
    if label and label["mark"] != "," and _BARE_END.match(spoken, end):
        return Counted(NumberRole.TOTAL, label["unit"], end, left_out=True, stated=stated)
    if said := _NUMBERED_NOUN.search(bare):
        return Counted(NumberRole.TOTAL, said["unit"], end, left_out=True, stated=True)
    if (item := _ITEM.search(bare)) and _ITEM_END.match(spoken, end):
        return Counted(NumberRole.TOTAL, " ".join(item["unit"].split()), end, left_out=True)
    if stated:
        clause = bare[max(bare.rfind(sign) for sign in ";.") + 1 :]
        told = _HEARD_AFTER.match(spoken, end)
        if (given := _GIVEN.search(clause)) and not told and not _last(clause[given.start() :]):
            return Counted(NumberRole.ANSWERS, given.group(), end)
        unit = (
            _last(clause)
            or ("people" if is_of_lived(clause) else "")
            or _following(spoken, end)
            or _last(bare)
            or _last(before_it)
        )
        unit = unit or ("people" if _SAMPLE.search(bare) else "")
        return Counted(NumberRole.TOTAL, unit, end, left_out=True, stated=True)
    if _OF_THEM.match(spoken, end):
        unit = _last(before_it + bare)
        return Counted(NumberRole.TOTAL, unit, end, left_out=True, of_them=True) if unit else None
    left_out = _LEFT_OUT.match(spoken, end) or (_ALSO.search(bare) and _GOES_ON.match(spoken, end))
    if left_out:
        if _IN_ALL.match(spoken, end) and (role := _thing_left_out(bare)):
            return Counted(role, "", end, left_out=True)
        unit = _last(before_it + bare) or _following(spoken, end) or ("people" if "who" in left_out.group() else "")
        return Counted(NumberRole.TOTAL, unit, end, left_out=True, does=not _GOES_ON.match(spoken, end))
    return None


def _thing_left_out(bare: str) -> NumberRole | None:
    """What is left out of "group discussions, nine in all", when the last noun of the sentence is of no people."""
    start = bare.rfind(" ", 0, max(0, len(bare.rstrip(" ,;:–—(")) - 40)) + 1
    bare = bare.rstrip(" ,;:–—(")
    tables = ((NumberRole.ANSWERS, _ANSWERS), (NumberRole.SITES, _SITES), (NumberRole.RECORDS, _RECORDS))
    return next(
        (role for role, nouns in tables if any(m.end() == len(bare) for m in nouns.finditer(bare, start))), None
    )


def _last(text: str) -> str:
    """The last noun for people in a text."""
    found = _ANY_PEOPLE.findall(text[-250:])
    return str(found[-1]) if found else ""


def _following(spoken: str, end: int) -> str:
    """The noun of "(N=212) were male prisoners"."""
    found = _ANY_PEOPLE.search(spoken, end, end + 60)
    return found.group() if found else ""
