"""What reports of this kind speak of, and what it is called in English.

The genre is fixed (indicators first, then fields of work), so short lists cover it; which of them a given report
speaks of, and for which year, is read off the report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.text import simplified


@dataclass(frozen=True, slots=True)
class Theme:
    """An indicator, whose whole name `pattern` is, or a field of work, whose headings `pattern` finds."""

    pattern: re.Pattern[str]
    english: str


_INDICATORS = r"""
GDP = (?:地区|国内)?生产总值
the number of new {}jobs = 新增就业(?:岗位|人数|人口)?|就业岗位
{}government revenue = (?:一般)?公共(?:财政)?预算收入|财政总?收入
{}per capita disposable income = (?:居民)?人均可支配收入
forest coverage = 森林覆盖率(?:（.{1,6}）)?
{}fixed-asset investment = (?:全社会)?固定资产投资(?:总?额)?
foreign trade = (?:货物)?(?:进出口|对外贸易)(?:贸易)?(?:总额|总值)?
the average level of PM2.5 = (?:细颗粒物（)?PM2\.5）?(?:年均|平均)?浓度
the number of new rental homes = 新增租赁住房
the output of grain = 粮食(?:总|年)?产量
energy use per unit of GDP = 单位(?:国内|地区)?生产总值(?:综合)?能耗
the total of retail sales = (?:社会消费品|社会商品)零售总额
the gross output of industry and agriculture = 工农业(?:生产)?总产值
the gross output of industry = (?:规模以上)?工业总产值
the gross output of agriculture = 农业总产值
the {}surveyed unemployment rate = 调查失业率
the {}registered unemployment rate = 登记失业率
the number of registered {}unemployed people = 登记失业人数
{}per capita net income = (?:居民)?人均纯收入
the gross national product = 国民生产总值
per capita GDP = 人均(?:地区|国内)?生产总值
the value added of industry = (?:规模以上)?工业增加值
the output of steel = 粗?钢(?:年)?产量
the output of coal = 原?煤(?:年)?产量
the output of cotton = 棉花(?:总|年)?产量
the output of crude oil = (?:原油|石油)(?:年)?产量
the rise of {}consumer prices = 居民消费价格(?:总水平|指数)?涨幅
the {}consumer price level = 居民消费价格(?:总水平|指数)?
foreign investment = (?:实际)?(?:利用|使用)外资|外商直接投资
contracted foreign investment = 合同(?:利用)?外资
the share of days with good air = 空气质量(?:指数（AQI）)?优良(?:天数)?(?:比率|比例|率)
park green space per person = 人均公园绿地面积
green coverage of the built-up area = 建成区绿化覆盖率
the urbanization rate = (?:常住人口)?城镇化率
the urbanization rate by household registration = 户籍人口城镇化率
{}government spending = (?:一般)?公共(?:财政)?预算支出|财政总?支出
the {}budget deficit = 财政赤字|赤字规模
the deficit as a share of GDP = 赤字率
defence spending = 国防(?:支出|费|经费)
broad money (M2) = 广义货币(?:供应量)?（?M2）?
the level of foreign exchange reserves = 外汇储备(?:余额)?
the length of railways = 铁路(?:营业)?里程
the length of high-speed railways = (?:高速铁路|高铁)(?:营业)?里程
the length of expressways = 高速公路(?:通车)?里程
the {}population = (?:实有|常住|总)?人口
life expectancy = (?:人均|平均)?(?:预期|期望)寿命
"""
_FIELDS = """
housing = 住房|房地产
the environment = 生态|环境(?:保护|治理|质量|综合)|污染|环保
education = 教育
the business environment = 营商环境|放管服|简政放权
rural development = 乡村|农村|三农|农业
culture = 文化
science and innovation = 科技|科学(?!发展|合理|统筹|规划)|(?:自主|技术)创新|创新(?:驱动|引领|体系|型|能力|创业|发展)
employment = 就业
health care = 健康(?!发展)|医疗|卫生
public safety = 治安|安全(?!屏障)
community governance = 社会治理|社会管理|基层治理
social security = 社会保障|社会保险|养老
opening up = 开放|外贸
reform = 改革
industry = 工业|制造业|实体经济
"""
_QUALIFIERS = {
    "全国": "", "我国": "", "全省": "", "全市": "", "全区": "", "全县": "", "全年": "", "年末": "", "全社会": "",
    "中央": "central ", "地方": "local ", "农村": "rural ", "城镇": "urban ", "城市": "urban ",
    "城乡": "urban and rural ", "区级": "district-level ", "市级": "city-level ", "省级": "provincial ",
    "县级": "county-level ", "": "",
}  # fmt: skip


def _themes(table: str) -> tuple[Theme, ...]:
    rows = (line.partition(" = ") for line in table.strip().splitlines())
    return tuple(Theme(re.compile(pattern), english) for english, _, pattern in rows)


INDICATORS = _themes(_INDICATORS)
"""In the order in which they are asked about; `{}` is where a qualifier stands (`urban `)."""

FIELDS = _themes(_FIELDS)


def indicator_of(name: str) -> tuple[Theme, str] | None:
    """Return the indicator that a report calls by this name, and what it is called in English.

    Words like `全国` and `城镇` may stand before it. None for an indicator without an English name.
    """
    plain = simplified(name)
    for theme in INDICATORS:
        for chinese, english in _QUALIFIERS.items():
            if plain.startswith(chinese) and theme.pattern.fullmatch(plain.removeprefix(chinese)):
                qualified = theme.english if "{}" in theme.english else "{}" + theme.english
                return theme, qualified.format(english)
    return None


def field_of(heading: str) -> Theme | None:
    """Return the field of work that a heading names first in the order of `FIELDS`; None when it names none."""
    return next((theme for theme in FIELDS if theme.pattern.search(heading)), None)
