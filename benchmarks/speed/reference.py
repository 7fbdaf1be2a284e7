"""The reference reader by itself, with nothing of the program in memory: `python -m benchmarks.speed.reference DIR`.

It is a step of `reading`, and prints one JSON object.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pdfplumber

from benchmarks.speed.figures import peak_mib


def read_with_pdfplumber(folder: str) -> dict[str, Any]:
    """Plain `extract_text` of every page, each closed at once: pdfplumber keeps the layout of open pages."""
    pages = failed = 0
    for file in sorted(Path(folder).rglob("*.pdf")):
        try:
            with pdfplumber.open(file) as document:
                for page in document.pages:
                    page.extract_text()
                    page.close()
                    pages += 1
        except Exception:
            failed += 1
    return {"pages": pages, "failed": failed, "peak_mib": peak_mib()}


if __name__ == "__main__":
    print(json.dumps(read_with_pdfplumber(sys.argv[1])))
