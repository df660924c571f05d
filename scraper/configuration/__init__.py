"""`kabarchy.toml`: declared, read, checked, and explained to the person who wrote it."""

from scraper.configuration.loading import FILE_NAME, ConfigurationError, find_file, load
from scraper.configuration.settings import (
    AlertSettings,
    CaptureSettings,
    Configuration,
    CrawlSettings,
    GenericSource,
    LogSettings,
    MetricsSettings,
    ScheduleSettings,
    SourceSettings,
)

__all__ = [
    "FILE_NAME",
    "AlertSettings",
    "CaptureSettings",
    "Configuration",
    "ConfigurationError",
    "CrawlSettings",
    "GenericSource",
    "LogSettings",
    "MetricsSettings",
    "ScheduleSettings",
    "SourceSettings",
    "find_file",
    "load",
]
