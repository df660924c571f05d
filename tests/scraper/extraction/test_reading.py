"""The text is clean: normal form, no marks that nobody sees, an agency's dateline once, no line of another kind."""

from __future__ import annotations

import unicodedata

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
