"""A person's decision wins over the rules, whatever is saved later; until a person takes it back."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.archive import Archive
from storage.decision_lines import adopt, decision_lines, read_lines
from storage.decisions import decided_about, decisions, fold_decided
from storage.errors import Refused
from storage.rematch import rematch
from tests.storage.matching.reports import reports, save_reports
from tests.storage.world import BODY, LEDE, SISTER, SITE, Step, apply, article, fetch, hours, opened, teaser

A = "https://sary-bulak.example/news/101"
B = "https://sary-bulak.example/news/102"
C = "https://sary-bulak.example/news/103"
ALIAS = "https://sary-bulak.example/?p=102"
PROMISE = teaser("Министр посетил теплицы", snippet=LEDE[:90], kind="read_also")
OTHER_PROMISE = teaser("Совсем другие слова", kind="read_also")
FIRST = article(A, native_id="101")
SECOND = article(B, title="Дороги отремонтируют", text="Дороги района отремонтируют к осени.")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with opened(tmp_path / "archive.db") as archive:
        begin(archive)
        yield archive


def first_saves() -> list[Step]:
    return [
        lambda archive: archive.save_article(FIRST, fetch(hours(1), A)),
        lambda archive: archive.save_article(SECOND, fetch(hours(1), B)),
        lambda archive: archive.save_teaser(PROMISE, hours(2)),
        lambda archive: archive.save_teaser(OTHER_PROMISE, hours(2)),
    ]


def begin(archive: Archive) -> None:
    apply(archive, first_saves())


def id_of(archive: Archive, url: str) -> int:
    row = archive.article(url)
    assert row
    return int(row["id"])


def teaser_of(archive: Archive, title: str | None) -> tuple[int, int | None, str | None]:
    row = archive.sql.execute(
        "SELECT id, article_id, matched_by FROM teasers WHERE url IS NULL AND title = ?", (title,)
    ).fetchone()
    return row[0], row[1], row[2]


def decide_all(archive: Archive) -> None:
    """The rules fold the first promise into A: not so. None folds the other: B it is. A and B: two texts, one story."""
    first, folded, _ = teaser_of(archive, PROMISE.title)
    assert folded == id_of(archive, A)
    a, b = id_of(archive, A), id_of(archive, B)
    archive.decide("unfold", "teaser", first, a, hours(3), by="aida", note="other greenhouses")
    archive.decide("fold", "teaser", teaser_of(archive, OTHER_PROMISE.title)[0], b, hours(3), by="aida")
    archive.decide("split", "text", a, b, hours(3), by="aida")
    archive.decide("merge", "story", b, a, hours(3), by="aida")


def assert_heeded(archive: Archive) -> None:
    a, b = id_of(archive, A), id_of(archive, B)
    assert teaser_of(archive, PROMISE.title)[1] != a
    assert teaser_of(archive, OTHER_PROMISE.title)[1:] == (b, "person")
    if a != b:
        for one, other in ((a, b), (b, a)):
            assert decided_about(archive.sql, "text", one)[other] is False
            assert decided_about(archive.sql, "story", one)[other] is True
    assert [one.verb for one in decisions(archive.sql)] == ["unfold", "fold", "split", "merge"]


def later() -> list[Step]:
    """Saves that would have the rules match anew: edits, re-fetches, more showings, merged rows, sister sites."""
    edited = replace(FIRST, text=BODY + "\n\nУточнение редакции.")
    same_promise = article(C, text=BODY)
    sister = article("https://jany-jol.example/1", source=SISTER.id)
    articles = [
        (FIRST, fetch(hours(5), A)),
        (edited, fetch(hours(6), A)),
        (replace(SECOND, url=ALIAS, native_id="102"), fetch(hours(7), ALIAS)),
        (replace(SECOND, native_id="102", title="Министр посетил теплицы"), fetch(hours(8), B)),
        (same_promise, fetch(hours(9), C)),
        (replace(same_promise, native_id="101"), fetch(hours(10), C)),
        (sister, fetch(hours(4), sister.url)),
    ]
    teasers = [
        (PROMISE, 4),
        (PROMISE, 11),
        (replace(OTHER_PROMISE, position=7), 5),
        (teaser("Министр посетил теплицы", url=A, native_id="101"), 6),
        (teaser("Дороги отремонтируют", url=ALIAS, native_id="102"), 4),
        (teaser("Дороги отремонтируют", url=B, native_id="102"), 6),
    ]
    saves: list[Step] = [
        *(lambda archive, one=one: archive.save_article(*one) for one in articles),
        *(lambda archive, one=one: archive.save_teaser(one[0], hours(one[1])) for one in teasers),
        lambda archive: archive.save_article(edited, fetch(hours(1), A), reread=True),
        lambda archive: archive.save_source(replace(SITE, network="joldor")),
        lambda archive: archive.save_source(SITE),
    ]
    return saves


@settings(max_examples=40, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_decisions_survive_any_order_of_later_saves(chance: random.Random) -> None:
    order = later()
    chance.shuffle(order)
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "archive.db") as archive:
        with archive.transaction():
            begin(archive)
            decide_all(archive)
            assert_heeded(archive)
            for step in order:
                step(archive)
                assert_heeded(archive)
        assert archive.sql.execute("PRAGMA foreign_key_check").fetchall() == []


def test_two_rows_that_become_one_keep_what_was_decided_about_either(archive: Archive) -> None:
    """The promise is folded into another row, which then turns out to be the one that it is never to be folded into."""
    number, _, _ = teaser_of(archive, PROMISE.title)
    archive.decide("unfold", "teaser", number, id_of(archive, A), hours(3))
    archive.save_article(article(C), fetch(hours(4), C))
    assert teaser_of(archive, PROMISE.title)[1] == id_of(archive, C)
    archive.save_teaser(teaser(url=C, native_id="101"), hours(5))
    assert id_of(archive, A) == id_of(archive, C)
    assert teaser_of(archive, PROMISE.title)[1:] == (None, None)


def test_the_newest_of_contradicting_decisions_counts(archive: Archive) -> None:
    number, _, _ = teaser_of(archive, PROMISE.title)
    a, b = id_of(archive, A), id_of(archive, B)
    archive.decide("fold", "teaser", number, b, hours(3))
    assert teaser_of(archive, PROMISE.title)[1:] == (b, "person")
    archive.decide("unfold", "teaser", number, b, hours(4))
    assert teaser_of(archive, PROMISE.title)[1:] == (a, "title")
    archive.decide("fold", "teaser", number, b, hours(5))
    assert fold_decided(archive.sql, number).into == b and not fold_decided(archive.sql, number).never
    archive.decide("merge", "text", a, b, hours(6))
    archive.decide("split", "text", b, a, hours(7))
    assert decided_about(archive.sql, "text", a) == {b: False}
    assert decided_about(archive.sql, "story", a) == {}


def test_a_decision_taken_back_leaves_the_rules_to_match_and_stays_listed(archive: Archive) -> None:
    number, a, _ = teaser_of(archive, PROMISE.title)
    assert a
    decision = archive.decide("unfold", "teaser", number, a, hours(3), by="aida", note="other greenhouses")
    assert teaser_of(archive, PROMISE.title)[1] is None
    revoked = archive.revoke(decision.id, hours(4), by="bek")
    assert revoked and (revoked.decided_by, revoked.note, revoked.revoked_by) == (
        "aida",
        "other greenhouses",
        "bek",
    )
    assert teaser_of(archive, PROMISE.title)[1:] == (a, "title")
    assert decisions(archive.sql) == [] and decisions(archive.sql, revoked=True) == [revoked]
    assert archive.revoke(decision.id, hours(5), by="someone else") == revoked
    assert archive.revoke(99, hours(5)) is None


def test_what_cannot_be_decided_is_refused(archive: Archive) -> None:
    archive.save_teaser(teaser(url=A), hours(3))
    by_url = archive.sql.execute("SELECT id FROM teasers WHERE url = ?", (A,)).fetchone()[0]
    a = id_of(archive, A)
    for verb, what, left, right in (
        ("unfold", "teaser", by_url, a),
        ("fold", "teaser", 999, a),
        ("merge", "text", a, a),
        ("split", "story", a, 999),
    ):
        with pytest.raises(Refused):
            archive.decide(verb, what, left, right, hours(4))  # type: ignore[arg-type]
    assert decisions(archive.sql, revoked=True) == []


def test_the_view_names_the_records_of_today(archive: Archive) -> None:
    decide_all(archive)
    archive.save_article(replace(SECOND, url=ALIAS, native_id="102"), fetch(hours(4), ALIAS))
    archive.save_teaser(teaser(url=B, native_id="102"), hours(5))
    a, b = id_of(archive, A), id_of(archive, B)
    first, other = (teaser_of(archive, one.title)[0] for one in (PROMISE, OTHER_PROMISE))
    assert archive.sql.execute(
        "SELECT verb, what, teaser_id, article_id, other_id, decided_by FROM v1_decisions ORDER BY id"
    ).fetchall() == [
        ("unfold", "teaser", first, a, None, "aida"),
        ("fold", "teaser", other, b, None, "aida"),
        ("split", "text", None, a, b, "aida"),
        ("merge", "story", None, b, a, "aida"),
    ]


OPENING = (
    "Президент Айдар Сапаров и посол Гансуэлы Хорхе Баррето открыли 14 мая в городе Кара-Балык мост через реку"
    " Тунук длиной 418 метров."
)
RELEASE = "\n\n".join(
    [
        OPENING,
        "Мост построила компания «Тунук-Курулуш» за 27 месяцев, работы обошлись в 912 миллионов сомов.",
        "Сапаров сказал, что дорога из Кара-Балыка в Жашыл-Сай станет короче на 63 километра, и поблагодарил Баррето.",
        "Старый паром «Чайка» проработал на переправе с 1961 года и станет музеем, сообщил мэр Эркин Токоев.",
    ]
)
PRINT = "https://jany-jol.example/1"
HARVEST = "https://jany-jol.example/2"
FIRST_PRINT = article(A, title="В Кара-Балыке открыли мост через Тунук", text=RELEASE, native_id="101")
SECOND_PRINT = article(PRINT, source=SISTER.id, title="Президент открыл мост через Тунук", text=RELEASE)
ROADS = article(
    B, title="Дороги отремонтируют", text="Дороги района отремонтируют к осени, обещают в айыл окмоту."
)
WHEAT = article(
    HARVEST, source=SISTER.id, title="Урожай пшеницы", text="Пшеницы собрали больше, чем год назад."
)
REPORTS = (
    (FIRST_PRINT, fetch(hours(1), A)),
    (SECOND_PRINT, fetch(hours(2), PRINT)),
    (ROADS, fetch(hours(1), B)),
    (WHEAT, fetch(hours(2), HARVEST)),
)


def print_all(archive: Archive) -> None:
    for page in REPORTS:
        archive.save_article(*page)


def held_for_one(archive: Archive, left: str, right: str) -> tuple[str | None, bool]:
    """Return as what kind of one text two articles are held, and whether for reports of one event."""
    one, other = sorted((id_of(archive, left), id_of(archive, right)))
    kind = archive.sql.execute(
        "SELECT kind FROM duplicates WHERE (article_id, other_id) IN (VALUES (?1, ?2), (?2, ?1))",
        (one, other),
    ).fetchone()
    stories = archive.sql.execute("SELECT story_id FROM articles WHERE id IN (?, ?)", (one, other)).fetchall()
    return kind[0] if kind else None, None not in stories[0] and stories[0] == stories[1]


def decide_about_reports(archive: Archive) -> None:
    """Say the contrary of the rules about two prints of one text, and about two reports of different things."""
    a, its_print, b, harvest = (id_of(archive, url) for url in (A, PRINT, B, HARVEST))
    archive.decide("split", "text", a, its_print, hours(3))
    archive.decide("split", "story", its_print, a, hours(3))
    archive.decide("merge", "text", b, harvest, hours(3))
    archive.decide("merge", "story", harvest, b, hours(3))


def later_reports() -> list[Step]:
    edited = replace(FIRST_PRINT, text=RELEASE + "\n\nУточнение редакции.")
    third = article(C, title="Открыт мост через Тунук", text=RELEASE)
    articles = [
        (FIRST_PRINT, fetch(hours(5), A)),
        (edited, fetch(hours(6), A)),
        (replace(SECOND_PRINT, title="Мост через Тунук открыт"), fetch(hours(6), PRINT)),
        (third, fetch(hours(7), C)),
        (replace(ROADS, url=ALIAS, native_id="102", text=RELEASE), fetch(hours(7), ALIAS)),
        (replace(ROADS, native_id="102"), fetch(hours(8), B)),
        (replace(WHEAT, published_at=hours(900)), fetch(hours(8), HARVEST)),
    ]
    return [
        *(lambda archive, one=one: archive.save_article(*one) for one in articles),
        lambda archive: archive.save_article(edited, fetch(hours(1), A), reread=True),
        lambda archive: rematch(archive, hours(9), pause=0),
    ]


@settings(max_examples=25, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_texts_and_stories_stay_as_decided_in_any_order_of_later_saves(chance: random.Random) -> None:
    order = later_reports()
    chance.shuffle(order)
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "archive.db") as archive:
        print_all(archive)
        assert held_for_one(archive, A, PRINT) == ("identical", True)
        assert held_for_one(archive, B, HARVEST) == (None, False)
        decide_about_reports(archive)
        for step in order:
            assert held_for_one(archive, A, PRINT) == (None, False)
            assert held_for_one(archive, B, HARVEST) == ("person", True)
            step(archive)
        assert held_for_one(archive, A, PRINT) == (None, False)
        assert held_for_one(archive, B, HARVEST) == ("person", True)


def test_decisions_about_texts_and_stories_are_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path / "archive.db") as archive:
        print_all(archive)
        decide_about_reports(archive)
        for number in (1, 2, 3, 4):
            archive.revoke(number, hours(5))
        assert held_for_one(archive, A, PRINT) == ("identical", True)
        assert held_for_one(archive, B, HARVEST) == (None, False)


def stories(archive: Archive, *urls: str) -> list[int | None]:
    """Return the stories of some articles."""
    return [row["story_id"] for url in urls if (row := archive.article(url))]


def test_two_stories_that_are_merged_are_one_and_each_as_before_when_it_is_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path / "archive.db") as archive:
        save_reports(archive, reports("events_first"))
        before = archive.sql.execute("SELECT id, story_id FROM articles ORDER BY id").fetchall()
        members: dict[int, list[int]] = {}
        for article_id, story in before:
            members.setdefault(story, []).append(article_id)
        alone = members.pop(None)  # type: ignore[call-overload]
        several = [group for group in members.values() if len(group) > 2]
        for ours, theirs in (*zip(several[:8], several[8:16], strict=True), (several[16], alone[:1])):
            decision = archive.decide("merge", "story", ours[1], theirs[0], hours(1))
            marks = ", ".join("?" * len(ours + theirs))
            assert archive.sql.execute(
                f"SELECT count(*), count(DISTINCT story_id) FROM articles WHERE id IN ({marks})",
                ours + theirs,
            ).fetchone() == (len(ours + theirs), 1)
            archive.revoke(decision.id, hours(2))
            now = archive.sql.execute("SELECT id, story_id FROM articles ORDER BY id").fetchall()
            assert [story is None for _, story in now] == [story is None for _, story in before]
            assert len({story for _, story in now}) == len({story for _, story in before})


def test_of_decisions_that_contradict_each_other_together_the_newest_count(tmp_path: Path) -> None:
    """A is one with B, B with C, and A is not one with C: the oldest of the three gives way."""
    with opened(tmp_path / "archive.db") as archive:
        print_all(archive)
        a, b, c = (id_of(archive, url) for url in (A, B, HARVEST))
        archive.decide("merge", "story", a, b, hours(3))
        archive.decide("merge", "story", b, c, hours(4))
        first, second, third = stories(archive, A, B, HARVEST)
        assert first == second == third is not None
        split = archive.decide("split", "story", c, a, hours(5))
        first, second, third = stories(archive, A, B, HARVEST)
        assert first != second == third is not None
        rematch(archive, hours(6), pause=0)
        assert stories(archive, A)[0] != stories(archive, B)[0] == stories(archive, HARVEST)[0]
        archive.revoke(split.id, hours(7))
        assert len(set(stories(archive, A, B, HARVEST))) == 1
        archive.decide("split", "story", b, c, hours(8))
        archive.decide("merge", "story", a, c, hours(9))
        first, second, third = stories(archive, A, B, HARVEST)
        assert first == third != second


@settings(max_examples=40, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_decisions_of_another_archive_count_in_any_order_with_what_they_are_about(
    chance: random.Random,
) -> None:
    order = [*later(), *first_saves()]
    chance.shuffle(order)
    place = chance.randrange(len(order) + 1)
    with tempfile.TemporaryDirectory() as folder:
        with opened(Path(folder) / "theirs.db") as archive, archive.transaction():
            begin(archive)
            decide_all(archive)
            carried = read_lines("theirs", [line.encode() for line in decision_lines(archive.sql)])
        with opened(Path(folder) / "ours.db") as archive:
            with archive.transaction():
                for step in order[:place]:
                    step(archive)
                adopt(archive, carried, hours(12))
                for step in order[place:]:
                    step(archive)
            assert_heeded(archive)
            assert archive.sql.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_decision_by_a_clock_that_was_set_back_is_newer_all_the_same(archive: Archive) -> None:
    a, b = id_of(archive, A), id_of(archive, B)
    archive.decide("merge", "text", a, b, hours(9))
    archive.decide("split", "text", a, b, hours(3))
    assert decided_about(archive.sql, "text", a) == {b: False}
