"""For script/test: the same product, faster hashing, mail kept in memory."""

import os
import re

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, STORAGES, TEMPLATES, TO_CONSOLE, VAR_DIR
from config.settings.base import LOGGING as BASE_LOGGING

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = VAR_DIR / "test-media"
STORAGES["private"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
DEMO_ALLOWED = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A server in a process of its own leaves its mail where the test that walks through it can read it.
if folder := os.environ.get("MAIL_FOLDER"):
    EMAIL_BACKEND, EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", folder
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
# One address plays everybody; that guessing is slowed down is tested with limits of its own.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip"}
LOGGING = BASE_LOGGING | TO_CONSOLE
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Test processes side by side clear their cache between tests: each gets a Redis database of its own.
if address := CACHES["default"].get("LOCATION"):
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = re.sub(r"\d+$", lambda number: str(int(number[0]) + process), address)
