"""The encoder as an ONNX graph: word embeddings and a mask in, unit rows out.

Weights have 8 bits, one scale a row of a matrix, made from the packed file's 4 bits. So have the activations, one scale
a token: each token is divided by its largest element, so that a text's vector does not move with its neighbours as it
does with one scale for a whole batch. Normalised tokens have a few elements that dwarf the others, so what 8 bits leave
of them is brought to 8 bits once more. Word embeddings, three quarters of the file, are not in the graph: the few rows
that a text needs are looked up in the packed file.

Measured on two cores with AVX-512 VNNI, 390 sentences a second (batches side by side) and mean distance (1 - cosine) of
English questions to the packed weights in float32: this graph 199, 0.0002; without the second 8 bits 255, 0.0011;
MatMulNBits with the packed blocks as they are 86, 0.0001; float32 108. `benchmarks/encoding.py` measures the first.
Not measured on processors without VNNI: there onnxruntime adds pairs of products in 16 bits, which large weights beside
large activations can overflow (its option `session.x64quantprecision` fails on weights that are used twice).
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.packed import EncoderSizes, PackedModel

_OPSET, _IR_VERSION = 17, 8
_ERRORS_AND_WORSE = 3
_STEPS, _ZERO = 127, 128
"""Steps of 8 bits on either side of nothing, and where nothing lies among the activations' unsigned ones."""

_NORMALISED = ("q", "fi")
"""The products of a layer that take what a layer normalisation gives."""

_TINY = 1e-9
"""What is divided by instead of 0: a token, or a row of weights, that is nothing but zeros."""


def encoder_graph(packed: PackedModel) -> bytes:
    """Return the ONNX model (about 23 MB).

    Inputs: `word_embeddings` float32 (batch, tokens, hidden) and `attention_mask` int32 (batch, tokens),
    1 for a token and 0 for padding. Output: `embeddings` float32 (batch, hidden), each row of length 1.
    """
    from onnx import TensorProto, helper

    graph = _PackedGraph(packed)
    hidden = packed.sizes.hidden
    tokens = graph.embedded_tokens()
    for layer in range(packed.sizes.layers):
        tokens = graph.layer(tokens, f"l{layer}")
    graph.pooled(tokens)
    inputs = [
        helper.make_tensor_value_info("word_embeddings", TensorProto.FLOAT, ["batch", "tokens", hidden]),
        helper.make_tensor_value_info("attention_mask", TensorProto.INT32, ["batch", "tokens"]),
    ]
    outputs = [helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, ["batch", hidden])]
    encoder = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(encoder, opset_imports=opsets, ir_version=_IR_VERSION)
    return bytes(model.SerializeToString())


def open_session(model: bytes, threads: int) -> Any:  # noqa: ANN401
    """Return an onnxruntime session for a graph: quiet, private, on so many threads of the processor."""
    # Release 1.32 of onnxruntime collects events for its makers and writes a device id into the home folder,
    # unless told not to before it is imported; nobody who asks a question here has agreed to that.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_AND_WORSE
    # Waiting threads sleep: spinning saves half a millisecond a question and takes a core others may need.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class EncoderGraph(ABC):
    """Nodes and constants of a BERT encoder as they are added; methods return the name of the value they add.

    How a matrix is stored and multiplied is left to `product`; weights go by the names of `tensor_shapes`.
    """

    def __init__(self, sizes: EncoderSizes, mask: str | None) -> None:
        """Start with nothing; `mask` is the input that tells tokens from padding, None where nothing is padded."""
        self.sizes = sizes
        self.mask = [mask] if mask else []
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    @abstractmethod
    def weights(self, name: str) -> NDArray[np.float32]:
        """Return a tensor's weights, shape (count,)."""

    @abstractmethod
    def product(self, value: str, names: list[str]) -> str:
        """Add the product with the matrices of these names, one below the other."""

    def add(self, operation: str, inputs: list[str], output: str, *, domain: str = "", **attributes: Any) -> str:  # noqa: ANN401
        """Add a node of ONNX's own operations."""
        from onnx import helper

        self.nodes.append(helper.make_node(operation, inputs, output.split(), domain=domain, **attributes))
        return output

    def fused(self, operation: str, inputs: list[str], output: str, **attributes: float) -> str:
        """Add a node of onnxruntime's own operations."""
        return self.add(operation, inputs, output, domain="com.microsoft", **attributes)

    def constant(self, name: str, values: NDArray[Any]) -> str:
        """Add a constant."""
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def floats(self, name: str) -> str:
        """Add a tensor as a float32 vector."""
        return self.constant(name, self.weights(name))

    def embedded_tokens(self) -> str:
        """Add word, position and type embeddings, and layer normalisation."""
        hidden = self.sizes.hidden
        # Every token is of type 0: its row is the same for all and joins the positions.
        positions = self.weights("emb.pos").reshape(-1, hidden) + self.weights("emb.type")[:hidden]
        self.constant("positions", positions)
        self.constant("first", np.array([0], dtype=np.int64))
        self.add("Shape", ["word_embeddings"], "length", start=1, end=2)
        self.add("Slice", ["positions", "first", "length"], "position_embeddings")
        self.add("Add", ["word_embeddings", "position_embeddings"], "summed_embeddings")
        weights = [self.floats("emb.ln.w"), self.floats("emb.ln.b")]
        epsilon = self.sizes.layer_norm_epsilon
        return self.add("LayerNormalization", ["summed_embeddings", *weights], "tokens", epsilon=epsilon)

    def layer(self, tokens: str, layer: str) -> str:
        """Add one BERT layer: attention and feed-forward, each added to its input and normalised."""
        attended = self.product(self.attention(tokens, layer), [f"{layer}.ao"])
        tokens = self.normalised_sum(attended, tokens, f"{layer}.ao.b", f"{layer}.aln")
        wide = self.product(tokens, [f"{layer}.fi"])
        # BiasGelu is the exact gelu (erf) that e5 was trained with; FastGelu would be the tanh approximation.
        active = self.fused("BiasGelu", [wide, self.floats(f"{layer}.fi.b")], f"{layer}.active")
        narrow = self.product(active, [f"{layer}.fo"])
        return self.normalised_sum(narrow, tokens, f"{layer}.fo.b", f"{layer}.oln")

    def attention(self, tokens: str, layer: str) -> str:
        """Add multi-head self-attention."""
        names = [f"{layer}.{part}" for part in "qkv"]
        # One product for all three: the activations are quantised once.
        projected = self.product(tokens, names)
        parts = " ".join(f"{name}.projected" for name in names)
        self.add("Split", [projected], parts, axis=-1)
        biases = np.concatenate([self.weights(f"{name}.b") for name in names])
        inputs = [*parts.split(), self.constant(f"{layer}.biases", biases), *self.mask]
        heads = self.sizes.heads
        return self.fused("MultiHeadAttention", inputs, f"{layer}.attended", num_heads=heads)

    def normalised_sum(self, value: str, skipped: str, bias: str, normalisation: str) -> str:
        """Add the sum of a value, its bias and what is skipped to, and normalise it."""
        # Three plain nodes: onnxruntime's SkipLayerNormalization takes eight times as long (release 1.32).
        biased = self.add("Add", [value, self.floats(bias)], f"{normalisation}.biased")
        total = self.add("Add", [biased, skipped], f"{normalisation}.total")
        weights = [self.floats(f"{normalisation}.w"), self.floats(f"{normalisation}.b")]
        epsilon = self.sizes.layer_norm_epsilon
        return self.add("LayerNormalization", [total, *weights], f"{normalisation}.sum", epsilon=epsilon)


class _PackedGraph(EncoderGraph):
    """The graph of the packed file: its weights in 8 bits, and one unit row a text at the end."""

    def __init__(self, packed: PackedModel) -> None:
        super().__init__(packed.sizes, "attention_mask")
        self.packed = packed
        self.constant("step", np.array([1 / _STEPS], dtype=np.float32))
        self.constant("small_step", np.array([1 / _STEPS / (2 * _STEPS)], dtype=np.float32))
        self.constant("zero", np.array([_ZERO], dtype=np.uint8))
        self.constant("tiny", np.array([_TINY], dtype=np.float32))

    def weights(self, name: str) -> NDArray[np.float32]:
        return self.packed.floats(name)

    def product(self, value: str, names: list[str]) -> str:
        """Add the product, each token of the value and each row of the matrices brought to 8 bits by itself."""
        output, part = names[0], names[0].partition(".")[2]
        matrix = np.concatenate([self._matrix(name) for name in names])
        scales = np.maximum(np.abs(matrix).max(axis=1), _TINY) / _STEPS
        rows = self.constant(f"{output}.rows", np.rint(matrix / scales[:, np.newaxis]).astype(np.int8).T)
        weights = rows, self.constant(f"{output}.scales", scales.astype(np.float32))
        self.add("Abs", [value], f"{output}.sizes")
        self.add("ReduceMax", [f"{output}.sizes"], f"{output}.largest", axes=[-1], keepdims=1)
        self.add("Add", [f"{output}.largest", "tiny"], f"{output}.divisors")
        shares = self.add("Div", [value, f"{output}.divisors"], f"{output}.shares")
        total = self._in_steps(shares, "step", weights)
        if part in _NORMALISED:
            self.add("DequantizeLinear", [f"{shares}.steps", "step", "zero"], f"{shares}.told")
            untold = self.add("Sub", [shares, f"{shares}.told"], f"{output}.untold")
            total = self.add("Add", [total, self._in_steps(untold, "small_step", weights)], f"{output}.total")
        return self.add("Mul", [total, f"{output}.divisors"], f"{output}.product")

    def _in_steps(self, value: str, step: str, weights: tuple[str, str]) -> str:
        """Add the product of a value, counted in steps of 8 bits, with rows and their scales."""
        rows, scales = weights
        self.add("QuantizeLinear", [value, step, "zero"], f"{value}.steps")
        return self.fused("MatMulIntegerToFloat", [f"{value}.steps", rows, step, scales, "zero"], f"{value}.product")

    def _matrix(self, name: str) -> NDArray[np.float32]:
        """Return a layer's matrix, shape (out, in)."""
        return self.packed.floats(f"{name}.w").reshape(len(self.packed.floats(f"{name}.b")), -1)

    def pooled(self, tokens: str) -> str:
        """Add the sum over the mask's tokens, brought to length 1: the mean points the same way."""
        from onnx import TensorProto

        self.constant("row_axis", np.array([1], dtype=np.int64))
        self.add("Cast", ["attention_mask"], "mask_weights", to=TensorProto.FLOAT)
        self.add("Unsqueeze", ["mask_weights", "row_axis"], "mask_rows")
        self.add("MatMul", ["mask_rows", tokens], "token_sums")
        self.add("Squeeze", ["token_sums", "row_axis"], "text_sums")
        return self.add("LpNormalization", ["text_sums"], "embeddings", axis=-1, p=2)
