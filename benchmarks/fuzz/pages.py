"""The page's handlers as a target: what a browser sends, kept conversations above all, made up or come to harm."""

from __future__ import annotations

import json
import re
from time import process_time
from typing import TYPE_CHECKING, Any

from benchmarks.fuzz.files import changed, value
from benchmarks.fuzz.reading_reports import SLOW
from benchmarks.fuzz.searching import QUESTIONS, question
from benchmarks.fuzz.texts import text
from corpus.figures import figures_of
from qa.engine import ReportQA, Settings
from qa.export import Format
from qa.feedback import FeedbackStore
from ui.chat_words import chat_words
from ui.conversation import Conversation, answer_last
from ui.evidence import Place, evidence_html
from ui.explain_panel import outcome_html, outcome_of
from ui.explain_words import explain_words
from ui.exporting import exported
from ui.feedback_form import keep_feedback
from ui.figures_table import table_html
from ui.figures_view import View
from ui.figures_words import figures_words
from ui.keeping_words import keeping_words
from ui.markup import fragment
from ui.record import conversation_of, record_of
from ui.report_find import FindExact, Found, Way, find_near, found_html
from ui.report_text import units_of
from ui.report_words import report_words
from ui.side_words import side_words
from ui.transcript import transcript_html
from ui.words import Language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

_TAG = re.compile(r"</?[a-z][a-z0-9]*(?: [a-z][a-z0-9-]*(?:=\"[^\"<>]*\")?)*>", re.IGNORECASE)
_OTHER = re.compile(r"[<>]")
_RUNS = re.compile(r"<(?:script|iframe|object|embed|link|style|img)\b| on[a-z]+=|javascript:", re.IGNORECASE)


class Pages:
    """What a browser sends draws a page that no text of it is markup in, and never a traceback."""

    at_once = 2

    def __init__(self, folder: Path, _shared: Path) -> None:
        """Open an engine that searches by words alone, and keep a conversation of it."""
        self._engine = ReportQA(Settings(lexical=True, index_dir=folder / "indexes"))
        spoken = Conversation()
        for asked in QUESTIONS:
            spoken = answer_last(self._engine, spoken.ask(asked))
        self._record = json.loads(json.dumps(record_of(self._engine, spoken)))
        self._find = FindExact(units_of(self._engine.report))
        self._figures = figures_of(self._engine.report)
        self._store = FeedbackStore(folder / "feedback")

    def make(self, random: Random, /) -> tuple[Any, str]:
        """Return a conversation as a browser may have kept it, and what is typed."""
        record = value(random)
        if random.random() < 0.9:
            turns = [changed(random, turn) if random.random() < 0.5 else turn for turn in self._record["turns"]]
            record = self._record | {
                "turns": random.choices(turns, k=3),
                "id": random.choice((value(random), "0" * 16)),
            }
        return json.loads(json.dumps(record)), random.choice((question(random), text(random, 40)))

    def check(self, cases: Sequence[tuple[Any, str]], /) -> None:
        """Let the handlers draw what they draw."""
        for record, typed in cases:
            started = process_time()
            conversation = conversation_of(self._engine, record)
            json.dumps(record_of(self._engine, conversation), ensure_ascii=False, allow_nan=False).encode()
            again = conversation_of(self._engine, json.loads(json.dumps(record_of(self._engine, conversation))))
            assert again.turns == conversation.turns, "a conversation does not come back as it was"
            for drawn in self._drawn(conversation, typed):
                assert drawn.encode(), "a text that no answer can carry"
                rest = _TAG.sub("", drawn)
                assert not _OTHER.search(rest), f"no whole tag: {_OTHER.split(rest)[1][:60]!r}"
                assert not _RUNS.search("".join(_TAG.findall(drawn))), "text became markup"
            self._taken(conversation, typed)
            assert process_time() - started < 2 * SLOW, "it took long"

    def _drawn(self, conversation: Conversation, typed: str) -> list[str]:
        language, engine = Language.CHINESE, self._engine
        exact = Found(typed, Way.EXACT, runs=self._find(typed))
        units = units_of(engine.report)
        assert all(0 <= found.start < found.end <= len(units[found.unit].text) for found in exact.runs)
        spoken = conversation.ask(typed)
        return [
            transcript_html(engine.report, chat_words(language), spoken, fragment(), language),
            transcript_html(engine.report, chat_words(language), answer_last(engine, spoken), fragment(), language),
            found_html(engine.report, exact, report_words(language)),
            found_html(engine.report, find_near(engine, typed), report_words(language)),
            table_html(engine.report, self._figures, View(search=typed, year=typed), figures_words(language)),
            outcome_html(engine, outcome_of(engine, typed, [typed]), explain_words(language)),
            evidence_html(engine, side_words(language), Place(typed), None),
            evidence_html(engine, side_words(language), Place("P004", 0, 1), conversation.answer_of(0)),
        ]

    def _taken(self, conversation: Conversation, typed: str) -> None:
        for form in Format:
            assert exported(self._engine.report, conversation, form)["data"]
        given = {"verdict": "down", "wrong": "other", "comment": typed}
        words, answer = keeping_words(Language.CHINESE), conversation.answer_of(0)
        told = keep_feedback(self._store, words, answer, self._engine.report.document_id, given)
        assert "\n" not in told["told"]
        assert self._store.read().damaged == 0
        self._store.path.unlink(missing_ok=True)
