"""A lease: one holder a source, and none that is dead."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.connection import Connection
from storage.leases import EXPIRY, SourceIsBusy, beat, lease_of, release, take
from storage.timestamps import now, to_text

HOLDER = """
import sys, time
from storage.connection import Connection
from storage.leases import take
from storage.timestamps import now
take(Connection(sys.argv[1]), "open_kg", "theirs", now())
print("taken", flush=True)
time.sleep(60)
"""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    one = Connection(tmp_path / "archive.db")
    yield one
    one.close()


@pytest.fixture
def holder(connection: Connection) -> Iterator[subprocess.Popen[str]]:
    """Another process, which holds the lease of `open_kg`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(connection.path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdout.readline() == "taken\n"
    yield process
    process.kill()
    process.communicate()


def test_a_living_holder_keeps_its_lease_even_when_its_heart_seems_to_have_stopped(
    connection: Connection, holder: subprocess.Popen[str]
) -> None:
    with pytest.raises(SourceIsBusy, match=str(holder.pid)):
        take(connection, "open_kg", "ours", now())
    with pytest.raises(SourceIsBusy):
        take(connection, "open_kg", "ours", now() + timedelta(days=2))
    take(connection, "kloop_kg", "ours", now())


@pytest.mark.parametrize("clock", [timedelta(0), timedelta(days=-1), timedelta(days=1)])
def test_a_killed_holder_loses_its_lease_at_once_whatever_the_clock_says(
    connection: Connection, holder: subprocess.Popen[str], clock: timedelta
) -> None:
    holder.kill()
    holder.wait()
    assert take(connection, "open_kg", "ours", now() + clock).run_id == "ours"


def test_a_zombie_holds_nothing(connection: Connection, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    while Path(f"/proc/{holder.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z":
        pass
    take(connection, "open_kg", "ours", now())


def test_a_process_that_got_the_number_of_a_dead_holder_holds_nothing(
    connection: Connection, holder: subprocess.Popen[str]
) -> None:
    with connection.transaction():
        connection.sql.execute("UPDATE leases SET process_started = '1'")
    take(connection, "open_kg", "ours", now())


def from_another_machine(connection: Connection, beat_at: datetime) -> None:
    with connection.transaction():
        connection.sql.execute("UPDATE leases SET machine = 'another', beat_at = ?", (to_text(beat_at),))


@pytest.mark.parametrize("away", [EXPIRY * 2, -EXPIRY * 2, timedelta(days=-1)])
def test_a_holder_that_cannot_be_asked_for_must_have_a_recent_heartbeat(
    connection: Connection, holder: subprocess.Popen[str], away: timedelta
) -> None:
    """After a reboot, or from another container; a heartbeat in the future comes from a clock set back."""
    from_another_machine(connection, now() - EXPIRY / 2)
    with pytest.raises(SourceIsBusy):
        take(connection, "open_kg", "ours", now())
    from_another_machine(connection, now() - away)
    take(connection, "open_kg", "ours", now())


def test_a_lost_lease_is_noticed_and_not_given_back(
    connection: Connection, holder: subprocess.Popen[str]
) -> None:
    theirs = lease_of(connection, "open_kg")
    assert theirs and beat(connection, theirs, now())
    holder.kill()
    holder.wait()
    ours = take(connection, "open_kg", "ours", now())
    assert not beat(connection, theirs, now())
    release(connection, theirs)
    assert lease_of(connection, "open_kg") is not None
    release(connection, ours)
    assert lease_of(connection, "open_kg") is None


def test_the_holder_may_take_its_lease_again(connection: Connection) -> None:
    take(connection, "open_kg", "ours", now())
    assert take(connection, "open_kg", "ours", now()).run_id == "ours"
