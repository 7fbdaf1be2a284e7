"""Tags by rule: which passages, on which words, how sure."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.language import lemma, normalise, pipeline, spellings
from compendium.model.document import Account, Passage, PassageKind, Quote, Voice
from compendium.model.report import Claimant
from compendium.model.theme import Codebook, Guarded, Match, Tag, TagStatus, Theme
from compendium.tagging.codebook import seed
from compendium.tagging.rules import Tagger

BOOK = Codebook(
    "1",
    (
        Theme("group", "Group", "D"),
        Theme(
            "housing", "Housing", "D", "group",
            terms=("housing", "somewhere to live", "to live in a hostel", "hostel"),
            hints=("address", "rent", "landlord", "social housing list"),
            not_terms=("housing unit", "in-house hostel"),
        ),
        Theme("work", "Work", "D", "group", terms=("a job", "key worker")),
    ),
)  # fmt: skip


def passage(text: str, name: str = "p", heading: tuple[str, ...] = (), quotes: tuple[Quote, ...] = ()) -> Passage:
    return Passage(name, PassageKind.PARAGRAPH, Account.UNKNOWN, (1,), heading, text, quotes=quotes)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(BOOK)


def words(tag: Tag, text: str) -> list[str]:
    return [text[match.start : match.end] for match in tag.matches]


def test_a_tag_says_who_why_and_how_sure(tagger: Tagger) -> None:
    [tag] = tagger.tag([passage("Housing was the worry.")])
    assert tag == Tag("p", "housing", Claimant.RULE, TagStatus.SUGGESTED, (Match(0, 7, "housing"),), 0.5)


def test_groups_are_never_tagged_and_each_theme_once(tagger: Tagger) -> None:
    tags = tagger.tag([passage("Housing, a job, housing"), passage("nothing"), passage("a job", "q")])
    assert [(tag.passage, tag.theme) for tag in tags] == [("p", "housing"), ("p", "work"), ("q", "work")]


def test_score_grows_with_distinct_terms_only(tagger: Tagger) -> None:
    [once] = tagger.tag([passage("housing housing HOUSING")])
    [twice] = tagger.tag([passage("housing and a hostel")])
    assert (once.score, len(once.matches)) == (0.5, 3)
    assert (twice.score, len(twice.matches)) == (0.75, 2)


def test_two_hints_are_not_enough_three_different_ones_are(tagger: Tagger) -> None:
    assert tagger.tag([passage("an address, another address, addresses, rent")]) == ()
    [tag] = tagger.tag([passage("no address, no rent, no landlord")])
    assert (tag.theme, tag.score, len(tag.matches)) == ("housing", 0.5, 3)


def test_a_term_in_a_heading_needs_one_hint_in_the_passage(tagger: Tagger) -> None:
    text = "Nobody had an address."
    assert tagger.tag([passage(text)]) == ()
    for heading in (("Housing",), ("Housing", "The wait"), ("Life after", "Hostels")):
        [tag] = tagger.tag([passage(text, heading=heading)])
        assert (tag.theme, tag.score, words(tag, text)) == ("housing", 0.5, ["address"])


def test_hints_of_heading_and_passage_are_counted_together_and_each_once(tagger: Tagger) -> None:
    text = "no rent, no landlord"
    assert tagger.tag([passage(text, heading=("Rent",))]) == ()
    [tag] = tagger.tag([passage(text, heading=("The address question",))])
    assert words(tag, text) == ["rent", "landlord"]


def test_a_heading_alone_is_not_enough_and_a_not_term_in_it_is_none(tagger: Tagger) -> None:
    assert tagger.tag([passage("They waited.", heading=("Housing and hostels",))]) == ()
    assert tagger.tag([passage("no address", heading=("The housing unit",))]) == ()


@pytest.mark.parametrize(
    ("heading", "tagged"),
    [
        ("Method", False),
        ("2.1 Our methods", False),
        ("How we heard people", False),
        ("How the research was carried out", False),
        ("Limits of this report", False),
        ("What this study cannot tell you", False),
        ("About the inspection", False),
        ("Acknowledgements", False),
        ("How we were treated", True),
        ("Testing the limits", True),
        ("Methods of control", True),
        ("About the food", True),
    ],
)
def test_sections_on_how_the_study_was_made_are_not_tagged(tagger: Tagger, heading: str, tagged: bool) -> None:
    assert bool(tagger.tag([passage("We asked about housing.", heading=("Chapter", heading))])) is tagged


def test_who_is_quoted_does_not_speak_for_a_theme(tagger: Tagger) -> None:
    text = "“It went on.”\n— Key worker, resident of a hostel"
    quote = Quote(1, 12, Voice.UNKNOWN, "Key worker, resident of a hostel")
    assert {tag.theme for tag in tagger.tag([passage(text)])} == {"housing", "work"}
    assert tagger.tag([passage(text, quotes=(quote,))]) == ()


def test_a_pull_quote_that_repeats_the_text_is_not_tagged(tagger: Tagger) -> None:
    said = passage("Housing was the worry.")
    pulled = replace(said, id="q", kind=PassageKind.PULL_QUOTE, repeats="p")
    assert [tag.passage for tag in tagger.tag([said, pulled])] == ["p"]


def test_a_hint_beside_a_term_makes_it_surer(tagger: Tagger) -> None:
    [tag] = tagger.tag([passage("housing but no address")])
    assert 0.5 < tag.score < 0.75


def test_a_term_inside_a_not_term_is_dropped(tagger: Tagger) -> None:
    assert tagger.tag([passage("moved to the housing unit by the in-house hostel")]) == ()
    text = "in the housing unit he worried about housing"
    [tag] = tagger.tag([passage(text)])
    assert tag.matches == (Match(37, 44, "housing"),)


def test_overlapping_terms_are_merged_and_a_part_adds_nothing(tagger: Tagger) -> None:
    text = "somewhere to live in a hostel"
    [tag] = tagger.tag([passage(text)])
    assert words(tag, text) == [text]
    assert tag.score == 0.75
    text = "on the social housing list for housing"
    [tag] = tagger.tag([passage(text)])
    assert words(tag, text) == ["social housing list", "housing"]


@pytest.mark.parametrize("written", ["key-workers", "Keyworker", "key worker"])
def test_offsets_are_those_of_the_passage_as_it_stands(tagger: Tagger, written: str) -> None:
    text = f"“I’d a good\u00a0{written}” – he said"
    [tag] = tagger.tag([passage(text)])
    assert words(tag, text) == [written]


COMPANY = Codebook(
    "1",
    (
        Theme(
            "housing", "Housing", "D",
            hints=("key",),
            patterns=("NOT .. find|get somewhere to live", "no .. roof"),
            guarded=(
                Guarded(("flat",), needs=("rent", "council"), bars=("flat screen",)),
                Guarded(("bed",), bars=("bed and breakfast award",)),
            ),
        ),
        Theme("alone", "Alone", "D", machine=False, terms=("flat",)),
        Theme("gone", "Gone", "D", retired=True, terms=("flat",)),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def careful() -> Tagger:
    return Tagger(COMPANY)


@pytest.mark.parametrize(
    ("text", "heading", "found"),
    [
        ("I lost the flat", (), []),
        ("I lost the flat over the rent", (), ["flat"]),
        ("I lost the flat", ("The council",), ["flat"]),
        ("the flat, the rent and a flat screen", (), []),
        ("the flat and the rent", ("Flat screens",), []),
        ("a bed", (), ["bed"]),
        ("the bed and breakfast award", (), []),
        ("the rent", (), []),
        ("the rent", ("The flat",), []),
        ("I couldn't find anybody or somewhere to live", (), []),
        ("I couldn’t for the life find somewhere to live", (), ["couldn’t for the life find somewhere to live"]),
        ("They did not get somewhere to live", (), ["not get somewhere to live"]),
        ("Not now. Find somewhere to live", (), []),
        ("no money and no roof", (), ["no roof"]),
    ],
)
def test_company_gaps_and_negation(careful: Tagger, text: str, heading: tuple[str, ...], found: list[str]) -> None:
    tags = careful.tag([passage(text, heading=heading)])
    assert [word for tag in tags for word in words(tag, text)] == found


def test_a_tag_says_which_rule_found_its_words(careful: Tagger) -> None:
    [tag] = careful.tag([passage("We never find somewhere to live, so the flats and the rent")])
    assert [match.rule for match in tag.matches] == ["NOT .. find|get somewhere to live", "flat"]


def test_what_people_alone_may_set_and_what_is_retired_is_never_suggested(careful: Tagger) -> None:
    assert careful.themes == {"housing"}
    assert {tag.theme for tag in careful.tag([passage("the flat, the rent")])} == {"housing"}


def test_a_tagger_for_some_themes_says_of_them_what_one_for_all_says(tagger: Tagger) -> None:
    texts = [passage("housing, a job", "a"), passage("key worker and rent, address, landlord", "b")]
    for theme in ("housing", "work"):
        assert Tagger(BOOK, {theme}).tag(texts) == tuple(tag for tag in tagger.tag(texts) if tag.theme == theme)


SEED = seed()
FRIENDS = [
    ("leaving-prison", "The press release of this report was published in May."),
    ("leaving-prison", "The report was released in 2019."),
    ("recall-and-licence", "He could recall the day and recalled how cold it was."),
    ("recall-and-licence", "Contains information under the Open Government Licence."),
    ("family-contact", "These are a family of measures."),
    ("family-contact", "We visited eight prisons between May and July."),
    ("housing", "He was held on the housing unit."),
    ("housing", "The training was done in-house."),
    ("safety", "She had to fight for her case."),
    ("trauma-and-abuse", "Shouting and verbal abuse of drugs workers."),
    ("education", "Of course, in due course this was settled."),
    ("supervision", "Social workers receive regular management supervision."),
    ("religion", "He had lost faith in the system."),
    ("employment", "They were doing a good job."),
    ("being-heard", "Nobody had heard of it."),
    ("mental-health", "A breakdown of the figures is in section 4."),
    ("peer-support", "Peer researchers and peer review."),
    ("digital-access", "An online survey was used."),
    ("money", "This was not good value for money."),
]
MEANT = [
    ("leaving-prison", "Nobody told me my release date."),
    ("recall-and-licence", "I got recalled for missing two appointments."),
    ("family-contact", "My kids came up to the visits hall."),
    ("housing", "I had nowhere to live."),
    ("safety", "I never felt safe on that wing."),
    ("trauma-and-abuse", "The child's experience of neglect was not understood."),
    ("trauma-and-abuse", "Children living with domestic abuse are seen quickly."),
    ("education", "I did my GCSE in English in here."),
    ("supervision", "My probation officer changed three times."),
    ("respect", "You get treated like animals."),
    ("neurodiversity", "Nobody knew I had ADHD."),
    ("self-harm", "He was on an ACCT after self-harming."),
    ("time-out-of-cell", "We were banged up for 23 hours."),
    ("early-days", "On my first night I had no phone call."),
    ("being-heard", "Nobody listens to us on this wing."),
    ("fairness-and-complaints", "I put in an app and a complaint."),
    ("peer-support", "The peer mentor had been there himself."),
    ("money", "I can’t afford the phone."),
    ("digital-access", "There were laptops in cells."),
    ("living-conditions", "Two men shared a cell with rats."),
    ("physical-health", "I waited months for the dentist."),
    ("drugs-and-alcohol", "There is more Spice than tea."),
    ("employment", "Nobody gives you a job with a record."),
    ("mental-health", "My anxiety got worse."),
    ("religion", "Friday prayers were cancelled again."),
]


@pytest.fixture(scope="module")
def seed_tagger() -> Tagger:
    return Tagger(SEED)


@pytest.mark.parametrize(("theme", "text"), FRIENDS)
def test_false_friends_are_left_alone(seed_tagger: Tagger, theme: str, text: str) -> None:
    assert theme not in {tag.theme for tag in seed_tagger.tag([passage(text)])}


@pytest.mark.parametrize(("theme", "text"), MEANT)
def test_plain_cases_are_found(seed_tagger: Tagger, theme: str, text: str) -> None:
    assert theme in {tag.theme for tag in seed_tagger.tag([passage(text)])}


ALL = {
    theme.id: (*theme.terms, *theme.hints, *(term for guard in theme.guarded for term in guard.terms))
    for theme in SEED.themes
    if theme.terms
}
PATTERNS = {theme.id: set(theme.patterns) for theme in SEED.themes}


def forms(text: str) -> tuple[str, ...]:
    return tuple(lemma(token.text) for token in pipeline()(normalise(text)))


KNOWN = {theme: {forms(s) for phrase in phrases for s in spellings(phrase)} for theme, phrases in ALL.items()}
PIECES = st.one_of(
    st.sampled_from(sorted({phrase for phrases in ALL.values() for phrase in phrases})),
    st.sampled_from(["and", "the", "was,", "— then", "‘no’", "housing unit", "of course", "É", "\n"]),
)


@given(st.lists(PIECES, max_size=12))
def test_matches_are_ordered_apart_and_made_of_the_themes_own_words(seed_tagger: Tagger, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for tag in seed_tagger.tag([passage(text)]):
        ends = [0]
        for match in tag.matches:
            assert ends[-1] <= match.start < match.end <= len(text)
            ends.append(match.end)
            if match.rule in PATTERNS[tag.theme]:
                continue
            assert match.rule in ALL[tag.theme]
            held = forms(text[match.start : match.end])
            runs = {held[i:j] for i in range(len(held)) for j in range(i + 1, len(held) + 1)}
            assert runs & KNOWN[tag.theme], (tag.theme, text[match.start : match.end])
        assert 0 < tag.score <= 1
