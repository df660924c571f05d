"""The words by which teasers are known: what announces them, what ends them, how a cut is marked (ky, ru, en, tr, kk, uz, az and more)."""

from __future__ import annotations

import re
from typing import NamedTuple

from storage.records import TeaserKind
from storage.text import folded

MARKER_WORDS: tuple[tuple[TeaserKind, str], ...] = (
    (
        "read_also",
        r"read also|also read|see also|read more on (?:this|the) topic|"
        r"чита(?:йте|ть) (?:также|ещё|еще|по теме|на эту тему)|также читайте|(?:см\.|смотрите?|смотри) также|(?:ещё|еще) по теме|"
        r"(?:дагы|ошондой эле) оку(?:ңуз(?:дар)?|ңуздар|гула)?|ушул темада|"
        r"ayrıca (?:okuyun(?:uz)?|bakın(?:ız)?)|bun(?:ları|lara|u|a) da (?:oku(?:yun(?:uz)?)?|bakın(?:ız)?)|"
        r"(?:тағы(?: да)?|сондай-ақ|сонымен қатар|(?:мұны|бұны) да),? оқыңыз(?:дар)?|оқи отырыңыз|"
        r"(?:tağy(?: da)?|sondai-aq|sondaı-aq),? oqy[ñń]yz(?:dar)?|"
        r"(?:shuningdek|yana|bu(?:lar)?ni ham)(?:,? bu(?:lar)?ni ham)?,? o[ʻʼ'‘’`]qing|"
        r"(?:шунингдек|яна|бу(?:лар)?ни ҳам)(?:,? бу(?:лар)?ни ҳам)?,? ўқинг|"
        r"(?:həmçinin|bun(?:u|ları) da),? (?:oxu(?:yun)?|bax(?:ın)?)(?![^\W\d_])|"
        r"lesen sie auch|lire aussi|à lire aussi|lee también|leggi anche",
    ),
    (
        "related",
        r"related(?: (?:news|articles?|stories|posts|topics|content))?|more (?:on this (?:story|topic)|(?:\w+ )?(?:stories|news)|from .{2,30})|"
        r"(?:similar|other) (?:news|articles|stories|posts)|you (?:may|might) also (?:like|be interested in)|"
        r"recommended(?: (?:for you|news|articles|stories|reading))?|don['’]t miss|editor['’]?s picks?|(?:what to )?read next|"
        r"(?:(?:материалы|новости|статьи) |ранее )?по теме|(?:похожие|связанные) (?:новости|материалы|статьи|записи|посты)|"
        r"другие (?:новости|материалы|статьи)(?: раздела| рубрики| по теме)?|(?:ещё|еще) новости|больше новостей|"
        r"рекомендуем(?: (?:почитать|прочитать))?|вам (?:также )?может (?:также )?(?:понравиться|быть интересно)|"
        r"вас (?:также )?может (?:также )?заинтересовать|это интересно|не пропустите|выбор редакции|новости партн[её]ров|"
        r"тема боюнча|темага байланыштуу(?: (?:жаңылыктар|макалалар|материалдар|кабарлар))?|"
        r"(?:окшош|тектеш|башка) (?:жаңылыктар|макалалар|материалдар|кабарлар)|сизге кызыктуу болушу мүмкүн|"
        r"ilgili (?:haberler|yazılar|içerikler)|(?:benzer|diğer|önerilen) (?:haberler|yazılar|içerikler)|"
        r"(?:bun(?:lar|u) da |bu haber(?:ler)? )?ilginizi çekebilir|sıradaki haber|editörün seçtikleri|"
        r"(?:ұқсас|басқа|өзге) (?:жаңалықтар|мақалалар|материалдар)|осы тақырып(?:та|қа қатысты)(?: (?:жаңалықтар|мақалалар))?|"
        r"тақырыпқа (?:байланысты|қатысты)(?: (?:жаңалықтар|мақалалар))?|сізге (?:ұнауы|қызық(?:ты)? болуы) мүмкін|"
        r"(?:o[ʻʼ'‘’`]xshash|boshqa|tegishli|aloqador) (?:yangiliklar|maqolalar|xabarlar)|siz(?:ni|ga)(?: ham)? qizi(?:qtirishi|q bo[ʻʼ'‘’`]lishi) mumkin|"
        r"mavzuga (?:oid|doir)(?: (?:yangiliklar|maqolalar|xabarlar))?|"
        r"(?:ўхшаш|бошқа|тегишли|алоқадор) (?:янгиликлар|мақолалар|хабарлар)|сиз(?:ни|га)(?: ҳам)? қизи(?:қтириши|қ бўлиши) мумкин|"
        r"мавзуга (?:оид|доир)(?: (?:янгиликлар|мақолалар|хабарлар))?|"
        r"(?:oxşar|digər|əlaqəli|mövzu ilə bağlı) (?:xəbərlər|yazılar|məqalələr)|bu mövzuda\W*$|"
        r"siz(?:i|in üçün) maraqlı?(?:ndıra| ola) bilər|redaktorun seçimi",
    ),
    (
        "popular",
        r"popular(?: (?:news|posts|articles|stories))?|most (?:read|popular|viewed)|trending(?: now)?|latest (?:news|stories)|recent posts|"
        r"популярн(?:ое|ые)(?: новости)?|самое (?:читаемое|популярное|обсуждаемое)|топ новостей|главные новости|последние новости|"
        r"лента новостей|көп окулган(?:дар)?|популярдуу|(?:акыркы|соңку) (?:жаңылыктар|кабарлар)|"
        r"çok okunan(?:lar)?|en çok okunanlar|son (?:dakika )?haberler|"
        r"(?:ең )?көп оқылған(?:дар)?|(?:соңғы|басты|танымал) жаңалықтар|"
        r"(?:eng )?ko[ʻʼ'‘’`]p o[ʻʼ'‘’`]qilgan(?:lar)?|(?:so[ʻʼ'‘’`]nggi|oxirgi|asosiy) (?:yangiliklar|xabarlar)|"
        r"(?:энг )?кўп ўқилган(?:лар)?|(?:сўнгги|охирги|асосий) (?:янгиликлар|хабарлар)|"
        r"(?:ən )?çox oxunan(?:lar)?|(?:son|əsas|populyar) xəbərlər|xəbər lenti",
    ),
)
MARKERS = tuple(
    (kind, re.compile(rf"^\W*(?:{words})\s*[:：.…»>→]*\s*", re.I)) for kind, words in MARKER_WORDS
)
ANY_MARKER = re.compile(r"^\W*(?:" + "|".join(words for _, words in MARKER_WORDS) + ")", re.I)
ENDS = re.compile(
    r"^\W*(?:write a comment|leave a (?:comment|reply)|comments?\b.{0,20}$|post a comment|add a comment|написать комментарий|"
    r"комментари[ийя]\w*(?:\s*\(\d+\))?\W*$|оставить комментарий|добавить комментарий|комментарий (?:жазуу|калтыр\w*)|пикир (?:жазуу|калтыруу)|"
    r"пікір (?:қалдыр\w*|жаз\w*)|пікірлер|бөлісу\W*$|izoh (?:qoldir\w*|yoz\w*)|izohlar|ulashish\W*$|"
    r"изоҳ (?:қолдир\w*|ёз\w*)|изоҳлар|улашиш\W*$|(?:şərh|rəy) (?:yaz\w*|bildir\w*)|şərhlər|rəylər|(?:тегтер|teglar|теглар|teqlər|etiketlər):|"
    r"yorum (?:yaz\w*|yap\w*|bırak\w*)|yorumlar|share\W*$|поделиться|бөлүшүү|paylaş\W*$|tags?:|теги:|тэги:|©|\(c\)|copyright|все права|all rights|"
    r"follow us|подпис\w+|реклама|контакты|о нас|about us|contacts?)",
    re.I,
)
MORE = (
    r"(?:дальше|далее|подробнее|подробно|читать (?:далее|дальше|полностью)|толугу менен|толук окуу|кененирээк|окуу|read more|"
    r"read the full story|continue reading|full story|more|devamı(?:nı oku)?|devam[ıi] için|haberin devamı|"
    r"толығырақ(?: оқу)?|толық оқу|әрі қарай оқу|жалғасын оқу|batafsil(?: o[ʻʼ'‘’`]qish)?|davomi(?:ni o[ʻʼ'‘’`]qish)?|to[ʻʼ'‘’`]liq o[ʻʼ'‘’`]qish|"
    r"батафсил(?: ўқиш)?|давоми(?:ни ўқиш)?|тўлиқ ўқиш|(?:daha )?ətraflı(?: oxu)?|davamı(?:nı oxu)?|ardını oxu)"
)
CUT = re.compile(
    r"(?<!\s)\s*(?P<mark>\[\s*(?:\.\.\.|…)\s*\]|\(\s*(?:\.\.\.|…)\s*\)|\.\.\.|…)?\s*"
    rf"(?P<more>{MORE}\s*(?:»|›|>|→|&raquo;|\.\.\.|…)*)?\s*$",
    re.I,
)
BUTTON = re.compile(rf"^\W*(?:to )?{MORE}\W*$", re.I)
"""A line that is nothing but the button of the teaser before it."""
NOISE = re.compile(
    r"^\W*(?:без изображения|no image|нет (?:изображения|фото)|сүрөтсүз|resim yok|сурет|surat|şəkil|image|photo|фото|видео|video|\d+|"
    r"(?:просмотр\w*|views?|көрүүлөр|кароо|görüntülenme|қаралым\w*|ko[ʻʼ'‘’`]ri(?:shlar|ldi)|кўри(?:шлар|лди)|baxış(?: sayı)?|oxunub)\W*\d*|"
    r"\d+(?:[ \u00a0,.]\d{3})*\s*(?:k|тыс\.?|миң|мың)?\s*(?:просмотр\w*|views?|көрүү\w*|қаралым|рет қаралды|marta ko[ʻʼ'‘’`]rildi|марта кўрилди|baxış|пікір|izoh|изоҳ|şərh|comments?|коммент\w*|пикир|min read|мин\.?)?|\d+ из \d+)\W*$",
    re.I,
)
TEASER_NAME = re.compile(
    r"(?:^|[\s_-])(?:related\w*|rel-?\w*|read-?(?:also|more|next)|recommend\w*|popular\w*|most-?(?:read|popular)|trending|more-?(?:news|stories)|also|"
    r"latest\w*|teasers?|similar|see-?also)(?:$|[\s_-])",
    re.I,
)


class Cut(NamedTuple):
    """A text without its cut mark, and the mark as it was shown."""

    text: str
    mark: str | None


CUT_ENDS = ("...", "…", "]", ")", "»", "›", ">", "→")
CUT_WORDS = frozenset(
    folded(
        "дальше далее подробнее подробно полностью менен кененирээк окуу more reading story devamı oku için"
        " толығырақ оқу batafsil davomi o'qish oʻqish oʼqish o‘qish o’qish o`qish батафсил давоми ўқиш ətraflı davamı oxu"
    ).split()
)
"""How a line that was cut can end: looked at before anything dearer."""
TAIL = 60
"""Characters at the end of a line in which a cut mark can stand."""


def split_cut(text: str) -> Cut:
    """Return `text` without the mark that says it was cut (`...`, `…`, `[...]`, `дальше »`).

    Of four dots the first is an abbreviation's: `T....` leaves `T.`.
    """
    if not text or text.isspace():
        return Cut(text, None)
    if not text.endswith(CUT_ENDS) and folded(text.rsplit(None, 1)[-1]).casefold() not in CUT_WORDS:
        return Cut(text, None)
    start = max(0, len(text) - TAIL)
    match = CUT.search(text[start:])
    if not match or not (match["mark"] or match["more"]) or start + match.start() == 0:
        return Cut(text, None)
    more = match["more"]
    if more and not match["mark"] and not _is_button(more):
        return Cut(text, None)
    mark = " ".join(part for part in (match["mark"], more) if part).strip()
    return Cut(text[: start + match.start()].rstrip(), mark)


def _is_button(more: str) -> bool:
    """Whether words at the end of a line are a button, and not its last word: by an arrow, their number or a capital."""
    if len(more.split()) > 1 or re.search(r"[»›>→…]|\.\.\.", more):
        return True
    return more[0].isupper() and more.casefold() not in ("more", "окуу", "оқу")
