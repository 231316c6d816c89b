"""What every test may ask for."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

COMMON = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
settings.register_profile("certain", COMMON, derandomize=True)  # the same examples on every machine
settings.register_profile("quick", COMMON, derandomize=True, max_examples=15)
settings.register_profile("random", COMMON, max_examples=1_000)  # looks for examples that nobody has tried
settings.load_profile("certain")

OF_THE_DEVELOPER = (
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy"),
    *("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLORFGBG", "TERM_PROGRAM", "COLUMNS", "LINES", "ESCDELAY"),
    *("TMUX", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "SSL_CERT_FILE", "SSL_CERT_DIR", "TERMREAD_ENGINE_LOG"),
    *("PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PYTHONIOENCODING"),
)
"""What the environment of who runs the tests may say, and no test shall depend on."""


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
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in OF_THE_DEVELOPER:
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture(autouse=True)
def libraries_closed(monkeypatch):
    """Close every library that a test leaves open: Python 3.13 complains of databases that nobody closed."""
    from termread.library.api import Library

    opened = []
    begin = Library.__init__

    def remembered(self, *given, **more):
        begin(self, *given, **more)
        opened.append(self)

    monkeypatch.setattr(Library, "__init__", remembered)
    yield
    for library in opened:
        library.close()
