"""Arrays on disk that are mapped, not read: a plain `.npz`, uncompressed, in which every array lies aligned.

NumPy reads such a file as any other; it maps none of them, because a zip puts its members at odd offsets.
"""

from __future__ import annotations

import struct
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

ALIGNED = 64
"""Bytes at a multiple of which an array begins: NumPy works on others more slowly, and on some not at all."""

_LOCAL_HEADER = 30
"""Bytes before a member's name; the lengths of its name and of what follows the name are the last four of them."""

_PADDING = 0xD935
"""The tag that Android's zipalign gives to bytes that only fill a header up."""

_BLOCK = 1 << 24
"""Bytes written at once."""

_ROWS_AT_ONCE = 1 << 14


def blocks(rows: int) -> Iterator[slice]:
    """Yield the parts in which to go over so many rows, where all at once would fill the memory."""
    for start in range(0, rows, _ROWS_AT_ONCE):
        yield slice(start, min(start + _ROWS_AT_ONCE, rows))


class HashedFile:
    """Writes on and on into a file and keeps the SHA-256 of it; nothing that was written need be read again."""

    def __init__(self, handle: BinaryIO) -> None:
        """Write into a file that is open."""
        self._handle = handle
        self._digest = sha256()
        self.written = 0

    @property
    def digest(self) -> str:
        """The SHA-256 of what was written, in hexadecimal."""
        return self._digest.hexdigest()

    def write(self, data: bytes | memoryview) -> int:
        """Write some bytes more; returns how many."""
        self._digest.update(data)
        self.written += len(data)
        return self._handle.write(data)

    def flush(self) -> None:
        """Hand on what is buffered."""
        self._handle.flush()


def write_arrays(file: HashedFile, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the arrays into a file that is still empty; none is copied whole."""
    with ZipFile(cast("BinaryIO", file), "w") as archive:
        for name, array in arrays.items():
            info = ZipInfo(f"{name}.npy")
            info.extra = _padding(file.written + _LOCAL_HEADER + len(info.filename))
            contiguous = np.ascontiguousarray(array)
            info.file_size = contiguous.nbytes
            with archive.open(info, "w") as member:
                np.lib.format.write_array_header_1_0(member, np.lib.format.header_data_from_array_1_0(contiguous))
                data = contiguous.reshape(-1).view(np.uint8).data
                for start in range(0, len(data), _BLOCK):
                    member.write(data[start : start + _BLOCK])


def arrays_of(handle: BinaryIO, *, mapped: bool) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file that `write_arrays` wrote, mapped from disk or read into memory.

    They stay good when the handle is closed and the file removed; a mapped file must not be cut short.

    Raises ValueError when it is no such file. What the bytes say is not checked: that is the digest's to do.
    """
    arrays: dict[str, NDArray[Any]] = {}
    try:
        handle.seek(0)
        # A plain view of what is mapped: every slice of a memmap would pay for its bookkeeping.
        data = np.asarray(np.memmap(handle, np.uint8, "r")) if mapped else np.frombuffer(handle.read(), np.uint8)
        with ZipFile(handle) as archive:
            for info in archive.infolist():
                handle.seek(_data_offset(handle, info))
                if np.lib.format.read_magic(handle) != (1, 0):
                    raise ValueError(f"{info.filename} is of another format")
                shape, _, dtype = np.lib.format.read_array_header_1_0(handle)
                start, size = handle.tell(), int(np.prod(shape, dtype=np.int64)) * dtype.itemsize
                arrays[info.filename.removesuffix(".npy")] = data[start : start + size].view(dtype).reshape(shape)
    except (BadZipFile, struct.error, OSError) as error:
        raise ValueError(f"no file of arrays: {error}") from error
    return arrays


def _padding(place: int) -> bytes:
    """Return what goes behind a member's name at `place` so that its data begin aligned."""
    missing = -(place + 4) % ALIGNED
    return struct.pack("<HH", _PADDING, missing) + bytes(missing)


def _data_offset(handle: BinaryIO, info: ZipInfo) -> int:
    handle.seek(info.header_offset + _LOCAL_HEADER - 4)
    name, extra = struct.unpack("<HH", handle.read(4))
    return info.header_offset + _LOCAL_HEADER + int(name) + int(extra)
