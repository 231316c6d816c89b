"""What a page writes in a roundabout way is read as what it stands for."""

from __future__ import annotations

import pytest
from small_pages import SENTENCES, article, page, story, words

from termread.article import Figure
from termread.parse.page.normalize import render_shortcodes
from termread.write.markdown import write_markdown


@pytest.mark.parametrize(
    ("calls", "rows"),
    [
        ("<sup>[1]</sup> and the keel<sup>[2]</sup>", "<tr><th>1</th><td>{}</td></tr><tr><th>2</th><td>{}</td></tr>"),
        (
            "<sup><a href=#n1>1</a></sup> and the keel<sup><a href=#n2>2</a></sup>",
            "<tr id=n1><td>1.</td><td>{}</td></tr><tr id=n2><td>2.</td><td>{}</td></tr>",
        ),
    ],
)
def test_notes_in_the_rows_of_a_table_are_footnotes(calls: str, rows: str):
    table = rows.format("Seen in May by the engineer.", "Laid in the yard of the town.")
    text = [f"<p>{sentence}</p>" for sentence in SENTENCES]
    found = article(page(f"{text[0]}<p>The hull{calls} held.</p>{''.join(text[1:])}<table class=notes>{table}</table>"))
    said = write_markdown(found)
    assert "The hull[^1] and the keel[^2] held." in said
    assert "[^1]: Seen in May by the engineer.\n\n[^2]: Laid in the yard of the town." in said


def test_a_table_of_ranks_stays_a_table():
    rows = "".join(f"<tr><td>{n}</td><td>{name}</td></tr>" for n, name in enumerate(("Town", "City", "Port"), 1))
    found = article(page(f"{story(3)}<table>{rows}</table>{story(3)}"))
    assert any(type(block).__name__ == "Table" for block in found.blocks)


def test_codes_that_wordpress_left_are_what_they_stand_for():
    markup = (
        '<p>[caption id="a1" width="300"]<img src="https://img.example.com/f.jpg" alt="Boat"> The <em>old</em> boat[/caption]</p>'
        '<p>[gallery ids="1,2"]</p><p>Write <code>[gallery]</code> where the pictures go, she said.</p>'
    )
    found = article(page(story(3) + markup + story(3)))
    figure = next(block for block in found.blocks if isinstance(block, Figure))
    assert figure.caption is not None
    assert figure.caption.text == "The old boat"
    assert "Write [gallery] where" in words(found)
    assert "[caption" not in words(found)
    assert "ids=" not in words(found)


@pytest.mark.parametrize("piece", ["[caption]<img ", "[caption", ">[gallery ", "[caption]<a "])
def test_codes_that_never_end_are_left_as_they_are(piece: str):
    text = piece * 20_000 + "[/"
    assert render_shortcodes(text) == text


@pytest.mark.parametrize(
    "markup",
    [
        "<div role=tablist><button role=tab id=t1>By day</button><button role=tab id=t2>By night</button></div>"
        "<div role=tabpanel aria-labelledby=t1><p>{}</p></div><div role=tabpanel aria-labelledby=t2 hidden><p>{}</p></div>",
        "<ul role=tablist><li role=tab>By day</li><li role=tab>By night</li></ul><div><div role=tabpanel><p>{}</p></div>"
        "<div role=tabpanel hidden><p>{}</p></div></div>",
        "<ul class=nav-tabs><li><a href=#d>By day</a></li><li><a href=#n>By night</a></li></ul><div class=tab-content>"
        "<div class='tab-pane active' id=d><p>{}</p></div><div class=tab-pane id=n><p>{}</p></div></div>",
    ],
)
def test_the_name_of_a_tab_heads_its_panel(markup: str):
    panels = markup.format("The ferry runs each half hour from the quay.", "It runs each hour, and stops for tea.")
    found = words(article(page(story(3) + f"<div class=tabs>{panels}</div>" + story(3))))
    assert "By day\nThe ferry runs each half hour from the quay.\nBy night\nIt runs each hour" in found


def test_tabs_inside_tabs_are_read():
    inner = "<div role=tabpanel id=b><p>The ferry runs each half hour from the quay.</p></div>"
    markup = f"<a href=#a>Now <span>{inner}</span></a><a href=#b>Then</a><div role=tabpanel id=a>{inner}</div>"
    assert "The ferry runs each half hour" in words(article(page(story(3) + markup + story(3))))


def test_the_caption_of_a_quotation_is_its_source():
    figure = "<figure><blockquote><p>We stay where we are.</p></blockquote><figcaption>— A clerk</figcaption></figure>"
    found = write_markdown(article(page(story(3) + figure + story(3))))
    assert "> We stay where we are.\n>\n> — A clerk\n" in found
