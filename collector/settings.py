"""Django's settings. What differs between installations comes from the environment.

COLLECTOR_DATA, COLLECTOR_DATABASE_URL, COLLECTOR_TIME_ZONE, COLLECTOR_HOSTS, COLLECTOR_HTTPS,
COLLECTOR_TRUSTED_ORIGINS, COLLECTOR_TRUSTED_PROXIES, COLLECTOR_PUBLIC_URL,
COLLECTOR_READ_API_PER_MINUTE and COLLECTOR_SECRET_KEY are described in docs/operations.md.
"""

from collector import environment

SECRET_KEY = environment.secret_key()
DEBUG = False
# A hall's server is reached by address, by name and through whatever proxy the hall has, and no
# link is ever built from the Host header.
ALLOWED_HOSTS = environment.names("COLLECTOR_HOSTS") or ["*"]
CSRF_TRUSTED_ORIGINS = environment.names("COLLECTOR_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "collector.accounts",
    "collector.organisation",
    "collector.ingest",
    "collector.terminal_settings",
    "collector.boards",
    "collector.rules",
    "collector.working_days",
    "collector.cases",
    "collector.personal_data",
    "collector.attachments",
    "collector.comments",
    "collector.contacts",
    "collector.figures",
    "collector.overview",
    "collector.reports",
    "collector.ratings",
    "collector.alerts",
    "collector.api",
    "collector.improvement",
    "collector.inspections",
    "collector.results",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "collector.boards.gate.Gate",
    "collector.boards.headers.ContentPolicy",
    "django.middleware.security.SecurityMiddleware",
    "collector.boards.static_files.SmallFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "collector.accounts.sessions.Limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["collector.options"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "collector.accounts.access.context",
                "collector.alerts.seeing.context",
                "collector.cases.context.context",
            ],
        },
    },
]

ROOT_URLCONF = "collector.urls"
DATABASES = {"default": environment.django_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "/sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "first_name", "last_name")}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone()
# Where phones outside reach this collector; the receipts' codes lead there. Empty: nowhere.
PUBLIC_URL = environment.public_url()

STATIC_URL = "/static/"
# Files are served from where the applications keep them, so installing has no collecting step.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# A browser asks each time whether a file is still the same: after an update, a new page with an
# old script would be worse than the question.
WHITENOISE_MAX_AGE = 0

# Behind HTTPS everything is marked secure; a hall's server on a plain network has no
# certificate, and a browser would then never send a secure cookie back.
HTTPS = environment.flag("COLLECTOR_HTTPS", default=False)
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Other names under the hall's domain are not ours to decide about.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if not HTTPS:
    # Without a certificate these four cannot be had; docs/operations.md says how to get one.
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W011", "security.W016"]
# Whose X-Forwarded-For is believed. Behind HTTPS there is a proxy; unless named, on this machine.
TRUSTED_PROXIES = environment.networks(
    "COLLECTOR_TRUSTED_PROXIES", "127.0.0.0/8,::1" if HTTPS else ""
)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "collector.accounts.session_store"
# A session ends so long after it began, and so long after it was last used.
SESSION_COOKIE_AGE = environment.number("COLLECTOR_SESSION_HOURS", 12) * 3600
SESSION_IDLE_SECONDS = environment.number("COLLECTOR_SESSION_IDLE_MINUTES", 120) * 60
SESSION_WALL_SECONDS = 90 * 24 * 3600
# Roles, by the names in collector/accounts/roles.py, that may not be used without a second factor.
SECOND_FACTOR_ROLES = environment.names("COLLECTOR_SECOND_FACTOR_ROLES")
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "collector.boards.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
# Pictures alone are uploaded, bounded by the first handler; terminals' calls are bounded apart.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_HANDLERS = [
    "collector.boards.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Reports (docs/operations.md). Below so many ratings nothing is ranked and no percentage printed.
REPORT_MINIMUM = max(30, environment.number("COLLECTOR_REPORT_MINIMUM", 30))
REPORT_DAYS = environment.number("COLLECTOR_REPORT_DAYS", 30)
# The hour of the day at which a subscribed report leaves, complete or not.
REPORT_LATEST_HOUR = min(23, environment.number("COLLECTOR_REPORT_LATEST_HOUR", 9))
REPORT_CHANNEL = environment.number("COLLECTOR_REPORT_CHANNEL", 4)
REPORT_DATA_SOURCE = environment.text("COLLECTOR_REPORT_DATA_SOURCE")
MAIL_URL = environment.mail_url()
MAIL_FROM = environment.text("COLLECTOR_MAIL_FROM") or "yiping@localhost"
MAIL_FOLDER = environment.mail_folder()
# Inner networks that webhooks may be called in; without a word here, none (docs/operations.md).
WEBHOOK_NETWORKS = environment.networks("COLLECTOR_WEBHOOK_NETWORKS")

# How many calls of the read API are answered a minute, by token.
READ_API_PER_MINUTE = environment.number("COLLECTOR_READ_API_PER_MINUTE", 600)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"collector": {"level": "INFO"}},
}
