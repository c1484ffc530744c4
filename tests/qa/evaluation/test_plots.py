from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from qa.evaluation.intervals import Estimate
from qa.evaluation.plots import BOTTOM, LABELS, LEFT, RIGHT, TOP, WIDTH, Line, line_plot, point_plot, share_axis


def drawn(*lines: Line) -> list[str]:
    root = Element("main")
    line_plot(root, "a plot", lines, share_axis("x"), share_axis("y"))
    return [path.get("d", "") for path in root.iter("path")]


def test_a_line_goes_through_its_points():
    path = drawn(Line("", [(0, 0), (0.5, 1), (1, 0.5)]))[0]
    middle = (LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2
    assert path == f"M{LEFT:.1f} {BOTTOM:.1f}L{middle[0]:.1f} {TOP:.1f}L{RIGHT:.1f} {middle[1]:.1f}"


def test_a_stepped_line_holds_its_value_up_to_the_next_point():
    assert drawn(Line("", [(0, 0), (1, 1)], stepped=True))[0] == f"M{LEFT:.1f} {BOTTOM:.1f}H{RIGHT:.1f}V{TOP:.1f}"


def test_every_named_line_stands_in_the_key_and_none_looks_like_another():
    root = Element("main")
    names = [f"set {number}" for number in range(12)]
    line_plot(root, "t", [Line(name, [(0, 0), (1, 1)]) for name in names], share_axis("x"), share_axis("y"))
    assert [text.text for text in root.iter("text")][-12:] == names
    looks = [path.get("class") for path in root.iter("path")]
    assert len(set(looks)) == 12


@pytest.mark.parametrize(("x", "anchor"), [(0.1, "start"), (0.9, "end")])
def test_what_is_said_beside_a_mark_stays_in_the_plot(x: float, anchor: str):
    root = Element("main")
    line_plot(root, "t", [], share_axis("x"), share_axis("y"), [(x, 0.5, "in use")])
    (told,) = [text for text in root.iter("text") if text.get("class") == "told"]
    assert told.get("text-anchor") == anchor


def test_a_point_stands_where_its_share_is_and_its_interval_around_it():
    root = Element("main")
    rows = [("sets", None), ("facts", Estimate(0.5, 0.25, 1.0, 40)), ("alone", Estimate(1.0, None, None, 1))]
    point_plot(root, "t", rows)
    reach = [line for line in root.iter("line") if line.get("class") == "reach c0"]
    assert [(line.get("x1"), line.get("x2")) for line in reach] == [
        (f"{LABELS + (RIGHT - LABELS) / 4:.5g}", f"{RIGHT:.5g}")
    ]
    assert [float(dot.get("cx", "")) for dot in root.iter("circle")] == [(LABELS + RIGHT) / 2, RIGHT]
    assert all(0 <= float(value) <= WIDTH for dot in root.iter("circle") for value in (dot.get("cx", ""),))


def test_a_long_name_is_cut_where_it_would_not_fit():
    root = Element("main")
    point_plot(root, "t", [("很长很长的一个问题集的名字啊", Estimate(0.5, None, None, 1))])
    names = [text.text or "" for text in root.iter("text") if re.search("[\u4e00-\u9fff]", text.text or "")]
    assert names == ["很长很长的一个问题集…"]
