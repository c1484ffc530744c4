"""What of a report's figures can be compared, as bars: results beside the targets after them, and rates of growth.

Every bar's figure stands beside it in words, so the bars themselves are for eyes only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from corpus.figures import FigureKind, Quantity, comparisons
from corpus.figures.units import same_unit
from ui.markup import Html, element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.figures import Comparison, Figure
    from ui.figures_words import FiguresWords

MOST_RATES = 10
"""Rates of growth drawn for a year and kind, the largest: more are a table, and there is one below."""


def charts_html(figures: Sequence[Figure], words: FiguresWords) -> Html:
    """Draw what can be compared; nothing where nothing can."""
    charts = [chart for chart in (_pairs_html(figures, words), _rates_html(figures, words)) if chart]
    if not charts:
        return fragment()
    return element("details", element("summary", words.charts), element("div", *charts), open=True)


def _pairs_html(figures: Sequence[Figure], words: FiguresWords) -> Html:
    """Draw results beside targets, those that the target goes beyond first."""
    pairs = sorted(comparisons(figures), key=_verdict)
    if not pairs:
        return fragment()
    note = words.pairs_note.format(
        above=sum(_verdict(pair) == 0 for pair in pairs), below=sum(_verdict(pair) == 1 for pair in pairs)
    )
    return element(
        "figure",
        element("figcaption", element("h3", words.pairs), element("p", note, class_="note"), _legend_html(words)),
        element("ul", *(_pair_html(pair, words) for pair in pairs)),
        class_="pairs",
    )


def _verdict(pair: Comparison) -> int:
    """Return 0 for a target over the result, 1 for one under it, 2 for one that is the same."""
    return 0 if pair.difference > 0 else 1 if pair.difference < 0 else 2


def _legend_html(words: FiguresWords) -> Html:
    kinds = [
        element("span", words.kinds[kind], class_=f"legend-{kind}") for kind in (FigureKind.RESULT, FigureKind.TARGET)
    ]
    return element("p", *kinds, class_="legend", aria_hidden="true")


def _pair_html(pair: Comparison, words: FiguresWords) -> Html:
    longest = max(abs(_value(pair.result)), abs(_value(pair.target))) or Decimal(1)
    arrow, told = (("↑", words.above), ("↓", words.below), ("=", words.same))[_verdict(pair)]
    verdict = element(
        "span",
        element("span", arrow, aria_hidden="true"),
        element("span", told, class_="unseen"),
        f" {difference_of(pair, words)}",
        class_="verdict",
    )
    bars = [_bar_html(figure, _value(figure) / longest, words) for figure in (pair.result, pair.target)]
    name = element("span", pair.indicator, class_="name", lang="zh-CN")
    return element("li", element("p", name, verdict), *bars, class_=("above", "below", "same")[_verdict(pair)])


def difference_of(pair: Comparison, words: FiguresWords) -> str:
    """Return how far the target lies from the result: percentages in points, all else as a share of the result."""
    if same_unit(pair.result.unit, "%"):
        return words.points.format(difference=f"{pair.difference.normalize():+f}")
    result = pair.result.value
    return f"{100 * pair.difference / result:+.1f}%" if result else f"{pair.difference.normalize():+f}"


def _bar_html(figure: Figure, share: Decimal, words: FiguresWords) -> Html:
    """Draw one figure of a pair: its year, its bar and its own words, all a link to its sentence."""
    bound = [element("small", words.bounds[figure.bound])] if figure.bound else []
    quantity = words.quantities[figure.quantity]
    return element(
        "a",
        element("span", str(figure.year), element("span", words.kinds[figure.kind], class_="unseen"), class_="when"),
        _track_html(share, figure.kind),
        element("span", element("small", quantity) if quantity else fragment(), figure.text, *bound, class_="what"),
        href=f"?passage={figure.sentence_id}",
        class_="bar-line",
    )


def _track_html(share: Decimal, kind: FigureKind) -> Html:
    """Draw a bar as long as its share of the longest."""
    bar = element("rect", width=f"{100 * max(share, Decimal(0)):.2f}%", height="100%", class_=f"bar-{kind}")
    return element("svg", bar, class_="track", aria_hidden="true")


def growth_rates(figures: Iterable[Figure]) -> list[Figure]:
    """Return the rates of growth and decline on the year before that name their indicator, each once."""
    kept: dict[tuple[object, ...], Figure] = {}
    for figure in filter(_is_rate, figures):
        kept.setdefault((figure.indicator, figure.year, figure.kind, figure.value), figure)
    return list(kept.values())


def _is_rate(figure: Figure) -> bool:
    if figure.quantity not in (Quantity.GROWTH, Quantity.DECLINE) or not same_unit(figure.unit, "%"):
        return False
    known = bool(figure.indicator) and figure.value is not None and figure.year is not None
    return known and figure.since in (None, (figure.year or 0) - 1)


def _rates_html(figures: Sequence[Figure], words: FiguresWords) -> Html:
    """Draw the rates of each year and kind, growth on one scale and decline on another."""
    rates = growth_rates(figures)
    if len(rates) < 2:
        return fragment()
    groups = [
        group
        for quantity in (Quantity.GROWTH, Quantity.DECLINE)
        for group in _groups_html([figure for figure in rates if figure.quantity is quantity], words)
    ]
    caption = element("figcaption", element("h3", words.rates), element("p", words.rates_note, class_="note"))
    return element("figure", caption, *groups, class_="rates")


def _groups_html(figures: Sequence[Figure], words: FiguresWords) -> Iterator[Html]:
    """Yield a heading and a list for each year and kind, the largest first, all on one scale."""
    longest = max((_value(figure) for figure in figures), default=Decimal(0)) or Decimal(1)
    by_size = sorted(figures, key=_value, reverse=True)
    for year, kind in sorted({(figure.year or 0, figure.kind) for figure in figures}):
        group = [figure for figure in by_size if (figure.year, figure.kind) == (year, kind)][:MOST_RATES]
        quantity = words.quantities[group[0].quantity]
        yield element("h4", words.of_year.format(year=year, kind=words.kinds[kind], quantity=quantity))
        yield element("ul", *(_rate_html(figure, _value(figure) / longest) for figure in group))


def _rate_html(figure: Figure, share: Decimal) -> Html:
    line = element(
        "a",
        element("span", figure.indicator, class_="name", lang="zh-CN"),
        _track_html(share, figure.kind),
        element("span", figure.text, class_="what", lang="zh-CN"),
        href=f"?passage={figure.sentence_id}",
        class_="bar-line",
    )
    return element("li", line)


def _value(figure: Figure) -> Decimal:
    """Return a figure's value; what is drawn always has one."""
    return figure.value or Decimal(0)
