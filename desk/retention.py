"""Captures are retired by the scheduler, as the configuration says."""

from __future__ import annotations

import logging

from scraper.configuration import Configuration
from storage.archive import Archive
from storage.errors import ArchiveError
from storage.retention import Retention, retire
from storage.timestamps import now

logger = logging.getLogger(__name__)

MIB = 1024 * 1024


def retention_of(configuration: Configuration) -> Retention:
    """Return how long captures are kept."""
    captures = configuration.captures
    return Retention(captures.max_age, captures.max_size * MIB if captures.max_size is not None else None)


def retire_captures(configuration: Configuration) -> None:
    """Delete the captures that are too old or too many, where the configuration sets a limit; tell the log."""
    retention = retention_of(configuration)
    if retention.is_for_ever:
        return
    try:
        with Archive(configuration.archive) as archive:
            gone = retire(archive, configuration.capture_folder, retention, now())
    except (ArchiveError, OSError) as error:
        logger.error("captures could not be retired: %s", error)
        return
    if gone:
        logger.info("%d captures retired, %.1f MB", len(gone), sum(one.size for one in gone) / 1e6)
