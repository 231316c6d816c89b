"""The first page a new reader sees: an article of ours that goes through the same river as every other."""

from __future__ import annotations

from pathlib import Path

ADDRESS = str(Path(__file__).with_name("welcome.html"))
"""The file to open."""
