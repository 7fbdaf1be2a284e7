"""PDF files that are broken, or made to break who reads them. See `hostile.py`."""

import io
import zlib
from collections.abc import Callable

import pikepdf

from tests.support.pdfs import _file as assembled
from tests.support.pdfs import paragraph, pdf_bytes

TEXT = "People told us that the visits hall was cold and that nobody had explained why the heating was off. "
_MORE = ("Letters came late.", "Staff said they had no time.", "Meals were small.", "Nobody had asked before.")
ORDINARY = pdf_bytes([paragraph(f"{sentence} {TEXT}{sentence}") for sentence in _MORE])
BOX = "/MediaBox [0 0 595 842]"
WORDS = b"BT /F1 11 Tf 72 700 Td (The visits hall was cold and nobody had explained why.) Tj ET\n"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_ADLER = 65521


def stream(data: bytes, keys: str = "", *, length: int | str | None = None) -> bytes:
    """The object of a stream; `length` is what it says of itself."""
    said = len(data) if length is None else length
    return f"<< /Length {said} {keys} >>\nstream\n".encode() + data + b"\nendstream"


def page_file(
    content: bytes, *more: bytes, page: str = "", box: str = BOX, resources: str = "", catalog: str = "", info: str = ""
) -> bytes:
    """A PDF with one page. Objects: 1 catalogue, 2 pages, 3 page, 4 its content, 5 a font; `more` from 6 on."""
    return assembled(
        [
            f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R {box} /Contents 4 0 R {page} "
            f"/Resources << /Font << /F1 5 0 R >> {resources} >> >>".encode(),
            content,
            _FONT,
            *more,
        ],
        info,
    )


def bomb(chunk: bytes, times: int) -> bytes:
    """zlib data that unpacks to `chunk` so many times over: one packed block, repeated, with the right checksum."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    once = zlib.adler32(chunk)
    low, high = 1, 0
    for _ in range(times):
        high = (high + (once >> 16) + len(chunk) * (low - 1)) % _ADLER
        low = (low + (once & 0xFFFF) - 1) % _ADLER
    return b"\x78\xda" + block * times + b"\x03\x00" + (high << 16 | low).to_bytes(4, "big")


def _flate_bomb() -> bytes:
    return page_file(stream(bomb(b" " * 2**20, 2048), "/Filter /FlateDecode"))


def _double_flate_bomb() -> bytes:
    inner = bomb(b" " * 2**20, 2048)
    return page_file(stream(zlib.compress(inner, 9), "/Filter [/FlateDecode /FlateDecode]"))


def _many_filters() -> bytes:
    return page_file(stream(WORDS, f"/Filter [{'/ASCIIHexDecode ' * 20_000}]"))


def _object_stream(body: bytes, keys: str) -> bytes:
    return page_file(stream(WORDS), stream(body, f"/Type /ObjStm {keys} /Filter /FlateDecode"), page="/Annots 9 0 R")


def _object_stream_bomb() -> bytes:
    return _object_stream(bomb(b" " * 2**20, 2048), "/N 1000000 /First 8000000")


def _forms_doubled() -> bytes:
    """Thirty forms, each of which shows the next one twice: a thousand million lines of text."""
    forms = []
    for number in range(30):
        inner = f"/Resources << /Font << /F1 5 0 R >> /XObject << /X {7 + number} 0 R >> >>"
        shown = b"/X Do /X Do" if number < 29 else WORDS
        forms.append(stream(shown, f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {inner}"))
    return page_file(stream(b"/X Do"), *forms, resources="/XObject << /X 6 0 R >>")


def _form_of_itself() -> bytes:
    keys = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >>"
    return page_file(stream(b"/X Do"), stream(b"/X Do", keys), resources="/XObject << /X 6 0 R >>")


def _font_of_itself() -> bytes:
    """A font whose letter is drawn by writing that letter."""
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65"
        " /Widths [1] /CharProcs << /A 7 0 R >> /Encoding << /Differences [65 /A] >>"
        " /Resources << /Font << /T 6 0 R >> >> >>"
    )
    return page_file(
        stream(WORDS + b"BT /T 9 Tf (AAAA) Tj ET"),
        font.encode(),
        stream(b"1 0 d0 BT /T 1 Tf (AA) Tj ET"),
        resources="/Font << /F1 5 0 R /T 6 0 R >>",
    )


def _tree(kids: str, count: int, *more: bytes) -> bytes:
    pages = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"
    page = f"<< /Type /Page /Parent 2 0 R {BOX} /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return assembled(
        [b"<< /Type /Catalog /Pages 2 0 R >>", pages.encode(), page.encode(), stream(WORDS), _FONT, *more], ""
    )


def _deep_page_tree() -> bytes:
    nodes = [
        f"<< /Type /Pages /Parent {5 + n if n > 1 else 2} 0 R /Kids [{7 + n if n < 4999 else 3} 0 R] /Count 1 >>"
        for n in range(5000)
    ]
    return _tree("6 0 R", 1, *(node.encode() for node in nodes))


def _loop_of_tables() -> bytes:
    """The table of objects says that the one before it is itself."""
    data = ORDINARY
    at = int(data.rpartition(b"startxref")[2].split()[0])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def _many_lines() -> bytes:
    drawn = b"".join(b"%d %d m %d %d l S\n" % (i % 595, i % 842, i * 7 % 595, i * 11 % 842) for i in range(1000))
    return page_file(stream(WORDS), stream(bomb(drawn, 300), "/Filter /FlateDecode"), page="/Contents [4 0 R 6 0 R]")


def _many_glyphs() -> bytes:
    shown = b"(" + b"a" * 100_000 + b") Tj\n"
    data = zlib.compress(bomb(shown, 380), 9)
    start = zlib.compress(zlib.compress(b"BT /F1 11 Tf 72 700 Td\n"), 9)
    keys = "/Filter [/FlateDecode /FlateDecode]"
    return page_file(stream(start, keys), stream(data, keys), page="/Contents [4 0 R 6 0 R]")


def _many_letters() -> bytes:
    """A page on which 300,000 letters stand side by side and below each other."""
    rows = b"".join(
        b"BT /F1 1 Tf 0 %.2f Td (%s) Tj ET\n" % (842 - n * 0.8, b"said it was cold " * 59) for n in range(300)
    )
    return page_file(stream(zlib.compress(rows), "/Filter /FlateDecode"))


def _words_far_apart() -> bytes:
    """Two columns, written line by line across them, and words so far off the page that no grid can hold them all."""
    halves = ((72, b"People told us that it was cold,"), (320, b"and that nobody had come to look."))
    rows = [(x, 700 - 14 * n, text) for n in range(40) for x, text in halves] + [(9_000_000, 400, b"Far off.")]
    return page_file(stream(b"".join(b"BT /F1 11 Tf %d %d Td (%s) Tj ET\n" % row for row in rows)))


def _endless_letters() -> bytes:
    """A font that says that its letter A stands for ten thousand letters."""
    cmap = b"1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfchar <41> <%s> endbfchar" % (b"0061" * 10_000)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    shown = b"BT /F2 11 Tf 72 600 Td (" + b"A" * 5_000 + b") Tj ET"
    return page_file(stream(WORDS + shown), font, stream(cmap), resources="/Font << /F1 5 0 R /F2 6 0 R >>")


def _private_letters() -> bytes:
    cmap = b"1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfrange <20> <7e> <e020> endbfrange"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    return page_file(stream(WORDS), font, stream(cmap), resources="/Font << /F1 6 0 R >>")


def _letters_by_themselves() -> bytes:
    """A table of letters that says to look into itself for the rest."""
    cmap = stream(b"/Self usecmap 1 begincodespacerange <00> <ff> endcodespacerange", "/Type /CMap /UseCMap 7 0 R")
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 7 0 R /DescendantFonts [8 0 R] /ToUnicode 7 0 R >>"
    inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Supplement 0 >> /DW 1000 >>"
    return page_file(stream(WORDS), font, cmap, inner, resources="/Font << /F1 6 0 R >>")


def _giant_image(width: int, height: int, keys: str = "") -> bytes:
    said = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 1 /ColorSpace /DeviceGray"
    return page_file(
        stream(b"595 0 0 842 0 0 cm /I Do"),
        stream(zlib.compress(bytes(1000)), f"{said} /Filter /FlateDecode {keys}"),
        resources="/XObject << /I 6 0 R >>",
    )


def _many_notes() -> bytes:
    notes = " ".join(["6 0 R"] * 50_000)
    note = b"<< /Type /Annot /Subtype /Text /Rect [10 10 20 20] /Contents (A note.) >>"
    return page_file(stream(WORDS), note, page=f"/Annots [{notes}]")


def actions(program: str, address: str) -> bytes:
    """Asks to run a program, to open an address and to send a form as soon as it is opened."""
    return page_file(
        stream(WORDS),
        f"<< /S /Launch /F ({program}) /Win << /F ({program}) >> /Next 7 0 R >>".encode(),
        f"<< /S /JavaScript /JS (app.launchURL\\('{address}', true\\);) /Next 8 0 R >>".encode(),
        f"<< /S /SubmitForm /F ({address}) /Next 6 0 R >>".encode(),
        catalog="/OpenAction 6 0 R /AA << /WC 7 0 R >> /Names << /JavaScript << /Names [(a) 7 0 R] >> >>",
        page="/AA << /O 6 0 R >>",
    )


def _contents_in_a_loop() -> bytes:
    """An outline, page labels, names and a structure tree, each of which contains itself."""
    return page_file(
        stream(WORDS),
        b"<< /First 6 0 R /Last 6 0 R /Next 6 0 R /Parent 6 0 R /Title (Again) /Count 1 /Dest [3 0 R /Fit] >>",
        b"<< /Kids [7 0 R 7 0 R] >>",
        b"<< /Type /StructTreeRoot /K [9 0 R 9 0 R] /ParentTree 7 0 R >>",
        b"<< /Type /StructElem /S /P /P 9 0 R /K [9 0 R 9 0 R << /Type /MCR /MCID 0 /Pg 3 0 R >>] /Pg 3 0 R >>",
        catalog="/Outlines 6 0 R /PageLabels 7 0 R /Dests 7 0 R /Names << /Dests 7 0 R >> /StructTreeRoot 8 0 R"
        " /MarkInfo << /Marked true >>",
        page="/StructParents 0",
    )


def _nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    return page_file(stream(WORDS), opening * depth + closing * depth, page="/Deep 6 0 R", info="/Info 6 0 R")


def _locked(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(ORDINARY)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="keeper", user=user, R=6), static_id=True)
    return out.getvalue()


def _changed(old: bytes, new: bytes) -> bytes:
    assert old in ORDINARY
    return ORDINARY.replace(old, new)


READ = "read"
"""The ending of a file that is taken in."""
_COSTLY = "crashed out-of-memory timed-out too-much-inside no-text"
_OPENS = f"{READ} damaged no-pages no-text"

PDFS: dict[str, tuple[Callable[[], bytes], str]] = {
    # unpacks to far more than it is
    "flate-bomb": (_flate_bomb, _COSTLY),
    "double-flate-bomb": (_double_flate_bomb, _COSTLY),
    "object-stream-bomb": (_object_stream_bomb, f"{READ} {_COSTLY} damaged"),
    "many-filters": (_many_filters, f"{READ} {_COSTLY} damaged"),
    "forms-doubled": (_forms_doubled, _COSTLY),
    "form-of-itself": (_form_of_itself, f"{READ} {_COSTLY}"),
    "font-of-itself": (_font_of_itself, f"{READ} {_COSTLY}"),
    "many-lines": (_many_lines, f"{READ} timed-out"),
    "many-glyphs": (_many_glyphs, f"{READ} {_COSTLY}"),
    "many-letters": (_many_letters, f"{READ} {_COSTLY}"),
    "words-far-apart": (_words_far_apart, READ),
    "endless-letters": (_endless_letters, f"{READ} {_COSTLY}"),
    "giant-image": (lambda: _giant_image(60_000, 60_000), "no-text scanned"),
    "impossible-image": (lambda: _giant_image(2**31 - 1, 2**31 - 1), "no-text scanned damaged"),
    "wide-rows": (
        lambda: _giant_image(99, 99, "/DecodeParms << /Predictor 12 /Colors 32 /Columns 2000000000 >>"),
        "no-text scanned damaged",
    ),
    "many-notes": (_many_notes, READ),
    # goes round in circles, or very deep
    "page-tree-loop": (lambda: _tree("6 0 R", 1, b"<< /Type /Pages /Kids [2 0 R 6 0 R] /Count 1 >>"), _OPENS),
    "page-tree-deep": (_deep_page_tree, _OPENS),
    "table-loop": (_loop_of_tables, _OPENS),
    "contents-loop": (_contents_in_a_loop, f"{READ} crashed"),
    "letters-by-themselves": (_letters_by_themselves, f"{_OPENS} garbled-text"),
    "object-stream-in-itself": (
        lambda: _object_stream(zlib.compress(b"6 0 9 9 "), "/N 2 /First 8 /Extends 6 0 R"),
        _OPENS,
    ),
    "length-of-itself": (lambda: page_file(stream(WORDS, length="4 0 R")), _OPENS),
    "deep-arrays": (lambda: _nested(b"[", b"]", 200_000), f"{_OPENS} crashed"),
    "deep-dictionaries": (lambda: _nested(b"<</A ", b">>", 100_000), f"{_OPENS} crashed"),
    "deep-graphics": (lambda: page_file(stream(b"q " * 500_000 + WORDS)), READ),
    "deep-marks": (lambda: page_file(stream(b"/P BMC " * 200_000 + WORDS)), f"{READ} {_COSTLY}"),
    # says what is not so
    "count-too-high": (lambda: _tree("3 0 R", 2_000_000_000), f"{READ} too-many-pages"),
    "count-below-zero": (lambda: _tree("3 0 R", -5), _OPENS),
    "one-page-20000-times": (lambda: _tree("3 0 R " * 20_000, 20_000), f"{READ} too-many-pages"),
    "size-too-high": (lambda: _changed(b"/Size ", b"/Size 214748364"), _OPENS),
    "stream-too-long": (lambda: page_file(stream(WORDS, length=2_000_000_000)), _OPENS),
    "stream-too-short": (lambda: page_file(stream(WORDS, length=-1)), _OPENS),
    "wrong-start": (lambda: ORDINARY.replace(b"startxref\n", b"startxref\n9"), READ),
    "no-start": (lambda: ORDINARY.replace(b"startxref\n", b"startxref\n-"), f"{READ} damaged"),
    "giant-page": (lambda: _changed(b"[0 0 595 842]", b"[0 0 1000000000 1000000000]"), f"{READ} {_COSTLY} damaged"),
    "zero-page": (lambda: _changed(b"[0 0 595 842]", b"[0 0 0 0]"), _OPENS),
    "page-without-numbers": (lambda: _changed(b"[0 0 595 842]", b"[nan 0 -inf 1e999]"), _OPENS),
    "page-inside-out": (lambda: _changed(b"[0 0 595 842]", b"[595 842 0 0]"), _OPENS),
    "turned-too-far": (lambda: _changed(b"/Rotate 0", b"/Rotate 99999999999999999999"), READ),
    "turned-a-little": (lambda: _changed(b"/Rotate 0", b"/Rotate 47.5"), READ),
    "private-letters": (_private_letters, "read garbled-text scanned no-text"),
    "actions": (lambda: actions("calc.exe", "http://127.0.0.1:9/"), READ),
    # is not whole
    "junk-in-front": (lambda: b"junk\n" * 200 + ORDINARY, READ),
    "zeros-behind": (lambda: ORDINARY + bytes(200_000), READ),
    "cut-in-half": (lambda: ORDINARY[: len(ORDINARY) // 2], f"{READ} damaged"),
    "end-missing": (lambda: ORDINARY[:-300], f"{READ} damaged"),
    "header-only": (lambda: b"%PDF-1.7\n", "damaged"),
    "empty": (lambda: b"", "empty-file"),
    "web-page": (lambda: b"<!DOCTYPE html><title>Sign in</title><p>Your session has ended.", f"{READ} not-a-pdf"),
    # is locked
    "locked": (lambda: _locked("visitor"), "encrypted"),
    "locked-for-changes": (lambda: _locked(""), READ),
}
"""What each is called → how it is made, and the endings that are right for it: READ, or codes of REFUSALS."""
