"""All settings as immutable values, read from one TOML file; errors name the line."""

from __future__ import annotations

from pathlib import Path

from termread import paths
from termread.config.settings import (
    Config,
    FetchSettings,
    FollowSettings,
    PageSettings,
    ServerSettings,
    Site,
    theme_names,
)
from termread.errors import UsageError
from termread.values import dataclass

__all__ = [
    "Config",
    "FetchSettings",
    "Folders",
    "FollowSettings",
    "PageSettings",
    "ServerSettings",
    "Site",
    "folders",
    "load",
    "load_leniently",
    "theme_names",
]


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders that termread uses."""

    config: Path
    data: Path
    cache: Path
    state: Path

    @property
    def config_file(self) -> Path:
        """The config file."""
        return self.config / "config.toml"


def folders() -> Folders:
    """Return the folders given by `paths`."""
    return Folders(*map(Path, (paths.config(), paths.data(), paths.cache(), paths.state())))


def load(path: Path) -> Config:
    """Return the settings in the file *path*, or the defaults if there is none; raises UsageError naming the line."""
    config = load_leniently(path)
    if config.faults:
        raise UsageError(config.faults[0])
    return config


def load_leniently(path: Path) -> Config:
    """Return the settings in the file *path*, with defaults for invalid ones, which are reported in `faults`."""
    try:
        source = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        return Config(faults=(f"The settings in {path} cannot be read: {_why(error)}.",))
    from termread.config.file import parse_leniently

    return parse_leniently(source, str(path))


def _why(error: Exception) -> str:
    return error.strerror or "it fails" if isinstance(error, OSError) else "it is not UTF-8 text"
