"""The privacy check: what it lists, what it leaves alone, and how well it does on sentences written for it."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium import data
from compendium.ingest.privacy import concerns
from compendium.ingest.privacy.numbers import is_nhs_number
from compendium.ingest.quotes import find_quotes
from compendium.model.concern import Concern, ConcernKind
from compendium.model.document import Account, Box, Line, Page, Passage, PassageKind, Quote, Reading, Speaker, Verdict

WORDINGS = Path(__file__).parents[3] / "benchmarks" / "description" / "wordings"
NAME, VICTIM, STAFF = ConcernKind.PARTICIPANT_NAME, ConcernKind.VICTIM_NAME, ConcernKind.STAFF_NAME


def passage(
    text: str, page: int = 5, *, heading: Sequence[str] = (), kind: PassageKind = PassageKind.PARAGRAPH, id: str = ""
) -> Passage:
    quotes = find_quotes(text, kind)
    return Passage(id or f"p{page}", kind, Account.UNKNOWN, (page,), tuple(heading), text, quotes=quotes)


def reading(*passages: Passage, format: str = "pdf", pages: int = 20, cover: str = "") -> Reading:
    lines = (Line(cover, 1, Box(1, 0, 0, 1, 1), 20.0),) if cover else ()
    made = tuple(Page(number, None, Verdict.TEXT, 595, 842) for number in range(1, pages + 1))
    return Reading("0" * 64, format, made, passages, lines=lines)


def found(text: str, **options: Any) -> list[tuple[ConcernKind, str]]:
    return [(concern.kind, concern.words) for concern in concerns(reading(passage(text, **options)))]


# ---- how well it does


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (WORDINGS / name).read_text(encoding="utf-8").splitlines()]


def _scored(rows: Iterable[dict[str, Any]]) -> tuple[int, int, int]:
    """How many concerns of those sentences are found, found in vain, and missed."""
    right = vain = missed = 0
    for row in rows:
        wanted = [(item["kind"], item["words"]) for item in row["concerns"]]
        for kind, words in found(row["text"]):
            match = next((w for w in wanted if w[0] == kind and (w[1] in words or words in w[1])), None)
            right, vain = right + (match is not None), vain + (match is None)
            if match:
                wanted.remove(match)
        missed += len(wanted)
    return right, vain, missed


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("privacy.jsonl", 0.97, 0.97), ("privacy2.jsonl", 0.97, 0.97), ("privacy3.jsonl", 0.95, 0.95)],
)
def test_few_of_the_written_sentences_are_judged_wrongly(name: str, precision: float, recall: float) -> None:
    """Floors to be held, no forecast: the rules have seen these sentences. On its first run the second set had
    precision 0.85 and recall 0.67; the third, by rules that knew the second, 0.89 and 0.72."""
    right, vain, missed = _scored(_rows(name))
    assert right / (right + vain) >= precision
    assert right / (right + missed) >= recall


@pytest.mark.parametrize(("name", "least"), [("privacy.jsonl", 120), ("privacy2.jsonl", 120), ("privacy3.jsonl", 60)])
def test_the_sentences_hold_every_kind_and_many_traps(name: str, least: int) -> None:
    rows = _rows(name)
    assert len(rows) >= least
    assert {item["kind"] for row in rows for item in row["concerns"]} == set(ConcernKind)
    assert sum(not row["concerns"] for row in rows) >= len(rows) / 4


# ---- what is handed over


def test_a_concern_says_page_words_reason_and_passage() -> None:
    text = "A first page.\nHis number, A1234BC, was on the door."
    split = text.index("His")
    one = Passage("p1", PassageKind.PARAGRAPH, Account.UNKNOWN, (7, 8), (), text, breaks=(split,))
    reason = "This has the form of a prison number."
    assert concerns(reading(one)) == (Concern(ConcernKind.PRISON_NUMBER, 8, "A1234BC", reason, "p1"),)


def test_a_reading_without_pages_has_concerns_without_pages() -> None:
    one = Passage("p1", PassageKind.PARAGRAPH, Account.UNKNOWN, (), (), "Her number was A1234BC.")
    assert [concern.page for concern in concerns(reading(one, format="docx", pages=0))] == [None]


def test_the_same_words_are_listed_once_with_the_other_pages() -> None:
    pages = [passage("Darren told us that he had waited.", page) for page in (9, 3, 4)]
    (concern,) = concerns(reading(*pages))
    assert (concern.page, concern.passage) == (3, "p3")
    assert concern.why.endswith("Also on pages 4 and 9.")


def test_words_on_very_many_pages_are_counted() -> None:
    (concern,) = concerns(reading(*(passage("Darren told us.", page) for page in range(2, 20))))
    assert concern.why.endswith("It stands on 17 more pages.")


def test_sections_and_slides_are_called_so() -> None:
    (concern,) = concerns(reading(*(passage("Darren told us.", page) for page in (2, 3)), format="pptx"))
    assert concern.why.endswith("Also on slide 3.")


def test_a_first_name_joins_the_full_name() -> None:
    first, full = passage("Kwame told us so.", 3), passage("“It is fine.” (Kwame Boateng, 34)", 6)
    (concern,) = concerns(reading(first, full))
    assert (concern.words, concern.page) == ("Kwame Boateng", 3)


def test_concerns_come_in_the_order_of_pages() -> None:
    made = concerns(reading(passage("Darren told us.", 9), passage("His number is A1234BC.", 4)))
    assert [concern.page for concern in made] == [4, 9]


def test_words_printed_a_second_time_are_looked_at_once() -> None:
    text = "“It was hard.” – Darren, HMP Fenmoor"
    again = Passage("p6", PassageKind.PULL_QUOTE, Account.UNKNOWN, (6,), (), text, repeats="p5")
    (concern,) = concerns(reading(passage(text), again))
    assert "page 6" not in concern.why


@given(st.text(max_size=300))
def test_any_text_is_looked_at_without_fail_and_words_are_as_printed(text: str) -> None:
    for concern in concerns(reading(Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (5,), (), text))):
        assert "".join(concern.words.split()) in "".join(text.split())


# ---- names that are not people's own


def test_names_said_to_be_changed_are_one_concern_and_the_last() -> None:
    note = passage("The names of everyone who took part have been changed.", 2)
    told = passage("Darren said no. Priya told us that she agreed. Officer Pickering did not.", 5)
    staff, low = concerns(reading(note, told, passage("His number is A1234BC.", 9)))[0::2]
    assert (staff.kind, staff.words) == (STAFF, "Officer Pickering")
    assert (low.kind, low.words, low.page) == (NAME, "Darren, Priya", 5)
    assert "names were changed (page 2)" in low.why


def test_one_name_said_not_to_be_real_leaves_the_others() -> None:
    made = concerns(reading(passage("John (not his real name) was recalled. Priya told us that she was not.")))
    assert [concern.words for concern in made] == ["Priya", "John"]
    assert "Less likely" in made[1].why
    assert "Less likely" not in made[0].why


def test_names_of_prisons_that_were_changed_say_nothing_of_people() -> None:
    made = concerns(reading(passage("The names of the prisons have been changed. Darren told us that it was hard.")))
    assert [concern.words for concern in made] == ["Darren"]
    assert "Less likely" not in made[0].why


# ---- parts of a report


@pytest.mark.parametrize(
    "heading",
    ["Acknowledgements", "Foreword", "About the authors", "Our inspection team", "References", "1. Contact us"],
)
def test_no_name_is_listed_where_people_sign_thank_or_cite(heading: str) -> None:
    assert found("Darren told us that Officer Smith had helped.", heading=[heading]) == []


def test_a_chapter_on_contact_with_families_is_text() -> None:
    assert found("Darren told us that he had no visits.", heading=["Contact with families"]) == [(NAME, "Darren")]


def test_the_cover_page_holds_no_participants_but_a_one_page_leaflet_may() -> None:
    text = "Darren told us that he had no visits."
    assert found(text, page=1) == []
    assert [c.words for c in concerns(reading(passage(text, 1), pages=1))] == ["Darren"]


def test_the_first_section_of_a_document_without_pages_is_no_cover() -> None:
    made = concerns(reading(passage("Darren told us that he had no visits.", 1), format="docx"))
    assert [concern.words for concern in made] == ["Darren"]


def test_a_help_box_holds_no_persons_numbers() -> None:
    assert found("Anna: 01632 960123", heading=["Useful contacts"]) == []


def test_a_list_of_references_holds_no_participants() -> None:
    text = "Kelly, J. (2019). Cells. Ross, A. (2017). Wings, pp. 3-9. Davy, C. et al. (2015). Doors. Darren told us."
    assert found(text) == []


# ---- names that may stand


@pytest.mark.parametrize(
    "text",
    [
        "Helen Grantley, chief executive of Second Bell, told us that this was a start.",
        "The Secretary of State, Alex Cobham, told us that it would be reviewed.",
        "Mr Cobham, the then minister, told us that it would be reviewed.",
        "James (2016) told us nothing new; Patrick, S. (2018) did.",
        "Clare’s Law was explained to the group.",
        "The Harriet Trust and Martin House gave evidence; so did the Gareth Rees Foundation.",
        "The group read ‘Looking out for Lottie’ together.",
        "A support agency, Helena, found homes for three people.",
        "Research by Rosa Whitcombe and drawings by Kwame Boateng.",
    ],
)
def test_names_of_public_life_of_authors_and_of_things_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_participant_may_be_a_poet() -> None:
    assert found("Priya, a poet, told us that she wrote at night.") == [(NAME, "Priya")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Yesterday Darren had been told that his move was off.", "Darren"),
        ("I interviewed Siân in the chapel.", "Siân"),
        ("May said she had waited for weeks.", "May"),
        ("Case study: May\nMay was recalled twice.", "May"),
        ("“It is cold.” – Zebedia, 34, HMP Fenmoor", "Zebedia"),
    ],
)
def test_a_name_is_told_from_the_words_around_it(text: str, words: str) -> None:
    assert (NAME, words) in found(text)


def test_a_month_is_no_name() -> None:
    assert found("May told us little. In April and June the figures were no better, and August was worse.") == []


def test_names_known_from_elsewhere_are_looked_at_too() -> None:
    def people(text: str) -> Iterable[tuple[int, int]]:
        start = text.find("Zebedia")
        return [(start, start + 7)] if start >= 0 else []

    told = passage("There was tea for Zebedia and for everybody else.")
    assert concerns(reading(told)) == ()
    assert [concern.words for concern in concerns(reading(told), people)] == ["Zebedia"]


def test_a_name_known_from_elsewhere_is_still_judged_by_its_words() -> None:
    text = "As Zebedia Crane (2019) has shown, cells are small."
    assert concerns(reading(passage(text)), lambda text: [(3, 16)]) == ()


# ---- names on no list


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A resident called Yvrande said that the bell was broken.", "Yvrande"),
        ("My name is Oskarine and I served six years.", "Oskarine"),
        ("Our fourth interviewee, Thrandel Moke, had been released homeless.", "Thrandel Moke"),
        ("Yvrande, a care leaver, described her first night.", "Yvrande"),
        ("After eight months Yvrande stopped coming. She explained that the bus was too dear.", "Yvrande"),
        ("“They forgot my meal,” said Yvrande, who had been on remand since May.", "Yvrande"),
        ("In the extract below, Yvrande reflects on her sentence.", "Yvrande"),
        ("Interviewer: And then?\nYvrande: They moved me.", "Yvrande"),
        ("Interviewer: And then?\nYVRANDE: They moved me.", "YVRANDE"),
        ("The form was filled in by Mr T. Okwell (A9062ET).", "Mr T. Okwell"),
        ("Only Darren and Yvrande finished the course.", "Yvrande"),
        ("“It is cold at night.” Yvrande Moke, 26, second time in custody", "Yvrande Moke"),
    ],
)
def test_a_name_on_no_list_is_told_by_its_context(text: str, words: str) -> None:
    assert (NAME, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yvrande (2019) calls this tightness. As Yvrande was told by a governor, it is not new.",
        "At Yvrande he had a cell of his own. Yvrande was told to improve.",
        "The Yvrande trial ended in June. She had not heard of it.",
        "Yvrande found him a flat.",
        "In Yvrande, a man told us that the bus took two hours.",
        "Keyworkers had been told of it. She waited.",
    ],
)
def test_places_authors_things_and_words_on_no_list_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_word_that_the_report_prints_in_small_letters_is_no_name() -> None:
    told, small = passage("Yvrande was moved to another wing.", 5), passage("The wing has a yvrande.", 6)
    assert [concern.words for concern in concerns(reading(told))] == ["Yvrande"]
    assert concerns(reading(told, small)) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He may not contact his former wife, Yvrande Moke.", "Yvrande Moke"),
        ("He wrote to the woman he had assaulted, Yvrande.", "Yvrande"),
        ("He was convicted of robbing a shopkeeper, Mr Moke.", "Mr Moke"),
        ("Mrs Moke, whose house had been burgled, came to the chapel.", "Mrs Moke"),
        ("Darren had a sister. Darren died from his injuries.", "Darren"),
    ],
)
def test_those_whom_the_words_say_were_harmed_are_victims(text: str, words: str) -> None:
    assert found(text) == [(VICTIM, words)]


@pytest.mark.parametrize(
    "text",
    [
        "It was robbing Peter to pay Paul.",
        "They treat every Tom, Dick and Harry the same.",
        "Report no. B4471HC, second edition.",
        "Christmas was hard. She had sent cards to everybody else.",
    ],
)
def test_sayings_seasons_and_numbers_of_reports_are_left_alone(text: str) -> None:
    assert found(text) == []


# ---- numbers and addresses


@pytest.mark.parametrize(("digits", "valid"), [("9434765919", True), ("9434765918", False), ("4010232137", True)])
def test_nhs_numbers_have_a_check_digit(digits: str, valid: bool) -> None:
    assert is_nhs_number(digits) is valid


@pytest.mark.parametrize(
    "text",
    [
        "The heater, model A1234BC, never worked.",
        "Form AB1234 has two pages.",
        "In appendix B 2019 HM Treasury is named.",
        "The table gives 943 476 5918 as its total.",
        "ISBN 943 476 5919 is out of print.",
        "The reference is JG103759A.",
        "Call our helpline on 0808 157 0123, or the office on 020 7946 0958.",
        "Switchboard: 01632 960100.",
        "Write to enquiries@secondbell.example or research.team@secondbell.example.",
        "HMP Fenmoor, Marsh Lane, Fenmoor PR9 9ZZ.",
    ],
)
def test_codes_and_the_lines_of_organisations_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Prison number: a 1234 bc.", ConcernKind.PRISON_NUMBER, "a 1234 bc"),
        ("J. Holt, VF2214, HMP Fenmoor", ConcernKind.PRISON_NUMBER, "VF2214"),
        ("NHS number 9434765919", ConcernKind.NHS_NUMBER, "9434765919"),
        ("NI: AB123456C", ConcernKind.NATIONAL_INSURANCE_NUMBER, "AB123456C"),
        ("Ring my sister on (01632) 960456.", ConcernKind.PHONE_NUMBER, "(01632) 960456"),
        ("He keeps +44 7700 900789 by heart.", ConcernKind.PHONE_NUMBER, "+44 7700 900789"),
        ("Mail it to k.boateng@work.example.", ConcernKind.EMAIL_ADDRESS, "k.boateng@work.example"),
        ("I live at 2 Tern Close, PR9 9ZZ.", ConcernKind.POSTCODE, "PR9 9ZZ"),
    ],
)
def test_numbers_and_addresses_of_persons_are_listed(text: str, kind: ConcernKind, words: str) -> None:
    assert found(text) == [(kind, words)]


# ---- small groups


def test_an_establishment_and_a_rare_characteristic_are_named_in_the_reason() -> None:
    (concern,) = concerns(reading(passage("“Nobody here speaks it at all.” – Vietnamese man, 71, HMP Fenmoor")))
    assert concern.kind is ConcernKind.SMALL_GROUP
    assert concern.words == "Vietnamese man, 71, HMP Fenmoor"
    assert concern.why == "Nationality, age and HMP Fenmoor together may fit one person only."


@pytest.mark.parametrize(
    "text",
    [
        "“It is better than my last jail.” – Man, 36, HMP Fenmoor",
        "“It is better than my last jail.” – Muslim man, HMP Fenmoor",
        "“It is better than my last jail.” – Trans woman, 36",
        "“We do our best with what we have.” – Prison officer, HMP Fenmoor",
        "A pregnant woman at HMP Fenmoor should see a midwife within a day.",
        "Staff at HMP Fenmoor had turned a blind eye to prisoners who vaped.",
        "At HMP Fenmoor a Jewish chaplain saw prisoners once a week.",
        "One of the three wings at HMP Fenmoor was shut.",
    ],
)
def test_common_characteristics_posts_of_many_and_general_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_characteristics_add_up() -> None:
    assert found("“It is better than my last jail.” – Muslim man, 36, HMP Fenmoor") != []


def test_the_establishment_may_be_that_of_the_whole_report() -> None:
    told = passage("“Nobody here speaks it at all.” – Vietnamese man, 36", 8)
    about = passage("HMP Fenmoor holds 640 men.", 3)
    assert concerns(reading(about, told)) == ()
    assert len(concerns(reading(about, told, cover="Long days at HMP Fenmoor"))) == 1


def test_the_establishment_may_come_from_the_speaker() -> None:
    text = "“Nobody here speaks it at all.” – Vietnamese man"
    quote = Quote(1, 30, attribution="Vietnamese man", speaker=Speaker(place="Fenmoor"))
    one = Passage("p", PassageKind.QUOTE, Account.UNKNOWN, (5,), (), text, quotes=(quote,))
    assert [concern.words for concern in concerns(reading(one))] == ["Vietnamese man"]


def test_two_establishments_in_a_sentence_tell_nobody_apart() -> None:
    assert found("Two Polish prisoners at HMP Fenmoor or HMP Wrayholme had no interpreter.") == []


# ---- the list of names


def test_no_name_is_both_sure_and_doubtful() -> None:
    lists = data.table("first_names")
    sure = {word for words in lists["first"].values() for word in words.split()}
    doubtful = {word for words in lists["also_word"].values() for word in words.split()}
    assert not sure & doubtful
    assert not sure & set(lists["no_name"]["words"].split())
    assert not sure & set(lists["things"]["words"].split())
    assert len(sure) > 1500


def test_the_list_holds_names_of_many_languages() -> None:
    lists = data.table("first_names")["first"]
    assert {"english", "welsh", "scottish_and_irish", "traveller", "caribbean", "african"} <= set(lists)
    assert {"south_asian_and_muslim", "eastern_european"} <= set(lists)
