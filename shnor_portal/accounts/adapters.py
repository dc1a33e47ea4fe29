"""How allauth fits the portal: accounts are given by the city, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class PortalAccountAdapter(DefaultAccountAdapter):
    """Closed registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class PortalSocialAccountAdapter(DefaultSocialAccountAdapter):
    """A person from the single sign-on enters only an account that the city has already opened."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False
