"""The one door to WeasyPrint: our own HTML in, a tagged PDF out, nothing fetched from anywhere."""

import ssl
from dataclasses import dataclass
from typing import Any

from weasyprint import CSS, HTML, URLFetcher


class NothingFetched(URLFetcher):
    """Refuses every address but inline data: a document is made of what we put into it."""

    def __init__(self) -> None:
        """With a TLS context that trusts nobody: loading the system's certificates would cost more than a page."""
        super().__init__(ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        raise ValueError("documents fetch nothing")


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """The file and its number of pages."""

    data: bytes
    pages: int


def render_pdf(html: str, *, stylesheet: str) -> RenderedPdf:
    """Render a page of HTML with one stylesheet (both as text) to PDF/UA: tagged, titled, in Russian."""
    document = HTML(string=html, url_fetcher=NothingFetched()).render(
        stylesheets=[CSS(string=stylesheet, url_fetcher=NothingFetched())]
    )
    data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return RenderedPdf(data, len(document.pages))
