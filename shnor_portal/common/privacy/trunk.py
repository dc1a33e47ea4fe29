"""Fields of libraries, accounts, imports, schools, results and orders."""

from shnor_portal.common.privacy.kept import Kept, Retention

_LIBRARIES = {
    "auth.Permission": Kept(Retention.CITY, service="id name content_type codename"),
    "auth.Group": Kept(Retention.CITY, service="id name"),
    "contenttypes.ContentType": Kept(Retention.CITY, service="id app_label model"),
    "sessions.Session": Kept(Retention.MOMENT, closed="session_key session_data", service="expire_date"),
    "account.EmailAddress": Kept(Retention.ACCOUNT, service="id verified primary", staff="user email"),
    "account.EmailConfirmation": Kept(Retention.MOMENT, service="id created sent", staff="email_address", closed="key"),
    "mfa.Authenticator": Kept(
        Retention.ACCOUNT, service="id type created_at", staff="user last_used_at", closed="data"
    ),
    "socialaccount.SocialApp": Kept(
        Retention.CITY, service="id provider provider_id name client_id key settings", closed="secret"
    ),
    "socialaccount.SocialAccount": Kept(
        Retention.ACCOUNT, service="id provider date_joined", staff="user uid last_login extra_data"
    ),
    "socialaccount.SocialToken": Kept(
        Retention.MOMENT, service="id app expires_at", staff="account", closed="token token_secret"
    ),
}

_ACCOUNTS = {
    "accounts.User": Kept(
        Retention.ACCOUNT,
        service="id is_active session_stamp created_at",
        staff="email full_name position last_login",
        closed="password",
    ),
    "accounts.RoleAssignment": Kept(
        Retention.ACCOUNT, service="id municipality", staff="user role school_id valid_from valid_to"
    ),
    "accounts.ApiToken": Kept(
        Retention.ACCOUNT,
        service="created expiry public_id scopes may_write",
        staff="user last_used_on",
        closed="digest token_key",
        free="title",
    ),
    "accounts.CacheEntry": Kept(Retention.MOMENT, service="expires", closed="cache_key value"),
    "accounts.DoneRequest": Kept(Retention.MONTH, service="id key outcome done_at", staff="user"),
    "accounts.UseCount": Kept(Retention.MOMENT, service="id act window count", staff="user"),
    "accounts.Municipality": Kept(
        Retention.CITY,
        service="id code time_zone calendar_overrides order_number_suffix",
        open="name name_genitive region_name region_code administration_name department_name department_genitive "
        "head_position head_position_genitive",
        staff="head_name",
    ),
    "audit.AuditEntry": Kept(
        Retention.CITY,
        service="id municipality_id sequence at action object_type object_id request_id previous_hash hash",
        staff="actor_id actor_label",
        free="object_label details",
    ),
    "audit.AuditChain": Kept(Retention.CITY, service="id municipality_id sequence hash"),
    "jobs.Job": Kept(
        Retention.CITY,
        service="municipality id kind arguments state unique_key done total message result error_code error_text "
        "attempt losses run_again cancel_requested created_at sent_at started_at heartbeat_at finished_at",
        staff="requested_by",
        free="title",
    ),
    "notifications.Notification": Kept(
        Retention.ACCOUNT,
        service="id municipality kind path created_at mail_due mailed_at",
        staff="recipient read_at",
        free="title body",
    ),
    "notifications.NotificationPreference": Kept(Retention.ACCOUNT, service="id kind by_mail", staff="user"),
    "webhooks.WebhookEndpoint": Kept(
        Retention.CITY,
        service="id municipality public_id url previous_secret_until events is_active disabled_reason "
        "consecutive_failures quiet_until created_at version",
        staff="created_by",
        closed="secret previous_secret",
        free="title",
    ),
    "webhooks.WebhookDelivery": Kept(
        Retention.MONTH,
        service="id municipality endpoint public_id event body state attempts attempts_allowed next_attempt_at "
        "sending_until last_status last_error duration_ms created_at delivered_at",
    ),
}

_IMPORTS = {
    "imports.ImportBatch": Kept(
        Retention.CITY,
        service="id municipality public_id target state size sha256 content_hash layout recognition options counts "
        "refusal created_at checked_at applied_at undone_at version",
        staff="created_by applied_by undone_by",
        pupil="file extract_file",
        free="original_name",
    ),
    "imports.ImportItem": Kept(
        Retention.CITY,
        service="id municipality batch position sheet row_from row_to subject_label change",
        open="school_label",
        figures="before after",
    ),
    "imports.ImportIssue": Kept(
        Retention.CITY, service="id municipality batch severity code hint sheet row column", free="message"
    ),
    "imports.MappingProfile": Kept(
        Retention.CITY, service="id municipality header_key mapping created_at", staff="created_by", free="name"
    ),
}

_SCHOOLS = {
    "schools.School": Kept(
        Retention.CITY,
        service="id municipality batch version",
        open="name full_name search_name kind locality district has_senior_grades opened_on closed_on successor",
    ),
    "schools.SchoolCode": Kept(
        Retention.CITY, service="id municipality batch", open="school system value raw valid_from_year valid_to_year"
    ),
    "schools.SchoolEvent": Kept(
        Retention.CITY,
        service="id municipality batch recorded_at",
        open="school kind happened_on old_name new_name other_school basis",
        staff="recorded_by",
    ),
    "schools.SchoolChange": Kept(
        Retention.CITY, service="id municipality batch", open="school code field before after"
    ),
    "schools.SchoolFigure": Kept(
        Retention.CITY,
        service="id municipality batch sheet row replaced_by academic_year metric",
        open="school",
        figures="value",
    ),
    "schools.Organisation": Kept(Retention.CITY, service="id municipality", open="kind name"),
}

_RESULTS = {
    "diagnostics.Assessment": Kept(
        Retention.CITY, service="id", open="kind grade subject level academic_year procedure"
    ),
    "diagnostics.AssessmentResult": Kept(
        Retention.CITY,
        service="id municipality assessment batch is_current replaced_by content_sha256 sheet row_from row_to flags",
        open="school max_score",
        figures="participants marks_2 marks_3 marks_4 marks_5 failed score_sum scored distribution percents journal "
        "tasks",
    ),
    "diagnostics.PupilResult": Kept(
        Retention.RESULTS,
        service="id municipality result sheet_number row",
        pupil="pupil_code class_group variant primary_score mark journal_mark tasks",
    ),
    "diagnostics.IndicatorValue": Kept(
        Retention.CITY,
        service="id municipality academic_year indicator procedure no_data_reason formula_version batches computed_at",
        open="school",
        figures="numerator denominator",
    ),
    "diagnostics.RuleSet": Kept(Retention.CITY, service="id municipality code", open="title source trust"),
    "diagnostics.RuleSetVersion": Kept(
        Retention.CITY,
        service="id municipality rule_set number used_at created_at",
        open="definition",
        staff="created_by",
        free="note",
    ),
    "diagnostics.RiskList": Kept(
        Retention.CITY,
        service="id municipality academic_year results_year origin state rule_version inputs_sha256 snapshot_sha256 "
        "created_at proposed_at approved_at version",
        open="title basis",
        staff="created_by approved_by",
        free="state_note",
    ),
    "diagnostics.RiskListEntry": Kept(
        Retention.CITY,
        service="id municipality risk_list decided_at",
        open="school school_name verdict is_included level level_title years_in_row",
        figures="low_count low_procedures data_count missing_count is_borderline flip_pupils explanation reasons "
        "conditions sensitivity",
        staff="decided_by",
        free="decision_reason",
    ),
    "reports.Order": Kept(
        Retention.CITY,
        service="id municipality kind state risk_list created_at version",
        open="title preamble items number registered_on signer_position is_acting",
        staff="signer_name executor_name executor_contact created_by registered_by",
        free="cancelled_reason",
    ),
    "reports.OrderAppendix": Kept(
        Retention.CITY, service="id municipality order number snapshot_sha256", open="title columns rows"
    ),
    "reports.OrderFile": Kept(
        Retention.CITY,
        service="id municipality order job_id format size sha256 content_sha256 pages created_at",
        staff="file",
    ),
}

TRUNK: dict[str, Kept] = {**_LIBRARIES, **_ACCOUNTS, **_IMPORTS, **_SCHOOLS, **_RESULTS}
