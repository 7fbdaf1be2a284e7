"""The people heard: the numbers that count, the kinds they are of, and the many numbers that are something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.describe.describe import describe_text
from compendium.ingest.describe.numbers import value_of
from compendium.ingest.describe.sentences import sentences, spans
from compendium.model.people import Exactness, NumberRole


def heard(text: str) -> dict[str, int]:
    """Chosen numbers by kind, added up."""
    totals: dict[str, int] = {}
    for group in describe_text(text).sample_groups:
        totals[group.kind.value] = totals.get(group.kind.value, 0) + (group.n or 0)
    return totals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The inquiry heard from 141 people with lived experience plus 35 practitioners in four areas.",
            {"lived-experience": 141, "staff": 35},
        ),
        (
            "We spoke to 100 people with experience of probation, of which 39 forum members met several times and "
            "30 interviewees were seen once, 14 for a first offence and 16 not.",
            {"lived-experience": 100},
        ),
        ("The project consulted 110 service users in 7 secure settings.", {"lived-experience": 110}),
        ("In-depth interviews were carried out with 24 women at three prisons.", {"lived-experience": 24}),
        ("We held eight focus groups with 63 residents and 14 staff.", {"lived-experience": 63, "staff": 14}),
        ("A total of fifty-two young men took part in the research.", {"lived-experience": 52}),
        ("Three dozen residents took part in focus groups.", {"lived-experience": 36}),
        ("Forty-five prison officers responded to the online survey.", {"staff": 45}),
        ("Fifteen women prison officers were interviewed.", {"staff": 15}),
        ("We spoke to 18 family members of people in prison.", {"family": 18}),
        ("A survey of 1,000 members of the public was conducted.", {"public": 1000}),
        ("We interviewed 12 men and 8 women. Of these, 5 men were on remand.", {"lived-experience": 20}),
        ("We surveyed 200 prisoners and interviewed 30 women.", {"lived-experience": 200}),
        ("We interviewed 30 people: 22 prisoners and 8 members of staff.", {"lived-experience": 22, "staff": 8}),
        ("We invited 90 women to take part; 31 women were interviewed.", {"lived-experience": 31}),
        ("In total 90 people were consulted: 60 in prison and 30 on probation.", {"lived-experience": 90}),
        ("Over 1,250 prisoners and their families contributed to the report.", {"other": 1250}),
        ("The sample totalled 33 participants.", {"other": 33}),
        ("Of the 48 prisoners we interviewed, 12 had been recalled.", {"lived-experience": 48}),
        (
            "Eleven prison leavers, six practitioners and four family members took part in interviews.",
            {"lived-experience": 11, "staff": 6, "family": 4},
        ),
        (
            "We spoke to 118 people living in the four prisons. Nine members of staff were interviewed.",
            {"lived-experience": 118, "staff": 9},
        ),
        ("We spoke to 40 people who teach in prison.", {"other": 40}),
        ("We interviewed 40 people working in three prisons.", {"other": 40}),
        ("We interviewed 40 people who told us about officers.", {"other": 40}),
        (
            "We heard from 60 people in total. Twenty staff were interviewed. Forty prisoners were interviewed.",
            {"other": 60},
        ),
        ("21 interviews were held with staff: 13 officers, seven nurses and a chaplain.", {"staff": 21}),
        (
            "Nine prisoners took part. Four relatives were heard too, but we have not counted them.",
            {"lived-experience": 9},
        ),
    ],
)
def test_people_heard(text: str, expected: dict[str, int]) -> None:
    assert heard(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "There are 82,000 people in prison in England and Wales.",
        "The prison holds 640 men, and 12% responded to the survey.",
        "Nine out of ten prisoners told us the food was bad.",
        "Each year we hear from over 5,000 families who contact our helpline.",
        "As Smith et al. (2018) found in interviews with 60 prisoners, contact matters.",
        "Interviews lasted 45 minutes and participants were aged 21 to 60.",
        "“I spoke to 14 officers. I heard from 3 teachers,” said one man.",
        "In 2019 people spoke to us about 14 prisons.",
        "A thematic synthesis of the studies (n = 33) was carried out.",
        "We read 150 case files and the responses to 45 questions.",
        "Over 120 people came to the launch to hear from former prisoners.",
        "We carried out 24 interviews, and received 900 responses to the survey.",
        "The survey was sent to 1,200 prisoners.",
        "Participants were paid £20 and up to 15 people were interviewed a day.",
    ],
)
def test_numbers_that_are_not_people_heard(text: str) -> None:
    assert heard(text) == {}


def test_a_candidate_says_why_it_was_not_chosen() -> None:
    described = describe_text(
        "We interviewed 57 prisoners, including 12 women. We received 300 responses to our survey."
    )
    assert [(g.n, g.why_not) for g in described.sample_groups] == [(57, "")]
    assert {g.n: bool(g.why_not) for g in described.candidates} == {12: True, 300: True}


def test_two_numbers_neither_of_which_is_the_total_are_both_left_to_a_person() -> None:
    described = describe_text("A total of 20 prisoners were interviewed. We surveyed 45 prisoners in another study.")
    assert [g.n for g in described.sample_groups] == [20]
    unsure = describe_text("This report is based on interviews with 20 prisoners.\n\nThe survey had 45 prisoners.")
    assert unsure.sample_groups == () and {g.n for g in unsure.candidates} == {20, 45}


@pytest.mark.parametrize(
    ("words", "exactness"),
    [("", "exact"), ("over ", "at-least"), ("at least ", "at-least"), ("around ", "about"), ("nearly ", "about")],
)
def test_exactness(words: str, exactness: str) -> None:
    (group,) = describe_text(f"We interviewed {words}80 prisoners.").sample_groups
    assert group.exactness is Exactness(exactness)
    assert group.verbatim == f"We interviewed {words}80 prisoners."


def test_in_a_long_document_a_passing_mention_is_not_chosen() -> None:
    filler = "The regime was delivered as planned on most days of the week and cells were clean. " * 15
    described = describe_text(filler + "\n\nInspectors met with six care leavers, none of whom had seen a plan.")
    assert described.sample_groups == ()
    assert [g.n for g in described.candidates] == [6]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,250", 1250),
        ("thirty-seven", 37),
        ("one hundred and fifty", 150),
        ("a dozen", 12),
        ("two thousand five hundred and six", 2506),
        ("a hundred", 100),
        ("ten", 10),
    ],
)
def test_numbers_in_words(words: str, value: int) -> None:
    assert value_of(words) == value


@given(st.integers(2, 999))
def test_any_number_in_digits_is_found(n: int) -> None:
    assert heard(f"A total of {n} prisoners were interviewed.") == {"lived-experience": n}


@given(st.text(alphabet="ab .!?\n”“()1A", max_size=60))
def test_sentences_are_slices_that_leave_only_space(text: str) -> None:
    rest = list(text)
    for start, end in spans(text):
        assert text[start:end] == text[start:end].strip()
        rest[start:end] = " " * (end - start)
    assert not "".join(rest).strip()
    assert sentences(text) == [text[start:end] for start, end in spans(text)]


def roles(text: str) -> dict[int | None, NumberRole]:
    """What each number that was not chosen counts."""
    return {candidate.n: candidate.role for candidate in describe_text(text).candidates}


@pytest.mark.parametrize(
    ("text", "n", "role"),
    [
        ("We interviewed 57 prisoners, including 12 women.", 12, NumberRole.SUB_GROUP),
        ("We carried out 24 interviews with prisoners.", 24, NumberRole.ANSWERS),
        ("We spoke to between 40 and 50 men.", 50, NumberRole.LIMIT),
        ("Up to 30 women joined the discussions that inform this report.", 30, NumberRole.LIMIT),
        ("Of the 68 prisoners approached, 53 were interviewed.", 68, NumberRole.NOT_HEARD),
        ("The next phase will interview 60 people on licence.", 60, NumberRole.NOT_HEARD),
        ("A study by Hart et al (2014) interviewed 60 prisoners.", 60, NumberRole.EARLIER_STUDY),
        ("The prison held 812 men when we spoke to prisoners.", 812, NumberRole.POPULATION),
        ("Over 4,000 prisoners contact our advice line each year to share their views.", 4000, NumberRole.SERVICE_USE),
        ("We heard applause from 200 people at the launch.", 200, NumberRole.EVENT),
        ("We read 150 case files and interviewed staff.", 150, NumberRole.RECORDS),
        ("We held workshops with men in nine prisons.", 9, NumberRole.SITES),
        ("We surveyed prisoners; 12% responded.", 12, NumberRole.PERCENTAGE),
        ("We interviewed men aged 21 to 60.", 60, NumberRole.AGE),
        ("We interviewed men and paid each £20.", 20, NumberRole.MONEY),
        ("We interviewed men in 2019.", 2019, NumberRole.YEAR),
        ("Staff told us that there were sixty prisoners to two officers.", 60, NumberRole.UNCLEAR),
    ],
)
def test_what_else_a_number_counts(text: str, n: int, role: NumberRole) -> None:
    assert roles(text)[n] is role


def test_a_sub_group_keeps_its_population_and_the_number_it_is_part_of() -> None:
    described = describe_text("We heard from 141 people in prison, 12 of them women prisoners.")
    assert [group.n for group in described.sample_groups] == [141]
    (part,) = described.candidates
    assert (part.n, part.of, part.role, part.kind.value) == (12, 141, NumberRole.SUB_GROUP, "lived-experience")
    assert part.why_not


def test_interviews_are_not_people_but_the_people_interviewed_are() -> None:
    described = describe_text("Thirty-seven interviews were carried out with 36 people who had left prison.")
    assert [group.n for group in described.sample_groups] == [36]
    assert [candidate.n for candidate in described.candidates] == [37]


def test_numbers_that_overlap_are_never_added() -> None:
    text = "A total of 33 individual providers participated in focus groups. We received 22 survey responses from them."
    assert heard(text) == {"staff": 33}


def test_the_number_that_remains_is_the_one_heard() -> None:
    text = "Thirty prisoners were recruited, of whom three could not be traced. The remaining 27 were interviewed."
    assert heard(text) == {"lived-experience": 27}


def test_a_group_has_the_places_and_methods_of_its_own_part_of_the_sentence() -> None:
    described = describe_text(
        "We interviewed 24 men at HMP Leeds, and ran focus groups with nine officers at HMP Hull."
    )
    men, officers = described.sample_groups
    assert (men.methods, officers.methods) == (("interview",), ("focus-group",))
    assert set(men.sites) == {"leeds", "hull"}


@given(st.text(alphabet="we spoke to 57 prisoners, of whom 12 ()–=%n.;£", max_size=120))
def test_whatever_is_chosen_stands_in_its_sentence(text: str) -> None:
    described = describe_text(text)
    for group in (*described.sample_groups, *described.candidates):
        assert str(group.n) in group.verbatim.replace(",", "") or group.n is None
        assert group.verbatim in text
    assert all(not group.why_not for group in described.sample_groups)
    assert all(candidate.why_not for candidate in described.candidates)
