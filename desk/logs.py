"""Logs: lines for people or JSON lines for machines, with one run id through scheduler, child and database."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from scraper.configuration import LogSettings

SECRET_IN_URL = re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)")
SECRET_IN_QUERY = re.compile(r"(?i)((?:token|key|secret|password|passwd|auth|signature)=)[^&\s'\"]+")
BOT_TOKEN = re.compile(r"/bot\d+:[\w-]+")
WEBHOOK_PATH = re.compile(r"(?i)(https?://[^/\s]+/(?:api/)?(?:hooks|services|webhooks?))/[^\s'\"]+")
NOISY = ("apscheduler", "asyncio", "urllib3", "filelock", "twisted", "py3langid")
SETUP = ("scrapy.addons", "scrapy.crawler", "scrapy.middleware", "scrapy.utils.log")
"""Loggers that tell at each start how Scrapy is set up: the same lines for every crawl."""
SECRET_VARIABLES = ("KABARCHY_SMTP_PASSWORD",)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def without_secrets(text: str) -> str:
    """Return `text` without passwords, tokens and the paths of webhooks."""
    text = SECRET_IN_URL.sub("...", text)
    text = SECRET_IN_QUERY.sub(r"\1...", text)
    text = BOT_TOKEN.sub("/bot...", text)
    text = WEBHOOK_PATH.sub(r"\1/...", text)
    for name in SECRET_VARIABLES:
        value = os.environ.get(name)
        if value:
            text = text.replace(value, "...")
    return text


class Readable(logging.Formatter):
    """`2026-01-14T08:09:00Z INFO    kg24 20260114T080900Z-kg24-1a2b  what happened`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a traceback follows it, indented."""
        words = [_instant(record), f"{record.levelname:<7}", *_whose(record).values(), record.getMessage()]
        line = " ".join(words)
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return without_secrets(CONTROL.sub(" ", line).replace("\n", "\n    "))


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, source, run, message, error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = {"at": _instant(record), "level": record.levelname.lower(), "logger": record.name}
        said |= _whose(record)
        said["message"] = without_secrets(record.getMessage())
        if record.exc_info:
            said["error"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


class WorthReading(logging.Filter):
    """Leaves out how Scrapy is set up, and tracebacks where only the site or the network failed.

    A filter, not levels: Scrapy resets the levels of its loggers when a crawl begins.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Strip the record; return whether it is kept."""
        error = record.exc_info[1] if record.exc_info else None
        if type(error).__module__ == "scrapy.exceptions" or isinstance(error, OSError):
            record.exc_info = record.exc_text = None
        return record.levelno >= logging.WARNING or record.name not in SETUP


class OfRun(logging.Filter):
    """Says of every record whose run it belongs to."""

    def __init__(self, source: str, run_id: str) -> None:
        super().__init__()
        self.source, self.run_id = source, run_id

    def filter(self, record: logging.LogRecord) -> bool:
        """Mark the record; keep it."""
        record.source, record.run = self.source, self.run_id
        return True


def formatter(settings: LogSettings) -> logging.Formatter:
    """Return the formatter that the configuration asks for."""
    return JsonLines() if settings.format == "json" else Readable()


def log_to_stderr(settings: LogSettings, run_id: str = "", source: str = "") -> None:
    """Let this process log to its standard error."""
    handler = logging.StreamHandler(sys.stderr)
    if run_id:
        handler.addFilter(WorthReading())
        handler.addFilter(OfRun(source, run_id))
    _install(handler, settings)


def log_to_file(settings: LogSettings, folder: Path, name: str = "scheduler.log") -> Path:
    """Let this process log to the file `name` in `folder`, rotated by size; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    size = settings.max_size * 1024 * 1024
    _install(RotatingFileHandler(file, maxBytes=size, backupCount=settings.keep, encoding="utf-8"), settings)
    return file


def rotate(file: Path, settings: LogSettings) -> None:
    """Rotate a log file that nobody holds open, when it has grown over its size."""
    if file.exists() and file.stat().st_size >= settings.max_size * 1024 * 1024:
        handler = RotatingFileHandler(file, backupCount=settings.keep, delay=True)
        handler.doRollover()
        handler.close()


def _install(handler: logging.Handler, settings: LogSettings) -> None:
    handler.setFormatter(formatter(settings))
    # On the handler too: Scrapy sets its own loggers to DEBUG.
    handler.setLevel(settings.level.upper())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(settings.level.upper())
    for name in NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _instant(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _whose(record: logging.LogRecord) -> dict[str, str]:
    found = {name: getattr(record, name, "") for name in ("source", "run")}
    return {name: value for name, value in found.items() if value}
