"""Build the demonstration publications and their gold files from the Typst sources.

    python corpus/build.py             rebuild all
    python corpus/build.py r1-… r2-…   rebuild only these
    python corpus/build.py --check     say whether the committed files are what the sources make (exit 1 if not)

The gold is read out of the compiled source (see sources/lib.typ), then compared with the text of the finished file,
so a gold file that points at the wrong page cannot be written without a complaint.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import typst
from gold import SOURCES, Record, Source, make_gold, read_source, verify
from package import same_parts
from scan import same_pictures, scan_pdf
from slides import slide_deck, slide_texts
from word import section_texts, word_document

HERE = Path(__file__).resolve().parent
REPORTS = HERE / "reports"
GOLD = HERE / "gold"
METADATA = HERE / "metadata.csv"
TIMESTAMP = 1_735_689_600  # 1 January 2025: fixed, so that the same sources make the same bytes


def slugs() -> list[str]:
    """The publications there are sources for, r2 before r10."""
    return sorted((path.stem for path in SOURCES.glob("r*.typ")), key=lambda slug: int(slug[1 : slug.index("-")]))


# ---- the forms of publication: each makes the file, and reads the text of each of its pages, slides or sections


def typeset(source: Source) -> bytes:
    """The report as PDF bytes."""
    path = str(SOURCES / f"{source.slug}.typ")
    pdf: bytes = typst.compile(path, ignore_system_fonts=True, root=str(SOURCES), timestamp=TIMESTAMP)
    return pdf


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def pdf(source: Source) -> tuple[bytes, list[str]]:
    made = typeset(source)
    return made, page_texts(made)


def scan(source: Source) -> tuple[bytes, list[str]]:
    return scan_pdf(source), page_texts(typeset(source))  # pictures have no text: what was pictured has


def docx(source: Source) -> tuple[bytes, list[str]]:
    made = word_document(source)
    return made, section_texts(made)


def pptx(source: Source) -> tuple[bytes, list[str]]:
    made = slide_deck(source)
    return made, slide_texts(made)


def identical(one: bytes, other: bytes) -> bool:
    return one == other


FORMS: dict[str, Callable[[Source], tuple[bytes, list[str]]]] = {"pdf": pdf, "scan": scan, "docx": docx, "pptx": pptx}
SAME: dict[str, Callable[[bytes, bytes], bool]] = {
    "pdf": identical,
    "scan": same_pictures,
    "docx": same_parts,
    "pptx": same_parts,
}
"""Whether two files of that form are the same, as far as it is ours to say."""


# ---- building and checking


def build(slug: str) -> tuple[Source, bytes, Record, list[str]]:
    """The source, the file made of it, its gold, and what is wrong."""
    source = read_source(slug)
    made, texts = FORMS[source.form](source)
    return source, made, make_gold(source, texts), verify(source, texts)


def metadata(golds: list[Record]) -> bytes:
    """The table that says which publications are of one study and which replaces which."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["file", "study", "replaces"])
    for gold in golds:
        table.writerow([gold["file"], gold["study"], gold["replaces"] or ""])
    return out.getvalue().encode()


def settle(path: Path, content: bytes, same: Callable[[bytes, bytes], bool], check: bool) -> bool:
    """Writes the file, or says whether the committed one is the same. False when it is not."""
    if not check:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    elif not path.is_file() or not same(path.read_bytes(), content):
        print(f"{path.relative_to(HERE)}: is not what the sources make")
        return False
    return True


def main(arguments: list[str]) -> int:
    """Build or check."""
    check = "--check" in arguments
    chosen = [argument for argument in arguments if not argument.startswith("-")] or slugs()
    failed = False
    golds: list[Record] = []
    made: set[Path] = set()
    for slug in chosen:
        try:
            source, content, gold, problems = build(slug)
        except typst.TypstError as error:
            print(f"{slug}: {error.message}\n{error.diagnostic}")
            failed = True
            continue
        golds.append(gold)
        file, labels = REPORTS / source.file, GOLD / f"{slug}.json"
        gold_bytes = (json.dumps(gold, ensure_ascii=False, indent=2) + "\n").encode()
        settled = [settle(file, content, SAME[source.form], check), settle(labels, gold_bytes, identical, check)]
        made |= {file, labels}
        print(f"{slug}: {len(gold['passages'])} passages, {len(gold['quotes'])} quotes, {len(gold['tables'])} tables")
        for problem in problems:
            print(f"  {problem}")
        failed = failed or bool(problems) or not all(settled)
    if chosen == slugs() and len(golds) == len(chosen):
        failed = not settle(METADATA, metadata(golds), identical, check) or failed
        for path in sorted({*REPORTS.glob("[!.]*"), *GOLD.glob("[!.]*")} - made):
            print(f"{path.relative_to(HERE)}: no source makes this file")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
