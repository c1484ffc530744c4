from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.figures import figures_of
from corpus.parse import parse_report
from qa.suggest.neighbours import Reason, Surroundings

if TYPE_CHECKING:
    from qa.suggest.neighbours import Candidate

REPORT = parse_report(
    """2021年甲县政府工作报告

一、2020年工作回顾

（一）加强生态环境治理

森林覆盖率达到16.2%。人均公园绿地面积达到6.9平方米。拆除违法建筑12万平方米。

（二）办好民生实事

新增就业岗位5321个。

二、2021年主要任务

（一）深化财税改革

财政收入增长10%。

（二）推进生态环境建设

森林覆盖率达到16.6%。
""",
    "county",
)
FOREST = "P001.1"


@pytest.fixture(scope="module")
def around() -> list[Candidate]:
    """What could be asked after the forest's share of 2020, which is the first figure of the report."""
    figures = figures_of(REPORT)
    return list(Surroundings(REPORT, figures).candidates([FOREST], [(figures[0].start, figures[0].end)]))


def questions(candidates: list[Candidate], reason: Reason) -> list[str]:
    return [candidate.wording.chinese for candidate in candidates if candidate.reason is reason]


def test_the_same_indicator_in_the_other_year_comes_first(around: list[Candidate]):
    assert around[0].reason is Reason.OTHER_YEAR
    assert around[0].wording.chinese == "2021年森林覆盖率的目标是多少？"


def test_near_figures_come_nearest_first_and_never_from_the_answers_own_sentence(around: list[Candidate]):
    assert questions(around, Reason.NEAR_FIGURE) == [
        "2020年人均公园绿地面积是多少？",
        "2020年拆除违法建筑多少平方米？",
        "2020年新增就业岗位多少个？",
    ]


def test_headings_around_come_before_the_one_the_answer_stands_under(around: list[Candidate]):
    assert questions(around, Reason.NEAR_HEADING) == [
        "2020年办好民生实事，具体做了什么？",
        "2020年加强生态环境治理，具体做了什么？",
    ]


def test_the_other_half_is_asked_about_what_its_headings_share(around: list[Candidate]):
    assert questions(around, Reason.OTHER_HALF) == ["2021年推进生态环境建设，具体要做什么？"]


def test_kinds_take_turns(around: list[Candidate]):
    assert {candidate.reason for candidate in around[:4]} == set(Reason)


def test_what_answers_a_candidate_is_where_it_says(around: list[Candidate]):
    sentences = {sentence.sentence_id: sentence for each in REPORT.paragraphs for sentence in each.sentences}
    for candidate in around:
        if candidate.span is None:
            under = [each for each in REPORT.paragraphs if each.paragraph_id in candidate.paragraphs]
            assert all(candidate.name in each.headings[-1].title for each in under)
        else:
            sentence = sentences[candidate.sentence_id or ""]
            assert sentence.start <= candidate.span[0] < candidate.span[1] <= sentence.end
            assert candidate.name in sentence.text
