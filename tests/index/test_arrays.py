from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.arrays import ALIGNED, HashedFile, arrays_of, write_arrays

if TYPE_CHECKING:
    from pathlib import Path

ARRAYS = {
    "letters": np.frombuffer("报告".encode(), dtype=np.uint8),
    "rows": np.arange(12, dtype=np.float16).reshape(3, 4),
    "nothing": np.zeros(0, dtype=np.int64),
    "turned": np.arange(6, dtype=np.int32).reshape(2, 3).T,
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with (tmp_path / "arrays.npz").open("wb") as handle:
        file = HashedFile(handle)
        write_arrays(file, ARRAYS)
    assert file.digest == sha256((tmp_path / "arrays.npz").read_bytes()).hexdigest()
    return tmp_path / "arrays.npz"


def _is_mapped(array: object) -> bool:
    while isinstance(array, np.ndarray) and not isinstance(array, np.memmap):
        array = array.base
    return isinstance(array, np.memmap)


@pytest.mark.parametrize("mapped", [True, False])
def test_arrays_come_back_as_they_were_and_outlive_their_file(path: Path, mapped: bool):
    with path.open("rb") as handle:
        arrays = arrays_of(handle, mapped=mapped)
    path.unlink()
    assert arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        assert np.array_equal(arrays[name], array)
        assert type(arrays[name]) is np.ndarray  # a memmap pays for each slice
        assert _is_mapped(arrays[name]) is mapped


def test_mapped_arrays_lie_aligned(path: Path):
    with path.open("rb") as handle:
        for array in arrays_of(handle, mapped=True).values():
            assert array.ctypes.data % ALIGNED == 0 or not array.size


def test_numpy_reads_the_file_as_any_other(path: Path):
    with np.load(path, allow_pickle=False) as arrays:
        assert arrays["rows"].tolist() == ARRAYS["rows"].tolist()


@pytest.mark.parametrize("harm", [b"", b"no zip at all", None])
def test_a_file_that_holds_no_arrays_is_refused(path: Path, harm: bytes | None):
    path.write_bytes(path.read_bytes()[:-30] if harm is None else harm)
    with path.open("rb") as handle, pytest.raises(ValueError, match="no file of arrays|empty file"):
        arrays_of(handle, mapped=True)
