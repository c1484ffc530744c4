from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import FeedbackFileError
from qa.feedback import Feedback, FeedbackStore, Thumb, Wrong
from tests.qa.kept import ANSWERS

START = datetime(2026, 3, 1, tzinfo=UTC)


def feedback(number: int = 0, comment: str = "") -> Feedback:
    time = START + timedelta(minutes=number)
    said = comment or f"意见{number}"
    return Feedback.on(ANSWERS[0], Thumb.DOWN, document_id="county", wrong=Wrong.OTHER, comment=said, time=time)


def comments(store: FeedbackStore) -> list[str]:
    return [entry.comment for entry in store.read().feedback]


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "new" / "folder")


def test_what_is_appended_is_read_newest_first(store: FeedbackStore):
    for number in (1, 0, 2):
        store.append(feedback(number))
    assert comments(store) == ["意见2", "意见1", "意见0"]
    assert [json.loads(line)["comment"] for line in store.path.read_text(encoding="utf-8").splitlines()][0] == "意见1"


def test_of_two_at_one_time_the_later_line_is_the_newer(store: FeedbackStore):
    store.append(feedback(1, "先"))
    store.append(feedback(1, "后"))
    assert comments(store) == ["后", "先"]


def test_a_store_that_is_not_there_is_empty(store: FeedbackStore):
    assert store.read().feedback == ()
    assert not store.path.parent.exists()


def test_nobody_else_may_read_what_people_asked(store: FeedbackStore):
    store.append(feedback())
    assert store.path.stat().st_mode & 0o077 == 0


def test_without_a_folder_it_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert FeedbackStore().path == tmp_path / "report-qa" / "feedback.jsonl"


def test_a_line_cut_in_the_middle_is_passed_over_and_taken_away_by_the_next_append(store: FeedbackStore):
    store.append(feedback(0))
    whole = store.path.read_bytes()
    for kept in range(0, len(whole) - 1, 5):
        store.path.write_bytes(whole + whole[:kept])
        assert comments(store) == ["意见0"], kept
        store.append(feedback(1))
        assert comments(store) == ["意见1", "意见0"], kept
        assert store.path.read_bytes().startswith(whole)
        assert store.path.read_bytes().count(b"\n") == 2


def test_a_whole_line_that_lost_its_line_break_is_kept(store: FeedbackStore):
    store.append(feedback(0))
    store.path.write_bytes(store.path.read_bytes().rstrip())
    assert comments(store) == ["意见0"]
    store.append(feedback(1))
    assert comments(store) == ["意见1", "意见0"]


def test_damaged_lines_in_between_are_counted_and_left_alone(store: FeedbackStore):
    store.append(feedback(0))
    with store.path.open("ab") as file:
        file.write(b'{"verdict": "down"}\n\xff\xfe\n\n[]\n')
    store.append(feedback(1))
    kept = store.read()
    assert (comments(store), kept.damaged) == (["意见1", "意见0"], 3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5), st.binary(max_size=30))
def test_whatever_people_write_and_whatever_stands_at_the_end_no_entry_is_lost(
    tmp_path_factory: pytest.TempPathFactory, said: list[str], junk: bytes
):
    store = FeedbackStore(tmp_path_factory.mktemp("store"))
    entries = [feedback(n, text) for n, text in enumerate(said)]
    for entry in entries:
        store.append(entry)
    with store.path.open("ab") as file:
        file.write(junk)
    store.append(feedback(99, "最后"))
    assert list(store.read().feedback) == [feedback(99, "最后"), *reversed(entries)]


def test_threads_append_at_once_and_no_line_is_lost_or_torn(store: FeedbackStore):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: store.append(feedback(number)), range(64)))
    kept = store.read()
    assert sorted(comments(store)) == sorted(f"意见{number}" for number in range(64))
    assert kept.damaged == 0


WRITER = """
    import sys
    from pathlib import Path
    from datetime import UTC, datetime
    from qa.answer import Status
    from qa.feedback import Feedback, FeedbackStore, Thumb
    folder, name, count = sys.argv[1:]
    store = FeedbackStore(Path(folder))
    for number in range(int(count)):
        comment = f"{name}-{number}" + "长" * 500
        time = datetime(2026, 3, 1, tzinfo=UTC)
        store.append(Feedback(time, "county", "问", "问", Status.ANSWERED, (), Thumb.UP, None, comment))
        print(number, flush=True)
"""


def writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that appends and says after each which it was."""
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(folder), name, str(count)]
    root = Path(__file__).resolve().parents[3]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)


def test_processes_append_at_once_and_no_line_is_lost_or_torn(tmp_path: Path):
    writers = [writer(tmp_path, name, 40) for name in "abc"]
    for process in writers:
        process.communicate(timeout=120)
    store = FeedbackStore(tmp_path)
    kept = [comment.rstrip("长") for comment in comments(store)]
    assert sorted(kept) == sorted(f"{name}-{number}" for name in "abc" for number in range(40))
    assert store.read().damaged == 0


def test_a_writer_killed_at_any_moment_loses_nothing_that_it_said_was_kept(tmp_path: Path):
    moments, store = random.Random(7), FeedbackStore(tmp_path)
    promised: set[str] = set()
    for name in "abcde":
        process = writer(tmp_path, name, 10_000)
        assert process.stdout
        said = [process.stdout.readline().strip() for _ in range(moments.randrange(1, 30))]
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        promised |= {f"{name}-{number}" for number in (*said, *rest.split())}
    store.append(feedback(0, "之后"))
    kept = {comment.rstrip("长") for comment in comments(store)}
    assert promised <= kept
    assert store.read().damaged == 0
    assert store.path.read_bytes().endswith(b"\n")


def test_a_disk_that_fills_in_mid_line_is_one_line_and_changes_nothing(store: FeedbackStore):
    """The limit on a file's size stands for a full disk: the system writes half a line, then refuses."""
    resource = pytest.importorskip("resource")
    store.append(feedback(0))
    before = store.path.read_bytes()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 50, len(before) + 50))
        try:
            store.append(feedback(1))
        except FeedbackFileError as error:
            os._exit(7 if "cannot keep feedback" in str(error) else 8)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert store.path.read_bytes() == before
    store.append(feedback(2))
    assert comments(store) == ["意见2", "意见0"]


@pytest.mark.parametrize("folder", ["/dev/null/store", "/proc/store", "a" * 300])
def test_a_folder_that_cannot_be_written_is_one_line_that_names_it(folder: str):
    with pytest.raises(FeedbackFileError, match=rf"^cannot keep feedback in {folder[:20]}.* name another folder$"):
        FeedbackStore(Path(folder)).append(feedback())


def test_a_store_that_is_a_folder_is_one_line(tmp_path: Path):
    (tmp_path / "feedback.jsonl").mkdir()
    for use in (FeedbackStore(tmp_path).read, lambda: FeedbackStore(tmp_path).append(feedback())):
        with pytest.raises(FeedbackFileError, match=r"feedback\.jsonl"):
            use()
