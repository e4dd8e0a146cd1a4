"""What every environment shares; dev, test and production hold only their differences."""

from pathlib import Path
from typing import Any

import environ
from django.utils.csp import CSP

from config.rooms import ROOMS
from config.settings.accounts import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    *ROOMS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.CmsUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.middleware.HealthChecks",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.ContentSecurityPolicy",
    "config.middleware.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "config.middleware.OnlyUnicode",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SeenMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.PrivateResponses",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.ResubmissionMiddleware",
    "accounts.middleware.LimitsMiddleware",
    "accounts.middleware.SealMiddleware",
    "content.middleware.UnfinishedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["content.templatetags.drawings", "accounts.templatetags.resubmission"],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site_navigation",
            ],
        },
    },
]

# Data ------------------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    # Deferred transactions fail under load on SQLite; IMMEDIATE ones queue (docs/decisions/0002).
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database_from(url: str) -> dict:
    """Read a database URL; SQLite gets the options it needs, PostgreSQL keeps its connections open."""
    database = env.db_url_config(url)
    if "sqlite" in database["ENGINE"]:
        database["OPTIONS"] = SQLITE_OPTIONS
    else:
        database["CONN_MAX_AGE"] = 600
        database["CONN_HEALTH_CHECKS"] = True
    return database


def cache_from(url: str) -> dict:
    """Read a cache URL: `locmem://` or `redis://host:port/number`."""
    if url.startswith(("redis://", "rediss://")):
        return {"BACKEND": "config.cache.FallbackCache", "LOCATION": url}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


DATABASES = {"default": database_from(env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'gnista.sqlite3'}"))}
if "postgresql" in DATABASES["default"]["ENGINE"]:
    INSTALLED_APPS += ["django.contrib.postgres"]
CACHES = {"default": cache_from(env.str("CACHE_URL", "locmem://"))}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}

# Language and time -----------------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
FORMAT_MODULE_PATH = ["config.formats"]

# Files -----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "config.staticfiles.StyleSheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Where a web server in front finds the media folder for X-Accel-Redirect; empty when the product sends files itself.
MEDIA_ACCEL = env.str("MEDIA_ACCEL", "")
# Megabytes that the files of posts may take: a person's hold some hundred pictures and papers, enough for years; a
# cohort's are what a small machine backs up every night without anybody noticing.
FILES_PER_PERSON = env.int("FILES_PER_PERSON", 100)
FILES_PER_COHORT = env.int("FILES_PER_COHORT", 2000)
PRIVATE_ROOT = VAR_DIR / "private"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # No web server serves what lies here: the product hands it out itself.
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Accounts: one door, the site's own (config.settings.accounts) ---------------------------------------

SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365

# Security --------------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
# Wagtail's admin writes inline styles and scripts; learners' pages never do.
CMS_CSP = {
    **SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
}
SECURE_REFERRER_POLICY = "same-origin"
# What no page of the product asks of a device.
PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
    "midi=(), payment=(), screen-wake-lock=(), serial=(), usb=()"
)
# Who is told of a hole; the sender of the mail, where nobody is named.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Mail ------------------------------------------------------------------------------------------------

# Seconds. A mail server that accepts and stays silent holds the mail for no longer.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Gnista <gnista@example.org>")

# The domain, or subdomain, whose mail is handed to `receive_mail`; answers by mail are off while it is empty.
REPLY_MAIL_DOMAIN = env.str("REPLY_MAIL_DOMAIN", "").strip().lower()

# Wagtail ---------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Gnista"
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILEMBEDS_RESPONSIVE_HTML = True
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.cms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "content.cms.DocumentForm"
# Slides with pictures are large; what is larger than this is nothing to fetch in a break.
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# Nothing that a browser would run; whatever is fetched is saved, save for PDF.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "md", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "swedish"},
}
TAGGIT_CASE_INSENSITIVE = True

# False only on a machine that shows the product: demo accounts are refused everywhere else.
DEMO_ALLOWED = False

DEFAULT_EXCEPTION_REPORTER_FILTER = "config.reporting.WithoutWhatPeopleWrote"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Every search index update is a task that tells of its life; errors are what matters.
    "loggers": {"django.tasks": {"level": "WARNING"}},
}
# Where DEBUG is off, Django tells nobody else.
TO_CONSOLE = {
    "filters": {"without_keys": {"()": "config.reporting.WithoutKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_keys"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
