from __future__ import annotations

import json
import multiprocessing
import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.errors import IndexFolderError
from corpus.parse import parse_report
from corpus.passages import split_passages
from index.build import build_index
from index.folders import whole_folder
from index.search import search_hybrid
from index.store import MANIFEST, DamagedIndexError, index_folder, read_index, write_index
from tests.conftest import SHORT_REPORT
from tests.index.test_search import HashingEmbedder

if TYPE_CHECKING:
    from pathlib import Path

    from index.search import SearchIndex

REPORT = parse_report(SHORT_REPORT, "county")


def built() -> SearchIndex:
    return build_index(REPORT, split_passages(REPORT), HashingEmbedder())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = index_folder(tmp_path, REPORT, "hashing")
    write_index(path, built(), REPORT, "hashing")
    return path


def test_an_index_read_back_finds_the_same(folder: Path):
    index, manifest = read_index(folder, REPORT, "hashing")
    assert (manifest.passages, manifest.sentences, manifest.dimensions) == (7, 14, 256)
    for query in ("幼儿园", "2021年生产总值目标", "hospital"):
        ours = search_hybrid(built(), query, HashingEmbedder(), years=frozenset(), limit=9)
        assert search_hybrid(index, query, HashingEmbedder(), years=frozenset(), limit=9) == ours


def test_a_lexical_index_needs_no_vectors(tmp_path: Path):
    folder = index_folder(tmp_path, REPORT, None)
    write_index(folder, build_index(REPORT, split_passages(REPORT), None), REPORT, None)
    assert not (folder / "vectors.faiss").exists()
    assert read_index(folder, REPORT, None)[0].dense is None


def test_no_folder_is_no_index(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        read_index(tmp_path / "none", REPORT, "hashing")


def test_another_text_another_model_and_another_format_are_not_loaded(folder: Path):
    other = parse_report(SHORT_REPORT.replace("412户", "413户"), "county")
    with pytest.raises(DamagedIndexError, match="another text"):
        read_index(folder, other, "hashing")
    with pytest.raises(DamagedIndexError, match="another model"):
        read_index(folder, REPORT, "another")
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(manifest | {"format": 0}))
    with pytest.raises(DamagedIndexError, match="another version"):
        read_index(folder, REPORT, "hashing")


def test_an_index_of_the_same_text_parsed_otherwise_is_not_loaded(folder: Path):
    moved = parse_report(SHORT_REPORT, "county")
    paragraph = replace(moved.paragraphs[3], topic=None)
    otherwise = replace(moved, paragraphs=(*moved.paragraphs[:3], paragraph, *moved.paragraphs[4:]))
    assert otherwise.fingerprint == REPORT.fingerprint
    with pytest.raises(DamagedIndexError, match="another version"):
        read_index(folder, otherwise, "hashing")


@pytest.mark.parametrize(
    "name",
    [
        MANIFEST,
        "sentences.json",
        "years.npz",
        "vectors.faiss",
        "crowding.f32",
        "passage-terms.npz",
        "sentence-terms.npz",
    ],
)
@pytest.mark.parametrize("harm", ["truncated", "flipped", "missing", "emptied"])
def test_a_damaged_file_is_noticed(folder: Path, name: str, harm: str):
    path = folder / name
    data = bytearray(path.read_bytes())
    if harm == "missing":
        path.unlink()
    else:
        data[len(data) // 3] ^= 0x40
        path.write_bytes({"truncated": data[: len(data) // 2], "flipped": data, "emptied": b""}[harm])
    with pytest.raises((DamagedIndexError, FileNotFoundError)):
        read_index(folder, REPORT, "hashing")


def test_files_of_two_builds_do_not_mix(folder: Path, tmp_path: Path):
    other_report = parse_report(SHORT_REPORT.replace("幼儿园", "小学"), "county")
    other = index_folder(tmp_path, other_report, "hashing")
    write_index(
        other, build_index(other_report, split_passages(other_report), HashingEmbedder()), other_report, "hashing"
    )
    (folder / "vectors.faiss").write_bytes((other / "vectors.faiss").read_bytes())
    with pytest.raises(DamagedIndexError, match=r"vectors\.faiss"):
        read_index(folder, REPORT, "hashing")


def test_writing_again_replaces_the_folder_whole_and_leaves_nothing_beside_it(folder: Path):
    (folder / "stray").write_text("left over")
    write_index(folder, built(), REPORT, "hashing")
    assert not (folder / "stray").exists()
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_folder_that_cannot_be_written_is_a_line_with_a_remedy(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(IndexFolderError, match="--index-dir"):
        write_index(index_folder(tmp_path / "file", REPORT, "hashing"), built(), REPORT, "hashing")


def write_many(root: Path, times: int) -> None:
    for _ in range(times):
        write_index(index_folder(root, REPORT, "hashing"), built(), REPORT, "hashing")


def test_two_builders_at_once_leave_a_whole_index(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    builders = [context.Process(target=write_many, args=(tmp_path, 15)) for _ in range(2)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert [builder.exitcode for builder in builders] == [0, 0]
    folder = index_folder(tmp_path, REPORT, "hashing")
    assert read_index(folder, REPORT, "hashing")[1].sentences == 14
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize("milliseconds", [0, 3, 9, 20, 45])
def test_a_builder_that_is_killed_leaves_a_whole_index(folder: Path, milliseconds: int):
    builder = multiprocessing.get_context("spawn").Process(target=write_many, args=(folder.parent, 10_000))
    builder.start()
    while not any(path.name.startswith(f".{folder.name}.report-qa-half-") for path in folder.parent.iterdir()):
        time.sleep(0.001)
    time.sleep(milliseconds / 1000)
    builder.kill()
    builder.join()
    try:
        assert read_index(folder, REPORT, "hashing")[1].sentences == 14
    except FileNotFoundError:
        assert not folder.exists()  # killed between the two renames: no index is not half an index


def test_nothing_in_the_folder_is_pickled(folder: Path):
    with np.load(folder / "passage-terms.npz", allow_pickle=False) as arrays:
        assert {array.dtype.kind for array in arrays.values()} <= set("iuf")


def test_what_a_killed_builder_left_is_cleared_after_a_while(folder: Path):
    left = folder.parent / f".{folder.name}.report-qa-half-left"
    left.mkdir()
    write_index(folder, built(), REPORT, "hashing")
    assert left.exists()
    os.utime(left, (0, 0))
    write_index(folder, built(), REPORT, "hashing")
    assert not left.exists()


def test_a_long_folder_is_not_cleared_while_it_is_filled(folder: Path):
    left = folder.parent / f".{folder.name}.report-qa-half-slow"
    (left / "new").mkdir(parents=True)
    (left / "new" / "weights").write_bytes(b"more and more")
    os.utime(left / "new", (0, 0))
    os.utime(left, (0, 0))
    write_index(folder, built(), REPORT, "hashing")
    assert left.exists()


@pytest.mark.parametrize("name", ["报告" * 45, "r" * 250])
def test_a_report_and_a_model_of_any_name_have_a_folder_that_can_be_written(tmp_path: Path, name: str):
    report = parse_report(SHORT_REPORT, name)
    folder = index_folder(tmp_path, report, name)
    write_index(folder, built(), report, name)
    assert folder.is_dir()


def test_a_file_where_the_folder_is_to_be_is_replaced(tmp_path: Path):
    (tmp_path / "model").write_text("a file")
    with whole_folder(tmp_path / "model") as new:
        (new / "file").write_text("x")
    assert [path.name for path in tmp_path.rglob("*")] == ["model", "file"]


def test_a_folder_of_somebody_else_is_never_cleared(tmp_path: Path):
    foreign = tmp_path / ".model-server"
    foreign.mkdir()
    os.utime(foreign, (0, 0))
    with whole_folder(tmp_path / "model") as new:
        (new / "file").write_text("x")
    assert foreign.exists()
    assert (tmp_path / "model" / "file").read_text() == "x"
