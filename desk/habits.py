"""The habits of outlets are learned by the scheduler, each once a day."""

from __future__ import annotations

import logging

from scraper.configuration import Configuration
from storage.archive import Archive
from storage.errors import ArchiveError
from storage.outlets import learn_habits
from storage.timestamps import now

logger = logging.getLogger(__name__)


def learn_outlets(configuration: Configuration) -> None:
    """Learn what outlets do with their titles, where that was not done for a day; tell the log."""
    try:
        with Archive(configuration.archive) as archive:
            learned = learn_habits(archive, now())
    except ArchiveError as error:
        logger.error("the habits of outlets could not be learned: %s", error)
        return
    if learned:
        logger.info("the habits of %d sources learned", learned)
