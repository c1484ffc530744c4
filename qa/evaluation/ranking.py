"""How well search ranks what answers; the figures are ir-measures' (trec_eval's), not formulas of our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.text import squeeze
from qa.evaluation.measures import GRADED, RECALLS, Marks, Measure
from qa.evaluation.paragraph_sets import paragraph_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.passages import Passage
    from qa.evaluation.questions import GoldQuestion

DEPTH = 10
"""Passages that are looked at."""

NOWHERE = "nowhere"
"""Stands for a passage with a piece of evidence when no passage holds the whole piece."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ids that search returned, best first and none twice, and those that hold evidence."""

    found: tuple[str, ...]
    relevant: tuple[str, ...]


def ranking_of(gold: GoldQuestion, found: Sequence[Passage], passages: Sequence[Passage]) -> Ranking:
    """Return what was found of what answers a question; `passages` are all there are.

    Where several passages hold the same piece of evidence, the first found counts and the others are not missed.
    """
    if gold.paragraph:
        paragraphs = dict.fromkeys(paragraph_of(passage.passage_id) for passage in found)
        return Ranking(tuple(paragraphs)[:DEPTH], (gold.paragraph,))
    holders = [_first_holder(group, [*found, *passages]) for group in gold.evidence]
    return Ranking(tuple(passage.passage_id for passage in found[:DEPTH]), tuple(dict.fromkeys(holders)))


def _first_holder(group: Sequence[str], passages: Sequence[Passage]) -> str:
    wanted = [squeeze(stretch) for stretch in group]
    held = ((passage.passage_id, squeeze(passage.text)) for passage in passages)
    return next((name for name, text in held if any(stretch in text for stretch in wanted)), NOWHERE)


def rank_marks(ranking: Ranking) -> Marks:
    """Return the marks of a ranking. A recall is 1 where all the evidence is found, 0 where a piece is missing."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    wanted = {R @ 1: Measure.RECALL_1, R @ 3: Measure.RECALL_3, R @ 5: Measure.RECALL_5, R @ 10: Measure.RECALL_10}
    wanted |= {RR @ DEPTH: Measure.MRR, nDCG @ DEPTH: Measure.NDCG}
    relevant = {"question": dict.fromkeys(ranking.relevant, 1)}
    run = {"question": {name: -float(rank) for rank, name in enumerate(ranking.found)}}
    values = {wanted[each.measure]: each.value for each in ir_measures.iter_calc(list(wanted), relevant, run)}
    marks = {measure: float(values[measure] == 1) for measure in RECALLS}
    return marks | {measure: float(values[measure]) for measure in GRADED}
