"""Cuts the words of a sentence down to the phrase that names something."""

from __future__ import annotations

import re

from corpus.figures.adverbs import COMPARISON, LEADING, TRAILING
from corpus.figures.verbs import HEAD, PREDICATE, TOPIC_END

Stretch = tuple[int, int]
"""Offsets in a folded sentence."""

Stretches = tuple[Stretch, ...]

LONGEST_NOUN = 24
_LONGEST_TOPIC = 40

_SAYS_NOTHING = re.compile(
    "[了的其是在对从向为由将把给以用有即都使到至该致实这时]|实际|到了|作比较|人均|每人|(?:全国)?平均每人|先后|其余|分别|转为"
    "|减为|变为|后来|以后|随后|同时|结果|从而|[^，的]{2}后"
)
_NO_SUBJECT = re.compile(
    "[^，]*基础上|扣除|按|据|经|如果|为|由于|因为|通过|随|根据|除|不|综合|考虑|其中|[同与比][^，]*(?:年|期|相比|比较|时)|加上"
    "|特别是|当|了"
)
_SUBJECT_ON_A_BASIS = re.compile("(?!在)(?P<topic>[^，]{2,20}?)在[^，]*基础上")
_IN_RESPECT_OF = re.compile("在(?![校职建外岗册途役园学押逃场])(?P<topic>[^，]{2,24}?)(?:方面|中)")
_RAISED = re.compile(
    r"(?:连续第?[\d一二三四五六七八九十]+年)?(?:提高|增加|降低|减少|上调|下调|扩大)了?(?=[^了到至，]{4,})"
)
_NAMES_A_BASELINE = re.compile("[年月期届原]|设想|计划|预算|水平|以前|解放|历史")
_LEVEL = re.compile(
    "的?(?:这一|这个|宏伟|战略|奋斗)*(?:水平|目标|任务|大关|新?台阶|关口|上限|以上|高位|高度|基础|指标|线|速度|总?要求|情况)"
)
_ACCORDING_TO = re.compile("的?(?:不完全)?(?:统计|调查|检查|普查)")
_ONE_CHARACTER_NOUNS = tuple("省市县乡镇村国校厂社队州旗户")
_NOT_BEFORE_A_NOUN = tuple("、，和与及并等（）")
_NOT_AFTER_A_NOUN = tuple("的并而且")


class Phrases:
    """The folded text of one sentence and the phrases that can be cut from it."""

    def __init__(self, text: str) -> None:
        """Take the folded text of a sentence."""
        self.text = text

    def named(self, start: int, end: int) -> Stretch | None:
        """Return the name in a stretch before a figure or its verb; None when it only says when, how or than what."""
        before = None
        while before != (start, end):
            before = start, end
            end = self._without_comparison(start, self.without_adverbs(start, end))
            end -= self.text.endswith(("到", "至", "从", "由", "自"), start, end)
            start = self._without_leading(start, end)
        if start >= end or _SAYS_NOTHING.fullmatch(self.text, start, end):
            return None
        return self._balanced(start, end)

    def topic(self, start: int, end: int) -> Stretch | None:
        """Return the subject of a clause that tells no figure: `粮食产量` in `粮食产量屡创新高`."""
        told = _SUBJECT_ON_A_BASIS.fullmatch(self.text, start, end) or _IN_RESPECT_OF.fullmatch(self.text, start, end)
        if told and self._without_leading(*told.span("topic")) < told.end("topic"):
            return told.span("topic")
        if _NO_SUBJECT.match(self.text, start, end):
            return None
        start = self._without_leading(start, end)
        raised = _RAISED.match(self.text, start, end)
        start = raised.end() if raised else start
        stop = self.without_adverbs(start, self._end_of_topic(start, end))
        shortest = 1 if self.text.startswith("：", stop) else 2
        return self._balanced(start, stop) if shortest <= stop - start <= _LONGEST_TOPIC else None

    def noun(self, start: int, end: int) -> Stretch | None:
        """Return the noun phrase that a figure counts, right behind it; None when a verb or nothing stands there."""
        if self.is_level(start, end) or self.text[start:end].startswith(_NOT_BEFORE_A_NOUN):
            return None
        start += self.text.startswith("的", start)
        if self.text.startswith("人口", start):
            return start, start + 2
        stop = min(self._first(pattern, start, end) for pattern in (PREDICATE, _ACCORDING_TO))
        stop -= self.text.endswith(_NOT_AFTER_A_NOUN, start, stop)
        stop -= 2 * self.text.endswith("基本", start, stop)
        if stop - start > LONGEST_NOUN:
            of = self.text.rfind("的", start + 2, start + LONGEST_NOUN)
            stop = of if of > 0 else stop
        one = start < stop < end or self.text[start:stop] in _ONE_CHARACTER_NOUNS
        return self._balanced(start, stop) if stop - start >= 2 or one else None

    def said(self, start: int, end: int) -> Stretch | None:
        """Return what is said of those counted, where a verb follows the figure: `有44874人投案自首`."""
        end = min(end, start + LONGEST_NOUN)
        if start == end or self.is_level(start, end) or not PREDICATE.match(self.text, start, end):
            return None
        return start, end

    def is_level(self, start: int, end: int) -> bool:
        """Tell whether only `大关` or `的水平` follows, which says nothing of what is measured."""
        return _LEVEL.match(self.text, start, end) is not None

    def without_adverbs(self, start: int, end: int) -> int:
        """Return where a stretch ends without the adverbs, times and comparisons with a time at its end."""
        found = TRAILING.search(self.text, start, end)
        while found and found.start() < found.end():
            end = found.start()
            found = TRAILING.search(self.text, start, end)
        return end

    def _without_leading(self, start: int, end: int) -> int:
        found = LEADING.match(self.text, start, end)
        while found and found.end() > start:
            start = found.end()
            found = LEADING.match(self.text, start, end)
        return start

    def _without_comparison(self, start: int, end: int) -> int:
        """Return where a stretch ends without a comparison, unless it is all there is and names no baseline."""
        found = COMPARISON.search(self.text, start, end)
        if found and (found.start() > start or _NAMES_A_BASELINE.search(found[0])):
            return found.start()
        return end

    def _end_of_topic(self, start: int, end: int) -> int:
        ends = None if HEAD.search(self.text, start, end) else TOPIC_END.search(self.text, start, end)
        return ends.start() if ends else end

    def _first(self, pattern: re.Pattern[str], start: int, end: int) -> int:
        """Return where a pattern first stands outside brackets; the end where it does not."""
        for found in pattern.finditer(self.text, start, end):
            if self.text.count("（", start, found.start()) == self.text.count("）", start, found.start()):
                return found.start()
        return end

    def _balanced(self, start: int, end: int) -> Stretch:
        """Return the stretch without a bracket that is opened or closed outside it."""
        opening, closing = self.text.rfind("（", start, end), self.text.find("）", start, end)
        if opening > self.text.rfind("）", start, end):
            return start, max(opening, start + 1)
        if closing >= 0 and self.text.count("（", start, closing) == 0:
            return min(closing + 1, end - 1), end
        return start, end
