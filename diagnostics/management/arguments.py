"""Arguments that commands of diagnostics share: municipality, school year, person."""

import argparse

from django.core.management.base import CommandError

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import AcademicYearError, parse_academic_year


def academic_year(text: str) -> int:
    """A school year as written by a person: «2020/2021»."""
    try:
        return parse_academic_year(text)
    except AcademicYearError as wrong:
        raise argparse.ArgumentTypeError(f"«{text}» не учебный год, пример: 2020/2021") from wrong


def municipality_by_code(code: str) -> Municipality:
    """The municipality, or an error that lists the codes there are."""
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Municipality.objects.values_list("code", flat=True)) or "ни одного"
        raise CommandError(f"Муниципалитета с кодом «{code}» нет. Есть: {known}.")
    return found


def acting_user(email: str | None) -> User | None:
    """The person on whose behalf the command acts, with that person's rights; None for the portal itself."""
    if not email:
        return None
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise CommandError(f"Действующей учётной записи «{email}» нет.")
    return found


def refused(refusal: Refusal) -> CommandError:
    """A refusal as the command's error: code, sentence and advice, exit status 1."""
    return CommandError(f"{refusal.code}: {refusal.message} {refusal.hint}".rstrip())
