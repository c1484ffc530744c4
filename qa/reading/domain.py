"""Whether a question could be put to a government report at all: greetings, wishes and orders to a chatbot could not.

A logistic regression over the question's embedding, so that it knows every language that the bundled model knows.
Fitted by `training/domain.py` on questions over many reports; of the report at hand it knows nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import ModelError
from index.embedder import TextRole

if TYPE_CHECKING:
    from index.embedder import Embedder

DOMAIN_FILE = Path(__file__).parent / "data" / "domain.npy"


class DomainClassifier:
    """Tells questions for a report from all others; `embedder` is the bundled one, whose vectors the weights fit."""

    def __init__(self, embedder: Embedder, file: Path = DOMAIN_FILE) -> None:
        """Load the weights: float32, one for each of the vector's elements and the constant.

        Raises ModelError if the file is missing or damaged.
        """
        self._embedder = embedder
        try:
            self._weights = np.load(file)
        except (OSError, ValueError, EOFError) as error:
            raise ModelError(f"{file} is missing or damaged; reinstall report-qa") from error

    def logit(self, question: str) -> float:
        """Return the logit of the chance that the question is one for a report."""
        vector = self._embedder.embed([question], TextRole.QUERY)[0]
        return float(vector @ self._weights[:-1] + self._weights[-1])
