"""The real reports beside the checkout, or else the demonstration reports, read once and kept."""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.speed.figures import ROOT

REAL = ROOT.parent / "shared" / "data"
DEMONSTRATION = ROOT / "corpus" / "reports"


def default_folder() -> Path:
    """The folder of real reports when it is there, else that of the demonstration reports."""
    real = REAL / "reports"
    return real if real.is_dir() else DEMONSTRATION


def cache(keep: Path | None) -> Path:
    """Where what was read is kept between runs: in `keep`, else in a folder for temporary files."""
    return (keep or Path(tempfile.gettempdir()) / "compendium-speed").absolute()


def library_of(folder: Path, place: Path) -> Path:
    """The home of a library made of the reports in that folder, in `place`; read only if it is not there yet."""
    from compendium.catalogue import schema
    from compendium.ingest.read import extractor

    files = sorted(path for path in folder.rglob("*") if path.is_file())
    listed = [f"{path.relative_to(folder).as_posix()} {path.stat().st_size}" for path in files]
    made_by = hashlib.sha256("\n".join([extractor(), schema.VERSION, *listed]).encode()).hexdigest()[:12]
    home = place / f"reports-{made_by}"
    if not (home / "read").exists():
        command = [sys.executable, "-m", "compendium", "--home", str(home), "add", str(folder), "--json"]
        subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)  # some files are refused: no matter
        (home / "read").touch()
    return home
