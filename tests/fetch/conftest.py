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
    """Caps and deadlines so short that the suite is quick."""
    return FetchSettings(
        connect_seconds=2.0,
        idle_seconds=0.6,
        total_seconds=1.5,
        retries=0,
        retry_after_seconds=3.0,
        wire_bytes=1 << 20,
        decoded_bytes=4 << 20,
    )
