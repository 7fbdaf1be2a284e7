"""The site as a Flask app. It reads through `Library` and nothing else; it never reads, tags or changes a report."""

from collections.abc import Callable

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from compendium import data
from compendium.config import Config
from compendium.export.tables import table_of
from compendium.library import Library
from webui import errors, marking, words
from webui.furniture import furniture
from webui.hits import facts
from webui.journeys import guide, health, home, pages, reports, search
from webui.places import like_url, place_url, report_url, theme_url
from webui.reading import keep_library
from webui.security import protect


def create_app(config: Config, open_library: Callable[[], Library]) -> Flask:
    """The site over the library that `open_library` opens. Raises what that raises (LibraryUnusable)."""
    app = Flask(__name__, static_url_path="/assets", static_folder="static")
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([PackageLoader("webui"), components])
    app.jinja_env.globals.update(words.TEMPLATE_WORDS, service=config.service_name, furniture=furniture(app))
    app.jinja_env.globals.update(like_url=like_url, place_url=place_url, report_url=report_url, theme_url=theme_url)
    app.jinja_env.filters["place_name"] = data.place_name
    app.jinja_env.globals.update(pieces=marking.pieces, pieces_of=marking.pieces_of, table_of=table_of, facts=facts)
    keep_library(app, open_library())
    protect(app)
    errors.register(app)
    for journey in (home, search, reports, pages, guide, health):
        app.register_blueprint(journey.blueprint)
    return app
