"""Waiting in tests of screens: until nothing is left to do, or until something is so; never for a while."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from textual._context import active_app
from textual.app import App, ScreenStackError
from textual.pilot import Pilot

PATIENCE = 15.0
"""Seconds after which what is waited for will never come, however slow the machine."""

LAYOUTS = 20
"""How often a screen is laid out in one go: one of a single cell, where each scroll bar wants another, would be for ever."""


async def idle(*_: float) -> None:
    """Return once the app has nothing left to do or to save but wait for a clock, a thread or a key.

    It stands for the framework's own `wait_for_idle`, which takes a process that gets little time for one that is done.
    """
    loop = asyncio.get_running_loop()
    app: App[object] = active_app.get()
    for _ in range(LAYOUTS):
        await asyncio.sleep(0)
        while (desk := getattr(app, "desk", None)) is not None and desk.library.busy:
            await asyncio.sleep(0.001)
        while loop._ready:  # type: ignore[attr-defined]
            await asyncio.sleep(0)
        try:
            app.screen._on_timer_update()
        except ScreenStackError:
            return
        if not loop._ready:  # type: ignore[attr-defined]
            return


async def until(pilot: Pilot[object], holds: Callable[[], object]) -> None:
    """Return once *holds* and nothing is left to do."""
    end = monotonic() + PATIENCE
    await pilot.pause()
    while not holds():
        assert monotonic() < end, "it never came to be so"
        await pilot.pause(0.01)
    await pilot.pause()


async def settled(pilot: Pilot[object]) -> None:
    """Return once nothing is on its way to the app."""
    await until(pilot, lambda: pilot.app.is_settled)  # type: ignore[attr-defined]


async def resized(pilot: Pilot[object], columns: int, rows: int) -> None:
    """Give the terminal another size, and return once the screens have been told, which takes the framework a while."""
    await pilot.resize_terminal(columns, rows)
    app = pilot.app
    await until(pilot, lambda: app.size == (columns, rows) and app._resize_event is None is app._resize_timer)
