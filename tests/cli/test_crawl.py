"""`kabarchy crawl` as an operator types it: what it says, and its exit codes."""

from __future__ import annotations

import pytest

from tests.crawls import Crawl
from tests.loopback import newsroom, serving


@pytest.fixture
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    return Crawl(tmp_path_factory.mktemp("crawl"))


def test_a_good_crawl_ends_with_0_and_one_line_of_counts(crawl: Crawl) -> None:
    with serving(newsroom(6)) as site:
        crawl.configure(site.url)
        done = crawl.kabarchy("crawl", "newsroom", "--limit", "4")
    assert done.returncode == 0, done.stderr
    assert "newsroom: stopped (as many articles were fetched as were asked for)" in " ".join(
        done.stdout.split()
    )
    assert "4 new" in done.stdout


def test_a_site_that_cannot_be_reached_ends_with_1_and_no_traceback(crawl: Crawl) -> None:
    with serving(newsroom(1)) as site:
        crawl.configure(site.url)
    done = crawl.kabarchy("crawl", "newsroom")
    assert done.returncode == 1
    assert "the site could not be reached" in " ".join(done.stdout.split())
    assert "refused" in done.stderr
    assert "Traceback" not in done.stderr
    assert " DEBUG " not in done.stderr and "Overridden settings" not in done.stderr


def test_what_cannot_be_meant_ends_with_2_before_any_request(crawl: Crawl) -> None:
    with serving(newsroom(1)) as site:
        crawl.configure(site.url)
        for wrong, said in (
            (("newsroom", "--since", "yesterdayy"), "expected a day such as 2026-01-31"),
            (("newsrom",), "did you mean `newsroom`?"),
            ((), "name a source"),
            (("newsroom", "--replay", "kabarchy.toml", "--capture", "x"), "with --replay they are not asked"),
        ):
            done = crawl.kabarchy("crawl", *wrong)
            assert done.returncode == 2
            assert said in " ".join(done.stderr.split())
        assert site.asked == []
