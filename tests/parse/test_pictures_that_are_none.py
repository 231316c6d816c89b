import pytest

from termread.article import Figure
from termread.document import Document
from termread.parse import parse

TEXT = "".join(
    f"<p>The ferry of the islands ran on day {i} as it had on every day before, and nobody asked why.</p>"
    for i in range(6)
)


def figures(image: str) -> list[Figure]:
    page = f'<html lang="en"><body><article><h1>The ferry</h1>{TEXT}{image}{TEXT}</article></body></html>'
    article = parse(Document("x.html", page.encode(), media_type="text/html")).article
    return [block for block in article.blocks if isinstance(block, Figure)]


@pytest.mark.parametrize(
    "source",
    ["/img/grey-placeholder.png", "/i/spacer.gif", "/themes/images/gallery-icon.png", "/resources/logos/printlogo.gif"],
)
def test_stand_ins_and_icons_are_no_pictures(source):
    assert figures(f'<div><img src="{source}" alt=""></div>') == []


def test_the_picture_behind_a_stand_in_is_found():
    found = figures(
        '<div><img src="/i/placeholder.png" srcset="/p/240.jpg 240w, /p/960.jpg 960w" alt="The quay"></div>'
    )
    assert [figure.src.rsplit("/", 1)[-1] for figure in found] == ["960.jpg"]
