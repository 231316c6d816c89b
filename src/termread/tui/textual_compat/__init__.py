"""What is private in Textual, rich and asyncio and used here all the same: nowhere else in the program.

Each name makes something better, and none is needed: where it is gone, the public way is taken and the program reads on.
`tests/tui_shell/test_textual_compat.py` fails with the name that a new version has taken away, and reads an article
without each of them in turn. Costs were measured with Textual 8.2.8, both ways in turn on one busy machine.

| private name | what it gives | the public way, and what it costs |
| --- | --- | --- |
| `textual._xterm_parser.XTermParser` | Keys are read by the event loop, which sleeps until one comes, and go through the key queue. | Textual's own thread: 10 wake-ups a second instead of none, and the program ends up to 0.2 s later. |
| `Parser._timeout_time` | It knows whether a sequence has begun. | 48 wake-ups a second, all the time. |
| `LinuxDriver._file` | What is drawn goes to standard output, never blocks, and survives a closed window. | Textual draws on standard error: `2>errors` takes the screen away. |
| `MessagePump._message_queue`, its `ready_event` and `asyncio.Event._waiters` | A key is sent at once where the one before is done. | Ask each widget on the key's way by `call_later` first: 0.94 instead of 0.40 ms until a key is taken, 0.5 ms of work a key. |
| `App._handle_exception` | A fault writes a report, and its sentence is all that is said. | Textual's traceback on the terminal; no report. |
| `Screen._push_result_callback` | The first screen is an article or the shelf itself. | An empty screen first, and the article on top of it: 10 ms of work, and the page shows 8 % later. |

Had publicly, at no cost that could be measured: painting rows past the compositor (`Driver.write`, `displayed children`),
the codes of a style (`Style.render`), the filters of colours (`App.get_line_filters`), names of keys, pasting, signals,
switching the mouse off, the time that a lone Escape takes (`ESCDELAY`).
"""

from __future__ import annotations

from typing import Any

PRIVATE: tuple[tuple[str, str, str], ...] = (
    ("textual._xterm_parser", "", "XTermParser"),
    ("textual._xterm_parser", "XTermParser()", "_timeout_time"),
    ("textual.drivers.linux_driver", "LinuxDriver(App())", "_file"),
    ("textual.app", "App()", "_message_queue"),
    ("textual.app", "App()._message_queue", "ready_event"),
    ("asyncio", "Event()", "_waiters"),
    ("textual.app", "App", "_handle_exception"),
    ("textual.screen", "Screen", "_push_result_callback"),
)
"""Each private name: the module, an object in it as an expression, if it is not the module itself, and its attribute."""

away: set[str] = set()
"""Private names to do without, for tests: what a coming version may take away."""


def private(owner: object, name: str, default: Any = None) -> Any:
    """Return the private attribute *name* of *owner*, or *default* where it is gone."""
    return default if name in away else getattr(owner, name, default)
