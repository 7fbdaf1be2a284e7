"""What an attribution says of the speaker, and that no name gets through."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.quotes import find_quotes
from compendium.ingest.speakers import speaker_of
from compendium.model.document import PassageKind, Speaker

VOCABULARY = Path(__file__).parents[3] / "compendium" / "data" / "vocabulary.toml"


@pytest.mark.parametrize(
    ("attribution", "speaker"),
    [
        ("", Speaker()),
        ("Man, 43, HMP Oxley Down", Speaker("", "male", "43", "prison", "HMP Oxley Down")),
        ("Male, 50s, approved premises", Speaker("", "male", "50s", "approved-premises", "")),
        ("Woman, 18–25, HMYOI Carrow", Speaker("", "female", "18–25", "prison", "HMYOI Carrow")),
        ("Non-binary prisoner, 29", Speaker("prisoner", "non-binary", "29", "prison", "")),
        ("Trans woman, 31, on licence", Speaker("", "trans woman", "31", "probation", "")),
        ("Participant 12, aged 20", Speaker("Participant", "", "20", "", "")),
        ("Man serving 12 years", Speaker("", "male", "", "prison", "")),
        ("Woman, 52, now living in the community", Speaker("", "female", "52", "community", "")),
        ("As one former prisoner, aged 51, said", Speaker("former prisoner", "", "51", "", "")),
        ("one man in his fifties, on remand", Speaker("", "male", "fifties", "prison", "")),
        ("a 67-year-old", Speaker("", "", "67", "", "")),
        ("Boy, 9, visiting his father in prison", Speaker("", "male", "9", "prison", "")),
        ("Wife of a prisoner, HMP Carrow", Speaker("Wife of a prisoner", "female", "", "prison", "HMP Carrow")),
        ("Head of safety", Speaker("Head of safety", "", "", "", "")),
        ("said one prison officer", Speaker("prison officer", "", "", "prison", "")),
        ("One man said of a reception officer", Speaker("", "male", "", "", "")),
        ("Prisoner, speaking of her keyworker", Speaker("Prisoner", "", "", "prison", "")),
        ("Probation practitioner, Mereside", Speaker("Probation practitioner", "", "", "probation", "")),
        ("Resident, 29, Quarry House", Speaker("Resident", "", "29", "", "Quarry House")),
    ],
)
def test_what_is_said_of_the_speaker(attribution: str, speaker: Speaker) -> None:
    assert speaker_of(attribution) == speaker


@pytest.mark.parametrize(
    "attribution",
    [
        "Sarah Jones, prison officer, HMP Carrow",
        "Dr Amir Khan, prison doctor",
        "Michael, 43, HMP Carrow",
        "‘Robin’, 44, officer",
        "Officer Dawn Hartley",
        "Grace Okafor, wife of a prisoner",
        "Tom, prisoner",
        "said Keith Marlow, a former prisoner",
    ],
)
def test_never_a_personal_name(attribution: str) -> None:
    found = speaker_of(attribution)
    said = f"{found.role} {found.sex} {found.age} {found.place}"
    names = [
        "Sarah",
        "Jones",
        "Amir",
        "Khan",
        "Michael",
        "Robin",
        "Dawn",
        "Hartley",
        "Grace",
        "Okafor",
        "Tom",
        "Keith",
        "Marlow",
    ]
    assert not [name for name in names if name in said]


def test_settings_are_ids_of_the_vocabulary() -> None:
    known = set(tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))["settings"])
    said = (
        "HMP Carrow",
        "on licence",
        "approved premises",
        "secure training centre",
        "police custody",
        "secure hospital",
    )
    said = (*said, "in the community", "magistrate", "immigration removal centre")
    assert all(speaker_of(f"Woman, {words}").setting in known for words in said)


def test_a_quote_says_who_speaks() -> None:
    (quote,) = find_quotes("“I waited six weeks for it.” (Woman, 34, HMP Carrow)", PassageKind.PARAGRAPH)
    assert quote.speaker == Speaker("", "female", "34", "prison", "HMP Carrow")


@given(st.text(alphabet="ab 12,;–-’“HMPman", max_size=60))
def test_every_part_is_printed_in_the_attribution(attribution: str) -> None:
    found = speaker_of(attribution)
    printed = " ".join(attribution.split())
    assert found.role in printed and found.age in printed and found.place in printed
