"""What one document may cost: processor time and memory, counted from where the child stands when it begins."""

from __future__ import annotations

import math
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WALL = 1.1
"""Seconds on the wall for each of processor time."""


@contextmanager
def limited(seconds: float, size: int) -> Iterator[None]:
    """Let what runs inside take *seconds* of processor time and *size* bytes more than now.

    Over the time the system ends the process (SIGXCPU), also inside C code; so it does (SIGALRM) where the time on the
    wall is far over, on a machine that has much else to do. Over the memory Python raises MemoryError, or C code ends
    the process. Where the system has no such limits, there are none.
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
    """See to it that a crash leaves no core file, which would hold what was read."""
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
    """Return the bytes this process has in memory; 0 where the system does not say."""
    return _pages(1)


def _used_space() -> int:
    """Bytes of address space in use; 0 where the system does not say."""
    return _pages(0)


def _pages(field: int) -> int:
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[field]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
