"""Title, organisations, dates and vocabularies: from made-up covers, letters and imprints."""

import pytest

from compendium.ingest.describe.describe import describe, describe_text
from compendium.model.document import Account, Box, Line, Page, Passage, PassageKind, Reading, Verdict
from compendium.model.report import Claim, Description

Printed = tuple[str, float, bool]


def lines_of(page: int, *printed: Printed) -> tuple[Line, ...]:
    """Lines one under the other, each a little lower than its size."""
    top, lines = 800.0, []
    for text, size, bold in printed:
        if text:
            lines.append(Line(text, page, Box(page, 70.0, top - size, 500.0, top), size, bold))
        top -= 1.3 * size
    return tuple(lines)


def reading(*pages: tuple[Line, ...], passages: tuple[Passage, ...] = (), **metadata: str) -> Reading:
    body = lines_of(len(pages) + 1, *[("Running text of the report goes on and on in this line.", 11.0, False)] * 20)
    lines = tuple(line for page in (*pages, body) for line in page)
    sheets = tuple(Page(n, None, Verdict.TEXT, 595, 842) for n in range(1, len(pages) + 2))
    return Reading("00", "pdf", sheets, passages, lines=lines, metadata=metadata)


def passage(text: str, page: int = 5, *heading: str) -> Passage:
    return Passage("x", PassageKind.PARAGRAPH, Account.UNKNOWN, (page,), heading, text)


def first(description: Description, field: str) -> Claim:
    claim = description.first(field)
    assert claim is not None
    return claim


COVER = lines_of(
    1,
    ("Prison Reform Trust", 14.0, False),
    ("", 40.0, False),
    ("Waiting for a letter: contact", 30.0, True),
    ("with home from two prisons", 30.0, True),
    ("", 40.0, False),
    ("March 2024", 12.0, False),
)


def test_a_cover() -> None:
    described = describe(reading(COVER, Title="Microsoft Word - final_v3.docx", CreationDate="D:20240612100000Z"))
    title = first(described, "title")
    assert title.value == "Waiting for a letter: contact with home from two prisons"
    assert title.verbatim == "Waiting for a letter: contact\nwith home from two prisons"
    assert title.page == 1
    assert described.values("organisation") == ("Prison Reform Trust",)
    assert (first(described, "published").value, first(described, "published").verbatim) == ("2024-03", "March 2024")
    assert described.values("setting") == ("prison",)


def test_the_name_of_a_place_is_joined_to_the_kind_of_report_below_it() -> None:
    cover = lines_of(1, ("HMP Example", 26.0, False), ("Report of an unannounced inspection", 16.0, True))
    assert first(describe(reading(cover)), "title").value == "HMP Example: Report of an unannounced inspection"
    leading = lines_of(1, ("Report on an inspection of", 16.0, False), ("HMP Example", 26.0, True))
    assert first(describe(reading(leading)), "title").value == "Report on an inspection of HMP Example"


def test_a_letter_has_its_title_in_the_subject() -> None:
    letter = lines_of(
        1,
        ("5 April 2016", 12.0, False),
        ("A. Person, Director of Services, Example Metropolitan Borough Council", 12.0, False),
        ("Dear partnership", 12.0, False),
        ("Joint inspection of the response to", 12.0, True),
        ("neglect in Example", 12.0, True),
        ("Between 22 and 26 February 2016, inspectors visited.", 12.0, False),
    )
    opening = passage(
        "Between 22 and 26 February 2016, Ofsted and HMI Probation (HMIP) undertook a joint inspection.", 1
    )
    described = describe(reading(letter, passages=(opening,)))
    assert first(described, "title").value == "Joint inspection of the response to neglect in Example"
    assert first(described, "published").value == "2016-04-05"
    assert first(described, "fieldwork").value == "2016-02-22/2016-02-26"
    assert set(described.values("organisation")) == {"Ofsted", "HM Inspectorate of Probation"}


def test_the_file_s_own_title_is_used_only_when_it_looks_right() -> None:
    plain = lines_of(1, *[("All of this page is running text of one size.", 11.0, False)] * 30)
    assert first(describe(reading(plain, Title="Voices from the landing")), "title").confidence < 0.5
    for poor in ("Microsoft Word - Report", "report_v2", "final draft 3", "Untitled", "voices.indd"):
        assert describe(reading(plain, Title=poor)).first("title") is None


@pytest.mark.parametrize(
    ("line", "field", "name"),
    [
        ("© Made Up Voices Network 2023", "organisation", "Made Up Voices Network"),
        ("Published by the Made Up Trust", "organisation", "Made Up Trust"),
        ("Published by Clinks, 2023", "organisation", "Clinks"),
        ("Commissioned by HM Prison and Probation Service", "commissioner", "HM Prison and Probation Service"),
        ("Research by Revolving Doors", "fieldworker", "Revolving Doors"),
        ("Published by Made Up Trust, 18 June 2023", "organisation", "Made Up Trust"),
        (
            "Published by Department for Crime and Justice Example",
            "organisation",
            "Department for Crime and Justice Example",
        ),
    ],
)
def test_organisations_by_what_the_imprint_says(line: str, field: str, name: str) -> None:
    described = describe(reading(COVER[2:], lines_of(2, (line, 9.0, False))))
    claims = [c for c in described.claims if c.field == field]
    assert [(c.value, c.page, c.verbatim) for c in claims] == [(name, 2, line)]


def test_an_imprint_that_runs_on_over_lines() -> None:
    imprint = lines_of(
        2,
        ("© Made Up Voices and University of Example (Centre for", 9.0, False),
        ("Things) 2024. Published by Made Up Voices and", 9.0, False),
        ("University of Example (Centre for Things),", 9.0, False),
        ("March 2024. Commissioned by Example Trust. The", 9.0, False),
        ("views are ours.", 9.0, False),
    )
    described = describe(reading(COVER[2:4], imprint))
    assert set(described.values("organisation")) == {"Made Up Voices", "University of Example (Centre for Things)"}
    assert described.values("commissioner") == ("Example Trust",)
    assert first(described, "published").value == "2024-03"


def test_a_smaller_subtitle_is_no_part_of_the_title() -> None:
    cover = lines_of(1, ("Living with it: two years on", 30.0, True), ("What women told us", 16.0, False))
    assert first(describe(reading(cover)), "title").value == "Living with it: two years on"


def test_other_people_named_after_the_first_come_on_top_in_the_methods_section() -> None:
    passages = (
        passage("Fifty-two men were interviewed in prison.", 6, "2 Methods", "2.1 Taking part"),
        passage("Around thirty other men took part in focus groups.", 6, "2 Methods", "2.1 Taking part"),
    )
    described = describe(reading(COVER, passages=passages))
    assert [(g.n, g.exactness.value) for g in described.sample_groups] == [(52, "exact"), (30, "about")]


@pytest.mark.parametrize("line", ["© Crown copyright 2023", "© The authors", "We met Clinks and Nacro in May.", "Mind"])
def test_no_organisation_from_a_mention(line: str) -> None:
    described = describe(reading(COVER[2:], lines_of(2, (line, 9.0, False))))
    assert described.values("organisation") == ()


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Report published: 20 January 2015", "2015-01-20"),
        ("Published 12th March 2024", "2024-03-12"),
        ("Published: 03/09/2021", "2021-09-03"),
        ("First published in Sept 2020", "2020-09"),
        ("October 7, 2019", "2019-10-07"),
        ("2024", "2024"),
        ("Spring 2021", "2021"),
        ("Annual report 2019–20", "2020"),
        ("Annual report 2019-2020", "2020"),
    ],
)
def test_publication_dates_as_printed(line: str, value: str) -> None:
    cover = (*COVER[1:3], *lines_of(1, (line, 12.0, False)))
    claim = first(describe(reading(cover, CreationDate="D:20250101000000Z")), "published")
    assert (claim.value, claim.verbatim, claim.page) == (value, line, 1)


def test_the_file_s_own_date_is_the_last_resort_and_known_to_the_month_only() -> None:
    claim = first(describe(reading(COVER[1:3], CreationDate="D:20240819112747+01'00'")), "published")
    assert (claim.value, claim.page) == ("2024-08", None)
    assert claim.confidence < 0.5


def test_an_imprint_older_than_the_fieldwork_is_not_believed() -> None:
    dated = lines_of(1, ("Inspection dates: 5 to 9 June 2023", 12.0, False))
    imprint = lines_of(2, ("© Crown copyright 2022", 9.0, False))
    described = describe(reading((*COVER[1:3], *dated), imprint, CreationDate="D:20230801090000Z"))
    assert first(described, "published").value == "2023-08"
    assert first(described, "fieldwork").value == "2023-06-05/2023-06-09"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Interviews took place between May and October 2022.", "2022-05/2022-10"),
        ("Fieldwork was carried out from November 2021 to January 2022.", "2021-11/2022-01"),
        ("The survey ran from 30 November to 4 January 2022.", "2021-11-30/2022-01-04"),
    ],
)
def test_fieldwork_periods(text: str, value: str) -> None:
    described = describe(reading(COVER, passages=(passage(text, 6, "Methodology"),)))
    claim = first(described, "fieldwork")
    assert (claim.value, claim.page, claim.verbatim) == (value, 6, text)


def test_fieldwork_lasts_from_the_first_period_to_the_last_of_its_section() -> None:
    text = "The survey took place between February and July 2021. From March to May 2023 we wrote to everyone."
    described = describe(reading(COVER, passages=(passage(text, 6, "How we heard people"),)))
    claim = first(described, "fieldwork")
    assert (claim.value, claim.verbatim.split("\n")) == (
        "2021-02/2023-05",
        [
            "The survey took place between February and July 2021.",
            "From March to May 2023 we wrote to everyone.",
        ],
    )


def test_people_and_methods_come_from_the_methods_section_with_their_page() -> None:
    passages = (
        passage("Two women were interviewed in the local paper about the prison.", 9),
        passage("We interviewed 57 women in prison. We also held focus groups.", 6, "How we did the research"),
    )
    described = describe(reading(COVER, passages=passages))
    (group,) = described.sample_groups
    assert (group.n, group.page, group.kind.value) == (57, 6, "lived-experience")
    assert "interview" in " ".join(described.values("method"))
    assert "focus-group" in " ".join(described.values("method"))
    assert all(claim.page in (1, 6) for claim in described.claims)


@pytest.mark.parametrize("text", ["", "\n\n", "“", "31 February 2020", "n =", "Published:", "© ", "Dear"])
def test_odd_text_is_described_without_inventing(text: str) -> None:
    described = describe_text(text)
    assert described.sample_groups == ()
    assert described.values("organisation") == ()


def test_plain_text_has_no_pages() -> None:
    described = describe_text("Published by Clinks, March 2021\n\nWe interviewed 40 people on probation in June 2020.")
    assert described.values("organisation") == ("Clinks",)
    assert first(described, "published").value == "2021-03"
    assert {claim.page for claim in described.claims} == {None}
    assert [g.n for g in described.sample_groups] == [40]
