"""How fast pages of results come from the real server, with one reader and with several at once.

The library is of real reports where they are, else of the demonstration reports. Readers ask typical questions of
policy staff, each the next one as soon as the last is answered, over a connection that stays open.
"""

import http.client
import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from benchmarks.speed.figures import ROOT, memory, spread, step_command
from benchmarks.speed.reports import cache, default_folder, library_of
from compendium.model.search import READER, SearchQuery

READERS = 8
PAGES = 40
"""Pages that each reader asks for."""

QUESTIONS = (
    "mental health support",
    "waiting times",
    "contact with family",
    "housing after release",
    "listening to children",
    "domestic abuse",
    '"leaving care"',
    "substance misuse OR alcohol",
    "education and training",
    "What do people say about their relationship with staff?",
    "complaints not answered",
    "neglect at home",
    "missing from home",
    "Do people feel safe, and what makes them feel unsafe?",
    "health assessments late",
    "peer support",
    "being heard in decisions",
    "disability AND transport",
    "How are young people helped to find work and a place to live?",
    "accommodation NOT hostel",
)
_WARMING = ("school", "police", "plan", "visits", "risk", "parents", "support", "review")


def measured(keep: Path | None) -> dict[str, Any]:
    """The figures of one library, kept between runs; the server is a process of its own."""
    folder = default_folder()
    home = library_of(folder, cache(keep))
    queries = questions(home)
    with _serving(home) as server:
        _readers(server, READERS, [SearchQuery(text=word) for word in _WARMING], len(_WARMING))
        one = _round(server, 1, queries)
        several = _round(server, READERS, queries)
    return {
        "folder": folder.name,
        "questions": len(queries),
        "with_filter": sum(query != SearchQuery(text=query.text) for query in queries),
        "one_reader": one,
        f"{READERS}_readers": several,
    }


def questions(home: Path) -> list[SearchQuery]:
    """The typical questions; every third with a filter that the library has much of."""
    from compendium.catalogue.catalogue import Catalogue
    from compendium.index.whoosh_engine import WhooshIndex
    from compendium.library import Library

    with closing(Catalogue.open(home)) as catalogue, closing(WhooshIndex.open(home / "index")) as index:
        index.catch_up(catalogue)  # an index of another version is made anew
    with closing(Library.open(home, READER)) as library:
        facets = {facet.name: facet.values for facet in library.search(SearchQuery()).facets}
    filters: list[dict[str, Any]] = [{"themes": frozenset({facets["theme"][0].value})}]
    filters += [{"years": frozenset({int(facets["year"][n].value) for n in range(2)})}]
    filters += [{"accounts": frozenset({facets["account"][0].value})}]
    queries = [SearchQuery(text=text) for text in QUESTIONS]
    for number, place in enumerate(range(2, len(queries), 3)):
        queries[place] = replace(queries[place], **filters[number % len(filters)])
    return queries


def serve(home: str) -> dict[str, Any]:
    """Runs the server; prints its address, and for every line it is sent, its processor time and memory. Ends with its
    input."""
    from compendium.config import load
    from compendium.library import Library
    from webui.serve import listen

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # one line for every visitor who has to wait
    library = Library.open(Path(home), READER)
    server, address = listen(load(Path(home), port=0), library)
    threading.Thread(target=server.run, daemon=True).start()
    print(json.dumps(address), flush=True)
    for _ in sys.stdin:
        print(json.dumps({"cpu_seconds": time.process_time(), "memory_mib": memory()}), flush=True)
    return {}


class _Server:
    """The server in its process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.address: str = self._line()

    def told(self) -> dict[str, Any]:
        """Its processor time and memory so far."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return dict(self._line())

    def _line(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


@contextmanager
def _serving(home: Path) -> Iterator[_Server]:
    command = step_command("serve", home)
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            yield _Server(process)
        finally:
            process.kill()


def _round(server: _Server, readers: int, queries: list[SearchQuery]) -> dict[str, Any]:
    """So many readers at once, each with its own order of the questions."""
    before, began = server.told(), time.perf_counter()
    times = _readers(server, readers, queries, PAGES)
    seconds, after = time.perf_counter() - began, server.told()
    return {
        "pages": len(times),
        "page_ms": spread(times),
        "pages_per_second": round(len(times) / seconds, 1),
        "server_cpu_ms_a_page": round(1000 * (after["cpu_seconds"] - before["cpu_seconds"]) / len(times), 2),
        "memory_mib": after["memory_mib"],
    }


def _readers(server: _Server, readers: int, queries: list[SearchQuery], pages: int) -> list[float]:
    """The time of every page, in milliseconds. Raises RuntimeError when any was not given."""
    paths = [_path(query) for query in queries]
    times: list[float] = []
    wrong: list[str] = []
    everyone = threading.Barrier(readers)

    def read(reader: int) -> None:
        start = reader * len(paths) // readers
        everyone.wait()
        try:
            times.extend(_read(server.address, [paths[(start + n) % len(paths)] for n in range(pages)]))
        except (OSError, RuntimeError, http.client.HTTPException) as error:
            wrong.append(repr(error))

    threads = [threading.Thread(target=read, args=(reader,)) for reader in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(f"pages were not given: {wrong}")
    return times


def _read(address: str, paths: list[str]) -> list[float]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    times = []
    with closing(connection):
        for path in paths:
            began = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            words = answer.read()
            times.append(1000 * (time.perf_counter() - began))
            if answer.status != 200 or b"</html>" not in words:
                raise RuntimeError(f"{path}: {answer.status}")
    return times


def _path(query: SearchQuery) -> str:
    from webui.query import arguments

    return f"/search?{urlencode(arguments(query), doseq=True)}"
