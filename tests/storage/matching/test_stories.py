"""Stories: reports of one event are joined in any language, others are not, in whatever order they come."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.comparison import compare, read_article
from storage.matching.clusters import clusters
from storage.matching.stories import Stories
from storage.matching.story_explanation import explain
from storage.records import Translation
from tests.storage.matching.reports import pairs, reports, save_reports
from tests.storage.world import article, fetch, hours, opened


def test_reports_in_other_languages_are_found_and_hardly_ever_wrong_ones(tmp_path: Path) -> None:
    those = reports()
    with Archive(tmp_path / "a.db") as archive:
        save_reports(archive, those)
        counts = Counter((same, held) for _, _, same, held in pairs(archive, those))
    assert counts[True, True] + counts[True, False] >= 100
    assert counts[True, True] / (counts[True, True] + counts[False, True]) >= 0.95
    assert counts[True, True] / (counts[True, True] + counts[True, False]) >= 0.6


@pytest.mark.parametrize(
    "name", ["events_first", "events_second", "events_third", "events_fourth", "events_fifth"]
)
def test_events_that_look_alike_are_told_apart(tmp_path: Path, name: str) -> None:
    """Each event has a sibling of the same template; round-ups, weather and exchange rates stand among them."""
    those = reports(name)
    with Archive(tmp_path / "a.db") as archive:
        save_reports(archive, those)
        counts = Counter((same, held) for _, _, same, held in pairs(archive, those))
    assert counts[True, True] / (counts[True, True] + counts[False, True]) >= 0.97
    assert counts[True, True] / (counts[True, True] + counts[True, False]) >= 0.92


def test_a_round_up_joins_no_story_and_says_so(tmp_path: Path) -> None:
    told = [
        one
        for one in reports("events_first")
        if one.event in ("energy-minister", "poet-death", "roundup-0410")
    ]
    with Archive(tmp_path / "a.db") as archive:
        save_reports(archive, told)
        ids = {
            event: [
                row[0]
                for row in archive.sql.execute("SELECT id FROM articles WHERE url LIKE ?", (f"%/{event}",))
            ]
            for event in ("energy-minister", "roundup-0410")
        }
        (roundup,), (report, *_) = ids["roundup-0410"], ids["energy-minister"]
        row = archive.article(roundup)
        assert row and row["story_id"] is None
        assert len(archive.sql.execute("SELECT id FROM stories").fetchall()) == 2
        assert not archive.sql.execute("SELECT 1 FROM story_keys WHERE article_id = ?", (roundup,)).fetchall()
        for pair in ((roundup, report), (report, roundup)):
            (why,) = (one for one in explain(archive.sql, *pair) if one.rule == "a round-up of many events")
            assert not why.holds and "Главные новости дня" in why.note


def test_explanations_name_what_titles_have_in_each_others_place(tmp_path: Path) -> None:
    told = [
        one
        for one in reports("events_first")
        if one.family == "envoy" and one.outlet == "mfa" and one.language == "en"
    ]
    with Archive(tmp_path / "a.db") as archive:
        save_reports(archive, told)
        found = {one.rule: one for one in explain(archive.sql, 1, 2)}
        assert not found["each title names another"].holds
        assert found["each title names another"].value == "korea for india"
        assert found["rarest words in common"].holds
        assert not found["likely one event"].holds and not found["linked"].holds


def test_a_link_between_two_stories_says_why_they_are_two(tmp_path: Path) -> None:
    """One report that fits two stories does not make them one; its link says what the others come to."""
    those = reports("events_first")
    with Archive(tmp_path / "a.db") as archive:
        save_reports(archive, those)
        linked = archive.sql.execute(
            "SELECT l.article_id, l.other_id FROM story_links l JOIN articles a ON a.id = l.article_id JOIN articles b"
            " ON b.id = l.other_id WHERE a.story_id IS NOT b.story_id"
        ).fetchall()
        assert linked
        for pair in linked:
            (why,) = (
                one for one in explain(archive.sql, *pair) if one.rule.startswith("links between the stories")
            )
            assert not why.holds and 0 < float(str(why.value)) < 0.35
        (same, *_) = archive.sql.execute(
            "SELECT l.article_id, l.other_id FROM story_links l JOIN articles a ON a.id = l.article_id JOIN articles b"
            " ON b.id = l.other_id WHERE a.story_id = b.story_id"
        ).fetchall()
        assert not [
            one for one in explain(archive.sql, *same) if one.rule.startswith("links between the stories")
        ]


def test_each_article_says_why_it_is_in_its_story(tmp_path: Path) -> None:
    those = [one for one in reports() if one.event == reports()[0].event]
    with Archive(tmp_path / "a.db") as archive:
        save_reports(archive, those)
        rows = archive.sql.execute(
            "SELECT story_id, joined_by FROM articles ORDER BY published_at, url"
        ).fetchall()
        assert len({story for story, _ in rows}) == 1
        assert rows[0][1] == "first" and {why for _, why in rows[1:]} == {"report"}
        assert archive.sql.execute("SELECT article_count, title FROM stories").fetchall()[0][0] == len(those)
        left, right = (read_article(archive.sql, number) for number in (1, 2))
        assert left and right
        (_, story) = compare(archive.sql, left, right).answers
        assert story.same and story.reasons == tuple(explain(archive.sql, 1, 2))
        last = story.reasons[-1]
        assert last.rule == "likely one event" and last.holds and last.threshold == ">= 0.5"


def test_a_story_loses_a_report_that_turns_to_another_event(tmp_path: Path) -> None:
    event = [one for one in reports() if one.event == reports()[0].event]
    with Archive(tmp_path / "a.db") as archive:
        save_reports(archive, event)
        changed = event[-1]
        page = article(
            changed.url,
            source=changed.outlet,
            title="Погода на выходные",
            text="В выходные без осадков, днём до десяти градусов тепла.",
            published_at=changed.day,
        )
        archive.save_article(page, fetch(hours(2000), changed.url))
        row = archive.article(changed.url)
        assert row and row["story_id"] is None and row["joined_by"] is None
        assert archive.sql.execute("SELECT article_count FROM stories").fetchall() == [(len(event) - 1,)]


def test_translations_of_one_page_are_one_story(tmp_path: Path) -> None:
    """Joined by what the page says of its other languages, also where no word is shared."""
    russian = article(
        "https://sary-bulak.example/ru/9", native_id="ru:9", title="О погоде", text="Будет тепло и сухо."
    )
    other = "https://sary-bulak.example/ky/9"
    named = replace(russian, translations=(Translation("ky", other),))
    kyrgyz = article(other, native_id="ky:9", language="ky", title="Малчыларга", text="Жайлоого көч.")
    for order in ((named, kyrgyz), (kyrgyz, named)):
        with opened(tmp_path / f"{order[0].language}.db") as archive:
            for page in order:
                archive.save_article(page, fetch(hours(1), page.url))
            rows = archive.sql.execute("SELECT story_id, joined_by FROM articles").fetchall()
            assert rows[0][0] == rows[1][0] is not None
            assert sorted(why for _, why in rows) == ["first", "translation"]


def test_one_outlet_is_no_reason_against_its_own_translations(tmp_path: Path) -> None:
    first, second, *_ = (one for one in reports() if one.event == reports()[0].event)
    with Archive(tmp_path / "a.db") as archive:
        save_reports(archive, [first, replace(second, outlet=first.outlet)])
        (measure,) = (one for one in explain(archive.sql, 1, 2) if one.rule == "one outlet, one language")
        assert measure.holds and first.language != second.language
        assert len(archive.sql.execute("SELECT 1 FROM articles WHERE story_id IS NOT NULL").fetchall()) == 2


def test_stories_do_not_depend_on_the_order_of_links() -> None:
    chance = random.Random(7)
    links = {(left, right): chance.randint(1, 1000) for left in range(12) for right in range(left + 1, 12)}
    expected = clusters(12, links)
    for _ in range(20):
        shuffled = list(links.items())
        chance.shuffle(shuffled)
        assert clusters(12, dict(shuffled)) == expected


def test_what_is_held_apart_is_in_two_stories_however_certain_the_links_around_it() -> None:
    links = {(0, 1): 1000, (1, 2): 1000, (0, 2): 1000}
    assert clusters(3, links) == [[0, 1, 2]]
    groups = clusters(3, links, apart=[(0, 2)])
    assert not any({0, 2} <= set(group) for group in groups) and len(groups) == 2
    assert clusters(3, links, bound=[(0, 2)], apart=[(0, 2)]) == [[0, 1, 2]]


def test_a_text_printed_again_and_again_joins_its_large_story_as_if_the_story_were_worked_out_anew(
    tmp_path: Path,
) -> None:
    text = "Насосная станция даст воду 165 гектарам полей в селе Кызыл-Туу, стройка обошлась в 45 миллионов сомов."
    with opened(tmp_path / "archive.db") as archive:
        order = list(range(130))
        random.Random(3).shuffle(order)
        with archive.transaction():
            for number in order:
                url = f"https://sary-bulak.example/news/{number}"
                page = article(url, title="Открыли станцию", text=text, published_at=hours(number / 10))
                archive.save_article(page, fetch(hours(40), url))
        query = (
            "SELECT a.id, a.joined_by, a.duplicate_of, s.title, s.first_published_at, s.last_published_at,"
            " s.article_count FROM articles a LEFT JOIN stories s ON s.id = a.story_id ORDER BY a.id"
        )
        found = archive.sql.execute(query).fetchall()
        assert {row[-1] for row in found} == {130}
        with archive.transaction():
            stories = next(one for one in archive.matchers if isinstance(one, Stories))
            stories.regroup([1], hours(41), None)
        assert archive.sql.execute(query).fetchall() == found


HOTLINE = (
    "Министерство напоминает: горячая линия ведомства работает круглосуточно, звонки принимаются бесплатно с любых"
    " телефонов страны, операторы отвечают на трёх языках, жалобы регистрируются в журнале, ответ направляется"
    " заявителю в течение десяти дней, а список отделений с часами приёма опубликован на портале."
)
NEWS = (
    "В Оше начали ремонт моста через Ак-Буру, движение закрыли до осени по просьбе мэрии города.",
    "На рынке Дордой проверили весы продавцов мяса и оштрафовали девятерых нарушителей закона.",
    "Школьники Нарына выиграли олимпиаду по физике и поедут в Стамбул на финал осенью.",
    "Из Иссык-Куля вывезли сорок тонн мусора, помогали волонтёры и пограничники.",
)


def test_what_is_no_longer_one_text_since_its_end_is_boilerplate_is_no_longer_one_story(
    tmp_path: Path,
) -> None:
    """Three articles hold another outlet's text; the fourth shows that it is what their own prints below everything."""
    pages = [
        article(
            f"https://sary-bulak.example/news/{number}",
            title=news[:30],
            text=f"{news}\n\n{HOTLINE}",
            published_at=hours(24 * number),
        )
        for number, news in enumerate(NEWS)
    ]
    note = article("https://jany-jol.example/1", source="jany_jol", title="Как дозвониться", text=HOTLINE)
    links = "SELECT article_id, other_id FROM story_links WHERE rule = 'duplicate'"
    texts = "SELECT article_id, other_id FROM duplicates"
    with opened(tmp_path / "archive.db") as archive:
        for place, page in enumerate([note, *pages]):
            archive.save_article(page, fetch(hours(24 * place), page.url))
            held = {tuple(sorted(pair)) for pair in archive.sql.execute(texts)}
            assert {tuple(sorted(pair)) for pair in archive.sql.execute(links)} == held
            assert bool(held) == (0 < place < 4)


def test_a_text_that_was_printed_by_twenty_and_its_translation_are_one_story(tmp_path: Path) -> None:
    those = [one for one in reports("events_first") if one.event == "bus-balykchy"]
    with Archive(tmp_path / "a.db") as archive:
        save_reports(archive, those)
        first, late = those[0], those[3]
        assert archive.article(late.url)["story_id"] is None, "also without the prints"  # type: ignore[index]
        with archive.transaction():
            for number in range(20):
                url = f"https://{first.outlet}.example/print/{number}"
                page = article(
                    url, source=first.outlet, title=first.title, text=first.text, published_at=first.day
                )
                archive.save_article(page, fetch(hours(0), url))
        languages = archive.sql.execute(
            "SELECT DISTINCT story_id, language FROM articles WHERE url != ? ORDER BY language", (late.url,)
        ).fetchall()
        assert {story for story, _ in languages} == {1} and len(languages) == 4


def test_stories_around_a_thousand_articles_are_put_in_order_at_once(tmp_path: Path) -> None:
    """As many as one print of a text may be linked to."""
    with Archive(tmp_path / "a.db") as archive:
        save_reports(archive, reports("events_third"))
        query = "SELECT id, story_id, joined_by FROM articles ORDER BY id"
        before = archive.sql.execute(query).fetchall()
        with archive.transaction():
            stories = next(one for one in archive.matchers if isinstance(one, Stories))
            stories.regroup(range(1, 1001), hours(1), None)
        assert archive.sql.execute(query).fetchall() == before
