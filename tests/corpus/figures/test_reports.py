"""What holds for every figure of every report."""

from __future__ import annotations

import re
from itertools import pairwise
from time import process_time
from typing import TYPE_CHECKING

import pytest

from corpus.figures import comparisons, figures_of
from corpus.parse import parse_report
from corpus.text import fold, simplified, squeeze

if TYPE_CHECKING:
    from corpus.figures import Figure
    from corpus.report import Report

_DATE = re.compile(r"(?:19|20)\d\d年?|[\d一二三四五六七八九十]+[月日号]|第.*")


def _as_read(text: str) -> str:
    """Return a sentence as units are told: in simplified characters and half width."""
    return fold(simplified(squeeze(text)))


def _hold(report: Report, figures: tuple[Figure, ...]) -> None:
    sentences = {sentence.sentence_id: sentence for p in report.paragraphs for sentence in p.sentences}
    for figure in figures:
        sentence = sentences[figure.sentence_id]
        assert sentence.start <= figure.start < figure.end <= sentence.end
        assert squeeze(report.source[figure.start : figure.end]) == figure.text
        assert not _DATE.fullmatch(figure.text), figure
        assert figure.unit in ("", "%", "‰") or fold(figure.unit) in _as_read(sentence.text), figure
        assert figure.value is None or figure.value >= 0
        assert figure.upper is None or (figure.value is not None and figure.upper > figure.value), figure
    for before, after in pairwise(figures):
        assert before.end <= after.start


def _indicators_stand_in_the_text(report: Report, figures: tuple[Figure, ...]) -> None:
    told = squeeze(report.source)
    pieces = {piece for figure in figures for piece in figure.indicator.split("…") if "…" in figure.indicator}
    assert all(squeeze(piece) in told for piece in pieces)


def test_every_figure_of_the_built_in_report_stands_at_its_offsets(built_in: Report):
    figures = figures_of(built_in)
    assert len(figures) > 100
    _hold(built_in, figures)
    _indicators_stand_in_the_text(built_in, figures)


def test_growth_of_last_year_and_the_aim_of_this_year_are_compared(built_in: Report):
    paired = {pair.indicator for pair in comparisons(figures_of(built_in))}
    assert "地区生产总值" in paired


@pytest.fixture(scope="module")
def all_figures(state_council: dict[str, str]) -> list[tuple[Report, tuple[Figure, ...]]]:
    """Every State Council report with its figures."""
    reports = [parse_report(text, str(year)) for year, text in state_council.items()]
    return [(report, figures_of(report)) for report in reports]


def test_every_figure_of_the_state_council_reports_stands_at_its_offsets(
    all_figures: list[tuple[Report, tuple[Figure, ...]]],
):
    assert len(all_figures) > 50
    for report, figures in all_figures:
        _hold(report, figures)
        _indicators_stand_in_the_text(report, figures)


def test_units_are_words_without_numbers(all_figures: list[tuple[Report, tuple[Figure, ...]]]):
    units = {figure.unit for _, figures in all_figures for figure in figures}
    assert {"元", "%", "个百分点", "人", "吨"} <= units
    assert not [unit for unit in units if re.search(r"\d|[万亿]$", unit)]


def test_a_change_is_counted_from_a_year_before_its_own(all_figures: list[tuple[Report, tuple[Figure, ...]]]):
    changes = [figure for _, figures in all_figures for figure in figures if figure.year and figure.since]
    assert len(changes) > 200
    later = [figure for figure in changes if (figure.since or 0) >= (figure.year or 0)]
    assert len(later) <= len(changes) // 50, later


@pytest.mark.parametrize("year", ["1955", "1998", "2018"])
def test_a_report_is_read_in_well_under_a_second(state_council: dict[str, str], year: str):
    found = [text for key, text in state_council.items() if str(key) == year]
    if not found:
        pytest.skip(f"no report of {year} is at hand")
    report = parse_report(found[0], year)
    figures_of(report)
    begun = process_time()
    figures_of(report)
    assert process_time() - begun < 1
