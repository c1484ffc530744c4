"""Numbers as reports write them: figures with 万 and 亿, Chinese numerals, and both together (`1亿3千万`)."""

from __future__ import annotations

import re
from decimal import Decimal

_ARABIC = r"(?:\d{1,3}(?:，\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_DIGIT = "[一二两三四五六七八九十]"
_THOUSAND = "千(?![瓦克米伏卡兆])"
"""千 where it is a number: 30万千瓦 is 300,000 千瓦."""

_PLACE = f"(?:[零〇○一二两三四五六七八九十百万亿]|{_THOUSAND})"
_SCALE = f"(?:[十百万亿]|{_THOUSAND})"

FIGURES = rf"(?:{_ARABIC}{_SCALE}+零?)*{_ARABIC}(?:[多余几来]?{_SCALE})*[多余几来]?"
"""A pattern of a number that begins with a figure: `1009.2`, `2，300万`, `1亿3千多万`, `1万余`."""

NUMERAL = (
    rf"(?:{_DIGIT}、(?={_DIGIT}(?:{_SCALE}|[倍成番])))?{_DIGIT}(?:{_PLACE}|[多余几](?={_SCALE}))*"
    rf"(?:点[零〇○一二三四五六七八九]+{_SCALE}*)?[多余几来]?"
)
"""A pattern of a number in Chinese numerals: `三千万`, `二十八点七`, `四千二百多万`, `两、三百`."""

BELOW_ONE = "零点[零〇○一二三四五六七八九]+"
"""A pattern of a fraction in Chinese numerals: `零点五`."""

_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_VAGUE = re.compile("[多余几来]")
_TWO_DIGITS = re.compile("(?<!点)([一二两三四五六七八九])、?([一二两三四五六七八九])(?=[十百千万亿]|$)")


LONGEST_NUMBER = 40
"""Characters; what is longer, or has more digits than a Decimal keeps, tells no amount."""

_MOST_DIGITS = 28


def value_of(written: str) -> Decimal | None:
    """Return the plain number of `1009.2亿`, `1亿3千多万`, `三十六点五` or `两万亿`; None when it is none."""
    value = _value(_VAGUE.sub("", written)) if len(written) <= LONGEST_NUMBER else None
    if value is None or value.adjusted() >= _MOST_DIGITS:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def values_of(written: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the number and, for `两三千` or `七八十万`, the upper end it names; None where there is none."""
    both = _TWO_DIGITS.search(written)
    if both is None:
        return value_of(written), None
    head, tail = written[: both.start()], written[both.end() :]
    return value_of(head + both[1] + tail), value_of(head + both[2] + tail)


def _value(text: str) -> Decimal | None:
    whole, point, fraction = text.partition("点")
    if not point:
        return _section(text)
    units = _section(whole)
    decimals = [_DIGITS.get(character) for character in fraction.rstrip("十百千万亿")]
    scale = _scale(fraction.lstrip("".join(_DIGITS)))
    if units is None or None in decimals or not decimals or scale is None:
        return None
    return (units + Decimal("0." + "".join(map(str, decimals)))) * scale


def _section(text: str) -> Decimal | None:
    """Return the value of a numeral without a point: 亿, and then 万, multiply what stands before them."""
    for scale in ("亿", "万"):
        before, found, after = text.rpartition(scale)
        if found:
            times = _section(before) if before else Decimal(1)
            rest = _remainder(after, _LARGE[scale])
            return None if times is None or rest is None else times * _LARGE[scale] + rest
    return _below_ten_thousand(text)


def _remainder(text: str, scale: Decimal) -> Decimal | None:
    """Return what follows a 万 or 亿: nothing, a numeral, or one digit of the next place (`三万五`)."""
    if not text:
        return Decimal(0)
    if len(text) == 1 and _DIGITS.get(text):
        return _DIGITS[text] * scale / 10
    return _section(text)


def _below_ten_thousand(text: str) -> Decimal | None:
    total, digit = Decimal(0), None
    for part in re.findall(rf"{_ARABIC}|.", text):
        if part[0].isdecimal():
            digit = Decimal(part.replace("，", ""))
        elif part in _SMALL:
            total += (Decimal(1) if digit is None else digit) * _SMALL[part]
            digit = None
        elif part in _DIGITS and not digit:
            digit = Decimal(_DIGITS[part])
        else:
            return None
    return total + (digit or 0)


def _scale(text: str) -> Decimal | None:
    """Return what a run of 十百千万亿 multiplies by."""
    scale = Decimal(1)
    for character in text:
        factor = _SMALL.get(character) or _LARGE.get(character)
        if factor is None:
            return None
        scale *= factor
    return scale
