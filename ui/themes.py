"""What reports of this kind speak of, in words fit for a question in Chinese and in English.

The genre is fixed (indicators first, then fields of work), so a short list covers it; which themes a given
report offers, and for which year, is read off the report in `ui/examples.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """An indicator with a figure, or a field of work; `pattern` finds it in a report."""

    pattern: re.Pattern[str]
    english: str
    chinese: str = ""


INDICATORS = (
    Theme(re.compile(r"(?:地区|国内)生产总值"), "GDP"),
    Theme(re.compile(r"(?:一般)?公共(?:财政)?预算收入|财政总?收入"), "government revenue"),
    Theme(re.compile(r"居民(?:人均)?可支配收入"), "per capita disposable income"),
    Theme(re.compile(r"新增就业岗位|城镇新增就业"), "new employment"),
    Theme(re.compile(r"城镇(?:调查|登记)失业率"), "the urban unemployment rate"),
    Theme(re.compile(r"固定资产投资"), "fixed-asset investment"),
)
"""Themes whose question is about a figure, called in Chinese as the report calls it."""

FIELDS = (
    Theme(re.compile("住房|房地产"), "housing", "住房"),
    Theme(re.compile("生态|环境|污染"), "the environment", "生态环境"),
    Theme(re.compile("教育"), "education", "教育"),
    Theme(re.compile("营商环境|放管服|简政放权"), "the business environment", "营商环境"),
    Theme(re.compile("乡村|农村|三农|农业"), "rural development", "乡村发展"),
    Theme(re.compile("文化"), "culture", "文化"),
    Theme(re.compile("科技|创新创业|创新驱动"), "science and innovation", "科技创新"),
    Theme(re.compile("就业"), "employment", "就业"),
    Theme(re.compile("健康|医疗|卫生"), "health care", "医疗卫生"),
    Theme(re.compile("社会治理"), "community governance", "社会治理"),
    Theme(re.compile("民生|社会保障|社会事业"), "people's livelihood", "民生保障"),
    Theme(re.compile("改革"), "reform", "改革"),
)
"""Themes whose question is about what was done or is planned."""
