import pytest

from faultserver import FaultServer
from termread.config import FetchSettings


@pytest.fixture(scope="session")
def server():
    server = FaultServer()
    yield server
    server.close()


@pytest.fixture
def settings():
    """Caps so low that the suite is quick, and time enough for the slowest machine."""
    return FetchSettings(
        connect_seconds=20.0,
        idle_seconds=60.0,
        total_seconds=120.0,
        retries=0,
        retry_after_seconds=3.0,
        wire_bytes=1 << 20,
        decoded_bytes=4 << 20,
    )
