"""The same opinion piece in eight renderings, from good markup to none: kinds, order, texts, captions and credits."""

from __future__ import annotations

import html

import pytest
from small_pages import article

from termread.article import Figure, Note, Paragraph

TITLE = "A quieter harbour is a better harbour"
NAME = "Nora Vale"
CAPTIONS = (
    "Two cranes stand over the east basin at dawn, before the first shift of the week, on March 3, 2025. /Xinhua",
    "A pilot boat returns to the harbour of the old town after the storm of last October. /Xinhua",
)
NOTE = "Editor's note: Nora Vale, a columnist on towns and trade, writes for several papers. Her views are her own."
PARAGRAPHS = [
    f"{word}, the harbour master said, the ships had learned to come when they were wanted, and the town had learned to "
    "sleep; what one counts at the gate one gets at the gate, and nobody had counted the nights."
    for word in ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh")
]
ENDING = "(If you want to contribute and have specific expertise, please write to the opinion desk.)"
BANNER = (
    "<div>Our Privacy Statement &amp; Cookie Policy</div><div>By continuing to browse our site you agree to our use of "
    "cookies, revised Privacy Policy and Terms of Use.</div><div>I agree</div>"
)

GOOD = '<figure><img src="/{i}.jpg" alt="{t}"><figcaption>{t}</figcaption></figure>'
RENDERINGS = {
    "figures": (GOOD, '<p class="editor-note"><strong><em>{t}</em></strong></p>', "<p>{t}</p>", "<div>{}</div>"),
    "divs": ('<div><img src="/{i}.jpg" alt="{t}"></div><div>{t}</div>', "<div><b>{t}</b></div>", "<div>{t}</div>", "<div>{}</div>"),
    "paragraphs": ('<p><img src="/{i}.jpg" alt="{t}"></p><p>{t}</p>', "<p><b>{t}</b></p>", "<p>{t}</p>", "<div>{}</div>"),
    "line in a div": ('<p><img src="/{i}.jpg"></p><div>{t}</div>', "<p><i>{t}</i></p>", "<p>{t}</p>", "<div>{}</div>"),
    "breaks in a table": (
        '<center><img src="/{i}.jpg"><br>{t}</center><br><br>',
        "<b>{t}</b><br><br>",
        "{t}<br><br>",
        "<table><tr><td width=600>{}</td></tr></table>",
    ),
    "boxes": (
        '<div class=pic><div><img src="/{i}.jpg" alt="{t}"></div><div><span>{t}</span></div></div>',
        "<div><b>{t}</b></div>",
        "<div>{t}</div>",
        "<div>{}</div>",
    ),
    "spans": ('<div><img src="/{i}.jpg" alt="{t}"><span>{t}</span></div>', "<p>{t}</p>", "<p><span>{t}</span></p>", "<div>{}</div>"),
    "caption said twice": (
        '<div><img src="/{i}.jpg" alt="{t}">{t}</div><p>{t}</p>',
        "<p><b>{t}</b></p>",
        "<p>{t}</p>",
        "<div>{}</div>",
    ),
}  # fmt: skip


def render(name: str) -> str:
    figure, note, paragraph, frame = RENDERINGS[name]
    order = [(figure, CAPTIONS[0]), (note, NOTE), *((paragraph, text) for text in PARAGRAPHS[:4])]
    order += [(figure, CAPTIONS[1]), *((paragraph, text) for text in PARAGRAPHS[4:]), (paragraph, ENDING)]
    body = "".join(form.format(t=html.escape(text), i=i) for i, (form, text) in enumerate(order))
    return (
        f'<html lang="en"><head><title>{TITLE} - Example</title><meta name="author" content="{NAME}">'
        '<meta property="article:published_time" content="2025-03-04T08:15:00+01:00"></head>'
        f"<body>{BANNER}<div><a href=/>Home</a> <a href=/w>World</a></div><div><b>{TITLE}</b></div><div>{NAME}</div>"
        f"<div>10:12, 04-Mar-2025</div>{frame.format(body)}<div>Search Trends</div>"
        "<div>Copyright © 2025 Example. All rights reserved.</div></body></html>"
    )


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_rendering_gives_the_same_article(name):
    found = article(render(name))
    figures = [block for block in found.blocks if isinstance(block, Figure)]
    notes = [block for block in found.blocks if isinstance(block, Note)]
    texts = [block.prose.text for block in found.blocks if isinstance(block, Paragraph)]
    assert found.title == TITLE
    assert found.authors == (NAME,)
    assert found.published == "2025-03-04T08:15:00+01:00"
    assert [figure.caption.text for figure in figures] == [caption.removesuffix(" /Xinhua") for caption in CAPTIONS]
    assert [figure.credit for figure in figures] == ["Xinhua", "Xinhua"]
    assert texts == PARAGRAPHS
    assert [note.kind for note in notes] == ["editor", "contributor"]
    assert notes[0].blocks[0].prose.text.startswith("Nora Vale, a columnist")
    shapes = [type(block).__name__[0] for block in found.blocks]
    assert "".join(shapes) == "FN" + "P" * 4 + "F" + "P" * 3 + "N"
