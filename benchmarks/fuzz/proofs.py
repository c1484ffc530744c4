"""The proofs that every report must stand, whatever its text: nothing lost, doubled, moved or misnamed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.errors import PassageNotFoundError
from corpus.passages import look_up, restore_passages, split_passages
from corpus.report import FRONT_MATTER_ID
from corpus.text import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.passages import Passage
    from corpus.report import Heading, Paragraph, Report, Sentence


def prove(report: Report) -> None:
    """Raise AssertionError unless a report and its passages lose, double, move and misname nothing."""
    passages = split_passages(report)
    _nothing_is_lost_or_doubled(report)
    _all_text_stands_at_its_offsets(report, passages)
    _sentences_partition_paragraphs(report)
    _passages_cover_sentences(report, passages)
    _ids_are_unique_and_in_order(report, passages)
    groups = [(passage.passage_id, [s.sentence_id for s in passage.sentences]) for passage in passages]
    assert restore_passages(report, groups) == passages
    _everything_is_found(report, passages)


def _blank(text: str) -> bool:
    return all(map(is_blank, text))


def _nothing_is_lost_or_doubled(report: Report) -> None:
    own_line = [heading for heading in report.headings if not heading.opens_paragraph]
    everything: list[Heading | Paragraph] = [*own_line, *report.paragraphs]
    blocks = sorted(everything, key=lambda block: block.start)
    bounds = [0, *(offset for block in blocks for offset in (block.start, block.end)), len(report.source)]
    assert bounds == sorted(bounds), "blocks overlap"
    gaps = [report.source[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    assert all(map(_blank, gaps)), "characters outside headings and paragraphs"
    opened = {heading.start for heading in report.headings if heading.opens_paragraph}
    assert opened <= {paragraph.start for paragraph in report.paragraphs}


def _all_text_stands_at_its_offsets(report: Report, passages: Sequence[Passage]) -> None:
    sentences = [sentence for paragraph in report.paragraphs for sentence in paragraph.sentences]
    pieces: list[Heading | Paragraph | Sentence | Passage] = [*report.headings, *report.paragraphs, *sentences]
    pieces += passages
    for piece in pieces:
        assert report.source[piece.start : piece.end] == piece.text
        assert piece.text and not is_blank(piece.text[0]) and not is_blank(piece.text[-1])


def _sentences_partition_paragraphs(report: Report) -> None:
    for paragraph in report.paragraphs:
        sentences = paragraph.sentences
        assert (sentences[0].start, sentences[-1].end) == (paragraph.start, paragraph.end)
        for before, after in pairwise(sentences):
            assert before.end <= after.start and _blank(report.source[before.end : after.start])


def _passages_cover_sentences(report: Report, passages: Sequence[Passage]) -> None:
    sentences = [sentence for paragraph in report.paragraphs for sentence in paragraph.sentences]
    assert [sentence for passage in passages for sentence in passage.sentences] == sentences
    for passage in passages:
        assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)
        assert len({sentence.sentence_id.partition(".")[0] for sentence in passage.sentences}) == 1


def _ids_are_unique_and_in_order(report: Report, passages: Sequence[Passage]) -> None:
    first = 0 if report.paragraphs and report.paragraphs[0].paragraph_id == FRONT_MATTER_ID else 1
    assert [p.paragraph_id for p in report.paragraphs] == [
        f"P{n:03d}" for n in range(first, first + len(report.paragraphs))
    ]
    for paragraph in report.paragraphs:
        numbered = [f"{paragraph.paragraph_id}.{n}" for n in range(1, len(paragraph.sentences) + 1)]
        assert [sentence.sentence_id for sentence in paragraph.sentences] == numbered
    ids = [passage.passage_id for passage in passages]
    assert len(set(ids)) == len(ids)


def _everything_is_found(report: Report, passages: Sequence[Passage]) -> None:
    ids = [None, *(passage.passage_id for passage in passages), None]
    step = max(1, len(passages) // 40)
    for n in range(0, len(passages), step):
        found = look_up(report, passages, passages[n].passage_id)
        assert (found.passage, found.sentence, found.previous, found.next) == (passages[n], None, ids[n], ids[n + 2])
        assert found.sentences == passages[n].sentences
    owned = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    sentence_ids = [None, *(sentence.sentence_id for _, sentence in owned), None]
    for n in range(0, len(owned), max(1, len(owned) // 40)):
        found = look_up(report, passages, owned[n][1].sentence_id)
        assert (found.passage, found.sentence) == owned[n]
        assert (found.previous, found.next) == (sentence_ids[n], sentence_ids[n + 2])
    last = report.paragraphs[-1]
    for missing in (
        f"P{int(last.paragraph_id[1:]) + 1}",
        f"{last.paragraph_id}.{len(last.sentences) + 1}",
        f"{passages[-1].passage_id}x",
    ):
        assert _is_missing(report, passages, missing), f"{missing} is found"


def _is_missing(report: Report, passages: Sequence[Passage], reference_id: str) -> bool:
    try:
        look_up(report, passages, reference_id)
    except PassageNotFoundError:
        return True
    return False
