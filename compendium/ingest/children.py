"""Work done in child processes that may crash, hang or run out of memory without harm to the rest.

Pebble's pool: a timeout for each task, a crash ends its own task only, workers are recycled. (`ProcessPoolExecutor`
breaks as a
whole when a child aborts and hangs when it recycles.) Children are spawned, never forked, so that it works alike on
Windows.
"""

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from compendium.errors import Refused

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_TASKS_A_CHILD = 50
"""A child is replaced after so many files: whatever memory a file left behind goes with it."""


def in_children(
    work: Callable[[Item], Answer], items: Iterable[Item], *, processes: int, seconds: float, memory_mb: int
) -> Iterator[tuple[Item, Answer | Refused]]:
    """Each item with what `work` made of it, as they finish. A crash, a timeout, too much memory and a Refused come
    back as
    Refused; any other exception of `work` does too, as "crashed". Only a few items are handed out ahead of the
    results."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(
        max_workers=processes,
        max_tasks=_TASKS_A_CHILD,
        initializer=_settle_child,
        initargs=(memory_mb,),
        context=context,
    )
    todo = iter(items)
    running: dict[Future[Any], Item] = {}
    try:
        while True:
            for item in todo:
                running[pool.schedule(work, args=(item,), timeout=seconds)] = item
                if len(running) > 2 * processes:
                    break
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), _answer(future)
    finally:
        # reached with work still running only when interrupted: the children are stopped, nothing waits for them
        leave: Callable[[], None] = pool.stop if running else pool.close
        leave()
        pool.join()


def _answer(future: Future[Any]) -> Any:
    try:
        return future.result()
    except Refused as refusal:
        return refusal
    except TimeoutError:
        return Refused("timed-out")
    except (MemoryError, CancelledError) as error:
        return Refused("out-of-memory" if isinstance(error, MemoryError) else "crashed", str(error))
    except ProcessExpired as error:
        return Refused("crashed", f"exit code {error.exitcode}")
    except Exception as error:
        return Refused("crashed", f"{type(error).__name__}: {error}")


def _settle_child(memory_mb: int) -> None:
    """Runs first in every child: limits, quiet, and no interrupt of its own (the parent stops it)."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    _silence_standard_error()
    limit_memory(memory_mb * 2**20)


def _silence_standard_error() -> None:
    """pdfium and C libraries write to standard error; people should not have to see it."""
    with contextlib.suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        os.close(null)


def limit_memory(size: int) -> None:
    """From now on this process may hold so many bytes; more ends in MemoryError or in the end of this process."""
    if sys.platform == "win32":
        from compendium.ingest.windows import limit_memory as limit_on_windows

        limit_on_windows(size)
    else:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        allowed = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
