"""The top of the page: which report is being asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.markup import Html, element

if TYPE_CHECKING:
    from corpus.report import Report


def masthead_html(report: Report) -> Html:
    """Draw the report's title."""
    return element("header", element("h1", report.title, lang="zh-CN"), class_="masthead")
