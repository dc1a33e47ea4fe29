"""Acts of the audit trail in templates."""

from django import template

from shnor_portal.cabinet.acts import act_name

register = template.Library()
register.filter("act_name", act_name)
