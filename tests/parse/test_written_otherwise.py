"""What is told from the story by its shape and not by its words, so that it holds in any language."""

from __future__ import annotations

from small_pages import article, page, story, words

from termread.article import Footnotes, Listing, Note

SENTENCE = "The bridge stays open until the ice has gone from the river, and that may be long."
PROMPT = "<p>Every second Sunday, answers to the questions of our readers, honest and close at hand.</p>"


def cut_for(found, reason: str) -> str:
    return "\n".join(cut.text for cut in found.cut if cut.reason == reason)


def test_a_page_that_is_one_form_keeps_its_story():
    found = article(page(f"<div><input type=email>{story(8)}</div>"))
    assert words(found).count("\n") >= 7


def test_lines_in_italics_below_the_story_are_a_note():
    found = article(page(f"<div>{story(8)}<p><em>Mit Berichten aus der ganzen Provinz.</em></p></div>"))
    last = found.blocks[-1]
    assert isinstance(last, Note)
    assert last.kind == "editor"


def test_a_quotation_in_italics_that_ends_the_story_is_its_own():
    found = article(page(f"<div>{story(8)}<p><em>“The bridge will be there when we are not.”</em></p></div>"))
    assert not isinstance(found.blocks[-1], Note)


def test_a_story_in_italics_has_no_lines_of_the_desk():
    slanted = story(8).replace("<p>", "<p><em>").replace("</p>", "</em></p>")
    found = article(page(f"<div>{slanted}</div>"))
    assert not any(isinstance(block, Note) for block in found.blocks)


def test_a_paragraph_with_the_writers_name_below_the_story_is_a_note():
    head = '<meta name="author" content="Noor Halden">'
    found = article(page(f"<div>{story(8)}<p>Noor Halden ist Reporterin im Norden des Landes.</p></div>", head=head))
    last = found.blocks[-1]
    assert isinstance(last, Note)
    assert last.kind == "contributor"


def test_a_list_of_sources_stays():
    items = "".join(
        f'<li>Council paper {n}: <a href="/p/{n}">https://example.com/papers/{n}</a></li>' for n in range(3)
    )
    found = article(page(f"<div>{story(4)}<ul>{items}</ul>{story(4)}</div>"))
    assert any(isinstance(block, Listing) for block in found.blocks)


def test_posts_nested_by_open_tags_are_other_posts():
    main = f'<article class="post hentry"><h1>Bridge stays open</h1>{story(4)}'
    others = "".join(f'<article class="post hentry"><h3>Another post {n}</h3>{story(3)}' for n in range(3))
    text = page(main + others).replace("<body><h1>Bridge stays open</h1>", "<body>")
    found = article(text)
    assert "Another post 1" in cut_for(found, "related")
    assert words(found).count("\n") == 3


def test_parts_of_a_story_in_articles_of_their_own_stay():
    parts = "".join(f'<article class="part">{story(3)}</article>' for _ in range(4))
    found = article(page(f"<main>{parts}</main>"))
    assert words(found).count("\n") == 11


def test_a_headline_for_screen_readers_does_not_open_the_story():
    menu = "<ul>" + "".join(f"<li><a href='/{n}'>Part {n}</a></li>" for n in range(6)) + "</ul>"
    text = page(
        f'<div style="display:none"><h1>Bridge stays open</h1></div><div>{menu}<div><h1>Bridge stays open</h1><div>{story(8)}</div></div></div>'
    )
    found = article(text.replace("<body><h1>Bridge stays open</h1>", "<body>"))
    assert "Part 3" not in words(found)


def test_a_caption_said_again_far_from_its_picture_is_said_once():
    caption = "Egg crates stand on the quay of the old town before the first ferry of the year."
    figure = f'<figure><img src="/a.jpg"><figcaption>{caption}</figcaption></figure>'
    again = f'<div class="full">{caption}</div>'
    found = article(page(f"<div>{figure}{story(9)}{again}{story(2)}</div>"))
    assert words(found).count("Egg crates") == 1


def test_a_rail_by_name_inside_the_story_is_not_taken_back():
    rail = '<div class="rail"><div><h3>Heads of the day</h3><div>Andrew dances in pictures that were dug up today.</div></div></div>'
    found = article(page(f"<div>{story(4)}{rail}{story(4)}</div>"))
    assert "Heads of the day" not in words(found)


def test_a_linked_sentence_of_the_story_is_kept():
    sentence = '<p><a href="/s/1">It also plans the crossings of the winter and carries them out together.</a></p>'
    found = article(page(f"<div>{story(4)}{sentence}{story(4)}</div>"))
    assert "plans the crossings" in words(found)


def test_a_story_in_a_footer_is_kept():
    found = article(page(f"<footer>{story(8)}</footer>"))
    assert words(found).count("\n") == 7


def test_teasers_before_a_headline_of_the_second_level_are_left_out():
    items = "".join(
        f'<li><a href="/s/{n}">Pilots of the {n}th district would not sail</a> WASHINGTON: They said so on Friday, '
        f"after a night in which the wind had not once turned to the north.</li>"
        for n in range(8)
    )
    text = page(
        f"<div><ul>{items}</ul><ul>{items}</ul><div><h2>Bridge stays open</h2><div>{story(6)}</div></div></div>"
    )
    found = article(text.replace("<body><h1>Bridge stays open</h1>", "<body>"))
    assert "Pilots of the" not in words(found)
    assert words(found).count("\n") == 5


def test_a_gallery_in_a_gallery_shows_its_pictures():
    slides = "".join(
        f'<figure><img src="/{n}.jpg"><figcaption>Crates on quay {n}</figcaption></figure>' for n in range(3)
    )
    gallery = f'<div class="gallery"><div class="count">3</div><div class="gallery-slider">{slides}</div></div>'
    found = article(page(f"<div>{story(4)}{gallery}{story(4)}</div>"))
    assert "Crates on quay 2" in str(found.blocks)


def test_the_words_under_a_video_are_its_own():
    video = '<figure><iframe src="https://www.youtube.com/embed/x"></iframe><figcaption>The ice goes out.</figcaption></figure>'
    found = article(page(f"<div>{story(4)}{video}{story(4)}</div>"))
    assert "The ice goes out." in str(found.blocks)


def comments(count: int, *, reply: str = "Antworten") -> str:
    return "".join(
        f'<li class="qx-{n}"><div>Anna {n} sagt:</div><div>{n + 1}.5.2024 um 10:1{n}</div><p>Die Bruecke ist die Nummer {n} fuer mich, und das '
        f"bleibt sie auch im Winter.</p><div><a href='#r{n}'>{reply}</a></div></li>"
        for n in range(count)
    )


def test_a_page_that_is_one_thread_keeps_it():
    found = article(page(f"<div><p>{SENTENCE}</p><ol>{comments(9)}</ol></div>"))
    assert "Nummer 5" in words(found)


def test_networks_in_a_list_of_other_things_stay():
    row = "".join(f"<li>{name}</li>" for name in ("Facebook", "Owned by Meta", "Twitter", "Owned by others", "Fax"))
    found = article(page(f"<div>{story(5)}<ul>{row}</ul>{story(5)}</div>"))
    assert "Twitter" in words(found)


def linked_part(text: str) -> str:
    return (
        f'<div class="pqo"><h3><a href="/s/9">The shape that cannot pass through itself</a></h3><div>{text}</div></div>'
    )


def test_a_part_under_a_linked_heading_stays():
    text = "It was found in a drawer of the town hall, and it has not been put back since it was found. " * 4
    found = article(page(f"<div>{story(20)}{linked_part(text)}{story(14)}</div>"))
    assert "found in a drawer" in words(found)
    assert "The shape" in words(found)


def test_a_box_called_the_body_is_no_note():
    body = '<div class="entry-content-textbox"><p>The bridge stays open until the ice has gone, and then the work begins.</p></div>'
    teasers_ = "".join(
        f'<div class="feature"><div class="textwidget">Guide {n} to the parks and what they hold.</div></div>'
        for n in range(3)
    )
    found = article(page(f'<div class="columns"><div>{body}</div><div>{teasers_}</div></div>'))
    assert not any(isinstance(block, Note) for block in found.blocks)


def test_references_that_the_text_calls_are_footnotes():
    calls = "".join(f'<a href="#r{n}">[{n}]</a>' for n in range(1, 5))
    items = "".join(f'<li id="r{n}">Council paper {n}. Example City, 2024.</li>' for n in range(1, 5))
    found = article(
        page(f"<div>{story(6)}<p>So much is known of the bridge. {calls}</p><h2>References</h2><ul>{items}</ul></div>")
    )
    assert any(isinstance(block, Footnotes) for block in found.blocks)


def test_a_thread_of_comments_is_known_by_its_shape():
    found = article(page(f"<div>{story(10)}</div><h3>4 Ergaenzungen</h3><ol>{comments(4)}</ol>"))
    assert "Nummer 3" in cut_for(found, "comments")
    assert "Nummer" not in words(found)


def test_dated_boxes_that_offer_no_answer_are_no_thread():
    found = article(page(f"<div>{story(10)}<ol>{comments(4).replace('Antworten', '')}</ol></div>"))
    assert not cut_for(found, "comments")


def test_what_stands_below_the_only_rule_is_a_note():
    about = "<p>Example Cranes is a builder of harbour cranes with eleven yards on four coasts.</p>"
    found = article(page(f"<div>{story(8)}<hr>{about}{about.replace('eleven', 'twelve')}</div>"))
    assert [type(block) for block in found.blocks[-2:]] == [Note, Note]


def test_rules_between_parts_of_a_story_make_no_notes():
    found = article(page(f"<div>{story(4)}<hr>{story(4)}<hr>{story(2)}</div>"))
    assert not any(isinstance(block, Note) for block in found.blocks)


def test_a_paragraph_that_only_leads_to_channels_is_a_note():
    line = '<p>Cek berita lain di <a href="https://news.google.com/publications/x">sini</a> dan <a href="https://t.me/example">di sana</a>.</p>'
    found = article(page(f"<div>{story(8)}{line}</div>"))
    assert isinstance(found.blocks[-1], Note)
