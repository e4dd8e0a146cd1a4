"""On a real server. What is missing or wrong in the environment stops the start with a sentence."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, STORAGES, TO_CONSOLE, VAR_DIR, cache_from, database_from, env
from config.settings.base import LOGGING as BASE_LOGGING


def required(name: str, meaning: str) -> str:
    """The value of an environment variable that the product cannot run without."""
    value = env.str(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {meaning}.")
    return value


def secret_key() -> str:
    key = required("SECRET_KEY", "a random text of at least 50 characters that nobody else knows")
    if len(key) < 50 or len(set(key)) < 5:
        raise ImproperlyConfigured("SECRET_KEY is too short: it needs at least 50 random characters.")
    return key


def base_url() -> str:
    url = required("BASE_URL", "the address people use, such as https://gnista.example.org")
    if not url.startswith("https://"):
        raise ImproperlyConfigured(f"BASE_URL must start with https://, but is {url}.")
    return url.rstrip("/")


SECRET_KEY = secret_key()
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS", "host names, separated by commas").split(",")]
WAGTAILADMIN_BASE_URL = base_url()
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
DATABASES = {"default": database_from(env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'gnista.sqlite3'}"))}
# Rate limits are counted in the cache, so several workers need a shared one.
CACHES = {"default": cache_from(required("CACHE_URL", "a Redis address such as redis://127.0.0.1:6379/0"))}
TASKS = {
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    "mail": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

EMAIL_CONFIG = env.email_url_config(
    required("EMAIL_URL", "how to send mail, such as smtp+tls://user:password@host:587")
)
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = required("DEFAULT_FROM_EMAIL", "the sender of the mail that the product sends")

STORAGES["staticfiles"] = {"BACKEND": "config.storage.StaticFilesStorage"}
MEDIA_ROOT = env.path("MEDIA_ROOT", str(BASE_DIR / "var" / "media"))
STORAGES["private"]["OPTIONS"]["location"] = env.path("PRIVATE_ROOT", str(BASE_DIR / "var" / "private"))

# The CMS shows its previews in frames of the same site, so frames are not denied altogether.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", 1)

LOGGING = BASE_LOGGING | TO_CONSOLE
