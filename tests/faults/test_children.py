"""Children may crash, hang, fill the memory or raise: each ends its own task with its own code, and the rest goes
on."""

import ctypes
import os
import time

from compendium.errors import Refused
from compendium.ingest.children import in_children


def misbehave(how: str) -> str:
    """Runs in a child."""
    if how == "abort":
        os.abort()
    if how == "hang":
        time.sleep(60)
    if how == "memory":
        return str(len(bytearray(4 * 2**30)))
    if how == "raise":
        raise ZeroDivisionError("a bug of the reader")
    if how == "refuse":
        raise Refused("encrypted", "why")
    if how == "segfault":
        ctypes.string_at(0)
    return f"{how} done"


def test_each_fault_ends_its_own_task_only() -> None:
    work = ["well 1", "abort", "hang", "well 2", "memory", "raise", "refuse", "segfault", "well 3"]
    began = time.monotonic()
    answers = dict(in_children(misbehave, work, processes=2, seconds=3, memory_mb=1024))
    codes = {how: answer.code for how, answer in answers.items() if isinstance(answer, Refused)}
    assert codes == {
        "abort": "crashed",
        "segfault": "crashed",
        "raise": "crashed",
        "hang": "timed-out",
        "memory": "out-of-memory",
        "refuse": "encrypted",
    }
    assert [answers[how] for how in ("well 1", "well 2", "well 3")] == ["well 1 done", "well 2 done", "well 3 done"]
    assert time.monotonic() - began < 30


def test_leaving_early_stops_the_children() -> None:
    began = time.monotonic()
    work = in_children(misbehave, ["well", "hang", "hang", "hang"], processes=2, seconds=50, memory_mb=1024)
    assert next(work) == ("well", "well done")
    work.close()
    assert time.monotonic() - began < 20
