"""The parser fuzzed by atheris: what a case reaches in `corpus` decides which bytes are tried next.

python -m pip install -r benchmarks/requirements.txt -c constraints.txt
python -m benchmarks.fuzz.guided -runs=200000 -max_len=600     (the options are libFuzzer's)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["corpus"]):
    from corpus.errors import ReportFileError
    from corpus.library import BUILT_IN_ID, built_in_report, decode
    from corpus.parse import parse_report

from benchmarks.fuzz.proofs import prove

_PIECE = 300
"""Characters of a piece of the built-in report: what the first cases are."""


def parse_and_prove(data: bytes) -> None:
    """Raise where bytes are neither a report that stands every proof nor refused."""
    try:
        parsed = parse_report(decode(data, BUILT_IN_ID), BUILT_IN_ID, title="A title")
    except ReportFileError:
        return
    prove(parsed)


def main() -> None:
    """Fuzz until the runs are done or a case fails, which libFuzzer then writes into this folder."""
    source = built_in_report().source
    with tempfile.TemporaryDirectory(prefix="report-qa-fuzz-") as seeds:
        for start in range(0, len(source), 20 * _PIECE):
            piece = source[start : start + _PIECE].encode(("utf-8", "gb18030")[start // _PIECE % 40 // 20])
            (Path(seeds) / str(start)).write_bytes(piece)
        atheris.Setup([*sys.argv, seeds], parse_and_prove)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
