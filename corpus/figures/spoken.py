"""What a sentence has spoken of before a figure, and the figure may leave out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.figures.verbs import HEAD, OBJECT_VERB, OPENING_VERB

if TYPE_CHECKING:
    from corpus.figures.mentions import Mention
    from corpus.figures.phrases import Phrases, Stretch, Stretches

_LONGEST_MEANS = 30
_SHORT = re.compile("[^、的]{1,6}(?:、[^、的]{1,6})*")
_ACTS = re.compile(f"{OPENING_VERB.pattern}|采取|对")
_TREATED = re.compile(".{0,3}(?:采纳|办结|整改|审结|修订|废止)")
_CUMULATIVE = re.compile("累计|总数|总计")
_NEW = re.compile("新增加?|新(?![型能兴农区城一时生])")


class Spoken:
    """The subject of the last figure read in a sentence, and the topics of the clauses between."""

    def __init__(self, phrases: Phrases) -> None:
        """Take the phrases of a sentence of which no figure is read yet."""
        self.text = phrases.text
        self.phrases = phrases
        self.subject: Stretches = ()
        self.last: Mention | None = None

    def remember(self, mention: Mention, subject: Stretches) -> None:
        """Keep what a figure was about."""
        self.subject, self.last = subject or self.subject, mention

    def of(self, mention: Mention) -> Stretches:
        """Return what was spoken of: the subject of a nearer clause without a figure, else the last figure's."""
        for start, end in mention.earlier:
            if self._is_read(start):
                break
            topic = self.phrases.topic(start, end)
            if topic:
                return (topic,)
        cumulative = _CUMULATIVE.search(self.text, mention.start, mention.amount.start)
        return self._no_longer_new() if cumulative and self.subject else self.subject

    def means(self, mention: Mention) -> Stretches:
        """Return the clause right before, without a figure, that says by what people were reached."""
        start, end = next(iter(mention.earlier), (0, 0))
        phrase = None if start == end or self._is_read(start) else self.phrases.named(start, end)
        return (phrase,) if phrase and phrase[1] - phrase[0] <= _LONGEST_MEANS else ()

    def measured(self, mention: Mention) -> Stretches:
        """Return what a clause before names to be told place by place: `人口增长率，四川由…降到…，上海由…`."""
        topics = (self.phrases.topic(start, end) for start, end in mention.earlier)
        return next(((topic,) for topic in topics if topic and HEAD.search(self.text, *topic)), ())

    def opening(self, mention: Mention, name: Stretch) -> Stretches:
        """Return what a sentence opens with to be told one by one: `在校学生人数，高等学校增长9.7%，小学增长5.5%`."""
        if HEAD.search(self.text, *name) or not mention.earlier or not _SHORT.fullmatch(self.text, *name):
            return ()
        start, end = mention.earlier[-1]
        topic = self.phrases.topic(start, end)
        nominal = topic and topic[1] == end and HEAD.search(self.text, *topic)
        return (topic,) if topic and nominal and not _ACTS.match(self.text, *topic) else ()

    def beside(self, mention: Mention, verb: Stretch) -> Stretches | None:
        """Return a verb alone with what it shares with the last: `机构关闭66家、整改101家`, `办理建议9件，采纳7件`.

        None where it shares nothing.
        """
        if not self.subject:
            return None
        start, end = self.subject[-1]
        other = OBJECT_VERB.search(self.text, start, end)
        if other and other.start() > start:
            return (*self.subject[:-1], (start, other.start()), verb)
        opening = OPENING_VERB.match(self.text, start, end)
        alike = self.last is not None and self.last.amount.unit == mention.amount.unit
        shared = opening and opening.end() < end and alike and self.is_treated(verb)
        return ((opening.end(), end), verb) if opening and shared else None

    def is_treated(self, stretch: Stretch) -> bool:
        """Tell whether a stretch says no more than what was done with things named before: `解决采纳`."""
        return _TREATED.fullmatch(self.text, *stretch) is not None

    def _is_read(self, start: int) -> bool:
        """Tell whether the clause that begins there told a figure."""
        return self.last is not None and self.last.amount.start >= start

    def _no_longer_new(self) -> Stretches:
        """Return what is new without 新, where a figure tells all of it: `新增上市企业4家、累计21家`."""
        (start, end), *others = self.subject
        new = _NEW.match(self.text, start, end)
        return ((new.end(), end), *others) if new and new.end() < end else self.subject
