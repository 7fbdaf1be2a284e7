"""Work done in child processes that may crash, hang or run out of memory without harm to the rest.

Pebble's pool: a timeout for each task, a crash ends its own task only, workers are recycled. (`ProcessPoolExecutor`
breaks as a whole when a child aborts and hangs when it recycles.) Children are spawned, never forked, so that it works
alike on Windows. What a child may use is limited in the child itself, before it looks at a file.

A pool can still break: a child that dies in the middle of its answer, or before it said which task it took, leaves the
others without a way to talk. Then all are stopped, and what was under way is done again in a new pool, one at a time.
"""

import contextlib
import math
import multiprocessing
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from compendium.errors import Refused

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_TASKS_A_CHILD = 50
"""A child is replaced after so many files: whatever memory a file left behind goes with it."""
_SILENCE = 60.0
"""So many seconds beyond the limit of a task without any answer, and the pool is given up for broken."""
_PROCESSOR_MARGIN = 5.0
"""Seconds of processor time beyond the wall-clock limit, after which the system ends a child."""
_MOST_WRITTEN = 256 * 2**20
"""Bytes a child may write to one file: it has nothing to write, and must not fill the disk."""
_MOST_ANSWERED = 256 * 2**20
"""Bytes of an answer: a report of 3,000 pages makes about 30 MiB."""
_ENDS = {-9: "out-of-memory", -24: "timed-out"}
"""What ended a child: killed, as systems do that run out of memory; or its processor time was used up (SIGXCPU)."""


def in_children(
    work: Callable[[Item], Answer], items: Iterable[Item], *, processes: int, seconds: float, memory_mb: int
) -> Iterator[tuple[Item, Answer | Refused]]:
    """Each item with what `work` made of it, as they finish. A crash, a timeout, too much memory and a Refused come
    back as Refused; anything else that `work` raises does too, as "crashed". Only a few items are handed out ahead of
    the results."""
    desk = _Desk(iter(items), ahead=2 * processes + 1)
    task = _Bounded(work, seconds)
    while True:
        pool = ProcessPool(
            max_workers=processes,
            max_tasks=_TASKS_A_CHILD,
            initializer=_settle_child,
            initargs=(memory_mb,),
            context=multiprocessing.get_context("spawn"),
        )
        try:
            while desk.hand_out(pool, task, seconds):
                done = wait(desk.running, timeout=seconds + _SILENCE, return_when=FIRST_COMPLETED).done
                whole = [future for future in done if not isinstance(future.exception(), BrokenProcessPool)]
                if not whole:
                    break
                del done
                while whole:  # nothing keeps an answer that was given out
                    yield desk.running.pop(whole[-1]), _answer(whole.pop())
            else:
                return
        finally:
            # the children are stopped, nothing waits for them: also when interrupted with work still running
            stop: Callable[[], None] = pool.stop
            stop()
            pool.join()
        for item in desk.culprits():
            yield item, Refused("crashed", "its child broke the pool of children")


@dataclass
class _Desk(Generic[Item]):
    """What is still to be done, and what is being done."""

    fresh: Iterator[Item]
    ahead: int
    running: dict[Future[bytes], Item] = field(default_factory=dict)
    suspects: deque[Item] = field(default_factory=deque)
    """What was under way in a pool that broke. They are handed out one at a time, so that only one can be to blame."""
    alone: bool = False

    def hand_out(self, pool: ProcessPool, task: Callable[[Item], bytes], seconds: float) -> bool:
        """Hands out what may run now. False when all is done."""
        while len(self.running) < (1 if self.suspects or (self.alone and self.running) else self.ahead):
            self.alone = bool(self.suspects)
            try:
                item = self.suspects.popleft() if self.alone else next(self.fresh)
            except StopIteration:
                break
            try:
                future: Future[bytes] = pool.schedule(task, args=(item,), timeout=seconds)
            except RuntimeError:  # the pool has just broken
                future = Future()
                future.set_exception(BrokenProcessPool())
            self.running[future] = item
        return bool(self.running)

    def culprits(self) -> list[Item]:
        """After a pool broke: the item that was alone in it, if one was. All others become suspects."""
        left = list(self.running.values())
        self.running.clear()
        if self.alone:
            return left
        self.suspects.extend(left)
        return []


def _answer(future: Future[bytes]) -> Any:
    try:
        return pickle.loads(future.result())  # noqa: S301 - packed by our own child, see _Bounded
    except TimeoutError:
        return Refused("timed-out")
    except ProcessExpired as error:
        return Refused(_ENDS.get(error.exitcode, "crashed"), f"exit code {error.exitcode}")
    except Exception as error:
        return Refused("crashed", f"{type(error).__name__}: {error}")


@dataclass(frozen=True, slots=True)
class _Bounded(Generic[Item, Answer]):
    """The work as a child does it. Whatever happens becomes an answer here, packed as bytes: an exception of a library
    that cannot be unpacked again would break the parent's end of the pool."""

    work: Callable[[Item], Answer]
    seconds: float

    def __call__(self, item: Item) -> bytes:
        _allow_processor_time(self.seconds + _PROCESSOR_MARGIN)
        try:
            packed = pickle.dumps(self.work(item), pickle.HIGHEST_PROTOCOL)
            if len(packed) > _MOST_ANSWERED:
                raise Refused("too-much-inside", f"an answer of {len(packed)} bytes")
            return packed
        except BaseException as error:
            return pickle.dumps(_refusal(error))
        finally:
            _allow_processor_time(math.inf)  # never ended in the middle of its answer


def _refusal(error: BaseException) -> Refused:
    """Any exception as a refusal."""
    if isinstance(error, Refused):
        return error
    known = {MemoryError: "out-of-memory", RecursionError: "too-much-inside"}
    code = next((code for kind, code in known.items() if isinstance(error, kind)), "crashed")
    return Refused(code, f"{type(error).__name__}: {error}"[:500])


def _settle_child(memory_mb: int) -> None:
    """Runs first in every child: limits, quiet, and no interrupt of its own (the parent stops it)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # Pebble's handler would wait for the end of a hanging library call
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    _silence()
    _few_arenas()
    limit_memory(memory_mb * 2**20)
    _limit("RLIMIT_FSIZE", _MOST_WRITTEN)


def _silence() -> None:
    """pdfium and C libraries write to standard error and output; people and pipes should not have to see it."""
    with contextlib.suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.close(null)


def limit_memory(size: int) -> None:
    """From now on this process may hold so many bytes; more ends in MemoryError or in the end of this process. macOS
    keeps no such limit: there the time is the only bound."""
    if sys.platform == "win32":
        from compendium.ingest.windows import limit_memory as limit_on_windows

        limit_on_windows(size)
    else:
        _limit("RLIMIT_AS", size)
        _limit("RLIMIT_CORE", 0)


def _allow_processor_time(seconds: float) -> None:
    """The system ends this process when it has computed for so many seconds more: the second line, should nobody be
    there any more to stop it. Windows has none."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = used.ru_utime + used.ru_stime + seconds
        _limit("RLIMIT_CPU", resource.RLIM_INFINITY if math.isinf(until) else math.ceil(until))


def _limit(name: str, amount: int) -> None:
    """Sets a soft limit of this process, no higher than its hard one. Some systems do not know it, or refuse."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(AttributeError, ValueError, OSError):
            limit: int = getattr(resource, name)
            _, hard = resource.getrlimit(limit)
            known = [bound for bound in (amount, hard) if bound != resource.RLIM_INFINITY]
            resource.setrlimit(limit, (min(known, default=resource.RLIM_INFINITY), hard))


def _few_arenas() -> None:
    """As MALLOC_ARENA_MAX=2: glibc sets 64 MiB of address space aside for every thread, which counts as used."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(-8, 2)
