"""The glossary's words in Kazakh, Uzbek and Azerbaijani, and the letters in which they are looked up.

Uzbek is written in two alphabets and Kazakh in three, and each apostrophe and accent in several ways; so a word is
brought into one alphabet before it is looked up, and so are the words of this table. A line is a meaning of
`glossary.py`, then the beginnings of the words that carry it in each language; a beginning that ends in `=` is a whole
word, one that ends in `~` a word with nothing but the endings of its cases behind it.
"""

from __future__ import annotations

import re

from storage.text import APOSTROPHES

LANGUAGES = ("kk", "uz", "az")

LANDS = """
kyrgyzstan | қырғыз | qirg'iz | qırğız
kazakhstan | қазақ | qozog'iston qozoq | qazaxıstan qazaxlar
uzbekistan | өзбек | o'zbek | özbək
tajikistan | тәжік | tojik | tacik
turkmenistan | түрікмен | turkman | türkmən
turkey | түркия түрік~ | turkiya turk~ turklar | türkiyə türk~
russia | ресей орыс~ рф= | rossiya rus~ | rusiya rus~
china | қытай | xitoy | çin~
iran | иран | eron | iran
afghanistan | ауған | afg'on | əfqan
azerbaijan | әзербайжан әзірбайжан әзербайджан | ozarbayjon | azərbaycan
armenia | армения армян | armaniston arman~ | erməni
georgia | грузия грузин | gruziya gruzin | gürcü
ukraine | украин | ukrain | ukrayna
belarus | беларус | belarus | belarus
germany | германия неміс~ | germaniya nemis | almaniya alman~
france | франция француз | fransiya fransuz | fransa fransız
britain | ұлыбритания британ ағылшын~ | britaniya ingliz~ angliya | britaniya ingiltərə ingilis
italy | италия итальян | italiya italyan | italiya italyan
japan | жапон | yapon | yapon
korea | корея кәріс корей | koreya koreys | koreya
india | үндістан үнді~ | hindiston hind~ | hindistan
pakistan | пәкістан пакистан | pokiston | pakistan
mongolia | моңғол | mo'g'ul mongol | monqol
usa | ақш= ақш- америка | aqsh amerika | abş amerika
israel | израил | isroil | israil
hungary | венгрия венгр мажар | vengriya venger | macar
emirates | бае= біріккен-араб | baa= | bəə=
saudi_arabia | сауд= сауд- | saudiya | səudiyyə
qatar | катар~ | qatar~ | qətər~
syria | сирия | suriya | suriya
iraq | ирак~ | iroq~ | iraq~
palestine | палестин газа= | falastin g'azo | fələstin qəzza
greece | греция | gretsiya yunon | yunan
spain | испания испан | ispaniya ispan | ispaniya
poland | польша поляк | polsha polyak | polşa
switzerland | швейцария | shveysariya | isveçrə
netherlands | нидерланд | niderland gollandiya | niderland hollandiya
serbia | сербия | serbiya | serbiya
estonia | эстония | estoniya | estoniya
latvia | латвия | latviya | latviya
lithuania | литва | litva | litva
moldova | молдова | moldova | moldova
canada | канада | kanada | kanada
mexico | мексика | meksika | meksika
cuba | куба= | kuba~ | kuba~
brazil | бразилия | braziliya | braziliya
thailand | таиланд тайланд | tailand | tailand
vietnam | вьетнам | vyetnam | vyetnam
malaysia | малайзия | malayziya | malayziya
"""

TOWNS = """
bishkek | бішкек бишкек | bishkek | bişkek
osh | ош~ | o'sh~ | oş~
jalalabad | жалал-абад жалал | jalolobod | cəlalabad
batken | баткен | botken batken | batken
naryn | нарын | norin naryn | narın
talas | талас= таласта= таластың= таластағы= | talas= talasda= | talas
issykkul | ыстықкөл ыстық-көл | issiqko'l | ıssık-kul issık
chui | чүй | chuy~ chu~ | çuy~
almaty | алматы | almati olmaota | almatı almata
astana | астана | ostona astana | astana
tashkent | ташкент | toshkent | daşkənd
dushanbe | душанбе | dushanbe | düşənbə=
moscow | мәскеу | moskva | moskva
ankara | анкара | anqara ankara | ankara
istanbul | стамбұл стамбул ыстанбұл | istanbul stambul | istanbul
baku | баку | boku~ | bakı bakıda bakıya bakıdan bakının
beijing | пекин бейжің бейжин | pekin | pekin
washington | вашингтон | vashington | vaşinqton
andijan | әндіжан андижан | andijon | əndican
kumtor | құмтөр кумтор | qumtor | kumtor
shymkent | шымкент | chimkent shimkent | çimkənd şımkent çimkent
aktobe | ақтөбе | aqto'be oqtepa | aktobe aktöbe
karaganda | қарағанды | qarag'andi | qaraqanda
turkistan | түркістан | turkiston | türküstan
zhanaozen | жаңаөзен | janao'zen | janaozen
mangystau | маңғыстау | mang'istov mang'istau | manqıstau manqışlaq
kyzylorda | қызылорда | qizilo'rda | qızılorda
samarkand | самарқан | samarqand | səmərqənd
bukhara | бұхара | buxoro | buxara
fergana | ферғана | farg'ona | fərqanə
khorezm | хорезм | xorazm | xarəzm
jizzakh | жызақ жиззақ | jizzax | cizzax
karakalpakstan | қарақалпақ | qoraqalpoq | qaraqalpaq
ashgabat | ашхабад ашғабат | ashxobod | aşqabad
khujand | худжанд қожент | xo'jand | xocənd
karabakh | қарабағ қарабах | qorabog' | qarabağ~
nakhchivan | нахичеван нахчыван | naxichevan naxchivan | naxçıvan
ganja | гянджа гәнжә | ganja~ | gəncə
izmir | измир | izmir | izmir
antalya | анталия анталья | antaliya | antalya
seoul | сеул | seul | seul
delhi | дели~ | dehli | dehli
dubai | дубай | dubay | dubay
geneva | женева | jeneva | cenevrə
brussels | брюссель брюссел | bryussel | brüssel
vienna | вена~ | vena~ | vyana
paris | париж | parij | paris~
london | лондон | london | london
petersburg | петербург | peterburg | peterburq
atyrau | атырау | atirau | atırau
aktau | ақтау~ | aqtau oqtov~ | aktau
pavlodar | павлодар | pavlodar | pavlodar
uralsk | орал= оралда= оралдың= оралдағы= ақжайық | uralsk | uralsk
kostanay | қостанай | qo'stanay | kostanay
petropavl | петропавл қызылжар солтүстік-қазақстан | petropavl | petropavl
taraz | тараз= таразда= тараздың= таразға= тараздан= тараздағы= жамбыл | taroz= jambil | taraz jambıl
semey | семей~ | semey~ | semey~
oskemen | өскемен | o'skemen ust-kamenogorsk | öskemen
zhetysu | жетісу талдықорған | jetisuv taldiqo'rg'on | jetisu taldıkorqan
kokshetau | көкшетау ақмола | ko'kshetov aqmola | kokşetau
baikonur | байқоңыр байконур | boyqo'ng'ir baykonur | baykonur
balkhash | балқаш | balxash | balxaş
caspian | каспий | kaspiy | xəzər xəzərin xəzərdə
aral | арал= арал-теңізі | orolbo'yi | aral=
namangan | наманган | namangan | namanqan
termez | термез терміз сурхандария | termiz surxon | termez surxandərya
karshi | қарши қашқадария | qarshi~ qashqadar | karşi qaşqadərya
navoi | науаи навои | navoiy | nəvai~
syrdarya | сырдария | sirdar guliston | sırdərya
urgench | үргеніш | urganch | ürgənc
nukus | нөкіс | nukus | nukus
kokand | қоқан | qo'qon | kokand
khiva | хиуа | xiva~ | xivə
sumgait | сумгайыт сумқайыт | sumgait sumqayit | sumqayıt
mingachevir | мингечаур | mingachevir | mingəçevir
lankaran | ленкорань | lankaran | lənkəran
sheki | шеки~ | sheki~ | şəki~
shusha | шуша~ | shusha~ | şuşa~
khankendi | ханкенди | xonkendi | xankəndi
aghdam | агдам | ag'dam | ağdam
lachin | лачын | lochin= | laçın
yevlakh | евлах | yevlax | yevlax
absheron | абшерон апшерон | absheron | abşeron
zangezur | зангезур зәңгезур | zangezur | zəngəzur
tbilisi | тбилиси | tbilisi | tbilisi
yerevan | ереван | yerevan | irəvan yerevan
tehran | тегеран теһран | tehron | tehran
kabul | кабул | kobul | kabil~ kabul
kyiv | киев~ | kiyev | kiyev
minsk | минск | minsk | minsk
tokyo | токио | tokio | tokio
karakol | қарақол қаракол | qorako'l | karakol
tokmok | тоқмақ токмок | to'qmoq | tokmok
uzgen | - | o'zgan | -
aksy | ақсы= | - | -
"""

PARTS = """
turkic | түркі~ түркітілдес | turkiy~ | türkdilli
europe | еуропа ео= | yevropa yei= | avropa
south | оңтүстік | janub | cənub
north | солтүстік | shimol | şimal
asia | азия | osiyo osie | asiya
africa | африка | afrika | afrika
east | шығыс | sharq~ | şərq
west | батыс | g'arb | qərb
tienshan | тянь-шань | tyanshan | tyan-şan
"""

OFFICES = """
president | президент мемлекет-басшы ақорда | prezident | prezident
government | үкімет | hukumat | hökumət
cabinet | кабинет | mahkama mahkamasi | kabinet
minister | министр министрі | vazir~ vaziri vazirlar | nazir~
ministry | министрлі | vazirli | nazirli
deputy | орынбасар депутат вице мәжілісмен | deputat o'rinbosar | deputat müavin
parliament | парламент мәжіліс сенат | parlament senat oliy-majlis majlis | parlament məclis
mayor | мэр~ | mer~ | mer~
council | кеңес~ мәслихат | kengash | şura şurası
embassy | елші | elchi elchixona | səfir
court | сот~ сотта | sud~ sudi sudning | məhkəmə
prosecutor | прокур | prokur | prokuror
police | полиция ішкі-істер ііб= ііед= тәртіп-сақшы | militsiya politsiya iiv= iib= | polis
security | қауіпсізд ұқк | xavfsizlik dxx= | təhlükəsizli dtx=
emergencies | төтенше құтқару тжм= тжд= | favqulodda fvv= | fövqəladə fhn=
customs | кеден | bojxona | gömrük
central_bank | - | markaziy= | mərkəzi=
bank | банк | bank | bank
university | университет жоғары-оқу ректор | universitet oliygoh rektor | universitet rektor
hospital | аурухана емхана | kasalxona shifoxona | xəstəxana
school | мектеп мектеб | maktab | məktəb
teacher | мұғалім ұстаз | o'qituvchi muallim | müəllim
student | студент | talaba student | tələbə
pupil | оқушы | o'quvchi | şagird məktəbli
museum | музей мұражай | muzey | muzey
theatre | театр | teatr | teatr
airport | әуежай | aeroport | aeroport hava-limanı
airline | авиакомпан әуе-компан | aviakompan | aviaşirkət
army | әскер армия сарбаз | armiya harbiy askar | ordu~ hərbi əsgər
border | шекара | chegara | sərhəd
crossing | өткізу бекет | o'tkazish= | -
commission | комиссия | komissiya | komissiya
election_commission | оск= | msk= | msk=
party | партия | partiya | partiya
company | компания серіктестік | kompaniya shirkat korxona | şirkət
un | бұұ | bmt | bmt
who | ддұ | jsst | üst=
chairman | төраға төрайым басшы жетекші бастық премьер директор | rais~ raisi rahbar direktor boshliq bosh-vazir premyer | sədr başçı rəhbər direktor rəis baş-nazir premyer
governor | әкім губернатор | hokim~ hokimi hokimlik gubernator | qubernator icra-başçısı
foreign_ministry | сыртқы сім= | tashqi tiv= | xarici xin=
defence | қорғаныс | mudofaa | müdafiə
justice | әділет | adliya | ədliyyə
finance | қаржы | moliya | maliyyə
labour | еңбек~ | mehnat | əmək~
transport | көлік~ көлігі | transport | nəqliyyat
committee | комитет | qo'mita komitet | komitə
union | одақ одағы | ittifoq | ittifaq ittifaqı birliyi=
academy | академия | akademiya | akademiya
academician | академик | akademik | akademik
expert | сарапшы маман | ekspert mutaxassis | ekspert mütəxəssis
blogger | блогер | bloger | bloger bloqer
leader | көшбасшы | yetakchi lider | lider
staff | қызметкер жұмысшы | xodim ishchi | əməkdaş işçi
plant | зауыт кәсіпорын фабрика комбинат | zavod fabrika korxona kombinat | zavod fabrik müəssisə
hotel | қонақүй | mehmonxona | otel mehmanxana
prison | түрме абақты колония | qamoq koloniya | həbsxana
detention_centre | тергеу-изолятор изолятор | tergov-hibsxona hibsxona | təcridxana
kindergarten | балабақша балабақ | bog'cha | bağça
library | кітапхана | kutubxona | kitabxana
park | саябақ | park~ bog'~ | park~
metro | метро | metro | metro
foundation | қор~ | jamg'arma fond | fond~
regulator | реттеу монополия | antimonopol raqobat | tənzim
meteorologists | қазгидромет гидромет | o'zgidromet gidromet | hidromet
statistics | статистика | statistika | statistika
interior | ішкі | ichki | daxili
guards | шекарашы | chegarachi | sərhədçi
ambulance | жедел-жәрдем | tez-yordam | təcili
club | клуб | klub | klub
republic | республика | respublika | respublika
organization | ұйым | tashkilot | təşkilat
association | қауымдастық | uyushma assotsiatsiya | assosiasiya
federation | федерация | federatsiya | federasiya
agency | агентті | agentlig agentlik | agentli
department | департамент басқарма | departament boshqarma | departament idarə
centre | орталық орталығ | markaz | mərkəz
institute | институт | institut | institut
programme | бағдарлама | dastur | proqram
congress | конгресс құрылтай | kongress qurultoy | konqres qurultay
assembly | ассамблея | assambleya | assambleya
chamber | палата | palata | palata
secretary | хатшы | kotib | katib
adviser | кеңесші | maslahatchi | müşavir
ombudsman | омбудсмен | ombudsman | ombudsman
muftiate | мүфти мүфтият | muftiy | müfti
"""

MATTERS = """
cinema | кино фильм | kino film | kino film
festival | фестиваль мереке | festival bayram | festival bayram
days | күндері | kunlari= | günləri
exhibition | көрме~ | ko'rgazma | sərgi
concert | концерт | konsert | konsert
manuscript | қолжазба | qo'lyozma | əlyazma
epic | эпос дастан | doston | dastan
carpet | кілем киіз | gilam | xalça
culture | мәдени | madani | mədəni
heritage | мұра~ | meros | irs=
disinformation | жалған фейк | feyk soxta yolg'on | saxta feyk
fact | факт~ | fakt~ | fakt
media | бақ= медиа баспасөз ақпарат журналист | ommaviy oav= matbuot jurnalist axborot | media mətbuat jurnalist
communications | байланыс | aloqa~ aloqalar | rabitə
forum | форум | forum anjuman | forum
meeting | жиын отырыс мәжіліс кеңес= | yig'ilish majlis | iclas toplantı konfrans
meet | кездес жүздес | uchrash qabul= | görüş
summit | саммит | sammit | sammit zirvə
agree | келісім келіс | kelish bitim shartnoma | razılaş saziş müqavilə
sign | қол= қойды= | imzola | imzala
propose | ұсын | taklif | təklif
visit | сапар барды келді | tashrif keladi= boradi= safar~ | səfər gəlib gəldi
scholarship | стипендия | stipendiya | təqaüd=
education | білім оқу= ағарту | ta'lim o'quv | təhsil
exam | емтихан ұбт= тест | imtihon test | imtahan
salary | жалақы айлық | maosh oylik ish-haqi | maaş əməkhaqqı
pension | зейнетақы зейнет | pensiya nafaqa | pensiya təqaüd
budget | бюджет | byudjet | büdcə
tax | салық салығ | soliq qqs= | vergi
price | баға~ қымбат құны= құнын= құнының= | narx qimmat | qiymət bahalaş
tariff | тариф | tarif | tarif
toll | ақылы төлем | pulli to'lov | ödəniş ödənişli
inflation | инфляция | inflyatsiya | inflyasiya
loan | несие қарыз | kredit qarz | kredit borc
investment | инвести | investitsiya sarmoya investor | investisiya sərmayə
trade | сауда тауар | savdo tovar | ticarət
market | базар нарық нарығ | bozor | bazar
export | экспорт | eksport | ixrac eksport
import | импорт | import | idxal import
coal | көмір | ko'mir | kömür
mine | шахта кеніш кен= кен-орын | kon~ koni shaxta | mədən şaxta
gold | алтын | oltin~ oltini | qızıl~
silver | күміс | kumush | gümüş
bronze | қола~ | bronza | bürünc
oil | мұнай | neft | neft
gas | газ~ | gaz~ gazi metan | qaz~ qazın
fuel | жанармай бензин отын дизель | yoqilg'i benzin dizel | yanacaq benzin dizel
electricity | электр жарық~ жарығы | elektr svet~ | elektrik işıq~
energy | энергетика энергия | energetika energiya | enerji energetika
substation | қосалқы | podstansiya | yarımstansiya
hydropower | гэс= гэс-і су-электр | ges= gidroelektr | ses= hidroelektrik
dam | бөгет дамба | to'g'on damba | bənd= bəndi
water | су~ ауызсу | suv~ suvi ichimlik | su~ suyu suyun
lake | көл~ көлі | ko'l~ ko'li | göl~ gölü
river | өзен | daryo~ daryosi | çay~ çayı çayın
glacier | мұздық | muzlik | buzlaq
mountain | тау~ таулы | tog'~ tog'li | dağ~ dağlıq
pass | асу~ асуы | dovon | aşırım
avalanche | көшкін | ko'chki qor-ko'chkisi | uçqun=
mudflow | сел~ | sel~ | sel~
flood | тасқын су-тасқыны басты= | toshqin suv-toshqini | daşqın
landslide | жер-көшкіні сырғыма | yer-ko'chishi | sürüşmə
earthquake | сілкін дүмпу зілзала | zilzila silkin | zəlzələ təkan
magnitude | магнитуда балл | magnituda ball~ | maqnituda bal=
epicentre | эпицентр эпиорталық | epitsentr | episentr
fire | өрт~ өртен жан= жанды= | yong'in yondi yonib | yanğın yanıb yandı
explosion | жарыл | portla | partla
accident | апат~ апаты апатынан жол-көлік | hodisa avariya halokat yth= | qəza qəzası
collapse | құла= құлады құлап құлаған құлау опырыл | quladi qulab o'piril | çök uçqun
killed | қаза= қазаға қазасы қайтыс өлді өлім мерт көз-жұм | halok vafot o'ldi o'lim qurbon nobud | öldü ölüb ölən həlak vəfat ölüm dünyasını
injured | жарақат зардап жаралан | jarohat yarador jabrlan shikast | yaralan xəsarət zərər
damaged | зақым бүлін қира шығын | zarar shikastlan vayron buzil | zədə dağıd ziyan
poisoning | улан= уланып уланды уланған улану | zaharlan | zəhərlən
drown | суға-бат батып | cho'k cho'kib | batıb boğul
rain | жаңбыр нөсер жауын | yomg'ir yog'ingarchilik jala= | yağış leysan
snow | қар~ қарлы | qor= qorli qorning | qar= qarlı qarın
frost | аяз үсік суық | sovuq ayoz | şaxta soyuq don=
weather | ауа-райы ауа= | ob-havo havo~ | hava~ havası
bridge | көпір | ko'prik ko'prig | körpü
road | жол~ тасжол трасса | yo'l~ trassa | yol~ yolu yolda magistral
tunnel | тоннель туннель | tunnel | tunel
truck | жүк~ фура | yuk-mashinasi fura yuk= | yük~ tır=
car | көлігі автокөлік автомобиль машина | avtomobil mashina avtoulov | avtomobil maşın
railway | теміржол темір-жол | temir temiryo'l | dəmir dəmiryol
train | пойыз поезд | poyezd poezd | qatar~
flight | рейс ұшақ әуе-рейс ұшад лайнер | reys samolyot aviaqatnov parvoz uchoq qatnov | reys uçuş təyyarə uçacaq aviareys
station | станция вокзал бекет | stansiya vokzal bekat | stansiya vağzal
bus | автобус | avtobus | avtobus
ticket | билет~ | chipta bilet | bilet
fine | айыппұл | jarima | cərimə
bribe | пара= параны парақор жемқор | pora~ poraxo'r korrupsiya | rüşvət korrupsiya
arrest | қамау қамал ұстал | hibs qamoqqa ushlan qo'lga | həbs saxlanıl tutulub
search | тінту іздеу | tintuv qidiruv | axtarış
smuggling | контрабанда | kontrabanda | qaçaqmal kontrabanda
guilt | кінә айып= | ayb~ aybdor | günah təqsir
lawyer | адвокат қорғаушы | advokat himoyachi | vəkil
appeal | апелляция шағымдан | apellyatsiya shikoyat | apellyasiya
murder | өлтір кісі-өлтіру | o'ldir qotil | qətl öldür qatil
resign | отставка қызметінен кетті | iste'fo | istefa
appoint | тағайында | tayinla etib= | təyin
election | сайлау дауыс | saylov saylan ovoz | seçki səs= seçil
turnout | қатысу-белсенділ | - | -
observer | бақылаушы | kuzatuvchi | müşahidəçi
land | жер= жерді жер-тілім | yer= yer- | torpaq
protest | митинг наразы шеру | miting norozi namoyish | mitinq etiraz
law | заң~ кодекс | qonun kodeks | qanun məcəllə
reform | реформа | islohot | islahat
constitution | конституция | konstitutsiya | konstitusiya
language | тіл~ | til~ | dil~ dili dilin
religion | дін~ діни | din~ diniy | din= dini dinin
mosque | мешіт | masjid | məscid
vaccine | вакцина екпе | vaksina emla | vaksin peyvənd
measles | қызылша | qizamiq | qızılca
virus | вирус коронавирус | virus koronavirus | virus koronavirus
disease | ауру~ аурған сырқат | kasallik kasal~ | xəstəli
doctor | дәрігер медик~ | shifokor vrach doktor | həkim
health | денсаулық | sog'liq | səhiyyə sağlamlıq
child | бала~ | bola~ bolalar | uşaq
woman | әйел | ayol | qadın
youth | жастар жас= | yoshlar | gənc~ gənclər
house | үй~ үйлер | uy~ xonadon | ev~ evi evlər
village | ауыл~ | qishloq | kənd~ kəndi
city | қала~ | shahar shahr | şəhər
district | аудан | tuman~ tumani tumanida | rayon
region | облыс өңір | viloyat | bölgə vilayət region
build | салын құрылыс салу | qur= qurilish quril | tikil tikinti inşa
open | ашыл ашты | ochil ochdi | açıl açdı açır
close | жабыл жапты | yopil yopdi | bağla qapan
repair | жөндеу | ta'mir | təmir
increase | өсті көтеріл арт= артты көбей өсу | oshdi= oshadi= oshib= oshgan oshir ko'pay ortdi= ortadi= ko'taril | art= artıb artdı qalxıb yüksəl çoxal artır
decrease | төменде азай арзанда | kamay pasay arzon | azal endir ucuzlaş salınıb düşüb
tourist | турис | turist turizm sayyoh | turis
agriculture | ауыл-шаруашы шаруашы фермер диқан | qishloq-xo'jali fermer dehqon xo'jali | təsərrüfat fermer
harvest | өнім= егін-жинау | hosil | məhsul biçin
wheat | бидай астық астығ | bug'doy don= g'alla | buğda taxıl
livestock | мал~ мал-шаруашы ірі-қара | chorva mol~ | mal-qara heyvandar
wrestling | күрес~ палуан | kurash polvon | güləş
football | футбол | futbol | futbol
match | матч ойын= ойыны турнир кездесу= | match o'yin= o'yini o'yinda uchrashuv= turnir | oyun= oyunu oyunda qarşılaşma turnir matç
champion | чемпион | chempion | çempion
medal | медаль медал | medal | medal
final | финал | final | final
draw | тең= | durang | heç-heçə
win | жеңді жеңіп жеңіс ұтты ұтып | yutdi g'alaba yutib yengdi mag'lub | qalib qələbə udub məğlub
team | құрама команда | terma= jamoa | komanda yığma
games | ойындары | o'yinlari | oyunlar
nomad | көшпенді | ko'chmanchi | köçəri
kokboru | көкпар | ko'pkari | -
athlete | спортшы | sportchi | idmançı
sport | спорт | sport | idman
fire_lit | от= | olov | od= alov
stadium | стадион | stadion | stadion
digital | цифр | raqamli elektron | rəqəmsal elektron
internet | интернет | internet | internet
scientist | ғалым ғылым | olim~ olimlar ilm | alim~ elm
expedition | экспедиция зерттеу | ekspeditsiya tadqiqot | ekspedisiya tədqiqat
army_service | қызмет= қызметі | xizmat | xidmət
rescue | құтқар | qutqar | xilas
dollar | доллар | dollar | dollar
som | қырғыз-сом | - | som=
million | миллион млн= | million mln= | milyon mln=
billion | миллиард млрд= | milliard mlrd= | milyard mlrd=
thousand | мың= мыңнан мыңға мыңы | ming= mingdan mingga mingta | min= mindən minə
percent | пайыз процент | foiz protsent | faiz
tonne | тонна | tonna | ton= tona tondan
metre | метр | metr | metr
kilometre | шақырым километр км= | kilometr km= chaqirim | kilometr km=
kilogram | келі= килограмм кг= келіден | kilogramm kg= kilo | kiloqram kq= kilo
year | жыл~ жылдық | yil~ yillik | il~ ildə illik
verdict | үкім сотталды сотталып бас-бостандығ бостандығ | hukm~ ozodlikdan qamal | hökm məhkum azadlıqdan
suspect | күдік сезікті айыптал | gumon ayblan | şübhə təqsirləndir ittiham
investigation | тергеу | tergov surishtiruv | istintaq araşdır
crime | қылмыс | jinoyat | cinayət
fraud | алаяқ | firibgar | dələduz
theft | ұрлық ұрла тонау | o'g'rilik o'g'irla o'g'ri talon | oğurluq oğurla qarət
weapon | қару~ қару-жарақ оқ-дәрі | qurol o'q-dori | silah sursat
drugs | есірткі апиын | giyohvand narkotik opiy | narkotik tiryək
heroin | героин | geroin | heroin
hashish | гашиш марихуана | gashish marixuana | həşiş marixuana
violence | зорлық зорла | zo'ravon zo'rla | zorakı zorla
terrorism | террор лаңкес экстремис | terror ekstremis | terror ekstremis
release | босат бостандыққа | ozodlikka | azadlığa buraxıl
confiscate | тәркіле | musodara | müsadirə
extradite | экстрадиция | ekstraditsiya topshirildi | ekstradisiya
deport | депорт | deport | deport
victim | құрбан | qurbon | qurban=
evacuate | эвакуация көшірілді көшірді | evakuatsiya ko'chir | təxliyə evakuasiya
survive | тірі= аман= | tirik | sağ=
burn_injury | күйік | kuyish | yanıq=
helicopter | тікұшақ | vertolyot | helikopter vertolyot
pilot | ұшқыш | uchuvchi | pilot
passenger | жолаушы | yo'lovchi | sərnişin
driver | жүргізуші | haydovchi | sürücü
minibus | шағын-автобус маршрутка | mikroavtobus marshrutka | mikroavtobus marşrut=
overturn | аударыл | ag'daril | aşıb= aşması aşdı
collide | соқтығыс | to'qnash urilib | toqquş
derail | рельстен | relsdan | relsdən
wind | жел= желдің= желге= дауыл боран | shamol bo'ron | külək qasırğa
dust | шаң~ | chang~ | toz= tozlu
heat | ыстық аптап | jazirama issiq | isti~ istisi
cold | салқын | sovuq | soyuq
temperature | температура | harorat | temperatur
degree | градус | daraja= darajagacha= darajaga= darajadan= gradus | dərəcə~
drought | құрғақшылық қуаңшылық | qurg'oqchilik | quraqlıq
ice | мұз= көктайғақ | muz= | buz=
warn | ескерт сақтандыр | ogohlantir | xəbərdarlıq
pollution | ластан түтін | ifloslan tutun | çirklən tüstü
environment | экология қоршаған | ekologiya atrof-muhit atrof | ekologiya ətraf
waste | қоқыс қалдық | chiqindi axlat | tullantı zibil
forest | орман~ орманда | o'rmon | meşə
tree | ағаш~ көшет | daraxt ko'chat | ağac
animal | жануар хайуан | hayvon | heyvan
leopard | барыс= барыстар ілбіс | qoplon bars~ irbis | bəbir
dog | ит= иттер иттің | it= itlar | it= itlər
horse | жылқы | ot= otlar yilqi | at= atlar
locust | шегіртке | chigirtka | çəyirtkə
bird | құс~ құстар | qush~ qushlar parranda | quş~
hen | тауық | tovuq | toyuq
egg | жұмыртқа | tuxum | yumurta
meat | ет= етінің еттің | go'sht | ət= ətinin ətin
milk | сүт~ сүтінің | sut~ suti | süd~
bread | нан~ | non~ | çörək
flour | ұн= ұнның | un= unning | un= unun
sugar | қант~ қанты шекер | shakar | şəkər
potato | картоп | kartoshka | kartof
vegetable | көкөніс | sabzavot | tərəvəz
fruit | жеміс | meva | meyvə
bean | бұршақ | loviya | lobya
cotton | мақта~ | paxta | pambıq
food | азық тамақ= азық-түлік | oziq-ovqat oziq | ərzaq qida
gdp | жіө= | yaim= | üdm=
quarter | тоқсан | chorak | rüb~
economy | экономика | iqtisod | iqtisad
industry | өнеркәсіп | sanoat | sənaye
currency | валюта бағам | valyuta kurs~ | valyuta məzənnə
rouble | рубль | rubl | rubl
euro | еуро= евро= | yevro~ | avro~
tenge | теңге | tenge tanga= | tenqe
soum | сум= | so'm~ so'mga so'mdan so'mlik | sum=
manat | манат | manat | manat
lira | лира~ | lira~ | lirə
income | табыс кіріс пайда | daromad foyda~ | gəlir mənfəət
grant | грант | grant | qrant
money | ақша қаражат | pul~ mablag' | pul~ vəsait
compensation | өтемақы | kompensatsiya tovon | kompensasiya təzminat
depositor | салымшы депозит | omonatchi depozit | əmanət depozit
business | кәсіпкер бизнес | tadbirkor biznes | sahibkar biznes
trader | сатушы саудагер | sotuvchi savdogar | satıcı
textile | тоқыма киім тігін | to'qimachilik kiyim tikuv | toxuculuq geyim
cement | цемент | sement | sement
container | контейнер | konteyner | konteyner
warehouse | қойма~ | ombor sklad | anbar
shop | дүкен | do'kon | mağaza dükan
produce | өндір | ishlab-chiqar ishlab= | istehsal
capacity | қуаты қуатты | quvvat | güc= gücü gücündə
strike | ереуіл | ish-tashlash | tətil=
demand | талап~ | talab~ talabi | tələb
licence | лицензия | litsenziya | lisenziya
ban | тыйым | taqiq | qadağa
decree | жарлық жарлығ қаулы өкім= | farmon qaror~ qarori farmoyish | fərman sərəncam qərar~ qərarı
adopt | қабылда бекіт мақұлда | qabul-qil tasdiqla ma'qulla | qəbul təsdiq
amend | өзгеріс түзету | o'zgartirish tuzatish | dəyişik
citizen | азамат~ азаматы азаматтар | fuqaro | vətəndaş
passport | паспорт төлқұжат | pasport | pasport
visa | виза | viza | viza
migrant | мигрант көші-қон | migrant migratsiya muhojir | miqrant miqrasiya
returnee | қандас оралман | - | -
document | құжат | hujjat | sənəd
poet | ақын | shoir | şair
writer | жазушы | yozuvchi | yazıçı
book | кітап кітаб | kitob | kitab~
actor | актер актриса | aktyor aktrisa | aktyor aktrisa
artist | әртіс суретші | artist rassom | artist rəssam
singer | әнші | xonanda qo'shiqchi | müğənni
song | ән= әні әндер | qo'shiq | mahnı
music | музыка | musiqa | musiqi
director_film | режиссер | rejissyor | rejissor
award | марапат сыйлық жүлде | mukofot sovrin sovrindor | mükafat
jury | қазылар | hakamlar hay'ati | münsif
monument | ескерткіш | haykal yodgorlik | abidə heykəl
archaeology | археолог | arxeolog | arxeolo
ancient | ежелгі көне~ | qadimiy qadimgi | qədim
temple | ғибадатхана храм | ibodatxona | məbəd
coach | бапкер жаттықтырушы | murabbiy | məşqçi
goal | гол~ голды добын | gol~ goli gollar | qol= qolu qollar
league | лига | liga superliga | liqa superliqa
boxing | бокс | boks | boks
volleyball | волейбол | voleybol | voleybol
basketball | баскетбол | basketbol | basketbol
hockey | хоккей | xokkey | xokkey
judo | дзюдо | dzyudo | cüdo
chess | шахмат | shaxmat | şahmat
olympics | олимпиада олимпия | olimpi | olimp
world | әлем~ әлемдік дүние | jahon dunyo | dünya
points | ұпай | ochko | xal=
lose | жеңілді= жеңіліп= жеңіліс ұтыл | yutqaz mag'lubiyat | uduz məğlubiyyət
knockout | нокаут | nokaut | nokaut
weight | салмақ салмағ | vazn | çəki
group | топ= тобы= тобын= тобында= тобының= | guruh | qrup
draw_lots | жеребе | qur'a= qur'asi= | püşk
epidemic | эпидемия індет | epidemiya | epidemiya
flu | тұмау | gripp | qrip
anthrax | сібір-жарасы | kuydirgi | qarayara
cancer | обыр қатерлі | saraton | xərçəng
medicine | дәрі~ дәрі-дәрмек | dori~ dori-darmon | dərman
nurse | медбике мейіргер | hamshira | tibb-bacısı
quarantine | карантин | karantin | karantin
dose | доза | doza | doza
patient | науқас емделуші | bemor | xəstə~ pasiyent
condolences | көңіл-айту | hamdard ta'ziya | başsağlığı
funeral | жерлеу қоштасу | dafn~ dafn-marosim | dəfn vida
graduate | түлек | bitiruvchi | məzun
applicant | талапкер= абитуриент | abituriyent | abituriyent
outage | өшір өшті сөнді апатты | uzil o'chiril uzilish | kəsil söndür fasilə
heating | жылу~ жылыту | isitish issiqlik | istilik
reservoir | су-қойма бөген | suv-ombor | su-anbar
irrigation | суар | sug'or irrigatsiya | suvar
canal | канал | kanal | kanal
pipe | құбыр | quvur | boru~ kəmər
solar | күн-электр | quyosh | günəş
megawatt | мегаватт мвт= | megavatt mvt= | meqavat mvt=
kilowatt | киловатт квт= | kilovatt kvt= | kilovat
litre | литр | litr | litr
hectare | гектар га= | gektar ga= | hektar
uranium | уран~ | uran~ | uran~
nuclear | атом~ ядролық аэс= аэс-тің | atom~ yadro aes= aesning | atom~ nüvə aes=
street | көше | ko'cha~ | küçə
apartment | пәтер | kvartira | mənzil
storey | қабат | qavat | mərtəbə
building | ғимарат | bino~ binosi | bina
mortgage | ипотека | ipoteka | ipoteka
housing | баспана тұрғын= | uy-joy | yaşayış=
trolleybus | троллейбус | trolleybus | trolleybus
taxi | такси | taksi | taksi
electric_bus | электробус | elektrobus | elektrobus
electric_car | электромобиль электрокөлік | elektromobil | elektromobil
route | бағыт= бағытында маршрут | yo'nalish marshrut | marşrut istiqamət
queue | кезек | navbat | növbə
cargo | жүгі= жүгін= жүгінің= жүктер | yuk~ yuklar | yüklər
wagon | вагон | vagon | vaqon
block | бөгеп жапты= | to'sib to'sdi | bağladı=
traffic | қозғалыс | - | hərəkət
capital | елорда астана= | poytaxt | paytaxt
hacker | кибер хакер | kiber xaker | kiber haker
app | қосымша | ilova | -
mobile | мобиль | mobil | mobil
intelligence | интеллект жи= | intellekt | intellekt süni
satellite | жерсерік спутник | sun'iy-yo'ldosh yo'ldosh= | peyk
space | ғарыш | kosmo koinot | kosmo kosmik
rocket | зымыран ракета | raketa | raket
launch | іске-қос ұшыр= | ishga-tushir ishga= | buraxıl= işə=
drone | дрон ұшқышсыз | dron uchuvchisiz | dron pilotsuz pua=
sanctions | санкция | sanksiya | sanksiya
war | соғыс | urush~ | müharibə
attack | шабуыл | hujum | hücum
shooting | атыс= оқ= | otishma o'q= | atəş atışma
declaration | декларация | deklaratsiya | bəyannamə
candidate | кандидат үміткер | nomzod | namizəd
audit | тексер аудит | tekshir audit | yoxla audit
violation | бұзу бұзған | buzish buzgan | pozuntu pozub
complaint | шағым арыз | shikoyat ariza | şikayət
rights | құқық құқығ | huquq~ huquqlari | hüquq
independence | тәуелсіз егемен | mustaqil | müstəqil
flag | ту= туы= туын= жалау | bayroq | bayraq
congratulate | құттықта | tabrikla tabrik | təbrik
hajj | қажылық | haj= hajga | həcc
nowruz | наурыз-мейрам | navro'z | novruz
exercise | жаттығу оқу-жаттығу | mashg'ulot o'quv-mashqlar mashq | təlim təlimlər
conscript | әскерге-шақыру | muddatli | çağırışçı
family | отбасы | oila | ailə
wedding | үйлену той=  неке | to'y= to'yi= to'yga= nikoh | toy= nikah
pensioner | зейнеткер қария | pensioner nafaqaxo'r keksa | pensiyaçı təqaüdçü
disabled | мүгедек | nogiron | əlil
mother | ана~ шеше~ | ona~ | ana~ anası
father | әке~ | ota~ | ata~ atası
man | ер-адам ер= | erkak | kişi=
girl | қыз~ | qiz~ | qız~
resident | тұрғын | aholi yashovchi | sakin
relative | туыс | qarindosh | qohum
sow | егіс себу | ekish ekin | əkin səpin
pasture | жайылым | yaylov | otlaq
fish | балық | baliq | balıq
mountaineer | альпинис | alpinis | alpinis
record | рекорд | rekord | rekord
test | сынақ сынады= сынап= | sinov sinab | sınaq
discover | табылды анықтал | topildi aniqlan topishdi | aşkar tapıldı tapılıb
disappear | жоғал хабарсыз | yo'qol bedarak | itkin itib yoxa
suspend | тоқтат | to'xtat | dayandır
restore | қалпына | tikla | bərpa
transfer | аудару аудар= | o'tkaz | köçür
join | қосыл бірік | qo'shil birlash | qoşul birləş
count | санақ | ro'yxat | siyahıyaalma
extend | ұзарт | uzaytir | uzad
reduce | қысқарт | qisqar | azald ixtisar
buy | сатып-ал | sotib= sotib-ol | satın al=
sell | сатыл сатылым сату= | sotil sotuv~ sotuvi | satıl satış
cup | кубок | kubok kubog | kubok
delay | кешік | kechik | gecik
foot_and_mouth | аусыл | oqsil | dabaq
hunger_strike | аштық= | ochlik | aclıq
volunteer | ерікті волонтер | volontyor ko'ngilli | könüllü
reactor | реактор | reaktor | reaktor
"""

FORMULAS = """
cooperation | ынтымақтаст | hamkorlik | əməkdaşlıq
discuss | талқыла келіссөз | muhokama muzokara | müzakirə danışıq
bilateral | екіжақты | ikki-tomonlama tomonlama o'zaro | ikitərəfli qarşılıqlı
sides | тарап~ тараптар | tomon~ tomonlar | tərəf~ tərəflər
development | даму~ дамыту | rivojlan | inkişaf
issue | мәселе сұрақ | masala muammo | məsələ problem
relations | қатынас | munosabat | münasibət əlaqə
event | іс-шара шара | tadbir marosim | tədbir mərasim
held | өтті өтеді өткен болды= болып= болады= | o'tdi o'tadi o'tkazil bo'ldi= bo'lib= | keçiril baş= olub= keçirildi
participate | қатыс | qatnash ishtirok | iştirak
delegation | делегация өкіл | delegatsiya vakil | nümayəndə
field | сала~ саласы | soha sohasi | sahə
project | жоба | loyiha | layihə
joint | бірлескен бірге= | qo'shma birga= | birgə müştərək
implement | іске= жүзеге | amalga | həyata
support | қолдау көмек | qo'llab yordam ko'mak | dəstək yardım
strengthen | нығайт кеңейт | mustahkam kengay | möhkəmlən genişlən
international | халықаралық | xalqaro | beynəlxalq
state | мемлекет | davlat milliy | dövlət milli
work | жұмыс | ish= ishlar ishlari | iş= işlər
plan | жоспар | reja~ rejalash | plan
official | ресми | rasmiy | rəsmi
month | ай~ айында | oy~ oyida | ay~ ayında
week | апта~ аптасына | hafta | həftə
hour | сағат | soat | saat~
night | түнгі түнде | tun~ tunda tungi kechasi | gecə
morning | таңғы таңертең | ertalab tong~ tonggi | səhər
evening | кешкі кеште | kechqurun oqshom | axşam
summer | жаз= жазда= жазғы= | yoz= yozda yozgi | yay=
winter | қыс= қыста= қысқы= | qish= qishda qishki | qış= qışda
spring | көктем | bahor | yaz= yazda
autumn | күз= күзде= күзгі= | kuz= kuzda kuzgi | payız
monday | дүйсенбі | dushanba~ | bazar-ertəsi
tuesday | сейсенбі | seshanba | çərşənbə-axşamı
wednesday | сәрсенбі | chorshanba | çərşənbə
thursday | бейсенбі | payshanba | cümə-axşamı
friday | жұма~ | juma= jumada juma-kuni | cümə
saturday | сенбі | shanba | şənbə
sunday | жексенбі | yakshanba | bazar-günü
start | баста | boshla | başla start=
end | аяқта | yakunla tugad tugat | başa-çat sona bitdi
decide | шешім шешті= шешілді шешеді= | qaror-qil | qərara
say | мәлімде хабарла | ma'lum= bildir | məlumat bildir açıqla
"""

MONTHS = """
1 | қаңтар | yanvar | yanvar
2 | ақпан | fevral | fevral
3 | наурыз~ наурызы | mart~ | mart~
4 | сәуір | aprel | aprel
5 | мамыр | may~ | may~
6 | маусым | iyun | iyun
7 | шілде | iyul | iyul
8 | тамыз | avgust | avqust
9 | қыркүйек қыркүйег | sentabr sentyabr | sentyabr
10 | қазан= қазанда= қазанның= қазанға= қазаннан= қазаны= қазанында= қазанынан= қазандағы= | oktabr oktyabr | oktyabr
11 | қараша | noyabr | noyabr
12 | желтоқсан | dekabr | dekabr
"""

NUMBERS = """
1.5 | жарым= | yarim= | yarım=
2 | екі= екеу екеуі | ikki= ikkita= | iki=
3 | үш= үшеу | uch= uchta= uchovi | üç=
4 | төрт= төртеу | to'rt= to'rtta= | dörd=
5 | бес= бесеу | besh= beshta= | beş=
6 | алты= алтау | olti= oltita= | altı=
7 | жеті= жетеу | yetti= yettita= | yeddi=
8 | сегіз= | sakkiz= sakkizta= | səkkiz=
9 | тоғыз= | to'qqiz= to'qqizta= | doqquz=
10 | он= | o'n= o'nta= | on=
20 | жиырма= | yigirma= yigirmata= | iyirmi=
30 | отыз= | o'ttiz= o'ttizta= | otuz=
40 | қырық= | qirq= qirqta= | qırx=
50 | елу= | ellik= ellikta= | əlli=
60 | алпыс= | oltmish= | altmış=
70 | жетпіс= | yetmish= | yetmiş=
80 | сексен= | sakson= | səksən=
90 | тоқсан= | to'qson= | doxsan=
100 | жүз= | yuz= yuzta= | yüz=
"""

JOINS = {"kk": "және мен пен бен", "uz": "va bilan hamda", "az": "və ilə"}
"""What stands between two days of one month."""

COMMON = {
    "kk": (
        "және мен пен бен менен үшін деп бұл сол осы ол оның олар оны оған бір болған болды болып болады болмақ еді екен"
        " да де та те ғой бірақ емес бар жоқ туралы бойынча бойынша кейін дейін бастап айтты деді дейді хабарлады"
        " хабарлайды мәлімдеді хабарлауынша айтуынша мәліметінше мәліметке сәйкес қарай біз сіз мен сен қай қалай қашан"
        " қайда не кім тағы ғана арқылы қарсы өз өзі өзінің алып келіп тұрып жатыр отыр қалды берді алды биыл бүгін кеше"
        " ертең жаңа сондай ақ сонымен қатар осылай яғни немесе әрі бұрын бұған былтыр қазір енді өте ең барлық әр"
        " адам адамның адамға жерде туындады орай кезінде ішінде арасында"
    ),
    "uz": (
        "va bilan uchun bu shu u uning ular uni unga bir bo'lgan bo'ldi bo'lib bo'ladi edi ekan esa ham lekin ammo emas"
        " bor yo'q haqida to'g'risida bo'yicha keyin so'ng qadar boshlab aytdi dedi deb deya xabar berdi bermoqda"
        " ma'lumotiga ma'lumotlariga ko'ra qaraganda biz siz men sen qanday qachon qayerda nima kim yana faqat orqali"
        " qarshi o'z o'zi o'zining olib kelib turib qoldi berildi oldi bugun kecha ertaga yangi shuningdek yoki hamda"
        " avval hozir endi juda eng barcha har kishi kishining nafar nafari ta dona oqibatida natijasida davomida"
        " orasida etildi etdi qildi qilindi qilib jumladan mazkur ushbu"
    ),
    "az": (
        "və ilə üçün bu o onun onlar onu ona bir olan oldu olub olaraq olacaq idi isə da də lakin amma deyil var yox"
        " haqqında barədə görə sonra əvvəl qədər dedi deyib bildirib bildirdi xəbər verir məlumatına əsasən biz siz mən"
        " sən necə nə kim haqda daha çox kimi ki hər ən yeni bu-gün bugün dünən sabah həmçinin yaxud və-ya indi nəfər"
        " nəfərə dən dan ci cı cu cü nci ədəd ötən bütün özü öz edib etdi edilib edildi tərəfindən zaman arasında"
        " həmin artıq bildirilib qeyd"
    ),
}
"""Words that say nothing about the event."""

ENDINGS = {
    "kk": r"(?:[лдт][ае]р)?(?:с?[ыи](?:н|н[ыи]ң|н[ае]|нд[ае]н?|н[ае]н|мен|нд[ае][ғг][ыи])?"
    r"|[ндт][ыи]ң|[ғқгк][ае]|[ндт][ыи]|[дт][ае]н?|н[ае]н|[мбп]ен|[дт][ае][ғг][ыи]|[лдт][ыи][қк]?)?",
    "uz": r"(?:lar)?(?:i?miz|i?ngiz|si|i)?(?:ning|ni|[gqk]a|da|dan|dagi|gacha|cha|lik|li|ligi|lari)?",
    "az": r"(?:l[aə]r)?(?:[iuü]m[iuü]z|s?[iuü])?(?:n?[iuü]n|[ny]?[aə]|[ny]?[iuü]|n?d[aə]n?|y?l[aə]|n?d[aə]ki|l[iuü]|l[iuü]q)?",
}
ENDING = {language: re.compile(endings) for language, endings in ENDINGS.items()}
"""What may stand behind a noun: plural, whose it is, its case, or `from there`; in the letters of `in_one_alphabet`."""

KAZAKH_LETTERS = str.maketrans("іұһэ", "иухе")
KAZAKH_LATIN = str.maketrans(
    dict(zip("aäábdefgğǵhijklmnñńoöópqrsştuūúüýyvwzc", "аәәбдефгғғхижклмнңңоөөпқрсштууүүуыввзц", strict=True))
)
"""The alphabet of 2021 (ä ğ ñ ö ş ū ü) and the one before it (á ǵ ń ó ú ý, sh, ch)."""
UZBEK_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "y", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x",
        "ё": "yo", "ц": "s", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
        "ў": "ö", "қ": "q", "ғ": "ğ", "ҳ": "h",
    }
)  # fmt: skip
UZBEK_VOWEL = re.compile(f"([og])[{APOSTROPHES}]")
UZBEK_MARKS = str.maketrans("", "", APOSTROPHES)
UZBEK_CONVENTIONS = (("yy", "y"), ("ye", "e"), ("ts", "s"))


KAZAKH_GLIDE = re.compile("(?<=[аәеоөуүы])и(?!а)")
"""What й is in Latin letters: и behind a vowel."""


def in_one_alphabet(word: str, language: str) -> str:
    """Return a word in small letters as it is looked up, whatever alphabet it is written in."""
    if language == "uz":
        return _uzbek(word)
    return _kazakh(word) if language == "kk" else word


def _uzbek(word: str) -> str:
    """Return an Uzbek word in Latin letters, oʻ and gʻ as one letter each."""
    if not word.isascii():
        word = word.translate(UZBEK_CYRILLIC)
    word = UZBEK_VOWEL.sub(lambda found: "ö" if found[1] == "o" else "ğ", word).translate(UZBEK_MARKS)
    for left, right in UZBEK_CONVENTIONS:
        if left in word:
            word = word.replace(left, right)
    return word


def _kazakh(word: str) -> str:
    """Return a Kazakh word in Cyrillic letters, those as one that the Latin alphabets do not tell apart."""
    if word[:1] < "ʰ":
        word = word.replace("sh", "ş").replace("ch", "ч").translate(KAZAKH_LATIN)
        return KAZAKH_GLIDE.sub("й", word)
    return (
        word.translate(KAZAKH_LETTERS)
        .replace("ия", "иа")
        .replace("ию", "иу")
        .replace("я", "иа")
        .replace("ю", "иу")
    )
