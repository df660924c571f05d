"""Rules 2 to 4 of folding: a fold is made where one article alone keeps the promise, and never on a contradiction."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

import pytest

from storage.matching import fold_rules as folding
from storage.matching.comparison import bare_title, other_filling
from storage.matching.fold import (
    CANDIDATES,
    FOLD_TABLES,
    fold_promise,
    index_article,
    pairs_of,
    unindex_article,
)
from storage.matching.fold_explanation import explained
from storage.matching.fold_rules import Fold, paired, template
from storage.matching.habits import HABIT_TABLES, Habits
from storage.matching.promise import Candidate, Promise

LEDE = (
    "The Minister of Culture met the Ambassador of the neighbouring country in Bishkek to discuss the plans of both"
    " sides for the coming year, the ministry said."
)
CUT = LEDE[:100].rsplit(" ", 1)[0]
FILM = "Ministers Discussed Cooperation in the Field of Cinematography"
MEDIA = "Ministers Discussed Cooperation in the Field of Media and Communications"


def decide(told: Promise, articles: Sequence[Candidate]) -> Fold | None:
    return folding.decide(told, paired(told, articles))


def promise(title: str | None = None, snippet: str | None = None, day: str | None = None) -> Promise:
    return Promise("site", title, snippet, f"{day}T06:00:00Z" if day else None)


def candidate(
    title: str, text: str = LEDE, day: str | None = None, number: int = 1, summary: str | None = None
) -> Candidate:
    return Candidate(number, "site", title, summary, text, f"{day}T06:00:00Z" if day else None)


def title_rule(told: Promise, article: Candidate) -> Fold | None:
    return paired(told, [article])[0].title


def snippet_rule(told: Promise, article: Candidate) -> Fold | None:
    return paired(told, [article])[0].snippet


def rule(fold: Fold | None) -> str | None:
    return fold.rule if fold else None


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Дороги отремонтируют.", "Дороги отремонтируют"),
        ("ДОРОГИ «отремонтируют»", "Дороги отремонтируют"),
        ("Ёлки привезли", "Елки привезли"),
        ("IŞIK yandı", "ışık yandı"),
    ],
)
def test_titles_are_equal_but_for_case_and_punctuation(told: str, title: str) -> None:
    assert rule(decide(promise(told), [candidate(title)])) == "title"


def test_a_title_with_a_snippet_is_surer_when_the_snippet_opens_the_text() -> None:
    assert title_rule(promise(FILM, CUT), candidate(FILM)) == Fold(1, "title", 1.0)
    assert title_rule(promise(FILM, "Ministers of both countries met"), candidate(FILM)) == Fold(
        1, "title", 0.9
    )


def test_equal_titles_of_far_days_or_of_other_words_are_other_articles() -> None:
    """ "Exchange rates of the day" is a title every day."""
    assert title_rule(promise(FILM, day="2026-03-02"), candidate(FILM, day="2026-03-09")) is None
    other = "Absolutely nothing stands there about cattle, harvest, orchards, pastures or irrigation"
    assert title_rule(promise(FILM, other), candidate(FILM)) is None


@pytest.mark.parametrize("cut", [CUT, CUT[:-3], CUT + " ", LEDE])
def test_a_snippet_is_the_beginning_of_the_lede_the_last_word_may_be_cut(cut: str) -> None:
    assert rule(snippet_rule(promise(None, cut), candidate(FILM))) == "snippet"


def test_a_snippet_may_open_the_summary_or_a_later_paragraph() -> None:
    """Some sites leave the lede out of the body."""
    later = f"By our correspondent.\n\n{LEDE}\n\nMore."
    assert rule(decide(promise(None, CUT), [candidate(FILM, later)])) == "snippet"
    assert rule(decide(promise(None, CUT), [candidate(FILM, "Other words.", summary=LEDE)])) == "snippet"


def test_a_few_words_are_no_snippet() -> None:
    assert snippet_rule(promise(None, "The Minister of Culture"), candidate(FILM)) is None


def test_two_meetings_of_one_day_are_two_articles() -> None:
    """The same parties, the same first words, another subject: only the right one is folded, whichever is known."""
    assert decide(promise(FILM, CUT), [candidate(MEDIA)]) is None
    assert decide(promise(MEDIA, CUT), [candidate(FILM)]) is None
    both = [candidate(FILM, number=1), candidate(MEDIA, number=2)]
    assert decide(promise(FILM, CUT), both) == Fold(1, "title", 1.0)


def test_other_numbers_in_the_title_are_another_article() -> None:
    assert snippet_rule(promise("Rates for June 30", CUT), candidate("Rates for July 1")) is None


def test_a_reworded_title_over_the_same_first_words_is_the_same_article() -> None:
    assert (
        rule(decide(promise("Ministers Discussed Cooperation in Bishkek", CUT), [candidate(FILM)]))
        == "snippet"
    )


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Kabar: Ministers met over Rs 11000", "Rs 11,000 for cinema"),
        ("Министрлер 1 500 сом бөлүштү", "1500 сом: министрлер кантип бөлүштү"),
        (
            "Kabar: Ministers in Bishkek spoke of...",
            "Ministers in Bishkek spoke of irrigation, orchards and pastures",
        ),
    ],
)
def test_what_was_added_to_a_title_or_cut_off_it_and_numbers_in_groups_name_nothing_else(
    told: str, title: str
) -> None:
    assert rule(snippet_rule(promise(told, CUT), candidate(title, summary=LEDE))) == "snippet"


def test_what_fits_two_articles_equally_stays_open() -> None:
    twins = [candidate(FILM, number=1), candidate(FILM, number=2)]
    assert decide(promise(FILM), twins) is None
    dated = [candidate(FILM, day="2026-03-02", number=1), candidate(FILM, day="2026-03-03", number=2)]
    assert decide(promise(FILM, day="2026-03-03"), dated) == Fold(2, "title", 1.0)


def test_every_article_is_found_by_the_keys_of_its_promises() -> None:
    article = candidate(FILM, f"Bishkek.\n\n{LEDE}", summary="A summary of six words and more stands here.")
    keys = set(article.index_keys())
    for told in (promise(FILM), promise(None, CUT), promise(None, "A summary of six words and more")):
        assert keys & set(told.index_keys())


# Rule 4: close title and close snippet


DAY = "2026-03-02"
SLUG = "https://site.example/news/greenhouses-for-spring-vegetables-open-in-kyzyl-tuu-village"
EDITED = "Minister opens greenhouses for spring vegetables in Kyzyl-Tuu village"
TOLD = promise(
    "Greenhouses for spring vegetables open in Kyzyl-Tuu village",
    "The minister opened greenhouses for spring vegetables in the village of Kyzyl-Tuu, and promised water",
    DAY,
)
OPENING = (
    "Greenhouses for spring vegetables were opened by the minister in the village of Kyzyl-Tuu, who promised water to"
    " every household before May."
)


def edited(title: str = EDITED, day: str = DAY, number: int = 1, url: str = SLUG) -> Candidate:
    return Candidate(number, "site", title, None, OPENING, f"{day}T06:00:00Z", url)


def test_an_edited_title_is_found_by_its_words_and_the_slug() -> None:
    fold = decide(TOLD, [edited()])
    assert rule(fold) == "close" and fold is not None
    (likeness,) = folding.likenesses(TOLD, paired(TOLD, [edited()]))
    assert likeness.points > 3.25
    assert fold.score == pytest.approx(1 / (1 + math.exp(-likeness.points)), abs=0.001)  # of log odds


def test_an_edited_title_of_another_day_is_another_article() -> None:
    assert decide(TOLD, [edited(day="2026-03-05")]) is None


def test_two_articles_nearly_as_close_leave_the_teaser_open() -> None:
    assert decide(TOLD, [edited(), edited(number=2)]) is None


def test_an_article_that_is_far_behind_keeps_no_fold_open() -> None:
    both = [
        candidate("Water is promised to Kyzyl-Tuu village", "Roads are mended there.", DAY, number=2),
        edited(),
    ]
    ranked = folding.likenesses(TOLD, paired(TOLD, both))
    assert [likeness.pair.article.id for likeness in ranked] == [1, 2]
    fold = decide(TOLD, both)
    assert rule(fold) == "close" and fold is not None and fold.article_id == 1


def test_one_template_with_another_filling_is_vetoed_however_close() -> None:
    """The same day, the same parties, the same first words: two meetings."""
    told = promise("Ministers of Both Countries Discussed Cooperation in the Field of Irrigation", CUT, DAY)
    other = "Ministers of Both Countries Discussed Cooperation in the Field of Cinematography"
    assert decide(told, [candidate(other, day=DAY)]) is None


def test_another_filling_is_a_veto_only_where_no_slug_remembers_the_first_title() -> None:
    """Newsrooms exchange words of a title, too."""
    told = replace(TOLD, title="Greenhouses for spring vegetables open in Kyzyl-Tuu suburb")
    other = "Greenhouses for spring vegetables open in Kyzyl-Tuu district"
    assert template(told, edited(other, url=""))
    assert template(replace(told, snippet=None), edited(other, url=""))
    assert not template(told, edited(other))


def test_another_code_is_a_veto_whatever_else_is_alike() -> None:
    """Two reports of a quarter each, with one lede: the slug of the one remembers it, too."""
    told = promise("Ministry of Finance Reports on the Budget of the Whole Country for Q1", OPENING[:90], DAY)
    other = "Ministry of Finance Reports on the Budget of the Whole Country for Q2"
    for url in (
        "",
        "https://site.example/ministry-of-finance-reports-on-the-budget-of-the-whole-country-for-q2",
    ):
        article = edited(other, url=url)
        assert template(told, article)
        assert decide(told, [article]) is None
        assert decide(replace(told, published_at=None), [article]) is None
    assert decide(replace(told, title=other), [edited(other)]) is not None


def test_an_equal_title_over_another_text_is_not_enough() -> None:
    """ "Exchange rates of the day" stands over many articles of one day."""
    told = promise(
        "Results of the national draw",
        "Six million som went to a teacher from Talas who played for years",
        DAY,
    )
    other = Candidate(
        1,
        "site",
        "Results of the national draw",
        None,
        "Nobody won on Monday evening in Bishkek; the organisers say that the fund grows until Friday.",
        f"{DAY}T06:00:00Z",
        "https://site.example/news/draw/monday-evening-nobody-has-won-yet",
    )
    assert decide(told, [other]) is None


def test_an_equal_title_alone_needs_as_much_as_an_edited_one() -> None:
    """Recurring headlines are equal, too; only where the snippet opens the article less is enough."""
    told = replace(TOLD, title=EDITED)
    reasons = [explained(one, edited()) for one in (told, TOLD)]
    asked = [
        reason.threshold for seen in reasons for reason in seen if reason.rule == "close title and snippet"
    ]
    assert asked[0] == asked[1] == f">= {folding.CLOSE}"
    opened = explained(replace(TOLD, snippet=OPENING[:100]), edited())
    assert f">= {folding.LIKELY}" in [reason.threshold for reason in opened]


REMEMBERED = "Greenhouses for spring vegetables open in Kyzyl-Tuu village"
ALONE = edited(REMEMBERED)


def without_points(told: Promise, articles: Sequence[Candidate]) -> Fold | None:
    """Return the fold that needs no points of the trees."""
    return folding.decide(told, paired(told, articles), close=99)


@pytest.mark.parametrize("url", [SLUG, "https://site.example/news/1234"])
def test_an_equal_title_of_one_article_is_enough_where_nothing_speaks_against_it(url: str) -> None:
    """Listings have descriptions of their own, so that the snippet opens no article."""
    fold = without_points(TOLD, [edited(REMEMBERED, url=url), edited("Water for every household", number=2)])
    assert fold is not None and (fold.article_id, fold.rule, fold.score) == (1, "title", 0.9)


def test_a_slug_in_another_language_is_no_doubt_about_an_equal_title() -> None:
    """Sites in several languages make all slugs of one of them."""
    article = edited(
        REMEMBERED, url="https://site.example/en/55641-v-sele-otkrylis-teplicy-dlja-ovoshhej.html"
    )
    fold = without_points(TOLD, [article])
    assert fold is not None and fold.rule == "title"


WHOLE = "Greenhouses for spring vegetables open in Kyzyl-Tuu village near the new bridge"


@pytest.mark.parametrize(
    "cut",
    [
        "Greenhouses for spring vegetables open in Kyzyl-Tuu vil...",
        "Greenhouses for spring vegetables open in Kyzyl-Tuu…",
        "Greenhouses for spring vegetables open in Kyzyl-Tuu village .. - The Daily Site",
    ],
)
@pytest.mark.parametrize("snippet", [None, TOLD.snippet])
def test_a_cut_title_is_that_of_the_one_article_that_begins_so(cut: str, snippet: str | None) -> None:
    told = replace(TOLD, title=cut, snippet=snippet)
    fold = without_points(
        told, [edited(WHOLE), edited("Greenhouses for spring flowers open in Osh", number=2)]
    )
    assert fold is not None and (fold.article_id, fold.rule, fold.score) == (1, "title", 0.9)


CUT_TITLE = "Greenhouses for spring vegetables open in Kyzyl-Tuu vil..."
DOUBTED_BEGINNINGS = [
    (CUT_TITLE, [edited(WHOLE), edited(f"{WHOLE} again", number=2)], "1 more begin so"),
    (CUT_TITLE, [edited(WHOLE), edited(f"{WHOLE} again", number=2, day="2025-01-07")], "1 more begin so"),
    (CUT_TITLE, [edited(WHOLE, day="2026-03-03")], "not known to be of one day"),
    (CUT_TITLE, [edited("Greenhouses for spring vegetables open in Kyzyl-Tuu city")], "begins otherwise"),
    (CUT_TITLE, [edited("Greenhouses for spring vegetables open in Kyzyl-Tuu")], "begins otherwise"),
    (CUT_TITLE.rstrip("."), [edited(WHOLE)], None),
    ("News of the village...", [edited("News of the village near Osh")], None),
    ("What is new and what is not...", [edited("What is new and what is not here")], "a title of"),
]


@pytest.mark.parametrize(("cut", "articles", "why"), DOUBTED_BEGINNINGS)
def test_a_doubt_about_a_cut_title_leaves_it_to_the_points(
    cut: str, articles: list[Candidate], why: str | None
) -> None:
    told = replace(TOLD, title=cut)
    assert without_points(told, articles) is None
    said = [one for one in explained(told, articles[0], articles[1:]) if one.rule == "a cut title is enough"]
    assert [one.holds for one in said] == ([False] if why else [])
    assert not why or why in str(said[0].value)


def test_a_beginning_of_more_titles_than_are_looked_at_is_a_template() -> None:
    began = [
        edited(f"Ministry of Culture and Tourism holds meeting {number}", number=number, day="2025-01-07")
        for number in range(1, CANDIDATES + 10)
    ]
    told = replace(TOLD, title="Ministry of Culture and Tourism holds...", snippet=None)
    today = edited("Ministry of Culture and Tourism holds talks in Ankara", number=1000)
    assert rule(folding.decide(told, pairs_of(archive_of(today), told), close=99)) == "title"
    assert folding.decide(told, pairs_of(archive_of(*began, today), told), close=99) is None


DOUBTED = [
    (
        TOLD,
        replace(ALONE, url=SLUG.replace("spring-vegetables", "winter-flowers")),
        "remembers another title",
    ),
    (TOLD, replace(ALONE, habits=Habits(articles=2000, twins=60)), "2.9% of the outlet's articles"),
    (
        replace(TOLD, title="Greenhouses for vegetables"),
        edited("Greenhouses for vegetables", url=""),
        "2 words",
    ),
    (replace(TOLD, group=None), ALONE, "any outlet"),
    (replace(TOLD, published_at=None), replace(ALONE, published_at=None), "not known"),
]


@pytest.mark.parametrize(("told", "article", "why"), DOUBTED, ids=[why for *_, why in DOUBTED])
def test_a_doubt_about_an_equal_title_leaves_it_to_the_points(
    told: Promise, article: Candidate, why: str
) -> None:
    assert without_points(told, [article]) is None
    said = [reason for reason in explained(told, article) if reason.rule == "an equal title is enough"]
    assert [reason.holds for reason in said] == [False] and why in str(said[0].value)


def test_an_equal_title_of_two_articles_is_in_doubt() -> None:
    other = edited(REMEMBERED, number=2, url=f"{SLUG}-photos")
    assert without_points(TOLD, [ALONE, other]) is None
    said = {reason.rule: reason for reason in explained(TOLD, ALONE, [other])}["an equal title is enough"]
    assert not said.holds and "1 more" in str(said.value)


PAIRS = [
    f"Two Neighbouring Countries Discussed Cooperation in the Field of {field}"
    for field in (
        "Cinematography",
        "Media and Communications",
        "Irrigation",
        "Border Trade",
        "Higher Education",
    )
]


def test_close_teasers_of_one_page_fold_to_none_of_each_other() -> None:
    """Teasers of one listing promise different articles, even where they differ by one word of the title."""
    for told in PAIRS:
        others = [candidate(title, day=DAY, number=n) for n, title in enumerate(PAIRS) if title != told]
        for known in [*([one] for one in others), others]:
            assert decide(promise(told, CUT, DAY), known) is None


def test_the_site_name_behind_a_title_does_not_make_another_title() -> None:
    told = promise("Roads of the northern district are repaired - The Daily")
    assert rule(decide(told, [candidate("Roads of the northern district are repaired")])) == "title"
    other = candidate("Roads of the northern district are repaired - in words only")
    assert decide(told, [other]) is None


def archive_of(*articles: Candidate) -> sqlite3.Connection:
    sql = sqlite3.connect(":memory:")
    sql.executescript(
        "CREATE TABLE articles (id INTEGER PRIMARY KEY, source, title, summary, text, published_at, url);"
        f"{FOLD_TABLES};{HABIT_TABLES}"
    )
    for one in articles:
        row = (one.id, one.group, one.title, one.text, one.published_at, one.url)
        sql.execute("INSERT INTO articles VALUES (?, ?, ?, NULL, ?, ?, ?)", row)
        index_article(sql, one)
    return sql


def test_of_more_articles_than_are_compared_none_comes_first_by_its_arrival() -> None:
    """Where those with as many shared words are too many to be compared, none of them is."""
    report = "Greenhouses for spring vegetables: report number"
    crowd = [edited(f"{report} {number}", number=number, url="") for number in range(1, 14)]
    fitting = edited(number=20)
    assert rule(fold_promise(archive_of(*crowd, fitting), TOLD)) == "close"
    assert rule(fold_promise(archive_of(fitting, *crowd), TOLD)) == "close"
    assert pairs_of(archive_of(*crowd), TOLD) == []
    assert len(pairs_of(archive_of(*crowd[1:]), TOLD)) == 12


def test_an_article_is_looked_at_where_it_shares_a_third_of_the_promised_words() -> None:
    told = promise("Ministry repairs seven bridges along northern mountain roads before winter", None, DAY)
    two = edited("Ministry orders bridges", url="")
    three = edited("Ministry orders bridges before spring", number=2, url="")
    four = edited("Ministry repairs two bridges before spring", number=3, url="")
    assert len(told.told.title_words) == 10
    assert [pair.article.id for pair in pairs_of(archive_of(two, three, four), told)] == [3]


@pytest.mark.parametrize(
    "told",
    [
        "Roads of the northern district are repaired | Regions News - The Daily",
        "Roads of the northern district are repaired (фото)",
        "Roads of the northern district are repaired. VİDEO",
        "Roads of the northern district are repaired. Видео — The Daily",
        "24.kg: Roads of the northern district are repaired",
        "(Agency) - Roads of the northern district are repaired. Photos",
    ],
)
def test_what_listings_add_around_a_title_does_not_make_another_title(told: str) -> None:
    assert rule(decide(promise(told), [candidate("Roads of the northern district are repaired")])) == "title"
    assert decide(promise(told), [candidate("Roads of the southern district are repaired")]) is None


@pytest.mark.parametrize(
    "title", ["NASA shows the first photo", "Photo", "(video)", "Two of a kind - a short tale"]
)
def test_a_title_that_ends_like_a_label_or_a_name_is_left_whole(title: str) -> None:
    assert bare_title(title) == title


def test_a_kicker_on_both_sides_tells_articles_apart() -> None:
    told = promise("Osh: roads of the whole district are repaired")
    assert decide(told, [candidate("Talas: roads of the whole district are repaired")]) is None


def test_another_form_of_a_word_is_no_other_filling() -> None:
    told = promise("Village nurse wins a prize for the best garden of the year", CUT, DAY).told
    assert other_filling(told, edited("Village teacher wins a prize for the best garden of the year").kept)
    assert not other_filling(told, edited("Village nurses wins a prize for the best garden of the year").kept)
    told = promise("Village 20 wins a prize for the best garden of the year", CUT, DAY).told
    assert other_filling(told, edited("Village 201 wins a prize for the best garden of the year").kept)


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Kabar: Village wins a prize for its garden", "Village school wins a prize for its garden"),
        ("Village wins a prize for its garden Photo", "Village wins a prize for its garden this year"),
        ("Viv wins a prize for its garden", "Vivian Ada wins a prize for its garden"),
        ("Ошто мектеп ачылып, сыйлык берилди", "Ош шаарында мектеп ачылып, сыйлык берилди"),
    ],
)
def test_an_agency_a_label_or_a_short_form_fills_in_nothing_else(told: str, title: str) -> None:
    assert not other_filling(promise(told, CUT, DAY).told, edited(title).kept)


def test_a_kicker_on_both_sides_is_part_of_what_is_filled_in() -> None:
    told = promise("Bishkek: opening of a school in the village of Kara", CUT, DAY).told
    assert other_filling(told, edited("Bishkek: opening of a school in the village of Zhety").kept)


def test_nothing_promises_what_is_published_days_after_it_was_seen() -> None:
    """A promise without a date is as old as its first sight."""
    seen = replace(promise(FILM), first_seen_at="2026-03-02T06:00:00Z")
    assert decide(seen, [candidate(FILM, day="2026-03-05")]) == Fold(1, "title", 1.0)
    assert decide(seen, [candidate(FILM, day="2026-03-06")]) is None
    assert decide(seen, [candidate(FILM, day="2025-12-01")]) == Fold(1, "title", 1.0)
    (why, *_) = explained(seen, candidate(FILM, day="2026-03-06"))
    assert why.value == "published 4 days after the promise was seen"


def test_a_column_without_a_date_is_not_told_by_its_title() -> None:
    """Of two articles with the title one is too late for it; that leaves a column, and not the other one."""
    seen = replace(promise(FILM, "Ministers of both countries met"), first_seen_at="2026-03-02T06:00:00Z")
    early = candidate(FILM, day="2026-02-20")
    late = candidate(FILM, day="2026-03-20", number=2)
    assert decide(seen, [early]) == Fold(1, "title", 0.9)
    assert decide(seen, [early, late]) is None
    assert not all(reason.holds for reason in explained(seen, early, [late]))
    assert decide(replace(seen, snippet=CUT), [early, late]) == Fold(1, "title", 1.0)


def test_without_a_known_outlet_every_group_is_searched_and_with_one_only_its_own() -> None:
    article = edited()
    sql = archive_of(article)
    assert rule(fold_promise(sql, TOLD)) == "close"
    assert rule(fold_promise(sql, replace(TOLD, group=None))) == "close"
    assert fold_promise(sql, replace(TOLD, group="elsewhere")) is None
    unindex_article(sql, article)
    assert fold_promise(sql, TOLD) is None


def test_every_rule_says_what_it_saw() -> None:
    reasons = {reason.rule: reason for reason in explained(TOLD, edited())}
    assert reasons["close title and snippet"].holds and "slug" in reasons["close title and snippet"].note
    assert "ahead of the other articles" not in reasons
    assert not reasons["equal title"].holds


def test_a_rival_is_named_with_how_far_it_is_behind() -> None:
    reasons = {reason.rule: reason for reason in explained(TOLD, edited(), [edited(number=7)])}
    ahead = reasons["ahead of the other articles"]
    assert not ahead.holds and ahead.value == 0 and "7" in ahead.note


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (replace(TOLD, published_at=None), "date is missing"),
        (replace(TOLD, title=None), "title is missing"),
        (replace(TOLD, published_at="2026-02-02T06:00:00Z"), "28 days apart"),
        (replace(TOLD, title="Parliament elected another speaker on Monday"), "too little in common"),
    ],
)
def test_what_cannot_be_compared_says_why(told: Promise, why: str) -> None:
    reasons = {reason.rule: reason for reason in explained(told, edited())}
    assert why in str(reasons["close title and snippet"].value)


REPORT = (
    "Сегодня ночью на рынке Кара-Суу в Ошской области произошел крупный пожар, сообщили в МЧС республики.\n\n"
    "Огонь охватил сорок контейнеров, пострадавших нет. На месте работают десять расчётов, причину возгорания"
    " выяснит следствие. Торговцы сгоревших рядов получат помощь областной администрации уже на этой неделе,"
    " обещал полпред президента, прибывший из города Ош."
)
SAID = " ".join(REPORT.split()[:12]) + "..."
REWRITTEN = "МЧС: десять расчётов тушат Кара-Суу"
FIRE = "Огонь на рынке в городе Ош, пострадавших нет"
"""Of two titles over one lede that have hardly a word in common, one that the whole report speaks of."""


def rewritten(title: str = REWRITTEN, text: str = REPORT, number: int = 1, day: str = DAY) -> Candidate:
    return candidate(title, text, day=day, number=number)


def test_a_rewritten_title_over_first_words_that_stand_over_one_article_alone_is_enough() -> None:
    assert decide(promise(FIRE, SAID, DAY), [rewritten()]) == Fold(1, "snippet", 0.9)
    assert decide(promise(FIRE, SAID), [rewritten()]) == Fold(1, "snippet", 0.9)


def test_a_summary_speaks_for_its_article_too() -> None:
    told = promise("Огонь на рынке уничтожил книги, пострадавших нет", SAID, DAY)
    assert decide(told, [rewritten()]) is None
    summary = "Пожар уничтожил книги и посуду."
    assert decide(told, [replace(rewritten(), summary=summary)]) == Fold(1, "snippet", 0.9)


@pytest.mark.parametrize(
    ("told", "others", "why"),
    [
        (
            promise(FIRE, SAID, DAY),
            [rewritten("Второй пожар", SAID, number=2)],
            "1 more with its title or first",
        ),
        (promise("Наводнение на рынке, пострадавших нет", SAID, DAY), [], "does not speak of наводнение"),
        (promise("Что там было ночью", SAID, DAY), [], "a title of 1 telling words"),
        (promise(FIRE, " ".join(SAID.split()[:8]), DAY), [], "a snippet of 9 words"),
        (promise(FIRE, SAID, "2026-03-01"), [], "not of one day"),
        (replace(promise(FIRE, SAID, DAY), group=None), [], "any outlet may be meant"),
    ],
)
def test_a_doubt_about_a_rewritten_title_leaves_the_teaser_open(
    told: Promise, others: list[Candidate], why: str
) -> None:
    assert decide(told, [rewritten(), *others]) is None
    reasons = {reason.rule: reason for reason in explained(told, rewritten(), others)}
    assert not reasons["a snippet is enough"].holds
    assert why in str(reasons["a snippet is enough"].value)


def test_of_an_article_of_which_the_lede_alone_is_known_a_rewritten_title_is_not_taken() -> None:
    assert (
        decide(
            promise("Пожар на рынке Кара-Суу", SAID, DAY), [rewritten(text=REPORT.split("\n", maxsplit=1)[0])]
        )
        is None
    )
