"""Reports that may belong together are shown, with the reasons, to those who look after the library; to nobody else."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from compendium.catalogue.catalogue import Catalogue
from compendium.config import Config
from compendium.ingest.signature import signature
from compendium.library import Library
from compendium.model.report import Claim, Claimant
from compendium.model.search import OWNER, READER, Viewer
from tests.unit.catalogue.making import prepared
from webui.app import create_app

Page = Callable[[Viewer, str], str]


@pytest.fixture
def ids(tmp_path: Path) -> tuple[str, str]:
    """Two reports with nearly the same words, the second a draft with a name that would be markup."""
    texts = [f"Kettle {at} of wing {at * 7} was mended after {at} weeks." for at in range(40)]
    with closing(Catalogue.open(tmp_path / "library", create=True)) as catalogue:
        made = [
            prepared(tmp_path, f"{at}.pdf", texts=[*texts, title], claims=[Claim("title", title, Claimant.RULE)])
            for at, title in enumerate(("Hot water", "Hot water <b>twice</b>"))
        ]
        signed = [replace(one, signature=signature(one.reading.passages)) for one in made]
        one, other = (catalogue.save(report).report or "" for report in signed)
        catalogue.decide(other, {"status": "draft"}, "Ann")
    return one, other


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """The page of a report as one viewer is shown it."""
    home = tmp_path / "library"

    def shown(viewer: Viewer, report: str) -> str:
        with closing(Library.open(home, viewer)) as library:
            app: Flask = create_app(Config(home=home), lambda: library)
            return app.test_client().get(f"/reports/{report}").get_data(as_text=True)

    yield shown


def test_the_owner_is_told_why_and_how_to_link_them(page: Page, ids: tuple[str, str]) -> None:
    one, other = ids
    shown = page(OWNER, one)
    assert "May belong with" in shown
    assert f'<a class="govuk-link" href="/reports/{other}">Hot water &lt;b&gt;twice&lt;/b&gt;</a>' in shown
    assert "of their words are the same" in shown
    assert f"<code>compendium edit {one} study={other}</code>" in shown


def test_a_reader_is_told_nothing(page: Page, ids: tuple[str, str]) -> None:
    one, other = ids
    shown = page(READER, one)
    assert "Hot water" in shown
    assert "May belong with" not in shown
    assert other not in shown


def test_nothing_is_said_where_nothing_is_alike(page: Page, ids: tuple[str, str], tmp_path: Path) -> None:
    with closing(Catalogue.open(tmp_path / "library")) as catalogue:
        alone = catalogue.save(prepared(tmp_path, "alone.pdf")).report or ""
    assert "May belong with" not in page(OWNER, alone)
