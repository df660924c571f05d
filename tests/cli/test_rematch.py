"""`kabarchy rematch`: says what today's rules match otherwise, for people and for machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli import main
from storage.archive import Archive
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
