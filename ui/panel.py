"""What every tab of the page is to the shell, and the few things that all of them use of Gradio."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from ui.markup import Html, element

if TYPE_CHECKING:
    import gradio as gr

    from ui.words import Language

Changes = dict[Any, Any]
"""What an event changes: Gradio components and their new values."""

QUIET = {"show_progress": "hidden", "api_visibility": "private"}
"""How every event is bound: no veil over what is being read, no endpoint for other programs."""

PLAIN = {"apply_default_css": False}
"""How every `gr.HTML` is made: its looks come from `ui/static`, not from Gradio's prose."""


class Panel(Protocol):
    """One tab; made inside the open `gr.Tab`, where it makes its components without words."""

    def wire(self, language: gr.State, /) -> None:
        """Bind its own events; `language` holds the visitor's `Language` and may be an input of any of them."""

    def redraw(self, language: Language, /) -> Changes:
        """Return all of its components as they stand in a language; asked for at load and when the language changes."""


def static_text(name: str) -> str:
    """Return a file of `ui/static`."""
    return files("ui").joinpath("static", name).read_text(encoding="utf-8")


def script(*names: str) -> str:
    """Return scripts of `ui/static` as one, in which the later ones use what the earlier ones define."""
    return "\n".join(static_text(name) for name in names)


def request_html(words: str, request_id: str) -> Html:
    """Draw under which id the server's log has what failed; `words` say what `{id}` is."""
    return element("small", words.format(id=request_id), class_="request")


def telling(name: str) -> str:
    """Return a script that tells the page of something: of a failure, of which Gradio says no more than that it was."""
    return f'() => document.dispatchEvent(new CustomEvent("report-qa:{name}"))'


def styles() -> str:
    """Return all style sheets of `ui/static` as one: `base.css`, which names the colours, first, then by name."""
    sheets = [entry.name for entry in files("ui").joinpath("static").iterdir() if entry.name.endswith(".css")]
    return "\n".join(static_text(name) for name in sorted(sheets, key=lambda name: (name != "base.css", name)))
