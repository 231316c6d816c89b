"""Comments below a story are left out of it, and kept as the entries that they are."""

from __future__ import annotations

from small_pages import article, page, story, words

from termread.article import flatten
from termread.codec import article_of, record_of

SAID = (
    ("Ada Example", "2026-05-03", "I walked over that bridge every day for thirty years and it never once moved."),
    (
        "Bo Sample",
        "2026-05-04",
        "It moved under me in the spring, and I have a photograph of the crack to show for it.",
    ),
    (
        "Cy Instance",
        "2026-05-05",
        "The ferry is slower, but from the ferry you can at least see how high the water stands.",
    ),
)


def comment(name: str, day: str, text: str, answers: str = "") -> str:
    head = f"<span class=author>{name} says:</span> <time datetime={day}>{day}</time>"
    return f"<li class=comment><div class=head>{head}</div><div class=text><p>{text}</p></div><a href=#r>Reply</a>{answers}</li>"


def commented(listed: str):
    return article(page(f"<article>{story(8)}</article><div id=comments><h3>Comments</h3><ol>{listed}</ol></div>"))


def entries_of(found):
    return [entry for cut in found.cut for entry in cut.entries]


def test_each_comment_is_an_entry_with_its_author_and_time():
    found = commented("".join(comment(*each) for each in SAID))
    assert "photograph of the crack" not in words(found)
    entries = entries_of(found)
    assert [(entry.author, entry.time) for entry in entries] == [(name, day) for name, day, _ in SAID]
    assert [flatten(entry.blocks[0]) for entry in entries] == [text for _, _, text in SAID]


def test_an_answer_stands_one_deeper_than_what_it_answers():
    first, second, third = SAID
    found = commented(comment(*first, answers=f"<ol>{comment(*second)}</ol>") + comment(*third))
    assert [entry.depth for entry in entries_of(found)] == [0, 1, 0]


def test_comments_are_kept_with_the_article():
    found = commented("".join(comment(*each) for each in SAID))
    assert article_of(record_of(found)) == found


def test_what_else_was_left_out_has_no_entries():
    found = article(page(f"<article>{story(8)}</article><nav><a href=/a>Home</a></nav>"))
    assert found.cut
    assert entries_of(found) == []
