"""Definition lists are terms with what defines them; pictures in tables are named and linked in their cells."""

from __future__ import annotations

from small_pages import article, page, story, words

from termread.article import Listing, Mark, Paragraph, Table


def told(middle: str):
    return article(page(f"<article>{story(3)}{middle}{story(3)}</article>"))


def test_a_definition_stands_below_its_term():
    found = told("<dl><dt>Bow</dt><dd>Its front</dd><dd>Also: stem</dd><dt>Stern</dt><dd><p>Its back</p></dd></dl>")
    listing = next(block for block in found.blocks if isinstance(block, Listing))
    terms = [
        (item.prose.text, [b.prose.text for b in item.blocks if isinstance(b, Paragraph)]) for item in listing.items
    ]
    assert terms == [("Bow", ["Its front", "Also: stem"]), ("Stern", ["Its back"])]
    assert listing.items[0].prose.marks == (Mark(0, 3, "strong"),)


def test_a_list_of_definitions_without_terms_loses_none():
    found = told("<dl><dd>Oars for two</dd><dd>A rope</dd></dl>")
    assert "Oars for two" in words(found)
    assert "A rope" in words(found)


def test_a_picture_in_a_cell_is_its_words_linked_to_it():
    found = told(
        "<table><tr><td>Kind</td><td>Plan</td></tr><tr><td>Old</td>"
        '<td><img src="/o.png" alt="Old pier" width="100" height="90"></td></tr>'
        '<tr><td>New</td><td><img src="/n.png?w=9" width="100" height="90"></td></tr></table>'
    )
    table = next(block for block in found.blocks if isinstance(block, Table))
    cells = [row[1].prose for row in table.rows]
    assert [cell.text for cell in cells] == ["Plan", "Old pier", "n.png"]
    assert [mark.href for mark in cells[1].marks] == ["https://news.example.com/o.png"]


def test_the_words_beside_a_picture_in_a_row_stay_in_their_cell():
    rows = "<tr><th>Flag</th><th>Land</th></tr><tr><td><img src='https://img.example.com/d.png' alt='A cross'></td><td>Denmark</td></tr>"
    table = next(
        block
        for block in article(page(story(3) + f"<table>{rows}</table>" + story(3))).blocks
        if isinstance(block, Table)
    )
    assert [cell.prose.text for cell in table.rows[1]] == ["A cross", "Denmark"]


def test_a_list_of_tasks_shows_which_are_done_and_a_form_shows_no_boxes():
    done, todo, asked = (
        f'<li><input type="checkbox" {which}> {name}</li>'
        for which, name in (("disabled checked", "Ask"), ("disabled", "Dig"), ('name="mail" checked', "Send me mail"))
    )
    found = told(f'<ul class="contains-task-list">{done}{todo}{asked}</ul>')
    listing = next(block for block in found.blocks if isinstance(block, Listing))
    assert [item.prose.text for item in listing.items] == ["☑ Ask", "☐ Dig", "Send me mail"]
