"""Any other embedding model: a local folder or a name that sentence-transformers knows."""

from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import ModelError
from index.embedder import TextRole
from index.tokenizer import tokenisable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.embedder import Progress

_REMEDY = "give a local folder with --model, leave --model out for the built-in model, or use --lexical"
_HUB_NAME = re.compile(r"[\w][\w.-]*(/[\w][\w.-]*)?", re.ASCII)
_E5 = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])(?!.*instruct)", re.IGNORECASE)
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}
_CONNECT_SECONDS = 5.0
_TEXTS_A_CALL = 256
"""How often progress is told; sentence-transformers makes its own batches within a call."""
_UNBOUNDED_WINDOW = 8192
"""Tokens of a text that count where a model sets no bound of its own."""


class SentenceTransformersEmbedder:
    """A sentence-transformers model with its own prompts; rows have length 1 whatever the model does."""

    def __init__(self, model: str) -> None:
        """Load a model by local folder, or by name from the local cache or else the network.

        Raises ModelError if it cannot be had: no such folder, a broken one, no network, an unknown name.
        """
        folder = _existing_folder(model)
        if folder is None and not _HUB_NAME.fullmatch(model):
            raise ModelError(f"there is no model folder {model}: {_REMEDY}")
        self._model = _load_folder(folder) if folder else _load_name(model)
        self.name = f"{folder.resolve().name}-{_content_digest(folder)}" if folder else model
        if _E5.search(folder.resolve().name if folder else model) and not any(self._model.prompts.values()):
            self._model.prompts.update(_E5_PROMPTS)

    def embed(
        self, texts: Sequence[str], role: TextRole, /, *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return one unit row a text, in order: shape (len(texts), dimensions), float32; see `Embedder`."""
        if not texts:
            return self.embed([""], role)[:0]
        encode = self._model.encode_query if role is TextRole.QUERY else self._model.encode_document
        window = self._model.max_seq_length or _UNBOUNDED_WINDOW
        rows = []
        for start in range(0, len(texts), _TEXTS_A_CALL):
            part = [tokenisable(text, window) for text in texts[start : start + _TEXTS_A_CALL]]
            rows.append(encode(part, show_progress_bar=False, convert_to_numpy=True).astype(np.float32))
            if progress:
                progress(start + len(part), len(texts))
        return _unit_rows(np.concatenate(rows))


def _existing_folder(model: str) -> Path | None:
    """Return the local folder that the text names, None when it names none or cannot be one."""
    try:
        folder = Path(model).expanduser()
        if folder.is_file():
            raise ModelError(f"{model} is a file, not a model folder: {_REMEDY}")
        return folder if folder.is_dir() else None
    except (OSError, RuntimeError):  # a name too long for a file; the home of a user who does not exist
        return None


def _unit_rows(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    # Models that average word vectors give nothing for a text without known words; any direction will do.
    rows[~rows.any(axis=1), 0] = 1
    lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / lengths


def _load_folder(folder: Path) -> Any:  # noqa: ANN401
    try:
        return _quiet_model(str(folder), local_files_only=True)
    # A folder can be broken in any way, and every library of the stack has its own errors for it.
    except Exception as error:
        raise ModelError(f"cannot load the model in {folder} ({_first_line(error)}): {_REMEDY}") from error


def _load_name(name: str) -> Any:  # noqa: ANN401
    from huggingface_hub import HfApi
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        return _quiet_model(name, local_files_only=True)
    # Not in the local cache, or only in part: how that fails is up to the library that misses its file.
    except Exception as error:
        logging.getLogger(__name__).info("%s is not in the local cache: %s", name, error)
    try:
        # One bounded question before the download, whose retries take a minute where there is no network.
        HfApi().model_info(name, timeout=_CONNECT_SECONDS)
        return _quiet_model(name, local_files_only=False)
    except RepositoryNotFoundError as error:
        raise ModelError(f"there is no model or folder called {name}: {_REMEDY}") from error
    # The network fails in the errors of the HTTP client, and a downloaded model like a folder.
    except Exception as error:
        raise ModelError(f"cannot get the model {name} ({_first_line(error)}): {_REMEDY}") from error


def _quiet_model(name: str, *, local_files_only: bool) -> Any:  # noqa: ANN401
    import sentence_transformers
    import transformers
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    transformers.logging.disable_progress_bar()
    transformers.logging.set_verbosity(logging.CRITICAL)
    logging.getLogger("sentence_transformers").setLevel(logging.CRITICAL)
    return sentence_transformers.SentenceTransformer(name, local_files_only=local_files_only, trust_remote_code=False)


def _content_digest(folder: Path) -> str:
    """Return 12 hexadecimal digits that change with the weights and settings in the folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".safetensors", ".bin", ".json", ".model", ".txt"} and path.is_file():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
