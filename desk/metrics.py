"""Metrics for Prometheus and /healthz, on a local port, while the scheduler runs."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from storage.archive import Archive
from storage.errors import ArchiveError
from storage.leases import leases
from storage.timestamps import now

COUNTS = (
    ("listing_pages", "Listings, feeds and sitemaps that were fetched."),
    ("pages", "Responses that were received."),
    ("new_articles", "Articles that were read for the first time."),
    ("updated_articles", "Articles that had changed."),
    ("new_teasers", "Promises that were seen for the first time."),
    ("folded_teasers", "Promises that were folded into their article."),
    ("errors", "Pages that could not be fetched, read or kept."),
)
STALE = 120.0
"""Seconds without a sign of life after which the scheduler is not healthy."""


class ArchiveCollector(Collector):
    """Reads the metrics from the archive when they are asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def collect(self) -> Iterator[Metric]:
        """Yield every metric."""
        with Archive(self.path) as archive:
            yield from self._counts(archive)
            yield self._runs(archive)
            yield self._gauge(archive, "articles", "Articles in the archive.", ("source", "state"),
                "SELECT source, state, count(*) FROM articles GROUP BY 1, 2")  # fmt: skip
            yield self._gauge(archive, "alarms_open", "Open alarms.", ("source", "kind"),
                "SELECT source, kind, count(*) FROM alarms WHERE closed_at IS NULL GROUP BY 1, 2")  # fmt: skip
            yield self._gauge(archive, "last_success_timestamp_seconds", "When a crawl last went well.", ("source",),
                "SELECT source, max(unixepoch(finished_at)) FROM runs WHERE kind = 'crawl' AND outcome IN ('ok', 'stopped') GROUP BY 1")  # fmt: skip
            running = GaugeMetricFamily("kabarchy_crawls_running", "Crawls that are under way.")
            running.add_metric([], sum(lease.is_live(now()) for lease in leases(archive.connection)))
            yield running

    def _counts(self, archive: Archive) -> Iterator[Metric]:
        rows = archive.sql.execute(
            f"SELECT source, {', '.join(f'sum({name})' for name, _ in COUNTS)} FROM runs GROUP BY source"
        ).fetchall()
        for place, (name, words) in enumerate(COUNTS, 1):
            family = CounterMetricFamily(f"kabarchy_{name}", words, labels=["source"])
            for row in rows:
                family.add_metric([row[0]], row[place])
            yield family

    def _runs(self, archive: Archive) -> Metric:
        family = CounterMetricFamily("kabarchy_runs", "Crawls that have ended.", labels=["source", "outcome"])
        rows = archive.sql.execute(
            "SELECT source, outcome, count(*) FROM runs WHERE outcome <> 'running' GROUP BY 1, 2"
        )
        for source, outcome, count in rows:
            family.add_metric([source, outcome], count)
        return family

    def _gauge(self, archive: Archive, name: str, words: str, labels: tuple[str, ...], query: str) -> Metric:
        family = GaugeMetricFamily(f"kabarchy_{name}", words, labels=labels)
        for *values, value in archive.sql.execute(query):
            family.add_metric([str(one) for one in values], value)
        return family


class Pulse:
    """The scheduler's sign of life."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.last = clock()

    def beat(self) -> None:
        """Say that it lives."""
        self.last = self.clock()

    def age(self) -> float:
        """Return the seconds since the last sign."""
        return self.clock() - self.last


@contextmanager
def served(address: str, port: int, path: Path, pulse: Pulse) -> Iterator[int]:
    """Serve /metrics and /healthz until the block ends; yield the port.

    Raises:
        OSError: the port is taken.
    """
    registry = CollectorRegistry()
    registry.register(_Lazy(ArchiveCollector(path)))

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            if self.path == "/metrics":
                try:
                    self._answer(200, CONTENT_TYPE_LATEST, generate_latest(registry))
                except ArchiveError as error:
                    self._answer(503, "text/plain; charset=utf-8", f"{error}\n".encode())
            elif self.path == "/healthz":
                is_well = pulse.age() < STALE
                said = {
                    "status": "ok" if is_well else "stale",
                    "seconds_since_sign_of_life": round(pulse.age()),
                }
                self._answer(200 if is_well else 503, "application/json", json.dumps(said).encode())
            else:
                self._answer(404, "text/plain; charset=utf-8", b"/metrics and /healthz are here\n")

        def _answer(self, status: int, content_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Scrapes are not worth a line."""

    server = ThreadingHTTPServer((address, port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="metrics", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Lazy(Collector):
    """Keeps the registry from collecting once at registration, before anybody asks."""

    def __init__(self, inner: Collector) -> None:
        self.inner = inner

    def collect(self) -> Iterator[Metric]:
        yield from self.inner.collect()

    def describe(self) -> list[Metric]:
        return []
