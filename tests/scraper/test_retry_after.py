"""`Retry-After` is a number of seconds or an HTTP date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.extensions.retry_after import seconds_asked

AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Fri, 20 Nov 2026 06:00:30 GMT", 30.0),
        ("Fri, 20 Nov 2026 05:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("٣", None),
    ],
)
def test_both_forms_are_read_and_nothing_else(value: str, seconds: float | None) -> None:
    assert seconds_asked(value, AT) == seconds
