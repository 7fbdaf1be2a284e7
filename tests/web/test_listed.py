"""Reports known from a list alone are shown like all others, without offering what only a file could give."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from compendium.cli.main import run
from compendium.config import Config
from compendium.library import Library
from compendium.model.search import OWNER
from webui.app import create_app


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[tuple[FlaskClient, str]]:
    """A visitor of the site over a library of one listed report, and the id of that report."""
    home, sheet = tmp_path / "home", tmp_path / "list.csv"
    sheet.write_text(
        "Title,Publisher,Date,N,Link\nTwo towels,Mast House,March 2020,over 80,mast.example/two\n", encoding="utf-8"
    )
    assert run(["--home", str(home), "import", str(sheet)]) == 0
    with closing(Library.open(home, OWNER)) as library:
        app = create_app(Config(home=home), lambda: library)
        app.testing = True
        (report,) = library.reports()
        yield app.test_client(), report.id


def test_its_page_gives_what_the_list_says_and_the_link(listed: tuple[FlaskClient, str]) -> None:
    client, report = listed
    page = client.get(f"/reports/{report}")
    assert page.status_code == 200
    for said in ("Two towels", "Mast House", "March 2020", "80", "does not hold its text"):
        assert said in page.text
    assert 'href="https://mast.example/two"' in page.text
    assert "Save the report" not in page.text
    assert "Search in this report" not in page.text


def test_lists_totals_and_searches_go_on_working(listed: tuple[FlaskClient, str]) -> None:
    client, report = listed
    assert "Two towels" in client.get("/reports").text
    assert "80" in client.get("/").text
    assert client.get(f"/search?q=towels&report={report}").status_code == 200
    assert client.get(f"/reports/{report}/file").status_code == 404
    assert client.get(f"/reports/{report}/pages/1").status_code == 404
