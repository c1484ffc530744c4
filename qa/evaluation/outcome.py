"""What became of one question, as a value and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from qa.evaluation.fields import list_in, number_in, object_of, text_in, texts, truth_in
from qa.evaluation.measures import Measure
from qa.evaluation.ranking import Ranking

if TYPE_CHECKING:
    from qa.evaluation.measures import Marks
    from qa.evaluation.questions import Groups

STEPS = ("search", "read", "total", "wall")
"""What is timed: as the answer tells it, and by the clock around the call."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be answered if no chance were too small: its chance (0 to 1), and whether it is a right answer."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, what was answered and found, and the marks for it.

    `wanted` are the groups of what a right answer says; `cited` the ids of the sentences quoted; `length` counts the
    answer's characters, white space aside; `timing_ms` has one entry for each of STEPS. `ranking` is None where nothing
    answers, `offer` where nothing would be answered however small a chance would do.
    """

    set_name: str
    question_id: str
    together: str
    language: str
    kind: str
    follow_up: bool
    question: str
    standalone_question: str
    answerable: bool
    wanted: Groups
    answered: bool
    answer: str
    confidence: float
    cited: tuple[str, ...]
    length: int
    timing_ms: dict[str, float]
    marks: Marks
    ranking: Ranking | None = None
    offer: Offer | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same question in another run: set, id and wording."""
        return self.set_name, self.question_id, self.question

    @property
    def right(self) -> bool:
        """Whether it was answered correctly or, rightly, refused."""
        return self.marks[Measure.RIGHT] == 1

    def as_json(self) -> dict[str, Any]:
        """Return the outcome in JSON types only."""
        row = asdict(self)
        row["timing_ms"] = {step: round(value, 2) for step, value in self.timing_ms.items()}
        row["marks"] = {str(measure): round(mark, 6) for measure, mark in self.marks.items()}
        return row


def outcome_of(value: object) -> Outcome:
    """Return the outcome that a JSON object tells of. Raises InvalidInputError when it is none."""
    row = object_of(value)
    ranking, offer = row.get("ranking"), row.get("offer")
    return Outcome(
        set_name=text_in(row, "set_name"),
        question_id=text_in(row, "question_id"),
        together=text_in(row, "together"),
        language=text_in(row, "language"),
        kind=text_in(row, "kind"),
        follow_up=truth_in(row, "follow_up"),
        question=text_in(row, "question"),
        standalone_question=text_in(row, "standalone_question"),
        answerable=truth_in(row, "answerable"),
        wanted=tuple(texts(group, "wanted") for group in list_in(row, "wanted")),
        answered=truth_in(row, "answered"),
        answer=text_in(row, "answer"),
        confidence=number_in(row, "confidence"),
        cited=tuple(map(str, list_in(row, "cited"))),
        length=int(number_in(row, "length")),
        timing_ms={step: number_in(object_of(row.get("timing_ms")), step) for step in STEPS},
        marks=_marks(object_of(row.get("marks"))),
        ranking=_ranking(object_of(ranking)) if ranking is not None else None,
        offer=_offer(object_of(offer)) if offer is not None else None,
    )


def _marks(row: dict[str, Any]) -> Marks:
    marks = {measure: number_in(row, measure) for measure in Measure if measure in row}
    number_in(row, Measure.RIGHT)  # every outcome has it
    return marks


def _ranking(row: dict[str, Any]) -> Ranking:
    return Ranking(*(tuple(map(str, list_in(row, name))) for name in ("found", "relevant")))


def _offer(row: dict[str, Any]) -> Offer:
    return Offer(number_in(row, "confidence"), truth_in(row, "right"))
