"""How fast texts are encoded and windows read, and how near that is to what the processor can do.

A text of n tokens takes two operations for each of the model's 21 million weights and each token, and 4 n² x hidden for
each layer's attention. What the processor can do is measured with onnxruntime's bare product in 8 bits over 512 tokens,
in the shape of the feed-forward layer, repeated, and for the peer with NumPy's product in float32. The peer encodes the
same sentences with sentence-transformers and the same weights in float32, in a process of its own.

    python -m benchmarks.encoding
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click
import numpy as np
from platformdirs import user_cache_path

from benchmarks.own_process import in_own_process
from benchmarks.result_files import json_option, keep
from benchmarks.tables import OURS, Column, Table
from corpus.library import built_in_report
from corpus.passages import split_passages
from corpus.text import readable
from index.bundled import BundledEmbedder
from index.embedder import TextRole
from index.encoder_graph import open_session
from index.export import export_model
from qa.evaluation.machine import measured_on
from qa.reading.model import ReadingModel
from qa.reading.windows import headings_above

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PACKAGES = ("onnxruntime", "numpy", "sentence-transformers", "torch")
QUESTION = "2017年地区生产总值是多少？"
WINDOWS = 48
TOKENS = 512
PRODUCTS = 100


@dataclass(frozen=True, slots=True)
class Speed:
    """What was done in how many seconds: texts, their tokens, and the operations that the model needs for them."""

    texts: int
    tokens: int
    operations: float
    seconds: float


@click.command()
@click.option("--runs", type=click.IntRange(1, 100), default=5, show_default=True, help="The fastest of so many.")
@json_option
def main(runs: int, json_file: Path | None) -> None:
    """Print texts, tokens and operations a second, on one core and on two."""
    cache = user_cache_path("report-qa", appauthor=False) / "models"
    rows: list[tuple[str, Speed, float]] = []
    for threads in (1, 2):
        embedder = BundledEmbedder.open(cache, threads=threads)
        limit = threads * bare_product()
        on = f"{threads} thread{'s' * (threads > 1)}"
        sentences = sentences_of_the_report()
        rows.append((f"{OURS}, a question, {on}", questions(embedder, runs), limit))
        rows.append((f"{OURS}, sentences in batches, {on}", passages(embedder, sentences, runs), limit))
        reading = ReadingModel(embedder.words, threads=threads)
        rows.append((f"{OURS}, windows read, {on}", windows(reading, embedder, runs), limit))
    with tempfile.TemporaryDirectory(prefix="report-qa-encoding-") as folder:
        export_model(Path(folder) / "model")
        seconds = in_own_process(peer_seconds, Path(folder) / "model", sentences, runs)
    ours = rows[-2][1]
    peer = Speed(ours.texts, ours.tokens, ours.operations, seconds)
    rows.append(("sentence-transformers, the same sentences, 2 threads", peer, float32_product()))
    machine, table = measured_on(PACKAGES), figures(rows)
    print(f"{machine}\n\n{table.as_text()}\n\npeer / ours {seconds / ours.seconds:.1f}")
    keep(json_file, machine, [table])


def figures(rows: Sequence[tuple[str, Speed, float]]) -> Table:
    """Return a row a kind of work."""
    cells = tuple(
        (
            name, speed.texts / speed.seconds, speed.tokens / speed.seconds,
            speed.operations / speed.seconds / 1e9, limit / 1e9, speed.operations / speed.seconds / limit,
        )
        for name, speed, limit in rows
    )  # fmt: skip
    columns = (
        Column(""), Column("texts/s", ".1f"), Column("tokens/s", ",.0f"), Column("Gop/s", ".0f"),
        Column("bare product", ".0f"), Column("share", ".2f"),
    )  # fmt: skip
    note = (
        "Gop/s: the operations that the model needs; beside it those of the bare product of the same kind and threads."
    )
    return Table("Encoding and reading", columns, cells, note)


def sentences_of_the_report() -> list[str]:
    """Return the built-in report's sentences as they are indexed."""
    return [readable(s.text) for passage in split_passages(built_in_report()) for s in passage.sentences]


def operations(embedder: BundledEmbedder, lengths: Sequence[int]) -> float:
    """Return the operations (a product and a sum are two) for texts of so many tokens."""
    sizes = embedder.words.packed.sizes
    weights = sizes.layers * (4 * sizes.hidden**2 + 2 * sizes.hidden * sizes.feed_forward)
    return float(sum(2 * weights * n + sizes.layers * 4 * n * n * sizes.hidden for n in lengths))


def questions(embedder: BundledEmbedder, runs: int) -> Speed:
    """Encode one question at a time."""
    seconds = fastest(lambda: [embedder.embed([QUESTION], TextRole.QUERY) for _ in range(20)], runs)
    lengths = [len(ids) for ids in embedder.words.tokenizer.encode([f"query: {QUESTION}"])] * 20
    return Speed(20, sum(lengths), operations(embedder, lengths), seconds)


def passages(embedder: BundledEmbedder, sentences: Sequence[str], runs: int) -> Speed:
    """Encode sentences as an index does."""
    seconds = fastest(lambda: embedder.embed(sentences, TextRole.PASSAGE), runs)
    lengths = [len(ids) for ids in embedder.words.tokenizer.encode([f"passage: {text}" for text in sentences])]
    return Speed(len(sentences), sum(lengths), operations(embedder, lengths), seconds)


def windows(reading: ReadingModel, embedder: BundledEmbedder, runs: int) -> Speed:
    """Read passages cut to a window's length, side by side on the threads of the model."""
    report = built_in_report()
    seen = [(headings_above(report.title, passage), passage.text[:160]) for passage in split_passages(report)[:WINDOWS]]
    seconds = fastest(lambda: reading.read(QUESTION, seen), runs)
    tokenizer = embedder.words.tokenizer
    lengths = [sum(len(ids) for ids in tokenizer.encode([QUESTION, above, text])) for above, text in seen]
    return Speed(len(seen), sum(lengths), operations(embedder, lengths), seconds)


def bare_product() -> float:
    """Return the operations a second of one product in 8 bits on one thread, (512, 384) by (384, 1536)."""
    from onnx import TensorProto, helper, numpy_helper

    inner, outer = 384, 1536
    generator = np.random.default_rng(1)
    rows, scales = generator.integers(-127, 128, (inner, outer)).astype(np.int8), np.ones(outer, dtype=np.float32)
    node = helper.make_node("DynamicQuantizeMatMul", ["in", "rows", "scales"], ["out"], domain="com.microsoft")
    values = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [TOKENS, width])
        for name, width in (("in", inner), ("out", outer))
    ]
    constants = [numpy_helper.from_array(rows, "rows"), numpy_helper.from_array(scales, "scales")]
    graph = helper.make_graph([node], "product", values[:1], values[1:], constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    session = open_session(helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString(), threads=1)
    data = {"in": generator.standard_normal((TOKENS, inner)).astype(np.float32)}
    return _rate(lambda: session.run(None, data), inner, outer)


def float32_product() -> float:
    """Return the operations a second of NumPy's product of the same shape, on all cores."""
    generator = np.random.default_rng(1)
    left, right = (generator.standard_normal(shape).astype(np.float32) for shape in ((TOKENS, 384), (384, 1536)))
    return _rate(lambda: left @ right, 384, 1536)


def _rate(product: Callable[[], object], inner: int, outer: int) -> float:
    seconds = fastest(lambda: [product() for _ in range(PRODUCTS)], 5)
    return 2 * TOKENS * inner * outer * PRODUCTS / seconds


def fastest(work: Callable[[], object], runs: int) -> float:
    """Return the seconds of the fastest of so many runs, after one that does not count."""
    work()
    return min(_seconds(work) for _ in range(runs))


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def peer_seconds(model_folder: Path, sentences: Sequence[str], runs: int) -> float:
    """Encode the sentences with sentence-transformers, in its own batches."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder), device="cpu")
    return fastest(lambda: model.encode_document([*sentences], show_progress_bar=False), runs)


if __name__ == "__main__":
    main()
