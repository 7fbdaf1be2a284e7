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
