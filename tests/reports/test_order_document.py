"""The order on paper: real bytes, then the text of each page."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from reports.documents.order import order_html, order_stylesheet
from reports.enums import OrderState
from shnor_portal.common.pdf import render_pdf
from tests.reports.builders import approved_list, draft_order


def pages_of(order) -> list[str]:
    rendered = render_pdf(order_html(order), stylesheet=order_stylesheet())
    reader = PdfReader(io.BytesIO(rendered.data))
    assert len(reader.pages) == rendered.pages
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.fixture
def registered(officer):
    order = draft_order(approved_list(officer, schools=60), officer)
    order.state, order.number, order.registered_on = OrderState.REGISTERED, "316-а", date(2020, 9, 9)
    return order


def test_number_and_date_of_the_order_stand_in_the_appendix_head(registered):
    pages = pages_of(registered)
    assert "09.09.2020" in pages[0]
    assert "№ 316-а" in pages[0]
    assert "от 09 сентября 2020 года № 316-а" in pages[1]
    assert not any("ПРОЕКТ" in page for page in pages)


def test_draft_is_marked_and_has_blanks(officer):
    pages = pages_of(draft_order(approved_list(officer, schools=1), officer))
    assert all("ПРОЕКТ" in page for page in pages)
    assert "№ ____" in pages[0]


def test_every_school_is_printed_once_and_the_head_repeats(registered):
    text = pages_of(registered)
    body = " ".join(text)
    for n in range(1, 61):
        assert body.count(f"СОШ № {n} ") == 1
    assert len(text) > 3
    assert all("Основание включения" in page for page in text[1:-1])


def test_pages_are_numbered_from_the_second(registered):
    pages = pages_of(registered)
    assert not pages[0].endswith(" 1")
    assert [page.split()[-1] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]


def test_document_is_tagged_titled_and_russian(registered):
    rendered = render_pdf(order_html(registered), stylesheet=order_stylesheet())
    reader = PdfReader(io.BytesIO(rendered.data))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ru"
    assert reader.metadata is not None
    assert reader.metadata.title == registered.title


def test_markup_in_the_text_is_printed_as_text(registered):
    registered.preamble = '<img src="file:///etc/hostname"> В соответствии'
    assert '<img src="file:///etc/hostname">' in pages_of(registered)[0]


def test_nothing_is_fetched(monkeypatch):
    html = '<p>a</p><img src="http://127.0.0.1:9/x.png"><link rel=stylesheet href="file:///etc/hostname">'
    opened = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *a, **k: opened.append(a))
    render_pdf(f"<html lang=ru><head><title>x</title></head><body>{html}</body></html>", stylesheet="")
    assert opened == []
