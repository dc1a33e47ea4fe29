"""The frame, the gallery, sign-in and error pages as a person gets them."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from shnor_portal.common.gallery import gallery
from shnor_portal.common.refusals import Refusal

STANDALONE = {"400.html": "BAD_REQUEST", "403_csrf.html": "CSRF", "500.html": "SERVER_ERROR", "503.html": "UNAVAILABLE"}


@pytest.fixture
def shown(page) -> str:
    return gallery(page("/gallery/?kind=lyceum")).content.decode()


def test_gallery_shows_every_component(shown):
    parts = (
        "tile strip pill steps job dropzone filters chip table pager notice empty tabs facts timeline form chart help"
    )
    assert [name for name in parts.split() if not re.search(rf'class="{name}[ "]', shown)] == []
    assert "<dialog" in shown


def test_page_has_one_heading_a_skip_link_and_a_main_part(shown):
    assert shown.count("<h1") == 1
    assert 'class="skip-link" href="#main"' in shown
    assert '<main class="page" id="main"' in shown
    assert '<html lang="ru">' in shown


def test_identifiers_are_unique(shown):
    names = re.findall(r'\sid="([^"]+)"', shown)
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_script_is_a_file_with_the_nonce(shown):
    scripts = re.findall(r"<script[^>]*>", shown)
    assert len(scripts) == 3
    assert all("src=" in script and 'nonce="nonce-of-the-test"' in script for script in scripts)


def test_gallery_job_ends_its_polling(page):
    html = gallery(page("/gallery/?job")).content.decode()
    assert "выполнено" in html
    assert "hx-get" not in html


@pytest.mark.parametrize(("name", "code"), STANDALONE.items())
def test_error_page_needs_no_request(name, code):
    html = render_to_string(name)
    assert f'data-error-code="{code}"' in html
    assert "<h1>" in html


@pytest.mark.parametrize(("name", "code"), [("404.html", "NOT_FOUND"), ("403.html", "FORBIDDEN")])
def test_error_page_in_the_frame(page, name, code):
    html = render_to_string(name, request=page("/nowhere/"))
    assert f'data-error-code="{code}"' in html
    assert "На главную" in html


def test_refusal_page(page):
    html = render_to_string(
        "errors/refusal.html", {"refusal": Refusal("STATE", "Уже утверждён", "Откройте новый")}, page()
    )
    assert 'data-error-code="STATE"' in html
    assert "Откройте новый" in html


def test_year_menu_marks_the_chosen_year_and_keeps_the_query(page):
    context = {"academic_year": 2020, "academic_years": [2021, 2020]}
    html = render_to_string("_components/year_menu.html", context, page("/list/?kind=l&page=2"))
    assert 'href="?kind=l&amp;year=2021"' in html
    assert re.search(r'year=2020" aria-current="true">2020/2021<', html)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "heading", "button"),
    [
        ("/account/login/", "Вход в портал", "Войти"),
        ("/account/password/reset/", "Забыли пароль?", "Прислать ссылку"),
        ("/account/password/reset/done/", "Проверьте почту", "Вернуться ко входу"),
        ("/account/signup/", "Регистрация закрыта", "Вернуться ко входу"),
        ("/account/inactive/", "Учётная запись отключена", "Войти под другой записью"),
    ],
)
def test_guest_pages_speak_russian(client, address, heading, button):
    html = client.get(address).content.decode()
    assert f"<h1>{heading}</h1>" in html
    assert button in html


def test_wrong_password_is_explained_at_the_form(client, db):
    html = client.post("/account/login/", {"login": "a@example.org", "password": "no"}).content.decode()
    assert 'data-error-code="FORM_INVALID"' in html
    assert 'role="alert"' in html


def test_frame_without_context_still_stands():
    request = RequestFactory().get("/")
    assert "Школы роста" in render_to_string("base.html", {"request": request})
