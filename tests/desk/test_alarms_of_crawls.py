"""Alarms end to end: a real crawl meets it, the desk tells it once, and closes it when it is over."""

from __future__ import annotations

import json
import re
import sqlite3
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from desk.alarm_book import judge
from storage.archive import Archive
from storage.timestamps import now, to_text
from tests.crawls import Crawl
from tests.loopback import Loopback, Reply, newsroom, serving

BISHKEK = ZoneInfo("Asia/Bishkek")


@pytest.fixture
def site() -> Iterator[Loopback]:
    with serving(newsroom(3)) as made:
        yield made


@pytest.fixture
def crawl(tmp_path: Path, site: Loopback) -> Crawl:
    made = Crawl(tmp_path)
    made.configure(site.url)
    return made


def judged(crawl: Crawl, times: int = 1) -> tuple[list[str], list[str]]:
    """Crawl and judge so many times; return the kinds of the alarms that opened and that closed."""
    opened: list[str] = []
    closed: list[str] = []
    for _ in range(times):
        crawl.run()
        with Archive(crawl.archive) as archive:
            found = judge(archive, "newsroom", BISHKEK, now())
        opened += [one.kind for one in found.opened]
        closed += [one.kind for one in found.closed]
    return opened, closed


def elsewhere() -> Reply:
    return Reply(status=302, headers={"Location": "http://127.0.0.2:9/parked"})


@pytest.mark.parametrize(
    ("broken", "kind", "crawls"),
    [
        ({"/robots.txt": Reply(b"User-agent: *\nDisallow: /\n", content_type="text/plain")}, "robots", 1),
        ({"/news/": elsewhere()}, "redirect", 1),
        ({"/news/": Reply(b"<html><body><div id='app'></div></body></html>")}, "no articles", 2),
    ],
)
def test_what_a_crawl_meets_opens_one_alarm_that_closes_itself(
    site: Loopback, crawl: Crawl, broken: dict[str, Reply], kind: str, crawls: int
) -> None:
    assert judged(crawl) == ([], [])
    well = dict(site.routes)
    site.routes.update(broken)
    assert judged(crawl, crawls) == ([kind], [])
    assert judged(crawl) == ([], [])
    site.routes.update(well)
    assert judged(crawl) == ([], [kind])


def age(crawl: Crawl) -> None:
    """Let two days pass since all that was read so far; no revisit is due meanwhile."""
    with sqlite3.connect(crawl.archive) as sql:
        sql.execute(
            "UPDATE articles SET first_seen_at = ?1, fetched_at = ?1, next_check_at = ?2",
            (to_text(now() - timedelta(days=2)), to_text(now() + timedelta(days=5))),
        )
    sql.close()


def test_article_pages_that_all_fail_while_the_listing_works_are_told(site: Loopback, crawl: Crawl) -> None:
    assert judged(crawl) == ([], [])
    well = newsroom(9)
    site.routes.update(well)
    forbidden = {path: Reply(status=403) for path in well if "statja" in path}
    site.routes.update(forbidden)
    assert judged(crawl) == ([], [])
    due(crawl)
    assert judged(crawl) == (["no pages"], [])
    due(crawl)
    assert judged(crawl) == ([], [])
    site.routes.update(well)
    due(crawl)
    assert judged(crawl) == ([], ["no pages"])


def due(crawl: Crawl) -> None:
    """Let the pauses after failed pages pass."""
    with sqlite3.connect(crawl.archive) as sql:
        sql.execute("UPDATE articles SET next_check_at = ? WHERE attempts > 0", (to_text(now()),))
    sql.close()


def test_each_crawl_looks_at_one_known_article_again_and_counts_what_it_lost(
    site: Loopback, crawl: Crawl
) -> None:
    judged(crawl)
    age(crawl)
    for counted in ("kabarchy/kept/published_at", "kabarchy/lost/published_at"):
        site.asked.clear()
        judged(crawl)
        assert sum("statja" in one.path for one in site.asked) == 1
        assert json.loads(crawl.last_run()["stats"])[counted] == 1
        for path, reply in site.routes.items():
            if "statja" in path and isinstance(reply, Reply):
                site.routes[path] = replace(reply, body=re.sub(rb"<time.*?</time>", b"", reply.body))
    age(crawl)
    crawl.run(limit=5)
    assert "kabarchy/lost/published_at" not in json.loads(crawl.last_run()["stats"])


def test_an_expired_certificate_is_told_with_the_first_crawl_that_meets_it(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    with serving(newsroom(3), tls=expired(tmp_path)) as site:
        crawl.configure(site.url)
        assert judged(crawl) == (["certificate"], [])
        assert judged(crawl) == ([], [])
        assert crawl.rows("SELECT count(*) FROM articles") == [(0,)]
    ((detail,),) = crawl.rows("SELECT detail FROM alarms")
    assert "certificate" in detail


def expired(folder: Path) -> ssl.SSLContext:
    """Return the context of a server whose certificate ended yesterday."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=90))
        .not_valid_after(now() - timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
