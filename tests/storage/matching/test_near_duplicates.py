"""What is one text and what is not, with texts made up for this purpose; through a real archive each time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.archive import Archive
from storage.matching.near_duplicates import explain
from storage.matching.text_pairs import Pair
from storage.matching.texts import Body, Text
from storage.records import Article, Fetch, Source

DAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
OUTLETS = ("ministry", "herald", "courier")

WORDS = (
    "reservoir turbine valley irrigation shepherd orchard harvest bridge tunnel railway station council assembly"
    " budget tariff customs border pasture glacier archive museum theatre festival surgeon clinic vaccine teacher"
    " academy scholar engineer foundry textile market currency lender deposit mortgage investor auction sanctuary"
    " wildlife forester nursery seedling drought rainfall meadow canal pipeline refinery geologist quarry marble"
    " limestone apartment kindergarten stadium athlete wrestler referee champion ceremony delegation protocol"
).split()
LITTLE = "the of and to in for with that was by from at on its were has".split()


def prose(seed: int, words: int = 300, paragraph: int = 60) -> str:
    """Return made-up prose: the same for the same seed."""
    chance = random.Random(seed)
    drawn = [chance.choice(LITTLE if chance.random() < 0.35 else WORDS) for _ in range(words)]
    parts = [drawn[at : at + paragraph] for at in range(0, words, paragraph)]
    return "\n\n".join(" ".join(part).capitalize() + "." for part in parts)


def edited(text: str, every: int, seed: int = 9) -> str:
    """Return `text` with about every so manieth word replaced."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) if chance.random() < 1 / every else word for word in text.split(" "))


@contextmanager
def archive_of(folder: Path, outlets: Iterable[str]) -> Iterator[Archive]:
    """Open an archive that knows these outlets."""
    with Archive(folder / "archive.db") as opened:
        for outlet in outlets:
            opened.save_source(Source(outlet, outlet, "news", f"https://{outlet}.example/"))
        yield opened


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with archive_of(tmp_path, OUTLETS) as opened:
        yield opened


def save(
    archive: Archive, outlet: str, name: str, text: str, days: float = 0, title: str | None = None
) -> int:
    """Save an article that was published so many days after the first; return its id."""
    url = f"https://{outlet}.example/{name}"
    at = DAY + timedelta(days=days)
    article = Article(
        outlet,
        url,
        title or f"Title of {name}",
        text,
        language="en",
        published_at=at,
        published_precision="minute",
    )
    return archive.save_article(article, Fetch(url, at + timedelta(hours=1))).article_id


def pairs(archive: Archive) -> list[tuple[int, int, str, int]]:
    return archive.sql.execute(
        "SELECT article_id, other_id, kind, first_id FROM duplicates ORDER BY article_id, other_id"
    ).fetchall()


def copied_from(archive: Archive, article_id: int) -> int | None:
    row = archive.article(article_id)
    assert row
    found: int | None = row["duplicate_of"]
    return found


def test_a_release_that_others_print_is_one_text_and_points_at_who_was_first(archive: Archive) -> None:
    later = save(archive, "herald", "a", prose(1), days=1)
    first = save(archive, "ministry", "b", prose(1).upper())
    edit = save(archive, "courier", "c", edited(prose(1), 10), days=2)
    assert {(first, kind) for *_, kind, first in pairs(archive) if kind == "identical"} == {
        (first, "identical")
    }
    assert {kind for *_, kind, _ in pairs(archive)} == {"identical", "near"}
    assert [copied_from(archive, one) for one in (first, later, edit)] == [None, first, first]
    assert pairs(archive)[0] == (later, first, "identical", first)


@pytest.mark.parametrize("every", [5, 10, 20])
def test_copies_with_changed_words_are_found(archive: Archive, every: int) -> None:
    first = save(archive, "ministry", "a", prose(1))
    copy = save(archive, "herald", "b", edited(prose(1), every), days=1)
    assert pairs(archive) == [(copy, first, "near", first)]


def test_a_release_inside_a_longer_report_is_contained_and_the_report_is_no_copy(archive: Archive) -> None:
    release = save(archive, "ministry", "a", prose(1, 300))
    report = save(archive, "herald", "b", f"{prose(2, 300)}\n\n{prose(1, 300)}\n\n{prose(3, 300)}", days=1)
    assert pairs(archive) == [(report, release, "contains", release)]
    assert (copied_from(archive, release), copied_from(archive, report)) == (None, None)


def test_a_reprint_without_its_last_paragraphs_is_contained_and_a_copy(archive: Archive) -> None:
    first = save(archive, "ministry", "a", prose(1, 300))
    reprint = save(archive, "herald", "b", prose(1, 120), days=1)
    assert pairs(archive) == [(first, reprint, "contains", first)]
    assert copied_from(archive, reprint) == first


def test_an_agency_lede_with_the_rest_rewritten_is_one_text_while_half_is_shared(archive: Archive) -> None:
    agency = save(archive, "ministry", "a", prose(1, 180))
    rewritten = save(archive, "herald", "b", f"{prose(1, 120)}\n\n{prose(5, 60)}")
    save(archive, "courier", "c", f"{prose(1, 60)}\n\n{prose(6, 200)}")
    assert [{one, other} for one, other, *_ in pairs(archive)] == [{agency, rewritten}]


DISCLAIMER = (
    "Any reprint of this material in full or in part is allowed only with an active hyperlink to the herald."
    " Subscribe to our channel and send us your photographs and stories at any hour of the day or night."
)


def test_what_an_outlet_prints_under_every_article_is_not_shared_text(archive: Archive) -> None:
    short = [
        save(archive, "herald", str(number), f"{prose(20 + number, 20)}\n\n{DISCLAIMER}", days=number)
        for number in range(5)
    ]
    assert pairs(archive) == []
    quoting = save(archive, "courier", "x", f"{prose(90, 15)}\n\n{DISCLAIMER}", days=4)
    assert all(quoting in pair[:2] for pair in pairs(archive)) and len(short) == 5


def test_boilerplate_is_learned_whatever_comes_first(archive: Archive) -> None:
    """Two articles that shared little but the disclaimer are parted as soon as it is known for what it is."""
    for number in range(2):
        save(archive, "herald", str(number), f"{DISCLAIMER}\n\n{prose(20 + number, 14)}", days=number)
    assert len(pairs(archive)) == 1
    for number in range(2, 4):
        save(archive, "herald", str(number), f"{DISCLAIMER}\n\n{prose(20 + number, 14)}", days=number)
    assert pairs(archive) == []


NEWS = {
    "ky": "Өкмөт үч жаңы көпүрөнү куруп бүттү, деп билдирди мэр Үсөнбек Өмүров. Айылдын тургундары жаңы жолду көптөн бери күтүшкөн.",
    "ru": "Ещё три моста в сёлах у реки Чон-Кемин построят к осени, сказал мэр Айбек Осмонов. Жители ждали этой дороги семь лет.",
    "tr": "Şişli ilçesinde ışıklı üç köprü daha yapılacağını İsmail Öztürk açıkladı. Köylüler bu yolu yıllardır bekliyordu, dedi.",
}
LOOK_ALIKE = str.maketrans("аеорсухАВЕКМНОРСТ", "aeopcyxABEKMHOPCT")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NEWS["ky"], NEWS["ky"].translate(str.maketrans("үөңҮӨҢ", "уонУОН"))),
        (NEWS["ru"], NEWS["ru"].replace("ё", "е").translate(LOOK_ALIKE)),
        (NEWS["ru"], NEWS["ru"].replace("моста", "моста\u0301").replace("реки", "реки\u0301")),
        (NEWS["tr"], NEWS["tr"].translate(str.maketrans("ışçöüİŞÖğ", "iscouISOg"))),
        (NEWS["tr"], NEWS["tr"].upper().lower()),
        (f"{NEWS['ru']} На это дадут 1 500 000 сомов.", f"{NEWS['ru']} На это дадут 1,500,000 сомов."),
        (f"{NEWS['ru']} На это дадут 1 500 000 сомов.", f"{NEWS['ru']} На это дадут 1500000 сомов."),
        (f"{NEWS['tr']} Oʻzbekistan", f"{NEWS['tr']} O'zbekistan"),
        (f"{NEWS['ru']} Это 35 домов.", f"{NEWS['ru']} Это ۳۵ домов."),
    ],
)
def test_the_same_words_in_other_letters_are_the_same_words(archive: Archive, one: str, other: str) -> None:
    save(archive, "ministry", "a", one)
    save(archive, "herald", "b", other)
    assert [(kind, score) for _, _, kind, score in scores(archive)] == [("identical", 1.0)]


def scores(archive: Archive) -> list[tuple[int, int, str, float]]:
    return archive.sql.execute("SELECT article_id, other_id, kind, score FROM duplicates").fetchall()


def test_a_paragraph_in_capitals_has_the_same_names(archive: Archive) -> None:
    first, *rest = prose(1, 90, 30).replace(" council", " Council").split("\n\n")
    save(archive, "herald", "a", "\n\n".join([first, *rest, "The end of it."]))
    save(archive, "herald", "b", "\n\n".join([first.upper(), *rest]))
    assert len(pairs(archive)) == 1


def test_a_pair_is_the_same_whichever_text_is_named_first() -> None:
    one, other = (
        Text.read("herald", "Title", Body(prose(1).replace("the", word)), None, "2026-03-02T00:00:00Z")
        for word in ("Naryn", "Osh")
    )
    assert Pair.of(one, other) == Pair.of(other, one)


def test_numbers_tell_where_little_is_shared(archive: Archive) -> None:
    save(archive, "ministry", "a", f"{prose(1, 60)} 31 {prose(2, 40)} 42 {prose(3, 7)} 53")
    save(archive, "herald", "b", f"{prose(1, 60)} 64 {prose(4, 40)} 75 {prose(5, 7)} 86")
    assert pairs(archive) == []
    save(archive, "courier", "c", f"{prose(1, 60)} {prose(6, 40)} {prose(7, 7)}")
    assert len(pairs(archive)) == 2


def test_a_mended_word_does_not_part_the_printings_of_one_outlet(archive: Archive) -> None:
    text = prose(1, 60)
    save(archive, "herald", "a", text)
    save(archive, "herald", "b", text.replace(text.split()[30], "mended", 1), days=13)
    assert len(pairs(archive)) == 1


RIGHTS = (
    "All rights reserved. Reprinting, copying and distribution of materials without the written permission of the agency"
    " are prohibited and prosecuted by law. Comments are open to those who have registered on the site of the agency."
)
BACKGROUND = prose(70, 60).replace("\n\n", " ")


@pytest.mark.parametrize("glue", ["\n\n", " "])
def test_what_two_outlets_print_below_their_texts_is_not_shared_text(archive: Archive, glue: str) -> None:
    save(archive, "ministry", "a", f"{prose(20, 20)}{glue}{RIGHTS}")
    save(archive, "herald", "b", f"{prose(21, 20)}{glue}{RIGHTS}")
    assert pairs(archive) == []


def test_the_background_of_one_outlet_is_no_shared_text_but_a_release_under_other_ledes_is(
    archive: Archive,
) -> None:
    one = save(archive, "herald", "a", f"{prose(20, 20)}\n\n{BACKGROUND}")
    other = save(archive, "herald", "b", f"{prose(21, 20)}\n\n{BACKGROUND}")
    third = save(archive, "courier", "c", f"{prose(22, 20)}\n\n{BACKGROUND}")
    assert {frozenset(pair[:2]) for pair in pairs(archive)} == {
        frozenset((third, one)),
        frozenset((third, other)),
    }
    failed = [reason.rule for reason in explain(archive.sql, one, other) if not reason.holds]
    assert failed == ["more is shared than what stands below both"]


def test_a_long_text_under_two_ledes_of_one_outlet_is_one_text(archive: Archive) -> None:
    for number in range(2):
        save(archive, "herald", str(number), f"{prose(20 + number, 20)}\n\n{prose(70, 180)}")
    assert len(pairs(archive)) == 1


RATES = (
    "The National Bank has set the official rates of foreign currencies for today. One dollar is {} som, one euro is"
    " {} som, one rouble is {} som and one tenge is {} som. The rates are used by all banks, by the customs service"
    " and by the tax service until the next working day, and are published on the site of the bank."
)
DRAW = (
    "The results of draw number {} of the state lottery were announced in the studio. The winning balls were {},"
    " {}, {} and {}. Winners have thirty days to bring their tickets to any office of the lottery, where prizes are"
    " paid out in cash after a check of the ticket and of the documents of its holder."
)
MEETING = (
    "Minister Asanov met the ambassador of {} {}. The sides talked about the state of relations, about trade and about"
    " the coming visit of a delegation. At the end of the meeting the ambassador {} thanked Minister Asanov for the"
    " warm welcome in {} and wished him success in his work for the good of the country."
)
WEATHER = (
    "Forecasters of the republic told what weather is expected. In the valley {} degrees of warmth are expected by"
    " day and {} by night, in the mountains {} and {}. Rain is not expected, a weak wind will blow from the west, and"
    " drivers are asked to be careful on mountain passes because of fog in the morning hours."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RATES.format("87.45", "95.10", "0.97", "0.18"), RATES.format("86.90", "94.32", "0.99", "0.17")),
        (DRAW.format(1204, 3, 18, 22, 40), DRAW.format(1205, 7, 11, 29, 36)),
        (
            MEETING.format("Turkey", "Mehmet Yilmaz", "Yilmaz", "Bishkek"),
            MEETING.format("Japan", "Kenji Tanaka", "Tanaka", "Osh"),
        ),
        (WEATHER.format(12, 3, 4, 7), WEATHER.format(15, 6, 1, 8)),
    ],
)
def test_templates_of_an_outlet_are_not_one_text(archive: Archive, one: str, other: str) -> None:
    save(archive, "ministry", "a", one)
    save(archive, "ministry", "b", other, days=1)
    assert pairs(archive) == []


@pytest.mark.parametrize("template", [RATES, WEATHER])
def test_a_template_of_two_outlets_with_other_numbers_is_not_one_text(
    archive: Archive, template: str
) -> None:
    save(archive, "ministry", "a", template.format(12, 31, 44, 71))
    save(archive, "herald", "b", template.format(15, 62, 18, 83))
    assert pairs(archive) == []


def test_a_text_like_one_of_weeks_ago_is_a_template(archive: Archive) -> None:
    save(archive, "ministry", "a", prose(1))
    save(archive, "herald", "b", prose(1), days=40)
    assert pairs(archive) == []


def test_neighbouring_parts_of_the_table_are_searched(archive: Archive) -> None:
    """Pairs are found wherever the border between two parts falls between them."""
    for number in range(0, 60, 6):
        save(archive, "ministry", f"a{number}", prose(100 + number), days=number)
        save(archive, "herald", f"b{number}", prose(100 + number), days=number + 13)
    assert len(pairs(archive)) == 10


def test_an_edit_makes_and_breaks_a_pair(archive: Archive) -> None:
    first = save(archive, "ministry", "a", prose(1))
    copy = save(archive, "herald", "b", prose(2), days=1)
    assert pairs(archive) == []
    save(archive, "herald", "b", prose(1), days=1.5)
    assert pairs(archive) == [(copy, first, "identical", first)]
    save(archive, "herald", "b", prose(3), days=2)
    assert pairs(archive) == []
    assert copied_from(archive, copy) is None
    assert archive.sql.execute("SELECT count(*) FROM text_keys").fetchone() == (2,)


def test_rows_that_merge_leave_no_trace_of_the_one(archive: Archive) -> None:
    first = save(archive, "ministry", "a", prose(1))
    copy = save(archive, "herald", "b", prose(1), days=1)
    twin = save(archive, "herald", "c", prose(1), days=2)
    assert copied_from(archive, twin) == first
    url = "https://herald.example/b"
    archive.save_article(
        Article("herald", url, "Title of b", prose(1), published_at=DAY + timedelta(days=1)),
        Fetch("https://herald.example/c", DAY + timedelta(days=3)),
    )
    assert pairs(archive) == [(copy, first, "identical", first)]
    assert archive.sql.execute("SELECT DISTINCT article_id FROM text_anchors ORDER BY 1").fetchall() == [
        (first,),
        (copy,),
    ]


def test_what_a_person_decided_wins(archive: Archive) -> None:
    first = save(archive, "ministry", "a", prose(1))
    copy = save(archive, "herald", "b", prose(1), days=1)
    other = save(archive, "courier", "c", prose(2), days=1)
    archive.decide("split", "text", first, copy, DAY)
    assert pairs(archive) == [] and copied_from(archive, copy) is None
    archive.decide("merge", "text", other, first, DAY)
    assert pairs(archive) == [(other, first, "person", first)]
    save(archive, "courier", "c", prose(4), days=1)
    assert copied_from(archive, other) == first


def world() -> list[tuple[str, str, str, float]]:
    """Return articles with boilerplate, containment, edits and templates among them."""
    found: list[tuple[str, str, str, float]] = []
    for number in range(5):
        found.append(("herald", f"h{number}", f"{prose(20 + number, 20)}\n\n{DISCLAIMER}", number))
        found.append(
            (
                "ministry",
                f"r{number}",
                RATES.format(*(f"{87 + number}.{n}{number}" for n in range(4))),
                number,
            )
        )
    found += [
        ("ministry", "a", prose(1), 0),
        ("courier", "b", edited(prose(1), 8), 1),
        ("herald", "c", f"{prose(2, 120)}\n\n{prose(1)}\n\n{DISCLAIMER}", 1),
        ("courier", "d", prose(1, 120), 2),
        ("courier", "e", f"{prose(21, 20)}\n\n{DISCLAIMER}", 3),
        ("courier", "f", RATES.format("87.45", "87.00", "87.11", "87.22"), 0),
        ("ministry", "g", f"{prose(31, 20)}\n\n{RIGHTS}", 3),
        ("herald", "h", f"{prose(32, 20)}\n\n{RIGHTS}", 3),
    ]
    return found


def by_url(archive: Archive) -> list[tuple[Any, ...]]:
    return archive.sql.execute(
        "SELECT a.url, o.url, d.kind, d.score, f.url FROM duplicates d JOIN articles a ON a.id = d.article_id"
        " JOIN articles o ON o.id = d.other_id JOIN articles f ON f.id = d.first_id"
        " UNION ALL SELECT a.url, o.url, 'of', 0, '' FROM articles a JOIN articles o ON o.id = a.duplicate_of"
        " ORDER BY 1, 2, 3"
    ).fetchall()


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    results = []
    for seed in range(6):
        order = world()
        random.Random(seed).shuffle(order)
        with Archive(tmp_path / f"{seed}.db") as archive:
            for outlet in OUTLETS:
                archive.save_source(Source(outlet, outlet, "news", f"https://{outlet}.example/"))
            for outlet, name, text, days in order:
                save(archive, outlet, name, text, days)
            results.append(by_url(archive))
    assert len(results[0]) > 6
    assert all(result == results[0] for result in results)


def test_why_names_every_rule(archive: Archive) -> None:
    one = save(archive, "ministry", "a", RATES.format("87.45", "95.10", "0.97", "0.18"))
    other = save(archive, "herald", "b", RATES.format("86.90", "94.32", "0.99", "0.17"), days=1)
    reasons = explain(archive.sql, one, other)
    assert [reason.rule.split(":")[0].split(" ")[0] for reason in reasons] == [
        "anchors",
        "days",
        "words",
        "share",
        "numbers",
        "capitalised",
        "more",
        "facts",
        "titles",
    ]
    assert [reason.rule for reason in reasons if not reason.holds] == [
        "facts in each other's place: points, places of all where the texts differ"
    ]


def test_hostile_texts_are_bounded(archive: Archive) -> None:
    for number, text in enumerate(
        ("😀" * 300, "a" * 200_000, "\n" * 70_000 + "x", "1 " * 90_000, "ﬁ İ ß \ufeff")
    ):
        save(archive, "herald", f"n{number}", text)
    assert archive.sql.execute("SELECT count(*) FROM text_keys").fetchone()[0] >= 4
