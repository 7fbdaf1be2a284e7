"""The gold of one publication: what its source says of it, compared with the text of the finished file.

The sources are Typst files. Each annotation in them (see sources/lib.typ) leaves an invisible record in the compiled
document; `query` reads the records. A place is the number of a page or slide, or of a section of a Word file, which is
everything from one heading to the next; section 0 stands before the first heading.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

SOURCES = Path(__file__).resolve().parent / "sources"
NOTICE = "Invented report for demonstration. No real people, organisations or places."

SINGLE, DOUBLE, NOTE, NUMBER = "\ue000", "\ue001", "\ue002", "\ue003"  # the marks that lib.typ leaves in its plain text
OPENING = set("([{“‘—–")
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A source, read: its facts, all its records in order, and its headings."""

    slug: str
    facts: Record
    records: list[Record]
    headings: list[Record]

    @property
    def form(self) -> str:
        """How it is published: "pdf", "scan", "docx" or "pptx"."""
        form: str = self.facts["form"]
        return form

    @property
    def file(self) -> str:
        """The name of the file that is made of it."""
        return f"{self.slug}.{'pdf' if self.form == 'scan' else self.form}"

    def of_type(self, name: str) -> list[Record]:
        """The records of one type, in order."""
        return [record for record in self.records if record["type"] == name]


def query(slug: str, label: str) -> list[Any]:
    """The values of the metadata elements with this label."""
    path = str(SOURCES / f"{slug}.typ")
    found: list[Any] = json.loads(
        typst.query(path, f"<{label}>", field="value", ignore_system_fonts=True, root=str(SOURCES))
    )
    return found


def read_source(slug: str) -> Source:
    """The source, with a page or slide number or (of a Word file) a section number in each record."""
    (facts,) = query(slug, "report-facts")
    records = query(slug, "gold")
    if facts["form"] in ("docx", "pptx"):
        headings = [record for record in records if record["type"] == "heading"]
    else:
        (headings,) = query(slug, "headings")
    source = Source(slug, facts, records, headings)
    if source.form == "docx":
        number_sections(source)
        unnumber_lists(source)
    return source


def number_sections(source: Source) -> None:
    """Gives each record the number of its section as `page`. A footnote is printed later than the place it belongs to,
    which its mark shows."""
    footnotes = iter(source.of_type("footnote"))
    section = 0
    for record in source.records:
        if record["type"] == "footnote":
            continue
        section += record["type"] == "heading"
        record["page"] = section
        if record["type"] == "passage":
            for _ in range(record["text"].count(NOTE)):
                next(footnotes)["page"] = section


def unnumber_lists(source: Source) -> None:
    """Takes the numbers out of numbered lists, which Word counts and a file does not hold."""
    for record in source.of_type("passage"):
        record["numbered"] = NUMBER in record["text"]
        record["text"] = record["text"].replace(NUMBER, "")


# ---- texts


def resolve_quotes(text: str) -> str:
    """Set the straight quotes of the source as the curly ones Typst prints."""
    out: list[str] = []
    for char in text:
        if char in (SINGLE, DOUBLE):
            before = next((c for c in reversed(out) if c != NOTE), " ")
            opens = before.isspace() or before in OPENING
            out.append(("‘" if opens else "’") if char == SINGLE else ("“" if opens else "”"))
        else:
            out.append(char)
    return "".join(out)


def paragraphs(text: str) -> list[str]:
    """The paragraphs or list items of a text with curly quotes, still holding the marks of footnotes."""
    lines = resolve_quotes(text).split("\n")
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def marked(text: str) -> str:
    """The text on one line with curly quotes and list numbers, still holding the marks of its footnotes."""
    count = itertools.count(1)
    text = re.sub(NUMBER, lambda _: f"{next(count)}.", text)
    return re.sub(r"\s+", " ", resolve_quotes(text)).strip()


def plain(text: str) -> str:
    """The text as printed, without footnote marks."""
    return marked(text).replace(NOTE, "")


def squeeze(text: str) -> str:
    """Text without what line breaking and bullets change."""
    return re.sub(r"[\s\-\u00ad\u0002\ufffe\ufeff•‣–]", "", text)


def pattern(text: str) -> str:
    """A pattern for squeezed text that allows a printed number at each footnote mark."""
    return r"\d{0,2}".join(re.escape(part) for part in squeeze(text).split(NOTE))


def imprint(facts: Record) -> str:
    """The line at the end that says who published it, and when (as lib.typ prints it)."""
    names = [organisation["name"] for organisation in facts["organisations"] if organisation["role"] == "publisher"]
    publishers, published = " and ".join(names), facts["published"]
    return f"© {publishers} {published['date'][:4]}. Published by {publishers}, {published['printed']}."


# ---- places


def roman(number: int) -> str:
    """A small roman numeral (enough for front matter)."""
    return ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][number]


def page_label(page: int, front: int) -> str | None:
    """What is printed on this page: nothing on the cover, roman in the front matter, then arabic."""
    if page == 1:
        return None
    return roman(page) if page <= front else str(page - front)


def heading_paths(source: Source) -> list[list[str]]:
    """The headings above each section, its own included, by section number."""
    paths: list[list[str]] = [[]]
    open_: list[tuple[int, str]] = []
    for heading in source.headings:
        level = heading["level"]
        open_ = [*(above for above in open_ if above[0] < level), (level, plain(heading["text"]))]
        paths.append([text for _, text in open_])
    return paths


def places(source: Source) -> Callable[[Record], Record]:
    """What the gold says of a record's place: the page, or its section or slide and no page."""
    if source.form == "docx":
        paths = heading_paths(source)
        return lambda record: {"page": None, "section": paths[record["page"]]}
    if source.form == "pptx":
        return lambda record: {"page": None, "slide": record["page"]}
    return lambda record: {"page": record["page"]}


# ---- gold


def make_gold(source: Source, texts: list[str]) -> Record:
    """The gold. `texts` holds the text of each page, slide or section of the finished file."""
    facts, paged = source.facts, source.form in ("pdf", "scan")
    spot = places(source)

    def where(record: Record) -> Record:
        return spot(record) | ({"label": page_label(record["page"], facts["front"])} if paged else {})

    if source.form == "docx":
        numbers: list[Record] = []
    else:
        front = facts["front"] if paged else None
        numbers = [{"number": n, "label": page_label(n, front) if front else None} for n in range(1, len(texts) + 1)]
    return {
        "file": source.file,
        "slug": source.slug,
        "scanned": source.form == "scan",
        "title": facts["title"],
        "subtitle": facts["subtitle"],
        "organisations": facts["organisations"],
        "published": facts["published"],
        "fieldwork": {"printed": True} | facts["fieldwork"] if facts["fieldwork"] else None,
        "study": facts["study"],
        "replaces": facts["replaces"],
        "sample_groups": [
            {key: record[key] for key in ("kind", "n", "exactness", "unit", "methods", "overlaps")}
            | where(record)
            | {"verbatim": plain(record["verbatim"])}
            for record in source.of_type("sample")
        ],
        "quotes": [
            {
                "text": plain(record["text"]),
                "voice": record["voice"],
                "attribution": plain(record["attribution"] or "") or None,
            }
            | where(record)
            | {"style": record["style"]}
            for record in source.of_type("quote")
        ],
        "pull_quotes": [{"text": plain(record["text"])} | spot(record) for record in source.of_type("pull")],
        "passages": [passage_gold(record, where(record)) for record in source.of_type("passage")],
        "tables": [
            {"caption": plain(begun["caption"]), "themes": begun["themes"]}
            | account_gold(begun)
            | where(begun)
            | ({"last_page": ended["page"]} if paged else {})
            | {"rows": [[plain(cell) for cell in row] for row in begun["rows"]]}
            for begun, ended in tables(source)
        ],
        "headings": [
            {"level": item["level"], "text": plain(item["text"]), "number": item.get("number")} | spot(item)
            for item in source.headings
        ],
        "footnotes": [{"text": plain(record["text"])} | spot(record) for record in source.of_type("footnote")],
        "pages": numbers,
        "furniture": facts["furniture"],
    }


def passage_gold(record: Record, where: Record) -> Record:
    """The gold of one passage."""
    passage: Record = {"kind": record["kind"], "text": plain(record["text"]), "themes": record["themes"]}
    passage |= account_gold(record) | where
    if record["kind"] == "box":
        passage["title"] = plain(record["title"]) or None
    if record["kind"] == "recommendation":
        passage["n"] = record["n"]
    return passage


def account_gold(record: Record) -> Record:
    """Whose account a passage or table gives, and what it prints of a survey where it prints anything."""
    if "survey" not in record:
        return {"account": record["account"]}
    survey = record["survey"]
    words = {key: survey[key] and plain(survey[key]) for key in ("question", "group")}
    return {"account": record["account"], "survey": words | {"base": survey["base"]}}


def tables(source: Source) -> Iterator[tuple[Record, Record]]:
    """Where each table begins and where it ends."""
    return zip(source.of_type("table"), source.of_type("table-end"), strict=True)


# ---- verifying


def verify(source: Source, texts: list[str]) -> list[str]:
    """What is wrong with the records, compared with the text of each page, slide or section of the finished file."""
    first = 0 if source.form == "docx" else 1
    squeezed = {number: squeeze(text) for number, text in enumerate(texts, start=first)}
    problems = [*wrong_facts(source), *wrong_texts(source, squeezed), *wrong_tables(source, squeezed)]
    problems += wrong_surveys(source)
    said = [squeeze(plain(quote["text"])) for quote in source.of_type("quote")]
    for pulled in source.of_type("pull"):
        if not any(squeeze(plain(pulled["text"])).rstrip(".…") in text for text in said):
            problems.append(f"{pulled['page']}: pulled words that stand in no quotation: {pulled['text'][:70]}")
    for heading in source.headings:
        if not re.search(pattern(marked(heading["text"])), squeezed.get(heading["page"], "")):
            problems.append(f"{heading['page']}: heading not found: {heading['text']}")
    shown = squeezed if source.form != "docx" else {0: squeezed[0]}  # a Word file says it once, and on its footer
    for number, text in shown.items():
        if squeeze(NOTICE) not in text:
            problems.append(f"{number}: does not say that the report is invented")
    return problems


def wrong_facts(source: Source) -> Iterator[str]:
    """Facts that contradict the file."""
    if source.facts["slug"] != source.slug:
        yield f"slug in the source is {source.facts['slug']}"
    if source.form in ("pdf", "scan"):
        (body_start,) = query(source.slug, "body-start")
        if body_start != source.facts["front"] + 1:
            yield f"front: {source.facts['front']}, but the body starts on page {body_start}"


def wrong_texts(source: Source, squeezed: dict[int, str]) -> Iterator[str]:
    """Texts that do not stand where their records say; one may begin on a page and end on the next."""

    def on(text: str, page: int) -> bool:
        return re.search(pattern(text), squeezed.get(page, "")) is not None

    for record in source.records:
        if record["type"] in ("heading", "table", "table-end"):
            continue
        text, page = marked(record.get("text") or record.get("verbatim") or ""), record["page"]
        words = text.split()
        if not words:
            yield f"{page}: an empty {record['type']}"
        elif not on(" ".join(words[:6]), page):
            yield f"{page}: not found there: {text[:70]}"
        elif not on(text, page) and not any(
            on(" ".join(words[:cut]), page) and on(" ".join(words[cut:]), page + 1) for cut in range(6, len(words))
        ):
            yield f"{page}: begins there but is not printed as it stands: {text[:70]}"


def wrong_tables(source: Source, squeezed: dict[int, str]) -> Iterator[str]:
    """Captions that are not on the page of their table, and cells that are on none of its pages."""
    for begun, ended in tables(source):
        if not re.search(pattern(marked(begun["caption"])), squeezed[begun["page"]]):
            yield f"{begun['page']}: caption not found: {begun['caption']}"
        printed = "".join(squeezed[page] for page in range(begun["page"], ended["page"] + 1))
        for cell in itertools.chain.from_iterable(begun["rows"]):
            if squeeze(plain(cell)) not in printed:
                yield f"{begun['page']}: cell not found: {cell}"


def wrong_surveys(source: Source) -> Iterator[str]:
    """Questions and groups that no passage or caption prints (a table's may stand in the paragraph above it), and bases
    that the passage or table itself does not print."""
    printed = squeeze(" ".join(plain(record.get("text") or record.get("caption") or "") for record in source.records))
    for record in source.records:
        if "survey" not in record:
            continue
        question, group, base = account_gold(record)["survey"].values()
        for words in filter(None, (question, group)):
            if squeeze(words) not in printed:
                yield f"{record['page']}: of a survey, not found: {words}"
        own = record.get("text") or " ".join(itertools.chain.from_iterable(record["rows"]))
        if base is not None and not re.search(rf"\b{base}\b", own):
            yield f"{record['page']}: base of a survey, not found: {base}"
