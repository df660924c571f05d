"""`python -m desk.child SOURCE run_id=ID [NAME=VALUE ...]`: one crawl, as a child of the scheduler.

The same crawl as `scrapy crawl SOURCE`, and besides: it ends when its parent dies, it leaves at once when
the source is being crawled by someone else, and its lines carry the run's id.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

BUSY = 75
"""Exit code when the source is being crawled by another process (`EX_TEMPFAIL` of sysexits.h)."""
UNUSABLE = 3
"""Exit code when the archive cannot be used."""
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel for a SIGTERM when the parent is gone, where it offers that (Linux)."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def main(arguments: list[str]) -> int:
    """Crawl one source; return 0 when the crawl has written its own verdict."""
    die_with_parent()
    source = arguments[0]
    given = dict(pair.split("=", 1) for pair in arguments[1:])
    os.environ["SCRAPY_SETTINGS_MODULE"] = "scraper.settings"

    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.project import get_project_settings

    from desk.logs import log_to_stderr
    from scraper.configuration import find_file, load
    from spiders.backfill import backfilling
    from storage.archive import Archive
    from storage.errors import ArchiveError
    from storage.leases import SourceIsBusy, take
    from storage.timestamps import now

    named = os.environ.get("KABARCHY_CONFIG")
    configuration = load(Path(named) if named else find_file())
    log_to_stderr(configuration.log, given["run_id"], source)
    logger = logging.getLogger(__name__)
    try:
        with Archive(Path(given.get("archive") or configuration.archive)) as archive:
            take(archive.connection, source, given["run_id"], now())
    except SourceIsBusy as busy:
        logger.info("%s", busy)
        return BUSY
    except ArchiveError as error:
        logger.error("%s", error)
        return UNUSABLE
    settings = get_project_settings()
    settings.set("LOG_INSTALL_ROOT_HANDLER", False)
    process = AsyncCrawlerProcess(settings)
    spider: Any = process.spider_loader.load(source)
    if given.pop("backfill", None):
        settings.set("CLOSESPIDER_TIMEOUT", given.pop("seconds"), priority="cmdline")
        spider = backfilling(spider)
    process.crawl(spider, **given)
    process.start()
    return 1 if process.bootstrap_failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
