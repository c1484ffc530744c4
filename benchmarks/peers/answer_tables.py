"""What judged answers come to, as tables: a row a contestant and way of answering, ours first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.peers.answering import JOINED, WITHOUT_THRESHOLD
from benchmarks.peers.scoring import (
    balanced,
    best_threshold,
    both,
    chance,
    cited,
    correct,
    estimated,
    rates,
    share,
    with_threshold,
)
from benchmarks.tables import OURS, Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from benchmarks.peers.answering import BySet, Judged
    from benchmarks.peers.scoring import Value
    from benchmarks.tables import Cell

REFUSED = "unanswerable"
"""The set that the report does not answer: what a threshold is for."""

LENIENT = f"{OURS}, {WITHOUT_THRESHOLD}"
"""The row that a peer without a threshold is compared with."""

CHANCE = (
    "p: the chance of so large a difference from ours if both were as good, by McNemar's exact test for questions that "
    "stand alone, else by a permutation test. No allowance is made for how many are looked at."
)
ORACLE = (
    "A peer's threshold is the best one for these very questions, which nobody knows beforehand; ours is as it ships."
)


def answer_tables(answers: Mapping[str, BySet]) -> list[Table]:
    """Return the tables of what each row answered; the first rows are ours, as it ships and without its threshold."""
    asked = [name for name in answers[OURS] if name != REFUSED]
    at_a_threshold = {name: by_set for name, by_set in answers.items() if name != LENIENT}
    return [
        _compared(
            "Balanced: correct and cited where the report answers, refused where it does not, half and half",
            {name: {each: _suited(name, by_set[each], by_set[REFUSED]) for each in asked}
             for name, by_set in at_a_threshold.items()},
            OURS, asked, balanced, f"{ORACLE} {CHANCE}",
        ),
        _compared(
            "Correct, with all the evidence cited; the peers without a threshold",
            answers, LENIENT, asked, _of(both), f"Compared with ours without its threshold. {CHANCE}",
        ),
        _plain("Correct", answers, asked, correct),
        _plain("All the evidence cited", answers, asked, cited),
        _at_once(at_a_threshold),
    ]  # fmt: skip


def _of(right: Callable[[Judged], bool]) -> Callable[[tuple[Judged, ...]], list[Value]]:
    return lambda answers: share(answers, right)


def _suited(name: str, answers: tuple[Judged, ...], others: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """Return the answers to a set and to what the report does not answer, a peer's at its best threshold."""
    every = (*answers, *others)
    return every if name == OURS else tuple(with_threshold(every, best_threshold(every)))


def _compared(
    title: str,
    answers: Mapping[str, BySet],
    measure: str,
    asked: Iterable[str],
    values: Callable[[tuple[Judged, ...]], list[Value]],
    note: str,
) -> Table:
    """Return means with their intervals, and how likely such a difference from one row of ours is by chance."""
    asked = list(asked)
    columns = [column for name in asked for column in (Column(name, ".2f"), Column("p", ".3f"))]
    rows = []
    for name, by_set in answers.items():
        row: list[Cell] = [name]
        for each in asked:
            own = values(by_set[each])
            row += [estimated(own), None if name in (OURS, LENIENT) else chance(values(answers[measure][each]), own)]
        rows.append(tuple(row))
    return Table(title, (Column(""), *columns), tuple(rows), note)


def _plain(title: str, answers: Mapping[str, BySet], asked: Iterable[str], right: Callable[[Judged], bool]) -> Table:
    asked = list(asked)
    rows: list[tuple[Cell, ...]] = [
        (name, *(estimated(share(by_set[each], right)) for each in asked)) for name, by_set in answers.items()
    ]
    return Table(title, (Column(""), *(Column(each, ".2f") for each in asked)), tuple(rows))


def _at_once(answers: Mapping[str, BySet]) -> Table:
    """Return what all sets together come to at one threshold; conversations in the form that a peer answers better."""
    heads = "answered", "correct", "cited", "correct and cited", "refused"
    rows = []
    for name, by_set in answers.items():
        every = _better(by_set)
        suited = every if name == OURS else tuple(with_threshold(every, best_threshold(every)))
        found = rates(suited)
        shares = found.answered, found.correct, found.cited, found.both, found.refused
        rows.append((name, *shares, estimated(balanced(suited)), found.length))
    columns = (
        Column(""),
        *(Column(head, ".2f") for head in heads),
        Column("balanced", ".2f"),
        Column("characters", "g"),
    )
    return Table("All sets at one threshold", columns, tuple(rows), ORACLE)


def _better(by_set: BySet) -> tuple[Judged, ...]:
    taken: list[Judged] = []
    for name in by_set:
        if not name.endswith(JOINED):
            forms = by_set[name], by_set.get(name + JOINED, ())
            taken += max(forms, key=lambda answers: sum(map(both, answers)))
    return tuple(taken)
