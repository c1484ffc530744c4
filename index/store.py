"""An index on disk: a folder with a FAISS file, the lexical data, the sentences and a manifest.

A folder is written whole or not at all (`folders.py`), so neither a crash nor two builders at once leave a half index.
It is loaded only when format, report, model, counts and every file's hash agree.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from dataclasses import fields as dataclass_fields
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import IndexFolderError
from corpus.passages import restore_passages
from index.build import assembled
from index.dense import DenseIndex
from index.folders import whole_folder
from index.lexical import LexicalIndex

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from corpus.report import Report
    from index.search import SearchIndex

FORMAT = 1
"""Raised whenever what the files hold or how sentences are indexed changes; older folders are rebuilt."""

MANIFEST, SENTENCES = "manifest.json", "sentences.json"
VECTORS, CROWDING = "vectors.faiss", "crowding.f32"
PASSAGE_TERMS, SENTENCE_TERMS = "passage-terms.npz", "sentence-terms.npz"
_LEXICAL_FILES = {SENTENCES, PASSAGE_TERMS, SENTENCE_TERMS}
_ALL_FILES = _LEXICAL_FILES | {VECTORS, CROWDING}
_HEAVIEST = 100.0
"""More than BM25 can weigh a term: 2.2 times the logarithm of how many sentences there are."""
_LONGEST_PART = 60
"""Bytes of a report's id, and of a model's name, in a folder's name: disks allow 255 with all that joins them."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index folder says of itself; `files` are the SHA-256 of the others."""

    format: int
    document_id: str
    title: str
    report_sha256: str
    parse_sha256: str
    model: str | None
    dimensions: int
    passages: int
    sentences: int
    files: dict[str, str]


class DamagedIndexError(Exception):
    """The folder is no whole index of this report and model; its message says what disagrees."""


def index_folder(root: Path, report: Report, model: str | None) -> Path:
    """Return where the index of this text with this model stands; other text or another model, another folder."""
    slug = "".join(c if c.isalnum() or c in "-." else "-" for c in model or "lexical").strip("-.")
    start, end = (
        report.document_id.encode(errors="ignore")[:_LONGEST_PART],
        slug.encode(errors="ignore")[-_LONGEST_PART:],
    )
    return root / f"{start.decode(errors='ignore')}-{report.fingerprint[:12]}-{end.decode(errors='ignore')}"


def write_index(folder: Path, index: SearchIndex, report: Report, model: str | None) -> None:
    """Write the index; a folder of the same name is replaced whole.

    Raises IndexFolderError, naming folder and remedy, when it cannot be written; nothing half-written stays.
    """
    files = _index_files(index)
    manifest = _manifest_of(index, report, model, {name: sha256(data).hexdigest() for name, data in files.items()})
    files[MANIFEST] = json.dumps(asdict(manifest), ensure_ascii=False, indent=2).encode()
    try:
        with whole_folder(folder) as new:
            for name, data in files.items():
                (new / name).write_bytes(data)
    except OSError as error:
        raise IndexFolderError(
            f"cannot write the index to {folder.parent}: {error.strerror or error}; "
            "free some space or choose a folder you can write with --index-dir"
        ) from error


def read_index(folder: Path, report: Report, model: str | None) -> tuple[SearchIndex, Manifest]:
    """Load an index. Raises FileNotFoundError when there is none, DamagedIndexError when anything disagrees."""
    manifest = read_manifest(folder)
    expected = (FORMAT, report.fingerprint, report.parse_fingerprint, model)
    if (manifest.format, manifest.report_sha256, manifest.parse_sha256, manifest.model) != expected:
        raise DamagedIndexError("it was built from another text, by another model or by another version")
    if manifest.files.keys() != (_ALL_FILES if model else _LEXICAL_FILES):
        raise DamagedIndexError("its manifest names other files than an index has")
    files = {name: _read_checked(folder / name, digest) for name, digest in manifest.files.items()}
    try:
        index = _index_from(files, report)
    # Files that are whole and made to fail: numpy, zipfile, zlib and FAISS each have errors of their own for them.
    except Exception as error:
        raise DamagedIndexError(f"its files do not fit together ({type(error).__name__})") from error
    rows = index.dense.size if index.dense else 0
    expected_rows = 2 * len(index.owners) + len(index.passages) if model else 0
    if (rows, len(index.crowding)) != (expected_rows, expected_rows) or not _within(index.crowding, 1):
        raise DamagedIndexError("its vectors and sentences differ in number")
    if manifest != _manifest_of(index, report, model, manifest.files):
        raise DamagedIndexError("its manifest does not tell what its files hold")
    return index, manifest


def read_manifest(folder: Path) -> Manifest:
    """Read a folder's manifest. Raises FileNotFoundError without one, DamagedIndexError when it is unreadable."""
    try:
        fields = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileNotFoundError(f"there is no index in {folder}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise DamagedIndexError("its manifest cannot be read") from error
    if not isinstance(fields, dict) or fields.keys() != {field.name for field in dataclass_fields(Manifest)}:
        raise DamagedIndexError("its manifest was written by another version")
    manifest = Manifest(**fields)
    if not isinstance(manifest.files, dict):
        raise DamagedIndexError("its manifest names no files")
    return manifest


def _manifest_of(index: SearchIndex, report: Report, model: str | None, files: dict[str, str]) -> Manifest:
    """Return what an index says of itself; `files` are the digests."""
    return Manifest(
        format=FORMAT,
        document_id=report.document_id,
        title=report.title,
        report_sha256=report.fingerprint,
        parse_sha256=report.parse_fingerprint,
        model=model,
        dimensions=index.dense.dimensions if index.dense else 0,
        passages=len(index.passages),
        sentences=len(index.owners),
        files=files,
    )


def _index_files(index: SearchIndex) -> dict[str, bytes]:
    groups = [
        {"passage": passage.passage_id, "sentences": [sentence.sentence_id for sentence in passage.sentences]}
        for passage in index.passages
    ]
    files = {
        SENTENCES: json.dumps(groups, indent=0).encode(),
        PASSAGE_TERMS: _lexical_bytes(index.passage_terms),
        SENTENCE_TERMS: _lexical_bytes(index.sentence_terms),
    }
    if index.dense:
        files |= {VECTORS: index.dense.to_bytes(), CROWDING: index.crowding.astype("<f4").tobytes()}
    return files


def _index_from(files: dict[str, bytes], report: Report) -> SearchIndex:
    groups = [(group["passage"], group["sentences"]) for group in json.loads(files[SENTENCES])]
    passages = restore_passages(report, groups)
    return assembled(
        report,
        passages,
        passage_terms=_lexical_from(files[PASSAGE_TERMS], len(passages)),
        sentence_terms=_lexical_from(files[SENTENCE_TERMS], sum(len(passage.sentences) for passage in passages)),
        dense=DenseIndex.from_bytes(files[VECTORS]) if VECTORS in files else None,
        crowding=np.frombuffer(files.get(CROWDING, b""), dtype="<f4"),
    )


def _lexical_bytes(index: LexicalIndex) -> bytes:
    buffer = io.BytesIO()
    vocabulary = np.frombuffer("\n".join(index.vocabulary).encode(), dtype=np.uint8)
    np.savez(
        buffer, vocabulary=vocabulary, offsets=index.offsets, documents=index.documents, weights=index.weights,
        size=np.int64(index.size),
    )  # fmt: skip
    return buffer.getvalue()


def _lexical_from(data: bytes, rows: int) -> LexicalIndex:
    """Read a lexical index over so many rows. Raises ValueError when its postings name others, or lie nowhere."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        words = arrays["vocabulary"].tobytes().decode()
        vocabulary = {term: number for number, term in enumerate(words.split("\n") if words else [])}
        read = LexicalIndex(vocabulary, arrays["offsets"], arrays["documents"], arrays["weights"], int(arrays["size"]))
    types = [array.dtype.name for array in (read.offsets, read.documents, read.weights)]
    if (
        (read.size, types) != (rows, ["int64", "int32", "float32"])
        or read.offsets.shape != (len(vocabulary) + 1,)
        or read.offsets[0] != 0
        or not read.documents.shape == read.weights.shape == (read.offsets[-1],)
        or (np.diff(read.offsets) < 0).any()
        or ((read.documents < 0) | (read.documents >= rows)).any()
        or not _within(read.weights, _HEAVIEST)
    ):
        raise ValueError("its postings are none of this report")
    return read


def _within(values: NDArray[np.float32], bound: float) -> bool:
    """Tell whether all values are numbers and lie within a bound, but for rounding."""
    return bool((np.abs(values) <= 1.001 * bound).all())


def _read_checked(path: Path, digest: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DamagedIndexError(f"{path.name} cannot be read ({error.strerror})") from error
    if sha256(data).hexdigest() != digest:
        raise DamagedIndexError(f"{path.name} is not the file the manifest names")
    return data


def folder_size(folder: Path) -> int:
    """Return the bytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
