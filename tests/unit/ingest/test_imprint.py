"""What covers and imprints print besides title, names and dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.describe.dates import published
from compendium.ingest.describe.editions import claims, is_isbn
from compendium.model.document import Account, Box, Line, Passage, PassageKind


def lines(*texts: str) -> list[Line]:
    return [Line(text, 2, Box(2, 50, 700 - 20 * at, 500, 712 - 20 * at), 10.0) for at, text in enumerate(texts)]


def found(*texts: str) -> dict[str, str]:
    return {claim.field: claim.value for claim in claims(lines(*texts), ())}


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Second edition", "edition", "Second edition"),
        ("2nd edition, March 2021", "edition", "2nd edition"),
        ("Version 1.2", "edition", "Version 1.2"),
        ("First published in 2016; updated June 2018", "edition", "updated June 2018"),
        ("Larkfield Research Report 12", "series", "Larkfield Research Report 12"),
        ("Policy Briefing No. 7", "series", "Policy Briefing No. 7"),
        ("Analytical Series 2021", "series", "Analytical Series 2021"),
        ("ISBN: 978-1-86197-876-9", "isbn", "9781861978769"),
        (
            "This report is available at www.example.org/doors/full-report.pdf",
            "address",
            "https://www.example.org/doors/full-report.pdf",
        ),
        ("It can be downloaded free from https://example.org/a/b.", "address", "https://example.org/a/b"),
        ("Licensed under the Open Government Licence v3.0", "licence", "OGL 3.0"),
        ("This work is licensed under CC BY-NC 4.0.", "licence", "CC BY-NC 4.0"),
        ("Creative Commons Attribution-ShareAlike 4.0", "licence", "CC BY-SA 4.0"),
        ("You may re-use this text under the Open Government Licence", "reuse", "open-licence"),
        (
            "This report may be reproduced free of charge provided that the source is named.",
            "reuse",
            "permission-given",
        ),
    ],
)
def test_what_is_printed_is_claimed(text: str, field: str, value: str) -> None:
    assert found(text)[field] == value


@pytest.mark.parametrize(
    "text",
    [
        "Cover photograph: CC BY 2.0",
        "Contains map data under the Open Government Licence v3.0",
        "Visit www.example.org",
        "Our reports can be found at www.example.org",
        "This publication is available at https://www.example.org/government/organisations/inspectorate",
        "ISBN 978-1-86197-876-0",
        "In 2018 we spoke to 12 women.",
        "Chapter 3",
        "The second edition of the national survey, which was sent to every prison in the country in the autumn of that"
        " year, asked about food, and the first edition did not; both are described in chapter three of this report.",
    ],
)
def test_other_words_claim_nothing(text: str) -> None:
    assert found(text) == {}


def test_every_claim_stands_on_its_line() -> None:
    (claim,) = claims(lines("Version 1.2"), ())
    assert (claim.page, claim.verbatim) == (2, "Version 1.2")


@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_one_check_digit_makes_an_isbn(digits: str) -> None:
    assert sum(is_isbn(f"{digits}{last}") for last in range(10)) == 1


WELSH = "Mae pobl yn y carchar wedi dweud bod yn rhaid i ni wrando ar y rhai sydd yn byw yn yr adain honno. " * 15
ENGLISH = (
    "People in the prison told us that they had to wait for the letters that were sent to them by their friends. " * 15
)


def language(*texts: str) -> list[str]:
    passages = [Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (1,), (), text) for text in texts]
    return [claim.value for claim in claims((), passages)]


def test_a_language_is_told_when_it_is_not_english() -> None:
    assert language(WELSH) == ["cy"]
    assert language(WELSH, ENGLISH) == ["cy-en"]
    assert language(ENGLISH) == []
    assert language("Mae hyn yn fyr.") == []


def test_a_copyright_year_gives_way_to_a_file_made_just_after_it() -> None:
    imprint = lines("© Larkfield Justice Trust 2023")

    def year(made: str) -> str:
        claim = published(imprint, {"CreationDate": made})
        return claim.value if claim else ""

    assert year("D:20240129134753") == "2024"
    assert year("D:20230630134753") == "2023"
    assert year("D:20250301134753") == "2023"  # saved again, years later
    assert year("") == "2023"
