"""One message to one address, bounded in time and size whatever the other side does.

The name is resolved once, every address it has is checked, and the connection goes to an address that was checked,
while the certificate is verified for the name: a name that changes its mind in between gains nothing. Redirects are
not followed, proxies of the environment are not used, and the answer's body is thrown away. `get` reads a page of the
open network over the same guarded line.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache

from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.rules.addresses import Target, closed_address, is_open_address, parse_url

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
TALK_SECONDS = 20.0
ADDRESSES_TRIED = 2
ANSWER_BYTES = 64 * 1024
TAKEN = range(200, 300)
REDIRECTS = range(300, 400)

FAULTS: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLCertVerificationError, "Сертификат получателя не проходит проверку."),
    (ssl.SSLError, "Защищённое соединение не установилось."),
    (TimeoutError, "Получатель не ответил вовремя."),
    (ConnectionRefusedError, "Получатель отказал в соединении."),
    (socket.gaierror, "Узел с таким именем не найден."),
    (OSError, "Получатель оборвал соединение."),
    (http.client.HTTPException, "Ответ получателя не похож на ответ HTTP."),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one try: the status, or None when there was none; `error` in Russian, empty when it was taken."""

    status: int | None
    error: str
    duration_ms: int

    @property
    def is_taken(self) -> bool:
        return not self.error


@dataclass(frozen=True, slots=True)
class Page:
    """What a page answered: status, where it sends on, and its beginning."""

    status: int
    location: str
    body: bytes


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send the body. Never raises for what an address or its owner does: the answer tells."""
    started = time.monotonic()
    status: int | None = None
    try:
        status = _talk(parse_url(url), body, headers)
        error = words_for_status(status)
    except Refusal as refusal:
        error = refusal.message
    except (OSError, http.client.HTTPException) as fault:
        error = words_for_fault(fault)
    return Answer(status, error, round((time.monotonic() - started) * 1000))


def get(target: Target, headers: Mapping[str, str], *, most: int, seconds: float) -> Page:
    """Read the first `most` bytes of a page within `seconds`. Raises Refusal, OSError, HTTPException."""
    with _connected(target) as line, _cut_after(line, seconds) as time_is_over, _wrapped(line, target) as channel:
        connection = _connection(target)
        connection.sock = channel
        connection.request("GET", target.path, headers=dict(headers))
        answer = connection.getresponse()
        body = answer.read(most)
        if time_is_over.is_set():
            raise TimeoutError
        return Page(answer.status, answer.getheader("Location") or "", body)


def words_for_fault(fault: Exception) -> str:
    """Why a connection failed, in Russian."""
    return next((words for kind, words in FAULTS if isinstance(fault, kind)), "Получатель не ответил.")


def words_for_status(status: int) -> str:
    """Empty for an answer that means «taken»."""
    if status in TAKEN:
        return ""
    if status in REDIRECTS:
        return (
            f"Получатель отвечает {status} и отсылает на другой адрес. Портал за ним не идёт: укажите новый адрес сами."
        )
    return f"Получатель ответил {status}."


def _talk(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """Connect, send, read the status. Raises Refusal, OSError, HTTPException."""
    with _connected(target) as line, _cut_after(line, TALK_SECONDS) as time_is_over, _wrapped(line, target) as channel:
        connection = _connection(target)
        connection.sock = channel
        connection.request("POST", target.path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        if time_is_over.is_set():  # `http.client` takes headers that broke off for whole ones
            raise TimeoutError
        with suppress(OSError, http.client.HTTPException):
            answer.read(ANSWER_BYTES)
        return answer.status


def _addresses(target: Target) -> list[tuple[int, tuple[str, int]]]:
    """Family and address to connect to, resolved once. Raises Refusal WEBHOOK_ADDRESS when any of them is closed."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    if not target.is_trusted and not all(is_open_address(str(row[4][0])) for row in found):
        raise closed_address()
    return [(row[0], (str(row[4][0]), target.port)) for row in found[:ADDRESSES_TRIED]]


@contextmanager
def _connected(target: Target) -> Iterator[socket.socket]:
    """A connection to the first address that takes it; closed at the end."""
    fault: OSError | None = None
    for family, address in _addresses(target):
        line = socket.socket(family, socket.SOCK_STREAM)
        try:
            line.settimeout(CONNECT_SECONDS)
            line.connect(address)
        except OSError as refused:
            line.close()
            fault = refused
            continue
        with line:
            line.settimeout(READ_SECONDS)
            yield line
        return
    raise fault or socket.gaierror()


@contextmanager
def _cut_after(line: socket.socket, seconds: float) -> Iterator[threading.Event]:
    """Cut the line when the time is over: a receiver that sends a byte at a time passes every single timeout.

    Gives the sign that this happened, and turns whatever the cut breaks into TimeoutError.
    """
    is_over = threading.Event()
    twin = line.dup()
    timer = threading.Timer(seconds, _cut, [twin, is_over])
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    except (OSError, http.client.HTTPException) as broken:
        if is_over.is_set():
            raise TimeoutError from broken
        raise
    finally:
        timer.cancel()
        twin.close()


def _cut(line: socket.socket, is_over: threading.Event) -> None:
    is_over.set()
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _wrapped(line: socket.socket, target: Target) -> socket.socket:
    """The line itself, or TLS over it with the certificate verified for the name."""
    return tls_context().wrap_socket(line, server_hostname=target.host) if target.scheme == "https" else line


def _connection(target: Target) -> http.client.HTTPConnection:
    """Speaks HTTP over a line it is given; it never connects by itself."""
    if target.scheme == "https":
        return http.client.HTTPSConnection(target.host, target.port, context=tls_context())
    return http.client.HTTPConnection(target.host, target.port)


@cache
def tls_context() -> ssl.SSLContext:
    """Certificates of the system, read once; `SSL_CERT_FILE` names others, as everywhere with OpenSSL."""
    return ssl.create_default_context()
