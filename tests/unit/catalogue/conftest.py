"""An empty library for each test, copied from one that was made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from compendium.catalogue.catalogue import Catalogue


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty library, to be copied, not used."""
    home = tmp_path_factory.mktemp("empty") / "library"
    Catalogue.open(home, create=True).close()
    return home


@pytest.fixture
def home(empty_home: Path, tmp_path: Path) -> Path:
    """The folder of an empty library."""
    return Path(shutil.copytree(empty_home, tmp_path / "library"))


@pytest.fixture
def catalogue(home: Path) -> Iterator[Catalogue]:
    """An empty library, open."""
    opened = Catalogue.open(home)
    yield opened
    opened.close()
