"""Settings. Everything that differs between installations comes from the environment.

`MILEPOST_HOME` is the data folder (default: `var/` in the current folder): the database if `DATABASE_URL` is unset,
uploaded files, and the secret key, which is made once.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import environ

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.str("MILEPOST_HOME", "var")).resolve()
FILES = HOME / "files"


def _secret_key() -> str:
    """The key from the environment, or one that is made once and kept in the data folder, readable by its owner."""
    if key := env.str("SECRET_KEY", ""):
        return key
    path = HOME / "secret_key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("MILEPOST_DEMO", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str("BASE_URL", "http://localhost:8000")
BEHIND_TLS = env.bool("BEHIND_TLS", BASE_URL.startswith("https:"))
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31536000
    # Else all visitors would be one address, and one who guesses would keep everybody out.
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 1)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "milepost",
]
MIDDLEWARE = [
    "milepost.web.concerns.quiet.QuietMiddleware",  # before anything that could look at who asks
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "milepost.web.middleware.PlainTextMiddleware",
    "milepost.web.middleware.WhoMiddleware",
]
ROOT_URLCONF = "milepost.config.urls"
WSGI_APPLICATION = "milepost.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            PACKAGE / "web" / room / "templates"
            for room in (
                "",
                "components",
                "public",
                "learner",
                "assessor",
                "quality",
                "centre",
                "concerns",
                "employer",
                "stakeholders",
                "workbooks",
                "programmes",
                "promises",
                "standards",
                "provider",
                "readiness",
                "files",
            )
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "milepost.web.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "milepost.web.components.tags"],
        },
    }
]

_SQLITE_INIT = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=268435456;PRAGMA cache_size=-32000"
)
DATABASES: dict[str, Any] = {}
if env.str("DATABASE_URL", ""):
    DATABASES["default"] = env.db_url("DATABASE_URL") | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
else:
    HOME.mkdir(parents=True, exist_ok=True)
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "milepost.sqlite3",
        # DEFERRED transactions that read before they write fail with "database is locked"; IMMEDIATE ones wait.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": _SQLITE_INIT},
        # Kept open: the last to close a file removes its log, and with one opened and closed for each request whole acts were lost.
        "CONN_MAX_AGE": None,
    }
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "milepost_cache"}}

AUTH_USER_MODEL = "milepost.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "milepost.web.public.accounts.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation is the verification: nobody joins without one
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Milepost"
MFA_ADAPTER = "milepost.web.public.second_step.Adapter"
MFA_FORMS = {
    "authenticate": "milepost.web.public.second_step.AuthenticateForm",
    "reauthenticate": "milepost.web.public.second_step.ReauthenticateForm",
    "activate_totp": "milepost.web.public.second_step.ActivateForm",
}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = env.str("TIME_ZONE", "Europe/London")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_TEMP_DIR = None
UPLOAD_LIMIT = 2 * 1024**3  # bytes of one file

TASKS = {"default": {"BACKEND": "milepost.base.jobs.backend.LeaseBackend", "QUEUES": []}}

_mail = env.email_url("EMAIL_URL", default="consolemail://" if DEBUG or DEMO else "smtp://localhost:25")
MAILERS: dict[str, Any] = {"default": {"BACKEND": _mail["EMAIL_BACKEND"]}}
if _mail["EMAIL_BACKEND"].endswith("console.EmailBackend"):
    MAILERS["default"]["BACKEND"] = "milepost.notices.printing.Printed"
if _mail["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
    MAILERS["default"]["OPTIONS"] = {
        "host": _mail["EMAIL_HOST"],
        "port": _mail["EMAIL_PORT"],
        "username": _mail["EMAIL_HOST_USER"],
        "password": _mail["EMAIL_HOST_PASSWORD"],
        "use_tls": _mail.get("EMAIL_USE_TLS", False),
        "use_ssl": _mail.get("EMAIL_USE_SSL", False),
        "timeout": 20,
    }
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Milepost <milepost@localhost>")

# Mail in: whoever copies a mail to an address of this domain puts it on the timeline of an employer. Without a domain nothing listens.
MAIL_DOMAIN = env.str("MAIL_DOMAIN", "in.milepost.example" if DEMO else "").lower()
MAIL_IN_HOST = env.str("MAIL_IN_HOST", "127.0.0.1")
MAIL_IN_PORT = env.int("MAIL_IN_PORT", 8025)
MAIL_LIMIT = 25 * 1024**2  # bytes of one mail, its attachments as they travel
MAIL_AN_HOUR = 200  # to one address: who sends more goes round in a circle

# Where the button leads that leaves the open door at once: a page that everybody might look at.
LEAVE_TO = env.str("LEAVE_TO", "https://www.bbc.co.uk/weather")

SECURE_CSP = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'", "blob:"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"milepost": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
