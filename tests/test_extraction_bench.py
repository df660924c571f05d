"""The bench of extraction measures what it says, names the peers that are missing, and the pages that are not there."""

from __future__ import annotations

import gzip
import importlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.extraction import (
    EXTRACTORS,
    Page,
    Read,
    extractors,
    in_utc,
    measure,
    names_f1,
    precision_and_recall,
)

ROOT = Path(__file__).parent.parent
TEXT = "\n\n".join(
    f"The {name} hall of the library was opened for the children of the town, who had waited for it for years."
    for name in ("first", "second", "third")
)
TRUTH = {
    "url": "https://news.example/1",
    "title": "A hall is opened",
    "text": TEXT,
    "published": "2026-03-01T09:30:00+06:00",
    "authors": ["Aisuluu Bekova"],
}
HTML = f"""<html><head><title>A hall is opened</title><meta name="author" content="Aisuluu Bekova">
<meta property="article:published_time" content="2026-03-01T03:30:00Z"></head><body><article><h1>A hall is opened</h1>
{"".join(f"<p>{line}</p>" for line in TEXT.split(chr(10) * 2))}</article></body></html>""".encode()


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the bench as a person would."""
    return subprocess.run(
        [sys.executable, "bench/extraction.py", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ, PYTHONIOENCODING="utf-8"),
    )


def test_runs_of_four_words_are_compared() -> None:
    assert precision_and_recall("a b c d e", "a b c d x") == (0.5, 0.5)
    assert precision_and_recall("a b c d e", "a b c d") == (1.0, 0.5)
    assert precision_and_recall("a b", "") == (None, 0.0)


def test_names_are_compared_as_sets_and_times_in_utc() -> None:
    assert names_f1(["A. Bekova", "T. Asanov"], ["a bekova"]) == pytest.approx(2 / 3)
    assert names_f1([], []) == 1.0
    assert in_utc("2026-03-01T09:30:00+06:00") == datetime(2026, 3, 1, 3, 30, tzinfo=UTC)
    assert in_utc("yesterday") is None


def test_a_failure_counts_as_nothing_read() -> None:
    def fails(_html: bytes, _url: str) -> Read:
        raise RuntimeError("no")

    figures = measure(fails, [Page(HTML, TRUTH["url"], TRUTH)])  # type: ignore[arg-type]
    assert (figures.f1, figures.title, len(figures.failures)) == (0.0, 0.0, 1)


def test_one_run_prints_a_table_a_set(tmp_path: Path) -> None:
    folder = tmp_path / "made-up"
    folder.mkdir()
    (folder / "truth.json").write_text(json.dumps({"one": TRUTH}), encoding="utf-8")
    (folder / "one.html.gz").write_bytes(gzip.compress(HTML))
    done = run(tmp_path, "--only", "kabarchy")
    assert done.returncode == 0, done.stderr
    assert "**made-up** (1 pages)" in done.stdout
    assert "| kabarchy | 1.0000 | 1.0000 | 1.0000 | 1.000 | 1.000 / 1.000 | 1.000 |" in done.stdout


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 3
    assert str(tmp_path) in done.stderr


def test_a_peer_that_is_not_installed_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EXTRACTORS, "absent", lambda: importlib.import_module("no_library_of_this_name"))
    assert extractors(["absent"]) == {}
    assert "absent is not installed" in capsys.readouterr().err
