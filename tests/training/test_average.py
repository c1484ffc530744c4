from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch  # noqa: TID253  # no start-up here: training is made of it

from training.average import averaged, main

if TYPE_CHECKING:
    from pathlib import Path

ONE = {"weight": torch.tensor([[0.0, 4.0]]), "bias": torch.tensor([1.0])}
OTHER = {"weight": torch.tensor([[10.0, 8.0]]), "bias": torch.tensor([3.0])}


def test_weights_lie_between_the_runs_by_their_shares():
    between = averaged([ONE, OTHER], [1, 3])
    assert torch.allclose(between["weight"], torch.tensor([[7.5, 7.0]]))
    assert torch.allclose(between["bias"], torch.tensor([2.5]))


@pytest.mark.parametrize("shares", [[1.0], [1.0, 1.0, 1.0], [0.0, 0.0]])
def test_shares_that_do_not_fit_are_refused(shares: list[float]):
    with pytest.raises(ValueError, match="2 runs need as many shares above 0"):
        averaged([ONE, OTHER], shares)


def test_the_command_writes_a_run_that_others_can_open(tmp_path: Path):
    for name, state in (("a", ONE), ("b", OTHER)):
        (tmp_path / name).mkdir()
        torch.save(state, tmp_path / name / "model.pt")
    main([str(tmp_path / "a"), str(tmp_path / "b"), "--shares", "0.5", "0.5", "--out", str(tmp_path / "both")])
    assert torch.load(tmp_path / "both" / "model.pt")["bias"].tolist() == [2.0]
