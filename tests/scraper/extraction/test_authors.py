"""Authors are people by their names alone, as many as signed the article; a site is its author only where nobody is."""

from __future__ import annotations

import json

import pytest

from scraper.extraction import Page, Reading, read_page
from scraper.extraction.authors import completed, from_text

TEXT = "".join(
    f"<p>{'The bridge was repaired by the people of three villages. ' * 3}{number}.</p>"
    for number in range(3)
)


def read(head: str = "", before: str = "", below: str = "", after: str = "") -> Reading:
    """Return what is read from a page with a byline somewhere."""
    markup = f"""<html><head><title>A bridge is open again</title><meta property="og:site_name" content="Naryn Times">{head}</head>
    <body><article><h1>A bridge is open again</h1>{before}<div class="text">{TEXT}{below}</div>{after}</article></body></html>"""
    return read_page(Page.parse(markup.encode(), "https://naryn-times.example/1204"))


def json_ld(author: object) -> str:
    """Return the head of a page whose JSON-LD names `author`."""
    thing = {"@type": "NewsArticle", "headline": "A bridge is open again", "author": author}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Aisuluu Bekova", ["Aisuluu Bekova"]),
        ("Von Anna Marten und Lea Wagner", ["Anna Marten", "Lea Wagner"]),
        ("Автор: Айсулуу Бекова", ["Айсулуу Бекова"]),
        ("Авторы: Айсулуу Бекова, Тимур Асанов", ["Айсулуу Бекова", "Тимур Асанов"]),
        ("Айсулуу Бекова жана Тимур Асанов", ["Айсулуу Бекова", "Тимур Асанов"]),
        ("Yazar: Ayşe Yılmaz", ["Ayşe Yılmaz"]),
        ("Aisuluu Bekova (in Osh)", ["Aisuluu Bekova"]),
        ("admin", []),
        ("press@naryn.example", []),
        ("https://naryn-times.example/authors/12", []),
    ],
)
def test_a_byline_gives_names_without_words_around_them(byline: str, names: list[str]) -> None:
    assert from_text(byline) == names


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Aisuluu Bekova"},
        [{"@type": "Person", "name": "Aisuluu Bekova"}],
        "Aisuluu Bekova",
        {"@type": "Person", "name": ["Aisuluu Bekova"]},
    ],
)
def test_json_ld_names_authors_in_many_shapes(author: object) -> None:
    reading = read(json_ld(author))
    assert (reading.authors, reading.provenance["authors"]) == (("Aisuluu Bekova",), "json_ld")


def test_a_person_on_the_page_wins_over_the_site_in_the_metadata() -> None:
    site = json_ld({"@type": "Organization", "name": "Naryn Times"})
    assert read(site, '<div class="byline">By Aisuluu Bekova</div>').authors == ("Aisuluu Bekova",)
    assert read(site).authors == ("Naryn Times",)


def test_times_and_buttons_beside_a_name_are_no_people() -> None:
    before = '<div class="author"><span>Aisuluu Bekova</span><span>15:36</span><span>3 Min</span><a>Facebook</a></div>'
    assert read(before=before).authors == ("Aisuluu Bekova",)


def test_a_stamp_of_name_and_date_is_a_byline() -> None:
    assert read(before="<div>Aisuluu Bekova | 05.04.2026 - 10:15</div>").authors == ("Aisuluu Bekova",)
    assert read(before="<div>News of the town | 05.04.2026</div>").authors == ()


def test_the_page_completes_a_byline_of_which_metadata_holds_the_first() -> None:
    before = '<div class="authors"><a>Aisuluu Bekova</a><a>Timur Asanov</a></div>'
    assert read(json_ld({"name": "Aisuluu Bekova"}), before).authors == ("Aisuluu Bekova", "Timur Asanov")


@pytest.mark.parametrize(
    "shown",
    [
        ["Timur Asanov", "Aisuluu Bekova"],
        ["Aisuluu Bekova", "Osh"],
        ["Aisuluu Bekova", "Follow us"],
        ["Aisuluu Bekova", *(f"Reporter Number{'abcdef'[i]}" for i in range(6))],
    ],
    ids=["another first", "a place", "no name", "the whole staff"],
)
def test_a_byline_is_not_completed_by_what_is_none(shown: list[str]) -> None:
    assert completed(["Aisuluu Bekova"], shown) == ["Aisuluu Bekova"]


@pytest.mark.parametrize(
    "line",
    [
        "<div>Author: Aisuluu Bekova</div>",
        "<p>Автор: Aisuluu Bekova</p>",
        "<p>Yazar: Aisuluu Bekova</p>",
        '<div class="x1"><a href="/author/aisuluu">Aisuluu Bekova</a></div>',
        '<div class="byline">By <a href="/p/1">Aisuluu Bekova</a>, Senior Editor | @aisuluu | a@naryn.example</div>',
    ],
)
def test_a_byline_before_the_text_is_read_without_help_of_metadata(line: str) -> None:
    assert read(before=line).authors == ("Aisuluu Bekova",)


@pytest.mark.parametrize(
    "nobody", ["Staff", "Editorial team", "Редакция", "Haber Merkezi", "https://naryn-times.example/a/1"]
)
def test_who_is_named_on_the_page_wins_over_nobody_in_the_metadata(nobody: str) -> None:
    reading = read(json_ld({"@type": "Person", "name": nobody}), '<p class="byline">By Aisuluu Bekova</p>')
    assert reading.authors == ("Aisuluu Bekova",)


def test_a_role_beside_a_name_is_no_name() -> None:
    assert from_text("Aisuluu Bekova, Political Editor") == ["Aisuluu Bekova"]
    assert from_text("press@naryn.example (Aisuluu Bekova)") == ["Aisuluu Bekova"]
    assert from_text("Aisuluu Bekova, Senior Contributor") == ["Aisuluu Bekova"]
    assert from_text("Aisuluu Bekova, MS, RD") == ["Aisuluu Bekova"]
    assert from_text("Analysis by Aisuluu Bekova") == ["Aisuluu Bekova"]


@pytest.mark.parametrize(
    "after",
    [
        '<div id="comments"><ol><li><p class="author">Some Reader</p></li></ol></div>',
        '<p class="comment-form-author"><label>Name</label><input name="author"></p>',
    ],
    ids=["above a comment", "a field of a form"],
)
def test_a_reader_is_no_author(after: str) -> None:
    assert read(after=after).authors == ()


def test_a_button_in_a_byline_is_no_author() -> None:
    before = '<div class="author"><a>Aisuluu Bekova</a> <a>View More Articles</a></div>'
    assert read(json_ld({"name": "Aisuluu Bekova"}), before).authors == ("Aisuluu Bekova",)
    assert read(before='<div class="byline"><span>Posted by</span><a>Aisuluu Bekova</a></div>').authors == (
        "Aisuluu Bekova",
    )


@pytest.mark.parametrize("signature", ["<p><b>Aisuluu Bekova</b></p>", "<p>Автор: Aisuluu Bekova</p>"])
def test_who_signs_below_the_text_is_its_author_where_nobody_else_is(signature: str) -> None:
    assert read(json_ld({"name": "Naryn Times"}), below=signature).authors == ("Aisuluu Bekova",)
    assert read(json_ld({"name": "Timur Asanov"}), below=signature).authors == ("Timur Asanov",)


def test_the_last_words_of_a_text_are_no_signature() -> None:
    assert read(below="<p>Naryn Region</p>").authors == ()
    assert read(below="<p><b>Up Next</b></p>").authors == ()
    assert read(before="<p><b>Up Next</b></p>").authors == ()
    assert read(below="<p><b>Naryn</b></p>").authors == ()
    assert read(below='<p><b><a href="/x">Bridges And Roads</a></b></p>').authors == ()


def test_the_place_beside_the_name_of_the_site_is_no_author() -> None:
    site = '<meta name="author" content="Naryn Times, Osh, Kyrgyzstan">'
    assert read(site, '<div class="byline">By Aisuluu Bekova</div>').authors == ("Aisuluu Bekova",)
