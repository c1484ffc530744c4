"""Conditions, groups and outcomes in words: what tables and pages both say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.evaluation.figures import By
    from qa.evaluation.outcome import Outcome
    from qa.evaluation.run import Conditions
    from qa.evaluation.words import Words


def conditions_told(conditions: Conditions, words: Words) -> list[tuple[str, str]]:
    """Return what a run was measured on, in words."""
    peak = conditions.peak_memory
    told = (
        conditions.report,
        ", ".join(f"{each.name} ({each.questions})" for each in conditions.sets),
        conditions.machine,
        conditions.model or words.lexical,
        words.reader.format(conditions.reader, f"{conditions.least_chance:g}")
        if conditions.reader
        else words.no_reader,
        f"{peak / 2**20:,.0f} MiB" if peak else "–",
    )
    return list(zip(words.facts, told, strict=True))


def name_of(by: By, name: str, words: Words) -> str:
    """Return what a group of questions is called."""
    return name or words.groups[by]


def wanted(outcome: Outcome, words: Words) -> str:
    """Return what a right answer says."""
    return " + ".join(" / ".join(group) for group in outcome.wanted) or words.nothing


def said(outcome: Outcome, words: Words) -> str:
    """Return whether it was answered or refused, and with what confidence."""
    return f"{words.confidence} {outcome.confidence:.2f}" if outcome.answered else words.refused


def chance_of(p_value: float) -> str:
    """Return a chance as figures; the smallest are not told apart."""
    return "<0.001" if p_value < 0.001 else f"{p_value:.3f}"
