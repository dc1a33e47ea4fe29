"""The one door to WeasyPrint: our own HTML in, a tagged PDF out, nothing fetched from anywhere."""

from dataclasses import dataclass
from typing import Any

from weasyprint import CSS, HTML, URLFetcher


class NothingFetched(URLFetcher):
    """Refuses every address but inline data: a document is made of what we put into it."""

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
