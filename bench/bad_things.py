"""Bad things that must lose nothing, each done to real crawls of a newsroom on loopback.

    python -m bench.bad_things [NAME ...]      all of them, or those that are named; --list names them

After each the archive must pass SQLite's and Kabarchy's own check, and after one more complete crawl hold
exactly the rows that a crawl holds which nobody disturbed. The quick ones are tests, too
(tests/test_bad_things.py); those that need minutes, root or Debian's `faketime` are done here alone, and
say so where they cannot be done.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.kill import Rows, difference, rows_of, slowed
from desk.roster import roster
from desk.status import status
from scraper.configuration import load
from spiders.catalogue import spider_classes
from storage.archive import Archive
from storage.timestamps import now, to_text
from storage.upkeep import backup, check
from tests.crawls import ROOT, Crawl
from tests.loopback import Asked, Loopback, Reply, Route, newsroom, serving

ARTICLES = 25
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")


class CannotBeDone(Exception):
    """The machine lacks what a bad thing needs; says what."""


@dataclass
class Stage:
    """A newsroom, what an undisturbed crawl of it holds, and the crawl that something is done to."""

    site: Loopback
    crawl: Crawl
    expected: Rows
    patience: float = 1.0
    """Share of the long waits that are done: tests do not lock an archive for a minute."""

    def begin(self, settings: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a crawl and return at once."""
        return subprocess.Popen(
            self.crawl.command(settings=settings),
            cwd=self.crawl.folder,
            env=self.crawl.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def until_asked(self, requests: int, child: subprocess.Popen[bytes]) -> None:
        """Wait until the site was asked for so many more pages, or the crawl has ended."""
        enough = len(self.site.asked) + requests
        while len(self.site.asked) < enough and child.poll() is None:
            time.sleep(0.002)

    def time_passes(self) -> None:
        """Let pages that are tried again later be due now."""
        if self.crawl.archive.exists():
            with closing(sqlite3.connect(self.crawl.archive, timeout=60)) as connection, connection:
                connection.execute("UPDATE articles SET next_check_at = NULL WHERE state = 'teaser'")

    def wrong(self) -> list[str]:
        """Check the archive, crawl once more, compare; return what is wrong."""
        found = self._damage("after it")
        self.time_passes()
        done = self.crawl.run()
        if done.returncode:
            return [
                *found,
                f"the crawl after it ended with {done.returncode}: {(done.stderr or done.stdout)[-1500:]}",
            ]
        found += self._damage("after the next crawl")
        remained = difference(self.expected, rows_of(self.crawl.archive))
        return [*found, remained] if remained else found

    def _damage(self, when: str) -> list[str]:
        if not self.crawl.archive.exists():
            return []
        with Archive(self.crawl.archive) as archive:
            intact = archive.sql.execute("PRAGMA integrity_check").fetchone()[0]
            found = [f"{when}: {one.check}: {one.what}" for one in check(archive)]
        return found if intact == "ok" else [f"{when}: integrity_check says {intact}", *found]


@contextmanager
def stage(
    folder: Path, articles: int = ARTICLES, pause: float = 0.02, patience: float = 1.0
) -> Iterator[Stage]:
    """Serve a newsroom, crawl it once undisturbed, and make ready for the bad thing."""
    with serving(slowed(newsroom(articles), pause)) as site:
        whole, hurt = Crawl(folder / "whole"), Crawl(folder / "hurt")
        off = "".join(f"[sources.{name}]\nenabled = false\n" for name in spider_classes())
        for one in (whole, hurt):
            one.folder.mkdir(parents=True)
            one.configure(site.url, more=f'[schedule]\nevery = "1s"\n{off}')
        done = whole.run()
        if done.returncode:
            raise RuntimeError(f"the undisturbed crawl ended with {done.returncode}:\n{done.stderr[-3000:]}")
        yield Stage(site, hurt, rows_of(whole.archive), patience)


# kill -9


@contextmanager
def scheduler(stage: Stage, environment: dict[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Run the scheduler; end it in good order where it still runs."""
    with (stage.crawl.folder / "scheduler.txt").open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "scheduler.py")],
            cwd=stage.crawl.folder,
            env={**stage.crawl.environment(), **(environment or {})},
            stdout=out,
            stderr=out,
        )
        try:
            yield process
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(60)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started and that still are."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text(encoding="ascii").split())
    return found


def until(holds: Callable[[], object], what: str, seconds: float = 120) -> None:
    """Wait for something.

    Raises:
        RuntimeError: it did not come about in time.
    """
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} did not happen in {seconds:.0f} s")
        time.sleep(0.02)


def _kill_some(stage: Stage, whom: str, times: int = 5) -> None:
    chance = random.Random(7)
    for _ in range(times):
        with scheduler(stage) as process:
            until(lambda: children_of(process.pid), "a crawl", 60)
            children = children_of(process.pid)
            asked = len(stage.site.asked) + chance.randint(0, ARTICLES)
            with suppress(RuntimeError):
                until(lambda: len(stage.site.asked) >= asked, "so many requests", 4)  # noqa: B023
            victims = {"child": children, "scheduler": [process.pid], "both": [process.pid, *children]}
            for pid in victims[whom]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if whom != "child":
                process.wait()
                until(lambda: not any(map(_lives, children)), "the end of the orphans", 60)  # noqa: B023


def _lives(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def kill_scheduler(stage: Stage) -> None:
    """kill -9 of the scheduler, five times, at any moment of a crawl."""
    _kill_some(stage, "scheduler")


def kill_child(stage: Stage) -> None:
    """kill -9 of a crawl under the scheduler, five times."""
    _kill_some(stage, "child")


def kill_both(stage: Stage) -> None:
    """kill -9 of the scheduler and its crawl at once, five times."""
    _kill_some(stage, "both")


# The archive's file


def disk_full(stage: Stage) -> None:
    """No file may grow any further (RLIMIT_FSIZE) in the middle of a crawl, at several sizes."""
    for size in (96, 300, 600, 900) if stage.patience == 1 else (300, 600):
        child = stage.begin()
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (size * 1024, size * 1024))
        child.wait(120)


def small_disk(stage: Stage) -> None:
    """The archive lies on a file system of 1 MiB that is full in the middle of a crawl; needs root."""
    folder = stage.crawl.folder
    kept = (folder / "kabarchy.toml").read_text(encoding="utf-8")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        raise CannotBeDone(f"no small file system can be mounted: {mounted.stderr.strip()}")
    try:
        (folder / "kabarchy.toml").write_text(kept, encoding="utf-8")
        code = stage.begin().wait(120)
        if not code:
            raise RuntimeError("the crawl did not notice that its disk was full")
        # Room again: what was written moves to the disk below, and the next crawl goes on there.
        saved = folder.parent / "saved"
        shutil.copytree(folder, saved)
    finally:
        subprocess.run(["umount", str(folder)], check=False)
    shutil.copytree(saved, folder, dirs_exist_ok=True)


def locked(stage: Stage) -> None:
    """Another process keeps the archive locked for a minute in the middle of a crawl."""
    child = stage.begin()
    stage.until_asked(8, child)
    until(stage.crawl.archive.exists, "the archive")
    with closing(sqlite3.connect(stage.crawl.archive, timeout=60, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(60 * stage.patience)
        other.execute("ROLLBACK")
    code = child.wait(120)
    if code:
        raise RuntimeError(f"the crawl did not outlast the lock: exit code {code}")


def deleted(stage: Stage) -> None:
    """The archive's file is deleted in the middle of a crawl."""
    child = stage.begin()
    stage.until_asked(8, child)
    stage.crawl.archive.unlink(missing_ok=True)
    child.wait(120)


def replaced(stage: Stage) -> None:
    """The archive's file is replaced by an older copy in the middle of a crawl."""
    first = stage.begin()
    stage.until_asked(8, first)
    copy = stage.crawl.folder / "copy.db"
    with Archive(stage.crawl.archive) as archive:
        backup(archive, copy)
    stage.until_asked(6, first)
    copy.replace(stage.crawl.archive)
    first.wait(120)


# The clock


def clock_back(stage: Stage) -> None:
    """The clock is set back a day while the scheduler runs, in the middle of a crawl; needs `faketime`."""
    if not FAKETIME.exists():
        raise CannotBeDone("libfaketime is not installed (`apt-get install faketime`)")
    clock = stage.crawl.folder / "clock"
    clock.write_text("+0", encoding="ascii")
    fake = {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with scheduler(stage, fake):
        until(lambda: len(stage.site.asked) > 12 + ARTICLES, "a crawl")
        clock.write_text("-86400", encoding="ascii")
        _rounds_go_on(stage)
        clock.write_text("+86400", encoding="ascii")
        _rounds_go_on(stage)
        clock.write_text("+0", encoding="ascii")
        _rounds_go_on(stage)


def _rounds_go_on(stage: Stage) -> None:
    """See that the source is crawled on, and the listing looked at twice more."""
    listed = stage.site.paths().count("/news/")
    until(lambda: stage.site.paths().count("/news/") >= listed + 2, "the next crawls by another clock", 90)


# Sites that take their time


def _misbehaves(stage: Stage, reply: Reply, settings: dict[str, str] | None = None) -> None:
    """Answer every listing so, and then, in another crawl, every article; the site is well again after it."""
    well = dict(stage.site.routes)
    for is_bad in (lambda path: path.startswith("/news/") and not path.endswith(".html"), _is_article):
        stage.site.routes.update({path: reply for path in well if is_bad(path)})
        stage.begin(settings).wait(600)
        stage.site.routes.update(well)


def _is_article(path: str) -> bool:
    return path.endswith(".html")


def one_byte(stage: Stage) -> None:
    """A source answers one byte a second: each page takes its whole time, until the crawl's own is spent."""

    def drop_by_drop() -> Iterator[bytes]:
        for _ in range(3600):
            yield b"<"
            time.sleep(1)

    quick = {
        "DOWNLOAD_TIMEOUT": str(max(1, round(30 * stage.patience))),
        "CLOSESPIDER_TIMEOUT": str(max(10, round(120 * stage.patience))),
    }
    _misbehaves(stage, Reply(stream=drop_by_drop), quick)


def endless_redirects(stage: Stage) -> None:
    """A source redirects for ever, each time to a new address."""
    numbers = itertools.count()
    well = stage.site.answer

    def answer(asked: Asked) -> Reply:
        if asked.path.startswith("/round/"):
            return _on(asked)
        return well(asked)

    def _on(_: Asked) -> Reply:
        return Reply(status=302, headers={"Location": f"/round/{next(numbers)}"})

    stage.site.answer = answer  # type: ignore[method-assign]
    routes: Route = _on
    kept = dict(stage.site.routes)
    for is_bad in (lambda path: path == "/news/", _is_article):
        stage.site.routes.update({path: routes for path in kept if is_bad(path)})
        stage.begin().wait(300)
        stage.site.routes.update(kept)


def endless_gzip(stage: Stage) -> None:
    """A source sends a compressed page without an end: a thousand zeros in each byte."""
    zeros = gzip.compress(bytes(1_000_000))

    def for_ever() -> Iterator[bytes]:
        yield from itertools.repeat(zeros)

    settings = {"DOWNLOAD_TIMEOUT": str(max(3, round(30 * stage.patience))), "CLOSESPIDER_ERRORCOUNT": "3"}
    _misbehaves(stage, Reply(stream=for_ever, headers={"Content-Encoding": "gzip"}), settings)


# Many sources


def thousand_sources(stage: Stage) -> None:
    """A thousand sources are configured, all known but twenty that are due; status and schedule still answer."""
    folder = stage.crawl.folder
    kept = (folder / "kabarchy.toml").read_text(encoding="utf-8")
    more = "".join(
        f'[generic.many_{number:04}]\nhomepage = "http://127.1.{number // 250}.{number % 250 + 1}:9/"\n'
        for number in range(1000)
    )
    (folder / "kabarchy.toml").write_text(kept.replace('every = "1s"', 'every = "1h"') + more, "utf-8")
    at = now()
    with Archive(stage.crawl.archive) as archive, archive.transaction():
        archive.sql.executemany(
            "INSERT INTO runs (id, source, started_at, finished_at, outcome) VALUES (?, ?, ?, ?, 'ok')",
            [
                (f"{number}", f"many_{number:04}", to_text(at), to_text(at + timedelta(seconds=1)))
                for number in range(980)
            ],
        )
    with scheduler(stage) as process:
        until(lambda: _ended(stage) >= 21, "the crawls of those that are due", 300)
        ticks = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        memory = Path(f"/proc/{process.pid}/statm").read_text(encoding="utf-8").split()[1]
        cpu = (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")
        print(f"    scheduler: {cpu:.1f} s of processor, {int(memory) * 4 / 1024:.0f} MiB", flush=True)
    begun = time.process_time()
    with Archive(stage.crawl.archive) as archive:
        found = status(archive, roster(load(folder / "kabarchy.toml", spider_classes())), now())
    print(f"    status of {len(found.sources)} sources: {time.process_time() - begun:.1f} s of processor")
    (folder / "kabarchy.toml").write_text(kept, encoding="utf-8")


def _ended(stage: Stage) -> int:
    since = to_text(datetime.now(UTC) - timedelta(hours=1))
    query = "SELECT count(*) FROM runs WHERE outcome <> 'running' AND length(id) > 6 AND started_at > ?"
    return int(stage.crawl.rows(query, since)[0][0])


THINGS: dict[str, Callable[[Stage], None]] = {
    thing.__name__: thing
    for thing in (
        kill_scheduler, kill_child, kill_both, disk_full, small_disk, locked, deleted, replaced, clock_back,
        thousand_sources, one_byte, endless_redirects, endless_gzip,
    )
}  # fmt: skip


def main() -> int:
    """Do the bad things that are named; 0 where nothing was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("names", nargs="*", choices=[[], *THINGS], metavar="NAME")
    parser.add_argument("--list", action="store_true", help="name them, and end")
    options = parser.parse_args()
    if options.list:
        for name, thing in THINGS.items():
            print(f"{name:18} {thing.__doc__}")
        return 0
    lost = 0
    for name in options.names or THINGS:
        with tempfile.TemporaryDirectory() as folder, stage(Path(folder)) as scene:
            begun = time.monotonic()
            try:
                THINGS[name](scene)
                wrong = scene.wrong()
            except CannotBeDone as error:
                print(f"{name:18} not done: {error}", flush=True)
                continue
            except RuntimeError as error:
                wrong = [str(error)]
        lost += bool(wrong)
        print(
            f"{name:18} {time.monotonic() - begun:4.0f} s  {'; '.join(wrong) or 'nothing lost'}", flush=True
        )
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
