"""What is blank, what ends a sentence, how text is read and matched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import ZERO_WIDTH, fold, heading_text, is_blank, readable, sentence_spans, simplified, squeeze

MARKED = st.text(st.sampled_from('国a1 \n\r\t\u3000\u200b\x0c。！；“”"（）』'), max_size=40)
ANY = st.text(st.characters(), max_size=60)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长7%。目标完成！好吗？；是", ["增长7%。", "目标完成！", "好吗？；", "是"]),
        ("他说：“干得好。”大家鼓掌。", ["他说：“干得好。”", "大家鼓掌。"]),
        ("（见附件。）下同。", ["（见附件。）", "下同。"]),
        ("「好！」他說。", ["「好！」", "他說。"]),
        ('他说"好。"然后走了。', ['他说"好。"', "然后走了。"]),
        ('好。"完"了。', ["好。", '"完"了。']),
        ("一；二！！！三", ["一；", "二！！！", "三"]),
        ("　一。 \r\n二。\u200b", ["一。", "二。"]),
        ("增长3.5%，达到1.2万元。", ["增长3.5%，达到1.2万元。"]),
        ("。", ["。"]),
        (" \n", []),
    ],
)
def test_a_sentence_ends_after_its_mark_and_what_closes_with_it(text: str, expected: list[str]):
    assert sentences(text) == expected


@given(MARKED | ANY)
def test_sentences_hold_every_character_that_is_not_blank_once(text: str):
    assert squeeze("".join(sentences(text))) == squeeze(text)
    spans = sentence_spans(text, 0, len(text))
    bounds = [offset for span in spans for offset in span]
    assert bounds == sorted(bounds)
    assert all(not is_blank(text[start]) and not is_blank(text[end - 1]) for start, end in spans)


@given(ANY, MARKED, ANY)
def test_sentences_of_a_stretch_stay_inside_it(before: str, text: str, after: str):
    inside = [(start + len(before), end + len(before)) for start, end in sentence_spans(text, 0, len(text))]
    assert sentence_spans(before + text + after, len(before), len(before) + len(text)) == inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北斗导\n\n航基地", "北斗导航基地"),
        ("“房东 \r\n\u200b\r\n　责任制”", "“房东责任制”"),
        ("the first\nline", "the first line"),
        ("增长\x0c7.4%", "增长7.4%"),
        ("34.8 亿元", "34.8 亿元"),
        ("一\u200b带一路", "一带一路"),
        ("", ""),
    ],
)
def test_text_is_read_on_one_line_without_its_page_breaks(text: str, expected: str):
    assert readable(text) == expected


@given(MARKED | ANY)
def test_reading_changes_only_blanks(text: str):
    line = readable(text)
    assert squeeze(line) == squeeze(text)
    assert len(line.splitlines()) <= 1 and not set(line) & set(ZERO_WIDTH)


def test_a_heading_in_an_address_has_no_blank_beside_chinese():
    assert heading_text("二、 2018 年\n主要　任务") == "二、2018年主要任务"
    assert heading_text("推进 Smart City 建设") == "推进Smart City建设"


def test_search_compares_one_width_and_one_case():
    assert fold("ＧＤＰ增长７．４％\u200b") == "gdp增长7.4%"


def test_traditional_characters_match_simplified_ones_and_no_surrogate_breaks_them():
    assert simplified("經濟發展") == "经济发展"
    assert simplified("經\ud800濟") == "经?济"
