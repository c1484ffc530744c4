"""The numbers of a sentence that are figures, with their units and bounds; what they measure comes later."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.figures.bounds import bound_of
from corpus.figures.masks import masked
from corpus.figures.numerals import BELOW_ONE, FIGURES, NUMERAL, value_of, values_of
from corpus.figures.units import FIGURES_ONLY, ONE_DIGIT_NUMERAL, SCALED_ONLY, UNIT

if TYPE_CHECKING:
    from corpus.figures.figure import Bound


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit at `text[start:end]` of a folded sentence; the number alone ends at `number_end`."""

    start: int
    end: int
    number_end: int
    value: Decimal | None
    unit: str
    upper: Decimal | None = None
    bound: Bound | None = None


_RATIO = r"\d+(?:\.\d+)?(?:[：∶比]\d+(?:\.\d+)?)+"
_AMOUNT = re.compile(
    rf"(?P<ratio>{_RATIO})"
    rf"|(?P<per>[百千万])分之(?P<of>{FIGURES}|{BELOW_ONE}|{NUMERAL}|百)"
    rf"|(?P<parts>{NUMERAL}|\d+)分之(?P<some>{NUMERAL}|\d+)|(?P<over>\d)/(?P<under>\d)(?!\d|年)"
    r"|(?P<half>一半)(?=以上|左右|[，。；、）]|$)"
    rf"|(?P<number>(?<![\d.]){FIGURES}|(?<![零〇○一二两三四五六七八九十百千万亿数几上成点])(?:{BELOW_ONE}|{NUMERAL}))"
    rf"(?P<unit>个?多?月|{UNIT}|周?年|周岁)?(?P<and_half>(?<=[倍斤亩吨])半(?![年数]))?"
)
_PER = {"百": "%", "千": "‰", "万": "‱"}
_RANGE = re.compile("[—–\\-~～‐]{1,2}|至|到")
_LIST = re.compile("、|和|与|及|以及|或")
_FROM = re.compile("[从由自][^，。；、]{0,12}$")
_SCALES = re.compile("[万亿]")
_MEASURED_IN_TIME = {
    "年": re.compile("(?:受教育|寿命|年限|期限|工期|周期)[^，。；]{0,16}$"),
    "月": re.compile("(?:压缩|缩短|压减|缩减|延长|放宽)[^，。；]{0,6}$"),
    "岁": re.compile("(?:寿命|年龄|平均|退休)[^，。；]{0,16}$"),
}
"""Years and months are dates and spans, ages conditions, unless something is measured in them."""

_RANK = re.compile("(?:排名|位次|名次|位列|名列|列|居|排)[^，。；]{0,10}$")
_INDEX = re.compile("(?:指数|系数|得分|评分|总分|比值)[^，。；\\d]{0,12}$")
_ENDS = re.compile("[，。；、）]|以上|左右|以内|$")
"""What may follow a ten that counts (`盐场十个。`) and is no turn of phrase (`十个方面`)."""


def amounts_in(text: str) -> list[Amount]:
    """Return the figures of a folded sentence, in order, none overlapping another."""
    masks = masked(text)
    found = [
        amount
        for amount in map(_amount, _AMOUNT.finditer(text))
        if not any(start < amount.number_end and amount.start < end for start, end in masks)
    ]
    kept = [amount for amount in _listed(text, _ranges(text, found)) if _counts(text, amount)]
    return [replace(amount, bound=bound_of(text, amount.start, amount.end)) for amount in kept]


def _amount(found: re.Match[str]) -> Amount:
    start, end = found.span()
    if found["ratio"]:
        return Amount(start, end, end, None, "")
    if found["per"]:
        value = Decimal(100) if found["of"] == "百" else value_of(found["of"])
        return Amount(start, end, end, value, _PER[found["per"]])
    if found["half"]:
        return Amount(start, end, end, Decimal("0.5"), "")
    if found["parts"] or found["over"]:
        return Amount(start, end, end, _fraction(found), "")
    value, upper = values_of(found["number"])
    if found["and_half"] and value is not None:
        value += Decimal("0.5")
    return Amount(start, end, found.end("number"), value, found["unit"] or "", upper)


def _fraction(found: re.Match[str]) -> Decimal | None:
    above, below = value_of(found["some"] or found["over"]), value_of(found["parts"] or found["under"])
    return round(above / below, 4) if above and below else None


def _ranges(text: str, amounts: list[Amount]) -> list[Amount]:
    """Join two figures that are the ends of a range: `6.5%—7%`, `5到6个`, `10至15万人`."""
    joined: list[Amount] = []
    for amount in amounts:
        if joined and _is_range(text, joined[-1], amount):
            last = joined.pop()
            low = last.value if last.unit else _scaled_alike(text, last, amount)
            amount = replace(amount, start=last.start, value=low, upper=amount.value, unit=amount.unit or last.unit)
        joined.append(amount)
    return joined


def _is_range(text: str, low: Amount, high: Amount) -> bool:
    between = text[low.end : high.start]
    if not _RANGE.fullmatch(between) or low.upper is not None or high.value is None or low.value is None:
        return False
    if between in "至到" and low.unit and _FROM.search(text, 0, low.start):
        return False
    return low.unit in ("", high.unit) or not high.unit


def _scaled_alike(text: str, amount: Amount, model: Amount) -> Decimal | None:
    """Return the value of a number that shares the 万 or 亿 of the one after it."""
    scale = re.search("[万亿]+$", text[model.start : model.number_end])
    if amount.value is None or scale is None or _SCALES.search(text, amount.start, amount.end):
        return amount.value
    return value_of(text[amount.start : amount.number_end] + scale[0])


def _listed(text: str, amounts: list[Amount]) -> list[Amount]:
    """Give numbers without a unit that of the one they are listed with: `分别高4.2和0.7个百分点`."""
    result: list[Amount] = []
    for amount in reversed(amounts):
        after = result[0] if result else None
        bare = not amount.unit and amount.value is not None
        if after and after.unit and bare and _LIST.fullmatch(text, amount.end, after.start):
            amount = replace(amount, unit=after.unit, value=_scaled_alike(text, amount, after))
        result.insert(0, amount)
    return result


def _counts(text: str, amount: Amount) -> bool:
    """Tell whether a number that is not masked is a figure."""
    written, unit = text[amount.start : amount.number_end], amount.unit
    if amount.value is None:
        return re.fullmatch(_RATIO, written) is not None
    if unit[-1:] in _MEASURED_IN_TIME:
        return _MEASURED_IN_TIME[unit[-1]].search(text, 0, amount.start) is not None
    scaled = _SCALES.search(written) is not None
    if not unit:
        return scaled or _is_part(written) or _is_index(text, amount)
    if unit in SCALED_ONLY and not scaled:
        return False
    if unit in ("位", "名") and _RANK.search(text, 0, amount.start):
        return False
    return written[0].isdigit() or "分之" in written or _numeral_counts(text, amount, scaled)


def _numeral_counts(text: str, amount: Amount, scaled: bool) -> bool:
    """Tell whether a number in Chinese numerals is a figure rather than a turn of phrase or a name."""
    written, unit = text[amount.start : amount.number_end], amount.unit
    if unit in FIGURES_ONLY and not scaled:
        return False
    if len(written) > 1 and re.search("[十百千万亿点]", written):
        return True
    return unit in ONE_DIGIT_NUMERAL or (written == "十" and _ENDS.match(text, amount.end) is not None)


def _is_part(written: str) -> bool:
    return "分之" in written or "/" in written or written == "一半"


def _is_index(text: str, amount: Amount) -> bool:
    """Tell whether a bare number is the value of an index: `消费者信心指数为105.2`."""
    return text[amount.start].isdigit() and _INDEX.search(text, 0, amount.start) is not None
