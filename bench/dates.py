"""Time to read a date, by form, and to see that a text holds none: `python bench/dates.py`."""

from __future__ import annotations

import sys
import timeit
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from scraper.extraction.dates import DateHabits, read_date

NOW = datetime(2026, 3, 15, 9, 30, tzinfo=UTC)
HABITS = DateHabits(("ky", "ru", "en"), "Asia/Bishkek")
FORMS = (
    "2025-01-04T10:00:00+06:00",
    "19.12.2025, 22:40",
    "2-Январь, 2025-жыл, бейшемби, Бишкек убактысы 23:41",
    "Август 22, 2025 - 16:07",
    "2023-жылдын 1-августунда",
    "11:35, 10 января 2022, Бишкек - 24.kg , Жазгуль МАСАЛИЕВА",
    "Бишкек, 13.01.22. /Кабар/.",
    "February 27, 2026 / 12:09 PM",
    "4 Ocak 2025 Cumartesi saat 14.05",
    "3 часа назад",
    "кечээ",
    "no date: on:",
    "Комментарии (5)",
    "Министерство сообщило, что в этом году построят 14 школ и 3 больницы. " * 4,
    "Өкмөт үч жылда айылдык мектептерди оңдоону убада кылды. " * 20,
)


def main() -> None:
    """Print microseconds a reading for each form: best of five runs of 2000."""
    for text in FORMS:
        seconds = min(timeit.repeat(partial(read_date, text, HABITS, NOW), number=2000, repeat=5))
        print(f"{seconds / 2000 * 1e6:8.1f} µs  {text[:70]}")


if __name__ == "__main__":
    main()
