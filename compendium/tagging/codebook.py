"""A codebook from TOML: checked as a whole, so that a person hears of all its faults at once."""

import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from compendium import data
from compendium.errors import BadInput
from compendium.language import normalise
from compendium.model.theme import Codebook, Theme

OWN_NAME: Final = "codebook.toml"
"""The file in a library's folder that holds its own codebook."""

_LISTS: Final = ("examples", "terms", "hints", "not_terms")
_NEEDED: Final = ("id", "name", "definition")
_KNOWN: Final = frozenset(field.name for field in fields(Theme))
_VERSION_LENGTH: Final = 12


def load(path: Path) -> Codebook:
    """The codebook in that TOML file. Raises BadInput that names every fault found."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The codebook {path} cannot be read: {error}.", "Check the file and try again.") from error
    return parse(text, str(path))


def in_force(home: Path) -> Codebook:
    """The codebook of the library in that folder: its own `codebook.toml`, or the one that ships with the program."""
    own = home / OWN_NAME
    return load(own) if own.exists() else seed()


def seed() -> Codebook:
    """The codebook that ships with the program: what a new library starts with."""
    return parse(data.text("codebook"), "codebook.toml")


def parse(text: str, name: str) -> Codebook:
    """The codebook in that TOML text; `name` is what messages call it. Raises BadInput that names every fault found."""
    try:
        entries = tomllib.loads(text).get("theme", [])
    except tomllib.TOMLDecodeError as error:
        raise BadInput(
            f"The codebook {name} is not valid TOML: {error}.", "Correct that place and try again."
        ) from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        _refuse(name, ["its themes are not written as [[theme]] tables"])
    if faults := [fault for number, entry in enumerate(entries, 1) for fault in _entry_faults(entry, number)]:
        _refuse(name, faults)
    themes = tuple(_theme(entry) for entry in entries)
    if faults := [*_set_faults(themes), *(fault for theme in themes for fault in _term_faults(theme))]:
        _refuse(name, faults)
    return Codebook(version=_version(themes), themes=themes)


def _refuse(name: str, faults: list[str]) -> None:
    told = "\n".join(f"  - {fault}" for fault in faults)
    raise BadInput(
        f"The codebook {name} cannot be used:\n{told}\n", "Nothing was changed. Correct the file and try again."
    )


def _theme(entry: dict[str, Any]) -> Theme:
    values: dict[str, Any] = {key: tuple(value) if key in _LISTS else value for key, value in entry.items()}
    return Theme(**values)


def _version(themes: tuple[Theme, ...]) -> str:
    content = json.dumps([asdict(theme) for theme in themes], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:_VERSION_LENGTH]


def _entry_faults(entry: dict[str, Any], number: int) -> Iterator[str]:
    """What is wrong with the shape of one entry."""
    place = f"theme {entry['id']!r}" if isinstance(entry.get("id"), str) else f"theme number {number}"
    for key in _NEEDED:
        if key not in entry or entry[key] == "":
            yield f"{place} has no {key}"
    for key, value in entry.items():
        if key not in _KNOWN:
            yield f"{place} has {key!r}, which is not known here (known: {', '.join(sorted(_KNOWN))})"
        elif key in _LISTS and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            yield f"{place}: {key} must be a list of texts"
        elif key not in _LISTS and not isinstance(value, str):
            yield f"{place}: {key} must be a text"


def _set_faults(themes: tuple[Theme, ...]) -> Iterator[str]:
    """What is wrong between the themes."""
    if not themes:
        yield "it holds no theme"
    parents = {theme.id: theme.parent for theme in themes}
    for theme_id in _repeated(theme.id for theme in themes):
        yield f"the id {theme_id!r} is used for more than one theme"
    for theme in themes:
        if theme.parent is not None and theme.parent not in parents:
            yield f"theme {theme.id!r} stands under {theme.parent!r}, which is not in the codebook"
        if theme.id in _ancestors(theme.id, parents):
            yield f"theme {theme.id!r} stands under itself"


def _ancestors(theme_id: str, parents: dict[str, str | None]) -> set[str]:
    found: set[str] = set()
    above = parents[theme_id]
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return found


def _term_faults(theme: Theme) -> Iterator[str]:
    """What is wrong with the words of one theme."""
    for kind, phrases in (("terms", theme.terms), ("hints", theme.hints), ("not_terms", theme.not_terms)):
        if any(not phrase.strip() for phrase in phrases):
            yield f"theme {theme.id!r} has an empty phrase in {kind}"
        for phrase in _repeated(_same(phrase) for phrase in phrases if phrase.strip()):
            yield f"theme {theme.id!r} has {phrase!r} twice in {kind}"
    for first, second in combinations(("terms", "hints", "not_terms"), 2):
        for phrase in sorted({_same(p) for p in getattr(theme, first)} & {_same(p) for p in getattr(theme, second)}):
            yield f"theme {theme.id!r} has {phrase!r} both in {first} and in {second}"


def _same(phrase: str) -> str:
    """The phrase as it is compared: capitals count only where all are capitals, hyphens and spaces are one."""
    plain = " ".join(normalise(phrase).split())
    return plain if plain.isupper() else plain.lower()


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
