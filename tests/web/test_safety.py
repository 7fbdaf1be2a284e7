"""The site answers to this machine only, allows nothing from elsewhere, and stays light."""

import re
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from compendium.config import Config
from compendium.errors import BadInput, LibraryUnusable
from webui.app import create_app
from webui.security import INLINE_SCRIPT, POLICY, inline_script_hashes, is_loopback
from webui.serve import listen, serve


def test_the_policy_allows_exactly_the_one_script_written_into_pages(client: FlaskClient) -> None:
    assert inline_script_hashes(client.get("/").text) == [INLINE_SCRIPT]
    assert INLINE_SCRIPT in POLICY


@pytest.mark.parametrize("path", ["/", "/search?q=visits", "/nowhere", "/assets/compendium.css", "/ping"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
        assert "Set-Cookie" not in answer.headers


def test_nothing_comes_from_elsewhere(client: FlaskClient) -> None:
    for path in ("/", "/search?q=visits", "/reports/r1/pages/1?passage=r1:p1"):
        page = client.get(path).text
        assert not re.search(r"""(?:src|action|<link[^>]+href)=["'](?:https?:)?//""", page)
        assert " style=" not in page
    for file in (Path(__file__).parents[2] / "webui" / "static").glob("compendium.*"):
        assert "http" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8765", "127.0.0.1:80", "127.1.2.3", "[::1]:8765", "LOCALHOST"]
)
def test_it_answers_to_names_of_this_machine(client: FlaskClient, host: str) -> None:
    assert client.get("/ping", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["example.org", "localhost.example.org", "127.0.0.1.example.org:8765", "10.0.0.1", "192.168.0.1:8765"]
)
def test_it_answers_to_no_other_name(client: FlaskClient, host: str) -> None:
    for path in ("/", "/ping", "/reports/r1/file", "/assets/compendium.css"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert "answers only to its own address" in answer.text


def test_only_reading_is_possible(client: FlaskClient) -> None:
    assert {client.open("/search", method=method).status_code for method in ("POST", "PUT", "DELETE", "PATCH")} == {405}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])  # noqa: S104
def test_other_machines_cannot_be_served(tmp_path: Path, host: str) -> None:
    with pytest.raises(BadInput, match="cannot be served"):
        serve(Config(home=tmp_path, host=host))
    assert not is_loopback(host)


def test_it_serves_on_this_machine(library: Any, tmp_path: Path) -> None:
    server, address = listen(Config(home=tmp_path, host="localhost", port=0), library)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        assert re.fullmatch(r"http://localhost:\d+/", address)
        with urllib.request.urlopen(f"{address}ping", timeout=5) as answer:  # noqa: S310
            assert (answer.status, answer.headers["Server"]) == (200, None)
    finally:
        server.task_dispatcher.shutdown()
        # In the server's own thread, as that still watches what is closed here; with nothing left to watch it ends.
        server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map))
        thread.join(5)


def test_a_port_in_use_is_told_plainly(library: Any, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BadInput, match=r"Another program may be using that port\."):
            listen(Config(home=tmp_path, port=taken.getsockname()[1]), library)


def test_a_library_that_cannot_be_opened_is_told_at_once(tmp_path: Path) -> None:
    def fail() -> Any:
        raise LibraryUnusable("There is no library here.")

    with pytest.raises(LibraryUnusable):
        create_app(Config(home=tmp_path), fail)


def test_the_web_process_loads_no_language_library() -> None:
    heavy = (
        "spacy",
        "sklearn",
        "pdfplumber",
        "pypdfium2",
        "alembic",
        "simplemma",
        "compendium.importing",
        "compendium.pipeline",
        "compendium.ingest",
        "compendium.tagging",
        "compendium.language",
    )
    program = f"import sys, webui.serve; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_the_service_name_is_shown(library: Any, make_app: Callable[..., Any]) -> None:
    page = make_app(library, service_name="Our <reports>").test_client().get("/about").text
    assert "<title>About – Our &lt;reports&gt;</title>" in page
    assert "Compendium" not in page
