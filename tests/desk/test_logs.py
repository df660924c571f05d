"""Logs: one run id through child and database, JSON that machines read, rotation, and no secrets."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from desk.logs import JsonLines, Readable, rotate, without_secrets
from scraper.configuration import LogSettings
from tests.crawls import Crawl
from tests.loopback import newsroom, serving
from tests.test_scheduler import only_the_newsroom, running, said

SECRETS = {
    "https://user:s3cret@proxy.example/": "s3cret",
    "posted to https://hooks.slack.example/services/T00/B00/s3cret": "s3cret",
    "posted to https://chat.example/hooks/s3cret and waited": "s3cret",
    "posted to https://discord.example/api/webhooks/1/s3cret": "s3cret",
    "https://api.telegram.example/bot123456:s3cret/sendMessage": "s3cret",
    "https://news.example/list?page=2&api_key=s3cret&x=1": "s3cret",
    "login with hunter2 failed": "hunter2",
}


def record(message: str) -> logging.LogRecord:
    made = logging.LogRecord("scrapy", logging.WARNING, __file__, 1, message, (), None)
    made.source, made.run = "open_kg", "run-1"
    return made


@pytest.mark.parametrize("line", SECRETS)
def test_no_secret_gets_into_a_line_of_either_kind(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KABARCHY_SMTP_PASSWORD", "hunter2")
    for formatter in (Readable(), JsonLines()):
        assert SECRETS[line] not in formatter.format(record(line))


def test_what_is_no_secret_stays() -> None:
    line = "GET https://news.example/services-for-people/2026/10/?page=2 took 3 s"
    assert without_secrets(line) == line


def test_a_page_cannot_write_lines_of_its_own() -> None:
    line = Readable().format(record("title\n2026-01-01T00:00:00Z INFO all is well\x1b[2J"))
    assert "\x1b" not in line
    assert line.splitlines()[1].startswith("    ")


def test_a_log_that_has_grown_is_rotated_and_only_so_many_are_kept(tmp_path: Path) -> None:
    log = tmp_path / "open_kg.log"
    for number in range(4):
        log.write_bytes(str(number).encode() * 1024 * 1024)
        rotate(log, LogSettings(max_size=1, keep=2))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["open_kg.log.1", "open_kg.log.2"]
    assert (tmp_path / "open_kg.log.1").read_bytes().startswith(b"3")


def test_one_run_id_goes_through_scheduler_child_and_database(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    with serving(newsroom(2)) as site:
        only_the_newsroom(crawl, site.url, '[log]\nformat = "json"\n')
        with running(crawl, "once") as process:
            assert process.wait(120) == 0, said(crawl)
    ((run_id,),) = crawl.rows("SELECT id FROM runs")
    for file in ("scheduler.log", "crawls/newsroom.log"):
        lines = (tmp_path / "logs" / file).read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines]
        assert run_id in {one.get("run") for one in told}, file
    assert {one["run"] for one in told} == {run_id}
    assert crawl.rows("SELECT DISTINCT run_id FROM fetches") == [(run_id,)]
