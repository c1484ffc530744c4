"""Passages: their cut, their ids, and how an id is looked up."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PassageNotFoundError
from corpus.parse import parse_report
from corpus.passages import LONGEST_PASSAGE, look_up, restore_passages, split_passages

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.passages import Passage
    from corpus.report import Report

ITEM = "完成老旧小区改造21个，并同步推进加装电梯。"


def passages_of(text: str) -> tuple[Passage, ...]:
    return split_passages(parse_report(text, "x"))


CUT = parse_report("各位代表：\n" + ITEM * 40 + "\n谢谢大家。", "x")
"""A salutation, a paragraph of two passages (P002a, P002b) and a closing one."""


def cut_report() -> tuple[Passage, ...]:
    return split_passages(CUT)


def test_a_paragraph_of_500_characters_is_one_passage_and_a_longer_one_several():
    sentence = "国" * 24 + "。"
    assert [p.passage_id for p in passages_of("各位代表：\n" + sentence * 20)] == ["P001", "P002"]
    assert [p.passage_id for p in passages_of("各位代表：\n" + sentence * 21)] == ["P001", "P002a", "P002b"]


def test_blanks_do_not_make_a_paragraph_long():
    spaced = " ".join("国" * 24 + "。" for _ in range(20))
    assert [p.passage_id for p in passages_of("各位代表：\n" + spaced)] == ["P001", "P002"]


def test_a_sentence_is_never_cut_however_long():
    passages = passages_of("各位代表：\n" + "国" * 2000 + "。" + ITEM * 2)
    assert [p.text for p in passages[1:]] == ["国" * 2000 + "。", ITEM * 2]
    whole = passages_of("各位代表：\n" + "国" * 2000 + "。")
    assert [(p.passage_id, len(p.sentences)) for p in whole] == [("P001", 1), ("P002", 1)]


@given(st.lists(st.integers(1, 120), min_size=5, max_size=60))
def test_pieces_are_whole_sentences_and_not_much_over_the_limit(sizes: list[int]):
    passages = passages_of("各位代表：\n" + "".join("国" * size + "。" for size in sizes))[1:]
    assert "".join(passage.text for passage in passages) == "".join("国" * size + "。" for size in sizes)
    assert all(len(passage.text) <= LONGEST_PASSAGE for passage in passages)
    if len(passages) > 1:
        assert min(len(passage.text) for passage in passages) > 100


def test_a_piece_says_which_sentences_it_holds_and_a_sentence_its_place_in_the_paragraph():
    _, first, second, _ = cut_report()
    assert (first.passage_id, first.place) == ("P002a", ("第2段", "第1–20句"))
    assert (second.passage_id, second.address) == ("P002b", "第2段 › 第21–40句")
    assert second.sentence_address(second.sentences[0]) == "第2段 › 第21句"


def test_more_than_702_pieces_have_ids_of_their_own(prove: Callable[[Report], None]):
    report = parse_report("各位代表：\n" + ITEM * 16_000, "x")
    ids = [passage.passage_id for passage in split_passages(report)]
    assert [ids[n] for n in (1, 26, 27, 702, 703)] == ["P002a", "P002z", "P002aa", "P002zz", "P002aaa"]
    prove(report)


def test_a_passage_is_found_with_its_neighbours():
    passages = cut_report()
    found = look_up(CUT, passages, " p2a ")
    assert (found.passage, found.previous, found.next) == (passages[1], "P001", "P002b")
    assert (found.sentence, found.sentences) == (None, passages[1].sentences)


def test_a_cut_paragraph_is_found_whole():
    passages = cut_report()
    found = look_up(CUT, passages, "P002")
    assert (found.previous, found.next) == ("P001", "P003")
    assert (found.passage.passage_id, found.passage.address) == ("P002", "第2段")
    assert (found.passage.start, found.passage.end) == (passages[1].start, passages[2].end)
    assert found.passage.text == CUT.source[found.passage.start : found.passage.end]
    assert found.sentences == passages[1].sentences + passages[2].sentences


def test_a_sentence_is_found_by_paragraph_or_by_piece_and_knows_its_neighbours():
    passages = cut_report()
    found = look_up(CUT, passages, "P002.21")
    assert look_up(CUT, passages, "P002b.21") == found
    assert (found.passage, found.sentence) == (passages[2], passages[2].sentences[0])
    assert (found.previous, found.next) == ("P002.20", "P002.22")
    assert look_up(CUT, passages, "P001.1").previous is None
    assert look_up(CUT, passages, "P003.1").next is None


@pytest.mark.parametrize("missing", ["P004", "P000", "P002c", "P002.41", "P002.0", "P002a.21", "P001a", "P999999999.9"])
def test_what_does_not_exist_is_refused_with_what_there_is(missing: str):
    with pytest.raises(PassageNotFoundError, match=r"passages run to P003$|runs from P002\.1 to P002\.(20|40)$"):
        look_up(CUT, cut_report(), missing)


@pytest.mark.parametrize(
    "word", ["", "42", "P", "P2..1", "P2.1.1", "第2段", "P-1", "P2A", "\ud800", "P2\n.1", "P" + "9" * 99]
)
def test_what_is_no_id_is_refused_with_an_example(word: str):
    with pytest.raises(PassageNotFoundError, match=r"write P042 for a passage, P042\.2 for a sentence$"):
        look_up(CUT, cut_report(), word)


@given(st.text(max_size=12))
def test_no_word_breaks_the_look_up(word: str):
    passages = cut_report()
    try:
        found = look_up(CUT, passages, word)
    except PassageNotFoundError as error:
        assert "\n" not in str(error)
    else:
        assert re.fullmatch(r"[Pp]\d+[a-z]*(\.\d+)?", word.strip()) and found.passage in passages


def groups(passages: tuple[Passage, ...]) -> list[tuple[str, list[str]]]:
    return [(passage.passage_id, [s.sentence_id for s in passage.sentences]) for passage in passages]


def test_passages_are_restored_from_their_ids(built_in: Report):
    passages = split_passages(built_in)
    assert restore_passages(built_in, groups(passages)) == passages


def test_ids_of_another_report_are_not_restored():
    report = parse_report("各位代表：\n" + ITEM * 40 + "\n谢谢大家。", "x")
    right = groups(split_passages(report))
    wrong = [
        right[:-1],
        right[::-1],
        [*right, right[-1]],
        [*right, ("P009", ["P009.1"])],
        [right[0], ("P002", [*right[1][1], *right[2][1]][::-1]), right[3]],
        [right[0], ("P002a", right[1][1][:-1]), right[2], right[3]],
        [("P001", ["P001.1", *right[1][1]]), right[2], right[3]],
        [right[0], ("P003a", right[1][1]), right[2], right[3]],
        [right[0], ("P002a", []), right[2], right[3]],
        [],
    ]
    for ids in wrong:
        with pytest.raises(ValueError, match="report"):
            restore_passages(report, ids)


def test_no_passage_id_ends_in_a_letter_unless_its_paragraph_is_cut(built_in: Report):
    cut = [p.passage_id for p in split_passages(built_in) if p.passage_id[-1] in ascii_lowercase]
    assert cut == ["P004a", "P004b", "P020a", "P020b", "P028a", "P028b", "P058a", "P058b"]
