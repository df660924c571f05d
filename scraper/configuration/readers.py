"""What a key of `kabarchy.toml` accepts: one TOML value in, one of ours out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from zoneinfo import available_timezones


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns one TOML value into one of ours; `expected` says in words what it accepts."""

    expected: str
    read: Callable[[Any], Any]


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def _url(value: Any) -> str:
    parts = urlsplit(_text(value))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError
    return cast(str, value).strip()


def _contact(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    contact = value.strip()
    if contact and not re.fullmatch(r"https?://\S+|(mailto:)?[^@\s]+@[^@\s]+\.[^@\s]+", contact):
        raise ValueError
    return contact


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _duration(value: Any) -> timedelta:
    match = DURATION.fullmatch(_text(value))
    if not match or float(match[1]) <= 0:
        raise ValueError
    return timedelta(seconds=float(match[1]) * SECONDS[match[2]])


def _cron(value: Any) -> str:
    if len(_text(value).split()) != 5:
        raise ValueError
    from apscheduler.triggers.cron import CronTrigger

    CronTrigger.from_crontab(value)
    return cast(str, value)


def _zone(value: Any) -> str:
    if value not in available_timezones():
        raise ValueError
    return cast(str, value)


def whole(low: int, high: int) -> Reader:
    """Return a reader of whole numbers from `low` to `high`, both included."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError
        return value

    return Reader(f"a whole number from {low} to {high}", read)


def number(low: float, high: float) -> Reader:
    """Return a reader of numbers from `low` to `high`, both included."""

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise ValueError
        return float(value)

    return Reader(f"a number from {low:g} to {high:g}", read)


def one_of(*choices: str) -> Reader:
    """Return a reader of one of these words."""

    def read(value: Any) -> str:
        if value not in choices:
            raise ValueError
        return cast(str, value)

    return Reader("one of " + ", ".join(f'"{choice}"' for choice in choices), read)


def many(reader: Reader) -> Reader:
    """Return a reader of a list, each of whose values `reader` accepts."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError
        return tuple(reader.read(one) for one in value)

    return Reader(f"a list, each {reader.expected}", read)


TEXT = Reader("a text in quotes", _text)
URL = Reader("a URL that starts with http:// or https://", _url)
CONTACT = Reader("an e-mail address or a URL by which a site's owner can reach you", _contact)
YES_NO = Reader("true or false", _yes_no)
DURATION_READER = Reader('a duration such as "90s", "30m", "12h" or "7d"', _duration)
CRON = Reader('a cron line of five fields such as "*/20 6-22 * * *"', _cron)
ZONE = Reader('an IANA time zone such as "Asia/Bishkek"', _zone)
PATH = Reader("a path in quotes", lambda value: Path(_text(value)))


def key(reader: Reader, doc: str, default: Any = MISSING, example: str | None = None) -> Any:
    """Declare a key: what it accepts, what it means, its default, and how the example shows it."""
    metadata = {"reader": reader, "doc": doc, "example": example}
    return field(metadata=metadata) if default is MISSING else field(default=default, metadata=metadata)
