"""Options of the program, read once at the edges: defaults, then `compendium.toml`, then `COMPENDIUM_*`, then what
was typed."""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from compendium.errors import BadInput


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost before it is refused."""

    seconds: float = 50.0
    """Wall-clock time to read, describe and tag one file."""
    memory_mb: int = 2048
    """Address space of a reading process, in MiB."""
    file_mb: int = 200
    pages: int = 3000
    page_characters: int = 200_000
    """More on one page is not read: it is no page of a report."""
    page_paths: int = 5_000
    """Lines and boxes drawn on a page, up to which tables are looked for."""
    page_points: int = 14_400
    """The longer side of a page: 200 inches, the most that PDF programs agree on."""
    ocr_pixels: int = 40_000_000
    """The largest picture that is made of a page to recognise its words."""
    unpacked_mb: int = 300
    """All that a packed file (Word, OpenDocument, PowerPoint) holds, in MiB."""
    entries: int = 5_000
    """Files inside a packed file."""
    ratio: int = 200
    """How many times smaller than its content a packed file may be."""
    tables: bool = True
    """Whether tables are looked for."""
    tags: bool = True
    """Whether what a PDF itself says of its headings is used."""
    ocr: bool = True
    """Whether words of scanned pages are recognised, when the extra `ocr` is installed."""


@dataclass(frozen=True, slots=True)
class Config:
    """One run's options. `home` is the library's folder; `workers` of 0 means one for each processor core."""

    home: Path
    workers: int = 0
    host: str = "127.0.0.1"
    port: int = 8765
    service_name: str = "Compendium"
    limits: Limits = field(default_factory=Limits)

    @property
    def reading_processes(self) -> int:
        """How many files are read at the same time."""
        return self.workers if self.workers > 0 else (os.cpu_count() or 1)


_RANGES: dict[str, tuple[float, float]] = {
    "workers": (0, 64),
    "port": (0, 65535),
    "memory_mb": (256, 2**20),
    "seconds": (1, 7 * 24 * 3600),  # 0 would mean no limit to the pool of children
}
"""The least and the most of options; others must not be negative."""


def load(home: Path | None = None, environ: Mapping[str, str] = os.environ, **typed: Any) -> Config:
    """The options of this run. A value typed as None counts as not typed. Raises BadInput for a file or value that
    cannot be used."""
    place = home or Path(environ.get("COMPENDIUM_HOME") or user_data_path("compendium", appauthor=False))
    config = Config(home=place.expanduser().absolute())
    for layer in (_from_file(config.home / "compendium.toml"), _from_environment(environ), typed):
        config = _overlay(config, layer)
    return config


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadInput(
            f"{path} cannot be read: {error}.", "Correct the file, or move it away to use the defaults."
        ) from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    names = {f.name for f in fields(Config)} - {"home", "limits"}
    layer: dict[str, Any] = {
        n: environ[f"COMPENDIUM_{n.upper()}"] for n in names if f"COMPENDIUM_{n.upper()}" in environ
    }
    limits = {f.name: environ[k] for f in fields(Limits) if (k := f"COMPENDIUM_LIMIT_{f.name.upper()}") in environ}
    return layer | ({"limits": limits} if limits else {})


def _overlay(config: Config, layer: Mapping[str, Any]) -> Config:
    values = {name: value for name, value in layer.items() if value is not None}
    if "home" in values:
        raise BadInput(
            "The option home cannot stand in compendium.toml.", "Name the folder with --home or COMPENDIUM_HOME."
        )
    if "limits" in values:
        if not isinstance(values["limits"], Mapping):
            raise BadInput(
                "The option limits is not a table.", "Write [limits], and below it lines such as pages = 500."
            )
        values["limits"] = replace(config.limits, **_typed(Limits, values["limits"]))
    return replace(config, **_typed(Config, values))


def _typed(owner: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the types their fields have; BadInput names what is wrong."""
    known: dict[str, object] = {f.name: f.type for f in fields(owner)}
    convert: dict[object, Callable[[Any], Any]] = {int: int, float: float, str: str, bool: _yes_or_no}
    result: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise BadInput(f"There is no option called {name!r}.", f"The options are: {', '.join(sorted(known))}.")
        try:
            result[name] = convert.get(known[name], lambda given: given)(value)
            least, most = _RANGES.get(name, (0, float("inf")))
            if isinstance(result[name], int | float) and not least <= result[name] <= most:
                raise ValueError(f"{result[name]} is out of range")
        except (TypeError, ValueError) as error:
            wanted = "true or false" if known[name] is bool else "a number that makes sense there"
            raise BadInput(f"The option {name} cannot be {value!r}.", f"Give {wanted}.") from error
    return result


def _yes_or_no(given: Any) -> bool:
    """A truth value as TOML has it, or as people write it in a variable. Raises ValueError for anything else."""
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    said = str(given).strip().lower()
    if said not in words:
        raise ValueError(f"{given!r} is neither yes nor no")
    return words[said]
