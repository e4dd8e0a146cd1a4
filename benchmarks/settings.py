"""Production's way of working on a machine without certificates, with the number of queries told in a header."""

from config.settings.base import *  # noqa: F403
from config.settings.base import MIDDLEWARE

SECRET_KEY = "only-for-benchmarks"
ALLOWED_HOSTS = ["127.0.0.1"]
DEMO_ALLOWED = True
WHITENOISE_USE_FINDERS = True
ACCOUNT_RATE_LIMITS = False
MIDDLEWARE = ["benchmarks.middleware.QueryCount", *MIDDLEWARE]
