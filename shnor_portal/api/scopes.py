"""What a token can be given for: the permissions that the API asks for, and no others."""

from shnor_portal.accounts.permissions import Permission

API_SCOPES = (
    Permission.VIEW_SCHOOLS,
    Permission.VIEW_RESULTS,
    Permission.VIEW_INDICATORS,
    Permission.VIEW_RULES,
    Permission.VIEW_RISK_LISTS,
    Permission.VIEW_ORDERS,
    Permission.VIEW_CASES,
    Permission.VIEW_ROADMAPS,
    Permission.VIEW_CALENDAR,
    Permission.VIEW_IMPORTS,
    Permission.VIEW_JOBS,
    Permission.IMPORT_DATA,
    Permission.MANAGE_SCHOOLS,
    Permission.RECOMPUTE_INDICATORS,
    Permission.PROPOSE_RISK_LIST,
    Permission.REPORT_PROGRESS,
    Permission.CONDUCT_REVIEWS,
)
