from __future__ import annotations

from argparse import Namespace
from collections import Counter
from copy import copy
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest
import torch  # noqa: TID253  # no start-up here: training is made of it
from hypothesis import example as given_too
from hypothesis import given
from hypothesis import strategies as st

from qa.reading.pair import PAIR_TOKENS, Pair
from training.evaluate import Trained
from training.examples import Example
from training.model import WordTable
from training.train import BATCH_TOKENS, Item, Run, batches, item_of, loss_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.bundled import BundledWords
    from qa.reading.pair import PairEncoder

WINDOW = "新建公办幼儿园6所，新增学位 １８００ 个。改造农村危房412户，开通ＡＢＣ线公交。"
STEPS, SAVED = 6, 3


def example(question: str, answer: str, window: str = WINDOW) -> Example:
    start = window.index(answer) if answer else -1
    return Example("x/1", question, "2021年甲县政府工作报告", window, start, start + len(answer) if answer else -1)


@pytest.mark.parametrize("answer", ["6所", "新建公办幼儿园6所", "１８００ 个", "412户", "ＡＢＣ线公交", "公交。"])
def test_the_tokens_of_an_item_are_those_of_its_answer_and_no_more(encoder: PairEncoder, answer: str):
    item = item_of(example("多少？", answer), encoder)
    assert item is not None
    assert item.answers
    offsets = item.pair.offsets[item.start - item.pair.first : item.end - item.pair.first + 1]
    start = WINDOW.index(answer)
    assert offsets[0][0] <= start < offsets[0][1]
    assert offsets[-1][0] < start + len(answer) <= offsets[-1][1]
    assert squeezed(WINDOW[offsets[0][0] : offsets[-1][1]]) == squeezed(answer)


def squeezed(text: str) -> str:
    return text.replace(" ", "")


def test_an_item_without_an_answer_points_at_the_beginning(encoder: PairEncoder):
    item = item_of(example("多少？", ""), encoder)
    assert item is not None
    assert (item.start, item.end, item.answers) == (0, 0, False)


@pytest.mark.parametrize("answer", ["第999项", "第998项很好。第999项"])
def test_an_answer_cut_off_with_the_window_s_end_gives_no_item(encoder: PairEncoder, answer: str):
    window = "".join(f"第{n}项很好。" for n in range(1000))
    assert item_of(example("哪项？", answer, window), encoder) is None
    assert item_of(example("哪项？", "第0项", window), encoder) is not None


def test_an_answer_that_is_cut_in_two_gives_no_item(encoder: PairEncoder):
    window = "".join(f"第{n}项很好。" for n in range(1000))
    whole = encoder.encode("哪项？", "2021年甲县政府工作报告", window)
    cut = whole.offsets[-1][1]
    assert item_of(Example("x/1", "哪项？", "2021年甲县政府工作报告", window, cut - 3, cut + 3), encoder) is None
    assert item_of(Example("x/1", "哪项？", "2021年甲县政府工作报告", window, cut - 3, cut), encoder) is not None


@given(st.lists(st.integers(1, PAIR_TOKENS), max_size=200), st.integers(0, 9))
@given_too([16] + [47] * 40 + [32] * 40, 1)  # lengths that a batch across two steps of 16 mixes
def test_batches_hold_every_item_once_and_no_more_tokens_than_fit(lengths: list[int], seed: int):
    items = [Item(Pair([0] * length, 0, []), 0, 0) for length in lengths]
    made = batches(items, Random(seed))
    assert Counter(map(id, items)) == Counter(id(item) for batch in made for item in batch)
    for batch in made:
        assert len(batch) * max((len(item.pair.ids) for item in batch), default=0) <= BATCH_TOKENS


def test_batches_are_few_and_in_another_order_each_time():
    items = [Item(Pair([0] * (20 + n % 40), 0, []), 0, 0) for n in range(800)]
    tokens = sum(len(item.pair.ids) for item in items)
    orders = [[len(batch[0].pair.ids) for batch in batches(items, Random(seed))] for seed in range(5)]
    assert all(len(order) < 1.35 * tokens / BATCH_TOKENS for order in orders)
    assert len({tuple(order) for order in orders}) == 5


class Learned(NamedTuple):
    """A run saved after its third step, and what it came to with a fourth."""

    run: Run
    items: list[Item]
    losses: list[float]


@pytest.fixture(scope="module")
def learned(words: BundledWords, encoder: PairEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learned]:
    asked = [example("新建多少所幼儿园？", "6所"), example("改造危房多少户？", "412户"), example("明天几点？", "")]
    items = [item for e in asked if (item := item_of(e, encoder))]
    folder = tmp_path_factory.mktemp("run")
    run = Run(Namespace(start=None, out=folder, dropout=0.0, rate=1e-4, device="cpu"), STEPS)
    losses = []
    for _ in range(4):
        if run.step == SAVED:
            run.save()
        loss = loss_of(run.model, WordTable(words.packed), items, "cpu")
        losses.append(loss.item())
        run.learn(loss)
    yield Learned(run, items, losses)
    for path in folder.iterdir():
        path.unlink()  # a checkpoint takes 340 MB, and pytest keeps folders


def test_a_run_lowers_the_loss(learned: Learned):
    assert learned.losses[3] < learned.losses[0] - 0.1


def test_a_run_that_was_stopped_goes_on_at_its_step(learned: Learned, words: BundledWords):
    run = learned.run
    resumed = Run(run.options, STEPS)
    assert resumed.step == SAVED
    loss = loss_of(resumed.model, WordTable(words.packed), learned.items, "cpu")
    assert loss.item() == pytest.approx(learned.losses[SAVED], abs=1e-4)
    resumed.learn(loss)
    assert resumed.step == run.step == SAVED + 1
    for ours, theirs in ((resumed.model.state_dict(), run.model.state_dict()), (resumed.average, run.average)):
        assert all(torch.allclose(ours[name], theirs[name], atol=1e-6) for name in theirs)


def test_what_a_run_saves_can_be_measured(learned: Learned):
    folder = learned.run.options.out
    assert sorted(path.name for path in folder.iterdir()) == ["checkpoint.pt", "model.pt"]
    long, empty = Trained(folder).read([("新建多少所幼儿园？", "标题", WINDOW), ("新建多少所？", "", "")])
    assert long.text
    assert long.text in WINDOW
    assert empty.text == ""


def test_the_rate_warms_up_and_falls_to_nothing(learned: Learned):
    run = copy(learned.run)
    run.steps = 100
    rates = []
    for run.step in (0, 3, 6, 53, 100):
        rates.append(run.rate())
    assert rates == pytest.approx([0.0, 0.5e-4, 1e-4, 0.5e-4, 0.0])
