"""What the archive promises of articles, teasers, the frontier, failures, merges and the feed of changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.listings import Listing
from storage.matching import FullArticle
from storage.matching.features import Features
from storage.records import Teaser
from storage.runs import RunCounts
from storage.timestamps import to_text
from tests.storage.world import BODY, LEDE, SISTER, SITE, START, article, fetch, hours, opened, teaser

URL = "https://sary-bulak.example/news/101"
OTHER = "https://sary-bulak.example/news/102"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with opened(tmp_path / "archive.db") as archive:
        yield archive


def happened(archive: Archive) -> list[tuple[int, str]]:
    return [(change.article_id, change.what) for change in archive.changes_since(0)]


def revisions(archive: Archive) -> list[tuple[str, str, str]]:
    return archive.sql.execute(
        "SELECT title, substr(first_seen_at, 12, 2), substr(last_seen_at, 12, 2) FROM revisions ORDER BY first_seen_at"
    ).fetchall()


# Promise and fulfilment


def test_a_promise_opens_the_row_that_its_page_fills(archive: Archive) -> None:
    promised = archive.save_teaser(teaser("Обещано", url=URL, published_at=hours(-1)), hours(0), "run-1")
    row = archive.article(URL)
    assert row and (row["state"], row["title"], row["published_at"]) == (
        "teaser",
        "Обещано",
        to_text(hours(-1)),
    )
    assert promised.opened and promised.article_id == row["id"]
    saved = archive.save_article(article(URL, published_at=None), fetch(hours(1), run_id="run-2"))
    row = archive.article(URL)
    assert row and (saved.article_id, saved.outcome, row["state"]) == (promised.article_id, "filled", "full")
    assert (row["published_at"], json.loads(row["provenance"])["published_at"]) == (
        to_text(hours(-1)),
        "listing",
    )
    assert [(change.what, change.run_id) for change in archive.changes_since(0)] == [
        ("promised", "run-1"),
        ("full", "run-2"),
    ]


def test_an_unchanged_article_only_moves_its_last_sight(archive: Archive) -> None:
    archive.save_article(article(), fetch(hours(0)))
    spaced = article(
        text=BODY.replace(" ", "  ").replace("\n\n", " \n\n\n "), title=" Министр  посетил теплицы "
    )
    assert archive.save_article(spaced, fetch(hours(5))).outcome == "unchanged"
    row = archive.article(URL)
    assert row and (row["first_seen_at"], row["last_seen_at"]) == (to_text(hours(0)), to_text(hours(5)))
    assert row["text"] == BODY
    assert revisions(archive) == [("Министр посетил теплицы", "06", "11")]
    assert happened(archive) == [(1, "full")]


def test_back_to_an_earlier_wording_is_a_third_revision(archive: Archive) -> None:
    for hour, title in ((0, "А"), (1, "А"), (2, "Б"), (3, "А")):
        archive.save_article(article(title=title), fetch(hours(hour)))
    assert revisions(archive) == [("А", "06", "07"), ("Б", "08", "08"), ("А", "09", "09")]
    assert [what for _, what in happened(archive)] == ["full", "updated", "updated"]


def test_an_older_fetch_becomes_a_revision_but_does_not_replace(archive: Archive) -> None:
    archive.save_article(article(title="Новое"), fetch(hours(5)))
    assert archive.save_article(article(title="Старое"), fetch(hours(1))).outcome == "older"
    row = archive.article(URL)
    assert row and (row["title"], row["first_seen_at"]) == ("Новое", to_text(hours(1)))
    assert revisions(archive) == [("Старое", "07", "07"), ("Новое", "11", "11")]


def test_304_confirms_what_stood(archive: Archive) -> None:
    archive.save_article(article(), fetch(hours(0), etag='"1"'))
    assert archive.save_unchanged(URL, fetch(hours(2), status=304)) == 1
    assert archive.save_unchanged(OTHER, fetch(hours(2), OTHER, status=304)) is None
    row = archive.article(URL)
    assert row and (row["fetched_at"], row["last_seen_at"], row["etag"]) == (
        to_text(hours(2)),
        to_text(hours(2)),
        '"1"',
    )
    assert revisions(archive) == [("Министр посетил теплицы", "06", "08")]


# Guards


@pytest.mark.parametrize("text", ["", "Ошибка 500", BODY[: len(BODY) // 5]])
def test_a_body_that_shrinks_does_not_replace_the_standing_one(archive: Archive, text: str) -> None:
    archive.save_article(article(), fetch(hours(0)))
    saved = archive.save_article(article(text=text), fetch(hours(1), run_id="r"))
    row = archive.article(URL)
    assert saved.outcome == "flagged" and saved.reason and row
    assert (row["text"], row["fetched_at"], row["flag"]) == (BODY, to_text(hours(0)), saved.reason)
    assert archive.sql.execute("SELECT what, url, run_id FROM problems").fetchall() == [("flagged", URL, "r")]
    assert happened(archive) == [(1, "full"), (1, "flagged")]
    kept = archive.sql.execute("SELECT text FROM revisions WHERE flag IS NOT NULL").fetchall()
    assert kept == [(text.strip(),)], "nothing is lost: the small body is kept beside"
    archive.save_article(article(), fetch(hours(2)))
    row = archive.article(URL)
    assert row and row["flag"] is None


def test_a_body_that_loses_half_is_an_edit(archive: Archive) -> None:
    archive.save_article(article(), fetch(hours(0)))
    assert archive.save_article(article(text=BODY[: len(BODY) // 2]), fetch(hours(1))).outcome == "updated"


def test_a_page_that_could_not_be_read_leaves_the_article_as_it_was(archive: Archive) -> None:
    archive.save_article(article(), fetch(hours(0)))
    archive.record_failure(SITE.id, URL, "this is a login page", hours(1), 200, "run-1")
    row = archive.article(URL)
    assert row and (row["text"], row["last_error"], row["attempts"]) == (BODY, "this is a login page", 1)
    assert archive.sql.execute("SELECT what, detail FROM problems").fetchall() == [
        ("unreadable", "this is a login page")
    ]


def test_a_home_page_named_as_canonical_does_not_swallow_every_article(archive: Archive) -> None:
    for number in (1, 2):
        url = f"https://sary-bulak.example/news/{number}"
        archive.save_article(
            article("https://sary-bulak.example/", title=str(number)), fetch(hours(number), url)
        )
    assert archive.sql.execute("SELECT url, title FROM articles ORDER BY id").fetchall() == [
        ("https://sary-bulak.example/news/1", "1"),
        ("https://sary-bulak.example/news/2", "2"),
    ]


# Frontier


def test_what_is_only_promised_comes_first_then_what_is_due(archive: Archive) -> None:
    archive.save_article(article(published_at=hours(0)), fetch(hours(0), etag='"7"'))
    archive.save_teaser(teaser("Раньше", url=URL + "1", published_at=hours(1)), hours(2))
    archive.save_teaser(teaser("Позже", url=URL + "2", published_at=hours(3)), hours(2))
    assert [entry.url for entry in archive.frontier(SITE.id, hours(0.5))] == [URL + "2", URL + "1"]
    assert [entry.url for entry in archive.frontier(SITE.id, hours(1))] == [URL + "2", URL + "1", URL]
    assert [entry.url for entry in archive.frontier(SITE.id, hours(1), limit=1)] == [URL + "2"]
    assert archive.frontier(SITE.id, hours(1))[-1].etag == '"7"'
    assert archive.frontier(SISTER.id, hours(9)) == []


def test_the_ladder_of_revisits(archive: Archive) -> None:
    due = []
    for hour in (0, 1, 6, 24, 24 * 7, 24 * 30):
        archive.save_article(article(published_at=hours(0)), fetch(hours(hour)))
        row = archive.article(URL)
        assert row
        due.append(
            row["next_check_at"]
            and (datetime.fromisoformat(row["next_check_at"]) - hours(0)) / timedelta(hours=1)
        )
    assert due == [1, 6, 24, 24 * 7, 24 * 30, None]


def test_the_ladder_can_be_configured(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db", revisits=[timedelta(minutes=10)]) as archive:
        archive.save_article(article(published_at=None), fetch(hours(0)))
        row = archive.article(URL)
        assert row and row["next_check_at"] == to_text(hours(1 / 6))


def test_pauses_grow_to_a_week_and_a_success_resets_them(archive: Archive) -> None:
    archive.save_teaser(teaser(url=URL), hours(0))
    pauses = []
    for number in range(1, 13):
        at = hours(number * 200)
        archive.record_failure(SITE.id, URL, "timed out", at)
        row = archive.article(URL)
        assert row and row["attempts"] == number
        pauses.append((datetime.fromisoformat(row["next_check_at"]) - at) / timedelta(minutes=15))
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 672, 672]
    archive.save_article(article(), fetch(hours(3000)))
    row = archive.article(URL)
    assert row and (row["attempts"], row["last_error"]) == (0, None)


def test_gone_after_three_checks_and_back_after_one_success(archive: Archive) -> None:
    archive.save_article(article(), fetch(hours(0)))
    for hour, status in ((1, 404), (2, 500), (3, 410), (3, 410)):
        archive.record_failure(SITE.id, URL, f"HTTP {status}", hours(hour), status)
    row = archive.article(URL)
    assert row and (row["state"], row["missing_count"]) == ("full", 2), (
        "the same check told twice counts once"
    )
    archive.record_failure(SITE.id, URL, "HTTP 404", hours(4), 404, "run-9")
    row = archive.article(URL)
    assert row and (row["state"], row["text"], row["next_check_at"]) == ("gone", BODY, None)
    assert archive.frontier(SITE.id, hours(9999)) == []
    archive.save_article(article(), fetch(hours(5)))
    row = archive.article(URL)
    assert row and (row["state"], row["missing_count"]) == ("full", 0)
    assert [what for _, what in happened(archive)] == ["full", "gone", "back"]


# One article under several addresses


def test_a_redirect_and_a_canonical_link_are_one_row(archive: Archive) -> None:
    short = "https://sary-bulak.example/?p=101"
    archive.save_teaser(teaser("Коротко", url=short, kind="feed"), hours(0))
    archive.save_article(article(URL), fetch(hours(1), short))
    assert archive.article(short) == archive.article(URL)
    assert archive.sql.execute("SELECT url, matched_by FROM teasers").fetchall() == [(short, "alias")]
    archive.save_teaser(teaser("Ещё раз", url=URL), hours(2))
    assert archive.sql.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_the_same_native_id_is_the_same_article_within_a_source_and_language(archive: Archive) -> None:
    archive.save_article(article(URL, native_id="ru:101"), fetch(hours(0)))
    archive.save_teaser(teaser("Тот же", url=URL + "-new-slug", native_id="ru:101"), hours(1))
    archive.save_teaser(teaser("Башка тилде", url=URL + "-ky", native_id="ky:101"), hours(1))
    archive.save_teaser(teaser("Башка сайт", url=OTHER, native_id="ru:101", source=SISTER.id), hours(1))
    assert archive.sql.execute("SELECT url FROM articles ORDER BY id").fetchall() == [
        (URL,),
        (URL + "-ky",),
        (OTHER,),
    ]


def test_two_rows_that_turn_out_to_be_one_are_merged(archive: Archive) -> None:
    archive.save_article(article(URL, title="Первое"), fetch(hours(0)))
    archive.save_teaser(teaser("Обещано", url=OTHER), hours(-1))
    archive.save_article(article(OTHER, title="Второе"), fetch(hours(2), OTHER))
    archive.save_teaser(teaser("Второе", kind="read_also"), hours(3))
    archive.save_article(article(URL, title="Третье"), fetch(hours(4), OTHER))
    row = archive.article(OTHER)
    assert row and archive.sql.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    assert (row["id"], row["title"], row["first_seen_at"]) == (1, "Третье", to_text(hours(-1)))
    assert [title for title, *_ in revisions(archive)] == ["Первое", "Второе", "Третье"]
    assert archive.sql.execute("SELECT article_id FROM teasers WHERE url = ?", (OTHER,)).fetchone() == (1,)
    (merged,) = [change for change in archive.changes_since(0) if change.what == "merged"]
    assert (merged.article_id, merged.detail) == (2, {"into": 1, "url": OTHER})


# Folding


def test_a_promise_with_a_cut_title_is_folded_in_both_orders_until_another_title_begins_so(
    archive: Archive,
) -> None:
    title = "Министр культуры Мамбеталиев открыл выставку молодых художников в Оше"
    cut = teaser("Министр культуры Мамбеталиев открыл выставку моло...", published_at=START)
    assert not archive.save_teaser(cut, hours(0)).folded
    assert archive.save_article(article(title=title), fetch(hours(1))).folded == 1
    assert archive.save_teaser(replace(cut, page_url=SITE.homepage + "page/2"), hours(2)).folded
    folded = archive.sql.execute("SELECT article_id, matched_by, match_score FROM v1_teasers").fetchall()
    assert folded == [(1, "title", 0.9)] * 2
    other = article("https://sary-bulak.example/news/102", title=f"{title} во второй раз", text=LEDE)
    archive.save_article(other, fetch(hours(3), other.url))
    assert archive.sql.execute("SELECT DISTINCT article_id FROM v1_teasers").fetchall() == [(None,)]


def test_a_promise_without_url_is_folded_in_both_orders(archive: Archive) -> None:
    early = teaser("Министр посетил теплицы", kind="read_also", snippet=LEDE[:80])
    assert not archive.save_teaser(early, hours(0)).folded
    assert archive.save_article(article(), fetch(hours(1))).folded == 1
    late = replace(early, page_url=OTHER)
    assert archive.save_teaser(late, hours(2)).folded
    folded = archive.sql.execute("SELECT article_id, matched_by, match_score FROM v1_teasers").fetchall()
    assert folded == [(1, "title", 1.0), (1, "title", 1.0)]


def test_an_ambiguous_promise_stays_open_and_closes_when_more_is_known(archive: Archive) -> None:
    """Two articles of one title on one day fit equally well; that one of them is the other's copy settles it."""
    archive.save_article(article(URL), fetch(hours(0)))
    archive.save_teaser(teaser("Министр посетил теплицы", kind="read_also"), hours(1))
    archive.save_article(article(OTHER), fetch(hours(2), OTHER))
    assert archive.sql.execute("SELECT article_id FROM teasers").fetchone() == (None,)
    archive.save_article(article(URL), fetch(hours(3), OTHER))
    assert archive.sql.execute("SELECT article_id, matched_by FROM teasers").fetchone() == (1, "title")
    assert [what for _, what in happened(archive) if what not in ("joined", "left")] == [
        "full",
        "folded",
        "full",
        "unfolded",
        "merged",
        "folded",
    ]


def test_sources_that_become_sisters_fold_into_each_other(archive: Archive) -> None:
    archive.save_article(article(), fetch(hours(0)))
    archive.save_teaser(teaser("Министр посетил теплицы", kind="read_also", source=SISTER.id), hours(1))
    folded = "SELECT article_id, matched_by FROM teasers"
    assert archive.sql.execute(folded).fetchone() == (None, None)
    archive.save_source(replace(SITE, network=SISTER.network))
    assert archive.sql.execute(folded).fetchone() == (1, "title")
    archive.save_source(SITE)
    assert archive.sql.execute(folded).fetchone() == (None, None)


def test_teasers_of_a_page_are_saved_with_it(archive: Archive) -> None:
    shown = (
        teaser("Другое", url=OTHER, kind="read_also", page_url=URL),
        Teaser(SITE.id, URL, "read_also", 1),
    )
    archive.save_article(article(teasers=shown), fetch(hours(0)))
    row = archive.article(OTHER)
    assert row and (row["state"], row["first_seen_at"]) == ("teaser", to_text(hours(0)))


# Matchers


class Diary:
    """A matcher that writes down what it was asked, into the archive's own file."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql
        sql.execute("CREATE TABLE IF NOT EXISTS diary (what, article_id, title)")

    def expect(self, coming: Sequence[Features]) -> None:
        """It is asked of each article alone."""

    def add(self, article: FullArticle, at: datetime, run_id: str | None) -> tuple[int, ...]:
        self.sql.execute("INSERT INTO diary VALUES ('add', ?, ?)", (article.id, article.title))
        return ()

    def remove(self, article_id: int, into: int) -> tuple[int, ...]:
        self.sql.execute("INSERT INTO diary VALUES ('remove', ?, ?)", (article_id, str(into)))
        return ()

    def follow(self, article_id: int, at: datetime, run_id: str | None) -> None:
        """Nothing comes before it."""


def test_matchers_hear_of_new_changed_and_merged_articles_in_the_same_transaction(tmp_path: Path) -> None:
    opened(tmp_path / "a.db").close()
    diary = Diary(sqlite3.connect(tmp_path / "a.db", isolation_level=None))
    with Archive(tmp_path / "a.db", matchers=[diary]) as archive:
        diary.sql.close()
        diary.sql = archive.sql
        archive.save_teaser(teaser("Обещано", url=OTHER), hours(0))
        archive.save_article(article(URL, title="А"), fetch(hours(1)))
        archive.save_article(article(URL, title="А"), fetch(hours(2)))
        archive.save_article(article(URL, title="Б"), fetch(hours(3)))
        archive.save_article(article(OTHER, title="В"), fetch(hours(4), OTHER))
        archive.save_article(article(URL, title="Г"), fetch(hours(5), OTHER))
        with pytest.raises(KeyError), archive.transaction():
            archive.save_article(article(URL, title="Д"), fetch(hours(6)))
            raise KeyError
        asked = archive.sql.execute("SELECT * FROM diary").fetchall()
    assert asked[:3] == [("add", 2, "А"), ("add", 2, "Б"), ("add", 1, "В")]
    assert ("remove", 2, "1") in asked and asked[-1] == ("add", 1, "Г")


# Listings, runs, sights


def test_is_known_asks_for_the_first_sight_before_the_last_walk(archive: Archive) -> None:
    archive.save_teaser(teaser(url=URL), hours(1))
    assert archive.is_known(URL, hours(2))
    assert not archive.is_known(URL, hours(1))
    assert not archive.is_known(OTHER, hours(2))


def test_listings_remember_their_last_complete_walk(archive: Archive) -> None:
    assert archive.listing(SITE.homepage) is None
    listing = Listing(SITE.homepage, '"e"', "Mon", None, to_text(hours(0)), to_text(hours(1)))
    archive.save_listing(SITE.id, "listing", listing)
    archive.save_listing(SITE.id, "listing", listing)
    assert archive.listing(SITE.homepage) == listing


def test_a_run_is_opened_and_judged(archive: Archive) -> None:
    run_id = archive.start_run(SITE.id, hours(0))
    assert archive.sql.execute("SELECT outcome, finished_at FROM v1_runs").fetchall() == [("running", None)]
    archive.finish_run(run_id, hours(1), "ok", "finished", RunCounts(pages=3, refused=1), {"depth": 2})
    row = archive.sql.execute("SELECT outcome, reason, pages, refused, stats FROM runs").fetchone()
    assert row == ("ok", "finished", 3, 1, '{"depth": 2}')


def test_listing_again_changes_nothing_but_the_last_sight(archive: Archive) -> None:
    first = archive.save_teaser(teaser(url=URL), hours(0))
    again = archive.save_teaser(teaser(url=URL), hours(3))
    assert (first.is_new, again.is_new, again.opened) == (True, False, False)
    assert happened(archive) == [(1, "promised")]
    row = archive.article(URL)
    assert row and (row["first_seen_at"], row["last_seen_at"]) == (to_text(hours(0)), to_text(hours(3)))


def test_changes_are_read_from_where_the_reader_left_off(archive: Archive) -> None:
    for number in range(5):
        archive.save_teaser(teaser(url=f"{URL}{number}"), hours(0))
    first = archive.changes_since(0, limit=3)
    assert [change.seq for change in first] == [1, 2, 3]
    assert [change.seq for change in archive.changes_since(first[-1].seq)] == [4, 5]
