"""How fast the program is. Prints one JSON object; compare ratios, since single times depend on the machine.

`python -m benchmarks.speed reading [DIR]`: taking in files, side by side with the reference reader.
`python -m benchmarks.speed search`: searching many passages, side by side with other engines.
`python -m benchmarks.speed site`: pages of results from the real server, with one reader and with eight at once.
`python -m benchmarks.speed tagging`: tagging a library anew after its codebook was edited.
Without a word: all four. What real data there is beside the checkout is used, else the demonstration reports.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.speed import reading, search, site, tagging
from benchmarks.speed.engines import ENGINES

PASSAGES = 10_000


def main() -> None:
    """Measures what is asked for and prints the figures."""
    asked = _parser().parse_args()
    print(json.dumps(_measured(asked), indent=2, ensure_ascii=False))


def _measured(asked: argparse.Namespace) -> dict[str, Any]:
    if asked.what == "reading":
        return reading.measured(asked.folder)
    if asked.what == "search":
        return search.measured(asked.passages, asked.keep, asked.engines)
    if asked.what == "site":
        return site.measured(asked.keep)
    if asked.what == "tagging":
        return tagging.measured(asked.keep)
    return {
        "reading": reading.measured(None),
        "search": search.measured(PASSAGES, None, list(ENGINES)),
        "site": site.measured(None),
        "tagging": tagging.measured(None),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.split("\n")[0])
    what = parser.add_subparsers(dest="what", metavar="WHAT")
    files = what.add_parser("reading", help="taking in files")
    files.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="the files to take in")
    kept: dict[str, Any] = {"type": Path, "metavar": "FOLDER", "help": "keep what was made there, and use it again"}
    many = what.add_parser("search", help="searching many passages")
    many.add_argument("--passages", type=int, default=PASSAGES, metavar="N", help=f"{PASSAGES} when not given")
    many.add_argument("--keep", **kept)
    many.add_argument(
        "--engines", nargs="+", choices=ENGINES, default=list(ENGINES), metavar="NAME", help=", ".join(ENGINES)
    )
    pages = what.add_parser("site", help="pages of results")
    pages.add_argument("--keep", **kept)
    tags = what.add_parser("tagging", help="tagging anew after an edit of the codebook")
    tags.add_argument("--keep", **kept)
    return parser


if __name__ == "__main__":
    main()
