"""Children may crash, hang, fill the memory, raise or die while answering: each ends its own task with its own code,
the rest goes on, and none is left behind."""

import ctypes
import multiprocessing.connection
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy
import pytest

from compendium.errors import Refused
from compendium.ingest import children
from compendium.ingest.children import in_children
from tests.conftest import ROOT
from tests.support.pdfs import paragraph, write_pdf

posix = pytest.mark.skipif(sys.platform == "win32", reason="looks at processes and limits as POSIX has them")


class Unwelcome(Exception):
    """Cannot be unpacked again: its __init__ wants more than it hands on. Exceptions of real libraries are like it."""

    def __init__(self, why: str, where: int) -> None:
        super().__init__(why)


def misbehave(how: str) -> str:
    """Runs in a child."""
    if how == "abort":
        os.abort()
    if how == "hang":
        time.sleep(60)
    if how == "memory":
        return str(len(bytearray(4 * 2**30)))
    if how == "much memory":  # numpy has an error of its own
        return str(numpy.ones(2**33).sum())
    if how == "raise":
        raise ZeroDivisionError("a bug of the reader")
    if how == "refuse":
        raise Refused("encrypted", "why")
    if how == "segfault":
        ctypes.string_at(0)
    if how == "exit":
        sys.exit(5)
    if how == "strange":
        raise Unwelcome("no", 1)
    if how == "depth":
        return misbehave(how)
    if how == "killed":  # as the system does when memory runs out
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{how} done"


def codes(answers: dict[Any, Any]) -> dict[Any, str]:
    return {item: answer.code for item, answer in answers.items() if isinstance(answer, Refused)}


def test_each_fault_ends_its_own_task_only() -> None:
    faults = {
        "abort": "crashed",
        "segfault": "crashed",
        "raise": "crashed",
        "exit": "crashed",
        "strange": "crashed",
        "hang": "timed-out",
        "memory": "out-of-memory",
        "much memory": "out-of-memory",
        "depth": "too-much-inside",
        "refuse": "encrypted",
    }
    work = ["well 1", *list(faults)[:4], "well 2", *list(faults)[4:], "well 3"]
    began = time.monotonic()
    answers = dict(in_children(misbehave, work, processes=2, seconds=3, memory_mb=1024))
    assert codes(answers) == faults
    assert [answers[how] for how in ("well 1", "well 2", "well 3")] == ["well 1 done", "well 2 done", "well 3 done"]
    assert time.monotonic() - began < 30


@posix
def test_a_child_killed_by_the_system_ran_out_of_memory() -> None:
    answers = dict(in_children(misbehave, ["killed", "well"], processes=1, seconds=5, memory_mb=1024))
    assert codes(answers) == {"killed": "out-of-memory"}


def test_leaving_early_stops_the_children() -> None:
    began = time.monotonic()
    work = in_children(misbehave, ["well", "hang", "hang", "hang"], processes=2, seconds=50, memory_mb=1024)
    assert next(work) == ("well", "well done")
    work.close()
    assert time.monotonic() - began < 20


def hang_for_good(marks: Path) -> None:
    """Leaves its number, then hangs in a call into C, deaf to what Python would do about a signal."""
    (marks / str(os.getpid())).touch()
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    ctypes.CDLL(None).sleep(600)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@posix
def test_a_child_that_hangs_is_gone_afterwards(tmp_path: Path) -> None:
    ((_, answer),) = in_children(hang_for_good, [tmp_path], processes=1, seconds=1, memory_mb=1024)
    assert answer.code == "timed-out"
    (pid,) = [int(mark.name) for mark in tmp_path.iterdir()]
    assert not alive(pid)


def half_an_answer(how: str) -> str:
    """Dies in the middle of telling what it did; the parent waits for the rest of it."""
    if how == "half":

        def send_half(self: Any, packed: Any) -> None:
            os.write(self.fileno(), bytes(packed)[: len(packed) // 2])
            os._exit(1)

        multiprocessing.connection.Connection._send = send_half  # type: ignore[attr-defined]
    return f"{how} done"


@posix
def test_a_child_that_dies_while_it_answers_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "_SILENCE", 2.0)
    work = ["well 1", "well 2", "half", *(f"well {n}" for n in range(3, 9))]
    began = time.monotonic()
    answers = dict(in_children(half_an_answer, work, processes=2, seconds=1, memory_mb=1024))
    assert codes(answers) in ({"half": "crashed"}, {"half": "timed-out"})
    assert {how: answer for how, answer in answers.items() if how != "half"} == {
        how: f"{how} done" for how in work if how != "half"
    }
    assert time.monotonic() - began < 30


def die_when_idle(how: str) -> str:
    """Answers well, and dies a little later, when nothing is being done."""
    if how == "late":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, 0.3)
    return f"{how} done"


@posix
def test_a_child_that_dies_between_tasks_stops_nobody() -> None:
    answers = {}
    for how, answer in in_children(
        die_when_idle, ["late", "1", "2", "3", "4", "5"], processes=1, seconds=5, memory_mb=512
    ):
        answers[how] = answer
        time.sleep(0.2)
    assert answers == {how: f"{how} done" for how in ("late", "1", "2", "3", "4", "5")}


def tell_limits(_: int) -> dict[str, int]:
    import resource

    names = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_CORE", "RLIMIT_FSIZE")
    return {name: resource.getrlimit(getattr(resource, name))[0] for name in names}


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not keep a limit of memory")
def test_the_limits_of_a_child() -> None:
    ((_, limits),) = in_children(tell_limits, [0], processes=1, seconds=20, memory_mb=777)
    assert isinstance(limits, dict)
    assert (limits["RLIMIT_AS"], limits["RLIMIT_CORE"]) == (777 * 2**20, 0)
    assert 20 < limits["RLIMIT_CPU"] < 30
    assert limits["RLIMIT_FSIZE"] < 2**30


def write_much(file: Path) -> int:
    with file.open("wb", buffering=0) as stream:
        while stream.write(bytes(2**20)):
            pass
    return 0


@posix
def test_a_child_cannot_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ((_, answer),) = in_children(write_much, [tmp_path / "much"], processes=1, seconds=20, memory_mb=1024)
    assert isinstance(answer, Refused)
    assert "OSError" in answer.detail
    assert (tmp_path / "much").stat().st_size <= children._MOST_WRITTEN


@posix
def test_a_child_that_nobody_stops_is_ended_by_the_system() -> None:
    program = "from compendium.ingest.children import _allow_processor_time as allow\nallow(1)\nwhile True: pass"
    began = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60, check=False)
    assert children._ENDS[ended.returncode] == "timed-out"
    assert time.monotonic() - began < 50


def say_something(_: int) -> None:
    os.write(1, b"noise")
    os.write(2, b"noise")
    print("noise")


def test_children_are_silent(capfd: pytest.CaptureFixture[str]) -> None:
    assert [answer for _, answer in in_children(say_something, [1], processes=1, seconds=20, memory_mb=512)] == [None]
    assert capfd.readouterr() == ("", "")


def answer_of(number: int) -> Any:
    """What the parent makes of the answer that a child gives with the digits of a number."""
    future: Future[bytes] = Future()
    future.set_result(children._Bounded(str, 5)(number))
    children._allow_processor_time(float("inf"))
    return children._answer(future)


def test_an_answer_that_is_far_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "_MOST_ANSWERED", 1000)
    assert answer_of(10**900) == str(10**900)
    assert codes({"large": answer_of(10**1100)}) == {"large": "too-much-inside"}


def resident() -> float:
    """The memory of this process, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_parent_does_not_grow_with_the_files(tmp_path: Path) -> None:
    """1,000 small files, each read by children that are replaced on the way."""
    from compendium.ingest.read import read_file

    text = "People told us that the visits hall was cold and that nobody had explained why. " * 4
    files = [write_pdf(tmp_path / f"{n}.pdf", [paragraph(f"Number {n}. {text}")] * 2) for n in range(1000)]
    sizes = []
    for _, reading in in_children(read_file, files, processes=2, seconds=20, memory_mb=1024):
        assert not isinstance(reading, Refused)
        sizes.append(resident())
    assert len(sizes) == 1000
    print(f"MiB after 200 and 1,000 files: {sizes[199]:.1f}, {sizes[-1]:.1f}")
    assert sizes[-1] - sizes[199] < 4
