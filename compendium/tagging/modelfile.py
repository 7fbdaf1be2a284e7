"""A trained model as a file. It is written by this program for itself, and never taken from anybody else.

A model is a product of decisions that the catalogue keeps, so no old file is ever converted: what is not exactly as
expected is no model, and the caller trains a new one.

The file holds numbers and texts only, in the format of skops. The comment of its zip archive is a short JSON header,
by which a file from other versions is told before anything in it is read.
"""

import io
import json
import os
import time
import zipfile
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

from compendium.tagging.classifier import Model
from compendium.tagging.features import Features, Terms
from compendium.tagging.linear import Linear
from compendium.tagging.scores import Score
from compendium.tagging.validation import Validation

_FORMAT: Final = 1
"""Raised whenever the content or the features change: older files are then trained anew."""
_TRUSTED: Final[tuple[str, ...]] = ()
"""Types that may be made on loading, beyond what skops itself holds to be harmless: none. There are only arrays."""
_WAITS: Final = (0.1, 0.3, 1.0)
"""Seconds to wait for whoever reads the file."""
_PART: Final = ".part"


def save(model: Model, path: Path) -> None:
    """Writes the model beside `path` and then gives it that name: readers see the former file or the whole new one.
    Raises OSError when it cannot be written."""
    from skops import io as skops

    content = io.BytesIO(skops.dumps(_packed(model), compression=zipfile.ZIP_DEFLATED, compresslevel=1))
    made = datetime.now(UTC).isoformat(timespec="seconds")
    header = {**_versions(model.codebook), "training": model.training, "made": made}
    with zipfile.ZipFile(content, "a") as archive:
        archive.comment = json.dumps(header).encode("utf-8")
    part = path.with_name(path.name + _PART)
    path.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as file:
        file.write(content.getvalue())
        file.flush()
        os.fsync(file.fileno())
    for wait in (*_WAITS, None):
        try:
            os.replace(part, path)
            return
        except PermissionError:  # on Windows, while somebody reads the former file
            if wait is None:
                raise
            time.sleep(wait)


def load(path: Path, *, codebook: str) -> Model | None:
    """The model in that file; None when there is none, or it is damaged, or was made for another codebook, by another
    scikit-learn or in another format. Never raises for what the file holds."""
    try:
        if any(header(path).get(key) != value for key, value in _versions(codebook).items()):
            return None
        return _read(path.read_bytes(), codebook)
    except Exception:  # whatever can be wrong with a file: there is then no model
        return None


def header(path: Path) -> dict[str, Any]:
    """What the file says of itself: format, codebook, sklearn, training (hash of the examples), made (UTC). Empty when
    there is no such file or it says nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = json.loads(archive.comment)
    except (OSError, ValueError, zipfile.BadZipFile):
        return {}
    return found if isinstance(found, dict) else {}


def _versions(codebook: str) -> dict[str, Any]:
    return {"format": _FORMAT, "codebook": codebook, "sklearn": version("scikit-learn")}


def _read(content: bytes, codebook: str) -> Model | None:
    from skops import io as skops

    if set(skops.get_untrusted_types(data=content)) - set(_TRUSTED):
        return None
    model = _unpacked(skops.loads(content, trusted=list(_TRUSTED)))
    return model if model.codebook == codebook else None


def _packed(model: Model) -> dict[str, Any]:
    """The model as a few arrays and one JSON text: thousands of single strings would take seconds to write."""
    features = model.features
    facts = {
        "themes": model.themes,
        "codebook": model.codebook,
        "training": model.training,
        "scores": [asdict(model.scores[theme]) for theme in model.themes],
        "weak": sorted(model.weak),
        "terms": features.terms.names,
        "pieces": features.pieces.names,
    }
    return {
        "facts": np.frombuffer(json.dumps(facts).encode("utf-8"), dtype=np.uint8),
        "term_weights": features.terms.weights,
        "piece_weights": features.pieces.weights,
        **{"balanced": model.balanced.weights, "balanced_constants": model.balanced.constants},
        **{"twin": model.twin.weights, "twin_constants": model.twin.constants},
    }


def _unpacked(packed: dict[str, np.ndarray[Any, Any]]) -> Model:
    """The model again. Raises whatever comes up, ValueError among it, when something does not fit together."""
    facts = json.loads(packed["facts"].tobytes())
    themes = tuple(facts["themes"])
    terms = Terms(tuple(facts["terms"]), packed["term_weights"])
    pieces = Terms(tuple(facts["pieces"]), packed["piece_weights"])
    features = Features(terms, pieces, themes)
    balanced = Linear(packed["balanced"], packed["balanced_constants"])
    twin = Linear(packed["twin"], packed["twin_constants"])
    shape = (len(themes), features.width)
    fits = all(one.weights.shape == shape and one.constants.shape == shape[:1] for one in (balanced, twin))
    if not (fits and all(one.weights.shape == (len(one.names),) for one in (terms, pieces))):
        raise ValueError("the parts of the model do not fit together")
    scores = {one["theme"]: _validation(one) for one in facts["scores"]}
    weak = frozenset(facts["weak"])
    if tuple(scores) != themes:
        raise ValueError("the themes of the model do not fit together")
    return Model(themes, facts["codebook"], facts["training"], scores, weak, features, balanced, twin)


def _validation(kept: dict[str, Any]) -> Validation:
    scores = {name: kept[name] and Score(**kept[name]) for name in ("classifier", "rules")}
    return Validation(**{**kept, **scores})
