"""XQuAD through our own search: does it find the passage that a question was written for?

The 240 Chinese passages of XQuAD (Artetxe et al., On the Cross-lingual Transferability of Monolingual
Representations, 2020) are 240 documents, one passage each; the 1,190 questions, in Chinese or in any other language of
the set, each have one right document. Search is `index.build` and `index.search` as the product runs them, with
nothing tuned or left out for this set. XQuAD's article titles are English and stand in no Chinese passage, so a
document has no title and no heading: its place is 第1段, as the parser names a paragraph that stands under none.

    python -m benchmarks.xquad_retrieval                   questions in Chinese
    python -m benchmarks.xquad_retrieval --questions en    questions in English, passages in Chinese
"""

from __future__ import annotations

import gzip
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click
import ir_measures
from ir_measures import RR, R, nDCG
from rich.console import Console
from rich.progress import Progress

from benchmarks.machine import measured_on
from corpus.passages import Passage
from corpus.report import Report, Sentence
from corpus.text import sentence_spans
from corpus.years import years_in
from index.build import build_index
from index.search import ranked, score
from qa.asking.question import read_question
from qa.engine import Settings, open_embedder, open_reader
from qa.gather import READ

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.embedder import Embedder
    from index.search import SearchIndex
    from qa.reading.reader import Reader

DATA = Path(__file__).parents[2] / "shared" / "data" / "xquad"
LANGUAGES = ("ar", "de", "el", "en", "es", "hi", "ro", "ru", "th", "tr", "vi", "zh")
MEASURES = (nDCG @ 10, R @ 1, RR)

Run = dict[str, dict[str, float]]
"""Question → document → score, the form that ir-measures takes."""

PACKAGES = ("ir-measures", "onnxruntime", "faiss-cpu", "numpy")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the number of the one document that answers it."""

    question_id: str
    text: str
    document: int


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=DATA, help="Folder of xquad.LANGUAGE.json.gz files.")
@click.option("--questions", "language", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@click.option("--model", metavar="NAME", help="A sentence-transformers model instead of the bundled one.")
@click.option("--reader/--no-reader", default=True, help="Also rank the passages that search puts first by the reader.")
def main(data: Path, language: str, model: str | None, reader: bool) -> None:
    """Print nDCG@10, R@1 and MRR of lexical, dense and hybrid search, and of the reader after it, on XQuAD."""
    contexts = [context for context, _ in read_xquad(data, "zh")]
    questions = [question for _, asked in read_xquad(data, language) for question in asked]
    with tempfile.TemporaryDirectory() as cache, _progress() as progress:
        settings = Settings(model=model, cache_dir=Path(cache))
        embedder = open_embedder(settings)
        assert embedder is not None  # only lexical settings give none
        started = perf_counter()
        index = index_of(contexts, embedder, progress)
        built = perf_counter()
        runs = run_legs(index, questions, embedder, progress)
        asked_by = perf_counter()
        if reader:
            runs["reader"] = run_reader(index, questions, embedder, open_reader(settings, "", embedder), progress)
    print(f"XQuAD: {len(questions):,} questions ({language}) on {len(contexts)} passages (zh)")
    print(f"{embedder.name}: {len(index.owners):,} sentences indexed in {built - started:.0f} s, ", end="")
    print(f"{1000 * (asked_by - built) / len(questions):.0f} ms a question")
    print(f"{measured_on(PACKAGES)}\n")
    print_figures(runs, questions)


def _progress() -> Progress:
    return Progress(console=Console(stderr=True), transient=True)


def read_xquad(folder: Path, language: str) -> Iterator[tuple[str, list[Question]]]:
    """Yield each passage with its questions; a passage's place in the file is the document's number.

    The files of all languages hold the same passages and questions in the same order.
    """
    path = folder / f"xquad.{language}.json.gz"
    if not path.is_file():
        raise click.ClickException(
            f"there is no {path}: get xquad.{language}.json from github.com/google-deepmind/xquad, gzip it, "
            "and name its folder with --data"
        )
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    for document, paragraph in enumerate(paragraphs):
        asked = [Question(entry["id"], entry["question"], document) for entry in paragraph["qas"]]
        yield paragraph["context"], asked


def index_of(contexts: Sequence[str], embedder: Embedder, progress: Progress) -> SearchIndex:
    """Index the passages, each a document of its own."""
    passages, start = [], 0
    for number, context in enumerate(contexts, 1):
        passages.append(passage_of(context, number, start))
        start += len(context) + 1
    nameless = Report("xquad-zh", title="", held_on=None, source="\n".join(contexts), headings=(), paragraphs=())
    task = progress.add_task("reading sentences", total=None)
    return build_index(
        nameless, passages, embedder, progress=lambda done, total: progress.update(task, completed=done, total=total)
    )


def passage_of(context: str, number: int, start: int) -> Passage:
    """Return a text as the parser would return a paragraph that stands under no heading."""
    passage_id = f"P{number:03d}"
    sentences = tuple(
        Sentence(f"{passage_id}.{place}", context[first:last], start + first, start + last)
        for place, (first, last) in enumerate(sentence_spans(context, 0, len(context)), 1)
    )
    return Passage(
        passage_id=passage_id,
        document_id=f"xquad-zh-{number:03d}",
        headings=(),
        topic=None,
        position=1,
        text=context,
        start=start,
        end=start + len(context),
        sentences=sentences,
    )


def run_legs(
    index: SearchIndex, questions: Sequence[Question], embedder: Embedder, progress: Progress
) -> dict[str, Run]:
    """Return the scores of all documents for all questions by each leg alone and by both, as search computes them."""
    runs: dict[str, Run] = {"lexical": {}, "dense": {}, "hybrid": {}}
    for question in progress.track(questions, description="searching"):
        scores = score(index, question.text, embedder, years=years_in(question.text, None))
        assert scores.dense is not None  # there is a model
        for leg, values in zip(runs, (scores.lexical, scores.dense, scores.passages), strict=True):
            runs[leg][question.question_id] = {str(number): value for number, value in enumerate(values.tolist())}
    return runs


def run_reader(
    index: SearchIndex, questions: Sequence[Question], embedder: Embedder, reader: Reader, progress: Progress
) -> Run:
    """Return the passages as `report-qa search` ranks them: the first by hybrid search, ranked anew by the reader."""
    run: Run = {}
    for question in progress.track(questions, description="reading"):
        asked = read_question(question.text, None)
        hits = ranked(index, asked.text, score(index, asked.text, embedder, years=asked.years), limit=READ)
        order = [int(hit.passage.passage_id[1:]) - 1 for hit in reader.rerank(asked, hits)]
        run[question.question_id] = {str(number): -float(rank) for rank, number in enumerate(order)}
    return run


def print_figures(runs: dict[str, Run], questions: Sequence[Question]) -> None:
    """Print one line a leg."""
    relevant = {question.question_id: {str(question.document): 1} for question in questions}
    print(f"{'':8}{'nDCG@10':>9}{'R@1':>9}{'MRR':>9}")
    for leg, run in runs.items():
        found = ir_measures.calc_aggregate(MEASURES, relevant, run)
        print(f"{leg:8}" + "".join(f"{found[measure]:9.4f}" for measure in MEASURES))


if __name__ == "__main__":
    main()
