"""A browser for the pages, where there is one; a site on a free port for it to visit."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from compendium.library import Library
from compendium.model.search import READER
from tests.web import noted

VENDOR = Path(__file__).parents[3] / "webui" / "static" / "vendor" / "govuk"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def absent(reason: str) -> None:
    """Skip; or fail where a browser is promised (COMPENDIUM_NEEDS_BROWSER is set)."""
    if os.environ.get("COMPENDIUM_NEEDS_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium of this machine."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright is not installed: pip install -r requirements/browser.txt")
    if not (VENDOR / "govuk-frontend.min.css").is_file():
        absent("the GOV.UK stylesheet is not in place: pip install -e . puts it there")
    program = os.environ.get("COMPENDIUM_BROWSER") or next(
        (found for name in NAMES if (found := shutil.which(name))), None
    )
    if program is None:
        absent("no Chromium was found: install one, or name it in COMPENDIUM_BROWSER")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def site(library: Any, make_app: Callable[..., Any]) -> Iterator[str]:
    """The address of the site over the three reports."""
    with served(make_app(library)) as address:
        yield address


@pytest.fixture
def mixed_site(mixed: Any, make_app: Callable[..., Any]) -> Iterator[str]:
    """The address of the site over reports of all kinds."""
    with served(make_app(mixed)) as address:
        yield address


@pytest.fixture
def noted_site(make_app: Callable[..., Any], tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of the site over a library with notes, a retired theme and a lens, and the id of its report."""
    with closing(Library.open(noted.make(tmp_path), READER)) as library, served(make_app(library)) as address:
        yield address, library.reports()[0].id


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address of the app on a free port, while it is needed."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
