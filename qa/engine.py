"""The engine: a report, its index, an embedder and a reader, put together. Only this file names concrete classes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from time import perf_counter
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from corpus.library import built_in_report, read_report
from corpus.passages import look_up, split_passages
from corpus.years import year_of_report, years_in
from index.build import build_index
from index.search import search_hybrid
from index.store import DamagedIndexError, index_folder, read_index, write_index
from qa.answer import Answer, Status, verify
from qa.compose import answer_text, citations_of
from qa.conversation import standalone_question
from qa.extract import SentenceReader
from qa.gather import gather
from qa.language import detect_language, no_word_phrase, phrases
from qa.question import LONGEST_QUESTION, checked_question, read_question
from qa.reader import TimedReader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from os import PathLike

    from corpus.passages import Passage, Reference
    from corpus.report import Report
    from index.embedder import Embedder, Progress
    from index.search import Hit, SearchIndex
    from qa.reader import Reader

DEFAULT_MODEL = "intfloat/multilingual-e5-small"
"""What runs where the bundled copy of this model cannot be installed, through sentence-transformers."""

MOST_RELATED = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what is used.

    `report` None is the built-in one; `model` None the bundled one; `lexical` leaves the model out altogether.
    """

    report: Path | None = None
    model: str | None = None
    lexical: bool = False
    index_dir: Path | None = None
    cache_dir: Path | None = None

    @property
    def cache(self) -> Path:
        """The folder for what can be made again: prepared models and, unless `index_dir` says otherwise, indexes."""
        return self.cache_dir or user_cache_path("report-qa", appauthor=False)

    @property
    def index_root(self) -> Path:
        """The folder that holds one folder an index."""
        return self.index_dir or self.cache / "indexes"


def open_embedder(settings: Settings) -> Embedder | None:
    """Return the embedder that the settings ask for, None for lexical search.

    Raises ModelError when it cannot be had.
    """
    from index.bundled import BundledEmbedder, bundle_available

    if settings.lexical:
        return None
    if settings.model is None and bundle_available():
        return BundledEmbedder.open(settings.cache / "models")
    from index.sentence_transformers_embedder import SentenceTransformersEmbedder

    return SentenceTransformersEmbedder(settings.model or DEFAULT_MODEL)


class ReportQA:
    """Answers questions about one report. Safe to share between threads.

    Opening reads the report only; model and index are loaded, or built, by the first question that needs them.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        reader: Reader | None = None,
        progress: Progress | None = None,
        notice: Callable[[str], None] | None = None,
    ) -> None:
        """Read the report the settings name; `reader` None takes the one that needs no model of its own."""
        self.settings = settings
        self.report: Report = read_report(settings.report) if settings.report else built_in_report()
        self._reader: Reader = reader or SentenceReader()
        self._progress = progress
        self._notice = notice or (lambda _: None)
        self.held_in = year_of_report(self.report)
        self._passages: tuple[Passage, ...] | None = None
        self._embedder: Embedder | None = None
        self._index: SearchIndex | None = None
        self._lock = RLock()

    @classmethod
    def open(
        cls,
        report: str | PathLike[str] | None = None,
        *,
        model: str | None = None,
        lexical: bool = False,
        index_dir: Path | None = None,
        cache_dir: Path | None = None,
        progress: Progress | None = None,
        notice: Callable[[str], None] | None = None,
    ) -> ReportQA:
        """Open a report: the built-in one, or a text file (UTF-8, GB18030 or Big5).

        `progress` is told (done, in all) while an index is built, `notice` one line of what is worth knowing.
        Raises ReportFileError when the report cannot be read.
        """
        settings = Settings(Path(report) if report else None, model, lexical, index_dir, cache_dir)
        return cls(settings, progress=progress, notice=notice)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of the report, in order."""
        with self._lock:
            if self._passages is None:
                self._passages = self._index.passages if self._index else split_passages(self.report)
            return self._passages

    @property
    def embedder(self) -> Embedder | None:
        """The embedding model, loaded at first use; None for lexical search. Raises ModelError."""
        with self._lock:
            if self._embedder is None and not self.settings.lexical:
                self._embedder = open_embedder(self.settings)
            return self._embedder

    @property
    def index(self) -> SearchIndex:
        """The index, loaded at first use, built where there is none or it is damaged.

        Raises ModelError, and IndexFolderError when it cannot be written.
        """
        with self._lock:
            if self._index is None:
                self._index = self._load_index()
            return self._index

    @property
    def index_folder(self) -> Path:
        """Where the index of this report with this model stands."""
        name = self.embedder.name if self.embedder else None
        return index_folder(self.settings.index_root, self.report, name)

    def _load_index(self) -> SearchIndex:
        name = self.embedder.name if self.embedder else None
        try:
            return read_index(self.index_folder, self.report, name)[0]
        except FileNotFoundError:
            sentences = sum(len(paragraph.sentences) for paragraph in self.report.paragraphs)
            self._notice(f"building the index of {self.report.title} ({sentences:,} sentences) in {self.index_folder}")
        except DamagedIndexError as error:
            self._notice(f"the index in {self.index_folder} is rebuilt: {error}")
        return self.build_index()

    def build_index(self) -> SearchIndex:
        """Build the index anew and write it. Raises IndexFolderError when it cannot be written."""
        with self._lock:
            embedder = self.embedder
            passages = split_passages(self.report)
            index = build_index(self.report, passages, embedder, progress=self._progress)
            write_index(self.index_folder, index, self.report, embedder.name if embedder else None)
            self._index = index
            return index

    def warm_up(self) -> None:
        """Load model and index and search once, so that the first person does not wait for it."""
        search_hybrid(self.index, "报告", self.embedder, years=frozenset(), limit=1)

    def search(self, query: str, *, limit: int = 5) -> list[Hit]:
        """Return the best passages for a query, best first.

        Raises InvalidInputError for a query that is empty or too long.
        """
        query = checked_question(query)
        years = years_in(query, self.held_in)
        return search_hybrid(self.index, query, self.embedder, years=years, limit=limit)

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        """Answer a question with quotes; `history` are the earlier questions of the conversation, oldest first.

        Raises InvalidInputError for a question that is empty or too long, CitationError (never seen) rather than
        return a quote that is not in the report.
        """
        started = perf_counter()
        question = checked_question(question)
        standalone = standalone_question(question, history)
        reader = TimedReader(self._reader)
        readings, hits = gather(self.index, read_question(standalone, self.held_in), self.embedder, reader)
        found = perf_counter()
        language = detect_language(question)
        citations = citations_of(self.report, readings)
        for citation in citations:
            verify(self.report, citation)
        finished = perf_counter()
        return Answer(
            question=question,
            language=language,
            status=Status.ANSWERED if citations else Status.NOT_IN_REPORT,
            answer=answer_text(citations, language) if citations else self._why_not(language, hits),
            confidence=max((reading.confidence for reading in readings), default=0.0),
            citations=citations,
            standalone_question=standalone,
            timing_ms={
                "search": 1000 * (found - started - reader.seconds),
                "read": 1000 * reader.seconds,
                "total": 1000 * (finished - started),
            },
            related=() if citations else tuple(hit.passage for hit in hits[:MOST_RELATED]),
        )

    def _why_not(self, language: str, hits: Sequence[Hit]) -> str:
        found_nothing = self.embedder is None and not hits
        return no_word_phrase(language) if found_nothing else phrases(language).not_in_report

    def refusal(self, question: str, reason: str) -> Answer:
        """Return an answer that gives a reason instead of quotes."""
        language = detect_language(question[:LONGEST_QUESTION])
        timing = {"search": 0.0, "read": 0.0, "total": 0.0}
        return Answer(question, language, Status.NOT_IN_REPORT, reason, 0.0, (), question, timing)

    def cite(self, reference_id: str) -> Reference:
        """Look up a passage (`P042`) or a sentence (`P042.2`). Needs neither model nor index.

        Raises PassageNotFoundError.
        """
        return look_up(self.report, self.passages, reference_id)
