from __future__ import annotations

import base64
import io

import pytest
from PIL import Image, ImageFile

from termread.article import Article, Figure, Gallery
from termread.config import FetchSettings
from termread.engine.engine import Engine
from termread.engine.messages import Order
from termread.engine.sizes import HEAD, with_sizes


def carried(image, kind="PNG", **options):
    data = io.BytesIO()
    image.save(data, kind, **options)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(data.getvalue()).decode()}"


def turned(image):
    exif = Image.Exif()
    exif[0x0112] = 6
    return carried(image, "JPEG", exif=exif)


PICTURE = Image.effect_noise((320, 150), 90)


def sizes(*blocks):
    found = with_sizes(Article(title="A", blocks=blocks)).blocks
    return [(each.width, each.height) for block in found for each in getattr(block, "figures", (block,))]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_carried_picture_without_a_stated_size_gets_its_own(kind):
    assert sizes(Figure(src=carried(PICTURE, kind))) == [(320, 150)]


def test_a_photograph_taken_sideways_is_as_high_as_it_shows():
    assert sizes(Figure(src=turned(PICTURE))) == [(150, 320)]


def test_pictures_of_a_gallery_get_theirs():
    assert sizes(Gallery((Figure(src=carried(PICTURE)), Figure(src="https://example.com/a.png")))) == [
        (320, 150),
        (None, None),
    ]


def test_what_the_page_states_stays():
    assert sizes(Figure(src=carried(PICTURE), width=640, height=300)) == [(640, 300)]
    assert sizes(Figure(src=carried(PICTURE), height=300)) == [(None, 300)]


def test_a_jpeg_whose_notes_are_longer_than_what_is_read_first_is_read_whole():
    exif = Image.Exif()
    exif[0x010E] = "a long description " * 3000
    long = carried(PICTURE, "JPEG", exif=exif)
    assert len(long) > HEAD
    assert sizes(Figure(src=long)) == [(320, 150)]


def test_a_picture_is_not_decoded_for_its_size(monkeypatch):
    pictures = Figure(src=carried(PICTURE)), Figure(src=turned(PICTURE))
    calls = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: calls.append(self.format))
    assert sizes(*pictures) == [(320, 150), (150, 320)]
    assert calls == []


@pytest.mark.parametrize("src", ["data:image/png;base64,AAAA", "data:image/png,abc", "data:image/png;base64,%", ""])
def test_what_is_no_picture_has_no_size(src):
    assert sizes(Figure(src=src)) == [(None, None)]


def test_a_saved_page_keeps_room_of_the_right_shape():
    paragraphs = "".join(
        f"<p>The harbour was quiet on day {n}, and nobody wrote of it in any paper.</p>" for n in range(12)
    )
    figure = f'<figure><img src="{carried(PICTURE)}"><figcaption>The harbour</figcaption></figure>'
    page = f"<html><body><article><h1>The quiet harbour of the north</h1>{figure}{paragraphs}</article></body></html>"
    engine = Engine(FetchSettings())
    try:
        *_, reading = engine.run(Order("/tmp/page.html", data=page.encode()))
    finally:
        engine.close()
    assert [(b.width, b.height) for b in reading.article.blocks if isinstance(b, Figure)] == [(320, 150)]
