"""What the words before a figure say of it: a change, a share, a level, or only what another is compared with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.figures.figure import Quantity
from corpus.figures.units import is_measure_word
from corpus.figures.verbs import BECOME, BESIDE, COMPARATIVE_FALL, COMPARATIVE_RISE, FALL, REACH, RISE

if TYPE_CHECKING:
    from corpus.figures.amounts import Amount
    from corpus.figures.mentions import Mention
    from corpus.figures.phrases import Stretch

_RATES = frozenset(("%", "‰", "‱", "成", "倍", "番"))
_CHANGED = re.compile(rf"(?:(?P<rise>{RISE}|{COMPARATIVE_RISE})|(?P<fall>{FALL}|{COMPARATIVE_FALL}))了?$")
_COMPARED = re.compile("比|较|分别")
_BECAME = re.compile(rf"{BECOME}(?:[^，、到至]{{0,14}}的)?$")
_JUST_TO = re.compile("的?(?:以上|左右|多)?[到至](?:[^，、到至]{0,14}的)?")
_REACHED = re.compile(rf"{REACH}$")
_HELD = re.compile("(?P<subject>.+?)(?:控制|保持|稳定|维持|限制)在")
_FROM = re.compile("[从由自](?!业|有|主|然|于|来|动|由|治|贸)")
_COMPARISON = re.compile(rf"(?:{BESIDE}|超过)(?![重例率期时业值])[^，；]*$")
_OF_A_COMPARISON = re.compile(rf"[^，]*?{BESIDE}(?![重例率期时业值])[^，；]*的$")
_BEYOND = re.compile("(?:略|大大|远远?|明显)*(?:高于|低于|快于|超过)[^，；]{4,}")
_PART = re.compile(
    "占(?!地面|用|有|比|领)|(?:相当于|等于|为|是|完成|超过|达到?|占到?)了?(?=.*的$)"
    "|超过(?=.{3,}(?:额|量|数|计划|指标|水平|总和)$)"
)
_SHARE_OF_ITS_OWN = re.compile("比重|比例")
_RISES = re.compile("(?:每年|年均|再|又|净)?(?:新孵化|增加|增设|增发|多增|扩大|增收|增产)|.{0,6}(?:新增|净增)")
_NEW = re.compile("新增")
_FALLS = re.compile("(?:每年|年均|再|又)?(?:减少|压减|削减|裁减|减轻|节约|节省|核减|降低)")


def is_rate(text: str, amount: Amount) -> bool:
    """Tell whether a figure is a percentage, a multiple or a fraction."""
    if amount.unit:
        return amount.unit in _RATES
    written = text[amount.start : amount.end]
    return "分之" in written or "/" in written or written == "一半"


def counts_a_noun(text: str, amount: Amount) -> bool:
    """Tell whether a noun must be named with the figure: a measure word, or none (`14万人员`)."""
    return is_measure_word(amount.unit) or (not amount.unit and not is_rate(text, amount))


def change(text: str, amount: Amount, *, rises: bool) -> Quantity:
    """Return what a rise or fall by a figure is: a rate of growth or an increase."""
    if is_rate(text, amount):
        return Quantity.GROWTH if rises else Quantity.DECLINE
    return Quantity.INCREASE if rises else Quantity.DECREASE


def quantity_of(text: str, amount: Amount, name: Stretch) -> Quantity:
    """Return what a figure right beside a name says, by the verb in the name (`新增就业岗位21713个`).

    The verb may also introduce the list that the figure is in: `新增生产能力有：采煤1489万吨，…`.
    """
    colon = text.rfind("：", 0, name[0])
    if _RISES.match(text, *name) or (colon > 0 and _NEW.search(text, 0, colon)):
        return change(text, amount, rises=True)
    if _FALLS.match(text, *name):
        return change(text, amount, rises=False)
    return Quantity.LEVEL


def changed(text: str, mention: Mention, start: int, end: int) -> tuple[Stretch, bool] | None:
    """Return the verb at the end of a stretch that tells a change, and whether it is a rise."""
    found = _CHANGED.search(text, start, end)
    if found is None:
        return None
    bare = found[0] in f"{COMPARATIVE_RISE}|{COMPARATIVE_FALL}".replace("翻", "").split("|")
    if bare and not _COMPARED.search(text, mention.clause, found.start()):
        return None
    return found.span(), found["rise"] is not None


def became(text: str, mention: Mention, start: int, end: int) -> int | None:
    """Return where `提高到` begins at the end of a stretch; a bare 到 counts behind another figure (`由40个到29个`)."""
    found = _BECAME.search(text, start, end)
    if found:
        return found.start()
    return start if mention.shared and _JUST_TO.fullmatch(text, start, end) else None


def reached(text: str, start: int, end: int) -> Stretch | None:
    """Return the verb at the end of a stretch that tells a level: `达到`, `为`, `有`."""
    found = _REACHED.search(text, start, end)
    return found.span() if found else None


def held(text: str, start: int, end: int) -> int | None:
    """Return where the subject ends of `失业人数控制在市下达指标5000人以内`."""
    found = _HELD.match(text, start, end)
    return found.end("subject") if found else None


def base(text: str, mention: Mention, gap: Stretch) -> int | None:
    """Return where 从, 由 or 比 stands, when a figure is what a change set out from.

    `gap` is what stands between it and the next figure of the clause.
    """
    if _BECAME.search(text, *gap) or _JUST_TO.fullmatch(text, *gap):
        opening = _FROM
    elif _CHANGED.search(text, *gap) or text.endswith("超过", *gap):
        opening = _COMPARISON
    else:
        return None
    found = [match.start() for match in opening.finditer(text, mention.start, mention.amount.start)]
    return found[-1] if found else None


def is_beyond(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch says that something is above or below what follows: `高于前五年平均增长`."""
    return _BEYOND.match(text, start, end) is not None


def is_of_a_comparison(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is a comparison with what a figure belongs to: `比上期的`."""
    return _OF_A_COMPARISON.match(text, start, end) is not None


def share(text: str, start: int, end: int) -> int | None:
    """Return where `占国内生产总值的` or `为全年目标的` begins; `…占…比重` is an indicator of its own."""
    of = text.endswith("的", start, end)
    found = next((f for f in _PART.finditer(text, start, end) if f[0] in ("占", "超过") or of), None)
    if found is None:
        return None
    own = _BECAME.search(text, found.end(), end) or _SHARE_OF_ITS_OWN.search(text, found.end(), end)
    return None if found[0] == "占" and own else found.start()
