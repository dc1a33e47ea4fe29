"""Settings of the portal. Everything that differs between places comes from the environment.

Without any environment it is the embedded city: SQLite in `DATA_DIR`, a worker beside the web process
that talks through a folder, no mail server. With `DATABASE_URL` and `REDIS_URL` the same code runs on
PostgreSQL, Redis and any number of workers.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEVELOPMENT_KEY = "development-only-key-never-for-a-server-0123456789"
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_KEY)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PRODUCTION = env.bool("PRODUCTION", default=False)
SECOND_FACTOR = env.str("SECOND_FACTOR", default="required")
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000")

DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")
if SECOND_FACTOR not in ("required", "optional"):  # a misspelt word must not switch the second factor off
    raise ImproperlyConfigured(f"SECOND_FACTOR is «{SECOND_FACTOR}»: required or optional")
if not urlsplit(DATABASE_URL).scheme:
    raise ImproperlyConfigured("DATABASE_URL must be an address, for example postgres://user:password@host:5432/name")
PASSWORDS_EVERYBODY_KNOWS = {"", "postgres", "portal", "password", "changeme", "secret", "admin", "12345678"}

if PRODUCTION:
    database = urlsplit(DATABASE_URL)
    faults = [
        message
        for wrong, message in (
            (DEBUG, "DEBUG must be off"),
            (SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY) < 50, "SECRET_KEY must be set, 50 characters or more"),
            ("*" in ALLOWED_HOSTS, "ALLOWED_HOSTS must name the hosts"),
            (SECOND_FACTOR != "required", "SECOND_FACTOR must be required"),
            (
                database.scheme != "sqlite" and (database.password or "") in PASSWORDS_EVERYBODY_KNOWS,
                "DATABASE_URL must carry a password of its own",
            ),
            (not PUBLIC_URL.startswith("https://"), "PUBLIC_URL must be an https address"),
        )
        if wrong
    ]
    if faults:
        raise ImproperlyConfigured("; ".join(faults))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "shnor_portal.common",
    "shnor_portal.accounts",
    "shnor_portal.audit",
    "shnor_portal.jobs",
    "shnor_portal.notifications",
    "shnor_portal.webhooks",
    "shnor_portal.imports",
    "schools",
    "diagnostics",
    "roadmaps",
    "reports",
    "shnor_portal.cabinet",
    "shnor_portal.api",
    "shnor_portal.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shnor_portal.common.middleware.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "shnor_portal.accounts.middleware.NoStoreMiddleware",
    "shnor_portal.accounts.middleware.CurrentMunicipalityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "shnor_portal.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shnor_portal.common.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "shnor_portal.urls"
WSGI_APPLICATION = "shnor_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "shnor_portal.cabinet.context.portal",
            ],
        },
    },
]

DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=30000; PRAGMA foreign_keys=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    # Not in memory: limits on sign-in must hold for all web processes together.
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people and sign-in -------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["shnor_portal.accounts.backends.PortalBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "shnor_portal.accounts.adapters.PortalAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# allauth counts in the cache, under its lock; a failed sign-in and a wrong code count as `login_failed`.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Школы роста"
SOCIALACCOUNT_ADAPTER = "shnor_portal.accounts.adapters.PortalSocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {}
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NAME", default="Единый вход"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER_URL, "oauth_pkce_enabled": True},
            }
        ]
    }

# --- language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский")]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# --- files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static"]
VENDOR_DIR = BASE_DIR / "static_vendor"
if VENDOR_DIR.is_dir():
    STATICFILES_DIRS.append(("vendor", VENDOR_DIR))
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(DATA_DIR / "files")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("STATICFILES_BACKEND", default="django.contrib.staticfiles.storage.StaticFilesStorage")
    },
}
WHITENOISE_USE_FINDERS = env.bool("WHITENOISE_USE_FINDERS", default=not PRODUCTION)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- files people attach ------------------------------------------------------------------------
UPLOAD_FILE_BYTES = env.int("UPLOAD_FILE_BYTES", default=20 * 1024 * 1024)
UPLOAD_IMAGE_PIXELS = env.int("UPLOAD_IMAGE_PIXELS", default=50_000_000)
UPLOAD_PDF_PAGES = env.int("UPLOAD_PDF_PAGES", default=2_000)
UPLOAD_QUOTA_BYTES_PER_CITY = env.int("UPLOAD_QUOTA_BYTES_PER_CITY", default=20 * 1024 * 1024 * 1024)
UPLOAD_FILES_PER_DAY_PER_USER = env.int("UPLOAD_FILES_PER_DAY_PER_USER", default=200)

# --- background work ----------------------------------------------------------------------------
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"visibility_timeout": 3600}
else:
    BROKER_FOLDER = DATA_DIR / "broker"
    for folder in ("messages", "control", "processed"):
        (BROKER_FOLDER / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT = "shnor_portal.jobs.folder_broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_FOLDER / "messages"),
        "data_folder_out": str(BROKER_FOLDER / "messages"),
        "control_folder": str(BROKER_FOLDER / "control"),
        "processed_folder": str(BROKER_FOLDER / "processed"),
        "store_processed": False,
    }
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "portal"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "relay-jobs": {"task": "jobs.relay", "schedule": 1.0, "options": {"expires": 5}},
    "forget-old": {"task": "accounts.forget_old", "schedule": 6 * 60 * 60.0, "options": {"expires": 60 * 60}},
    "send-notification-mail": {"task": "notifications.send_mail", "schedule": 60.0, "options": {"expires": 50}},
    "send-webhooks": {"task": "webhooks.send_due", "schedule": 5.0, "options": {"expires": 4}},
    "remind-of-terms": {"task": "roadmaps.remind", "schedule": 5 * 60.0, "options": {"expires": 4 * 60}},
    "look-at-sites": {"task": "roadmaps.look_at_sites", "schedule": 6 * 60 * 60.0, "options": {"expires": 60 * 60}},
    "forget-webhooks": {"task": "webhooks.forget_old", "schedule": 6 * 60 * 60.0, "options": {"expires": 60 * 60}},
}

# Hosts of the city's own network that may be told of events: plain http, any port and any address hold for them.
WEBHOOK_TRUSTED_HOSTS = env.list("WEBHOOK_TRUSTED_HOSTS", default=[])

# Whether the portal may open pages of schools' sites to see that a roadmap is published; many cities have no way out.
SITE_CHECKS = env.bool("SITE_CHECKS", default=False)

# --- mail ---------------------------------------------------------------------------------------
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(environ.Env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "mail")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")

# --- security -----------------------------------------------------------------------------------
SECURE_TLS = env.bool("SECURE_TLS", default=PRODUCTION)
SESSION_COOKIE_SECURE = SECURE_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = SECURE_TLS
CSRF_COOKIE_HTTPONLY = True
if SECURE_TLS:  # the prefix makes browsers refuse the cookie from a neighbour host or over plain http
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
SECURE_SSL_REDIRECT = SECURE_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_TLS
SECURE_HSTS_PRELOAD = SECURE_TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_CLIENT_ADDRESS_HEADER = env.str("TRUSTED_CLIENT_ADDRESS_HEADER", default="")
FORM_TARGETS = [SELF]
if OIDC_SERVER_URL:  # the sign-in form is redirected to the city's own server
    FORM_TARGETS.append("{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER_URL)))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": FORM_TARGETS,
        "frame-ancestors": [NONE],
    }
}

# --- REST ---------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "shnor_portal.api.authentication.ScopedTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["shnor_portal.api.permissions.HoldsPermission"],
    "DEFAULT_THROTTLE_CLASSES": ["shnor_portal.api.throttles.ExportThrottle"],
    "DEFAULT_FILTER_BACKENDS": ["shnor_portal.common.rest.parameters.DeclaredFilters"],
    "DEFAULT_PAGINATION_CLASS": "shnor_portal.api.pagination.RowCursor",
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "shnor_portal.api.negotiation.StrictNegotiation",
    "DEFAULT_RENDERER_CLASSES": ["shnor_portal.api.renderers.JsonRenderer", "shnor_portal.api.renderers.CsvRenderer"],
    "DEFAULT_PARSER_CLASSES": ["shnor_portal.api.parsers.StrictJsonParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_VERSIONING_CLASS": None,
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "shnor_portal.api.errors.problem_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
KNOX_TOKEN_MODEL = "accounts.ApiToken"  # noqa: S105 - a model, not a secret
REST_KNOX = {"TOKEN_PREFIX": "shnor_", "AUTO_REFRESH": False}
MIGRATION_MODULES = {"knox": None}  # its only table is replaced by ours
API_BODY_BYTES = 1024 * 1024
API_EXPORT_ROWS = 200_000
API_LIMITS = {"token": (10, 3600), "export": (120, 3600)}  # times in seconds, by account
SPECTACULAR_SETTINGS = {
    "TITLE": "Школы роста",
    "VERSION": "1",
    "DESCRIPTION": "REST портала городской программы поддержки школ с низкими образовательными результатами.",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["shnor_portal.api.permissions.HoldsPermission"],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "JobStateEnum": "shnor_portal.jobs.models.JobState",
        "BatchStateEnum": "shnor_portal.imports.enums.BatchState",
        "RiskListStateEnum": "diagnostics.enums.RiskListState",
        "OrderStateEnum": "reports.enums.OrderState",
        "SchoolKindEnum": "schools.enums.SchoolKind",
        "AssessmentKindEnum": "diagnostics.enums.AssessmentKind",
        "OrderKindEnum": "reports.enums.OrderKind",
        "CaseStageEnum": "roadmaps.enums.CaseStage",
        "RiskLevelEnum": "roadmaps.enums.RiskLevel",
        "RoadmapStateEnum": "roadmaps.enums.RoadmapState",
        "MeasureStateEnum": "roadmaps.enums.MeasureState",
        "EvidenceStateEnum": "roadmaps.enums.EvidenceState",
        "ReviewStateEnum": "roadmaps.enums.ReviewState",
        "CorrectionStateEnum": "roadmaps.enums.CorrectionState",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "shnor_portal.api.schema.describe_answers",
    ],
}

# --- logs ---------------------------------------------------------------------------------------
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True  # checked or made by RequestIdMiddleware
DJANGO_STRUCTLOG_TRUST_UPSTREAM_CORRELATION_ID = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "shnor_portal.common.logs.json_formatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {
        name: {"level": "WARNING"}
        for name in (
            "weasyprint",
            "weasyprint.progress",
            "fontTools",
            "celery.beat",
            "celery.app.trace",
            "celery.worker.strategy",
        )
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
