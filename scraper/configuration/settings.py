"""Every key of `kabarchy.toml`, declared once, with what it means and what it accepts.

The annotated example (`kabarchy init`) and `docs/configuration.md` are made from these declarations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from scraper.configuration.readers import (
    CONTACT,
    CRON,
    DURATION_READER,
    PATH,
    TEXT,
    URL,
    YES_NO,
    ZONE,
    Reader,
    key,
    many,
    number,
    one_of,
    whole,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """How each crawl behaves."""

    parallel: int = key(whole(1, 64), "How many crawls run at once, each of another source.", 2)
    delay: float = key(number(0, 3600), "Seconds between two requests to one site, at least.", 1.0)
    connections: int = key(whole(1, 16), "Connections to one site at a time.", 1)
    page_budget: int = key(whole(1, 10_000_000), "Pages that one crawl may fetch.", 1000)
    time_budget: timedelta = key(
        DURATION_READER, "How long one crawl may take.", timedelta(minutes=30), example='"30m"'
    )
    memory_budget: int = key(whole(64, 65536), "Memory that one crawl may take, in MiB.", 1024)
    listing_pages: int = key(whole(1, 100_000), "How deep one walk goes into a listing, in pages.", 20)
    obey_robots: bool = key(YES_NO, "Whether robots.txt is obeyed.", True)
    private_addresses: bool = key(
        YES_NO, "Whether sites on private and loopback addresses may be crawled (an intranet, a test).", False
    )
    capture: bool = key(YES_NO, "Whether every response is kept as it came (WARC).", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """When sources are crawled. A source's own `every` or `cron` wins over this."""

    every: timedelta | None = key(
        DURATION_READER,
        "A fixed interval for every source. Left out: each source is crawled in its own rhythm.",
        None,
        example='"30m"',
    )
    shortest: timedelta = key(
        DURATION_READER, "The shortest pause of the adaptive rhythm.", timedelta(minutes=5), example='"5m"'
    )
    longest: timedelta = key(
        DURATION_READER, "The longest pause of the adaptive rhythm.", timedelta(hours=12), example='"12h"'
    )
    revisits: tuple[timedelta, ...] = key(
        many(DURATION_READER),
        "How long after its publication an article is looked at again, for silent edits and deletions.",
        (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7), timedelta(days=30)),
        example='["1h", "6h", "1d", "7d", "30d"]',
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """Where alarms are told, beside the log."""

    webhook: str | None = key(
        URL,
        "Gets each alarm as JSON (Slack, Mattermost, ...).",
        None,
        example='"https://chat.example/hooks/x"',
    )
    telegram_chat: str | None = key(
        TEXT, "The chat id, when the webhook is a Telegram bot's sendMessage.", None, example='"-100123"'
    )
    smtp_host: str | None = key(TEXT, "Mail server.", None, example='"mail.example"')
    smtp_port: int = key(whole(1, 65535), "Its port.", 25)
    smtp_user: str | None = key(
        TEXT, "Login; the password is read from KABARCHY_SMTP_PASSWORD.", None, example='"kabarchy"'
    )
    smtp_tls: bool = key(YES_NO, "Whether STARTTLS is demanded.", False)
    mail_from: str | None = key(TEXT, "Sender of the mails.", None, example='"kabarchy@newsroom.example"')
    mail_to: tuple[str, ...] = key(many(TEXT), "Who gets them.", (), example='["desk@newsroom.example"]')


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """What is written down."""

    folder: Path | None = key(
        PATH, "Folder of the log files. Left out: `logs` beside the archive.", None, example='"data/logs"'
    )
    format: str = key(one_of("readable", "json"), "Lines for people, or JSON lines for machines.", "readable")
    level: str = key(one_of("debug", "info", "warning", "error"), "The least that is written.", "info")
    max_size: int = key(whole(1, 10_000), "MiB at which a log file is rotated.", 20)
    keep: int = key(whole(1, 1000), "Rotated files that are kept.", 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsSettings:
    """Prometheus metrics and /healthz, served while the scheduler runs."""

    port: int | None = key(whole(1, 65535), "Port. Left out: no metrics.", None, example="9464")
    address: str = key(TEXT, "Address on which the port listens.", "127.0.0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureSettings:
    """How long raw responses are kept."""

    folder: Path | None = key(
        PATH,
        "Folder of the WARC files. Left out: `captures` beside the archive.",
        None,
        example='"data/captures"',
    )
    max_age: timedelta | None = key(
        DURATION_READER, "Older captures are deleted. Left out: never.", None, example='"365d"'
    )
    max_size: int | None = key(
        whole(1, 100_000_000),
        "MiB over which the oldest captures are deleted. Left out: never.",
        None,
        example="50000",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """What the operator sets for one source that has a spider."""

    enabled: bool = key(YES_NO, "Whether the schedule crawls it.", True)
    every: timedelta | None = key(
        DURATION_READER, "A fixed interval, instead of its rhythm.", None, example='"15m"'
    )
    cron: str | None = key(
        CRON, "A cron line in the source's time zone, instead.", None, example='"*/20 6-22 * * *"'
    )
    delay: float | None = key(number(0, 3600), "Seconds between two requests.", None, example="2.5")
    page_budget: int | None = key(
        whole(1, 10_000_000), "Pages that one crawl may fetch.", None, example="300"
    )
    time_budget: timedelta | None = key(
        DURATION_READER, "How long one crawl may take.", None, example='"10m"'
    )
    listing_pages: int | None = key(
        whole(1, 100_000), "How deep one walk goes into a listing, in pages.", None, example="5"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GenericSource(SourceSettings):
    """A source without a spider of its own: one of homepage listing, feeds or sitemaps is enough."""

    homepage: str = key(
        URL, "Its home page; read as a listing where no other listing, feed or sitemap is given."
    )
    title: str | None = key(TEXT, "Its name as people say it.", None, example='"Example Newsroom"')
    kind: str = key(one_of("ministry", "news", "intergovernmental"), "What it is.", "news")
    country: str | None = key(TEXT, "ISO 3166 code.", None, example='"KG"')
    languages: tuple[str, ...] = key(many(TEXT), "BCP 47 tags of its languages.", (), example='["ky", "ru"]')
    timezone: str = key(ZONE, "The time zone its dates are written in.", "UTC")
    listings: tuple[str, ...] = key(many(URL), "Listing pages.", (), example='["https://news.example/all/"]')
    feeds: tuple[str, ...] = key(
        many(URL), "RSS, Atom or JSON feeds.", (), example='["https://news.example/rss.xml"]'
    )
    sitemaps: tuple[str, ...] = key(many(URL), "Sitemaps or sitemap indexes.", (), example="[]")
    article_url: str | None = key(
        Reader("a regular expression", lambda value: re.compile(TEXT.read(value)).pattern),
        "What the URL of an article looks like (regular expression, searched in the whole URL).",
        None,
        example="'/news/\\d+'",
    )
    date_order: str = key(one_of("DMY", "MDY", "YMD"), "How 03/04/2025 is meant.", "DMY")
    encoding: str | None = key(
        TEXT, "Its charset, where its own claim is wrong.", None, example='"windows-1251"'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The whole configuration. Paths are absolute once loaded."""

    archive: Path = key(PATH, "The SQLite file in which everything is kept.", Path("data/archive.db"))
    contact: str = key(
        CONTACT,
        "Told to every site in the User-Agent: how its owner can reach you.",
        "",
        example='"desk@newsroom.example"',
    )
    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    alerts: AlertSettings = field(default_factory=AlertSettings)
    log: LogSettings = field(default_factory=LogSettings)
    metrics: MetricsSettings = field(default_factory=MetricsSettings)
    captures: CaptureSettings = field(default_factory=CaptureSettings)
    sources: Mapping[str, SourceSettings] = field(default_factory=dict)
    generic: Mapping[str, GenericSource] = field(default_factory=dict)
    file: Path | None = None

    @property
    def capture_folder(self) -> Path:
        """Folder of the WARC files."""
        return self.captures.folder or self.archive.parent / "captures"

    @property
    def log_folder(self) -> Path:
        """Folder of the log files."""
        return self.log.folder or self.archive.parent / "logs"

    def settings_of(self, source: str) -> SourceSettings:
        """Return what is set for `source`, the defaults where nothing is."""
        return self.generic.get(source) or self.sources.get(source) or SourceSettings()


SECTIONS: Mapping[str, type[Any]] = {
    "crawl": CrawlSettings,
    "schedule": ScheduleSettings,
    "alerts": AlertSettings,
    "log": LogSettings,
    "metrics": MetricsSettings,
    "captures": CaptureSettings,
}
NAMED_SECTIONS: Mapping[str, type[Any]] = {"sources": SourceSettings, "generic": GenericSource}
SOURCE_NAME = re.compile(r"[a-z][a-z0-9_]*")


def keys_of(section: type[Any]) -> dict[str, Field[Any]]:
    """Return the declared keys of a section, by name, in the order in which they are declared."""
    return {one.name: one for one in fields(section) if "reader" in one.metadata}
