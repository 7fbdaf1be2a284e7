"""Measures on real files, where they are beside the checkout. None of them is part of the project."""

import html
import re
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from benchmarks.extraction.engines import OURS, STREAM, Engine, Read
from benchmarks.extraction.metrics import kept, order_score, phrase_recall, phrases, plain, words
from benchmarks.extraction.pages import Cost

SAMPLE = 12
"""How many of the reports all engines read; `--full` takes all of them."""
_ODT_RUN = re.compile(r"<text:(?:p|h)\b[^>]*?(?<!/)>(.*?)</text:(?:p|h)>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TEX_PARTS = re.compile(r"\\\\|&|\n\s*\n|\\(?:begin|end)\{\w+\}(?:\[[^]]*\])?(?:\{[lcr|]*\})?")
_TEX_KEEPS = re.compile(r"\\(?:text\w+|title|author|section|subsection|caption|emph)\*?\{([^{}]*)\}")
_TEX_COMMAND = re.compile(r"\\[a-zA-Z]+\*?(?:\[[^]]*\])?(?:\{[^{}]*\})?")


def measured(engines: list[Engine], folder: Path, reports: Path, full: bool) -> dict[str, Any]:
    """All figures on real files; what is not there is named under `skipped`."""
    found: dict[str, Any] = {"skipped": []}
    for name, place, measure in (
        ("geotopo", folder / "geotopo", _geotopo),
        ("source_pairs", folder / "source_pairs", _source_pairs),
        ("reports", reports, lambda engines, place: _reports(engines, place, full)),
    ):
        if place.is_dir() and any(place.rglob("*.pdf")):
            found[name] = measure(engines, place)
        else:
            found["skipped"].append(f"{name}: no PDF files in {place.parent.name}/{place.name}")
    return found


def _geotopo(engines: list[Engine], folder: Path) -> dict[str, Any]:
    """A book of 117 pages, mathematics in German, against its reference text."""
    wanted = (folder / "GeoTopo-book.txt").read_text(encoding="utf-8")
    (path,) = folder.glob("*.pdf")
    figures = {}
    for engine in engines:
        read, cost = engine.read(path), Cost()
        cost.add(path.name, read)
        score = {"order": order_score(wanted, read.text), "phrases": phrase_recall(phrases(wanted), read.text)}
        figures[engine.name] = {**{name: round(value, 4) for name, value in score.items()}, **cost.figures()}
    return figures


def _source_pairs(engines: list[Engine], folder: Path) -> dict[str, Any]:
    """Each PDF against the file that it was made from. The LaTeX sources call for most of their text by a command: what
    they do spell out is compared, and the stream of the PDF, which LaTeX writes in order, stands for the rest."""
    figures: dict[str, Any] = {}
    for path in sorted(folder.glob("*.pdf")):
        source = _source(path)
        if source is None:
            continue
        reads = {engine.name: engine.read(path) for engine in engines}
        if source.suffix == ".odt":
            runs = _odt_runs(source)
            figures[path.name] = {"phrases": _phrases(runs, reads), "order": _orders(runs, reads)}
        else:
            stream = [reads[STREAM].text]
            others = {name: read for name, read in reads.items() if name != STREAM}
            figures[path.name] = {
                "phrases": _phrases(_tex_runs(source), reads),
                "of the stream": _phrases(stream, others),
            }
    return figures


def _source(path: Path) -> Path | None:
    named = [path.with_suffix(".odt"), path.with_suffix(".tex"), path.with_name(path.name[:3] + "-source.odt")]
    return next((source for source in named if source.is_file()), None)


def _phrases(runs: list[str], reads: dict[str, Read]) -> dict[str, float] | str:
    """The phrase recall of each engine, and of how many phrases."""
    wanted: Counter[tuple[str, ...]] = Counter()
    for run in runs:
        wanted += phrases(run)
    if not wanted:
        return "skipped: the source spells out no run of five words"
    scores = {name: round(phrase_recall(wanted, read.text), 4) for name, read in reads.items()}
    return {"of": wanted.total(), **scores}


def _orders(runs: list[str], reads: dict[str, Read]) -> dict[str, float]:
    return {name: round(order_score("\n".join(runs), read.text), 4) for name, read in reads.items()}


def _odt_runs(path: Path) -> list[str]:
    """The paragraphs and headings of an OpenDocument text."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode("utf-8")
    return [html.unescape(_TAG.sub("", run)) for run in _ODT_RUN.findall(content)]


def _tex_runs(path: Path) -> list[str]:
    """What a LaTeX source spells out between `begin` and `end` of its document: paragraphs, cells, titles."""
    body = path.read_text(encoding="utf-8").partition(r"\begin{document}")[2].partition(r"\end{document}")[0]
    body = re.sub(r"(?<!\\)%.*", "", body)
    while _TEX_KEEPS.search(body):
        body = _TEX_KEEPS.sub(r"\1", body)
    runs = (_TEX_COMMAND.sub(" ", run) for part in _TEX_PARTS.split(body) for run in part.split("\n\n"))
    return [plain(run) for run in runs if plain(run)]


def _reports(engines: list[Engine], folder: Path, full: bool) -> dict[str, Any]:
    """Speed of all engines on the same reports, and how much of the stream's text ours keeps together."""
    files = sorted(folder.rglob("*.pdf"))
    chosen = files if full else files[:: max(1, len(files) // SAMPLE)][:SAMPLE]
    costs: dict[str, Cost] = defaultdict(Cost)
    shares: list[tuple[float, str]] = []
    wanted_all = kept_all = lines_all = lines_out = 0
    for path in chosen:
        reads = {engine.name: engine.read(path) for engine in engines}
        for name, read in reads.items():
            costs[name].add(path.name, read)
        wanted, lines, out = _stream_phrases(reads[STREAM].text, reads[OURS].found)
        share = kept(wanted, phrases(reads[OURS].text))
        if wanted:
            shares.append((share, path.name))
        wanted_all, kept_all = wanted_all + wanted.total(), kept_all + round(share * wanted.total())
        lines_all, lines_out = lines_all + lines, lines_out + out
    return {
        "files": len(chosen),
        "of": len(files),
        "stream phrases kept by ours": round(kept_all / max(1, wanted_all), 4),
        "lines taken for furniture": round(lines_out / max(1, lines_all), 4),
        "worst": [f"{name} {share:.3f}" for share, name in sorted(shares)[:3]],
        "speed": {engine.name: costs[engine.name].figures() for engine in engines},
    }


def _stream_phrases(text: str, found: dict[str, Any]) -> tuple[Counter[tuple[str, ...]], int, int]:
    """The phrases of each page in the order of the stream, without the lines that ours takes for running ones; how many
    lines there were, and how many were left out."""
    furniture: dict[int, str] = defaultdict(str)
    for page, line in found.get("furniture", []):
        furniture[page] += f" {' '.join(words(line))} "
    wanted: Counter[tuple[str, ...]] = Counter()
    lines = out = 0
    for page, said in enumerate(text.split("\f"), 1):
        runs = [""]
        for line in said.splitlines():
            key = " ".join(words(line))
            lines += bool(key)
            if key and f" {key} " in furniture[page]:
                out += 1
                runs.append("")
            else:
                runs[-1] += line + "\n"
        for run in runs:
            wanted += phrases(run)
    return wanted, lines, out
