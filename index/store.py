"""An index on disk: a folder with FAISS file, lexical data, years, the sentences and a manifest.

A folder is written whole or not at all (`folders.py`), so neither a crash nor two builders at once leave a half index.
It is loaded only when format, report, model, counts and every file's hash agree. The arrays of a large index are
mapped, those of any other read: a mapped file that somebody cuts short ends the process.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from dataclasses import fields as dataclass_fields
from hashlib import file_digest
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from corpus.errors import IndexFolderError
from corpus.passages import restore_passages
from index.arrays import HashedFile, arrays_of, write_arrays
from index.build import EVERY_ROW_UP_TO, assembled, first_sentences
from index.dense import DenseIndex
from index.folders import whole_folder
from index.lexical import LexicalIndex
from index.nearest import DenseRows, NearestPassages
from index.vocabulary import Vocabulary
from index.years import YearsTold

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from corpus.report import Report
    from index.search import SearchIndex

FORMAT = 2
"""Raised whenever what the files hold or how sentences are indexed changes; older folders are rebuilt."""

MANIFEST, SENTENCES, YEARS = "manifest.json", "sentences.json", "years.npz"
PASSAGE_TERMS, SENTENCE_TERMS = "passage-terms.npz", "sentence-terms.npz"
VECTORS, CROWDING = "vectors.faiss", "crowding.f32"
CODES, ROWS = "codes.faiss", "rows.npz"
_LEXICAL_FILES = {SENTENCES, YEARS, PASSAGE_TERMS, SENTENCE_TERMS}
_DENSE_FILES = {False: {VECTORS, CROWDING}, True: {CODES, ROWS}}
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
    large: bool
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
    try:
        with whole_folder(folder) as new:
            digests = {name: _written(new / name, content) for name, content in _contents(index).items()}
            manifest = _manifest_of(index, report, model, digests)
            (new / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=2), encoding="utf-8")
    except OSError as error:
        raise IndexFolderError(
            f"cannot write the index to {folder.parent}: {error.strerror or error}; "
            "free some space or choose a folder you can write with --index-dir"
        ) from error


def read_index(
    folder: Path, report: Report, model: str | None, *, every_row_up_to: int = EVERY_ROW_UP_TO
) -> tuple[SearchIndex, Manifest]:
    """Load an index. Raises FileNotFoundError when there is none, DamagedIndexError when anything disagrees.

    It has to be a large one just where `build_index` would make one, so that no folder calls itself one.
    """
    manifest = read_manifest(folder)
    expected = (FORMAT, report.fingerprint, report.parse_fingerprint, model)
    if (manifest.format, manifest.report_sha256, manifest.parse_sha256, manifest.model) != expected:
        raise DamagedIndexError("it was built from another text, by another model or by another version")
    sentences = sum(len(paragraph.sentences) for paragraph in report.paragraphs)
    if manifest.large != (sentences > every_row_up_to):
        raise DamagedIndexError("it is searched in another way than a report of this length")
    if manifest.files.keys() != _LEXICAL_FILES | (_DENSE_FILES[bool(manifest.large)] if model else set()):
        raise DamagedIndexError("its manifest names other files than an index has")
    with ExitStack() as opened:
        files = {name: opened.enter_context(_checked(folder / name, digest)) for name, digest in manifest.files.items()}
        try:
            index = _index_from(files, report, large=manifest.large)
        # Files that are whole and made to fail: numpy, zipfile, zlib and FAISS each have errors of their own for them.
        except Exception as error:
            raise DamagedIndexError(f"its files do not fit together ({type(error).__name__})") from error
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
    dense = index.dense or index.nearest
    return Manifest(
        format=FORMAT,
        document_id=report.document_id,
        title=report.title,
        report_sha256=report.fingerprint,
        parse_sha256=report.parse_fingerprint,
        model=model,
        dimensions=dense.dimensions if dense else 0,
        passages=len(index.passages),
        sentences=len(index.owners),
        large=index.large,
        files=files,
    )


def _contents(index: SearchIndex) -> dict[str, bytes | dict[str, NDArray[Any]]]:
    """Return what goes into each file: bytes, or arrays by their names."""
    groups = [
        {"passage": passage.passage_id, "sentences": [sentence.sentence_id for sentence in passage.sentences]}
        for passage in index.passages
    ]
    contents: dict[str, bytes | dict[str, NDArray[Any]]] = {
        SENTENCES: json.dumps(groups).encode(),
        PASSAGE_TERMS: _lexical_arrays(index.passage_terms),
        SENTENCE_TERMS: _lexical_arrays(index.sentence_terms),
        YEARS: _years_arrays(index.passage_years, "passage") | _years_arrays(index.sentence_years, "sentence"),
    }
    if index.dense:
        contents |= {VECTORS: index.dense.to_bytes(), CROWDING: index.crowding.astype("<f4").tobytes()}
    if index.nearest:
        contents |= {CODES: index.nearest.to_bytes(), ROWS: index.nearest.rows.as_arrays()}
    return contents


def _written(path: Path, content: bytes | dict[str, NDArray[Any]]) -> str:
    """Write a file and return its SHA-256."""
    with path.open("wb") as handle:
        file = HashedFile(handle)
        if isinstance(content, bytes):
            file.write(content)
        else:
            write_arrays(file, content)
    return file.digest


def _index_from(files: dict[str, BinaryIO], report: Report, *, large: bool) -> SearchIndex:
    groups = [(group["passage"], group["sentences"]) for group in json.load(files[SENTENCES])]
    passages = restore_passages(report, groups)
    arrays = {name: arrays_of(file, mapped=large) for name, file in files.items() if name.endswith(".npz")}
    firsts = first_sentences(passages)
    index = assembled(
        report,
        passages,
        passage_terms=_lexical_from(arrays[PASSAGE_TERMS], len(passages)),
        sentence_terms=_lexical_from(arrays[SENTENCE_TERMS], sum(len(passage.sentences) for passage in passages)),
        dense=DenseIndex.from_bytes(files[VECTORS].read()) if VECTORS in files else None,
        crowding=np.frombuffer(files[CROWDING].read(), dtype="<f4") if CROWDING in files else np.zeros(0, np.float32),
        nearest=NearestPassages.of_bytes(DenseRows.from_arrays(arrays[ROWS], firsts), files[CODES].read())
        if ROWS in files
        else None,
        large=large,
        passage_years=_years_from(arrays[YEARS], "passage"),
        sentence_years=_years_from(arrays[YEARS], "sentence"),
    )
    _check_counts(index)
    return index


def _check_counts(index: SearchIndex) -> None:
    """Raise ValueError where the files speak of more or fewer passages or sentences than there are."""
    passages, sentences = len(index.passages), len(index.owners)
    rows = 2 * sentences + passages if index.dense else 0
    if (index.dense.size if index.dense else 0, len(index.crowding)) != (rows, rows):
        raise ValueError("vectors and sentences differ in number")
    if not _within(index.crowding, 1):
        raise ValueError("a row is more crowded than can be")
    if (len(index.passage_years), len(index.sentence_years)) != (passages, sentences):
        raise ValueError("years and sentences differ in number")


def _lexical_arrays(index: LexicalIndex) -> dict[str, NDArray[Any]]:
    return {
        "letters": index.vocabulary.letters, "starts": index.vocabulary.starts, "offsets": index.offsets,
        "documents": index.documents, "weights": index.weights, "size": np.array([index.size], dtype=np.int64),
    }  # fmt: skip


def _lexical_from(arrays: dict[str, NDArray[Any]], rows: int) -> LexicalIndex:
    """Return a lexical index over so many rows. Raises ValueError when its postings name others, or lie nowhere."""
    vocabulary = Vocabulary(arrays["letters"], arrays["starts"])
    size = int(arrays["size"][0])
    read = LexicalIndex(vocabulary, arrays["offsets"], arrays["documents"], arrays["weights"], size)
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


def _years_arrays(told: YearsTold, whose: str) -> dict[str, NDArray[Any]]:
    kinds, years, lengths = told.as_arrays()
    return {f"{whose}-kinds": kinds, f"{whose}-years": years, f"{whose}-lengths": lengths}


def _years_from(arrays: dict[str, NDArray[Any]], whose: str) -> YearsTold:
    return YearsTold.from_arrays(*(arrays[f"{whose}-{part}"] for part in ("kinds", "years", "lengths")))


def _checked(path: Path, digest: str) -> BinaryIO:
    """Open a file whose digest is the one given, so that what is read or mapped is what was checked.

    Raises DamagedIndexError.
    """
    try:
        with ExitStack() as unless_sound:
            handle = unless_sound.enter_context(path.open("rb"))
            found = file_digest(handle, "sha256").hexdigest()
            handle.seek(0)
            if found == digest:
                unless_sound.pop_all()
    except OSError as error:
        raise DamagedIndexError(f"{path.name} cannot be read ({error.strerror})") from error
    if found != digest:
        raise DamagedIndexError(f"{path.name} is not the file the manifest names")
    return handle


def folder_size(folder: Path) -> int:
    """Return the bytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
