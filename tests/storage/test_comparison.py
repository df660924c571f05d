"""What `why` says of two records is what decided about them: all kinds of pairs, asked after the fact."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.comparison import Comparison, compare, read_article, read_teaser
from storage.matching.near_duplicates import CANDIDATES
from tests.storage.matching.reports import reports, save_reports
from tests.storage.world import article, fetch, hours, opened, teaser

VILLAGES = ("Кызыл-Туу", "Ак-Суу", "Боконбаево", "Тепке")


def release(number: int) -> tuple[str, str]:
    """Return title and text of a ministry's release: one template, each time another village and other figures."""
    place = VILLAGES[number % 4]
    title = f"В селе {place} открыли насосную станцию за {10 + 7 * number} млн сомов"
    text = (
        f"Министр открыл {number % 28 + 1} марта в селе {place} станцию, которая даст воду {100 + 13 * number} гектарам.",
        f"Стройка обошлась в {10 + 7 * number} миллионов сомов, вода поступит в {20 + 3 * number} хозяйств района.",
        f"«Мы ждали этого {10 + number} лет, — сказал глава села. — Раньше поле поливали раз в неделю».",
        "До конца года ведомство обещает построить ещё две такие станции и отремонтировать каналы в соседних сёлах.",
    )
    return title, "\n\n".join(text)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Return an archive of made-up events, releases with reprints, and their promises."""
    with opened(tmp_path_factory.mktemp("why") / "archive.db") as archive:
        save_reports(archive, reports("events_third"))
        with archive.transaction():
            for number in range(16):
                print_release(archive, number)
        yield archive


def print_release(archive: Archive, number: int) -> None:
    """Save a release, a reprint without its end, one under another title, and promises of both."""
    title, text = release(number)
    at = hours(5 * number)
    for place, (source, heading, body) in enumerate(
        (
            ("sary_bulak", title, text),
            ("jany_jol", title.upper(), text.rsplit("\n\n", 1)[0]),
            ("sary_bulak", f"Поля получили воду: {number}", text.replace("открыл", "торжественно открыл")),
        )
    ):
        url = f"https://{source.replace('_', '-')}.example/{number}-{place}"
        page = article(url, source=source, title=heading, text=body, published_at=at)
        archive.save_article(page, fetch(at, url))
        promise = teaser(
            heading, snippet=body[:90] if number % 2 else None, kind="read_also", position=number
        )
        archive.save_teaser(replace(promise, source=source), hours(5 * number + 6))


def asked(archive: Archive, left: int, right: int) -> Comparison:
    ours, theirs = read_article(archive.sql, left), read_article(archive.sql, right)
    assert ours and theirs
    return compare(archive.sql, ours, theirs)


def pairs(archive: Archive) -> set[tuple[int, int]]:
    """Return pairs of all kinds: held for one, of one template, with rare words in common, and any."""
    sql = archive.sql
    found: set[tuple[int, int]] = set()
    for query in (
        "SELECT article_id, other_id FROM duplicates",
        "SELECT article_id, other_id FROM story_links WHERE article_id < other_id",
        "SELECT a.id, b.id FROM articles a JOIN articles b ON a.story_id = b.story_id AND a.id < b.id",
        "SELECT k.article_id, l.article_id FROM text_anchors k JOIN text_anchors l USING (key)"
        " WHERE k.article_id < l.article_id GROUP BY 1, 2 HAVING count(*) > 1",
        "SELECT k.article_id, l.article_id FROM story_keys k JOIN story_keys l USING (bucket, key)"
        " WHERE k.article_id < l.article_id GROUP BY 1, 2 HAVING count(*) > 1",
    ):
        rows = sorted({(min(pair), max(pair)) for pair in sql.execute(query)})
        found.update(random.Random(7).sample(rows, min(60, len(rows))))
    ids = [row[0] for row in sql.execute("SELECT id FROM articles")]
    found.update(random.Random(8).sample(list(combinations(ids, 2)), 60))
    return found


def test_of_two_articles(archive: Archive) -> None:
    kinds = set()
    for left, right in pairs(archive):
        text, story = asked(archive, left, right).answers
        assert text.same == all(reason.holds for reason in text.reasons), (left, right)
        assert not story.is_outdated, (left, right)
        said = {reason.rule: reason for reason in story.reasons}
        ways = [said[rule] for rule in ("linked", "in one story through others") if rule in said]
        if story.same:
            assert any(way.holds for way in ways), (left, right)
        elif ways[0].holds:
            assert not said["links between the stories of both, on average"].holds, (left, right)
        kinds.add((text.same, story.same))
    assert kinds == {(True, True), (False, True), (False, False)}


def test_of_a_teaser_and_every_article_that_may_be_meant(archive: Archive) -> None:
    teasers = [row[0] for row in archive.sql.execute("SELECT id FROM teasers WHERE url IS NULL")]
    folded = 0
    for number in teasers:
        told = read_teaser(archive.sql, number)
        assert told
        near = archive.sql.execute("SELECT id FROM articles WHERE source = ? LIMIT 40", (told.source,))
        for (article_id,) in near.fetchall():
            one = read_article(archive.sql, article_id)
            assert one
            (answer,) = compare(archive.sql, told, one).answers
            assert not answer.is_outdated, (number, article_id)
            assert answer.same or not all(reason.holds for reason in answer.reasons), (number, article_id)
            folded += answer.same
    assert folded > len(teasers) / 2


def test_what_other_rules_have_left_is_told(archive: Archive) -> None:
    """The archive says otherwise than today's rules would: no reason hides it."""
    left, right = archive.sql.execute("SELECT article_id, other_id FROM duplicates ORDER BY 1, 2").fetchone()
    with archive.transaction():
        archive.sql.execute("SAVEPOINT before")
        archive.sql.execute("DELETE FROM duplicates WHERE (article_id, other_id) = (?, ?)", (left, right))
        text, _ = asked(archive, left, right).answers
        assert text.is_outdated and not text.same
        archive.sql.execute("ROLLBACK TO before")


def save_copies(archive: Archive) -> None:
    """Save more prints of one text than a print is compared with."""
    title, text = release(1)
    with archive.transaction():
        for number in range(CANDIDATES + 16):
            url = f"https://sary-bulak.example/news/{number}"
            archive.save_article(article(url, title=title, text=text), fetch(hours(number), url))


def test_two_of_very_many_copies_that_were_not_compared_say_so(tmp_path: Path) -> None:
    with opened(tmp_path / "archive.db") as archive:
        save_copies(archive)
        pairs_held = {
            frozenset(row) for row in archive.sql.execute("SELECT article_id, other_id FROM duplicates")
        }
        for left, right in ((CANDIDATES + 3, CANDIDATES + 9), (1, CANDIDATES + 9), (30, 40)):
            answer, _ = asked(archive, left, right).answers
            assert answer.same == (frozenset((left, right)) in pairs_held)
            assert answer.same == all(reason.holds for reason in answer.reasons) and not answer.is_outdated
        (why,) = (one for one in asked(archive, 67, 73).answers[0].reasons if not one.holds)
        assert why.note == "both are held for prints of article 1"


def test_a_print_that_is_matched_again_stays_a_pair_with_all_that_found_it(tmp_path: Path) -> None:
    """It is compared with 64 others when it comes, but far more have come after it."""
    with opened(tmp_path / "archive.db") as archive:
        save_copies(archive)
        query = "SELECT article_id, other_id, kind FROM duplicates ORDER BY 1, 2"
        before = archive.sql.execute(query).fetchall()
        assert sum(1 in row[:2] for row in before) == CANDIDATES + 15
        archive.match_again(1, hours(100))
        assert archive.sql.execute(query).fetchall() == before
        archive.decide("split", "text", 1, 2, hours(101))
        assert archive.sql.execute(query).fetchall() == [row for row in before if {1, 2} != {*row[:2]}]
