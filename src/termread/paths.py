"""termread's folders as plain paths: under TERMREAD_HOME if set, else in the system's standard places."""

from __future__ import annotations

import os
import sys

ENGINE_LOG = "TERMREAD_ENGINE_LOG"
"""The environment variable that names a file for an engine child's debug output."""


def config() -> str:
    """Return the config folder."""
    return _folder("config", "XDG_CONFIG_HOME", ".config")


def data() -> str:
    """Return the folder that holds the library."""
    return _folder("data", "XDG_DATA_HOME", os.path.join(".local", "share"))


def cache() -> str:
    """Return the folder for anything that can be regenerated."""
    return _folder("cache", "XDG_CACHE_HOME", ".cache")


def state() -> str:
    """Return the folder for logs and crash reports."""
    return _folder("state", "XDG_STATE_HOME", os.path.join(".local", "state"))


def _folder(name: str, variable: str, default: str) -> str:
    home = os.environ.get("TERMREAD_HOME")
    if home:
        return os.path.join(os.path.abspath(os.path.expanduser(home)), name)
    if sys.platform in ("darwin", "win32"):
        import platformdirs

        found: str = getattr(platformdirs, f"user_{name}_dir")("termread", appauthor=False)
        return found
    given = os.environ.get(variable, "")
    root = given if given.startswith("/") else os.path.join(os.environ.get("HOME") or _home(), default)
    return os.path.join(root, "termread")


def _home() -> str:
    """Return the user's home, or an impossible folder, so that saving fails with a clear error but reading works."""
    home = os.path.expanduser("~")
    return home if home.startswith("/") else "/nonexistent"
