"""What a figure measures, read from the words before and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.figures import relations
from corpus.figures.figure import Quantity
from corpus.figures.phrases import LONGEST_NOUN, Phrases, Stretch, Stretches
from corpus.figures.spoken import Spoken
from corpus.figures.verbs import HEAD, LIGHT_VERB, OBJECT_VERB

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.figures.mentions import Mention

_LONGEST_ATTRIBUTE = 18
_ENUMERATOR = re.compile("[一二三四五六七八九十]+[是要](?!个)|其[一二三四]，?")
_NEARLY = re.compile("的?(?:大?约|将?近|不到|超过|已)?$")
_TAKES_AN_OBJECT = re.compile("(?:有|在|完成|实现|建成|新增|包括)了?$")
_SPEED = re.compile("(?:速度|增速|率|涨幅|水平|幅度)$")
_LEANS = re.compile("占|在(?![校职建外岗册途役园学])")
_PART_OF = re.compile("占(?!地面|用|有|比|领)")
_PLACE = re.compile("[^的，]{1,7}(?:省|市|自治区|县|区|地区|国)")
_REACHES_PEOPLE = re.compile("惠及|覆盖|受益")


@dataclass(frozen=True, slots=True)
class Naming:
    """The indicator of a figure as stretches of its sentence, and what the figure says of it.

    `subject` is the part that a later figure of the sentence may leave out.
    """

    stretches: Stretches
    quantity: Quantity
    subject: Stretches


class NamingReader:
    """Names the figures of one sentence in order; what a figure leaves out, one before it said."""

    def __init__(self, text: str) -> None:
        """Take the folded text of a sentence."""
        self.text = text
        self.phrases = Phrases(text)
        self.spoken = Spoken(self.phrases)
        self._following: Mention | None = None

    def read(self, mentions: Sequence[Mention]) -> list[Naming]:
        """Return the naming of each figure."""
        namings = []
        for number, mention in enumerate(mentions, 1):
            self._following = mentions[number] if number < len(mentions) else None
            naming = self._naming(mention)
            self.spoken.remember(mention, naming.subject)
            namings.append(naming)
        return namings

    def _naming(self, mention: Mention) -> Naming:
        end = mention.amount.start
        numbered = _ENUMERATOR.match(self.text, mention.start, end)
        start = numbered.end() if numbered else mention.start
        if self._is_compared_with(mention):
            return _of(self.spoken.of(mention), Quantity.BASE)
        base = self._base(mention)
        if base is not None:
            return self._with_subject(mention, start, base, Quantity.BASE)
        held = relations.held(self.text, start, end)
        if held is not None:
            return self._with_subject(mention, start, held, Quantity.LEVEL)
        return self._share(mention, start) or self._by_verb(mention, start, self.phrases.without_adverbs(start, end))

    def _is_compared_with(self, mention: Mention) -> bool:
        """Tell whether the figure is only what another is compared with: `比上期的11%有较大提高`."""
        start, end = mention.start, mention.amount.start
        if relations.is_beyond(self.text, start, end):
            return self.phrases.is_level(mention.tail, mention.end)
        return relations.is_of_a_comparison(self.text, start, end) and self.phrases.named(start, end) is None

    def _base(self, mention: Mention) -> int | None:
        if self._following is None or not self._following.shared:
            return None
        gap = mention.tail, self.phrases.without_adverbs(mention.tail, self._following.amount.start)
        return relations.base(self.text, mention, gap)

    def _share(self, mention: Mention, start: int) -> Naming | None:
        """Return the naming of a share: the subject, and of what it is a part (`…占国内生产总值`)."""
        if not relations.is_rate(self.text, mention.amount):
            return None
        end = mention.amount.start
        openings = (start, mention.clause) if self.text.endswith("的", start, end) else (start,)
        for opening in openings:
            part = relations.share(self.text, opening, end)
            if part is not None:
                stretches, subject = self._named_or_inherited(mention, opening, part)
                nearly = _NEARLY.search(self.text, part, end)
                return Naming((*stretches, (part, nearly.start() if nearly else end)), Quantity.SHARE, subject)
        return None

    def _by_verb(self, mention: Mention, start: int, end: int) -> Naming:
        """Return the naming by the verb right before the figure; without one it counts what stands beside it."""
        before, noun = self.phrases.named(start, end), self._noun(mention)
        change = relations.changed(self.text, mention, start, end)
        of_noun = relations.is_rate(self.text, mention.amount) and self.text.startswith("的", mention.tail)
        if before and noun and of_noun and change:
            return _of((change[0], noun), self._changed(mention, change[1]))
        if before and noun and of_noun:
            return _of((before, noun), Quantity.SHARE)
        became = relations.became(self.text, mention, start, end)
        if became is not None:
            return self._with_subject(mention, start, became, Quantity.LEVEL)
        if change:
            return self._change(mention, start, *change)
        reached = relations.reached(self.text, start, end)
        if reached:
            return self._level(mention, start, reached)
        return self._counted(mention, start, end)

    def _change(self, mention: Mention, start: int, verb: Stretch, rises: bool) -> Naming:
        """Return the naming of a figure right behind 增长 or 减少."""
        subject, noun = self.phrases.named(start, verb[0]), self._noun(mention)
        measured = subject and HEAD.search(self.text, *subject)
        if noun and not relations.is_rate(self.text, mention.amount) and not measured:
            return _of((verb, noun), self._changed(mention, rises))
        return self._with_subject(mention, start, verb[0], self._changed(mention, rises))

    def _level(self, mention: Mention, start: int, verb: Stretch) -> Naming:
        """Return the naming of a figure right behind 达到, 为 or 有."""
        subject = self.phrases.named(start, verb[0])
        if _TAKES_AN_OBJECT.search(self.text, *verb) or subject is None:
            noun = self._noun(mention)
            if noun and (subject is None or relations.counts_a_noun(self.text, mention.amount)):
                speed = _SPEED.search(self.text, *noun)
                return _of((noun,), Quantity.LEVEL if speed else self._share_or_level(mention))
        said = self.phrases.said(mention.tail, mention.end)
        if said and self.text.endswith("有", *verb):
            root = (subject,) if subject else self.spoken.of(mention)
            return Naming((*root, said), self._share_or_level(mention), root)
        return self._with_subject(mention, start, verb[0], Quantity.LEVEL)

    def _counted(self, mention: Mention, start: int, end: int) -> Naming:
        """Return the naming of a figure that stands right beside what it counts."""
        before, noun = self.phrases.named(start, end), self._noun(mention)
        if before is None:
            return self._counted_alone(mention, noun)
        quantity = relations.quantity_of(self.text, mention.amount, before)
        before = before[0] + (_PART_OF.match(self.text, *before) is not None), before[1]
        attribute = self.text.endswith("的", *before) or before[1] - before[0] <= 2
        if noun and attribute and before[1] - before[0] <= _LONGEST_ATTRIBUTE:
            return _of((before, noun), quantity)
        verb = OBJECT_VERB.search(self.text, start, end)
        if noun and verb:
            lead = self.phrases.named(*verb.span()) or verb.span()
            return _of((noun,) if LIGHT_VERB.fullmatch(self.text, *lead) else (lead, noun), quantity)
        if noun and relations.counts_a_noun(self.text, mention.amount):
            return _of((noun,), Quantity.LEVEL)
        return self._counted_behind(mention, before, verb, quantity)

    def _counted_behind(
        self, mention: Mention, before: Stretch, verb: re.Match[str] | None, quantity: Quantity
    ) -> Naming:
        """Return the naming of a figure behind what it counts: `新建学校6所`, `其中获奖的20项`, `惠及1100万人`."""
        if self.text.endswith("的", *before):
            return Naming((*self.spoken.of(mention), before), quantity, self.spoken.of(mention))
        if _REACHES_PEOPLE.fullmatch(self.text, *before):
            return Naming((*self.spoken.means(mention), before), quantity, (before,))
        if LIGHT_VERB.fullmatch(self.text, *before) and self._following and self._following.shared:
            noun = self._noun(self._following)
            return _of((noun,) if noun else (before,), quantity)
        alone = verb and before[1] - before[0] <= verb.end() - verb.start()
        beside = self.spoken.beside(mention, before) if alone or self.spoken.is_treated(before) else None
        return _of(beside or (before,), quantity)

    def _counted_alone(self, mention: Mention, noun: Stretch | None) -> Naming:
        """Return the naming of a figure that opens its clause: `8家企业获奖`, `71%的机组实现超低排放`."""
        if noun and relations.is_rate(self.text, mention.amount):
            whole = noun[0], max(noun[1], min(mention.end, noun[0] + LONGEST_NOUN))
            return Naming((whole,), Quantity.SHARE, (noun,))
        said = None if noun else self.phrases.said(mention.tail, mention.end)
        if said:
            root = self.spoken.of(mention)
            return Naming((*root, said), self._share_or_level(mention), root)
        return _of((noun,) if noun else self.spoken.of(mention), Quantity.LEVEL)

    def _with_subject(self, mention: Mention, start: int, end: int, quantity: Quantity) -> Naming:
        """Return the naming of a figure whose subject stands in a stretch before its verb."""
        stretches, subject = self._named_or_inherited(mention, start, end)
        return Naming(stretches, quantity, subject)

    def _named_or_inherited(self, mention: Mention, start: int, end: int) -> tuple[Stretches, Stretches]:
        """Return the name in a stretch, and what of it a later figure may leave out.

        Where nothing is left of it, that is what was spoken of before; where it leans on that (`占…`, `其中…的`), both.
        """
        name = self.phrases.named(start, end)
        if name is None:
            return (self.spoken.of(mention),) * 2
        if self.text.startswith("、", name[1]):
            name = self.phrases.topic(*name) or name
        if _PLACE.fullmatch(self.text, *name):
            told = (*self.spoken.measured(mention), name)
            return told, told
        root = self.spoken.of(mention)
        if self.text.endswith("的", *name):
            return tuple(dict.fromkeys((*root, name))), root
        told = (*root, name) if _LEANS.match(self.text, *name) else (*self.spoken.opening(mention, name), name)
        return told, told

    def _noun(self, mention: Mention) -> Stretch | None:
        return self.phrases.noun(mention.tail, mention.end)

    def _changed(self, mention: Mention, rises: bool) -> Quantity:
        return relations.change(self.text, mention.amount, rises=rises)

    def _share_or_level(self, mention: Mention) -> Quantity:
        return Quantity.SHARE if relations.is_rate(self.text, mention.amount) else Quantity.LEVEL


def _of(stretches: Stretches, quantity: Quantity) -> Naming:
    return Naming(stretches, quantity, stretches)
