"""The engine: a report, its index, an embedder and a reader, put together. Only this file names concrete classes."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from time import perf_counter
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from corpus.library import built_in_report, read_report
from corpus.passages import look_up, split_passages
from corpus.years import year_of_report
from index.build import build_index
from index.embedder import RememberingEmbedder
from index.search import search_hybrid
from index.store import DamagedIndexError, index_folder, read_index, write_index
from qa.answer import Answer, Status, verify
from qa.asking.conversation import standalone_question
from qa.asking.language import detect_language, no_word_phrase, phrases
from qa.asking.question import LONGEST_QUESTION, checked_question, read_question
from qa.asking.scope import Outside, Scope, why_outside
from qa.asking.yes_no import asks_yes_or_no, verdict
from qa.compose import citations_of, deciding_clause, told
from qa.gather import READ, Gathered, gather
from qa.reading.reader import TimedReader
from qa.reading.sentence_reader import SentenceReader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from os import PathLike

    from corpus.passages import Passage, Reference
    from corpus.report import Report
    from index.embedder import Progress
    from index.search import Hit, SearchIndex
    from qa.asking.question import Question
    from qa.compose import Told
    from qa.reading.reader import Reader, Reading

DEFAULT_MODEL = "intfloat/multilingual-e5-small"
"""What runs where the bundled copy of this model cannot be installed, through sentence-transformers."""

MOST_RELATED = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and what is used.

    `report` None is the built-in one; `model` None the bundled one; `lexical` leaves all models out, `reader` False
    the reading model.
    """

    report: Path | None = None
    model: str | None = None
    lexical: bool = False
    reader: bool = True
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


def open_embedder(settings: Settings) -> RememberingEmbedder | None:
    """Return the embedder that the settings ask for, None for lexical search.

    Raises ModelError when it cannot be had.
    """
    from index.bundled import BundledEmbedder, bundle_available

    if settings.lexical:
        return None
    if settings.model is None and bundle_available():
        return RememberingEmbedder(BundledEmbedder.open(settings.cache / "models"))
    from index.sentence_transformers_embedder import SentenceTransformersEmbedder

    return RememberingEmbedder(SentenceTransformersEmbedder(settings.model or DEFAULT_MODEL))


def open_reader(settings: Settings, title: str, embedder: RememberingEmbedder | None) -> Reader:
    """Return the reader with the model where it may and can be used, else the one that needs none.

    Raises ModelError when its files are damaged.
    """
    from index.bundled import BundledEmbedder, bundle_available, open_words

    if settings.lexical or not settings.reader or not bundle_available():
        return SentenceReader()
    from qa.reading.cross_encoder import CrossEncoderReader
    from qa.reading.domain import DomainClassifier
    from qa.reading.model import ReadingModel

    if embedder and isinstance(embedder.embedder, BundledEmbedder):
        return CrossEncoderReader(ReadingModel(embedder.embedder.words), title, domain=DomainClassifier(embedder))
    return CrossEncoderReader(ReadingModel(open_words(settings.cache / "models")), title)


class ReportQA:
    """Answers questions about one report. Safe to share between threads.

    Opening reads the report only; model and index are loaded, or built, by the first question that needs them.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        report: Report | None = None,
        reader: Reader | None = None,
        progress: Progress | None = None,
        notice: Callable[[str], None] | None = None,
    ) -> None:
        """Take a report, None the one the settings name, and a reader, None the one the settings ask for."""
        self.settings = settings
        self.report: Report = report or (read_report(settings.report) if settings.report else built_in_report())
        self._reader = reader
        self._progress = progress
        self._notice = notice or (lambda _: None)
        self.held_in = year_of_report(self.report)
        self.scope = Scope.of(self.report)
        self._passages: tuple[Passage, ...] | None = None
        self._embedder: RememberingEmbedder | None = None
        self._index: SearchIndex | None = None
        self._lock = RLock()

    @classmethod
    def open(
        cls,
        report: str | PathLike[str] | None = None,
        *,
        model: str | None = None,
        lexical: bool = False,
        with_reader: bool = True,
        index_dir: Path | None = None,
        cache_dir: Path | None = None,
        progress: Progress | None = None,
        notice: Callable[[str], None] | None = None,
    ) -> ReportQA:
        """Open a report: the built-in one, or a text file (UTF-8, GB18030 or Big5).

        `progress` is told (done, in all) while an index is built, `notice` one line of what is worth knowing.
        Raises ReportFileError when the report cannot be read.
        """
        settings = Settings(Path(report) if report else None, model, lexical, with_reader, index_dir, cache_dir)
        return cls(settings, progress=progress, notice=notice)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of the report, in order."""
        with self._lock:
            if self._passages is None:
                self._passages = self._index.passages if self._index else split_passages(self.report)
            return self._passages

    @property
    def embedder(self) -> RememberingEmbedder | None:
        """The embedding model, loaded at first use; None for lexical search. Raises ModelError."""
        with self._lock:
            if self._embedder is None and not self.settings.lexical:
                self._embedder = open_embedder(self.settings)
            return self._embedder

    @property
    def reader(self) -> Reader:
        """The reader, loaded at first use. Raises ModelError."""
        with self._lock:
            if self._reader is None:
                self._reader = open_reader(self.settings, self.report.title, self.embedder)
            return self._reader

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

    def with_least_chance(self, chance: float) -> ReportQA:
        """Return an engine that refuses below another chance; report, models and index are shared.

        A reader without a model stays what it is. Raises as `index` does.
        """
        index, embedder, reader = self.index, self.embedder, self.reader
        other = copy(self)
        other._index, other._embedder = index, embedder
        other._reader = reader.with_least_chance(chance)
        return other

    def _load_index(self) -> SearchIndex:
        name = self.embedder.name if self.embedder else None
        try:
            return read_index(self.index_folder, self.report, name)[0]
        except FileNotFoundError:
            sentences = sum(len(paragraph.sentences) for paragraph in self.report.paragraphs)
            report = self.report.title or self.report.document_id
            self._notice(f"building the index of {report} ({sentences:,} sentences) in {self.index_folder}")
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
        """Load models and index, search and read once, so that the first person does not wait for it."""
        self.ask("报告")

    def search(self, query: str, *, limit: int = 5, rerank: bool = True) -> list[Hit]:
        """Return the best passages for a query, best first; with `rerank` the reader judges them too.

        Raises InvalidInputError for a query that is empty or too long.
        """
        asked = read_question(checked_question(query), self.held_in, self.report.title)
        found = max(limit, READ) if rerank else limit
        hits = search_hybrid(self.index, asked.text, self.embedder, years=asked.years, limit=found)
        return self.reader.rerank(asked, hits)[:limit] if rerank else hits

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        """Answer a question with quotes; `history` are the earlier questions of the conversation, oldest first.

        Raises InvalidInputError for a question that is empty or too long, CitationError (never seen) rather than
        return a quote that is not in the report.
        """
        started = perf_counter()
        question = checked_question(question)
        language = detect_language(question)
        standalone = standalone_question(question, history)
        reader = TimedReader(self.reader)
        asked = read_question(standalone, self.held_in, self.report.title)
        outside = self.scope.outside(standalone)
        gathered = self._near(asked) if outside else gather(self.index, asked, self.embedder, reader)
        readings = gathered.readings
        found = perf_counter()
        citations = citations_of(self.report, readings)
        for citation in citations:
            verify(self.report, citation)
        said = self._told(standalone, language, readings) if readings else None
        finished = perf_counter()
        return Answer(
            question=question,
            language=language,
            status=Status.ANSWERED if citations else Status.NOT_IN_REPORT,
            answer=said.text if said else self._why_not(language, gathered, outside),
            lead=said.lead if said else "",
            confidence=max((reading.confidence for reading in readings if not reading.runner_up), default=0.0),
            citations=citations,
            standalone_question=standalone,
            timing_ms={
                "search": 1000 * (found - started - reader.seconds),
                "read": 1000 * reader.seconds,
                "total": 1000 * (finished - started),
            },
            related=() if citations else tuple(hit.passage for hit in gathered.hits[:MOST_RELATED]),
        )

    def _near(self, asked: Question) -> Gathered:
        """Return what is near a question that needs no reading to be refused."""
        hits = search_hybrid(self.index, asked.text, self.embedder, years=asked.years, limit=MOST_RELATED)
        return Gathered([], hits)

    def _told(self, question: str, language: str, readings: Sequence[Reading]) -> Told:
        best = max(readings, key=lambda reading: reading.strength)
        asked = asks_yes_or_no(question, language)
        said = verdict(question, language, deciding_clause(self.report, best)) if asked else None
        return told(self.report, readings, language, said)

    def _why_not(self, language: str, gathered: Gathered, outside: tuple[Outside, str] | None) -> str:
        if outside:
            return why_outside(*outside, language)
        if gathered.missing_years:
            return why_outside(Outside.YEAR, str(min(gathered.missing_years)), language)
        found_nothing = self.embedder is None and not gathered.hits
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
