"""Markdown as note keepers write it: clippings with wiki links and callouts, footnotes of every form."""

import pytest

from termread.article import Article, Code, Figure, Footnotes, Item, Listing, Note, Paragraph, Prose, Quote, flatten
from termread.document import Document
from termread.layout.passages import text_between
from termread.layout.places import footnote_at, links
from termread.parse import parse
from termread.write.markdown import write_markdown


def read(text: str) -> Article:
    return parse(Document(address="a.md", data=text.encode())).article


def text_of(markdown: str) -> str:
    return "\n".join(flatten(block) for block in read(markdown).blocks)


def called(article: Article) -> list[tuple[str, str]]:
    places = {anchor.name: anchor.place for anchor in article.anchors}
    found = [(s, e, footnote_at(article, places[href[1:]])) for s, e, href in links(article) if href[1:] in places]
    return [(text_between(article, s, e), text_between(article, *note)) for s, e, note in found if note]


def test_a_clipping_reads_as_its_page_did():
    article = read(
        '---\ntitle: "Night"\nsource: "https://example.com/n"\nauthor:\n  - "[[Ann Lee]]"\n  - "[[people/bo|Bo Roe]]"\ncreated: 2026-01-02\n---\n'
        "It was ==quite dark== by then, see [[Other note|the log]] and [[Lamp#Oil]]. ^block-1\n\n%% mine %%\n\n"
        "> [!quote]- Cy Day\n> It was.\n\n> [!warning] Storms\n> Stay in.\n\n![[lamp.png|300]]\n\n- [ ] to do\n- [x] done\n"
    )
    assert article.authors == ("Ann Lee", "Bo Roe")
    assert article.published is None
    assert [type(block) for block in article.blocks] == [Paragraph, Quote, Note, Figure, Listing]
    assert flatten(article.blocks[0]) == "It was quite dark by then, see the log and Lamp > Oil."
    assert article.blocks[1] == Quote((Paragraph(Prose("It was.")),), "Cy Day")
    assert flatten(article.blocks[2]) == "Storms\nStay in."
    assert flatten(article.blocks[4]) == "☐ to do\n☑ done"


@pytest.mark.parametrize(
    "line",
    ["a == b and c == d", "`[[x]]` and `==y==`", "x\\==y\\== z", "10^[2]", "50 %% of it", "Text\n===", "a[^1] alone"],
)
def test_what_only_looks_like_a_dialect_stays(line):
    assert (
        text_of(f"Words first.\n\n{line}\n").split("\n")[-1] == line.replace("`", "").replace("\\", "").split("\n")[0]
    )


def test_code_is_left_alone():
    assert read("```\n[[a]] ==b== [^1]: c\n```\n").blocks == (Code("[[a]] ==b== [^1]: c"),)


def test_footnotes_are_tied_to_their_calls_whatever_their_form():
    article = read(
        "One[^1], two[^b], three^[Said *here*.] and four[^none].\n\n[^1]: First\nstill first.\n\n    Its second paragraph.\n\n"
        "[^b]: Second:\n    - a point\n\nThe end.\n"
    )
    assert flatten(article.blocks[0]) == "One1, twob, three1 and four[^none]."
    assert [text for _, text in called(article)] == [
        "First still first.\n Its second paragraph.".replace("\n ", "\n"),
        "Second:\na point",
        "Said here.",
    ]
    assert isinstance(article.blocks[-1], Footnotes)
    assert flatten(article.blocks[1]) == "The end."
    assert article.blocks[-1].items[1].blocks == (Listing(False, (Item(Prose("a point")),)),)


def test_our_own_markdown_with_notes_comes_back():
    first = read(
        "# T\n\nOne[^1] and *two*[^2].\n\n> [!note] Editor's note\n> Mind this.\n\n[^1]: First.\n\n    More.\n\n[^2]: Second.\n"
    )
    again = read(write_markdown(first))
    assert again.blocks == first.blocks
    assert called(again) == called(first) == [("1", "First.\nMore."), ("2", "Second.")]
    assert [block.kind for block in again.blocks if isinstance(block, Note)] == ["editor"]


def test_toml_front_matter_is_read_as_yaml_is():
    article = read(
        '+++\ntitle = "Night"\ndate = 2026-01-02T08:00:00Z\nauthors = ["Ann Lee", "Bo Roe"]\n'
        'description = "What the log said."\n[extra]\nmath = true\n+++\n\nIt was dark.\n'
    )
    assert (article.title, article.authors, article.dek) == ("Night", ("Ann Lee", "Bo Roe"), "What the log said.")
    assert (article.published or "")[:10] == "2026-01-02"
    assert [flatten(block) for block in article.blocks] == ["It was dark."]


def test_front_matter_that_is_no_toml_costs_no_words():
    assert text_of("+++\nnot toml at all\n+++\n\nIt was dark.") == "It was dark."


@pytest.mark.parametrize(
    ("markdown", "sentence"),
    [
        ("The ![[flag.png]] went up at noon.", "The flag went up at noon."),
        ("The ![red flag](f.png) went up, and ![](g.png) came down.", "The red flag went up, and came down."),
        ("![the quay](q.png) At noon the flag went up.", "At noon the flag went up."),
    ],
)
def test_a_picture_inside_a_sentence_leaves_its_word_there(markdown, sentence):
    blocks = read(markdown).blocks
    assert flatten(blocks[0]) == sentence
    assert all(isinstance(block, Figure) for block in blocks[1:])
    assert len(blocks) > 1
