"""Where the portal knocks, and where it never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.rules.addresses import is_open_address, parse_url

CLOSED_4 = (
    "127.0.0.1 127.8.8.8 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1 "
    "198.18.0.1 203.0.113.5 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255"
)
CLOSED_6 = (
    "::1 :: fe80::1 fc00::1 fd12:3456::1 ff02::1 fec0::1 2001:db8::1 100::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1"
    " 64:ff9b::7f00:1 64:ff9b::808:808 2002:7f00:1:: 2001:0:7f00:1::"
)
OPEN = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2a00:1450:4010::1", "2606:4700::1111"]
REFUSED = [
    "http://journal.example.org/",
    "ftp://journal.example.org/",
    "file:///etc/passwd",
    "//journal.example.org/",
    "journal.example.org/hooks",
    "https://",
    "https:///hooks",
    "https://user@journal.example.org/",
    "https://user:word@journal.example.org/",
    "https://journal.example.org@127.0.0.1/",
    "https://journal.example.org\\@evil.example/",
    "https://journal.example.org/#part",
    "https://journal.example.org:22/",
    "https://journal.example.org:80/",
    "https://journal.example.org:65536/",
    "https://journal.example.org:x/",
    "https://journal.example.org/a b",
    "https://journal.example.org/\nHost: evil.example",
    "https://journal.example.org/\t",
    "https://-bad-.example.org/",
    "https://a..b/",
    "https://10.0.0.1/",
    "https://127.0.0.2/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/latest/meta-data",
    "https://" + "a" * 64 + ".example.org/",
    "https://journal.example.org/" + "a" * 500,
]


@pytest.mark.parametrize("address", [*CLOSED_4.split(), *CLOSED_6.split()])
def test_inner_address_is_closed(address):
    assert not is_open_address(address)


@pytest.mark.parametrize("address", OPEN)
def test_address_of_the_network_is_open(address):
    assert is_open_address(address)


@pytest.mark.parametrize("url", REFUSED)
def test_url_is_refused_in_words(url):
    with pytest.raises(Refusal) as said:
        parse_url(url)
    assert said.value.code in {"WEBHOOK_URL", "WEBHOOK_ADDRESS"}
    assert said.value.status == 400
    assert any("а" <= letter <= "я" for letter in said.value.message)


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://journal.example.org", ("journal.example.org", 443, "/")),
        ("https://JOURNAL.example.org:8443/a?b=c", ("journal.example.org", 8443, "/a?b=c")),
        (
            "https://школа.рф/да",
            ("xn--80atdl2c.xn--p1ai", 443, "/%D0%B4%D0%B0"),
        ),
        ("https://8.8.8.8/x", ("8.8.8.8", 443, "/x")),
    ],
)
def test_url_of_the_network_is_taken_apart(url, taken):
    target = parse_url(url)
    assert (target.host, target.port, target.path) == taken
    assert not target.is_trusted


@pytest.mark.parametrize("url", ["http://receiver.test/", "http://receiver.test:8080/", "http://127.0.0.1:9/x"])
def test_host_the_operator_named_may_be_inside(url):
    assert parse_url(url).is_trusted


def test_trusted_host_still_takes_no_password_in_the_address():
    with pytest.raises(Refusal):
        parse_url("http://user:word@receiver.test/")


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_refusal(text):
    for url in (text, f"https://{text}", f"https://journal.example.org/{text}"):
        try:
            target = parse_url(url)
        except Refusal:
            continue
        assert target.path.isascii()
        assert not set(target.path + target.host) & set(" \r\n\t\0")


@given(st.ip_addresses(v=4))
def test_address_hidden_in_the_newer_protocol_is_closed(address):
    assert not is_open_address(f"::ffff:{address}")
    assert not is_open_address(f"::{address}")
