"""Articles are looked at again when the configuration says so: silent edits and deletions are seen."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from storage.timestamps import from_text
from tests.crawls import Crawl
from tests.loopback import Reply, made_articles, newsroom, serving

LADDER = timedelta(days=3650)
"""A pause after which no made article has come yet."""


def test_a_silent_edit_becomes_a_revision_and_a_deletion_is_seen(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    routes = newsroom(3)
    edited, deleted, left = made_articles(3)
    with serving(routes) as site:
        crawl.configure(site.url, more=f'[schedule]\nrevisits = ["{LADDER.days}d"]\n')
        assert crawl.run().returncode == 0
        planned = crawl.rows("SELECT published_at, next_check_at FROM articles")
        assert len(planned) == 3
        assert all(from_text(check) - from_text(published) == LADDER for published, check in planned)
        make_due(crawl)
        page = routes[edited.path]
        assert isinstance(page, Reply)
        rewritten = "Этот абзац переписали, и никто об этом не сказал."
        routes[edited.path] = Reply(page.body.replace(edited.paragraphs[1].encode(), rewritten.encode()))
        del routes[deleted.path]
        site.asked.clear()
        assert crawl.run().returncode == 0
        asked = {one.path: one.headers for one in site.asked}
    assert "if-none-match" in asked[left.path]
    outcomes = crawl.rows(
        "SELECT a.url, f.outcome FROM articles a JOIN fetches f ON f.article_id = a.id"
        " WHERE f.fetched_at = (SELECT max(fetched_at) FROM fetches WHERE article_id = a.id)"
    )
    assert {url.rpartition("/")[2]: how for url, how in outcomes} == {
        edited.path.rpartition("/")[2]: "read",
        deleted.path.rpartition("/")[2]: "missing",
        left.path.rpartition("/")[2]: "unchanged",
    }
    assert crawl.rows("SELECT count(*) FROM revisions") == [(4,)]
    assert crawl.rows("SELECT count(*) FROM changes WHERE what = 'updated'") == [(1,)]


def make_due(crawl: Crawl) -> None:
    """Let the time of the revisits have come."""
    with sqlite3.connect(crawl.archive) as connection:
        connection.execute("UPDATE articles SET next_check_at = '2026-11-02T00:00:00Z'")
    connection.close()
