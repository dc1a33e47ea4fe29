"""Who must have a second factor and has none."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from shnor_portal.accounts.models import User


def lacks_second_factor(user: User) -> bool:
    """Whether the person may do nothing but set a second factor up: pages, sessions and tokens ask alike."""
    if settings.SECOND_FACTOR != "required" or not user.needs_second_factor:
        return False
    return not is_mfa_enabled(user)
