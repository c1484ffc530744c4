"""The units that reports count and measure in.

Many are also the first character of a word (`3万家庭`, `5人大代表`): what may not follow stands in brackets.
"""

from __future__ import annotations

import re

from corpus.figures.patterns import any_of

_SHARES = "% ％ ‰ 个百分点 百分点 个千分点 个多百分点 倍 番 成[为立本功果都员年人品长就效熟交套不]"
_MONEY = """
    美元 美金 欧元 日元 港元 港币 澳元 加元 英镑 新卢布 卢布 马克 法郎 人民币 块钱 毛钱 分钱
    元[旦首素件年宵气] 角[度落色]
"""
_WEIGHTS = """
    微克 毫克 公斤 千克 克[拉服勤隆里] 万吨 吨标准煤 吨标煤 吨位 吨公里 换算吨公里 吨[位] 斤[斤] 市斤
    担[任当保负心] 市担
"""
_SIZES = """
    公里 千米 厘米 毫米 微米 海里 华里 市里 公尺 公分 公厘 米[兰饭面] 平方公里 平方千米 平方米 平方公尺
    平方 平米 公顷 市亩 亩[产] ㎡ 立方米 立方公尺 立方 毫升 升[至到级高学为值] 土方 石方 公方 方[米公] 桶[装]
"""
_ENERGY = """
    千瓦小时 千瓦时 瓦时 千瓦 兆瓦时 兆瓦 吉瓦 瓦[斯解] 马力 千伏安 伏安 千伏 伏[击] 大卡 千卡 度[过假]
    摄氏度 ℃ 分贝 标准煤
"""
_TRAFFIC = """
    人公里 人次 人日 人天 车次 车公里 架次 辆次 班次 航次 艘次 列车公里 标准箱 标箱 TEU 重量箱 标准台
    件次 户次 例次 台次
"""
_REST = """
    个工作日 工作日 个小时 小时 分钟 秒 天[然津气] 岁 兆比特 千兆 兆 GB TB MB PB G/s Mbps Gbps
    分[别钟之布离类级析为支行流设公店散局院校明部担子贝] 点[名面位评对燃到上以]
"""
_MEASURE_WORDS = """
    人[民均才类大员生工士物事文际家造口次公日天力] 名[牌单录额列义胜称声优校城镇] 位[居列于次置处阶数]
    口[岸碑号] 户[籍主型均口外] 户数 家[庭园属长电具居门畜禽] 所[有以属在需得谓] 套[牌利] 间[接隔] 座[谈位]
    栋 幢 床 张床位 张[贴] 个[体人税性] 项[目] 件[均] 种[植粮子业养苗田] 类[似型] 条[件例约款]
    处[理置分罚方于长级在] 起[来到步点草诉用] 宗[教旨] 批[准次发复评示] 台[湾风账阶] 辆 架[构空桥子] 艘
    列[入为席车出举] 部[门队分署委级长] 本[地市区科省县国级土身质人年届次期着来轮报月] 册 篇 份[额]
    支[持付出援撑部柱教] 枝 只[有要能是占完用] 头[等号部] 匹[配] 羽[毛] 尾[水矿] 株[洲] 棵 门[诊类户槛]
    线[上下路索] 枚 颗[粒] 双[方边向创拥语轨] 片[区面] 块[钱] 段 站[点] 场[所馆地次景] 次[产要数年日]
    例[如会行外] 笔[记者] 组[织建成团合] 对[夫] 锭 根[据本] 孔[子] 眼[前] 盏 盒 箱 袋 瓶 款[项] 步
    样[板本品] 台套 台件 处所 家次 份额 届 轮 层 期[间望] 队[伍] 班[子级] 趟 幅 单[位独一项纯] 印张
    道[路德教] 级[别以台]
"""

ONE_DIGIT_NUMERAL = frozenset(
    ("吨", "公斤", "公里", "亩", "倍", "番", "斤", "公顷", "担", "成", "个百分点", "百分点", "个千分点")
)
"""Units after which a numeral of one character counts (`增长两倍`); `三个`, `两项`, `一元` are mostly idioms."""

FIGURES_ONLY = frozenset("届轮期批级步点层方段班度线道队样")
"""Units that name things behind a Chinese numeral (`十三届`, `三期`): only figures count before them."""

SCALED_ONLY = frozenset("度方点期级线步批段班道队样")
"""Units that number things even behind a figure (`3期`, `17线`): only 万 and 亿 of them count."""

_SINGLE = any_of(_SHARES + _MONEY + _WEIGHTS + _SIZES + _ENERGY + _TRAFFIC + _REST + _MEASURE_WORDS)
UNIT = rf"{_SINGLE}(?:[/／每][万亿]?(?:{_SINGLE}|[日年天]))?"
"""A pattern of one unit, or of one by another: `微克/立方米`, `吨标准煤/万元`."""

_COUNTING = frozenset(re.sub(r"\[[^\]]*\]", "", _MEASURE_WORDS).split())
_ALIKE = {"％": "%", "百分点": "个百分点", "平米": "平方米", "㎡": "平方米", "名": "人", "位": "人"}


def is_measure_word(unit: str) -> bool:
    """Tell whether the unit is a measure word, behind which stands what is counted (`20项行政审批事项`)."""
    return unit in _COUNTING


def same_unit(one: str, other: str) -> bool:
    """Tell whether two units count the same thing (`人` and `名`)."""
    return _ALIKE.get(one, one) == _ALIKE.get(other, other)
