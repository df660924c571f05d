"""Who crawls a source now: a lease, held by a process, so that no source is crawled twice at once.

`kabarchy rematch` holds one, too, as it goes through the records of all sources.
A lease is kept in the archive, so that the schedule, a crawl by hand and a second scheduler see the same
one. A killed holder cannot keep it: on the machine that it runs on, the process itself is asked for (by
its number and the moment it was started, so that a number that was given away again deceives nobody);
where it cannot be asked for (after a reboot, from another container), its heartbeat must be recent.
Recent is meant in both directions, so that a clock that was set back does not lengthen a lease.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from storage.connection import Connection
from storage.timestamps import from_text, to_text

HEARTBEAT = timedelta(seconds=20)
"""How often a holder renews its lease."""
EXPIRY = 4 * HEARTBEAT
"""After so long without a heartbeat a holder that cannot be asked for has lost its lease."""
REMATCH = "(rematch)"
"""Whose lease who matches everything again holds; no source has such a name."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process, such that it is not mistaken for a later one of the same number."""

    pid: int
    started: str
    """When it was started, in the kernel's words."""
    machine: str
    """Which boot of which machine, and which set of process numbers, `pid` belongs to."""

    @classmethod
    def current(cls) -> Process:
        """Return the process that asks."""
        return cls(os.getpid(), _started(os.getpid()) or "", _machine())

    def is_alive(self) -> bool | None:
        """Return whether it runs; None where that cannot be known from here."""
        if self.machine != _machine():
            return None
        return _started(self.pid) == self.started


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to crawl one source, and who holds it."""

    source: str
    run_id: str
    process: Process
    taken_at: datetime
    beat_at: datetime

    def is_live(self, at: datetime) -> bool:
        """Return whether its holder still has it."""
        alive = self.process.is_alive()
        return abs(at - self.beat_at) <= EXPIRY if alive is None else alive

    @property
    def holder(self) -> str:
        """Say which process holds it, where, and since when."""
        where = "of this machine"
        if self.process.is_alive() is None:
            where = f"of another machine or container, or from before a reboot, last heard of {to_text(self.beat_at)}"
        return f"process {self.process.pid} {where}, since {to_text(self.taken_at)}"


class SourceIsBusy(Exception):
    """The source is being crawled by another process: names it."""

    def __init__(self, lease: Lease) -> None:
        super().__init__(
            f"{lease.source} is being crawled already, by process {lease.process.pid}"
            f" (run {lease.run_id}, since {to_text(lease.taken_at)}); wait until it has ended, or stop that process"
        )
        self.lease = lease


def take(connection: Connection, source: str, run_id: str, at: datetime) -> Lease:
    """Take the lease of a source for this process; whoever holds it already only renews it.

    Raises:
        SourceIsBusy: another process holds it.
    """
    process = Process.current()
    with connection.transaction():
        held = lease_of(connection, source)
        if held and held.process != process and held.is_live(at):
            raise SourceIsBusy(held)
        connection.sql.execute(
            "INSERT OR REPLACE INTO leases (source, run_id, pid, process_started, machine, taken_at, beat_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (source, run_id, process.pid, process.started, process.machine, to_text(at), to_text(at)),
        )
    return Lease(source, run_id, process, at, at)


def beat(connection: Connection, lease: Lease, at: datetime) -> bool:
    """Renew a lease; return False when it was lost to another process."""
    with connection.transaction():
        cursor = connection.sql.execute(
            "UPDATE leases SET beat_at = ? WHERE source = ? AND run_id = ?",
            (to_text(at), lease.source, lease.run_id),
        )
    return cursor.rowcount == 1


def release(connection: Connection, lease: Lease) -> None:
    """Give a lease back; one that was lost meanwhile is left alone."""
    with connection.transaction():
        connection.sql.execute(
            "DELETE FROM leases WHERE source = ? AND run_id = ?", (lease.source, lease.run_id)
        )


def lease_of(connection: Connection, source: str) -> Lease | None:
    """Return the lease of a source as it stands in the archive, live or not."""
    return next(iter(leases(connection, source)), None)


def leases(connection: Connection, source: str | None = None) -> list[Lease]:
    """Return the leases of all sources (or one lease), live or not."""
    rows = connection.sql.execute(
        "SELECT source, run_id, pid, process_started, machine, taken_at, beat_at FROM leases"
        " WHERE iif(?1 IS NULL, source != ?2, source = ?1) ORDER BY source",
        (source, REMATCH),
    )
    return [
        Lease(name, run_id, Process(pid, started, machine), from_text(taken), from_text(beaten))
        for name, run_id, pid, started, machine, taken, beaten in rows
    ]


@cache
def _machine() -> str:
    """Return the boot and the process namespace; where the system does not tell them, its name."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return os.uname().nodename if hasattr(os, "uname") else "unknown"


def _started(pid: int) -> str | None:
    """Return when process `pid` was started; None when there is none, or only its remains (a zombie)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None if Path("/proc/self/stat").exists() else _started_unknown(pid)
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else fields[19]


def _started_unknown(pid: int) -> str | None:
    """Return a constant for a living process, on a system without /proc."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        return "unknown"
    return "unknown"
