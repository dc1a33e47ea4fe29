"""Names that change their mind, and certificates: the connection goes to the address that was checked."""

import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from shnor_portal.webhooks import transport
from tests.webhooks.receiver import receiving


def answering(monkeypatch, *answers: list[str]) -> list[str]:
    """The resolver gives these addresses, one list a question; returns the questions asked."""
    asked: list[str] = []

    def resolve(host, port, *args, **options):
        asked.append(host)
        given = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in given]

    monkeypatch.setattr(transport.socket, "getaddrinfo", resolve)
    return asked


@pytest.fixture
def knocks(monkeypatch) -> list[str]:
    """Addresses the portal tried to connect to; nothing leaves the machine."""
    tried: list[str] = []

    class Line(socket.socket):
        def connect(self, address):
            tried.append(address[0])
            raise ConnectionRefusedError

    monkeypatch.setattr(transport.socket, "socket", Line)
    return tried


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["169.254.169.254"], ["10.0.0.7"], ["8.8.8.8", "10.0.0.7"], ["0.0.0.0"]],  # noqa: S104
)
def test_name_that_leads_inside_is_not_knocked_at(monkeypatch, knocks, addresses):
    answering(monkeypatch, addresses)
    answer = transport.post("https://evil.example.org/", b"{}", {})
    assert "внутренней сети" in answer.error
    assert knocks == []


def test_name_is_resolved_once_and_that_address_is_used(monkeypatch, knocks):
    asked = answering(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    transport.post("https://rebinding.example.org/", b"{}", {})
    assert (asked, knocks) == (["rebinding.example.org"], ["8.8.8.8"])


def test_no_more_than_two_addresses_are_tried(monkeypatch, knocks):
    answering(monkeypatch, ["8.8.8.8", "8.8.4.4", "1.1.1.1"])
    assert "отказал в соединении" in transport.post("https://many.example.org/", b"{}", {}).error
    assert knocks == ["8.8.8.8", "8.8.4.4"]


def test_number_that_hides_loopback_is_seen_after_resolving(knocks):
    for url in ("https://2130706433/", "https://0x7f000001/", "https://127.1/"):
        assert "внутренней сети" in transport.post(url, b"{}", {}).error
    assert knocks == []


def certificate(name: str, folder) -> str:
    """A certificate for the name, signed by itself, with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = folder / f"{name}.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM) + secret)
    return str(path)


@pytest.fixture
def secure(tmp_path, monkeypatch, settings):
    """A receiver behind TLS with a certificate for «receiver.test», which the portal trusts."""
    path = certificate("receiver.test", tmp_path)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(path)
    trusting = ssl.create_default_context(cafile=path)
    monkeypatch.setattr(transport, "tls_context", lambda: trusting)
    answering(monkeypatch, ["127.0.0.1"])
    settings.WEBHOOK_TRUSTED_HOSTS = ["receiver.test", "another.test"]

    def wrap(server):
        server.socket = serving.wrap_socket(server.socket, server_side=True)

    with receiving(wrap) as listening:
        yield listening


def test_certificate_is_checked_for_the_name_while_the_address_is_pinned(secure):
    answer = transport.post(f"https://receiver.test:{secure.port}/hooks", b"{}", {})
    assert (answer.status, answer.error) == (204, "")
    assert secure.heard[0].headers["host"] == f"receiver.test:{secure.port}"


def test_certificate_of_another_name_is_refused(secure):
    answer = transport.post(f"https://another.test:{secure.port}/hooks", b"{}", {})
    assert answer.error == "Сертификат получателя не проходит проверку."
    assert secure.heard == []


def test_certificate_nobody_vouches_for_is_refused(secure, monkeypatch):
    monkeypatch.setattr(transport, "tls_context", ssl.create_default_context)
    assert "Сертификат" in transport.post(f"https://receiver.test:{secure.port}/", b"{}", {}).error
    assert secure.heard == []


def test_plain_answer_where_tls_was_expected_is_a_failure(monkeypatch, receiver):
    answering(monkeypatch, ["127.0.0.1"])
    answer = transport.post(f"https://receiver.test:{receiver.port}/", b"{}", {})
    assert answer.error == "Защищённое соединение не установилось."
