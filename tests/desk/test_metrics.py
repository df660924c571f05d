"""Metrics and health over real HTTP."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from desk.metrics import STALE, Pulse, served
from storage.archive import Archive
from tests.desk.test_alarm_book import Newsroom


def test_prometheus_reads_what_the_archive_holds(tmp_path: Path) -> None:
    newsroom = Newsroom(Archive(tmp_path / "archive.db"))
    newsroom.crawl()
    with served("127.0.0.1", 0, newsroom.archive.path, Pulse()) as port:
        text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
    assert 'kabarchy_runs_total{outcome="ok",source="open_kg"} 1.0' in text
    assert 'kabarchy_articles{source="open_kg",state="full"} 2.0' in text
    assert "kabarchy_crawls_running 0.0" in text


def test_health_fails_when_the_scheduler_gives_no_sign_of_life(tmp_path: Path) -> None:
    seconds = [0.0]
    pulse = Pulse(lambda: seconds[0])
    with served("127.0.0.1", 0, tmp_path / "archive.db", pulse) as port:
        url = f"http://127.0.0.1:{port}/healthz"
        assert json.load(urllib.request.urlopen(url, timeout=10))["status"] == "ok"
        seconds[0] = STALE + 1
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(url, timeout=10)
        assert error.value.code == 503
        error.value.close()
