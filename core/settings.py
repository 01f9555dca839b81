"""All settings, read from the environment. docs/settings.md lists them in one table."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from core.databases import caches, databases
from core.logs import logging_to_console
from core.secret import Environment, kept_secret
from core.security.policy import content_policy

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
SITE_NAME = env.str("SITE_NAME", default="Rejoinder")

SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("PRODUCTION needs SECRET_KEY or SECRET_KEY_FILE.")
    SECRET_KEY = kept_secret(DATA_DIR / "secret_key")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# ---- what a debate may hold -----------------------------------------------------------------

MAX_DEPTH = env.int("MAX_DEPTH", default=100)
DEBATES_PER_PAGE = 20
# What one file may bring in: debates/formats/limits.py.
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=10_000_000)
IMPORT_MAX_CLAIMS = env.int("IMPORT_MAX_CLAIMS", default=10_000)
IMPORT_MAX_SOURCES = env.int("IMPORT_MAX_SOURCES", default=20_000)
IMPORT_MAX_SOURCES_OF_A_CLAIM = env.int("IMPORT_MAX_SOURCES_OF_A_CLAIM", default=100)

# ---- apps and middleware --------------------------------------------------------------------

INSTALLED_APPS = [
    "core",
    "core.accounts",
    "debates",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "mptt",
    "django_htmx",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.requests.is_told_of",
    "core.requests.waits_no_longer_than_people",
    # Headers for every answer, whichever of those below gives it.
    "core.security.policy.says_what_browsers_may_do",
    "csp.middleware.CSPMiddleware",
    # Probes know no name of the site and no https.
    "core.health.answers_probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.accounts.middleware.in_the_readers_time_zone",
    "core.accounts.middleware.ends_a_session_that_is_old",
    "core.accounts.middleware.says_when_a_session_was_used",
    "core.accounts.middleware.keeps_no_page_about_an_account",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.security.staff.leads_staff_to_their_second_step",
    "core.security.throttles.KeepsLimits",
    "core.routing.ReadsFromReplicas",
    "core.sent.SaysWhatIsTaken",
]

ROOT_URLCONF = "core.urls"
WSGI_APPLICATION = "core.wsgi.application"
ASGI_APPLICATION = "core.asgi.application"

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
                "core.context.site",
            ],
        },
    },
]

FORM_RENDERER = "core.forms.Renderer"

# ---- database and caches --------------------------------------------------------------------

DATABASES = databases(env, DATA_DIR, keep_open=not DEBUG)
DATABASE_PATIENCE = env.float("DATABASE_PATIENCE", default=2.0)
DATABASE_ROUTERS = ["core.routing.Router"] if len(DATABASES) > 1 else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = caches(env)

# ---- people ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["core.accounts.backend.OncePerPerson"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_PASSWORDS = "django.contrib.auth.password_validation"
_NAMES_OF_ONE = ["username", "display_name", "email"]
# No rule about which characters: docs/security.md, V6.2.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_PASSWORDS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": _NAMES_OF_ONE},
    },
    {"NAME": f"{_PASSWORDS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_PASSWORDS}.CommonPasswordValidator"},
    {"NAME": "core.security.passwords.NotAWordOfTheSite"},
]
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = env.str("EMAIL_VERIFICATION", default="optional")
ACCOUNT_FORMS = {
    "login": "core.accounts.forms.SignInForm",
    "signup": "core.accounts.forms.SignUpForm",
}
ACCOUNT_ADAPTER = "core.accounts.adapter.Accounts"
# Whoever signs up with another's address is not told so: neither has confirmed it.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = False  # ours are exact: core/security/limits.py
ACCOUNT_USER_DISPLAY = "core.accounts.models.name_of"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_LOGOUT_ON_GET = False
# A new password, address or second step is told to the owner, who may not be the one who did it.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

MFA_ADAPTER = "core.accounts.two_factor.TwoFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
# Without it, somebody could sign up with another's address and lock it with a second step. Where
# no address is ever confirmed, nobody could have a second step.
MFA_ALLOW_UNVERIFIED_EMAIL = ACCOUNT_EMAIL_VERIFICATION == "none"
MFA_FORMS = {
    "authenticate": "core.accounts.two_factor.CodeForm",
    "reauthenticate": "core.accounts.two_factor.CodeAgainForm",
    "activate_totp": "core.accounts.two_factor.FirstCodeForm",
}
# Ours does it with one write in an hour: core/accounts/middleware.py.
USERSESSIONS_TRACK_ACTIVITY = False

# ---- mail -----------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="rejoinder@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# ---- words, time, files ---------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# ---- upkeep ---------------------------------------------------------------------------------

BACKUP_DIR = Path(env.str("BACKUP_DIR", default=str(DATA_DIR / "backups")))
# What core's commands ask of the apps above it, none of which it imports.
CONTENT_APPS = ["accounts", "account", "mfa", "debates"]
AFTER_RESTORE = ["debates.management.upkeep.index_words"]
PRUNED_BY = ["debates.management.upkeep.dead_invitations"]

# ---- security -------------------------------------------------------------------------------

SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
# Links in mails lead here, wherever a request says that it was sent to.
SITE_URL = env.str("SITE_URL", default="").rstrip("/")
if PRODUCTION and not SITE_URL and not ALLOWED_HOSTS[0].startswith((".", "*")):
    SITE_URL = f"{'https' if SSL_REDIRECT else 'http'}://{ALLOWED_HOSTS[0]}"
# core/security/limits.py has the limits. A network may be a school.
THROTTLES = env.bool("THROTTLES", default=True)
NETWORK_IS_WORTH = env.int("NETWORK_IS_WORTH", default=40)
STAFF_NEED_TWO_FACTOR = env.bool("STAFF_NEED_TWO_FACTOR", default=PRODUCTION)
SESSION_COOKIE_AGE = env.int("SESSION_IDLE_DAYS", default=14) * 86_400
SESSION_MOST_DAYS = env.int("SESSION_MOST_DAYS", default=90)
DEVICE_COOKIE_NAME = "device"
CONTENT_SECURITY_POLICY = content_policy(https=PRODUCTION and SSL_REDIRECT)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.views.form_out_of_date"
# A form is text: a detail of 20,000 characters in four-byte letters, with room to spare. Where
# files are taken, they may measure IMPORT_MAX_BYTES beside it, all together.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["core.sent.FilesWhereTaken"]
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    DEVICE_COOKIE_NAME = "__Host-device"
    SECURE_SSL_REDIRECT = SSL_REDIRECT
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=True)
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ---- logs -----------------------------------------------------------------------------------

LOGGING = logging_to_console(
    level=env.str("LOG_LEVEL", default="INFO"),
    form=env.str("LOG_FORMAT", default="json" if PRODUCTION else "plain"),
    says_all=not PRODUCTION,
    # The addresses of invitations and of new passwords are secrets.
    secrets={
        r"(invitations(?:/|%2F))[^/%\s?&\"']+": r"\1…",
        r"((?:reset/key|confirm-email)(?:/|%2F))[^/%\s?&\"']+": r"\1…",
    },
)
METRICS = env.bool("METRICS", default=False)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Beside the database, its migrations and the cache: dotted paths of what says yes or no.
READINESS_CHECKS = {"trees": "debates.models.sampling.latest_are_sound"}
