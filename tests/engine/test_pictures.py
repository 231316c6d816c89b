"""Pictures of every kind, drawn in every way, or refused with a sentence; kept so that they are there offline."""

from __future__ import annotations

import io
import os
import re
import struct
import zlib
from contextlib import suppress
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from faultserver import FaultServer
from termread.config import FetchSettings
from termread.engine.drawing import draw_picture
from termread.engine.engine import Engine
from termread.engine.messages import Order
from termread.errors import TermreadError, TooLarge, Unreachable, Unreadable
from termread.fetch.picture_cache import PictureCache

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
CELLS = Order("x", "picture", width=8, height=8)


def halves(size=(40, 20), mode="RGB", left=RED, right=BLUE):
    """A picture whose left half has one color and whose right half has another."""
    image = Image.new(mode, size, left)
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill=right)
    return image


def file_of(image, kind="PNG", **options):
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def pixel(picture, x, y):
    at = 3 * (y * picture.width + x)
    return tuple(picture.data[0][at : at + 3])


def close(found, wanted, by=12):
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def result(engine, order):
    *_, last = engine.run(order)
    return last


# Drawings


def test_cells_are_rows_of_rgb():
    picture = draw_picture(file_of(halves()), CELLS)
    assert (picture.width, picture.height, picture.natural, picture.drawing) == (8, 4, (40, 20), "cells")
    assert [pixel(picture, x, 3) for x in (0, 7)] == [RED, BLUE]
    assert close(picture.tint, (128, 0, 128))


def test_a_small_picture_is_not_enlarged():
    assert draw_picture(file_of(halves((4, 2))), CELLS).width == 4


def test_whole_is_one_png():
    picture = draw_picture(file_of(halves(), "JPEG"), replace(CELLS, drawing="whole", width=20, height=99))
    (data,) = picture.data
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (20, 10), "RGB")
        assert close(image.getpixel((2, 5)), RED)


def test_strips_are_a_png_for_each_row_of_cells():
    order = replace(CELLS, drawing="strips", width=20, height=99, row_pixels=4)
    picture = draw_picture(file_of(halves()), order)
    images = [Image.open(io.BytesIO(data)) for data in picture.data]
    assert [image.size for image in images] == [(20, 4)] * 3
    assert [images[2].getpixel((0, y)) for y in (1, 2)] == [(*RED, 255), (0, 0, 0, 0)]


def seen(part, width):
    """The colors of a part of a sixel drawing, by place; a test's own reading of the format."""
    found = {}
    for band, line in enumerate(part.split(b"-")):
        for one in line.split(b"$"):
            color, body = re.fullmatch(rb"#(\d+)(.*)", one, re.DOTALL).groups()
            x = 0
            for count, sixel in re.findall(rb"(?:!(\d+))?([?-~])", body):
                for bit in range(6):
                    if (sixel[0] - 63) >> bit & 1:
                        found |= {(x + n, 6 * band + bit): int(color) for n in range(int(count or 1))}
                x += int(count or 1)
            assert x <= width
    return found


def test_sixels_have_every_pixel_once_and_their_colors_first():
    order = replace(CELLS, drawing="sixel", width=20, height=99, row_pixels=8)
    picture = draw_picture(file_of(halves()), order)
    definitions, *parts = picture.data
    colors = {
        int(n): (int(r), int(g), int(b)) for n, r, g, b in re.findall(rb"#(\d+);2;(\d+);(\d+);(\d+)", definitions)
    }
    assert len(parts) == 2
    first, second = (seen(part, 20) for part in parts)
    assert first.keys() == {(x, y) for x in range(20) for y in range(8)}
    assert second.keys() == {(x, y) for x in range(20) for y in range(2)}
    assert close(colors[first[0, 0]], (100, 0, 0))
    assert close(colors[second[19, 1]], (0, 0, 100))
    assert b"\x1b" not in b"".join(picture.data)


def test_sixels_have_no_more_colors_than_the_terminal():
    noise = Image.effect_noise((60, 60), 90).convert("RGB")
    picture = draw_picture(
        file_of(noise), replace(CELLS, drawing="sixel", width=60, height=60, row_pixels=6, colors=16)
    )
    assert picture.data[0].count(b"#") <= 16
    assert len(picture.data) == 11


# Kinds of files


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF", "TIFF"])
def test_every_format_is_drawn(kind):
    picture = draw_picture(file_of(halves((64, 32)), kind), CELLS)
    assert close(pixel(picture, 0, 0), RED, 40)
    assert close(pixel(picture, 7, 3), BLUE, 40)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation):
    image = halves((40, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = draw_picture(file_of(image, "PNG", exif=exif), CELLS)
    sideways = orientation >= 5
    assert (picture.width, picture.height) == ((4, 8) if sideways else (8, 4))
    assert picture.natural == ((20, 40) if sideways else (40, 20))
    red_first = orientation in (1, 4, 5, 6)
    assert pixel(picture, 0, 0) == (RED if red_first else BLUE)


def test_a_large_photo_from_a_phone_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = draw_picture(file_of(halves((1600, 800)), "JPEG", exif=exif), CELLS)
    assert (picture.width, picture.height, picture.natural) == (4, 8, (800, 1600))
    assert close(pixel(picture, 0, 0), RED)


def test_inks_of_print_become_colors():
    cmyk = file_of(halves((800, 400), "CMYK", (0, 255, 255, 0), (255, 255, 0, 0)), "JPEG")
    picture = draw_picture(cmyk, CELLS)
    assert close(pixel(picture, 0, 0), RED, 20)
    assert close(pixel(picture, 7, 0), BLUE, 20)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white(mode):
    clear, dark = ((0,) * len(mode), (*(0,) * (len(mode) - 1), 255))
    picture = draw_picture(file_of(halves(mode=mode, left=clear, right=dark)), CELLS)
    assert [pixel(picture, x, 0) for x in (0, 7)] == [WHITE, (0, 0, 0)]


def test_a_palette_may_be_transparent():
    image = halves().convert("P", palette=Image.Palette.ADAPTIVE)
    picture = draw_picture(file_of(image, "GIF", transparency=image.getpixel((0, 0))), CELLS)
    assert [pixel(picture, x, 0) for x in (0, 7)] == [WHITE, BLUE]


@pytest.mark.parametrize(
    ("mode", "kind", "values"), [("I;16", "PNG", "<3H"), ("I;16", "TIFF", "<3H"), ("F", "TIFF", "<3f")]
)
def test_sixteen_bits_are_not_clipped(mode, kind, values):
    most = 65_535 if mode == "I;16" else 1.0
    image = Image.frombytes(mode, (3, 1), struct.pack(values, 0, most // 2 if mode == "I;16" else 0.5, most))
    picture = draw_picture(file_of(image, kind), CELLS)
    assert [close(pixel(picture, x, 0), (gray,) * 3, 1) for x, gray in enumerate((0, 127, 255))] == [True] * 3


def test_one_bit_is_black_and_white():
    picture = draw_picture(file_of(halves(mode="1", left=0, right=1)), CELLS)
    assert [pixel(picture, x, 0) for x in (0, 7)] == [(0, 0, 0), WHITE]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_drawn(kind):
    frames = [Image.new("RGB", (64, 32), color) for color in (RED, BLUE, WHITE)]
    data = file_of(frames[0], kind, save_all=True, append_images=frames[1:])
    assert close(pixel(draw_picture(data, CELLS), 3, 1), RED, 30)


# What cannot be drawn


def png_that_says(width, height):
    """A small PNG whose header declares more pixels than it has."""
    data = file_of(halves())
    head = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + data[24:29]
    return data[:12] + head + zlib.crc32(head).to_bytes(4) + data[33:]


REFUSED = {
    "svg": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', Unreadable, "SVG pictures"),
    "a web page": (b"<!DOCTYPE html><title>Not found</title>", Unreadable, "web page"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0", Unreadable, "HEIC"),
    "jpeg xl": (b"\xff\x0a" + bytes(30), Unreadable, "JPEG XL"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", Unreadable, "not a picture"),
    "noise": (bytes(range(256)), Unreadable, "not a picture"),
    "nothing": (b"", Unreadable, "not a picture"),
    "cut png": (file_of(Image.effect_noise((64, 64), 90))[:900], Unreadable, "damaged"),
    "cut jpeg": (file_of(Image.effect_noise((640, 640), 90), "JPEG")[:9000], Unreadable, "damaged"),
    "a bomb": (png_that_says(60_000, 60_000), TooLarge, "60000 x 60000"),
    "a line": (file_of(Image.new("RGB", (1, 100_000))), Unreadable, "too thin"),
    "a flat line": (file_of(Image.new("1", (100_000, 1))), Unreadable, "too thin"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_has_a_sentence(name):
    data, kind, says = REFUSED[name]
    with pytest.raises(kind, match=says) as raised:
        draw_picture(data, CELLS)
    assert raised.value.text.endswith(".")


@pytest.mark.parametrize("at", range(0, 400, 13))
def test_any_byte_may_be_wrong(at):
    data = bytearray(file_of(halves((64, 64)), "JPEG"))
    data[at] ^= 0xFF
    with suppress(TermreadError):
        assert draw_picture(bytes(data), CELLS).width <= 8


def test_the_limits_of_the_child_hold_and_the_next_picture_is_drawn():
    engine = Engine(FetchSettings(parse_bytes=64 << 20))
    try:
        with pytest.raises(TooLarge):
            result(engine, replace(CELLS, data=file_of(Image.new("RGB", (7000, 7000)))))
        assert result(engine, replace(CELLS, data=file_of(halves()))).width == 8
    finally:
        engine.close()


# Kept for offline


@pytest.fixture(scope="module")
def server():
    server = FaultServer()
    yield server
    server.close()


def test_a_picture_is_there_offline_once_it_was_fetched(server, home):
    order = replace(CELLS, address=server.url("picture"))
    engine = Engine(FetchSettings(retries=0, connect_seconds=2))
    try:
        first = result(engine, order)
        assert server.times("picture") == 1
        assert result(engine, order) == first
        assert server.times("picture") == 1
        with pytest.raises(Unreachable):
            result(engine, replace(order, address="http://127.0.0.1:9/other.png"))
        (kept,) = (home / "cache" / "pictures").iterdir()
        assert kept.stat().st_mode & 0o777 == 0o600
        kept.write_bytes(b"damaged")
        assert result(engine, order) == first
        assert server.times("picture") == 2
        result(engine, replace(order, keep_data=False))
        assert server.times("picture") == 3
    finally:
        engine.close()


def test_what_cannot_be_drawn_is_not_kept(server, home):
    engine = Engine()
    try:
        with pytest.raises(Unreadable):
            result(engine, replace(CELLS, address=server.url("good")))
        assert not (home / "cache" / "pictures").exists()
    finally:
        engine.close()


def test_a_picture_that_is_gone_is_not_called_a_page(server, home):
    engine = Engine(FetchSettings(retries=0))
    try:
        with pytest.raises(Unreachable, match=r"^It is no longer at 127\.0\.0\.1\.$"):
            result(engine, replace(CELLS, address=server.url("status/404")))
    finally:
        engine.close()


def test_the_oldest_pictures_go_first(home):
    cache = PictureCache(100)
    for number in range(3):
        cache.keep(f"https://example.com/{number}.png", bytes(40))
        for entry in (home / "cache" / "pictures").iterdir():
            status = entry.stat()
            os.utime(entry, ns=(status.st_atime_ns, status.st_mtime_ns - 10**9))
        assert cache.find("https://example.com/0.png")
    assert [bool(cache.find(f"https://example.com/{number}.png")) for number in range(3)] == [True, False, True]
    cache.keep("https://example.com/large.png", bytes(101))
    assert cache.find("https://example.com/large.png") is None
    assert PictureCache(0).find("https://example.com/0.png") is None
