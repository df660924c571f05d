"""Old captures go, the only proof of what is gone stays, and the archive says what went."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.dossier import read_dossier
from storage.records import Article, Capture, Fetch, Source
from storage.retention import Retention, retire, to_retire

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SITE = Source("open_kg", "OPEN.KG", "news", "https://open.kg/")
DAY = timedelta(days=1)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "archive.db")
    archive.save_source(SITE)
    return archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "captures"
    folder.mkdir()
    for days in (400, 300, 200, 100, 0):
        file = folder / f"open_kg-{days}.warc.gz"
        file.write_bytes(b"x" * 1000)
        written = (NOW - days * DAY).timestamp()
        os.utime(file, (written, written))
    (folder / "note.txt").write_text("not ours")
    return folder


def saved(archive: Archive, file: str, missing: int = 0) -> int:
    url = f"https://open.kg/news/{file}"
    at = NOW - 500 * DAY
    article = Article("open_kg", url, "Школу открыли", text="В городе открыли школу. " * 20, language="ru")
    number = archive.save_article(article, Fetch(url, at, capture=Capture(file, 7))).article_id
    for time in range(missing):
        archive.record_failure("open_kg", url, "HTTP 404", at + (time + 1) * DAY, status=404)
    return number


def kept(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_by_age_the_old_ones_go_and_their_rows_say_so(archive: Archive, folder: Path) -> None:
    article = saved(archive, "open_kg-400.warc.gz")
    retired = retire(archive, folder, Retention(max_age=250 * DAY), NOW)
    assert [one.name for one in retired] == ["open_kg-400.warc.gz", "open_kg-300.warc.gz"]
    assert kept(folder) == ["note.txt", "open_kg-0.warc.gz", "open_kg-100.warc.gz", "open_kg-200.warc.gz"]
    dossier = read_dossier(archive, article)
    assert dossier is not None
    assert dossier.capture_retired_at == "2026-11-01T12:00:00Z"
    assert dossier.article["capture_file"] == "open_kg-400.warc.gz"
    assert dossier.article["text"]


def test_by_size_the_oldest_go_until_it_holds_and_fresh_ones_stay(archive: Archive, folder: Path) -> None:
    retire(archive, folder, Retention(max_size=2000), NOW)
    assert kept(folder) == ["note.txt", "open_kg-0.warc.gz", "open_kg-100.warc.gz"]
    retire(archive, folder, Retention(max_size=0), NOW)
    assert kept(folder) == ["note.txt", "open_kg-0.warc.gz"]


def test_the_only_proof_of_an_article_that_is_gone_stays(archive: Archive, folder: Path) -> None:
    saved(archive, "open_kg-400.warc.gz", missing=3)
    assert archive.sql.execute("SELECT state FROM articles").fetchone() == ("gone",)
    retire(archive, folder, Retention(max_age=DAY, max_size=0), NOW)
    assert kept(folder) == ["note.txt", "open_kg-0.warc.gz", "open_kg-400.warc.gz"]


def test_a_kill_between_word_and_deed_is_made_good(archive: Archive, folder: Path) -> None:
    retention = Retention(max_age=350 * DAY)
    body = (folder / "open_kg-400.warc.gz").read_bytes()
    retire(archive, folder, retention, NOW)
    (folder / "open_kg-400.warc.gz").write_bytes(body)  # as if the kill had come before it was deleted
    retire(archive, folder, retention, NOW)
    assert "open_kg-400.warc.gz" not in kept(folder)


def test_without_a_limit_nothing_goes(archive: Archive, folder: Path) -> None:
    assert to_retire(archive, folder, Retention(), NOW) == []
