"""Who may do what, said once and readable like a clause of a regulation.

A role is given for a municipality, or for one school of it. A permission holds inside that scope only:
outside it rows are absent (404), inside it a missing permission is a refusal (403).
"""

from django.db.models import TextChoices


class Permission(TextChoices):
    """What can be asked of the portal. Values appear in the access matrix and in the API."""

    VIEW_SCHOOLS = "schools.view", "Видеть школы"
    MANAGE_SCHOOLS = "schools.manage", "Вести реестр школ"
    VIEW_RESULTS = "results.view", "Видеть результаты по школам"
    VIEW_PUPIL_RESULTS = "results.view_pupils", "Видеть результаты участников под кодами"
    VIEW_IMPORTS = "imports.view", "Видеть загрузки"
    IMPORT_DATA = "imports.apply", "Загружать данные и отменять загрузки"
    VIEW_INDICATORS = "indicators.view", "Видеть показатели"
    RECOMPUTE_INDICATORS = "indicators.recompute", "Пересчитывать показатели"
    VIEW_RULES = "rules.view", "Видеть правила отбора"
    MANAGE_RULES = "rules.manage", "Создавать редакции правил отбора"
    VIEW_RISK_LISTS = "risk_lists.view", "Видеть перечни"
    PROPOSE_RISK_LIST = "risk_lists.propose", "Готовить и предлагать перечни"
    APPROVE_RISK_LIST = "risk_lists.approve", "Утверждать перечни"
    VIEW_ORDERS = "orders.view", "Видеть приказы"
    PREPARE_ORDERS = "orders.prepare", "Готовить проекты приказов"
    REGISTER_ORDERS = "orders.register", "Регистрировать приказы"
    VIEW_CASES = "cases.view", "Видеть случаи поддержки школ"
    APPLY_FOR_SUPPORT = "cases.apply", "Подавать заявку школы на поддержку"
    MANAGE_CASES = "cases.manage", "Вести случаи поддержки"
    WRITE_CASE_NOTES = "cases.write_notes", "Писать заметки и поднимать вопросы по школе"
    READ_RESTRICTED_NOTES = "cases.read_restricted", "Читать закрытые заметки"
    CONCLUDE_CASES = "cases.conclude", "Писать экспертные заключения"
    DECIDE_EXIT = "cases.decide_exit", "Решать о выходе школы из программы"
    VIEW_ROADMAPS = "roadmaps.view", "Видеть дорожные карты"
    EDIT_ROADMAPS = "roadmaps.edit", "Составлять дорожные карты школ"
    EDIT_CITY_ROADMAP = "roadmaps.edit_city", "Составлять дорожную карту города"
    REVIEW_ROADMAPS = "roadmaps.review", "Возвращать и согласовывать дорожные карты"
    APPROVE_ROADMAPS = "roadmaps.approve", "Утверждать дорожные карты"
    REPORT_PROGRESS = "measures.report", "Отчитываться о мероприятиях и прикладывать подтверждения"
    CHECK_EVIDENCE = "measures.check", "Принимать и отклонять подтверждения"
    OVERRIDE_MEASURES = "measures.override", "Менять состояние мероприятия с указанием причины"
    CONDUCT_REVIEWS = "reviews.conduct", "Проводить ежемесячную экспертизу"
    VIEW_ANNEXES = "annexes.view", "Видеть приложения к рабочим программам"
    WRITE_ANNEXES = "annexes.write", "Составлять приложения к рабочим программам"
    APPROVE_ANNEXES = "annexes.approve", "Утверждать приложения к рабочим программам"
    VIEW_CALENDAR = "calendar.view", "Видеть календарь программы"
    MANAGE_PROGRAMME = "programme.manage", "Вести справочники, типовые мероприятия и календарь программы"
    MANAGE_WEBHOOKS = "webhooks.manage", "Настраивать оповещения других систем"
    VIEW_JOBS = "jobs.view", "Видеть задания"
    MANAGE_ACCOUNTS = "accounts.manage", "Вести учётные записи"
    VIEW_AUDIT = "audit.view", "Читать журнал действий"


class Role(TextChoices):
    """Roles of DOMAIN's users; `is_staff_role` roles sign in with a second factor."""

    MUNICIPAL_OFFICER = "municipal_officer", "Муниципальный специалист"
    DEPARTMENT_HEAD = "department_head", "Руководитель управления"
    MUNICIPAL_COORDINATOR = "municipal_coordinator", "Муниципальный координатор"
    CITY_ADMINISTRATOR = "city_administrator", "Администратор портала"
    OBSERVER = "observer", "Наблюдатель"
    CURATOR = "curator", "Куратор школы"
    SCHOOL_ADMIN = "school_admin", "Администрация школы"
    TEACHER = "teacher", "Учитель"

    @property
    def is_school_role(self) -> bool:
        """The role is given for one school, not for the whole municipality."""
        return self in SCHOOL_ROLES

    @property
    def is_staff_role(self) -> bool:
        """The role works with the data of the whole municipality and needs a second factor."""
        return self not in SCHOOL_ROLES


# A curator is given the school she supports, and sees that school alone.
SCHOOL_ROLES = frozenset({Role.CURATOR, Role.SCHOOL_ADMIN, Role.TEACHER})

_READ_CITY = frozenset(
    {
        Permission.VIEW_SCHOOLS,
        Permission.VIEW_RESULTS,
        Permission.VIEW_INDICATORS,
        Permission.VIEW_RULES,
        Permission.VIEW_RISK_LISTS,
        Permission.VIEW_ORDERS,
    }
)
_READ_ROAD = frozenset(
    {Permission.VIEW_CASES, Permission.VIEW_ROADMAPS, Permission.VIEW_CALENDAR, Permission.WRITE_CASE_NOTES}
)
_LEAD_ROAD = _READ_ROAD | {
    Permission.MANAGE_CASES,
    Permission.READ_RESTRICTED_NOTES,
    Permission.CONCLUDE_CASES,
    Permission.EDIT_CITY_ROADMAP,
    Permission.REVIEW_ROADMAPS,
    Permission.CHECK_EVIDENCE,
    Permission.OVERRIDE_MEASURES,
    Permission.CONDUCT_REVIEWS,
    Permission.VIEW_ANNEXES,
}
_WORK_CITY = _READ_CITY | {
    Permission.MANAGE_SCHOOLS,
    Permission.VIEW_PUPIL_RESULTS,
    Permission.VIEW_IMPORTS,
    Permission.IMPORT_DATA,
    Permission.RECOMPUTE_INDICATORS,
    Permission.MANAGE_RULES,
    Permission.PROPOSE_RISK_LIST,
    Permission.PREPARE_ORDERS,
    Permission.VIEW_JOBS,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.MUNICIPAL_OFFICER: _WORK_CITY
    | _LEAD_ROAD
    | {
        Permission.APPROVE_RISK_LIST,
        Permission.REGISTER_ORDERS,
        Permission.APPROVE_ROADMAPS,
        Permission.DECIDE_EXIT,
        Permission.MANAGE_PROGRAMME,
    },
    Role.DEPARTMENT_HEAD: _READ_CITY
    | _READ_ROAD
    | {
        Permission.APPROVE_RISK_LIST,
        Permission.REGISTER_ORDERS,
        Permission.VIEW_JOBS,
        Permission.VIEW_AUDIT,
        Permission.READ_RESTRICTED_NOTES,
        Permission.APPROVE_ROADMAPS,
        Permission.DECIDE_EXIT,
        Permission.VIEW_ANNEXES,
    },
    Role.MUNICIPAL_COORDINATOR: _READ_CITY
    | _LEAD_ROAD
    | {Permission.VIEW_IMPORTS, Permission.VIEW_JOBS, Permission.MANAGE_PROGRAMME},
    Role.CITY_ADMINISTRATOR: frozenset(
        {
            Permission.VIEW_SCHOOLS,
            Permission.MANAGE_SCHOOLS,
            Permission.VIEW_JOBS,
            Permission.MANAGE_ACCOUNTS,
            Permission.VIEW_AUDIT,
            Permission.MANAGE_WEBHOOKS,
        }
    ),
    Role.OBSERVER: frozenset({Permission.VIEW_SCHOOLS, Permission.VIEW_INDICATORS, Permission.VIEW_RULES}),
    Role.CURATOR: _READ_ROAD
    | {
        Permission.VIEW_SCHOOLS,
        Permission.VIEW_RESULTS,
        Permission.VIEW_INDICATORS,
        Permission.VIEW_RISK_LISTS,
        Permission.REVIEW_ROADMAPS,
        Permission.CHECK_EVIDENCE,
    },
    Role.SCHOOL_ADMIN: _READ_ROAD
    | {
        Permission.VIEW_SCHOOLS,
        Permission.VIEW_RESULTS,
        Permission.VIEW_PUPIL_RESULTS,
        Permission.VIEW_INDICATORS,
        Permission.VIEW_RISK_LISTS,
        Permission.APPLY_FOR_SUPPORT,
        Permission.EDIT_ROADMAPS,
        Permission.REPORT_PROGRESS,
        Permission.VIEW_ANNEXES,
        Permission.WRITE_ANNEXES,
        Permission.APPROVE_ANNEXES,
    },
    Role.TEACHER: frozenset({Permission.VIEW_SCHOOLS, Permission.VIEW_ANNEXES, Permission.WRITE_ANNEXES}),
}
