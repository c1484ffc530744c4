from __future__ import annotations

import gzip
import json
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.text import simplified, squeeze
from training.examples import Example
from training.reading_sets import (
    Asked,
    Context,
    read_set,
    read_translations,
    rehearsal,
    stage1_examples,
    without_overlap,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.embedder import Progress, TextRole

RIVER = "長江發源於青海，全長6300公里。它流經十一個省區，最後在上海入海。流域內人口眾多。乾隆年間修過堤。"
MOUNTAIN = "泰山位於山東，主峰高1545米。登山的石階有七千多級。長江不經過這裡。"
BRIDGE = "大橋建成於1968年，長4589米。橋上有鐵路和公路。"
SEEDS = range(40)


def asked(key: str, question: str, answer: str, text: str) -> dict[str, object]:
    return {"id": key, "question": question, "answers": [{"text": answer, "answer_start": text.index(answer)}]}


@pytest.fixture
def contexts(tmp_path: Path) -> list[Context]:
    """Three paragraphs: what is asked of them, one that its paragraph does not answer, one whose offset is wrong."""
    river = [
        asked("r1", "長江有多長？", "6300公里", RIVER),
        asked("r2", "長江在哪裡入海？", "上海", RIVER),
        asked("r3", "哪個字？", "乾", RIVER),
    ]
    mountain = [
        asked("m1", "泰山主峰多高？", "1545米", MOUNTAIN),
        {"id": "m2", "question": "泰山有多少游客？", "answers": [], "is_impossible": True},
    ]
    off = {"id": "b1", "question": "大橋多長？", "answers": [{"text": "4589米", "answer_start": 0}]}
    articles = [
        {"title": "長江_河流", "paragraphs": [{"context": RIVER, "qas": river}]},
        {"paragraphs": [{"context": MOUNTAIN, "qas": mountain}, {"context": BRIDGE, "qas": [off]}]},
    ]
    path = tmp_path / "set.json.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        json.dump({"data": articles}, file)
    return read_set(path)


def made(name: str, contexts: Sequence[Context], translations: dict[str, str] | None = None) -> list[Example]:
    """Everything that forty seeds draw."""
    return [
        example for seed in SEEDS for example in stage1_examples({name: contexts}, translations or {}, Random(seed))
    ]


def test_a_file_in_squad_s_form_is_read(contexts: list[Context]):
    assert [(context.title, context.text) for context in contexts] == [
        ("長江_河流", RIVER),
        ("", MOUNTAIN),
        ("", BRIDGE),
    ]
    answered, refused = contexts[1].asked
    assert answered == Asked("m1", "泰山主峰多高？", "1545米", MOUNTAIN.index("1545米"))
    assert refused == Asked("m2", "泰山有多少游客？", "", -1)


@pytest.mark.parametrize("name", ["cmrc2018_trial", "drcd_dev"])
def test_the_span_of_a_positive_says_the_answer(contexts: list[Context], name: str):
    answers = {"r1": "6300公里", "r2": "上海", "m1": "1545米"}
    asked_plainly = [example for example in made(name, contexts) if not example.source.endswith("/r3")]
    positives = [example for example in asked_plainly if example.start >= 0]
    said = {(example.source, example.answer) for example in positives}
    assert said == {(f"{name}/{key}", answer) for key, answer in answers.items()}
    assert len(positives) == len(SEEDS) * len(answers)


def test_only_traditional_sets_are_sometimes_left_as_they_are(contexts: list[Context]):
    texts = [example.question + example.headings + example.window for example in made("chinese_squad2_dev", contexts)]
    assert texts == [simplified(text) for text in texts]
    kept = [example.window for example in made("drcd_dev", contexts) if example.window != simplified(example.window)]
    assert kept
    assert all(window in RIVER + MOUNTAIN + BRIDGE for window in kept)


def test_an_answer_that_conversion_writes_otherwise_in_its_window_is_left_out(contexts: list[Context]):
    assert simplified("乾") != "乾"
    assert "乾隆" in simplified(RIVER)
    assert all(example.start < 0 for example in made("cmrc2018_trial", contexts) if example.source.endswith("/r3"))
    kept = [e for e in made("drcd_dev", contexts) if e.source.endswith("/r3") and e.start >= 0]
    assert {(example.answer, example.window in RIVER) for example in kept} == {("乾", True)}


def test_an_answer_that_is_not_where_the_file_says_is_left_out(contexts: list[Context]):
    assert all(not example.source.endswith("/b1") for example in made("cmrc2018_trial", contexts))


def test_an_unanswerable_question_gets_its_paragraph_and_no_span(contexts: list[Context]):
    refused = [example for example in made("cmrc2018_trial", contexts) if example.source.endswith("/m2")]
    assert len(refused) == len(SEEDS)
    assert {(example.start, example.end, example.answer) for example in refused} == {(-1, -1, "")}
    assert all(example.window in simplified(MOUNTAIN) for example in refused)


@pytest.mark.parametrize("name", ["cmrc2018_trial", "drcd_dev"])
def test_negatives_come_from_both_paragraphs_and_do_not_hold_the_answer(contexts: list[Context], name: str):
    answers = {"r1": "6300公里", "r2": "上海", "m1": "1545米"}
    river = RIVER + simplified(RIVER)
    for key, answer in answers.items():
        negatives = [e for e in made(name, contexts) if e.source == f"{name}/{key}" and e.start < 0]
        assert {example.window in river for example in negatives} == {True, False}
        assert all(answer not in squeeze(example.window) for example in negatives)
        assert {example.end for example in negatives} == {-1}


def test_the_title_stands_above_some_of_the_windows(contexts: list[Context]):
    above = {example.headings for example in made("cmrc2018_trial", contexts[:1])}
    assert above == {"", "长江 河流"}


def test_a_translation_replaces_the_question_twice_and_leaves_it_once(contexts: list[Context]):
    translation = "How long is the Yangtze?"
    examples = made("cmrc2018_trial", contexts, {"cmrc2018_trial/r1": translation, "drcd_dev/r2": "Where?"})
    positives = [example for example in examples if example.source.endswith("/r1") and example.start >= 0]
    questions = [example.question for example in positives]
    assert questions.count(translation) == 2 * len(SEEDS)
    assert questions.count("长江有多长？") == len(SEEDS)
    assert len(questions) == 3 * len(SEEDS)
    assert {example.question for example in examples if example.source.endswith("/r2")} == {"长江在哪里入海？"}


def test_translations_are_read_by_their_key(tmp_path: Path):
    path = tmp_path / "translated.tsv"
    path.write_text("drcd_dev/1\ten\tWhere?\ndrcd_dev/2\tja\t何年ですか？\n", encoding="utf-8")
    assert read_translations(path) == {"drcd_dev/1": "Where?", "drcd_dev/2": "何年ですか？"}


def example(number: int, question: str) -> Example:
    return Example(f"set/{number}", question, "", "窗口。", -1, -1)


TRANSLATIONS = {f"set/{number}": f"Question {number}?" for number in range(8)}
STAGE_1 = [
    *(example(number, f"第{number}问？") for number in range(30)),
    *(example(number, f"Question {number}?") for number in range(8)),
]


def test_rehearsal_takes_translated_questions_first():
    kept = rehearsal(STAGE_1, TRANSLATIONS, 20, Random(1))
    assert {e.question for e in kept if e.question in TRANSLATIONS.values()} == set(TRANSLATIONS.values())
    assert len(kept) == len(set(kept)) == 20


def test_rehearsal_keeps_a_third_for_the_others():
    kept = rehearsal(STAGE_1, TRANSLATIONS, 6, Random(1))
    assert [example.question in TRANSLATIONS.values() for example in kept].count(True) == 4
    assert len(kept) == len(set(kept)) == 6


def test_rehearsal_of_more_than_there_is_keeps_everything():
    assert set(rehearsal(STAGE_1, TRANSLATIONS, 1000, Random(1))) == set(STAGE_1)


class CharacterCounter:
    """Embeds a text as how often it has the characters of each remainder by 97."""

    name = "character-counter"

    def embed(
        self, texts: Sequence[str], role: TextRole, /, *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 97), dtype=np.float32)
        for row, text in enumerate(texts):
            np.add.at(rows[row], [ord(character) % 97 for character in text], 1)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_paragraph_that_is_a_held_out_one_is_left_out(contexts: list[Context]):
    held_out = [Context("other title", f"{MOUNTAIN}！", ())]
    assert without_overlap(contexts, held_out, CharacterCounter()) == [contexts[0], contexts[2]]
    assert without_overlap(contexts, [Context("", "完全不同的文字", ())], CharacterCounter()) == contexts
