"""Scrapy's settings: what `kabarchy.toml` says, and the manners of a good guest.

The configuration is the file named by the environment variable `KABARCHY_CONFIG`, else the
`kabarchy.toml` of the current folder, else the defaults. Names that begin with `KABARCHY_` are ours;
any of them can be given to one crawl with `scrapy crawl SOURCE -s NAME=VALUE`.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from scraper.configuration import Configuration, ConfigurationError, find_file, load


def _configuration() -> Configuration:
    named = os.environ.get("KABARCHY_CONFIG")
    try:
        return load(Path(named) if named else find_file())
    except ConfigurationError as error:
        sys.stderr.write(f"Configuration error: {error}\n")
        sys.exit(2)


def _user_agent(contact: str) -> str:
    try:
        release = version("kabarchy")
    except PackageNotFoundError:
        release = "source"
    return f"Kabarchy/{release} (news archive; {f'+{contact}' if contact else 'contact not set'})"


CONFIGURATION = _configuration()
_CRAWL = CONFIGURATION.crawl

BOT_NAME = "kabarchy"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders.news"
SPIDER_LOADER_CLASS = "spiders.loader.SourceLoader"
COMMANDS_MODULE = "scraper.commands"
TEMPLATES_DIR = str(Path(__file__).parent / "templates")

KABARCHY_ARCHIVE = str(CONFIGURATION.archive)
KABARCHY_SOURCES = {**CONFIGURATION.sources, **CONFIGURATION.generic}
"""Source -> what the operator set for it (`SourceSettings`)."""
KABARCHY_CAPTURE_FOLDER = str(CONFIGURATION.capture_folder)
KABARCHY_CAPTURE = _CRAWL.capture
KABARCHY_REPLAY: list[str] = []
"""WARC files that answer every request instead of the network."""
KABARCHY_LISTING_PAGES = _CRAWL.listing_pages
KABARCHY_PRIVATE_ADDRESSES = _CRAWL.private_addresses
KABARCHY_REVISITS = CONFIGURATION.schedule.revisits
KABARCHY_RETRY_AFTER_MAX = 300.0
"""Seconds that a crawl is willing to wait for a site that asks for a pause; asked for more, it ends."""

USER_AGENT = _user_agent(CONFIGURATION.contact)
ROBOTSTXT_OBEY = _CRAWL.obey_robots
ROBOTSTXT_USER_AGENT = "Kabarchy"
CONCURRENT_REQUESTS_PER_DOMAIN = _CRAWL.connections
CONCURRENT_REQUESTS = _CRAWL.connections + 1
"""One more than the site gets at a time: the next request waits ready, and a crawl that is told to
stop has little left to finish."""
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
"""Articles in the order in which the listing shows them: the newest first."""
DOWNLOAD_DELAY = max(_CRAWL.delay, 0.001)
"""Seconds. Without any delay Scrapy's downloader may open two connections to a site where one is allowed."""
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = _CRAWL.delay
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
COOKIES_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}

CLOSESPIDER_PAGECOUNT = _CRAWL.page_budget
CLOSESPIDER_TIMEOUT = _CRAWL.time_budget.total_seconds()
CLOSESPIDER_ERRORCOUNT = 20
MEMUSAGE_LIMIT_MB = _CRAWL.memory_budget
MEMUSAGE_CHECK_INTERVAL_SECONDS = 15.0
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_MAXDELAY = 5
RETRY_TIMES = 2

REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
HTTPPROXY_ENABLED = False
"""A proxy resolves names itself, so the check of addresses would check nothing."""
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
TWISTED_DNS_RESOLVER = "scraper.middlewares.addresses.PublicResolver"

DOWNLOADER_MIDDLEWARES = {
    "scraper.middlewares.addresses.PublicAddressesMiddleware": 20,
    "scraper.middlewares.captures.ReplayMiddleware": 940,
    "scraper.middlewares.captures.CaptureMiddleware": 950,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scraper.extensions.throttle.PoliteThrottle": 0,
    "scraper.extensions.retry_after.RetryAfter": 0,
    "scraper.extensions.run_record.RunRecord": 10,
    "scraper.extensions.lease.SourceLease": 20,
}
ITEM_PIPELINES = {"scraper.pipelines.ArchivePipeline": 500}

LOG_LEVEL = CONFIGURATION.log.level.upper()
LOG_VERSIONS: list[str] = []
STATS_DUMP = False
