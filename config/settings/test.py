"""For script/test: the same product, faster hashing, mail kept in memory."""

from config.settings.base import *  # noqa: F403
from config.settings.base import TEMPLATES, VAR_DIR

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = VAR_DIR / "test-media"
DEMO_ALLOWED = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
