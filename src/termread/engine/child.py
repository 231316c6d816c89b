"""The child's side: reads orders, carries them out one by one, and answers in lines.

It has no terminal, ends when its parent does, and exits on its own when idle for a while.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from queue import Empty, SimpleQueue
from typing import Any

from termread.engine.engine import PICTURES
from termread.engine.limits import no_core_files, used_memory

IDLE = 60.0
"""Idle seconds after which it exits; the next order starts a new one."""
GROWN = 60 << 20
"""Resident bytes above which it exits sooner: only that returns the memory a large page took."""
IDLE_GROWN = 2.0


def main() -> None:
    """Take orders from standard input until it is closed."""
    import signal

    gc.disable()  # until the initial imports, which stay for good, are done
    no_core_files()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    orders: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    _load_for_pictures() if sys.argv[1:] == [PICTURES] else _load_for_pages()
    while True:
        try:
            line = orders.get(timeout=IDLE_GROWN if used_memory() > GROWN else IDLE)
        except Empty:
            os._exit(0)
        _obey(line)


def _load_for_pages() -> None:
    # Before a second thread imports anything.
    from termread.engine import work
    from termread.parse import load_lxml

    del work
    load_lxml()
    threading.Thread(target=_warm, daemon=True).start()


def _load_for_pictures() -> None:
    from termread.engine.pictures import load_decoders

    load_decoders()
    gc.freeze()
    gc.enable()


def _listen(orders: SimpleQueue[bytes]) -> None:
    """Pass on the orders, and end the process when the pipe closes: the parent is gone."""
    with open(0, "rb", closefd=False) as lines:
        for line in lines:
            orders.put(line)
    os._exit(0)


def _warm() -> None:
    """Import what the first order will need while nobody is waiting for it."""
    from termread.engine.work import load_parser

    try:
        load_parser()
    finally:
        gc.freeze()
        gc.enable()


def _obey(line: bytes) -> None:
    """Carry out one order and write its answers, ending with its result or an error."""
    import json

    try:
        from termread.engine.orders import do

        do(json.loads(line), _answer)
    except BrokenPipeError:
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - a new process reads the document as plain text
        _log(error)
        too_much = isinstance(error, MemoryError | RecursionError)
        _answer(["overrun", "cost" if too_much else "fault"])
        os._exit(1)


def _log(error: BaseException) -> None:
    """Log where *error* occurred; its message is left out, since it may quote the page."""
    import traceback

    where = "".join(traceback.format_tb(error.__traceback__))
    os.write(2, f"The engine met {type(error).__name__}:\n{where}".encode("utf-8", "replace"))


_unsent = bytearray()
"""Chunks of an article: a short one is written at once with what follows, which wakes the parent only once."""
_TOGETHER = 16_384


def _answer(answer: list[Any]) -> None:
    from termread.engine.wire import encode

    _unsent.extend(encode(answer) + b"\n")
    if answer[0] == "chunk" and len(_unsent) < _TOGETHER:
        return
    view = memoryview(bytes(_unsent))
    _unsent.clear()
    try:
        while view:
            view = view[os.write(1, view) :]
    except BrokenPipeError:
        os._exit(0)
