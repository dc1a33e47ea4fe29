"""Kinds of messages that webhooks send."""

from shnor_portal.notifications.kinds import declare

WEBHOOK_ABANDONED = declare("webhook_abandoned", "Другая система не приняла оповещение")
WEBHOOK_DISABLED = declare("webhook_disabled", "Оповещения другой системы отключены")
