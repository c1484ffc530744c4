"""The drawer of earlier conversations; what it lists is in the browser alone and drawn by `ui/static/history.js`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.markup import Html, element, fragment

if TYPE_CHECKING:
    from corpus.report import Report
    from ui.keeping_words import KeepingWords
    from ui.words import Language


def history_html(report: Report, words: KeepingWords, language: Language) -> Html:
    """Draw the drawer, closed and empty, and the place for one calm line; the words of its rows travel as data."""
    head = element(
        "header",
        element("h2", words.history, id="history-heading"),
        _close_html(words),
    )
    drawer = element(
        "dialog",
        head,
        element("button", words.new_conversation, type="button", class_="anew"),
        element("ul"),
        element("p", words.none, class_="empty"),
        element("p", words.history_note, class_="where"),
        class_="history",
        aria_labelledby="history-heading",
        data_report=report.fingerprint,
        data_lang=language,
        data_colon=words.colon,
        data_count=words.count,
        data_rename=words.rename,
        data_new_title=words.new_title,
        data_delete=words.delete,
        data_deleted=words.deleted,
        data_undo=words.undo,
        data_not_kept=words.not_kept,
        data_left_out=words.left_out,
    )
    note = element(
        "div", element("p", class_="note", role="status"), _close_html(words), class_="kept-note", hidden=True
    )
    return fragment(drawer, note)


def _close_html(words: KeepingWords) -> Html:
    return element("button", "✕", type="button", class_="close", aria_label=words.close)
