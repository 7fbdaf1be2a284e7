"""Word files: all words that are shown, in order, and only those."""

import pytest

from compendium.errors import Refused
from compendium.ingest.formats.docx import read_docx
from compendium.ingest.paragraphs import Content
from tests.support.documents import (
    LIMITS,
    cells,
    docx,
    docx_parts,
    packed,
    par,
    properties,
    run,
    style,
    told,
    word_table,
)

STYLES = "".join(
    [
        style("Title"),
        *(style(f"heading {level}", style_id=f"Heading{level}") for level in (1, 2, 9)),
        style("Quote"),
        style("Intense Quote"),
        style("Pull quote box"),
        style("caption", style_id="Caption"),
        style("toc 1", style_id="TOC1"),
        style("House heading", based_on="Heading2"),
        style("House section", marks='<w:outlineLvl w:val="0"/>'),
        style("Round", based_on="Turn"),
        style("Turn", based_on="Round"),
        style("List Bullet"),
    ]
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
DRAWN_BOX = (
    "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
OLD_BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"


def item(text: str, level: int = 0) -> str:
    return par(text, marks=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def read(body: str, **more: str) -> Content:
    return read_docx(docx(body, **{"styles": STYLES} | more), LIMITS)


def test_headings_have_the_levels_of_their_styles_also_of_those_they_are_based_on() -> None:
    content = read(
        par("Cold wings", "Title")
        + par("What we heard", "Heading1")
        + par("It was cold.")
        + par("Visits", "Househeading")
        + par("What we think", "Housesection")
        + par("Deep down", "Heading9")
        + par("Round and round.", "Round")
    )
    levels = [(p.level, p.text) for p in content.paragraphs if p.role == "heading"]
    assert levels == [(0, "Cold wings"), (1, "What we heard"), (2, "Visits"), (1, "What we think"), (3, "Deep down")]
    assert told(content)[-1] == ("paragraph", "Round and round.")


def test_quotes_captions_and_lists_are_told_apart() -> None:
    content = read(
        par("We never saw the sun.", "Quote")
        + par("Nor the moon.", "IntenseQuote")
        + par("Nobody came.", "Pullquotebox")
        + par("Table 1: Hours outside", "Caption")
        + item("A lamp")
        + item("A window", 1)
        + par("A door", "ListBullet")
        + par("“It stood on its own,” she said.”"),
        numbering=NUMBERING,
    )
    assert told(content) == [
        ("quote", "We never saw the sun."),
        ("quote", "Nor the moon."),
        ("pull-quote", "Nobody came."),
        ("caption", "Table 1: Hours outside"),
        ("list", "A lamp"),
        ("list", "A window"),
        ("list", "A door"),
        ("quote", "“It stood on its own,” she said.”"),
    ]


def test_deleted_words_are_left_out_and_inserted_ones_kept() -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>warm</w:delText></w:r></w:del>'
    came = f'<w:ins w:id="2">{run("cold")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{run(" here")}</w:moveFrom><w:moveTo w:id="4">{run(" there")}</w:moveTo>'
    row = f'<w:tr><w:trPr><w:del w:id="5"/></w:trPr><w:tc>{par("Gone")}</w:tc><w:tc>{par("too")}</w:tc></w:tr>'
    table = word_table([par("A"), par("B")], [par("C"), par("D")]).replace("</w:tbl>", f"{row}</w:tbl>")
    joined = '<w:p><w:pPr><w:rPr><w:del w:id="6"/></w:rPr></w:pPr>' + run("One ") + "</w:p>" + par("paragraph.")
    content = read(par("It was ", inside=gone + came + moved) + table + joined)
    assert told(content)[0] == ("paragraph", "It was cold there")
    assert cells(content) == [["A", "B"], ["C", "D"]]
    assert told(content)[-1] == ("paragraph", "One paragraph.")


def test_hidden_words_comments_and_tables_of_contents_are_left_out() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{par('Contents', 'Heading1')}{par('What we heard 3')}</w:sdtContent></w:sdt>"
    )
    hidden = run(" secret", marks="<w:vanish/>") + run(" shown", marks='<w:vanish w:val="0"/>')
    remark = '<w:r><w:commentReference w:id="0"/></w:r>'
    content = read(
        contents + par("Visits 12", "TOC1") + par("Said", inside=hidden + remark),
        comments=f'<w:comment w:id="0">{par("Is this right?")}</w:comment>',
    )
    assert told(content) == [("paragraph", "Said shown")]


def test_notes_follow_their_paragraph_and_their_marks_are_no_part_of_what_was_said() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    lost = '<w:r><w:footnoteReference w:id="77"/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{number}">{par("", inside="<w:r><w:footnoteRef/></w:r>" + run(text))}</w:footnote>'
        for number, text in ((1, "Never used."), (2, "See the survey of 2023."))
    )
    end = f'<w:endnote w:id="2">{par("At the very end.")}</w:endnote>'
    content = read(
        par("It was cold", inside=mark + run(" in March") + lost)
        + word_table([par("Wing"), par("A", inside='<w:r><w:endnoteReference w:id="2"/></w:r>')])
        + par("Last."),
        footnotes=notes,
        endnotes=end,
    )
    assert told(content) == [
        ("paragraph", "It was cold in March"),
        ("footnote", "See the survey of 2023."),
        ("table", "Wing\tA"),
        ("footnote", "At the very end."),
        ("paragraph", "Last."),
    ]


def test_tables_have_their_cells_with_joined_ones_once() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{par("Both wings")}</w:tc>'
    high = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{par("High")}</w:tc>'
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{par()}</w:tc>"
    one = f"<w:tc>{par('1')}</w:tc>"
    rows = (wide + one, high + one + one, below + one + one)
    content = read("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    assert cells(content) == [["Both wings", "", "1"], ["High", "1", "1"], ["", "1", "1"]]


@pytest.mark.parametrize(
    "box",
    [
        DRAWN_BOX,
        OLD_BOX,
        f"<mc:AlternateContent><mc:Choice>{DRAWN_BOX}</mc:Choice><mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Choice>{DRAWN_BOX}</mc:Choice></mc:AlternateContent>",
    ],
)
def test_text_boxes_stand_once_behind_their_paragraph(box: str) -> None:
    boxed = par("In the box.") + par("And more of it.")
    content = read(par("Before", inside=f"<w:r>{box.format(boxed)}</w:r>{run(' and after.')}") + par("Next."))
    assert told(content) == [
        ("paragraph", "Before and after."),
        ("box", "In the box."),
        ("box", "And more of it."),
        ("paragraph", "Next."),
    ]


def test_a_quotation_alone_in_a_box_may_be_a_pull_quote_and_one_with_its_speaker_is_a_quote() -> None:
    said = par("“We never saw the sun in all those weeks.”")
    content = read(word_table([said]) + par("And so on.") + word_table([said + par("Woman, 34")]))
    assert [role for role, _ in told(content)] == ["pull-quote", "paragraph", "quote", "paragraph"]


def test_words_in_fields_links_and_old_marks_are_read() -> None:
    inside = (
        f'<w:fldSimple w:instr=" SEQ Table ">{run("7")}</w:fldSimple>'
        f'<w:fldSimple w:instr=" PAGE ">{run("99")}</w:fldSimple>'
        f'<w:hyperlink r:id="nowhere">{run(": hours")}</w:hyperlink><w:bdo w:val="rtl">{run(" outside")}</w:bdo>'
        f"<w:r><w:br/></w:r>{run('A day')}<w:r><w:cr/></w:r>{run('each')}"
    )
    assert told(read(par("Table ", inside=inside))) == [("paragraph", "Table 7: hours outside\nA day each")]


def test_pictures_are_counted_and_never_unpacked() -> None:
    picture = (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        '<a:blip r:embed="{0}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    parts = docx_parts(par("Look.", inside=picture.format("one") + picture.format("missing")), styles=STYLES)
    content = read_docx(packed(parts | {"word/media/image1.png": b"\x89PNG not a picture at all"}), LIMITS)
    assert told(content) == [("paragraph", "Look.")]
    (problem,) = content.problems
    assert problem.code == "pictures"
    assert problem.message == "This document holds 2 pictures. Words inside pictures are not read."


def test_page_breaks_make_no_pages() -> None:
    broken = '<w:r><w:lastRenderedPageBreak/><w:br w:type="page"/></w:r>' + run("second page")
    content = read(par("First page, ", inside=broken))
    assert told(content) == [("paragraph", "First page, second page")]
    assert [(page.number, page.label, page.width) for page in content.pages] == [(1, None, 0.0)]


def test_short_lines_in_bold_are_headings_only_where_no_style_says_heading() -> None:
    body = par("Visits", bold=True) + par("It was cold.") + par("“So cold.”") + par("Prisoner", bold=True) + par("Yes.")
    assert [role for role, _ in told(read(body))] == ["heading", "paragraph", "quote", "paragraph", "paragraph"]
    assert "heading" not in [role for role, _ in told(read(body + par("End", "Heading1")))][:5]


def test_what_the_file_says_of_itself_has_the_names_and_forms_of_pdfs() -> None:
    parts = docx_parts(par("Words.")) | properties("Cold wings", "Second Bell", "2023-05-04T10:00:00Z")
    assert read_docx(packed(parts), LIMITS).metadata == {
        "Title": "Cold wings",
        "Author": "Second Bell",
        "CreationDate": "D:20230504",
    }


@pytest.mark.parametrize(
    ("declared", "inside"),
    [
        ('<!DOCTYPE x [<!ENTITY a "lots "><!ENTITY b "&a;&a;&a;">]>', par("Said &b;").replace("&amp;", "&")),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', par("Said &a;").replace("&amp;", "&")),
        ("", par() * 2 + "<w:p>" * 120 + "</w:p>" * 120),
        ("", "<w:p>" * 5000 + "</w:p>" * 5000),
        ("", "<w:p>"),
    ],
    ids=["bomb", "outside", "deep", "deepest", "broken"],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/footnotes.xml", "word/styles.xml", "word/numbering.xml"])
def test_dangerous_xml_is_refused_wherever_it_stands(declared: str, inside: str, part: str) -> None:
    parts = docx_parts(par("Words."), styles=STYLES, footnotes="", numbering=NUMBERING)
    parts[part] = declared + parts[part].replace("</w:", f"{inside}</w:", 1)
    with pytest.raises(Refused) as refused:
        read_docx(packed(parts), LIMITS)
    assert refused.value.code == "damaged"


def test_the_deepest_that_is_let_through_is_read() -> None:
    deep = par("Down here.")
    for _ in range(31):
        deep = word_table([deep])
    assert told(read(deep)) == [("box", "Down here.")]


def test_a_style_map_inside_the_file_changes_nothing() -> None:
    parts = docx_parts(par("Hide me.", "Normal"), styles=style("Normal")) | {"mammoth/style-map": "p => !"}
    assert told(read_docx(packed(parts), LIMITS)) == [("paragraph", "Hide me.")]


@pytest.mark.parametrize("body", ["", par(), par("   "), par(inside="<w:r><w:drawing/></w:r>")])
def test_a_file_without_words_is_refused(body: str) -> None:
    with pytest.raises(Refused) as refused:
        read(body)
    assert refused.value.code == "no-text"


def test_an_archive_without_a_document_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_docx(packed({"word/other.xml": "<other/>"}), LIMITS)
    assert refused.value.code == "damaged"
