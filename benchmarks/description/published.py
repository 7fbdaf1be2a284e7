"""Real reports against their publisher's own listing; and what describing costs beside reading, in one run."""

import csv
import re
import time
from pathlib import Path
from typing import Any

from compendium.errors import Refused
from compendium.ingest.describe.describe import describe
from compendium.ingest.read import read_file


def measured(folder: Path, most: int | None, show: bool) -> dict[str, Any]:
    """Publication date, authority (in the title) and publisher of the reports in that folder."""
    listing = folder / "metadata.csv"
    if not listing.exists():
        return {"skipped": "no reports here"}
    with listing.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))[:most]
    reading = describing = 0.0
    counts = dict.fromkeys(
        ("reports", "to_the_day", "right_but_coarser", "authority", "publisher", "titled", "chosen"), 0
    )
    wrong = []
    describe(
        read_file(Path(__file__).resolve().parents[2] / "corpus" / "reports" / "r2-keeping-in-touch.pdf")
    )  # warm up
    for row in rows:
        began = time.perf_counter()
        try:
            read = read_file(folder / row["file"])
        except Refused:
            continue
        middle = time.perf_counter()
        found = describe(read)
        reading, describing = reading + middle - began, describing + time.perf_counter() - middle
        counts["reports"] += 1
        claim, truth = found.first("published"), row["publication_date_from_listing"]
        date = claim.value if claim else ""
        counts["to_the_day"] += date == truth
        counts["right_but_coarser"] += bool(date) and date != truth and truth.startswith(date)
        title = found.first("title")
        counts["titled"] += title is not None
        counts["authority"] += bool(title) and _plain(row["local_authority"]) in _plain(title.value if title else "")
        counts["publisher"] += row["publisher"].split(";")[0] in found.values("organisation")
        counts["chosen"] += len(found.sample_groups)
        if not (date and truth.startswith(date)):
            wrong.append(f"{row['file']}: {truth}, found {date or 'none'}")
    return (
        counts
        | {
            "seconds_reading": round(reading, 2),
            "seconds_describing": round(describing, 2),
            "describing_to_reading": round(describing / reading, 3),
        }
        | ({"wrong_dates": wrong} if show else {})
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower().replace("&", "and"))
