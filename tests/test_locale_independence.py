"""What a date or a language is does not depend on the machine's locale, time zone or clock format."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READER = """
import sys
from datetime import UTC, datetime
from scraper.extraction.dates import DateHabits, read_date
from scraper.extraction.language import identify_language
sys.stdout.reconfigure(encoding="utf-8")
now = datetime(2026, 3, 15, 9, 30, tzinfo=UTC)
ky, tr, en = DateHabits(("ky", "ru"), "Asia/Bishkek"), DateHabits(("tr",), "Europe/Istanbul"), DateHabits(("en",), "UTC", "MDY")
for habits, text in (
    (ky, "2-Январь, 2025-жыл, Бишкек убактысы 23:41"), (ky, "28 Февраль 2025 15:03"), (ky, "вчера в 12:30"),
    (ky, "3 часа назад"), (ky, "1 мая"), (tr, "12 ŞUBAT 2025, 09:00"), (tr, "dün"), (en, "03/04/2025 5:15 PM"),
    (en, "2025-01-04 10:00"), (DateHabits(("de",), "Europe/Berlin"), "vor 3 Stunden"), (en, "1736000000"),
):
    print(read_date(text, habits, now))
for text in (
    "Өкмөт үч жылда айылдык мектептерди оңдоону убада кылды жана каражат бөлдү.",
    "Министерство сообщило, что в Оше открылась новая школа для детей.",
    "İstanbul'da düzenlenen toplantıda çocuklar için yeni bir program görüşüldü.",
):
    print(identify_language(text))
"""
PLACES = (
    {"LC_ALL": "C", "TZ": "UTC"},
    {"LC_ALL": "C", "TZ": "Asia/Tokyo"},
    {"LC_ALL": "ru_RU.UTF-8", "LANG": "ru_RU.UTF-8", "TZ": "Asia/Bishkek"},
    {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/Los_Angeles"},
)


def _read_under(place: dict[str, str]) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ"))}
    done = subprocess.run(
        [sys.executable, "-c", READER],
        cwd=ROOT, env={**kept, "PYTHONPATH": str(ROOT), **place}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def at_home() -> str:
    return _read_under(PLACES[0])


def test_every_line_of_the_reader_says_something(at_home: str) -> None:
    lines = at_home.splitlines()
    assert len(lines) == 14
    assert "None" not in lines
    assert lines[-3:] == ["ky", "ru", "tr"]


@pytest.mark.parametrize("place", PLACES[1:], ids=lambda place: f"{place['LC_ALL']} {place['TZ']}")
def test_dates_and_languages_are_the_same_everywhere(place: dict[str, str], at_home: str) -> None:
    assert _read_under(place) == at_home
