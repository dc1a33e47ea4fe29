"""Fields of support cases, roadmaps and the programme's own books."""

from shnor_portal.common.privacy.kept import Kept, Retention

_ROAD_CASES = {
    "roadmaps.SupportCase": Kept(
        Retention.CITY,
        service="id municipality academic_year stage stage_since entry_kind entry support_format paused_at closed_on "
        "closed_from watch_year previous opened_at version",
        open="school years_in_row outcome",
        figures="rag",
        staff="coordinator curator opened_by",
        free="format_reason pause_reason closed_reason",
    ),
    "roadmaps.CaseEvent": Kept(
        Retention.CITY, service="id municipality case act stage_from stage_to at", staff="by", free="title text"
    ),
    "roadmaps.CaseAssignment": Kept(
        Retention.CITY, service="id municipality case role since until", staff="person assigned_by"
    ),
    "roadmaps.CaseDeficit": Kept(
        Retention.CITY,
        service="id municipality case procedure results_year",
        figures="failed participants",
        free="note",
    ),
    "roadmaps.CaseRisk": Kept(
        Retention.CITY,
        service="id municipality case factor verified_on is_chosen",
        figures="level verified_level",
        staff="verified_by",
        free="reason verified_reason",
    ),
    "roadmaps.AntiRiskProgramme": Kept(
        Retention.CITY,
        service="id municipality case risk version",
        free="title goal tasks target_indicators methods period_wording expected_results executors",
    ),
    "roadmaps.Conclusion": Kept(
        Retention.CITY,
        service="id municipality case kind recommendation risk_list engine_verdict signed_at version",
        figures="figures",
        staff="author",
        free="text effect",
    ),
    "roadmaps.Application": Kept(
        Retention.CITY,
        service="id municipality academic_year state case submitted_at decided_at problem_areas requested_support",
        open="school",
        figures="headcount",
        staff="contact_name contact submitted_by decided_by",
        free="problems requested_measures self_diagnosis decision_reason",
    ),
    "roadmaps.Interview": Kept(
        Retention.CITY,
        service="id municipality case state planned_at held_on version",
        staff="participants chaired_by minuted_by created_by",
        free="place agenda heard problem_points cancel_reason",
    ),
    "roadmaps.InterviewDecision": Kept(
        Retention.CITY,
        service="id municipality case interview position due_on done_on",
        staff="responsible",
        free="text",
    ),
    "roadmaps.Concern": Kept(
        Retention.CITY,
        service="id municipality case state raised_at escalated_at resolved_at",
        staff="raised_by resolved_by",
        free="text escalation_reason resolution",
    ),
    "roadmaps.CaseNote": Kept(
        Retention.CITY, service="id municipality case is_restricted created_at", staff="author", free="text"
    ),
    "roadmaps.MonthlyReview": Kept(
        Retention.CITY,
        service="id municipality case month state created_at signed_at version",
        figures="marks rag done due overdue",
        staff="reviewer",
        free="checked remarks rag_reason reopen_reason",
    ),
    "roadmaps.ReviewCorrection": Kept(
        Retention.CITY,
        service="id municipality case review measure due_on state closed_at",
        staff="closed_by",
        free="text closing_note",
    ),
    "roadmaps.SupportDose": Kept(
        Retention.CITY,
        service="id municipality case kind measure planned_on planned_minutes state delivered_on delivered_minutes "
        "recorded_at version",
        figures="participants",
        staff="provider recorded_by",
        free="title note",
    ),
}

_ROAD_PLANS = {
    "roadmaps.Roadmap": Kept(
        Retention.CITY,
        service="id municipality case academic_year state due_on submitted_at agreed_at approved_at site_state "
        "site_checked_at site_sha256 published_on source created_at changed_at revision version",
        open="school number adopted_on site_url",
        staff="agreed_by approved_by created_by",
        free="title goals tasks abbreviations state_note",
    ),
    "roadmaps.RoadmapSection": Kept(
        Retention.CITY, service="id municipality roadmap position is_removed version", free="title"
    ),
    "roadmaps.Measure": Kept(
        Retention.CITY,
        service="id municipality roadmap key section position period_kind starts_on due_on due_days intervals "
        "recurrence indicator procedure source_number typical_code city_measure copied_from is_removed state done_on "
        "confirmed_on version",
        figures="baseline target",
        staff="responsible responsible_user",
        free="title period_wording expected_result indicator_text evidence_hint footnote state_note",
    ),
    "roadmaps.MeasureAim": Kept(Retention.CITY, service="id municipality roadmap measure deficit risk"),
    "roadmaps.RoadmapEdit": Kept(
        Retention.CITY,
        service="id municipality roadmap revision kind table row field at undoes",
        staff="by",
        free="before after",
    ),
    "roadmaps.RoadmapSubmission": Kept(
        Retention.CITY,
        service="id municipality roadmap number state content_sha256 submitted_at reason_codes decided_at",
        staff="submitted_by decided_by",
        free="content note comment",
    ),
    "roadmaps.Remark": Kept(
        Retention.CITY,
        service="id municipality roadmap submission measure field reason_code written_at resolved_at",
        staff="author resolved_by",
        free="text answer",
    ),
    "roadmaps.ProgressReport": Kept(
        Retention.CITY,
        service="id municipality measure act state_from state_to reason_code due_day at",
        staff="by",
        free="text",
    ),
    "roadmaps.Evidence": Kept(
        Retention.CITY,
        service="id municipality measure kind state content_type size sha256 number replaces reused_from uploaded_at "
        "reason_code decided_at",
        staff="uploaded_by decided_by",
        free="title url file original_name comment",
    ),
    "roadmaps.DateChange": Kept(
        Retention.CITY,
        service="id municipality measure old_due_on new_due_on reason_code at",
        staff="by",
        free="old_wording new_wording reason",
    ),
    "roadmaps.ProgrammeAnnex": Kept(
        Retention.CITY,
        service="id municipality academic_year procedure hours_source state association_on association_protocol "
        "deputy_on approved_on opened_at version",
        open="school subject class_group site_url",
        staff="teacher association_reader deputy_reader approved_by opened_by",
        free="skills rows note state_note association",
    ),
    "roadmaps.PupilRoutes": Kept(
        Retention.CITY,
        service="id municipality academic_year grade subject as_of version",
        open="school",
        figures="opened finished",
        staff="recorded_by",
    ),
    "roadmaps.Paper": Kept(
        Retention.CITY,
        service="id municipality school subject_kind subject_id form is_draft job_id size sha256 content_sha256 pages "
        "created_at",
        staff="file",
        free="title",
    ),
}

_ROAD_PROGRAMME = {
    "roadmaps.ProgrammeSettings": Kept(
        Retention.CITY,
        service="id municipality day_overrides term_ends roadmap_due reminder_days escalation_days has_deputies "
        "version",
    ),
    "roadmaps.RiskFactor": Kept(
        Retention.CITY, service="id municipality code number is_active", open="title description edition"
    ),
    "roadmaps.SupportFormat": Kept(
        Retention.CITY, service="id municipality code for_second_year is_active", open="title description"
    ),
    "roadmaps.TypicalMeasure": Kept(
        Retention.CITY,
        service="id municipality code risk_factors deficits indicator for_city is_active",
        open="title section_title period_wording responsible expected_result indicator_text evidence_hint",
    ),
    "roadmaps.Obligation": Kept(
        Retention.CITY,
        service="id municipality code audience rule reminder_days is_active version",
        open="title details basis",
    ),
    "roadmaps.ObligationDone": Kept(
        Retention.CITY, service="id municipality obligation school due_on done_at", staff="done_by", free="note"
    ),
    "roadmaps.ReminderRun": Kept(Retention.CITY, service="id municipality day covers_until messages ran_at"),
    "roadmaps.CalendarFeed": Kept(
        Retention.CITY,
        service="id municipality created_at last_used_on revoked_at",
        staff="user",
        closed="key_sha256",
        free="title",
    ),
}

ROAD: dict[str, Kept] = {**_ROAD_CASES, **_ROAD_PLANS, **_ROAD_PROGRAMME}
