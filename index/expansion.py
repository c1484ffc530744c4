"""Abbreviations that people type and reports spell out."""

from __future__ import annotations

import re

_SPELLED_OUT = {
    "gdp": "生产总值",
    "gnp": "国民生产总值",
    "cpi": "居民消费价格",
    "ppi": "工业生产者出厂价格",
    "pmi": "采购经理指数",
    "fdi": "外商直接投资",
    "r&d": "研究与试验发展",
    "aqi": "空气质量指数",
    "sme": "中小企业",
    "smes": "中小企业",
    "soe": "国有企业",
    "soes": "国有企业",
    "ppp": "政府和社会资本合作",
    "bri": "一带一路",
    "npc": "人民代表大会",
    "cppcc": "政协",
    "wto": "世界贸易组织",
    "ngo": "社会组织",
    "ngos": "社会组织",
}
"""Abbreviations of statistics and administration, with the words of official Chinese for them."""

_ABBREVIATION = re.compile(
    rf"(?<![a-z])({'|'.join(re.escape(short) for short in sorted(_SPELLED_OUT, key=len, reverse=True))})(?![a-z])",
    re.IGNORECASE,
)


def expand(query: str) -> str:
    """Return the query with each known abbreviation followed by its words in brackets: `GDP（生产总值）`."""
    return _ABBREVIATION.sub(lambda found: f"{found[0]}（{_SPELLED_OUT[found[0].lower()]}）", query)
