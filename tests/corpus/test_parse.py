"""From text to headings, paragraphs and sentences: proofs over made, arbitrary and real reports."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ReportFileError
from corpus.layout import split_lines
from corpus.lines import ITEM_MARK, LONGEST_HEADING, TERMINATED, is_numbered_heading, join_lines
from corpus.parse import parse_report
from corpus.passages import look_up, restore_passages, split_passages
from corpus.report import HeadingLevel, ParagraphKind
from corpus.text import readable, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.report import Report

    Prove = Callable[[Report], None]

SENTENCES = (
    "地区生产总值增长7.4%，一般公共预算收入完成517.1亿元。",
    "全面实施“放管服”改革，推进“一网通办”，企业获得感明显增强！",
    "教育、医疗、养老服务不断完善；",
    "「北部都會區」建設全面鋪開，輕鐵線路如期通車。",
    "我们清醒地看到，经济社会发展还存在不少困难和问题（详见附表）。",
    "他说：“绿水青山就是金山银山。”",
    "引进 Smart City 项目 12 个，ＧＤＰ居全市前列。",
    "城乡居民人均可支配收入43225元、增长9.1%，增幅高于全市平均水平，继续领先经济增长？",
)
TITLES = ("去年工作回顾", "持续提升经济发展质量", "強化住房保障和市場調控", "2018 年主要任务")
MARKS = ("——", "一是", "1.", "第一，", "（2）", "•", "① ")
GAPS = ("\n", "\n\n", "\r\n", "\r\n\r\n", "\n　\n", "\x0c\n")
BREAKS = ("\n", "\n\n", "\r\n\r\n", "\x0c", "\n\u200b\n", " \n　\n", "\u2028")


@st.composite
def paragraph(draw: st.DrawFn, *, least: int = 1) -> tuple[str, ...]:
    return tuple(draw(st.lists(st.sampled_from(SENTENCES), min_size=least, max_size=least + 5)))


@st.composite
def blocks(draw: st.DrawFn) -> list[tuple[str, str]]:
    """A report as (kind, text) in order: salutation first, every heading followed by text."""
    numbered = draw(st.booleans())
    made = [("salutation", draw(st.sampled_from(["各位代表：", "各位代表！", "主席、各位議員：", "同志们："])))]
    for part in "一二三四"[: draw(st.integers(1, 4))]:
        title = draw(st.sampled_from(TITLES))
        made.append(("heading", f"{part}、{title}" if numbered else title))
        made.append(("body", "".join(draw(paragraph()))))
        for chapter in "一二三"[: draw(st.integers(0, 3))]:
            made.append(("heading", f"（{chapter}）{draw(st.sampled_from(TITLES))}"))
            for kind in draw(st.lists(st.sampled_from(["body", "item", "salutation"]), min_size=1, max_size=4)):
                text = "各位代表！" if kind == "salutation" else "".join(draw(paragraph()))
                made.append((kind, draw(st.sampled_from(MARKS)) + text if kind == "item" else text))
    return [*made, ("body", "".join(draw(paragraph())))]


@st.composite
def page_broken(draw: st.DrawFn, text: str, kind: str) -> str:
    """The text with page breaks where a reader sees that it is cut: inside a sentence, not close together."""
    if kind not in ("body", "item"):
        return text
    places = [
        n
        for n in range(LONGEST_HEADING + 1, len(text) - 1)
        if not TERMINATED.search(text[:n]) and not ITEM_MARK.match(text[n:]) and not text[n].isspace()
    ]
    chosen = sorted(draw(st.sets(st.sampled_from(places), max_size=2)) if places else ())
    pages = [n for before, n in pairwise([0, *chosen]) if n - before > 20]
    bounds = [0, *pages, len(text)]
    pieces = [text[start:end] for start, end in pairwise(bounds)]
    return pieces[0] + "".join(draw(st.sampled_from(BREAKS)) + piece for piece in pieces[1:])


@st.composite
def made_report(draw: st.DrawFn) -> tuple[list[tuple[str, str]], str]:
    made = draw(blocks())
    gap, indent = draw(st.sampled_from(GAPS)), draw(st.sampled_from(["", "　　", "\t", "\u200b"]))
    title = draw(st.sampled_from(["", "2018年某区政府工作报告" + gap]))
    lines = [indent + draw(page_broken(text, kind)) for kind, text in made]
    return made, draw(st.sampled_from(["", "\ufeff", "\n\n"])) + title + gap.join(lines) + draw(
        st.sampled_from(["", gap])
    )


def outline(report: Report) -> list[tuple[str, str]]:
    """What the parser found, in order, as (kind, text without blanks)."""
    kinds = {ParagraphKind.BODY: "body", ParagraphKind.ITEM: "item", ParagraphKind.SALUTATION: "salutation"}
    headings = [(h.start, "heading", h.text) for h in report.headings if not h.opens_paragraph]
    paragraphs = [(p.start, kinds[p.kind], p.text) for p in report.paragraphs if p.kind in kinds]
    return [(kind, squeeze(text)) for _, kind, text in sorted([*headings, *paragraphs])]


@settings(max_examples=400, deadline=None)
@given(made=made_report())
def test_a_made_report_is_taken_apart_as_it_was_put_together(made: tuple[list[tuple[str, str]], str], prove: Prove):
    expected, source = made
    report = parse_report(source, "made")
    assert outline(report) == [(kind, squeeze(text)) for kind, text in expected]
    prove(report)


@settings(max_examples=200, deadline=None)
@given(paragraph(least=4), st.data())
def test_a_page_break_anywhere_past_a_headings_length_is_joined_back(sentences: tuple[str, ...], data: st.DataObject):
    text = "".join(sentences)
    broken = data.draw(page_broken(text, "body"))
    report = parse_report(f"各位代表：\n\n{broken}\n\n二、今年任务\n\n完成任务。", "x")
    assert [squeeze(p.text) for p in report.paragraphs] == ["各位代表：", squeeze(text), "完成任务。"]
    whole = [sentence for sentence in parse_report(f"各位代表：\n{text}", "x").paragraphs[1].sentences]
    assert [squeeze(s.text) for s in report.paragraphs[1].sentences] == [squeeze(s.text) for s in whole]
    assert readable(report.paragraphs[1].text).replace(" ", "") == squeeze(text)


@settings(max_examples=200, deadline=None)
@given(blocks(), st.data())
def test_a_page_break_between_two_blocks_joins_nothing(made: list[tuple[str, str]], data: st.DataObject):
    place = data.draw(st.integers(1, len(made) - 1))
    lines = [text for _, text in made]
    source = "\n".join(lines[:place]) + data.draw(st.sampled_from(BREAKS)) + "\n".join(lines[place:])
    assert outline(parse_report(source, "x")) == [(kind, squeeze(text)) for kind, text in made]


SEEDS = (
    '国政府报告年2018一二三、（）()第部分章节是要。！？；：，“”"「」—-.•①🀄e\u0301'
    "\n\r\t \u3000\u200b\ufeff\x0c\x1c\x85\u2028\0\ud800"
)


@settings(max_examples=500, deadline=None)
@given(source=st.text(st.sampled_from(SEEDS), max_size=200) | st.text(st.characters(), max_size=100))
def test_no_text_loses_doubles_or_breaks_anything(prove: Prove, source: str):
    try:
        report = parse_report(source, "any")
    except ReportFileError as error:
        only_headings = all(
            is_numbered_heading(source[b.start : b.end]) for b in join_lines(source, split_lines(source))
        )
        assert only_headings and "\n" not in str(error)
        return
    prove(report)
    assert parse_report(source, "any") == report
    assert len(report.fingerprint) == 64


@settings(max_examples=100, deadline=None)
@given(lines=st.lists(st.text(st.sampled_from("国，。“” 1a"), min_size=1, max_size=60), min_size=8, max_size=40))
def test_no_wrapped_text_loses_doubles_or_breaks_anything(prove: Prove, lines: list[str]):
    width = max(16, max(map(len, lines)))
    source = "\n".join(line.ljust(width, "国") for line in ["国", *lines])
    prove(parse_report(source, "wrapped"))


def test_the_built_in_report_has_the_paragraphs_headings_and_breaks_it_always_had(built_in: Report, prove: Prove):
    prove(built_in)
    paragraphs = built_in.paragraphs
    assert [p.paragraph_id for p in paragraphs] == [f"P{n:03d}" for n in range(64)]
    assert [p.paragraph_id for p in paragraphs if p.kind is ParagraphKind.FRONT_MATTER] == ["P000"]
    assert (len(split_passages(built_in)), sum(len(p.sentences) for p in paragraphs)) == (68, 399)
    levels = [heading.level for heading in built_in.headings]
    assert (levels.count(HeadingLevel.PART), levels.count(HeadingLevel.CHAPTER), len(levels)) == (2, 14, 16)
    assert sum(heading.opens_paragraph for heading in built_in.headings) == 9
    joined = ["P006", "P011", "P020", "P025", "P036", "P049", "P056", "P062"]
    assert {p.paragraph_id: p.joins for p in paragraphs if p.joins} == dict.fromkeys(joined, 1)
    assert [readable(line.text) for line in paragraphs[0].sentences] == [
        "2018年上海市青浦区政府工作报告",
        "——2018年1月16日在青浦区第五届人民代表大会第三次会议上",
    ]
    assert (built_in.title, built_in.held_on) == ("2018年上海市青浦区政府工作报告", date(2018, 1, 16))


def test_a_sentence_of_the_built_in_report_has_the_address_a_clerk_would_write(built_in: Report):
    found = look_up(built_in, split_passages(built_in), "P041.2")
    assert found.sentence is not None
    assert found.passage.sentence_address(found.sentence) == (
        "二、2018年主要任务 › （四）做好公共服务和民生保障 › 强化住房保障和市场调控 › 第2句"
    )


def chinese_number(text: str) -> int:
    tens, ten, units = text.rpartition("十")
    digits = "零一二三四五六七八九"
    return (digits.index(tens or "一") * 10 if ten else 0) + (digits.index(units) if units else 0)


def test_state_council_reports_lose_nothing(state_council: dict[str, str], prove: Prove):
    assert len([year for year in state_council if year >= "1999"]) == 26
    for year, text in state_council.items():
        prove(parse_report(text, year))


def test_numbered_headings_of_the_reports_since_1999_ascend_one_by_one(state_council: dict[str, str]):
    skipped = {}
    for year, text in state_council.items():
        parts, chapters = [], [0]
        for heading in parse_report(text, year).headings if year >= "1999" else ():
            if heading.level is HeadingLevel.PART and "、" in heading.title[:3]:
                parts.append(chinese_number(heading.title.partition("、")[0]))
                chapters = [0]
            elif heading.level is HeadingLevel.CHAPTER:
                chapters.append(chinese_number(heading.title[1:].partition("）")[0]))
                if chapters[-1] != chapters[-2] + 1:
                    skipped[year] = heading.title
        assert parts == list(range(1, len(parts) + 1)), year
    assert skipped == {"2007": "（四）加快推进产业结构升级和自主创新"}, "the source of 2007 itself has no （三） there"


def test_paragraphs_of_the_reports_since_1999_end_oddly_only_where_the_source_does(state_council: dict[str, str]):
    odd = []
    for year, text in state_council.items():
        if year < "1999":
            continue
        content = parse_report(text.partition("本作品是中华人民共和国")[0], year).paragraphs
        odd += [(year, p.text[-8:]) for p in content[1:] if not TERMINATED.search(p.text)]
    assert sorted(odd) == [("1999", "。振兴教育事业，"), ("2007", "'"), ("2012", "政协委员提出意见")]


@pytest.mark.parametrize(
    ("written", "held_on"),
    [
        ("2018年1月16日", date(2018, 1, 16)),
        ("２０１８ 年 １ 月 １６ 日", date(2018, 1, 16)),
        ("二〇一八年一月十六日", date(2018, 1, 16)),
        ("二零二三年十二月三十一日", date(2023, 12, 31)),
        ("二○○九年十月二十日", date(2009, 10, 20)),
        ("二0一八年十一月三日", date(2018, 11, 3)),
        ("一九九九年三月五日", date(1999, 3, 5)),
        ("2018年13月1日", None),
        ("2018年2月30日", None),
        ("二〇一八年一二月三日", None),
        ("二〇一八年十十月三日", None),
        ("〇〇〇〇年一月一日", None),
        ("2018年1月", None),
    ],
)
def test_the_date_on_the_title_page_is_read_or_left_out(written: str, held_on: date | None):
    assert parse_report(f"政府工作报告\n（{written}在大会上）\n各位代表：\n好。", "x").held_on == held_on


def front(source: str) -> tuple[str, list[str], str]:
    """The title, the lines of the title page and the first text after it."""
    report = parse_report(source, "x", title="untitled")
    first, *rest = report.paragraphs
    if first.kind is not ParagraphKind.FRONT_MATTER:
        return report.title, [], first.text
    return report.title, [sentence.text for sentence in first.sentences], rest[0].text if rest else ""


def test_a_title_on_three_lines_is_one_with_occasion_and_speaker_below():
    source = "清河县人民政府\n2023年\n政府工作报告\n（二〇二三年一月五日在大会上）\n县长 王小明\n各位代表：\n好。"
    lines = ["清河县人民政府\n2023年\n政府工作报告", "（二〇二三年一月五日在大会上）", "县长 王小明"]
    assert front(source) == ("清河县人民政府2023年政府工作报告", lines, "各位代表：")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("工作要点\n（一）抓产业\n增长6%。", ("工作要点", ["工作要点"], "增长6%。")),
        ("过去一年\n——经济增长6%。\n好。", ("过去一年", ["过去一年"], "——经济增长6%。")),
        ("文件\n各位代表：\n现在作工作报告", ("文件", ["文件"], "各位代表：")),
        ("一、回顾\n增长6%。", ("untitled", [], "增长6%。")),
        ("各位代表：\n增长6%。", ("untitled", [], "各位代表：")),
        ("增长6%。", ("untitled", [], "增长6%。")),
        ("政府工作报告", ("政府工作报告", ["政府工作报告"], "")),
    ],
)
def test_the_title_page_takes_no_heading_item_or_salutation(source: str, expected: tuple[str, list[str], str]):
    assert front(source) == expected


def places(source: str) -> list[str]:
    return [" › ".join(p.place) for p in parse_report(source, "x").paragraphs]


def test_divisions_stand_over_parts_over_chapters_over_points():
    first = "第一部分 情况\n第一章 总体\n一、经济\n（一）农业\n1. 粮食\n产粮百万吨。\n"
    assert places("发展报告\n" + first + "二、社会\n学校多。\n第二章 问题\n不少。")[1:] == [
        "第一部分情况 › 第一章总体 › 一、经济 › （一）农业 › 1.粮食 › 第1段",
        "第一部分情况 › 第一章总体 › 二、社会 › 第1段",
        "第一部分情况 › 第二章问题 › 第1段",
    ]


def test_headings_that_end_in_a_full_stop_are_headings_when_text_follows_them():
    source = "各位代表：\n一、去年工作。\n成绩很大。\n（一）抓产业。\n增长6%。\n（二）抓民生。改善住房。"
    assert places(source)[1:] == [
        "一、去年工作 › 第1段",
        "一、去年工作 › （一）抓产业 › 第1段",
        "一、去年工作 › （二）抓民生 › 第1段",
    ]


def test_numbered_lines_that_head_nothing_are_list_items():
    report = parse_report("各位代表：\n目标是：\n1. 增长6%\n2. 就业五千\n（三）共建共享；\n（四）稳中求进。\n完。", "x")
    assert report.headings == ()
    assert [p.text for p in report.paragraphs if p.kind is ParagraphKind.ITEM] == ["1. 增长6%", "2. 就业五千"]


def test_rows_of_figures_stay_text_that_can_be_found():
    rows = ["地区生产总值\t1009.2\t7.4%", "一般公共预算收入 增长5%", "粮食产量 100万吨", "新增就业 3000人"]
    report = parse_report("各位代表：\n" + "\n".join(rows) + "\n以上均已完成。", "x")
    assert [p.text for p in report.paragraphs] == ["各位代表：", *rows, "以上均已完成。"]
    assert report.headings == ()


def test_a_report_without_numbers_has_its_headings_by_their_shape():
    source = "某县政府工作报告\n各位代表：\n去年工作回顾\n成绩很大。\n民生持续改善\n新建学校3所。\n结束语\n谢谢大家。"
    assert places(source) == ["标题", "第1段", "去年工作回顾 › 第1段", "民生持续改善 › 第1段", "结束语 › 第1段"]


def test_a_hard_wrapped_report_is_parsed_like_the_same_report_unwrapped(built_in: Report):
    lines = [readable(text).replace(" ", "") for text in text_of_blocks(built_in)]
    for width, indent in ((30, "　　"), (41, "　　"), (37, "    ")):
        source = "\n".join(
            (indent + line)[start : start + width] for line in lines for start in range(0, len(indent + line), width)
        )
        assert outline(parse_report(source, "x")) == outline(parse_report("\n".join(lines), "x"))


def text_of_blocks(report: Report) -> list[str]:
    own_line = [(h.start, h.text) for h in report.headings if not h.opens_paragraph]
    return [text for _, text in sorted([*own_line, *((p.start, p.text) for p in report.paragraphs[1:])])]


@pytest.mark.parametrize("source", ["", " ", "\n\r\n\u200b\ufeff\u3000"])
def test_a_text_of_nothing_is_refused(source: str):
    with pytest.raises(ReportFileError, match="holds no text"):
        parse_report(source, "x")


@pytest.mark.parametrize("source", ["一.", "一、回顾", "一、回顾\n（一）产业\n二、任务"])
def test_a_text_of_nothing_but_headings_is_refused(source: str):
    with pytest.raises(ReportFileError, match="holds only headings; give a text file with the whole report$"):
        parse_report(source, "x")


HARD = {
    "one line": "全区生产总值增长7.4%，“好”。",
    "one character": "国",
    "full stops": "。",
    "spaces": " ",
    "open quotes": "“",
    "straight quotes": '。"',
    "brackets": "（）",
    "wrapped lines without an end": "国" * 40 + "\n",
    "lines that only close": "”\n",
    "titles": "报告（",
}


@pytest.mark.parametrize("name", HARD)
def test_ten_times_the_text_takes_about_ten_times_the_time(name: str):
    def seconds(size: int) -> float:
        source = "国。“" + (HARD[name] * size)[:size] + "国"
        started = time.process_time()
        report = parse_report(source, "x")
        passages = split_passages(report)
        restore_passages(report, [(p.passage_id, [s.sentence_id for s in p.sentences]) for p in passages])
        for piece in report.paragraphs:
            readable(piece.text)
        return time.process_time() - started

    seconds(1_000)
    small = min(seconds(20_000) for _ in range(3))
    assert min(seconds(200_000) for _ in range(2)) < 30 * small + 0.3
