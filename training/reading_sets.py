"""Stage 1: reading-comprehension sets in SQuAD form, with negatives from the same paragraph and from our own search.

CMRC 2018 trial (CC BY-SA 4.0), DRCD dev and test (CC BY-SA 3.0), Chinese SQuAD 2.0 dev (CC BY-SA 4.0). XQuAD is made of
paragraphs of SQuAD's dev set, so every paragraph of Chinese SQuAD that is one of XQuAD's, in another translation, is
left out: else what measures the reader would have trained it.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from corpus.text import simplified, squeeze
from index.embedder import TextRole
from index.lexical import LexicalIndex
from training.examples import Example, window_around, windows_beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from random import Random

    from index.embedder import Embedder, Progress

TRAINING_SETS = ("cmrc2018_trial", "drcd_dev", "drcd_test", "chinese_squad2_dev")
MOST_CHARACTERS = 420
WINDOW_CHARACTERS = 160
SAME_PARAGRAPH = 0.93
"""Cosine of two translations of one paragraph: 175 of 1,204 are XQuAD's; above this lie 235, below it none was seen."""

TRADITIONAL_KEPT = 0.25
NEGATIVES_BESIDE, NEGATIVES_FOUND = 0.30, 0.45
"""Shares of the answerable questions that also get a window of their paragraph, and of another, with no answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set; `starts` is -1 where the paragraph does not answer."""

    key: str
    question: str
    answer: str
    start: int


@dataclass(frozen=True, slots=True)
class Context:
    """A paragraph of a set with its questions."""

    title: str
    text: str
    asked: tuple[Asked, ...]


def read_set(path: Path) -> list[Context]:
    """Return the paragraphs of a gzipped file in SQuAD's form; only the first answer of each question counts."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    return [
        Context(article.get("title") or "", paragraph["context"], tuple(map(_asked, paragraph["qas"])))
        for article in articles
        for paragraph in article["paragraphs"]
    ]


def _asked(row: Mapping[str, object]) -> Asked:
    answers = row.get("answers")
    if row.get("is_impossible") or not answers:
        return Asked(str(row["id"]), str(row["question"]), "", -1)
    first = answers[0]  # type: ignore[index]
    return Asked(str(row["id"]), str(row["question"]), first["text"], first["answer_start"])


def without_overlap(
    contexts: Sequence[Context], held_out: Sequence[Context], embedder: Embedder, progress: Progress | None = None
) -> list[Context]:
    """Return the contexts that are not a translation of a held-out one."""
    kept = embedder.embed([c.text for c in contexts], TextRole.PASSAGE, progress=progress)
    away = embedder.embed([c.text for c in held_out], TextRole.PASSAGE)
    nearest = (kept @ away.T).max(axis=1)
    return [context for context, cosine in zip(contexts, nearest, strict=True) if cosine < SAME_PARAGRAPH]


def read_translations(path: Path) -> dict[str, str]:
    """Return the questions of a file of tab-separated lines (`set/key`, language, question) by their key."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return {key: question for key, _language, question in rows}


def stage1_examples(
    sets: Mapping[str, Sequence[Context]], translations: Mapping[str, str], random: Random
) -> Iterator[Example]:
    """Yield the examples of every set: answers, unanswerable questions, and negatives, with their translations."""
    for name, contexts in sets.items():
        search = LexicalIndex.build([context.text for context in contexts])
        for context in contexts:
            for asked in context.asked:
                translation = translations.get(f"{name}/{asked.key}")
                for _ in range(2 if translation else 1):
                    for example in _examples_of(name, context, asked, contexts, search, random):
                        yield replace(example, question=translation or example.question)
                for example in _examples_of(name, context, asked, contexts, search, random) if translation else ():
                    yield example


def rehearsal(examples: Sequence[Example], translations: Mapping[str, str], most: int, random: Random) -> list[Example]:
    """Return stage-1 examples to mix into stage 2: all with a translated question that fit, then others by chance."""
    translated = [example for example in examples if translations.get(example.source) == example.question]
    others = [example for example in examples if translations.get(example.source) != example.question]
    kept = random.sample(translated, min(len(translated), most * 2 // 3))
    return [*kept, *random.sample(others, min(len(others), most - len(kept)))]


def _examples_of(
    name: str, context: Context, asked: Asked, contexts: Sequence[Context], search: LexicalIndex, random: Random
) -> Iterator[Example]:
    convert = simplified if not name.startswith("drcd") or random.random() > TRADITIONAL_KEPT else str
    title = context.title.replace("_", " ") if random.random() < 0.7 else ""
    longest = MOST_CHARACTERS if random.random() < 0.5 else WINDOW_CHARACTERS

    def example(text: str, start: int, end: int, *, answers: bool) -> Example:
        window, question, above = convert(text[start:end]), convert(asked.question), convert(title)
        at = (asked.start - start, asked.start - start + len(asked.answer)) if answers else (-1, -1)
        return Example(f"{name}/{asked.key}", question, above, window, *at)

    text = context.text
    if asked.start < 0:
        low = random.randrange(max(1, len(text)))
        yield example(text, *window_around(text, low, low, longest, random), answers=False)
        return
    end = asked.start + len(asked.answer)
    if text[asked.start : end] != asked.answer:
        return
    positive = example(text, *window_around(text, asked.start, end, longest, random), answers=True)
    if positive.answer == convert(asked.answer):  # a conversion that moves the offsets is left out
        yield positive
    beside = [run for run in windows_beside(text, asked.start, end, longest) if asked.answer not in text[slice(*run)]]
    if beside and random.random() < NEGATIVES_BESIDE:
        yield example(text, *random.choice(beside), answers=False)
    if random.random() < NEGATIVES_FOUND:
        found = np.argsort(-search.scores(asked.question))[:6].tolist()
        others = [contexts[row] for row in found if squeeze(asked.answer) not in squeeze(contexts[row].text)]
        if others:
            other = random.choice(others)
            low = random.randrange(len(other.text))
            yield example(other.text, *window_around(other.text, low, low, WINDOW_CHARACTERS, random), answers=False)
