"""Writes what was measured into `docs/quality.md` and `docs/performance.md`: no figure there is typed by hand.

A block of a document between `<!-- generated: NAME -->` and `<!-- end -->` holds the tables of `results/NAME.json` with
the command that makes them and the machine they were made on; the plots of `doc_plots.py` go to `docs/images/`. The
figures of others, `results/published-*.json`, are typed off their sources, which the files name.

    python -m benchmarks.write_docs
"""

from __future__ import annotations

import re
from pathlib import Path

import click

from benchmarks.doc_plots import PLOTS, drawn
from benchmarks.result_files import RESULTS, read_result
from qa.evaluation.files import write_text

DOCS = Path(__file__).parents[1] / "docs"
DOCUMENTS = ("quality.md", "performance.md")
NOT_MEASURED = "Not measured yet."

_BLOCK = re.compile(r"(<!-- generated: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


@click.command()
def main() -> None:
    """Rewrite the blocks and the plots."""
    for name in DOCUMENTS:
        path = DOCS / name
        write_text(path, rewritten(path.read_text(encoding="utf-8")))
    for name in PLOTS:
        if is_measured(name):
            write_text(DOCS / PLOTS[name].file, drawn(name))


def names_in(text: str) -> list[str]:
    """Return the names of the blocks of a document."""
    return [found[2] for found in _BLOCK.finditer(text)]


def rewritten(text: str, folder: Path = RESULTS) -> str:
    """Return a document with its blocks written anew; the text between them stays."""
    return _BLOCK.sub(lambda found: f"{found[1]}\n{block(found[2], folder)}\n\n{found[3]}", text)


def block(name: str, folder: Path = RESULTS) -> str:
    """Return the tables of a result as Markdown, its plot, and where they come from."""
    if not is_measured(name, folder):
        return NOT_MEASURED
    result = read_result(name, folder)
    parts = [table.as_markdown() for table in result.tables]
    if name in PLOTS:
        parts.append(f"![{PLOTS[name].title}]({PLOTS[name].file})")
    source = f"`{result.command}`; {result.machine}" if result.command else result.machine
    return "\n\n".join([*parts, source])


def is_measured(name: str, folder: Path = RESULTS) -> bool:
    """Tell whether a result is kept."""
    return (folder / f"{name}.json").is_file()


if __name__ == "__main__":
    main()
