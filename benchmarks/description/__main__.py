"""How well a report is described, field by field, and what that costs. Prints one JSON object.

`python -m benchmarks.description [--show]` describes the demonstration reports (against their gold), the wordings
beside this file, and, where they are, the real wordings and reports of ../shared/data. 1.0 is best, save for `taken`,
`share_unknown` and `harmful`, where 0 is. `describing_to_reading` is a ratio of times within this run.
"""

import argparse
import json
from pathlib import Path

from benchmarks.description import labelled, model, published, wordings

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"


def main() -> None:
    """Measures everything and prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.description", description=__doc__.split("\n")[0])
    parser.add_argument("--show", action="store_true", help="list what is wrong or missed")
    parser.add_argument("--real", type=Path, default=REAL, metavar="DIR", help="where reports/ and wordings/ are")
    parser.add_argument("--most", type=int, metavar="N", help="so many real reports only")
    parser.add_argument("--model", action="store_true", help="also with a statistical language model, both ways")
    asked = parser.parse_args()
    figures = {
        "corpus": labelled.measured(asked.show),
        "wordings": wordings.measured(asked.real / "wordings", asked.show),
        "reports": published.measured(asked.real / "reports", asked.most, asked.show),
    }
    if asked.model:
        figures["model"] = model.measured(asked.real, asked.most or 12)
    print(json.dumps(figures, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
