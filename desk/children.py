"""Child processes, one a crawl: a time and a memory budget each, TERM and then KILL."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

WATCH_EVERY = 2.0
"""Seconds between two looks at a child's memory."""
TAIL = 2000
"""Characters of a child's log that are kept with a crash."""

How = Literal["ended", "out of time", "out of memory", "told to stop"]


@dataclass(frozen=True, slots=True)
class Budget:
    """What a child may take: seconds of time, MiB of memory, and seconds of grace between TERM and KILL."""

    seconds: float
    memory: int
    grace: float


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended."""

    code: int
    """Its exit code; -N when signal N ended it."""
    how: How
    seconds: float
    killed: bool
    """Whether it had to be killed, because it did not heed SIGTERM in time."""
    tail: str
    """The last lines that it wrote."""


async def run_child(
    command: Sequence[str],
    log: Path,
    budget: Budget,
    stop: asyncio.Event,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run a command in a session of its own until it ends, its budget is spent or `stop` is set.

    Cancelling this coroutine kills the child: none is left behind.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with log.open("ab") as sink:
        from_here = sink.tell()
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
    try:
        how = await _watch(process, budget, stop, begun)
        killed = await _end(process, budget.grace)
    except BaseException:
        _signal_session(process.pid, signal.SIGKILL)
        await asyncio.shield(process.wait())
        raise
    code = process.returncode if process.returncode is not None else -1
    return Ended(code, how, time.monotonic() - begun, killed, tail_of(log, from_here))


async def _watch(
    process: asyncio.subprocess.Process, budget: Budget, stop: asyncio.Event, begun: float
) -> How:
    """Wait until the child has ended, or must be ended; say why."""
    ended = asyncio.ensure_future(process.wait())
    stopped = asyncio.ensure_future(stop.wait())
    try:
        while True:
            left = begun + budget.seconds - time.monotonic()
            waiting = {ended, stopped}
            await asyncio.wait(
                waiting, timeout=max(0.0, min(WATCH_EVERY, left)), return_when=asyncio.FIRST_COMPLETED
            )
            if ended.done():
                return "ended"
            if stopped.done():
                return "told to stop"
            if left <= 0:
                return "out of time"
            if memory_of(process.pid) > budget.memory:
                return "out of memory"
    finally:
        for waiter in (ended, stopped):
            waiter.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await waiter


async def _end(process: asyncio.subprocess.Process, grace: float) -> bool:
    """End a child and all that it started; return whether it had to be killed."""
    killed = False
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), grace)
        except TimeoutError:
            killed = True
    _signal_session(process.pid, signal.SIGKILL)
    await process.wait()
    return killed


def _signal_session(leader: int, number: int) -> None:
    """Signal a child's process group. What the group's number meant is safe: no group of ours shares it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


def memory_of(pid: int) -> float:
    """Return the resident memory of a process in MiB; 0 where it cannot be known."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def tail_of(log: Path, start: int, most: int = TAIL) -> str:
    """Return the end of what a log file holds from byte `start` on, at most `most` characters."""
    try:
        with log.open("rb") as lines:
            size = lines.seek(0, os.SEEK_END)
            lines.seek(max(start, size - 4 * most))
            return lines.read().decode("utf-8", errors="replace")[-most:].strip()
    except OSError:
        return ""


def crawl_command(source: str, run_id: str, **arguments: str) -> list[str]:
    """Return the command that crawls one source."""
    given = {"run_id": run_id, **arguments}
    return [sys.executable, "-m", "desk.child", source, *(f"{name}={value}" for name, value in given.items())]
