"""Screens, widgets and the app in layers: a class for each thing that they do, one on top of the other."""

from __future__ import annotations

from typing import Any


class Layered:
    """Spares its layers what the framework notes of each class: only the one on top of them is ever made."""

    def __init_subclass__(cls, *, layer: bool = False, **options: Any) -> None:
        """Make a class, or with *layer* a part of one, whose keys and styles are those of what it lies on."""
        if not layer:
            super().__init_subclass__(**options)
