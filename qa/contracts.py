"""The JSON that other programs rely on; DESIGN's contracts, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.passages import Passage, Reference
    from corpus.report import Report, Sentence
    from index.search import Hit


def passage_as_json(passage: Passage) -> dict[str, Any]:
    """Return a passage: ids, address, text and offsets."""
    return {
        "passage_id": passage.passage_id,
        "document_id": passage.document_id,
        "address": passage.address,
        "text": passage.text,
        "start_char_index": passage.start,
        "end_char_index": passage.end,
    }


def hit_as_json(hit: Hit) -> dict[str, Any]:
    """Return a passage that search found, with its ranks and its matched sentences, best first."""
    return {
        "rank": hit.rank,
        **passage_as_json(hit.passage),
        "score": round(hit.score, 4),
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
        "reader_score": None if hit.reader_score is None else round(hit.reader_score, 4),
        "matched_terms": list(hit.matched_terms),
        "sentences": [
            {"sentence_id": match.sentence.sentence_id, "score": round(match.score, 4)} for match in hit.sentences
        ],
    }


def reference_as_json(reference: Reference, report: Report) -> dict[str, Any]:
    """Return what `cite` prints: a passage or a sentence, its neighbours and its sentences."""
    passage, sentence = reference.passage, reference.sentence
    start, end = reference.sentences[0].start, reference.sentences[-1].end
    return {
        "document_id": passage.document_id,
        "document_title": report.title,
        "passage_id": passage.passage_id,
        "sentence_id": sentence.sentence_id if sentence else None,
        "address": passage.sentence_address(sentence) if sentence else passage.address,
        "text": report.source[start:end],
        "start_char_index": start,
        "end_char_index": end,
        "previous": reference.previous,
        "next": reference.next,
        "sentences": [sentence_as_json(sentence) for sentence in reference.sentences],
    }


def sentence_as_json(sentence: Sentence) -> dict[str, Any]:
    """Return a sentence: id, text and offsets."""
    return {
        "sentence_id": sentence.sentence_id,
        "text": sentence.text,
        "start_char_index": sentence.start,
        "end_char_index": sentence.end,
    }


def outline_as_json(report: Report, passages: Iterable[Passage]) -> dict[str, Any]:
    """Return a report's headings and passages, both in order, each passage with its place."""
    return {
        "document_id": report.document_id,
        "title": report.title,
        "held_on": report.held_on.isoformat() if report.held_on else None,
        "headings": [
            {
                "level": str(heading.level),
                "title": heading.title,
                "start_char_index": heading.start,
                "end_char_index": heading.end,
            }
            for heading in report.headings
        ],
        "passages": [{**passage_as_json(passage), "place": list(passage.place)} for passage in passages],
    }
