"""Who is measured, ours first, and what each needs beside the project's own dependencies."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from benchmarks.tables import OURS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.peers.ours import OwnSearch
    from benchmarks.peers.peer import AnsweringPeer


@dataclass(frozen=True, slots=True)
class Folders:
    """The exported model, which peers load, and the folder where ours keeps its own model and index."""

    model: Path
    cache: Path


@dataclass(frozen=True, slots=True)
class Contestant:
    """A row of the tables; `packages` are distributions of `benchmarks/requirements.txt` and must be installed."""

    name: str
    packages: tuple[str, ...]
    open: Callable[[Folders], OwnSearch | AnsweringPeer]

    def missing(self) -> list[str]:
        """Return the packages that are not installed."""
        return [package for package in self.packages if not _installed(package)]


def _installed(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def _search_alone(folders: Folders) -> OwnSearch:
    from benchmarks.peers.ours import OwnSearch

    return OwnSearch(folders.cache, reader=False)


def _search_and_reader(folders: Folders) -> OwnSearch:
    from benchmarks.peers.ours import OwnSearch

    return OwnSearch(folders.cache, reader=True)


def _langchain(folders: Folders) -> AnsweringPeer:
    from benchmarks.peers.langchain_pipeline import LangChainPipeline

    return LangChainPipeline(folders.model)


def _txtai(folders: Folders) -> AnsweringPeer:
    from benchmarks.peers.txtai_hybrid import TxtaiHybrid

    return TxtaiHybrid(folders.model)


def _plain(folders: Folders) -> AnsweringPeer:
    from benchmarks.peers.plain_faiss import PlainFaiss

    return PlainFaiss(folders.model)


def _bm25s(_: Folders) -> AnsweringPeer:
    from benchmarks.peers.bm25s_jieba import Bm25sJieba

    return Bm25sJieba()


INSTALL = "python -m pip install -r benchmarks/requirements.txt -c constraints.txt"
LANGCHAIN = Contestant("LangChain", ("langchain-community", "langchain-classic", "rank-bm25", "jieba"), _langchain)
SEARCH_ALONE, WITH_READER = OURS, f"{OURS}, reader"
CONTESTANTS = (
    Contestant(SEARCH_ALONE, (), _search_alone),
    Contestant(WITH_READER, (), _search_and_reader),
    LANGCHAIN,
    Contestant("txtai", ("txtai",), _txtai),
    Contestant("plain FAISS", (), _plain),
    Contestant("bm25s + jieba", ("bm25s", "jieba"), _bm25s),
)
