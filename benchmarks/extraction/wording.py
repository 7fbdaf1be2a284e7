"""Made-up sentences about life in prison and on probation: words and patterns of our own, combined at random.

Each pattern has a slot every few words, so that five words in a row hardly ever come up twice in one document.
"""

import random
import re

_WORDS = {
    "who": """prisoners, residents, officers, men, women, families, mothers, fathers, visitors, mentors, tutors,
        chaplains, nurses, cellmates, newcomers, veterans, governors, managers, volunteers, cleaners, cooks,
        orderlies, partners, grandparents, children, sisters, brothers, neighbours, employers, landlords,
        advisers, listeners, inspectors, trainees, apprentices, lifers, caseworkers, magistrates,
        solicitors, teachers, librarians, gardeners, painters, joiners, doctors, dentists, peers, friends,
        carers, guards, escorts, drivers""",
    "which": """older, younger, quiet, tired, anxious, experienced, settled, lonely, hopeful, recent, foreign,
        local, former, several, many, some, few, different, unsentenced, disabled, deaf, pregnant, homeless,
        careful, patient, kind, strict, newer, busy, remote""",
    "where": """wing, landing, workshop, kitchen, chapel, library, gate, yard, gym, laundry, classroom, visits hall,
        healthcare unit, reception, induction suite, garden, servery, segregation unit, hostel, probation
        office, court, dock, van, waiting room, first night centre, education block, exercise field,
        corridor, staircase, showers, canteen, hospital, bakery, print shop, barber's, polytunnel, music
        room, interview room, bail hostel, resettlement hub, farm, stores, boiler house, control room,
        sports hall, dining room, cell block, open estate, health centre, job club""",
    "what": """letter, phone call, form, appointment, mattress, blanket, kettle, television, jacket, towel,
        certificate, job offer, food parcel, prescription, diary, radio, pillow, photograph, menu, haircut,
        travel pass, bank account, birth certificate, tenancy, discharge grant, curfew tag, licence,
        sentence plan, release date, complaint, application, induction pack, timetable, key worker, cell
        bell, bunk, library book, workbook, drawing, guitar, calendar, newspaper, passport, sim card,
        rucksack, umbrella, razor, notebook, pencil, lamp, chair, fan, file, shift, uniform, bus ticket,
        reference, interview, referral, toothbrush""",
    "matter": """safety, trust, respect, food, noise, boredom, family contact, debt, bullying, education, housing,
        sleep, privacy, health, grief, shame, hope, work, money, drugs, violence, fairness, recall,
        supervision, routine, kindness, cleanliness, heating, staffing, racism, discipline, isolation,
        mental health, addiction, faith, friendship, parole, confidence, stigma, honesty, childhood,
        exercise, benefits, conflict, well-being, follow-up, in-cell study, paperwork, lateness, release,
        gambling, childcare, translation, loneliness, fire safety, self-respect, long-term planning, rent""",
    "said": """said, explained, felt, believed, remembered, reported, insisted, complained, agreed, thought,
        noticed, admitted, suggested, repeated, argued, confirmed, wrote, warned, hoped, feared, wished""",
    "did": """found, lost, shared, kept, wanted, refused, borrowed, mended, requested, described, missed, carried,
        hid, bought, offered, received, needed, returned, collected, accepted, guarded, valued, questioned,
        signed, delayed, cancelled, explained, praised, checked, opened, copied, swapped, counted, dropped,
        fetched""",
    "make": """raise, discuss, record, publish, improve, review, protect, explain, arrange, support, repair, fund,
        check, welcome, follow, measure, simplify, repeat, organise, confirm, restore, extend, monitor,
        test, translate, shorten""",
    "went": """waited, worked, walked, stood, slept, talked, sat, cried, laughed, studied, prayed, argued, trained,
        queued, rested, cooked, painted, listened, returned, arrived, stayed, gathered, hesitated, coped""",
    "how": """slowly, quietly, badly, often, rarely, patiently, openly, suddenly, alone, together, calmly,
        carefully, warmly, honestly, politely, twice, early, late, daily, hardly, proudly, nervously,
        firmly, gladly""",
    "like": """helpful, difficult, confusing, fair, slow, cold, crowded, calm, frightening, unpredictable,
        reasonable, dull, generous, useful, pointless, friendly, filthy, modern, broken, fragile, final,
        flexible, official, efficient, satisfying, demanding, gloomy, spotless, cramped, noisy, peaceful,
        stressful, ordinary, awkward, short, long, costly, reliable, humiliating, encouraging, muddled,
        thorough, patchy""",
    "when": """in the morning, after lock-up, at weekends, before the hearing, during induction, over Christmas, at
        night, on Mondays, most afternoons, after the move, in the first week, within a month, last winter,
        since spring, before breakfast, after roll check, during lockdown, for three weeks, in August, every
        other day, by the end of summer, throughout the year, at tea time, on arrival, near the end, for
        hours, within ten days, on bank holidays, after dark, during the strike, after a transfer, halfway
        through, under supervision, between meals, until Friday, before lunch, once a fortnight, twice a
        day, in November, since the fire""",
    "but": """but, although, because, while, since, unless, so, until, though, whereas""",
    "also": """However, Meanwhile, Elsewhere, Similarly, Still, Sometimes, Nevertheless, Overall, Afterwards,
        Instead, Usually, Indeed, Besides, Typically, Frequently, Fortunately, Sadly, Lately, Initially,
        Eventually""",
    "count": """two, three, four, five, six, seven, eight, nine, eleven, twelve, fifteen, twenty, thirty, forty""",
    "body": """governor, prison, probation service, head of healthcare, education provider, resettlement team,
        safety lead, regional director, catering manager, reception manager, housing adviser, chaplaincy,
        equality lead, contractor""",
}

_SENTENCES = """Which {who} {said} that the {where} was {like} {when}.|
{Also}, {which} {who} {did} a {what} near the {where}.|
{Who} in the {where} {went} {how}, {but} {who} {did} the {what} {how}.|
We heard {when} about {matter} and {matter} from {which} {who}.|
{Matter} mattered more than {matter} to {count} {who} on the {where}.|
{Which} {who} {did} their {what} {when}, {but} the {where} stayed {like}.|
A {like} {what} made {who} {how} {make} their {matter}.|
{Count} {who} {went} {how} beside the {where} {when}.|
The {like} {where} left {who} {like} about {matter}, and {which} {who} {went} {how}.|
{When}, {who} {said} {matter} had become {like}.|
{Who} and {who} {did} each {what} {how} {when}.|
{Also}, {matter} on the {where} seemed {like} {but} {which} {who} {went} {how}.|
No {what} arrived {when}, {but} {who} {did} another {what} from the {where}.|
{Which} {who} could {make} {matter}; {which} {who} could not.|
For {count} {which} {who}, {matter} began at the {where} with a {like} {what}.|
{Matter} and {matter} were {like} {when}, {who} {said}.|
{Who} {did} little {matter} {but} {which} {who} {how} {did} a {what}.|
One {like} {what}, {did} {when}, gave {who} {matter}.|
The {what} was {like}, the {where} {like}, and {who} {went} {when}.|
Without {matter}, {who} {said}, a {what} can hardly {make} {matter}."""

_SPOKEN = """I {went} {how} in the {where} and {who} {did} my {what} {when}.|
Nobody {did} me about {matter}, {but} my {what} was {like}.|
You {make} your {matter} {how}, or {who} {make} it for you.|
It felt {like} {when}, like a {like} {where} with no {matter}.|
My {what} got {did} {when} and {which} {who} just {went}.|
They {did} my {what}, {but} I never {did} any {matter}.|
{Matter}? {Who} {went} {how} and I {did} a {like} {what}.|
Without {which} {who} I would have {did} my {matter} {when}."""

_ADVICE = """The {body} should {make} {matter} on the {where} and {make} each {what} {when}.|
The {body} should {make} the {like} {what}, so that {who} can {make} {matter}.|
{Who} should {make} a {what} {when}, and the {body} should {make} {matter}.|
The {body} and {who} should {make} {like} {matter} at the {where} {when}."""

_POINTS = """{make} a {like} {what} for {which} {who} {when}|
{like} {matter} on the {where}, {did} by {who}|
{count} {who} who {did} a {what} {how}|
more {matter} {when}, less {matter} in the {where}|
a {what} that {who} {how} {did} {when}"""

_HEADINGS = """{Matter} and {matter}|{Matter} on the {where}|Life in the {where}|{Which} {who} and {matter}|
{Like} {matter}, {like} {matter}|Why {matter} was {like}|{Who} and their {what}|What {who} {said}|
{Matter} {when}|How {who} {did} {matter} in the {where}"""

_NOTES = """See {which} {who} on {matter}, chapter {count}.|A {what} {did} {when} is not counted here.|
{Count} {who} {did} this question {how}; {which} {who} did not.|
{Matter} here means {like} {matter} {when}, as {who} {did} it.|
The {where} was {like} {when}, so {who} {went} elsewhere."""

_CELLS = "{which} {who}|{matter}|{like} {what}|{who} who {did} a {what}|{matter} in the {where}|{how} {did} {matter}"

_SPEAKERS = """man, {where}|woman, {where}|man in his thirties|older woman|prisoner, {count} years in|man on remand|
resident, {where}|woman on licence|young adult, {where}|father of {count}|mother of {count}"""


_SLOT = re.compile(r"\{(\w+)\}")
_AN = re.compile(r"\b([Aa]) (?=[aeio]|un|umb)")
_LISTS = {name: [" ".join(entry.split()) for entry in text.split(",")] for name, text in _WORDS.items()}
_PATTERNS = {
    name: [" ".join(entry.split()) for entry in text.split("|")]
    for name, text in {
        "sentence": _SENTENCES,
        "spoken": _SPOKEN,
        "advice": _ADVICE,
        "point": _POINTS,
        "heading": _HEADINGS,
        "note": _NOTES,
        "cell": _CELLS,
        "speaker": _SPEAKERS,
    }.items()
}


def one(rng: random.Random, kind: str) -> str:
    """One sentence, heading, note or other text of that kind. A slot with a capital gets a word with a capital."""
    text = _SLOT.sub(lambda slot: _filled(rng, slot[1]), rng.choice(_PATTERNS[kind]))
    return _AN.sub(r"\1n ", text)


def several(rng: random.Random, kind: str, count: int) -> str:
    """So many sentences of that kind in a row."""
    return " ".join(one(rng, kind) for _ in range(count))


def _filled(rng: random.Random, slot: str) -> str:
    word = rng.choice(_LISTS[slot.lower()])
    return word[0].upper() + word[1:] if slot[0].isupper() else word


def vocabulary() -> set[str]:
    """All different words that fill slots."""
    return {word.lower() for entries in _LISTS.values() for entry in entries for word in entry.split()}
