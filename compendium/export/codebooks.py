"""A codebook as a file, to edit elsewhere and to bring back: TOML, CSV, Excel, and REFI-QDA for other programs that
code texts. What is written here is read by `compendium.ingest.codebooks`, and gives the same themes."""

import csv
import io
import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import MISSING, asdict, fields
from typing import Any, Final
from xml.etree import ElementTree

import tomli_w
import xlsxwriter

from compendium.errors import BadInput
from compendium.model.theme import Codebook, Guarded, Theme

_FIELDS: Final = fields(Theme)
_BY_LINE: Final = frozenset({"examples", "near_misses", "patterns", "guarded"})
"""Lists with one entry a line; the entries of others, which are short, stand beside each other."""
_BESIDE: Final = " | "
_NO_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that neither XML nor a workbook can hold: controls that no text needs."""
_MARKED: Final = re.compile(r"\\|\n|(?<!\S)\||\|(?!\S)")
"""What would be taken for the end of an entry, and the sign that says it is none."""
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet would take for a formula, also by the wide signs of East Asia."""
_HEAD: Final = "# What each line means is told in docs/reference/codebook.md.\n\n"


def to_toml(codebook: Codebook) -> bytes:
    """The codebook as a library keeps it. What is empty or as usual is left out."""
    entries = [_entry(theme) for theme in codebook.themes]
    return (_HEAD + tomli_w.dumps({"theme": entries}, multiline_strings=True)).encode("utf-8")


def to_csv(codebook: Codebook) -> bytes:
    """One row a theme, in UTF-8 with the mark by which Excel knows it. Cells that a spreadsheet would take for a
    formula begin with an apostrophe; so do those that begin with apostrophes and such a sign: one can be taken off."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(field.name for field in _FIELDS)
    for theme in codebook.themes:
        writer.writerow(f"'{cell}" if _FORMULA.match(cell) else cell for cell in _cells(theme).values())
    return out.getvalue().encode("utf-8-sig")


_WIDTHS: Final = {"definition": 50, "include": 40, "exclude": 40, "examples": 50, "near_misses": 40, "terms": 60}
_USUAL_WIDTH: Final = 20
_MOST: Final = 32_767
"""What a cell of Excel holds, in units of UTF-16."""


def to_xlsx(codebook: Codebook) -> bytes:
    """A workbook with one row a theme. All text is written as text: nothing becomes a formula or a link. Raises
    BadInput for a theme with more than a cell can hold."""
    out = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    rows = [(theme, _cells(theme)) for theme in codebook.themes]
    _check_lengths(rows)
    with xlsxwriter.Workbook(out, {"in_memory": True, **as_text}) as book:
        # a quote prefix keeps text that begins like a formula text, also when somebody edits the cell
        text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        bold = book.add_format({"bold": True, "valign": "top"})
        sheet = book.add_worksheet("Themes")
        for column, field in enumerate(_FIELDS):
            sheet.set_column(column, column, _WIDTHS.get(field.name, _USUAL_WIDTH))
            sheet.write_string(0, column, field.name, bold)
            for row, (_, cells) in enumerate(rows, start=1):
                if cell := cells[field.name]:
                    sheet.write_string(row, column, cell, text)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(rows), len(_FIELDS) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:Z{len(rows) + 1}"})
    return out.getvalue()


def _check_lengths(rows: Iterable[tuple[Theme, dict[str, str]]]) -> None:
    for theme, cells in rows:
        for name, cell in cells.items():
            if len(cell.encode("utf-16-le")) > 2 * _MOST:
                raise BadInput(
                    f"Theme {theme.id!r} has more in {name} than a cell of Excel holds.", "Write TOML or CSV instead."
                )


_NAMESPACE: Final = "urn:QDA-XML:codebook:1.0"
_GUIDS: Final = uuid.UUID("6f0b1c52-9d6e-4f0a-8a55-3c1f7b0e2d94")
"""Never changed: other programs know a theme again by the number made of this and its id."""


def to_qdc(codebook: Codebook) -> bytes:
    """A REFI-QDA codebook. Themes stand inside their groups. What the standard has no place for stands in the
    description, on lines with a label."""
    ElementTree.register_namespace("", _NAMESPACE)
    root = ElementTree.Element(_tag("CodeBook"), {"origin": "compendium"})
    known = {theme.id for theme in codebook.themes}
    below: defaultdict[str | None, list[Theme]] = defaultdict(list)
    for theme in codebook.themes:
        below[theme.parent if theme.parent in known else None].append(theme)
    _add_codes(ElementTree.SubElement(root, _tag("Codes")), None, below)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_codes(element: ElementTree.Element, above: str | None, below: dict[str | None, list[Theme]]) -> None:
    for theme in below.get(above, []):
        codable = "false" if theme.id in below or theme.retired else "true"
        said = {"guid": str(uuid.uuid5(_GUIDS, theme.id)), "name": _clean(theme.name), "isCodable": codable}
        code = ElementTree.SubElement(element, _tag("Code"), said)
        ElementTree.SubElement(code, _tag("Description")).text = _description(theme)
        _add_codes(code, theme.id, below)


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


_ELSEWHERE: Final = frozenset({"name", "definition", "parent"})
"""What a code says otherwise than by a labelled line."""
_LABELS: Final = {field.name: field.name.replace("_", " ").capitalize() for field in _FIELDS}
_LABELLED: Final = re.compile(
    rf"^(?=\\*(?:{'|'.join(label for name, label in _LABELS.items() if name not in _ELSEWHERE)}):)", re.MULTILINE
)


def _description(theme: Theme) -> str:
    """The definition, and a block for all that is not as usual: its label, then its text as in a cell of a table. A
    line that begins like a label and is none begins with a backslash."""
    cells = {name: _LABELLED.sub(r"\\", text) for name, text in _cells(theme).items()}
    said = [
        f"{_LABELS[name]}:{_break(cells[name])}{cells[name]}"
        for name in cells
        if name not in _ELSEWHERE | _usual(theme)
    ]
    return "\n".join([cells["definition"], "", *said])


def _break(text: str) -> str:
    return "\n" if "\n" in text else " "


FORMATS: Final[dict[str, Callable[[Codebook], bytes]]] = {
    "toml": to_toml,
    "csv": to_csv,
    "xlsx": to_xlsx,
    "qdc": to_qdc,
}
"""Writers by the name of their format, which is also the ending of the file's name."""


def _entry(theme: Theme) -> dict[str, Any]:
    """The theme as a table of TOML."""
    return {
        name: _plain(value)
        for name, value in ((field.name, getattr(theme, field.name)) for field in _FIELDS)
        if name not in _usual(theme)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Guarded):
        return {name: _plain(phrases) for name, phrases in asdict(value).items() if phrases}
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _usual(theme: Theme) -> frozenset[str]:
    """The fields that say nothing: they are empty, or as they are unless somebody says otherwise."""
    return frozenset(f.name for f in _FIELDS if f.default is not MISSING and getattr(theme, f.name) == f.default)


def _cells(theme: Theme) -> dict[str, str]:
    """The theme as cells of a table, by field."""
    return {field.name: _cell(field.name, getattr(theme, field.name)) for field in _FIELDS}


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        between = "\n" if name in _BY_LINE else _BESIDE
        return between.join(_guarded(item) if isinstance(item, Guarded) else _item(item) for item in value)
    return _clean(str(value))


def _item(text: str) -> str:
    """An entry of a list on one line, with nothing in it that would end it."""
    return _MARKED.sub(lambda found: r"\n" if found[0] == "\n" else rf"\{found[0]}", _clean(text))


def _guarded(guarded: Guarded) -> str:
    """Guarded terms on one line: cell | cells [needs] prison | wing [bars] phone."""
    said = []
    for name, phrases in asdict(guarded).items():
        if phrases:
            marker = [] if name == "terms" else [f"[{name}]"]
            said += [*marker, _BESIDE.join(_item(phrase).replace("[", r"\[") for phrase in phrases)]
    return " ".join(said)


def _clean(text: str) -> str:
    """The text with one kind of line end, and without what no file can hold."""
    return _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
