"""For whoever keeps the site running: alive, and ready. Says nothing about what the library holds."""

from flask import Blueprint

from compendium.errors import CompendiumError
from webui.reading import the_library

blueprint = Blueprint("health", __name__)

Answer = tuple[dict[str, str], int]


@blueprint.get("/ping")
def ping() -> Answer:
    """Whether the site runs."""
    return {"status": "UP"}, 200


@blueprint.get("/health")
def health() -> Answer:
    """Whether the library behind the site can be read."""
    try:
        the_library().revision()
    except CompendiumError:
        return {"status": "DOWN"}, 503
    return {"status": "UP"}, 200
