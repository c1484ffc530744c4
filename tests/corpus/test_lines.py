"""Which lines belong together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.layout import layout_of, split_lines
from corpus.lines import CHAPTER_NUMBER, ITEM_MARK, PART_NUMBER, is_numbered_heading, is_salutation, join_lines

if TYPE_CHECKING:
    from corpus.report import Report

LONG = (
    "我们坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，统筹发展和安全，全力推动经"
    "济运行持续好转，全区地区生产总值实现较快增长，各项主要指标好于预期，"
)
SENTENCES = (
    "过去一年我们全面落实各项部署，经济运行总体平稳，主要指标好于预期。"
    "地区生产总值增长百分之六，一般公共预算收入稳步提高；城镇新增就业超额完成年度任务！"
    "教育、医疗、养老服务不断完善，群众获得感明显增强。"
)


def blocks(source: str) -> list[str]:
    return [source[block.start : block.end] for block in join_lines(source, split_lines(source))]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\x0c", "\n\u200b\n", "\n　　\n", "\u2028"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LONG + "北斗导", "航基地建成。"),
        (LONG + "全面实施“房东", "责任制”试点。"),
        ("一是经济向好。城乡", "居民收入增长。"),
        ("改善教育、医疗、", "养老服务。"),
        ("他说：“干得好。", "”大家鼓掌。"),
        ("三、关于《规划", "纲要（草案）》的说明"),
        ("一、", "加强农业生产。"),
        ("（三）", "改善人民生活。"),
        ("——", "经济平稳增长。"),
    ],
)
def test_a_paragraph_cut_by_a_page_break_is_joined(before: str, gap: str, after: str):
    assert blocks(f"各位代表：\n{before}{gap}{after}\n结束。") == ["各位代表：", before + gap + after, "结束。"]


@pytest.mark.parametrize(
    "begins",
    [
        "二、今年任务",
        "（二）民生",
        "——就业增长",
        "1. 工业",
        "一是稳就业。",
        "第一，稳就业。",
        "第二章　民生",
        "（3）教育。",
        "各位代表！",
        "•教育。",
        "壹、教育",
        "(a) 教育。",
    ],
)
@pytest.mark.parametrize("unfinished", [LONG, LONG + "全面实施“房东", "改善教育、医疗、"])
def test_what_begins_with_a_mark_is_never_joined_even_to_a_cut_paragraph(unfinished: str, begins: str):
    assert blocks(f"{unfinished}\n\n{begins}\n\n完。") == [unfinished, begins, "完。"]


@pytest.mark.parametrize(
    "heading",
    [
        "一、2017年工作回顾",
        "（一）坚持改革开放，努力争先",
        "第一部分　回顾",
        "各位代表：",
        "加强农业",
    ],
)
def test_nothing_is_joined_to_a_heading_or_a_salutation(heading: str):
    assert blocks(f"{heading}\n\n过去一年，成绩很大。") == [heading, "过去一年，成绩很大。"]


@pytest.mark.parametrize("rest", ["三、四季度增长。", "二、三产业融合。", "陸、海、空交通。"])
def test_an_enumeration_cut_before_its_next_number_is_no_heading(rest: str):
    assert PART_NUMBER.match(rest) is None
    assert blocks(f"{LONG}{rest[0]}、\n{rest}") == [f"{LONG}{rest[0]}、\n{rest}"]


@pytest.mark.parametrize(
    "text",
    [
        "三、三大攻坚战",
        "一、“十四五”回顾",
        "十一、外交",
        "貳、經濟",
        "第十二章 附则",
        "第一节 总则",
    ],
)
def test_numbered_headings_are_known(text: str):
    assert is_numbered_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "三、关于《",
        "五定”，即三、",
        "四、一律实行“五定”，",
        "一、过去一年。我们",
        "2018年任务",
        "第一，就业",
    ],
)
def test_what_is_cut_or_has_no_heading_number_is_no_numbered_heading(text: str):
    assert not is_numbered_heading(text)


@pytest.mark.parametrize(
    "text", ["各位代表：", "各位代表！", "尊敬的主席，", "同志们：", "主席、各位議員：", "主席先生，", "主席："]
)
def test_salutations_are_known(text: str):
    assert is_salutation(text)


@pytest.mark.parametrize(
    "text", ["各位代表，过去一年，我们", "主席团成员名单", "主席令第3号", "2018年：", "人民代表："]
)
def test_what_only_begins_like_a_salutation_is_none(text: str):
    assert not is_salutation(text)


def wrap(paragraph: str, width: int, indent: str) -> str:
    text = indent + paragraph
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


def wrapped_paragraphs() -> list[str]:
    """Paragraphs of different lengths whose sentences end in different columns."""
    return [SENTENCES * (n % 3 + 1) + "改革开放" * n + "取得进展。" for n in range(6)]


@pytest.mark.parametrize("width", [28, 34, 40, 61])
@pytest.mark.parametrize(("indent", "gap"), [("　　", "\n"), ("    ", "\n"), ("", "\n\n")])
def test_lines_wrapped_at_one_width_are_joined_where_paragraphs_are_marked(width: int, indent: str, gap: str):
    paragraphs = [
        "一、去年工作回顾",
        *wrapped_paragraphs(),
        "（一）抓好产业",
        *wrapped_paragraphs(),
        "一是稳就业。",
        "各位代表！",
    ]
    source = gap.join(wrap(paragraph, width, indent) for paragraph in paragraphs)
    assert [block.replace("\n", "") for block in blocks(source)] == paragraphs


@given(st.lists(st.integers(3, 12), min_size=6, max_size=12), st.integers(25, 50))
def test_an_indent_marks_a_new_paragraph_and_a_full_line_goes_on(sizes: list[int], width: int):
    paragraphs = [(SENTENCES * 4)[: size * 17].rstrip("。；！") + "。" for size in sizes]
    source = "\n".join(wrap(paragraph, width, "　　") for paragraph in [*paragraphs, SENTENCES * 9])
    joined = [block.replace("\n", "") for block in blocks(source)]
    assert joined == [*paragraphs, SENTENCES * 9]


def test_without_any_mark_a_full_unfinished_line_goes_on_and_a_short_one_ends():
    paragraphs = ["一、去年工作回顾", *(SENTENCES[n:] for n in (0, 3, 5)), "加强党的建设", SENTENCES[7:]]
    source = "\n".join(wrap(paragraph, 29, "") for paragraph in paragraphs)
    assert [block.replace("\n", "") for block in blocks(source)] == paragraphs


def test_a_heading_over_two_wrapped_lines_is_one_and_stays_alone():
    heading = "（一）坚持深化供给侧结构性改革，积极主动对接科创中心建设，努力构建产业体系"
    for indent in ("　　", ""):
        source = "\n".join(wrap(text, 28, indent) for text in [SENTENCES * 3, heading, SENTENCES * 2])
        assert [block.replace("\n", "") for block in blocks(source)] == [SENTENCES * 3, heading, SENTENCES * 2]


def test_a_line_that_starts_with_the_space_between_words_is_not_indented():
    line = split_lines("　　规范\n 项目\n\t表\n\ufeff头")
    assert [known.indented for known in line] == [True, False, True, False]


def test_reports_with_a_paragraph_a_line_are_not_taken_for_wrapped(built_in: Report, state_council: dict[str, str]):
    for text in [built_in.source, *state_council.values()]:
        assert layout_of(text, split_lines(text)).is_full is None


@pytest.mark.parametrize("heading", ["一、去年工作回顾", "（一）坚持改革开放", "各位代表", "同志们"])
def test_a_heading_or_salutation_stays_alone_where_only_its_empty_line_is_missing(heading: str):
    paragraphs = ["过去一年，成绩很大。", "经济平稳增长。", "民生持续改善。", "生态更加优美。"]
    source = "\n\n".join([*paragraphs, heading + "\n" + paragraphs[0]])
    assert blocks(source) == [*paragraphs, heading, paragraphs[0]]


def test_nothing_has_no_blocks():
    assert blocks("") == blocks("\n \u200b\r\n") == []


@given(st.text(st.sampled_from("国。，“”一、（）是1.-\n\r\x0c\u3000\u200b "), max_size=120))
def test_blocks_are_whole_lines_in_order(source: str):
    lines = split_lines(source)
    joined = join_lines(source, lines)
    assert sum(block.joins + 1 for block in joined) == len(lines)
    assert {block.start for block in joined} <= {line.start for line in lines}
    assert all(before.end < after.start for before, after in pairwise(joined))


def test_marks_are_told_apart():
    assert [bool(mark.match("（一）产业")) for mark in (PART_NUMBER, CHAPTER_NUMBER, ITEM_MARK)] == [False, True, False]
    assert [bool(mark.match("1.5倍")) for mark in (PART_NUMBER, CHAPTER_NUMBER, ITEM_MARK)] == [False, False, False]
    assert [bool(mark.match("102. 房屋")) for mark in (PART_NUMBER, CHAPTER_NUMBER, ITEM_MARK)] == [False, False, True]
