"""UTC instants and their one text form in the archive, `YYYY-MM-DDTHH:MM:SSZ` (ISO 8601)."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return the current instant, aware, in UTC, cut to whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def to_text(instant: datetime) -> str:
    """Return `instant` as `YYYY-MM-DDTHH:MM:SSZ`.

    Raises:
        ValueError: if `instant` is naive: its zone must be settled where the date is read.
    """
    if instant.tzinfo is None:
        raise ValueError(f"naive datetime {instant!r}: apply the source's time zone where the date is read")
    if instant.tzinfo is not UTC:
        instant = instant.astimezone(UTC)
    return f"{instant.isoformat(timespec='seconds')[:19]}Z"


def local_day(text: str, timezone: str) -> str:
    """Return the day, `YYYY-MM-DD`, that it was in `timezone` at the instant that `to_text` wrote as `text`.

    A page that prints only a day means that day where its newsroom is, which in UTC may begin the day before.
    """
    return from_text(text).astimezone(ZoneInfo(timezone)).date().isoformat()


def from_text(text: str) -> datetime:
    """Return the aware UTC instant that `to_text` wrote as `text`.

    Raises:
        ValueError: if `text` is not of that form.
    """
    if len(text) != 20 or text[-1] != "Z":
        raise ValueError(f"not of the form YYYY-MM-DDTHH:MM:SSZ: {text!r}")
    return datetime.fromisoformat(text)
