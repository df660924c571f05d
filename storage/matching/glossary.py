"""What words mean the same in the languages of the region: places, offices, and what news is about.

Written by hand for this project. A line is one meaning: its name, then for each of Kyrgyz, Russian, English and Turkish
the beginnings of the words that carry it; a beginning that ends in `=` is a whole word, one that ends in `~` a word with
the endings of its cases. `turkic.py` has the words of Kazakh, Uzbek and Azerbaijani. Names of people, of villages and
of outlets need no entry: `names.name_key` already makes one spelling of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from storage.matching import turkic

OWN_COLUMNS = ("ky", "ru", "en", "tr")
"""Languages of the columns below."""
LANGUAGES = OWN_COLUMNS + turkic.LANGUAGES
NEIGHBOURS = {"tt": "ky", "ba": "ky", "kaa": "kk", "uk": "ru", "be": "ru"}
"""Languages without a column of their own, and the one whose words are nearest."""
WORDS_KNOWN = 4096
"""Words of which it is remembered what they name."""

LANDS = """
kyrgyzstan | кыргызстан кыргыз | кыргызстан киргиз кыргыз кр= | kyrgyz | kırgız
kazakhstan | казакстан казак | казахстан казах | kazakh | kazak
uzbekistan | өзбекстан өзбек | узбекистан узбек | uzbek | özbek
tajikistan | тажикстан тажик | таджик | tajik | tacik
turkmenistan | түркмөнстан түркмөн | туркмен | turkmen | türkmen
turkey | түркия түрк= түркиялык | турци турецк турка= турок= турки= | turkey türkiye turkish turkiye | türkiye
russia | россия орусия орус= | росси русск рф= | russia | rusya rus=
china | кытай | китай китая китаю китае кнр= | china chinese | çin
iran | иран | иран | iran | iran
afghanistan | афганистан ооган | афган | afghan | afgan
azerbaijan | азербайжан | азербайджан | azerbaijan | azerbaycan
armenia | армения | армени армян | armenia | ermeni
georgia | грузия | грузи грузин | georgia | gürcistan
ukraine | украин | украин | ukrain | ukrayna
belarus | беларус | белорус беларус | belarus | belarus
germany | германия немис | герман немец | german | alman
france | франция француз | франци французск | france french | fransa fransız
britain | улуу-британия британ англия | британ англи | britain british england | ingiltere britanya
italy | италия | итали | ital | italya
japan | япон жапон | япон | japan | japon
korea | корея корей | корея корей корее корею кореи= | korea | kore
india | индия инди | инди | india indian | hindistan
pakistan | пакистан | пакистан | pakistan | pakistan
mongolia | моңгол монгол | монгол | mongol | moğol
usa | акш америка | сша америк | usa american u.s america | abd amerika
israel | израил | израил | israel | israil
hungary | венгр | венгри венгер | hungar | macar
emirates | бириккен-араб оаэ= | оаэ= эмират | emirates uae= | bae=
saudi_arabia | сауд | саудовск | saudi | suudi
qatar | катарлык | катар= катара= катаре= катаром= катарск | qatar | katar=
syria | сирия | сирия= сирии= сирию= сирийск | syria | suriye
iraq | ирак | ирак= ирака= ираке= иракск | iraq | ırak
palestine | палестин газа= | палестин | palestin gaza | filistin gazze
greece | греция | греци греческ | greece greek | yunan
spain | испания | испан | spain spanish spaniard | ispanya
poland | польша | польш польск | poland polish | polonya
switzerland | швейцария | швейцар | switzerland swiss | isviçre
netherlands | нидерланд | нидерланд голланд | netherlands dutch | hollanda
serbia | сербия | серби сербск | serbia | sırbistan sırp
estonia | эстония | эстон | estonia | estonya
latvia | латвия | латви латыш | latvia | letonya
lithuania | литва | литв литов | lithuania | litvanya
moldova | молдова | молдов молдав | moldova | moldova
canada | канада | канад | canada canadian | kanada
mexico | мексика | мексик | mexico mexican | meksika
cuba | куба= кубалык | куба= кубы= кубин | cuba= cuban | küba
brazil | бразилия | бразил | brazil | brezilya
thailand | таиланд тайланд | таиланд тайланд | thailand thai= | tayland
vietnam | вьетнам | вьетнам | vietnam | vietnam
malaysia | малайзия | малайзи | malaysia | malezya
"""

TOWNS = """
bishkek | бишкек | бишкек | bishkek | bişkek
osh | ош= ошто ошко оштун оштогу оштон ош | ош= оше= оша= ошу= ошск | osh= | oş=
jalalabad | жалал-абад жалал | джалал-абад джалал жалал | jalal-abad jalal jalalabad | celalabad
batken | баткен | баткен | batken | batken
naryn | нарын | нарын | naryn | narın
talas | талас | талас | talas | talas
issykkul | ысык-көл ысык | иссык-кул иссык | issyk-kul issyk ysyk | ısık-göl issık
chui | чүй | чуй | chui chuy | çuy çüy
karakol | каракол | каракол | karakol | karakol
tokmok | токмок | токмок токмак | tokmok tokmak | tokmok
balykchy | балыкчы | балыкчи балыкчы | balykch | balıkçı
almaty | алматы | алматы алмат | almaty | almatı
astana | астана | астан | astana | astana
tashkent | ташкен | ташкент | tashkent | taşkent
dushanbe | душанбе | душанбе | dushanbe | duşanbe
moscow | москва | москв москов | moscow | moskova
ankara | анкара | анкар | ankara | ankara
istanbul | стамбул ыстамбул | стамбул | istanbul | istanbul
baku | баку | баку бакинск | baku | bakü
beijing | пекин бээжин | пекин | beijing | pekin
washington | вашингтон | вашингтон | washington | vaşington washington
andijan | анжиян андижан | андижан | andijan | andican
kumtor | кумтөр | кумтор кумтөр | kumtor | kumtor
shymkent | чымкент шымкент | шымкент | shymkent | çimkent şimkent
aktobe | актөбө | актобе актюб | aktobe | aktöbe
karaganda | караганды | караганд | karagand | karaganda
turkistan | түркстан түркистан | туркестан | turkistan turkestan | türkistan
zhanaozen | жанаөзөн | жанаозен | zhanaozen janaozen | janaözen
mangystau | маңгыстоо маңгыстау | мангистау мангыстау | mangystau mangistau | mangıstav
kyzylorda | кызылордо | кызылорд | kyzylorda | kızılorda
samarkand | самаркан | самарканд | samarkand | semerkant
bukhara | бухара | бухар | bukhara | buhara
fergana | фергана | ферган | fergana | fergana
khorezm | хорезм | хорезм | khorezm khwarazm | harezm
jizzakh | жызак | джизак | jizzakh jizzax | cizzak
karakalpakstan | каракалпак | каракалпак | karakalpak | karakalpak
ashgabat | ашхабад | ашхабад | ashgabat | aşkabat
khujand | кожент хужанд | худжанд | khujand | hocent
karabakh | карабах | карабах | karabakh | karabağ
nakhchivan | нахичеван | нахичеван нахчыван | nakhchivan nakhichevan | nahçıvan
ganja | гянджа | гянджа гяндже гянджи | ganja= | gence=
izmir | измир | измир | izmir | izmir
antalya | анталия анталья | анталья анталь | antalya | antalya
seoul | сеул | сеул | seoul | seul
delhi | дели= делиде | дели= | delhi | delhi
dubai | дубай | дубай дубае | dubai | dubai
geneva | женева | женев | geneva | cenevre
brussels | брюссель | брюссел | brussels | brüksel
vienna | вена= венада | вена= вене= вены= | vienna | viyana
paris | париж | париж | paris= | paris=
london | лондон | лондон | london | londra
petersburg | петербург | петербург | petersburg | petersburg
uzgen | өзгөн | узген | uzgen ozgon | özgön
leilek | лейлек | лейлек ляйляк | leilek leylek | leylek
alay | алай= алайда | алай= алая= алае= алайск | alay= alai= | alay=
aksy | аксы= аксыда аксынын | аксы= аксыйск | aksy= | aksı=
suzak | сузак | сузак | suzak | suzak
sokuluk | сокулук | сокулук | sokuluk | sokuluk
chatkal | чаткал | чаткал | chatkal | çatkal
nookat | ноокат | ноокат | nookat | nookat
karasuu | кара-суу | кара-суу кара-суй | kara-suu | kara-suu
karabalta | кара-балта | кара-балт | kara-balta | kara-balta
cholponata | чолпон-ата | чолпон-ат | cholpon-ata | çolpon-ata
toktogul | токтогул | токтогул | toktogul | toktogul
atyrau | атырау | атырау | atyrau | atırau
aktau | актау | актау актауск | aktau | aktau
pavlodar | павлодар | павлодар | pavlodar | pavlodar
uralsk | - | уральск | uralsk oral= | uralsk
kostanay | костанай | костана | kostanay kostanai | kostanay
petropavl | петропавл | петропавл | petropavl | petropavl
taraz | тараз жамбыл | тараз= тараза= таразе= жамбыл | taraz zhambyl jambyl | taraz jambıl
semey | семей= | семей= семея= семее= | semey= semei= | semey=
oskemen | өскемен | усть-каменогорск восточно-казахстан | oskemen ust-kamenogorsk | öskemen
zhetysu | жетису талдыкорган | жетысу талдыкорган | zhetysu jetisu taldykorgan | jetisu
kokshetau | көкчөтоо кокшетау | кокшетау акмолин | kokshetau akmola | kökşetau
baikonur | байкоңур | байконур | baikonur | baykonur
balkhash | балкаш | балхаш | balkhash | balkaş
caspian | каспий | касп | caspian | hazar=
aral | арал= аралдын | аральск арал= арала= приарал | aral= | aral=
namangan | наманган | наманган | namangan | namangan
termez | термез сурхандарыя | термез сурхандар | termez surkhandarya | tirmiz surhanderya
karshi | карши кашкадарыя | карши= кашкадар | karshi qarshi kashkadarya | karşi=
navoi | навои | навои= навоийск | navoi= navoiy= | nevai=
syrdarya | сырдарыя | сырдар гулистан | syrdarya sirdarya | sırderya siriderya
urgench | үргөнч | ургенч | urgench | ürgenç
nukus | нукус | нукус | nukus | nukus
kokand | кокон | коканд | kokand | hokand
khiva | хива | хива= хиве= хивы= хивин | khiva | hive=
sumgait | сумгаит | сумгаит сумгайыт | sumgait sumqayit | sumgayıt
mingachevir | мингечаур | мингечаур мингячевир | mingachevir mingechevir | mingeçevir
lankaran | ленкорань | ленкоран лянкяран | lankaran lenkoran | lenkeran
sheki | шеки= | шеки= | sheki= shaki= | şeki=
shusha | шуша= | шуша= шуше= шуши= шушу= | shusha= shushi= | şuşa
khankendi | ханкенди | ханкенди степанакерт | khankendi stepanakert | hankendi
aghdam | агдам | агдам | aghdam agdam | ağdam
lachin | лачын | лачин | lachin | laçin
yevlakh | евлах | евлах | yevlakh | yevlah
absheron | апшерон | абшерон апшерон | absheron | abşeron
zangezur | зангезур | зангезур | zangezur | zengezur
tbilisi | тбилиси | тбилис | tbilisi | tiflis
yerevan | ереван | ереван | yerevan | erivan
tehran | тегеран | тегеран | tehran | tahran
kabul | кабул= кабулд | кабул= кабула= кабуле= | kabul= | kabil=
kyiv | киев= киевд | киев= киева= киеве= киевс | kyiv kiev | kiev
minsk | минск | минск | minsk | minsk
tokyo | токио | токио | tokyo | tokyo
"""

PARTS = """
turkic | түрк= түркий | тюрк | turkic | türk=
europe | европа евро | европ ес= | europe | avrupa
south | түштүк | юг= юга= юге= южн | south | güney
north | түндүк | север | north | kuzey
asia | азия | азия= азии= азию= азией= азиат | asia= asian | asya
africa | африка | африк | africa | afrika
east | чыгыш | восток= востока= востоке= восточн | east= eastern | doğu= doğusu
west | батыш | запад= запада= западе= западн | west= western | batı=
tienshan | теңир-тоо тянь-шань | тянь-шан | tien= tien-shan tian-shan tianshan | tanrı-dağ
"""

HOMES = """
kyrgyzstan | bishkek osh jalalabad batken naryn talas issykkul chui karakol tokmok balykchy uzgen leilek alay aksy suzak
kyrgyzstan | sokuluk chatkal nookat karasuu karabalta cholponata toktogul kumtor som
kazakhstan | almaty astana shymkent aktobe karaganda turkistan zhanaozen mangystau kyzylorda atyrau aktau pavlodar
kazakhstan | uralsk kostanay petropavl taraz semey oskemen zhetysu kokshetau baikonur balkhash tenge
uzbekistan | tashkent andijan samarkand bukhara fergana khorezm jizzakh karakalpakstan namangan termez karshi navoi
uzbekistan | syrdarya urgench nukus kokand khiva soum
azerbaijan | baku karabakh nakhchivan ganja sumgait mingachevir lankaran sheki shusha khankendi aghdam lachin yevlakh
azerbaijan | absheron manat
tajikistan | dushanbe khujand
turkmenistan | ashgabat
russia | moscow petersburg rouble
turkey | ankara istanbul izmir antalya lira
china | beijing
usa | washington
korea | seoul
india | delhi
emirates | dubai
switzerland | geneva
france | paris
britain | london
georgia | tbilisi
armenia | yerevan
iran | tehran
afghanistan | kabul
ukraine | kyiv
belarus | minsk
japan | tokyo
"""
"""Lands, and what tells of one without its name: its towns, its money. Turkmenistan's manat is seldom in the news."""

OFFICES = """
president | президент | президент | president | cumhurbaşkan
government | өкмөт | правительств | government | hükümet
cabinet | кабинет министрлер | кабинет кабмин | cabinet | kabine
minister | министр | министр | minister | bakan= bakanı
ministry | министрлиг министрлик | министерств мин= | ministry | bakanlı
deputy | орунбасар депутат орун= | заместител депутат зам= замминистр вице | deputy lawmaker vice | milletvekil yardımcı
parliament | жогорку парламент | парламент жк= жогорку | parliament jogorku | parlamento meclis
mayor | мэр шаарбаш | мэр | mayor | belediye
council | кеңеш | совет кенеш горкенеш айылкенеш | council | konsey meclis
embassy | элчилик элчи | посол посольств | ambassador embass | elçi büyükelçi
court | сот= соту соттун сотто соттор | суд= суда= суде= судом= суду= судеб | court | mahkeme
prosecutor | прокурор прокуратура | прокур генпрокур | prosecutor | savcı
police | милиция полиция ички= | милици полици мвд= увд= | police | polis
security | укмк коопсуздук | гкнб безопасност | security | güvenlik
emergencies | өкм= өзгөчө кырдаал | мчс= чрезвычайн спасател | emergenc rescuer rescue | acil kurtarma
customs | бажы бажыкана | таможн | customs | gümrük
central_bank | улуттук | нацбанк нбкр | nbkr | merkez
bank | банк | банк | bank | banka
university | университет жож= | университет вуз ректор | universit rector | üniversite
hospital | оорукана | больниц госпитал стационар | hospital | hastane
school | мектеп мектеб | школ | school | okul
teacher | мугалим | учител педагог | teacher | öğretmen
student | студент | студент | student | öğrenci
pupil | окуучу | школьник ученик ученик | pupil schoolchild schoolgirl schoolboy | öğrenci
museum | музей | музе | museum | müze
theatre | театр | театр | theatre theater | tiyatro
airport | аэропорт аэробекет | аэропорт | airport | havaalan havaliman
airline | авиакомпан | авиакомпан | airline | havayolu
army | армия аскер | арми военн солдат | army military soldier troops | ordu asker
border | чек= чегара | границ погран пограничн | border frontier | sınır
crossing | бекет өткөрмө | пункт= пропуск | crossing checkpoint | geçiş
commission | комиссия шайкөм | комисси | commission | komisyon
election_commission | бшк | цик= центризбирком | cec= electoral | seçim=
party | партия | парти | party parties | parti
company | компания | компани | company firm | şirket
un | бууну бирикк= бууну= буунун | оон= | un= | bm=
who | ддсу | воз= | who= | dsö
chairman | төрага төрайым башчы жетекчи башкарат | председател глава= главой= главы= главу= главе= начальник руководител директор спикер торага премьер | chair chairman head headed chief director led= speaker premier prime= | başkan müdür
governor | аким= акими губернатор | губернатор аким акимат полпред | governor akim= envoy= | vali= valisi
foreign_ministry | тышкы | мид= иностранн | foreign | dışişleri
defence | коргоо | оборон минобор | defence defense | savunma
justice | юстиция адилет | юстиц минюст | justice | adalet
finance | каржы финансы | финанс минфин | financ | maliye finans
labour | эмгек | труда= минтруд трудов | labour labor | çalışma=
transport | транспорт | транспорт минтранс | transport | ulaştırma ulaşım
committee | комитет | комитет | committee | komite
union | союз бирлик | союз | union= | birliği=
academy | академия | академи академия | academy academies | akademi
academician | академик | академик | academician | akademisyen
expert | эксперт адис | эксперт специалист | expert specialist | uzman
blogger | блогер | блогер блоггер | blogger | blog
leader | лидер | лидер | leader= leaders= | lider
staff | кызматкер жумушчу | рабочие= рабочих= рабочим= рабочими= работник сотрудник | worker employee staff= workforce | işçi çalışan personel
plant | ишкана завод фабрика комбинат | завод фабрик предприят комбинат | plant= plants= factory factories mill= mills= enterprise | fabrika tesis
hotel | мейманкана отел | гостиниц отел | hotel | otel
prison | түрмө абак колония | тюрьм колони заключенн | prison jail= | cezaevi hapis
detention_centre | тергөө-абагы | сизо= изолятор ивс= | detention= custody | tutukevi
kindergarten | бала-бакча бакча | детсад | kindergarten | kreş anaokul
library | китепкана | библиотек | librar | kütüphane
park | парк= паркы паркта | парк= парка= парке= парком= парку= парки= | park= parks= | park= parkı
metro | метро | метро= | metro= subway | metro=
foundation | фонд= фонду фонддун | фонд= фонда= фонду= фондом= фонде= | foundation fund= | vakıf vakfı fon=
regulator | жөнгө= | регулятор антимонопол | regulator antimonopoly | düzenleyici
meteorologists | гидромет кыргызгидромет | гидромет кыргызгидромет казгидромет узгидромет | meteorolog kyrgyzhydromet kazhydromet hydromet | meteoroloji
statistics | статистика статком | статкомитет нацстатком статист статком | statistic | istatistik
interior | | внутрен | interior | içişleri
guards | сакчы чек-арачы | пограничник | guard | muhafız
ambulance | тез-жардам | | ambulance | ambulans
club | клуб | клуб | club= clubs= | kulüb kulüp
republic | республика | республик | republic | -
organization | уюм= уюму уюмдун | организац | organization organisation | teşkilat örgüt
association | ассоциац | ассоциац | association | dernek
federation | федерац | федерац | federation | federasyon
agency | агенттик агентство | агентств | agency agencies | ajans
department | департамент башкармалык | департамент управлени | department | -
centre | - | центр= центра= центре= центров= центры= | centre= center= centres= | -
institute | институт | институт | institute | enstitü
programme | программа | программ | programme= program= programs= | programı
congress | конгресс | съезд конгресс | congress | kongre
assembly | ассамблея | ассамбле | assembly | asamble
chamber | палата | палат | chamber | oda=
secretary | катчы | секретар | secretary | sekreter
adviser | кеңешчи | советник | advis | danışman
ombudsman | омбудсмен | омбудсмен | ombudsman | ombudsman
muftiate | муфтият муфтий | муфтият муфтий | mufti | müftü
"""

MATTERS = """
cinema | кино тасма фильм | кино фильм кинематограф | film cinema movie screen screening | film sinema
festival | фестивал майрам | фестивал праздник | festival celebrat | festival şenlik
days | күндөр күнү | дни= дней= день= | days day | günleri
exhibition | көргөзмө | выставк | exhibition exhibit show= | sergi
concert | концерт | концерт | concert | konser
manuscript | жазма | рукопис | manuscript | yazma
epic | манас эпос | манас эпос манасчи | manas epic | manas destan
carpet | килем кийиз | ковр войлок | carpet felt | halı keçe
culture | маданият | культур минкульт | cultur | kültür
heritage | мурас | наследи | heritage | miras
disinformation | жалган дезинформац фейк | дезинформац фейк ложн | disinformation fake | dezenformasyon sahte yalan
fact | факт | факт | fact= facts= | gerçek
media | маалымат медиа басма | сми= медиа пресс журналист информац | media press journalist communication | medya basın gazeteci iletişim
communications | байланыш | коммуникац связь= связи= связью= | communication | iletişim
forum | форум | форум | forum | forum
meeting | жыйын отурум кеңешме | заседани совещани конференц собрани | conference session | toplantı konferans
meet | жолук кезде | встреч встретил принял | meet= meets= met= received meeting | görüş
summit | саммит | саммит | summit | zirve
agree | келиш макулда такта | соглаш договор согласов | agree agreement deal accord | anlaşma
sign | кол= койду койулду | подпис | sign= signs= signed signing signature | imza
propose | сунуш | предлож предлаг | propose offer | öner
visit | сапар барат келди | визит прибыл посет | visit arriv | ziyaret
scholarship | стипендия | стипенди | scholarship | burs
education | билим окуу | образован обучен учеб минобр | educat learn academic | eğitim
exam | экзамен сынак | экзамен тестирован орт= | exam test | sınav
salary | айлык маяна эмгек= | зарплат оклад | salar wage pay | maaş
pension | пенсия | пенси | pension | emekli
budget | бюджет | бюджет | budget | bütçe
tax | салык ндс= кнс= салыгы | налог ндс= налогов | tax vat= taxes | vergi kdv=
price | баа= баасы кымбатта нарк | цена= цены= цен= цену= подорож стоимост удорож цене= ценник | price cost pricier | fiyat zam=
tariff | тариф | тариф | tariff | tarife
toll | акылуу | платн плата= | toll charge | ücret
inflation | инфляция | инфляц | inflation | enflasyon
loan | кредит насыя карыз | кредит заем займ долг | loan lend credit debt | kredi borç
investment | инвестиция инвест инвестор | инвест | invest | yatırım yatırımcı
trade | соода | торгов | trade | ticaret
market | базар рынок | рынок рынк базар | market bazaar | pazar
export | экспорт чет-өлкөгө | экспорт вывоз | export | ihracat
import | импорт | импорт ввоз | import= imports | ithalat
coal | көмүр | угол= уголь угля углём угле | coal | kömür
mine | кен шахта разрез казуу | шахт штольн рудник разрез месторожд добыч | mine mining underground | maden
gold | алтын | золот | gold | altın
silver | күмүш | серебр | silver | gümüş
bronze | коло | бронз | bronze | bronz
oil | мунай нефть | нефт | oil | petrol
gas | газ= газы газд | газ= газа= газов | gas | gaz
fuel | күйүүчү бензин | топлив бензин гсм= дизел | fuel petrol gasoline diesel | yakıt benzin
electricity | электр жарык чыгыруу | электр свет= света= энерг | electric power light | elektrik
energy | энергетика | энергет энерги минэнерго | energy | enerji
substation | көмөкчордон чордон | подстанц | substation | trafo
hydropower | гэс= гэси гэсине суу-электр камбар камбарата | гэс= гидроэлектро камбарат камбар | hydropower hydroelectric kambarata dam | hidroelektrik baraj
dam | дамба плотина | плотин дамб | dam | baraj
water | суу= сууну суунун ичүүчү | вода= воды= воде= воду= водой= водн | water | su=
lake | көл= көлдө көлдүн | озер | lake | göl
river | дарыя өзөн суусу= | река реки реке реку рек= | river | nehir ırmak
glacier | мөңгү | ледник | glacier | buzul
mountain | тоо= тоолуу | гор= горы горн | mountain | dağ
pass | ашуу | перевал | pass= | geçit
avalanche | көчкү | лавин | avalanche | çığ
mudflow | сел= селдин селден | сел= сель= селя= селев | mudflow mudslide flood | sel= heyelan
flood | ташкын суу-ташкын каптады | паводк наводн затоп | flood | taşkın
landslide | жер-көчкү көчкү | оползен оползн | landslide | heyelan
earthquake | титирө титире дүмүр | землетряс толчк | earthquake quake tremor | deprem
magnitude | магнитуда балл | магнитуд балл | magnitude | büyüklü
epicentre | эпицентр борбору | эпицентр | epicent | merkez
fire | өрт= өртт өртө өрт | пожар возгоран сгорел загорел | fire blaze burn | yangın
explosion | жарыл | взрыв взорв | explosion blast | patlama
accident | кырсык жолкырсык | авари дтп= происшеств обруш | accident crash | kaza
collapse | ура= урап кулап | обруш обвал | collapse fall | çök
killed | каза= өлдү өлгөн мерт набыт кайтыш көз= маркум өлүм дүйнөдөн= | погиб смерт умер скончал гибел кончин унес | killed dead died death dies die= fatal deadly deaths perish | öldü ölüm hayatını ölen ölü
injured | жабыр жараат | пострадав ранен травм | injur wounded hurt | yaral
damaged | кыйра зыян бузул жарака чыгым | поврежд разруш ущерб убыт | damag destr destruction loss= losses= | hasar zarar
poisoning | уулан | отрав | poison | zehir
drown | чөгүп чөгүү | утонул утопл | drown | boğul
rain | жаан нөшөр жамгыр жаан-чачын | дожд ливен ливн осадк осадки | rain precipitat shower downpour | yağmur yağış sağanak
snow | кар= кардын карга | снег снеж | snow | kar=
frost | суук аяз үшүк | мороз холод замороз | frost cold frosts freez | soğuk don=
weather | аба= | погод синоптик | weather forecast | hava=
bridge | көпүрө | мост= моста= мосты= мосту= мосте= | bridge | köprü
road | жол= жолу жолун жолдо жолго трасса | дорог трасс шоссе | road highway | yol
tunnel | тоннел туннел | тоннел туннел | tunnel | tünel
truck | жүк= фура | грузов фур большегруз фура= фуры= фурой= фуре= фурами= грузовик | truck lorr | kamyon tır
car | унаа машина | машин автомоб легков | car= cars= vehicle | araba araç
railway | темир= рельс | железн жд= рельс | rail railway | demiryol
train | поезд | поезд состав= | train trains= | tren
flight | рейс= учак каттам учат лайнер | рейс самол полет авиалайнер лайнер авиарейс авиасообщ | flight plane= planes= fly= flies= aircraft jet= airliner | uçuş uçak sefer
station | бекети вокзал | вокзал станци | station | istasyon gar=
bus | автобус | автобус | bus= buses | otobüs
ticket | билет | билет | ticket | bilet
fine | айып | штраф | fine= fined fines penalty | ceza
bribe | пара= пара паракор | взятк коррупц | brib corrupt | rüşvet
arrest | камак камоо кармал кармады камалды | арест задерж | arrest detain held | tutukla gözaltı
search | тинтүү | обыск | search | arama
smuggling | аткезчи | контрабанд | smuggl | kaçak
guilt | күнөө | вин= вину вины виновн | guilt guilty denies | suç
lawyer | жактоочу адвокат | адвокат | lawyer | avukat
appeal | даттан апелляц | апелляц обжал | appeal | temyiz
murder | өлтүр киши-өлтүрүү | убийств убил убит убийц | murder kill= killing killer slay | cinayet katil
resign | кызматтан= кеткен отставка кызматынан | отстав уволен уволил снят= сняли= | resign step= dismiss sack= sacked fired= reliev | istifa görevden
appoint | дайында жүктөл | назнач | appoint named acting | atan
election | шайлоо добуш | выбор голосов проголос избират избран | elect vote voter poll | seçim oy=
turnout | катышуу катышты | явк | turnout | katılım
observer | байкоочу | наблюдател | observer | gözlem
land | жер= жерд жери жер тилке | земл земел участ | land plot | arazi toprak
protest | митинг нааразы | митинг протест | protest rally | protesto
law | мыйзам кодекс | закон законопроект кодекс | law bill legislation code= | yasa kanun
reform | реформа | реформ | reform | reform
constitution | конституц баш= | конституц | constitution | anayasa
language | тил= тилин тили | язык | language | dil=
religion | дин= динд | религ мусульман | religio muslim | din=
mosque | мечит | мечет | mosque | cami
vaccine | эмдөө вакцина эмде | вакцин привив привит иммуниз | vaccin immunis immuniz | aşı
measles | кызылча | кор= корь корью кори | measles | kızamık
virus | вирус | вирус коронавирус | virus coronavirus covid | virüs koronavirüs
disease | оору= ооруду ооруган ооруу | заболе болезн больн | disease sick ill= infect cases | hasta
doctor | дарыгер врач медик | врач медик доктор | doctor medic physician paramedic | doktor
health | саламаттык | здрав минздрав здоров | health | sağlık
child | бала= балдар балд баланын | дети= дете ребен детск детей | child | çocuk
woman | аял | женщин | woman women | kadın
youth | жаштар | молод | youth | genç
house | үй= үйд үйү үйлөр үйдү | дом= дома= домов= домах= | house home | ev=
village | айыл | сел= село села селе селу | village | köy
city | шаар | город | city town | şehir kent
district | район | район | district | ilçe
region | облус | област | region province | bölge
build | куру= курул курулуш | строит построй стройк | build construct | inşa
open | ачыл ачы | откры откро | open | aç açıl
close | жаб | закры закро | clos | kapat kapan
repair | оңдоо | ремонт | repair renovat | onarım
increase | көбөй жогорула өстү көтөрүл өсүү | повыс вырос увелич рост прибав вырасти возрос | increas rise raise grow= grows= grew jump rais higher | art yüksel arttı
decrease | төмөндө азай чегин түшүрүл арзанда | сниз сокра упал отступ уменьш подешев | decreas fall fell drop shrink shrank cut= reduce lower | düş azal indir
tourist | турист туризм | турист турпоток туризм | tourist touris | turist turizm
agriculture | айыл-чарба дыйкан | сельск аграр фермер минсельхоз | agricult farm | tarım çiftçi
harvest | түшүм оруу | урожа | harvest crop | hasat
wheat | буудай эгин | пшениц зерн | wheat grain | buğday
livestock | мал= малды мал-жан | скот | livestock cattle | hayvan
wrestling | күрөш балбан | борьб борец борцы схватк | wrestl greco | güreş
football | футбол | футбол | football soccer | futbol
match | беттеш оюн= мелдеш | матч игра= турнир | match friendly game= bout tournament | maç turnuva
champion | чемпион | чемпион | champion title | şampiyon
medal | медал | медал | medal | madalya
final | финал | финал | final | final
draw | тең= | ничь | draw drew | berabere
win | жеңди утту утуп жеңиш женди чемпион-болду одоле | победил обыгра выигра победа выигр победу победила победили одолел | win= won= wins= winning beat= beats= winner | kazan yen galip mağlup yendi
team | команда курама | команд сборн | team squad | takım
games | оюндар | игр= игры играх играми | games | oyun
nomad | көчмөн | кочевник | nomad | göçebe
kokboru | көк= көкбөрү | кок-бору кок= | kok-boru kok= | kökbörü
athlete | спортчу | спортсмен атлет | athlete sportsm | sporcu
sport | спорт | спорт | sport | spor
fire_lit | от= | огон костер костёр | fire= lit= | ateş
stadium | стадион | стадион | stadium | stadyum
digital | санарип | цифров электрон минцифр | digital electronic | dijital
internet | интернет | интернет | internet online | internet
scientist | окумуштуу | учён учен= ученые= ученых= наук | scientist research | bilim
expedition | экспедиц изилдөө | экспедиц исследова | expedition | keşif
army_service | кызмат= | служб | service | hizmet
rescue | куткар | спас | rescu | kurtar
dollar | доллар | доллар | dollar | dolar
som | сом= сомго сомдон | сом= сомов= сома= сомам= | som= soms= | som
million | миллион млн= | миллион млн= | million mln= | milyon
billion | миллиард млрд= | миллиард млрд= | billion bln= bn= | milyar
thousand | миң | тысяч тыс= | thousand | bin=
percent | пайыз | процент | percent | yüzde
tonne | тонна | тонн | tonne ton= tons= | ton
metre | метр | метр | metre meter | metre
kilometre | чакырым километр | километр км= | kilometre kilometer km= | kilometre
kilogram | килограмм | кг= килограмм | kg= kilogram | kilo
year | жыл= жылы жылд | год= года= году= лет= | year | yıl
verdict | өкүм кесилди соттолду соттук эркинен= | приговор осужд осудил | verdict sentence jails jailed convict condemn | hüküm mahkum
suspect | шектүү шекте кинел | подозр обвиня обвинен | suspect accus alleg charged= charges= | şüpheli zanlı
investigation | тергөө иликтө | следств следовател расследов | investigat probe inquiry | soruşturma
crime | кылмыш | преступ уголовн криминал | crime criminal | suç=
fraud | алдамчы шылуун алдаган | мошен афер обман | fraud swindl cheat | dolandırıcı
theft | уурулук ууру= уурда тоноо тоноп тоногон | краж ограбл грабеж разбо украл похищ | theft thieves thief steal stole robber robbed loot | hırsız soygun
weapon | курал= курал-жарак жарак | оружи боеприпас гранат автоматы | weapon gun= guns= ammunition grenade rifle | silah mühimmat
drugs | баңги наркотик апийим | наркотик нарко опий= опия= опиум | drug drugs narcotic opium | uyuşturucu afyon
heroin | героин | героин | heroin | eroin
hashish | гашиш марихуана | гашиш марихуан каннабис | hashish cannabis marijuana | esrar marihuana
violence | зордук зомбулук | насил изнасил | violen rape= raped | şiddet tecavüz
terrorism | террор экстремис | террор экстремис | terror extremis | terör
release | бошот | освобод отпустил | releas freed | serbest
confiscate | конфиск | конфиск изъял изъят изъяти | confiscat seiz | müsadere
extradite | экстрадиц өткөрүп= | экстради выдал= выдали= выдала= выдач | extradit | iade
deport | депорт | депорт выдвор | deport expel | sınırdışı
victim | курман | жертв | victim casualt fatalit | kurban
evacuate | эвакуац көчүрүл | эвакуа отсел | evacuat | tahliye
survive | тирүү= аман= | выжи уцелел | surviv | sağ=
burn_injury | күйүк | ожог | burns= | yanık
helicopter | тик= вертолет тикучак | вертол | helicopter chopper | helikopter
pilot | учкуч | пилот летчик | pilot | pilot
passenger | жүргүнчү | пассажир | passenger | yolcu
driver | айдоочу | водител шофер дальнобой | driver trucker hauli | sürücü şoför
minibus | маршрутка микроавтобус | маршрутк микроавтобус | minibus minivan | minibüs
overturn | оодарыл | переверн опрокин | overturn rolled flips flipped | devril
collide | кагыш сүзүш | столкн столкнов | collid collision | çarpış
derail | рельстен | сошли= сошел= | derail | raydan
wind | шамал бороон | ветер ветра ветром ветру буря бури ураган шторм порыв | wind= winds= gust storm hurricane | rüzgar fırtına
dust | чаң= | пыль пыльн | dust | toz=
heat | аптап ысыйт ысып | жара= жары= жару= зной жарк | heat= heatwave hot= | sıcak
cold | |  | cold= | 
temperature | температура | температур | temperature | sıcaklık
degree | градус | градус | degree °c | derece
drought | кургакчыл суунун-аздыгы | засух маловод | drought | kurak
ice | муз= | лед= льд гололед | ice= icy | buz=
warn | эскерт | предупре | warn alert= alerts= | uyar
pollution | булган түтүн | смог загрязн выброс | smog pollut emission | kirlilik
environment | экология чөйрө= | эколог окружающ минприрод | ecolog environment | çevre
waste | таштанды калдык | мусор отход свалк полигон тбо= | waste garbage landfill rubbish dump= dumps= trash | çöp= atık
forest | токой | лес= леса= лесу= лесом= лесн лесов= | forest | orman
tree | дарак көчөт | дерев саженц | tree= trees= sapling | ağaç
animal | жаныбар айбан | животн | animal | 
leopard | илбирс= илбирстер илбирси барс= барсы | барс= барсов= барса= барсы= ирбис | leopard | pars=
dog | ит= иттер иттин | собак | dog= dogs= | köpek
horse | жылкы аттар | лошад | horse | 
locust | чегиртке | саранч | locust | çekirge
bird | канаттуу куш= куштар | птиц | bird= birds= poultry | kuş= kanatlı
hen | тоок | кур= куриц | chicken hen= hens= | tavuk
egg | жумуртка | яйц яиц | egg= eggs= | yumurta
meat | эт= эттин этинин | мясо= мяса= мясн | meat beef | 
milk | сүт= сүттүн | молок молоч | milk dairy | süt
bread | нан= нандын | хлеб | bread | ekmek
flour | ун= ундун | мука= муки= муку= мукой= | flour | un=
sugar | шекер кумшекер | сахар | sugar | şeker
potato | картошка картөшкө | картоф картош | potato | patates
vegetable | жашылча | овощ | vegetable | sebze
fruit | мөмө жемиш | фрукт | fruit | meyve
bean | төө-буурчак буурчак | фасол | bean= beans= | fasulye
cotton | пахта | хлопок хлопк хлопч | cotton | pamuk
food | азык тамак-аш | продовол питани | food | gıda
gdp | идп= идөсү | ввп= валов | gdp= gross= | gsyh
quarter | чейрек | квартал | quarter | çeyrek
economy | экономика | эконом минэконом | econom | ekonomi
industry | өнөр-жай өнөр | промышл индустри | industr | sanayi
currency | валюта курс= курсу | валют курс= курса= курсы= | currenc exchange | döviz kur=
rouble | рубл орус-рубли | рубл | rouble ruble | ruble
euro | евро= еврого | евро= | euro= euros= | euro= avro
tenge | теңге | тенге | tenge | tenge
soum | сум= | сум= сума= сумов= сумы= | soum sum= sums= | sum=
manat | манат | манат | manat | manat
lira | лира | лира= лиры= лир= | lira= liras= | lira
income | киреше пайда | доход прибыль выруч | income profit revenue earn | gelir kâr
grant | грант | грант безвозмезд | grant= grants= | hibe
money | акча каражат | деньг деньги средств | money cash= | para=
compensation | компенсац | компенс возмещ | compensat | tazminat
depositor | аманатчы салымчы | вкладчик депозит | depositor deposit | mevduat
business | ишкер бизнес | предпринима бизнес | business entrepreneur | işadam girişimci
trader | сатуучу соодагер | торговц торговцы продавц продавец | trader vendor seller seller= | esnaf satıcı
textile | текстиль тигүү кийим | текстил швейн одежд трикот | textile garment clothes sewing clothing | tekstil giyim
cement | цемент | цемент | cement | çimento
container | контейнер | контейнер | container | konteyner
warehouse | кампа= кампасы складда | склад= склада= складе= складск | warehouse | depo=
shop | дүкөн | магазин лавк | shop= shops= store= stores= | dükkan dükkân mağaza
produce | өндүр | произвед произвел производ выпуск | produc manufactur output | üret
capacity | кубаттуулу | мощност | capacity | kapasite
strike | иш-таштоо ташташты | забастов бастуют бастова бастующ | strike= strikes= striking walkout | grev
demand | талап= талабы | требу требов | demand | talep
licence | лицензия | лиценз | licence license | lisans ruhsat
ban | тыюу тыйыл | запре | ban= bans= banned banning prohibit | yasak
decree | жарлык токтом буйрук | указ= указа= указом= указе= указы= постановл распоряж | decree resolution | kararname
adopt | жактыр бекит кабыл= | одобр утверд | adopt approv endors | onay
amend | өзгөртүү түзөтүү | поправк изменени | amend | değişik
citizen | жаран= жаранд | граждан | citizen nationals= | vatandaş
passport | паспорт | паспорт | passport | pasaport
visa | виза | виза= визы= визу= визов безвиз | visa | vize
migrant | мигрант миграц | мигра | migra | göçmen
returnee | кайрылман кандас | кайрылман кандас | returnee kairylman | 
document | документ= документке иш-кагаз | документ | document | belge
poet | акын | поэт= поэта= поэту= поэтом= стихи= стихов= стихотвор | poet= poets= poem verse | şair
writer | жазуучу | писател | writer author novelist | yazar
book | китеп китеб | книг | book= books= | kitap
actor | актер актриса | актер актрис | actor actress | aktör
artist | артист сүрөтчү | артист художник | artist | sanatçı
singer | ырчы обончу | певец певиц певц | singer | şarkıcı
song | ыр= ырлар ыры= | песн | song | şarkı
music | музыка | музык | music | müzik
director_film | режиссер | режиссер | filmmaker | yönetmen
award | сыйла сыйлык | преми наград награжд приз= | award prize | ödül
jury | калыс | жюри | jury | jüri
monument | эстелик | памятник | monument statue | anıt heykel
archaeology | археолог | археолог раскопк | archaeolog archeolog excavat unearth | arkeolog
ancient | байыркы | древн | ancient | antik
temple | храм ибадаткана | храм= храма= храме= святилищ | temple sanctuary | tapınak
coach | машыктыруучу | тренер | coach= trainer | antrenör
goal | гол= голду гол-киргиз | гол= гола= голы= голов= забил забив дубл | goal= goals= scored scores= scorer | gol= golü
league | лига премьер-лига | лига= лиги= лиге= лигу= премьер-лиг | league | lig= ligi ligin
boxing | бокс мушкер | бокс | boxing boxer | boks
volleyball | волейбол | волейбол | volleyball | voleybol
basketball | баскетбол | баскетбол | basketball | basketbol
hockey | хоккей | хоккей хоккеи | hockey | hokey
judo | дзюдо | дзюдо | judo | judo
chess | шахмат | шахмат | chess | satranç
olympics | олимпиада олимп | олимп | olympic | olimpi
world | дүйнө | мира= мировой= мировы всемирн | world | dünya
points | упай | очк очко | points= | puan
lose | утулду утулуп жеңил | проигр уступил поражен | lose= loses= lost= | kaybet
knockout | нокаут | нокаут | knock | nakavt
weight | салмак | вес= весе= веса= весов | weight | sıklet kilo=
group | топ= топто тобу | групп | group= groups= | grup
draw_lots | чүчүкулак | жереб | drawn= | kura=
epidemic | эпидемия | эпидем вспышк | epidem outbreak | salgın
flu | тумоо | грипп | flu= influenza | grip=
anthrax | күйдүргү | сибирск язв | anthrax | şarbon
cancer | рак= онколог | рак= рака= онколог | cancer | kanser
medicine | дары= дары-дармек дарылар | лекарств препарат медикамент | medicine medication pharmac | ilaç
nurse | медайым | медсестр | nurse | hemşire
quarantine | карантин | карантин | quarantin | karantina
dose | доза | доз= доза= дозы= | dose | doz=
patient | бейтап | пациент | patient | 
condolences | көңүл= | соболезн | condolenc | taziye
funeral | сөөк коштошуу | похорон прощани | funeral farewell burial | cenaze
graduate | бүтүрүүчү | выпускни | graduate | mezun
applicant | абитуриент | абитуриент | applicant entrant | aday
outage | өчүр өчтү үзгүлтүк жарыксыз | отключ обесточ блэкаут сбой сбои сбоя | outage blackout disrupt failure | kesinti
heating | жылуулук отун | теплоснаб отопл тэц= | heating | ısıtma
reservoir | сактагыч суу-сактагыч | водохранил | reservoir | gölet
irrigation | сугат | полив орош ирригац | irrigat | sulama
canal | канал= каналы арык | канал арык | canal= canals= | kanal
pipe | түтүк | труба= труб= трубы= трубопров водопров газопров | pipe | boru
solar | | солнечн | solar | güneş
megawatt | мегаватт мвт= | мегаватт мвт= | megawatt mw= | megavat
kilowatt | киловатт | киловатт квт= | kilowatt kwh= | kilovat
litre | литр | литр= литра= литров= литре= | litre liter | litre
hectare | гектар | га= гектар | hectare | hektar
uranium | уран= урандын | уран= урана= уранов | uranium | uranyum
nuclear | атомдук ядролук аэс= | атомн аэс= ядерн | nuclear | nükleer
street | көчө | улиц проспект | street avenue | cadde sokak
apartment | батир квартира | квартир | apartment flat= flats= | daire
storey | кабат | этаж девятиэтаж многоэтаж | storey story= floor | kat= katlı katı=
building | имарат | здани | building buildings | bina
mortgage | ипотека | ипотек | mortgage | ipotek
housing | турак | жиль жилмассив жилищ | housing | konut
trolleybus | троллейбус | троллейбус | trolleybus | troleybüs
taxi | такси | такси | taxi ride-hailing | taksi
electric_bus | электробус | электробус | e-bus | 
electric_car | электромобил | электромобил электрокар | ev= evs= | elektrikli=
route | каттам= маршрут | маршрут | route= routes= | güzergah
queue | кезек | очеред | queue | kuyruk
cargo | жүктөр | груз= груза= грузов= товарн | cargo freight | yük
wagon | вагон | вагон | wagon | vagon
block | тосту тосуп тосушту | перекр | blocks= blocked blocking | 
traffic | кыймыл | движен | traffic | trafik
capital | борбор= борбордо | столиц столич | capital= | başkent
hacker | кибер хакер | кибер хакер ddos | cyber hack | siber hack
app | тиркеме | приложен | app= apps= | 
mobile | мобилдик | мобильн | mobile | mobil
intelligence | интеллект | интеллект ии= | ai= intelligence | yapay zekâ zeka
satellite | спутник жандоочу | спутник | satellite | uydu
space | космос | космос космич | space= cosmo orbit | uzay
rocket | ракета | ракет= ракета ракеты ракетой ракету | rocket missile | roket füze
launch | ишке-киргиз | запуск запусти | launch | fırlat
drone | дрон учкучсуз | дрон беспилот бпла= | drone unmanned | insansız iha=
sanctions | санкция | санкц | sanction | yaptırım
war | согуш | война= войны= войне= войну= войной= | war= wars= | savaş
attack | чабуул кол-салуу | напад атак обстрел | attack | saldırı
shooting | атыш атылган ок= | стрел перестрел выстрел | shoot shot= gunfire gunm shots= | ateş=
declaration | декларация | декларац | declarat | bildiri
candidate | талапкер | кандидат | candidate | adaylı
audit | текшер | провер аудит ревиз | audit inspect | denet
violation | бузуу бузган | нарушен нарушит | violat breach | ihlal
complaint | арыз | жалоб | complain | şikayet
rights | укук= укугу укукт | права= правам= правозащ | rights= | hakları
independence | эгемен көз-каранды | независим | independen | bağımsız
flag | желек туу= | флаг | flag | bayrak
congratulate | куттукта | поздрав | congratulat | kutla tebrik
hajj | ажылык ажыга | хадж | hajj | hac=
nowruz | нооруз | нооруз навруз наурыз новруз | nowruz nooruz navruz nauryz | nevruz
exercise | машыгуу окуу-машыгуу | учения= учений= учениях= учениям= маневр | exercises= exercise= drill= drills= | tatbikat
conscript | чакыруу чакырылуу | призыв= призыва= призывник новобран | conscript draftee recruit | celp
family | үй-бүлө | семья= семьи= семью= семьей= семей= семьям= семье= | family families | aile
wedding | үйлөнүү нике | брак= брака= свадьб | marriage wedding marr | evlilik düğün
pensioner | пенсионер карыя | пенсионер пожил | pensioner elderly retiree | yaşlı
disabled | майып | инвалид | disabled disabilit | engelli
mother | эне= энеси апа= | мать= матери= матерью= матерей= матерям= мама= | mother | anne
father | атасы | отец= отца= отцу= отцом= | father= | baba
man | эркек | мужчин | man= men= | erkek adam
girl | кыз= кыздар кызы= | девочк девушк | girl | kız=
resident | тургун жашоочу | жител сельчан горожан | resident villager inhabitant townsp | sakin
relative | тууган= туугандары жакындары | родствен родн | relative= relatives= | yakını
sow | айдоо= себүү | посев= посевы посевов посевн | sowing crops= | ekin
pasture | жайыт | пастбищ | pasture | mera=
fish | балык= балыктар | рыба= рыбы= рыбу= рыбак рыбн | fish | balık
mountaineer | альпинист | альпинист | climber mountaineer alpinist | dağcı
record | рекорд | рекорд | record= records= | rekor
test | сынады | испыт | test= tests= tested | test= deneme
discover | табылды табышты аныкталд | обнаруж нашли= нашел= | found= discover unearthed detect | buldu bulundu keşf
disappear | жоголгон дайынсыз | пропал= пропала= пропали= пропавш исчез | missing= disappear vanish | kayıp=
suspend | токтотул | приостанов остановл остановк | suspend halt | durdur
restore | калыбына | восстанов реставр | restor reconnect | onar restor
transfer | которул | перевод перевед перевел | transfer | 
join | кошул бириктир | присоедин объедин | merge merger join= joins= | birleş
count | эсепке | учет= перепис насчит | survey census | sayım
extend | узарт | продл | extend extension | uzat
reduce | кыскарт | сокращ | cut= cuts= | kıs=
buy | сатып= | купи закуп покуп | buy= buys= bought purchas | satın
sell | сатыл сатуу | прода= продаж продал прода | sell= sells= sold= sale= sales= | sat=
cup | кубок | кубок= кубка= кубке= кубку= кубком= | cup= | kupa
delay | кечиг | задерживается= задерживаются= задержка= задержки= задержек= опозда | delay | gecik rötar
foot_and_mouth | шарп | ящур | foot-and-mouth | şap=
hunger_strike | ачкачылык | голодовк | hunger= | açlık
volunteer | ыктыярчы | доброволь волонтер | volunteer | gönüllü
reactor | реактор | реактор | reactor | reaktör
"""

FORMULAS = """
cooperation | кызматташ | сотруднич взаимодейств | cooperat collaborat | işbirliği
discuss | талкуула сүйлөш сүйлөшүү | обсуд обсужд переговор | discuss talks= talk= negotiat | görüş ele= müzakere
bilateral | эки-тараптуу тараптуу | двусторонн взаимн | bilateral mutual | ikili karşılıklı
sides | тарап тараптар | сторон | side= sides= parties= | taraf
development | өнүктүр өнүгүү | развит развива | develop | geliş
issue | маселе суроо | вопрос проблем | issue issues question matter | konu sorun
relations | мамиле алака | отношен связ связей | relation ties= | ilişki
event | иш-чара чара | мероприят событи | event= events= | etkinlik
held | өттү өтөт өткөр болуп | состоя прош пройд провед провел прово | held= hold= holds= place= takes= took= | düzenle
participate | катыш | участ | participa attend took= | katıl
delegation | делегац өкүл | делегац представител | delegation representative | heyet temsilci
field | тармак багыт чөйрө | област= област сфер отрасл | field sphere sector area= | alan sektör
project | долбоор | проект | project | proje
joint | биргелеш бирге= | совместн | joint common= together | ortak
implement | ишке= ашыр | реализ осуществл | implement | uygula
support | колдо жардам | поддерж помощ | support assist help= | destek
strengthen | чыңдо бекемде | укреп расшир | strengthen deepen expand | güçlen
international | эл-аралык эларалык аралык | международн | international | uluslararası
state | мамлекет мамлекеттик | государств | state= states= national | devlet ulusal
work | иш= иштер жумуш | работ | work= works= working | çalış
plan | план пландал | план | plan= plans= planned | plan
official | расмий | официал | official | resmi
month | ай= айда= | месяц | month | ay=
week | апта= аптада | недел | week= weeks= | hafta
hour | саат | час= часа= часов= часы= | hour | saat
night | түнкү түндө | ночь ночи ночью ночн ночь= | night= overnight | gece
morning | таңкы таң= | утро утром утра утренн | morning | sabah
evening | кечинде кечки | вечер | evening | akşam
summer | жайкы жайында | летом= летн летний= | summer | yaz=
winter | кыш= кышкы кышында | зима зимой зимн зимы | winter | kış= kışın=
spring | жаз= жазгы жазында | весна весной весенн весны | spring= | ilkbahar bahar
autumn | күз= күздө күзүндө күзгү | осень осенью осенн | autumn | sonbahar
monday | дүйшөмбү | понедельн | monday | pazartesi
tuesday | шейшемби | вторник | tuesday | salı=
wednesday | шаршемби | среду= среды= | wednesday | çarşamba
thursday | бейшемби | четверг | thursday | perşembe
friday | жума= жумада жумага | пятниц | friday | cuma=
saturday | ишемби | суббот | saturday | cumartesi
sunday | жекшемби | воскресен | sunday | pazar=
start | башта | начал= начали начнет начнут начина начала= | start begin began= | başla
end | аякта | заверш законч оконч | finish end= ends= ended complet | bitti tamamla
decide | чечим | решен решил решит | decide decision | karar=
say | билдирүү | заявлен сообщен | statement announc | açıkla
"""

MONTHS = """
1 | январ үчтүн | январ | january jan= | ocak
2 | феврал бирдин | феврал | february feb= | şubat
3 | март= мартта март | март= марта= марте= | march mar= | mart
4 | апрел чын= | апрел | april apr= | nisan
5 | май= майда майдын майы= майын майга бугу | май= мая= мае= | may= | mayıs
6 | июн кулжа | июн | june jun= | haziran
7 | июл теке | июл | july jul= | temmuz
8 | август | август | august aug= | ağustos
9 | сентябр | сентябр | september sept= sep= | eylül
10 | октябр | октябр | october oct= | ekim
11 | ноябр | ноябр | november nov= | kasım
12 | декабр | декабр | december dec= | aralık
"""

NUMBERS = """
1.5 | жарым= | полтора= полторы= полутора= | - | buçuk=
2 | эки экөө | два= две= двое двух= двоих | two | iki
3 | үч= үчөө | три= трое трех= трёх= троих= | three | üç
4 | төрт төртөө | четыре= четырех= четверо= четверых= | four= | dört
5 | беш= бешөө | пять= пятеро= пяти= пятерых= | five= | beş
6 | алты= | шесть= шести= шестеро= | six= | altı
7 | жети= | семь= семи= семеро= | seven= | yedi
8 | сегиз= | восемь= восьми= | eight= | sekiz
9 | тогуз= | девять= девяти= | nine= | dokuz
10 | он= | десять= десяти= | ten= | on=
11 | он-бир= | одиннадцат | eleven= | on-bir=
12 | он-эки | двенадцат | twelve= | on-iki=
13 | он-үч= | тринадцат | thirteen= | on-üç=
14 | он-төрт= | четырнадцат | fourteen= | on-dört=
15 | он-беш= | пятнадцат | fifteen= | on-beş=
16 | он-алты= | шестнадцат | sixteen= | on-altı=
17 | он-жети= | семнадцат | seventeen= | on-yedi=
18 | он-сегиз= | восемнадцат | eighteen= | on-sekiz=
19 | он-тогуз= | девятнадцат | nineteen= | on-dokuz=
20 | жыйырма= | двадцать= двадцати= | twenty= | yirmi=
30 | отуз= | тридцать= тридцати= | thirty= | otuz=
40 | кырк= | сорок= сорока= | forty= | kırk=
50 | элүү= | пятьдесят= пятидесяти= | fifty= | elli=
60 | алтымыш= | шестьдесят= шестидесяти= | sixty= | altmış=
70 | жетимиш= | семьдесят= семидесяти= | seventy= | yetmiş=
80 | сексен= | восемьдесят= восьмидесяти= | eighty= | seksen=
90 | токсон= | девяносто= | ninety= | doksan=
100 | жүз= | сто= сотня= сотни= | hundred= | yüz=
"""

SCALES = {"thousand": 3, "million": 6, "billion": 9}
"""Meanings that make a number before them so many digits longer."""

SIGNS = {"%": "percent", "$": "dollar", "€": "euro"}
"""Marks that are read as the words for them."""

JOINS = {"ky": "жана менен", "ru": "и по до", "en": "and to", "tr": "ve ile"}
"""What stands between two days of one month."""

COMMON = {
    "ru": (
        "и в во не на что с со как а то все она так его но да ты к у же вы за бы по только ее её мне было вот от меня еще"
        " ещё нет о об из ему теперь когда даже ну ли если уже или ни быть был него до вас нибудь опять уж вам ведь там потом"
        " себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе"
        " под будет ж тогда кто этот того потому этого какой совсем ним здесь этом один почти мой тем чтобы нее сейчас"
        " были куда зачем всех можно при об другой хоть после над больше тот через эти нас про всего них какая много разве"
        " эту моя впрочем хорошо свою этой перед иногда лучше чуть том нельзя такой им более всегда конечно всю между"
        " который которая которые которых также сообщил сообщила сообщили сообщает заявил заявила рассказал рассказала"
        " отметил отметила словам данным информации это году года время человек люди людей стал стала стало стали также"
        " том числе которого которой однако около почти нового новый новая новые день дня сегодня вчера завтра ранее из-за"
        " пресс-служба пресс-службе сообщению слова сам самых свой своих своего передает пишет сообщении"
    ),
    "en": (
        "the a an and or but if of at by for with about against between into through during before after above below to"
        " from up down in out on off over under again further then once here there when where why how all any both each few"
        " more most other some such no nor not only own same so than too very s t can will just don should now is are was"
        " were be been being have has had having do does did doing he she it they them his her its their we you i me my our"
        " your this that these those which who whom what as said says say told also would could may might one new people"
        " time year years day today yesterday tomorrow according reported report first last two"
    ),
    "ky": (
        "жана менен үчүн деп бул ал анын алар ошол ушул бир болгон болот болуп эле да де та те го га ге ко ка бирок же эмес"
        " бар жок тууралуу боюнча кийин чейин тарта айтты билдирди билдирет айтымында маалымат маалыматына караганда анда"
        " аны ага биз сиз мен сен кайсы кандай кантип качан каерде эмне ким дагы гана дейт деди эки катары аркылуу карата"
        " каршы өз өзү өзүнүн алып келип туруп жатат турат калды кылды болду берди алды быйыл бүгүн кече эртең жаңы"
    ),
    "tr": (
        "ve bir bu da de için ile olarak olan daha çok gibi en kadar sonra önce her şey o ise ki ne ya mi mı mu mü var yok"
        " değil ama ancak göre dedi söyledi belirtti açıkladı oldu olduğu etti edildi tarafından yeni bugün dün yarın"
    ),
}
"""Words that say nothing about the event; all languages' together are tried where the language is not known."""


def head_of(word: str) -> str:
    """Return the first three letters of a word of a table, or two where it has no more."""
    return word.rstrip("=~")[:3]


def begins_otherwise(word: str, heads: frozenset[str]) -> bool:
    """Return whether a word begins otherwise than all that have these heads."""
    return word[:3] not in heads and word[:2] not in heads


class Table(NamedTuple):
    """The words of one language that have a meaning."""

    meanings: dict[str, str]
    """Beginning, whole word with `=`, or word of which the cases are meant with `~` -> meaning."""
    heads: frozenset[str]
    """How they begin (`head_of`): most words of a text begin otherwise."""
    longest: int
    ending: re.Pattern[str] | None
    """What stands behind a word with `~`."""

    @classmethod
    def of(cls, meanings: dict[str, str], language: str) -> Table:
        """Return the table of these meanings."""
        heads = frozenset(map(head_of, meanings))
        return cls(meanings, heads, max(map(len, meanings), default=0), turkic.ENDING.get(language))


DOT_ABOVE = "\u0307"
"""What is left of İ in small letters."""


def small(word: str, language: str | None = None) -> str:
    """Return a word in the letters by which the glossary is asked: ı and İ as i, since capitals tell no two apart.

    ё is е, but for Uzbek, if the language is known: there it is a letter like others.
    """
    word = word.casefold().replace("ı", "i").replace(DOT_ABOVE, "")
    return word if language == "uz" else word.replace("ё", "е")


def _tables(*tables: tuple[str, str]) -> dict[str, Table]:
    """Return the meanings of the words of each language, of which two tables have the columns."""
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for table, languages in (
        (table, languages) for pair in tables for table, languages in zip(pair, COLUMNS, strict=True)
    ):
        for line in table.strip().splitlines():
            meaning, *columns = (part.strip() for part in line.split("|"))
            for language, column in zip(languages, columns, strict=True):
                for beginning in small(column, language).split():
                    if beginning != "-":
                        found[language].setdefault(turkic.in_one_alphabet(beginning, language), meaning)
    return {language: Table.of(words, language) for language, words in found.items()}


def _names(table: str) -> frozenset[str]:
    """Return the meanings of a table."""
    return frozenset(line.split("|")[0].strip() for line in table.strip().splitlines())


def _words(texts: dict[str, str]) -> dict[str, frozenset[str]]:
    """Return the words of each language, as they are looked up."""
    return {
        language: frozenset(turkic.in_one_alphabet(word, language) for word in small(text, language).split())
        for language, text in texts.items()
    }


COLUMNS = (OWN_COLUMNS, turkic.LANGUAGES)
MEANINGS = _tables(
    (LANDS, turkic.LANDS),
    (TOWNS, turkic.TOWNS),
    (PARTS, turkic.PARTS),
    (OFFICES, turkic.OFFICES),
    (MATTERS, turkic.MATTERS),
    (FORMULAS, turkic.FORMULAS),
)
MONTH_NAMES = _tables((MONTHS, turkic.MONTHS))
NUMBER_WORDS = _tables((NUMBERS, turkic.NUMBERS))
LAND_NAMES, TOWN_NAMES = _names(LANDS), _names(TOWNS)
PLACE_NAMES = LAND_NAMES | TOWN_NAMES | _names(PARTS)
FORMULA_NAMES = _names(FORMULAS)
LAND_KEYS, TOWN_KEYS = (frozenset(f"={name}" for name in names) for names in (LAND_NAMES, TOWN_NAMES))
HOME_KEYS = {
    f"={sign}": f"={land}"
    for land, signs in (line.split(" | ") for line in HOMES.strip().splitlines())
    for sign in (land, *signs.split())
}
"""What tells of a land -> the land."""
SITE_KEYS = LAND_KEYS | TOWN_KEYS
"""What says where: the other places are too wide."""
JOINING_WORDS = _words(JOINS | turkic.JOINS)
COMMON_WORDS = _words(COMMON | turkic.COMMON)
EVERY_COMMON_WORD = frozenset().union(*COMMON_WORDS.values())
HEADS = {
    language: frozenset().union(*(tables[language].heads for tables in (MEANINGS, MONTH_NAMES, NUMBER_WORDS)))
    for language in LANGUAGES
}
"""How all words of a language begin that mean something."""


@lru_cache(maxsize=256)
def column(language: str | None) -> str | None:
    """Return the language whose words are looked up for `language`, None where there is none."""
    if language is None:
        return None
    primary = language.split("-")[0]
    return primary if primary in LANGUAGES else NEIGHBOURS.get(primary)


def meaning(word: str, language: str | None) -> str | None:
    """Return the meaning of a word in small letters, None where the glossary does not know it."""
    return _look_up(word, language, MEANINGS)


def month(word: str, language: str | None) -> str | None:
    """Return the number of the month that `word` names, or None."""
    return _look_up(word, language, MONTH_NAMES)


@lru_cache(maxsize=WORDS_KNOWN)
def any_month(word: str) -> str | None:
    """Return the number of the month that `word` names in any of the languages, or None."""
    return next(filter(None, (month(word, language) for language in LANGUAGES)), None)


@lru_cache(maxsize=WORDS_KNOWN)
def any_place(word: str) -> str | None:
    """Return the place that `word` names in any of the languages, or None."""
    meanings = (meaning(word, language) for language in LANGUAGES)
    return next((found for found in meanings if found in PLACE_NAMES), None)


def any_places(found: Iterable[str]) -> set[str]:
    """Return the places that words in small letters name, in any of the languages."""
    return {place for place in map(any_place, found) if place}


def number(word: str, language: str | None) -> str | None:
    """Return the figures of a number that is written as a word, `seventy-two` too, or None."""
    found = _look_up(word, language, NUMBER_WORDS)
    if found is None and "-" in word:
        tens, _, ones = (_look_up(part, language, NUMBER_WORDS) for part in word.partition("-"))
        if tens and ones and tens[-1] == "0" and len(ones) == 1:
            return f"{tens[:-1]}{ones}"
    return found


def is_unknown(word: str, language: str | None) -> bool:
    """Return whether no table has a word, nor a part of it: most words need not be looked up in each of them."""
    name = column(language)
    if name is None or "-" in word:
        return False
    word = turkic.in_one_alphabet(word, name)
    return (
        begins_otherwise(word, HEADS[name])
        and word not in COMMON_WORDS[name]
        and word not in JOINING_WORDS.get(name, ())
    )


def joins(word: str, language: str | None) -> bool:
    """Return whether a word may stand between two days of one month."""
    name = column(language) or ""
    return turkic.in_one_alphabet(word, name) in JOINING_WORDS.get(name, ())


def is_common(word: str, language: str | None) -> bool:
    """Return whether a word says nothing about what happened."""
    name = column(language)
    if name is None:
        return word in EVERY_COMMON_WORD
    return turkic.in_one_alphabet(word, name) in COMMON_WORDS[name]


def _look_up(word: str, language: str | None, tables: dict[str, Table]) -> str | None:
    name = column(language)
    if name is None:
        return None
    word = turkic.in_one_alphabet(word, name)
    known, heads, longest, ending = tables[name]
    if begins_otherwise(word, heads):
        return None
    if found := known.get(word + "="):
        return found
    for end in range(min(len(word), longest), 1, -1):
        if found := known.get(word[:end]):
            return found
        if ending and (found := known.get(word[:end] + "~")) and ending.fullmatch(word, end):
            return found
    return None
