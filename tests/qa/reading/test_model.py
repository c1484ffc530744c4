from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from math import isfinite
from typing import TYPE_CHECKING

import pytest

from corpus.errors import ModelError
from index.bundled import BundledWords, open_words
from qa.reading.model import LONGEST_SPAN, MODEL_FILE, ReadingModel, WindowReading, model_fingerprint

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "2020年改造农村危房多少户？"
HEADINGS = "2021年甲县政府工作报告 › 一、2020年工作回顾 › 民生持续改善"
ANSWERS = "新建公办幼儿园6所，新增学位1800个。改造农村危房412户。"
WINDOWS = [
    (HEADINGS, "粮食总产量31万吨，再获丰收。"),
    (HEADINGS, ANSWERS),
    (HEADINGS, "开通城乡公交12条。"),
    ("", "办好民生实事。" * 20),
    (HEADINGS, ""),
]


@pytest.fixture(scope="module")
def words(model_cache: Path) -> BundledWords:
    return open_words(model_cache)


@pytest.fixture(scope="module")
def model(words: BundledWords) -> ReadingModel:
    return ReadingModel(words, threads=1)


def test_the_window_that_answers_is_told_from_the_others_and_the_words_are_found(model: ReadingModel):
    readings = model.read(QUESTION, WINDOWS)
    assert max(readings, key=lambda reading: reading.score) == readings[1]
    assert ANSWERS[readings[1].start : readings[1].end] == "412户"
    assert min(readings[1].judgement, readings[1].span_score) > 0


def test_spans_lie_in_their_windows(model: ReadingModel):
    for (_, text), reading in zip(WINDOWS, model.read(QUESTION, WINDOWS), strict=True):
        assert 0 <= reading.start <= reading.end <= len(text)


def test_a_window_is_read_as_it_is_alone_bit_for_bit(model: ReadingModel):
    together = model.read(QUESTION, WINDOWS)
    assert together == [model.read(QUESTION, [window])[0] for window in WINDOWS]
    assert len(set(together)) == len(WINDOWS)


def test_no_windows_give_no_readings(model: ReadingModel):
    assert model.read(QUESTION, []) == []


def test_threads_share_a_model(model: ReadingModel):
    with ThreadPoolExecutor(2) as pool:
        read = list(pool.map(lambda window: model.read(QUESTION, [window])[0], WINDOWS * 2))
    assert read == model.read(QUESTION, WINDOWS) * 2


def test_a_window_without_a_word_is_judged_and_has_no_span(model: ReadingModel):
    for text in ("", " \n\u3000"):
        (reading,) = model.read(QUESTION, [(HEADINGS, text)])
        assert (reading.span_score, reading.start, reading.end) == (0.0, 0, 0)
        assert reading.judgement < 0


ODD = {
    "a lone surrogate": "改造\ud800危房\udfff",
    "nul": "改造\0危房412户",
    "expanding": "\ufdfa" * 300,
    "long": "改造农村危房" * 1667,
    "blank and mark": "\u200b。",
    "combining": "e\u0301" * 50,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_is_read_wherever_it_stands(model: ReadingModel, text: str):
    (reading,) = model.read(QUESTION, [(HEADINGS, text)])
    assert 0 <= reading.start <= reading.end <= len(text)
    assert isfinite(reading.judgement)
    assert isfinite(reading.span_score)
    (reading,) = model.read(text, [(text, ANSWERS)])
    assert 0 <= reading.start <= reading.end <= len(ANSWERS)


def test_a_span_is_no_longer_than_lists_of_names_are(model: ReadingModel):
    names = "、".join(["王一", "李二", "张三", "赵四"] * 100)
    (reading,) = model.read("有哪些人？", [("", names)])
    assert len(names[reading.start : reading.end].split("、")) <= LONGEST_SPAN


def test_the_score_joins_judgement_and_half_the_span_s():
    assert WindowReading(judgement=1.0, span_score=3.0, start=0, end=1).score == 2.5


def test_a_missing_file_is_named_in_one_line(words: BundledWords, tmp_path: Path):
    with pytest.raises(ModelError, match="No such file or directory; reinstall report-qa") as raised:
        ReadingModel(words, file=tmp_path / "reader.onnx")
    assert str(tmp_path / "reader.onnx") in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"no model", MODEL_FILE.read_bytes()[:100_000]], ids=["empty", "text", "cut"])
def test_a_damaged_file_is_named_in_one_line(words: BundledWords, tmp_path: Path, content: bytes):
    file = tmp_path / "reader.onnx"
    file.write_bytes(content)
    with pytest.raises(ModelError, match="is damaged; reinstall report-qa") as raised:
        ReadingModel(words, file=file)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_fingerprint_is_the_sha_256_of_the_file(tmp_path: Path):
    file = tmp_path / "reader.onnx"
    file.write_bytes(b"model")
    assert model_fingerprint(file) == hashlib.sha256(b"model").hexdigest()
    assert model_fingerprint() == hashlib.sha256(MODEL_FILE.read_bytes()).hexdigest()
