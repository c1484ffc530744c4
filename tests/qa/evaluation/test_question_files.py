from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from corpus.errors import InvalidInputError
from corpus.library import built_in_report
from qa.evaluation.question_files import read_question_files
from tests.qa.evaluation.conftest import shared

OWN = Path(__file__).parent
REPORT = built_in_report()


def row(number: int) -> str:
    return json.dumps({"id": f"q{number}", "question": f"第{number}个问题？", "answerable": False})


def squad(question: str, answer: str) -> str:
    entry = {"id": "a", "question": question, "answers": [{"text": answer}]}
    return json.dumps({"data": [{"paragraphs": [{"context": f"{answer}。", "qas": [entry]}]}]})


def test_the_name_says_what_a_file_holds(tmp_path: Path):
    (tmp_path / "own.jsonl").write_text(row(1), encoding="utf-8")
    (tmp_path / "lake.json.gz").write_bytes(gzip.compress(squad("湖多大？", "62").encode()))
    own, lake = read_question_files([tmp_path / "own.jsonl", tmp_path / "lake.json.gz"], REPORT)
    assert (own.name, own.paragraphs, len(own.questions)) == ("own", None, 1)
    assert lake.name == "lake"
    assert lake.paragraphs
    assert lake.paragraphs.source == "62。"
    assert len(own.sha256) == len(lake.sha256) == 64


def test_passages_of_a_parallel_file_are_asked_instead(tmp_path: Path):
    (tmp_path / "x.en.json").write_text(squad("How large?", "62 km²"), encoding="utf-8")
    (tmp_path / "x.zh.json").write_text(squad("多大？", "62平方公里"), encoding="utf-8")
    (crossed,) = read_question_files([tmp_path / "x.en.json"], REPORT, tmp_path / "x.zh.json")
    assert (crossed.name, crossed.questions[0].text) == ("x.en on x.zh", "How large?")
    assert crossed.paragraphs
    assert crossed.paragraphs.source == "62平方公里。"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "", r"a\.txt: name questions about the report \.jsonl"),
        ("a.jsonl", "", r"a\.jsonl: it holds no question"),
        ("a.jsonl", row(1) + "\n{", r"a\.jsonl: line 2: not JSON"),
        ("a.json", '{"data": []}', r"a\.json: it holds no question"),
        ("a.json", "{\n\n,", r"a\.json: line 3: not JSON"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path: Path, name: str, text: str, said: str):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=said):
        read_question_files([tmp_path / name], REPORT)


def test_bad_passages_are_named(tmp_path: Path):
    (tmp_path / "x.json").write_text(squad("多大？", "62"), encoding="utf-8")
    (tmp_path / "own.jsonl").write_text(row(1), encoding="utf-8")
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    for passages, said in (("own.jsonl", "no file in SQuAD's form"), ("bad.json", 'bad.json: "data" must be a list')):
        with pytest.raises(InvalidInputError, match=said):
            read_question_files([tmp_path / "x.json"], REPORT, tmp_path / passages)


def test_two_sets_of_one_name_cannot_be_told_apart(tmp_path: Path):
    for name in ("a.jsonl", "a.jsonl.gz"):
        data = row(1).encode()
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    with pytest.raises(InvalidInputError, match="two files are named a"):
        read_question_files([tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"], REPORT)


def test_a_sample_is_the_same_each_time_and_keeps_the_order(tmp_path: Path):
    (tmp_path / "many.jsonl").write_text("\n".join(map(row, range(100))), encoding="utf-8")
    (many,) = read_question_files([tmp_path / "many.jsonl"], REPORT)
    drawn = [question.question_id for question in many.sample(20).questions]
    assert drawn == [question.question_id for question in many.sample(20).questions]
    numbers = [int(name[1:]) for name in drawn]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 20
    assert numbers != list(range(20))
    assert many.sample(100) == many.sample(101) == many


def test_the_development_questions_and_our_own_are_read_whole():
    assert sum(len(each.questions) for each in read_question_files(sorted(OWN.glob("*.jsonl")), REPORT)) >= 45
    files = sorted(shared("eval").glob("*.jsonl"))
    read = {each.name: len(each.questions) for each in read_question_files(files, REPORT)}
    assert read == {"crosslingual": 43, "dialogs": 38, "unanswerable": 50, "zh_facts": 43, "zh_hard": 44}
