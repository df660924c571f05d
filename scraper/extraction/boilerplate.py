"""How sites speak where the article does not: advertisements, credits, invitations, house rules, appeals.

One line is judged by its words alone. What stands only before or after an article is asked for there alone.
"""

from __future__ import annotations

import re

BOILERPLATE = re.compile(
    r"^\W*(?:have a tip\b.{0,200}|like this story\b.{0,100}|get the latest\b.{0,160}|email .{0,60}@.{0,160}|"
    r"advertisement|anzeige|werbung|реклама|reklam|publicidad|publicité|read (?:also|more)\b.{0,120}|see also\b.{0,120}|"
    r"related(?: articles| stories)?:?.{0,80}|читайте (?:также|ещё|еще|нас)\b.{0,160}|по теме:?.{0,80}|дагы окуңуз.{0,160}|"
    r"(?:сондай-ақ|тағы(?: да)?),? оқыңыз.{0,160}|(?:shuningdek|yana|buni ham),? o[ʻʼ'‘’`]qing.{0,160}|(?:шунингдек|яна|буни ҳам),? ўқинг.{0,160}|"
    r"həmçinin,? (?:oxuyun|bax(?:ın)?)\b.{0,160}|(?:сурет(?:тер)?|surat(?:lar)?|сурат(?:лар)?|şəkil(?:lər)?|foto)\s*:.{0,100}|"
    r"ayrıca okuyun.{0,120}|also read\b.{0,160}|lesen sie (?:auch|mehr)\b.{0,160}|lire aussi.{0,160}|leer también.{0,160}|"
    r"(?:follow|read) us\b.{0,160}|subscribe\b.{0,120}|подпи(?:сывайтесь|саться|шись|шитесь)\b.{0,160}|sign up (?:for|to)\b.{0,200}|abone ol\w*|"
    r"share (?:this|on|via)\b.{0,60}|teilen und weiterempfehlen|mehr zum thema|подели(?:ться|тесь|сь)\b.{0,60}|haberi paylaş.{0,40}|"
    r"(?:(?:cover|lead|main|file|archive)\s+)?(?:photo|image|picture)(?: credit)?s?:.{0,100}|(?:fotoğraf(?:lar)?|görsel)\s*:.{0,100}|"
    r"фото(?:графи[яи])?\s*(?::|©|с сайта\b|из (?:архива|открытых)\b|предоставлен\w*\b).{0,100}|источник (?:фото|изображения|видео)\b.{0,100}|"
    r"сүрөт(?:төр)?\s*(?::.{0,100}|ачык булак.{0,60}|.{0,40}\bалынды)|(?:теги|тэги|метки|tags|etiketler)\s*:.{0,200}|"
    r"курсы? валют\b[^а-яёөүң]{0,80}|(?:(?:usd|eur|rub|kzt|cny|try|gbp|uzs|\$|€|₽)\W{0,3}\d+[.,]\d+\W*){2,}|👁\W*[\d\s.,]+|"
    r"(?:при|в случае) (?:использовании|использования|перепечатке|перепечатки|копировании|цитировании)\b.{0,200}ссылк.{0,80}|"
    r"материалд\w+ (?:колдон|пайдалан|көчүр)\w+.{0,160}шилтеме.{0,80}|"
    r"материалдар\w* (?:пайдалан|көшір)\w*.{0,160}сілтеме.{0,80}|materiallar\w* (?:\w+ )?(?:foydalan|ko[ʻʼ'‘’`]chir)\w*.{0,160}havola.{0,80}|"
    r"материаллар\w* (?:\w+ )?(?:фойдалан|кўчир)\w*.{0,160}ҳавола.{0,80}|material\w* istifadə.{0,160}istinad.{0,80}|"
    r"(?:барлық құқық\w* қорғалған|barcha huquqlar himoyalangan|барча ҳуқуқлар ҳимояланган|bütün hüquqlar qorunur).{0,120}|"
    r"версия для печати|басып чыгаруу|print (?:this|version)\b.{0,30}|yazdır|"
    r"(?:©|\(c\)|copyright\b).{0,200}|all rights reserved.{0,120}|все права защищены.{0,120}|click here\b.{0,100}|"
    r"comments?(?: \(\d+\))?|leave a (?:comment|reply)|write a comment:?|be the first to comment\b.{0,40}|(?:написать|оставить|оставьте|добавить) комментарий:?|"
    r"(?:комментарий|пикир) (?:жаз|калтыр)\w*:?.{0,20}|yorum (?:yap(?:ın|abilmek|mak için)?|yaz(?:ın)?|bırak\w*)\b.{0,50}|ilk yorumu.{0,40}|"
    r"\[\w+[^\]]*\].{0,200}\[/\w+\]|(?:ссылка|link|шилтеме):.{0,60}|просмотр\w*:?\s*\d*|views:?\s*\d*|\d+\s*(?:views|просмотр\w*|comments?))\W*$",
    re.I | re.S,
)
LONGEST_BOILERPLATE = 400
CREDIT = re.compile(
    r"\((?:image|photo|foto|picture|pic|фото|сүрөт|credit|reuters|getty)\W[^()]{0,80}\)\W*$|(?:/|\|)\s*(?:getty images|reuters|afp|ap photo|shutterstock|epa|dpa)\W*$",
    re.I,
)
LONGEST_CREDIT = 250
PROMOTED_STEMS = (
    "newsletter", "whats", "telegram", "телеграм", "google news", "instagram", "facebook", "youtube", "viber", "app",
    "приложени", "uygulama", "t.me/",
)  # fmt: skip
"""Looked for first, as most lines hold none."""
PROMOTED = re.compile(
    r"newsletter|whats\s?app|telegram|телеграм|google news|instagram|facebook|youtube|\bviber\b|\bapp\b|приложени|uygulama|t\.me/",
    re.I,
)
INVITED = re.compile(
    r"\b(?:follow(?! ?(?:ing|ed|er))|subscribe|sign up|join(?! ?(?:ed|ing|t))|download(?! ?(?:ed|s)\b)|get the|read us)\b|abonn|folgen|melden sie|"
    r"\bподпи(?:сывайтесь|сывайся|саться|шись|шитесь)\b|читайте|следите|присоединяй|\bнаш(?:ем|его|ему|им)?\b[^.!?]{0,20}канал|"
    r"жазыл(?:ы[ңн]\w*|гыла)?\b|кошул(?:у[ңн]\w*|гула)\b|окуп тур|қосылы[ңн]|obuna bo[ʻʼ'‘’`]l|обуна бўл|kuzatib bor|кузатиб бор|abunə ol|izləyin|qoşulun|takip e(?:d[ei]n|t\W*$)|abone ol|kanalımız|indir(?:in|iniz)?\b|ikuti|suscr|s'abonner|inscri",
    re.I,
)
LONGEST_INVITATION = 320
COMMENTS = re.compile(
    r"\b(?:comment(?:s|aires?|ators?)?|kommentar\w*|coment[aá]rios?|yorum\w*|комментари\w*|пикир\w*|пікір\w*|izoh\w*|изоҳ\w*|şərh\w*)\b",
    re.I,
)
RULES = re.compile(
    r"moderat|moderador|aprovad|themenbezogen|respekt|respeito|respect|guidelines|join the conversation|verantwort|\bpings?\b|правил|"
    r"модерат|редакци\w* не несет|kural|эреже",
    re.I,
)
LONGEST_RULE = 1200
APPEAL = re.compile(
    r"\b(?:get in touch|contact us|e-?mail(?:ing)? us|got a (?:story|tip)|let us know|we.d like to hear|write to us|support us|"
    r"reach the reporters?|is protected by recaptcha|unterstützen sie (?:uns|bitte)|mit einer spende|hier entlang|abonnieren|"
    r"faire un don|нашли ошибку|заметили ошибку|сообщить об ошибке|поддержите (?:нас|редакцию)|пишите нам|присылайте|"
    r"присоединяйтесь|ката тапсаңыз|қате тапсаңыз|бізге жазыңыз|xato topsangiz|хато топсангиз|bizga yozing|бизга ёзинг|səhv tapsanız|bizə yazın|бизге жазыңыз|bize (?:yazın|ulaşın)|hata bildir)\b|ctrl\s?\+\s?enter|"
    r"^\W*(?:reporting|writing|editing|additional reporting) by\b|\bcontributed to this (?:report|story|article)\b",
    re.I,
)
LONGEST_APPEAL = 320
AFTERWARDS = re.compile(
    r"^\W*(?:(?:leave a |post a |add a |view |show |all |\d+ )?(?:comments?|replies|reader comments)|(?:die |\d+ )?kommentare?|commentaires?|coment[aá]rios?|"
    r"comentarios?|commenti|i commenti(?: dei lettori)?|yorumlar|комментари[ийя]+|пикирлер|пікірлер|izohlar|изоҳлар|şərhlər|yorum(?:lar)?(?: yap)?|"
    r"(?:you (?:may|might) also like|more (?:from|on|in|stories|news)|read (?:next|more)|up next|related (?:articles?|stories|news|posts|topics|content)|"
    r"recommended(?: for you)?|most (?:read|popular|viewed)|popular(?: now)?|trending(?: now)?|latest(?: news| stories)?|editor.?s picks|around the web|what to read next|"
    r"mehr (?:zum thema|aus|von|lesen)|(?:das )?könnte (?:sie|dich) auch interessieren|auch interessant|lesen sie auch|weitere (?:artikel|themen|meldungen)|verwandte (?:artikel|themen)|"
    r"meistgelesen|lire aussi|à lire aussi|sur le même sujet|articles? (?:li[ée]s?|similaires)|les plus lus|leer más|te puede interesar|más (?:noticias|leídas)|noticias relacionadas|"
    r"leggi anche|articoli correlati|potrebbe interessarti|leia (?:também|mais)|artigos relacionados|veja também|"
    r"читайте также|по теме|(?:материалы|новости|статьи) по теме|похожие (?:материалы|новости|статьи)|другие новости|ещё по теме|еще по теме|"
    r"(?:самое )?популярное|последние новости|рекомендуем|дагы окуңуз|окшош жаңылыктар|башка жаңылыктар|акыркы жаңылыктар|"
    r"(?:сондай-ақ|тағы) оқыңыз|(?:ұқсас|басқа|соңғы) жаңалықтар|(?:ең )?көп оқылған(?:дар)?|"
    r"(?:shuningdek|yana) o[ʻʼ'‘’`]qing|(?:o[ʻʼ'‘’`]xshash|boshqa|so[ʻʼ'‘’`]nggi) yangiliklar|mavzuga oid|ko[ʻʼ'‘’`]p o[ʻʼ'‘’`]qilgan(?:lar)?|"
    r"(?:шунингдек|яна) ўқинг|(?:ўхшаш|бошқа|сўнгги) янгиликлар|мавзуга оид|кўп ўқилган(?:лар)?|"
    r"həmçinin (?:oxuyun|bax(?:ın)?)|(?:oxşar|digər|son) xəbərlər|(?:ən )?çox oxunan(?:lar)?|"
    r"ilgili (?:haberler|içerikler)|diğer haberler|benzer haberler|son dakika|çok okunanlar|関連記事|関連ニュース|相关(?:新闻|阅读|报道)|관련 ?기사)"
    r"\b.{0,30}|about the authors?|über (?:den|die) autor(?:in)?|об авторе|sobre (?:el|la|o|a) autora?)\W*(?:\(?\d+\)?)?\W*$",
    re.I,
)
LONGEST_AFTERWARDS = 60
BUTTONS = frozenset(
    """share tweet facebook twitter x whatsapp telegram linkedin pinterest reddit tumblr flipboard mix viber vk ok email
    e-mail mail print save bookmark copy link follow like pocket messenger instagram youtube teilen drucken merken
    partager imprimer compartir imprimir condividi stampa paylaş yazdır kaydet поделиться распечатать печать скопировать
    ссылку твитнуть вконтакте одноклассники бөлүшүү бөлісу ulashish улашиш nusxalash cancel close via on to by sms threads bluesky xing url""".split()
)
MOST_BUTTONS = 12
"""Words of a row of buttons at most."""


def opens_what_follows(text: str) -> bool:
    """Return whether a line is the label of what stands behind an article: comments, related articles, its author."""
    return len(text) <= LONGEST_AFTERWARDS and bool(AFTERWARDS.match(text))


def _is_buttons(text: str) -> bool:
    """Whether a line holds nothing but the names of networks and of what a reader may do."""
    if len(text) > LONGEST_AFTERWARDS * 2:
        return False
    said = text.lower().split()
    return 0 < len(said) <= MOST_BUTTONS and all(word.strip(".,:!|·•") in BUTTONS for word in said)


def is_boilerplate(text: str) -> bool:
    """Return whether a line is never an article's: an advertisement, a credit, a link to others, an invitation."""
    if len(text) < LONGEST_CREDIT and CREDIT.search(text[-100:]):
        return True
    if len(text) < LONGEST_BOILERPLATE and BOILERPLATE.match(text):
        return True
    return _is_buttons(text) or _invites(text)


def _invites(text: str) -> bool:
    """Whether a line asks the reader to follow, subscribe or install."""
    if len(text) >= LONGEST_INVITATION:
        return False
    lowered = text.lower()
    if not any(stem in lowered for stem in PROMOTED_STEMS):
        return False
    return bool(PROMOTED.search(text) and INVITED.search(text))


def ends_no_text(text: str) -> bool:
    """Return whether a line after a text asks the reader for something, names who helped, or says how to comment."""
    if len(text) < LONGEST_APPEAL and APPEAL.search(text):
        return True
    return len(text) < LONGEST_RULE and bool(COMMENTS.search(text) and RULES.search(text))
