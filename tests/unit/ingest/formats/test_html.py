"""Saved web pages: the words of their main part, without what surrounds them."""

import pytest

from compendium.errors import Refused
from compendium.ingest.formats.html import read_html
from compendium.ingest.paragraphs import Content
from tests.support.documents import LIMITS, cells, told

WORDS = "People told us that the visits hall was cold and that nobody had explained why the heating was off all winter."


def read(markup: str) -> Content:
    return read_html(markup.encode(), LIMITS)


@pytest.mark.parametrize(
    "around",
    [
        "<header>Menu</header>",
        "<nav>Home</nav>",
        "<footer>Crown copyright</footer>",
        "<aside>Related</aside>",
        "<script>var a = '<p>no</p>'</script>",
        "<style>p { color: red }</style>",
        "<noscript><p>Switch it on</p></noscript>",
        "<form><label>Search</label><input value=x><select><option>All</select><button>Go</button></form>",
        "<div hidden>Later</div>",
        "<div aria-hidden=true>Later</div>",
        "<div style='DISPLAY : none'>Later</div>",
        "<div role=banner>Top</div>",
        "<span class='a sr-only'>Skip</span>",
        "<!-- remark -->",
        "<iframe src=x>No</iframe>",
        "<svg><text>Logo</text></svg>",
        "<template><p>Row</p></template>",
    ],
)
def test_what_surrounds_the_text_is_dropped(around: str) -> None:
    assert told(read(f"<body>{around}<p>It was cold.</p>{around}</body>")) == [("paragraph", "It was cold.")]


def test_only_the_main_part_is_read_where_a_page_has_one() -> None:
    page = "<body><p>Cookies?</p><{0}><header><h1>Cold wings</h1></header><p>{1}</p></{0}><p>Share this</p></body>"
    for part in ("main", "article"):
        assert told(read(page.format(part, WORDS))) == [("heading", "Cold wings"), ("paragraph", WORDS)]
    assert ("paragraph", "Share this") in told(read(page.format("main", "Few words.")))
    assert ("paragraph", "Share this") in told(read(page.format("article", WORDS) + f"<article>{WORDS}</article>"))


def test_parts_that_wait_to_be_unfolded_and_pages_inside_a_form_are_read() -> None:
    page = (
        "<form id=aspnet><h2><button><span>Visits</span></button></h2><div hidden=until-found><p>It was cold.</p></div>"
        "<details><summary>More</summary>And damp.</details></form>"
    )
    assert told(read(page)) == [
        ("heading", "Visits"),
        ("paragraph", "It was cold."),
        ("paragraph", "More"),
        ("paragraph", "And damp."),
    ]


def test_quotes_captions_lists_and_line_ends() -> None:
    page = (
        "<blockquote><p>We never saw<br>the sun.</p><footer>Woman, 34</footer></blockquote><ul><li>A lamp<ul><li>A door"
        "</ul><li><p>A <b>win</b>dow</p></ul><figure><img src=a><figcaption>Hours outside</figcaption></figure><figure>"
        "<blockquote>Nobody came.</blockquote><figcaption>Man, 20</figcaption></figure>He said <q>never</q>, twice.<br>"
        "<br>Then left,<br>and how.<br>Staff<pre>one  \n   two</pre><p>No\nline &amp; end"
    )
    assert told(read(page)) == [
        ("quote", "We never saw the sun."),
        ("quote", "Woman, 34"),
        ("list", "A lamp"),
        ("list", "A door"),
        ("list", "A window"),
        ("caption", "Hours outside"),
        ("quote", "Nobody came."),
        ("quote", "Man, 20"),
        ("paragraph", "He said “never”, twice."),
        ("paragraph", "Then left, and how.\nStaff"),
        ("paragraph", "one\ntwo"),
        ("paragraph", "No line & end"),
    ]


def test_tables_have_captions_and_cells_and_those_that_only_set_out_a_page_are_text() -> None:
    table = (
        "<table><caption>Hours</caption><thead><tr><th>Wing<th>Hours</thead><tr><td rowspan=2>A<td>1<tr><td>2<tr><td>"
        "<td><tr><td colspan=2>both</table>"
    )
    content = read(table)
    assert told(content)[0] == ("caption", "Hours")
    assert cells(content) == [["Wing", "Hours"], ["A", "1"], ["", "2"], ["both", ""]]
    page = f"<table><tr><td>Menu<td><h1>Cold</h1><p>{WORDS}</p>{table}</table>"
    assert [role for role, _ in told(read(page))] == ["paragraph", "heading", "paragraph", "caption", "table"]
    assert told(read("<table><tr><td><p>Boxed.<ul><li>Too</ul></table>")) == [("box", "Boxed."), ("box", "Too")]


@pytest.mark.parametrize(
    "mark",
    [
        '<sup><a href="#n1">1</a></sup>',
        '<sup>[<a href="#n1">1</a>, <a href="#n2">2</a>]</sup>',
        '<a href="#n1"><sup>1</sup></a>',
        '<a href="#n1" role="doc-noteref">[footnote 1]</a>',
    ],
)
def test_notes_follow_their_paragraph_and_their_marks_are_no_part_of_what_was_said(mark: str) -> None:
    content = read(
        f"<main><p>It was cold{mark} in March{mark}.</p><p>Next, 5 m<sup>2</sup> and 1<sup>st</sup>. {WORDS}</p></main>"
        '<ol><li id=n1><p>See the survey. <a href="#r1">↩</a></p><li id=n2>And the other.</ol>'
    )
    assert told(content)[:2] == [("paragraph", "It was cold in March."), ("footnote", "See the survey.")]
    assert told(content)[-1] == ("paragraph", f"Next, 5 m2 and 1st. {WORDS}")
    assert (("footnote", "And the other.") in told(content)) is ("n2" in mark)


def test_a_mark_that_leads_to_all_of_the_text_makes_no_note_of_it() -> None:
    content = read(f'<div id=top><p>{WORDS}<sup><a href="#top">1</a></sup></p></div>')
    assert [role for role, _ in told(content)] == ["paragraph"]


def test_pictures_are_counted_without_those_that_count_visits() -> None:
    (problem,) = read("<p>Look<img src=a.png><img src=b.gif width=1 height=1><nav><img src=c></nav>").problems
    assert problem.message == "This document holds 1 picture. Words inside pictures are not read."


def test_title_author_and_date_are_those_of_the_page() -> None:
    page = (
        "<head><title>Cold \n wings &amp; more</title><meta name=author content='Second Bell'>"
        "<meta property='article:published_time' content='{}'></head><p>Words."
    )
    assert read(page.format("2023-05-04T10:00")).metadata == {
        "Title": "Cold wings & more",
        "Author": "Second Bell",
        "CreationDate": "D:20230504",
    }
    assert read(page.format("2023-05")).metadata["CreationDate"] == "D:202305"
    for wrong in ("May 2023", "2023-13-01", "2023-05-40", ""):
        assert "CreationDate" not in read(page.format(wrong)).metadata


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>Café “so”</p>".encode(), "Café “so”"),
        ("<p>Café “so”</p>".encode("utf-8-sig"), "Café “so”"),
        ("<p>Café “so”</p>".encode("utf-16"), "Café “so”"),
        ("<meta charset=utf-16><p>Café “so”</p>".encode(), "Café “so”"),
        ("<meta charset=iso-8859-1><p>Café “so”</p>".encode("cp1252"), "Café “so”"),
        ("<meta charset=windows-1251><p>Тюрьма “да”</p>".encode("cp1251"), "Тюрьма “да”"),
        ("<META http-equiv=x content='text/html; charset=koi8-r'><p>Тюрьма</p>".encode("koi8-r"), "Тюрьма"),
        ("<meta charset=zlib><p>Café “so”</p>".encode("cp1252"), "Café “so”"),
        ("<meta charset=nonsense><p>Café “so”</p>".encode("cp1252"), "Café “so”"),
        (b"<meta charset=utf-8><p>Caf&#233; &ldquo;so&#8221;", "Café “so”"),
    ],
)
def test_letters_are_those_that_were_written(data: bytes, text: str) -> None:
    assert told(read_html(data, LIMITS)) == [("paragraph", text)]


def test_control_characters_and_soft_hyphens_are_no_words() -> None:
    assert told(read("<p>co\u00adld&#1;\x02 wing&#0;s")) == [("paragraph", "cold wing\ufffds")]


@pytest.mark.parametrize("markup", ["<div>" * 20_000, "<div/>" * 20_000, "<b><i>" * 20_000 + WORDS])
def test_a_page_that_is_nested_without_end_is_refused(markup: str) -> None:
    with pytest.raises(Refused) as refused:
        read(markup + WORDS)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    "markup", ["<div>" * 9_000, "<p>" * 20_000, "<path/>" * 20_000, "<table><tr><td>" * 2_000, "</div>" * 20_000]
)
def test_a_page_that_is_only_untidy_is_read(markup: str) -> None:
    assert WORDS in [text for _, text in told(read(markup + WORDS))]


@pytest.mark.parametrize("markup", ["", "<html></html>", "<nav>Menu</nav>", "<p>&nbsp;</p>", "<img src=a>"])
def test_a_page_without_words_is_refused(markup: str) -> None:
    with pytest.raises(Refused) as refused:
        read(markup)
    assert refused.value.code == "no-text"
