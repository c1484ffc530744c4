"""The one place where text becomes HTML: what is not `Html` already is escaped as it becomes a child.

What a browser would obey all the same, such as marks that turn the reading direction round, is shown as �.
"""

from __future__ import annotations

from html import escape

from corpus.text import encodable, inert


class Html(str):
    """A string that is HTML; made only by `element` and `fragment`."""

    __slots__ = ()


def fragment(*children: str) -> Html:
    """Return the children one after another: `Html` as it is, any other text escaped."""
    return Html("".join(child if isinstance(child, Html) else _text(child) for child in children))


def element(tag: str, *children: str, **attributes: str | int | bool | None) -> Html:
    """Return `<tag …>children</tag>`, children and attribute values escaped.

    `class_` stands for class and `data_turn` for data-turn; an attribute that is None or False is left out,
    one that is True stands without a value.
    """
    pairs = []
    for name, value in attributes.items():
        key = name.rstrip("_").replace("_", "-")
        if value is True:
            pairs.append(f" {key}")
        elif value is not None and value is not False:
            pairs.append(f' {key}="{_text(str(value))}"')
    return Html(f"<{tag}{''.join(pairs)}>{fragment(*children)}</{tag}>")


def _text(text: str) -> str:
    return escape(inert(encodable(text)))
