"""A "Read also" block gives its teasers, whatever its markup, and nothing of it gets into the article."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from scraper.extraction import Page, Reading, read_page
from scraper.extraction.teaser_words import split_cut

TITLE = "Two Libraries of Osh and Konya Agreed to Exchange Books"
PARAGRAPHS = [
    "During the meeting, the directors talked about the exchange of rare editions. They agreed on a list of two hundred titles that will be copied first.",
    "Special attention was paid to children's books in three languages. Each library will open a reading corner for them.",
    "As a result, the parties will hold days of the book in Osh in spring and in Konya in autumn.",
]
ITEMS = [
    (
        "Two Libraries of Osh and Konya Agreed to Train Restorers",
        "During the visit, the heads of the workshops showed how paper of the eighteenth century...",
    ),
    ("A reading room was opened in the village of T. Usubaliev. Photo", "The reading room named after T...."),
    (
        "How the Week of Poetry Went.",
        "In Bishkek, poets from nine countries read their verses in the theatre,...",
    ),
    ("Дети прочитали тысячу книг", "Школьники Баткенской области прочитали за лето тысячу книг, сообщили в…"),
    (
        "Китеп күнүнө карата жарманке өттү",
        "Жарманкеге жыйырма басмакана катышып, окурмандарга арзан баада [...]",
    ),
    ("Konya'da kitap günleri başladı", "Belediye başkanı, açılışta yaptığı konuşmada kütüphanelerin..."),
]
EXPECTED = [
    (title, snippet.removesuffix("…").removesuffix("[...]").removesuffix("...").rstrip())
    for title, snippet in ITEMS
]

Shape = Callable[[Callable[[int, str], str]], str]
E = html.escape
BODY = "".join(f"<p>{E(paragraph)}</p>" for paragraph in PARAGRAPHS)


def items(form: str, link: Callable[[int, str], str]) -> str:
    return "".join(
        form.format(title=link(place, E(title)), snippet=E(snippet))
        for place, (title, snippet) in enumerate(ITEMS)
    )


SHAPES: dict[str, Shape] = {
    "headings and paragraphs": lambda a: (
        BODY + "<h3>Read also:</h3>" + items("<h4>{title}</h4><p>{snippet}</p>", a)
    ),
    "list items": lambda a: (
        BODY + "<div>Читайте также:</div><ul>" + items("<li>{title}<br>{snippet}</li>", a) + "</ul>"
    ),
    "bold title on the snippet's line": lambda a: (
        BODY
        + "<div>Дагы окуңуз:</div>"
        + items("<div><b>{title}</b> {snippet}</div>", a)
        + "<p>Комментарий жазуу:</p>"
    ),
    "plain line breaks": lambda a: (
        f"<div>{'<br>'.join(map(E, PARAGRAPHS))}<br>Read also:<br>"
        + items("{title}<br>{snippet}<br>", a)
        + "</div><footer>© OPEN.KG</footer>"
    ),
    "double line breaks": lambda a: (
        f"<div>{'<br><br>'.join(map(E, PARAGRAPHS))}<br><br><b>Read also:</b><br>"
        + items("{title}<br>{snippet}<br><br>", a)
        + "Write a comment:</div>"
    ),
    "divs that repeat the title as the picture's text": lambda a: (
        BODY
        + "<div class='rel-head'>Ayrıca okuyun:</div>"
        + items("<div><span>{title}</span><div>{title}</div><div>{snippet}</div></div>", a)
    ),
    "a table": lambda a: (
        BODY
        + "<b>Read also:</b><table>"
        + items("<tr><td>{title}</td><td>{snippet}</td></tr>", a)
        + "</table>"
    ),
    "paragraphs alone": lambda a: BODY + "<p>Read also:</p>" + items("<p>{title}</p><p>{snippet}</p>", a),
    "no announcement at all": lambda a: BODY + items("<h4>{title}</h4><p>{snippet}</p>", a),
    "one paragraph for all": lambda a: (
        f"<p>{'<br>'.join(map(E, PARAGRAPHS))}<br><b>Read also:</b><br>"
        + items("<b>{title}</b><br>{snippet}<br><br>", a)
        + "</p>"
    ),
    "preformatted lines": lambda a: (
        "<pre>"
        + "\n".join(map(E, PARAGRAPHS))
        + "\nRead also:\n"
        + items("{title}\n{snippet}\n", a)
        + "</pre>"
    ),
    "rules between the items": lambda a: (
        BODY + "<p>Read also:</p><div>" + items("{title}<br>{snippet}<hr>", a)
    ),
    "rows of one cell": lambda a: (
        BODY
        + "<b>Read also:</b><table>"
        + items("<tr><td>{title}</td></tr><tr><td>{snippet}</td></tr>", a)
        + "</table>"
    ),
    "two spans on one line": lambda a: (
        BODY
        + "<p>Read also:</p><ul>"
        + items("<li><span>{title}</span> <span>{snippet}</span></li>", a)
        + "</ul>"
    ),
    "a slash between title and snippet": lambda a: (
        BODY + "<p>Read also:</p>" + items("<p><b>{title}</b> / {snippet}</p>", a)
    ),
    "the snippet small in the heading": lambda a: (
        BODY + "<h3>Read also:</h3>" + items("<h4>{title} <small>{snippet}</small></h4>", a)
    ),
    "definitions": lambda a: (
        BODY + "<p>Read also:</p><dl>" + items("<dt>{title}</dt><dd>{snippet}</dd>", a) + "</dl>"
    ),
    "deep cards with a label for the missing picture": lambda a: (
        BODY
        + "<div>Read also:"
        + items(
            "<div><div><i>Без изображения</i></div><div><div>{title}</div><p>{snippet}</p></div></div>", a
        )
        + "</div>"
    ),
    "the label on the title's line": lambda a: (
        BODY + "<p>Read also:</p>" + items("<div><i>Без изображения</i> {title}</div><p>{snippet}</p>", a)
    ),
    "counters and buttons": lambda a: (
        BODY
        + "<p>Read also:</p>"
        + items("<div><h4>{title}</h4><p>{snippet}</p><i>1 234</i><b>Read more »</b></div>", a)
    ),
    "pictures without text": lambda a: (
        BODY + "<p>Read also:</p>" + items("<div>Без изображения</div><p>{title}</p><p>{snippet}</p>", a)
    ),
}


def read(content: str) -> Reading:
    page = f"""<html lang="en"><head><title>{E(TITLE)} » OPEN.KG</title></head><body>
    <header><a href="/">OPEN.KG</a> <a href="/en/news">News</a></header><h1>{E(TITLE)}</h1>{content}</body></html>"""
    return read_page(Page.parse(page.encode(), "https://open.kg/en/news/local-news/55001-a-b-c.html"))


@pytest.mark.parametrize("form", ["<li>{}</li>", "<p><b>{}</b></p>", "<h4>{}</h4>"])
def test_titles_that_were_cut_are_teasers_each_where_each_links_to_a_page_of_its_own(form: str) -> None:
    titles = [f"{title[:45].rsplit(' ', 1)[0]}..." for title, _ in ITEMS]
    links = [f"/en/news/local-news/{60000 + place}-x-y-z.html" for place in range(len(titles))]
    shown = [form.format(f'<a href="{link}">{title}</a>') for link, title in zip(links, titles, strict=True)]
    found = read(f"{BODY}<h3>Read also:</h3>{''.join(shown)}").teasers
    assert [(one.title, one.snippet, one.url) for one in found] == [
        (title, None, f"https://open.kg{link}") for title, link in zip(titles, links, strict=True)
    ]


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_article_and_exactly_its_teasers(shape: str, has_links: bool) -> None:
    def link(place: int, title: str) -> str:
        return f'<a href="/en/news/local-news/{60000 + place}-x-y-z.html">{title}</a>' if has_links else title

    reading = read(SHAPES[shape](link))
    assert reading.title == TITLE
    assert reading.text.split("\n\n") == PARAGRAPHS
    assert [(teaser.title, teaser.snippet) for teaser in reading.teasers] == EXPECTED
    assert all(teaser.is_truncated and teaser.cut_mark for teaser in reading.teasers)
    assert [bool(teaser.url) for teaser in reading.teasers] == [has_links] * len(ITEMS)


def test_a_link_between_paragraphs_is_a_teaser_and_the_article_goes_on() -> None:
    inline = '<p>Читайте также: <a href="/news/local-news/1-a-b-c.html">В Оше открыли новую библиотеку для детей</a></p>'
    reading = read(f"<p>{PARAGRAPHS[0]}</p>{inline}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>")
    assert reading.text.split("\n\n") == PARAGRAPHS
    assert [teaser.title for teaser in reading.teasers] == ["В Оше открыли новую библиотеку для детей"]


ANNOUNCEMENTS = """Читать также|Читайте по теме|Также читайте|Ранее по теме|См. также|Смотри также|Рекомендуем
Рекомендуем почитать|Вам может быть интересно|Вам также может понравиться|Вас может заинтересовать|Не пропустите
Другие новости|Ещё новости|Похожие записи|Связанные статьи|Новости партнеров|Выбор редакции|Больше новостей
You may also like|Recommended for you|Don't miss|More from Politics|Editor's picks|Other news|What to read next
Дагы окугула|Ошондой эле окуңуз|Сизге кызыктуу болушу мүмкүн|Башка жаңылыктар|Окшош материалдар|Соңку жаңылыктар
Темага байланыштуу|İlginizi çekebilir|Bunlar da ilginizi çekebilir|Bunları da okuyun|Önerilen haberler|Sıradaki haber
Benzer içerikler|Ayrıca bakınız|Editörün seçtikleri|Сондай-ақ оқыңыз|Ұқсас жаңалықтар|O'xshash yangiliklar
Mavzuga oid|Мавзуга оид|Oxşar xəbərlər|Digər xəbərlər|Тағы да оқыңыз|Мұны да оқыңыз|Тақырыпқа қатысты жаңалықтар
Сізге қызық болуы мүмкін|Ең көп оқылған|Соңғы жаңалықтар|Sondai-aq oqyñyz|Buni ham oʻqing|Shuningdek, buni ham oʻqing
Boshqa xabarlar|Sizni qiziqtirishi mumkin|Eng ko‘p o‘qilganlar|So'nggi yangiliklar|Шунингдек, ўқинг|Буни ҳам ўқинг
Бошқа янгиликлар|Сизни қизиқтириши мумкин|Энг кўп ўқилганлар|Сўнгги хабарлар|Həmçinin oxuyun|Həmçinin bax|Bunu da oxu
Mövzu ilə bağlı xəbərlər|Sizi maraqlandıra bilər|Ən çox oxunanlar|Son xəbərlər""".replace("\n", "|").split(
    "|"
)
UNKNOWN = ["Важное", "Göz atın", "Окуңуз", "Lue myös"]
"""Announcements of which the words are not known: the links below them are teasers all the same."""


def a_link(place: int) -> str:
    return f'<a href="/news/local-news/{place}-a-b-c.html">{E(ITEMS[place][0])}</a>'


AMONG_PARAGRAPHS: dict[str, tuple[Callable[[str], str], int]] = {
    "on the line of its label": (lambda words: f"<p><strong>{words}: </strong>{a_link(0)}</p>", 1),
    "below its label": (lambda words: f"<p><strong>{words}:</strong></p><p>{a_link(0)}</p>", 1),
    "two": (lambda words: f"<p><b>{words}</b></p><p>{a_link(0)}</p><p>{a_link(1)}</p>", 2),
    "a list": (lambda words: f"<div>{words}:</div><ul><li>{a_link(0)}</li><li>{a_link(1)}</li></ul>", 2),
    "cards": (
        lambda words: (
            f"<div class='x1'>{words}:</div>"
            + "".join(f"<div class='x2'>{a_link(place)}</div>" for place in range(4))
        ),
        4,
    ),
}


@pytest.mark.parametrize("shape", AMONG_PARAGRAPHS)
@pytest.mark.parametrize("words", ANNOUNCEMENTS + UNKNOWN)
def test_what_stands_between_paragraphs_and_leads_to_other_articles_is_a_teaser(
    words: str, shape: str
) -> None:
    markup, count = AMONG_PARAGRAPHS[shape]
    before, *after = [f"<p>{E(paragraph)}</p>" for paragraph in PARAGRAPHS]
    reading = read(f"{before}{markup(E(words))}{''.join(after)}")
    assert reading.text.split("\n\n") == PARAGRAPHS
    assert [(one.title, one.snippet) for one in reading.teasers] == [
        (title, None) for title, _ in ITEMS[:count]
    ]
    assert all(one.url for one in reading.teasers)


@pytest.mark.parametrize(
    "line",
    ["👉 {}", "• {}", "— {}", "&gt;&gt; {}", "{}.", "{} (122)", "ON THIS | {}", "<em>Related: {}.</em>"],
)
def test_marks_and_labels_beside_a_link_are_no_part_of_its_title(line: str) -> None:
    first, *rest = (f"<p>{E(paragraph)}</p>" for paragraph in PARAGRAPHS)
    reading = read(f"{first}<p>{line.format(a_link(0))}</p>{''.join(rest)}")
    assert reading.text.split("\n\n") == PARAGRAPHS
    assert [one.title for one in reading.teasers] == [ITEMS[0][0]]


def test_links_that_are_part_of_a_text_are_none() -> None:
    inside = [
        'He spoke of it <a href="/news/local-news/1-a-b-c.html">on the first day of the fair</a>, before noon.',
        '<a href="https://akipress.com/news:1:The_list_of_titles_was_published">The list of titles was published</a>',
        f'<a href="/news/local-news/2-a-b-c.html">{PARAGRAPHS[0]} {PARAGRAPHS[1]}</a>',
        'The list was made by: <a href="/news/local-news/3-a-b-c.html">Aibek Asanov</a>',
    ]
    reading = read(BODY + "".join(f"<p>{one}</p>" for one in inside))
    assert reading.teasers == ()
    assert (
        len(reading.text.split("\n\n")) == len(PARAGRAPHS) + len(inside) - 1
    )  # the credit at the end is no text


def test_a_section_of_links_ends_where_a_heading_is_none() -> None:
    links = "".join(f"<h4>{a_link(place)}</h4>" for place in range(3))
    reading = read(f"{BODY}<h3>Other news</h3>{links}<h4>Never miss a post</h4><h4>Follow us by mail</h4>")
    assert [one.title for one in reading.teasers] == [title for title, _ in ITEMS[:3]]


def test_a_section_before_the_headline_does_not_hold_it() -> None:
    page = (
        f"<html><body><div><b>Recommended</b></div><article><h1>{E(TITLE)}</h1>{BODY}</article></body></html>"
    )
    reading = read_page(Page.parse(page.encode(), "https://open.kg/en/news/local-news/55001-a-b-c.html"))
    assert (reading.title, reading.teasers) == (TITLE, ())


def test_a_link_among_paragraphs_has_no_snippet_of_the_one_below_it() -> None:
    first, second, third = (f"<p>{E(paragraph)}</p>" for paragraph in PARAGRAPHS)
    last = "The fair of books in Osh will be open on all days of the week but Monday, from nine to six."
    reading = read(f"{first}{second}<blockquote><h4>{a_link(0)}</h4>{third}</blockquote><p>{last}</p>")
    assert reading.text.split("\n\n") == [*PARAGRAPHS, last]
    assert [(one.title, one.snippet) for one in reading.teasers] == [(ITEMS[0][0], None)]


@pytest.mark.parametrize("heading", ["Most read in the region", "Другие новости Оша"])
def test_a_heading_may_say_of_where_the_links_below_it_are(heading: str) -> None:
    links = f"<div><div><h3>{heading}</h3><h4>{a_link(0)}</h4><h4>{a_link(1)}</h4></div></div>"
    reading = read(f"<main>{BODY}</main>{links}")
    assert [one.title for one in reading.teasers] == [title for title, _ in ITEMS[:2]]
    sights = "<h2>Popular places of Osh</h2><h3>The Sulaiman Mountain and its caves</h3>"
    more = (
        "<p>The mountain has been a place of pilgrimage for a thousand years, and has a museum in a cave.</p>"
    )
    assert read(BODY + sights + more).teasers == ()


def test_a_paragraph_that_trails_off_is_no_teaser() -> None:
    trailing = "He said that the books would be bought if there was money for it..."
    reading = read(BODY + f"<p>{trailing}</p>")
    assert reading.text.split("\n\n") == [*PARAGRAPHS, trailing]
    assert reading.teasers == ()


CARD = """<div class="x7"><a href="/news/{place}-a-b-c.html"><img data-src="/i/{place}.jpg" src="data:,"></a>
<span>19.12.2025, 22:4{place}</span><h3><a href="/news/{place}-a-b-c.html">{title}</a></h3><p>{snippet}</p></div>"""


def test_cards_are_found_by_their_shape_where_no_word_announces_them() -> None:
    cards = "".join(
        CARD.format(place=place, title=E(title), snippet=E(snippet.rstrip(".…[]") + " и другие гости."))
        for place, (title, snippet) in enumerate(ITEMS)
    )
    reading = read(
        BODY + f"<div>{cards}</div><footer><a href='/about'>О нашем портале и его людях</a></footer>"
    )
    assert reading.text.split("\n\n") == PARAGRAPHS
    assert [teaser.title for teaser in reading.teasers] == [title for title, _ in ITEMS]
    first = reading.teasers[0]
    assert first.url == "https://open.kg/news/0-a-b-c.html"
    assert first.image_url == "https://open.kg/i/0.jpg"
    assert first.snippet and first.snippet.startswith("During the visit") and not first.is_truncated
    assert first.published_at == datetime(2025, 12, 19, 22, 40, tzinfo=UTC)
    assert [teaser.kind for teaser in reading.teasers] == ["related"] * len(ITEMS)


@pytest.mark.parametrize("line", ["{link} <i>{date}</i>", "<b>{date}</b> | {link}"], ids=["behind", "before"])
def test_a_date_on_the_line_of_its_link_is_no_part_of_the_title(line: str) -> None:
    links = [
        f'<a href="/news/{place}-a-b-c.html">{E(title)}</a>' for place, (title, _) in enumerate(ITEMS[3:])
    ]
    cards = "".join(f"<li>{line.format(link=link, date='19.12.2025, 22:40')}</li>" for link in links)
    reading = read(f"<ul>{cards}</ul>{BODY}")
    assert reading.text.split("\n\n") == PARAGRAPHS
    assert [teaser.title for teaser in reading.teasers] == [title for title, _ in ITEMS[3:]]
    assert {teaser.published_at for teaser in reading.teasers} == {datetime(2025, 12, 19, 22, 40, tzinfo=UTC)}


def test_a_date_before_each_title_belongs_to_that_title() -> None:
    dated = "".join(
        f"<p>1{place}.12.2025, 10:00</p><h4>{E(title)}</h4><p>{E(snippet)}</p>"
        for place, (title, snippet) in enumerate(ITEMS)
    )
    reading = read(BODY + "<p>Дагы окуңуз:</p>" + dated)
    assert [teaser.published_at.day for teaser in reading.teasers if teaser.published_at] == [*range(10, 16)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Материалы по теме", "related"),
        ("Тема боюнча", "related"),
        ("İlgili haberler", "related"),
        ("Популярное", "popular"),
        ("Көп окулгандар", "popular"),
        ("Çok okunanlar", "popular"),
        ("Most read", "popular"),
        ("Тағы оқыңыз", "read_also"),
    ],
)
def test_what_announces_a_section_says_its_kind(words: str, kind: str) -> None:
    links = "".join(
        f"<li><a href='/n/{n}-x-y-z.html'>{E(title)}</a></li>" for n, (title, _) in enumerate(ITEMS)
    )
    reading = read(BODY + f"<h3>{words}</h3><ul>{links}</ul>")
    assert reading.text.split("\n\n") == PARAGRAPHS
    assert [(teaser.title, teaser.kind) for teaser in reading.teasers] == [
        (title, kind) for title, _ in ITEMS
    ]


def test_uncut_snippets_of_announced_cards_are_told_from_the_article() -> None:
    cards = "".join(
        f"<h4><a href='/n/{n}-x-y-z.html'>{E(title)}</a></h4><p class='t'>Об этом рассказали {n + 2} очевидца события.</p>"
        for n, (title, _) in enumerate(ITEMS)
    )
    reading = read(BODY + f"<div>Читайте также:</div>{cards}")
    assert reading.text.split("\n\n") == PARAGRAPHS
    assert len(reading.teasers) == len(ITEMS)
    assert all(teaser.snippet and teaser.snippet.startswith("Об этом") for teaser in reading.teasers)


def test_what_is_shown_twice_is_one_teaser() -> None:
    link = "<a href='/n/7-x-y-z.html'>В Оше открыли новую библиотеку для детей</a>"
    reading = read(
        BODY + f"<h3>Читайте также:</h3><ul><li>{link}</li></ul><h3>Читайте также:</h3><p>{link}</p>"
    )
    assert len(reading.teasers) == 1


@pytest.mark.parametrize(
    ("text", "rest", "mark"),
    [
        ("took place at the T....", "took place at the T.", "..."),
        ("an international organization,...", "an international organization,", "..."),
        ("в столице…", "в столице", "…"),
        ("в столице [...]", "в столице", "[...]"),
        ("в столице […]", "в столице", "[…]"),
        ("в столице... дальше »", "в столице", "... дальше »"),
        ("в столице дальше »", "в столице", "дальше »"),
        ("в столице... Подробнее", "в столице", "... Подробнее"),
        ("в столице Подробнее", "в столице", "Подробнее"),
        ("расскажем подробнее", "расскажем подробнее", None),
        ("borbor shaarda... devamı", "borbor shaarda", "... devamı"),
        ("BAKAN BİŞKEK'TE... DEVAMI", "BAKAN BİŞKEK'TE", "... DEVAMI"),
        ("борбор шаарда... Толугу менен", "борбор шаарда", "... Толугу менен"),
        ("елордада... Толығырақ", "елордада", "... Толығырақ"),
        ("елордада Толық оқу", "елордада", "Толық оқу"),
        ("poytaxtda... Batafsil", "poytaxtda", "... Batafsil"),
        ("poytaxtda Batafsil oʻqish", "poytaxtda", "Batafsil oʻqish"),
        ("пойтахтда... Давомини ўқиш", "пойтахтда", "... Давомини ўқиш"),
        ("paytaxtda Ətraflı", "paytaxtda", "Ətraflı"),
        ("paytaxtda... davamını oxu", "paytaxtda", "... davamını oxu"),
        ("bu haqda batafsil", "bu haqda batafsil", None),
        ("kitab oxu", "kitab oxu", None),
        ("in the capital.", "in the capital.", None),
        ("there is more", "there is more", None),
        ("", "", None),
        (" ", " ", None),
    ],
)
def test_cut_marks(text: str, rest: str, mark: str | None) -> None:
    cut = split_cut(text)
    assert (cut.text, cut.mark) == (rest, mark)
