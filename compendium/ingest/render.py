"""A page → its picture. Run as `python -m compendium.ingest.render FILE PAGE OUT`: a process of its own, which may
fail alone."""

import os
import sys
from pathlib import Path

import pypdfium2 as pdfium

from compendium.ingest.children import limit_memory

DOTS_PER_INCH = 130
_MOST_PIXELS = 12_000_000
_MEMORY = 2**31


def render(file: Path, number: int, out: Path) -> None:
    """Writes the picture of page `number` (from 1), as it is shown turned, as PNG to `out`; never leaves half a
    picture."""
    document = pdfium.PdfDocument(file)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    image = page.render(scale=scale).to_pil()
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    image.quantize(64, dither=0).save(part, format="PNG", optimize=False)
    os.replace(part, out)
    document.close()


def main(arguments: list[str]) -> int:
    """0 when the picture was made, 1 when it could not be."""
    file, number, out = arguments
    limit_memory(_MEMORY)
    try:
        render(Path(file), int(number), Path(out))
    except (pdfium.PdfiumError, OSError, MemoryError, ValueError, IndexError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
