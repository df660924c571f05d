"""The title is the article's own: without the site's name and the kicker, and agreed on by more than one place."""

from __future__ import annotations

import json

import pytest

from scraper.extraction import Page, read_page
from scraper.extraction.title import Place, TitleClaim, choose_title, is_site_name, site_names, without_site
from storage.records import Origin

SITE = site_names("https://www.naryn-times.example/x", "The Naryn Times")
ORIGINS: dict[Place, Origin] = {
    "rule": "site_rule",
    "json_ld": "json_ld",
    "alternative": "json_ld",
    "opengraph": "opengraph",
}
HEADLINE = "A bridge over the river is open again"


def chosen(url: str = "", **claims: str) -> str | None:
    """Return the title that is chosen from what each place of a page gives."""
    given = [
        TitleClaim(text, ORIGINS.get(place, "markup"), place)  # type: ignore[call-overload, arg-type]
        for place, text in claims.items()
    ]
    title = choose_title(given, SITE, url)
    return title.text if title else None


@pytest.mark.parametrize(
    "window",
    [
        f"{HEADLINE} - The Naryn Times",
        f"{HEADLINE} | News | The Naryn Times",
        f"The Naryn Times | {HEADLINE}",
        f"{HEADLINE} » naryn-times.example",
        f"{HEADLINE} — Naryn Times",
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(window: str) -> None:
    assert without_site(window, SITE, [HEADLINE]) == HEADLINE


def test_a_dash_in_a_title_is_not_the_name_of_a_site() -> None:
    title = "Water in the river is rising - the bridge is closed"
    assert chosen(opengraph=title, heading=title, window=f"{title} - The Naryn Times") == title


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Naryn Times", True), ("NARYN-TIMES", True), ("Naryn", True), ("The river is rising", False)],
)
def test_a_site_is_known_by_the_longer_and_shorter_forms_of_its_name(name: str, expected: bool) -> None:
    assert is_site_name(name, site_names("https://naryn-times.example/", "Naryn Times")) is expected


def test_two_places_win_over_one() -> None:
    assert (
        chosen(json_ld=HEADLINE, heading=HEADLINE, opengraph="You will not believe which bridge is open")
        == HEADLINE
    )


def test_a_kicker_is_left_out_where_the_metadata_gives_the_title_without_it() -> None:
    assert chosen(json_ld=f"Naryn: {HEADLINE}", heading=f"Naryn: {HEADLINE}", opengraph=HEADLINE) == HEADLINE


def test_what_json_ld_and_opengraph_agree_on_stays() -> None:
    whole = f"After the flood: {HEADLINE}"
    assert chosen(json_ld=whole, opengraph=whole, heading=HEADLINE) == whole
    tail = f"{HEADLINE} - news of the day"
    assert chosen(json_ld=tail, opengraph=tail, heading=HEADLINE, window=tail) == tail


def test_a_kicker_that_is_joined_with_different_marks_is_one() -> None:
    assert (
        chosen(alternative=f"After the flood - {HEADLINE}", opengraph=f"After the flood: {HEADLINE}")
        == HEADLINE
    )


def test_the_headline_of_the_editors_wins_over_the_one_that_the_address_spells() -> None:
    first = "Bridge over the river Naryn open again after repair"
    url = "https://naryn-times.example/news/bridge-over-the-river-naryn-open-again-after-repair-1204"
    assert chosen(url, json_ld=first, heading=first, opengraph="Ten months without a bridge are over") == (
        "Ten months without a bridge are over"
    )
    assert (
        chosen(
            "https://naryn-times.example/1204",
            json_ld=first,
            heading=first,
            opengraph="Ten months without a bridge",
        )
        == first
    )


def test_a_rule_of_the_source_wins_over_all_other_places() -> None:
    assert (
        chosen(rule=HEADLINE, json_ld="Another title of it all", opengraph="Another title of it all")
        == HEADLINE
    )


def test_entities_and_tags_in_json_ld_are_undone_and_soft_hyphens_taken_out() -> None:
    thing = {
        "@type": "NewsArticle",
        "headline": "Kumtor&#039;s <b>new</b> glacier &amp;amp; the lake of Pet\u00adrov",
    }
    markup = f"""<html><head><title>x</title><script type="application/ld+json">{json.dumps(thing)}</script></head>
    <body><p>{"A text of several sentences about the lake. " * 8}</p></body></html>"""
    reading = read_page(Page.parse(markup.encode(), "https://naryn-times.example/1204"))
    assert reading.title == "Kumtor's new glacier & the lake of Petrov"
    assert reading.provenance["title"] == "json_ld"


def test_of_several_h1_the_one_that_is_the_title_elsewhere_is_believed() -> None:
    markup = f"""<html><head><title>{HEADLINE} - The Naryn Times</title></head><body><h1>The Naryn Times of the whole region</h1>
    <h1>{HEADLINE}</h1><p>{"A text of several sentences about the bridge. " * 8}</p></body></html>"""
    assert read_page(Page.parse(markup.encode(), "https://naryn-times.example/1204")).title == HEADLINE


def test_a_title_that_is_cut_in_the_metadata_is_given_whole() -> None:
    cut = f"{HEADLINE[:30].rsplit(' ', 1)[0]}..."
    assert chosen(json_ld=cut, opengraph=cut, heading=HEADLINE) == HEADLINE


def test_what_stands_alone_and_behind_a_longer_title_in_the_window_is_the_name_of_the_site() -> None:
    assert chosen(heading="Evening Herald", window=f"{HEADLINE} - Evening Herald") == HEADLINE
    name = "Evening Herald"
    assert chosen(json_ld=name, opengraph=name, window=f"{HEADLINE} - {name}", heading=HEADLINE) == HEADLINE


def test_the_name_of_the_site_goes_with_a_colon_too_and_a_kicker_stays() -> None:
    assert without_site(f"The Naryn Times: {HEADLINE}", SITE) == HEADLINE
    assert without_site(f"{HEADLINE}: The Naryn Times", SITE) == HEADLINE
    assert without_site(f"After the flood: {HEADLINE}", SITE) == f"After the flood: {HEADLINE}"


@pytest.mark.parametrize(
    "markup",
    [
        '<h1><a href="/">Evening Herald</a></h1><div>{headline}</div>',
        '<script type="application/ld+json">{{"@type": "Organization", "name": "Evening Herald"}}</script><h2>{headline}</h2>',
    ],
    ids=["a heading that links home", "an organisation of JSON-LD"],
)
def test_the_page_itself_tells_the_name_of_its_site(markup: str) -> None:
    page = f"""<html><head><title>Evening Herald | {HEADLINE}</title></head><body>{markup.format(headline=HEADLINE)}
    <p>{"A text of several sentences about the bridge. " * 8}</p></body></html>"""
    assert read_page(Page.parse(page.encode(), "https://eh24.example/1204")).title == HEADLINE


def window_and_h1(window: str, heading: str) -> str | None:
    """Return the title of a page that gives it in `<title>` and `<h1>` alone."""
    page = f"""<html><head><title>{window}</title></head><body><h1>{heading}</h1>
    <p>{"A text of several sentences about the bridge. " * 8}</p></body></html>"""
    return read_page(Page.parse(page.encode(), "https://naryn-times.example/1204")).title


def test_a_short_h1_with_no_word_of_the_title_is_the_name_of_the_site() -> None:
    assert window_and_h1(f"{HEADLINE} - naryn-times", "Вечерний Нарын") == HEADLINE


def test_a_short_headline_stays_where_the_window_gives_nothing_but_the_site() -> None:
    assert window_and_h1("Ministry of bridges and roads of the region", "Vacancies") == "Vacancies"
    assert window_and_h1(f"{HEADLINE} - naryn-times", "Open bridge") == "Open bridge"


def test_lines_of_a_headline_are_words_of_their_own_and_what_is_hidden_is_none() -> None:
    heading = 'A bridge over<br>the river <span aria-hidden="true">icon</span><svg><title>pin</title></svg>is open <b>a</b>gain'
    assert window_and_h1("Naryn", heading) == HEADLINE


def test_a_headline_that_was_cut_without_a_mark_is_given_whole() -> None:
    start = "A bridge over the river that was closed for eleven months after the flood in spring is open again for"
    whole = f"{start} cars and lorries"
    assert chosen(json_ld=start, heading=whole, window=f"{whole} - The Naryn Times") == whole
    assert chosen(json_ld=start, window=f"{start} - Another Name") == start


@pytest.mark.parametrize(
    ("host", "name"),
    [("tageszeitung.example", "Die Neue Tageszeitung"), ("nct.example", "Naryn City Times")],
    ids=["its end is the host's", "its initials are the host's"],
)
def test_the_host_tells_the_longer_name_of_the_site(host: str, name: str) -> None:
    names = site_names(f"https://{host}/1")
    assert without_site(f"A bridge - {name}", names) == "A bridge"
    assert without_site(f"A bridge - open again - {name}", names) == "A bridge - open again"


def test_what_ends_another_title_behind_a_kicker_is_whole() -> None:
    assert (
        chosen(
            opengraph=f"{HEADLINE} - Society",
            window=f"{HEADLINE} - Society",
            heading=f"After the flood - {HEADLINE}",
        )
        == HEADLINE
    )


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" title="Evening Herald » Feed" href="/feed">',
        '<link rel="search" type="application/opensearchdescription+xml" title="Evening Herald" href="/s.xml">',
    ],
)
def test_feeds_and_searches_tell_the_name_of_the_site(link: str) -> None:
    page = f"""<html><head><title>{HEADLINE} - Evening Herald</title>{link}</head><body><div>{HEADLINE}</div>
    <p>{"A text of several sentences about the bridge. " * 8}</p></body></html>"""
    assert read_page(Page.parse(page.encode(), "https://eh24.example/1204")).title == HEADLINE
