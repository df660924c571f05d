"""One template filled in twice is two texts, an edited reprint is one: what stands in each other's place tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.matching.fingerprint import Fingerprint
from storage.matching.near_duplicates import explain
from storage.matching.refilling import Printed, refilling
from tests.storage.matching.test_near_duplicates import archive_of, pairs, prose, save

OUTLETS = ("ministry", "herald", "courier", "akipress", "azattyk")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with archive_of(tmp_path, OUTLETS) as opened:
        yield opened


STANDING = {
    "ky": "Белгилей кетсек, мындай иштер республиканын бардык аймактарында жергиликтүү өз алдынча башкаруу органдары жана"
    " өкмөттүк эмес уюмдар менен биргеликте жүргүзүлөт. Анын жыйынтыктары ай сайын коллегиянын жыйынында каралат.",
    "ru": "Следует отметить, что подобная работа ведётся во всех регионах республики совместно с органами местного"
    " самоуправления и неправительственными организациями. Её результаты ежемесячно рассматриваются на коллегии в 9:00.",
    "en": "It is worth noting that such work is carried out in all regions of the republic together with local"
    " self-government bodies and non-governmental organisations. Its results are considered every month by the board.",
    "tr": "Benzer çalışmaların ülkenin bütün bölgelerinde yerel yönetimler ve sivil toplum kuruluşlarıyla birlikte"
    " yürütüldüğü belirtiliyor. Sonuçlar her ay yönetim kurulu toplantısında ele alınıyor ve talimatlar veriliyor.",
}
MEETING = (
    "5 мая министр иностранных дел принял Чрезвычайного и Полномочного Посла {}. Стороны обсудили состояние и перспективы"
    " сотрудничества в торгово-экономической сфере, а также график визитов. Посол {} поблагодарил за тёплый приём и"
    " подтвердил готовность оказывать содействие в реализации проектов."
)
FUEL = (
    "{} карата {} күйүүчү-майлоочу майлардын баасы. Бензиндин литри {} сом, дизелдик отун {} сом, газ {} сом турат."
    " Монополияга каршы кызмат май куюучу бекеттерде баага мониторинг жүргүзөт, жарандар ишеним телефонуна кабарлай алышат."
)
DECREE = (
    "Cumhurbaşkanlığının {} hakkındaki {} sayılı kararı yayımlanarak yürürlüğe girdi. Karar ile mevzuatta değişiklik"
    " yapılırken bazı kararlar yürürlükten kaldırıldı. Düzenlemeyle boşlukların giderilmesi ve kurumların daha etkin"
    " çalışması amaçlanıyor."
)
VISIT = (
    "The Minister of Education visited a secondary school in {} this week. She got acquainted with the conditions of study,"
    " looked at the canteen and the gym, and met teachers and parents. At the end of the visit the school was presented"
    " with books and laptops."
)
TENDER = (
    "Министерство объявляет открытый тендер на поставку {}. Планируемая сумма закупки {} тысяч сомов. Заявки принимаются"
    " на портале государственных закупок. Поданные позднее указанного срока не рассматриваются, проект договора размещён там же."
)
MAY = "Инфляция в {} составила {} процента, говорится в обзоре комитета. Сильнее всего подорожали овощи и фрукты, дешевле стали яйца и рис, а цены на хлеб, масло и молоко не изменились."
OFF = (
    "В связи с ремонтными работами будет временно прекращена подача электроэнергии по следующим адресам: {}."
    " Предприятие приносит извинения за неудобства и просит отключить бытовые приборы."
)


@pytest.mark.parametrize("other_outlet", ["ministry", "herald"])
@pytest.mark.parametrize(
    ("language", "one", "other", "titles"),
    [
        ("ru", MEETING.format("Турции Мехмета Йылмаза", "Йылмаз"), MEETING.format("Японии Кэндзи Танаки", "Танака"), None),
        ("ky", FUEL.format("5-май", "Ошто", "68,22", "75,73", "31,93"), FUEL.format("6-май", "Ошто", "68,90", "75,11", "31,93"), None),
        ("tr", DECREE.format("meralar", 180), DECREE.format("noterlik", 343), None),
        ("en", VISIT.format("Naryn"), VISIT.format("Osh"), None),
        ("ru", TENDER.format("школьной мебели", 500), TENDER.format("угля", 720), ("Тендер на поставку школьной мебели", "Тендер на поставку угля")),
        ("ru", MAY.format("марте", "0,4"), MAY.format("апреле", "0,7"), None),
        (
            "ru",
            OFF.format(", ".join(f"улица {name} {n}-{n + 40}" for n, name in enumerate(("Абая", "Гоголя", "Ленина", "Манаса", "Исанова"), 3))),
            OFF.format(", ".join(f"улица {name} {n}-{n + 55}" for n, name in enumerate(("Калыка", "Фрунзе", "Салиева", "Фучика", "Логвиненко"), 60))),
            None,
        ),
    ],
)  # fmt: skip
def test_a_template_with_two_fillings_is_two_texts(
    archive: Archive,
    language: str,
    one: str,
    other: str,
    titles: tuple[str, str] | None,
    other_outlet: str,
) -> None:
    standing = STANDING[language]
    left, right = titles or ("Title", "Title")
    save(archive, "ministry", "a", f"{one}\n\n{standing}", title=left)
    save(archive, other_outlet, "b", f"{other}\n\n{standing}", title=right)
    assert pairs(archive) == []


REPORT = (
    "В Нарыне начали строить подстанцию мощностью 45 мегаватт, сообщил {agency} мэр Айбек Осмонов. Об этом пишет {agency}. Работы"
    " ведёт компания, которая выиграла тендер в марте. На проект из бюджета выделили {money} сомов, ещё {more} дадут доноры."
    " Жители улицы Токтогула давно жаловались на перебои с напряжением в зимние месяцы. Объект обещают сдать до 12 сентября."
    " Фото: {agency}."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"agency": "«Азаттык»"}),
        ({}, {"more": "35 000 000"}),
        ({}, {"money": "12,345,678", "more": "40000000"}),
        ({"money": "12,5 млн"}, {"money": "12 500 000"}),
    ],
)
def test_a_reprint_is_one_text(archive: Archive, one: dict[str, str], other: dict[str, str]) -> None:
    """It names its own house, mends a number, or writes numbers in another way."""
    known = {"agency": "АКИpress", "money": "12 345 678", "more": "40 000 000"}
    save(archive, "akipress", "a", REPORT.format(**known | one))
    save(archive, "azattyk", "b", REPORT.format(**known | other))
    assert [kind for *_, kind, _ in pairs(archive)] in (["near"], ["identical"])


def test_edits_of_many_words_are_no_other_filling(archive: Archive) -> None:
    """Two names and a number are other ones, among many words that are."""
    words = prose(1, 120).split()
    words[20::9] = ["Hills", "Tower", "1905", *words[20::9][3:]]
    edited = list(words)
    edited[20:] = [
        {"Hills": "Rivers", "Tower": "Castle", "1905": "1915"}.get(
            word, "lantern" if place % 9 == 2 else word
        )
        for place, word in enumerate(words[20:], 20)
    ]
    one = save(archive, "ministry", "a", " ".join(words))
    other = save(archive, "herald", "b", " ".join(edited))
    assert [kind for *_, kind, _ in pairs(archive)] == ["near"]
    last = explain(archive.sql, one, other)[-2]
    assert last.holds and last.note == "many words of other kinds differ, too" and "3 of" in str(last.value)


def test_numbers_of_items_may_all_be_others(archive: Archive) -> None:
    items = [prose(seed, 14).replace("\n", " ") for seed in range(2, 9)]
    one = " ".join(f"{number}. {item}" for number, item in enumerate(items, 1))
    other = " ".join(f"{number}. {item}" for number, item in enumerate(items, 3))
    save(archive, "ministry", "a", one)
    save(archive, "herald", "b", other)
    assert len(pairs(archive)) == 1
    save(archive, "herald", "b", other.replace("3.", "31.").replace("5.", "57.").replace("8.", "80."))
    assert pairs(archive) == []


def test_why_names_the_facts_that_were_exchanged(archive: Archive) -> None:
    one = save(archive, "ministry", "a", FUEL.format("5-май", "Ошто", "68,22", "75,73", "31,93"))
    other = save(archive, "herald", "b", FUEL.format("6-май", "Нарында", "68,90", "75,11", "31,93"))
    (failed,) = (reason for reason in explain(archive.sql, one, other) if not reason.holds)
    assert failed.rule.startswith("facts in each other's place")
    assert "Ошто / Нарында" in failed.note or "Нарында / Ошто" in failed.note


def printed(text: str, title: str = "") -> Printed:
    return Printed("herald", title, text, Fingerprint.of(text))


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        ("Naryn", "Osh", 2),
        ("Naryn", "Ak-Terek", 1),
        ("school № 5", "school № 8", 2),
        ("12", "15", 1),
        ("1 500", "1,800", 1),
        ("12 500", "12,5", 0),
        ("157 726 135", "157,7 million", 0),
        ("12", "125", 1),
        ("08", "8", 0),
        ("IV", "III", 1),
        ("Osmonov", "Osmonow", 0),
        ("Rep Osmonov", "Representative Osmonov", 0),
        ("Osmonov", "Sadykov", 1),
        ("Aibek Osmonov", "Nurlan Sadykov", 1),
        ("Aibek Osmonov Zhumabaev", "Nurlan Sadykov Tashiev", 2),
        ("once more. Osmonov", "once more. Sadykov", 0),
        ("OSMONOV SPOKE", "SADYKOV CAME", 0),
        ("in March", "in April", 2),
        ("a shepherd", "two herdsmen", 0),
    ],
)
def test_what_an_exchange_is_worth(one: str, other: str, points: int) -> None:
    template = "all that the board said of the new work at {} was read by those who came to the square"
    found = refilling(printed(template.format(one)), printed(template.format(other)))
    assert found.points == points
    assert refilling(printed(template.format(other)), printed(template.format(one))).points == points


def test_the_title_tells_a_name_at_the_beginning_of_a_sentence() -> None:
    text = "The board has a new head, as was made known on the day before. {} was born in the north and taught at a school"
    one = printed(text.format("Osmonov"), "Osmonov heads the board")
    other = printed(text.format("Sadykov"), "Sadykov heads the board")
    assert refilling(one, other).is_template


@pytest.mark.parametrize(("mine", "its", "points"), [(1, 1, 2), (1, 0, 1), (0, 1, 1), (0, 0, 1)])
def test_a_name_counts_twice_where_each_title_has_its_own(mine: int, its: int, points: int) -> None:
    text = "all that the board said of the new work of {} was read by those who came to the square"
    one = printed(text.format("Osmonov"), "Osmonov was read" if mine else "All was read")
    other = printed(text.format("Sadykov"), "Sadykov was read" if its else "All was read")
    assert refilling(one, other).points == points


def test_what_both_texts_repeat_is_no_place_where_they_differ() -> None:
    text = "it was said at the board of the house that {} is the seat of the board of the house and at the board of the house all agreed"
    found = refilling(printed(text.format("Naryn")), printed(text.format("Osh")))
    assert (found.places, len(found.exchanges)) == (1, 1)


STANDING_TURKIC = {
    "kk": "Айта кетейік, мұндай жұмыстар республиканың барлық өңірлерінде жергілікті өзін-өзі басқару органдарымен және үкіметтік емес ұйымдармен бірлесіп жүргізіледі. Оның қорытындысы ай сайын алқа отырысында қаралады.",
    "uz": "Taʼkidlash joizki, bunday ishlar respublikaning barcha hududlarida mahalliy hokimliklar va nodavlat tashkilotlar bilan birgalikda olib borilmoqda. Uning natijalari har oyda hayʼat yigʻilishida koʻrib chiqiladi.",
    "uzc": "Таъкидлаш жоизки, бундай ишлар республиканинг барча ҳудудларида маҳаллий ҳокимликлар ва нодавлат ташкилотлар билан биргаликда олиб борилмоқда. Унинг натижалари ҳар ойда ҳайъат йиғилишида кўриб чиқилади.",
    "az": "Qeyd edək ki, bu cür işlər respublikanın bütün bölgələrində yerli icra hakimiyyəti orqanları və qeyri-hökumət təşkilatları ilə birlikdə aparılır. Onun nəticələrinə hər ay kollegiya iclasında baxılır.",
}
Filling = str | tuple[str | int, ...]
TEMPLATES: list[tuple[str, str, Filling, Filling]] = [
    ('kk', 'Бүгін Қазақстан Республикасының Сыртқы істер министрі {}нің Төтенше және Өкілетті Елшісін қабылдады. Кездесуде тараптар сауда-экономикалық ынтымақтастықтың жай-күйі мен болашағын талқылап, алдағы сапарлар кестесін қарады. Елші жылы қабылдау үшін алғыс айтты.', 'Түркия', 'Жапония'),
    ('kk', 'Қаланың {} ауданында {} шілде күні жөндеу жұмыстарына байланысты электр қуаты уақытша өшіріледі. Кәсіпорын тұрғындардан уақытша қолайсыздық үшін кешірім сұрайды және тұрмыстық құралдарды өшіруді өтінеді.', ('Медеу', 5), ('Бостандық', 9)),
    ('kk', 'Ұлттық банк {} қазанға арналған ресми бағамдарды белгіледі. АҚШ доллары {} теңге, еуро {} теңге, ресей рублі {} теңге болды. Қор биржасындағы сауда-саттық нәтижесі бойынша бағам өзгерді.', (3, '541,20', '632,15', '6,55'), (6, '543,87', '630,02', '6,61')),
    ('kk', 'Оқу-ағарту министрі жұмыс сапарымен {} облысына барып, жаңа мектептің құрылысымен танысты. Министр асхана мен спорт залын аралап, мұғалімдермен және ата-аналармен кездесті. Сапар соңында мектепке кітаптар мен ноутбуктер сыйға тартылды.', 'Ақтөбе', 'Павлодар'),
    ('kk', 'Үкіметтің «{} туралы» {} қаулысы жарияланды. Құжат оның алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі. Жоба бұған дейін ашық нормативтік құқықтық актілер порталында талқыланды.', ('мал шаруашылығы', '№ 245'), ('балық шаруашылығы', '№ 251')),
    ('kk', '{} айында жылдық инфляция {} пайызды құрады, деп хабарлады Ұлттық статистика бюросы. Азық-түлік тауарлары мен ақылы қызметтер қымбаттады, ал жұмыртқа мен күріш арзандады. Нан мен сүт бағасы өзгерген жоқ.', ('Шілде', '11,2'), ('Тамыз', '11,6')),
    ('kk', 'Memleket basşysy Qasym-Jomart Toqaev {} Prezidentıne quttyqtau jedelhatyn joldady. Jedelhatta ekı el arasyndağy dostyq pen yntymaqtastyq odan ärı nyğaia beretınıne senım bıldırıldı jäne halqyna amandyq pen örkendeu tıledı.', 'Özbekstan', 'Täjıkstan'),
    ('uz', 'Bugun Oʻzbekiston tashqi ishlar vaziri {}ning mamlakatimizdagi Favqulodda va muxtor elchisini qabul qildi. Uchrashuvda tomonlar savdo-iqtisodiy hamkorlikning holati va istiqbollarini muhokama qilib, boʻlajak tashriflar jadvalini koʻrib chiqdi. Elchi samimiy qabul uchun minnatdorlik bildirdi.', 'Turkiya', 'Yaponiya'),
    ('uz', '{} viloyatida yangi maktab foydalanishga topshirildi. Tadbirda viloyat hokimi va xalq taʼlimi boʻlimi vakillari ishtirok etdi. Maktab 600 oʻquvchiga moʻljallangan boʻlib, unda zamonaviy sport zali va oshxona mavjud. Oʻquvchilarga kitoblar sovgʻa qilindi.', 'Fargʻona', 'Qashqadaryo'),
    ('uz', "{} viloyatida yangi maktab foydalanishga topshirildi. Tadbirda viloyat hokimi va xalq ta'limi bo'limi vakillari ishtirok etdi. Maktab 600 o'quvchiga mo'ljallangan bo'lib, unda zamonaviy sport zali va oshxona mavjud. O'quvchilarga kitoblar sovg'a qilindi.", "Farg'ona", "Qo'qon"),
    ('uz', 'Markaziy bank {} uchun valyuta kurslarini eʼlon qildi. AQSH dollari {} soʻm, yevro {} soʻm, Rossiya rubli {} soʻm etib belgilandi. Kurslar birja savdolari natijalariga koʻra aniqlanadi va bojxona toʻlovlarini hisoblashda qoʻllanadi.', ('5-sentabr', '12 640', '13 905', '142'), ('9-sentabr', '12 655', '13 890', '144')),
    ('uz', 'Prezidentning «{} toʻgʻrisida»gi {} qarori eʼlon qilindi. Hujjat rasmiy eʼlon qilingan kundan kuchga kiradi. Qaror bilan qonunchilikka oʻzgartirishlar kiritilib, ayrim hujjatlar oʻz kuchini yoʻqotgan deb topildi va nazorat Vazirlar Mahkamasiga yuklandi.', ('chorvachilik', '180-sonli'), ('baliqchilik', '194-sonli')),
    ('uz', 'Oʻzgidromet {} kuni mamlakatda ob-havo qanday boʻlishini maʼlum qildi. Toshkentda havo harorati kechasi {} daraja, kunduzi {} daraja boʻladi. Aholidan kun issiq paytida koʻchaga chiqmaslik soʻraladi, suv koʻproq ichish tavsiya etiladi.', ('dushanba', 21, 38), ('seshanba', 23, 41)),
    ('uzc', 'Бугун Ўзбекистон ташқи ишлар вазири {}нинг мамлакатимиздаги Фавқулодда ва мухтор элчисини қабул қилди. Учрашувда томонлар савдо-иқтисодий ҳамкорликнинг ҳолати ва истиқболларини муҳокама қилиб, бўлажак ташрифлар жадвалини кўриб чиқди. Элчи самимий қабул учун миннатдорлик билдирди.', 'Туркия', 'Япония'),
    ('uzc', '{} вилоятида йўл-транспорт ҳодисаси содир бўлди. Ҳайдовчи тезликни ошириб юборган ва бошқарувни йўқотган. Оқибатда {} киши воқеа жойида ҳалок бўлди, яна {} нафари касалхонага ётқизилди. Ҳолат юзасидан терговга қадар текширув олиб борилмоқда.', ('Наманган', 2, 3), ('Андижон', 4, 5)),
    ('az', 'Bu gün Azərbaycan Respublikasının xarici işlər naziri {} fövqəladə və səlahiyyətli səfirini qəbul edib. Görüşdə tərəflər ticarət-iqtisadi əməkdaşlığın vəziyyətini və perspektivlərini müzakirə edib, qarşıdan gələn səfərlərin qrafikinə baxıblar. Səfir səmimi qəbula görə minnətdarlığını bildirib.', 'Türkiyənin', 'Yaponiyanın'),
    ('az', '{} rayonunda yeni məktəb istifadəyə verilib. Tədbirdə rayon icra hakimiyyətinin başçısı və təhsil şöbəsinin əməkdaşları iştirak ediblər. Məktəb 600 şagird üçün nəzərdə tutulub, orada müasir idman zalı və yeməkxana var. Şagirdlərə kitablar hədiyyə olunub.', 'Şəki', 'Lənkəran'),
    ('az', 'Prezident İlham Əliyev "{} haqqında" {} fərman imzalayıb. Sənəd dərc olunduğu gündən qüvvəyə minir. Fərmanla qanunvericiliyə dəyişikliklər edilib, bəzi sənədlər qüvvədən düşmüş hesab edilib və nəzarət Nazirlər Kabinetinə tapşırılıb.', ('heyvandarlıq', '180 nömrəli'), ('balıqçılıq', '194 nömrəli')),
    ('az', 'Mərkəzi Bank {} üçün rəsmi məzənnələri açıqlayıb. ABŞ dolları 1,7000 manat, avro {} manat, Türkiyə lirəsi {} manat, Rusiya rublu {} manat müəyyən edilib. Məzənnələr birja hərracının nəticələrinə əsasən hesablanır.', ('5 sentyabr', '1,9821', '0,0412', '0,0205'), ('8 sentyabr', '1,9905', '0,0409', '0,0211')),
    ('az', '{} ayında illik inflyasiya {} faiz təşkil edib, Dövlət Statistika Komitəsi məlumat yayıb. Ərzaq məhsulları və ödənişli xidmətlər bahalaşıb, yumurta və düyü isə ucuzlaşıb. Çörək və süd qiymətləri dəyişməz qalıb.', ('İyul', '5,9'), ('Avqust', '6,1')),
    ('az', '{} yol qəzası nəticəsində üç nəfər həlak olub, iki nəfər xəstəxanaya yerləşdirilib. Sürücü sürət həddini aşaraq idarəetməni itirib və avtomobil qarşıdan gələn yük maşını ilə toqquşub. Faktla bağlı araşdırma aparılır.', 'Yevlaxda', 'Gəncədə'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "template", "one", "other"), TEMPLATES)
@pytest.mark.parametrize("other_outlet", ["ministry", "herald"])
def test_a_template_in_kazakh_uzbek_or_azerbaijani_with_two_fillings_is_two_texts(
    archive: Archive, language: str, template: str, one: Filling, other: Filling, other_outlet: str
) -> None:
    for outlet, name, filling in (("ministry", "a", one), (other_outlet, "b", other)):
        told = template.format(*([filling] if isinstance(filling, str) else filling))
        save(archive, outlet, name, f"{told}\n\n{STANDING_TURKIC[language]}", title="Title")
    assert pairs(archive) == []


TYPED = {
    "kk": str.maketrans("әғқңөұүіӘҒҚҢӨҰҮІ", "агкноууиАГКНОУУИ"),
    "uz": str.maketrans("ʻʼ", "''"),
    "uzc": str.maketrans("ўқғҳЎҚҒҲ", "укгхУКГХ"),
    "az": str.maketrans("əğıöüşçƏĞİÖÜŞÇ", "egiouscEGIOUSC"),
}
"""How those type who lack the letters."""


@pytest.mark.parametrize("language", TYPED)
def test_a_reprint_in_the_letters_of_another_keyboard_is_one_text(archive: Archive, language: str) -> None:
    template, filling = next((text, one) for known, text, one, _ in TEMPLATES if known == language)
    told = f"{template.format(filling)}\n\n{STANDING_TURKIC[language]}"
    save(archive, "ministry", "a", told)
    save(archive, "herald", "b", told.translate(TYPED[language]))
    assert [kind for *_, kind, _ in pairs(archive)] == ["identical"]
