"""A codebook from its entries: checked as a whole, so that a person hears of all its faults at once."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from compendium import data
from compendium.errors import BadInput
from compendium.model.theme import Codebook, Guarded, Theme
from compendium.tagging.faults import entry_faults, set_faults, word_faults

_SEED: Final = ("pathways", "daily-life", "treatment", "identity", "standards")
_VERSION_LENGTH: Final = 12


@cache
def seed() -> Codebook:
    """The codebook that ships with the program: what a new library starts with."""
    entries = [entry for name in _SEED for entry in _entries(data.text(f"themes/{name}"), name)]
    return checked(entries, "that ships with the program")


def load(path: Path) -> Codebook:
    """The codebook in that TOML file. Raises BadInput that names every fault found."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"The codebook {path} cannot be read as UTF-8.", "Save it with the encoding UTF-8.") from error
    except OSError as error:
        raise BadInput(f"The codebook {path} cannot be read: {error}.", "Check the file and try again.") from error
    return parse(text, str(path))


def parse(text: str, name: str) -> Codebook:
    """The codebook in that TOML text; `name` is what messages call it. Raises BadInput that names every fault found."""
    return checked(_entries(text, name), name)


def checked(entries: Sequence[Mapping[str, Any]], name: str) -> Codebook:
    """The codebook of these entries, one a theme, with the names of `Theme`'s fields as keys. Raises BadInput that
    names every fault found."""
    themes, faults = _examined(entries)
    if faults:
        _refuse(name, faults)
    return codebook_of(themes)


def _examined(entries: Sequence[Mapping[str, Any]]) -> tuple[list[Theme], list[str]]:
    """The themes of those entries, and all faults; of a faulty entry only where it stands."""
    themes, faults, sound = [], [], []
    for number, entry in enumerate(entries, 1):
        own = list(entry_faults(entry, number))
        faults += own
        if not own:
            sound.append(theme := _theme(entry))
            themes.append(theme)
        elif isinstance(id_ := entry.get("id"), str):
            parent = entry.get("parent")
            themes.append(Theme(id_, "", "", parent if isinstance(parent, str) else None))
    faults += set_faults(themes)
    faults += [fault for theme in sound for fault in word_faults(theme)]
    return sound, faults if faults or themes else ["it holds no theme"]


def codebook_of(themes: Iterable[Theme]) -> Codebook:
    """These themes as a codebook, its version reckoned from all that they hold."""
    whole = tuple(themes)
    content = json.dumps([asdict(theme) for theme in whole], ensure_ascii=False, sort_keys=True)
    return Codebook(hashlib.sha256(content.encode("utf-8")).hexdigest()[:_VERSION_LENGTH], whole)


def rechecked(themes: Iterable[Theme]) -> Codebook:
    """The codebook of themes that were changed one by one. Raises BadInput that names every fault found."""
    entries = [{key: value for key, value in _plain(theme).items() if value is not None} for theme in themes]
    found, faults = _examined(entries)
    if faults:
        raise BadInput(f"That change cannot be made:\n{_listed(faults)}\n", _KEPT)
    return codebook_of(found)


def _plain(theme: Theme) -> dict[str, Any]:
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(theme).items()}
    plain["guarded"] = [{key: list(words) for key, words in guard.items()} for guard in plain["guarded"]]
    return plain


def _entries(text: str, name: str) -> list[dict[str, Any]]:
    """The themes of a TOML text; a `book` at its top is that of all its themes."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(
            f"The codebook {name} is not valid TOML: {error}.", "Correct that place and try again."
        ) from error
    entries = told.get("theme", [])
    faults = [f"{key!r} stands outside the themes" for key in told if key not in ("theme", "book")]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        faults.append("its themes are not written as [[theme]] tables")
    if faults:
        _refuse(name, faults)
    return [({"book": told["book"]} if "book" in told else {}) | entry for entry in entries]


_KEPT: Final = "Nothing was changed: the codebook in force stays."


def _listed(faults: list[str]) -> str:
    return "\n".join(f"  - {fault}" for fault in faults)


def _refuse(name: str, faults: list[str]) -> None:
    raise BadInput(
        f"The codebook {name} cannot be used:\n{_listed(faults)}\n", f"{_KEPT} Correct the file and try again."
    )


def _theme(entry: Mapping[str, Any]) -> Theme:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    told: dict[str, Any] = values | {"guarded": ()}
    theme = Theme(**told)
    guards = (Guarded(**{key: tuple(words) for key, words in guard.items()}) for guard in values.get("guarded", ()))
    return replace(theme, guarded=tuple(guards))
