"""The body is the article's own text: its sections, quotations and lists, and nothing that stands beside them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.extraction import Page, read_page
from scraper.extraction.boilerplate import is_boilerplate

TITLE = "The library of Naryn opens a hall for children"
PARAGRAPHS = [
    "The regional library of Naryn opened a hall for children on Saturday. Two thousand books stand on its shelves, half of them in Kyrgyz.",
    "The shelves were made by a carpenter of the town, who asked for nothing but the wood. His daughter painted them in the colours of the mountains.",
    "Readers may take five books at a time, and keep them for a month. The hall is open every day but Monday, from nine in the morning.",
]
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def text_of(inside: str, head: str = "", before: str = "", after: str = "") -> str:
    """Return the text that is read from a page with an article of `inside`."""
    markup = f"""<html lang="en"><head><title>{TITLE}</title>{head}</head><body>
    <nav><a href="/">Home</a> <a href="/news">News of the region</a></nav><div class="page">{before}
    <article><h1>{TITLE}</h1>{inside}</article>{after}</div>
    <footer><p>The newspaper of the region has been printed in Naryn since 1934, and is read in all its villages.</p></footer>
    </body></html>"""
    page = Page.parse(
        markup.encode(), "https://news.example/2026/hall", fetched_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    return read_page(page).text


def test_paragraphs_are_kept_in_order_without_title_navigation_and_footer() -> None:
    assert text_of(TEXT).split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (
            "<blockquote><p>“We waited ten years for this hall,” the librarian said.</p></blockquote>",
            "ten years",
        ),
        (
            "<ul><li>five books at a time;</li><li>a reading ticket for every child.</li></ul>",
            "a reading ticket",
        ),
        ("<table><tr><td>Books in Kyrgyz</td><td>1,012</td></tr></table>", "Books in Kyrgyz"),
        ("<h2>Who painted the shelves</h2>", "Who painted the shelves"),
        (
            "<ul><li><p>The hall was paid for by the readers of the town themselves.</p></li></ul>",
            "paid for by",
        ),
    ],
    ids=["quotation", "list", "table", "subhead", "list of paragraphs"],
)
def test_what_belongs_to_the_text_is_in_it(inside: str, words: str) -> None:
    first, *rest = PARAGRAPHS
    inside = f"<p>{first}</p>{inside}" + "".join(f"<p>{one}</p>" for one in rest)
    assert words in text_of(inside)


BESIDE = {
    "share bar": '<div class="share-buttons"><span>Share this on Facebook</span></div>',
    "comments": '<div id="comments"><p>I have lived in Naryn for sixty years and never saw such a beautiful hall in it.</p></div>',
    "caption": "<figure><img src='a.jpg'><figcaption>Children look at the new shelves on Saturday.</figcaption></figure>",
    "photo credit": "<p>(Photo: Aisuluu Bekova)</p>",
    "Russian photo credit": "<p>Фото: пресс-служба библиотеки</p>",
    "channel": "<p>Subscribe to our Telegram channel and read the news first.</p>",
    "Russian channel": "<p>Подписывайтесь на наш Telegram-канал, чтобы узнавать новости первыми.</p>",
    "Kyrgyz channel": "<p>Биздин Telegram каналга жазылыңыз.</p>",
    "view counter": "<p>Просмотров: 1204</p>",
    "comment invitation": "<p>Leave a comment</p>",
    "copyright": "<p>© 2026 The newspaper of the region. All rights reserved.</p>",
    "link to another article": '<p><a href="/2026/market">The market of Naryn is being rebuilt after the flood of last spring</a></p>',
    "shortcode": "<p>[button link='/win' type='big']Send us your photographs[/button]</p>",
    "hidden": '<p style="display: none">This paragraph is hidden from every reader of this page, whoever it may be.</p>',
    "script": "<script>var shelves = 'this is a program and no text of any article on this page';</script>",
}


@pytest.mark.parametrize("what", BESIDE)
def test_what_stands_between_the_paragraphs_is_left_out(what: str) -> None:
    first, *rest = PARAGRAPHS
    assert (
        text_of(f"<p>{first}</p>{BESIDE[what]}" + "".join(f"<p>{one}</p>" for one in rest)).split("\n\n")
        == PARAGRAPHS
    )


@pytest.mark.parametrize(
    "line",
    [
        "Read us in Telegram",
        "Наш Telegram-канал: t.me/naryn",
        "Подпишись на наш канал в Telegram",
        "Bizi Telegram'da takip edin",
        "Google News'te takip et",
        "Haberin devamı için uygulamamızı indirin",
        "Cover photo: The Naryn Times",
        "Источник фото: архив музея",
        "Фото с сайта музея",
        "Сүрөт ачык булактан алынды",
        "Fotoğraf: müze arşivi",
        "Поделитесь новостью",
        "👁 1 204",
        "USD 87.45 EUR 95.10 RUB 0.97",
        "Курс валют: USD 87.45",
        "Оставьте комментарий",
        "Be the first to comment",
        "Yorum yapabilmek için üye olmalısınız",
        "Теги: мост, река",
        "При использовании материалов ссылка на сайт обязательна",
        "Версия для печати",
    ],
)
def test_what_sites_say_between_paragraphs_is_known_by_its_words(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "Президент подписал закон, сообщила его пресс-служба в Telegram.",
        "Лодку нашли утром, сообщил Telegram-канал спасателей.",
        "In a Telegram post, the governor said the following about the bridge.",
        "He joined Facebook in 2010 and left the company last year.",
        "The app was downloaded a million times, officials said.",
        "Жазылуу кампаниясы Facebook аркылуу өттү.",
        "Министр бул тууралуу Telegram каналында билдирди.",
        "Abone sayısı bir milyonu geçen YouTube kanalı kapatıldı.",
        "Bakan, gelişmeleri Twitter üzerinden takip ettiğini söyledi.",
        "Yorum yapan uzmanlar fiyatların artacağını söyledi.",
        "İndirim kampanyası Facebook'ta duyuruldu, dedi belediye başkanı.",
        "YouTube kanalına konuşan bakan, köprünün açılacağını söyledi.",
        "Курс валют установил Национальный банк.",
        "Курс валют Национального банка вырос, и за месяц цены на ввезённые товары выросли на три процента.",
        "При использовании новых семян урожай вырос вдвое.",
    ],
)
def test_sentences_about_networks_and_rates_are_an_articles_own(sentence: str) -> None:
    assert not is_boilerplate(sentence)


@pytest.mark.parametrize(
    "line",
    [
        "Got a story? Get in touch with our newsroom.",
        "Нашли ошибку? Выделите её и нажмите Ctrl+Enter.",
        "Ката тапсаңыз, бизге билдириңиз.",
        "Reporting by Aisuluu Bekova; Editing by Timur Asanov",
        "Please keep to the guidelines: comments are moderated, and those that insult others are not published. "
        * 3,
    ],
)
def test_appeals_after_the_text_are_left_out_and_kept_within_it(line: str) -> None:
    assert text_of(f"{TEXT}<p>{line}</p>").split("\n\n") == PARAGRAPHS
    first, *rest = PARAGRAPHS
    inner = f"<p>{first}</p><p>{line}</p>" + "".join(f"<p>{one}</p>" for one in rest)
    assert line.strip() in text_of(inner)


def test_a_box_within_the_text_is_left_out_when_small_and_kept_when_it_holds_a_good_part() -> None:
    small = (
        "<div class='inset'><div><p>The hall in figures: two thousand books, forty chairs.</p></div></div>"
    )
    assert text_of(TEXT + small).split("\n\n") == PARAGRAPHS
    section = f"<div class='inset'><div>{''.join(f'<p>{one} And this is told at length.</p>' for one in PARAGRAPHS)}</div></div>"
    assert text_of(TEXT + section).count("told at length") == 3


DAYS_OF_FAIR = [
    f"On day {day} of the fair, {day * 37} readers came to the hall and took books home."
    for day in range(1, 10)
]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<div>{}</div>",
        "<div><div>{}</div></div>",
        '<div style="text-align: justify" dir="ltr">{}</div>',
        "<table><tr><td>{}</td></tr></table>",
    ],
)
def test_a_paragraph_in_an_element_without_a_name_is_no_box(wrapped: str) -> None:
    first, second, *rest = (f"<p>{paragraph}</p>" for paragraph in DAYS_OF_FAIR)
    assert text_of(f"{first}{wrapped.format(second)}{''.join(rest)}").split("\n\n") == DAYS_OF_FAIR


def test_a_box_by_its_style_is_one() -> None:
    box = '<div style="float: right; width: 200px"><p>The hall in figures: two thousand books, forty chairs.</p></div>'
    assert text_of(f"{box.join(f'<p>{one}</p>' for one in DAYS_OF_FAIR)}").split("\n\n") == DAYS_OF_FAIR


WIDGETS = {
    "elementor": '<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">{}</div></div>',
    "siteorigin": '<div class="so-panel widget widget_sow-editor"><div class="so-widget-sow-editor"><div class="siteorigin-widget-tinymce textwidget">{}</div></div></div>',
}


@pytest.mark.parametrize("builder", WIDGETS)
def test_the_widgets_of_which_a_builder_makes_its_texts_are_not_beside_them(builder: str) -> None:
    parts = ("".join(f"<p>{one}</p>" for one in DAYS_OF_FAIR[start : start + 3]) for start in (0, 3, 6))
    body = "".join(WIDGETS[builder].format(part) for part in parts)
    assert text_of(f"<div>{body}</div>").split("\n\n") == DAYS_OF_FAIR


def test_cards_of_other_articles_are_left_out() -> None:
    cards = "".join(
        f"<article><h3>Story number {number}</h3><div><p>{number} villages of the region got a new bus line to the town this week.</p></div></article>"
        for number in ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")
    )
    assert text_of(TEXT, after=f"<div class='grid'>{cards}</div>").split("\n\n") == PARAGRAPHS


def test_a_quoted_post_is_a_quotation_whatever_its_frame_is_called() -> None:
    post = """<div class="social-embed"><blockquote class="twitter-tweet"><p>The most beautiful hall of the whole region, and it is ours.</p>
    — Library of Naryn (@library) March 1, 2026</blockquote></div>"""
    assert "The most beautiful hall" in text_of(TEXT.replace("</p><p>", f"</p>{post}<p>", 1))


def test_a_sentence_around_a_long_link_is_text_and_a_source_on_another_site_too() -> None:
    around = '<p>As was told before, <a href="/2025/plan">the plan of the hall was drawn in the year of the flood</a>, by students.</p>'
    assert "drawn in the year" in text_of(TEXT.replace("</p><p>", f"</p>{around}<p>", 1))
    source = '<p><a href="https://library.example.org/plan.pdf">The plan of the hall</a></p>'
    assert "The plan of the hall" in text_of(TEXT.replace("</p><p>", f"</p>{source}<p>", 1))
    channel = '<p><a href="https://t.me/naryn">The news of the town</a></p>'
    assert "The news of the town" not in text_of(TEXT.replace("</p><p>", f"</p>{channel}<p>", 1))


LEDE = "A hall for children, two thousand books and shelves in the colours of the mountains: Naryn has waited long for its opening day."
BODY = f'<div class="text">{TEXT}</div>'


@pytest.mark.parametrize(
    ("markup", "head", "is_in"),
    [
        (f'<p class="lead">{LEDE}</p>', "", True),
        (f"<div>{LEDE}</div>", f'<meta name="description" content="{LEDE}">', True),
        (f'<p class="image-caption lead">{LEDE}</p>', "", False),
        (f'<h2 class="subtitle">{LEDE}</h2>', f'<meta name="description" content="{LEDE}">', False),
        (f"<figure><figcaption class='lead'>{LEDE}</figcaption></figure>", "", False),
    ],
    ids=["named", "described", "named caption", "second headline", "caption"],
)
def test_a_lede_above_the_text_is_taken_where_the_page_says_that_it_is_one(
    markup: str, head: str, is_in: bool
) -> None:
    assert (LEDE in text_of(markup + BODY, head)) is is_in


def test_the_headline_said_again_before_the_text_is_left_out() -> None:
    assert text_of(f"<h2>News of the library: {TITLE}</h2>{TEXT}").split("\n\n") == PARAGRAPHS


def test_a_page_whose_text_is_all_in_what_is_called_navigation_is_read_all_the_same() -> None:
    page = Page.parse(
        f"<html><title>{TITLE}</title><body><div class='menu-open'><h1>{TITLE}</h1>{TEXT}</div></body></html>".encode(),
        "https://news.example/2026/hall",
    )
    assert read_page(page).text.split("\n\n") == PARAGRAPHS


def test_the_footer_of_an_article_is_read_and_a_hidden_article_does_not_change_that() -> None:
    hidden = "<article hidden><p>Hidden.</p></article>"
    footer = (
        "<footer><p>Read also: <a href='/2026/market'>The market of Naryn is being rebuilt</a></p></footer>"
    )
    markup = f"<html><title>{TITLE}</title><body>{hidden}<article><h1>{TITLE}</h1>{TEXT}{footer}</article></body></html>"
    reading = read_page(Page.parse(markup.encode(), "https://news.example/2026/hall"))
    assert reading.text.split("\n\n") == PARAGRAPHS
    assert [teaser.title for teaser in reading.teasers] == ["The market of Naryn is being rebuilt"]


@pytest.mark.parametrize(
    "label", ["Related articles", "Комментарии (3)", "Дагы окуңуз", "İlgili Haberler", "Read next"]
)
def test_what_follows_the_text_is_cut_at_its_label(label: str) -> None:
    following = f"<div>{label}</div><div>A road to the pass is closed because of the snow.</div><div>Bread is dearer.</div>"
    assert text_of(TEXT + following).split("\n\n") == PARAGRAPHS


def test_such_a_label_within_the_text_cuts_nothing() -> None:
    first, *rest = PARAGRAPHS
    inside = f"<p>{first}</p><p>{first}</p><div>Read next</div>" + "".join(f"<p>{one}</p>" for one in rest)
    assert text_of(inside).endswith(PARAGRAPHS[-1])


def test_a_row_of_buttons_is_left_out() -> None:
    first, *rest = PARAGRAPHS
    inside = f"<p>{first}</p><div>Facebook Twitter Pinterest</div>" + "".join(f"<p>{one}</p>" for one in rest)
    assert text_of(inside).split("\n\n") == PARAGRAPHS
