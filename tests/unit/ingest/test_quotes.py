"""Quotes in passages: where they stand, who speaks, and that staff never pass as lived experience."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.quotes import account_of, find_quotes
from compendium.model.document import Account, PassageKind, Quote, Voice

LIVED, STAFF, FAMILY, UNKNOWN = Voice.LIVED_EXPERIENCE, Voice.STAFF, Voice.FAMILY, Voice.UNKNOWN


def quotes_in(text: str, kind: PassageKind = PassageKind.PARAGRAPH) -> list[tuple[str, Voice, str]]:
    return [(text[q.start : q.end], q.voice, q.attribution) for q in find_quotes(text, kind)]


@pytest.mark.parametrize(
    ("label", "voice"),
    [
        ("Male, 43, approved premises", LIVED),
        ("Participant 12, HMP Example", LIVED),
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
    text = "One man had been there for years. “I wake at eight,” he said. “Nobody asks me why.”"
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


marks = "“”‘’\"'\n()1…"
words = (": ", ", ", ". ", " – ", "I was never told why ", "Officer", "Prisoner", "one man said", "Male, 43")
pieces = st.sampled_from([*marks, *words])


@given(st.lists(pieces, max_size=30).map("".join), st.sampled_from(PassageKind))
def test_quotes_are_slices_in_order(text: str, kind: PassageKind) -> None:
    end = 0
    for quote in find_quotes(text, kind):
        assert end <= quote.start < quote.end <= len(text)
        words = text[quote.start : quote.end]
        assert words == words.strip() and len(words.split()) >= 4
        assert quote.attribution in text
        end = quote.end


@given(st.text(alphabet="“”‘’\"'\n ab.(),:I", max_size=80))
def test_odd_text_never_fails(text: str) -> None:
    for quote in find_quotes(text, PassageKind.PARAGRAPH):
        assert 0 <= quote.start < quote.end <= len(text)


def test_own_words_only_when_participants_fill_more_than_half() -> None:
    text = "x" * 100
    mostly, half = (Quote(0, n, LIVED, "Prisoner") for n in (51, 50))
    assert account_of(PassageKind.PARAGRAPH, (), text, (mostly,)) is Account.OWN_WORDS
    assert account_of(PassageKind.PARAGRAPH, (), text, (half,)) is Account.UNKNOWN
    assert account_of(PassageKind.QUOTE, (), text, (Quote(0, 100, STAFF, "Officer"),)) is Account.UNKNOWN
    assert account_of(PassageKind.RECOMMENDATION, (), text, ()) is Account.RECOMMENDATION
    assert account_of(PassageKind.LIST, ("Summary", "Recommendations"), text, ()) is Account.RECOMMENDATION
