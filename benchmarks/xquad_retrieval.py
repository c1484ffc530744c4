"""XQuAD through our own search: does it find the passage that a question was written for?

The 240 Chinese passages of XQuAD (Artetxe et al., On the Cross-lingual Transferability of Monolingual
Representations, 2020) are 240 documents, one passage each; the 1,190 questions, in Chinese or in any other language of
the set, each have one right document. Search is `index.build` and `index.search` as the product runs them, with
nothing tuned or left out for this set; a document found in pieces counts where its best piece stands.
`qa/evaluation/paragraph_sets.py` makes the documents: without title and heading, which XQuAD has in English only.
`report-qa eval` measures the whole way to the answer on the same files; here each leg of search is seen by itself.

    python -m benchmarks.xquad_retrieval                   questions in Chinese
    python -m benchmarks.xquad_retrieval --questions en    questions in English, passages in Chinese
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click
import ir_measures
from ir_measures import RR, R, nDCG
from rich.console import Console
from rich.progress import Progress

from benchmarks.result_files import json_option, keep
from benchmarks.tables import Column, Table
from corpus.passages import split_passages
from corpus.years import years_in
from index.build import build_index
from index.search import ranked, score_every
from qa.asking.question import read_question
from qa.engine import Settings, open_embedder, open_reader
from qa.evaluation.files import read_text
from qa.evaluation.machine import measured_on
from qa.evaluation.paragraph_sets import paragraph_of, read_paragraph_set, report_of
from qa.gather import READ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.embedder import Embedder
    from index.search import SearchIndex
    from qa.evaluation.paragraph_sets import ParagraphSet
    from qa.evaluation.questions import GoldQuestion
    from qa.reading.reader import Reader

DATA = Path(__file__).parents[2] / "shared" / "data" / "xquad"
LANGUAGES = ("ar", "de", "el", "en", "es", "hi", "ro", "ru", "th", "tr", "vi", "zh")
MEASURES = (nDCG @ 10, R @ 1, RR)
NAMES = ("nDCG@10", "R@1", "MRR")

Run = dict[str, dict[str, float]]
"""Question → document → score, the form that ir-measures takes."""

PACKAGES = ("ir-measures", "onnxruntime", "faiss-cpu", "numpy")


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=DATA, help="Folder of xquad.LANGUAGE.json.gz files.")
@click.option("--questions", "language", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@click.option("--model", metavar="NAME", help="A sentence-transformers model instead of the bundled one.")
@click.option("--reader/--no-reader", default=True, help="Also rank the passages that search puts first by the reader.")
@json_option
def main(data: Path, language: str, model: str | None, reader: bool, json_file: Path | None) -> None:
    """Print nDCG@10, R@1 and MRR of lexical, dense and hybrid search, and of the reader after it, on XQuAD."""
    chinese = read_xquad(data, "zh")
    questions = read_xquad(data, language).asked_of(chinese).questions
    with tempfile.TemporaryDirectory() as cache, _progress() as progress:
        settings = Settings(model=model, cache_dir=Path(cache))
        embedder = open_embedder(settings)
        assert embedder is not None  # only lexical settings give none
        started = perf_counter()
        index = index_of(chinese.texts, embedder, progress)
        built = perf_counter()
        runs = run_legs(index, questions, embedder, progress)
        asked_by = perf_counter()
        if reader:
            runs["reader"] = run_reader(index, questions, embedder, open_reader(settings, "", embedder), progress)
    print(f"{embedder.name}: {len(index.owners):,} sentences indexed in {built - started:.0f} s, ", end="")
    print(f"{1000 * (asked_by - built) / len(questions):.0f} ms a question")
    machine = measured_on(PACKAGES)
    table = figures(
        runs, questions, f"XQuAD: {len(questions):,} questions ({language}) on {len(chinese.texts)} passages (zh)"
    )
    print(f"{machine}\n\n{table.as_text()}")
    keep(json_file, machine, [table])


def _progress() -> Progress:
    return Progress(console=Console(stderr=True), transient=True)


def read_xquad(folder: Path, language: str) -> ParagraphSet:
    """Return the passages and questions of a language; the files of all languages are parallel.

    Raises ClickException with where to get the file when it is not there, InvalidInputError when it is damaged.
    """
    path = folder / f"xquad.{language}.json.gz"
    if not path.is_file():
        raise click.ClickException(
            f"there is no {path}: get xquad.{language}.json from github.com/google-deepmind/xquad, gzip it, "
            "and name its folder with --data"
        )
    return read_paragraph_set(read_text(path), path.name)


def index_of(texts: Sequence[str], embedder: Embedder, progress: Progress) -> SearchIndex:
    """Index the passages, each a document of its own."""
    report = report_of("xquad", texts)
    task = progress.add_task("reading sentences", total=None)
    return build_index(
        report,
        split_passages(report),
        embedder,
        progress=lambda done, total: progress.update(task, completed=done, total=total),
    )


def run_legs(
    index: SearchIndex, questions: Sequence[GoldQuestion], embedder: Embedder, progress: Progress
) -> dict[str, Run]:
    """Return the scores of all documents for all questions by each leg alone and by both, as search computes them."""
    runs: dict[str, Run] = {"lexical": {}, "dense": {}, "hybrid": {}}
    for question in progress.track(questions, description="searching"):
        scores = score_every(index, question.text, embedder, years=years_in(question.text, None))
        assert scores.dense is not None  # there is a model
        for leg, values in zip(runs, (scores.lexical, scores.dense, scores.passages), strict=True):
            best: dict[str, float] = {}
            for passage, value in zip(index.passages, values.tolist(), strict=True):
                document = paragraph_of(passage.passage_id)
                best[document] = max(value, best.get(document, value))
            runs[leg][question.question_id] = best
    return runs


def run_reader(
    index: SearchIndex, questions: Sequence[GoldQuestion], embedder: Embedder, reader: Reader, progress: Progress
) -> Run:
    """Return the passages as `report-qa search` ranks them: the first by hybrid search, ranked anew by the reader."""
    run: Run = {}
    for question in progress.track(questions, description="reading"):
        asked = read_question(question.text, None)
        hits = ranked(index, asked.text, score_every(index, asked.text, embedder, years=asked.years), limit=READ)
        order = dict.fromkeys(paragraph_of(hit.passage.passage_id) for hit in reader.rerank(asked, hits))
        run[question.question_id] = {document: -float(rank) for rank, document in enumerate(order)}
    return run


def figures(runs: dict[str, Run], questions: Sequence[GoldQuestion], title: str) -> Table:
    """Return a table of one row a leg."""
    relevant = {question.question_id: {str(question.paragraph): 1} for question in questions}
    found = {leg: ir_measures.calc_aggregate(MEASURES, relevant, run) for leg, run in runs.items()}
    rows = tuple((f"report-qa, {leg}", *(each[measure] for measure in MEASURES)) for leg, each in found.items())
    return Table(title, (Column("leg"), *(Column(name, ".4f") for name in NAMES)), rows)


if __name__ == "__main__":
    main()
