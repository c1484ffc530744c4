"""Plots as SVG, drawn by hand: points with their intervals, and lines. 360 units wide, so that a phone shows them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, tostring

from qa.evaluation.markup import child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.evaluation.intervals import Estimate

WIDTH, HEIGHT = 360.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 38.0, 342.0, 12.0, 212.0
"""Where the field of a line plot ends."""

LINE = 19.0
"""Height of a line of text with its point."""

LABELS = 128.0
"""Where the field of a plot of points begins."""

COLOURS = 6
"""Classes `c0` to `c5` in page.css; further lines take them again, in another dash."""


@dataclass(frozen=True, slots=True)
class Line:
    """A named line; `stepped` where each value holds up to the next point's place."""

    name: str
    points: Sequence[tuple[float, float]]
    stepped: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """What is drawn along one side, from 0 to `end`; `ticks` are places and what they are called."""

    name: str
    end: float
    ticks: Sequence[tuple[float, str]]


def share_axis(name: str) -> Axis:
    """Return the axis of a share: 0 to 1."""
    return Axis(name, 1.0, [(tick / 4, f"{tick / 4:g}") for tick in range(5)])


def new_svg(parent: Element, title: str, height: float) -> Element:
    """Add an empty plot of full width and return it."""
    figure = child(parent, "figure")
    svg = child(figure, "svg", viewBox=f"0 0 {WIDTH:g} {height:g}", role="img", aria_label=title)
    child(svg, "title", title)
    return svg


def standalone(holder: Element) -> str:
    """Return the one plot that was added to an element as the text of an SVG file."""
    svg = holder.find("figure/svg")
    assert svg is not None  # there is one
    svg.set("xmlns", "http://www.w3.org/2000/svg")
    style = Element("style")
    style.text = files("qa.evaluation").joinpath("page.css").read_text(encoding="utf-8")
    svg.insert(0, style)
    return tostring(svg, encoding="unicode") + "\n"


def point_plot(parent: Element, title: str, rows: Sequence[tuple[str, Estimate | None]]) -> None:
    """Add a plot of shares, one named row each with its interval; a row without a share is a heading."""
    bottom = LINE * len(rows) + 4
    svg = new_svg(parent, title, bottom + LINE)
    scale = RIGHT - LABELS
    for tick, name in share_axis("").ticks:
        place = LABELS + scale * tick
        child(svg, "line", class_="grid", x1=place, x2=place, y1=0, y2=bottom)
        child(svg, "text", name, x=place, y=bottom + 13, text_anchor="middle")
    for number, (name, share) in enumerate(rows):
        middle = LINE * number + LINE / 2 + 2
        if share is None:
            child(svg, "text", name, class_="head", x=0, y=middle + 4)
            continue
        child(svg, "text", _short(name), x=LABELS - 6, y=middle + 4, text_anchor="end")
        if share.low is not None and share.high is not None:
            low, high = LABELS + scale * share.low, LABELS + scale * share.high
            child(svg, "line", class_="reach c0", x1=low, x2=high, y1=middle, y2=middle)
        dot = child(svg, "circle", class_="dot c0", cx=LABELS + scale * share.value, cy=middle, r=4)
        child(dot, "title", f"{name}: {share.value:.3f} ({share.questions})")


def line_plot(
    parent: Element,
    title: str,
    lines: Sequence[Line],
    across: Axis,
    up: Axis,
    marks: Sequence[tuple[float, float, str]] = (),
) -> None:
    """Add a plot of lines with a key below it; `marks` are points on them with what is said beside each."""
    named = [line for line in lines if line.name]
    svg = new_svg(parent, title, HEIGHT + LINE * ((len(named) + 1) // 2))
    _axes(svg, across, up)
    for number, line in enumerate(lines):
        places = [_place(point, across, up) for point in line.points]
        child(svg, "path", class_=f"line {_look(number)}", d=_path(places, line.stepped))
    for x, y, text in marks:
        left, top = _place((x, y), across, up)
        child(svg, "circle", class_="mark", cx=left, cy=top, r=5)
        anchor = "end" if left > (LEFT + RIGHT) / 2 else "start"
        child(svg, "text", text, class_="told", x=left + (-8 if anchor == "end" else 8), y=top + 16, text_anchor=anchor)
    for number, line in enumerate(named):
        left, top = LEFT + (number % 2) * (RIGHT - LEFT) / 2, HEIGHT + LINE * (number // 2)
        child(svg, "path", class_=f"line {_look(number)}", d=f"M{left:g} {top + 4:g}h22")
        child(svg, "text", _short(line.name), x=left + 27, y=top + 8)


def _axes(svg: Element, across: Axis, up: Axis) -> None:
    for value, name in across.ticks:
        left, _ = _place((value, 0), across, up)
        child(svg, "line", class_="grid", x1=left, x2=left, y1=TOP, y2=BOTTOM)
        child(svg, "text", name, x=left, y=BOTTOM + 14, text_anchor="middle")
    for value, name in up.ticks:
        _, top = _place((0, value), across, up)
        child(svg, "line", class_="grid", x1=LEFT, x2=RIGHT, y1=top, y2=top)
        child(svg, "text", name, x=LEFT - 5, y=top + 4, text_anchor="end")
    child(svg, "text", across.name, class_="axis", x=(LEFT + RIGHT) / 2, y=BOTTOM + 29, text_anchor="middle")
    middle = (TOP + BOTTOM) / 2
    child(
        svg, "text", up.name, class_="axis", x=9, y=middle, text_anchor="middle", transform=f"rotate(-90 9 {middle:g})"
    )


def _place(point: tuple[float, float], across: Axis, up: Axis) -> tuple[float, float]:
    x, y = point
    return LEFT + (RIGHT - LEFT) * x / across.end, BOTTOM - (BOTTOM - TOP) * y / up.end


def _path(places: Sequence[tuple[float, float]], stepped: bool) -> str:
    first, *others = places
    drawn = [f"M{first[0]:.1f} {first[1]:.1f}"]
    for left, top in others:
        drawn.append(f"H{left:.1f}V{top:.1f}" if stepped else f"L{left:.1f} {top:.1f}")
    return "".join(drawn)


def _look(number: int) -> str:
    return f"c{number % COLOURS}" + (" dashed" if number >= COLOURS else "")


def _short(name: str) -> str:
    """Return a name that fits: a Chinese character is as wide as two letters."""
    width, kept = 0, ""
    for character in name:
        width += 1 if character.isascii() else 2
        if width > 20:
            return kept + "…"
        kept += character
    return kept
