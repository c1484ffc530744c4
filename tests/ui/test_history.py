from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ui.history import history_html
from ui.keeping_words import keeping_words
from ui.words import Language

if TYPE_CHECKING:
    from qa.engine import ReportQA


@pytest.mark.parametrize("language", Language)
def test_the_drawer_is_drawn_empty_and_knows_whose_conversations_it_lists(engine: ReportQA, language: Language):
    words = keeping_words(language)
    drawn = history_html(engine.report, words, language)
    assert f'data-report="{engine.report.fingerprint}"' in drawn
    assert "<ul></ul>" in drawn
    assert f'<h2 id="history-heading">{words.history}</h2>' in drawn
    assert '<p class="note" role="status"></p>' in drawn
