"""A second try: plainer for files that crash their child, longer for long scans."""

from dataclasses import replace
from pathlib import Path

import pytest

from compendium.config import Limits
from compendium.errors import Refused
from compendium.ingest.attempts import in_attempts
from compendium.ingest.pdf import ocr
from compendium.ingest.read import read_file
from compendium.model.document import Reading
from tests.conftest import CORPUS
from tests.support.hostile import HOSTILE
from tests.support.pdfs import paragraph, write_pdf

Item = tuple[Path, Limits]


def read(item: Item) -> Reading:
    return read_file(*item)


def slowly_unless_plain(item: Item) -> str:
    if item[1].tags:
        raise Refused("timed-out")
    return "read"


def attempted(path: Path, limits: Limits) -> Reading | Refused:
    items = in_attempts(read, [(path, limits)], lambda item, other: (item[0], other), processes=1, limits=limits)
    ((item, answer),) = items
    assert item == (path, limits)
    return answer


def test_a_file_whose_tags_crash_the_reader_is_read_without_them_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "contents-loop.pdf"
    path.write_bytes(HOSTILE["contents-loop.pdf"].make())
    reading = attempted(path, Limits(seconds=20))
    assert isinstance(reading, Reading)
    assert [problem.code for problem in reading.problems] == ["read-plainly"]


def test_each_file_gets_its_own_answer_and_no_third_try(tmp_path: Path) -> None:
    limits = Limits(seconds=20)
    items = [(write_pdf(tmp_path / f"{n}.pdf", [paragraph("It was cold.")]), limits) for n in range(3)]
    tried = dict(
        in_attempts(slowly_unless_plain, items, lambda item, other: (item[0], other), processes=2, limits=limits)
    )
    assert tried == dict.fromkeys(items, "read")
    plain = replace(limits, tags=False)
    ((_, answer),) = in_attempts(
        read, [(tmp_path / "gone.pdf", plain)], lambda item, _: item, processes=1, limits=plain
    )
    assert isinstance(answer, Refused)
    assert answer.code == "cannot-open"


@pytest.mark.skipif(not ocr.available(), reason="the extra ocr is not installed")
def test_a_scan_gets_the_time_that_its_pages_take() -> None:
    reading = attempted(CORPUS / "reports" / "r10-coming-to-see-you.pdf", Limits(seconds=8))
    assert isinstance(reading, Reading)
    assert all(page.ocr for page in reading.pages)
