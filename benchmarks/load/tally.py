"""What visitors ask, and what they met."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from qa.asking.question import LONGEST_QUESTION

if TYPE_CHECKING:
    from pathlib import Path

SETS = ("zh_facts", "zh_hard", "crosslingual", "unanswerable")


@dataclass(slots=True)
class Tally:
    """What some visitors met; seconds of every answer, errors by what was said."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    wall: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.wall


def questions_in(folder: Path) -> list[str]:
    """Return the single questions of the development sets, but for those that are too long to be asked.

    Raises ClickException where the sets are not.
    """
    try:
        texts = [(folder / f"{name}.jsonl").read_text(encoding="utf-8") for name in SETS]
    except OSError as error:
        raise click.ClickException(f"the questions are not in {folder}; say with --shared where they lie") from error
    questions = [json.loads(line)["question"] for text in texts for line in text.splitlines() if line]
    return [question for question in questions if len(question) <= LONGEST_QUESTION]
