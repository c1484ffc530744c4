"""What stands around a name without being part of it: connectives, adverbs, times and comparisons."""

from __future__ import annotations

import re

from corpus.figures.patterns import any_of
from corpus.figures.times import AT_A_TIME, TIME
from corpus.figures.verbs import BESIDE

_NUMERAL = "[一二三四五六七八九十]"
_ENUMERATOR = rf"{_NUMERAL}+[是要](?!个)|其{_NUMERAL}|第{_NUMERAL}+[，、：]|（(?:{_NUMERAL}+|\d+)）|\d[.、]"

_CONNECTIVES = any_of(
    """其中 同时 此外 另外 并且 并 而且 而 但是 但 且 从而 因此 因而 于是 即 例如 比如 譬如 如[果] 后来 特别是
    尤其是 包括 以及 或者 或 和 与 及 、 ， 所以 这样 此项 因为 由于 单是 只要 虽然 尽管 如果 果 仅由 即使
    使[用馆命得] 让[利] 把[握] 将 按照 为[了] 为了 为了实现 为此 为此， 首先是 据对 我们 大家 他们
    综合各方面因素 加上"""
)
_LEADING_ADVERBS = any_of(
    """又 再 还 也 就[业读医诊近] 都 均[衡价等] 则 却 的 共 已 已经 一律 要[素求] 将要 拟 可以 可[再支燃比吸] 能够 力争
    争取 确保 预计 估计 累计 总共 一共 全部 仅 仅仅 只[能] 大约 约[束] 平均每年 年均 每年 日均 大体 力求 必须 应[届]
    应当 需要 准备 决定 规定 要求 还要 进一步 实现了 完成了 实现[率] 完成[率] 有[色机关限效线人] 共有[色机关限效线人]"""
)
_LEADING_PHRASES = (
    "(?:国家|五年)?计划(?:规定|要求)，?|计划(?=[增减提降安在由从])|平均(?=每)"
    "|(?:扣除|剔除|考虑)[到了]?[^，]{2,12}?(?:因素|影响)，?"
)
LEADING = re.compile(
    rf"{_ENUMERATOR}|{_CONNECTIVES}|{_LEADING_ADVERBS}|{_LEADING_PHRASES}|{AT_A_TIME}的?"
    "|在(?![校职建外岗册途役园学])[^，；的]{1,20}?"
    "(?:方面|期间|中间|当中|以前|情况下|基础上|条件下|的同时|[中上下内前后里时](?![的央等学小游岗级海市]))"
)
"""What may open a stretch before its name, one piece a match."""

_TRAILING_ADVERBS = any_of(
    """大约 <节制签公条预契>约 将近 <最附新远临>近 接近 超过 突破 逾 不低于 不少于 不超过 不高于 至少 最多 至多 高达
    多达 左右 低于 高于 少于 多于 不到 不足 不过 超 只 仅 仅仅 已 已经 一律 就 便 才 又 再 <偿归返退>还 也 <人>均 都
    <人>各 即使 平均 每平均 人平均 每人平均 分别 大体 大致 估计 预计 预期 计划 要求 拟 可
    <产职功性智潜动节才效可技>能 将 将要 <需重主必>要 <供相响适反效对呼>应 <供相响适反效对呼>应当
    <供相响适反效对呼>应该 必须 争取 力争 确保 有望 共 总共 整整 足足 一直 始终 持续 长期 连年 连续 先后 先
    <社大协学委机>会 迅速 长达 宽达 进一步 继续 大幅 大幅度 明显 显著 逐年 逐步 实际 同比 环比 年均 平均每年
    每年平均 每年 年平均 平均每人每年 累计 总 历史性 首次 稳步 至今 提前 超额 普遍 略 略有 多 几乎 竟 仍 仍然 依然
    却 则 大概 其 每天 日均 每月 月均 全部 一共 一般 合计 亦 相应 相应地 大大 的确 达 <得可>以 、 了"""
)
_EACH = r"(?:平均)?每(?:人|\d+)?(?:公斤|斤|亩|吨|人每年)"
_BASELINE = "上一年|上期|计划|预算数?|预计|原计划|年初预算|上届|规划"
TRAILING = re.compile(
    rf"(?:{_TRAILING_ADVERBS}|{_EACH}|在?{TIME}的?|按可比(?:价格|口径)(?:计算)?"
    rf"|{BESIDE}(?:{TIME}|{_BASELINE})(?:同期|决算数?|预计|的水平)?(?:相比|比较)?)$"
)
"""What may stand between a name and its verb or figure, one piece a match at the end of a stretch."""

COMPARISON = re.compile(
    rf"{BESIDE}(?![比重例率期时志意等样业此值])[^，；]{{1,28}}?(?:相比|比较|相较)?(?<!之比)(?<!比例)(?<!比重)$"
)
"""A comparison at the end of a stretch: `比一九八○年`, `同去年同期相比`."""
