"""Dates as real sites write them come back as the right instant in UTC; what is no date is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.dates import DateHabits, read_date

NOW = datetime(2026, 3, 15, 9, 30, tzinfo=UTC)
"""The fetch: 15:30 in Bishkek, 12:30 in Istanbul, 14:30 in Almaty and Tashkent."""

HABITS = {
    "ky": DateHabits(("ky", "ru"), "Asia/Bishkek"),
    "ru": DateHabits(("ru", "ky"), "Asia/Bishkek"),
    "en": DateHabits(("en",), "UTC", "MDY"),
    "tr": DateHabits(("tr",), "Europe/Istanbul"),
    "kk": DateHabits(("kk", "ru"), "Asia/Almaty"),
    "uz": DateHabits(("uz", "ru"), "Asia/Tashkent"),
    "az": DateHabits(("az",), "Asia/Baku"),
    "de": DateHabits(("de",), "Europe/Berlin"),
}

# habits | text as the page shows it | UTC; a bare day stands for midnight in the source's zone
FORMS = """
ky | 2-Январь, 2025-жыл, бейшемби, Бишкек убактысы 23:41 | 2025-01-02 17:41
ky | 2023-жылдын 1-августунда | 2023-07-31 18:00
ky | 2024-жылдын 14-ноябрында | 2024-11-13 18:00
ky | 2024-жылдын 5-мартынан | 2024-03-04 18:00
ky | 14-ноябрда | 2025-11-13 18:00
ky | 2025-жылдын 12-майы | 2025-05-11 18:00
ky | 2025-жылдын 12-майында, 14:32 | 2025-05-12 08:32
ky | 12-майда, 2025 | 2025-05-11 18:00
ky | 12-майдан 2025 | 2025-05-11 18:00
ky | 4-декабрь | 2025-12-03 18:00
ky | 20-декабрь күнү | 2025-12-19 18:00
ky | БИШКЕК, 3-апр. — Sputnik. | 2025-04-02 18:00
ky | Август 22, 2025 - 16:07 | 2025-08-22 10:07
ky | Февраль 16, 2024 - 18:11 | 2024-02-16 12:11
ky | Май 7, 2024 - 14:01 | 2024-05-07 08:01
ky | Май 9, 2024 - 01:02 | 2024-05-08 19:02
ky | Бишкек, 13.01.22. /Кабар/. | 2022-01-12 18:00
ky | Ош, 31.05.19 /Ерлан Тургунбаев - Кабар/. | 2019-05-30 18:00
ky | Бишкек, 28.02.25./Кабар/. | 2025-02-27 18:00
ky | 19.12.2025, 22:40 | 2025-12-19 16:40
ky | 2025-жылдын 17-июну, 09:15 | 2025-06-17 03:15
ky | 17-июнь, 2025-ж. | 2025-06-16 18:00
ky | 2025-ж., 17-июнь | 2025-06-16 18:00
ky | 5-сентябрь 2025, саат 18:00 | 2025-09-05 12:00
ky | 5-октябрда саат 07:45те | 2025-10-05 01:45
ky | бүгүн | 2026-03-14 18:00
ky | Бүгүн, 10:05 | 2026-03-15 04:05
ky | кечээ | 2026-03-13 18:00
ky | Кечээ 21:30 | 2026-03-14 15:30
ky | мурдагүнү | 2026-03-12 18:00
ky | 2 саат мурун | 2026-03-15 07:30
ky | 15 мүнөт мурун | 2026-03-15 09:15
ky | бир саат мурда | 2026-03-15 08:30
ky | 3 күн мурун | 2026-03-12 09:30
ky | 2 жума мурун | 2026-03-01 09:30
ky | эки саат мурун | 2026-03-15 07:30
ky | он беш мүнөт мурун | 2026-03-15 09:15
ky | азыр эле | 2026-03-15 09:30
ru | 14.01.2026, 14:09 | 2026-01-14 08:09
ru | 2025-12-04 09:43 | 2025-12-04 03:43
ru | 11:35, 10 января 2022, Бишкек - 24.kg , Жазгуль МАСАЛИЕВА | 2022-01-10 05:35
ru | 09:29, 26 октября 2017, Bishkek - 24.kg news agency , Anastasia MOKRENKO | 2017-10-26 03:29
ru | 28 Февраль 2025 15:03 | 2025-02-28 09:03
ru | 30 Октябрь 2013 | 2013-10-29 18:00
ru | 24 января 2022 | 2022-01-23 18:00
ru | 05.11.2025 17:20 | 2025-11-05 11:20
ru | 12 ноября 2025 г. | 2025-11-11 18:00
ru | 30 Ноябрь, 2020 | 2020-11-29 18:00
ru | 27 июля 2024, Бишкекское время 05:35 | 2024-07-26 23:35
ru | БИШКЕК, 10 ноя — Sputnik. | 2025-11-09 18:00
ru | 10:29 2025-11-01 | 2025-11-01 04:29
ru | 14.05.2025 12:51 | 2025-05-14 06:51
ru | 12 декабря, 2025 15:00 | 2025-12-12 09:00
ru | ― 24 октября 2025 г. | 2025-10-23 18:00
ru | 19 октября 2020 17:17 | 2020-10-19 11:17
ru | Опубликовано: 4 января 2025 года в 14:05:22 | 2025-01-04 08:05:22
ru | понедельник, 5 января 2026 года | 2026-01-04 18:00
ru | 5 янв. 2026, 08:00 | 2026-01-05 02:00
ru | 7 сент. 2025 | 2025-09-06 18:00
ru | 7 сен 2025 в 23:59 | 2025-09-07 17:59
ru | 1 мая 2025 | 2025-04-30 18:00
ru | 1 марта | 2026-02-28 18:00
ru | 31 декабря, 23:00 | 2025-12-31 17:00
ru | 16 марта | 2025-03-15 18:00
ru | 29 февраля | 2024-02-28 18:00
ru | 04.01.25 14:05 МСК | 2025-01-04 11:05
ru | 4 января 2025, 14:05 мск | 2025-01-04 11:05
ru | 4 января 2025, 14:05 по московскому времени | 2025-01-04 11:05
ru | 4 января 2025 14:05 (GMT+6) | 2025-01-04 08:05
ru | 4 января 2025 14:05 UTC+3 | 2025-01-04 11:05
ru | 14:05 / 04.01.2025 | 2025-01-04 08:05
ru | 14:05 04/01/2025 | 2025-01-04 08:05
ru | 04-01-2025 14:05 | 2025-01-04 08:05
ru | 2025/01/04 14:05 | 2025-01-04 08:05
ru | 2025.01.04 | 2025-01-03 18:00
ru | 04.01.2025 (14:05) | 2025-01-04 08:05
ru | 04.01.2025 | 14:05 | 2025-01-04 08:05
ru | 4.1.2025 | 2025-01-03 18:00
ru | 14.01, 12:30 | 2026-01-14 06:30
ru | 12:30, 14.01 | 2026-01-14 06:30
ru | 25 дек 2025 в 9:05 | 2025-12-25 03:05
ru | 25-го декабря 2025 | 2025-12-24 18:00
ru | 30 Октябрь 2013 16:40 | 2013-10-30 10:40
ru | 03/04/2025 | 2025-04-02 18:00
ru | сегодня в 12:30 | 2026-03-15 06:30
ru | два часа назад | 2026-03-15 07:30
ru | он 5 минут назад ушёл | 2026-03-15 09:25
ru | Сегодня, 00:10 | 2026-03-14 18:10
ru | вчера | 2026-03-13 18:00
ru | вчера, 18:05 | 2026-03-14 12:05
ru | позавчера | 2026-03-12 18:00
ru | накануне | 2026-03-13 18:00
ru | 3 часа назад | 2026-03-15 06:30
ru | час назад | 2026-03-15 08:30
ru | 1 минуту назад | 2026-03-15 09:29
ru | 45 мин. назад | 2026-03-15 08:45
ru | 2 часа 5 минут назад | 2026-03-15 07:25
ru | 2 дня назад | 2026-03-13 09:30
ru | неделю назад | 2026-03-08 09:30
ru | только что | 2026-03-15 09:30
en | Kyrgyzstan|life|February 27, 2026 / 12:09 PM | 2026-02-27 12:09
en | February 27, 2026 / 12:09 AM | 2026-02-27 00:09
en | March 12, 2015 | 2015-03-12 00:00
en | On November 14, | 2025-11-14 00:00
en | November 14 | 2025-11-14 00:00
en | Sept. 3, 2025 | 2025-09-03 00:00
en | Jan. 4, 2025 at 3:05 pm ET | 2025-01-04 20:05
en | July 4, 2025 3:05 p.m. EDT | 2025-07-04 19:05
en | July 4, 2025, 3:05 p.m. ET | 2025-07-04 19:05
en | Monday, January 5, 2026 5 p.m. | 2026-01-05 17:00
en | January 5th, 2026 | 2026-01-05 00:00
en | 5th of January 2026 | 2026-01-05 00:00
en | 5 Jan 26 | 2026-01-05 00:00
en | 5 Jan 2026 18:00 GMT | 2026-01-05 18:00
en | 05-Jan-2026 | 2026-01-05 00:00
en | Published 22:10, 1 October 2025 | 2025-10-01 22:10
en | 03/04/2025 | 2025-03-04 00:00
en | 13/04/2025 | 2025-04-13 00:00
en | 3/4/25 | 2025-03-04 00:00
en | Sat, 04 Jan 2025 10:00:00 +0600 | 2025-01-04 04:00:00
en | Sat, 04 Jan 2025 10:00:00 GMT | 2025-01-04 10:00:00
en | 2025-01-04T10:00:00+06:00 | 2025-01-04 04:00:00
en | 2025-01-04T10:00:00.123Z | 2025-01-04 10:00:00
en | 2025-01-04T10:00:00+0300 | 2025-01-04 07:00:00
en | 2025-01-04T10:00:00-05:00 | 2025-01-04 15:00:00
en | 2025-01-04T10:00Z | 2025-01-04 10:00
en | 2025-01-04T10:00:00 | 2025-01-04 10:00:00
en | 2025-01-04 10:00:00 UTC | 2025-01-04 10:00:00
en | 20250104T100000Z | 2025-01-04 10:00:00
en | 1736000000 | 2025-01-04 14:13:20
en | 1736000000000 | 2025-01-04 14:13:20
en | Fri Apr 28 19:20:36 CEST 2023 | 2023-04-28 17:20:36
en | today | 2026-03-15 00:00
en | Yesterday at 5:15 PM | 2026-03-14 17:15
en | 5 minutes ago | 2026-03-15 09:25
en | 5m ago | 2026-03-15 09:25
en | 2h ago | 2026-03-15 07:30
en | an hour ago | 2026-03-15 08:30
en | 3 days ago | 2026-03-12 09:30
en | a week ago | 2026-03-08 09:30
en | just now | 2026-03-15 09:30
tr | 3 Ocak 2025 Cuma 14:30 | 2025-01-03 11:30
tr | 4 Ocak 2025 Cumartesi saat 14.05 | 2025-01-04 11:05
tr | 12 Şubat 2025 | 2025-02-11 21:00
tr | 12 ŞUBAT 2025, 09:00 | 2025-02-12 06:00
tr | 1 Mayıs 2025 - 08:15 | 2025-05-01 05:15
tr | 30 Ağustos 2025 | 2025-08-29 21:00
tr | 9 Eylül 2025 Salı | 2025-09-08 21:00
tr | 29 EKİM 2025 | 2025-10-28 21:00
tr | 10 Kasım 2025 09:05 | 2025-11-10 06:05
tr | 24 Ara 2025 | 2025-12-23 21:00
tr | 15 Haz 2025, 17:45 | 2025-06-15 14:45
tr | 23 Nisan'da | 2025-04-22 21:00
tr | 03.04.2025 14:12 | 2025-04-03 11:12
tr | Giriş: 03.04.2025 - 14:12 (TSİ) | 2025-04-03 11:12
tr | 03/04/2025 | 2025-04-02 21:00
tr | bugün 10:15 | 2026-03-15 07:15
tr | dün | 2026-03-13 21:00
tr | Dün 22:00 | 2026-03-14 19:00
tr | 5 dakika önce | 2026-03-15 09:25
tr | 5 dk önce | 2026-03-15 09:25
tr | bir saat önce | 2026-03-15 08:30
tr | 2 gün önce | 2026-03-13 09:30
tr | az önce | 2026-03-15 09:30
kk | 5 қаңтар 2025 жыл | 2025-01-04 19:00
kk | сағат 10:15, 5 қаңтар 2025 жыл | 2025-01-05 05:15
kk | 2025 жылғы 5 наурыз | 2025-03-04 19:00
kk | 2025 жылдың 5 наурызы | 2025-03-04 19:00
kk | 16 Желтоқсан, 2025, 18:00 | 2025-12-16 13:00
kk | 7 ақпан 2025, 09:12 | 2025-02-07 04:12
kk | 1 шілде 2025 | 2025-06-30 19:00
kk | 30 тамызда | 2025-08-29 19:00
kk | 10 қыркүйек 2025 ж. | 2025-09-09 19:00
kk | 11 мамыр 2025 | 2025-05-10 19:00
kk | 11 Маусым 2025 12:00 | 2025-06-11 07:00
kk | 24 октября 2025 г. | 2025-10-23 19:00
kk | бүгін 10:15 | 2026-03-15 05:15
kk | кеше | 2026-03-13 19:00
kk | 2 сағат бұрын | 2026-03-15 07:30
kk | 10 минут бұрын | 2026-03-15 09:20
kk | 2025 жылдың 21 шілдесінде | 2025-07-20 19:00
kk | 15 қыркүйегінде 2025 | 2025-09-14 19:00
kk | шілденің 21-і, 2025 | 2025-07-20 19:00
kk | 5 qañtar 2026, 14:30 | 2026-01-05 09:30
kk | 5 Qańtar, 2026 | 2026-01-04 19:00
kk | 14 säuır 2025 | 2025-04-13 19:00
kk | 14 Sáýir 2025 | 2025-04-13 19:00
kk | 21 şılde 2025, 14:30 | 2025-07-21 09:30
kk | 12 qyrküiek 2025 | 2025-09-11 19:00
kk | 12 qyrkúıek 2025 | 2025-09-11 19:00
kk | 12 qaraşa 2025 | 2025-11-11 19:00
kk | 3 күн бұрын | 2026-03-12 09:30
uz | 5-yanvar 2025-yil, 14:20 | 2025-01-05 09:20
uz | 2025-yil 5-yanvar | 2025-01-04 19:00
uz | 2025 йил 5 январь | 2025-01-04 19:00
uz | 2025-йил 5-сентябрь, 14:20 | 2025-09-05 09:20
uz | 14:20 / 05.09.2025 | 2025-09-05 09:20
uz | 12 avgust 2025 | 2025-08-11 19:00
uz | 12-oktabr, 2025 | 2025-10-11 19:00
uz | 1-sentabr 2025, 08:00 | 2025-09-01 03:00
uz | 31 dekabr 2025 | 2025-12-30 19:00
uz | 8-март 2025 | 2025-03-07 19:00
uz | bugun, 10:15 | 2026-03-15 05:15
uz | Бугун 10:15 | 2026-03-15 05:15
uz | kecha | 2026-03-13 19:00
uz | кеча 18:00 | 2026-03-14 13:00
uz | 2 soat oldin | 2026-03-15 07:30
uz | 2 соат олдин | 2026-03-15 07:30
uz | 10 daqiqa avval | 2026-03-15 09:20
uz | 2025 йилнинг 5 майида | 2025-05-04 19:00
uz | 5-mayga, 2025 | 2025-05-04 19:00
az | 5 yanvar 2025, 14:20 | 2025-01-05 10:20
az | 12 avqust 2025 | 2025-08-11 20:00
az | 4 sentyabr 2025 | 2025-09-03 20:00
az | 2025-ci il 8 mart | 2025-03-07 20:00
az | 8 mart 2025-ci il | 2025-03-07 20:00
az | 5 İyul 2025 | 2025-07-04 20:00
az | 30 oktyabr 2025 17:00 | 2025-10-30 13:00
az | dünən | 2026-03-13 20:00
az | Bu gün, 10:15 | 2026-03-15 06:15
az | 2 saat əvvəl | 2026-03-15 07:30
ky | жарым саат мурун | 2026-03-15 09:00
ky | дүйшөмбү, 5-январь, 2026-жыл | 2026-01-04 18:00
ky | 2025-жыл, 1-сентябрь, 09:00 | 2025-09-01 03:00
ky | 12-февралда саат 10:00дө | 2026-02-12 04:00
ru | полчаса назад | 2026-03-15 09:00
ru | 4 января’25 | 2025-01-03 18:00
ru | 2025-01-04 14:05:22+06 | 2025-01-04 08:05:22
en | half an hour ago | 2026-03-15 09:00
en | 1/4/2025 2:05:00 PM | 2025-01-04 14:05:00
tr | evvelsi gün | 2026-03-12 21:00
tr | 5 Ocak Pazartesi 2026 | 2026-01-04 21:00
kk | алдыңғы күні | 2026-03-12 19:00
kk | 3 маусымда | 2025-06-02 19:00
uz | 2025-yil 5-sentyabr kuni soat 14:20 | 2025-09-05 09:20
uz | 25 феврал 2025 | 2025-02-24 19:00
de | 4. Dezember 2025, 10:00 Uhr | 2025-12-04 09:00
de | vor 3 Stunden | 2026-03-15 06:30
"""
ROWS = [
    (habits, text, expected)
    for habits, text, expected in (
        (line.split(" | ", 1)[0], *line.split(" | ", 1)[1].rsplit(" | ", 1))
        for line in FORMS.strip().splitlines()
    )
]


@pytest.mark.parametrize(("habits", "text", "expected"), ROWS)
def test_a_date_as_sites_write_it(habits: str, text: str, expected: str) -> None:
    read = read_date(text, HABITS[habits], NOW)
    assert read is not None
    assert read.instant == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert read.instant.tzinfo is UTC


def test_the_table_covers_what_it_claims() -> None:
    assert len(ROWS) >= 150


@pytest.mark.parametrize(
    ("text", "precision", "is_relative"),
    [
        ("4 января 2025", "day", False),
        ("4 января 2025, 14:05", "minute", False),
        ("4 января 2025, 14:05:22", "second", False),
        ("вчера", "day", True),
        ("вчера в 12:30", "minute", True),
        ("3 часа назад", "minute", True),
        ("2 дня назад", "day", True),
    ],
)
def test_precision_and_relative_wording_are_told(text: str, precision: str, is_relative: bool) -> None:
    read = read_date(text, HABITS["ru"], NOW)
    assert read is not None
    assert (read.precision, read.is_relative) == (precision, is_relative)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "on:", "on: 12", "12", "12:30", "2025", "январь 2025", "10.11.2027", "20 марта 2026", "31.12.1985",
        "4 июля 1776", "31.02.2025", "30 февраля 2025", "2025-13-45", "0001-01-01T00:00:00+05:00", "24/7", "версия 1.2.25",
        "USD 87.45 EUR 93.20", "10.50 сом", "тел. 0555 12-34-56", "в марте 5 человек", "May 5 people died", "5 marmara",
        "Просмотров: 1204", "Комментарии (5)", "99 dakika", "bu 10 kişi", "Видео: вчерашний концерт", "192.168.1.10",
        "Ведомство сообщило, что вчера в Оше прошла встреча министров", "9999999999999999999", "٣", "\x00", "1/2",
    ],
)  # fmt: skip
def test_what_is_no_date_of_publication_is_refused(text: str) -> None:
    assert read_date(text, HABITS["ru"], NOW) is None


def test_a_clock_that_runs_ahead_is_forgiven_for_a_day_only() -> None:
    assert read_date("2026-03-16T09:00:00Z", HABITS["en"], NOW)
    assert read_date("2026-03-16T09:31:00Z", HABITS["en"], NOW) is None


RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
TR = "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split()
KK = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split()
UZ = "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr".split()
KY = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
EN = "January February March April May June July August September October November December".split()
SHAPES = (
    ("ru", "{d} {ru} {y}, {t}"), ("ru", "{t}, {d} {ru} {y}, Бишкек"), ("ru", "{n}, {t}"), ("ru", "{t} {i}"),
    ("ru", "{d} {ru} {y} г. {t}"), ("ru", "{d} {ky} {y} {t}"), ("ky", "{d}-{ky}, {y}-жыл, Бишкек убактысы {t}"),
    ("ky", "{y}-жылдын {d}-{ky}, {t}"), ("ky", "{ky} {d}, {y} - {t}"), ("tr", "{d} {tr} {y} {t}"), ("tr", "{n} - {t}"),
    ("kk", "{y} жылғы {d} {kk}, {t}"), ("uz", "{d}-{uz} {y}-yil, {t}"), ("en", "{en} {d}, {y} / {h}"),
    ("en", "{i}T{t}"), ("en", "{en} {d}, {y} {t} GMT"),
)  # fmt: skip


@given(
    st.datetimes(datetime(1991, 1, 1), datetime(2026, 3, 14)),  # noqa: DTZ001
    st.sampled_from(SHAPES),
)
def test_any_instant_in_any_shape_comes_back(moment: datetime, shape: tuple[str, str]) -> None:
    name, pattern = shape
    zone = ZoneInfo(HABITS[name].timezone)
    local = moment.replace(second=0, microsecond=0, tzinfo=UTC).astimezone(zone)
    if local.fold or local.utcoffset() != (local + timedelta(hours=1)).utcoffset():
        return  # within an hour of a change of the clocks the text itself is ambiguous
    month = local.month - 1
    text = pattern.format(
        d=local.day, y=local.year, ru=RU[month], tr=TR[month], kk=KK[month], uz=UZ[month], ky=KY[month], en=EN[month],
        n=f"{local:%d.%m.%Y}", i=f"{local:%Y-%m-%d}", t=f"{local:%H:%M}",
        h=f"{local.hour % 12 or 12}:{local.minute:02d} {'PM' if local.hour >= 12 else 'AM'}",
    )  # fmt: skip
    read = read_date(text, HABITS[name], NOW)
    assert read is not None
    assert read.instant == local.astimezone(UTC)


@given(st.text(max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    read = read_date(text, HABITS["ky"], NOW)
    assert read is None or datetime(1990, 1, 1, tzinfo=UTC) <= read.instant <= NOW + timedelta(days=1)
