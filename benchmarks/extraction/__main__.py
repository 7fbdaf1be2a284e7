"""How well and how fast documents are read, side by side with other engines in one run.

`python -m benchmarks.extraction [DIR]` makes pages with exact truth from seeds, reads them with every engine in a child
process of its own, and then the real files of DIR and of the reports, where there are any. Prints one JSON object. For
each engine, 1.0 is best: `phrases` is the share of five words in a row that stay together, `order` the similarity with
the text as it is read, `words` the agreement on the words in any order. Compare speeds only within one run.
"""

import argparse
import json
import os
from pathlib import Path
from typing import Any

from benchmarks.extraction import pages, real
from benchmarks.extraction.engines import OURS, ROOT, STREAM, available, running
from benchmarks.extraction.making import ORDERS

REAL = ROOT.parent / "shared" / "data"


def main() -> None:
    """Measures what is asked for and prints the figures."""
    asked = _parser().parse_args()
    seeds = asked.seed or [1]
    names = [OURS, STREAM] if asked.quick else available()
    orders = [order for order in ORDERS if not asked.quick or order != pages.HARD]
    figures: dict[str, Any] = {"cores": os.cpu_count()}
    with running(names) as engines:
        figures["made_up"] = pages.measured(engines, seeds, orders, asked.keep)
    if not (asked.pages_only or asked.quick):
        with running(names) as engines:
            figures["real"] = real.measured(engines, asked.folder, asked.reports, asked.full)
    print(json.dumps(figures, indent=2, ensure_ascii=False))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=REAL / "extraction", metavar="DIR", help="real pairs")
    parser.add_argument("--reports", type=Path, default=REAL / "reports", metavar="DIR", help="real reports")
    parser.add_argument("--seed", type=int, action="append", metavar="N", help="36 documents more; 1 when not given")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the made-up documents and their truth there")
    parser.add_argument("--full", action="store_true", help="all reports, not a sample of them")
    how_much = parser.add_mutually_exclusive_group()
    how_much.add_argument("--pages-only", action="store_true", help="made-up pages, no real files")
    how_much.add_argument("--quick", action="store_true", help="the same with two engines and three stream orders")
    return parser


if __name__ == "__main__":
    main()
