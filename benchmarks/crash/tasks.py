"""The work that is killed, and what a question gets afterwards. Builds go through the engine, as a user's do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from corpus.errors import ReportQAError
from qa.answer import Status
from qa.engine import ReportQA, Settings
from qa.export import Conversation, write_export
from qa.feedback import Feedback, FeedbackStore, Thumb

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """2021年甲县政府工作报告

——2021年2月3日在甲县第三届人民代表大会第一次会议上

各位代表：

现在，我代表县人民政府向大会报告工作，请予审议。

一、2020年工作回顾

经济稳步发展。全县生产总值达到120.5亿元，增长4.2%。粮食总产量31万吨，再获丰收。

民生持续改善。新建公办幼儿园6所，新增学位1800个。改造农村危房412户。

二、2021年主要任务

今年的主要预期目标是：生产总值增长7%以上，城镇新增就业5000人。

办好民生实事。新建公办幼儿园4所，建成县人民医院新院区。开通城乡公交12条。
"""

QUESTIONS = (
    "2020年全县生产总值是多少？",
    "新建了多少所公办幼儿园？",
    "How many new jobs is the county to create in 2021?",
    "开通了多少条城乡公交？",
    "法国的首都是哪里？",
)


class WrongAnswerError(Exception):
    """A question got an answer that a sound index does not give."""


class Found(StrEnum):
    """What an engine found where an index should be."""

    WHOLE = "a whole index"
    NONE = "no index"
    DAMAGED = "a damaged index, noticed"
    LINE = "one line that says what is wrong"


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: a report, with models or by words alone, and where prepared models are."""

    report: Path
    lexical: bool
    cache: Path

    def settings(self, index_dir: Path) -> Settings:
        """Return what an engine needs."""
        return Settings(
            self.report, lexical=self.lexical, reader=False, index_dir=index_dir, cache_dir=self.cache
        )  # without the reading model, which no index holds: what is found is quoted as it is

    def answers(self, index_dir: Path) -> list[dict[str, Any]]:
        """Return what the questions get from a new engine."""
        return asked(ReportQA(self.settings(index_dir)))


def asked(engine: ReportQA) -> list[dict[str, Any]]:
    """Return the answers to the questions as JSON, without the times they took."""
    answers = [engine.ask(question).as_json() for question in QUESTIONS]
    return [{key: value for key, value in answer.items() if key != "timing_ms"} for answer in answers]


def build(settings: Settings) -> None:
    """Build the index, also where there is one."""
    ReportQA(settings).build_index()


def prepare(settings: Settings) -> None:
    """Load the bundled model, prepared first where it is not."""
    assert ReportQA(settings).embedder


def what_is_found(settings: Settings, right: list[dict[str, Any]]) -> Found:
    """Ask a new engine the questions; say what it found. Raises WrongAnswerError, and whatever is no expected error."""
    notices: list[str] = []
    try:
        answers = asked(ReportQA(settings, notice=notices.append))
    except ReportQAError as error:
        if "\n" in str(error):
            raise
        return Found.LINE
    if answers != right:
        raise WrongAnswerError(f"{settings.index_dir} after {notices}")
    if not notices:
        return Found.WHOLE
    return Found.DAMAGED if "rebuilt" in notices[0] else Found.NONE


def keep_feedback(folder: Path, first: int, many: int) -> None:
    """Append entries whose comments are numbers, from `first`."""
    for number in range(first, first + many):
        FeedbackStore(folder).append(entry(number))


def entry(number: int) -> Feedback:
    """Return feedback that its number tells apart; some of it is long."""
    question = f"第{number}问：" + "全县生产总值是多少？" * (number % 40)
    return Feedback(
        datetime(2026, 1, 1, tzinfo=UTC),
        "county",
        question,
        question,
        Status.ANSWERED,
        ("P002.2",),
        Thumb.UP,
        comment=str(number),
    )


def write_conversation(path: Path, report: Path, times: int) -> None:
    """Export a conversation of so many turns of the questions."""
    engine = ReportQA(Settings(report, lexical=True, index_dir=path.parent / "indexes"))
    answers = [engine.ask(question) for question in QUESTIONS * times]
    write_export(path, Conversation.of(engine.report, [replace(answer, timing_ms={}) for answer in answers]))
