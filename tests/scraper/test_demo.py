"""The bundled capture is the one that its sources make, and the demonstration keeps to its own archive."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from scraper.demo import SOURCES, capture_file
from scraper.demo.build import SITES, warc

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_capture_is_up_to_date() -> None:
    assert capture_file().read_bytes() == warc(), "run `python -m scraper.demo.build` and commit demo.warc.gz"


def test_each_site_of_the_capture_has_its_spider_named() -> None:
    assert tuple(site.__name__ for site in SITES) == SOURCES


def test_the_demo_writes_only_the_archive_that_it_was_given_and_a_second_one_changes_nothing(
    tmp_path: Path,
) -> None:
    beside = set(capture_file().parent.iterdir())
    command = [sys.executable, "-m", "cli", "demo", "--archive", str(tmp_path / "demo.db")]
    first, second = (
        subprocess.run(
            command,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
        )
        for _ in range(2)
    )
    assert first.returncode == 0, first.stdout
    assert "Nothing new, nothing changed" in second.stdout.decode()
    assert set(capture_file().parent.iterdir()) == beside
    assert not (tmp_path / "data").exists()
