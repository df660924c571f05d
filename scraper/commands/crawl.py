"""`scrapy crawl`, with an exit code that means something: Scrapy's own is 0 after most failures."""

from __future__ import annotations

import argparse
import difflib
import sys

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

EXIT_OK, EXIT_NOT_OK, EXIT_USAGE, EXIT_NOT_DONE = 0, 1, 2, 3


class Command(ScrapyCrawl):
    """Runs one spider and tells how it went."""

    def long_desc(self) -> str:
        """Return the help."""
        return (
            "Crawl one source. Exit codes: 0 the run was ok, or ended within its budget; 1 it was not ok "
            "(nothing found, errors); 2 wrong usage; 3 it could not be done or was stopped."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; leave the verdict in the exit code."""
        if len(args) != 1:
            raise UsageError("name one source, such as: scrapy crawl open_kg")
        assert self.crawler_process is not None
        name, known = args[0], self.crawler_process.spider_loader.list()
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            sys.stderr.write(
                f"There is no source {name!r}{f'; did you mean {close[0]}?' if close else ''} (see scrapy list)\n"
            )
            self.exitcode = EXIT_USAGE
            return
        crawler = self._create_crawler(name)
        check = getattr(crawler.spidercls, "check_arguments", None)
        try:
            if check is not None:
                check(opts.spargs)
        except ValueError as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = EXIT_USAGE
            return
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = EXIT_NOT_DONE
            return
        self.exitcode = exit_code(
            crawler.stats.get_value("kabarchy/outcome"), crawler.stats.get_value("finish_reason")
        )


def exit_code(outcome: str | None, finish_reason: str | None) -> int:
    """Return the exit code of a run by its verdict; None: it never got that far."""
    if outcome is None or finish_reason == "shutdown":
        return EXIT_NOT_DONE
    return EXIT_OK if outcome in ("ok", "stopped") else EXIT_NOT_OK
