"""Every kind of block, read off a small page."""

from __future__ import annotations

from small_pages import article, kinds, page, story

from termread.article import Code, Embed, Entry, Figure, Gallery, Heading, Listing, Note, Quote, Rule, Table


def first(found, kind):
    return next(block for block in found.blocks if isinstance(block, kind))


def test_nested_lists_keep_their_order_and_number():
    found = article(
        page(
            f"<div>{story(4)}<ol start=3><li>One<ul><li>a</li><li>b</li></ul></li><li>Two</li></ol>{story(2, 'p')}</div>"
        )
    )
    listing = first(found, Listing)
    assert (listing.ordered, listing.start) == (True, 3)
    assert [item.prose.text for item in listing.items] == ["One", "Two"]
    assert [item.prose.text for item in listing.items[0].blocks[0].items] == ["a", "b"]


def test_a_quote_keeps_its_cite():
    quote = first(
        article(
            page(
                f"<div>{story(4)}<blockquote><p>We race no more, and we sleep.</p><cite>A foreman</cite></blockquote></div>"
            )
        ),
        Quote,
    )
    assert quote.cite == "A foreman"
    assert quote.blocks[0].prose.text == "We race no more, and we sleep."


def test_spanned_cells_leave_empty_places():
    table = "<table><tr><th>Town</th><th colspan=2>Votes</th></tr><tr><td rowspan=2>Ford</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    found = first(article(page(f"<div>{story(4)}{table}</div>")), Table)
    assert [[cell.prose.text for cell in row] for row in found.rows] == [
        ["Town", "Votes", ""],
        ["Ford", "1", "2"],
        ["", "3", "4"],
    ]
    assert [cell.header for cell in found.rows[0]] == [True, True, False]


def test_a_span_without_end_is_clamped():
    table = '<table><tr><td colspan="99999">a</td><td>b</td></tr><tr><td>c</td><td rowspan="99999">d</td></tr></table>'
    assert max(len(row) for row in first(article(page(f"<div>{story(4)}{table}</div>")), Table).rows) <= 102


def test_a_layout_table_is_dissolved():
    found = article(page(f"<table><tr><td>Menu</td><td>{story(6)}</td></tr></table>"))
    assert set(kinds(found)) == {"paragraph"}


def test_code_keeps_its_spaces():
    code = first(
        article(page(f'<div>{story(4)}<pre><code class="language-python">if a:\n    b()</code></pre></div>')), Code
    )
    assert (code.text, code.language) == ("if a:\n    b()", "python")


def test_marks_are_absolute_and_in_order():
    text = "<p>She said <b>no</b>, <i>twice</i>, in <a href='/vote?x=1'>the vote</a> of H<sub>2</sub>O and x<sup>2</sup>, which was long enough.</p>"
    found = article(page(f"<div>{text}{story(4)}</div>")).blocks[0].prose
    marked = [(found.text[m.start : m.end], m.style, m.href) for m in found.marks]
    assert marked == [
        ("no", "strong", None),
        ("twice", "emphasis", None),
        ("the vote", "link", "https://news.example.com/vote?x=1"),
        ("2", "sub", None),
        ("2", "sup", None),
    ]


def test_a_link_that_runs_a_script_is_no_link():
    found = article(
        page(
            f"<div><p>It was <a href='javascript:alert(1)'>a trap</a> for the unwary, said those who had set it.</p>{story(4)}</div>"
        )
    )
    assert found.blocks[0].prose.marks == ()


def test_a_link_through_a_redirect_leads_straight_to_its_target():
    def href(address):
        found = article(page(f'{story(3)}<p>See <a href="{address}">the report</a> of the engineers.</p>{story(3)}'))
        return next(mark.href for block in found.blocks for mark in block.prose.marks)

    assert href("https://go.example.com/url?q=https://example.com/r%3Fa%3D1&amp;sa=D") == "https://example.com/r?a=1"
    assert href("/redirect?to=9&amp;url=https%3A%2F%2Fexample.com%2Fr") == "https://example.com/r"
    shared = "https://go.example.com/share?url=https://example.com/r"
    assert href(shared) == shared


def test_names_that_links_call_are_anchors():
    found = article(
        page(
            f"<div><p>See <a href='#end'>the end</a> of this story about the bridge, the pier and the ferry.</p>{story(3)}<h2 id=end>The end</h2>{story(2)}</div>"
        )
    )
    anchor = found.anchors[0]
    assert anchor.name == "end"
    assert isinstance(found.blocks[anchor.place.block], Heading)


def test_headings_begin_at_two():
    found = article(page(f"<div>{story(2)}<h3>One</h3>{story(2)}<h4>Two</h4>{story(2)}</div>"))
    assert [block.level for block in found.blocks if isinstance(block, Heading)] == [2, 3]


def test_a_bold_line_alone_is_a_heading():
    found = article(page(f"<div>{story(3)}<p><strong>What happens next</strong></p>{story(3)}</div>"))
    assert Heading in map(type, found.blocks)


def test_a_gallery_is_one_block():
    slides = "".join(
        f'<figure><img src="/{n}.jpg" width=800><figcaption>Slide number {n} of the bridge</figcaption></figure>'
        for n in range(3)
    )
    gallery = first(article(page(f"<div>{story(4)}<div class=gallery>{slides}</div>{story(2)}</div>")), Gallery)
    assert [figure.caption.text for figure in gallery.figures] == [f"Slide number {n} of the bridge" for n in range(3)]


def test_posts_and_frames_are_embeds():
    post = '<blockquote class="twitter-tweet"><p>The bridge stays.</p>&mdash; Town <a href="https://twitter.com/town/status/1">May 4</a></blockquote>'
    frame = '<iframe src="https://www.youtube.com/embed/abc" title="The vote"></iframe>'
    found = [
        block
        for block in article(page(f"<div>{story(3)}{post}{frame}{story(3)}</div>")).blocks
        if isinstance(block, Embed)
    ]
    assert [(embed.provider, embed.url) for embed in found] == [
        ("x", "https://twitter.com/town/status/1"),
        ("youtube", "https://www.youtube.com/embed/abc"),
    ]
    assert "The bridge stays." in found[0].text


def test_a_rule_is_a_rule():
    assert Rule in map(type, article(page(f"<div>{story(3)}<hr>{story(3)}</div>")).blocks)


def test_an_empty_separator_is_a_rule_unless_it_parts_columns_or_can_be_moved():
    def rules(attributes):
        found = article(page(f"{story(3)}<div role=separator {attributes}></div>{story(3)}"))
        return kinds(found).count("rule")

    assert rules("") == 1
    assert rules("aria-orientation=vertical") == rules("aria-valuenow=50") == 0


def test_a_box_of_facts_is_a_note():
    box = "<aside class=factbox><h3>The bridge</h3><p>Built in 1871 of local stone, it has five piers and one toll house.</p></aside>"
    note = first(article(page(f"<div>{story(3)}{box}{story(3)}</div>")), Note)
    assert note.kind == "info"


def test_entries_of_a_live_blog_keep_the_pages_order():
    entries = "".join(
        f'<article class="live-entry"><time datetime="2025-01-12T0{hour}:00:00Z">0{hour}:00</time><h2>At {hour}</h2>{story(2)}{hour}</article>'
        for hour in (9, 8, 7)
    )
    found = article(page(f"<div class=liveblog>{entries}</div>"))
    times = [block.time for block in found.blocks if isinstance(block, Entry)]
    assert times == [f"2025-01-12T0{hour}:00:00Z" for hour in (9, 8, 7)]
    assert [notice.code for notice in found.notices] == ["live"]


def test_a_figure_drawn_by_a_script_keeps_its_caption():
    figure = first(
        article(
            page(
                f"<div>{story(3)}<figure><div></div><figcaption>The bridge at dusk. (Photo: Example)</figcaption></figure>{story(3)}</div>"
            )
        ),
        Figure,
    )
    assert (figure.caption.text, figure.credit) == ("The bridge at dusk.", "Example")


def test_two_breaks_part_paragraphs_and_one_breaks_the_line():
    found = article(
        page(
            "<div>"
            + "<br><br>".join(
                f"{n}. The first line of it, which goes on for a while<br>and then a second one." for n in range(4)
            )
            + "</div>"
        )
    )
    assert kinds(found) == ["paragraph"] * 4
    assert "\n" in found.blocks[0].prose.text


def test_short_lines_of_one_make_between_paragraphs_are_headings():
    parts = "".join(f'{story(2)}<p class="interline">What part {n} of it says</p>' for n in range(3))
    found = article(page(f"<div>{parts}{story(2)}</div>"))
    assert sum(isinstance(block, Heading) for block in found.blocks) == 3
