from __future__ import annotations

import json
import re
from dataclasses import fields
from html import unescape
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from corpus.parse import parse_report
from corpus.text import squeeze
from ui.report_find import NEAR, FindExact, Found, Way, find_near, form_html, found_html, telling_sentence
from ui.report_text import units_of
from ui.report_words import ReportWords, report_words
from ui.words import Language

if TYPE_CHECKING:
    from qa.engine import ReportQA

WORDS = report_words(Language.CHINESE)

REPORT = """某市工作报告

一、2017年回顾

实现减税约 34.8 亿元。北斗导
航基地建成，ＧＤＰ增长７％。

乾隆年间的古桥修好了。古桥、古桥𠮷古桥。
"""


def found_in(source: str, query: str) -> list[str]:
    units = units_of(parse_report(source, "city"))
    return [units[run.unit].text[run.start : run.end] for run in FindExact(units)(query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("34.8亿元", ["34.8 亿元"]),
        ("34 . 8億元", ["34.8 亿元"]),
        ("北斗导航", ["北斗导航"]),
        ("北斗導航基地", ["北斗导航基地"]),
        ("gdp增长7%", ["ＧＤＰ增长７％"]),
        ("元。北斗", ["元。北斗"]),
        ("乾", ["乾"]),
        ("干隆", ["乾隆"]),
        ("古桥", ["古桥"] * 4),
        ("2017 年", ["2017年"]),
        ("没有的话", []),
        (" 　\n", []),
        ("", []),
    ],
)
def test_words_are_found_whatever_their_spacing_width_case_and_script(query: str, found: list[str]):
    assert found_in(REPORT, query) == found


def test_hits_do_not_overlap():
    assert found_in("一、某某\n\n好好好好好。\n", "好好") == ["好好", "好好"]


def test_every_sentence_of_the_report_is_found_where_it_stands(engine: ReportQA):
    units = units_of(engine.report)
    find = FindExact(units)
    for unit in units:
        for piece in unit.pieces:
            texts = [units[run.unit].text[run.start : run.end] for run in find(squeeze(piece.text))]
            assert texts
            assert {squeeze(text) for text in texts} == {squeeze(piece.text)}


def test_every_hit_in_a_report_of_fifty_thousand_characters_is_found():
    sentence = "全区生产总值完成1009.2亿元，增长7.4%，其中第三产业增加值占比达到55%。"
    source = "一、回顾\n\n" + "\n\n".join([sentence * 10] * (50_000 // len(sentence) // 10 + 1))
    find = FindExact(units_of(parse_report(source, "long")))
    assert len(find("產業")) == source.count("产业")


def test_meaning_finds_the_nearest_passages_and_their_telling_sentences(engine: ReportQA):
    found = find_near(engine, "住房保障和租赁市场")
    assert 0 < len(found.hits) <= NEAR
    drawn = found_html(engine.report, found, WORDS)
    for hit in found.hits:
        sentence = telling_sentence(hit)
        assert sentence in hit.passage.sentences
        assert f'data-sentence="{sentence.sentence_id}"' in drawn
        assert hit.passage.address in unescape(drawn)
    assert WORDS.near.format(count=len(found.hits)) in drawn


def test_a_query_that_cannot_be_searched_by_meaning_says_why(engine: ReportQA):
    found = find_near(engine, "？？")
    assert found.hits == ()
    assert found.error
    assert found.error in unescape(found_html(engine.report, found, WORDS))


def test_a_fault_of_the_program_is_said(engine: ReportQA):
    assert WORDS.broken in found_html(engine.report, Found(error=""), WORDS)


def test_what_was_found_is_counted_and_handed_to_the_script(engine: ReportQA):
    query = "青浦"
    runs = FindExact(units_of(engine.report))(query)
    drawn = found_html(engine.report, Found(query, Way.EXACT, runs), WORDS)
    places = re.search(r'data-runs="([^"]*)"', drawn)
    assert places
    assert json.loads(places[1]) == [[run.unit, run.start, run.end] for run in runs]
    assert f"{len(runs)} 处" in drawn


def test_nothing_found_is_said_and_nothing_asked_is_not(engine: ReportQA):
    assert WORDS.nothing in found_html(engine.report, Found("没有的话"), WORDS)
    assert WORDS.nothing not in found_html(engine.report, Found(" "), WORDS)


def test_a_query_and_a_report_are_text(hostile_engine: ReportQA):
    query = '"><script>alert(1)</script>'
    assert "<script" not in found_html(hostile_engine.report, Found(query), WORDS)
    near = found_html(hostile_engine.report, find_near(hostile_engine, "生产总值和岗位"), WORDS)
    assert "&lt;script&gt;" in near
    assert "<script" not in near
    assert "<b " not in near


@pytest.mark.parametrize("language", Language)
def test_the_field_and_the_ways_have_names(language: Language):
    words = report_words(language)
    drawn = form_html(words)
    assert f'aria-label="{words.find}"' in drawn
    assert f'<legend class="unseen">{words.way}</legend>' in drawn
    assert drawn.count('type="radio"') == len(Way)


@pytest.mark.parametrize("field", [field.name for field in fields(ReportWords)])
def test_both_languages_say_everything_with_the_same_blanks(field: str):
    texts = [getattr(report_words(language), field) for language in Language]
    blanks = [{name for _, name, _, _ in Formatter().parse(text)} - {None} for text in texts]
    assert all(text.strip() for text in texts)
    assert blanks[0] == blanks[1]
