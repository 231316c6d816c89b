"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("TERMREAD_SHARED", Path(__file__).parents[2] / "shared"))


def pytest_addoption(parser):
    parser.addoption("--rewrite", action="store_true", help="write the golden files anew instead of comparing them")


@pytest.fixture
def rewrite(request):
    return request.config.getoption("--rewrite")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of its own for every test, so that none touches the developer's library."""
    path = tmp_path / "home"
    path.mkdir()
    monkeypatch.setenv("TERMREAD_HOME", str(path))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture
def shared():
    """The folder of truth sets and samples; a test that needs it is skipped where it is not there."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"the shared data are not at {SHARED}")
    return SHARED
