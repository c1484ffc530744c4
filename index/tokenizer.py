"""XLM-R's tokenizer, made from the packed vocabulary and run by sentencepiece.

The normaliser is XLM-R's own for single characters (the packed table) and sentencepiece's `nmt_nfkc` for
sequences (combining marks, Hangul letters), whose compositions Unicode keeps stable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.packed import PackedModel

WINDOW_TOKENS = 512
_LONGEST_PIECE = 16
_COMPOSED_CHARACTERS = 3
_WARNINGS_AND_WORSE = 1


class Tokenizer:
    """Turns any text into the ids of the encoder's window: `<s>`, at most 510 tokens, `</s>`."""

    def __init__(self, model: bytes) -> None:
        """Load what `tokenizer_model` made."""
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_proto=model)

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Return each text's ids, from 2 to 512 of them; no str is refused."""
        beginning, end = self._processor.bos_id(), self._processor.eos_id()
        # one by one: a list would start a thread pool, a hundred times dearer than a question
        bodies = [self._processor.encode(tokenisable(text, WINDOW_TOKENS)) for text in texts]
        return [[beginning, *body[: WINDOW_TOKENS - 2], end] for body in bodies]

    def encode_with_offsets(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return a text's ids without `<s>` and `</s>`, and where each stands: offsets (start, end) in the text.

        No str is refused; what follows the window is left out.
        """
        pieces = self._processor.encode(
            tokenisable(text, WINDOW_TOKENS, keep_offsets=True), return_type="offset_mapping"
        )
        return pieces["ids"][:WINDOW_TOKENS], [(start, end) for start, end in pieces["offsets"][:WINDOW_TOKENS]]


def tokenisable(text: str, window_tokens: int, *, keep_offsets: bool = False) -> str:
    """Return the part of a text that can reach a window of so many tokens, without what UTF-8 cannot write.

    A token takes at most 16 characters of normalised text, and normalisation makes one character of at most
    three or so (Hangul letters of a syllable), so no more text than that counts. With `keep_offsets` every character
    stays where it was.
    """
    window = (text if keep_offsets else text.lstrip())[: window_tokens * _LONGEST_PIECE * _COMPOSED_CHARACTERS]
    return window.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", " " * keep_offsets)


def tokenizer_model(packed: PackedModel) -> bytes:
    """Return the packed vocabulary as a sentencepiece model: piece n is token id n."""
    from sentencepiece import sentencepiece_model_pb2 as schema

    model = schema.ModelProto()
    kinds = schema.ModelProto.SentencePiece
    pieces = packed.pieces()
    special = {packed.vocabulary.unknown: kinds.UNKNOWN}
    # Control pieces never match text: a document that says <mask> gets no mask.
    for control in (
        packed.vocabulary.beginning,
        packed.vocabulary.end,
        packed.vocabulary.padding,
        len(pieces) - 1,
    ):
        special[control] = kinds.CONTROL
    for token_id, (piece, score) in enumerate(pieces):
        model.pieces.add(piece=piece, score=score, type=special.get(token_id, kinds.NORMAL))
    model.trainer_spec.model_type = schema.TrainerSpec.UNIGRAM
    model.trainer_spec.bos_id = packed.vocabulary.beginning
    model.trainer_spec.eos_id = packed.vocabulary.end
    model.trainer_spec.pad_id = packed.vocabulary.padding
    model.trainer_spec.unk_id = packed.vocabulary.unknown
    model.trainer_spec.vocab_size = len(pieces)
    model.normalizer_spec.name = "xlm_roberta"
    model.normalizer_spec.precompiled_charsmap = normaliser_table(packed)
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    model.normalizer_spec.escape_whitespaces = True
    return bytes(model.SerializeToString(deterministic=True))


def normaliser_table(packed: PackedModel) -> bytes:
    """Return XLM-R's normaliser as sentencepiece and `tokenizers` (`Precompiled`) read it, about 240 kB."""
    import sentencepiece
    from sentencepiece import SentencePieceNormalizer, sentencepiece_model_pb2

    sentencepiece.set_min_log_level(_WARNINGS_AND_WORSE)
    rules = SentencePieceNormalizer(rule_name="nmt_nfkc").decompile()
    sequences = [(source, target) for source, target in rules if len(source) > 1]
    characters = [(chr(source), "".join(map(chr, target))) for source, target in packed.normaliser_rules().items()]
    specification = sentencepiece_model_pb2.NormalizerSpec()
    compiled = SentencePieceNormalizer(norm_map=sequences + characters)
    specification.ParseFromString(compiled.serialized_normalizer_spec())
    return bytes(specification.precompiled_charsmap)
