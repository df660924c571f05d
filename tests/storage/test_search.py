"""Full-text search: any case, ё and ı, phrases, beginnings, forms; original text in the snippet; no syntax errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.archive import Archive
from storage.query import beginning, read_query
from storage.search import search
from tests.storage.world import SISTER, article, fetch, hours, opened, teaser

BASE = "https://sary-bulak.example/news/"
STORIES = (
    ("1", "Ёлка в Бишкеке", "На площади зажгли ЁЛКУ. Дети пришли с родителями.", "ru"),
    ("2", "Маярды көбөйтүү", "Өкмөттүн чечими менен маяна көбөйтүлдү. Жаңы ырааттама түзүлдү.", "ky"),
    ("3", "IŞIK İSTANBUL'DA", "Istanbul'da ışık festivali yapıldı, İzmir'de de kutlandı.", "tr-TR"),
    ("4", "Кредиты фермерам", "Министр рассказал о кредитах. Кредит выдаёт банк под шесть процентов годовых.", "ru"),
    ("5", "Ministers met", "The ministers discussed co-operation in the field of café culture.", "en"),
    ("6", "Дорога", "О новой дороге. " + "Слова ни о чём. " * 80 + "Кредит на дорогу дали в конце. " + "И ещё. " * 50, "ru"),
)  # fmt: skip


TURKIC = (
    ("11", "Қазақстанның үкіметі", "Үкіметтің отырысында құжаттар қаралды.", "kk"),
    ("12", "Oʻzbekistonda maktablar", "Maʼlum boʻlishicha, Fargʻonadagi maktab ochildi.", "uz"),
    ("13", "O'zbekiston va suv", "Suv ko'p.", "uz"),
    ("14", "Ўзбекистонда йўллар", "Ҳокимликлар йўлларни таъмирлади.", "uz"),
    ("15", "Azərbaycanın məktəbləri", "Bakıda məktəbdə dərslər başladı.", "az"),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with opened(tmp_path_factory.mktemp("search") / "archive.db") as archive:
        for number, title, text, language in STORIES + TURKIC:
            at = hours(24 * int(number))
            record = article(BASE + number, title=title, text=text, language=language, published_at=at)
            archive.save_article(record, fetch(at, BASE + number))
        sister = replace(
            article("https://jany-jol.example/7"), source=SISTER.id, title="Кредит", text="Кредит жок."
        )
        archive.save_article(sister, fetch(hours(1), sister.url))
        archive.save_teaser(teaser("Кредит обещан", url=BASE + "8", published_at=hours(5)), hours(5))
        yield archive


def found(archive: Archive, words: str, **options: object) -> list[str]:
    return [hit.url.rsplit("/", 1)[1] for hit in search(archive, words, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "urls"),
    [
        ("елка", {"1"}),
        ("Қазақстан", {"11"}),
        ("үкіметке", {"11"}),
        ("құжатты", {"11"}),
        ("oʻzbekiston", {"12", "13"}),
        ("O'ZBEKISTON", {"12", "13"}),
        ("o‘zbekistonning", {"12"}),
        ("maʼlum", {"12"}),
        ("ma'lum", {"12"}),
        ("maktab -fargʻona*", set()),
        ("ўзбекистоннинг", {"14"}),
        ("ҳокимлик", {"14"}),
        ("məktəb", {"15"}),
        ("məktəblər", {"15"}),
        ("ЁЛКУ", {"1"}),
        ("ӨКМӨТТҮН", {"2"}),
        ("өкмөт*", {"2"}),
        ("ЖАҢЫ", {"2"}),
        ("istanbul", {"3"}),
        ("İSTANBUL", {"3"}),
        ("ISTANBUL", {"3"}),
        ("ışık", {"3"}),
        ("IŞIK", {"3"}),
        ("isik", {"3"}),
        ("izmir", {"3"}),
        ("cafe", {"5"}),
        ("co-operation", {"5"}),
        ('"шесть процентов"', {"4"}),
        ('"процентов шесть"', set()),
        ("«шесть процентов»", {"4"}),
        ("министр кредит", {"4"}),
        ("министр -банк", set()),
        ("ёлка ИЛИ өкмөттүн", {"1", "2"}),
        ("кред*", {"4", "6", "7", "8"}),
        ("нигде", set()),
        ("", set()),
        ("***", set()),
        ("-банк", set()),
    ],
)
def test_finds(archive: Archive, words: str, urls: set[str]) -> None:
    assert set(found(archive, words)) == urls


def test_forms_of_a_word_are_found_unless_it_is_quoted_or_forms_are_off(archive: Archive) -> None:
    assert "4" in found(archive, "кредитов")
    assert "5" in found(archive, "minister")
    assert found(archive, '"кредитов"') == []
    assert found(archive, "кредитов", forms=False) == []


def test_short_words_have_no_forms() -> None:
    """`бан` as a beginning of `банк` would find `бандит`."""
    assert beginning("мир") is None
    assert beginning("министра") == "министр"


def test_title_outweighs_text(archive: Archive) -> None:
    assert found(archive, "кредит", source="sary_bulak", state="full") == ["4", "6"]


def test_filters(archive: Archive) -> None:
    assert found(archive, "кредит", source="jany_jol") == ["7"]
    assert found(archive, "кредит", state="teaser") == ["8"]
    assert found(archive, "ışık", language="tr") == ["3"]
    assert found(archive, "ışık", language="t") == []
    assert set(found(archive, "кредит", since=hours(96), until=hours(144))) == {"4"}
    assert len(found(archive, "кредит", limit=2)) == 2
    assert found(archive, "кредит", limit=9, offset=2) == found(archive, "кредит")[2:]


def test_snippet_is_cut_from_the_original_text_around_the_words(archive: Archive) -> None:
    (hit,) = search(archive, "кредит дорога", source="sary_bulak")
    shown = hit.snippet.marked("[", "]")
    assert shown.startswith("… ") and shown.endswith(" …")
    assert "[Кредит] на [дорогу] дали в конце." in shown
    assert len(str(hit.snippet).split()) < 45


def test_snippet_marks_original_letters(archive: Archive) -> None:
    (hit,) = search(archive, "елку")
    assert hit.snippet.marked("<b>", "</b>") == "На площади зажгли <b>ЁЛКУ</b>. Дети пришли с родителями."
    (hit,) = search(archive, "istanbul")
    assert hit.title.marked("<", ">") == "IŞIK <İSTANBUL>'DA"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from('"*-^():{}+ ANDORNTкредит')), max_size=40
    )
)
def test_no_words_are_a_syntax_error(archive: Archive, words: str) -> None:
    search(archive, words)
    assert isinstance(read_query(words).expression(), str)


def test_edited_and_merged_articles_are_found_by_what_they_say_now(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as archive:
        archive.save_article(article(BASE + "1", text="Старое слово."), fetch(hours(1), BASE + "1"))
        archive.save_article(article(BASE + "1", text="Новое известие."), fetch(hours(2), BASE + "1"))
        archive.save_article(article(BASE + "2", text="Новое известие."), fetch(hours(1), BASE + "2"))
        assert set(found(archive, "известие")) == {"1", "2"} and not found(archive, "старое")
        archive.save_article(article(BASE + "1", text="Новое известие."), fetch(hours(3), BASE + "2"))
        assert found(archive, "известие") == ["1"]
