"""Where everything is kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things are kept."""

    config: Path
    data: Path
    cache: Path
    state: Path

    @property
    def config_file(self) -> Path:
        """The settings."""
        return self.config / "config.toml"


def folders(environment: Mapping[str, str] = os.environ) -> Folders:
    """Return where things are kept: all under TERMREAD_HOME where that is set, else where the system keeps such things."""
    home = environment.get("TERMREAD_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return Folders(root / "config", root / "data", root / "cache", root / "state")
    if sys.platform in ("darwin", "win32"):
        import platformdirs

        dirs = platformdirs.PlatformDirs("termread", appauthor=False)
        return Folders(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path, dirs.user_state_path)
    return Folders(
        _xdg(environment, "XDG_CONFIG_HOME", ".config"),
        _xdg(environment, "XDG_DATA_HOME", ".local/share"),
        _xdg(environment, "XDG_CACHE_HOME", ".cache"),
        _xdg(environment, "XDG_STATE_HOME", ".local/state"),
    )


def _xdg(environment: Mapping[str, str], variable: str, default: str) -> Path:
    given = environment.get(variable, "")
    root = Path(given) if given.startswith("/") else Path(environment.get("HOME") or _home()) / default
    return root / "termread"


def _home() -> str:
    """Return the home of the user, or a folder that cannot be, so that keeping fails with a sentence and reading goes on."""
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where there is none
    return home if home.startswith("/") else "/nonexistent"
