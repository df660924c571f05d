"""The supervisor with real children: budgets, verdicts, never two of one source."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk import supervisor as supervision
from desk.children import Budget, run_child
from desk.rhythm import Bounds
from desk.roster import Watched
from desk.supervisor import Supervisor, bury_the_dead
from scraper.configuration import Configuration, CrawlSettings
from storage.archive import Archive
from storage.connection import Connection
from storage.leases import lease_of, take
from storage.runs import RunCounts
from storage.timestamps import now
from tests.processes import alive, ends

BUDGET = Budget(seconds=20, memory=500, grace=1)
BEGIN = """
import sys, time, signal
from storage.archive import Archive
from storage.leases import take
from storage.runs import RunCounts
from storage.timestamps import now
path, source, run_id = sys.argv[1:4]
archive = Archive(path)
take(archive.connection, source, run_id, now())
archive.start_run(source, now(), run_id=run_id)
"""
GOOD = BEGIN + "time.sleep(0.2)\narchive.finish_run(run_id, now(), 'ok', 'complete', RunCounts(pages=3), {})"
DIES = BEGIN + "print('about to fall', flush=True)\nimport os; os.kill(os.getpid(), 9)"
HANGS = BEGIN + "signal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)"


def watched(name: str = "open_kg", host: str | None = None) -> Watched:
    bounds = Bounds(timedelta(minutes=5), timedelta(hours=12))
    return Watched(
        name,
        name,
        host or f"{name}.example",
        ZoneInfo("UTC"),
        bounds,
        None,
        None,
        timedelta(seconds=10),
        500,
        0.0,
    )


@pytest.fixture
def configuration(tmp_path: Path) -> Configuration:
    return Configuration(archive=tmp_path / "archive.db", crawl=CrawlSettings(parallel=2))


@pytest.fixture
def supervisor(configuration: Configuration) -> Callable[[str], Supervisor]:
    def of(script: str) -> Supervisor:
        one = Supervisor(configuration)
        one.command = lambda source, run_id, **_: [
            sys.executable,
            "-c",
            script,
            str(configuration.archive),
            source,
            run_id,
        ]
        return one

    return of


def outcomes(configuration: Configuration) -> list[tuple[str, str, str]]:
    with Archive(configuration.archive) as archive:
        return archive.sql.execute("SELECT source, outcome, reason FROM runs ORDER BY rowid").fetchall()


def test_a_run_with_a_verdict_keeps_it(
    supervisor: Callable[[str], Supervisor], configuration: Configuration
) -> None:
    asyncio.run(supervisor(GOOD).crawl(watched()))
    assert outcomes(configuration) == [("open_kg", "ok", "complete")]


def test_a_child_that_dies_is_judged_by_the_supervisor(
    supervisor: Callable[[str], Supervisor], configuration: Configuration
) -> None:
    ended = asyncio.run(supervisor(DIES).crawl(watched()))
    assert ended and ended.code == -9 and "about to fall" in ended.tail
    assert outcomes(configuration) == [("open_kg", "crashed", "ended by signal 9")]
    with Archive(configuration.archive) as archive:
        assert lease_of(archive.connection, "open_kg") is None


def test_a_child_that_never_begins_is_judged_too(
    supervisor: Callable[[str], Supervisor], configuration: Configuration
) -> None:
    asyncio.run(supervisor("raise SystemExit(7)").crawl(watched()))
    assert outcomes(configuration)[0][1:] == ("crashed", "ended with exit code 7 and left no verdict")


def test_a_child_that_ignores_its_time_budget_is_killed(
    supervisor: Callable[[str], Supervisor], configuration: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "LATE", timedelta(0))
    monkeypatch.setattr(supervision, "GRACE", 0.5)
    one = replace(watched(), time_budget=timedelta(seconds=2))
    ended = asyncio.run(supervisor(HANGS).crawl(one))
    assert ended and ended.how == "out of time" and ended.killed
    assert outcomes(configuration)[0][1] == "crashed"


def test_a_child_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    greedy = "import time\nkept = []\nwhile True:\n    kept.append(b'x' * 10_000_000); time.sleep(0.05)"
    ended = asyncio.run(
        run_child([sys.executable, "-c", greedy], tmp_path / "log", Budget(60, 100, 1), asyncio.Event())
    )
    assert ended.how == "out of memory"


def test_grandchildren_end_with_the_child(tmp_path: Path) -> None:
    marker = tmp_path / "grandchild"
    script = (
        "import subprocess, sys\n"
        f"p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(marker)!r}, 'w').write(str(p.pid))"
    )
    asyncio.run(run_child([sys.executable, "-c", script], tmp_path / "log", BUDGET, asyncio.Event()))
    pid = int(marker.read_text(encoding="ascii"))
    assert ends(pid, 5)


def test_cancelling_leaves_no_child_behind(tmp_path: Path) -> None:
    marker = tmp_path / "child"
    script = f"import os, time; open({str(marker)!r}, 'w').write(str(os.getpid())); time.sleep(60)"

    async def cancelled() -> None:
        task = asyncio.create_task(
            run_child([sys.executable, "-c", script], tmp_path / "log", BUDGET, asyncio.Event())
        )
        while not (marker.exists() and marker.read_text(encoding="ascii")):
            await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert not alive(int(marker.read_text(encoding="ascii")))


def test_a_child_heeds_the_stop_and_its_verdict_stands(
    supervisor: Callable[[str], Supervisor], configuration: Configuration
) -> None:
    polite = BEGIN + (
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit("
        "archive.finish_run(run_id, now(), 'stopped', 'it was told to stop', RunCounts(), {})))\n"
        "time.sleep(60)"
    )

    async def told() -> None:
        one = supervisor(polite)
        task = asyncio.create_task(one.crawl(watched()))
        while not (outcomes(configuration)):
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.2)
        await one.stop()
        await task

    asyncio.run(told())
    assert outcomes(configuration) == [("open_kg", "stopped", "it was told to stop")]


def test_no_more_than_so_many_at_once_and_never_two_of_one_site(
    supervisor: Callable[[str], Supervisor], configuration: Configuration
) -> None:
    one = supervisor(GOOD)
    most = 0

    async def crawls() -> None:
        nonlocal most
        names = [
            watched("a"),
            watched("b", "same.example"),
            watched("c", "same.example"),
            watched("d"),
            watched("a"),
        ]
        tasks = [asyncio.create_task(one.crawl(name)) for name in names]
        while not all(task.done() for task in tasks):
            most = max(most, len(one.running))
            hosts = [crawl.host for crawl in one.running.values()]
            assert len(hosts) == len(set(hosts))
            await asyncio.sleep(0.01)

    asyncio.run(crawls())
    assert most == 2
    assert sorted(name for name, outcome, _ in outcomes(configuration) if outcome == "ok") == [
        "a",
        "b",
        "c",
        "d",
    ]


def test_a_source_that_someone_else_crawls_is_left_alone(
    supervisor: Callable[[str], Supervisor], configuration: Configuration
) -> None:
    connection = Connection(configuration.archive)
    take(connection, "open_kg", "by hand", now())
    busy = BEGIN.replace("take(archive", "from desk.child import BUSY\ntry:\n    take(archive", 1).replace(
        "now())\narchive.start", "now())\nexcept Exception:\n    sys.exit(BUSY)\narchive.start"
    )
    assert asyncio.run(supervisor(busy).crawl(watched())) is None
    assert outcomes(configuration) == []
    assert lease_of(connection, "open_kg") is not None
    connection.close()


def test_runs_whose_process_is_gone_are_buried_and_living_ones_are_not(configuration: Configuration) -> None:
    with Archive(configuration.archive) as archive:
        long_ago = now() - timedelta(hours=1)
        archive.start_run("dead", long_ago, run_id="r1")
        archive.start_run("living", long_ago, run_id="r2")
        take(archive.connection, "living", "r2", now())
        archive.start_run("young", now(), run_id="r3")
        assert bury_the_dead(archive, now()) == ["r1"]
        row = archive.sql.execute("SELECT outcome, finished_at FROM runs WHERE id = 'r1'").fetchone()
        assert row[0] == "crashed" and row[1]
        archive.finish_run("r2", now(), "ok", "complete", RunCounts(), {})


def test_the_child_dies_with_its_parent(tmp_path: Path) -> None:
    marker = tmp_path / "child"
    child = (
        "from desk.child import die_with_parent; die_with_parent(); import os, time;"
        f"open({str(marker)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    )
    parent = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], start_new_session=True)"
    )

    async def orphaned() -> None:
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", parent)
        while not (marker.exists() and marker.read_text(encoding="ascii")):
            await asyncio.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()

    asyncio.run(orphaned())
    pid = int(marker.read_text(encoding="ascii"))
    assert ends(pid, 5)
