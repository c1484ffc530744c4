"""The figures of a report, found by rule: indicator, value, unit, year, result or target; results beside targets."""

from corpus.figures.comparison import Comparison, comparisons
from corpus.figures.extract import figures_of
from corpus.figures.figure import Bound, Figure, FigureKind, Quantity

__all__ = ["Bound", "Comparison", "Figure", "FigureKind", "Quantity", "comparisons", "figures_of"]
