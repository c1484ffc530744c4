"""Trains the reading model: `python -m training.train EXAMPLES.jsonl … --out FOLDER [--start FOLDER]`.

Resumes from the last checkpoint in FOLDER. About 2,000 tokens a second on two cores (bf16), so 5 million tokens take
40 minutes; on a GPU it takes `--device cuda`.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional

from index.tokenizer import Tokenizer, tokenizer_model
from qa.reading.pair import PairEncoder
from training.examples import read_examples
from training.model import Batch, ReadingModel, WordTable, open_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.reading.pair import Pair
    from training.examples import Example

BATCH_TOKENS = 2560
WARM_UP = 0.06
AVERAGE = 0.998
"""Share of the running average of the weights kept at each step; the average is what is exported."""

JUDGE_WEIGHT = 1.0
SAVE_SECONDS = 240.0


class Item:
    """An example as ids: `start` and `end` are tokens of the pair, 0 for no answer."""

    __slots__ = ("answers", "end", "pair", "start")

    def __init__(self, pair: Pair, start: int, end: int) -> None:
        """Keep the pair and where its answer stands."""
        self.pair, self.start, self.end, self.answers = pair, start, end, start > 0


def item_of(example: Example, encoder: PairEncoder) -> Item | None:
    """Return the example as ids, None where its answer was cut off with the window's end."""
    pair = encoder.encode(example.question, example.headings, example.window)
    if example.start < 0:
        return Item(pair, 0, 0)
    inside = [
        token
        for token, (low, high) in enumerate(pair.offsets)
        if low < example.end and high > example.start and high > low
    ]
    complete = bool(pair.offsets) and pair.offsets[-1][1] >= example.end
    return Item(pair, pair.first + inside[0], pair.first + inside[-1]) if inside and complete else None


def batches(items: Sequence[Item], random: Random) -> list[list[Item]]:
    """Return all items in shuffled batches of like length, each at most BATCH_TOKENS tokens with its padding."""
    order = sorted(items, key=lambda item: (len(item.pair.ids) // 16, random.random()))
    made: list[list[Item]] = [[]]
    longest = 0
    for item in order:
        longest = max(longest, len(item.pair.ids))
        if made[-1] and (len(made[-1]) + 1) * longest > BATCH_TOKENS:
            made.append([])
            longest = len(item.pair.ids)
        made[-1].append(item)
    random.shuffle(made)
    return made


def loss_of(model: ReadingModel, table: WordTable, items: Sequence[Item], device: str) -> torch.Tensor:
    """Return the mean loss of a batch: cross-entropy of start and end, and of the judgement."""
    batch = Batch.of([item.pair for item in items], padding=1)
    words = table.rows(batch.ids).to(device)
    batch = Batch(batch.ids, batch.mask.to(device), batch.inside.to(device))
    with torch.autocast(device, dtype=torch.bfloat16):
        start, end, judged = model(words, batch)
    starts, ends = (torch.tensor([getattr(item, side) for item in items], device=device) for side in ("start", "end"))
    answers = torch.tensor([float(item.answers) for item in items], device=device)
    spans = (functional.cross_entropy(start, starts) + functional.cross_entropy(end, ends)) / 2
    return spans + JUDGE_WEIGHT * functional.binary_cross_entropy_with_logits(judged, answers)


class Run:
    """A training run and its checkpoint."""

    def __init__(self, options: argparse.Namespace, steps: int) -> None:
        """Start anew from the encoder, from another run's weights, or from this folder's checkpoint."""
        self.options, self.steps, self.step = options, steps, 0
        self.model = ReadingModel(open_weights(), dropout=options.dropout).to(options.device).train()
        if options.start:
            self.model.load_state_dict(torch.load(options.start / "model.pt"))
        self.average = {name: value.clone() for name, value in self.model.state_dict().items()}
        decayed = [p for p in self.model.parameters() if p.ndim > 1]
        plain = [p for p in self.model.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.98), fused=True)
        self.checkpoint = options.out / "checkpoint.pt"
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint)
            self.step, self.average = saved["step"], saved["average"]
            self.model.load_state_dict(saved["model"])
            self.optimiser.load_state_dict(saved["optimiser"])

    def rate(self) -> float:
        """Return the learning rate of this step: a warm-up, then a straight line to nothing."""
        done = self.step / self.steps
        return float(self.options.rate * min(done / WARM_UP, (1 - done) / (1 - WARM_UP)))

    def learn(self, loss: torch.Tensor) -> None:
        """Take one step, and move the average along."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.step += 1
        kept = min(AVERAGE, self.step / (self.step + 10))
        for name, value in self.model.state_dict().items():
            self.average[name].lerp_(value, 1 - kept)

    def save(self) -> None:
        """Write the checkpoint, whole or not at all, and the averaged weights."""
        state: dict[str, Any] = {"step": self.step, "average": self.average, "model": self.model.state_dict()}
        state["optimiser"] = self.optimiser.state_dict()
        for path, content in ((self.checkpoint, state), (self.options.out / "model.pt", self.average)):
            torch.save(content, path.with_suffix(".new"))
            path.with_suffix(".new").replace(path)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="folder of a run whose weights are the start")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--steps", type=int, help="end after so many steps, the rate at nothing there")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    train(options)


def train(options: argparse.Namespace) -> None:
    """Run all epochs; print a line every 20 steps."""
    packed = open_weights()
    encoder, table = PairEncoder(Tokenizer(tokenizer_model(packed))), WordTable(packed)
    items = [item for path in options.examples for e in read_examples(path) if (item := item_of(e, encoder))]
    plan = [batch for epoch in range(options.epochs) for batch in batches(items, Random(options.seed + epoch))]
    plan = plan[: options.steps]
    tokens = sum(len(item.pair.ids) for item in items)
    print(f"{len(items):,} examples, {tokens:,} tokens, {len(plan):,} steps", flush=True)
    run = Run(options, len(plan))
    (options.out / "settings.json").write_text(json.dumps(vars(options), default=str, indent=1), encoding="utf-8")
    for line in _steps(run, table, plan):
        print(line, flush=True)
    run.save()


def _steps(run: Run, table: WordTable, plan: Sequence[list[Item]]) -> Iterator[str]:
    started = saved = time.monotonic()
    losses: list[float] = []
    first = run.step
    for batch in plan[first:]:
        loss = loss_of(run.model, table, batch, run.options.device)
        losses.append(float(loss.detach()))
        run.learn(loss)
        if run.step % 20 == 0:
            seconds = (time.monotonic() - started) / (run.step - first)
            left = seconds * (len(plan) - run.step) / 60
            recent = sum(losses[-50:]) / len(losses[-50:])
            yield f"step {run.step}/{len(plan)}, loss {recent:.3f}, {seconds:.2f} s a step, {left:.0f} min left"
        if time.monotonic() - saved > SAVE_SECONDS:
            run.save()
            saved = time.monotonic()


if __name__ == "__main__":
    main()
