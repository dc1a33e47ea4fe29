"""Who is asking: a program by its token, or a person by her session; never both at once."""

import re
from hmac import compare_digest

from django.conf import settings
from django.utils import timezone
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from knox.settings import CONSTANTS
from rest_framework import exceptions
from rest_framework.request import Request

from shnor_portal.accounts.models import ApiToken, User

PREFIX = re.escape(str(settings.REST_KNOX["TOKEN_PREFIX"]))
HEADER = re.compile(rf"Token ({PREFIX}[0-9a-f]{{64}})\Z", re.ASCII)


class ScopedTokenAuthentication(TokenAuthentication):
    """`Authorization: Token …`. An expired, revoked or unknown token and a closed account get one and the same 401."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            return None
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            raise exceptions.AuthenticationFailed("Токен и сеанс браузера вместе не принимаются.", "TOKEN_AND_COOKIE")
        match = HEADER.match(header)
        if match is None:
            raise invalid_token()
        return self.authenticate_credentials(match.group(1))

    def authenticate_credentials(self, token: str) -> tuple[User, ApiToken]:
        digest = hash_token(token)
        rows = ApiToken.objects.filter(token_key=token[: CONSTANTS.TOKEN_KEY_LENGTH]).select_related("user")
        found = next((row for row in rows if compare_digest(row.digest, digest)), None)
        if found is None or found.is_expired or not found.user.is_active:
            raise invalid_token()
        user: User = found.user
        user.token_scopes = frozenset(found.scopes)
        mark_used(found)
        return user, found


def invalid_token() -> exceptions.AuthenticationFailed:
    return exceptions.AuthenticationFailed("Токен не принят: он неверен, отозван или истёк.", "TOKEN_INVALID")


def mark_used(token: ApiToken) -> None:
    """One write a day tells the person which of her tokens still live."""
    today = timezone.localdate()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
