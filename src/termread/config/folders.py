"""Where everything is kept, as one value."""

from __future__ import annotations

from pathlib import Path

from termread import paths
from termread.values import dataclass


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


def folders() -> Folders:
    """Return where things are kept, as `paths` says."""
    return Folders(*map(Path, (paths.config(), paths.data(), paths.cache(), paths.state())))
