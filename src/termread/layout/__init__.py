"""Lays out an article for a given width, as a pure function: the same article and page always give the same lines."""

from __future__ import annotations

from termread.layout.layout import Layout, lay_out
from termread.layout.model import ORNAMENT, Line, Page, Run

__all__ = ["ORNAMENT", "Layout", "Line", "Page", "Run", "lay_out"]
