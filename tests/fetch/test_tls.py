import datetime
import ssl
from dataclasses import replace

import pytest
import trustme

from faultserver import PAGE, FaultServer
from termread.errors import Unreachable
from termread.fetch import exchange, fetch


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    exchange._trust.cache_clear()
    yield
    exchange._trust.cache_clear()


def serve(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return FaultServer(context)


def code_at(url, settings):
    with pytest.raises(Unreachable) as caught:
        fetch(url, settings)
    return caught.value.code


def test_a_good_certificate(authority, trusted, settings):
    assert fetch(serve(authority.issue_cert("localhost")).url("good", "localhost"), settings).data == PAGE


def test_one_that_nobody_trusts(trusted, settings):
    server = serve(trustme.CA().issue_cert("localhost"))
    assert code_at(server.url("good", "localhost"), settings) == "tls-untrusted"
    assert server.asked == []


def test_one_of_another_host(authority, trusted, settings):
    assert code_at(serve(authority.issue_cert("example.com")).url("good", "localhost"), settings) == "tls-host"


def test_one_that_has_expired(authority, trusted, settings):
    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    old = authority.issue_cert("localhost", not_before=past, not_after=past + datetime.timedelta(days=30))
    assert code_at(serve(old).url("good", "localhost"), settings) == "tls-expired"


def test_none_at_all(server, settings):
    assert code_at(server.url("good").replace("http:", "https:"), settings) == "tls-none"


def test_a_drip_behind_tls_is_cut_too(authority, trusted, settings):
    assert (
        code_at(
            serve(authority.issue_cert("localhost")).url("drip-head", "localhost"), replace(settings, total_seconds=1.0)
        )
        == "deadline"
    )
