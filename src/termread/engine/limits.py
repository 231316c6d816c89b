"""What one document may cost: processor time and memory, on top of what the child has used so far."""

from __future__ import annotations

import math
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WALL = 1.1
"""Seconds of wall-clock time allowed per second of processor time."""


@contextmanager
def limited(seconds: float, size: int) -> Iterator[None]:
    """Allow the code inside *seconds* of processor time and *size* bytes of memory, on top of current use.

    Beyond the time limit the system ends the process (SIGXCPU), even inside C code; likewise (SIGALRM) once far more
    wall-clock time has passed, on a busy machine. Beyond the memory limit Python raises MemoryError, or C code ends the
    process. On systems without such limits, nothing is limited.
    """
    try:
        import resource
    except ImportError:
        yield
        return
    time_cap = math.ceil(_used_time() + seconds)
    space = _used_space()
    signal.setitimer(signal.ITIMER_REAL, seconds * WALL)
    _cap(resource.RLIMIT_CPU, time_cap)
    if space:
        _cap(resource.RLIMIT_AS, space + size)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _cap(resource.RLIMIT_CPU, resource.RLIM_INFINITY)
        _cap(resource.RLIMIT_AS, resource.RLIM_INFINITY)


def no_core_files() -> None:
    """Disable core dumps, which would contain what was read."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _cap(kind: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    soft = value if hard == resource.RLIM_INFINITY else min(value, hard) if value >= 0 else hard
    resource.setrlimit(kind, (soft, hard))


def _used_time() -> float:
    times = os.times()
    return times.user + times.system


def used_memory() -> int:
    """Return this process's resident memory in bytes, or 0 if the system does not report it."""
    return _pages(1)


def _used_space() -> int:
    """Return the address space in use, in bytes, or 0 if the system does not report it."""
    return _pages(0)


def _pages(field: int) -> int:
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[field]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
