from __future__ import annotations

import re

import pytest
from lxml import html

from corpus.errors import ExportFileError
from qa.export import as_html
from qa.export.conversation import page_of
from qa.export.html import read_html
from qa.export.page import Role, shown
from tests.qa.kept import ANSWERS, CONVERSATION, HOSTILE

PAGE = as_html(CONVERSATION)
TREE = html.fromstring(PAGE)


def test_the_page_holds_no_element_but_ours():
    assert {element.tag for element in TREE.iter()} == {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "blockquote", "mark", "sup", "a",
        "ul", "li", "section", "ol", "br",
    }  # fmt: skip


def test_nothing_is_fetched_and_nothing_can_run():
    assert not TREE.xpath("//@src | //@onerror | //@style | //link | //script")
    assert all(link.startswith("#") for link in TREE.xpath("//@href"))
    assert "url(" not in PAGE
    assert "@import" not in PAGE
    (policy,) = TREE.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


def test_a_browsers_parser_shows_every_line_as_it_was_said():
    (main,) = TREE.xpath("//main")
    shown = ["".join(element.xpath("text() | mark/text()")) for element in main.xpath("(h1|h2|p|blockquote|ul/li)")]
    assert shown == [line.text for line in page_of(CONVERSATION).lines]
    notes = [tuple(note.xpath("text()")) for note in main.xpath("section/ol/li")]
    assert notes == [note.lines for note in page_of(CONVERSATION).notes]


def test_every_quote_and_its_note_lead_to_each_other():
    quotes, notes = TREE.xpath("//blockquote/sup/a"), TREE.xpath("//ol/li")
    assert len(quotes) == len(notes) == sum(len(answer.citations) for answer in ANSWERS)
    for number, (quote, note) in enumerate(zip(quotes, notes, strict=True), 1):
        assert (quote.text, quote.get("href"), quote.get("id")) == (str(number), f"#note-{number}", f"quote-{number}")
        assert (note.get("id"), note.find("a").get("href")) == (f"note-{number}", f"#quote-{number}")


def test_the_answering_words_are_marked():
    assert TREE.xpath("//blockquote/mark/text()")[:2] == ["120.5亿元", "4.2%"]


def test_the_page_is_drawn_for_dark_screens_and_for_paper_too():
    style = TREE.xpath("//style/text()")[0]
    assert "prefers-color-scheme: dark" in style
    assert "@media print" in style
    assert TREE.get("lang") == "zh"
    assert TREE.xpath("//title/text()") == ["报告问答：2021年甲县政府工作报告"]


def test_every_colour_of_the_page_can_be_read():
    """Text against paper, WCAG 2 contrast of at least 4.5, light, dark and in print."""
    style = TREE.xpath("//style/text()")[0]
    blocks = [
        dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    assert len(blocks) == 3
    for colours in blocks:
        for ink, paper in (("ink", "paper"), ("ink-soft", "paper"), ("seal", "paper"), ("ink", "marker")):
            assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper, colours)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("text", HOSTILE)
def test_no_question_becomes_an_element(text: str):
    assert any(heading.text.endswith(shown(text)) for heading in TREE.xpath("//h2"))


@pytest.mark.parametrize(
    "added",
    ["<script>document.title = 1</script>", '<p style="display:none">藏</p>', "<p hidden>藏</p>", "<iframe></iframe>",
     '<p onclick="x()">一</p>', "<template>藏</template>", "<div>一</div>", "<svg></svg>", "<p", "<", "<!-- <p> -->",
     "<![CDATA[x]]>", "<?php ?>", "<a" * 100_000],
)  # fmt: skip
def test_a_page_that_could_show_something_else_than_it_says_is_not_read(added: str):
    with pytest.raises(ExportFileError, match="which no export does"):
        read_html(PAGE.replace("</main>", f"{added}</main>"))


def test_notes_count_as_a_browser_numbers_them_not_by_their_ids():
    moved = PAGE.replace('id="note-1"', 'id="note-x"').replace('id="note-2"', 'id="note-1"')
    assert read_html(moved).notes == page_of(CONVERSATION).notes


def test_the_number_that_people_see_says_which_note_a_quote_has():
    other = PAGE.replace('href="#note-1">1<', 'href="#note-1">2<')
    quotes = [line for line in read_html(other).lines if line.role is Role.QUOTE]
    assert [line.notes for line in quotes[:3]] == [(2,), (2,), (3,)]


def test_a_page_that_ends_in_the_middle_gives_what_it_has():
    half = read_html(PAGE[: PAGE.index("</blockquote>")])
    assert half.lines == page_of(CONVERSATION).lines[: len(half.lines)]
    assert half.notes == ()
