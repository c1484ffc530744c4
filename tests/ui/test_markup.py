from __future__ import annotations

from ui.markup import Html, element, fragment


def test_text_is_escaped_and_html_is_not():
    bold = element("b", "1 < 2 & 3")
    assert element("p", bold, "<i>") == "<p><b>1 &lt; 2 &amp; 3</b>&lt;i&gt;</p>"


def test_an_attribute_cannot_be_broken_out_of():
    assert element("a", title='"><script>') == '<a title="&quot;&gt;&lt;script&gt;"></a>'


def test_attribute_names_lose_the_underscore_and_empty_ones_are_left_out():
    drawn = element("button", class_="chip", data_turn=0, hidden=True, title=None, disabled=False)
    assert drawn == '<button class="chip" data-turn="0" hidden></button>'


def test_joining_html_with_text_makes_text_that_is_escaped_again():
    assert fragment(element("b", "x") + "<") == "&lt;b&gt;x&lt;/b&gt;&lt;"
    assert isinstance(fragment("x"), Html)
