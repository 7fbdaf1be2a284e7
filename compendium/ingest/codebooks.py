"""A codebook from a table (CSV, Excel) or from another program that codes texts (REFI-QDA, `.qdc`) → entries as TOML
would give them. Whether they make a good codebook is for whoever checks TOML to say."""

import re
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from lxml import etree

from compendium.config import Limits
from compendium.errors import BadInput, Refused
from compendium.ingest.formats import xml
from compendium.ingest.sheets.columns import plain
from compendium.ingest.sheets.tables import Row, read_table, text_of
from compendium.model.theme import Guarded, Theme

_LIMITS: Final = Limits(file_mb=20, unpacked_mb=100)
_TRY_AGAIN: Final = "Nothing was changed. Correct the file and try again."
_GROUP: Final = "group"
"""A column with the names of groups, which need no row of their own: unlike a parent, a group that is not there is
made."""

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    **{field.name: (field.name.replace("_", " "),) for field in fields(Theme)},
    "name": ("name", "label", "title", "theme name", "code name", "tag", "node", "code", "theme"),
    "id": ("id", "identifier", "key", "slug", "theme id", "code id", "tag id", "short name", "code"),
    "definition": ("definition", "description", "meaning", "code description", "memo"),
    "parent": ("parent", "parent id", "parent theme", "parent code", "parent name", "broader"),
    _GROUP: (
        *("group", "category", "parent category", "theme group", "code group", "main theme", "main code", "family"),
        *("domain", "theme"),
    ),
    "include": ("include", "includes", "inclusion", "inclusion criteria", "when to use", "use when"),
    "exclude": ("exclude", "excludes", "exclusion", "exclusion criteria", "when not to use", "do not use when"),
    "examples": ("examples", "example", "example quotes", "example quotations", "typical examples", "quotes"),
    "near_misses": ("near misses", "near miss", "counter examples", "counterexamples", "not examples"),
    "terms": ("terms", "keywords", "key words", "keyword", "search terms", "words", "phrases"),
    "not_terms": ("not terms", "excluded terms", "excluded keywords", "excluded phrases"),
    "content_note": ("content note", "content warning", "warning"),
    "owner": ("owner", "kept by", "contact"),
    "former": ("former", "former ids", "former id"),
    "book": ("book", "codebook"),
}
"""The headings of a table that are understood, the surest first, whatever field they are of. So “code” heads names
unless another column has them, and then ids; “theme” heads names unless another column has them, and then groups."""

_TYPES: Final = {field.name: field.type for field in fields(Theme)}
_PHRASES: Final = ("terms", "not_terms", "hints")
_YES, _NO = frozenset({"yes", "y", "true", "1", "on"}), frozenset({"no", "n", "false", "0", "off"})
_ID_LENGTH: Final = 60
_NAMED: Final = 5
"""Themes that a remark names; of others it says how many there are."""


@dataclass(frozen=True, slots=True)
class File:
    """A codebook as it stands in a file: a dict a theme, with the names of the fields of Theme, and what a person
    should hear about how it was read."""

    entries: tuple[dict[str, Any], ...]
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Raw:
    """A theme as texts by field, and where it stands in the file. `above` is the number of the theme it stands in,
    where the file says so by its shape."""

    place: str
    texts: dict[str, str]
    above: int | None = None


def read(path: Path) -> File:
    """The codebook in that file, by the ending of its name. Raises BadInput for a file that cannot be read or used,
    with all its faults."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        hint = " Export the codebook alone from the project." if path.suffix.lower() == ".qdpx" else ""
        raise BadInput(
            f"{path.name} is no codebook that can be read here.", f"Give {', '.join(READERS)} or .toml.{hint}"
        )
    try:
        raws, remarks = reader(path)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:  # a file of another kind under this name
        raise BadInput(f"{path.name} could not be read: is it what its name says?", _TRY_AGAIN) from error
    if not raws:
        raise BadInput(f"{path.name} holds no theme.", _TRY_AGAIN)
    return _file(path.name, raws, remarks)


# ---- the files ----


_GUARDED_CELL: Final = re.compile(r"^'(?='*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")


def _from_csv(path: Path) -> tuple[list[_Raw], list[str]]:
    raws, remarks = _from_table(path)
    for raw in raws:
        # the apostrophe that keeps spreadsheets from taking a text for a formula: see compendium.export.codebooks
        raw.texts = {name: _GUARDED_CELL.sub("", text) for name, text in raw.texts.items()}
    return raws, remarks


def _from_table(path: Path) -> tuple[list[_Raw], list[str]]:
    """One theme a row, below the row that names the columns best."""
    table = read_table(path, lambda row: len(found) if "name" in (found := _columns(row)) else 0, _LIMITS)
    if table is None:
        known = "One must hold the names of the themes and be headed name, theme, code or tag."
        raise BadInput(f"No row of {path.name} names its columns.", known)
    at = _columns(table.header)
    raws = [
        _Raw(f"row {number}", {name: text_of(row[place]) for name, place in at.items() if place < len(row)})
        for number, row in table.rows
    ]
    used = set(at.values())
    unused = [text for place, cell in enumerate(table.header) if (text := text_of(cell)) and place not in used]
    return raws, [f"Columns that were not used: {', '.join(unused)}."] if unused else []


def _columns(header: Row) -> dict[str, int]:
    """Which column holds what; the surest headings first."""
    written: dict[str, int] = {}
    for place, cell in enumerate(header):
        if (text := text_of(cell)) and len(text) < 100:
            written.setdefault(plain(text), place)
    found: dict[str, int] = {}
    ranked = sorted((rank, name, text) for name, texts in HEADINGS.items() for rank, text in enumerate(texts))
    for _, name, text in ranked:
        if name not in found and text in written and written[text] not in found.values():
            found[name] = written[text]
    return found


def _from_qdc(path: Path) -> tuple[list[_Raw], list[str]]:
    """The codes of a REFI-QDA codebook, each after the one it stands in. Programs write its namespace in several ways:
    names alone count."""
    root = _parsed(path)
    book = next(iter(xml.named(root, "CodeBook")), None)
    if book is None:
        raise BadInput(f"{path.name} is no REFI-QDA codebook.", "Export the codebook from your program again, as .qdc.")
    raws: list[_Raw] = []
    for codes in (child for child in book if xml.local(child) == "Codes"):
        _add_codes(raws, codes, None)
    left = {"sets of codes": xml.named(root, "Set"), "links to notes": xml.named(book, "NoteRef")}
    return raws, [f"Not taken over: {what} ({len(found)})." for what, found in left.items() if found]


def _parsed(path: Path) -> etree._Element:
    try:
        if path.stat().st_size > _LIMITS.file_mb * 2**20:
            raise BadInput(f"{path.name} is larger than a codebook can be ({_LIMITS.file_mb} MB).", _TRY_AGAIN)
        return xml.parse(path.read_bytes())
    except OSError as error:
        raise BadInput(f"{path.name} cannot be opened: {error.strerror or error}.", "Check its name.") from error
    except Refused as error:
        raise BadInput(
            f"{path.name} cannot be used: it is no XML, or not safe to read ({error.detail}).",
            "Nothing was changed. Export the codebook from your program again, as .qdc.",
        ) from error


def _add_codes(raws: list[_Raw], element: etree._Element, above: int | None) -> None:
    for code in (child for child in element if xml.local(child) == "Code"):
        said = "".join("".join(c.itertext()) for c in code if xml.local(c) == "Description")
        name = xml.attribute(code, "name").strip()
        raws.append(_Raw(f"code {name!r}", {"name": name, **_described(said)}, above))
        _add_codes(raws, code, len(raws) - 1)


_LABELS: Final = {
    field.name.replace("_", " ").capitalize(): field.name
    for field in fields(Theme)
    if field.name not in ("name", "definition", "parent")  # a code says these without a label
}
_LABELLED: Final = re.compile(rf"({'|'.join(_LABELS)}):(?: (.*))?")
_NOT_LABELLED: Final = re.compile(rf"^\\(?=\\*(?:{'|'.join(_LABELS)}):)")


def _described(text: str) -> dict[str, str]:
    """A description by field. Only one with a line for the id was written by this program; of others all is the
    definition."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    if not any(line.startswith("Id: ") for line in lines):
        return {"definition": "\n".join(lines)}
    blocks: dict[str, list[str]] = {"definition": []}
    name = "definition"
    for line in lines:
        if found := _LABELLED.fullmatch(line):
            name, line = _LABELS[found[1]], found[2] or ""
        blocks.setdefault(name, []).append(_NOT_LABELLED.sub("", line))
    return {name: "\n".join(block).strip() for name, block in blocks.items()}


READERS: Final[dict[str, Callable[[Path], tuple[list[_Raw], list[str]]]]] = {
    ".csv": _from_csv,
    ".xlsx": _from_table,
    ".qdc": _from_qdc,
}
"""Readers by the ending of a file's name. TOML has its own."""


# ---- texts → entries ----


def _file(name: str, raws: list[_Raw], remarks: list[str]) -> File:
    faults = [f"{raw.place} has no name" for raw in raws if not raw.texts.get("name")]
    remarks = [*remarks, *_add_groups(raws), *_define(raws), *_run_together(raws)]
    changed = [
        f"{given} is {_slug(given)}" for raw in raws if (given := raw.texts.get("id", "")) not in ("", _slug(given))
    ]
    remarks += [f"Ids were written as ids are here: {_some(changed)}."] if changed else []
    known = _Known(raws)
    above: list[int | str | None] = []
    for number in range(len(raws)):
        try:
            above.append(_above(number, raws, known))
        except ValueError as error:
            faults.append(f"{raws[number].place}: {error}")
            above.append(None)
    ids = _ids(raws, above)
    entries = []
    for raw, theme_id, parent in zip(raws, ids, above, strict=True):
        entry, wrong = _entry(raw)
        faults += wrong
        stands = {} if parent is None else {"parent": ids[parent] if isinstance(parent, int) else parent}
        entries.append({"id": theme_id} | entry | stands)
    if faults:
        told = "\n".join(f"  - {fault}" for fault in faults)
        raise BadInput(f"The codebook {name} cannot be used:\n{told}\n", _TRY_AGAIN)
    return File(tuple(entries), tuple(remarks))


def _entry(raw: _Raw) -> tuple[dict[str, Any], list[str]]:
    """The values of one theme, empty ones left out, and what is wrong with them."""
    entry: dict[str, Any] = {}
    faults = []
    for name, text in raw.texts.items():
        if text and name not in ("id", "parent", _GROUP):
            try:
                entry[name] = _value(_TYPES[name], re.sub(r"\r\n?", "\n", text))
            except ValueError as error:
                faults.append(f"{raw.place}: {name} {error}")
    return entry, faults


def _value(kind: object, text: str) -> Any:
    """The text as a value of that type. Raises ValueError that says what is wrong with it."""
    if kind is bool:
        if text.casefold() not in _YES | _NO:
            raise ValueError(f"must be yes or no, not {text!r}")
        return text.casefold() in _YES
    if kind is int:
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise ValueError(f"must be a whole number, not {text!r}")
        return int(text)
    if kind == tuple[str, ...]:
        return list(_items(text))
    if kind == tuple[Guarded, ...]:
        return [_guarded(line) for line in text.split("\n") if line.strip()]
    return text


def _items(text: str) -> Iterator[str]:
    """The entries of a list: lines, and what stands between bars with space around them."""
    for item in re.split(r"\n|(?<=\s)\|(?=\s)", text):
        if item.strip():
            yield re.sub(r"\\([\\n|[])", lambda found: "\n" if found[1] == "n" else found[1], item.strip())


def _guarded(line: str) -> dict[str, list[str]]:
    """Guarded terms from one line: cell | cells [needs] prison | wing [bars] phone."""
    terms, *rest = re.split(r"(?<!\\)\[(needs|bars)\]", line)
    said = {"terms": terms, **dict(zip(rest[::2], rest[1::2], strict=True))}
    found = {name: list(_items(text)) for name, text in said.items()}
    if not found["terms"]:
        raise ValueError(f"must begin with its terms: {line.strip()!r}")
    return found


def _define(raws: list[_Raw]) -> list[str]:
    """Gives those without a definition their name for one, and says so."""
    bare = [raw.texts for raw in raws if raw.texts.get("name") and not raw.texts.get("definition")]
    for texts in bare:
        texts["definition"] = texts["name"]
    return (
        [f"No definition was given of these, their names stand for it: {_some([texts['name'] for texts in bare])}."]
        if bare
        else []
    )


def _run_together(raws: list[_Raw]) -> list[str]:
    """Says where phrases parted by commas were taken for one phrase."""
    doubtful = [
        raw.texts.get("name", "")
        for raw in raws
        if any(re.search(r"[,;]", text := raw.texts.get(n, "")) and len(list(_items(text))) == 1 for n in _PHRASES)
    ]
    part = "Part phrases by line breaks or by “ | ”: a comma does not part them."
    return [f"Terms of these were taken for one phrase: {_some(doubtful)}. {part}"] if doubtful else []


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


# ---- which stands under which ----


class _Known:
    """The themes of a file by what others may call them. The first with an id has it."""

    def __init__(self, raws: Sequence[_Raw]) -> None:
        self._raws = raws
        self._by_id = {raw.texts["id"]: n for n, raw in reversed(list(enumerate(raws))) if raw.texts.get("id")}
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        for number, raw in enumerate(raws):
            self._by_name[_key(raw.texts.get("name", ""))].append(number)

    def called(self, wanted: str, but: int) -> list[int]:
        """The numbers of the themes, all but that one, with that id; else with that name; else at that path."""
        if wanted in self._by_id:
            return [self._by_id[wanted]]
        path = [_key(part) for part in re.split(r"[/>\\]", wanted)]
        named = self._by_name.get(_key(wanted)) or [n for n in self._by_name.get(path[-1], []) if self._ends(path, n)]
        return [number for number in named if number != but]

    def _ends(self, path: list[str], number: int) -> bool:
        """Whether a path such as Pathways/Housing leads to that theme, as far as the file says where it stands."""
        parent = self._raws[number].texts.get("parent", "")
        if parent in self._by_id:
            parent = self._raws[self._by_id[parent]].texts.get("name", "")
        above = [_key(part) for part in re.split(r"[/>\\]", parent)] if parent else []
        return len(path) > 1 and all(a == b for a, b in zip(path[-2::-1], reversed(above), strict=False))


def _add_groups(raws: list[_Raw]) -> list[str]:
    """Makes a parent of each group. Those without a row of their own get one, before all others. Only tables have
    groups, and in tables no place depends on the number of a row."""
    known = _Known(raws)
    group_of = {n: group for n, raw in enumerate(raws) if (group := raw.texts.pop(_GROUP, ""))}
    members = {n: group for n, group in group_of.items() if not raws[n].texts.get("parent")}
    made = {_key(group): group for n, group in members.items() if not known.called(group, n)}
    place = {key: number for number, key in enumerate(made)}
    for number, group in members.items():
        raws[number].texts["parent"] = group
        raws[number].above = place.get(_key(group))
    raws[:0] = [_Raw(f"group {group!r}", {"name": group}) for group in made.values()]
    return [f"Groups were made of: {_some(list(made.values()))}."] if made else []


def _above(number: int, raws: Sequence[_Raw], known: _Known) -> int | str | None:
    """The number of the theme that this one stands in; the words of the file when there is none such; None for one
    that stands in none. Raises ValueError when it could be several."""
    raw = raws[number]
    wanted = raw.texts.get("parent", "")
    if raw.above is not None or not wanted:
        return raw.above
    found = known.called(wanted, number)
    if len(found) > 1:
        raise ValueError(f"more than one theme is called {wanted!r}: say which by its id or its path")
    return found[0] if found else wanted


def _key(name: str) -> str:
    """A name as it is compared: without capitals and signs."""
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split()) or name.strip()


def _ids(raws: Sequence[_Raw], above: Sequence[int | str | None]) -> list[str]:
    """An id for each: its own, or one made from its name; from that of its parent too where several have that name, so
    that it does not depend on their order."""
    own = [_slug(given) if (given := raw.texts.get("id", "")) else "" for raw in raws]
    slugs = [_slug(raw.texts.get("name", "")) for raw in raws]
    often = Counter(given or slug for given, slug in zip(own, slugs, strict=True))
    taken = set(own)
    ids = []
    for given, slug, parent in zip(own, slugs, above, strict=True):
        wanted = _slug(f"{slugs[parent]} {slug}") if often[slug] > 1 and isinstance(parent, int) else slug
        ids.append(given or _free(wanted, taken))
        taken.add(ids[-1])
    return ids


def _free(wanted: str, taken: set[str]) -> str:
    """That id, or the first of id-2, id-3 … that nobody has."""
    numbered = (wanted[: _ID_LENGTH - len(end)].rstrip("-") + end for end in (f"-{n}" for n in count(2)))
    return next(found for found in chain([wanted], numbered) if found not in taken)


def _slug(name: str) -> str:
    """A name or a foreign id as an id: small letters, digits and hyphens. One that is an id already stays as it is."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")[:_ID_LENGTH].strip("-") or "theme"
