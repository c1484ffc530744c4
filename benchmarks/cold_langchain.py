"""The other peer of `cold_start.py`: one question through a LangChain pipeline, as its guides write a second run of it.

    python -m benchmarks.cold_langchain build MODEL_FOLDER STORE_FOLDER
    python -m benchmarks.cold_langchain ask MODEL_FOLDER STORE_FOLDER QUESTION

The first splits the built-in report and saves the FAISS store. The second, which is measured, loads the model and the
store, makes BM25 of the store's documents (LangChain does not save it), asks both and prints the best passage.
"""

import sys

import jieba
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS

from benchmarks.peers.langchain_embeddings import PromptedEmbeddings

NEIGHBOURS = 10


def build(model_folder: str, store_folder: str) -> None:
    """Write the store."""
    from pathlib import Path

    from benchmarks.peers.langchain_pipeline import LangChainPipeline
    from benchmarks.peers.peer import Pile
    from corpus.library import built_in_report

    pipeline = LangChainPipeline(Path(model_folder))
    pipeline.build(Pile.of(built_in_report()))
    pipeline.store.save_local(store_folder)


def ask(model_folder: str, store_folder: str, question: str) -> None:
    """Print the best passage."""
    embeddings = PromptedEmbeddings(model_folder)
    store = FAISS.load_local(store_folder, embeddings, allow_dangerous_deserialization=True)
    documents = [store.docstore.search(name) for name in store.index_to_docstore_id.values()]
    lexical = BM25Retriever.from_documents(documents, preprocess_func=jieba.lcut, k=NEIGHBOURS)
    dense = store.as_retriever(search_kwargs={"k": NEIGHBOURS})
    both = EnsembleRetriever(retrievers=[lexical, dense], weights=[0.5, 0.5], id_key="name")
    print(both.invoke(question)[0].page_content)


if __name__ == "__main__":
    step, *arguments = sys.argv[1:]
    if step == "build":
        build(*arguments)
    else:
        ask(*arguments)
