import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index.bundled import BundledEmbedder
from index.embedder import TextRole
from index.export import export_model
from index.sentence_transformers_embedder import SentenceTransformersEmbedder

QUESTIONS = (
    "2017年全区地区生产总值是多少？",
    "垃圾分类做了哪些工作？",
    "How is the district going to improve public transport?",
    "¿Qué se hizo por las personas mayores?",
    "教育方面有什么计划",
)


@pytest.fixture(scope="session")
def sentences() -> list[str]:
    text = files("corpus").joinpath("data", "qingpu-2018.txt").read_text(encoding="utf-8")
    return [sentence for sentence in text.replace("\n", "").split("。") if len(sentence) > 20][:120]


def test_vectors_agree_with_the_engine_s_and_find_the_same_passages(
    bundled: BundledEmbedder, exported: SentenceTransformersEmbedder, sentences: list[str]
):
    ours, theirs = (engine.embed(sentences, TextRole.PASSAGE) for engine in (bundled, exported))
    our_questions, their_questions = (engine.embed(QUESTIONS, TextRole.QUERY) for engine in (bundled, exported))
    assert np.sum(ours * theirs, axis=1).min() > 0.99
    assert np.sum(our_questions * their_questions, axis=1).min() > 0.99
    assert np.argmax(our_questions @ ours.T, axis=1).tolist() == np.argmax(their_questions @ theirs.T, axis=1).tolist()


def test_sentence_transformers_reads_the_prompts_and_the_window(exported_folder: Path):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(exported_folder), local_files_only=True)
    assert model.prompts == {"query": "query: ", "document": "passage: "}
    assert model.max_seq_length == 512
    by_hand = model.encode(["passage: 环境"], show_progress_bar=False)
    assert model.encode_document(["环境"], show_progress_bar=False) == pytest.approx(by_hand, abs=1e-6)


def test_the_weights_can_be_trained(exported_folder: Path):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(exported_folder), local_files_only=True, device="cpu")
    features = model.tokenize(["query: 环境"])
    model(features)["sentence_embedding"].sum().backward()
    weights = dict(model.named_parameters())
    assert sum(parameter.numel() for parameter in weights.values()) == 117_653_760
    assert all(parameter.grad is not None for name, parameter in weights.items() if "pooler" not in name)


def test_the_readme_and_the_settings_name_the_origin(exported_folder: Path):
    assert "intfloat/multilingual-e5-small (MIT" in (exported_folder / "README.md").read_text(encoding="utf-8")
    assert json.loads((exported_folder / "config.json").read_text(encoding="utf-8"))["layer_norm_eps"] == 1e-12


def test_a_folder_that_holds_something_is_refused_and_kept(tmp_path: Path, exported_folder: Path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ModelError, match="already holds something"):
        export_model(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, exported_folder: Path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ModelError, match="cannot write the model to"):
        export_model(tmp_path / "file" / "model")
