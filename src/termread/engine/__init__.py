"""The child process that fetches and parses, and the pipe to it.

Importing this package and starting a child is cheap on purpose: the child is started first thing, before the screen's
own framework is imported, so that its imports run on another core meanwhile.
"""

from termread.engine.engine import Engine
from termread.engine.process import prepare

__all__ = ["Engine", "prepare"]
