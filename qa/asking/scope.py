"""What a question names that the report does not: another country or region, another document. No model reads here.

A place is named by the report when its Chinese name, a short name or that of one of its cities stands anywhere in it.
Wrongly refusing is worse than missing: names that could be something else stay silent. Countries are Unicode CLDR's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from corpus.text import has_chinese, simplified, squeeze
from corpus.years import year_of_report
from qa.asking.language import detect_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.report import Report

_CHINESE = ("zh", "zh_Hant")
_LATIN = ("en", "fr", "de", "es")
_LOCALES = {"zh": (), "zh-Hant": (), "ja": ("ja", "en"), "ko": ("ko", "en"), "ru": ("ru",), "ar": ("ar",)}
"""CLDR's locales beside the Chinese ones that names in a question of each language are looked up in; else _LATIN."""

_NO_COUNTRY = (
    "AC AI AQ AS AW AX BL BM BQ BV CC CK CN CP CQ CX DG EA EH EU EZ FK FO GF GG GI GL GP GS GU HK HM IC IM IO JE KY MF "
    "MO MP MQ MS NC NF NU PF PM PN PR PS QO RE SH SJ SX TA TC TF TK UM UN VG VI WF XA XB XK YT ZZ"
)
"""CLDR's codes of China itself, of unions, of territories and islands with rare or doubtful names."""
_ALSO = """
US /中美 USA US U.S. U.S.A. EE._UU. EEUU アメリカ 米国 Etats_Unis Vereinigten_Staaten США
GB /中英 UK U.K. Britain England Großbritannien Grande-Bretagne Angleterre Gran_Bretaña Inglaterra Англия 英国
KR /中韩 /朝鲜半岛 南韩 한국 Korea Южная_Корея Corée Corea; KP 北韩 Северная_Корея; TW /台胞 /两岸 /祖国统一
RU /中俄; JP /中日; DE /中德; FR /中法; IN /中印; AU /中澳 澳洲 호주 豪州; AE 阿联酋 UAE; SA 沙特 السعودية; ID 印尼
CD 刚果 Congo Kongo; CZ Czech_Republic; TR Turkey; NL Holland Голландия; BA 波黑 Bosnia Bosnien; ZA ЮАР 남아공
""".strip()
"""Other names of countries; one behind a stroke only counts as a mention of it in the report."""

_REGIONS = """
北京 /京 /代表国务院 Beijing Peking Pékin Pekín Пекин 베이징 بكين; 重庆 /渝 Chongqing Чунцин 충칭
上海 /沪 Shanghai Shanghái Schanghai Шанхай 상하이 شنغهاي; 香港 /港澳 /港珠 /深港 /沪港 Hong_Kong Hongkong Гонконг 홍콩
河北 /冀 Hebei, 石家庄 Shijiazhuang, 唐山 Tangshan, 保定 Baoding, 雄安 Xiongan; 山西 /晋 Shanxi, 太原 Taiyuan
内蒙古 Inner_Mongolia, 呼和浩特 Hohhot, 包头 Baotou, 鄂尔多斯 Ordos; 天津 /京津 Tianjin Тяньцзинь 톈진
辽宁 /辽 Liaoning, 沈阳 Shenyang, 大连 /哈大 Dalian, 鞍山 Anshan; 黑龙江 Heilongjiang, 哈尔滨 /哈大 Harbin
江苏 Jiangsu, 南京 Nanjing, 苏州 Suzhou, 无锡 Wuxi, 常州 Changzhou; 澳门 /港澳 /珠澳 Macau Macao 마카오 マカオ
浙江 /浙 Zhejiang, 杭州 /杭 Hangzhou, 宁波 /甬 Ningbo, 温州 Wenzhou, 嘉兴 Jiaxing, 绍兴 Shaoxing, 义乌 Yiwu
安徽 /皖 Anhui, 合肥 Hefei, 芜湖 Wuhu; 福建 /闽 Fujian, 福州 Fuzhou, 厦门 Xiamen, 泉州 Quanzhou
江西 /赣 Jiangxi, 南昌 Nanchang; 贵州 /黔 Guizhou, 贵阳 Guiyang; 云南 /滇 Yunnan, 昆明 /昆 Kunming, 丽江 Lijiang
山东 /鲁 Shandong, 济南 /胶济 Jinan, 青岛 /胶济 Qingdao, 烟台 Yantai, 潍坊 Weifang, 威海 Weihai
河南 /豫 Henan, 郑州 /郑 Zhengzhou, 洛阳 Luoyang; 湖北 /鄂 Hubei, 武汉 /武广 Wuhan, 宜昌 Yichang, 襄阳 Xiangyang
湖南 /湘 Hunan, 长沙 Changsha; 广西 /桂 Guangxi, 南宁 /南昆 Nanning, 桂林 Guilin; 吉林 Jilin, 长春 Changchun
广东 /粤 Guangdong, 广州 /京广 /广深 /武广 Guangzhou, 深圳 /深港 Shenzhen, 珠海 /珠澳 Zhuhai, 东莞 Dongguan, 佛山 Foshan
四川 /川 Sichuan Сычуань 쓰촨, 成都 /成渝 /成昆 Chengdu; 海南 /琼 Hainan, 海口 Haikou, 三亚 Sanya
西藏 /藏 Tibet Тибет 티베트, 拉萨 /藏 Lhasa; 甘肃 /兰新 Gansu, 兰州 /兰新 Lanzhou; 青海 /青藏 Qinghai, 西宁 /青藏 Xining
陕西 /陕 Shaanxi, 西安 Xi'an Xi’an; 宁夏 Ningxia, 银川 Yinchuan; 新疆 /疆 Xinjiang, 乌鲁木齐 /兰新 Urumqi
""".strip()
"""Provinces, each with cities of its own; 藏 for 西藏 is a mention, as in 青藏铁路."""

_NEVER = (
    " 海地 东加 马利 尼日 查德 maurice mauricio dominique dominica grenade granada salvador island того مالي قطر بنين "
    "수단 이란 가나 오만 인도 말리 피지 부탄 기니 차드 칠레 チリ "
)
"""Names left out: 上海地铁, 广东加快, Hainan Island, `수단` (means), `مالي` (financial) …"""
_WORDS = (
    " us turkey jordan chad georgia guinea mali niger chile chili cuba oman togo malta panama peru india polen iran "
    "laos benin angola samoa tonga man congo куба кубы кубе кубу кубой чад чада чаду гана мали перу "
)
"""Ordinary words, or nearly, when they begin with a small letter."""
_MERGING = (
    " 海南 河南 河北 湖南 湖北 山东 山西 江西 广东 广西 西安 成都 大连 济南 合肥 海口 南通 长春 日本 加纳 南非 也门 "
    "马里 巴西 汤加 不丹 刚果 多哥 约旦 古巴 重庆 保定 "
)
"""Names that two neighbouring words can make (形|成都|市, 上|海南|站): they count only between the characters below."""
_BEFORE = "的在与和及跟对比从到是年月问请往向让被给为像过了于由或据"
_AFTER = "省市的在是有和与及跟比去今年人经全国财工农出进到从哪几什怎会呢吗高央政股房失物教老总最首就汽电钢粮相"
_NO_PLACE = "[族语洋文路街河舰]|[东西南北中][一二三]?路|大[道学]|时间|合作|[残冬青]?奥|亚运|世[博园界]|支那|峰会"
"""What after a name makes it part of another: 蒙古族, 印度洋, 南京西路, 北京冬奥会."""
_HAN = r"\u3400-\u9fff"
_LETTER = r"a-zß-ÿœ\u0400-\u04ff\u0621-\u065f"
_RUSSIAN = "ая:ой ую;ия:ии ию ией;ые:ых ым;а:ы и е у ой;я:и ю е ей;ы:ов ам ами ах;й:я ю ем е;ь:и я ю ем е"
_YEAR = r"((?:19|20)\d\d)(?!\s?(?:[-–—~～至到]|to\b|bis\b|à ))"
_REPORT_OF = re.compile(
    rf"(?<![\d—–~～至到-]){_YEAR}年?度?[的の]?(?:国务院|[{_HAN}]{{2,9}}[省市区县])?(?:人民)?政府(?:工作|活动|业务)报告"
    rf"|(?<![\d—–~～至到-]){_YEAR}(?:年?度?[的の]报告|년도?의? (?:정부 ?\w\w ?)?보고)|\bthe {_YEAR} (?:work )?report\b"
    rf"|{_YEAR} (?:chinese )?government work report|report (?:of|from) {_YEAR}|\brapport de (?:l.année )?{_YEAR}"
    rf"|bericht(?:e?s)? von {_YEAR}|\binforme del? {_YEAR}|\bдоклад\w{{0,3}} {_YEAR}|تقرير (?:عام|سنة) {_YEAR}",
    re.IGNORECASE,
)


class Outside(StrEnum):
    """Why the report cannot answer: the question is about another place, another document or another year."""

    PLACE = "place"
    DOCUMENT = "document"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report names: `text` is its title and source in simplified characters, without blanks."""

    title: str
    held_in: int | None
    text: str = field(repr=False)

    @classmethod
    def of(cls, report: Report) -> Scope:
        """Return the scope of a report."""
        title = squeeze(simplified(report.title))
        return cls(title, year_of_report(report), title + squeeze(simplified(report.source)))

    def outside(self, question: str) -> tuple[Outside, str] | None:
        """Return what the question names and the report does not, in the question's own words; None: nothing."""
        line = unicodedata.normalize("NFC", question)
        found = [(Outside.DOCUMENT, work) for work in self._documents(line)]
        return next(iter(found + [(Outside.PLACE, place) for place in self._places(line)]), None)

    def _places(self, question: str) -> Iterator[str]:
        """Yield places the report does not name, except before its own (`浙江省义乌市`) and in `US dollar`."""
        pattern, places = _gazetteer(_LOCALES.get(detect_language(question), _LATIN))
        for match in pattern.finditer(_folded(question)):
            name, what = next(filter(None, match.groups())), question[match.start() : match.end()]
            named = any(mention in self.text for mention in places[name])
            after = re.match(rf"(?:省|市|自治区)?([{_HAN}]{{2}})", _simplified(question[match.end() :]))
            address = after and after[1] in self.title.replace("政府工作报告", "")
            money = "美国" in places[name] and re.search("[dD][oó]ll?ar|доллар|ドル|달러|دولار|美元", question)
            if not (named or address or money or (f" {name} " in _WORDS and what[0].islower())):
                yield what

    def _documents(self, question: str) -> Iterator[str]:
        """Yield the works named, and the reports of other years; the one “of 2017”, said in passing, may be of 2018."""
        line = _simplified(question)
        for match in re.finditer(r"《([^《》]{2,60})》", line):
            if not self._cites(match[1]):
                yield question[match.start() : match.end()]
        for match in _REPORT_OF.finditer(line):
            year, formal = int(next(filter(None, match.groups()))), re.search("政府|government|정부", match[0])
            own = self.held_in is None or year == self.held_in or (year == self.held_in - 1 and not formal)
            if not own and f"{year}年政府工作报告" not in self.text:
                yield question[match.start() : match.end()]

    def _cites(self, title: str) -> bool:
        """Tell whether three fifths of a title, or more, stand in the report as one piece."""
        bare, text = (re.sub(r"\W|中华人民共和国", "", each) for each in (title, self.text))
        size = -(-len(bare) * 3 // 5)
        pieces = (bare[start : start + size] for start in range(len(bare) - size + 1))
        its_own = bool(re.search("政府.{2,4}报告|^报告", bare))
        return its_own or not has_chinese(bare) or any(piece in text for piece in pieces)


def why_outside(reason: Outside, what: str, language: str) -> str:
    """Return one sentence that says what the report does not cover; English for a language without one."""
    return _WHY.get(language, _WHY["en"])[list(Outside).index(reason)].format(what)


_WHY = {
    "zh": ("报告没有提到“{}”，无法据此回答。", "{}是另一份文件，报告里没有它的内容。", "报告没有{}年的内容。"),
    "zh-Hant": ("報告沒有提到「{}」，無法據此回答。", "{}是另一份文件，報告裡沒有它的內容。", "報告沒有{}年的內容。"),
    "en": ("The report does not mention “{}”.", "“{}” is another document.", "The report says nothing of {}."),
    "ja": ("報告書に「{}」は出てきません。", "「{}」は別の文書です。", "報告書に{}年の内容はありません。"),
    "ko": ("보고서에 ‘{}’ 언급이 없습니다.", "‘{}’ 문서는 이 보고서가 아닙니다.", "보고서에 {}년 내용이 없습니다."),
    "fr": ("Le rapport ne mentionne pas « {} ».", "« {} » est un autre document.", "Le rapport ne dit rien de {}."),
    "de": ("Der Bericht erwähnt „{}“ nicht.", "„{}“ ist ein anderes Dokument.", "Der Bericht sagt nichts über {}."),
    "es": ("El informe no menciona «{}».", "«{}» es otro documento.", "El informe no dice nada de {}."),
    "ru": ("В докладе не упоминается «{}».", "«{}» — другой документ.", "В докладе ничего нет о {} годе."),
    "ar": ("لا يذكر التقرير «{}».", "«{}» وثيقة أخرى غير هذا التقرير.", "لا يذكر التقرير شيئًا عن عام {}."),
}


def _simplified(text: str) -> str:
    """Return the text in simplified characters, one for one: offsets stay good."""
    line = simplified(text)
    return line if len(line) == len(text) else "".join(simplified(character)[:1] for character in text)


def _folded(text: str) -> str:
    """Return the text simplified, in small letters and without accents on Latin and Arabic ones, one for one."""
    bare = ((character, unicodedata.normalize("NFD", character)[0]) for character in _simplified(text))
    return "".join((base if base.isascii() or base in "اеЕ" else character).lower()[0] for character, base in bare)


@cache
def _gazetteer(locales: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """Return the pattern of all names, one group a kind of script, and what to look for in the report for each."""
    places: dict[str, frozenset[str]] = {}
    for names in (*_countries(locales), *_regions()):
        mentions = frozenset(simplified(name.lstrip("/")) for name in names if re.search(f"[{_HAN}]", name))
        for name in (each.replace("_", " ") for each in names if len(each) > 1):
            if not name.startswith("/") and f" {_folded(name)} " not in _NEVER:
                for form in _forms(_folded(name)):
                    places[form] = places.get(form, frozenset()) | mentions
    return re.compile("|".join(_patterns(sorted(places, key=len, reverse=True)))), places


def _countries(locales: tuple[str, ...]) -> Iterator[set[str]]:
    from babel import localedata

    named = [localedata.load(locale)["territories"] for locale in (*_CHINESE, *locales)]
    also = {line[:2]: line[2:].split() for line in re.split("; |\n", _ALSO)}
    for code in (each for each in named[0] if len(each) == 2 and each not in _NO_COUNTRY):
        official = "(".join(str(names[code]) for names in named if code in names)
        yield {*re.split(r" ?[()（）]", official), *also.get(code, ())}


def _regions() -> Iterator[set[str]]:
    for line in re.split("; |\n", _REGIONS):
        province, *cities = (part.split() for part in line.split(", "))
        yield from ({*province, *(f"/{city[0]}" for city in cities)}, *map(set, cities))


def _forms(name: str) -> list[str]:
    """Return a name as it stands in sentences: with Russian endings, with Arabic prefixes."""
    if re.search("[а-я]", name):
        words = [_declined(word) for word in name.split(" ")]
        return list(map(" ".join, product(*words))) if len(words) < 3 else [name]
    if re.search("[\u0621-\u064a]", name):
        return [re.sub("^لال", "لل", f"{before}{name}") for before in ("", *"وفبلك")]
    return [name]


def _declined(word: str) -> list[str]:
    endings = dict(pair.split(":") for pair in _RUSSIAN.split(";"))
    ending = next((each for each in endings if word.endswith(each)), "")
    others = endings.get(ending, "" if word[-1] in "иуоеэыю" else "а у ом е").split()
    return [word, *(word.removesuffix(ending) + other for other in others)]


def _patterns(names: list[str]) -> Iterator[str]:
    """Yield one pattern a kind of script, each with what may stand around a name; names come longest first."""
    chinese = [name for name in names if re.fullmatch(f"[{_HAN}·]+", name)]
    korean = [name for name in names if re.search("[가-힣]", name)]
    japanese = [name for name in names if re.search("[ァ-ヺ]", name)]
    others = {*chinese, *korean, *japanese}
    letters = (re.escape(name) for name in names if name not in others)
    yield rf"(?<![{_LETTER}])(?<![a-z], )({'|'.join(letters)})s?(?![{_LETTER}])"
    yield rf"(?<![가-힣])({'|'.join(korean)})(?=(?:[의은는이가을를와과에도만]|으?로|에서?는?|까지|부터)?(?![가-힣]))"
    yield rf"(?<![ァ-ヺー・])({'|'.join(japanese)})(?![ァ-ヺー・语洋])"
    yield rf"({'|'.join(map(_guarded, chinese))})(?!{_NO_PLACE})"


def _guarded(name: str) -> str:
    """Return the pattern of a Chinese name, with what must or must not stand around it."""
    if f" {name} " in _MERGING:
        return rf"(?:(?<![{_HAN}\d])|(?<=[{_BEFORE}])){name}(?=[{_AFTER}]|[^{_HAN}]|$)"
    if re.fullmatch("[美法德英泰韩]国", name):
        return rf"(?<![最壮依司执立守普宪道康优完国]){name}(?![际有资企家民营债防内外务土道标库税产])"
    return name
