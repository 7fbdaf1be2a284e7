"""Quotes in passages: where they stand, who speaks, and that staff never pass as lived experience."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.heard import with_voices
from compendium.ingest.quotes import find_quotes
from compendium.model.document import Account, Passage, PassageKind, Voice

VOICES = Path(__file__).parents[3] / "benchmarks" / "description" / "wordings" / "voices.jsonl"
LIVED, STAFF, FAMILY, UNKNOWN = Voice.LIVED_EXPERIENCE, Voice.STAFF, Voice.FAMILY, Voice.UNKNOWN


def quotes_in(text: str, kind: PassageKind = PassageKind.PARAGRAPH) -> list[tuple[str, Voice, str]]:
    return [(text[q.start : q.end], q.voice, q.attribution) for q in find_quotes(text, kind)]


@pytest.mark.parametrize(
    ("label", "voice"),
    [
        ("Male, 43, approved premises", LIVED),
        ("Participant 12, HMP Example", UNKNOWN),
        ("Participant 12, aged 20, HMP Example", LIVED),
        ("Person on probation", LIVED),
        ("Woman in prison", LIVED),
        ("Young adult, HMYOI Example", LIVED),
        ("Former prisoner", LIVED),
        ("Lived experience forum member", LIVED),
        ("Prison officer, HMP Example", STAFF),
        ("Female officer", STAFF),
        ("Prisoner custody officer", STAFF),
        ("Offender manager", STAFF),
        ("Women’s support worker", STAFF),
        ("Head of safety", STAFF),
        ("OMU", STAFF),
        ("Prison chaplain", STAFF),
        ("Wife of a prisoner", FAMILY),
        ("Visitor, HMP Example", FAMILY),
        ("Mother", UNKNOWN),
        ("Mother, HMP Example", UNKNOWN),
        ("Participant 5", UNKNOWN),
        ("Peer worker", UNKNOWN),
        ("Peer mentor and prisoner", UNKNOWN),
        ("Lived experience practitioner", UNKNOWN),
        ("Prisoner and officer", UNKNOWN),
        ("Volunteer, HMP Example", UNKNOWN),
        ("HMP Example", UNKNOWN),
        ("Woman, 52, now living in the community", LIVED),
        ("Former prisoner, now probation officer", UNKNOWN),
        ("Former prisoner, now chief executive", UNKNOWN),
        ("Woman, 39, mother of three", LIVED),
        ("Woman, 39, mother of two boys in prison", FAMILY),
        ("Survey response, HMP Example", UNKNOWN),
        ("Staff survey response, HMP Example", STAFF),
        ("Forum 1, HMP Example", UNKNOWN),
        ("Prisoner survey response, HMP Example", LIVED),
        ("council rep, HMP Example", LIVED),
        ("Council rep, Example Borough", UNKNOWN),
        ("Letter, HMP Example", UNKNOWN),
        ("Letter from the governor, HMP Example", STAFF),
        ("‘Robin’, 44", LIVED),
        ("‘Robin’, 44, officer", STAFF),
        ("P22, one-to-one interview", UNKNOWN),
    ],
)
def test_the_voice_of_an_attribution(label: str, voice: Voice) -> None:
    text = f"“It took me a long time to trust them.” ({label})"
    assert quotes_in(text) == [("It took me a long time to trust them.", voice, label)]


SAID_BY_OTHERS_OR_IN_DOUBT = (
    # staff, of all grades and by all nicknames
    "Female, occupational therapist",
    "Male, SO, HMP Example",
    "Woman, 41, Band 5",
    "Man, 50, gate staff",
    "Male screw",
    "Female CSO, HMP Example",
    "Male, 29, dog handler",
    "Woman, OSG",
    "Male wing rep of the officers",
    "Man, 44, HMP Example Reception",
    "Woman, 38, drug strategy",
    "Male, No. 1 grade",
    "Female, 33, healthcare",
    "Male, HMP Education",
    "Man, 20 years’ service",
    "Man, 20 years in the job",
    "Prisoner officer",
    "Resident GP",
    "P7, band 4",
    "Participant 9, OMU, HMP Example",
    "Female, link worker, HMP Example",
    "Male, physical education",
    # institutions, services and charities
    "Young Offender Institution, Example",
    "Operational support, HM Young Offender Institution Example",
    "Offender Personality Disorder Pathway",
    "Offender Supervision",
    "Prisoner Casework",
    "Prisoners Abroad",
    "Women in Prison",
    "Women in Custody, London",
    "Woman, 40, Women in Prison",
    "Youth Offending Service",
    "Children’s Commissioner",
    "Men’s services",
    "Woman, 35, Example Trust",
    "Ex-offender, Example House Trust",
    "Service User Council",
    "Man, 34, Serco",
    # relatives, friends and visitors
    "Friend of a lifer",
    "Best friend of a man in prison",
    "Dad of a young offender",
    "Nan of a prisoner, HMP Example",
    "Stepmother of an inmate",
    "Mum of a service user",
    "Cousin of someone in prison",
    "Lifer’s girlfriend",
    "Inmate’s neighbour",
    "Carer for a former prisoner",
    "Girl, 9, HMP Example",
    "Boy, 12",
    "Woman, 30, visiting her son",
    "Woman, 44, boyfriend in prison",
    "Woman, married to a prisoner",
)


@pytest.mark.parametrize("label", SAID_BY_OTHERS_OR_IN_DOUBT)
def test_a_label_with_any_word_that_is_not_plain_is_never_lived_experience(label: str) -> None:
    for text in (
        f"“It took me a long time to trust them.” ({label})",
        f"One woman said: “It took me a long time to trust them.” ({label})",
        f"“It took me a long time to trust them.” – {label}",
    ):
        assert LIVED not in [voice for _, voice, _ in quotes_in(text)]


@pytest.mark.parametrize(
    "lead",
    [
        "A woman from the health team said",
        "One man who drives the van told us",
        "The woman behind the glass said",
        "The man said",
        "One woman on the security desk explained",
        "A young woman in the library told us",
        "A man with keys said",
        "One man, the barber, said",
        "One woman (a paramedic) told us",
        "One man said that after years in his job",
        "One woman who visits every week said",
        "A friend of one resident said",
        "The mother of someone on remand told us",
        "Children told us",
        "Prisoners described being sworn at",
        "Women described what they would hear at night",
        "Men said the usual answer was",
        "One prisoner recalled the reply",
        "Residents said they were told",
        "Prisoners said that they would say",
        "Prisoners are described as",
        "One woman recalled the first words of the day",
        "One man said somebody had shouted",
        "Women in Prison said",
    ],
)
def test_a_lead_in_with_another_person_or_what_was_heard_is_never_lived_experience(lead: str) -> None:
    for text in (
        f"{lead}: “You will wait until I am ready for you.”",
        f"“You will wait until I am ready,” {lead[0].lower() + lead[1:]}.",
    ):
        assert LIVED not in [voice for _, voice, _ in quotes_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"“It took me a long time to trust them.” ({label})"
            for label in (
                "Prisoner",
                "Former prisoner, 51",
                "Resident, HMP Example",
                "Lifer, HMP Example",
                "Man in prison",
                "Woman on licence, 34",
                "Male, 43, HMP Example",
                "Female, HMP Example",
                "Black woman, 27, HMP Example",
                "Man, 26, HMP & YOI Example",
                "Boy, 16, HMYOI Example",
                "Man, 19, HM Young Offender Institution Example",
                "Woman, 52, serving eight years",
                "Man, 33, life sentence",
                "Man, 33, recalled in 2021",
                "Woman, 24, first sentence",
                "Participant 26, on remand",
                "Participant 7, first time in prison",
                "Person with lived experience of prison",
                "Resident, 51, Example House",
            )
        ),
        *(
            f"{lead}: “I waited six weeks for it.”"
            for lead in (
                "Prisoners told us",
                "Several residents explained",
                "One man in prison said",
                "One young woman told us",
                "Some women we spoke to said",
                "A man at HMP Example put it this way",
                "One man, recalled twice, said",
                "As one former prisoner said",
                "Many Black and Asian men said",
                "One prisoner said he had given up because",
            )
        ),
    ],
)
def test_plain_words_are_lived_experience(text: str) -> None:
    assert [voice for _, voice, _ in quotes_in(text)] == [LIVED]


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("“I waited six weeks for it.” – Resident, HMP Example", "Resident, HMP Example"),
        ('"I waited six weeks for it." - Resident, HMP Example', "Resident, HMP Example"),
        ("“I waited six weeks for it.”\nResident, HMP Example", "Resident, HMP Example"),
        ("“I waited six weeks for it.”\n– Resident\nHMP Example", "Resident\nHMP Example"),
        ("One prisoner told us: “I waited six weeks for it.”", "One prisoner told us"),
        ("“I waited six weeks for it.”12 (Resident)", "Resident"),
        ("As one young man said, “I waited six weeks for it.”", "As one young man said"),
        ("A comment from a prisoner: “I waited six weeks for it.”", "A comment from a prisoner"),
        ("In one prison, several women said ‘I waited six weeks for it.’", "In one prison, several women said"),
    ],
)
def test_where_an_attribution_may_stand(text: str, attribution: str) -> None:
    assert quotes_in(text) == [("I waited six weeks for it.", LIVED, attribution)]


def test_a_tag_after_the_quote() -> None:
    text = "“We are short of staff here,” said one officer. It was late."
    assert quotes_in(text) == [("We are short of staff here,", STAFF, "said one officer")]


def test_he_or_she_is_the_one_person_of_the_sentence_before() -> None:
    text = "One prisoner had been there for years. “I wake at eight,” he said. “Nobody asks me why.”"
    assert [(words, voice) for words, voice, _ in quotes_in(text)] == [
        ("I wake at eight,", LIVED),
        ("Nobody asks me why.", LIVED),
    ]
    text = "The chaplain put it down to habit. “I wake at eight,” she said. “Nobody asks me why.”"
    assert [voice for _, voice, _ in quotes_in(text)] == [STAFF, STAFF]


def test_its_own_attribution_goes_before_the_lead_in_of_the_quote_above() -> None:
    text = (
        "Grandmother visiting: “She sat on my knee all day.”\n“Staff learned the kids’ names.”\nWoman, 27, HMP Example"
    )
    assert [voice for _, voice, _ in quotes_in(text)] == [FAMILY, LIVED]


def test_a_lead_in_speaks_for_the_quotes_below_it() -> None:
    text = "Prisoners told us:\n“The food comes cold.”\n“Nobody answers the bell.”"
    assert [voice for _, voice, _ in quotes_in(text)] == [LIVED, LIVED]


@pytest.mark.parametrize(
    "text",
    [
        "One prisoner told us what an officer had said: “You will never get out of here.”",
        "A notice to prisoners said: “All cells must be kept clean today.”",
        "One man described how he was told “you are not going home today”.",
        "One man received a letter saying “your visit is cancelled today”.",
        "Prisoners told us: “I do my best for them.” (Officer)",
        "Support for women: “We offer a full service to all.”",
        "“I had no help at all.” One prisoner said the food was cold.",
        "Officer\n“I do what I can for them.”\nPrisoner\n“They never do a thing here.”\nNurse",
        "Officer\n“I do my best for them.”\nOfficer\n“We have no time here.”\nPrisoner",
        "“I do my best for them here.”\nPrisoner\n“They never do a thing here.”",
        "One man described an officer. “I try my best for them,” he said.",
        "One woman told us about her mum. “You will be fine in there,” she said.",
        "Men praised the gym. “I open it at eight every day,” he said.",
        "One man liked the gym. “I open it at eight every day,” she said.",
        "One woman was helped by Dawn. “I open it at eight every day,” she said.",
        "One prisoner said: “I open it at eight every day.”\nOfficer, HMP Example.",
        "One prisoner said: “I open it at eight every day.” – Prison librarian",
        "One prisoner said: “I open it at eight every day.” Prison librarian",
        "One prisoner said: “I open it at eight every day.”\n\nPrison librarian",
        "Prisoners were cross. “I open it at eight every day,” said one.\nOfficer, HMP Example",
        "“I open it at eight every day,” said one prisoner. (Officer, HMP Example)",
        "“I open it at eight every day,” said one prisoner. – Wife of a prisoner",
        "“I open it at eight every day.”\nOne man’s first Friday",
        "“I open it at eight every day.”\nWhere the money went: one woman’s week",
    ],
)
def test_never_lived_experience_in_doubt(text: str) -> None:
    voices = [voice for _, voice, _ in quotes_in(text)]
    assert voices and LIVED not in voices


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “front door” is open.",
        "Services ‘require improvement to be good’.",
        "See “A Joint Inspection of Youth Offending Services”.",
        "The prisoners’ own views and the officers’ views differ.",
        "He was 6' 2\" tall and she was not.",
        "“never closed and so never ending",
    ],
)
def test_not_quotes(text: str) -> None:
    assert quotes_in(text) == []


def test_a_quote_of_several_paragraphs_is_one() -> None:
    text = "“I went in at nineteen.\n“I came out at forty.” (Man on licence)"
    assert quotes_in(text) == [("I went in at nineteen.\n“I came out at forty.", LIVED, "Man on licence")]


def test_apostrophes_do_not_close_single_marks() -> None:
    text = "‘It wasn’t the prisoners’ own fault, it’s how it’s run,’ said one woman."
    assert quotes_in(text)[0][0] == "It wasn’t the prisoners’ own fault, it’s how it’s run,"


def test_a_block_quote_without_marks() -> None:
    before = "Lived experience forum member:\nShe goes above and beyond for me."
    after = "She goes above and beyond for me.\n– Person on probation"
    assert quotes_in(before, PassageKind.QUOTE) == [
        ("She goes above and beyond for me.", LIVED, "Lived experience forum member")
    ]
    assert quotes_in(after, PassageKind.QUOTE) == [("She goes above and beyond for me.", LIVED, "Person on probation")]


def test_a_line_below_a_quote_that_no_rule_can_read_leaves_the_voice_unknown() -> None:
    ((_, voice, _),) = quotes_in("One woman said: “They never once asked me what I read.”\nLibrarian")
    assert voice is UNKNOWN
    ((_, voice, _),) = quotes_in(
        "One woman said: “They never once asked me what I read.”\nIt was the same on the other wing."
    )
    assert voice is LIVED


marks = "“”‘’\"'\n()1…"
words = (": ", ", ", ". ", " – ", "I was never told why ", "Officer", "Prisoner", "one man said", "Male, 43")
pieces = st.sampled_from([*marks, *words])


@given(st.lists(pieces, max_size=30).map("".join), st.sampled_from(PassageKind))
def test_quotes_are_slices_in_order(text: str, kind: PassageKind) -> None:
    end = 0
    for quote in find_quotes(text, kind):
        assert end <= quote.start < quote.end <= len(text)
        words = text[quote.start : quote.end]
        assert words == words.strip() and len(words.split()) >= 2
        assert quote.attribution in text
        end = quote.end


@given(st.text(alphabet="“”‘’\"'\n ab.(),:I", max_size=80))
def test_odd_text_never_fails(text: str) -> None:
    for quote in find_quotes(text, PassageKind.PARAGRAPH):
        assert 0 <= quote.start < quote.end <= len(text)


BESIDE_PRISONERS = (
    "Remand officer, HMP Example",
    "Remand unit officer",
    "Category C prison officer",
    "Category B prison, custodial manager",
    "Life-sentenced prisoner unit manager",
    "IPP prisoner caseworker",
    "IPP lead, HMP Example",
    "Serving prison officer",
    "Serving police officer, 41",
    "Serving governor",
    "Long-term prisoner unit nurse",
    "Foreign national prisoner coordinator",
    "Prisoner learning manager",
    "Prison learner support assistant",
    "Prison learning mentor",
    "Prisoner letter-writing volunteer",
    "Letter to a prisoner from his solicitor",
    "Prisoner A's keyworker",
    "Prisoner B’s mother",
    "Veteran, prison officer",
    "Veterans in custody officer",
    "Veteran, volunteer visitor",
    "Segregation unit officer, HMP Example",
    "Man working in the segregation unit",
    "Woman on the wing team",
    "Man, wing staff, HMP Example",
    "Woman, mother and baby unit manager",
    "Mother and baby unit nursery nurse",
    "Nursery worker, mother and baby unit",
    "Woman running the mother and baby unit",
    "Man, supported housing provider",
    "Woman, 45, supported housing",
    "Manager, supported housing",
    "Approved premises manager, 52",
    "Approved premises night staff",
    "Woman, approved premises keyworker",
    "Man on secondment to probation",
    "Woman on the probation team",
    "Probation officer for people on post-sentence supervision",
    "Community order supervisor",
    "Unpaid work supervisor, community order",
    "Woman supervising a community order",
    "Man, community payback supervisor",
    "Former prisoner, now mentor",
    "Former prisoner, peer researcher",
    "Former prisoner who now works as an officer",
    "Ex-offender employed by the prison",
    "Ex-prisoner and drugs worker",
    "Former resident, now keyworker",
    "Prison leaver, housing caseworker",
    "Prison leavers’ project manager",
    "Prison leaver and trustee",
    "Prison visitor, 68",
    "Official prison visitor",
    "Prison visitors’ centre manager",
    "Visitor to a man in prison",
    "Woman visiting her partner in prison",
    "Man, 60, visiting his son in custody",
    "Girlfriend of a prisoner due for release",
    "Partner, due for release party",
    "Researcher, prison interview",
    "Interviewer, HMP Example",
    "Researcher formerly in prison",
    "Prison researcher, 34",
    "Employer of people on licence",
    "Man who employs people on licence",
    "Managing director, employs prison leavers",
    "Woman, 50, employs former prisoners",
    "Landlord to prison leavers",
    "Chaplain to people on remand",
    "Friend of a man on remand",
    "Solicitor for a remand prisoner",
    "Teacher of prisoners, open conditions",
    "Librarian, open prison",
    "Gym instructor, category C prison",
    "Officer who had been a prisoner of war",
    "Boy, 9, sister in prison",
    "Girl, 14, mother in prison",
    "Woman, husband serving life",
    "Woman, 33, partner on remand",
    "Man, 41, brother on licence",
    "Nurse, after release",
    "Woman, 52, service manager on release from prison",
    "Custody sergeant, 44",
    "Man in custody suite uniform",
    "Woman, court custody",
    "Detained patient’s nurse",
    "Detention custody officer",
    "Man, double glazing firm",
    "Woman, north-east region manager",
    "Regional lead, north-east region",
)
"""Staff, volunteers, employers, researchers, visitors, relatives, and those who have been prisoners, with words of
prisoners in their labels."""


@pytest.mark.parametrize("label", BESIDE_PRISONERS)
def test_words_of_prison_in_a_label_are_not_enough(label: str) -> None:
    said = "“It took me a long time to trust them.”"
    for text in (
        f"{said} ({label})",
        f"{said} – {label}",
        f"{said} {label}",
        f"{said}\n{label}",
        f"{label}: {said}",
        f"One woman said: {said} ({label})",
    ):
        assert LIVED not in [voice for _, voice, _ in quotes_in(text)], text


@pytest.mark.parametrize(
    "text",
    [
        "Officers were proud of the scheme. “I see them change in front of me,” said one.",
        "Prisoners respected the two officers who ran it. “I only do my job,” said one.",
        "Women spoke of volunteers who came on Sundays. “I come for the singing,” said one.",
        "Prisoners praised the chaplains. “I am here for all of them,” one told us.",
        "Men had wives who travelled far. “I leave at five in the morning,” said one.",
        "The men on the wing knew the nurses. As one put it, “I never get to sit down.”",
        "Prisoners and staff agreed. “It is better than it was before,” said one.",
        "Several people on probation had employers who knew. “I gave him a chance,” said one.",
        "“I do the rota for all of them,” one officer told us. “Nobody thanks me for it.”",
        "“My brother will not say what goes on,” one woman said. Her brother was serving six years.",
        "One woman’s partner was in prison. “I count the days until he is home,” she said.",
        "Her father had been sent to prison in May. “I stopped going to school then,” one girl said.",
        "Prisoners told us what the officers told them. As one put it, “You will do as you are told.”",
        "“I keep the books for the scheme,” a man at the wing office told us.",
        "The prisoners were with their families. “I hate leaving him there,” said one.",
        "Residents met the councillors. “I did not know this place was here,” said one.",
        "Many of the men had mentors. “I tell them what I wish I had known,” said one.",
        "Prisoners were taught by tutors from the college. “I love this class,” another said.",
        "Residents complained about the neighbours. “I cannot stand the noise they make,” said one.",
        "Prisoners met students from the university. “I had never been inside a prison,” said one.",
        "Men were visited by members of the public. “I was nervous when I came in,” said one.",
    ],
)
def test_one_of_them_may_be_one_of_others(text: str) -> None:
    voices = [voice for _, voice, _ in quotes_in(text)]
    assert voices and LIVED not in voices


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prisoners were sceptical. “It is the old scheme with a new poster,” said one.", LIVED),
        ("Several people on probation said that it was late. One remarked: “I waited two hours.”", LIVED),
        ("Probation officers were frank. “I know which ones I am not seeing,” said one.", STAFF),
        ("Families told us that it was hard. “I did every day of it with him,” said one.", FAMILY),
        ("“I can do it in ninety seconds,” one practitioner told us. “I would rather not.”", STAFF),
        ("“I never saw the form.” Category C prisoner", LIVED),
        ("“I never saw the form.”\n\nResident, Ashdene approved premises", LIVED),
        ("“I never saw the form.” (Man on licence, north-east region)", LIVED),
        ("“I never saw the form.” (Life-sentenced prisoner, 61)", LIVED),
        ("“I never saw the form,” a prisoner in the segregation unit told inspectors.", LIVED),
    ],
)
def test_speakers_known_from_the_words_around(text: str, expected: Voice) -> None:
    assert {voice for _, voice, _ in quotes_in(text)} == {expected}


def test_the_development_wordings() -> None:
    """No words of staff, family or others pass as lived experience; most speakers are told."""
    rows = [json.loads(line) for line in VOICES.read_text(encoding="utf-8").splitlines()]
    told = Counter((row["voice"], next((v for _, v, _ in quotes_in(row["text"])), UNKNOWN).value) for row in rows)
    assert not told["staff", "lived-experience"] and not told["family", "lived-experience"]
    # "Female, 34" and "Male, 50s, HMP X": an age and a prison are taken for a prisoner's, here as in the labels above.
    assert told["unknown", "lived-experience"] <= 2
    assert told["lived-experience", "unknown"] <= 0.2 * sum(n for (voice, _), n in told.items() if voice == LIVED)


VOICES2 = VOICES.with_name("voices2.jsonl")


def test_the_second_wordings() -> None:
    """No voice is wrong; nine in ten of those known are told."""
    rows = [json.loads(line) for line in VOICES2.read_text(encoding="utf-8").splitlines()]
    told = [(row["voice"], next((v for _, v, _ in quotes_in(row["text"])), UNKNOWN).value) for row in rows]
    assert all(seen in (truth, "unknown") for truth, seen in told)
    known = [seen for truth, seen in told if truth != "unknown"]
    assert known.count("unknown") <= 0.1 * len(known)


@pytest.mark.parametrize(
    ("label", "voice"),
    [
        ("Lifer Officer, HMP Example", STAFF),
        ("Keyworker, prisoner support team", STAFF),
        ("Tutor, prisoner education", STAFF),
        ("Victim contact officer", STAFF),
        ("Children and Families Manager", STAFF),
        ("Support worker, prisoner", UNKNOWN),
        ("Officer, former prisoner", UNKNOWN),
        ("Caseworker, who spent two years in prison", UNKNOWN),
        ("Victim of crime", UNKNOWN),
        ("Prisoner, C wing", LIVED),
        ("Prisoner, B wing office", UNKNOWN),
        ("Woman, 41, B wing", UNKNOWN),
        ("Person on probation, Eastshire", LIVED),
        ("Person on probation, Eastshire Trust", UNKNOWN),
        ("Former prisoner, Librarian", UNKNOWN),
        ("Council member, serving prisoner", LIVED),
        ("Friend of Sam, serving prisoner", UNKNOWN),
        ("Serving prisoner, volunteer", UNKNOWN),
        ("Darren, 31, on home detention curfew", LIVED),
        ("Librarian, who spent two years in prison", UNKNOWN),
        ("Darren, who spent two years in prison teaching", UNKNOWN),
        ("Girl, 13, in residential care", LIVED),
        ("Woman, 40, children’s home", UNKNOWN),
        ("Son, 12, mother in prison", FAMILY),
        ("Woman, 39, mum of Sam, on licence", UNKNOWN),
    ],
)
def test_jobs_relatives_and_prisoners_with_words_of_one_another(label: str, voice: Voice) -> None:
    assert [v for _, v, _ in quotes_in(f"“It took me a long time to trust them.” ({label})")] == [voice]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“Nothing works.” – Prisoner, HMP Example", ["Nothing works."]),
        ("One prisoner said: “It’s a joke.”", ["It’s a joke."]),
        ("“Fair enough” is what the form says. (Prisoner)", []),
        ("The sign said: “No entry here.”", []),
        ("One prisoner called it “bird”.", []),
    ],
)
def test_a_short_quote_needs_a_speaker(text: str, said: list[str]) -> None:
    assert [words for words, _, _ in quotes_in(text)] == said


def voices_in_report(*texts: str) -> list[Voice]:
    """The voices of the quotes in a report whose passages have these texts, in order."""
    made = [
        Passage(
            f"p{n}",
            PassageKind.PARAGRAPH,
            Account.UNKNOWN,
            (1,),
            (),
            text,
            quotes=find_quotes(text, PassageKind.PARAGRAPH),
        )
        for n, text in enumerate(texts)
    ]
    return [quote.voice for passage in with_voices(made) for quote in passage.quotes]


SURVEY_ANSWER = "“The form came back with a stamp on it.”\nSurvey response, HMP Example"
NUMBERED = "“The form came back with a stamp on it.” (Participant 7)"


@pytest.mark.parametrize(
    ("quoted", "method", "voice"),
    [
        (SURVEY_ANSWER, "In all, 64 prisoners filled in the survey. Nobody else was asked.", LIVED),
        (SURVEY_ANSWER, "In all, 64 prisoners filled in the survey.", UNKNOWN),
        (SURVEY_ANSWER, "The survey was sent to four prisons.", UNKNOWN),
        (SURVEY_ANSWER, "Prisoners filled in the survey. Officers returned the same survey.", UNKNOWN),
        (SURVEY_ANSWER, "Six people living in one prison wrote the survey with us.", UNKNOWN),
        (SURVEY_ANSWER, "The survey was filled in by visitors.", UNKNOWN),
        (NUMBERED, "Forty men in prison took part in an interview. We did not interview staff.", LIVED),
        (NUMBERED, "Forty men in prison took part in an interview. Ten staff were interviewed too.", UNKNOWN),
        (NUMBERED, "Forty people took part in an interview.", UNKNOWN),
    ],
)
def test_the_method_says_who_was_heard_so(quoted: str, method: str, voice: Voice) -> None:
    assert voices_in_report(method, quoted) == [voice]


@pytest.mark.parametrize(
    ("label", "voice"),
    [
        ("Man, 52, Mereside", LIVED),
        ("Nurse, Mereside", STAFF),
        ("Peer mentor, Mereside", UNKNOWN),
        ("Man, Laundry", UNKNOWN),
    ],
)
def test_a_town_that_the_report_names_elsewhere_says_nothing_of_the_speaker(label: str, voice: Voice) -> None:
    quoted = f"“The form came back with a stamp on it.” ({label})"
    assert voices_in_report("Half of them were living in Mereside.", quoted) == [voice]
    assert LIVED not in voices_in_report("Nothing more is known.", quoted)
