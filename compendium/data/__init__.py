"""The facts and word lists that ship with the program: TOML files beside this module, read as they are asked for."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def text(name: str) -> str:
    """The text of the data file `name`.toml. Raises FileNotFoundError when there is none."""
    return files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


@cache
def table(name: str) -> dict[str, Any]:
    """The content of the data file `name`.toml, parsed once. Do not change what is returned: everyone shares it."""
    return tomllib.loads(text(name))


def place_name(place: str) -> str:
    """The name of a prison or probation region by its id; a name that is no id stands for itself."""
    return _places().get(place, place)


@cache
def _places() -> dict[str, str]:
    prisons = {entry["id"]: entry["name"] for entry in table("prisons")["prison"]}
    regions = {entry["id"]: f"{entry['name']} probation region" for entry in table("regions")["region"]}
    return regions | prisons
