"""The top of the page: which report is being asked, the language, light or dark, and the keyboard's help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.markup import Html, element, fragment

if TYPE_CHECKING:
    from corpus.report import Report
    from ui.words import Words


def masthead_html(report: Report, words: Words) -> Html:
    """Draw the report's title and the page's controls; `ui/static/masthead.js` brings them to life."""
    controls = element(
        "div",
        _icon_html("talks", words.history),
        element("button", words.switch, type="button", class_="switch", lang=_other_tag(words)),
        _icon_html("theme", words.to_dark, data_to_dark=words.to_dark, data_to_light=words.to_light),
        _icon_html("help", words.help),
        class_="controls",
    )
    bar = element("header", element("h1", report.title, lang="zh-CN"), controls, class_="masthead")
    told = {"data_lost": words.lost, "data_found": words.found}
    return fragment(bar, element("p", class_="connection", role="status", **told), _help_html(words))


def _other_tag(words: Words) -> str:
    return "en" if words.switch.isascii() else "zh-CN"


def _icon_html(name: str, label: str, **data: str) -> Html:
    return element("button", type="button", class_=f"icon {name}", title=label, aria_label=label, **data)


def _help_html(words: Words) -> Html:
    rows = (
        (("/",), words.key_question),
        (("Enter",), words.key_send),
        (("Shift", "Enter"), words.key_line),
        (("←", "→"), words.key_chips),
        (("Tab", "Enter"), words.key_open),
        (("←", "→"), words.key_walk),
        (("Esc",), words.key_back),
        (("?",), words.key_help),
    )
    listed = [
        element("div", element("dt", *(element("kbd", key) for key in keys)), element("dd", told))
        for keys, told in rows
    ]
    return element(
        "dialog",
        element(
            "header",
            element("h2", words.keys, id="keys-heading"),
            element("button", "✕", type="button", class_="close", aria_label=words.close),
        ),
        element("dl", *listed),
        class_="keys",
        aria_labelledby="keys-heading",
    )
