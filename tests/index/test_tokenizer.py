from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.tokenizer import WINDOW_TOKENS, Tokenizer, tokenizer_model

if TYPE_CHECKING:
    from tokenizers import Tokenizer as ReferenceTokenizer

    from index.packed import PackedModel

XQUAD = Path(__file__).parents[3] / "shared" / "data" / "xquad"

TEXTS = (
    "query: 2018年全区地区生产总值增长多少？",
    "passage: 全年完成一般公共预算收入１８９．７亿元，増長　15.2％。",
    "  white   space\tand\nlines  ",
    "①㈱ﬁﬂ Ａｂｃ ｱｲｳ",
    "naïve café — naïve café",
    "한국어 한국",
    "สวัสดีชาวโลก नमस्ते दुनिया مرحبا بالعالم",
    "zero\u200bwidth\u200djoiner\ufeff\u00ad",
    "\ufdfa" * 3,
    "emoji 👍🏽 and ideographs 𠮷𡈽",
)


@pytest.fixture(scope="session")
def tokenizer(packed: PackedModel) -> Tokenizer:
    return Tokenizer(tokenizer_model(packed))


@pytest.fixture(scope="session")
def reference(exported_folder: Path) -> ReferenceTokenizer:
    """The same vocabulary in another implementation: Hugging Face's, as XLM-R is published."""
    from tokenizers import Tokenizer as ReferenceTokenizer

    return ReferenceTokenizer.from_file(str(exported_folder / "tokenizer.json"))


@pytest.mark.parametrize("text", TEXTS)
def test_ids_are_those_of_the_reference(tokenizer: Tokenizer, reference: ReferenceTokenizer, text: str):
    assert tokenizer.encode([text]) == [reference.encode(text).ids]


def test_ids_are_known_ones_of_xlm_r(tokenizer: Tokenizer):
    assert tokenizer.encode(["Hello world"]) == [[0, 35378, 8999, 2]]


@pytest.mark.skipif(not XQUAD.is_dir(), reason="the XQuAD questions are not in the project")
@pytest.mark.parametrize("language", ["ar", "de", "el", "en", "es", "hi", "ro", "ru", "th", "tr", "vi", "zh"])
def test_ids_are_those_of_the_reference_on_xquad(tokenizer: Tokenizer, reference: ReferenceTokenizer, language: str):
    with gzip.open(XQUAD / f"xquad.{language}.json.gz") as file:
        articles = json.load(file)["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    questions = [question["question"] for paragraph in paragraphs for question in paragraph["qas"]]
    expected = [encoding.ids for encoding in reference.encode_batch(questions)]
    assert tokenizer.encode(questions) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "\ud800",
        "\udfff\ud800",
        "\x01\x02",
        "<mask></s><pad>",
        "\ufdfa" * 300,
        "\ufdfa" * 10**6,
        "长" * 10**7,
    ],
    ids=["empty", "blank", "NUL", "surrogate", "swapped", "control", "special", "expanding", "much", "10M"],
)
def test_any_text_gives_ids_within_the_window_and_soon(tokenizer: Tokenizer, text: str):
    started = time.monotonic()
    (ids,) = tokenizer.encode([text])
    assert time.monotonic() - started < 2
    assert 2 <= len(ids) <= WINDOW_TOKENS
    assert (ids[0], ids[-1]) == (0, 2)
    # What a text says of control pieces is text: no mask, padding or end within.
    assert not {0, 1, 2, 250001} & set(ids[1:-1])


def test_cutting_a_long_text_before_tokenising_changes_nothing(tokenizer: Tokenizer, reference: ReferenceTokenizer):
    text = "全区坚持稳中求进工作总基调，characteristics of development。" * 2000
    assert tokenizer.encode([text]) == [reference.encode(text).ids]


def test_half_width_kana_are_composed(tokenizer: Tokenizer):
    # As sentencepiece does; the reference looks no further than the first character of such a pair.
    assert tokenizer.encode(["ｶﾞｷﾞ"]) == tokenizer.encode(["ガギ"])


def test_a_pair_of_surrogates_is_the_character_they_stand_for(tokenizer: Tokenizer):
    assert tokenizer.encode(["\ud83d\udc4d"]) == tokenizer.encode(["👍"])
