"""kill -9 at any moment of a crawl loses nothing: `python -m bench.kill [TIMES]` (fifty by default).

A child crawls a newsroom on loopback and is killed at a random moment; each time SQLite must find the
archive intact. After every kill, a complete crawl must end with exactly the rows of a crawl that nobody
disturbed: articles by URL with their texts and dates, teasers by what they say with the article they
fold into, revisions by their content.
"""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.crawls import Crawl
from tests.loopback import Loopback, Reply, Route, newsroom, serving

ARTICLES = 60
START_SECONDS = 3.0
"""A child needs about so long before its first request."""
EARLY = 0.15
"""Share of the kills that fall anywhere after the start; the others fall between first and last request."""
QUERIES = {
    "articles": "SELECT source, url, native_id, state, title, summary, text, language, published_at,"
    " published_precision, authors, section, tags, provenance, content_hash FROM articles ORDER BY url",
    "teasers": "SELECT t.key, t.page_url, t.kind, t.title, t.snippet, t.url, t.published_at, t.matched_by,"
    " a.url FROM teasers t LEFT JOIN articles a ON a.id = t.article_id ORDER BY t.key",
    "revisions": "SELECT a.url, r.content_hash, r.title, r.text FROM revisions r"
    " JOIN articles a ON a.id = r.article_id ORDER BY a.url, r.content_hash",
    "article_urls": "SELECT u.url, a.url FROM article_urls u JOIN articles a ON a.id = u.article_id ORDER BY u.url",
}
Rows = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Kill:
    """What one kill met."""

    requests: int
    """Requests that it had made."""
    after: float
    """Seconds after the last of them, or after the start where it had made none."""
    integrity: str
    full: int
    promised: int
    was_running: bool


def rows_of(archive: Path) -> Rows:
    """Return everything that must not depend on how often a crawl was killed."""
    with closing(sqlite3.connect(archive)) as connection:
        return {name: connection.execute(query).fetchall() for name, query in QUERIES.items()}


def kill_once(crawl: Crawl, site: Loopback, requests: int, after: float) -> Kill:
    """Start a crawl, kill it with SIGKILL, and look at what it left.

    Args:
        crawl: what is crawled.
        site: where its requests are counted.
        requests: how many of its requests are waited for; 0: none.
        after: seconds that are waited then.
    """
    child = subprocess.Popen(
        crawl.command(),
        cwd=crawl.folder,
        env=crawl.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    enough = len(site.asked) + requests
    while len(site.asked) < enough and child.poll() is None:
        time.sleep(0.002)
    time.sleep(after)
    was_running = child.poll() is None
    child.send_signal(signal.SIGKILL)
    child.wait()
    if not crawl.archive.exists():
        return Kill(requests, after, "no archive yet", 0, 0, was_running)
    with closing(sqlite3.connect(crawl.archive)) as connection:
        integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'articles'").fetchone():
            return Kill(requests, after, integrity, 0, 0, was_running)
        counts = dict(connection.execute("SELECT state, count(*) FROM articles GROUP BY 1"))
    return Kill(requests, after, integrity, counts.get("full", 0), counts.get("teaser", 0), was_running)


def difference(expected: Rows, found: Rows) -> str | None:
    """Return the first difference between two archives in words, None where there is none."""
    for name, rows in expected.items():
        if rows != found[name]:
            missing, extra = set(rows) - set(found[name]), set(found[name]) - set(rows)
            example = next(iter(missing or extra), None)
            return f"{name}: {len(missing)} missing, {len(extra)} too many; such as {str(example)[:300]}"
    return None


def slowed(routes: dict[str, Route], seconds: float) -> dict[str, Route]:
    """Return the same routes, each answer after a moment, so that kills meet a crawl in the middle."""

    def later(reply: Reply) -> Route:
        def answer(_: object) -> Reply:
            time.sleep(seconds)
            return reply

        return answer

    return {path: later(route) if isinstance(route, Reply) else route for path, route in routes.items()}


def kill_repeatedly(
    folder: Path, times: int, seed: int = 1, fresh_every: int = 1, early: float = EARLY
) -> Iterator[tuple[Kill, str | None]]:
    """Kill `times` crawls; yield each kill with the difference that remained after a complete crawl.

    An archive is killed `fresh_every` times before it is completed, compared and begun anew.
    """
    chance = random.Random(seed)
    with serving(slowed(newsroom(ARTICLES), 0.02)) as site:
        whole = _prepared(folder / "whole", site.url)
        _complete(whole)
        requests = len(site.asked)
        expected = rows_of(whole.archive)
        assert len(expected["articles"]) == ARTICLES
        crawl = _prepared(folder / "killed", site.url)
        for number in range(1, times + 1):
            if chance.random() < early:
                kill = kill_once(crawl, site, 0, chance.uniform(0, START_SECONDS))
            else:
                kill = kill_once(crawl, site, chance.randint(1, requests), chance.uniform(0, 0.03))
            if number % fresh_every and number < times:
                yield kill, None
                continue
            _complete(crawl)
            yield kill, difference(expected, rows_of(crawl.archive))
            shutil.rmtree(crawl.folder)
            crawl = _prepared(crawl.folder, site.url)


def _prepared(folder: Path, base: str) -> Crawl:
    folder.mkdir(parents=True)
    crawl = Crawl(folder)
    crawl.configure(base)
    return crawl


def _complete(crawl: Crawl) -> None:
    done = crawl.run()
    if done.returncode != 0:
        raise RuntimeError(
            f"a crawl that nobody disturbed ended with {done.returncode}:\n{done.stderr[-3000:]}"
        )


def main() -> int:
    """Kill, compare, report; 0 where nothing was lost."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (kill, remained) in enumerate(kill_repeatedly(Path(folder), times, fresh_every=3), 1):
            wrong = remained or (kill.integrity not in ("ok", "no archive yet"))
            lost += bool(wrong)
            print(
                f"{number:3}  killed {kill.after:5.3f} s after {kill.requests:2} requests{'' if kill.was_running else ' (had ended)'}: "
                f"integrity {kill.integrity}, {kill.full} full, {kill.promised} promised"
                f"{f'; DIFFERS: {remained}' if remained else ''}",
                flush=True,
            )
    print(f"{times} kills, {lost} with a loss")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
