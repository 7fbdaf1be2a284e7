"""Runs the site on this machine, for this machine."""

import socket
import sys
from contextlib import closing
from typing import Any

from waitress.server import create_server

from compendium.config import Config
from compendium.errors import BadInput
from compendium.library import Library
from compendium.model.search import READER
from webui.app import create_app
from webui.security import is_loopback


def serve(config: Config) -> None:
    """Serve what is published, until interrupted. Raises LibraryUnusable; BadInput for an unusable address."""
    refuse_other_machines(config.host)
    with closing(Library.open(config.home, READER)) as library:
        server, address = listen(config, library)
        print(f"{config.service_name} is at {address} (press Ctrl+C to stop)", file=sys.stderr, flush=True)
        server.run()


def refuse_other_machines(host: str) -> None:
    """Raises BadInput for a host that others could reach: there is no sign-in, so they could read everything."""
    if not is_loopback(host):
        raise BadInput(
            f"The site cannot be served on {host!r}: others could read the library there, as the site has no sign-in.",
            "Leave out --host, or give 127.0.0.1.",
        )


def listen(config: Config, library: Library) -> tuple[Any, str]:
    """A server that accepts visitors once it is run, and its address. Port 0 takes any free port. Raises BadInput."""
    host = "127.0.0.1" if config.host.lower() == "localhost" else config.host.strip("[]")
    try:
        # Not left to waitress: on Windows it lets a second server take the same port.
        listener = socket.create_server((host, config.port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = (error.strerror or str(error)).split(" (while")[0]
        raise BadInput(
            f"The site could not be started at {config.host}, port {config.port}: {reason}.",
            "Another program may be using that port. Stop it, or choose another with --port.",
        ) from error
    server = create_server(create_app(config, lambda: library), sockets=[listener], threads=4, ident=None)
    shown = f"[{host}]" if ":" in host else config.host
    return server, f"http://{shown}:{listener.getsockname()[1]}/"
