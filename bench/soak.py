"""An endurance run: the real scheduler over thirty sites on loopback that break, hang, slow down and change meanwhile.

    python -m bench.soak [--minutes N] [--keep FOLDER]

Thirty made-up newsrooms of very different rhythm (an article every ten seconds to one in many minutes),
each on a loopback address of its own, publish for N minutes (20 by default). Most of them meet something
by a script: connections refused, requests that are never answered, errors, bytes that trickle, a robots.txt
that forbids, redirects to another host, "technical works" instead of every page, other markup from one
moment on. `kabarchy run --quiet` crawls them into an archive, and takes up its configuration anew half-way.

Meanwhile the run is watched from outside:

* truth: `kabarchy status --json` is asked again and again, and all it says is held against what the sites
  published and served, and against the processes that were there: what runs, the last success, the day's
  articles, the error rate, what is red and what is not, when the next crawl begins, the exit code;
* cost: processor time and resident memory of the scheduler's own process, from /proc;
* overlap: processes of one source at the same time, requests of one site at the same time, rows of runs;
* completeness: at the end every article that was published stands in the archive with its title and text.

Exit code 1: one of these did not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Literal

from spiders.catalogue import spider_classes
from tests.loopback import WORDS

ROOT = Path(__file__).resolve().parent.parent
SITES = 30
PARALLEL = 4
SHORTEST, LONGEST = 20, 180
"""Seconds between two crawls of a site, at least and at most."""
ASK_EVERY = 10.0
"""Seconds between two looks at the status."""
CPU_MOST = 2.0
"""Percent of a core that the scheduler's own process may take."""
GROWTH_MOST = 0.05
"""Share by which its memory may grow after the first quarter of the run."""
SETTLE = 4.0
"""Seconds after a crawl's end in which the desk may still be judging it."""
ON_A_PAGE = 10
SLOW_BYTES = 1500
"""Bytes a second of a site that trickles."""

Trouble = Literal["down", "hang", "error", "slow", "robots", "elsewhere", "works", "markup"]
HARMLESS = ("slow", "markup")
"""Troubles that a crawl must get over."""
RED_AFTER = {"down": 3, "hang": 3, "error": 3, "robots": 1, "elsewhere": 1, "works": 2}
"""How many crawls that met nothing else make a source red."""
SCRIPT: tuple[Trouble | None, ...] = (
    None, "down", "markup", "hang", "robots", None, "slow", "error", "works", "elsewhere",
    None, "down", "markup", "hang", "robots", None, "slow", "error", "works", "elsewhere",
    None, "down", "markup", None, "slow", None, "markup", "error", "slow", None,
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """One article of a site, as it was published."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    at: float

    @property
    def path(self) -> str:
        return f"/news/{self.number}-statja.html"


@dataclass
class Site:
    """One made-up newsroom: what it has published, what it meets, and who asked it."""

    name: str
    host: str
    pause: float
    """Mean seconds between two articles."""
    trouble: Trouble | None
    start: float
    end: float
    """When the trouble begins and ends."""
    chance: random.Random
    pieces: list[Piece] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    under_way: list[socket.socket] = field(default_factory=list)
    """The connections whose request is being answered."""
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    server: ThreadingHTTPServer | None = None
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def met(self, at: float) -> Trouble | None:
        """Return what the site meets at an instant."""
        return self.trouble if self.start <= at < self.end else None

    def published(self, before: float) -> int:
        """Return how many articles there were at an instant."""
        return sum(one.at <= before for one in self.pieces)

    def publish(self, at: float) -> None:
        """Publish one more article."""
        number = len(self.pieces) + 1
        paragraphs = tuple(" ".join(self._sentence(12) for _ in range(3)) for _ in range(4))
        title = f"{self._sentence(7).rstrip('.')} № {self.name[-2:]}-{number}"
        with self.lock:
            self.pieces.append(Piece(number, title, paragraphs, at))

    def _sentence(self, words: int) -> str:
        return f"{' '.join(self.chance.choices(WORDS, k=words)).capitalize()}."

    @contextmanager
    def asking(self, connection: socket.socket) -> Iterator[None]:
        """Count a request for as long as it lasts: until it is answered, or its client has hung up."""
        with self.lock:
            self.asked.append(time.time())
            self.under_way.append(connection)
            self.most_at_once = max(self.most_at_once, sum(not _has_hung_up(one) for one in self.under_way))
        try:
            yield
        finally:
            with self.lock:
                self.under_way.remove(connection)

    def page(self, path: str, *, is_new_markup: bool) -> tuple[str, bytes] | None:
        """Return the content type and body of a page; None: there is no such page."""
        with self.lock:
            pieces = list(self.pieces)
        name, _, number = path.partition("?page=")
        if name == "/news/":
            return "text/html; charset=utf-8", _listing(pieces, int(number or 1), is_new_markup).encode()
        for one in pieces:
            if one.path == path:
                return "text/html; charset=utf-8", _article(one, is_new_markup).encode()
        return None

    def open(self) -> None:
        """Begin to answer."""
        site = self

        class Handler(_Handler):
            of = site

        self.server = ThreadingHTTPServer((self.host, self.port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Answer no more: connections are refused."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None


def _has_hung_up(connection: socket.socket) -> bool:
    """Return whether the client has closed a connection, which a handler that says nothing is late to see."""
    try:
        return bool(select.select([connection], [], [], 0)[0]) and not connection.recv(1, socket.MSG_PEEK)
    except ConnectionError:
        return True


class _Handler(BaseHTTPRequestHandler):
    of: Site

    def do_GET(self) -> None:
        with self.of.asking(self.connection), suppress(ConnectionError):
            met = self.of.met(time.time())
            if met == "hang":
                self._hang()
            elif met == "error":
                self._send(503, "text/html", b"<h1>503</h1>")
            elif met == "elsewhere" and self.path != "/robots.txt":
                self._send(302, "text/html", b"", {"Location": "http://127.0.1.1:9/parked"})
            elif self.path == "/robots.txt":
                rule = "Disallow: /" if met == "robots" else "Disallow: /admin/"
                self._send(200, "text/plain", f"User-agent: *\n{rule}\n".encode())
            elif met == "works":
                words = "<p>Ведутся технические работы. Приносим извинения.</p>"
                self._send(200, "text/html; charset=utf-8", f"<html><body>{words}</body></html>".encode())
            else:
                is_new = self.of.trouble == "markup" and time.time() >= self.of.start
                found = self.of.page(self.path, is_new_markup=is_new)
                if found is None:
                    self._send(404, "text/html", b"<h1>404</h1>")
                else:
                    self._send(200, *found, slowly=met == "slow")

    def _hang(self) -> None:
        """Say nothing until the client has gone."""
        while self.of.met(time.time()) == "hang":
            if select.select([self.connection], [], [], 0.2)[0] and not self.connection.recv(1024):
                return
        self.close_connection = True

    def _send(
        self,
        status: int,
        content_type: str,
        body: bytes,
        more: dict[str, str] | None = None,
        *,
        slowly: bool = False,
    ) -> None:
        self.send_response(status)
        headers = {"Content-Type": content_type, "Content-Length": str(len(body)), **(more or {})}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for start in range(0, len(body), SLOW_BYTES // 5) if slowly else ():
            self.wfile.write(body[start : start + SLOW_BYTES // 5])
            self.wfile.flush()
            time.sleep(0.2)
        if not slowly:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the terminal quiet."""


def _listing(pieces: list[Piece], number: int, is_new: bool) -> str:
    newest = pieces[::-1]
    shown = newest[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    if is_new:
        items = "".join(
            f'<li class="c-teaser"><time datetime="{_iso(one)}">{_written(one)}</time>'
            f'<a class="c-link" href="{one.path}">{one.title}</a></li>\n'
            for one in shown
        )
        items = f'<ul class="c-list">{items}</ul>'
    else:
        items = "".join(
            f'<div class="item"><h3><a href="{one.path}">{one.title}</a></h3>'
            f'<span class="date">{_written(one)}</span></div>\n'
            for one in shown
        )
    forward = ""
    if number * ON_A_PAGE < len(newest):
        forward = f'<div class="pages"><a rel="next" href="/news/?page={number + 1}">Дальше</a></div>'
    return (
        '<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Новости</title></head>'
        f"<body><main>{items}{forward}</main><footer>Редакция</footer></body></html>"
    )


def _article(piece: Piece, is_new: bool) -> str:
    paragraphs = "".join(f"<p>{one}</p>\n" for one in piece.paragraphs)
    if is_new:
        body = (
            f'<div class="l-page"><header><h1 class="c-title">{piece.title}</h1><time class="c-when"'
            f' datetime="{_iso(piece)}">{_written(piece)}</time></header>'
            f'<section class="c-text">{paragraphs}</section></div>'
        )
    else:
        body = (
            f'<article><h1>{piece.title}</h1><time datetime="{_iso(piece)}">{_written(piece)}</time>'
            f"<div>{paragraphs}</div></article>"
        )
    return (
        '<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">'
        f"<title>{piece.title}</title></head><body>{body}</body></html>"
    )


def _iso(piece: Piece) -> str:
    return f"{datetime.fromtimestamp(piece.at, UTC):%Y-%m-%dT%H:%M:%S}+00:00"


def _written(piece: Piece) -> str:
    return f"{datetime.fromtimestamp(piece.at, UTC):%d.%m.%Y %H:%M}"


# What was there: the processes of the crawls, and the scheduler's own


@dataclass
class Child:
    """One crawl, as its process was seen from outside."""

    pid: int
    source: str
    began: float
    ended: float | None = None

    def was_alive(self, start: float, end: float) -> bool:
        """Return whether it was alive at some moment of a stretch."""
        return self.began <= end and (self.ended is None or self.ended >= start)


@dataclass(frozen=True)
class Cost:
    """Processor seconds that the scheduler has taken, and its resident memory in MiB, at an instant."""

    at: float
    cpu: float
    memory: float


class Watch:
    """Looks at the scheduler's process and its children, four times a second."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.children: list[Child] = []
        self.costs: list[Cost] = []
        self.over = threading.Event()
        self.lock = threading.Lock()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _watch(self) -> None:
        alive: dict[int, Child] = {}
        ignored: set[int] = set()
        looks = 0
        while not self.over.wait(0.25):
            at = time.time()
            pids = set(self._pids())
            with self.lock:
                for pid in alive.keys() - pids:
                    alive.pop(pid).ended = at
                for pid in pids - alive.keys() - ignored:
                    words = _command(pid)
                    if "desk.child" in words and len(words) > words.index("desk.child") + 1:
                        alive[pid] = Child(pid, words[words.index("desk.child") + 1], at)
                        self.children.append(alive[pid])
            if looks % 20 == 0:
                with suppress(OSError):
                    self.costs.append(_cost(self.pid))
            looks += 1

    def _pids(self) -> Iterator[int]:
        for task in Path(f"/proc/{self.pid}/task").glob("*/children"):
            with suppress(OSError):
                yield from map(int, task.read_text(encoding="ascii").split())

    def of(self, source: str) -> list[Child]:
        """Return the crawls of a source so far, in the order in which they began."""
        with self.lock:
            return [one for one in self.children if one.source == source]

    def running(self, at: float) -> int:
        """Return how many crawls were alive at an instant."""
        with self.lock:
            return sum(one.was_alive(at, at) for one in self.children)

    def stop(self) -> None:
        """Look no more."""
        self.over.set()
        self.thread.join()


def _command(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")
    except OSError:
        return []


def _cost(pid: int) -> Cost:
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    ticks = int(stat[11]) + int(stat[12])
    return Cost(
        time.time(), ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024
    )


# Whether the status tells the truth


@dataclass
class Truth:
    """Holds what the status says against what was there; `lies` are the sentences that did not hold."""

    sites: dict[str, Site]
    watch: Watch
    looks: int = 0
    lies: list[str] = field(default_factory=list)
    reds: int = 0
    promised: list[tuple[str, float, float]] = field(default_factory=list)
    """(source, when it was said, when the next crawl was said to begin)."""
    unsaid: list[tuple[str, float, float]] = field(default_factory=list)
    """(source, from when, until when): when a source was not said to be crawled."""

    def check(self, said: dict[str, object], code: int, before: float, after: float) -> None:
        """Check one answer, asked for at `before` and got at `after`."""
        self.looks += 1
        sources = said["sources"]
        assert isinstance(sources, list)
        if said["red"]:
            self._lie(before, "desk", f"says {said['red']}")
        red = bool(said["red"]) or any(one["red"] for one in sources)
        if bool(said["is_red"]) != red or code != int(red):
            self._lie(before, "desk", f"is_red {said['is_red']}, exit code {code}, sources red: {red}")
        if {one["source"] for one in sources} != self.sites.keys():
            self._lie(before, "desk", "does not show every source")
        for one in sources:
            site = self.sites[one["source"]]
            crawls = self.watch.of(site.name)
            self._check_running(site, crawls, bool(one["is_running"]), before, after)
            self._check_success(site, crawls, one["last_success"], before)
            self._check_today(site, crawls, int(one["today"]), before, after)
            self._check_red(site, crawls, one, before)
            self._check_next(site, one, before, after)

    def _lie(self, at: float, source: str, words: str) -> None:
        self.lies.append(f"{datetime.fromtimestamp(at, UTC):%H:%M:%S} {source}: {words}")

    def _check_running(
        self, site: Site, crawls: list[Child], said: bool, before: float, after: float
    ) -> None:
        may = any(one.was_alive(before - 1, after + 1) for one in crawls)
        if said and not may:
            self._lie(before, site.name, "is said to be crawled, and no process is there")
        if not said:
            self.unsaid.append((site.name, before, after))

    def _is_good(self, site: Site, crawl: Child) -> bool:
        """Whether nothing but harmless trouble was met from its begin to its end."""
        end = crawl.ended or time.time()
        is_met = site.trouble and site.start < end and crawl.began < site.end
        return crawl.ended is not None and (not is_met or site.trouble in HARMLESS)

    def _is_bad(self, site: Site, crawl: Child) -> bool:
        """Whether it met nothing but trouble."""
        return bool(
            site.trouble
            and site.trouble not in HARMLESS
            and site.start <= crawl.began
            and (crawl.ended or time.time()) <= site.end
        )

    def _check_success(self, site: Site, crawls: list[Child], said: object, before: float) -> None:
        at = datetime.fromisoformat(str(said)).timestamp() if said else 0.0
        good = [one for one in crawls if self._is_good(site, one) and (one.ended or 0) < before - 1]
        # From its begin, not its end: a process on a busy machine takes seconds to leave after its verdict. To the
        # second: the status knows no less, and a small crawl ends in the second in which it began.
        if good and at < int(good[-1].began):
            self._lie(before, site.name, f"last success {said}, but one began {_clock(good[-1].began)}")
        if not at:
            return
        of = [one for one in crawls if one.began - 1 <= at <= (one.ended or time.time()) + 1]
        if not of or all(self._is_bad(site, one) for one in of):
            self._lie(before, site.name, f"last success {said}: no crawl could have succeeded then")

    def _check_today(self, site: Site, crawls: list[Child], said: int, before: float, after: float) -> None:
        good = [one for one in crawls if self._is_good(site, one) and (one.ended or 0) < before]
        least, most = site.published(good[-1].began) if good else 0, site.published(after)
        if not least <= said <= most:
            self._lie(before, site.name, f"{said} articles today; it was from {least} to {most}")

    def _check_red(self, site: Site, crawls: list[Child], one: dict[str, object], before: float) -> None:
        is_red = bool(one["red"])
        self.reds += is_red
        ended = [crawl for crawl in crawls if crawl.ended and crawl.ended < before - SETTLE]
        was_met = site.trouble and site.trouble not in HARMLESS and site.start <= before
        if not was_met:
            if is_red:
                self._lie(before, site.name, f"is red, and nothing is wrong with it: {one['red']}")
            if one["error_rate"]:
                self._lie(before, site.name, f"error rate {one['error_rate']}, and nothing was wrong")
            return
        assert site.trouble is not None
        bad = [crawl for crawl in ended if self._is_bad(site, crawl)]
        good_since = [crawl for crawl in ended if self._is_good(site, crawl) and crawl.began > site.start]
        undisturbed = not any(
            crawl.was_alive(before - SETTLE, before + 1) and crawl not in ended for crawl in crawls
        )
        if len(bad) >= RED_AFTER[site.trouble] and not good_since and before < site.end and not is_red:
            self._lie(before, site.name, f"is not red after {len(bad)} crawls that met {site.trouble}")
        if good_since and is_red and undisturbed:
            self._lie(before, site.name, f"is still red after {site.trouble} was over: {one['red']}")

    def _check_next(self, site: Site, one: dict[str, object], before: float, after: float) -> None:
        at = datetime.fromisoformat(str(one["next_run"])).timestamp()
        if one["is_running"]:
            return
        late = before - at
        idle = all(self.watch.running(before - back) < PARALLEL for back in (0, 1, 2, 3))
        if (
            late > SETTLE + 4
            and idle
            and not any(crawl.was_alive(before - SETTLE - 4, after + 1) for crawl in self.watch.of(site.name))
        ):
            self._lie(before, site.name, f"was due {late:.0f} s ago, there is room, and nothing begins")
        self.promised.append((site.name, after, at))

    def check_unsaid(self) -> None:
        """See that no crawl was under way that was not told of: one that had asked its site, and asked it again.

        A process alone is no crawl any more: on a busy machine it takes seconds to leave after its verdict.
        """
        for name, before, after in self.unsaid:
            for one in self.watch.of(name):
                asked = [at for at in self.sites[name].asked if one.began < at < (one.ended or at + 1)]
                if asked and asked[0] < before and asked[-1] > after:
                    self._lie(before, name, "is being crawled, and that is not said")

    def check_starts(self) -> None:
        """See that no crawl began before the moment that was last told."""
        for name, said_at, at in self.promised:
            crawls = self.watch.of(name)
            first = next((one for one in crawls if one.began > said_at), None)
            ended = [one for one in crawls if one.began <= said_at and (one.ended or 0) > said_at - SETTLE]
            if first and not ended and first.began < at - 2:
                self._lie(said_at, name, f"next crawl was to begin {_clock(at)}, began {_clock(first.began)}")


def _clock(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%H:%M:%S}"


# The run


def sites_of(begin: float, seconds: float, seed: int) -> dict[str, Site]:
    """Return the thirty sites with their scripts."""
    chance = random.Random(seed)
    made = {}
    for number, trouble in enumerate(SCRIPT):
        start = begin + seconds * chance.uniform(0.2, 0.4)
        length = max(seconds * 0.25, 45) if trouble != "hang" else max(seconds * 0.35, 60)
        name = f"site_{number:02}"
        made[name] = Site(
            name,
            f"127.0.0.{10 + number}",
            pause=10 * (60 ** (chance.random())),
            trouble=trouble,
            start=start,
            end=float("inf") if trouble == "markup" else start + length,
            chance=random.Random(seed * 100 + number),
        )
    return made


def configure(folder: Path, sites: dict[str, Site], level: str = "info") -> None:
    """Write kabarchy.toml: the thirty sites and nothing else."""
    parts = [
        'archive = "archive.db"\ncontact = "desk@newsroom.example"\n',
        f"[crawl]\nprivate_addresses = true\ndelay = 0\nparallel = {PARALLEL}\n",
        f'[schedule]\nshortest = "{SHORTEST}s"\nlongest = "{LONGEST}s"\n[log]\nlevel = "{level}"\n',
        *(f"[sources.{name}]\nenabled = false\n" for name in spider_classes()),
    ]
    for number, site in enumerate(sites.values()):
        # Every seventh has a cron line, every eighth a fixed interval; the others are crawled in their rhythm.
        when = 'cron = "* * * * *"\n' if number % 7 == 0 else 'every = "40s"\n' if number % 8 == 1 else ""
        pattern = "" if number % 3 == 2 else "article_url = '/news/(?P<id>\\d+)-'\n"
        parts.append(
            f'[generic.{site.name}]\nhomepage = "{site.url}/"\nlistings = ["{site.url}/news/"]\n'
            f'languages = ["ru"]\n{when}{pattern}'
        )
    (folder / "kabarchy.toml").write_text("".join(parts), encoding="utf-8")


def live(sites: dict[str, Site], until: float) -> None:
    """Publish, and close and open sites by their scripts, until the time is over."""
    due = {name: time.time() + site.chance.uniform(0, site.pause) for name, site in sites.items()}
    while (at := time.time()) < until or any(site.server is None for site in sites.values()):
        for name, site in sites.items():
            is_down = site.met(at) == "down"
            if is_down and site.server:
                site.close()
            elif not is_down and site.server is None:
                site.open()
            if due[name] <= at < until:
                site.publish(at)
                due[name] = at + site.chance.expovariate(1 / site.pause)
        time.sleep(0.1)


def ask(folder: Path) -> tuple[dict[str, object], int, float, float]:
    """Ask `kabarchy status --json`; return what it said, its exit code, and from when to when it took."""
    before = time.time()
    done = subprocess.run(
        [*_kabarchy("status"), "--json"], cwd=folder, capture_output=True, text=True, check=False
    )
    after = time.time()
    if done.returncode not in (0, 1):
        raise RuntimeError(f"kabarchy status ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout), done.returncode, before, after


def _kabarchy(command: str) -> list[str]:
    return [sys.executable, "-m", "cli", command]


def missing(folder: Path, sites: dict[str, Site]) -> list[str]:
    """Return what was published and is not, or not so, in the archive."""
    with closing(sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT source, url, state, title, text FROM articles").fetchall()
    held = {(source, url): (state, title, text) for source, url, state, title, text in rows}
    found = []
    for site in sites.values():
        for one in list(site.pieces):
            expected = ("full", one.title, "\n\n".join(one.paragraphs))
            got = held.get((site.name, f"{site.url}{one.path}"))
            if got != expected:
                what = "is not there" if got is None else f"is {got[0]}, {str(got[1])!r}"
                found.append(f"{site.name} ({site.trouble}) {one.path} of {_clock(one.at)}: {what}")
    return found


def overlaps(folder: Path, sites: dict[str, Site], watch: Watch) -> list[str]:
    """Return where two crawls of one source overlapped."""
    found = [
        f"{site.name}: {site.most_at_once} requests at once"
        for site in sites.values()
        if site.most_at_once > 1
    ]
    for name in sites:
        for one, other in pairwise(watch.of(name)):
            if other.began < (one.ended or float("inf")) - 0.5:
                found.append(f"{name}: processes {one.pid} and {other.pid}")
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        rows = connection.execute(
            "SELECT a.id, b.id FROM runs a JOIN runs b ON a.source = b.source AND a.rowid < b.rowid"
            " WHERE b.started_at < coalesce(a.finished_at, '9999')"
        ).fetchall()
    return found + [f"runs {one} and {other}" for one, other in rows]


def soak(folder: Path, minutes: float, seed: int) -> int:
    """Run, watch, report; return the exit code."""
    begin, seconds = time.time(), minutes * 60
    sites = sites_of(begin, seconds, seed)
    for site in sites.values():
        site.open()
        for _ in range(3):
            site.publish(begin - site.chance.uniform(60, 3600))
        site.pieces.sort(key=lambda one: one.number)
    configure(folder, sites)
    publishing = threading.Thread(target=live, args=(sites, begin + seconds), daemon=True)
    publishing.start()
    with (folder / "out.txt").open("w") as out:
        scheduler = subprocess.Popen(
            [*_kabarchy("run"), "--quiet"], cwd=folder, env=_environment(), stdout=out, stderr=out
        )
    watch = Watch(scheduler.pid)
    truth = Truth(sites, watch)
    try:
        watched(folder, sites, truth, scheduler, begin, seconds)
        scheduler.send_signal(signal.SIGINT)
        code = scheduler.wait(120)
    finally:
        if scheduler.poll() is None:
            scheduler.kill()
        watch.stop()
        for site in sites.values():
            site.close()
    return report(folder, sites, truth, watch, code)


def watched(
    folder: Path,
    sites: dict[str, Site],
    truth: Truth,
    scheduler: subprocess.Popen[bytes],
    begin: float,
    seconds: float,
) -> None:
    """Ask for the status until the time is over and everything is in the archive, or can no longer come."""
    was_reloaded = False
    last = begin + seconds + 2 * LONGEST
    while time.time() < last and scheduler.poll() is None:
        time.sleep(ASK_EVERY)
        if not (folder / "archive.db").exists():
            continue
        truth.check(*ask(folder))
        at = time.time()
        if at > begin + seconds / 2 and not was_reloaded:
            was_reloaded = True
            configure(folder, sites, "debug")
            configure(folder, sites)
            scheduler.send_signal(signal.SIGHUP)
        if at > begin + seconds and not missing(folder, sites):
            break
    print(f"the last status was asked for {_clock(time.time())}, {time.time() - begin:.0f} s after the start")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def report(folder: Path, sites: dict[str, Site], truth: Truth, watch: Watch, code: int) -> int:
    """Print what was found; return 1 where something did not hold."""
    truth.check_starts()
    truth.check_unsaid()
    lost, twice = missing(folder, sites), overlaps(folder, sites, watch)
    published = sum(len(site.pieces) for site in sites.values())
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        outcomes = connection.execute("SELECT outcome, count(*) FROM runs GROUP BY 1 ORDER BY 1").fetchall()
        intact = connection.execute("PRAGMA integrity_check").fetchone()[0]
        left = connection.execute("SELECT count(*) FROM leases").fetchone()[0]
    check = subprocess.run(
        [*_kabarchy("db"), "check"],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    first, last = watch.costs[0], watch.costs[-1]
    started = next((one for one in watch.costs if one.at > first.at + 15), last)
    quarter = watch.costs[len(watch.costs) // 4]
    percent = 100 * last.cpu / (last.at - first.at)
    steady = 100 * (last.cpu - started.cpu) / max(last.at - started.at, 1)
    growth = last.memory / quarter.memory - 1
    print(f"crawls: {len(watch.children)} ({', '.join(f'{n} {outcome}' for outcome, n in outcomes)})")
    print(f"scheduler: {percent:.2f} % of a core with its start, {steady:.2f} % without;", end=" ")
    print(f"memory {quarter.memory:.1f} MiB after a quarter, {last.memory:.1f} at the end ({growth:+.1%})")
    print(f"status: asked {truth.looks} times, {truth.reds} red lines, {len(truth.lies)} untrue sentences")
    print(f"overlaps: {len(twice)}; articles: {published} published, {len(lost)} missing or different")
    print(f"archive: integrity {intact}, db check {check.returncode}, {left} leases left; exit code {code}")
    for line in (*truth.lies[:40], *twice[:10], *lost[:40]):
        print(f"  {line}")
    if check.returncode:
        print(check.stdout[-2000:], check.stderr[-2000:])
    wrong = (
        truth.lies or twice or lost or percent >= CPU_MOST or growth > GROWTH_MOST
        or intact != "ok" or check.returncode or left or code
    )  # fmt: skip
    print("NOT ALL HELD" if wrong else "all held")
    return 1 if wrong else 0


def main() -> int:
    """Read the command line and soak."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=20, help="how long the sites publish")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a new folder for archive and logs, which stay there")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="kabarchy-soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        return soak(folder, options.minutes, options.seed)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
