"""Averages the weights of runs: `python -m training.average FOLDER FOLDER --shares 0.4 0.6 --out FOLDER`.

Runs that began from one another lie in one valley, and a point between them often does better than either (Wortsman et
al., Model soups, 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def averaged(states: Sequence[Mapping[str, torch.Tensor]], shares: Sequence[float]) -> dict[str, torch.Tensor]:
    """Return the weighted mean of states of one shape; shares are scaled to a sum of 1.

    Raises ValueError where there is not one share a state.
    """
    if len(states) != len(shares) or sum(shares) <= 0:
        raise ValueError(f"{len(states)} runs need as many shares above 0, not {list(shares)}")
    parts = [share / sum(shares) for share in shares]
    return {
        name: sum((part * state[name] for part, state in zip(parts, states, strict=True)), torch.zeros(()))
        for name in states[0]
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the averaged weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--shares", nargs="+", type=float, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    states = [torch.load(folder / "model.pt") for folder in options.folders]
    torch.save(averaged(states, options.shares), options.out / "model.pt")


if __name__ == "__main__":
    main()
