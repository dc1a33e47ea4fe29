"""The link by which a person sets her first password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from shnor_portal.accounts.models import User


def password_link(user: User) -> str:
    """Address at which the person sets her password; works once, within `PASSWORD_RESET_TIMEOUT`."""
    address = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    return settings.PUBLIC_URL.rstrip("/") + address
