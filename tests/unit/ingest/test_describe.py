"""Title, organisations, dates and vocabularies: from made-up covers, letters and imprints."""

import pytest

from compendium.data import table
from compendium.ingest.describe import dates, organisations
from compendium.ingest.describe.describe import describe, describe_text
from compendium.ingest.describe.gazetteer import gazetteer
from compendium.ingest.describe.imprints import whole_lines
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


def title_of(*printed: Printed, imprint: str = "", **metadata: str) -> str | None:
    description = describe(reading(lines_of(1, *printed), lines_of(2, (imprint, 9.0, False)), **metadata))
    claim = description.first("title")
    return claim.value if claim else None


GAP = ("", 60.0, False)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ((("Belonging", 40.0, True), ("Young men in two prisons", 18.0, False)), "Belonging"),
        ((("Children in custody", 30.0, True), ("2019–20", 30.0, True)), "Children in custody 2019–20"),
        ((("2023", 60.0, True), GAP, ("A life of its own", 30.0, True)), "A life of its own"),
        ((("Research report", 36.0, True), GAP, ("Time well spent", 24.0, True)), "Time well spent"),
        ((("Executive summary", 34.0, True), GAP, ("Time well spent", 30.0, True)), "Time well spent"),
        (
            (("EMBARGOED UNTIL 12 MARCH 2024", 36.0, True), GAP, ("Time well spent", 30.0, True)),
            "Time well spent",
        ),
        (
            (("Exampleton City of", 25.0, False), ("Inspection of services for children", 16.0, True)),
            "Exampleton City of: Inspection of services for children",
        ),
        (
            (("“I just want to be heard”:", 30.0, True), ("women on recall.", 30.0, True)),
            "“I just want to be heard”: women on recall",
        ),
        ((("Contents", 30.0, True), GAP), None),
    ],
)
def test_titles_of_covers(printed: tuple[Printed, ...], title: str | None) -> None:
    assert title_of(*printed) == title


@pytest.mark.parametrize("imprint", ["© Made Up Voices 2023", "Published by Made Up Voices, 2023"])
def test_the_largest_line_is_no_title_when_it_names_who_owns_the_report(imprint: str) -> None:
    cover = (("Made Up Voices", 40.0, True), GAP, ("From the landing", 26.0, True))
    assert title_of(*cover, imprint=imprint) == "From the landing"


@pytest.mark.parametrize(
    "lie",
    [
        "PowerPoint Presentation",
        "A4 report for web",
        "Final version for print",
        "Scanned document",
        "Cover",
        "w.qxp",
        "Insert title here",
        "Layout 1",
        "Ready for publication 14.09",
        "Report template 2019",
        "Annual_Report",
    ],
)
def test_what_a_program_put_into_the_file_is_no_title(lie: str) -> None:
    plain = [("All of this page is running text of one size.", 11.0, False)] * 30
    assert title_of(*plain, Title=lie) is None


def test_a_printed_title_stands_above_the_one_in_the_file() -> None:
    assert (
        title_of(("Time well spent", 30.0, True), GAP, Title="Quite another report of last year") == "Time well spent"
    )


def published_of(*texts: str, page: int = 1, more: tuple[Line, ...] = (), made: str = "D:20240612100000Z") -> str:
    """The day of publication of a report with these lines; the file was made in June 2024."""
    printed = (*lines_of(page, *[(text, 10.0, False) for text in texts]), *more)
    claim = dates.published(tuple(whole_lines(printed)), {"CreationDate": made})
    return claim.value if claim else ""


FILE = "2024-06"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Tuesday 12th March 2024", "2024-03-12"),
        ("12th of March 2024", "2024-03-12"),
        ("12/03/2024", "2024-03-12"),
        ("31/02/2024", FILE),
        ("EMBARGOED UNTIL 00.01 TUESDAY 12 MARCH 2024", "2024-03-12"),
        ("Strictly embargoed until 12 March 2024", "2024-03-12"),
        ("Ordered by the House of Commons to be printed on 5 July 2022", "2022-07-05"),
        ("A report by Made Up Trust, March 2024", "2024-03"),
        ("Research report 12 | March 2024", "2024-03"),
        ("Cyhoeddwyd Mawrth 2024", "2024-03"),
        ("First published in Great Britain in 2021 by Made Up Press", "2021"),
        ("First published in 2016; updated June 2018", "2018-06"),
        ("First published 2015, second edition 2019", "2019"),
        ("Version 1.2, March 2021", "2021-03"),
        ("Inspection dates: 8–19 May 2023", FILE),
        ("8–19 May 2023", FILE),
        ("12, 13 and 19 June 2023", FILE),
        ("12/13 June 2023", FILE),
        ("3 & 4 June 2019", FILE),
        ("Next review date: March 2026", FILE),
        ("Review date: March 2029", FILE),
        ("Previous report: May 2016", FILE),
        ("Died 12 March 2021", FILE),
        ("Seminar held 3 May 2022", FILE),
        ("To be published by 3 May 2025", FILE),
    ],
)
def test_which_dates_of_a_cover_are_the_day_of_publication(line: str, value: str) -> None:
    assert published_of(line) == value


@pytest.mark.parametrize(
    "line",
    [
        "Published under the Children Act 2004",
        "This report was published in response to the 2019 review.",
        "research published in 2019 found that most people",
        "The Made Up Review, published in 2017, said so.",
        "It will be published in May 2025",
        "Cover photograph © Somebody 2019",
        "Contains map data © Crown copyright 2020",
    ],
)
def test_dates_of_acts_other_reports_and_pictures_give_way_to_the_imprint(line: str) -> None:
    assert published_of(line, "© Made Up Trust 2023", page=2) == "2023"


@pytest.mark.parametrize(
    ("above", "date", "value"),
    [
        ("1 April 2022 to", "31 March 2023", FILE),
        ("Date of visit:", "8 May 2023", FILE),
        ("Date of inspection", "8 May 2023", FILE),
        ("Investigation into the death of a man, on", "12 March 2021", FILE),
        ("Date of publication", "8 May 2023", "2023-05-08"),
        ("Time well spent", "8 May 2023", "2023-05-08"),
    ],
)
def test_a_date_on_its_own_means_what_the_line_above_it_says(above: str, date: str, value: str) -> None:
    assert published_of(above, date) == value


def test_a_later_edition_is_dated_by_itself_and_a_paper_of_parliament_by_its_publication() -> None:
    assert published_of("First published in 2016", "Second edition May 2019", page=2) == "2019-05"
    printed = "Ordered by the House of Commons to be printed on 5 July 2022"
    assert published_of("Published on 8 July 2022 by authority of the House of Commons", printed) == "2022-07-08"


def test_the_year_of_an_imprint_is_made_finer_by_a_running_line_or_a_signature() -> None:
    imprint = lines_of(9, ("© Made Up Trust 2023", 10.0, False))
    footer = *lines_of(2, ("Waiting | March 2023", 8.0, False)), *lines_of(3, ("Waiting | March 2023 | 3", 8.0, False))
    assert published_of("Waiting", more=(*footer, *imprint)) == "2023-03"
    signed = lines_of(3, ("Chief Executive", 10.0, False), ("March 2023", 10.0, False))
    assert published_of("Waiting", more=(*signed, *imprint)) == "2023-03"
    assert published_of("Waiting", more=imprint) == "2023"  # never by the date of the file


def fieldwork_of(text: str, *, methods: bool = True) -> str:
    heading = ("Methodology",) if methods else ("Introduction",)
    return ", ".join(describe(reading(COVER, passages=(passage(text, 6, *heading),))).values("fieldwork"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The survey was carried out in June 2022.", "2022-06/2022-06"),
        ("Fieldwork was carried out in autumn 2021.", "2021-09/2021-11"),
        ("Interviews took place between autumn 2021 and spring 2022.", "2021-09/2022-05"),
        ("Interviews were carried out in winter 2021/22.", "2021-12/2022-02"),
        ("Interviews were carried out in winter 2021.", ""),
        ("We carried out the interviews in 2019–20.", "2019/2020"),
        ("We visited from the 3rd to the 14th of May 2021.", "2021-05-03/2021-05-14"),
        ("Interviews took place between early May and late October 2022.", "2022-05/2022-10"),
        ("Focus groups were held w/c 12 June 2023.", "2023-06-12/2023-06-18"),
        ("Interviews took place in weeks commencing 12 June and 26 June 2023.", "2023-06-12/2023-07-02"),
        ("We visited on 3, 4 and 10 May 2022.", "2022-05-03/2022-05-10"),
        ("We visited on 12 & 13 May 2022.", "2022-05-12/2022-05-13"),
        ("We interviewed from 12 May to 3 June, and again from 4 to 15 October 2022.", "2022-05-12/2022-10-15"),
        ("Fieldwork took place in May to July 2019 and January to March 2020.", "2019-05/2020-03"),
        ("Fieldwork: March to May 2022", "2022-03/2022-05"),
        (
            "We spoke to people between May and June 2022, after the previous survey from March to April 2019.",
            "2022-05/2022-06",
        ),
        ("In June 2022 a survey of prisons was published.", ""),
        ("We visited on 31 February 2022.", ""),
    ],
)
def test_periods_as_reports_print_them(text: str, value: str) -> None:
    assert fieldwork_of(text) == value


def test_at_the_opening_less_is_believed() -> None:
    assert fieldwork_of("Our survey was carried out in June 2022.", methods=False) == "2022-06/2022-06"
    assert fieldwork_of("A survey was carried out in June 2022.", methods=False) == ""
    assert fieldwork_of("Interviews were carried out in 2019/20.", methods=False) == ""


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("Date of visit: 3 May 2022",), ("2022-05-03/2022-05-03",)),
        (("Inspection dates: 5–9 June and 19–23 June 2023",), ("2023-06-05/2023-06-23",)),
        (("Fieldwork dates", "5 to 9 June 2023"), ("2023-06-05/2023-06-09",)),
        (("Date of previous inspection: 27 June to 1 July 2016",), ()),
    ],
)
def test_periods_on_a_cover(texts: tuple[str, ...], value: tuple[str, ...]) -> None:
    cover = (*COVER[1:3], *lines_of(1, *[(text, 12.0, False) for text in texts]))
    assert describe(reading(cover)).values("fieldwork") == value


def parts(*texts: str, page: int = 1, opening: str = "") -> set[tuple[str, str]]:
    """Who did what by the lines of one page, or by a sentence at the opening of the report."""
    printed = lines_of(page, *[(text, 10.0, False) for text in texts])
    told = organisations.telling((passage(opening, 3),) if opening else ())
    found = organisations.organisations(tuple(whole_lines(printed)), "", told)
    return {(claim.field, claim.value) for claim in found}


TRUST, ANOTHER = ("organisation", "Prison Reform Trust"), ("organisation", "Nacro")
JUSTICE = ("commissioner", "Ministry of Justice")


@pytest.mark.parametrize(
    ("texts", "who"),
    [
        (("Published by the Prison Reform Trust and Nacro",), {TRUST, ANOTHER}),
        (("A report by the Prison Reform Trust for the Ministry of Justice",), {TRUST, JUSTICE}),
        (
            ("A report by the Made Up Trust for the Example Foundation",),
            {("organisation", "Made Up Trust"), ("commissioner", "Example Foundation")},
        ),
        (
            ("A report by the Centre for Mental Health for NHS England",),
            {("organisation", "Centre for Mental Health"), ("commissioner", "NHS England")},
        ),
        (("Prison Reform Trust", "Commissioned by", "Ministry of Justice"), {TRUST, JUSTICE}),
        (("Prison Reform Trust", "Prepared for: Ministry of Justice"), {TRUST, JUSTICE}),
        (("Prison Reform Trust", "in partnership with", "Nacro"), {TRUST, ANOTHER}),
        (("A report by the Prison Reform Trust in partnership with Nacro",), {TRUST, ANOTHER}),
        (("Prison Reform Trust", "Funded by", "Barrow Cadbury Trust"), {TRUST}),
        (("Prison Reform Trust", "Supported by:", "Barrow Cadbury Trust", "Nuffield Foundation"), {TRUST}),
        (("A report by the Prison Reform Trust with support from Barrow Cadbury Trust",), {TRUST}),
        (
            ("Prison Reform Trust", "Commissioned and funded by Barrow Cadbury Trust"),
            {TRUST, ("commissioner", "Barrow Cadbury Trust")},
        ),
        (("Prison Reform Trust", "Fieldwork by Second Bell"), {TRUST, ("fieldworker", "Second Bell")}),
        (("by HM Chief Inspector of Prisons",), {("organisation", "HM Inspectorate of Prisons")}),
        (("Report by Jane Smith",), set()),
        (("By Dr Jane Smith and Professor Ann Other",), set()),
        (("Inspection report for HMP Example",), set()),
    ],
)
def test_who_did_what_by_the_cover(texts: tuple[str, ...], who: set[tuple[str, str]]) -> None:
    assert parts(*texts) == who


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (
            "HMPPS commissioned User Voice to speak to people on probation.",
            {("commissioner", "HM Prison and Probation Service"), ("fieldworker", "User Voice")},
        ),
        (
            "The Made Up Institute was commissioned by the Ministry of Justice to carry out this research.",
            {("fieldworker", "Made Up Institute"), JUSTICE},
        ),
        (
            "This research was commissioned by the Ministry of Justice and carried out by Revolving Doors Agency.",
            {JUSTICE, ("fieldworker", "Revolving Doors")},
        ),
        (
            "The inspection was led by one of His Majesty’s Inspectors from Ofsted, with two inspectors from the CQC.",
            {("organisation", "Ofsted"), ("organisation", "Care Quality Commission")},
        ),
        ("The Lammy review was commissioned by the Ministry of Justice.", set()),
        ("In 2016 the Ministry of Justice commissioned Nacro to look at family ties.", set()),
        ("A survey published by Nacro in 2019 found that most people did.", set()),
        ("The board, led by a Ministry of Justice commissioner, met twice.", set()),
    ],
)
def test_who_did_what_by_a_sentence(sentence: str, who: set[tuple[str, str]]) -> None:
    assert parts(opening=sentence) == who


def test_what_an_imprint_says_of_others() -> None:
    imprint = "© Nacro 2021", "Photos © Picture Agency Ltd", "Designed by Bright Ideas Ltd", "Printed by Big Print Ltd"
    assert parts(*imprint, page=2) == {ANOTHER}
    assert parts("research by Nacro found that people waited", page=3) == set()
    assert parts("the report by Nacro found that people waited", page=3) == set()
    helplines = "If you have been affected by this report", "Samaritans", "www.samaritans.org"
    assert parts(*helplines, page=9) == set()
    assert parts("www.nacro.org.uk", page=9) == {ANOTHER}
    assert parts("www.nacro.org.uk", "www.samaritans.org", "www.clinks.org", page=9) == set()


def test_who_is_registered_published_it_where_nothing_else_is_said() -> None:
    made_up = "Made Up Voices is a registered charity, number 123456."
    assert parts(made_up, page=2) == {("organisation", "Made Up Voices")}
    assert parts("© Nacro 2021", made_up, page=2) == {ANOTHER}
    assert parts("Made Up Voices, a registered charity, funded this.", page=2) == set()


def test_the_passages_about_an_inspection_are_looked_at_wherever_they_stand() -> None:
    passages = [passage(f"Words {n}.", 2) for n in range(20)]
    late = passage("Nacro and Clinks carried out this inspection.", 9, "Information about this inspection")
    assert len(organisations.telling([*passages, late])) == 13
    assert organisations.telling([*passages, late])[-1] == (9, late.text)


@pytest.mark.parametrize(
    ("printed", "now"),
    [
        ("National Offender Management Service", "HM Prison and Probation Service"),
        ("HM Inspectorate of Constabulary", "HM Inspectorate of Constabulary and Fire & Rescue Services"),
        ("HM Inspectorate of Constabulary in Scotland", "HM Inspectorate of Constabulary in Scotland"),
        ("Revolving Doors Agency", "Revolving Doors"),
        ("Agenda, the alliance for women and girls at risk", "Agenda Alliance"),
        ("Institute for Criminal Policy Research", "Institute for Crime and Justice Policy Research"),
        ("NatCen Social Research", "National Centre for Social Research"),
    ],
)
def test_a_former_name_stands_for_the_present_one_and_its_words_are_kept(printed: str, now: str) -> None:
    line = f"Published by {printed}, 2019"
    claim = first(describe(reading(COVER[2:], lines_of(2, (line, 9.0, False)))), "organisation")
    assert (claim.value, claim.verbatim) == (now, line)


def test_the_gazetteer_is_in_order() -> None:
    entries = table("organisations")["organisation"]
    names = [entry["name"] for entry in entries]
    assert len(set(names)) == len(names)
    bearers: dict[str, set[str]] = {}
    for entry in entries:
        for name in (entry["name"], entry.get("short"), *entry.get("aliases", ()), *entry.get("former", ())):
            bearers.setdefault(name or entry["name"], set()).add(entry["name"])
    assert {name for name, owners in bearers.items() if len(owners) > 1} == {"HMIP", "CJI"}
    known = gazetteer()
    assert all(list(known.named(name, expected=True)) == [(name, name)] for name in names)


def test_a_name_that_is_a_word_counts_where_one_is_expected() -> None:
    known = gazetteer()
    assert list(known.named("Agenda for the day, and what was on our Mind")) == []
    assert list(known.named("Mind", expected=True)) == [("Mind", "Mind")]
    assert list(known.named("www.nacro.org.uk and info@nacro.org.uk")) == []
    assert list(known.named("pact Pact-like")) == []
