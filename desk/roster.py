"""Whom the schedule watches: every enabled source with the facts that a schedule needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from desk.rhythm import Bounds
from scraper.configuration import Configuration
from spiders.catalogue import spider_classes


@dataclass(frozen=True, slots=True)
class Watched:
    """One enabled source, as the schedule sees it."""

    name: str
    title: str
    host: str
    """Sources of one host are never crawled at the same time."""
    zone: ZoneInfo
    bounds: Bounds
    every: timedelta | None
    cron: str | None
    time_budget: timedelta
    memory_budget: int
    """MiB."""
    delay: float
    """Seconds between two requests: what a crawl that is told to stop may still have to wait for."""


def roster(configuration: Configuration) -> dict[str, Watched]:
    """Return every enabled source by name."""
    facts = {name: (cls.title, cls.homepage, cls.timezone) for name, cls in spider_classes().items()}
    facts |= {
        name: (one.title or name, one.homepage, one.timezone) for name, one in configuration.generic.items()
    }
    return {
        name: _watched(name, *of_site, configuration)
        for name, of_site in sorted(facts.items())
        if configuration.settings_of(name).enabled
    }


def _watched(name: str, title: str, homepage: str, zone: str, configuration: Configuration) -> Watched:
    own, schedule, crawl = configuration.settings_of(name), configuration.schedule, configuration.crawl
    return Watched(
        name=name,
        title=title,
        host=urlsplit(homepage).netloc.removeprefix("www."),
        zone=ZoneInfo(zone),
        bounds=Bounds(schedule.shortest, max(schedule.shortest, schedule.longest)),
        every=own.every or (None if own.cron else schedule.every),
        cron=own.cron,
        time_budget=own.time_budget or crawl.time_budget,
        memory_budget=crawl.memory_budget,
        delay=crawl.delay if own.delay is None else own.delay,
    )
