from __future__ import annotations

import re
from dataclasses import fields
from html import unescape
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from corpus.figures import Bound, FigureKind, Quantity, figures_of
from corpus.text import squeeze
from ui.figures_table import controls_html, table_html
from ui.figures_view import Column, View
from ui.figures_words import FiguresWords, figures_words
from ui.words import Language

if TYPE_CHECKING:
    from qa.engine import ReportQA

WORDS = figures_words(Language.CHINESE)


def rows_of(html: str) -> list[dict[str, str]]:
    """Return what each row of the table says, by the class of its cells."""
    body = html.partition("<tbody>")[2]
    return [
        {
            name: unescape(re.sub("<[^>]+>", "", cell))
            for name, cell in re.findall(r'class="(\w+)"[^>]*>(.*?)</t[dh]>', row)
        }
        for row in re.findall("<tr>(.*?)</tr>", body)
    ]


def test_each_figure_is_a_row_with_all_that_is_known_of_it(engine: ReportQA):
    figures = figures_of(engine.report)
    rows = rows_of(table_html(engine.report, figures, View(), WORDS))
    assert len(rows) == len(figures) > 100
    for figure, row in zip(figures, rows, strict=True):
        assert row[Column.INDICATOR] == (figure.indicator or "–")
        assert figure.text in row[Column.VALUE]
        assert row[Column.UNIT] == (figure.unit or "–")
        assert row[Column.YEAR] == str(figure.year or "–")
        assert row[Column.KIND] == WORDS.kinds[figure.kind]
        assert row[Column.PLACE].startswith(figure.sentence_id)


def test_each_figure_is_shown_in_the_words_around_it_which_open_its_sentence(engine: ReportQA):
    figures = figures_of(engine.report)
    drawn = table_html(engine.report, figures, View(), WORDS)
    marked = [unescape(text) for text in re.findall("<mark>(.*?)</mark>", drawn)]
    assert [squeeze(text) for text in marked] == [figure.text for figure in figures]
    links = re.findall(r'<a href="\?passage=([^"]+)"', drawn)
    assert links == [figure.sentence_id for figure in figures]
    for quoted in re.findall("<q [^>]*>(.*?)</q>", drawn):
        assert squeeze(unescape(re.sub("<[^>]+>", "", quoted)).strip("…")) in squeeze(engine.report.source)


def test_the_column_that_is_sorted_by_says_so_and_all_can_be(engine: ReportQA):
    figures = figures_of(engine.report)
    drawn = table_html(engine.report, figures, View(sort=Column.VALUE, descending=True), WORDS)
    assert drawn.count("aria-sort") == 1
    assert f'<th scope="col" aria-sort="descending" class="{Column.VALUE}">' in drawn
    assert re.findall(r'data-column="(\w+)"', drawn) == list(Column)


def test_what_is_shown_is_counted(engine: ReportQA):
    figures = figures_of(engine.report)
    view = View(year="2018", kind="target")
    drawn = table_html(engine.report, figures, view, WORDS)
    assert WORDS.shown.format(shown=len(rows_of(drawn)), count=len(figures)) in drawn
    nothing = table_html(engine.report, figures, View(search="没有这个指标"), WORDS)
    assert WORDS.nothing in nothing
    assert "<table" not in nothing


def test_the_choices_are_those_of_the_report(engine: ReportQA):
    figures = figures_of(engine.report)
    drawn = controls_html(figures, WORDS)
    offered = set(re.findall(r'<option value="(\d+)"', drawn))
    assert offered == {str(figure.year) for figure in figures if figure.year}
    assert {"2017", "2018"} <= offered
    for name in (WORDS.year, WORDS.kind, WORDS.search):
        assert f'aria-label="{name}"' in drawn


def test_a_report_without_figures_says_so(engine: ReportQA):
    assert WORDS.no_figures in controls_html((), WORDS)
    assert "<table" not in table_html(engine.report, (), View(), WORDS)


def test_a_reports_markup_is_text(hostile_engine: ReportQA):
    figures = figures_of(hostile_engine.report)
    assert figures
    drawn = table_html(hostile_engine.report, figures, View(), WORDS)
    assert "&lt;" in drawn
    assert not re.search(r"<(img|script|b)\b", drawn)


@pytest.mark.parametrize("field", [field.name for field in fields(FiguresWords)])
def test_both_languages_say_everything_with_the_same_blanks(field: str):
    texts = [getattr(figures_words(language), field) for language in Language]
    if isinstance(texts[0], dict):
        assert texts[0].keys() == texts[1].keys()
        assert all(text for each in texts for key, text in each.items() if key is not Quantity.LEVEL)
        return
    blanks = [{name for _, name, _, _ in Formatter().parse(text)} - {None} for text in texts]
    assert all(text.strip() for text in texts)
    assert blanks[0] == blanks[1]


@pytest.mark.parametrize("language", Language)
def test_every_kind_quantity_and_bound_has_a_word(language: Language):
    words = figures_words(language)
    assert set(words.kinds) == set(FigureKind)
    assert set(words.quantities) == set(Quantity)
    assert set(words.bounds) == set(Bound)
    assert set(words.columns) == set(Column)
