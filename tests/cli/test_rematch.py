"""`kabarchy rematch`: says what today's rules match otherwise, for people and for machines."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cli import main
from storage.archive import Archive
from storage.leases import EXPIRY, REMATCH, lease_of, leases
from storage.rematch import newest
from storage.timestamps import now, to_text
from tests.storage.world import LEDE, article, fetch, hours, opened, teaser

A = "https://sary-bulak.example/news/101"


@pytest.fixture(autouse=True)
def archive_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive whose one promise was not folded, as by other rules."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.nice", lambda _: 0)
    (tmp_path / "data").mkdir()
    with opened(tmp_path / "data" / "archive.db") as archive:
        archive.save_article(article(A), fetch(hours(0), A))
        archive.save_teaser(teaser("[i]Министр[/i]", snippet=LEDE[:90], kind="read_also"), hours(1))
        archive.sql.execute("UPDATE teasers SET article_id = NULL, matched_by = NULL, match_score = NULL")
    return tmp_path / "data" / "archive.db"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["rematch", *arguments])
    return int(ended.value.code or 0), capsys.readouterr().out


def test_it_says_what_has_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--last") == (1, "Nothing was ever matched again in this archive.\n")
    assert run(capsys, "--last", "--json") == (1, "null\n")
    code, out = run(capsys)
    assert code == 0 and "folded: 1." in out and "teaser:1 (none → #1) [i]Министр[/i]" in out
    assert run(capsys, "--last")[1] == out
    assert "Nothing has changed." in run(capsys)[1]


def test_for_machines(capsys: pytest.CaptureFixture[str], archive_file: Path) -> None:
    code, out = run(capsys, "--since", "2026-03-02", "--json")
    told = json.loads(out)
    assert code == 0 and told["since"] == "2026-03-02T00:00:00Z" and told["finished_at"]
    assert told["changes"] == [
        {"what": "fold", "record_id": 1, "other_id": None, "before": None, "after": "1"}
    ]
    with Archive(archive_file, read_only=True) as archive:
        assert archive.sql.execute("SELECT article_id FROM teasers").fetchall() == [(1,)]


SLOWLY = """
import sys
from storage.archive import Archive
from storage.rematch import rematch
from storage.timestamps import now
with Archive(sys.argv[1]) as archive:
    rematch(archive, now(), batch=0, progress=lambda *_: (print("at it", flush=True), sys.stdin.readline()))
"""
"""It ends each transaction after one record, and goes on when it is told to."""


@pytest.fixture
def at_it(archive_file: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process, in the middle of matching the archive again."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLOWLY, str(archive_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "at it\n"
    yield process
    process.kill()
    process.communicate()


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["rematch", *arguments])
    return int(ended.value.code or 0), "".join(capsys.readouterr())


@pytest.mark.parametrize("arguments", [(), ("--anew",), ("--since", "2026-03-02")])
def test_a_second_one_says_that_one_is_running_and_takes_over_what_was_killed(
    capsys: pytest.CaptureFixture[str],
    archive_file: Path,
    at_it: subprocess.Popen[str],
    arguments: tuple[str, ...],
) -> None:
    with Archive(archive_file, read_only=True) as archive:
        run = newest(archive.sql)
    code, out = told(capsys, *arguments)
    assert code == 3 and f"by process {at_it.pid} of this machine, since 20" in out
    with Archive(archive_file, read_only=True) as archive:
        assert newest(archive.sql) == run
    os.kill(at_it.pid, signal.SIGKILL)
    at_it.wait()
    code, out = told(capsys, *arguments)
    assert code == 0 and "folded: 1." in out
    with Archive(archive_file, read_only=True) as archive:
        ended = newest(archive.sql)
        assert run and ended and (ended.id == run.id) == (not arguments)
        assert lease_of(archive.connection, REMATCH) is None


def test_one_from_before_a_reboot_is_taken_over_when_it_was_not_heard_of_for_a_while(
    capsys: pytest.CaptureFixture[str], archive_file: Path, at_it: subprocess.Popen[str]
) -> None:
    def last_heard_of(ago: timedelta) -> None:
        with Archive(archive_file) as archive:
            archive.sql.execute("UPDATE leases SET machine = 'before', beat_at = ?", (to_text(now() - ago),))

    last_heard_of(timedelta(0))
    code, out = told(capsys)
    assert code == 3 and "or from before a reboot" in out
    last_heard_of(EXPIRY * 2)
    assert told(capsys)[0] == 0
    at_it.communicate("\n" * 9, timeout=60)
    assert at_it.returncode != 0, "who was taken over from notices it"


def test_a_rematch_counts_as_no_crawl(archive_file: Path, at_it: subprocess.Popen[str]) -> None:
    with Archive(archive_file, read_only=True) as archive:
        assert lease_of(archive.connection, REMATCH) is not None
        assert leases(archive.connection) == []
