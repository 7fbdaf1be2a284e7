"""OpenDocument texts: all words that are shown, in order, and only those."""

import pytest

from compendium.errors import Refused
from compendium.ingest.formats.odt import read_odt
from compendium.ingest.paragraphs import Content
from tests.support.documents import LIMITS, cells, odt, odt_parts, packed, told

STYLES = (
    '<style:style style:name="Title" style:family="paragraph"/>'
    '<style:style style:name="Quotations" style:family="paragraph"/>'
    '<style:style style:name="Caption" style:family="paragraph"/>'
    '<style:style style:name="Pull_20_quote" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
)
AUTOMATIC = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<style:style style:name="P3" style:family="paragraph" style:parent-style-name="Caption"/>'
    '<style:style style:name="P4" style:family="paragraph" style:parent-style-name="P5"/>'
    '<style:style style:name="P5" style:family="paragraph" style:parent-style-name="P4"/>'
    '<style:style style:name="T1" style:family="text" style:parent-style-name="Strong"/>'
    '<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>'
)


def read(body: str, meta: str = "") -> Content:
    return read_odt(odt(body, STYLES, AUTOMATIC, meta), LIMITS)


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_headings_have_their_outline_levels_and_styles_their_roles() -> None:
    content = read(
        p("Cold wings", "P1")
        + '<text:h text:outline-level="1">What we heard</text:h>'
        + p("We never saw the sun.", "P2")
        + '<text:h text:outline-level="3">Visits</text:h>'
        + p("Nobody came.", "Pull_20_quote")
        + p("Table 1: Hours outside", "P3")
        + p("Round and round.", "P4")
        + "<text:h>Plain</text:h><text:h text:outline-level='10'>Deep</text:h>"
    )
    assert [(str(p.role), p.level, p.text) for p in content.paragraphs] == [
        ("heading", 0, "Cold wings"),
        ("heading", 1, "What we heard"),
        ("quote", 0, "We never saw the sun."),
        ("heading", 2, "Visits"),
        ("pull-quote", 0, "Nobody came."),
        ("caption", 0, "Table 1: Hours outside"),
        ("paragraph", 0, "Round and round."),
        ("heading", 1, "Plain"),
        ("heading", 3, "Deep"),
    ]


def test_spaces_tabs_and_line_ends_part_words() -> None:
    content = read(
        p(
            "It<text:s/>was<text:tab/>cold<text:s text:c='1000000000'/>there.<text:line-break/>And "
            "<text:span>da</text:span>mp"
        )
    )
    assert told(content) == [("paragraph", "It was cold there.\nAnd damp")]


def test_deleted_words_remarks_hidden_words_and_page_numbers_are_left_out() -> None:
    content = read(
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('Warm')}</text:deletion></text:changed-region>"
        "</text:tracked-changes>"
        + p(
            "It was<text:change text:change-id='c1'/> cold<office:annotation><text:p>Sure?</text:p></office:annotation>"
            " on page <text:page-number>4</text:page-number>of it<text:span text:style-name='T2'>secret</text:span>."
        )
        + f"<text:table-of-content><text:index-body>{p('Visits 12')}</text:index-body></text:table-of-content>"
        + f"<text:section text:display='none'>{p('Draft')}</text:section><text:section>{p('Shown')}</text:section>"
    )
    assert told(content) == [("paragraph", "It was cold on page of it."), ("paragraph", "Shown")]


def test_notes_and_boxes_follow_their_paragraph() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See the survey.</text:p><text:p>"
        "Of 2023.</text:p></text:note-body></text:note>"
    )
    box = "<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame>"
    content = read(p(f"It was cold{note} in March{box} and after.") + p("Next."))
    assert told(content) == [
        ("paragraph", "It was cold in March and after."),
        ("footnote", "See the survey.\nOf 2023."),
        ("box", "In the box."),
        ("paragraph", "Next."),
    ]


def test_lists_and_tables_with_cells_that_say_they_stand_many_times() -> None:
    items = (
        f"<text:list><text:list-item>{p('A lamp')}<text:list><text:list-item>{p('A door')}</text:list-item></text:list>"
    )
    row = (
        "<table:table-row table:number-rows-repeated='1000000000'><table:table-cell table:number-columns-spanned='2'>"
        f"{p('Both wings')}</table:table-cell><table:covered-table-cell/><table:table-cell>{p('1')}</table:table-cell>"
        "<table:table-cell table:number-columns-repeated='1000000000'/></table:table-row>"
    )
    content = read(f"{items}</text:list-item></text:list><table:table>{row}{row}</table:table>")
    assert told(content)[:2] == [("list", "A lamp"), ("list", "A door")]
    assert cells(content) == [["Both wings", "", "1"]] * 2


def test_lines_all_in_bold_are_headings_where_none_are_marked() -> None:
    bold = p("<text:span text:style-name='T1'>Visits</text:span>")
    half = p("<text:span text:style-name='T1'>Visits</text:span> were cut")
    assert [role for role, _ in told(read(bold + p("It was cold.") + half + p("Again.")))] == [
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
    ]


def test_pictures_are_counted() -> None:
    frame = "<draw:frame><draw:image/><draw:object/></draw:frame>"
    (problem,) = read(p(f"Look.{frame}")).problems
    assert problem.message == "This document holds 1 picture. Words inside pictures are not read."


def test_what_the_file_says_of_itself_has_the_names_and_forms_of_pdfs() -> None:
    meta = (
        "<dc:title>Cold wings</dc:title><meta:initial-creator>Second Bell</meta:initial-creator>"
        "<dc:creator>Somebody later</dc:creator><meta:creation-date>2022-04-03T20:10:38</meta:creation-date>"
    )
    assert read(p("Words."), meta).metadata == {
        "Title": "Cold wings",
        "Author": "Second Bell",
        "CreationDate": "D:20220403",
    }


def refused(parts: dict[str, str]) -> str:
    with pytest.raises(Refused) as refusal:
        read_odt(packed(parts), LIMITS)
    return refusal.value.code


def test_a_file_with_a_password_is_refused() -> None:
    parts = odt_parts(p("Words."))
    parts["META-INF/manifest.xml"] = parts["META-INF/manifest.xml"].replace(
        "/>", "><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    assert refused(parts | {"content.xml": "nothing that anybody can read"}) == "encrypted"


@pytest.mark.parametrize("part", ["content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"])
def test_dangerous_xml_is_refused_wherever_it_stands(part: str) -> None:
    parts = odt_parts(p("Words."))
    deep = "<a>" * 300 + "</a>" * 300
    assert refused(parts | {part: '<!DOCTYPE x [<!ENTITY a "b">]>' + parts[part]}) == "damaged"
    assert refused(parts | {part: parts[part].replace(":1.0", f":1.0&{part[0]};", 1)}) == "damaged"
    assert refused(parts | {part: deep}) == "damaged"


@pytest.mark.parametrize("body", ["", "<text:p/>", "<table:table><table:table-row/></table:table>"])
def test_a_file_without_words_is_refused(body: str) -> None:
    assert refused(odt_parts(body)) == "no-text"


def test_an_archive_without_a_document_is_refused() -> None:
    parts = odt_parts(p("Words."))
    del parts["content.xml"]
    assert refused(parts) == "damaged"
    assert refused(odt_parts("") | {"content.xml": "<other/>"}) == "damaged"
