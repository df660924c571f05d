"""The text is clean: normal form, no marks that nobody sees, an agency's dateline once, no line of another kind."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest

from scraper.extraction import Page, Reading, bench_extract, extract_article, read_page

PARAGRAPHS = [
    "Өкмөт аймактарда китепканаларды оңдоого отуз миллион сом бөлдү. Иштер жазында башталат деп айтылды жыйында.",
    "Министрликтин айтымында, быйыл он беш айылдагы китепкана жаңы имаратка көчөт. Калгандары келерки жылы оңдолот.",
    "Окурмандар үчүн жаңы китептер сатылып алынат. Алардын жарымы кыргыз тилинде, калганы орус жана англис тилдеринде.",
]
TITLE = "Китепканаларды оңдоого отуз миллион сом бөлүндү"


def read(paragraphs: list[str], extra: str = "") -> Reading:
    """Return what is read from a page with these paragraphs, and `extra` between the first two."""
    first, *rest = [f"<p>{one}</p>" for one in paragraphs]
    markup = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{first}{extra}{''.join(rest)}</article></body></html>"
    return read_page(Page.parse(markup.encode(), "https://kabar.example/1204"))


def test_soft_hyphens_zero_width_marks_and_double_spaces_are_taken_out() -> None:
    dirty = (
        PARAGRAPHS[0]
        .replace("китепканаларды", "китеп\u00adкана\u200bларды")
        .replace(" миллион", "\u00a0 \n миллион")
    )
    assert read([dirty, *PARAGRAPHS[1:]]).text.split("\n\n") == PARAGRAPHS


def test_text_is_in_nfc() -> None:
    apart = unicodedata.normalize("NFD", "Ақын Абай туралы йод дәрісі өтті; ёлка тұрды. " * 3)
    text = read([*PARAGRAPHS, apart]).text
    assert text == unicodedata.normalize("NFC", text)
    assert "й" in text.split("\n\n")[-1]


@pytest.mark.parametrize(
    "dateline",
    ["Бишкек, 13.01.26. /Кабар/.", "Bishkek, 13 January 2026. /Kabar/.", "БИШКЕК, 13 янв — 24.kg."],
)
def test_the_dateline_of_an_agency_is_kept_once(dateline: str) -> None:
    text = read([f"{dateline} {PARAGRAPHS[0]}", *PARAGRAPHS[1:]]).text
    assert text.count(dateline) == 1
    assert text.startswith(dateline)


@pytest.mark.parametrize(
    "line",
    [
        '<div class="rates-widget">USD 87.45 EUR 101.20 RUB 1.08 KZT 0.17</div>',
        "<p>Бизди Telegram каналыбыздан окуп туруңуз.</p>",
        "<p>Читайте нас в Telegram</p>",
        "<p>(Сүрөт: Айсулуу Бекова)</p>",
        "<p>Комментарий жазуу</p>",
        "<p>Все права защищены. Перепечатка только со ссылкой.</p>",
    ],
)
def test_what_is_not_the_articles_own_is_left_out(line: str) -> None:
    assert read(PARAGRAPHS, line).text.split("\n\n") == PARAGRAPHS


def test_one_call_gives_plain_values_and_says_why_a_page_cannot_be_read() -> None:
    found = extract_article(
        f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1>{''.join(f'<p>{one}</p>' for one in PARAGRAPHS)}</body></html>".encode(),
        "https://kabar.example/1204",
    )
    assert (found["title"], found["kind"], found["authors"]) == (TITLE, "article", [])
    unreadable = bench_extract(b"", "https://kabar.example/1204")
    assert unreadable["kind"] == "unreadable"
    assert "empty" in unreadable["reason"]


PARAGRAPH = "The bridge was repaired by the people of three villages, who brought stones and timber for it. "


def published_of(before: str) -> datetime | None:
    """Return the time of publication that is read from a page with nothing but text and `before`."""
    markup = f"<html><body><h1>A bridge</h1>{before}{f'<p>{PARAGRAPH * 3}</p>' * 3}</body></html>"
    page = Page.parse(
        markup.encode(), "https://news.example/bridge", fetched_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    return read_page(page).published_at


@pytest.mark.parametrize(
    "stamp",
    [
        "<div>12 ноября 2025, 14:35</div>",
        "<p>Опубликовано: 12 ноября 2025, 14:35</p>",
        "<div>2025-жыл, 12-ноябрь, 14:35</div>",
        "<div>November 12, 2025 at 14:35</div>",
        "<span>12.11.2025 14:35</span>",
        "<div>12 Kasım 2025 14:35</div>",
        "<div>Updated: 15 November 2025 10:00</div><div>Published: 12 November 2025 14:35</div>",
        '<div>By <a href="/author/aida">Aida Berdieva</a> on 12 November 2025, 14:35</div>',
        "<p>Date : [ 2025-11-12 14:35 ]</p>",
        '<p>Updated <time datetime="2025-11-15T10:00Z">x</time></p><p>On <time datetime="2025-11-12T14:35Z">x</time></p>',
    ],
)
def test_a_date_before_the_text_is_read_whatever_its_element_is_called(stamp: str) -> None:
    assert published_of(stamp) == datetime(2025, 11, 12, 14, 35, tzinfo=UTC)


def dated(head: str, body: str = "") -> Reading:
    """Return what is read from a page with dates in its head or body."""
    markup = (
        f"<html><head>{head}</head><body>{body}<h1>A bridge</h1>{f'<p>{PARAGRAPH * 3}</p>' * 3}</body></html>"
    )
    return read_page(
        Page.parse(markup.encode(), "https://news.example/b", fetched_at=datetime(2026, 3, 1, tzinfo=UTC))
    )


def test_a_stamp_between_the_lede_and_the_text_is_found_behind_bylines_and_captions() -> None:
    lede = (
        "The bridge over the river, which the flood had closed in spring, is open again, the ministry says."
    )
    between = "".join(
        f"<div>{word}</div>" for word in ("Picture", "Aida Berdieva", "Naryn -", "Share", "Save")
    )
    stamped = f"<p class='lead'>{lede}</p>{between}<span>12.11.2025 14:35</span>"
    assert published_of(stamped) == datetime(2025, 11, 12, 14, 35, tzinfo=UTC)


def test_a_clock_without_a_zone_takes_the_zone_that_another_place_gives_with_it() -> None:
    thing = '{"@type": "NewsArticle", "datePublished": "2025-11-12 14:35:10.0", "dateModified": "2025-11-12T15:00:00"}'
    ld = f'<script type="application/ld+json">{thing}</script>'
    zoned = '<meta property="article:published_time" content="2025-11-12T14:35:10+06:00">'
    other = '<meta property="article:published_time" content="2025-11-12T09:00:00+06:00">'
    reading = dated(ld + zoned)
    assert reading.published_at == datetime(2025, 11, 12, 8, 35, 10, tzinfo=UTC)
    assert reading.modified_at == datetime(2025, 11, 12, 9, tzinfo=UTC)
    assert (
        dated(ld).published_at
        == dated(ld + other).published_at
        == datetime(2025, 11, 12, 14, 35, 10, tzinfo=UTC)
    )


def test_the_date_in_the_header_of_the_site_is_not_the_articles() -> None:
    today = '<header><time datetime="2026-03-01T08:00Z">1 March</time></header>'
    assert dated("", today).published_at is None
    assert dated("", today.replace("2026-03-01", "2025-11-12")).published_at == datetime(
        2025, 11, 12, 8, tzinfo=UTC
    )
    reading = dated(
        "",
        f'{today}<article><header><time datetime="2025-11-12T14:35Z">x</time><h1>A bridge</h1></header></article>',
    )
    assert reading.published_at == datetime(2025, 11, 12, 14, 35, tzinfo=UTC)


@pytest.mark.parametrize("date", ["<span class='date'>{}</span>", "<time>{}</time>"])
def test_the_dates_of_other_articles_are_not_the_articles(date: str) -> None:
    titles = ("Snow closes the pass again", "The school gets a new roof", "The market moves to the river")
    cards = "".join(
        f'<li><a href="/news/{number}-story-of-it">{title}</a> {date.format("20.02.2026 10:00")}</li>'
        for number, title in enumerate(titles)
    )
    reading = dated(
        "", f"<div class='top'><ul>{cards}</ul></div><div>{date.format('12.11.2025 14:35')}</div>"
    )
    assert reading.published_at == datetime(2025, 11, 12, 14, 35, tzinfo=UTC)


@pytest.mark.parametrize("attribute", ["itemprop", "itemProp", "ITEMPROP"])
def test_microdata_is_read_however_its_attribute_is_written(attribute: str) -> None:
    stamp = f'<div><span {attribute}="datePublished" content="2025-11-12T14:35Z">a while ago</span></div>'
    assert dated("", stamp).published_at == datetime(2025, 11, 12, 14, 35, tzinfo=UTC)
