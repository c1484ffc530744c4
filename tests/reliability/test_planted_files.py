"""Files that someone else put where an index or a model is looked for: whole, signed, and made to do harm."""

from __future__ import annotations

import io
import json
import os
import pickle
import shutil
import struct
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from benchmarks.crash.damage import damages
from benchmarks.crash.tasks import TEXT
from corpus.errors import ModelError
from corpus.parse import parse_report
from corpus.passages import split_passages
from index.build import build_index
from index.bundled import BundledEmbedder, open_words
from index.dense import DenseIndex
from index.search import search_hybrid
from index.sentence_transformers_embedder import SentenceTransformersEmbedder
from index.store import MANIFEST, SENTENCES, VECTORS, DamagedIndexError, index_folder, read_index, write_index
from tests.index.test_search import HashingEmbedder

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT = parse_report(TEXT, "county")
TERMS = "passage-terms.npz"


class Bomb:
    """Runs a command where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self._mark),)


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """A folder that is there only once a bomb has gone off."""
    return tmp_path / "gone-off"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = index_folder(tmp_path, REPORT, "hashing")
    write_index(folder, build_index(REPORT, split_passages(REPORT), HashingEmbedder()), REPORT, "hashing")
    return folder


def plant(index: Path, name: str, data: bytes) -> None:
    """Replace a file of an index, and sign it: the manifest tells its digest."""
    (index / name).write_bytes(data)
    manifest = json.loads((index / MANIFEST).read_text())
    manifest["files"][name] = sha256(data).hexdigest()
    (index / MANIFEST).write_text(json.dumps(manifest))


def flat(dimensions: int, rows: int, numbers: int, kind: bytes = b"IxFI") -> bytes:
    """Return a FAISS file that tells these sizes and holds four numbers."""
    return struct.pack("<4siq16x?iQ", kind, dimensions, rows, True, 0, numbers) + bytes(16)


def arrays(**changes: Any) -> Callable[[Path], bytes]:  # noqa: ANN401
    """Return what makes the lexical file of an index with some of its arrays changed."""

    def made(index: Path) -> bytes:
        with np.load(index / TERMS) as whole:
            kept = dict(whole)
        buffer = io.BytesIO()
        np.savez(buffer, **(kept | {name: change(kept[name]) for name, change in changes.items()}))
        return buffer.getvalue()

    return made


PLANTED = {
    "rows without end": (VECTORS, lambda _: flat(4, 2**40, 2**42)),
    "numbers without end": (VECTORS, lambda _: flat(1, 2**30, 2**30)),
    "sizes below nothing": (VECTORS, lambda _: flat(-1, -4, 4)),
    "another kind of index": (VECTORS, lambda _: flat(1, 4, 4, b"IwFl")),
    "rows of no length one": (VECTORS, lambda _: flat(1, 4, 4)[:-16] + b"\x7f" * 16),
    "no index": (VECTORS, lambda _: b""),
    "no archive": (TERMS, lambda _: b"PK\3\4"),
    "postings of other rows": (TERMS, arrays(documents=lambda rows: rows + 10_000)),
    "postings that lie nowhere": (TERMS, arrays(offsets=lambda offsets: offsets[::-1].copy())),
    "postings of another type": (TERMS, arrays(documents=lambda rows: rows.astype(np.float64))),
    "a size without end": (TERMS, arrays(size=lambda _: np.int64(2**62))),
    "weights that are no numbers": (TERMS, arrays(weights=lambda weights: weights * np.float32(np.nan))),
    "sentences nested without end": (SENTENCES, lambda _: b"[" * 200_000),
    "crowding that is no number": ("crowding.f32", lambda index: b"\xff" * (index / "crowding.f32").stat().st_size),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_signed_index_that_is_made_to_fail_is_told_in_one_line(index: Path, planted: str):
    name, made = PLANTED[planted]
    plant(index, name, made(index))
    with pytest.raises(DamagedIndexError) as told:
        read_index(index, REPORT, "hashing")
    assert "\n" not in str(told.value)


def test_a_pickle_in_an_index_is_not_opened(index: Path, mark: Path):
    bomb = np.array([Bomb(mark)], dtype=object)
    buffer = io.BytesIO()
    np.savez(buffer, vocabulary=bomb, offsets=bomb, documents=bomb, weights=bomb, size=bomb)
    for name, data in ((TERMS, buffer.getvalue()), (TERMS, pickle.dumps(Bomb(mark))), (VECTORS, pickle.dumps(bomb))):
        kept = (index / name).read_bytes()
        plant(index, name, data)
        with pytest.raises(DamagedIndexError):
            read_index(index, REPORT, "hashing")
        plant(index, name, kept)
    (index / "__init__.py").write_text(f"import os; os.mkdir({str(mark)!r})")
    (index / "data.pkl").write_bytes(pickle.dumps(Bomb(mark)))
    read_index(index, REPORT, "hashing")
    assert not mark.exists()
    pickle.loads(pickle.dumps(Bomb(mark)))
    assert mark.exists()  # the bomb was a real one


def test_a_signed_index_damaged_anywhere_is_refused_or_searched(index: Path):
    random = Random(7)
    for path in sorted(path for path in index.iterdir() if path.name != MANIFEST):
        whole = path.read_bytes()
        for harm in damages(whole, random, cuts=4, flips=12):
            plant(index, path.name, harm)
            try:
                found, _ = read_index(index, REPORT, "hashing")
            except DamagedIndexError:
                continue
            search_hybrid(found, "2020年全县生产总值是多少？", HashingEmbedder(), years=frozenset(), limit=5)
        plant(index, path.name, whole)


def test_an_index_makes_no_room_for_what_a_file_only_says_it_holds():
    with pytest.raises(ValueError, match="no FAISS index"):
        DenseIndex.from_bytes(flat(2**20, 2**20, 2**40))


def onnx_with(location: str | None, domain: str = "") -> bytes:
    """Return a model whose weights lie in another file, or that wants an operation of someone else's."""
    from onnx import TensorProto, helper

    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4])
    if location is None:
        tensor.raw_data = bytes(16)
    else:
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", location), ("offset", "0"), ("length", "16")):
            tensor.external_data.add(key=key, value=value)
    node = helper.make_node("Evil" if domain else "Identity", ["w"], ["embeddings"], domain=domain)
    outputs = [helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, [4])]
    graph = helper.make_graph([node], "planted", [], outputs, [tensor])
    opsets = [helper.make_opsetid("", 17), *([helper.make_opsetid(domain, 1)] if domain else [])]
    return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString())


GRAPHS = {
    "no model": lambda folder: b"\0" * 100,
    "a pickle": lambda folder: pickle.dumps(Bomb(folder / "gone-off")),
    "weights of the system": lambda folder: onnx_with("../../../../../../../../etc/passwd"),
    "weights by an absolute path": lambda folder: onnx_with("/etc/passwd"),
    "weights behind a link": lambda folder: onnx_with("link.bin"),
    "another one's operation": lambda folder: onnx_with(None, "evil.example"),
}


@pytest.mark.parametrize("planted", GRAPHS)
def test_a_planted_graph_loads_nothing_from_elsewhere(
    planted: str, model_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    BundledEmbedder.open(model_cache)
    (prepared,) = [path for path in model_cache.iterdir() if not path.name.startswith(".")]
    folder = shutil.copytree(prepared, tmp_path / "models" / prepared.name)
    (folder / "link.bin").symlink_to("/etc/passwd")
    monkeypatch.chdir(folder)
    (folder / "encoder.onnx").write_bytes(GRAPHS[planted](folder))
    digests = [sha256((folder / name).read_bytes()).hexdigest() for name in ("encoder.onnx", "tokenizer.model")]
    (folder / "checksums.txt").write_text("\n".join(digests))
    with pytest.raises(ModelError, match="remove that folder") as told:
        BundledEmbedder.open(tmp_path / "models")
    assert "\n" not in str(told.value)
    assert "root:" not in str(told.value)
    assert not (folder / "gone-off").exists()


def test_a_planted_tokenizer_is_told_in_one_line(model_cache: Path, tmp_path: Path):
    BundledEmbedder.open(model_cache)
    (prepared,) = [path for path in model_cache.iterdir() if not path.name.startswith(".")]
    folder = shutil.copytree(prepared, tmp_path / prepared.name)
    (folder / "tokenizer.model").write_bytes(pickle.dumps(Bomb(tmp_path / "gone-off")))
    digests = [sha256((folder / name).read_bytes()).hexdigest() for name in ("encoder.onnx", "tokenizer.model")]
    (folder / "checksums.txt").write_text("\n".join(digests))
    with pytest.raises(ModelError, match="remove that folder"):
        open_words(tmp_path)
    assert not (tmp_path / "gone-off").exists()


@pytest.fixture
def model_folder(tmp_path: Path, mark: Path) -> Path:
    """A folder of a model with code and pickles in every place where such models can have them."""
    folder = tmp_path / "planted-model"
    code = f"import os\nos.makedirs({str(mark)!r}, exist_ok=True)\n"
    code += "class Evil:\n    load = classmethod(lambda *arguments, **options: None)\n"
    for name in ("", "0_Evil", "1_Pooling", "2_Dense"):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "evil.py").write_text(code)
        (folder / name / "__init__.py").write_text(code)
        (folder / name / "pytorch_model.bin").write_bytes(pickle.dumps(Bomb(mark)))
    (folder / "1_Pooling" / "config.json").write_text('{"word_embedding_dimension": 8}')
    dense = {"in_features": 8, "out_features": 8, "activation_function": "evil.Evil"}
    (folder / "2_Dense" / "config.json").write_text(json.dumps(dense))
    auto = {name: "evil.Evil" for name in ("AutoConfig", "AutoModel", "AutoTokenizer")}
    config = {"model_type": "bert", "hidden_size": 8, "num_attention_heads": 1, "num_hidden_layers": 1,
              "intermediate_size": 8, "vocab_size": 8, "auto_map": auto}  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer_config.json").write_text(json.dumps({"auto_map": {"AutoTokenizer": ["evil.Evil", None]}}))
    return folder


@pytest.mark.parametrize(
    "kind",
    ["evil.Evil", "0_Evil.evil.Evil", "os.system", "subprocess.Popen", "sentence_transformers.models.Transformer",
     "sentence_transformers.models.Dense", "sentence_transformers.util.import_from_string"],
)  # fmt: skip
def test_code_and_pickles_in_a_model_folder_are_not_run(
    model_folder: Path, mark: Path, kind: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    path = "2_Dense" if kind.endswith("Dense") else ""
    modules = [{"idx": 0, "name": "0", "path": path, "type": kind}]
    (model_folder / "modules.json").write_text(json.dumps(modules))
    with pytest.raises(ModelError, match="cannot load the model") as told:
        SentenceTransformersEmbedder(str(model_folder))
    assert "\n" not in str(told.value)
    assert not mark.exists()
