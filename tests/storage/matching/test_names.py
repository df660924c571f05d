"""Names: one key for all spellings and cases of one name, and other keys for other names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.matching import glossary, turkic
from storage.matching.names import LONGEST, is_of_a_person, name_key, spelling
from storage.matching.report import NAME, read_words

SAME = [
    [("Жапаров", "ru"), ("Жапаровдун", "ky"), ("Japarov", "en"), ("Zhaparov", "en"), ("Caparov", "tr"), ("Жапаровым", "ru")],
    [("Мадаминов", "ru"), ("Мадаминовго", "ky"), ("Madaminov", "en")],
    [("Бейшеналиев", "ky"), ("Beishenaliev", "en"), ("Beyshenaliyev", "tr"), ("Бейшеналиеву", "ru")],
    [("Мирзиёев", "ru"), ("Мирзиеев", "ru"), ("Mirziyoyev", "en"), ("Mirziyoyev", "uz")],
    [("Жээнбеков", "ky"), ("Jeenbekov", "en"), ("Zheenbekov", "en")],
    [("Чыңгыз", "ky"), ("Чингиз", "ru"), ("Chingiz", "en"), ("Chyngyz", "en")],
    [("Тоқаев", "kk"), ("Тоқаевтың", "kk"), ("Toqaev", "kk"), ("Toqayev", "uz"), ("Токаева", "ru"), ("Tokayev", "en")],
    [("Мирзиёевнинг", "uz"), ("Mirziyoyevning", "uz"), ("Mirziyoyev", "az"), ("Мирзиёев", "kk"), ("Мирзиёева", "ru")],
    [("Əliyev", "az"), ("Əliyevin", "az"), ("Aliyev", "uz"), ("Алиев", "ru"), ("Әлиев", "kk"), ("Aliyev", "tr")],
    [("Məmmədov", "az"), ("Мамедов", "ru"), ("Mammadov", "en")],
    [("Yoʻldoshev", "uz"), ("Yo'ldoshev", "uz"), ("Yo‘ldoshev", "uz"), ("Йўлдошев", "uz"), ("Юлдашев", "ru")],
    [("Gʻulomova", "uz"), ("Ғуломова", "uz"), ("Гуломов", "ru")],
    [("Сәрсембаев", "kk"), ("Särsembaev", "kk"), ("Sársembaev", "kk"), ("Сарсембаев", "ru"), ("Sarsembayev", "en")],
    [("Әуезов", "kk"), ("Áýezov", "kk"), ("Äuezov", "kk"), ("Ауэзов", "ru")],
    [("Каракол", "ru"), ("Караколдо", "ky"), ("Karakol", "en")],
]  # fmt: skip


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0][0])
def test_one_name_has_one_key_in_every_script_and_case(names: list[tuple[str, str]]) -> None:
    assert len({name_key(*name) for name in names}) == 1


@pytest.mark.parametrize(
    ("word", "language", "is_name"),
    [
        ("Сапарова", "ky", True),
        ("Алтынбектин", "ky", True),
        ("Морозова", "ru", True),
        ("Mamataliyev'in", "tr", True),
        ("Школьников", "ru", False),
        ("МОРОЗОВА", "ru", False),
        ("Мировой", "ru", False),
        ("Сапарга", "ky", False),
        ("Improved", "en", False),
        ("Морозова", None, False),
        ("Qurbonovning", "uz", True),
        ("Қурбонов", "uz", True),
        ("Қайратбекке", "kk", True),
        ("Qurbanovun", "az", True),
        ("Qurbonlar", "uz", False),
    ],
)
def test_names_of_persons_are_known_by_their_endings(word: str, language: str | None, is_name: bool) -> None:
    assert is_of_a_person(word, glossary.small(word), language) == is_name


def test_a_name_that_begins_like_a_word_is_a_name() -> None:
    told = read_words(
        "ky", "Министр Сапарова Бакуга барды", "Анын сапары эки күн болот. Азербайжан кабыл алды."
    )
    assert {"saparav", "=visit", "=azerbaijan", "=baku"} <= set(told.keys)
    assert told.kinds[told.keys.index("saparav")] == NAME


def test_other_names_have_other_keys() -> None:
    names = ["Жапаров", "Жээнбеков", "Абдырахманов", "Абдылдаев", "Садыров", "Садыков", "Асанов"]
    keys = [name_key(name, "ru") for name in names]
    assert len(set(keys)) == len(keys)


@given(st.text(max_size=20), st.sampled_from(["ru", "ky", "en", "tr", "kk", "uz", "az", None, "xx"]))
def test_any_word_has_a_short_key_that_is_stable(word: str, language: str | None) -> None:
    assert len(name_key(word, language)) <= LONGEST
    assert spelling(word.upper(), language) == spelling(word.upper(), language)


@pytest.mark.parametrize(
    ("word", "language", "meaning"),
    [
        ("мектебинде", "ky", "school"),
        ("школьников", "ru", "pupil"),
        ("earthquake", "en", "earthquake"),
        ("землетрясения", "ru", "earthquake"),
        ("depremde", "tr", "earthquake"),
        ("водитель", "ru", "driver"),
        ("водопад", "ru", None),
        ("method", "en", None),
        ("қазақстан", "fr", None),
        ("kişinin", "tr", None),
    ],
)
def test_words_of_one_meaning_meet_in_the_glossary(word: str, language: str, meaning: str | None) -> None:
    assert glossary.meaning(word, language) == meaning


@pytest.mark.parametrize(
    ("meaning", "language", "words"),
    [
        ("kazakhstan", "kk", "Қазақстанның Qazaqstannyñ Qazaqstanda"),
        ("government", "kk", "Үкіметтің Ükımettıñ Úkimet"),
        ("earthquake", "kk", "сілкінісі silkinisi sılkınısı"),
        ("pipe", "kk", "құбырымен qūbyr qubyr"),
        ("water", "kk", "су суы суды суға сумен судағы"),
        ("match", "kk", "ойыны oiyny oıyny"),
        (
            "uzbekistan",
            "uz",
            "Oʻzbekistonda O'zbekistonda O‘zbekistonda O’zbekistonda O`zbekistonda Ўзбекистонда",
        ),
        ("fergana", "uz", "Fargʻona Farg'onada Фарғонада"),
        ("tourist", "uz", "sayyohlar сайёҳлар"),
        ("explosion", "uz", "portlash портлаш"),
        ("asia", "uz", "Osiyo Осиё"),
        ("europe", "uz", "Yevropada Европада"),
        ("police", "uz", "militsiya милиция"),
        ("school", "uz", "maktablar мактабда"),
        ("azerbaijan", "az", "Azərbaycanın AZƏRBAYCAN"),
        ("baku", "az", "Bakıda BAKI"),
        ("court", "az", "məhkəməsinin"),
        ("road", "az", "yolda yolun yolu"),
    ],
)
def test_the_glossary_knows_words_in_every_alphabet_of_a_language(
    meaning: str, language: str, words: str
) -> None:
    known = [glossary.meaning(glossary.small(word, language), language) for word in words.split()]
    assert known == [meaning] * len(known)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "сурет суық қызыл арнайы қалай барысында туындады жолдама билік шешен барлық"),
        ("uz", "turish endi foydalanish surish yoʻlovsiz tushunish"),
        ("az", "bağlı artıq yolxucu sular-qonşu qızartı"),
    ],
)
def test_what_begins_like_a_short_word_is_another_one(language: str, words: str) -> None:
    short = {
        "water",
        "girl",
        "canal",
        "city",
        "visit",
        "leopard",
        "flag",
        "road",
        "ticket",
        "mother",
        "tourist",
        "fire",
    }
    short |= {"income", "decrease", "close", "increase"}
    assert not short & {glossary.meaning(glossary.small(word, language), language) for word in words.split()}


@pytest.mark.parametrize(
    ("month", "language", "words"),
    [
        ("1", "kk", "қаңтар қаңтарда қаңтардың qañtar qańtarda"),
        ("7", "kk", "шілде шілденің шілдеге şılde shilde"),
        ("9", "kk", "қыркүйекте қыркүйегінде qyrküiekte qyrkúıek"),
        ("10", "kk", "қазан қазанда қазанның"),
        ("3", "uz", "mart martda март мартда"),
        ("5", "uz", "may mayda mayning майда"),
        ("9", "uz", "sentabr sentabrdan сентябрь сентябрда"),
        ("7", "az", "iyul iyulun iyulda İYUL"),
        ("12", "az", "dekabrın dekabrda"),
    ],
)
def test_months_are_known_in_every_case(month: str, language: str, words: str) -> None:
    known = [glossary.month(glossary.small(word, language), language) for word in words.split()]
    assert known == [month] * len(known)
    assert glossary.month("қазандық", "kk") is None
    assert glossary.month("maydon", "uz") is None


def test_the_tables_of_all_languages_have_the_same_meanings() -> None:
    for table in ("LANDS", "TOWNS", "PARTS", "OFFICES", "MATTERS", "FORMULAS", "MONTHS", "NUMBERS"):
        ours, theirs = (
            [line.split("|")[0].strip() for line in getattr(module, table).strip().splitlines()]
            for module in (glossary, turkic)
        )
        assert set(theirs) <= set(ours)
        assert len(set(theirs)) == len(theirs)
    assert {*glossary.HOME_KEYS, *glossary.HOME_KEYS.values()} <= {
        f"={meaning}" for meaning in glossary.MEANINGS["ru"].meanings.values()
    }


@pytest.mark.parametrize(
    "word", ["İstanbul", "İSTANBUL", "Istanbul", "KIRGIZİSTAN", "Kırgızistan", "Kirgizistan", "YANGINI"]
)
def test_the_glossary_knows_turkish_words_in_capitals(word: str) -> None:
    assert glossary.meaning(glossary.small(word), "tr") in ("istanbul", "kyrgyzstan", "fire")


@pytest.mark.parametrize("word", ["май", "майда", "майы", "майын", "майында", "майга", "майдан", "МАЙ"])
def test_may_is_known_in_every_case(word: str) -> None:
    assert glossary.month(glossary.small(word), "ky") == "5"
    assert glossary.month("майор", "ky") is None


def test_months_and_numbers_are_read_in_each_language() -> None:
    assert {
        glossary.month(word, language) for word, language in (("июлга", "ky"), ("июля", "ru"), ("July", "en"))
    } == {
        "7",
        None,
    }
    assert glossary.month("july", "en") == "7"
    assert (
        glossary.number("двое", "ru") == glossary.number("two", "en") == glossary.number("эки", "ky") == "2"
    )
