"""Screens that are waited for until all is done."""

from __future__ import annotations

import pytest

from waiting import idle


@pytest.fixture(autouse=True)
def certain(monkeypatch):
    """Wait until all is done that a key leads to, and not for a while."""
    for place in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{place}.wait_for_idle", idle)
