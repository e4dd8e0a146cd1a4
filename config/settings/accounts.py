"""Accounts and signing in: one door, the site's own."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "cms_login"

ACCOUNT_ADAPTER = "notices.adapter.NoticingAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
# Seconds: mail takes its way, and somebody may have to fetch her phone.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Besides allauth's own limits: posts, reports, presses that send mail to people, what waits for a new sign-in, and
# what a machine could do without end, such as saving, looking and saying that something helped.
ACCOUNT_RATE_LIMITS = {
    "post": "30/m/user,300/h/user",
    "report": "20/h/user",
    "mail": "60/h/user",
    # What a person is told of mail that she sent here.
    "answer": "10/h/user",
    # Each tells a whole cohort.
    "gathering": "40/d/user",
    "resubmit": "30/d/user",
    "save": "120/m/user",
    "look": "60/m/user",
    "help": "60/m/user",
    # Passwords for one address from browsers that its owner has never signed in with, wherever they are.
    "login_elsewhere": "100/h/key",
    "proof": "10/h/user",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A mail when a password, an address or a factor changes.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Seconds after which whoever touches what is of others proves again who she is.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = "accounts.models.display_name"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Gnista"
