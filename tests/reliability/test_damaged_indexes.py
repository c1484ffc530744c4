from __future__ import annotations

import json
import os
import shutil
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.crash.damage import damages, mixtures
from benchmarks.crash.tasks import TEXT, Case, Found, asked, build, prepare, what_is_found
from corpus.errors import ReportFileError
from corpus.parse import parse_report
from corpus.passages import split_passages
from index.build import build_index
from index.store import MANIFEST, DamagedIndexError, index_folder, read_index, write_index
from qa.doctor import examine
from qa.engine import ReportQA
from tests.index.test_search import HashingEmbedder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reliability.conftest import Sound

REPORT = parse_report(TEXT, "county")


@pytest.fixture
def dense(tmp_path: Path) -> Path:
    """An index with all the files that one can have."""
    folder = index_folder(tmp_path, REPORT, "hashing")
    write_index(folder, build_index(REPORT, split_passages(REPORT), HashingEmbedder()), REPORT, "hashing")
    return folder


def test_every_file_cut_anywhere_or_with_a_bit_flipped_is_noticed(dense: Path):
    random = Random(3)
    for path in sorted(dense.iterdir()):
        data = path.read_bytes()
        for harm in damages(data, random, cuts=8, flips=200 if path.name == MANIFEST else 40):
            path.write_bytes(harm)
            with pytest.raises(DamagedIndexError):
                read_index(dense, REPORT, "hashing")
        path.write_bytes(data)
    assert read_index(dense, REPORT, "hashing")[0].dense


@pytest.mark.parametrize(
    "change",
    [
        {"title": "另一份报告"},
        {"document_id": "another"},
        {"passages": 6},
        {"dimensions": 0},
        {"files": {}},
        {"files": {"../county.txt": "0" * 64}},
        {"files": {"a\0b": "0" * 64}},
        {"files": ["sentences.json"]},
        {"format": None},
    ],
)
def test_a_manifest_that_tells_what_is_not_so_is_noticed(dense: Path, change: dict[str, Any]):
    manifest = json.loads((dense / MANIFEST).read_text())
    (dense / MANIFEST).write_text(json.dumps(manifest | change))
    with pytest.raises(DamagedIndexError):
        read_index(dense, REPORT, "hashing")


def test_a_manifest_nested_without_end_is_noticed(dense: Path):
    (dense / MANIFEST).write_text("[" * 200_000)
    with pytest.raises(DamagedIndexError):
        read_index(dense, REPORT, "hashing")


@pytest.mark.parametrize("name", [MANIFEST, "sentences.json", "passage-terms.npz", "sentence-terms.npz"])
@pytest.mark.parametrize("harm", ["cut", "removed", "a folder"])
def test_questions_over_a_damaged_index_get_right_answers_and_it_is_mended(sound: Sound, name: str, harm: str):
    path = sound.folder / name
    data = path.read_bytes()
    path.unlink()
    if harm == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif harm == "a folder":
        path.mkdir()
    assert sound.found() in (Found.DAMAGED, Found.NONE)
    assert sound.found() is Found.WHOLE


def test_doctor_says_in_one_line_that_an_index_is_damaged(sound: Sound):
    (sound.folder / "sentences.json").write_bytes(b"[]")
    (check,) = [
        check for check in examine(ReportQA(sound.settings)) if check.name in ("index", "model") and not check.sound
    ]
    assert "report-qa index build" in check.detail
    assert "\n" not in check.detail


def test_the_files_of_two_indexes_mixed_in_any_way_are_noticed(sound: Sound, tmp_path: Path):
    other = parse_report(TEXT.replace("6所", "9所"), "county")
    theirs = index_folder(tmp_path / "other", other, None)
    write_index(theirs, build_index(other, split_passages(other), None), other, None)
    report, mixed = ReportQA(sound.settings).report, tmp_path / "mixed"
    differing = {path.name for path in theirs.iterdir() if path.read_bytes() != (sound.folder / path.name).read_bytes()}
    assert {MANIFEST, "passage-terms.npz", "sentence-terms.npz"} <= differing
    for _ in mixtures(sound.folder, theirs, mixed):
        same = all((mixed / name).read_bytes() == (sound.folder / name).read_bytes() for name in differing)
        try:
            read_index(mixed, report, None)
            assert same
        except DamagedIndexError:
            assert not same


def test_a_report_changed_under_its_index_is_answered_from_what_it_says_now(sound: Sound, tmp_path: Path):
    report = shutil.copy2(sound.case.report, tmp_path / "county.txt")
    case = Case(report, lexical=True, cache=sound.case.cache)
    root, before = tmp_path / "own", os.stat(report)  # noqa: PTH116 (both times of it)
    assert "120.5亿元" in case.answers(root)[0]["answer"]
    report.write_text(TEXT.replace("120.5亿元", "987.6亿元"), encoding="utf-8")
    os.utime(report, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "987.6亿元" in case.answers(root)[0]["answer"]


def test_a_report_cut_short_while_it_is_copied_is_never_answered_from_the_whole_ones_index(
    sound: Sound, tmp_path: Path
):
    report = tmp_path / "county.txt"
    case = Case(report, lexical=True, cache=sound.case.cache)
    report.write_text(TEXT, encoding="utf-8")
    build(case.settings(tmp_path / "own"))
    cut = TEXT.encode().index("12条".encode())
    report.write_bytes(TEXT.encode()[: cut - 1])
    with pytest.raises(ReportFileError, match="not plain text"):
        case.answers(tmp_path / "own")
    report.write_bytes(TEXT.encode()[:cut])
    for answer in case.answers(tmp_path / "own"):
        assert "12条" not in answer["answer"]


@pytest.mark.parametrize("change", ["format", "a field less", "a field more", "another file"])
def test_an_index_of_another_format_is_built_anew(sound: Sound, change: str):
    path = sound.folder / MANIFEST
    manifest = json.loads(path.read_text())
    if change == "format":
        manifest["format"] = 0
    elif change == "a field less":
        del manifest["parse_sha256"]
    elif change == "a field more":
        manifest["crowding"] = 1
    else:
        (sound.folder / "postings.bin").write_bytes(b"")
        manifest["files"]["postings.bin"] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    path.write_text(json.dumps(manifest))
    assert sound.found() is Found.DAMAGED
    assert sound.found() is Found.WHOLE


def test_an_index_or_a_model_taken_away_while_it_is_used_changes_no_answer(
    sound: Sound, model_cache: Path, tmp_path: Path
):
    prepare(Case(sound.case.report, lexical=False, cache=model_cache.parent).settings(sound.root))
    shutil.copytree(model_cache, tmp_path / "cache" / "models")
    case = Case(sound.case.report, lexical=False, cache=tmp_path / "cache")
    engine = ReportQA(case.settings(tmp_path / "own"))
    right = asked(engine)
    shutil.rmtree(tmp_path / "cache")
    shutil.rmtree(tmp_path / "own")
    assert asked(engine) == right
    assert what_is_found(case.settings(tmp_path / "own"), right) is Found.NONE
