"""Making the postings of a whole library: a small one at once, a large one in parts, by several processes."""

import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import chain
from pathlib import Path
from typing import Any, Final, cast

from compendium.index.analysis import content_stems, forms
from compendium.index.columns import Block, block
from compendium.index.whoosh_codec import exact, form
from compendium.index.whoosh_writing import PartWriter, PostingsWriter
from compendium.model.indexing import IndexedReport

PART: Final = 50_000
"""Passages in a part. Each becomes a segment of the index, and takes about 800 MB while it is made; a word is looked up
in every segment, so that there should not be many."""

Part = list[IndexedReport]


def build(folder: Path, reports: Iterable[IndexedReport], workers: int, part: int = PART) -> list[Block]:
    """Makes the postings of those reports in an empty folder and returns their columns, in the same order. Nobody sees
    any postings before all are written."""
    writer = PostingsWriter(folder, new=True)
    try:
        parts = _parts(reports, part)
        first, second = next(parts, []), next(parts, None)
        if second is None:
            blocks = [index_report(writer, report) for report in first]
            writer.commit()
            return blocks
        made = list(_made(folder, chain([first, second], parts), workers))
        writer.join([segment for segment, _ in made])
        return [one for _, blocks in made for one in blocks]
    except BaseException:
        writer.cancel()
        raise


def index_report(writer: PostingsWriter | PartWriter, report: IndexedReport) -> Block:
    """Writes the words of a report and returns its columns."""
    lengths, title_words = [], len(content_stems(forms(report.title)))
    for place, passage in enumerate(report.passages):
        printed = {"text": forms(passage.text), "heading": forms(passage.heading)}
        if not place:
            printed["title"] = forms(report.title)  # once: the evaluator knows whose it is
        stems = {name: content_stems(found) for name, found in printed.items()}
        forms_of = {kept(name): found for name, found in printed.items() for kept in (form, exact)}
        writer.add(report.id, passage.key, stems | forms_of)
        lengths.append((len(stems["text"]), len(stems["heading"])))
    return block(report, lengths, title_words)


def _parts(reports: Iterable[IndexedReport], size: int) -> Iterator[Part]:
    part: Part = []
    passages = 0
    for report in reports:
        part.append(report)
        passages += len(report.passages)
        if passages >= size:
            yield part
            part, passages = [], 0
    if part:
        yield part


def _made(folder: Path, parts: Iterable[Part], workers: int) -> Iterator[tuple[Any, list[Block]]]:
    """Each part as a segment, with its columns, in order. No more parts are in memory than processes, and one."""
    with ThreadPoolExecutor(workers) as threads:
        waiting: list[Future[tuple[Any, list[Block]]]] = []
        for part in parts:
            waiting.append(threads.submit(_elsewhere, folder, part))
            if len(unfinished := [one for one in waiting if not one.done()]) > workers:
                wait(unfinished, return_when=FIRST_COMPLETED)
            while waiting and waiting[0].done():
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


def _elsewhere(folder: Path, part: Part) -> tuple[Any, list[Block]]:
    """A part made by a process of its own; here, if that fails. A plain process and no pool: it starts in the
    same way on every system, and whatever program has loaded this one."""
    command = [sys.executable, "-m", __name__, str(folder)]
    try:
        done = subprocess.run(command, input=pickle.dumps(part), capture_output=True, check=True)  # noqa: S603
        return cast(tuple[Any, list[Block]], pickle.loads(done.stdout))  # noqa: S301  # our own process wrote it
    except (OSError, subprocess.CalledProcessError, pickle.UnpicklingError, EOFError):
        return _make(folder, part)


def _make(folder: Path, part: Part) -> tuple[Any, list[Block]]:
    writer = PartWriter(folder)
    blocks = [index_report(writer, report) for report in part]
    return writer.finish(), blocks


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(_make(Path(sys.argv[1]), pickle.load(sys.stdin.buffer))))  # noqa: S301
