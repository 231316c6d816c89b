"""Libraries to try."""

from __future__ import annotations

import pytest
from kept_samples import clock

from termread.library.api import Library


@pytest.fixture(params=["on disk", "in memory"])
def library(request, tmp_path):
    found = Library(tmp_path / "data" if request.param == "on disk" else None, now=clock())
    yield found
    found.close()


@pytest.fixture
def on_disk(tmp_path):
    found = Library(tmp_path / "data", now=clock())
    yield found
    found.close()
