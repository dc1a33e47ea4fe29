"""A look at a page of a school's site: what is found, where it is sent, and that no door into the city is opened."""

import http.server
import threading

import pytest

from roadmaps.rules.site_address import site_target
from roadmaps.services import site_pages
from roadmaps.services.site_pages import MOST_BYTES, look_at
from shnor_portal.webhooks.rules.addresses import Target
from shnor_portal.webhooks.transport import get


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "http://127.0.0.1/inside")
            self.end_headers()
            return
        body = b"a" * (MOST_BYTES + 5) if self.path == "/long" else b"karta"
        self.send_response(200 if self.path in ("/karta", "/long") else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        return


@pytest.fixture
def port():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_page_is_read_to_its_bound_and_no_further(port):
    def page(path):
        return get(Target("http", "127.0.0.1", port, path, is_trusted=True), {}, most=MOST_BYTES, seconds=5)

    assert (page("/karta").status, page("/karta").body) == (200, b"karta")
    assert len(page("/long").body) == MOST_BYTES
    assert page("/moved").location == "http://127.0.0.1/inside"


def test_redirect_into_the_house_is_not_followed(port, monkeypatch):
    asked = []

    def first_step_only(url):
        asked.append(url)
        return Target("http", "127.0.0.1", port, "/moved", True) if len(asked) == 1 else site_target(url)

    monkeypatch.setattr(site_pages, "site_target", first_step_only)
    look = look_at("http://school.example.org/moved")
    assert (look.is_found, asked[1]) == (False, "http://127.0.0.1/inside")
    assert "внутренней сети" in look.error


def test_name_that_leads_into_the_house_is_refused():
    assert not look_at("http://localhost/karta").is_found
    assert look_at("http://localhost/karta").error
