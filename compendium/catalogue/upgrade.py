"""Making and upgrading the tables. Imported only when there is something to do: Alembic is slow to load."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from compendium.catalogue.connect import writing


def upgrade(engine: Engine) -> None:
    """Brings the database to the present schema, in one transaction: a kill leaves it as it was."""
    with writing(engine) as connection:
        command.upgrade(config(connection), "head")


def config(connection: Connection) -> Config:
    """Alembic's settings for the migrations of this package, on that connection."""
    settings = Config()
    folder = str(Path(__file__).parent / "migrations")
    settings.set_main_option("script_location", folder.replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings
