"""What a report tells: pairs that must be one story and that must not, in any order, with what people decided."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.gathering import Gathering
from storage.matching.likeness import compare
from storage.matching.rarity import Counts, Rarity
from storage.matching.report import MEANING, NAME, NUMBER, WORD, read_report, read_words
from storage.records import Article, Fetch, Source
from tests.storage.matching.reports import reports, save_reports

AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
FILMS = (
    "Kyrgyzstan and Hungary Discussed Cooperation in the Field of Animation",
    "During the conversation, the possibilities for cooperation in the field of animation were discussed. The"
    " participants exchanged ideas about the prospects for joint projects of animation studios, and about how to"
    " promote the fairy tales of nomadic peoples through animation.\n\nAs a result, the parties agreed to hold"
    " Hungarian Animation Days in Bishkek.",
)
PROSPECTS = (
    "In Hungary, the prospects for implementing joint animation projects with Kyrgyzstan were discussed",
    "At the forum of studios of nomadic peoples held in Budapest, dedicated to fairy tales,",
)
LIBRARIES = (
    "Kyrgyzstan and Hungary Discussed Cooperation in the Field of Archives and Libraries",
    "At the forum dedicated to fairy tales of nomadic peoples, the parties agreed to exchange copies of",
)


def save(archive: Archive, outlet: str, name: str, title: str, text: str, **values: object) -> int:
    """Save one article of an outlet; return its id."""
    host = outlet.replace("_", "-")
    archive.save_source(Source(outlet, outlet, "news", f"https://{host}.example/"))
    url = f"https://{host}.example/{name}"
    known = {"language": "en", "published_at": AT, "published_precision": "minute", **values}
    return archive.save_article(
        Article(outlet, url, title, text, **known),  # type: ignore[arg-type]
        Fetch(url, AT + timedelta(days=1)),
    ).article_id


def stories(archive: Archive) -> list[list[str]]:
    """Return the URLs of each story with the reasons, in one order whatever the ids."""
    rows = archive.sql.execute(
        "SELECT s.title, s.article_count, group_concat(a.url || ' ' || a.joined_by, '\n') FROM (SELECT * FROM articles"
        " ORDER BY url) a JOIN stories s ON s.id = a.story_id GROUP BY s.id"
    )
    return sorted([title, str(count), *sorted(members.split("\n"))] for title, count, members in rows)


@pytest.fixture
def archive(tmp_path: Path) -> Iterable[Archive]:
    with Archive(tmp_path / "a.db") as opened:
        yield opened


def test_a_page_and_the_article_it_announces_are_one_story_and_two_articles(archive: Archive) -> None:
    """The pair that made us think: one outlet, one visit; and a third article of the same parties on another matter."""
    page = save(archive, "open_site", "1", *FILMS)
    announced = save(archive, "open_site", "2", *PROSPECTS)
    other = save(archive, "open_site", "3", *LIBRARIES)
    rows = [archive.article(one) for one in (page, announced, other)]
    assert all(rows)
    story_ids = [row["story_id"] for row in rows if row]
    assert len({page, announced, other}) == 3
    assert story_ids[0] is not None and story_ids[0] == story_ids[1] != story_ids[2]
    assert archive.sql.execute("SELECT count(*) FROM duplicates").fetchone() == (0,)


@pytest.mark.parametrize("old", [1, 2])
def test_an_article_that_became_another_one_leaves_its_story_in_order(archive: Archive, old: int) -> None:
    """Two of one story, then one of them turns out to be the old address of a page on something else."""
    url = "https://open-site.example/{}"
    page = Article("open_site", url.format(3), *LIBRARIES, language="en", published_at=AT)
    save(archive, "open_site", "3", *LIBRARIES, published_precision=None)
    archive.save_article(page, Fetch(page.url, AT + timedelta(days=2)))
    save(archive, "open_site", "1", *FILMS)
    save(archive, "open_site", "2", *PROSPECTS)
    assert [count for _, count, *_ in stories(archive)] == ["2"]
    archive.save_article(page, Fetch(url.format(old), AT + timedelta(days=3)))
    assert archive.sql.execute("SELECT count(*) FROM articles").fetchone() == (2,)
    assert archive.sql.execute("SELECT count(*) FROM stories").fetchone() == (0,)
    assert stories(archive) == []


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    """Links and stories are the same, and say the same, whatever came first, and whatever was saved twice."""
    those = [one for one in reports() if one.family in ("turkey", "energy", "quake")]
    expected = None
    for seed in range(3):
        shuffled = list(those)
        random.Random(seed).shuffle(shuffled)
        with Archive(tmp_path / f"{seed}.db") as archive:
            save_reports(archive, [*shuffled, *shuffled[:5]])
            found = stories(archive)
        expected = expected or found
        assert found == expected
        assert len(found) > 5


def test_what_a_person_decides_wins(archive: Archive) -> None:
    first = save(archive, "one", "1", *FILMS)
    second = save(archive, "two", "1", *PROSPECTS)
    bread = save(archive, "three", "1", "Price of bread rises in Osh", "Bakers blame the flour.")
    decision = archive.decide("split", "story", first, second, AT)
    assert stories(archive) == []
    archive.decide("merge", "story", first, bread, AT)
    row = archive.article(bread)
    assert row and row["joined_by"] in ("person", "first") and len(stories(archive)) == 1
    archive.revoke(decision.id, AT)
    assert len(stories(archive)) >= 1
    assert archive.sql.execute("SELECT max(article_count) FROM stories").fetchone()[0] >= 2


def test_reports_far_apart_in_time_are_other_events(archive: Archive) -> None:
    save(archive, "one", "1", *FILMS)
    save(archive, "two", "1", *PROSPECTS, published_at=AT + timedelta(days=9))
    assert stories(archive) == []


def test_weights_follow_what_the_archive_has_read(archive: Archive) -> None:
    """A word that every article holds says nothing any more, once enough articles were counted."""
    rarity = Rarity(Gathering(archive.sql))
    before = rarity.weigh("kenesh", 0, "ru")
    with archive.transaction():
        for number in range(8 * 700):
            rarity.learn(f"https://one.example/{number}", "ru", ["kenesh"])
    assert rarity.weigh("kenesh", 0, "ru") < 0.5 < before
    assert Rarity(Gathering(archive.sql)).weigh("kenesh", 0, "ru") == pytest.approx(
        rarity.weigh("kenesh", 0, "ru"), abs=0.1
    )


def test_a_young_archive_counts_every_article_so_that_it_soon_knows_what_all_speak_of(
    archive: Archive,
) -> None:
    """By guesses alone "health, virus, disease, 19" made one event of any two reports of spring 2020."""
    rarity = Rarity(Gathering(archive.sql))
    before = rarity.weigh("=virus", MEANING, "ru")
    with archive.transaction():
        for number in range(100):
            rarity.learn(f"https://one.example/{number}", "ru", ["=virus"])
    assert rarity.weigh("=virus", MEANING, "ru") < before / 2
    assert rarity.weigh("=virus", MEANING, "en") == before


def test_a_word_and_a_name_weigh_the_same_whichever_was_met_first() -> None:
    one, other = Rarity(), Rarity()
    words, kinds = ["manas", "manas"], bytes([WORD, NAME])
    assert one.weigh_all(words, kinds, "ky") == other.weigh_all(words, kinds[::-1], "ky")[::-1]
    assert one.weigh("manas", WORD, "ky") != one.weigh("manas", NAME, "ky")


def test_a_round_number_says_less_than_another_of_its_size() -> None:
    rarity = Rarity()
    assert rarity.weigh("#1000000", NUMBER, "ru") < rarity.weigh("#1200000", NUMBER, "ru")


def test_words_weigh_by_the_counts_of_another_process() -> None:
    rarity = Rarity()
    before = rarity.weigh("kenesh", WORD, "ru")
    rarity.take(Counts("ru", 3, 1000, {"kenesh": 900}))
    assert rarity.number("ru") == 3 and rarity.number("ky") == 0
    assert rarity.weigh("kenesh", WORD, "ru") < before


def test_dates_and_numbers_are_read_in_each_language() -> None:
    texts = {
        "ru": ("Суд арестовал мэра", "До 5 июля. Взятка — 2,4 миллиона сомов."),
        "ky": ("Сот мэрди камады", "5-июлга чейин. Пара 2,4 миллион сом."),
        "en": ("Court holds the mayor", "Until July 5. The bribe was 2.4 million soms."),
    }
    reports = [read_report(0, "", language, 0, *text, Rarity().weigh_all) for language, text in texts.items()]
    for report in reports:
        assert report.days == {"@7-5"}
        assert {"#2400000", "=bribe", "=mayor", "=court", "=som"} <= report.weights.keys()
    assert compare(reports[0], reports[1]).score > 0.5


def test_a_number_is_the_same_however_long_it_is_written() -> None:
    texts = [
        ("ru", "Ущерб — 1,5 млн сомов."), ("ru", "Ущерб — полтора миллиона сомов."), ("ky", "Зыян — бир жарым миллион сом."),
        ("en", "The loss is 1.5 million soms."), ("en", "The loss is 1,500,000 soms."), ("en", "The loss is $1.5m."),
        ("tr", "Zarar 1,5 milyon som."), ("tr", "Zarar bir buçuk milyon."),
    ]  # fmt: skip
    for language, text in texts:
        told = read_words(language, "", text)
        assert "#1500000" in told.keys and not {"#1.5", "=million", "#15"} & set(told.keys), text
    assert "#72" in read_words("en", "", "Seventy-two deputies").keys
    assert "=million" in read_words("ru", "", "Потратили миллионы").keys
    assert {"#87", "=percent"} <= set(read_words("en", "", "It grew by 87%").keys)


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("ru", "16—17 апреля", {"4-16", "4-17"}),
        ("ru", "16 и 17 апреля 300 человек", {"4-16", "4-17"}),
        ("ru", "с 25 мая по 10 июня", {"5-25", "6-10"}),
        ("ky", "16-17-апрелде", {"4-16", "4-17"}),
        ("en", "on April 16 and 17", {"4-16", "4-17"}),
        ("en", "from May 25 to June 10", {"5-25", "6-10"}),
        ("en", "On April 16, 17 people", {"4-16"}),
        ("en", "On April 16 at 17:00", {"4-16"}),
        ("en", "They rose from 25 to May", set()),
        ("tr", "16 ve 17 Nisan", {"4-16", "4-17"}),
    ],
)
def test_days_of_one_month_are_read_together(language: str, text: str, days: set[str]) -> None:
    assert read_words(language, "", text).days == {f"@{day}" for day in days}


def test_capitals_of_a_title_tell_names_unless_all_words_have_them() -> None:
    told = read_words("en", "Foreign Minister Jeenbek Toktobaev met with JICA President Akihiko Mori", "")
    names = {key for key, kind in zip(told.keys, told.kinds, strict=True) if kind == NAME}
    assert {"jika", "akihika", "mari"} <= names
    titled = read_words("en", "Deputies and Farmers Discussed Bright Prospects of Animation", "")
    assert NAME not in titled.kinds


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("uz", "Eng kam ish haqi 1 million 400 ming soʻm", "1400000"),
        ("uz", "Энг кам иш ҳақи 1 млн 400 минг сўм", "1400000"),
        ("ru", "Выделено 2 млрд 350 млн тенге", "2350000000"),
        ("ru", "Выделено 2 млн, 350 тысяч вернули", "2000000 350000"),
        ("ru", "Потрачено 1,4 млн 200 тысяч", "1400000 200000"),
        ("uz", "yigirma uch kishi", "23"),
        ("uz", "bir yarim million", "1500000"),
        ("uz", "икки ярим минг", "2500"),
        ("kk", "жүз жиырма бес адам", "125"),
        ("az", "iki yüz əlli nəfər", "250"),
        ("tr", "on iki kişi", "12"),
        ("ky", "кырк беш киши", "45"),
        ("ru", "двадцать три человека", "23"),
        ("en", "twenty five people", "25"),
        ("ru", "три двадцать", "3 20"),
        ("ru", "20 5", "20 5"),
        ("ru", "пять три", "5 3"),
        ("ru", "двадцать пятьдесят", "20 50"),
    ],
)
def test_numbers_in_several_words_are_one(language: str, text: str, numbers: str) -> None:
    told = read_words(language, "", text)
    found = [key[1:] for key, kind in zip(told.keys, told.kinds, strict=True) if kind == NUMBER]
    assert found == numbers.split()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "8-9 шілдеде"),
        ("kk", "шілденің 8-і мен 9-ы"),
        ("uz", "8–9-iyul kunlari"),
        ("uz", "8 ва 9 июлда"),
        ("az", "iyulun 8-i və 9-da"),
    ],
)
def test_days_are_read_in_every_writing(language: str, text: str) -> None:
    assert read_words(language, "", text).days >= {"@7-8"}


@pytest.mark.parametrize("mark", "'ʻʼ‘’`´")
def test_an_uzbek_word_is_one_whatever_is_typed_for_its_mark(mark: str) -> None:
    told = read_words("uz", f"O{mark}zbekiston va G{mark}iyosov", "")
    assert told.keys == ("=uzbekistan", "giasav")


def test_names_that_a_hyphen_joins_are_two() -> None:
    apart, joined = (
        read_words("uz", "Yongʻin Abu Sahiy bozorida", ""),
        read_words("ru", "На рынке Абу-Сахий", ""),
    )
    assert {"abu", "sahi"} <= set(apart.keys) & set(joined.keys)


def test_a_compound_of_two_places_names_both() -> None:
    assert {"=kyrgyzstan", "=uzbekistan"} <= set(
        read_words("en", "Talks on the Kyrgyz-Uzbek border", "").keys
    )
    assert {"=bishkek", "=osh"} <= set(read_words("ru", "Трасса Бишкек-Ош закрыта", "").keys)
    assert "=jalalabad" in read_words("ru", "Жители Джалал-Абада", "").keys


QUAKE = (
    (
        "В Баткене произошло землетрясение магнитудой 5,2",
        "Сегодня утром в Баткенской области произошло землетрясение магнитудой 5,2. По данным МЧС, в Лейлекском районе"
        " повреждены 14 домов. Жертв нет.",
    ),
    (
        "Землетрясение в Баткенской области: повреждены дома в Лейлеке",
        "В Лейлекском районе Баткенской области после землетрясения силой 5,2 балла треснули стены 14 жилых домов,"
        " сообщили в министерстве чрезвычайных ситуаций.",
    ),
    (
        "Жители Лейлека ночевали на улице после землетрясения",
        "После землетрясения магнитудой 5,2 жители Лейлекского района Баткена боялись возвращаться домой. Повреждения"
        " есть в 14 домах, работает комиссия.",
    ),
    (
        "Школы Лейлекского района закрыты из-за землетрясения",
        "В Лейлекском районе Баткенской области занятия в школах отменены после утреннего землетрясения магнитудой 5,2."
        " Комиссия проверяет здания.",
    ),
)
"""One event in four wordings."""


def test_a_great_event_is_one_story_however_many_tell_of_it_in_the_same_words(archive: Archive) -> None:
    """Each outlet prints one of the wordings: those that are most alike are no more than those of the same words."""
    told = [(f"outlet_{number}", *QUAKE[number % len(QUAKE)]) for number in range(8 * len(QUAKE))]
    random.Random(1).shuffle(told)
    for outlet, title, text in told:
        save(archive, outlet, "1", title, text, language="ru")
    assert [story[1] for story in stories(archive)] == [str(len(told))]
