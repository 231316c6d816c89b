"""Libraries to try."""

from __future__ import annotations

import pytest
from kept_samples import clock

from termread.library.memory import MemoryLibrary
from termread.library.sqlite import SqliteLibrary


@pytest.fixture(params=["sqlite", "memory"])
def library(request, tmp_path):
    found = SqliteLibrary(tmp_path / "data", now=clock()) if request.param == "sqlite" else MemoryLibrary(now=clock())
    yield found
    found.close()


@pytest.fixture
def on_disk(tmp_path):
    found = SqliteLibrary(tmp_path / "data", now=clock())
    yield found
    found.close()
