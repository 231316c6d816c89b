"""Carrying out orders about pictures."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from termread.document import Wanted
from termread.engine import wire
from termread.engine.drawing import draw_picture
from termread.engine.limits import limited
from termread.engine.messages import Picture
from termread.engine.task import Task
from termread.errors import Unreadable
from termread.fetch.addresses import is_url
from termread.fetch.picture import read_picture
from termread.fetch.picture_cache import PictureCache


def load_decoders() -> None:
    """Import what the first picture will need, with the most frequent formats."""
    from PIL import JpegImagePlugin, PngImagePlugin

    del JpegImagePlugin, PngImagePlugin


def send_picture(task: Task) -> None:
    """Fetch the picture of an order, or find it as it was kept, and send it as it is to be drawn."""
    order = task.order
    if order.data is not None:
        _draw(order.data, task)
        return
    cache = PictureCache(task.settings.picture_cache_bytes if order.keep_data and is_url(order.address) else 0)
    if kept := cache.find(order.address):
        with suppress(Unreadable):
            _draw(kept, task)
            return
    data = read_picture(order.address, task.settings, task.tell, Wanted(near=order.near, named_by=order.named_by))
    _draw(data, task, lambda: cache.keep(order.address, data))


def _draw(data: bytes, task: Task, drawn: Callable[[], None] = lambda: None) -> None:
    """Send the picture in *data* as it is ordered; call *drawn* before that, as the child may be ended afterwards."""
    if task.order.drawing == "file":
        picture = Picture(1, 1, (1, 1), bytes(3), "file", (data,))
    else:
        with limited(task.settings.parse_seconds, task.settings.parse_bytes):
            picture = draw_picture(data, task.order)
        drawn()
    task.say(wire.event_answer(picture))
