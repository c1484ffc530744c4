"""Writes the examples: `python -m training.prepare --data ../shared/data --out .cache/training`.

`stage1.jsonl` from the reading-comprehension sets, `stage2.jsonl` and `valid.jsonl` from questions over reports. About
eight minutes on two cores, most of it the indexes of 24 reports.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from index.bundled import BundledEmbedder
from training.examples import read_examples, write_examples
from training.reading_sets import (
    TRAINING_SETS,
    read_set,
    read_translations,
    rehearsal,
    stage1_examples,
    without_overlap,
)
from training.report_questions import (
    Reports,
    balanced,
    read_foreign_questions,
    read_questions,
    stage2_examples,
    with_other_questions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from training.examples import Example
    from training.report_questions import ReportQuestion

REHEARSED = 13500
"""Examples of stage 1 that stay in stage 2, so that other texts and languages are not forgotten."""

QUESTIONS = Path(__file__).parent / "questions"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the three files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with mrc/, reader/, reports/ and xquad/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", choices=["stage1", "stage2", "valid"])
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args(arguments)
    files = {"stage1": _stage1, "stage2": _stage2, "valid": _valid}
    for name, examples in files.items():
        if options.only in (None, name):
            count = write_examples(options.out / f"{name}.jsonl", examples(options))
            print(f"{name}: {count:,} examples", flush=True)


def _stage1(options: argparse.Namespace) -> Iterator[Example]:
    sets = {name: read_set(options.data / "mrc" / f"{name}.json.gz") for name in TRAINING_SETS}
    embedder = BundledEmbedder.open(user_cache_path("report-qa", appauthor=False) / "models")
    held_out = read_set(options.data / "xquad" / "xquad.zh.json.gz")
    squad = "chinese_squad2_dev"
    kept = without_overlap(sets[squad], held_out, embedder)
    print(f"{squad}: {len(sets[squad]) - len(kept)} of {len(sets[squad])} paragraphs are XQuAD's and left out")
    sets[squad] = kept
    return stage1_examples(sets, read_translations(QUESTIONS / "translated.tsv"), Random(options.seed))


def _stage2(options: argparse.Namespace) -> Iterator[Example]:
    asked = [options.data / "reader" / "train.jsonl", QUESTIONS / "pairs_train.jsonl"]
    questions = [question for file in asked for question in read_questions(file)]
    years = sorted({question.year for question in questions})
    found = _over_reports(options, [*questions, *read_foreign_questions(QUESTIONS / "domain_train.jsonl", years)])
    examples = list(balanced(list(found), Random(options.seed)))
    stage1 = list(read_examples(options.out / "stage1.jsonl"))
    mixed = rehearsal(stage1, read_translations(QUESTIONS / "translated.tsv"), REHEARSED, Random(options.seed))
    return iter([*examples, *with_other_questions(examples, Random(options.seed)), *mixed])


def _valid(options: argparse.Namespace) -> Iterator[Example]:
    questions = read_questions(options.data / "reader" / "valid.jsonl")
    return _over_reports(options, [*questions, *read_questions(QUESTIONS / "pairs_valid.jsonl")])


def _over_reports(options: argparse.Namespace, questions: Sequence[ReportQuestion]) -> Iterator[Example]:
    reports = Reports(options.data / "reports" / "state_council_1954_2025.jsonl.gz", options.out)
    return stage2_examples(questions, reports, Random(options.seed))


if __name__ == "__main__":
    main()
