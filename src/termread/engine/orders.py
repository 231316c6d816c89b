"""Carries out the orders that the child receives: what one order does not need is not imported for it."""

from __future__ import annotations

from typing import Any

from termread.config import FetchSettings
from termread.engine import order_wire, wire
from termread.engine.task import Say, Task
from termread.errors import TermreadError


def do(message: dict[str, Any], say: Say) -> None:
    """Carry out the order in *message*, passing each answer to *say*; errors are answers too."""
    settings, document = message["settings"], message["document"]
    task = Task(
        order_wire.order_of(message["order"]),
        FetchSettings() if settings is None else order_wire.settings_of(settings),
        None if document is None else wire.document_of(document),
        message["plain"],
        say,
    )
    task.tell("starting")
    try:
        _act(task)
    except TermreadError as error:
        say(wire.error_answer(error))


def _act(task: Task) -> None:
    if task.order.verb == "picture":
        from termread.engine.pictures import send_picture

        send_picture(task)
    elif task.order.verb == "refresh":
        from termread.engine.refresh import refresh

        refresh(task)
    elif task.order.verb == "discover":
        from termread.engine.discover import discover

        discover(task)
    elif task.order.server is not None:
        from termread.engine.server_wire import server_answer_record
        from termread.engine.servers import converse

        for answer in converse(task.order.server, task.settings):
            task.say(["server", server_answer_record(answer)])
        task.say(["done", None])
    else:
        from termread.engine.work import VERBS

        VERBS[task.order.verb](task)
