from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
import torch  # noqa: TID253  # no start-up here: training is made of it

from index.encoder_graph import open_session
from qa.reading import model as reading_model
from training.export import reader_graph
from training.model import Batch, ReadingModel, WordTable, best_spans, state_for_export

if TYPE_CHECKING:
    from index.bundled import BundledWords
    from qa.reading.pair import Pair, PairEncoder

HEADINGS = "2021年甲县政府工作报告 › 一、2020年工作回顾"
WINDOWS = (
    "民生持续改善。新建公办幼儿园6所，新增学位1800个。改造农村危房412户。",
    "全县生产总值达到120.5亿元，增长4.2%。",
    "今年的主要预期目标是：生产总值增长7%以上，城镇新增就业5000人。" * 6,
)
QUESTIONS = ("改造农村危房多少户？", "How much did the economy grow?", "城镇新增就业多少人？")


class Exported(NamedTuple):
    """A model with heads by chance, and its graphs."""

    model: ReadingModel
    float32: bytes
    int8: bytes


class Logits(NamedTuple):
    """Of one pair: start and end of every token, (1, tokens), and the judgement."""

    start: torch.Tensor
    end: torch.Tensor
    judgement: float


@pytest.fixture(scope="module")
def exported(words: BundledWords) -> Exported:
    with torch.random.fork_rng():
        torch.manual_seed(4)
        model = ReadingModel(words.packed).eval()
    with torch.no_grad():  # new heads hardly tell tokens apart; trained ones do
        model.span.weight *= 20
        model.judge[2].weight *= 20
    state, sizes = state_for_export(model), words.packed.sizes
    return Exported(model, reader_graph(sizes, state, quantised=False), reader_graph(sizes, state))


@pytest.fixture(scope="module")
def pairs(encoder: PairEncoder) -> list[Pair]:
    return [encoder.encode(question, HEADINGS, window) for question, window in zip(QUESTIONS, WINDOWS, strict=True)]


@pytest.fixture(scope="module")
def trained_logits(exported: Exported, words: BundledWords, pairs: list[Pair]) -> list[Logits]:
    """What PyTorch computes."""
    logits = []
    for pair in pairs:
        batch = Batch.of([pair], padding=1)
        with torch.inference_mode():
            start, end, judged = exported.model(WordTable(words.packed).rows(batch.ids), batch)
        logits.append(Logits(start, end, float(judged[0])))
    return logits


def logits_of(graph: bytes, words: BundledWords, pairs: list[Pair]) -> list[Logits]:
    """What onnxruntime computes, tokens outside of the window left out as PyTorch's are."""
    session = open_session(graph, 1)
    logits = []
    for pair in pairs:
        rows = words.packed.word_rows(np.array(pair.ids))
        spans, judgement = session.run(["spans", "judgement"], {"word_embeddings": rows[np.newaxis]})
        inside = Batch.of([pair], padding=1).inside.unsqueeze(-1)
        start, end = torch.from_numpy(spans).masked_fill(~inside, -1e4).unbind(-1)
        logits.append(Logits(start, end, float(judgement[0, 0])))
    return logits


@pytest.fixture(scope="module")
def int8_logits(exported: Exported, words: BundledWords, pairs: list[Pair]) -> list[Logits]:
    return logits_of(exported.int8, words, pairs)


@pytest.fixture(scope="module")
def engine_s_model(
    exported: Exported, words: BundledWords, tmp_path_factory: pytest.TempPathFactory
) -> reading_model.ReadingModel:
    """The exported file as the engine opens it."""
    file = tmp_path_factory.mktemp("export") / "reader.onnx"
    file.write_bytes(exported.int8)
    return reading_model.ReadingModel(words, threads=1, file=file)


def furthest(ours: list[Logits], theirs: list[Logits]) -> float:
    return max(
        float((our - their).abs().max())
        for one, other in zip(ours, theirs, strict=True)
        for our, their in zip(map(torch.as_tensor, one), map(torch.as_tensor, other), strict=True)
    )


def test_the_exported_graph_computes_what_was_trained(
    exported: Exported, words: BundledWords, pairs: list[Pair], trained_logits: list[Logits]
):
    assert furthest(logits_of(exported.float32, words, pairs), trained_logits) < 1e-3


def test_eight_bits_lose_little(int8_logits: list[Logits], trained_logits: list[Logits]):
    assert 0 < furthest(int8_logits, trained_logits) < 1.5


def test_logits_differ_far_more_from_pair_to_pair_than_eight_bits_move_them(trained_logits: list[Logits]):
    """Else the two tests above would say nothing."""
    starts = [logits.start[logits.start > -1e3] for logits in trained_logits]
    assert min(float(start.max() - start.min()) for start in starts) > 5
    assert len({round(logits.judgement, 2) for logits in trained_logits}) == 3


def test_the_released_form_is_small_enough_for_a_wheel(exported: Exported):
    assert len(exported.int8) < 50_000_000
    assert len(exported.int8) < 0.3 * len(exported.float32)


def test_the_engine_takes_the_best_span_of_an_exported_file(
    engine_s_model: reading_model.ReadingModel, pairs: list[Pair], int8_logits: list[Logits]
):
    for question, window, pair, logits in zip(QUESTIONS, WINDOWS, pairs, int8_logits, strict=True):
        (reading,) = engine_s_model.read(question, [(HEADINGS, window)])
        first, last, score = best_spans(logits.start, logits.end, reading_model.LONGEST_SPAN)
        assert reading.start == pair.offsets[int(first[0]) - pair.first][0]
        assert reading.end == pair.offsets[int(last[0]) - pair.first][1]
        assert reading.span_score == pytest.approx(float(score[0]), abs=1e-4)
        assert reading.judgement == logits.judgement
        assert 0 <= reading.start <= reading.end <= len(window)


def test_the_engine_reads_each_window_of_an_exported_file_for_itself(engine_s_model: reading_model.ReadingModel):
    windows = [(HEADINGS, window) for window in (*WINDOWS, "")]
    together = engine_s_model.read(QUESTIONS[0], windows)
    assert together == [engine_s_model.read(QUESTIONS[0], [window])[0] for window in windows]
    assert len(set(together)) == 4
