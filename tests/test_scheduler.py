"""The scheduler as a real process, with real crawls of a newsroom on loopback."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from scheduler import ClockJumps
from tests.crawls import ROOT, Crawl
from tests.desk.test_channels import webhook
from tests.loopback import Reply, newsroom, serving

OFTEN = '[schedule]\nevery = "2s"\n'


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def only_the_newsroom(crawl: Crawl, base: str, more: str = "") -> None:
    """Enable no source but the one on loopback."""
    from spiders.catalogue import spider_classes

    off = "".join(f"[sources.{name}]\nenabled = false\n" for name in spider_classes())
    crawl.configure(base, more=f"{more}\n{off}")


@contextmanager
def running(crawl: Crawl, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    log = (crawl.folder / "out.txt").open("a")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "scheduler.py"), *arguments],
        cwd=crawl.folder,
        env=crawl.environment(),
        stdout=log,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        log.close()


def said(crawl: Crawl) -> str:
    return (crawl.folder / "out.txt").read_text(encoding="utf-8")


def until(holds: Callable[[], object], what: str, crawl: Crawl, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not happen; the scheduler said:\n{said(crawl)}")
        time.sleep(0.1)


def ended_runs(crawl: Crawl) -> list[tuple[str, str]]:
    query = "SELECT id, outcome FROM runs WHERE outcome <> 'running' ORDER BY rowid"
    try:
        return [(row[0], row[1]) for row in crawl.rows(query)]
    except sqlite3.OperationalError:  # the archive is only being made
        return []


def children_of(crawl: Crawl) -> list[int]:
    """Return the processes that crawl into this folder's archive."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes()
            folder = (entry / "cwd").readlink()
        except OSError:
            continue
        if b"desk.child" in command and folder == crawl.folder:
            found.append(int(entry.name))
    return found


def test_it_crawls_at_once_and_again_and_ends_cleanly(crawl: Crawl) -> None:
    with serving(newsroom(8)) as site:
        only_the_newsroom(crawl, site.url, OFTEN)
        with running(crawl) as process:
            until(lambda: len(ended_runs(crawl)) >= 2, "a second crawl", crawl)
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
    assert {outcome for _, outcome in ended_runs(crawl)} <= {"ok", "stopped"}
    assert crawl.rows("SELECT state, count(*) FROM articles GROUP BY 1") == [("full", 8)]
    assert crawl.rows("SELECT count(*) FROM leases") == [(0,)]
    assert children_of(crawl) == []
    run_id = ended_runs(crawl)[0][0]
    assert run_id in said(crawl)
    assert run_id in (crawl.folder / "logs" / "crawls" / "newsroom.log").read_text(encoding="utf-8")
    assert run_id in (crawl.folder / "logs" / "scheduler.log").read_text(encoding="utf-8")


def test_without_a_network_it_says_so_and_names_the_demo(crawl: Crawl) -> None:
    with serving({}) as site:
        gone = site.url
    only_the_newsroom(crawl, gone)
    with running(crawl) as process:
        until(lambda: "make demo" in said(crawl), "the word about the network", crawl)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_a_changed_configuration_is_taken_up_and_a_broken_one_refused(crawl: Crawl) -> None:
    with serving(newsroom(3)) as site:
        only_the_newsroom(crawl, site.url, '[schedule]\nevery = "1h"\n')
        good = (crawl.folder / "kabarchy.toml").read_text(encoding="utf-8")
        with running(crawl) as process:
            until(lambda: len(ended_runs(crawl)) == 1, "the first crawl", crawl)
            (crawl.folder / "kabarchy.toml").write_text(good + "\nparalel = 3\n", encoding="utf-8")
            process.send_signal(signal.SIGHUP)
            until(lambda: "refused" in said(crawl) and "paralel" in said(crawl), "a refusal", crawl)
            (crawl.folder / "kabarchy.toml").write_text(good.replace('"1h"', '"1s"'), encoding="utf-8")
            process.send_signal(signal.SIGHUP)
            until(lambda: len(ended_runs(crawl)) >= 2, "a crawl by the new interval", crawl)


def test_killing_the_scheduler_takes_its_crawl_along_and_the_next_start_goes_on(crawl: Crawl) -> None:
    with serving(newsroom(30)) as site:
        only_the_newsroom(crawl, site.url, OFTEN)
        slow = (
            (crawl.folder / "kabarchy.toml").read_text(encoding="utf-8").replace("delay = 0", "delay = 0.3")
        )
        (crawl.folder / "kabarchy.toml").write_text(slow, encoding="utf-8")
        with running(crawl) as process:
            until(lambda: len(site.paths()) > 4, "a crawl", crawl)
            process.kill()
            process.wait()
            until(lambda: not children_of(crawl), "the end of the orphan", crawl)
        (crawl.folder / "kabarchy.toml").write_text(
            slow.replace("delay = 0.3", "delay = 0"), encoding="utf-8"
        )
        with running(crawl):
            until(
                lambda: crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'") == [(30,)],
                "the whole newsroom",
                crawl,
            )
    assert crawl.rows("PRAGMA integrity_check") == [("ok",)]


def test_two_schedulers_never_crawl_a_source_at_the_same_time(crawl: Crawl) -> None:
    with serving(newsroom(6)) as site:
        only_the_newsroom(crawl, site.url, '[schedule]\nevery = "1s"\n')
        with running(crawl), running(crawl):
            until(lambda: len(ended_runs(crawl)) >= 4, "four crawls", crawl)
            for _ in range(20):
                assert crawl.rows("SELECT count(*) FROM leases") <= [(1,)]
                time.sleep(0.05)
    spans = crawl.rows(
        "SELECT started_at, finished_at FROM runs WHERE outcome = 'ok' ORDER BY started_at, finished_at"
    )
    assert all(before[1] <= after[0] for before, after in pairwise(spans)), spans


def test_once_crawls_what_is_due_and_ends(crawl: Crawl) -> None:
    with serving(newsroom(3)) as site:
        only_the_newsroom(crawl, site.url)
        with running(crawl, "once") as process:
            assert process.wait(40) == 0
        assert [outcome for _, outcome in ended_runs(crawl)] == ["ok"]
        assert crawl.rows("SELECT source, articles FROM outlet_habits") == [("newsroom", 3)]
        with running(crawl, "once") as process:
            assert process.wait(40) == 0
        assert len(ended_runs(crawl)) == 1


@pytest.mark.parametrize("mode", ["once", "for ever"])
def test_a_spider_that_goes_blind_is_told_once_and_told_to_be_over(crawl: Crawl, mode: str) -> None:
    with serving(newsroom(3)) as site, webhook() as (url, got):
        only_the_newsroom(crawl, site.url, f'{OFTEN}[alerts]\nwebhook = "{url}"\n')

        def crawls(times: int) -> None:
            begun = len(ended_runs(crawl))
            if mode == "once":
                for _ in range(times):
                    with running(crawl, "once") as process:
                        assert process.wait(40) == 0
                    time.sleep(2)  # until it is due again
                return
            with running(crawl) as process:
                until(lambda: len(ended_runs(crawl)) >= begun + times, f"{times} crawls", crawl)
                process.send_signal(signal.SIGTERM)
                assert process.wait(30) == 0

        crawls(1)
        robots = site.routes.pop("/robots.txt", None)
        site.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
        crawls(2)
        site.routes["/robots.txt"] = robots or Reply(status=404)
        crawls(1)
        told = [(one["kind"], one["closed_at"] is not None) for said in got for one in said["alarms"]]  # type: ignore[attr-defined]
        assert told == [("robots", False), ("robots", True)], said(crawl)


def test_the_schedule_is_told_with_its_reasons(crawl: Crawl) -> None:
    with serving(newsroom(3)) as site:
        only_the_newsroom(crawl, site.url, '[schedule]\nevery = "3h"\n')
        with running(crawl, "once") as process:
            process.wait(40)
    told = subprocess.run(
        [sys.executable, "-c", "from cli import main; main(['schedule', '--json'])"],
        cwd=crawl.folder,
        env=crawl.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    (plan,) = json.loads(told.stdout)
    assert plan["source"] == "newsroom"
    assert "every 3 h" in plan["why"]


def test_a_jump_of_the_clock_is_noticed_and_its_steady_run_is_not() -> None:
    wall, steady = [1000.0], [50.0]
    jumps = ClockJumps(lambda: wall[0], lambda: steady[0])
    wall[0], steady[0] = 1020.0, 70.0
    assert not jumps.jumped()
    wall[0] = 1020.0 - 86400
    assert jumps.jumped()
    assert not jumps.jumped()
    wall[0] += 3600
    assert jumps.jumped()
