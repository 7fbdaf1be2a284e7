"""Has pictures of pages made by a process of its own, which may crash or hang without harm."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from compendium.errors import CompendiumError

_RENDER_SECONDS: Final = 30


def render(file: Path, number: int, out: Path) -> None:
    """Has the picture made by a process of its own: what a file does to the reader of PDFs must not reach this one."""
    command = [sys.executable, "-m", "compendium.ingest.render", str(file), str(number), str(out)]
    utf8 = os.environ | {"PYTHONUTF8": "1"}
    try:  # our own module, on a path of our own making
        done = subprocess.run(command, timeout=_RENDER_SECONDS, capture_output=True, check=False, env=utf8)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_picture(number) from error
    if done.returncode != 0 or not out.exists():
        raise _no_picture(number)


def _no_picture(number: int) -> CompendiumError:
    return CompendiumError(f"No picture of page {number} could be made.", "Its words stand beside it all the same.")
