"""Writes the shipped reading model: `python -m training.export FOLDER --out qa/reading/data/reader.onnx`.

Weights in 8 bits, one scale a row of a matrix; activations are quantised as they come, window by window, so what a
window is read as does not depend on the others.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from index.encoder_graph import EncoderGraph
from index.export import bert_name
from training.model import ReadingModel, open_weights, state_for_export

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from index.packed import EncoderSizes

_OPSET, _IR_VERSION = 17, 8


class ReaderGraph(EncoderGraph):
    """`word_embeddings` float32 (1, tokens, hidden) in; `spans` (1, tokens, 2) and `judgement` (1, 1) out."""

    def __init__(self, sizes: EncoderSizes, state: Mapping[str, NDArray[np.float32]], *, quantised: bool) -> None:
        """Take the trained weights; without `quantised` they stay float32, to measure what 8 bits lose."""
        super().__init__(sizes, mask=None)
        self.state, self.quantised = state, quantised

    def weights(self, name: str) -> NDArray[np.float32]:
        """Return a tensor's weights, shape (count,)."""
        return self.state[f"encoder.{bert_name(name)}"].reshape(-1)

    def product(self, value: str, names: list[str]) -> str:
        """Add the product with the matrices of these names, one below the other."""
        matrix = np.concatenate([self.state[f"encoder.{bert_name(f'{name}.w')}"] for name in names])
        return self.times(value, matrix, names[0])

    def times(self, value: str, matrix: NDArray[np.float32], name: str) -> str:
        """Add the product with a matrix of shape (out, in)."""
        output = f"{name}.product"
        if not self.quantised:
            return self.add("MatMul", [value, self.constant(f"{name}.matrix", matrix.T)], output)
        scales = np.maximum(np.abs(matrix).max(axis=1), 1e-9) / 127
        rows = np.rint(matrix / scales[:, None]).astype(np.int8)
        inputs = [value, self.constant(f"{name}.rows", rows.T), self.constant(f"{name}.scales", scales)]
        return self.fused("DynamicQuantizeMatMul", inputs, output)

    def heads(self, tokens: str) -> None:
        """Add the span logits of every token and the answerability logit of the first, in float32."""
        for name in ("span.weight", "judge.0.weight", "judge.2.weight"):
            self.constant(name, self.state[name].T)
        for name in ("span.bias", "judge.0.bias", "judge.2.bias"):
            self.constant(name, self.state[name])
        self.add("MatMul", [tokens, "span.weight"], "span.product")
        self.add("Add", ["span.product", "span.bias"], "spans")
        self.constant("zero", np.array([0], dtype=np.int64))
        self.constant("token_axis", np.array([1], dtype=np.int64))
        self.add("Gather", [tokens, "zero"], "first_token", axis=1)
        self.add("Squeeze", ["first_token", "token_axis"], "beginning")
        self.add("Gemm", ["beginning", "judge.0.weight", "judge.0.bias"], "judge.wide")
        self.add("Tanh", ["judge.wide"], "judge.active")
        self.add("Gemm", ["judge.active", "judge.2.weight", "judge.2.bias"], "judgement")


def reader_graph(sizes: EncoderSizes, state: Mapping[str, NDArray[np.float32]], *, quantised: bool = True) -> bytes:
    """Return the ONNX model (about 22 MB)."""
    from onnx import TensorProto, helper

    graph = ReaderGraph(sizes, state, quantised=quantised)
    tokens = graph.embedded_tokens()
    for layer in range(sizes.layers):
        tokens = graph.layer(tokens, f"l{layer}")
    graph.heads(tokens)
    inputs = [helper.make_tensor_value_info("word_embeddings", TensorProto.FLOAT, [1, "tokens", sizes.hidden])]
    outputs = [
        helper.make_tensor_value_info("spans", TensorProto.FLOAT, [1, "tokens", 2]),
        helper.make_tensor_value_info("judgement", TensorProto.FLOAT, [1, 1]),
    ]
    reader = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
    return bytes(helper.make_model(reader, opset_imports=opsets, ir_version=_IR_VERSION).SerializeToString())


def main() -> None:
    """Write the file and print its size and hash."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true", help="do not quantise")
    options = parser.parse_args()
    packed = open_weights()
    model = ReadingModel(packed)
    model.load_state_dict(torch.load(options.folder / "model.pt"))
    graph = reader_graph(packed.sizes, state_for_export(model), quantised=not options.float32)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(graph)
    print(f"{options.out}: {len(graph) / 1e6:.1f} MB, sha256 {hashlib.sha256(graph).hexdigest()}")


if __name__ == "__main__":
    main()
