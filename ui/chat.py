"""What the page shows for a conversation, in the visitor's language: values in, HTML out, no Gradio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.conversation import Conversation, Failure, answer_last
from ui.evidence import Place, evidence_html
from ui.examples import example_questions
from ui.masthead import masthead_html
from ui.transcript import transcript_html
from ui.words import Language, words_in

if TYPE_CHECKING:
    from qa.engine import ReportQA
    from ui.markup import Html


class Chat:
    """One engine's chat; it holds nothing of any visitor, so one serves them all at once."""

    def __init__(self, engine: ReportQA) -> None:
        """Read the example questions off the engine's report, once."""
        self._engine = engine
        self._examples = example_questions(engine.report)

    def masthead(self, language: Language) -> Html:
        """Draw the top of the page."""
        return masthead_html(self._engine.report)

    def transcript(self, conversation: Conversation, language: Language) -> Html:
        """Draw the conversation, or the welcome where there is none yet."""
        questions = [example.text(language) for example in self._examples]
        return transcript_html(self._engine.report, words_in(language), conversation, questions, language)

    def evidence(self, conversation: Conversation, place: Place, language: Language) -> Html:
        """Draw the cited passages of the open turn; a place that does not exist shows none."""
        answer = conversation.answer_of(place.turn)
        engine = self._engine
        return evidence_html(engine.report, engine.passages, words_in(language), answer, place)

    def answer(self, conversation: Conversation) -> Conversation:
        """Answer the question that is awaited."""
        return answer_last(self._engine, conversation)

    @staticmethod
    def give_up(conversation: Conversation) -> Conversation:
        """Close the awaited question after a fault of the program."""
        return conversation.close(Failure(None))
