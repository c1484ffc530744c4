"""What a visitor thinks of an answer: thumbs, the form that asks what was wrong, and keeping it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.errors import ReportQAError
from qa.feedback import LONGEST_COMMENT, Feedback, Thumb, Wrong, wrong_word
from ui.markup import Html, element

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.feedback import FeedbackStore
    from ui.chat_words import ChatWords
    from ui.keeping_words import KeepingWords

_AFTER_ANSWERS = (Wrong.WRONG_PASSAGE, Wrong.WRONG_WORDS, Wrong.INCOMPLETE, Wrong.SHOULD_HAVE_REFUSED)
_AFTER = dict.fromkeys(_AFTER_ANSWERS, "answer") | {Wrong.SHOULD_HAVE_ANSWERED: "refusal"}
"""What can be wrong only with an answer, or only with a refusal to give one."""


def thumbs_html(words: ChatWords) -> list[Html]:
    """Draw both thumbs, and the line that says what came of them."""
    labels = {Thumb.UP: words.thumb_up, Thumb.DOWN: words.thumb_down}
    thumbs = [
        element(
            "button",
            type="button",
            class_=f"tool thumb {thumb}",
            title=label,
            aria_label=label,
            aria_pressed="false",
            data_verdict=thumb,
        )
        for thumb, label in labels.items()
    ]
    return [*thumbs, element("span", class_="told", role="status")]


def form_html(words: KeepingWords) -> Html:
    """Draw the form; `ui/static/feedback.js` opens it for one answer and hides the reasons that do not fit."""
    reasons = [
        element(
            "label",
            element("input", type="radio", name="wrong", value=wrong),
            element("span", wrong_word(wrong, words.language)),
            data_after=_AFTER.get(wrong),
        )
        for wrong in Wrong
    ]
    box = element("textarea", name="comment", rows="3", maxlength=LONGEST_COMMENT)
    form = element(
        "form",
        element("fieldset", element("legend", words.reason, class_="unseen"), *reasons),
        element("label", element("span", words.comment), box, class_="comment"),
        element("p", words.wrong_note, class_="where"),
        element("p", class_="fault", role="alert"),
        element(
            "footer",
            element("button", words.cancel, type="button", class_="cancel"),
            element("button", words.send, type="submit", class_="give"),
        ),
    )
    heading = element("h2", words.wrong, id="wrong-heading")
    return element("dialog", heading, form, class_="wrong", aria_labelledby="wrong-heading", data_lost=words.lost)


def keep_feedback(
    store: FeedbackStore, words: KeepingWords, answer: Answer | None, document_id: str, given: dict[str, Any]
) -> dict[str, Any]:
    """Keep what was given for an answer: `verdict`, `wrong` (empty for none) and `comment`.

    Returns whether it is `kept` and the one line that is `told`. Whoever changes their mind adds a line; the last one
    for an answer counts.
    """
    if answer is None:
        return {"kept": False, "told": words.feedback_failed.format(reason="—")}
    try:
        verdict, wrong = Thumb(given["verdict"]), Wrong(given["wrong"]) if given["wrong"] else None
        comment = str(given["comment"])
        store.append(Feedback.on(answer, verdict, document_id=document_id, wrong=wrong, comment=comment))
    except ReportQAError as error:
        return {"kept": False, "told": words.feedback_failed.format(reason=error)}
    return {"kept": True, "told": words.thanks}
