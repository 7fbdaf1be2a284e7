"""Build the demonstration reports and their gold files from the Typst sources.

    python corpus/build.py             rebuild every report
    python corpus/build.py r1-… r2-…   rebuild only these
    python corpus/build.py --check     say whether the committed files are what the sources make (exit 1 if not)

The gold is read out of the compiled document (see sources/lib.typ), then compared with the text of the finished
PDF, so a gold file that points at the wrong page cannot be written without a complaint.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import typst

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
REPORTS = HERE / "reports"
GOLD = HERE / "gold"
METADATA = HERE / "metadata.csv"
TIMESTAMP = 1_735_689_600  # 1 January 2025: fixed, so that the same sources make the same bytes
NOTICE = "Invented report for demonstration. No real people, organisations or places."

SINGLE, DOUBLE, NOTE, NUMBER = "\ue000", "\ue001", "\ue002", "\ue003"  # the marks that lib.typ leaves in its plain text
OPENING = set("([{“‘—–")


def slugs() -> list[str]:
    """The reports there are sources for."""
    return sorted(path.stem for path in SOURCES.glob("r*.typ"))


def query(source: Path, label: str) -> list[Any]:
    """The values of the metadata elements with this label."""
    answer = typst.query(str(source), f"<{label}>", field="value", ignore_system_fonts=True, root=str(SOURCES))
    found: list[Any] = json.loads(answer)
    return found


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


def marked(text: str) -> str:
    """The text on one line with curly quotes and list numbers, still holding the marks of its footnotes."""
    count = itertools.count(1)
    text = re.sub(NUMBER, lambda _: f"{next(count)}.", text)
    return re.sub(r"\s+", " ", resolve_quotes(text)).strip()


def plain(text: str) -> str:
    """The text as printed, without footnote marks."""
    return marked(text).replace(NOTE, "")


def roman(number: int) -> str:
    """A small roman numeral (enough for front matter)."""
    return ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][number]


def page_label(page: int, front: int) -> str | None:
    """What is printed on this page: nothing on the cover, roman in the front matter, then arabic."""
    if page == 1:
        return None
    return roman(page) if page <= front else str(page - front)


def compile_pdf(slug: str) -> bytes:
    """The report as PDF bytes."""
    return typst.compile(str(SOURCES / f"{slug}.typ"), ignore_system_fonts=True, root=str(SOURCES), timestamp=TIMESTAMP)


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def make_gold(slug: str, pages: list[str]) -> tuple[dict[str, Any], list[str]]:
    """The gold of one report, and what is wrong with it."""
    source = SOURCES / f"{slug}.typ"
    (facts,) = query(source, "report-facts")
    (body_start,) = query(source, "body-start")
    (headings,) = query(source, "headings")
    records = query(source, "gold")
    front: int = facts["front"]
    problems: list[str] = []
    if facts["slug"] != slug:
        problems.append(f"slug in the source is {facts['slug']}")
    if body_start != front + 1:
        problems.append(f"front: {front}, but the body starts on page {body_start}")

    def where(record: dict[str, Any]) -> dict[str, Any]:
        return {"page": record["page"], "label": page_label(record["page"], front)}

    def of_type(name: str) -> list[dict[str, Any]]:
        return [record for record in records if record["type"] == name]

    passages: list[dict[str, Any]] = []
    for record in of_type("passage"):
        passage = {"kind": record["kind"], "text": plain(record["text"]), "themes": record["themes"]} | where(record)
        if record["kind"] == "box":
            passage["title"] = plain(record["title"]) or None
        if record["kind"] == "recommendation":
            passage["n"] = record["n"]
        passages.append(passage)

    gold: dict[str, Any] = {
        "file": f"{slug}.pdf",
        "slug": slug,
        "title": facts["title"],
        "subtitle": facts["subtitle"],
        "organisations": facts["organisations"],
        "published": facts["published"],
        "fieldwork": facts["fieldwork"],
        "study": facts["study"],
        "replaces": facts["replaces"],
        "sample_groups": [
            {key: record[key] for key in ("kind", "n", "exactness", "unit", "methods")}
            | where(record)
            | {"verbatim": plain(record["verbatim"])}
            for record in of_type("sample")
        ],
        "quotes": [
            {
                "text": plain(record["text"]),
                "voice": record["voice"],
                "attribution": plain(record["attribution"] or "") or None,
            }
            | where(record)
            | {"style": record["style"]}
            for record in of_type("quote")
        ],
        "pull_quotes": [{"text": plain(record["text"]), "page": record["page"]} for record in of_type("pull")],
        "passages": passages,
        "headings": [
            {"level": item["level"], "text": plain(item["text"]), "number": item["number"], "page": item["page"]}
            for item in headings
        ],
        "footnotes": [{"text": plain(record["text"]), "page": record["page"]} for record in of_type("footnote")],
        "pages": [{"number": n, "label": page_label(n, front)} for n in range(1, len(pages) + 1)],
        "furniture": facts["furniture"],
    }
    problems += verify(gold, records, pages)
    return gold, problems


def squeeze(text: str) -> str:
    """Text without what line breaking and bullets change."""
    return re.sub(r"[\s\-\u00ad\u0002\ufffe\ufeff•‣–]", "", text)


def pattern(text: str) -> str:
    """A pattern for squeezed text that allows a printed number at each footnote mark."""
    return r"\d{0,2}".join(re.escape(part) for part in squeeze(text).split(NOTE))


def verify(gold: dict[str, Any], records: list[dict[str, Any]], pages: list[str]) -> list[str]:
    """Compare the gold with the text of the finished PDF."""
    problems: list[str] = []
    squeezed = [squeeze(page) for page in pages]

    def on(text: str, page: int) -> bool:
        return 0 < page <= len(squeezed) and re.search(pattern(text), squeezed[page - 1]) is not None

    for record in records:
        text, page = marked(record.get("text") or record.get("verbatim") or ""), record["page"]
        words = text.split()
        if not words:
            problems.append(f"page {page}: an empty {record['type']}")
        elif not on(" ".join(words[:6]), page):
            problems.append(f"page {page}: not found there: {text[:70]}")
        elif not on(text, page) and not any(
            on(" ".join(words[:cut]), page) and on(" ".join(words[cut:]), page + 1) for cut in range(6, len(words))
        ):
            problems.append(f"page {page}: begins there but is not printed as it stands: {text[:70]}")
    said = [squeeze(quote["text"]) for quote in gold["quotes"]]
    for pulled in gold["pull_quotes"]:
        if not any(squeeze(pulled["text"]).rstrip(".…") in text for text in said):
            problems.append(f"page {pulled['page']}: pulled words that stand in no quotation: {pulled['text'][:70]}")
    for heading in gold["headings"]:
        if not on(heading["text"], heading["page"]):
            problems.append(f"page {heading['page']}: heading not found: {heading['text']}")
    for page_number, text in enumerate(squeezed, start=1):
        if squeeze(NOTICE) not in text:
            problems.append(f"page {page_number}: does not say that the report is invented")
    return problems


def build(slug: str) -> tuple[bytes, bytes, dict[str, Any], list[str]]:
    """PDF, gold as bytes, gold, problems."""
    pdf = compile_pdf(slug)
    gold, problems = make_gold(slug, page_texts(pdf))
    return pdf, (json.dumps(gold, ensure_ascii=False, indent=2) + "\n").encode(), gold, problems


def metadata(golds: list[dict[str, Any]]) -> bytes:
    """The table that says which reports are of one study and which replaces which."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["file", "study", "replaces"])
    for gold in golds:
        table.writerow([gold["file"], gold["study"], gold["replaces"] or ""])
    return out.getvalue().encode()


def main(arguments: list[str]) -> int:
    """Build or check."""
    check = "--check" in arguments
    chosen = [argument for argument in arguments if not argument.startswith("-")] or slugs()
    failed = False
    golds: list[dict[str, Any]] = []
    wanted: dict[Path, bytes] = {}
    for slug in chosen:
        try:
            pdf, gold_bytes, gold, problems = build(slug)
        except typst.TypstError as error:
            print(f"{slug}: {error.message}\n{error.diagnostic}")
            failed = True
            continue
        golds.append(gold)
        wanted[REPORTS / f"{slug}.pdf"] = pdf
        wanted[GOLD / f"{slug}.json"] = gold_bytes
        print(f"{slug}: {len(gold['pages'])} pages, {len(gold['passages'])} passages, {len(gold['quotes'])} quotes")
        for problem in problems:
            print(f"  {problem}")
            failed = True
    if chosen == slugs() and len(golds) == len(chosen):
        wanted[METADATA] = metadata(golds)
        extra = {*REPORTS.glob("*.pdf"), *GOLD.glob("*.json")} - wanted.keys()
        for path in sorted(extra):
            print(f"{path.relative_to(HERE)}: no source makes this file")
            failed = True
    for path, content in wanted.items():
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        elif not path.is_file() or path.read_bytes() != content:
            print(f"{path.relative_to(HERE)}: is not what the sources make")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
