"""Voices that the rest of a report settles, and that no report passes for one of prisoners alone that is not."""

import pytest

from compendium.ingest.paragraphs import Role, paragraph
from compendium.ingest.passages import passages
from compendium.model.document import Voice

LIVED, STAFF, UNKNOWN = Voice.LIVED_EXPERIENCE, Voice.STAFF, Voice.UNKNOWN
SURVEY, LETTER, FORUM = "Survey response, HMP Example", "Letter, HMP Example", "Forum 1, HMP Example"
GROUP, NUMBERED, INTERVIEW = "Focus group 2, HMP Example", "Participant 7, HMP Example", "Interview 9, HMP Example"


def voice_in_report(method: str, label: str) -> Voice:
    """The voice of a quote with this label in a report with this account of its method."""
    apart = "The building is old and its roof leaks in several places when it rains. " * 6
    quoted = f"{apart}\n“It took me a long time to get used to how it works here.” ({label})"
    parts = [
        paragraph(Role.HEADING, "How we did it", 1, level=1),
        paragraph(Role.PARAGRAPH, method, 1),
        paragraph(Role.HEADING, "Findings", 2, level=1),
        paragraph(Role.PARAGRAPH, quoted, 2),
    ]
    (quote,) = (quote for passage in passages("r", parts) for quote in passage.quotes)
    assert quote.attribution == label
    return quote.voice


@pytest.mark.parametrize(
    ("method", "label"),
    [
        ("All those who answered the survey were prisoners.", SURVEY),
        ("Only prisoners answered the survey. Nine officers were interviewed.", SURVEY),
        ("The survey was for prisoners only.", SURVEY),
        ("Forty prisoners answered the survey. We did not survey staff.", SURVEY),
        ("Forty prisoners answered the survey. Nobody else was asked.", SURVEY),
        ("Of the 64 men who answered the survey 40 were out of their cells at noon.", SURVEY),
        ("All the letters were from prisoners.", LETTER),
        ("The forums were attended by prisoners alone.", FORUM),
        ("Sixty residents took part in focus groups. No staff took part.", GROUP),
        ("All participants were men in prison.", NUMBERED),
        ("All participants were prisoners. We did not interview staff.", INTERVIEW),
        ("We interviewed 30 men in prison. We heard from nobody else.", "P22"),
        ("P1–P57 are people on probation; S1–S11 staff.", "P22, one-to-one interview"),
        ("Group\tNumbers\nP1–P40\tpeople on probation\nS1–S12\tstaff", "P22"),
    ],
)
def test_the_report_says_that_it_heard_prisoners_and_nobody_else(method: str, label: str) -> None:
    assert voice_in_report(method, label) is LIVED


def test_numbers_of_staff() -> None:
    method = "P1–P57 are people on probation and S1–S11 staff."
    assert voice_in_report(method, "S7") is STAFF
    assert voice_in_report(method, "S12") is UNKNOWN


OTHERS_HEARD_TOO = {
    SURVEY: [
        "We surveyed 120 prisoners. We also surveyed the people who work there.",
        "We surveyed 120 prisoners. A second questionnaire went to colleagues on the wings.",
        "120 prisoners answered our survey. Professionals answered it too.",
        "120 men answered our survey. So did those who look after them.",
        "120 people living in the prison filled in the survey. Forty of the team did so too.",
        "120 prisoners filled in the questionnaire. The same questionnaire was used with screws.",
        "120 prisoners filled in the questionnaire; 60 prison officers an online version.",
        "120 prisoners filled in the questionnaire. We gave it to the unions.",
        "In 2018 prisoners completed a survey. In 2021 we repeated it on the landings, with all grades.",
        "An earlier survey was answered by prisoners. Ours was answered by the workforce.",
        "Eighteen women completed the survey. All were landlords or housing advisers.",
        "The men who answered the survey run workshops in twelve prisons.",
        "The survey was completed by people at HMP Example.",
        "The survey was returned by people in custody suites across the county, mostly sergeants.",
        "Men serving in the prison service returned the survey.",
        "People in custody and detention roles answered the survey.",
        "Forty prisoners answered our survey. The survey was open to all at HMP Example.",
        "Forty prisoners answered our survey. The gate lodge got a stack too.",
        "Forty prisoners answered our survey. A stack was left in the mess.",
        "Forty prisoners answered our survey. A third of answers were by civilians.",
        "Forty prisoners answered our survey. We cannot know who else did.",
        "We cannot be sure that only prisoners answered the survey.",
        "Only prisoners’ relatives answered the survey.",
        "Only prison staff answered the survey.",
        "The survey was not for prisoners only.",
        "The survey was for prisoners only; a second one was for officers.",
        "All those who answered the survey were prisoners, or had been before they joined the staff.",
        "All survey forms were held in prison.",
        "Forty prisoners answered the survey. Nobody else was as angry.",
        "Forty prisoners answered the survey. No one was paid. Ten caterers replied.",
        "Local residents answered the survey.",
    ],
    INTERVIEW: [
        "Thirty prisoners were interviewed. Conversations were held with twelve officers.",
        "Thirty men in prison were interviewed. Ten clinicians took part as well.",
        "Thirty men in prison were interviewed. We also spoke to those running the service.",
        "Forty prisoners were interviewed. Background conversations took place with Band 4s.",
        "Forty prisoners were interviewed. No staff were present.",
        "Forty prisoners were interviewed. So were the governor and her deputies.",
        "Forty people, all of whom had been in prison work since 2001, were interviewed.",
        "Twenty men in the prison service took part in interviews.",
        "Women who were interviewed had all worked in prisons for over ten years.",
        "All interviews were in prison.",
        "All participants were prisoners. We also interviewed ten nurses.",
        "Table 1. Who was interviewed\nPrisoners\t30\nPrison officers\t20",
    ],
    NUMBERED: [
        "Thirty prisoners were interviewed. Participants also included twelve officers.",
        "Thirty prisoners took part. Participants 1 to 5 are governors.",
        "Eighteen women and fourteen men were interviewed. They work in four prisons.",
        "All participants were prisoners or officers.",
        "All but ten participants were prisoners.",
        "Not all participants were prisoners.",
        "All participants were people in prison management.",
        "All participants who were prisoners were given £10.",
    ],
    "P22": [
        "P1–P30 are officers; P31–P60 are prisoners.",
        "Participants were numbered P1–P40: P1–P20 are prisoners and P21–P40 officers.",
        "P1–P30 are women who work in prisons.",
        "P1–P30: men in prison management.",
    ],
    GROUP: [
        "Women in prison took part in four focus groups. Two more were held with practitioners.",
        "Residents took part in focus groups 1 to 4. Focus groups 5 and 6 were with the landing team.",
        "Prisoners came to two focus groups. Chaplaincy came to the second.",
        "All focus groups were in prison.",
    ],
    FORUM: [
        "Residents came to four forums, which were also open to officers.",
        "Prisoners came to two forums. Wing SOs attended.",
        "Each of the forums was in custody suites.",
    ],
    LETTER: [
        "Letters from prisoners came to us. Others wrote too: chaplains, officers, a bishop.",
        "Prisoners wrote us forty letters. One of the letters is from a prison nurse.",
        "Forty men wrote to us: some inside, some in the job.",
    ],
}


@pytest.mark.parametrize(
    ("label", "method"), [(label, method) for label, methods in OTHERS_HEARD_TOO.items() for method in methods]
)
def test_a_report_that_may_have_heard_others_so_leaves_the_voice_unknown(label: str, method: str) -> None:
    assert voice_in_report(method, label) is not LIVED
    assert voice_in_report(f"{method} Nine officers were interviewed by telephone.", label) is not LIVED
