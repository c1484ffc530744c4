"""The parser as targets: bytes to a report with its passages, and the figures that are read off it."""

from __future__ import annotations

import gzip
import json
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.fuzz.encodings import harmed_bytes
from benchmarks.fuzz.proofs import prove
from benchmarks.fuzz.texts import report, text
from corpus.errors import ReportFileError
from corpus.figures import comparisons, figures_of
from corpus.library import built_in_report, decode
from corpus.parse import parse_report
from corpus.text import squeeze
from corpus.years import year_of_report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from corpus.report import Report

LENGTHS = (1500, *[250] * 9)
"""Characters of texts, at most: twenty paragraphs or three."""

SLOW = 2.0
"""Seconds of processor time that no text of this length may take."""


def real_reports(shared: Path) -> list[str]:
    """Return the built-in report and, where they are, those of the State Council."""
    path = shared / "data" / "reports" / "state_council_1954_2025.jsonl.gz"
    texts = [built_in_report().source]
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["content"] for line in lines]
    return texts


class Parser:
    """Any bytes are a report that stands every proof, or are refused in one line."""

    at_once = 64

    def __init__(self, _folder: Path, shared: Path) -> None:
        """Read the reports that texts are made from."""
        self._sources = real_reports(shared)

    def make(self, random: Random, /) -> bytes:
        """Return the bytes of a text file."""
        longest = random.choice(LENGTHS)
        said = text(random, longest) if random.random() < 0.3 else report(random, self._sources, longest)
        return harmed_bytes(random, said)

    def check(self, cases: Sequence[bytes], /) -> None:
        """Decode, parse and prove."""
        for case in cases:
            started = process_time()
            try:
                parsed = parse_report(decode(case, "fuzzed"), "fuzzed", title="A title")
            except ReportFileError as error:
                assert "\n" not in str(error), "the refusal has several lines"
            else:
                prove(parsed)
                _is_readable(parsed)
            assert process_time() - started < SLOW, "it took long"


def _is_readable(parsed: Report) -> None:
    """Check what else is told of a report: a title and headings on one line, its year, what its index is known by."""
    assert parsed.title
    assert "\n" not in parsed.title
    assert all("\n" not in heading.title for heading in parsed.headings)
    assert len(parsed.fingerprint) == len(parsed.parse_fingerprint) == 64
    year = year_of_report(parsed)
    assert year is None or 0 < year < 10_000


class FiguresTarget:
    """Every figure stands where it says, whatever the report."""

    at_once = 64

    def __init__(self, _folder: Path, shared: Path) -> None:
        """Read the reports that texts are made from."""
        self._sources = real_reports(shared)

    def make(self, random: Random, /) -> str:
        """Return the text of a report."""
        return report(random, self._sources, random.choice(LENGTHS))

    def check(self, cases: Sequence[str], /) -> None:
        """Extract the figures and compare them with the source."""
        for case in cases:
            started = process_time()
            try:
                parsed = parse_report(case, "fuzzed")
            except ReportFileError:
                continue
            _figures_stand(parsed)
            assert process_time() - started < SLOW, "it took long"


def _figures_stand(parsed: Report) -> None:
    figures = figures_of(parsed)
    sentences = {s.sentence_id: s for paragraph in parsed.paragraphs for s in paragraph.sentences}
    for figure in figures:
        sentence = sentences[figure.sentence_id]
        assert sentence.start <= figure.start < figure.end <= sentence.end
        assert squeeze(parsed.source[figure.start : figure.end]) == figure.text
        assert figure.value is None or figure.value.is_finite()
        assert figure.upper is None or figure.upper.is_finite()
        assert "\n" not in figure.indicator
    for comparison in comparisons(figures):
        assert comparison
