"""What covers and imprints print besides title, names and dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ingest.describe.dates import published
from compendium.ingest.describe.editions import claims, is_isbn
from compendium.ingest.describe.imprints import whole_lines
from compendium.model.document import Account, Box, Line, Passage, PassageKind


def lines(*texts: str, page: int = 2) -> list[Line]:
    """Lines of an imprint, one under the other, made whole again."""
    boxes = [Box(page, 50, 700 - 13 * at, 500, 710 - 13 * at) for at in range(len(texts))]
    return list(whole_lines([Line(text, page, box, 10.0) for text, box in zip(texts, boxes, strict=True)]))


def found(*texts: str, page: int = 2) -> dict[str, str]:
    return {claim.field: claim.value for claim in claims(lines(*texts, page=page), ())}


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
        ("Licensed under the Open Government Licence v3.0", "licence", "OGL v3.0"),
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "This publication is licensed under the terms of the Open Government Licence v3.0 except where otherwise"
            " stated.",
            "OGL v3.0",
        ),
        ("This document is available for re-use under OGL version 3.", "OGL v3.0"),
        ("Licensed under OGL 2.0", "OGL v2.0"),
        ("You may reuse this information (not including logos) under the Open Government Licence.", "OGL"),
        ("This publication may be reproduced under the terms of the Open Parliament Licence v3.0", "OPL v3.0"),
        ("Licensed under the Non-Commercial Government Licence v2.0", "NCGL v2.0"),
        (
            "This work is licensed under a Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International"
            " License.",
            "CC BY-NC-ND 4.0",
        ),
        (
            "This work is licensed under the Creative Commons Attribution-Non-Commercial-No Derivative Works 2.0 UK"
            " licence",
            "CC BY-NC-ND 2.0",
        ),
        ("Unless otherwise stated, all content (except images) is licensed under CC-BY 4.0", "CC BY 4.0"),
        (
            "© Made Up Trust 2023. This report is licensed under creativecommons.org/licenses/by-nc-sa/4.0/",
            "CC BY-NC-SA 4.0",
        ),
        ("CC BY 4.0", "CC BY 4.0"),
        ("This report is released under CC0", "CC0"),
    ],
)
def test_a_licence_has_a_short_name_and_says_who_may_use_the_report(text: str, name: str) -> None:
    limited = name.startswith("NCGL") or "NC" in name.split("-") or "ND" in name.split("-")
    assert found(text) == {"licence": name, "reuse": "permission-given" if limited else "open-licence"}


def test_a_licence_and_the_address_that_has_its_version_are_one() -> None:
    said = "You may re-use this information under the terms of the Open Government Licence."
    visit = "To view this licence, visit nationalarchives.gov.uk/doc/open-government-licence/version/3."
    claim = claims(lines(f"{said} {visit}"), ())[0]
    assert (claim.field, claim.value, claim.verbatim) == ("licence", "OGL v3.0", f"{said}\n{visit}")


def test_an_imprint_on_the_last_page_but_one_is_read_too() -> None:
    def passage(page: int, text: str) -> Passage:
        return Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (page,), (), text)

    said = "You may copy all or parts of this document, as long as you give details of the source."
    back = passage(47, f"Any complaints should be made in writing. {said}"), passage(48, "The end.")
    assert [(c.field, c.page, c.verbatim) for c in claims((), back)] == [("reuse", 47, said)]
    assert claims((), (passage(20, said), *back[1:])) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "Map data © Made Up Maps contributors, CC BY-SA 2.0",
        "Icons by Example, licensed under CC BY 3.0",
        "Images are used under a Creative Commons Attribution 2.0 licence.",
        "Figures were obtained under the Open Government Licence from the prison service.",
        "Figures reproduced under the Open Government Licence v3.0.",
        "To view this licence, visit www.example.org/open-government-licence/version/3",
        "© Made Up Trust 2023. All rights reserved.",
        "No part of this publication may be reproduced without the prior written permission of the publisher.",
        "No part of this report may be reproduced without permission.",
        "This report may be reproduced only with the written permission of Made Up Trust.",
        "This report may be reproduced provided that written permission is obtained.",
        "This report may not be copied.",
        "Photographs may be reproduced provided that the source is named.",
        "The questionnaire may be copied free of charge.",
        "We quote from letters free of charge.",
    ],
)
def test_no_licence_or_permission_from_words_about_other_things_or_a_refusal(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "This publication may be reproduced in whole or in part for non-commercial educational purposes, provided that"
        " the source is stated.",
        "You may copy all or parts of this document for non-commercial purposes, as long as you give the source.",
        "Extracts from this document may be reproduced on condition that the source is acknowledged.",
        "You are free to copy and share this report with acknowledgement.",
        "Any part of this report may be quoted without permission if the source is named.",
    ],
)
def test_a_permission_with_conditions(text: str) -> None:
    assert found(text) == {"reuse": "permission-given"}


def test_the_address_of_the_report_itself() -> None:
    asked = "www.example.org/reports/waiting"
    assert found(f"This report is available at {asked}.") == {"address": f"https://{asked}"}
    assert found("This report can be found at", asked) == {"address": f"https://{asked}"}
    assert found(f"Available to download from: https://{asked}.pdf") == {"address": f"https://{asked}.pdf"}
    broken = "This report can be downloaded from https://example.org/a/waiting-", "for-a-letter"
    assert found(*broken) == {"address": "https://example.org/a/waiting-for-a-letter"}
    assert found(broken[0], "", "The Made Up Trust") == {}


@pytest.mark.parametrize(
    "text",
    [
        "The full report is available at www.example.org/full",
        "Previous reports are available at www.example.org/old",
        "Our complaints guidance is available at www.example.org/complaints",
        "This report and our other reports are available at www.example.org/publications",
        "This publication is available at http://reports.example.org/.",
        "A Welsh version is available at www.example.org/cy/report",
        "The data are available at www.example.org/data",
        "Made Up Trust (2019) The review. Available at: www.example.org/review (accessed 3 May 2020)",
        "More at www.example.org/us",
    ],
)
def test_no_address_of_another_document_or_a_home_page(text: str) -> None:
    assert found(text) == {}


def test_an_address_at_the_end_of_a_list_of_references_is_not_the_report_s() -> None:
    assert found("A study. London: Made Up Press. Available at: https://example.org/study", page=9) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Second edition", "Second edition"),
        ("Third revised edition", "Third revised edition"),
        ("Revised", "Revised"),
        ("Version 2, March 2021", "Version 2"),
        ("v1.1", "v1.1"),
        ("Updated March 2021", "Updated March 2021"),
        ("Revised 12 March 2021", "Revised 12 March 2021"),
    ],
)
def test_editions_as_printed(text: str, value: str) -> None:
    assert found(text) == {"edition": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Research report 12", "Research report 12"),
        ("Policy briefing series", "Policy briefing series"),
        ("Research & Analysis Bulletin 2021/03", "Research & Analysis Bulletin 2021/03"),
        ("Academic Insights 2021/05", "Academic Insights 2021/05"),
        ("Made Up Office Research Study 289", "Made Up Office Research Study 289"),
        ("Research Summary 4/18", "Research Summary 4/18"),
    ],
)
def test_series_as_printed(text: str, value: str) -> None:
    assert found(text) == {"series": value}


@pytest.mark.parametrize(
    "text",
    [
        "Second edition of the Made Up Rules",
        "This replaces version 1.2",
        "Updated guidance was published in 2019",
        "We used version 3.1 to analyse it",
        "A series of interviews",
        "Research report, March 2019",
        "Research report 2019",
        "Made Up Office (2011) Research Series 10/11. London",
        "The report is one of a series",
    ],
)
def test_no_edition_or_series_of_something_else(text: str) -> None:
    assert found(text) == {}


def test_editions_and_series_stand_on_the_cover_or_the_page_behind_it() -> None:
    assert found("Second edition", page=4) == {}
    assert found("Research report 12", page=4) == {}


@pytest.mark.parametrize(
    "text", ["ISBN 978 1 86197 876 9", "ISBN-13: 978-1-86197-876-9", "ISBN (print): 9781861978769"]
)
def test_isbns(text: str) -> None:
    assert found(text) == {"isbn": "9781861978769"}


@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_one_check_digit_makes_an_isbn(digits: str) -> None:
    assert sum(is_isbn(f"{digits}{last}") for last in range(10)) == 1


@given(st.text(max_size=200))
def test_odd_text_claims_only_what_stands_in_it(text: str) -> None:
    for claim in claims(lines(text), ()):
        assert all(part in " ".join(text.split()) or part in text for part in claim.verbatim.split("\n"))


WELSH = "Mae pobl yn y carchar wedi dweud bod yn rhaid i ni wrando ar y rhai sydd yn byw yn yr adain honno. " * 15
ENGLISH = (
    "People in the prison told us that they had to wait for the letters that were sent to them by their friends. " * 15
)
FRENCH = (
    "Les personnes détenues nous ont dit que la vie dans la prison est difficile et que les visites manquent. " * 15
)
POLISH = "Osoby pozbawione wolności powiedziały nam, że nie wiedzą, kto się nimi zajmuje, i że jest to trudne. " * 15
URDU = "جیل میں لوگوں نے ہمیں بتایا کہ انہیں اپنے خطوط کے لیے انتظار کرنا پڑا " * 20


def language(*texts: str) -> list[str]:
    passages = [Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (1,), (), text) for text in texts]
    return [claim.value for claim in claims((), passages)]


def test_a_language_is_told_when_it_is_not_english() -> None:
    assert language(WELSH) == ["cy"]
    assert language(WELSH, ENGLISH) == ["cy-en"]
    assert language(ENGLISH) == []
    assert language("Mae hyn yn fyr.") == []
    assert language(*[ENGLISH] * 9, "Mae'r ddogfen hon ar gael yn Gymraeg.") == []
    assert language("Visits 12 40% Yes No Total HMP Example " * 60) == []
    assert language(FRENCH) == language(POLISH) == language(URDU) == ["other"]


def test_a_language_is_claimed_on_words_of_its_page() -> None:
    passages = [Passage("p", PassageKind.PARAGRAPH, Account.UNKNOWN, (3,), (), WELSH)]
    (claim,) = claims((), passages)
    assert claim.page == 3
    assert claim.verbatim and WELSH.startswith(claim.verbatim)


def test_a_copyright_year_gives_way_to_a_file_made_just_after_it() -> None:
    imprint = lines("© Larkfield Justice Trust 2023")

    def year(made: str) -> str:
        claim = published(imprint, {"CreationDate": made})
        return claim.value if claim else ""

    assert year("D:20240129134753") == "2024"
    assert year("D:20230630134753") == "2023"
    assert year("D:20250301134753") == "2023"  # saved again, years later
    assert year("") == "2023"
