"""Times, sizes and memory as figures to print, and steps that are measured in a process of their own."""

import json
import math
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows has no such module
    resource = None  # type: ignore[assignment]

ROOT = Path(__file__).parents[2]
_STATUS = Path("/proc/self/status")


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that at least that share of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def spread(values: Sequence[float]) -> dict[str, float]:
    """The middle, the value that one in twenty exceeds, and the largest."""
    found = {"p50": percentile(values, 0.5), "p95": percentile(values, 0.95), "max": max(values)}
    return {name: round(value, 2) for name, value in found.items()}


def middle_and_most(values: Sequence[float]) -> dict[str, float]:
    """Of a few values, the middle one and the largest."""
    return {"p50": round(percentile(values, 0.5), 1), "max": round(max(values), 1)}


def megabytes(place: Path) -> float:
    """The size of a file, or of all files in a folder, in millions of bytes."""
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return round(sum(path.stat().st_size for path in files) / 1e6, 1)


def memory() -> dict[str, int | None]:
    """Memory of this process now, in MiB: all of it, and without what is mapped from files; None where not told."""
    return {"resident": _told("VmRSS"), "without_files": _told("RssAnon")}


def peak_mib() -> int | None:
    """The most memory that this process and any one of its children had at a time, in MiB; None where not told."""
    if resource is None:
        return None
    unit = 2**20 if sys.platform == "darwin" else 2**10
    # the system's own figure for this process may be that of its parent, from before it was started: the file knows
    own = _told("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
    return own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // unit


def children_cpu_seconds() -> float:
    """Processor time of all children that have ended; 0 on Windows, which does not say."""
    times = os.times()
    return times.children_user + times.children_system


def children_peak_mib() -> int | None:
    """The most memory that any child had, in MiB; None where not told."""
    if resource is None:
        return None
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)


def step(name: str, *given: object) -> dict[str, Any]:
    """What one of `steps.STEPS` found out, in a process of its own. Raises CalledProcessError when it fails."""
    done = subprocess.run(step_command(name, *given), cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return dict(json.loads(done.stdout))


def step_command(name: str, *given: object) -> list[str]:
    """The command that runs a step."""
    return [sys.executable, "-m", "benchmarks.speed.steps", name, *map(str, given)]


def _told(name: str) -> int | None:
    """A line of what Linux tells of this process, in MiB."""
    if not _STATUS.exists():
        return None
    lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    values = [int(line.split()[1]) for line in lines if line.startswith(f"{name}:")]
    return values[0] // 1024 if values else None
