"""The peer of `cold_start.py`: one question through sentence-transformers and FAISS, as a short script does it.

    python -m benchmarks.cold_peer MODEL_FOLDER VECTORS_FILE QUESTION

Prints the rows of the nearest vectors, best first.
"""

import sys

import faiss  # noqa: TID253 (what a start costs is what is measured)
from sentence_transformers import SentenceTransformer  # noqa: TID253

NEIGHBOURS = 10


def main(model_folder: str, vectors_file: str, question: str) -> None:
    """Load the model, encode the question with its query prompt, search the file."""
    model = SentenceTransformer(model_folder, device="cpu")
    index = faiss.read_index(vectors_file)
    _, rows = index.search(model.encode_query([question]), NEIGHBOURS)
    print(*rows[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
