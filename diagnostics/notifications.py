"""Kinds of messages that diagnostics sends."""

from shnor_portal.notifications.kinds import declare

LIST_PROPOSED = declare("risk_list_proposed", "Перечень предложен к утверждению")
LIST_RETURNED = declare("risk_list_returned", "Перечень возвращён в черновик")
LIST_APPROVED = declare("risk_list_approved", "Перечень утверждён")
SCHOOL_LISTED = declare("school_listed", "Школа включена в утверждённый перечень")
