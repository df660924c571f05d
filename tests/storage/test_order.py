"""Any records, saved in any order, twice, and from two processes, leave the same rows."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.archive import Archive
from storage.records import Teaser
from tests.storage.world import (
    BODY,
    SISTER,
    Step,
    apply,
    article,
    captured,
    fetch,
    hours,
    opened,
    rows,
    teaser,
)

URL = "https://sary-bulak.example/news/101"
ALIAS = "https://sary-bulak.example/?p=101"
OTHER = "https://sary-bulak.example/news/102"


def steps() -> list[Step]:
    """Return records that meet in every way: aliases, edits, failures, sister sites, promises without a URL."""
    first = article(URL, native_id="101")
    edited = replace(
        first, text=BODY + "\n\nУточнение редакции.", modified_at=hours(5), image_url=URL + "/a.jpg"
    )
    short = replace(first, text="Ошибка.")
    undated = article(OTHER, title="Дороги района отремонтируют", published_at=None, language=None)
    aliased = replace(first, url=ALIAS, native_id="101", authors=("Айбек Сыдыков",))
    sister = article(
        "https://jany-jol.example/1",
        source=SISTER.id,
        title="Жаңы жол ачылды",
        text="Айылда жаңы жол ачылды.",
    )
    reprint = article("https://jany-jol.example/2", source=SISTER.id, title="Теплицы", text=BODY)
    articles = [
        (first, fetch(hours(1), URL, etag='"a"', capture=captured(0))),
        (replace(first, authors=("А. Сыдыков",)), fetch(hours(1), URL, etag='"b"')),
        (edited, fetch(hours(5), URL, capture=captured(10))),
        (first, fetch(hours(9), URL, last_modified="Mon, 02 Mar 2026 15:00:00 GMT")),
        (short, fetch(hours(11), URL)),
        (short, fetch(hours(12), URL)),
        (aliased, fetch(hours(3), ALIAS)),
        (undated, fetch(hours(4), OTHER)),
        (replace(undated, text=undated.text[:420]), fetch(hours(6), OTHER)),
        (replace(undated, text=undated.text[:200]), fetch(hours(7), OTHER)),
        (sister, fetch(hours(2), sister.url)),
        (reprint, fetch(hours(8), reprint.url)),
    ]
    cut = "Министр сельского хозяйства посетил тепличное хозяйство в селе Кызыл-Туу и"
    teasers: list[tuple[Teaser, float]] = [
        (teaser(url=URL, native_id="101", snippet="О поливе", position=3), 0),
        (teaser(url=URL, native_id="101", snippet="О поливе", position=2, published_at=hours(0)), 8),
        (teaser("Министр в теплицах", url=ALIAS, kind="feed", published_at=hours(1)), 2),
        (teaser("Дороги", url=OTHER, published_at=hours(2), published_precision="day", language="ru"), 1),
        (teaser("Дороги района отремонтируют", url=OTHER, kind="feed", published_at=hours(3)), 3),
        (teaser("Обещанное", url="https://sary-bulak.example/news/103", kind="sitemap"), 2),
        (teaser("Министр посетил теплицы", snippet=cut, kind="read_also", is_truncated=True), 2),
        (teaser("В селе Кызыл-Туу: министр посетил теплицы", snippet=cut, kind="read_also"), 10),
        (teaser("Обещанное", kind="read_also"), 4),
        (teaser("Жаңы жол ачылды", source=SISTER.id, kind="read_also"), 1),
        (teaser("Чего не было", kind="read_also", snippet="Совсем о другом говорили в этот день люди."), 1),
    ]
    retitled = article(
        "https://sary-bulak.example/news/zavod-po-pererabotke-moloka-zapustili-v-gorode-toguz-bulak",
        title="Завод по переработке молока в городе Тогуз-Булак запустил президент",
        text="Завод по переработке молока запустили в городе Тогуз-Булак: он примет сто тонн сырья в сутки.",
    )
    promised = teaser(
        "Завод по переработке молока запустили в городе Тогуз-Булак",
        snippet="Завод примет сто тонн сырья в сутки, запустили его в городе Тогуз-Булак",
        kind="read_also",
        published_at=hours(1),
    )
    mended = article(
        "https://sary-bulak.example/news/most-cherez-reku-chon-kemin-otkryli-posle-remonta",
        title="Мост через реку Чон-Кемин открыли после двух лет ремонта",
        text="Мост через реку Чон-Кемин открыли после ремонта: движение по нему пойдёт с понедельника, сообщили дорожники.",
        published_at=hours(-40),
    )
    unsaid = teaser(
        "Мост через реку Чон-Кемин открыли после ремонта",
        snippet="Движение по мосту пойдёт с понедельника, сообщили дорожники: мост через реку Чон-Кемин открыли",
        kind="read_also",
    )
    saves: list[Step] = [
        *(lambda archive, one=one: archive.save_article(*one) for one in articles),
        *(lambda archive, one=one: archive.save_teaser(one[0], hours(one[1])) for one in teasers),
        lambda archive: archive.save_article(retitled, fetch(hours(3), retitled.url)),
        lambda archive: archive.save_teaser(promised, hours(2)),
        lambda archive: archive.save_article(mended, fetch(hours(4), mended.url)),
        lambda archive: archive.save_teaser(unsaid, hours(200)),
        lambda archive: archive.save_teaser(unsaid, hours(20)),
    ]
    later: list[Step] = [
        lambda archive: archive.save_unchanged(URL, fetch(hours(10), URL, status=304)),
        lambda archive: archive.save_unchanged(URL, fetch(hours(2), URL, status=304)),
        lambda archive: archive.record_failure("sary_bulak", OTHER, "HTTP 500", hours(8), 500),
        lambda archive: archive.record_failure("sary_bulak", OTHER, "HTTP 404", hours(9), 404),
        *(
            lambda archive, at=at: archive.record_failure(
                "sary_bulak", "https://sary-bulak.example/news/103", "HTTP 410", hours(at), 410
            )
            for at in (5, 6, 7)
        ),
    ]
    return [*saves, *later]


KNOWN_FIRST = 28
"""A failure or a 304 is of a page that the archive already knows; the steps before these are in any order."""


def final_rows(order: list[Step]) -> dict[str, list[tuple[Any, ...]]]:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "archive.db") as archive:
        with archive.transaction():
            apply(archive, order)
        assert archive.sql.execute("SELECT count(*) FROM duplicates").fetchone() > (0,)
        assert archive.sql.execute("PRAGMA foreign_key_check").fetchall() == []
        archive.sql.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
        return rows(archive)


@pytest.fixture(scope="module")
def expected() -> dict[str, list[tuple[Any, ...]]]:
    return final_rows(steps())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_and_repetition_leaves_the_same_rows(
    data: st.DataObject, expected: dict[str, list[tuple[Any, ...]]]
) -> None:
    records, later = steps()[:KNOWN_FIRST], steps()[KNOWN_FIRST:]
    order = data.draw(st.permutations(range(len(records))))
    again = data.draw(st.lists(st.integers(0, len(records) + len(later) - 1), max_size=12))
    after = data.draw(st.permutations(range(len(later))))
    mixed = [records[i] for i in order] + [later[i] for i in after]
    assert final_rows([*mixed, *(steps()[i] for i in again)]) == expected


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_news_and_failures_interleave(
    chance: random.Random, expected: dict[str, list[tuple[Any, ...]]]
) -> None:
    """Once each page is known, fetches, failures and showings may come in any order."""
    everything = steps()
    known = [everything[i] for i in (0, 7, 17)]
    rest = [step for step in everything if step not in known]
    chance.shuffle(rest)
    assert final_rows([*known, *rest]) == expected


def _save_all(path: str, seed: int) -> None:
    everything = steps()
    records, later = everything[:KNOWN_FIRST], everything[KNOWN_FIRST:]
    chance = random.Random(seed)
    chance.shuffle(records)
    chance.shuffle(later)
    with Archive(path) as archive:
        apply(archive, [*records, *later])


def test_two_processes_at_once_leave_the_same_rows(
    tmp_path: Path, expected: dict[str, list[tuple[Any, ...]]]
) -> None:
    path = tmp_path / "archive.db"
    opened(path).close()
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_save_all, args=(str(path), seed)) for seed in (1, 2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    with Archive(path) as archive:
        assert rows(archive) == expected
        assert archive.sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_rows_say_what_was_seen(tmp_path: Path) -> None:
    """The reference of the other tests is itself right: revisions A, B, A, then a flagged one."""
    with opened(tmp_path / "archive.db") as archive:
        apply(archive, steps())
        rules = {row[0] for row in archive.sql.execute("SELECT matched_by FROM teasers")}
        assert {"url", "alias", "title", "snippet", "close", None} <= rules
        row = archive.article(ALIAS)
        assert row is not None and row == archive.article(URL)
        assert (row["state"], row["fetched_at"]) == ("full", "2026-03-02T16:00:00Z")
        assert row["flag"] == f"the body shrank from {len(BODY)} to 7 characters"
        found = archive.sql.execute(
            "SELECT number, length(text), first_seen_at, last_seen_at, flag IS NOT NULL FROM v1_revisions"
            " WHERE article_id = ? ORDER BY number",
            (row["id"],),
        ).fetchall()
        assert [(number, first[11:13], last[11:13], flag) for number, _, first, last, flag in found] == [
            (1, "07", "09", 0),
            (2, "11", "11", 0),
            (3, "15", "16", 0),
            (4, "17", "18", 1),
        ]
        gone = archive.article("https://sary-bulak.example/news/103")
        assert gone is not None and (gone["state"], gone["missing_count"]) == ("gone", 3)
        with pytest.raises(sqlite3.IntegrityError):
            archive.sql.execute("INSERT INTO articles (source, url, state) VALUES ('nobody', 'x', 'full')")
