"""The question that a figure of the report answers.

An indicator is cut from its sentence by rule and may be less than a name; what cannot be asked for in a sentence that
a person would write is not asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum, auto
from typing import TYPE_CHECKING

from corpus.figures import FigureKind, Quantity
from corpus.figures.units import is_measure_word
from corpus.figures.verbs import OBJECT_VERB
from qa.suggest.themes import indicator_of
from qa.suggest.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.figures import Figure

_NAME = re.compile(r"[\u3400-\u9fffA-Za-z0-9.（）“”、—-]{4,22}")
_NO_NAME = re.compile(
    "[了是让仍被它她你这那此该第各每只拟已]|就(?![业医读诊])|使(?!用)|[将把](?![军关])|我(?!国)|他(?!项)|其(?!他)|不(?![锈动])"
    "|年(?!均)|来说|得以|分别|没有|提出|接近|超过|达到|做到|连续|上述"
    "|^(?:合计|[先再也并和与及的比按向对从由一二三四五六七八九十])|[由比每在于占的和与及、（中]$"
)
"""What clauses have and names have not."""

_AMOUNT = re.compile(
    "(?:值|额|量|率|收入|支出|面积|人[数口]|比[重例]|结构比|浓度|指数|里程|投资|产能|规模|赤字|价格|水平|强度|寿命|年限|天数|密度|数"
    "|速度|[涨增降]幅|贷款|存款|外资|标准|工资|利润|税收|储备|能耗|资金|经费|贸易|能力)(?:（[^（）]{1,8}）)?$"
)
"""Nouns that are amounts by themselves: `是多少` can be asked of them."""

_WORK = re.compile("(?:改造|整治|治理|建设|修复|开工|竣工|建成|创建|就业|脱贫|立项|搬迁|沟通)$")
"""Deeds behind what is done (`城镇新增就业`): they are asked after with the unit that counts them."""

_SHARES = re.compile("^(?:%|％|‰|个?百分点|倍|番|成)?$")
"""Units that are said in the answer, not in the question."""


class _Manner(Enum):
    """How a figure is asked for: as an amount, by what is done before or behind its name, by how much it changed."""

    AMOUNT = auto()
    DEED = auto()
    WORK = auto()
    OBJECT = auto()
    RISE = auto()
    GROWTH = auto()
    FALL = auto()
    LOSS = auto()


_RESULTS = {
    _Manner.AMOUNT: ("{name}是多少", "What was {english}"),
    _Manner.DEED: ("{name}多少{unit}", "What was {english}"),
    _Manner.WORK: ("{name}多少{unit}", "What was {english}"),
    _Manner.OBJECT: ("{verb}了多少{unit}{object}", "What was {english}"),
    _Manner.RISE: ("{name}增加了多少", "By what amount did {english} rise"),
    _Manner.GROWTH: ("{name}增长了多少", "By how much did {english} grow"),
    _Manner.FALL: ("{name}下降了多少", "By how much did {english} fall"),
    _Manner.LOSS: ("{name}减少了多少", "By how much did {english} fall"),
}
_TARGETS = {
    _Manner.AMOUNT: ("{name}的目标是多少", "What is the target for {english}"),
    _Manner.DEED: ("计划{name}多少{unit}", "What is the target for {english}"),
    _Manner.WORK: ("{name}的目标是多少{unit}", "What is the target for {english}"),
    _Manner.OBJECT: ("计划{verb}多少{unit}{object}", "What is the target for {english}"),
    _Manner.RISE: ("{name}计划增加多少", "By what amount is {english} to rise"),
    _Manner.GROWTH: ("{name}的增长目标是多少", "What is the growth target for {english}"),
    _Manner.FALL: ("{name}的下降目标是多少", "By how much is {english} to fall"),
    _Manner.LOSS: ("{name}计划减少多少", "By how much is {english} to fall"),
}
_UNNAMED = "What figure does the report give for “{name}”"
"""In English, where an amount reached has no English name."""


def questions_on(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Wording]]:
    """Yield each figure that can be asked for, with the question that it alone of these figures answers.

    A figure of no year is left out where a year is needed to tell it from others: of the indicators that are reported
    every year, and where another figure bears the same name.
    """
    names = Counter(figure.indicator for figure in figures)
    told = [each for each in figures if each.year or (names[each.indicator] == 1 and not indicator_of(each.indicator))]
    worded = [(figure, about_figure(figure)) for figure in told]
    counts = Counter(wording for _, wording in worded)
    yield from ((figure, wording) for figure, wording in worded if wording and counts[wording] == 1)


def about_figure(figure: Figure) -> Wording | None:
    """Return the question that a figure answers; None where its indicator is no name that can be asked for."""
    manner = None if figure.kind is FigureKind.UNKNOWN else _manner(figure)
    if manner is None:
        return None
    verb, _, counted = figure.indicator.partition("…")
    known = indicator_of(figure.indicator)
    chinese, english = (_TARGETS if figure.kind is FigureKind.TARGET else _RESULTS)[manner]
    if known is None and english == "What was {english}":
        english = _UNNAMED
    quoted = figure.indicator.replace("“", "‘").replace("”", "’")
    words = {"name": figure.indicator, "verb": verb, "object": counted, "unit": figure.unit}
    year = (f"{figure.year}年", f" in {figure.year}") if figure.year else ("", "")
    called = english.format(name=quoted, english=known[1] if known else f"“{quoted}”")
    return Wording(f"{year[0]}{chinese.format(**words)}？", f"{called}{year[1]}?")


def _manner(figure: Figure) -> _Manner | None:
    """Return how a figure is asked for, None where it cannot be."""
    verb, gap, counted = figure.indicator.partition("…")
    if not _NAME.fullmatch(verb + counted) or any(_NO_NAME.search(part) for part in (verb, counted) if part):
        return None
    if gap:
        counting = figure.quantity is Quantity.LEVEL and is_measure_word(figure.unit)
        return _Manner.OBJECT if counting and _is_verb(verb) and len(counted) > 2 else None
    match figure.quantity:
        case Quantity.LEVEL | Quantity.INCREASE:
            return _manner_of_level(figure)
        case Quantity.SHARE | Quantity.BASE:
            return None
    amount = _AMOUNT.search(figure.indicator)
    if not amount and _leading_verb(figure.indicator):
        return None
    return _Manner.GROWTH if figure.quantity is Quantity.GROWTH else _Manner.FALL if amount else _Manner.LOSS


def _manner_of_level(figure: Figure) -> _Manner | None:
    name, counted = figure.indicator, not _SHARES.match(figure.unit)
    if (doing := _leading_verb(name)) and counted:
        return _Manner.DEED if len(name) - doing > 1 and not _is_verb(name[doing:]) else None
    if _AMOUNT.search(name):
        rises = figure.quantity is Quantity.INCREASE and "新" not in name
        return _Manner.RISE if rises else _Manner.AMOUNT
    return _Manner.WORK if _WORK.search(name) and counted else None


def _leading_verb(name: str) -> int:
    """Return how many characters of a name are the verb it begins with."""
    return next((end for end in (5, 4, 3, 2) if _is_verb(name[:end])), 1 if name.startswith("新") else 0)


def _is_verb(words: str) -> bool:
    return OBJECT_VERB.fullmatch(words) is not None
