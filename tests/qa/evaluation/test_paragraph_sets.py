from __future__ import annotations

import json
from typing import Any

import pytest

from corpus.errors import InvalidInputError
from corpus.passages import look_up, split_passages
from corpus.years import year_of_report
from qa.evaluation.files import read_text
from qa.evaluation.paragraph_sets import ParagraphSet, paragraph_of, read_paragraph_set, report_of
from tests.qa.evaluation.conftest import shared

RIVER = "淀山湖位于上海西部。湖水面积62平方公里。"
TOWER = "东方明珠高468米。"


def squad(*paragraphs: dict[str, Any]) -> str:
    return json.dumps({"version": "1", "data": [{"title": "t", "paragraphs": list(paragraphs)}]})


def asked(question_id: str, question: str, *answers: str, **more: bool) -> dict[str, Any]:
    rows = [{"text": answer, "answer_start": 0} for answer in answers]
    return {"id": question_id, "question": question, "answers": rows, **more}


SET = squad(
    {"context": RIVER, "qas": [asked("a", "淀山湖多大？", "62平方公里", "62"), asked("b", "湖在哪？", "上海西部")]},
    {"context": TOWER, "qas": [asked("c", "东方明珠多高？", "468米"), asked("d", "谁设计的？", is_impossible=True)]},
)


def test_a_question_is_answered_by_its_paragraph_in_any_of_the_given_words():
    read = read_paragraph_set(SET, "set.json")
    assert read.texts == (RIVER, TOWER)
    first, *_, last = read.questions
    assert (first.paragraph, first.together, first.language) == ("P001", "P001", "zh")
    assert first.answers == first.evidence == (("62平方公里", "62"),)
    assert (last.answerable, last.kind, last.answers, last.evidence) == (False, "unanswerable", (), ())


def test_xquad_tells_the_language_in_the_files_name():
    language = {name: read_paragraph_set(SET, name).questions[0].language for name in ("xquad.th.json.gz", "th.json")}
    assert language == {"xquad.th.json.gz": "th", "th.json": "zh"}


def test_a_parallel_set_is_asked_in_the_other_language():
    english = read_paragraph_set(
        squad({"context": "Lake Dianshan covers 62 square kilometres.", "qas": [asked("a", "How large?", "62")]}),
        "xquad.en.json",
    )
    (question,) = english.asked_of(read_paragraph_set(SET, "xquad.zh.json")).questions
    assert (question.text, question.language) == ("How large?", "en")
    assert (question.answers, question.paragraph) == ((("62平方公里", "62"),), "P001")


def test_a_set_that_is_not_parallel_is_refused():
    with pytest.raises(InvalidInputError, match="not parallel: only one has a question a"):
        read_paragraph_set(SET, "x.json").asked_of(ParagraphSet((), ()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "a JSON object must stand here"),
        ('{"data": {}}', '"data" must be a list'),
        ('{"data": [{"paragraphs": 1}]}', '"paragraphs" must be a list'),
        ('{\n"data": [}', "line 2: not JSON"),
        (squad({"context": "", "qas": []}), r"data\[0\].paragraphs\[0\]: \"context\""),
        (squad({"context": RIVER, "qas": [asked("a", "多大？")]}), r"paragraphs\[0\]: qas\[0\]: \"answers\" is empty"),
        (squad({"context": RIVER, "qas": [asked("a", "？", "62")]}), r"qas\[0\]: the question holds no word"),
        (squad({"context": RIVER, "qas": [asked("a", "多大？", "62")] * 2}), "there are two questions a"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_place(text: str, said: str):
    with pytest.raises(InvalidInputError, match=said):
        read_paragraph_set(text, "set.json")


def test_each_text_is_a_paragraph_of_its_own_with_its_sentences():
    report = report_of("CMRC2018-dev", [RIVER, "第二段\n分两行。" * 80, TOWER])
    for paragraph in report.paragraphs:
        assert report.source[paragraph.start : paragraph.end] == paragraph.text
        assert all(report.source[s.start : s.end] == s.text for s in paragraph.sentences)
    assert [p.text for p in report.paragraphs][::2] == [RIVER, TOWER]
    passages = split_passages(report)
    assert [paragraph_of(p.passage_id) for p in passages] == ["P001", "P002", "P002", "P003"]
    assert look_up(report, passages, "P003.1").sentences[0].text == TOWER
    assert {p.place[:1] for p in passages} == {("第1段",)}


def test_figures_in_a_sets_name_are_not_taken_for_a_year():
    assert year_of_report(report_of("cmrc 2018 dev", [RIVER])) is None


@pytest.mark.parametrize(
    ("name", "paragraphs", "questions", "unanswerable"),
    [
        ("mrc/cmrc2018_dev.json.gz", 848, 3219, 0),
        ("mrc/drcd_dev.json.gz", 1000, 3524, 0),
        ("mrc/chinese_squad2_dev.json.gz", 1204, 9936, 5945),
        ("xquad/xquad.zh.json.gz", 240, 1190, 0),
    ],
)
def test_the_published_sets_are_read_whole(name: str, paragraphs: int, questions: int, unanswerable: int):
    path = shared("data", *name.split("/"))
    read = read_paragraph_set(read_text(path), path.name)
    assert (len(read.texts), len(read.questions)) == (paragraphs, questions)
    assert sum(not question.answerable for question in read.questions) == unanswerable
    report = report_of(path.name, read.texts)
    assert [paragraph.text for paragraph in report.paragraphs] == list(read.texts)
