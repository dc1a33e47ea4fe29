"""How allauth fits the portal: accounts are given by the city, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from shnor_portal.common.addresses import client_address


class PortalAccountAdapter(DefaultAccountAdapter):
    """Closed registration; limits count by the address the proxy vouches for; `next` is a path of our own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and str(url).startswith("/") and super().is_safe_url(url)


class PortalSocialAccountAdapter(DefaultSocialAccountAdapter):
    """A person from the single sign-on enters only an account that the city has already opened."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False
