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


def word_item(mark: str, level: int, text: str) -> str:
    return (
        f'<p class="MsoListParagraph" style="text-indent:-18.0pt;mso-list:l0 level{level} lfo1"><![if !supportLists]>'
        f'<span style="font-family:Symbol">{mark}<span style="font:7.0pt">&nbsp;&nbsp; </span></span><![endif]>{text}</p>\n'
    )


def test_paragraphs_that_word_calls_list_items_are_lists():
    rows = [("·", 1, "Wall"), ("o", 2, "Stone"), ("o", 2, "<b>Sand</b>"), ("·", 1, "Pier")]
    later = word_item("3.", 1, "Cod") + word_item("4.", 1, "Eel")
    found = told("".join(word_item(*row) for row in rows) + story(1) + later)
    bullets, numbers = (block for block in found.blocks if isinstance(block, Listing))
    assert [item.prose.text for item in bullets.items] == ["Wall", "Pier"]
    inner = next(block for block in bullets.items[0].blocks if isinstance(block, Listing))
    assert [item.prose.text for item in inner.items] == ["Stone", "Sand"]
    assert (numbers.ordered, numbers.start) == (True, 3)
    assert [item.prose.text for item in numbers.items] == ["Cod", "Eel"]


def test_what_word_calls_an_item_without_a_bullet_typed_out_keeps_its_words():
    bare = '<p style="mso-list:l0 level1 lfo1"><span>I</span> came</p><p style="mso-list:l0 level1 lfo1"><span>1.2. </span>Sea</p>'
    text = words(told(bare + word_item("·", 1, "Wall") + "and more" + word_item("b)", 1, "Pier")))
    assert all(part in text for part in ("I came", "1.2. Sea", "Wall", "and more", "Pier"))
