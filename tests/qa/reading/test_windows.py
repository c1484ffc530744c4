from __future__ import annotations

from corpus.parse import parse_report
from corpus.passages import split_passages
from index.build import build_index
from index.search import search_hybrid
from qa.reading.windows import WINDOW_CHARACTERS, headings_above, windows_of
from tests.conftest import SHORT_REPORT

LONG = "".join(f"第{n}项工作完成得很好，建成了{n * 3}个项目，群众满意。" for n in range(1, 31))
REPORT = parse_report(f"{SHORT_REPORT}\n{LONG}\n", "county")
INDEX = build_index(REPORT, split_passages(REPORT), None)


def windows(query: str, limit: int = 12):
    return windows_of(search_hybrid(INDEX, query, None, years=frozenset(), limit=20), limit)


def test_the_first_window_holds_the_best_sentence_with_its_neighbours():
    first = windows("改造农村危房412户")[0]
    assert [sentence.sentence_id for sentence in first.sentences] == ["P004.1", "P004.2", "P004.3"]
    assert len(first.matches) == 3
    assert max(match.score for match in first.matches) == first.matches[2].score


def test_windows_are_short_runs_of_whole_sentences_that_share_none():
    found = windows("第12项工作建成多少个项目")
    seen = [sentence.sentence_id for window in found for sentence in window.sentences]
    assert len(seen) == len(set(seen))
    assert len(found) > 3
    for window in found:
        assert len(window.text) == window.end - window.start <= WINDOW_CHARACTERS
        assert REPORT.source[window.start : window.end].split() == window.text.split()
        numbers = [int(sentence.sentence_id.partition(".")[2]) for sentence in window.sentences]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_no_more_windows_than_asked_for():
    assert len(windows("项目", 2)) == 2
    assert windows_of([], 12) == []


def test_a_greeting_opens_no_window():
    assert all(window.text != "各位代表：" for window in windows("各位代表"))


def test_headings_tell_year_and_subject():
    passage = next(p for p in INDEX.passages if p.passage_id == "P003")
    assert headings_above(REPORT.title, passage) == "2021年甲县政府工作报告 › 一、2020年工作回顾 › 经济稳步发展"
