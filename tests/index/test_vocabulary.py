from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.vocabulary import Vocabulary


@given(st.sets(st.text(min_size=1, max_size=3)), st.text(max_size=3))
def test_every_term_has_its_place_in_order_and_no_other_has_one(terms: set[str], other: str):
    terms = {term for term in terms if term.isprintable()}
    in_order = sorted(terms)
    vocabulary = Vocabulary.of(in_order)
    assert len(vocabulary) == len(in_order)
    assert [vocabulary.number_of(term) for term in in_order] == [*range(len(in_order))]
    if other not in terms:
        assert vocabulary.number_of(other) is None
