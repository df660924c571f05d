"""Pages a second through the whole path, beside bare Scrapy: `python -m bench.crawl [ARTICLES]`.

Both crawl the same newsroom on loopback over one connection without pauses, each in a child process. Bare
Scrapy only follows the links and throws the pages away; we also capture, read, fold and store. Peak
memory is the child's own (`ru_maxrss`).
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.crawls import ROOT, Crawl
from tests.loopback import newsroom, serving

ARTICLES = 400
BARE = """
import sys
from scrapy import Spider

class Bare(Spider):
    name = "bare"
    start_urls = [sys.argv[1] + "/news/"]
    custom_settings = {"ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0.001,
        "DOWNLOAD_DELAY_JITTER": 0, "COOKIES_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False, "LOG_LEVEL": "ERROR"}

    def parse(self, response):
        for link in response.css("a::attr(href)"):
            yield response.follow(link, callback=self.parse)

from scrapy.crawler import AsyncCrawlerProcess
process = AsyncCrawlerProcess()
process.crawl(Bare)
process.start()
"""


@dataclass(frozen=True)
class Measured:
    """One crawl."""

    pages: int
    seconds: float
    """From the first to the last request."""
    start: float
    """Seconds before the first request: imports, mostly."""
    memory: int
    """Peak, in bytes."""

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


def measure(command: list[str], environment: dict[str, str], folder: Path, articles: int) -> Measured:
    """Run one crawl of a fresh newsroom; `{url}` in the command is its address."""
    with serving(newsroom(articles)) as site:
        if "scrapy" in command:
            Crawl(folder).configure(site.url, more="page_budget = 1000000\nlisting_pages = 100000\n")
        begun = time.monotonic()
        child = subprocess.Popen(
            [part.replace("{url}", site.url) for part in command],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert child.stderr is not None
        told = child.stderr.read().decode()
        _, status, usage = os.wait4(child.pid, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError(told[-3000:])
        first, last = site.asked[0].at, site.asked[-1].at
        return Measured(len(site.asked), last - first, first - begun, usage.ru_maxrss * 1024)


def ours(articles: int) -> Measured:
    """Measure our crawl, and check that it kept every article."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        crawl = Crawl(folder)
        settings = {"DOWNLOAD_DELAY_JITTER": "0", "LOG_LEVEL": "ERROR"}
        measured = measure(crawl.command(settings=settings), crawl.environment(), folder, articles)
        with closing(sqlite3.connect(crawl.archive)) as connection:
            full = connection.execute("SELECT count(*) FROM articles WHERE state = 'full'").fetchone()[0]
        if full != articles:
            raise RuntimeError(f"{full} of {articles} articles were kept")
        return measured


def bare(articles: int) -> Measured:
    """Measure Scrapy alone."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("SCRAPY_SETTINGS_MODULE", None)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "bare.py"
        script.write_text(BARE)
        return measure([sys.executable, str(script), "{url}"], environment, Path(folder), articles)


def main() -> None:
    """Measure both, and print a table and a line of JSON."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    results = {"bare Scrapy": bare(articles), "Kabarchy": ours(articles)}
    print(f"{'':14}{'pages':>7}{'seconds':>9}{'pages/s':>9}{'start s':>9}{'peak MiB':>10}")
    for name, one in results.items():
        print(
            f"{name:14}{one.pages:7}{one.seconds:9.2f}{one.rate:9.1f}{one.start:9.2f}{one.memory / 2**20:10.0f}"
        )
    print(
        json.dumps(
            {
                name: {"pages_a_second": round(one.rate, 1), "peak_bytes": one.memory}
                for name, one in results.items()
            }
        )
    )


if __name__ == "__main__":
    main()
