"""Running a real crawl in a child process, as the scheduler does, against a site on loopback."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.nursery import scrapy

ROOT = Path(__file__).resolve().parent.parent
QUICK = {"DOWNLOAD_DELAY": "0.001", "AUTOTHROTTLE_ENABLED": "False", "RETRY_TIMES": "0"}
"""No pauses: the site is our own."""


@dataclass
class Crawl:
    """A folder with a configuration and an archive, and the crawls in it."""

    folder: Path
    ended_at: int = 0
    """Second of the clock in which the last crawl ended."""

    @property
    def archive(self) -> Path:
        """The archive's file."""
        return self.folder / "archive.db"

    def configure(self, base: str, more: str = "", **source: Any) -> None:
        """Write a kabarchy.toml with one generic source, `newsroom`, at `base`."""
        facts = {
            "homepage": f"{base}/",
            "languages": ["ru"],
            "timezone": "Asia/Bishkek",
            "listings": [f"{base}/news/"],
            "article_url": r"/news/(?P<id>\d+)-",
            **source,
        }
        lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in facts.items())
        (self.folder / "kabarchy.toml").write_text(
            'archive = "archive.db"\ncontact = "desk@newsroom.example"\n'
            f"[crawl]\nprivate_addresses = true\ndelay = 0\n{more}\n[generic.newsroom]\n{lines}"
        )

    def command(
        self, name: str = "newsroom", settings: dict[str, str] | None = None, **arguments: Any
    ) -> list[str]:
        """Return the command of a crawl."""
        spelled = [f"{key}={value}" for key, value in arguments.items()]
        set_to = [f"{key}={value}" for key, value in {**QUICK, **(settings or {})}.items()]
        return [
            *(sys.executable, "-m", "scrapy", "crawl", name),
            *(part for one in spelled for part in ("-a", one)),
            *(part for one in set_to for part in ("-s", one)),
        ]

    def environment(self) -> dict[str, str]:
        """Return the environment of a crawl."""
        return {
            **os.environ,
            "SCRAPY_SETTINGS_MODULE": "scraper.settings",
            "KABARCHY_CONFIG": str(self.folder / "kabarchy.toml"),
            "PYTHONPATH": str(ROOT),
        }

    def run(
        self, name: str = "newsroom", settings: dict[str, str] | None = None, **arguments: Any
    ) -> subprocess.CompletedProcess[str]:
        """Run one crawl to its end, in a second of its own: the archive tells crawls apart by the second."""
        while time.time() < self.ended_at + 1:
            time.sleep(0.01)
        done = scrapy(self.command(name, settings, **arguments)[3:], self.folder, self.environment())
        self.ended_at = int(time.time())
        return done

    def kabarchy(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one command of the program to its end."""
        return subprocess.run(
            [sys.executable, "-m", "cli", *words],
            cwd=self.folder,
            env=self.environment() | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query over the archive."""
        connection = sqlite3.connect(self.archive)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def last_run(self) -> dict[str, Any]:
        """Return the row of the newest run."""
        connection = sqlite3.connect(self.archive)
        connection.row_factory = sqlite3.Row
        try:
            row = connection.execute(
                "SELECT * FROM runs ORDER BY started_at DESC, rowid DESC LIMIT 1"
            ).fetchone()
            return dict(row)
        finally:
            connection.close()
