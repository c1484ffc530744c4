from __future__ import annotations

import pytest

from corpus.errors import InvalidInputError, QuestionTooLongError
from qa.asking.language import detect_language, phrases
from qa.asking.question import LONGEST_QUESTION, MOST_PARTS, checked_question, read_question


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("2017年地区生产总值是多少？", "zh"),
        ("2017年區政府處理了幾件人大代表的建議？", "zh-Hant"),
        ("What was the GDP in 2017?", "en"),
        ("PM2.5", "zh"),
        ("¿Cuál fue la tasa de cobertura forestal en 2017?", "es"),
        ("2018年に着工する幹線道路はどれですか。", "ja"),
        ("지금 비트코인을 사도 될까요?", "ko"),
        ("Combien de cours d'eau doivent être reconnectés en 2018 ?", "fr"),
        ("Für welche beiden Gewässerprojekte wird 2018 gearbeitet?", "de"),
        ("¿Cuántas hectáreas se demolieron en Qingpu en 2017?", "es"),
        ("Какой посёлок планируется развивать?", "ru"),
        ("كم قرية على مستوى البلدة؟", "ar"),
        ("12345", "zh"),
        ("What does the report say about “住房保障”?", "en"),
        ('Was sagt der Bericht im Jahr 2018 zu "住房保障"?', "de"),
        ("关于“PM2.5 and the others”，报告怎么说？", "zh"),
        ("“住房保障”", "zh"),
    ],
)
def test_the_language_of_a_question_is_told(question: str, language: str):
    assert detect_language(question) == language


def test_a_language_without_phrases_gets_english():
    assert phrases("xx") == phrases("en")


@pytest.mark.parametrize("text", ["", "   ", "\u3000\u200b", "\n\t"])
def test_an_empty_question_is_refused(text: str):
    with pytest.raises(InvalidInputError, match="empty"):
        checked_question(text)


@pytest.mark.parametrize("text", ["？！", "😀😀", "……"])
def test_a_question_without_a_word_is_refused(text: str):
    with pytest.raises(InvalidInputError, match="no word"):
        checked_question(text)


@pytest.mark.parametrize(("text", "named"), [("a\0b", "U\\+0000"), ("\ud800年", "U\\+D800"), ("a\x1b[31m", "U\\+001B")])
def test_a_control_character_or_broken_encoding_is_named(text: str, named: str):
    with pytest.raises(InvalidInputError, match=named):
        checked_question(text)


def test_a_question_may_be_as_long_as_said_and_no_longer():
    assert len(checked_question("问" * LONGEST_QUESTION)) == LONGEST_QUESTION
    with pytest.raises(QuestionTooLongError, match="1,001 characters"):
        checked_question("问" * (LONGEST_QUESTION + 1))


def test_a_question_over_several_lines_becomes_one():
    assert checked_question("  2017年\n GDP\t多少\u200b ") == "2017年 GDP 多少"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2017年和2018年", {2017, 2018}),
        ("18年定的目标比17年高吗", {2017, 2018}),
        ("去年增长多少", {2017}),
        ("今年的目标", {2018}),
        ("二〇一七年", {2017}),
        ("12000 households in 2017, 2018?", {2017, 2018}),
        ("新增2000名学生、2015株树、2018辆公交", set()),
        ("十年来", set()),
        ("15分钟", set()),
    ],
)
def test_the_years_of_a_question_are_read(text: str, years: set[int]):
    assert read_question(text, 2018).years == years


def test_relative_years_need_the_reports_own_year():
    assert read_question("去年增长多少", None).years == frozenset()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("绕城的水系公园17年弄到第几期了，18年接着弄第几期？", ("绕城的水系公园17年弄到第几期了", "18年接着弄第几期")),
        (
            "美丽乡村创建，镇级的启动了几个，区级的启动了几个？",
            ("美丽乡村创建，镇级的启动了几个", "美丽乡村创建，区级的启动了几个"),
        ),
        (
            "田被征收了，社保怎么办？孩子上学呢？先说看病，医保报销多少？",
            ("田被征收了，社保怎么办", "田被征收了，孩子上学呢", "先说看病，医保报销多少"),
        ),
        ("2017年出口多少？增长多少？", ("2017年出口多少", "2017年出口增长多少")),
        ("减量化拆除的面积，占全年目标的比例", ("减量化拆除的面积", "占全年目标的比例")),
        ("2017年公共预算收入，居民人均收入各是多少", ("2017年公共预算收入", "居民人均收入各是多少")),
        ("地区生产总值是多少？公共预算收入和增长幅度？", ("地区生产总值是多少", "公共预算收入和增长幅度")),
    ],
)
def test_each_part_of_a_question_of_several_tells_what_it_is_about(text: str, parts: tuple[str, ...]):
    assert tuple(part.text for part in read_question(text, 2018).parts) == parts


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("养老院2017年建了几家，2018年要建几家？", [{2017}, {2018}]),
        ("养老院2017年建了几家，其中民办的有几家？", [{2017}, {2017}]),
        ("养老院要建几家，2018年床位增加多少？", [{2018}, {2018}]),
        ("地铁通了没有？2018年公交怎么配套？", [set(), {2018}]),
    ],
)
def test_a_part_without_a_year_takes_that_of_its_sentence_or_the_ones_before(text: str, years: list[set[int]]):
    assert [part.years for part in read_question(text, 2018).parts] == years


def test_parts_are_about_the_places_of_the_whole():
    question = read_question("练塘镇的草莓产量多少，收入增长多少？", 2018, "2018年上海市青浦区政府工作报告")
    assert question.places
    assert [part.places for part in question.parts] == [question.places] * 2


def test_more_parts_than_an_answer_can_quote_are_not_looked_for():
    assert len(read_question("，".join(f"第{n}项工程花了多少钱" for n in range(40)), 2018).parts) == MOST_PARTS


@pytest.mark.parametrize(
    "text",
    [
        "2017年地区生产总值是多少？",
        "好吧，2017年呢？",
        "What happened, and when was it?",
        "请列出2017年拆除的面积，以及占全年目标的比例。",
        "农村老宅想改成民宿，区里有没有放开做民宿？",
    ],
)
def test_a_question_that_asks_one_thing_has_no_parts(text: str):
    assert read_question(text, 2018).parts == ()


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("政务公开里的“双公示”，2017年公示的是哪两类事？", "2017年公示的是哪两类事"),
        ("养老院建了几家，床位多少张？", None),
        ("地区生产总值是多少？", None),
        ("我想问，多少？", None),
    ],
)
def test_the_core_is_the_only_clause_that_asks_behind_what_leads_to_it(text: str, core: str | None):
    question = read_question(text, 2018)
    assert (question.core and question.core.text) == core
