"""What words mean the same in Kyrgyz, Russian, English and Turkish: places, offices, and what news is about.

Written by hand for this project. A line is one meaning: its name, then for each language the beginnings of
the words that carry it; a beginning that ends in `=` is a whole word. Names of people, of villages and of
outlets need no entry: `names.name_key` already makes one spelling of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

LANGUAGES = ("ky", "ru", "en", "tr")
NEIGHBOURS = {"kk": "ky", "az": "tr", "uz": "tr", "tt": "ky", "ba": "ky", "uk": "ru", "be": "ru"}
"""Languages without a column of their own, and the one whose words are nearest."""

PLACES = """
kyrgyzstan | кыргызстан кыргыз | кыргызстан киргиз кыргыз кр= | kyrgyz | kırgız
kazakhstan | казакстан казак | казахстан казах | kazakh | kazak
uzbekistan | өзбекстан өзбек | узбекистан узбек | uzbek | özbek
tajikistan | тажикстан тажик | таджик | tajik | tacik
turkmenistan | түркмөнстан түркмөн | туркмен | turkmen | türkmen
turkey | түркия түрк= түркиялык | турци турецк турка= турок= турки= | turkey türkiye turkish turkiye | türkiye
turkic | түрк= түркий | тюрк | turkic | türk=
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
europe | европа евро | европ евро= ес= | europe | avrupa
israel | израил | израил | israel | israil
hungary | венгр | венгри венгер | hungar | macar
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
dushanbe | душанбе дүйшөмбү | душанбе | dushanbe | duşanbe
moscow | москва | москв москов | moscow | moskova
ankara | анкара | анкар | ankara | ankara
istanbul | стамбул ыстамбул | стамбул | istanbul | istanbul
baku | баку | баку бакинск | baku | bakü
beijing | пекин бээжин | пекин | beijing | pekin
washington | вашингтон | вашингтон | washington | vaşington washington
andijan | анжиян андижан | андижан | andijan | andican
kumtor | кумтөр | кумтор кумтөр | kumtor | kumtor
south | түштүк | юг= юга= юге= южн | south | güney
north | түндүк | север | north | kuzey
"""

OFFICES = """
president | президент | президент | president | cumhurbaşkan
government | өкмөт | правительств | government | hükümet
cabinet | кабинет министрлер | кабинет кабмин | cabinet | kabine
minister | министр | министр | minister | bakan=  bakanı
ministry | министрлиг министрлик | министерств мин= | ministry | bakanlı
deputy | орунбасар депутат орун= | заместител депутат зам= замминистр вице | deputy lawmaker vice | milletvekil yardımcı
parliament | жогорку парламент | парламент жк= жогорку | parliament jogorku | parlamento meclis
mayor | мэр шаарбаш | мэр | mayor | belediye
council | кеңеш | совет кенеш | council | konsey meclis
embassy | элчилик элчи | посол посольств | ambassador embass | elçi büyükelçi
court | сот= соту соттун сотто соттолду соттук | суд= суда= суде= судом= суду= судеб осужд осудил | court jails sentenced convicted verdict | mahkeme
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
pupil | окуучу | школьник учени ученик ученик | pupil schoolchild | öğrenci
museum | музей | музе | museum | müze
theatre | театр | театр | theatre theater | tiyatro
airport | аэропорт аэробекет | аэропорт | airport | havaalan havaliman
airline | авиакомпан | авиакомпан | airline | havayolu
army | армия аскер | арми военн солдат | army military soldier troops | ordu asker
border | чек= чегара | границ погран пограничн | border frontier | sınır
crossing | бекет өткөрмө | пункт= пропуск | crossing checkpoint | geçiş
commission | комиссия шайкөм | комисси | commission | komisyon
election_commission | бшк= | цик= центризбирком | cec= electoral | seçim=
party | партия | парти | party parties | parti
company | компания | компани | company firm | şirket
un | бууну бирикк= | оон= | un= | bm=
who | ддсу | воз= | who= | dsö
chairman | төрага төрайым башчы жетекчи башкарат | председател глава= главой= главы= главу= главе= начальник руководител директор | chair chairman head headed chief director led= | başkan müdür
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
culture | маданият | культур | cultur | kültür
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
scholarship | стипендия | стипенди | scholarship grant | burs
education | билим окуу | образован обучен учеб | educat learn academic | eğitim
exam | экзамен сынак | экзамен тестирован орт= | exam test | sınav
salary | айлык маяна эмгек= | зарплат оклад | salar wage pay | maaş
pension | пенсия | пенси | pension | emekli
budget | бюджет | бюджет | budget | bütçe
tax | салык | налог | tax | vergi
price | баа= баасы | цена= цены= цен= цену= подорож стоимост | price cost | fiyat
tariff | тариф | тариф | tariff | tarife
toll | акылуу | платн плата= | toll charge | ücret
inflation | инфляция | инфляц | inflation | enflasyon
loan | кредит насыя карыз | кредит заем займ долг | loan lend credit debt | kredi borç
investment | инвестиция | инвест | invest | yatırım
trade | соода | торгов | trade | ticaret
market | базар рынок | рынок рынк базар | market bazaar | pazar
export | экспорт | экспорт | export | ihracat
import | импорт | импорт | import= imports | ithalat
coal | көмүр | угол= уголь угля углём угле | coal | kömür
mine | кен шахта разрез казуу | шахт штольн рудник разрез месторожд добыч | mine mining underground | maden
gold | алтын | золот | gold | altın
silver | күмүш | серебр | silver | gümüş
bronze | коло | бронз | bronze | bronz
oil | мунай нефть | нефт | oil | petrol
gas | газ= газы газд | газ= газа= газов | gas | gaz
fuel | күйүүчү бензин | топлив бензин гсм= дизел | fuel petrol gasoline diesel | yakıt benzin
electricity | электр жарык чыгыруу | электр свет= света= энерг | electric power light | elektrik
energy | энергетика | энергет энерги | energy | enerji
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
killed | каза= өлдү өлгөн мерт набыт | погиб смерт умер скончал | killed dead died death dies | öldü ölüm hayatını
injured | жабыр жараат | пострадав ранен травм | injur wounded hurt | yaral
damaged | кыйра зыян бузул жарака | поврежд разруш | damag destr destruction | hasar
poisoning | уулан | отрав | poison | zehir
drown | чөгүп чөгүү | утонул утопл | drown | boğul
rain | жаан нөшөр | дожд ливен ливн | rain | yağmur
snow | кар= кардын карга | снег снеж | snow | kar=
frost | суук аяз | мороз холод | frost cold | soğuk don=
weather | аба= | погод синоптик | weather forecast | hava=
bridge | көпүрө | мост= моста= мосты= мосту= мосте= | bridge | köprü
road | жол= жолу жолун жолдо жолго трасса | дорог трасс шоссе | road highway | yol
tunnel | тоннел туннел | тоннел туннел | tunnel | tünel
truck | жүк= | грузов фур большегруз | truck lorr | kamyon tır
car | унаа машина | машин автомоб легков | car= cars= vehicle driver | araba araç
railway | темир= рельс | железн жд= рельс | rail railway | demiryol
train | поезд | поезд состав= | train trains= | tren
flight | рейс= учак каттам учат | рейс самол полет | flight plane= planes= fly= flies= | uçuş uçak
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
murder | өлтүр | убийств убил убит | murder | cinayet
resign | кызматтан= кеткен отставка | отстав уволен уволил | resign step= dismiss | istifa
appoint | дайында жүктөл | назнач | appoint named acting | atan
election | шайлоо добуш | выбор голосов проголос избират избран | elect vote voter poll | seçim oy=
turnout | катышуу катышты | явк | turnout | katılım
observer | байкоочу | наблюдател | observer | gözlem
land | жер= жерд жери жер тилке | земл земел участ | land plot | arazi toprak
protest | митинг нааразы | митинг протест | protest rally | protesto
law | мыйзам | закон | law bill | yasa kanun
reform | реформа | реформ | reform | reform
constitution | конституц баш= | конституц | constitution | anayasa
language | тил= тилин тили | язык | language | dil=
religion | дин= динд | религ мусульман | religio muslim | din=
mosque | мечит | мечет | mosque | cami
vaccine | эмдөө вакцина эмде | вакцин привив привит | vaccin | aşı
measles | кызылча | кор= корь корью кори | measles | kızamık
virus | вирус | вирус коронавирус | virus coronavirus covid | virüs koronavirüs
disease | оору= ооруду ооруган ооруу | заболе болезн больн | disease sick ill= infect cases | hasta
doctor | дарыгер врач | врач медик доктор | doctor medic physician | doktor
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
increase | көбөй жогорула өстү | повыс вырос увелич рост | increas rise raise grow= grows= grew jump rais | art yüksel
decrease | төмөндө азай чегин | сниз сокра упал отступ | decreas fall fell drop shrink shrank cut= | düş azal
tourist | турист туризм | турист турпоток туризм | tourist touris | turist turizm
agriculture | айыл-чарба дыйкан | сельск аграр фермер | agricult farm | tarım çiftçi
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
win | жеңди утту утуп жеңиш | победил обыгра выигра победа | win= won= wins= winning beat= beats= defeat | kazan yen
team | команда курама | команд сборн | team squad | takım
games | оюндар | игр= игры играх играми | games | oyun
nomad | көчмөн | кочевник | nomad | göçebe
kokboru | көк= көкбөрү | кок-бору кок= | kok-boru kok= | kökbörü
athlete | спортчу | спортсмен атлет | athlete sportsm | sporcu
sport | спорт | спорт | sport | spor
fire_lit | от= | огон костер костёр | fire= lit= | ateş
stadium | стадион | стадион | stadium | stadyum
digital | санарип | цифров электрон | digital electronic | dijital
internet | интернет | интернет | internet online | internet
scientist | окумуштуу | учён учен= ученые= ученых= наук | scientist research | bilim
expedition | экспедиц изилдөө | экспедиц исследова | expedition | keşif
army_service | кызмат= | служб | service | hizmet
rescue | куткар | спас | rescu | kurtar
dollar | доллар | доллар | dollar $ | dolar
som | сом= сомго сомдон | сом= сомов= сома= сомам= | som= soms= | som
million | миллион млн= | миллион млн= | million mln | milyon
billion | миллиард млрд= | миллиард млрд= | billion bln | milyar
thousand | миң | тысяч тыс= | thousand | bin=
percent | пайыз % | процент % | percent % | yüzde
tonne | тонна | тонн | tonne ton= tons= | ton
metre | метр | метр | metre meter | metre
kilometre | чакырым километр | километр км= | kilometre kilometer km= | kilometre
kilogram | килограмм | кг= килограмм | kg= kilogram | kilo
year | жыл= жылы жылд | год= года= году= лет= | year | yıl
"""

FORMULAS = """
cooperation | кызматташ | сотруднич взаимодейств | cooperat collaborat | işbirliği
discuss | талкуула сүйлөш | обсуд обсужд | discuss talks= talk= | görüş ele=
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
"""

MONTHS = """
1 | январ үчтүн | январ | january jan= | ocak
2 | феврал бирдин | феврал | february feb= | şubat
3 | март= мартта март | март= марта= марте= | march mar= | mart
4 | апрел чын= | апрел | april apr= | nisan
5 | май= майда майдын бугу | май= мая= мае= | may= | mayıs
6 | июн кулжа | июн | june jun= | haziran
7 | июл теке | июл | july jul= | temmuz
8 | август | август | august aug= | ağustos
9 | сентябр | сентябр | september sept= sep= | eylül
10 | октябр | октябр | october oct= | ekim
11 | ноябр | ноябр | november nov= | kasım
12 | декабр | декабр | december dec= | aralık
"""

NUMBERS = """
2 | эки экөө | два= две= двое двух= двоих | two | iki
3 | үч= үчөө | три= трое трех= трёх= троих= | three | üç
4 | төрт төртөө | четыре четвер | four= | dört
5 | беш= бешөө | пять= пятеро пяти= | five= | beş
6 | алты= | шесть= шести= | six= | altı
7 | жети= | семь= семи= | seven= | yedi
8 | сегиз= сегизинчи | восемь= восьми= | eight= | sekiz
9 | тогуз= | девять= девяти= | nine= | dokuz
10 | он= | десять= десяти= | ten= | on=
12 | он-эки | двенадцат | twelve | on-iki
"""

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


class Table(NamedTuple):
    """The words of one language that have a meaning."""

    meanings: dict[str, str]
    """Beginning, or whole word with `=`, -> meaning."""
    heads: frozenset[str]
    """The first two letters of all of them: most words of a text begin otherwise."""
    longest: int

    @classmethod
    def of(cls, meanings: dict[str, str]) -> Table:
        """Return the table of these meanings."""
        return cls(meanings, frozenset(word[:2] for word in meanings), max(map(len, meanings), default=0))


def _tables(*tables: str) -> dict[str, Table]:
    """Return the meanings of the words of each language."""
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for table in tables:
        for line in table.strip().splitlines():
            meaning, *columns = (part.strip() for part in line.split("|"))
            for language, column in zip(LANGUAGES, columns, strict=True):
                for beginning in column.split():
                    found[language].setdefault(beginning, meaning)
    return {language: Table.of(words) for language, words in found.items()}


MEANINGS = _tables(PLACES, OFFICES, MATTERS, FORMULAS)
MONTH_NAMES = _tables(MONTHS)
NUMBER_WORDS = _tables(NUMBERS)
PLACE_NAMES = frozenset(line.split("|")[0].strip() for line in PLACES.strip().splitlines())
FORMULA_NAMES = frozenset(line.split("|")[0].strip() for line in FORMULAS.strip().splitlines())
COMMON_WORDS = {language: frozenset(words.split()) for language, words in COMMON.items()}
EVERY_COMMON_WORD = frozenset().union(*COMMON_WORDS.values())


@lru_cache(maxsize=256)
def column(language: str | None) -> str | None:
    """Return the language whose words are looked up for `language`, None where there is none."""
    if language is None:
        return None
    primary = language.split("-")[0]
    return primary if primary in LANGUAGES else NEIGHBOURS.get(primary)


def small(word: str) -> str:
    """Return a word in the letters that the glossary has."""
    return word.casefold().replace("ё", "е")


def meaning(word: str, language: str | None) -> str | None:
    """Return the meaning of a word in small letters, None where the glossary does not know it."""
    return _look_up(word, MEANINGS.get(column(language) or ""))


def month(word: str, language: str | None) -> str | None:
    """Return the number of the month that `word` names, or None."""
    return _look_up(word, MONTH_NAMES.get(column(language) or ""))


def number(word: str, language: str | None) -> str | None:
    """Return the figures of a number that is written as a word, or None."""
    return _look_up(word, NUMBER_WORDS.get(column(language) or ""))


def is_common(word: str, language: str | None) -> bool:
    """Return whether a word says nothing about what happened."""
    known = COMMON_WORDS.get(column(language) or "")
    return word in (EVERY_COMMON_WORD if known is None else known)


def _look_up(word: str, table: Table | None) -> str | None:
    if table is None or word[:2] not in table.heads:
        return None
    known = table.meanings
    if found := known.get(word + "="):
        return found
    for end in range(min(len(word), table.longest), 1, -1):
        if found := known.get(word[:end]):
            return found
    return None
